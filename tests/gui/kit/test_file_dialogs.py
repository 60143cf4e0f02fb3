"""Saving under a name: with its ending, and never over a file without asking."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from nrw_desktop.gui.kit.file_dialogs import ask_save
from tests.gui.hands import answer

KINDS = "Pläne (*.nrwplan)"


def types(monkeypatch: pytest.MonkeyPatch, *names: Path | str) -> list[str]:
    """Choose these names one after the other; what was suggested each time."""
    suggested, left = list[str](), list(names)

    def choose(_parent: object, _title: str, suggestion: str, _kinds: str, **more: object) -> tuple[str, str]:
        assert more["options"] == QFileDialog.Option.DontConfirmOverwrite
        suggested.append(suggestion)
        return str(left.pop(0)), KINDS

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return suggested


def ask(folder: Path, replace: bool = True) -> Path | None:
    return ask_save(None, "Kopie speichern unter", folder / "b Kopie.nrwplan", KINDS, ".nrwplan", replace)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("b", "b.nrwplan"),
        ("b.nrwplan", "b.nrwplan"),
        ("B.NRWPLAN", "B.NRWPLAN"),
        ("Stand 3.1", "Stand 3.1.nrwplan"),
        ("b.pdf", "b.pdf.nrwplan"),
    ],
)
def test_a_name_gets_its_ending(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, name: str
) -> None:
    types(monkeypatch, tmp_path / typed)
    assert ask(tmp_path) == tmp_path / name


def test_nothing_chosen_is_nothing(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (types(monkeypatch, ""), ask(tmp_path)) == ([str(tmp_path / "b Kopie.nrwplan")], None)


def test_a_file_is_replaced_only_after_a_yes(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "da.nrwplan").touch()
    suggested = types(monkeypatch, tmp_path / "da", tmp_path / "da.nrwplan", tmp_path / "neu")
    told = answer(monkeypatch, "Anderer Name", "Anderer Name")
    assert ask(tmp_path) == tmp_path / "neu.nrwplan"
    assert suggested[1:] == [str(tmp_path / "da.nrwplan")] * 2
    assert "„da.nrwplan“ gibt es schon" in told[0]
    types(monkeypatch, tmp_path / "da")
    answer(monkeypatch, "Ersetzen")
    assert ask(tmp_path) == tmp_path / "da.nrwplan"


def test_who_refuses_an_existing_file_is_not_asked(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "da.nrwplan").touch()
    types(monkeypatch, tmp_path / "da")
    told = answer(monkeypatch)
    assert ask(tmp_path, replace=False) == tmp_path / "da.nrwplan"
    assert told == []


def test_a_folder_that_is_not_there_is_said_and_the_name_asked_anew(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a name with a stroke: „Stand 3/2026“."""
    suggested = types(monkeypatch, tmp_path / "Stand 3" / "2026", tmp_path / "Stand 2026")
    told = answer(monkeypatch, "OK")
    assert ask(tmp_path) == tmp_path / "Stand 2026.nrwplan"
    assert [one.strip() for one in told] == [
        f"Einen Ordner „{tmp_path / 'Stand 3'}“ gibt es nicht. Bitte einen anderen Ort wählen."
    ]
    assert suggested[1] == str(tmp_path / "2026.nrwplan")
