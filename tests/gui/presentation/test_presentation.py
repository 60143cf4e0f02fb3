"""The view for a meeting, as it is used: by keys, full screen, with others looking on."""

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted
from nrw_desktop.domain.model.records import FIELD_TABLE, Contact, Cost, Measure
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.text import kinds
from nrw_desktop.gui.presentation import paging, sections
from nrw_desktop.gui.presentation.presentation import Presentation
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.timeline.timeline_view import TimelineView
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.upkeep import compared
from tests.gui.hands import (
    CTRL,
    Key,
    callouts,
    front_page,
    list_of,
    measure,
    measure_period,
    press,
    settle,
    type_text,
)

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
    """Write the marker word into every internal field of text there is."""
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
                name: SECRET
                for name, spec in FIELD_TABLE[table].items()
                if not spec.public and spec.kind in (kinds.TEXT, kinds.LINE)
            }
            if secret:
                before = {name: getattr(record, name) for name in secret}
                rows.append(RowChange(table, record.id, before, secret))
    workspace.run(lambda _plan: Change(tuple(rows), SECRET))


def test_a_meeting_by_keys(window: MainWindow, workspace: Workspace) -> None:
    phase = workspace.plan.phases[0]
    view = presented(window)
    assert workspace.plan.project.title in texts(view)
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
    assert [text for text in shown if SECRET in text or "8.135" in text] == []


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

    monkeypatch.setattr(compared, "since_day", refuse)
    press(Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    since = next(action.menu() for action in menu.actions() if "seit" in action.text())
    next(action for action in since.actions() if action.text() == "vier Wochen").trigger()
    menu.close()
    settle()
    assert [text for text in texts(view) if "beschädigt" not in text] == before
    assert "beschädigt" in "".join(callouts(view))
