"""The documents of a measure: added by a file dialog or typed, opened, and found again when a file has moved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange import document_targets
from nrw_desktop.exchange.document_targets import Target
from nrw_desktop.gui.forms.documents_page import DocumentsPage
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui.hands import Key, answer, button, callouts, measure, press, settle, type_text


@pytest.fixture
def page(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> DocumentsPage:
    """The documents of the first measure of phase 1."""
    made = DocumentsPage(workspace)
    made.show_record(measure(workspace.plan, 1, 0).id)
    made.resize(800, 240)
    show(made)
    made.view.setFocus()
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open."""
    asked = list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toString()) or True)
    return asked


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> list[str]:
    """Choose a file in the dialog that comes; the folders that dialogs began in."""
    began = list[str]()

    def dialog(_parent: QWidget, _title: str, folder: str) -> tuple[str, str]:
        began.append(folder)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog)
    return began


def targets(workspace: Workspace) -> list[str]:
    return [document.target for document in workspace.plan.documents(measure(workspace.plan, 1, 0).id)]


def test_a_file_is_added_titled_and_opened(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "Öffentliche Fassung #1.pdf"
    file.write_bytes(b"x")
    began = choose(monkeypatch, file)
    button(page, "Datei hinzufügen").click()
    assert began == [str(workspace.path.parent)]
    assert targets(workspace) == [str(file)]
    press(Key.Key_F2)
    type_text("Flyer")
    press(Key.Key_Return)
    button(page, "Öffnen").click()
    assert [QUrl(url).toLocalFile() for url in opened] == [str(file)]
    assert workspace.plan.documents(measure(workspace.plan, 1, 0).id)[0].title == "Flyer"
    workspace.undo()
    workspace.undo()
    assert targets(workspace) == []


def test_a_dialog_given_up_changes_nothing(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "")
    button(page, "Datei hinzufügen").click()
    assert workspace.undo_label() == ""


def test_an_address_is_typed_and_opened(page: DocumentsPage, workspace: Workspace, opened: list[str]) -> None:
    assert not button(page, "Öffnen").isEnabled()
    press(Key.Key_Insert)
    type_text("https://www.bielefeld.de/demokratie?a=1")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    button(page, "Öffnen").click()
    assert opened == ["https://www.bielefeld.de/demokratie?a=1"]


def test_a_file_that_moved_is_told_and_found_again(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path
) -> None:
    old, new = tmp_path / "alt.pdf", tmp_path / "neu" / "alt.pdf"
    old.write_bytes(b"x")
    workspace.run(edits.detail_rows.DOCUMENTS.add, measure(workspace.plan, 1, 0).id, str(old))
    page.view.select(workspace.plan.documents(measure(workspace.plan, 1, 0).id)[0].id)
    new.parent.mkdir()
    old.rename(new)
    before = workspace.plan
    button(page, "Öffnen").click()
    assert callouts(page) == [f"„{old}“ liegt nicht mehr dort. Bitte neu zuordnen."]
    assert opened == []
    assert workspace.plan is before
    began = choose(monkeypatch, new)
    button(page, "Datei wählen").click()
    assert began == [str(tmp_path)]
    assert targets(workspace) == [str(new)]
    button(page, "Öffnen").click()
    assert len(opened) == 1


def test_without_a_program_for_it_a_sentence_says_so(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    change = workspace.run(edits.detail_rows.DOCUMENTS.add, measure(workspace.plan, 1, 0).id, "https://beispiel.de")
    assert change is not None
    page.view.select(change.rows[0].id)
    button(page, "Öffnen").click()
    assert "kein Programm eingerichtet" in callouts(page)[0]


def add(page: DocumentsPage, workspace: Workspace, target: str) -> None:
    """A document of the measure, chosen."""
    change = workspace.run(edits.detail_rows.DOCUMENTS.add, measure(workspace.plan, 1, 0).id, target)
    assert change is not None
    page.view.select(change.rows[0].id)


@pytest.mark.parametrize("name", ["los.exe", "evil.exe.", "Makro.docm", "Seite.html", "ohne", "Bild.pdf .scr"])
def test_what_could_start_something_is_shown_in_its_folder(
    page: DocumentsPage,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    opened: list[str],
    tmp_path: Path,
    name: str,
) -> None:
    folder = tmp_path / "Ablage"
    folder.mkdir()
    (folder / name).write_bytes(b"x")
    add(page, workspace, str(folder / name))
    told = answer(monkeypatch, "Abbrechen", "Im Ordner")
    button(page, "Öffnen").click()
    assert opened == []
    button(page, "Öffnen").click()
    assert [QUrl(url).toLocalFile() for url in opened] == [str(folder)]
    assert f"„{name}“ wird von hier nicht geöffnet" in told[0]


def test_a_link_is_told_by_what_it_leads_to(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path
) -> None:
    (tmp_path / "los.sh").write_bytes(b"x")
    link = tmp_path / "harmlos.pdf"
    link.symlink_to("los.sh")
    add(page, workspace, str(link))
    told = answer(monkeypatch, "Abbrechen")
    button(page, "Öffnen").click()
    assert opened == []
    assert "„los.sh“" in told[0]
    assert "harmlos.pdf" in told[0]


def test_a_plan_from_elsewhere_asks_once(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    monkeypatch.setattr(workspace.plan_file, "_origin", "22222222-2222-4222-8222-222222222222")
    add(page, workspace, "https://beispiel.de")
    told = answer(monkeypatch, "Abbrechen", "Öffnen")
    for _ in range(3):
        button(page, "Öffnen").click()
    assert len(told) == 2
    assert "kommt nicht von diesem Rechner" in told[0]
    assert opened == ["https://beispiel.de"] * 2


@pytest.mark.parametrize(
    "target",
    [r"\\boese.example\frei\harmlos.pdf", "//boese.example/frei/harmlos.pdf", "file://boese.example/frei/x.pdf"],
)
def test_another_computer_is_not_asked_for_anything_before_a_yes(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, opened: list[str], target: str
) -> None:
    looked = list[Target]()

    def resolved(found: Target, _text: str) -> Path:
        looked.append(found)
        raise PlanError("nicht da")

    monkeypatch.setattr(document_targets, "resolved", resolved)
    began = choose(monkeypatch, "")
    add(page, workspace, target)
    told = answer(monkeypatch, "Abbrechen", "Öffnen")
    button(page, "Datei wählen").click()
    assert began == [str(workspace.path.parent)]
    button(page, "Öffnen").click()
    assert looked == []
    button(page, "Öffnen").click()
    button(page, "Öffnen").click()
    assert "„boese.example“" in told[0]
    assert [found.host for found in looked] == ["boese.example"] * 2


def test_without_a_measure_nothing_is_added(
    page: DocumentsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.show_record(None)
    choose(monkeypatch, tmp_path / "a.pdf")
    button(page, "Datei hinzufügen").click()
    settle()
    assert workspace.undo_label() == ""
