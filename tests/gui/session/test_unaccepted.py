"""What a field did not accept stays with its record, is told at the foot of the window, and outlives a crash."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.lists.outline_view import OutlineView
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.phase_tab import PhaseTab
from nrw_desktop.gui.session.unaccepted import Unaccepted
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.unaccepted_store import load
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    CTRL,
    Key,
    RecordingCommands,
    answer,
    callouts,
    click,
    close_for_good,
    editor_text,
    go_to_page,
    measure,
    measure_period,
    open_editor,
    press,
    replace_text,
    settle,
    type_text,
)

SHIFT = Qt.KeyboardModifier.ShiftModifier
Show = Callable[[QWidget], QWidget]


def phase_tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    """Phase 1, whole."""
    page = window.findChild(PhaseTab)
    assert page is not None
    qtbot.waitUntil(lambda: len(page.findChildren(OutlineView)) == 2)
    settle()
    return page


@pytest.fixture
def tab(window: MainWindow, qtbot: QtBot) -> PhaseTab:
    return phase_tab(window, qtbot)


def measures(tab: PhaseTab) -> RecordView:
    return next(view for view in tab.findChildren(RecordView) if view.accessibleName() == "Maßnahmen")


def choose(tab: PhaseTab, row: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    click(measures(tab), measures(tab).model().index(row, 0), modifiers)
    settle()


def field(tab: QWidget, name: str) -> QLineEdit:
    if name == "period":
        return measure_period(tab)
    return next(one for one in tab.findChildren(QLineEdit, name) if one.isVisible())


def foot(window: MainWindow) -> str:
    """What the foot of the window says."""
    words = (label.text() for label in window.statusBar().findChildren(QLabel) if label.isVisible())
    return " ".join(" ".join(words).split())


def refuse(tab: PhaseTab, row: int, text: str = "13/2017") -> None:
    """Type something impossible into the beginning of a measure."""
    choose(tab, row)
    field(tab, "period").setFocus()
    field(tab, "period").selectAll()
    type_text(text)
    press(Key.Key_Return)


def test_it_stays_with_its_record(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    refuse(tab, 1)
    assert "Nicht übernommen: Zeitraum von ‚Einstellung der Koordinatorin" in foot(window)
    assert "Alles gespeichert" not in foot(window)
    choose(tab, 2)
    assert (field(tab, "period").text(), field(tab, "period").property("invalid")) == ("", False)
    assert callouts(window) == []
    assert "Nicht übernommen" in foot(window)
    field(tab, "short").setFocus()
    type_text("anderes")
    press(Key.Key_Return)
    assert "Nicht übernommen: Zeitraum von ‚Einstellung der Koordinatorin" in foot(window)
    choose(tab, 1)
    assert (field(tab, "period").text(), field(tab, "period").property("invalid")) == ("13/2017", True)
    assert "Einen Monat 13" in field(tab, "period").accessibleDescription()
    field(tab, "period").setFocus()
    field(tab, "period").selectAll()
    type_text("03/2017")
    press(Key.Key_Return)
    assert measure(workspace.plan, 1, 1).start == "2017-03"
    assert "Alles gespeichert" in foot(window)


def test_escape_discards_it(tab: PhaseTab, window: MainWindow, workspace: Workspace) -> None:
    refuse(tab, 1)
    choose(tab, 2)
    choose(tab, 1)
    field(tab, "period").setFocus()
    press(Key.Key_Escape)
    assert field(tab, "period").text() == ""
    assert "Alles gespeichert" in foot(window)
    assert not workspace.unaccepted


def test_its_row_is_marked_until_it_is_settled(tab: PhaseTab) -> None:
    def marked(row: int) -> bool:
        view = measures(tab)
        rect = view.visualRect(view.model().index(row, 0))
        view.viewport().repaint()
        color = view.viewport().grab().toImage().pixelColor(1, rect.center().y())
        spoken = view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert (color.name() == theme.colors().danger) is ("nicht übernommen" in spoken)
        return "nicht übernommen" in spoken

    refuse(tab, 1)
    choose(tab, 0)
    assert [marked(row) for row in range(3)] == [False, True, False]
    choose(tab, 1)
    field(tab, "period").setFocus()
    press(Key.Key_Escape)
    assert not any(marked(row) for row in range(3))


def test_the_foot_leads_to_the_field(tab: PhaseTab, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    refuse(tab, 1)
    choose(tab, 3)
    go_to_page(window, "Partner")
    settle()
    (go,) = (one for one in window.statusBar().findChildren(QPushButton) if one.isVisible())
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    settle()
    assert QApplication.focusWidget() is field(tab, "period")
    assert field(tab, "period").text() == "13/2017"


def test_several_are_told(tab: PhaseTab, window: MainWindow) -> None:
    refuse(tab, 1)
    refuse(tab, 2, "gleich")
    assert "Nicht übernommen: Zeitraum von ‚Einrichtung und Ausstattung" in foot(window)
    assert "und 1 weitere" in foot(window)


def test_a_crash_and_another_day(
    tab: PhaseTab,
    window: MainWindow,
    workspace: Workspace,
    plan_path: Path,
    commands: RecordingCommands,
    settings: QSettings,
    show: Show,
    data_dir: Path,
    qtbot: QtBot,
) -> None:
    """Nothing is closed or asked: it is there all the same when the plan is opened the next time."""
    refuse(tab, 1)
    (kept,) = (path for path in data_dir.rglob("*.json") if b"13/2017" in path.read_bytes())
    with PlanFile.open(plan_path, ORIGIN) as again:
        other = MainWindow(Workspace(again), commands, settings)
        other.resize(1320, 860)
        show(other)
        page = phase_tab(other, qtbot)
        assert "Nicht übernommen: Zeitraum" in foot(other)
        choose(page, 1)
        assert field(page, "period").text() == "13/2017"
        assert measure(again.plan, 1, 1).start is None
        field(page, "period").setFocus()
        press(Key.Key_Escape)
        assert not kept.exists()
        close_for_good(other)


def test_it_is_kept_over_closing_where_she_wants_that(
    tab: PhaseTab, window: MainWindow, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    refuse(tab, 1)
    answer(monkeypatch, "Aufheben")
    assert window.close()
    assert any(b"13/2017" in path.read_bytes() for path in data_dir.rglob("*.json"))


def test_what_is_discarded_on_closing_is_gone(
    tab: PhaseTab, window: MainWindow, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    refuse(tab, 1)
    answer(monkeypatch, "Verwerfen")
    assert window.close()
    assert not any(b"13/2017" in path.read_bytes() for path in data_dir.rglob("*.json"))


def test_a_record_that_is_gone_and_comes_back_has_it_still(
    tab: PhaseTab, window: MainWindow, workspace: Workspace
) -> None:
    refuse(tab, 1)
    gone = measure(workspace.plan, 1, 1).id
    workspace.run(edits.measures.remove, [gone])
    settle()
    assert "Alles gespeichert" in foot(window)
    assert workspace.undo() is not None
    settle()
    assert "Nicht übernommen" in foot(window)


def test_erasing_a_person_takes_it_along(window: MainWindow, workspace: Workspace) -> None:
    partner, other = workspace.plan.partners[:2]
    workspace.run(edits.partners.set_contact, partner.id, "person", "Erika Mustermann")
    first = measure(workspace.plan, 1, 0).id
    keep = workspace.unaccepted.keep
    keep("contact", partner.id, "mail", "erika", "nein")
    keep("measure", first, "start", "wenn Erika Mustermann kommt", "nein")
    keep("measure", first, "end", "bald", "nein")
    keep("contact", other.id, "mail", "anna", "nein")
    workspace.erase(partner)
    assert {entry.text for entry in workspace.unaccepted.shown(workspace.plan)} == {"bald", "anna"}


def test_several_rows_are_shown_and_set_together(tab: PhaseTab, workspace: Workspace, window: MainWindow) -> None:
    for row, place in ((0, "Sennestadt"), (1, "Sennestadt"), (2, "Mitte")):
        workspace.run(edits.measures.set_field, measure(workspace.plan, 1, row).id, "place", place)
    choose(tab, 0)
    choose(tab, 1, CTRL)
    titles = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert "2 Maßnahmen" in titles
    assert field(tab, "place").text() == "Sennestadt"
    assert (field(tab, "short").text(), field(tab, "short").placeholderText()) == ("", "Leer: die ersten Wörter")
    choose(tab, 2, CTRL)
    assert (field(tab, "place").text(), field(tab, "place").placeholderText()) == ("", "verschieden")
    before = workspace.plan
    field(tab, "place").setFocus()
    type_text("Brackwede")
    press(Key.Key_Return)
    assert [measure(workspace.plan, 1, row).place for row in range(4)] == ["Brackwede"] * 3 + [None]
    assert workspace.undo_label() == "Ort, Stadtteil von 3 Maßnahmen geändert"
    workspace.undo()
    assert workspace.plan.rows == before.rows
    choose(tab, 3)
    assert field(tab, "place").placeholderText() == "Zum Beispiel Sennestadt"


def test_a_text_refused_for_several_is_theirs_together(tab: PhaseTab, window: MainWindow) -> None:
    choose(tab, 0)
    choose(tab, 1, CTRL)
    field(tab, "period").setFocus()
    type_text("13/2017")
    press(Key.Key_Return)
    assert "Nicht übernommen: Zeitraum von 2 Zeilen" in foot(window)
    choose(tab, 0)
    assert field(tab, "period").text() == ""
    choose(tab, 1, CTRL)
    assert field(tab, "period").text() == "13/2017"


def test_a_cell_keeps_it_too(tab: PhaseTab, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    """It is there in the field of the form too, over another page and back."""
    view = measures(tab)
    view.setCurrentIndex(view.model().index(1, 2))
    view.setFocus()
    type_text("13/2017")
    press(Key.Key_Return)
    assert "Nicht übernommen: Zeitraum von ‚Einstellung der Koordinatorin" in foot(window)
    view.leave_rows()
    assert open_editor(view) is None
    go_to_page(window, "Partner")
    settle()
    assert "Nicht übernommen: Zeitraum" in foot(window)
    (go,) = (one for one in window.statusBar().findChildren(QPushButton) if one.isVisible())
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    settle()
    assert measure_period(tab).hasFocus()
    assert measure_period(tab).text() == "13/2017"
    replace_text("03/2017")
    press(Key.Key_Return)
    assert (measure(workspace.plan, 1, 1).start, measure(workspace.plan, 1, 1).end) == ("2017-03", "2017-03")
    assert "Alles gespeichert" in foot(window)


def test_a_row_that_is_not_there_yet_keeps_it_too(
    tab: PhaseTab, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    view, text = measures(tab), "zu lang " * 200_000
    view.setFocus()
    press(Key.Key_M, CTRL)
    editor = open_editor(view)
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(text)
    press(Key.Key_Return)
    assert "Nicht übernommen: Maßnahme (neue Zeile: Maßnahme)" in foot(window)
    view.leave_rows()
    settle()
    (go,) = (one for one in window.statusBar().findChildren(QPushButton) if one.isVisible())
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    settle()
    assert editor_text(view) == text
    press(Key.Key_Escape)
    assert "Alles gespeichert" in foot(window)
    assert len(workspace.plan.measures(tab.phase)) == 6


def test_a_file_that_cannot_be_read_keeps_it_on_screen(qapp: object, data_dir: Path) -> None:
    """Often that is why it was not accepted; once the file is back it is kept there as well."""
    there = False

    def plan_id() -> str:
        if not there:
            raise PlanError("weg")
        return "plan"

    owner = QObject()
    entries = Unaccepted(plan_id, owner)
    entries.load()
    entries.keep("measure", "m1", "start", "13/2017", "nein")
    assert entries.entry("measure", "m1", "start") is not None
    there = True
    entries.keep("measure", "m1", "end", "bald", "nein")
    assert [entry.text for entry in load("plan", dt.datetime.now(dt.UTC))] == ["13/2017", "bald"]
