"""The face „Stand“ of the overview: the line of today, the timeline, what is missing and what changed last."""

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, table_of
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Record
from nrw_desktop.domain.queries import meetings, standing
from nrw_desktop.domain.queries.today_line import Part
from nrw_desktop.gui.cards.ways_card import Way, WaysCard
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.midnight import Midnight
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.missing_card import MissingCard
from nrw_desktop.gui.standing.recent_card import RecentCard
from nrw_desktop.gui.standing.today_line import TodayLine
from nrw_desktop.gui.timeline.timeline_card import TimelineCard

if TYPE_CHECKING:
    from nrw_desktop.gui.standing.measure_list import MeasureList

_COUNTED = {"measure", "phase", "project", "deadline", "meeting"}
"""Tables by whose records the line of today changes."""


_EMPTY = "Dieser Plan ist noch leer"
_BEGINNINGS = (
    Way(
        "add_phase",
        "layers-plus",
        "Erste Phase anlegen",
        "Titel und Zeitraum, dann ihre Maßnahmen, Ziele und Partner.",
    ),
    Way(
        "add_usual_phases",
        "layers",
        "Vier Phasen von NRWeltoffen",
        "Analyse der Ausgangssituation, Bestandsanalyse, Maßnahmenentwicklung, Maßnahmenumsetzung und Nachhaltigkeit.",
    ),
    Way(
        "paste_phases",
        "clipboard-paste",
        "Tabelle aus Word einfügen",
        "Was in Word kopiert ist, wird zu Phasen mit Maßnahmen, Zielen und Partnern, nach einem Blick darauf.",
    ),
)


class StandFace(QWidget):
    """Follows one plan while it is seen.

    `record_wanted` carries a record to go to, `kind_wanted` a kind of gap to list, `command_wanted` the name of a
    command.
    """

    record_wanted = Signal(object)
    area_changed = Signal()
    kind_wanted = Signal(object)
    command_wanted = Signal(str)

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._is_stale = True
        self._left: QWidget | None = None
        self._line = TodayLine()
        self.timeline = TimelineCard(workspace)
        self._missing = MissingCard(workspace)
        self._recent = RecentCard(workspace)
        self._empty: WaysCard | None = None
        self._full = self._lay_out()
        self._faces = QStackedLayout(self)
        self._faces.addWidget(self._full)
        self._measures: MeasureList | None = None
        self._before: tuple[dt.date, Plan | None] | None = None
        self._line.part_wanted.connect(self._show_part)
        self.timeline.opened.connect(self._go)
        self.timeline.area_changed.connect(self.area_changed)
        self._recent.record_wanted.connect(self._go)
        self._missing.kind_wanted.connect(self._show_kind)
        workspace.changed.connect(self._follow)
        Midnight(self).passed.connect(self._begin_day)
        self._choose_face(workspace.plan)

    def _lay_out(self) -> QWidget:
        # A past state has no history of its own.
        if self._workspace.is_past:
            self._recent.hide()
        below = QSplitter(Qt.Orientation.Horizontal)
        self._splitters = (QSplitter(Qt.Orientation.Vertical), below)
        for splitter, parts in zip(
            self._splitters, ((self.timeline, below), (self._missing, self._recent)), strict=True
        ):
            splitter.setHandleWidth(GRID + 4)
            splitter.setChildrenCollapsible(False)
            for part in parts:
                splitter.addWidget(part)
        self._splitters[0].setStretchFactor(0, 2)
        self._splitters[0].setStretchFactor(1, 1)
        self._splitters[0].setSizes([300, 150])
        # Not by what they hold: their rows come later.
        below.setSizes([100, 100])
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(self._line)
        column.addWidget(self._splitters[0], 1)
        return full

    # What the page calls

    def reveal(self, record: Record) -> None:
        """Choose a row of the timeline."""
        self.timeline.reveal(record)

    def focus_first(self) -> None:
        """Put the keyboard back where somebody left this face, else on the line of today."""
        if self._empty is not None and self._faces.currentWidget() is self._empty:
            self._empty.focus_first()
        elif self._left is not None and isValid(self._left) and self._left.isVisibleTo(self):
            self._left.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._line.focus_first():
            self.timeline.take_keyboard()

    def state(self) -> dict[str, str]:
        """The sizes of its parts and what the timeline shows, to come back at the next start."""
        sizes = ";".join(",".join(map(str, splitter.sizes())) for splitter in self._splitters)
        return {"splitters": sizes, "timeline": msgspec.json.encode(self.timeline.state()).decode()}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for splitter, sizes in zip(self._splitters, state.get("splitters", "").split(";"), strict=False):
            numbers = [int(size) for size in sizes.split(",") if size.isdigit()]
            if len(numbers) == splitter.count():
                splitter.setSizes(numbers)
        try:
            shown = msgspec.json.decode(state.get("timeline") or "{}")
        except ValueError:
            return
        if isinstance(shown, dict):
            self.timeline.restore({str(name): str(value) for name, value in shown.items()})

    # Following the plan

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._measures is not None:
            self._measures.hide()

    def _follow(self, plan: Plan, change: Change | None) -> None:
        tables = {row.table for row in change.rows} if change else _COUNTED
        if "phase" in tables:
            self._choose_face(plan)
        if change is None or change.kind == "erase":
            # The past may be another one now.
            self._before = None
        if tables & _COUNTED:
            self._is_stale = True
            if self.isVisible():
                self._renew()

    def _begin_day(self) -> None:
        self._is_stale = True
        self._recent.renew()
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        """Count anew, where anything has changed since."""
        if self._is_stale:
            self._is_stale = False
            if self._measures is not None:
                self._measures.close_up()
            self._show_standing()

    def _show_standing(self) -> None:
        """Tell how the plan stands, and what was done since the last meeting as soon as the log is read."""
        plan, today, since = self._workspace.plan, dt.date.today(), self._last_day()
        if since is not None and self._before is not None and self._before[0] == since:
            self._line.show_standing(plan, standing.of_plan(plan, today, since, self._before[1]))
            return
        self._line.show_standing(plan, standing.of_plan(plan, today))
        if since is not None:
            after_first_paint(self, self._read_before)
            self.update()

    def _last_day(self) -> dt.date | None:
        day = None if self._workspace.is_past else meetings.last_day(self._workspace.plan, dt.date.today())
        return dt.date.fromisoformat(day) if day else None

    def _read_before(self) -> None:
        if (since := self._last_day()) is not None:
            # What is damaged is told where somebody asks for it.
            with suppress(PlanError):
                self._before = since, self._workspace.state_before(since)
                self._show_standing()

    def _choose_face(self, plan: Plan) -> None:
        """Offer ways to begin while there is no phase."""
        if not plan.phases and self._empty is None:
            self._empty = WaysCard(_EMPTY, _BEGINNINGS, not self._workspace.read_only)
            self._empty.command_wanted.connect(self.command_wanted)
            self._faces.addWidget(self._empty)
        wanted = self._full if plan.phases or self._empty is None else self._empty
        if wanted is not self._faces.currentWidget():
            focus = QApplication.focusWidget()
            self._faces.setCurrentWidget(wanted)
            if focus is not None and self.isAncestorOf(focus):
                self.focus_first()

    # Leading on

    def _show_part(self, part: Part, button: QWidget) -> None:
        """List the measures of a part; go to a deadline at once, and to what has changed since the last meeting."""
        if part.kind == "done":
            self._leave()
            self.command_wanted.emit("changes_since_meeting")
            return
        measures = [record for record in part.records if isinstance(record, Measure)]
        if measures:
            if self._measures is None:
                from nrw_desktop.gui.standing.measure_list import MeasureList

                self._measures = MeasureList(self)
                self._measures.chosen.connect(self._go_to_measure)
            self._measures.open(self._workspace.plan, part.words, measures, button)
        else:
            self._go(part.records[0])

    def _go_to_measure(self, key: str) -> None:
        self._go(self._workspace.plan.find(Measure, key))

    def _go(self, record: Record | None) -> None:
        """Lead to a record, if there still is one; coming back, the keyboard is where it is now."""
        found = self._workspace.plan.record(table_of(record), record.id) if record is not None else None
        if found is not None:
            self._leave()
            self.record_wanted.emit(found)

    def _show_kind(self, kind: str) -> None:
        self._leave()
        self.kind_wanted.emit(kind)

    def _leave(self) -> None:
        focus = QApplication.focusWidget()
        self._left = focus if focus is not None and self.isAncestorOf(focus) else None
