"""The timeline as a person uses it: looked at, walked through, zoomed, compared, and its bars moved."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QTableWidget, QToolButton, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.time_axis import index
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import ComboBox
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.timeline.choosing import FilterButton, GroupingBox
from nrw_desktop.gui.timeline.timeline_card import TimelineCard
from nrw_desktop.gui.timeline.timeline_view import TimelineView
from tests.gui.hands import CTRL, NONE, SHIFT, Key, answer, button, callouts, press, replace_text, settle, type_text
from tests.gui.looks import look

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def card(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> TimelineCard:
    """The card of Bielefeld's plan, with the keyboard in its view."""
    made = TimelineCard(workspace)
    made.resize(1200, 620)
    show(made)
    made.view.setFocus()
    settle()
    return made


@pytest.fixture
def view(card: TimelineCard) -> TimelineView:
    return card.view


def names(view: TimelineView) -> list[str]:
    return [view.lanes.said(lane).name for lane in view.lanes.shown]


def bar(view: TimelineView, row: int) -> tuple[float, float, int]:
    """Left and right edge of a row's bar in the view, and the height of its middle."""
    stretch, left = view.lanes.lane_stretch(view.lanes.shown[row]), view.horizontalScrollBar().value()
    assert stretch is not None
    rect = view.row_rect(row)
    high = rect.top() + (view.sight.line + 10) // 2 + 2 if view.lanes.shown[row].is_head else rect.center().y()
    return view.sight.x(stretch.first, left), view.sight.x(stretch.last, left), high


def painted(view: TimelineView, left: float, right: float, middle: int) -> float:
    """What part of a stretch of the view has another colour than the ground of rows."""
    picture = look(view.viewport(), QRect(round(left), middle, max(1, round(right - left)), 1))
    grounds = [int(shade[1:], 16) for shade in (theme.colors().card, theme.colors().hover)]
    return float(np.mean(~np.isin(picture, grounds)))


def wording(workspace: Workspace, record: Record) -> str:
    found = workspace.plan.get(type(record), record.id)
    assert isinstance(found, Phase | Measure)
    return period.wording(workspace.plan, found)


def test_bars_lie_where_their_months_are_and_names_and_axis_stay(workspace: Workspace, view: TimelineView) -> None:
    press(Key.Key_Down)
    left, right, middle = bar(view, 0)
    assert view.time_at(left) == pytest.approx(index("2017-03"))
    assert view.time_at(right) == pytest.approx(index("2017-08"))
    assert painted(view, left + 2, right - 2, middle) == 1
    assert painted(view, right + 4, right + 40, middle) < 0.2
    # The years without anything are cut out, and the end that nobody knows fades out.
    assert view.sight.axis.cuts == ((index("2019-01"), index(f"{dt.date.today().year}-01")),)
    assert view.horizontalScrollBar().maximum() == 0
    names_of, axis = QRect(0, view.sight.axis_height, view.sight.names_width - 8, 200), QRect(0, 0, 200, 20)
    press(Key.Key_Plus, times=5)
    before = look(view.viewport(), names_of), look(view.viewport(), axis)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert (before[0] == look(view.viewport(), names_of)).all()
    assert (before[1] == look(view.viewport(), axis)).all()


def test_how_far_a_phase_is_is_said_whole_or_in_fewer_words(view: TimelineView) -> None:
    said = view.lanes.said(view.lanes.shown[0])
    whole, *fewer = said.shorter
    assert whole == "0 von 6 abgeschlossen · März bis Juli 2017"
    assert fewer[-2:] == ["0 von 6 abgeschlossen", "0 von 6"]
    told = {view.sight.fitting([whole, *fewer], width, "small") for width in range(90, 400, 10)}
    assert told == {whole, *fewer[-2:]}


def test_it_is_walked_through_by_keys_alone(workspace: Workspace, view: TimelineView) -> None:
    told: list[Record] = []
    view.opened.connect(told.append)
    phases, first = workspace.plan.phases, workspace.plan.measures(workspace.plan.phases[0].id)
    press(Key.Key_Right)
    assert len(view.lanes.shown) == len(phases) + len(first)
    assert "aufgeklappt" in view.accessibleDescription()
    press(Key.Key_Down, times=2)
    press(Key.Key_Return)
    assert told == [first[1]]
    assert view.accessibleDescription().startswith(first[1].short or first[1].text)
    press(Key.Key_3)
    press(Key.Key_Up)
    press(Key.Key_2, CTRL)
    done, running = (workspace.plan.get(Measure, one.id).status for one in (first[1], first[0]))
    assert (done, running) == ("done", "running")
    assert "läuft" in view.accessibleDescription() or view.current is not None
    assert view.lanes.said(view.lanes.shown[0]).state == "1 von 6 abgeschlossen"
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert len(view.lanes.shown) == len(phases)
    press(Key.Key_End)
    press(Key.Key_Return)
    press(Key.Key_Home)
    press(Key.Key_PageDown)
    assert told[-1] == phases[-1]
    assert view.reveal(first[3])
    assert view.current is not None
    assert view.current.record == first[3]


def test_a_click_on_the_arrow_opens_and_a_double_click_leads_there(workspace: Workspace, view: TimelineView) -> None:
    told: list[Record] = []
    view.opened.connect(told.append)
    rect = view.row_rect(1)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, rect.top() + 10))
    assert len(view.lanes.shown) == 8
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.row_rect(2).topLeft() + QPoint(90, 8))
    assert told == [workspace.plan.measures(workspace.plan.phases[1].id)[0]]
    # The menu of a row is about it, opens there, and sets its status too.
    assert view.row_at(view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()) == view.lanes.place(
        view.current_record
    )
    view.customContextMenuRequested.emit(view.row_rect(2).center())
    menu = view.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if "abgeschlossen" in action.text()).trigger()
    menu.close()
    assert workspace.plan.measures(workspace.plan.phases[1].id)[0].status == "done"


def test_it_zooms_from_a_quarter_to_fifteen_years_around_the_mouse(view: TimelineView) -> None:
    at = QPointF(view.sight.names_width + 200, 200)
    time = view.time_at(at.x())
    for turned in (120, 120, 120):
        event = QWheelEvent(
            at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
            CTRL, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
    assert view.time_at(at.x()) == pytest.approx(time, abs=0.05)
    month, place = view.sight.axis.month, QPointF(view.viewport().mapToGlobal(at))
    kind = Qt.NativeGestureType.ZoomNativeGesture
    device = QPointingDevice.primaryPointingDevice()
    QApplication.sendEvent(view.viewport(), QNativeGestureEvent(kind, device, 2, at, at, place, 0.5, QPointF()))
    assert view.sight.axis.month == pytest.approx(1.5 * month)
    touch = QTest.createTouchDevice()
    fingers = [at.toPoint() + QPoint(40 * side, 0) for side in (-1, 1)]
    QTest.touchEvent(view, touch).press(0, fingers[0], view.viewport()).press(1, fingers[1], view.viewport()).commit()
    for step in range(1, 9):
        moved = [finger + QPoint(side * 8 * step, 0) for side, finger in zip((-1, 1), fingers, strict=True)]
        sequence = QTest.touchEvent(view, touch)
        sequence.move(0, moved[0], view.viewport()).move(1, moved[1], view.viewport()).commit()
    QTest.touchEvent(view, touch).release(0, moved[0], view.viewport()).release(1, moved[1], view.viewport()).commit()
    settle()
    assert view.sight.axis.month > 2 * month
    press(Key.Key_Plus, times=30)
    assert view.sight.chart_width / view.sight.axis.month == pytest.approx(3)
    press(Key.Key_Minus, times=60)
    assert view.sight.chart_width / view.sight.axis.month == pytest.approx(180)
    press(Key.Key_0)
    assert view.sight.month is None
    assert view.horizontalScrollBar().maximum() == 0


def test_keys_move_ends_beginnings_and_bars_and_one_undo_takes_a_run_back(
    workspace: Workspace, view: TimelineView, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = workspace.plan.phases[0], workspace.plan.phases[-1]
    press(Key.Key_Right, ALT, times=2)
    assert wording(workspace, first) == "März bis September 2017"
    assert callouts(view) == ["März bis September 2017"]
    workspace.undo()
    assert wording(workspace, first) == "März bis Juli 2017"
    press(Key.Key_Left, CTRL | SHIFT)
    assert wording(workspace, first) == "Februar bis Juli 2017"
    press(Key.Key_Right, CTRL)
    assert wording(workspace, first) == "März bis August 2017"
    # What follows an end that nobody knows is refused, then asked about once.
    press(Key.Key_End)
    press(Key.Key_Right, ALT)
    assert "noch nicht bekannt" in callouts(view)[0]
    workspace.run(edits.project.set_field, "", "end", "12/2018")
    asked = answer(monkeypatch, "Abbrechen", "nach Projektende")
    press(Key.Key_Right, ALT)
    assert "Projektende" in wording(workspace, last)
    press(Key.Key_Right, ALT)
    assert len(asked) == 2
    assert "1 Monat nach Projektende" in wording(workspace, last)
    press(Key.Key_Right, ALT)
    assert len(asked) == 2
    assert "2 Monate nach Projektende" in wording(workspace, last)


def drag(view: TimelineView, start: QPoint, *way: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for place in way:
        QTest.mouseMove(view.viewport(), place)
    settle()


def test_a_drag_snaps_to_months_shows_the_words_and_is_given_up_with_esc(
    workspace: Workspace, view: TimelineView
) -> None:
    first = workspace.plan.phases[0]
    _left, right, middle = bar(view, 0)
    month = view.sight.axis.month
    start, end = QPoint(round(right), middle), QPoint(round(right + 2.2 * month), middle)
    drag(view, start, start + QPoint(12, 0), end)
    words = [one.text() for one in view.viewport().findChildren(QLabel) if one.isVisible()]
    assert words == ["März bis September 2017"]
    assert painted(view, right + 3, right + 2 * month - 3, middle) == 1
    assert wording(workspace, first) == "März bis Juli 2017"
    press(Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert painted(view, right + 6, right + 2 * month - 3, middle) < 0.3
    assert wording(workspace, first) == "März bis Juli 2017"
    assert workspace.undo_label() == ""
    drag(view, start, start + QPoint(12, 0), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    settle()
    assert wording(workspace, first) == "März bis September 2017"
    # All of it, by its middle; a day moves by days.
    left, right, middle = bar(view, 0)
    half = QPoint(round((left + right) / 2), middle)
    drag(view, half, half - QPoint(12, 0), half - QPoint(round(month), 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=half - QPoint(round(month), 0))
    settle()
    assert wording(workspace, first) == "Februar bis August 2017"
    workspace.undo()
    workspace.undo()
    assert wording(workspace, first) == "März bis Juli 2017"


def test_a_day_moves_by_days_and_a_thin_line_cannot_be_taken_hold_of(workspace: Workspace, view: TimelineView) -> None:
    measure, other = workspace.plan.measures(workspace.plan.phases[0].id)[:2]
    workspace.run(edits.measures.set_period, measure.id, "14.5.2017 bis 20.6.2017")
    assert view.reveal(measure)
    press(Key.Key_Plus, times=6)
    press(Key.Key_Right, ALT)
    assert wording(workspace, measure) == "14.5.2017 bis 21.6.2017"
    assert view.reveal(other)
    press(Key.Key_Right, ALT)
    assert "keinen Zeitraum" in callouts(view)[0]


def test_ghosts_show_how_it_stood_and_only_where_that_was_elsewhere(
    workspace: Workspace, card: TimelineCard, view: TimelineView, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, phase = workspace.plan, workspace.plan.phases[1]
    box, typed = card.findChild(QComboBox, "compare"), card.findChild(QLineEdit, "compare_day")
    assert box is not None
    assert typed is not None
    box.setCurrentIndex(1)
    assert typed.hasFocus()
    # Before the plan began it is compared with as it was first, as everywhere.
    replace_text("1.1.2001")
    press(Key.Key_Return)
    assert "seit der Anlage des Plans am" in callouts(card)[0]
    assert view.lanes.earlier == workspace.plan_file.since_day(dt.date(2001, 1, 1)).plan
    for text, sentence in (("gestern", "kein Datum"), ("31.12.2999", "Dieser Tag kommt erst noch.")):
        replace_text(text)
        press(Key.Key_Return)
        assert sentence in callouts(card)[0]
    workspace.run(edits.phases.set_period, phase.id, "Oktober bis Dezember 2017")
    monkeypatch.setattr(workspace.plan_file, "state_before", lambda _day: earlier)
    replace_text("")
    press(Key.Key_Return)
    type_text("1.2.2026")
    before = look(view.viewport())
    press(Key.Key_Return)
    ghost = view.lanes.ghost(workspace.plan.get(Phase, phase.id))
    assert ghost is not None
    assert ghost.first == index("2017-08")
    x = round(view.sight.x(ghost.first + 0.5, 0))
    changed = before != look(view.viewport())
    rect = view.row_rect(1)
    assert changed[rect.top() : rect.bottom(), x].any()
    assert not changed[view.row_rect(0).top() : view.row_rect(0).bottom(), view.sight.names_width + 2 :].any()
    assert "damals: August bis Dezember 2017" in view.tip(rect.center())
    # An empty line compares with nothing, as the choice of that does.
    replace_text("")
    press(Key.Key_Return)
    assert view.lanes.earlier is None
    type_text("1.2.2026")
    press(Key.Key_Return)
    assert view.lanes.earlier is not None
    box.setCurrentIndex(0)
    assert view.lanes.earlier is None
    # The day of the last meeting is offered while there is one.
    assert box.count() == 2
    workspace.run(edits.meetings.add, None, "4.6.2018", "Steuerungskreis")
    assert box.itemText(2) == "letzte Sitzung"
    box.setCurrentIndex(2)
    assert view.lanes.earlier is not None
    assert not typed.isVisible()
    workspace.run(edits.meetings.remove, workspace.plan.meetings[0].id)
    assert view.lanes.earlier is None
    assert box.count() == 2


def test_the_day_and_the_table_follow_the_size_of_the_text(card: TimelineCard, qapp: QApplication) -> None:
    typed = card.findChild(QLineEdit, "compare_day")
    button(card, "Als Tabelle").click()
    table = card.findChild(QTableWidget)
    assert typed is not None
    assert table is not None
    before, widths = typed.maximumWidth(), [table.columnWidth(at) for at in range(1, 5)]
    theme.apply(qapp, Qt.ColorScheme.Light, percent=200)
    try:
        settle()
        assert typed.maximumWidth() > 1.8 * before
        assert [table.columnWidth(at) for at in range(1, 5)] == pytest.approx([2 * one for one in widths], rel=0.15)
    finally:
        theme.apply(qapp, Qt.ColorScheme.Light)


def test_what_nobody_knows_a_period_of_lies_in_a_tray(workspace: Workspace, view: TimelineView) -> None:
    workspace.run(edits.phases.add, "Verstetigung")
    new = workspace.plan.phases[-1]
    workspace.run(edits.measures.add, new.id, "Ein Netzwerk gründen")
    assert names(view)[-1] == "Ohne Zeitraum"
    assert view.lanes.said(view.lanes.shown[-1]).state == "1 Phase, 1 Maßnahme"
    press(Key.Key_End)
    press(Key.Key_Right)
    assert names(view)[-2:] == ["5 Verstetigung", "Ein Netzwerk gründen"]
    # It goes to where it belongs as soon as somebody knows when.
    workspace.run(edits.measures.set_period, workspace.plan.measures(new.id)[0].id, "Mai 2018")
    assert names(view)[-1] == "5 Verstetigung"
    assert "Ohne Zeitraum" not in names(view)


def test_deadlines_are_marks_with_their_words(workspace: Workspace, view: TimelineView) -> None:
    high = view.sight.axis_height
    workspace.run(edits.detail_rows.DEADLINES.add, None, "Verwendungsnachweis")
    deadline = workspace.plan.deadlines[0]
    workspace.run(edits.detail_rows.DEADLINES.set_field, deadline.id, "date", "31.3.2018")
    settle()
    assert view.sight.axis_height > high
    at = QPoint(round(view.sight.x(view.lanes.deadlines[0][0], 0)), round(view.sight.axis_line * 2.5))
    assert painted(view, at.x() - 3, at.x() + 3, at.y()) == 1
    assert view.tip(at) == "Frist: 31.03.2018 Verwendungsnachweis"
    QTest.mouseMove(view.viewport(), at)
    assert view.viewport().toolTip() == view.tip(at)
    workspace.undo()
    workspace.undo()
    assert view.sight.axis_height == high


def test_it_is_grouped_and_filtered_and_a_table_says_the_same(workspace: Workspace, card: TimelineCard) -> None:
    told: list[Record] = []
    card.opened.connect(told.append)
    view, first = card.view, workspace.plan.measures(workspace.plan.phases[0].id)[0]
    workspace.run(edits.measures.set_field, first.id, "responsible", "MBR")
    workspace.run(edits.measures.set_status, [first.id], "running")
    grouping = next(box for box in card.findChildren(QComboBox) if box.accessibleName() == "Gruppieren")
    grouping.setCurrentIndex(2)
    assert names(view) == ["MBR", "Ohne Verantwortliche"]
    funnel = next(one for one in card.findChildren(QToolButton) if one.menu() is not None)
    menu = funnel.menu()
    menu.aboutToShow.emit()
    statuses = next(action for action in menu.actions() if action.text() == "Status").menu()
    next(action for action in statuses.actions() if action.text().startswith("läuft")).trigger()  # type: ignore[union-attr]
    assert names(view) == ["MBR"]
    assert "1" in funnel.text()
    kept = card.state()
    button(card, "Als Tabelle").click()
    table = card.findChild(QTableWidget)
    assert table is not None
    cells = [[table.item(row, column).text().strip() for column in range(5)] for row in range(table.rowCount())]  # type: ignore[union-attr]
    assert [row[0] for row in cells] == ["MBR", first.short or first.text]
    assert cells[1][1:] == ["wie die Phase", "läuft · überfällig", "07/2017 nach Phase", "MBR"]
    table.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert [one.id for one in told] == [first.id]
    # It follows the plan while it is seen; a filter that nobody meets any more is gone.
    workspace.run(edits.measures.set_status, [first.id], "done")
    assert table.rowCount() > 2
    card.restore(kept)
    assert not button(card, "Als Tabelle").isChecked()
    assert grouping.currentIndex() == 2


def test_what_was_open_and_how_wide_months_are_comes_back(
    workspace: Workspace, card: TimelineCard, show: Callable[[QWidget], QWidget]
) -> None:
    press(Key.Key_Right)
    press(Key.Key_Plus, times=4)
    other = TimelineCard(workspace)
    other.resize(card.size())
    show(other)
    other.restore(card.state())
    assert names(other.view) == names(card.view)
    assert other.view.sight.month == pytest.approx(card.view.sight.month, abs=0.01)
    assert other.view.horizontalScrollBar().value() == pytest.approx(card.view.horizontalScrollBar().value(), abs=2)
    for broken in ({"opened": "{", "filter": "["}, {"month": "x"}, {"opened": "3", "filter": "[]", "by": "?"}):
        other.restore(broken)
    assert names(other.view) == names(card.view)


def test_tab_goes_from_the_view_through_the_head_and_out_again(card: TimelineCard, view: TimelineView) -> None:
    view.setFocus()
    way = []
    for _ in range(5):
        press(Key.Key_Tab)
        way.append(QApplication.focusWidget())
    # What has a key of its own in the view is no stop.
    assert [type(one) for one in way] == [GroupingBox, FilterButton, ComboBox, QToolButton, TimelineView]
    assert all(one is not None and one.accessibleName() for one in way)


def test_what_can_only_be_looked_at_is_not_changed(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> None:
    workspace.run(edits.phases.add, "Verstetigung")
    past = Workspace(workspace.past(workspace.steps()[-1]))
    card = TimelineCard(past)
    card.resize(1000, 500)
    show(card)
    card.view.setFocus()
    assert card.findChild(QComboBox, "compare") is None
    assert len(card.view.lanes.groups) == 4
    press(Key.Key_Right)
    press(Key.Key_Down)
    for key, held in ((Key.Key_3, NONE), (Key.Key_Right, ALT), (Key.Key_3, CTRL)):
        press(key, held)
    _left, right, middle = bar(card.view, 0)
    drag(card.view, QPoint(round(right), middle), QPoint(round(right) + 90, middle))
    assert not card.view.dragging.is_on
    assert past.plan.measures(past.plan.phases[0].id)[0].status == "planned"


def test_larger_letters_make_larger_rows(view: TimelineView) -> None:
    before = view.row_rect(0).height(), view.sight.axis_height
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    settle()
    assert view.row_rect(0).height() > 1.6 * before[0]
    assert view.sight.axis_height > 1.6 * before[1]
