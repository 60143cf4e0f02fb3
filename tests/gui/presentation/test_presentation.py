"""The view for a meeting, as it is used: by keys, full screen, with others looking on."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted
from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting
from nrw_desktop.domain.model.records import FIELD_TABLE, Contact, Cost, Decision, Measure
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.gui.kit.callout import Callout
from nrw_desktop.gui.kit.safe_widgets import unmarked
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.presentation import paging, sections
from nrw_desktop.gui.presentation.presentation import Presentation
from nrw_desktop.gui.presentation.writing_card import WritingCard
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.timeline.timeline_view import TimelineView
from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import (
    CTRL,
    Key,
    answer,
    callouts,
    field,
    front_page,
    list_of,
    measure,
    measure_period,
    press,
    settle,
    type_text,
)
from tests.reports.full_plan import OF_MEETINGS, meeting_records

SECRET = "Markerwort"


def presented(window: MainWindow) -> Presentation:
    press(Key.Key_F5)
    (found,) = window.findChildren(Presentation)
    assert found.isFullScreen()
    assert QApplication.focusWidget() is found
    return found


def texts(view: QWidget) -> list[str]:
    """What can be read of the page."""
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def accessible(one: QAccessibleInterface) -> list[str]:
    """All that who listens can hear of a widget and what is in it."""
    kinds_of_text = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    found = [one.text(kind) for kind in kinds_of_text]
    return found + [text for at in range(one.childCount()) if (child := one.child(at)) for text in accessible(child)]


def marked(workspace: Workspace) -> None:
    """Write the marker word into every internal field of text there is, also those of a meeting of today."""
    workspace.run(lambda plan: Change(tuple(map(inserted, meeting_records(plan))), "Sitzung"))
    workspace.run(edits.meetings.set_field, "meeting", "date", f"{dt.date.today():%d.%m.%Y}")
    plan = workspace.plan
    partner = next(iter(plan.partners))
    first = measure(plan, 1, 0)
    rows: list[RowChange] = [
        inserted(Contact("c", partner=partner.id, person=SECRET, mail=f"{SECRET}@x.example")),
        inserted(Cost("k", measure=first.id, year=2018, planned=813_579)),
    ]
    for table, records in plan.rows.items():
        for record in records.values():
            secret = {
                name: SECRET for name, spec in FIELD_TABLE[table].items() if not spec.public and spec.kind.is_text
            }
            if secret:
                before = {name: getattr(record, name) for name in secret}
                rows.append(RowChange(table, record.id, before, secret))
    workspace.run(lambda _plan: Change(tuple(rows), SECRET))


def test_a_meeting_by_keys(window: MainWindow, workspace: Workspace) -> None:
    phase = workspace.plan.phases[0]
    view = presented(window)
    assert workspace.plan.project.title in texts(view)
    assert any("B Beschluss · A Aufgabe" in text for text in texts(view))
    assert min(label.font().pixelSize() for label in view.findChildren(QLabel)) >= 28
    press(Key.Key_PageDown)
    assert {"Stand", "überfällig"} <= set(texts(view))
    press(Key.Key_Right)
    assert view.findChild(TimelineView).isVisible()  # type: ignore[union-attr]
    press(Key.Key_Space)
    assert any(phase.title in text for text in texts(view))
    # The second measure is done, seen at once, in one step.
    second = workspace.plan.measures(phase.id)[1]
    press(Key.Key_Down)
    press(Key.Key_3)
    assert workspace.plan.get(Measure, second.id).status == "done"
    assert "abgeschlossen" in texts(view)
    press(Key.Key_Z, CTRL)
    assert workspace.plan.get(Measure, second.id).status == second.status
    press(Key.Key_Y, CTRL)
    # What others edit shows too, and the page stays.
    workspace.run(edits.measures.set_field, second.id, "short", "Runder Tisch")
    assert "Runder Tisch" in texts(view)
    press(Key.Key_G)
    assert any("nur Geändertes" in text for text in texts(view))
    assert "Runder Tisch" in texts(view)
    press(Key.Key_G)
    assert workspace.plan.project.title in texts(view)
    press(Key.Key_End)
    assert "Was sich geändert hat" in texts(view)
    assert any("geplant → abgeschlossen" in text for text in texts(view))
    press(Key.Key_Home)
    assert workspace.plan.project.title in texts(view)
    press(Key.Key_Udiaeresis)
    assert "überfällig" in walked(view)
    press(Key.Key_Escape)
    settle()
    assert window.findChildren(Presentation) == []


def walked(view: Presentation) -> list[str]:
    """What is read on all pages, from the first to the last."""
    press(Key.Key_Home)
    found = texts(view)
    for _ in range(60):
        before = view.accessibleName()
        press(Key.Key_PageDown)
        if view.accessibleName() == before:
            break
        found += texts(view)
    return found


def test_nothing_internal_is_shown(window: MainWindow, workspace: Workspace) -> None:
    marked(workspace)
    assert SECRET in str(workspace.plan.rows)
    view = presented(window)
    shown: list[str] = []
    for key in (None, Key.Key_G, Key.Key_Udiaeresis):
        if key is not None:
            press(key)
        press(Key.Key_Home)
        for _ in range(60):
            before = view.accessibleName()
            shown += texts(view) + accessible(QAccessible.queryAccessibleInterface(view))
            shown += [widget.toolTip() for widget in view.findChildren(QWidget)]
            timeline = view.findChild(TimelineView)
            assert timeline is not None
            shown += [timeline.lanes.told(lane) for lane in timeline.lanes.shown]
            press(Key.Key_PageDown)
            if view.accessibleName() == before:
                break
    assert len(shown) > 200
    # Who looks closely finds what is public on them.
    assert any(workspace.plan.phases[0].title in text for text in shown)
    assert any("TOP 1.1" in text for text in shown)
    assert any("Saal anfragen" in text for text in shown)
    assert [text for text in shown if any(secret in text for secret in (SECRET, "8.135", *OF_MEETINGS))] == []


def meeting_of_today(workspace: Workspace) -> Meeting:
    """A meeting with two items, the second about a measure."""
    workspace.run(edits.bodies.add, "Steuerungskreis")
    workspace.run(edits.meetings.add, workspace.plan.bodies[0].id, dt.date.today().isoformat())
    (meeting,) = workspace.plan.meetings
    for title in ("Begrüßung", "Fachtagung"):
        workspace.run(edits.agenda.add, meeting.id, title)
    item = workspace.plan.agenda(meeting.id)[1]
    workspace.run(edits.agenda.set_measure, item.id, measure(workspace.plan, 1, 0).id, True)
    workspace.run(edits.agenda.set_field, item.id, "text", SECRET)
    return meeting


class Keys:
    """Presses keys and counts them; what the text of a record is made of is typed and not counted."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        type_text(text)


def card_of(view: Presentation) -> WritingCard:
    (card,) = [one for one in view.findChildren(WritingCard) if one.isVisible()]
    return card


def test_what_is_decided_and_given_is_written_before_the_room(window: MainWindow, workspace: Workspace) -> None:
    meeting = meeting_of_today(workspace)
    item = workspace.plan.agenda(meeting.id)[1]
    view = presented(window)
    press(Key.Key_PageDown)
    assert {"Tagesordnung", "1  Begrüßung", "2  Fachtagung"} <= set(texts(view))
    press(Key.Key_PageDown, times=2)
    assert "TOP 2  Fachtagung" in texts(view)
    assert SECRET not in str(texts(view))
    # A decision with its vote; the room sees it at once.
    press(Key.Key_B)
    card = card_of(view)
    smallest = [label.font().pixelSize() for label in card.findChildren(QLabel)]
    smallest += [field.font().pixelSize() for field in (*card.findChildren(QLineEdit), *card.findChildren(TextEdit))]
    assert min(smallest) >= 28
    type_text("Sie findet statt.")
    press(Key.Key_Return)
    for count in ("12", "drei", "1"):
        type_text(count)
        press(Key.Key_Return)
    # What cannot be taken stays, and the sentence says why.
    assert any("Zahl" in text for text in texts(view))
    press(Key.Key_Backtab)
    type_text("3")
    press(Key.Key_Return, times=2)
    (decision,) = workspace.plan.decisions_at(item.id)
    assert meetings.vote_text(decision) == "12 Ja, 3 Nein, 1 Enthaltung"
    assert {"Sie findet statt.", "Beschluss · 12 Ja, 3 Nein, 1 Enthaltung"} <= set(texts(view))
    assert QApplication.focusWidget() is view
    # A task: besides its text five keys at most, all of them counted.
    keys = Keys()
    keys.press(Key.Key_A)
    keys.type("Saal anfragen")
    keys.press(Key.Key_Return, Key.Key_M, Key.Key_Return, Key.Key_Return)
    (task,) = workspace.plan.tasks_at(item.id)
    assert keys.pressed <= 5
    assert meetings.who(workspace.plan, task).startswith("M")
    assert task.until == (dt.date.today() + dt.timedelta(weeks=2)).isoformat()
    # Where the page is full, the next one of the item comes up with what was written.
    for text in ("Lang " * 60, "Das steht auf der nächsten Seite."):
        press(Key.Key_B)
        type_text(text)
        press(Key.Key_Return, times=4)
    assert "Das steht auf der nächsten Seite." in texts(view)
    press(Key.Key_PageUp)
    # A status: two at most.
    keys = Keys()
    keys.press(Key.Key_3)
    assert keys.pressed <= 2
    assert measure(workspace.plan, 1, 0).status == "done"
    # What was said goes below what was said before, which nobody sees.
    press(Key.Key_N)
    type_text("Es eilt.")
    press(Key.Key_Return)
    assert workspace.plan.get(AgendaItem, item.id).text == f"{SECRET}\nEs eilt."
    assert not any(SECRET in text for text in texts(view) + accessible(QAccessible.queryAccessibleInterface(view)))
    press(Key.Key_Z, CTRL)
    assert workspace.plan.get(AgendaItem, item.id).text == SECRET


def test_what_is_half_written_is_never_lost(window: MainWindow, workspace: Workspace) -> None:
    meeting = meeting_of_today(workspace)
    view = presented(window)
    # At a phase it goes to an item of its own; pages turn meanwhile, as somebody else has the remote.
    while not view.accessibleName().startswith("2. "):
        press(Key.Key_PageDown)
    press(Key.Key_A)
    type_text("Halb ges")
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is view
    press(Key.Key_A)
    type_text("agt")
    before = view.accessibleName()
    press(Key.Key_PageDown)
    assert view.accessibleName() != before
    press(Key.Key_Return)
    type_text("Frau Niemand")
    press(Key.Key_Return)
    press(Key.Key_Up)
    press(Key.Key_Return)
    item = workspace.plan.agenda(meeting.id)[-1]
    assert [link.phase for link in workspace.plan.phases_at(item.id)] == [workspace.plan.phases[1].id]
    (task,) = workspace.plan.tasks_at(item.id)
    expected = (dt.date.today() + dt.timedelta(weeks=1)).isoformat()
    assert (task.text, task.name, task.until) == ("Halb gesagt", "Frau Niemand", expected)
    # One step takes back all of it.
    press(Key.Key_Z, CTRL)
    assert len(workspace.plan.agenda(meeting.id)) == 2
    # Who ends the view in the middle of writing has what is whole in the plan, and the rest on the clipboard.
    press(Key.Key_B)
    type_text("Angefangen")
    press(Key.Key_Escape)
    press(Key.Key_A)
    type_text("Mitten im Wort")
    view.close()
    settle()
    assert [task.text for task in workspace.plan.tasks] == ["Mitten im Wort"]
    assert QApplication.clipboard().text() == "Angefangen"


def test_a_window_with_words_begun_asks_before_it_closes(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    presented(window)
    press(Key.Key_B)
    type_text("Angefangen")
    press(Key.Key_Escape)
    told = answer(monkeypatch, "Zurück", "Verwerfen")
    window.close()
    assert window.isVisible()
    assert "„Angefangen“" in told[0]
    window.close()
    assert not window.isVisible()
    assert len(told) == 2


def test_what_is_typed_after_giving_up_and_staying_is_kept(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure_period(front_page(window)).setFocus()
    type_text("13/2017")
    press(Key.Key_Return)
    view = presented(window)
    press(Key.Key_B)
    type_text("Angefangen")
    press(Key.Key_Escape)
    told = answer(monkeypatch, "erwerfen", "Zurück", "erwerfen")
    window.close()
    assert window.isVisible()
    view.close()
    window.activateWindow()
    settle()
    field(front_page(window), "Notiz").setFocus()
    type_text("Wichtig")
    window.close()
    assert len(told) == 3
    assert "Wichtig" in {measure.note for measure in workspace.plan.all(Measure).values()}


def test_words_are_taken_where_their_place_is_gone(window: MainWindow, workspace: Workspace) -> None:
    """Nor do they go to a meeting that is still to come, unless they are about an item of its agenda."""
    meeting = meeting_of_today(workspace)
    view = presented(window)
    while not view.accessibleName().startswith("TOP 1"):
        press(Key.Key_PageDown)
    press(Key.Key_N)
    type_text("Es wurde gesagt")
    title = workspace.plan.agenda(meeting.id)[0].title
    workspace.run(edits.meetings.remove, meeting.id)
    press(Key.Key_Return)
    (made,) = [one for one in workspace.plan.meetings if one.date == dt.date.today().isoformat()]
    assert [(one.title, one.text) for one in workspace.plan.agenda(made.id)] == [(title, "Es wurde gesagt")]
    workspace.run(edits.meetings.set_field, made.id, "date", f"{dt.date.today() + dt.timedelta(7):%d.%m.%Y}")
    press(Key.Key_Home)
    press(Key.Key_B)
    assert any("neue Sitzung von heute" in text for text in texts(view))
    type_text("Heute beschlossen")
    press(Key.Key_Return, times=4)
    assert {one.date for one in workspace.plan.all(Decision).values() if one.text == "Heute beschlossen"} == {
        dt.date.today().isoformat()
    }


def menu_of(view: Presentation) -> QMenu:
    press(Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def chosen_in(menu: QMenu, words: str) -> QMenu:
    """The part of a menu under a title."""
    found = next(action.menu() for action in menu.actions() if unmarked(action.text()).startswith(words))
    assert isinstance(found, QMenu)
    return found


def test_the_menu_chooses_the_meeting_and_since_when(window: MainWindow, workspace: Workspace) -> None:
    meeting_of_today(workspace)
    workspace.run(edits.meetings.add, None, "4.6.2018", "Netzwerk")
    older = workspace.plan.meetings[0].id
    workspace.run(edits.agenda.add, older, "Rückblick")
    view = presented(window)
    # What changed is told since the last meeting, by itself.
    press(Key.Key_End)
    assert any(text.startswith("seit der letzten Sitzung am 4. Juni 2018") for text in texts(view))
    press(Key.Key_Home)
    menu = menu_of(view)
    assert menu.font().pixelSize() >= 28
    assert [action.text() for action in chosen_in(menu, "Geändert seit").actions() if action.isChecked()] == [
        "der letzten Sitzung"
    ]
    of_meetings = chosen_in(menu, "Sitzung").actions()
    assert [(unmarked(action.text()), action.isChecked()) for action in of_meetings] == [
        (f"{dt.date.today():%d.%m.%Y}  Steuerungskreis", True),
        ("04.06.2018  Netzwerk", False),
    ]
    of_meetings[1].trigger()
    menu.close()
    settle()
    assert "1  Rückblick" in walked(view)
    # The card says that it is not of today.
    while "TOP 1  Rückblick" not in texts(view):
        press(Key.Key_PageUp)
    menu = menu_of(view)
    next(action for action in menu.actions() if "Beschluss" in action.text()).trigger()
    menu.close()
    settle()
    assert "TOP 1  Rückblick · Sitzung am 04.06.2018" in texts(view)


_ON_TWO_SCREENS = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from nrw_desktop.gui.kit.application import application
from nrw_desktop.gui.presentation.presentation import Presentation
from nrw_desktop.gui.presentation.writing_card import WritingCard
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.help_key import HelpKey
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.hands import Key, RecordingCommands, press, type_text

made = application()
plan = Path(sys.argv[1])
workspace = Workspace(PlanFile.open(plan, "11111111-1111-4111-8111-111111111111"))
window = MainWindow(workspace, RecordingCommands(), QSettings(str(plan.parent / "w.ini"), QSettings.Format.IniFormat))
window.show()
window.activateWindow()
QApplication.processEvents()
asked, key = [], HelpKey(made)
key.wanted.connect(asked.append)
made.focusChanged.connect(key.watch)
press(Key.Key_F5)
(view,) = window.findChildren(Presentation)
press(Key.Key_B)
type_text("Nur für mich")
(card,) = view.findChildren(WritingCard)
frame = card.window().geometry()
print(view.screen().name(), window.geometry().intersects(frame), view.geometry().intersects(frame))
press(Key.Key_Return, times=4)
print(QApplication.activeWindow() is view, QApplication.focusWidget() is view)
print([one.text for one in workspace.plan.rows["decision"].values()])
press(Key.Key_N)
type_text("Halb")
press(Key.Key_F1)
made.screenRemoved.emit(window.screen())
print(len(asked), [one for one in view.findChildren(WritingCard) if one.isVisible()])
view.activateWindow()
view.setFocus()
QApplication.processEvents()
press(Key.Key_N)
print([one.typed() for one in view.findChildren(WritingCard) if one.isVisible()])
"""


def test_on_two_screens_the_room_does_not_read_along(plan_path: Path, tmp_path: Path) -> None:
    place = {"y": 0, "height": 800, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [{"name": "hers", "x": 0, "width": 1366, **place}, {"name": "room", "x": 1366, "width": 1280, **place}]
    (tmp_path / "screens.json").write_text(json.dumps({"screens": screens}))
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screens.json'}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-c", _ON_TWO_SCREENS, str(plan_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["room True False", "True True", "['Nur für mich']", "1 []", "[('Halb',)]"]


def test_the_keys_of_a_remote(window: MainWindow) -> None:
    view = presented(window)
    for key in (Key.Key_F5, Key.Key_Period):
        press(key)
        assert window.findChildren(Presentation) == [view]
    assert view.accessibleName() == "Bildschirm dunkel"
    # The next key brings it back, on the same page.
    press(Key.Key_PageDown)
    assert "Bildschirm" not in view.accessibleName()
    assert "Stand" not in texts(view)
    press(Key.Key_PageDown)
    assert "Stand" in texts(view)
    press(Key.Key_PageUp)
    press(Key.Key_Period)
    press(Key.Key_Escape)
    assert view.isVisible()
    press(Key.Key_Escape)
    settle()
    assert window.findChildren(Presentation) == []


def test_a_long_phase_goes_over_several_pages(qapp: QApplication, workspace: Workspace) -> None:
    phase = workspace.plan.phases[0]
    for number in range(40):
        workspace.run(edits.measures.add, phase.id, f"Maßnahme {number}")
    found = sections.sections(public(workspace.plan), None, dt.date(2018, 5, 1), "all")
    pages = [page for page in paging.pages(found, 540) if page.section.key == phase.id]
    assert len(pages) > 5
    measures = [key for page in pages for key in page.measures]
    assert measures == [one.id for one in workspace.plan.measures(phase.id)]
    heights = [sum(paging.HEIGHTS[type(block)] for block in page.blocks) for page in pages]
    assert max(heights) <= 540
    assert [page.part for page in pages] == list(range(1, len(pages) + 1))


def statuses(workspace: Workspace) -> list[str]:
    return [one.status for one in workspace.plan.measures(workspace.plan.phases[0].id)]


def test_a_key_that_is_held_changes_one_measure_and_the_next_is_chosen(
    window: MainWindow, workspace: Workspace
) -> None:
    view = presented(window)
    press(Key.Key_Udiaeresis)
    while workspace.plan.phases[0].title not in view.accessibleName():
        press(Key.Key_PageDown)
    press(Key.Key_Down, times=2)
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_3, Qt.KeyboardModifier.NoModifier, "3", repeated)
        QApplication.sendEvent(view, event)
    assert statuses(workspace) == ["planned", "planned", "done", "planned", "planned", "planned"]
    # It is overdue no more and left the list, where the next one took its place.
    press(Key.Key_3)
    assert statuses(workspace) == ["planned", "planned", "done", "done", "planned", "planned"]


def test_undo_over_a_refused_text_is_said_before_the_room(window: MainWindow, workspace: Workspace) -> None:
    period = measure_period(front_page(window))
    period.setFocus()
    type_text("13/2017")
    press(Key.Key_Return)
    view = presented(window)
    for _ in range(3):
        press(Key.Key_PageDown)
    press(Key.Key_3)
    assert statuses(workspace)[0] == "done"
    press(Key.Key_Z, CTRL)
    assert "noch ein Eintrag" in "".join(callouts(view))
    assert min(callout.font().pixelSize() for callout in view.findChildren(Callout)) >= 28
    assert statuses(workspace)[0] == "done"


def test_f5_again_comes_back_to_the_one_that_is_shown(window: MainWindow) -> None:
    view = presented(window)
    window.activateWindow()
    list_of(front_page(window), "Maßnahmen").setFocus()
    settle()
    press(Key.Key_F5)
    assert window.findChildren(Presentation) == [view]
    assert QApplication.focusWidget() is view


def test_what_cannot_be_compared_leaves_what_is_shown(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.run(edits.measures.set_status, [measure(workspace.plan, 1, 0).id], "done")
    view = presented(window)
    press(Key.Key_G)
    before = texts(view)

    def refuse(*_: object) -> None:
        raise PlanError("Der Verlauf ist beschädigt.")

    monkeypatch.setattr(workspace.plan_file, "since_day", refuse)
    press(Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    since = next(action.menu() for action in menu.actions() if "seit" in action.text())
    next(action for action in since.actions() if action.text() == "vier Wochen").trigger()
    menu.close()
    settle()
    assert [text for text in texts(view) if "beschädigt" not in text] == before
    assert "beschädigt" in "".join(callouts(view))
