"""The face „Stand“ of the overview, as a person finds a way through it."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure, new_id
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.queries.checks import Gap
from nrw_desktop.gui.clipboard.paste_preview import PastePreview
from nrw_desktop.gui.dialogs.project_dialog import ProjectDialog
from nrw_desktop.gui.pages.overview_tab import OverviewTab
from nrw_desktop.gui.panels.changes_panel import ChangesPanel
from nrw_desktop.gui.panels.checks_panel import ChecksPanel
from nrw_desktop.gui.session.midnight import Midnight
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.stand_face import StandFace
from nrw_desktop.gui.timeline.timeline_view import TimelineView
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.past_windows import PastWindows
from nrw_desktop.storage.upkeep import new_plans
from tests.gui.hands import (
    CTRL,
    Key,
    RecordingCommands,
    answer,
    button,
    front_page,
    go_to_page,
    in_front,
    labels,
    list_of,
    measure,
    named,
    press,
    settle,
    submenu,
)

ALT = Qt.KeyboardModifier.AltModifier
TODAY = dt.date.today()


@pytest.fixture
def stand(window: MainWindow, qtbot: QtBot) -> StandFace:
    """The face in front, with all that comes a moment later."""
    press(Key.Key_Home, ALT)
    face = window.findChild(StandFace)
    assert face is not None
    qtbot.waitUntil(lambda: bool(rows(face, "Was fehlt")) and bool(rows(face, "Zuletzt geändert")))
    return face


def rows(face: QWidget, name: str) -> list[str]:
    """What the rows of a list say to those who hear them; nothing while it is not there."""
    found = [view for view in face.findChildren(QWidget) if view.accessibleName() == name and hasattr(view, "entries")]
    return [entry.line.spoken for view in found for entry in view.entries()]


def words(face: StandFace) -> list[str]:
    """What the parts of the line of today say that lead on."""
    shown = [one for one in face.findChildren(QPushButton, "today") if one.isVisible()]
    return [one.text().strip() for one in shown]


def test_the_line_of_today_breaks_where_there_is_no_room(stand: StandFace, qtbot: QtBot) -> None:
    """So that large text makes no page scroll sideways for it."""
    (line,) = (one for one in stand.findChildren(QWidget) if one.accessibleName() == "Heute")
    parts = [one for one in line.findChildren(QWidget) if one.isVisible()]
    assert len({one.y() for one in parts}) == 1
    line.setFixedWidth(line.minimumSizeHint().width())
    settle()
    assert len({one.y() for one in parts}) == len(parts) > 1
    assert all(line.rect().contains(one.geometry()) for one in parts)
    line.setFixedWidth(1000)
    settle()
    assert len({one.y() for one in parts}) == 1


def timeline(face: QWidget) -> TimelineView:
    return named(face, TimelineView, "Zeitplan")


def has_keyboard(face: QWidget, name: str) -> bool:
    return bool(list_of(face, name).hasFocus())


def test_by_keys_alone_to_what_is_overdue_and_back(stand: StandFace, window: MainWindow, workspace: Workspace) -> None:
    assert words(stand) == ["12 überfällig"]
    assert "nichts bis Ende " in labels(stand)
    press(Key.Key_Return)
    late = rows(stand, "12 überfällig")
    assert len(late) == 12
    assert late[0] == "Ausschreibung einer Fachstelle\nPhase 1  ·  geplant  ·  bis Juli 2017"
    press(Key.Key_Down)
    press(Key.Key_Return)
    second = measure(workspace.plan, 1, 1)
    assert in_front(window) == second.phase
    assert list_of(window, "Maßnahmen").current_record() == second
    press(Key.Key_3, CTRL)
    assert measure(workspace.plan, 1, 1).status == "done"
    press(Key.Key_Home, ALT)
    assert words(stand) == ["11 überfällig"]
    assert button(stand, "11 überfällig").hasFocus()
    press(Key.Key_Return)
    assert second.text not in "".join(rows(stand, "11 überfällig"))
    press(Key.Key_Escape)
    assert button(stand, "11 überfällig").hasFocus()
    # From the line through the head of the timeline into it, then what is missing and what changed last.
    press(Key.Key_Tab, times=5)
    assert timeline(stand).hasFocus()
    press(Key.Key_Tab)
    assert has_keyboard(stand, "Was fehlt")
    press(Key.Key_Tab)
    assert has_keyboard(stand, "Zuletzt geändert")
    press(Key.Key_Return)
    assert list_of(window, "Maßnahmen").current_record() == measure(workspace.plan, 1, 1)
    press(Key.Key_Home, ALT)
    assert has_keyboard(stand, "Zuletzt geändert")


def test_the_line_follows_the_plan_and_each_part_leads_on(
    stand: StandFace, window: MainWindow, workspace: Workspace
) -> None:
    soon = measure(workspace.plan, 4, 0)
    workspace.run(edits.measures.set_period, soon.id, f"{TODAY:%m/%Y}")
    deadline = Deadline(new_id(), "Verwendungsnachweis", f"{TODAY.year + 1}-12-31")
    workspace.run(lambda _plan: Change((inserted(deadline),), "Frist"))
    assert [text.partition(" bis")[0] for text in words(stand)] == [
        "12 überfällig", "1", f"nächste Frist 31.12.{TODAY.year + 1}",
    ]  # fmt: skip
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Return)
    dialog = window.findChild(ProjectDialog)
    assert dialog is not None
    assert list_of(dialog, "Fristen").current_record() == deadline
    press(Key.Key_Escape)
    window.activateWindow()
    settle()
    # It follows also while it is not seen.
    press(Key.Key_PageDown, CTRL)
    workspace.undo()
    press(Key.Key_Home, ALT)
    assert len(words(stand)) == 2
    timeline(stand).setFocus()
    press(Key.Key_Down, times=2)
    press(Key.Key_Return)
    assert in_front(window) == workspace.plan.phases[2].id


def test_what_was_done_since_the_last_meeting_leads_to_all_that_changed(
    stand: StandFace, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    earlier, first = workspace.plan, measure(workspace.plan, 1, 0)
    assert not any("Sitzung" in word for word in words(stand))
    monkeypatch.setattr(workspace, "state_before", lambda _day: earlier)
    monkeypatch.setattr(workspace.plan_file, "state_before", lambda _day: earlier)
    yesterday = TODAY - dt.timedelta(days=1)
    workspace.run(edits.meetings.add, None, f"{yesterday:%d.%m.%Y}", "Steuerungskreis")
    qtbot.waitUntil(lambda: words(stand)[-1].endswith(") nichts erledigt"))
    workspace.run(edits.measures.set_status, [first.id], "done")
    short = f"{yesterday:%d.%m.%Y}".removesuffix(f"{TODAY:%Y}")
    assert words(stand)[-1] == f"seit der letzten Sitzung ({short}) 1 erledigt"
    stand.focus_first()
    press(Key.Key_Left)
    press(Key.Key_Return)
    (panel,) = window.findChildren(ChangesPanel)
    assert any("geplant → abgeschlossen" in line for line in rows(panel, "Was sich geändert hat, nach Phasen"))
    assert "Seit der letzten Sitzung am" in labels(panel)
    press(Key.Key_Escape)
    assert stand.isAncestorOf(QApplication.focusWidget())
    (meeting,) = workspace.plan.meetings
    workspace.run(edits.meetings.remove, meeting.id)
    assert not any("Sitzung" in word for word in words(stand))


def test_a_status_is_that_of_the_row_with_the_keyboard(
    stand: StandFace, window: MainWindow, workspace: Workspace
) -> None:
    first, second, third = workspace.plan.measures(workspace.plan.phases[0].id)[:3]

    def statuses() -> list[str]:
        return [one.status for one in workspace.plan.measures(first.phase)[:3]]

    # A phase has none, and the list beside the timeline is about something else.
    timeline(stand).setFocus()
    press(Key.Key_Home)
    assert not submenu(window, "Status").isEnabled()
    timeline(stand).reveal(first)
    assert submenu(window, "Status").isEnabled()
    list_of(stand, "Was fehlt").setFocus()
    assert not submenu(window, "Status").isEnabled()
    press(Key.Key_3, CTRL)
    assert statuses() == ["planned"] * 3
    # Shown as a table, it is the table's row; undo stays where the keyboard is.
    button(stand, "Als Tabelle").click()
    table = named(stand, QTableWidget, "Zeitplan als Tabelle")
    table.setFocus()
    press(Key.Key_Down)
    press(Key.Key_3, CTRL)
    assert statuses() == ["planned", "done", "planned"]
    press(Key.Key_Z, CTRL)
    assert statuses() == ["planned"] * 3
    assert in_front(window) == "Übersicht"
    # What goes above it moves no row under the keyboard.
    workspace.run(edits.measures.remove, [first.id])
    press(Key.Key_3, CTRL)
    assert statuses()[:2] == ["done", "planned"]
    assert workspace.plan.get(Measure, second.id).status == "done"
    button(stand, "Als Tabelle").click()
    # Nobody sees it: it catches up when it comes back.
    go_to_page(window, 1)
    workspace.run(edits.measures.set_field, third.id, "text", "Anders genannt")
    go_to_page(window, "Übersicht")
    assert "Anders genannt" in [caption(lane.record) for lane in timeline(stand).lanes.shown if lane.record is not None]


def test_what_is_missing_is_what_the_panel_lists(
    stand: StandFace, window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert rows(stand, "Was fehlt") == [
        "Überfällige Maßnahmen: 12",
        "Maßnahmen ohne Ziel: 14",
        "Ziele ohne Indikator: 13",
    ]
    looked: list[Plan] = []
    pieces = checks.pieces

    def counted(plan: Plan, *more: Any, **named: Any) -> Iterator[list[Gap]]:
        # The window of another test may still be there, and look as well.
        if plan is workspace.plan:
            looked.append(plan)
        return pieces(plan, *more, **named)

    monkeypatch.setattr(checks, "pieces", counted)
    list_of(stand, "Was fehlt").setFocus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    panel = window.findChild(ChecksPanel)
    assert panel is not None
    assert has_keyboard(panel, "Was noch fehlt oder nicht stimmt")
    # The rule is open there, with its cases.
    assert len(rows(panel, "Was noch fehlt oder nicht stimmt")) == 14
    # Found once for both, and so it goes on.
    assert looked == []
    workspace.run(edits.partners.add, "Sportverein")
    qtbot.waitUntil(lambda: "Partner ohne Phase: 1" in rows(stand, "Was fehlt"))
    assert looked == [workspace.plan]


def test_what_changed_last_is_what_is_in_force(stand: StandFace, workspace: Workspace, qtbot: QtBot) -> None:
    first = measure(workspace.plan, 1, 0)
    workspace.run(edits.measures.set_status, [first.id], "done")
    workspace.run(edits.partners.add, "Sportverein")
    qtbot.waitUntil(lambda: len(rows(stand, "Zuletzt geändert")) == 3)
    workspace.undo()
    qtbot.waitUntil(lambda: len(rows(stand, "Zuletzt geändert")) == 2)
    told = rows(stand, "Zuletzt geändert")
    assert told[0].startswith("Status von ‚Ausschreibung einer Fachstelle‘ geändert\nheute, ")
    assert told[1].startswith("Plan angelegt\n")


def test_midnight_makes_it_another_day(stand: StandFace, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.run(edits.measures.set_period, measure(workspace.plan, 4, 0).id, f"{TODAY:%d.%m.%Y}")
    assert words(stand)[0] == "12 überfällig"

    class Tomorrow(dt.date):
        @classmethod
        def today(cls) -> dt.date:
            return TODAY + dt.timedelta(1)

    monkeypatch.setattr(dt, "date", Tomorrow)
    for clock in (*stand.findChildren(Midnight), *workspace.findChildren(Midnight)):
        clock.look()
    assert words(stand)[0] == "13 überfällig"
    assert timeline(stand).lanes.today == TODAY + dt.timedelta(1)


def test_the_past_is_shown_without_a_past_of_its_own(
    stand: StandFace, window: MainWindow, workspace: Workspace, commands: RecordingCommands, settings: QSettings
) -> None:
    workspace.run(edits.measures.set_status, list(workspace.plan.rows["measure"]), "done")
    assert words(stand) == []
    assert stand.timeline.isAncestorOf(QApplication.focusWidget())
    past = PastWindows(commands, settings)
    settings.setValue(f"page/{workspace.path}", "overview")
    past.open(window, workspace.steps()[-1])
    (shown,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one is not window]
    settle()
    page = front_page(shown)
    assert isinstance(page, OverviewTab)
    face = page.findChild(StandFace)
    assert face is not None
    assert words(face) == ["12 überfällig"]
    assert "Zuletzt geändert" not in labels(page)
    shown.close()
    settle()


@pytest.fixture
def empty(
    tmp_path: Path,
    commands: RecordingCommands,
    settings: QSettings,
    show: Callable[[QWidget], QWidget],
    qapp: QApplication,
) -> MainWindow:
    file = new_plans.new_plan(tmp_path / "Leer.nrwplan", "leer")
    made = MainWindow(Workspace(file), commands, settings)
    made.resize(1280, 720)
    show(made)
    assert in_front(made) == "Übersicht"
    return made


def test_an_empty_plan_offers_ways_to_begin(empty: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, said = empty.workspace, answer(monkeypatch, "OK")
    assert button(empty, "Erste Phase anlegen").hasFocus()
    press(Key.Key_Tab)
    press(Key.Key_Return)
    assert [phase.title for phase in workspace.plan.phases] == [
        "Analyse der Ausgangssituation", "Bestandsanalyse", "Maßnahmenentwicklung",
        "Maßnahmenumsetzung und Nachhaltigkeit",
    ]  # fmt: skip
    assert timeline(front_page(empty)).hasFocus()
    # One step, and the keyboard stays where something can be done.
    press(Key.Key_Z, CTRL)
    assert workspace.plan.phases == ()
    assert button(empty, "Erste Phase anlegen").hasFocus()
    press(Key.Key_Tab, times=2)
    press(Key.Key_Return)
    assert workspace.plan.phases == ()
    assert "keine Tabelle" in said[-1]
    QGuiApplication.clipboard().setText("Phase\tZeitraum\tMaßnahmen\nAnalyse\t03/2027\tFachtagung\n")
    press(Key.Key_Return)
    assert empty.findChildren(PastePreview)
    press(Key.Key_Return)
    (phase,) = workspace.plan.phases
    assert phase.title == "Analyse"
    assert [one.text for one in workspace.plan.measures(phase.id)] == ["Fachtagung"]


def test_the_first_phase_is_named_at_once(empty: MainWindow) -> None:
    press(Key.Key_Return)
    (phase,) = empty.workspace.plan.phases
    assert in_front(empty) == phase.id
    assert QApplication.focusWidget().accessibleName() == "Titel der Phase"  # type: ignore[union-attr]
