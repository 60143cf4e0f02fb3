"""Names of files that Windows refuses, or takes for a device, a stream or another file."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages, file_names
from nrw_desktop.storage.upkeep import new_plans

REFUSED = {
    "CON": "Gerät",
    "nul.nrwplan": "Gerät",
    "Com1.tar.nrwplan": "Gerät",
    "lpt² .pdf": "Gerät",
    "CONIN$": "Gerät",
    "Plan: neu.nrwplan": "„:“",
    "wer? wann.pdf": "„[?]“",
    "a|b": r"„\|“",
    "Zeile\neins.pdf": "das man nicht sieht",
    "Plan.nrwplan.": "Punkt",
    "Plan.nrwplan ": "Leerzeichen",
}
TAKEN = (
    "Plan.nrwplan",
    "Konferenz.pdf",
    "Console.nrwplan",
    "com.nrwplan",
    "ä#%&'’ (2).nrwplan",
    "COM10.pdf",
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_windows_does_not_take_is_refused_there(name: str) -> None:
    with pytest.raises(PlanError, match=REFUSED[name]) as refused:
        file_names.refuse_unsuitable(Path("Ordner", name), windows=True)
    assert "Bitte einen anderen Namen wählen." in str(refused.value)
    file_names.refuse_unsuitable(Path("Ordner", name), windows=False)


@given(st.text() | st.sampled_from([*REFUSED, *TAKEN]))
def test_what_is_suggested_is_taken_everywhere(words: str) -> None:
    name = file_names.suitable(words)
    assert len(name) <= 130
    if name:
        file_names.refuse_unsuitable(Path(f"{name}.nrwplan"), windows=True)
        assert Path(f"{name}.nrwplan").name == f"{name}.nrwplan"
    assert all(file_names.suitable(Path(one).stem) == Path(one).stem for one in TAKEN)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (53, "Laufwerk verbunden"),
        (112, "ist voll"),
        (123, "den Windows zulässt"),
        (206, "zu lang"),
        (33, "benutzt"),
    ],
)
def test_what_windows_says_is_a_sentence(number: int, words: str, tmp_path: Path) -> None:
    error = OSError(2, "unreadable to her")
    error.winerror = number  # type: ignore[attr-defined]
    assert words in str(error_messages.worded_error(error, tmp_path / "weg" / "b.nrwplan"))


def test_a_path_that_is_too_long_for_windows_alone_is_known() -> None:
    deep = Path("C:/", "x" * 240, "Umsetzungsschritte.nrwplan")
    assert error_messages.is_too_deep(deep, windows=True)
    assert not error_messages.is_too_deep(deep, windows=False)
    assert not error_messages.is_too_deep(Path("C:/", "x" * 230, "b.nrwplan"), windows=True)


@pytest.mark.skipif(os.name != "nt", reason="only there it is refused by the system")
@pytest.mark.parametrize("name", ["CON.nrwplan", "NUL.nrwplan", "a:b.nrwplan"])
def test_no_plan_gets_such_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="Bitte"):
        new_plans.new_plan(tmp_path / name).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "nt", reason="drives and shares are named so only there")
def test_a_plan_is_found_by_drive_and_by_other_letters(tmp_path: Path) -> None:
    plan = tmp_path / "Überblick.nrwplan"
    new_plans.new_plan(plan).close()
    for other in (Path(str(plan).upper()), Path(f"\\\\?\\{plan}"), Path(str(plan).replace("\\", "/"))):
        with PlanFile.open(other, read_only=True) as file:
            assert len(file.plan.phases) == 4
