"""Erasing a person in the window: asked before, gone for good after, and the backups that still know are named."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.gui.dialogs import erasing
from nrw_desktop.gui.dialogs.erase_dialog import EraseDialog
from nrw_desktop.gui.dialogs.person_dialog import PersonDialog
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.pages.partner_tab import PartnerTab
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.system import logging_setup
from nrw_desktop.storage.upkeep import backup
from nrw_desktop.storage.writing import writer
from tests.gui.hands import (
    answer,
    button,
    callouts,
    command,
    form_of,
    front_page,
    go_to_page,
    labels,
    list_of,
    press,
    settle,
    type_text,
)

SECRET = "Erika Mustermann-Geheim"
IN_TWO_WEEKS = f"{date.today() + timedelta(days=14):%d.%m.%Y}"


@pytest.fixture
def tab(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> PartnerTab:
    """The register, at a partner with a contact."""
    go_to_page(window, "Partner")
    page = front_page(window)
    assert isinstance(page, PartnerTab)
    qtbot.waitUntil(lambda: bool(form_of(page)))
    partner = list_of(page, "Kooperationspartner").current_record()
    assert partner is not None
    workspace.run(edits.partners.set_contact, partner.id, "person", SECRET)
    return page


def reasons(path: Path) -> list[str]:
    return [one.facts.reason for one in backup.backups(path) if one.facts]


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_to_keep_is_the_default(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = list[str]()

    def enter(box: QMessageBox) -> int:
        found = box.defaultButton()
        assert found is not None
        defaults.append(found.text())
        found.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", enter)
    parent, partner = QWidget(), workspace.plan.partners[0]
    assert erasing.ask(parent, workspace, partner) is None
    assert defaults == ["Behalten"]
    told = answer(monkeypatch, "Endgültig")
    assert erasing.ask(parent, workspace, partner) == ()
    assert f"„{partner.name}“" in told[0]
    assert "nicht rückgängig machen" in told[0]


def test_texts_that_name_the_person_are_offered(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = workspace.plan.measures(workspace.plan.phases[0].id)[:2]
    workspace.run(edits.measures.set_field, first.id, "note", f"Rückruf {SECRET}")
    workspace.run(edits.measures.set_field, second.id, "note", "Familie Mustermann-Geheim")
    shown = list[tuple[str, bool]]()

    def erase(dialog: EraseDialog) -> int:
        tree = dialog.findChild(QTreeWidget)
        assert tree is not None
        items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        shown.extend((item.text(0), item.checkState(0) == Qt.CheckState.Checked) for item in items if item)
        dialog.show()
        # Enter keeps all; it takes the button to erase.
        (button,) = (one for one in dialog.findChildren(QPushButton) if "löschen" in one.text())
        assert not button.isDefault()
        button.click()
        return dialog.result()

    monkeypatch.setattr(EraseDialog, "exec", erase)
    command(window, "Kontaktdaten endgültig löschen")
    settle()
    assert [(f"„Rückruf {SECRET}“" in shown[0][0], shown[0][1]), ("Familie" in shown[1][0], shown[1][1])] == [
        (True, True),
        (True, False),
    ]
    notes = [measure.note for measure in workspace.plan.measures(workspace.plan.phases[0].id)[:2]]
    assert notes == ["Rückruf …", "Familie Mustermann-Geheim"]
    assert SECRET.encode() not in bytes_of(workspace.path.parent)
    assert workspace.plan.contacts(list_of(tab, "Kooperationspartner").current_record().id) == ()  # type: ignore[union-attr]


def test_no_byte_is_left_after_a_yes(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SECRET.encode() in bytes_of(workspace.path.parent)
    answer(monkeypatch, "Endgültig")
    command(window, "Kontaktdaten endgültig löschen")
    settle()
    assert SECRET.encode() not in bytes_of(workspace.path.parent)
    assert workspace.undo_label() == ""
    partner = list_of(tab, "Kooperationspartner").current_record()
    assert partner is not None
    assert not any(contact.person for contact in workspace.plan.contacts(partner.id))


@pytest.fixture
def watched(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of Python, SQLite and Qt, and the program's log, which is switched on."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    data_dir.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("nrw_desktop")
    handlers = [*logger.handlers]
    logging_setup.start()
    yield folder
    logger.handlers[:] = handlers


SECRETS = {
    "person": "Erika Mustermann-Geheim",
    "phone": "+49 521 777000",
    "mail": "erika@geheim.example",
    "address": "Geheimweg 7, 33602 Bielefeld",
    "purpose": "Ansprechpartnerin für das Geheimnetzwerk",
}


@pytest.mark.complains("no such column", "disk is full")
@pytest.mark.complains("disk is full", "no such table: nichts")
def test_nothing_is_left_anywhere(
    tab: PartnerTab,
    window: MainWindow,
    workspace: Workspace,
    data_dir: Path,
    watched: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the bytes of plan, journal, log, backups and their notes, temporary files, and whatever else there is."""
    partner = list_of(tab, "Kooperationspartner").current_record()
    assert partner is not None
    for field, secret in SECRETS.items():
        workspace.run(edits.partners.set_contact, partner.id, field, secret)
    workspace.undo()
    workspace.redo()
    backup.make(workspace.plan_file, "von Hand")
    # Errors that are written down while the data is typed: of the disk, of the program, and of what is refused.
    database = workspace.plan_file._connection
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count={pages}")
    long = " ".join(SECRETS.values()) * 5000
    with pytest.raises(PlanError):
        workspace.run(edits.partners.set_contact, partner.id, "address", long)
    with monkeypatch.context() as patch:
        patch.setattr(writer, "write_rows", lambda connection, rows: connection.execute("SELECT nichts"))
        with pytest.raises(PlanError):
            workspace.run(edits.partners.set_contact, partner.id, "person", f"{SECRETS['person']} 2")
    with pytest.raises(PlanError):
        workspace.run(edits.partners.set_contact, partner.id, "retain_until", SECRETS["person"])
    assert logging_setup.log_file().stat().st_size > 0
    for folder in (workspace.path.parent, data_dir / "backups"):
        assert all(secret.encode() in bytes_of(folder) for secret in SECRETS.values())
    answer(monkeypatch, "Endgültig", "Gleich")
    command(window, "Kontaktdaten endgültig löschen")
    settle()
    home = data_dir.parent
    for open_ in (True, False):
        found = [
            (path, secret)
            for folder in (workspace.path.parent, data_dir, watched, home, tmp_path)
            for path in folder.rglob("*")
            if path.is_file()
            for secret in (SECRET, *SECRETS.values())
            if any(secret.encode(encoding) in path.read_bytes() for encoding in ("utf-8", "utf-16-le", "latin-1"))
        ]
        assert found == []
        if open_:
            workspace.close()


def test_a_no_keeps_all(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.plan
    answer(monkeypatch, "Behalten")
    command(window, "Kontaktdaten endgültig löschen")
    assert workspace.plan is before


def test_what_is_not_accepted_comes_first(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.plan
    refusal = Refused("Bitte den Namen prüfen.", "x", tab)
    workspace.flushing.connect(lambda refused: refused.append(refusal))
    told = answer(monkeypatch)
    command(window, "Kontaktdaten endgültig löschen")
    assert (told, workspace.plan) == ([], before)


def test_backups_that_know_are_named_and_go_on_their_day(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make(workspace.plan_file, "von Hand")
    assert made is not None
    told = answer(monkeypatch, "Endgültig", f"Am {IN_TWO_WEEKS}")
    command(window, "Kontaktdaten endgültig löschen")
    assert f"{made.at:%d.%m.%Y, %H:%M} Uhr" in told[1]
    assert IN_TWO_WEEKS in told[1]
    (left,) = backup.backups(workspace.path)
    assert left.facts is not None
    assert left.facts.goes == (date.today() + timedelta(days=14)).isoformat()


def test_backups_that_know_can_go_at_once(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.make(workspace.plan_file, "von Hand")
    assert SECRET.encode() in bytes_of(data_dir)
    answer(monkeypatch, "Endgültig", "Gleich")
    command(window, "Kontaktdaten endgültig löschen")
    assert reasons(workspace.path) == ["nach endgültigem Löschen"]
    assert SECRET.encode() not in bytes_of(data_dir)


def test_many_backups_are_counted(
    tab: PartnerTab, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "_MOST", 2)
    for text in ("eins", "zwei", "drei", "vier"):
        workspace.run(edits.measures.add, workspace.plan.phases[0].id, text)
        backup.make(workspace.plan_file, text)
    told = answer(monkeypatch, "Endgültig", "Am ")
    command(window, "Kontaktdaten endgültig löschen")
    assert told[1].count(" Uhr") == 2
    assert "und 2 weitere" in told[1]


def at_erase_dialog(do: Callable[[EraseDialog], object]) -> None:
    """Do something in the dialog as soon as it is shown."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, EraseDialog) and dialog.isActiveWindow():
            try:
                do(dialog)
            finally:
                # Whatever failed is told once the dialog is gone.
                if dialog.isVisible():
                    dialog.reject()
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def test_a_guest_is_erased_by_the_name_with_the_keyboard(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    name, run = "Erika Geheimgast", workspace.run
    run(edits.meetings.add, None, "4.6.2018", "Steuerungskreis")
    meeting = workspace.plan.meetings[-1].id
    run(edits.attendance.add, meeting, f"{name} (Caritas)")
    run(edits.meetings.set_field, meeting, "minutes_by", name)
    run(edits.tasks.add, "Saal mieten", None, name)
    measure = workspace.plan.measures(workspace.plan.phases[0].id)[0].id
    run(edits.measures.set_field, measure, "note", "Familie Geheimgast")
    command(window, "Person endgültig löschen")
    settle()
    (dialog,) = window.findChildren(PersonDialog)
    # Nobody, and one who stands nowhere, are refused where the name is typed.
    for typed, refused in (("", "Bitte einen Namen eingeben"), ("Xaver Nirgends", "steht nirgends")):
        type_text(typed)
        press(Qt.Key.Key_Return)
        assert refused in "".join(callouts(dialog))
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    # Any part of the name finds it; Enter takes it, and another one goes on.
    type_text("geheim")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    shown = list[str]()

    def keep(erasing_dialog: EraseDialog) -> None:
        shown.append(labels(erasing_dialog))
        tree = erasing_dialog.findChild(QTreeWidget)
        assert tree is not None
        shown.extend(item.text(0) for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row)))
        press(Qt.Key.Key_Return)

    before = workspace.plan
    at_erase_dialog(keep)
    press(Qt.Key.Key_Return)
    # Enter keeps all, and the name stays to be mended.
    assert workspace.plan is before
    assert dialog.isVisible()
    assert f"„{name}“ steht in diesen Texten" in shown[0]
    assert sorted(shown[1:]) == [
        f"Aufgabe ‚Saal mieten‘, Wer: „{name}“",
        "Maßnahme ‚Ausschreibung einer Fachstelle‘, Notiz: „Familie Geheimgast“",
        f"Sitzung ‚Steuerungskreis vom 04.06.2018‘, Protokoll: „{name}“",
        f"Sitzung ‚Steuerungskreis vom 04.06.2018‘, Teilnahme, Name: „{name} (Caritas)“",
    ]

    def erase(erasing_dialog: EraseDialog) -> None:
        ways = button(erasing_dialog, "Endgültig löschen")
        # The last one has no tick at first; without any there is nothing to erase.
        for _ in range(3):
            assert ways.isEnabled()
            press(Qt.Key.Key_Space)
            press(Qt.Key.Key_Down)
        assert not ways.isEnabled()
        for _ in range(3):
            press(Qt.Key.Key_Up)
            press(Qt.Key.Key_Space)
        press(Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: not erasing_dialog.isVisible())

    at_erase_dialog(erase)
    # As a window manager does where one window closes over another.
    dialog.activateWindow()
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert not any(one.isVisible() for one in window.findChildren(PersonDialog))
    assert name.encode() not in bytes_of(workspace.path.parent)
    assert workspace.plan.get(Measure, measure).note == "Familie Geheimgast"
    assert {one.name for one in workspace.plan.attendance(meeting)} == {"… (Caritas)"}
    assert workspace.undo_label() == ""
