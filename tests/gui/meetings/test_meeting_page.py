"""The page of meetings: agenda and minutes of the chosen one, who came, closing and opening again, open tasks."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QSplitter, QToolButton
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.gui.dialogs.topics_dialog import TopicsDialog
from nrw_desktop.gui.kit.callout import Callout
from nrw_desktop.gui.meetings.closing import ReopenDialog
from nrw_desktop.gui.meetings.meetings_card import MeetingsCard
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    ALT_SHIFT,
    CTRL,
    Key,
    answer,
    button,
    callouts,
    card_of,
    child,
    command,
    editor_text,
    entry,
    field,
    front_page,
    go_to,
    go_to_page,
    in_front,
    labels,
    list_of,
    press,
    replace_text,
    settle,
    tabs,
    type_text,
)


def made(change: Change | None) -> str:
    """The first row that a change made."""
    assert change is not None
    return change.rows[0].id


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting of a body of three, of whom two must come, with two items, a decision and a task that is overdue."""
    body = made(workspace.run(edits.bodies.add, "Steuerungskreis"))
    for name in ("Frau Demir", "Herr Schulte", "MBR"):
        workspace.run(edits.bodies.add_member, body, name)
    workspace.run(edits.bodies.set_field, body, "quorum", "2")
    key = made(workspace.run(edits.meetings.add, body, "12.3.2018", "4. Sitzung"))
    first, _second = (made(workspace.run(edits.agenda.add, key, title)) for title in ("Bericht", "Fachtagung"))
    decision = made(workspace.run(edits.meeting_decisions.add, first, "Der Bericht wird veröffentlicht."))
    for votes, count in (("votes_for", "2"), ("votes_against", "0"), ("abstained", "1")):
        workspace.run(edits.meeting_decisions.set_field, decision, votes, count)
    task = made(workspace.run(edits.tasks.add, "Bericht versenden", first, "Frau Demir"))
    workspace.run(edits.tasks.set_field, task, "until", "30.3.2018")
    return key


@pytest.fixture
def page(window: MainWindow, meeting: str) -> MainWindow:
    go_to_page(window, "Sitzungen")
    settle()
    return window


def now(workspace: Workspace, key: str) -> Meeting:
    return workspace.plan.get(Meeting, key)


def test_open_tasks_never_scroll_sideways(page: MainWindow, workspace: Workspace) -> None:
    task = workspace.plan.tasks[0]
    workspace.run(edits.tasks.set_field, task.id, "who", "Universitätsklinikum, Sozialdezernat")
    (lists,) = (one for one in page.findChildren(QSplitter) if one.orientation() == Qt.Orientation.Horizontal
                and one.isAncestorOf(list_of(page, "Offene Aufgaben")))  # fmt: skip
    lists.setSizes([1, 9999])
    settle()
    assert list_of(page, "Offene Aufgaben").horizontalScrollBar().maximum() == 0


def test_the_minutes_of_a_meeting(page: MainWindow, workspace: Workspace, meeting: str, qtbot: QtBot) -> None:
    """What came of an item stands at it; all of it is typed by keys, and each step is taken back by itself."""
    agenda = list_of(page, "Tagesordnung")
    texts = [agenda.model().index(row, 0).data(0) for row in range(agenda.model().rowCount())]
    assert texts == ["Bericht", "Fachtagung"]
    node = agenda.current_node()
    assert (node.mark, node.hint) == ("1", "1 Beschluss · 1 Aufgabe")
    assert list_of(page, "Beschlüsse").model().text(0, 0) == "Der Bericht wird veröffentlicht."
    bar = tabs(page)
    qtbot.waitUntil(lambda: bar.accessibleTabName(bar.count() - 1) == "Sitzungen, 1 Aufgabe überfällig")
    assert bar.tabData(bar.count() - 1)

    agenda.setFocus()
    press(Key.Key_Down, ALT_SHIFT)
    command(page, "Neue Aufgabe")
    type_text("Raum anfragen")
    press(Key.Key_Tab)
    type_text("mbr")
    press(Key.Key_Tab)
    type_text("in 2 Wochen")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    item = workspace.plan.agenda(meeting)[1]
    task = workspace.plan.tasks_at(item.id)[-1]
    assert (item.title, task.text, task.name) == ("Bericht", "Raum anfragen", None)
    assert workspace.plan.record("partner", task.partner or "") is not None
    assert task.until == (dt.date.today() + dt.timedelta(weeks=2)).isoformat()
    command(page, "Was gesagt wurde")
    type_text("Alle haben zugestimmt.")
    workspace.flush()
    assert workspace.plan.agenda(meeting)[1].text == "Alle haben zugestimmt."
    # In the text, the key would first be about what was typed there.
    agenda.setFocus()
    for _ in range(5):
        press(Key.Key_Z, CTRL)
    assert [one.title for one in workspace.plan.agenda(meeting)] == ["Bericht", "Fachtagung"]
    assert in_front(page) == "Sitzungen"


def test_attendance(page: MainWindow, workspace: Workspace, meeting: str) -> None:
    command(page, "Anwesenheit")
    people = list_of(page, "Anwesenheit")
    assert people.hasFocus()
    press(Key.Key_Space)
    assert [one.state for one in workspace.plan.attendance(meeting)] == ["came", "invited", "invited"]
    assert "1 von 3 anwesend, nicht beschlussfähig (1 Mitglied, nötig 2)" in labels(front_page(page))
    button(page, "Alle anwesend").click()
    assert "3 von 3 anwesend, beschlussfähig (3 Mitglieder, nötig 2)" in labels(front_page(page))
    people.setFocus()
    press(Key.Key_Space)
    button(page, "Namentlich").click()
    assert [(one.state, one.named) for one in workspace.plan.attendance(meeting)[:1]] == [("invited", 1)]


def tick(page: MainWindow, words: str) -> None:
    """Find a line in the dialog that is open, tick it, or take its tick away, and close the dialog."""
    settle()
    assert isinstance(QApplication.activeModalWidget(), TopicsDialog)
    type_text(words)
    press(Key.Key_Down)
    press(Key.Key_Space)
    settle()
    press(Key.Key_Escape)
    # As a window manager does.
    page.activateWindow()
    settle()


def test_what_an_item_and_a_decision_are_about(page: MainWindow, workspace: Workspace, meeting: str) -> None:
    """Phases and measures are found by typing and ticked; a new decision is about the measures of its item."""
    measure = workspace.plan.measures(workspace.plan.phases[0].id)[0]
    _first, item = workspace.plan.agenda(meeting)
    list_of(page, "Tagesordnung").select(item.id)
    for words in ("ausschreib", "phase 2"):
        command(page, "Worum es geht")
        tick(page, words)
    named = "Phase 2: Bestandsanalyse, Ausschreibung einer Fachstelle"
    assert button(page, "Es geht um").accessibleName() == f"Es geht um: {named}"
    command(page, "Neuer Beschluss")
    type_text("Sie wird ausgeschrieben.")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    decisions = list_of(page, "Beschlüsse")
    assert decisions.model().text(0, 4) == "Ausschreibung einer Fachstelle"
    assert [one.text for one in workspace.plan.decisions(measure.id)] == ["Sie wird ausgeschrieben."]
    command(page, "Was der Beschluss betrifft")
    tick(page, "ausschreib")
    assert decisions.model().text(0, 4) == "–"
    for _ in range(4):
        workspace.undo()
    assert button(page, "Worum es geht").isEnabled()
    workspace.run(edits.meetings.close, meeting)
    assert not button(page, "Worum es geht").isEnabled()
    assert not entry(page, "Worum es geht").isEnabled()


def test_topics_for_later(page: MainWindow, workspace: Workspace, meeting: str) -> None:
    """Noted between meetings, wherever one is; put on an agenda, and put off again."""
    go_to_page(page, "Partner")
    command(page, "Neues Thema für später")
    type_text("Neuer Flyer")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert in_front(page) == "Sitzungen"
    assert [one.title for one in workspace.plan.agenda(None)] == ["Neuer Flyer"]
    topics = card_of(page, "Themenspeicher")
    go_to(list_of(page, "Themenspeicher"), 0, 0)
    next(one for one in topics.findChildren(QToolButton) if "Tagesordnung" in one.toolTip()).click()
    settle()
    agenda = list_of(page, "Tagesordnung")
    assert agenda.hasFocus()
    assert (agenda.current_node().text, workspace.plan.agenda(None)) == ("Neuer Flyer", ())

    # The meeting was in the past: its minutes tell of it.
    command(page, "TOP vertagen")
    assert "„Neuer Flyer“ steht jetzt im Themenspeicher." in [note.text() for note in page.findChildren(Callout)]
    assert child(page, QPlainTextEdit, "text").toPlainText() == "Vertagt."
    assert [one.title for one in workspace.plan.agenda(None)] == ["Neuer Flyer"]
    page.reveal(workspace.plan.agenda(None)[0])
    assert list_of(page, "Themenspeicher").hasFocus()
    command(page, "Nächste Sitzung vorbereiten")
    settle()
    new = max(workspace.plan.meetings, key=lambda one: one.id)
    assert [one.title for one in workspace.plan.agenda(new.id)][-2:] == ["Neuer Flyer", "Verschiedenes"]
    assert workspace.plan.agenda(None) == ()


def test_closing_says_what_is_odd_and_opening_asks_why(
    page: MainWindow, workspace: Workspace, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(monkeypatch, "Zurück", "Trotzdem")
    command(page, "Protokoll abschließen")
    assert "Es ist niemand als anwesend vermerkt." in told[0]
    assert now(workspace, meeting).state == "draft"
    command(page, "Protokoll abschließen")
    assert now(workspace, meeting).state == "closed"
    for words in ("Neuer Tagesordnungspunkt", "Neuer Beschluss", "Neue Aufgabe", "Protokoll abschließen"):
        assert not entry(page, words).isEnabled(), words
    assert child(page, QPlainTextEdit, "text").isReadOnly()
    assert child(page, QLineEdit, "minutes").isReadOnly()
    head = workspace.plan.head
    for name in ("Tagesordnung", "Beschlüsse", "Aufgaben"):
        list_of(page, name).setFocus()
        for key in (Key.Key_F2, Key.Key_Insert, Key.Key_Delete):
            press(key)
        assert not list_of(page, name).is_editing(), name
    assert workspace.plan.head == head

    def give(dialog: ReopenDialog) -> int:
        dialog.show()
        settle()
        accept = next(one for one in dialog.findChildren(QPushButton) if "öffnen" in one.text())
        accept.click()
        assert "Bitte einen Grund nennen: Er steht im Verlauf." in callouts(dialog)
        field(dialog, "Grund").setText("Abstimmung falsch notiert")
        accept.click()
        return dialog.result()

    monkeypatch.setattr(ReopenDialog, "exec", give)
    command(page, "Protokoll wieder öffnen")
    assert (now(workspace, meeting).state, now(workspace, meeting).reopened) == ("held", "Abstimmung falsch notiert")
    assert "wieder geöffnet: Abstimmung falsch notiert" in labels(front_page(page))
    assert not child(page, QPlainTextEdit, "text").isReadOnly()
    workspace.undo()
    assert now(workspace, meeting).state == "closed"


def test_tasks_outlive_their_meeting_and_are_finished(page: MainWindow, workspace: Workspace) -> None:
    list_of(page, "Sitzungen").setFocus()
    press(Key.Key_Delete, CTRL)
    assert workspace.plan.meetings == ()
    assert "Noch keine Sitzung" in labels(front_page(page))
    tasks = list_of(page, "Offene Aufgaben")
    assert tasks.model().text(0, 0) == "Bericht versenden"
    page.reveal(workspace.plan.tasks[0])
    assert tasks.hasFocus()
    button(page, "Erledigt").click()
    assert workspace.plan.tasks[0].done_on == dt.date.today().isoformat()
    assert tasks.model().rowCount() == 0


def test_the_next_meeting_takes_up_what_is_open(page: MainWindow, workspace: Workspace, meeting: str) -> None:
    go_to_page(page, 1)
    command(page, "Nächste Sitzung vorbereiten")
    assert in_front(page) == "Sitzungen"
    (new,) = (one for one in workspace.plan.meetings if one.id != meeting)
    assert new.body == now(workspace, meeting).body
    assert "Offene Aufgaben (1)" in [item.title for item in workspace.plan.agenda(new.id)]
    assert field(page, "Titel").hasFocus()
    assert [one.state for one in workspace.plan.attendance(new.id)] == ["invited"] * 3


def test_buttons_take_in_what_is_being_typed(page: MainWindow, workspace: Workspace, meeting: str) -> None:
    """A click on a button of a card leaves the keyboard in the editor."""
    tasks = list_of(page, "Offene Aufgaben")
    go_to(tasks, 0, 2)
    press(Key.Key_F2)
    replace_text("kaputt")
    # What is refused holds back what would take its place away.
    button(page, "Erledigt").click()
    (card,) = page.findChildren(MeetingsCard)
    button(card, "Neu").click()
    assert workspace.plan.tasks[0].done_on is None
    assert len(workspace.plan.meetings) == 1
    assert editor_text(tasks) == "kaputt"
    press(Key.Key_Escape)
    go_to(tasks, 0, 0)
    press(Key.Key_F2)
    replace_text("Bericht gemailt")
    button(page, "Erledigt").click()
    settle()
    (task,) = workspace.plan.tasks
    assert (task.text, task.done_on) == ("Bericht gemailt", dt.date.today().isoformat())


def test_closing_names_a_text_that_was_refused(
    page: MainWindow, workspace: Workspace, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(monkeypatch, "Zurück")
    field(page, "Minuten").setFocus()
    type_text("viel")
    command(page, "Protokoll abschließen")
    assert "viel" in told[0]
    assert now(workspace, meeting).state != "closed"


def test_the_first_meeting_comes_by_enter(window: MainWindow, workspace: Workspace) -> None:
    go_to_page(window, "Sitzungen")
    front_page(window).focus_first()
    press(Key.Key_Return)
    assert len(workspace.plan.meetings) == 1
