"""The ground of the timeline: what is shown where in it, painted, scrolled, zoomed and announced."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.domain.queries.measure_groups import By, Chosen
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.safe_widgets import known_viewport
from nrw_desktop.gui.session.midnight import Midnight
from nrw_desktop.gui.timeline.dragging import Dragging
from nrw_desktop.gui.timeline.lanes import Lane, Lanes
from nrw_desktop.gui.timeline.painting import Look, Painting
from nrw_desktop.gui.timeline.sight import Sight

if TYPE_CHECKING:
    from nrw_desktop.gui.session.public_plan import PublicPlan
    from nrw_desktop.gui.session.workspace import Workspace

_HINT = (
    "Pfeil auf und ab: Zeilen, Pfeil rechts und links: auf- und zuklappen, Eingabe: öffnen, Plus und Minus: Maßstab, "
    "0: alles zeigen, 1 bis 5: Status einer Maßnahme. Mit Alt und Pfeil links oder rechts wandert das Ende, mit "
    "Strg und Umschalt der Beginn, mit Strg der ganze Zeitraum."
)


class TimelineArea(QAbstractScrollArea):
    """Shows the phases and measures of a workspace's plan, names at the left and months on top.

    `arranged` tells that other rows are shown, or the same in another light, `moved` that another one has the keyboard.
    It follows the plan only while ``is_seen`` says so, which somebody else may know better who shows the same rows.
    """

    arranged = Signal()
    moved = Signal()
    accessible_role = QAccessible.Role.Chart

    def __init__(self, workspace: "Workspace | PublicPlan", parent: QWidget | None = None):
        super().__init__(parent)
        self.workspace = workspace
        self.lanes = Lanes(workspace.plan, dt.date.today())
        self.sight = Sight()
        self.dragging = Dragging(self)
        self._current, self._hovered = 0, -1
        self._is_placed = self._is_stale = False
        self._start = 0.0
        self.is_seen: Callable[[], bool] = self.isVisible
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Zeitplan")
        self.setAccessibleDescription(_HINT)
        viewport = known_viewport(self)
        viewport.setMouseTracking(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        workspace.changed.connect(self._follow)
        Midnight(self).passed.connect(self._begin_day)

    @property
    def current(self) -> Lane | None:
        """The row that the keyboard is at."""
        return self.lanes.shown[self._current] if 0 <= self._current < len(self.lanes.shown) else None

    def reveal(self, record: Record) -> bool:
        """Choose the row of a phase or a measure and bring it into sight; False where it has none."""
        if not isinstance(record, Phase | Measure):
            return False
        self.catch_up()
        if (row := self.lanes.place(record)) is None:
            group = next((one for one in self.lanes.groups if self._has(one.key, record)), None)
            if group is None:
                return False
            self.open_group(group.key, True)
            row = self.lanes.place(record)
        if row is None:
            return False
        self.go(row)
        self._show_time(row)
        return True

    def _has(self, key: str, record: Phase | Measure) -> bool:
        group = next(one for one in self.lanes.groups if one.key == key)
        return any(lane.record is not None and lane.record.id == record.id for lane in self.lanes.lanes_of(group, True))

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Make months wider by a factor; the time at a place in the view (its middle) stays where it is."""
        sight, bar = self.sight, self.horizontalScrollBar()
        x = sight.names_width + sight.chart_width / 2 if at is None else max(at, sight.names_width)
        fixed = self.time_at(x)
        if sight.zoom(factor):
            self._set_ranges()
            bar.setValue(round(sight.axis.x(fixed) - (x - sight.names_width)))
            self._tell()

    def show_all(self) -> None:
        """Show all of the plan at once, from its first month to its last."""
        self.sight.month = None
        self._place_months()
        self._tell()

    def compare(self, earlier: Plan | None) -> None:
        """Show where everything lay in an earlier plan; nothing of the kind for None."""
        self.lanes.compare(earlier)
        self._place_months()
        self._tell()

    def choose(self, by: By, chosen: Chosen) -> None:
        """Group in another way, or show other measures only."""
        kept = self.current
        self.lanes.choose(by, chosen)
        self._keep(kept)
        self._arrange(rows=False)

    def time_at(self, x: float) -> float:
        """The time at a place in the view."""
        return self.sight.axis.at(x - self.sight.names_width + self.horizontalScrollBar().value())

    def _keep(self, kept: Lane | None) -> None:
        """Leave the keyboard at its row, else at that of its group, after other rows came."""
        keys = [lane.key for lane in self.lanes.shown]
        if kept is not None and kept.key in keys:
            self._current = keys.index(kept.key)
        elif kept is not None:
            heads = (at for at, lane in enumerate(self.lanes.shown) if lane.group.key == kept.group.key)
            self._current = next(heads, min(self._current, max(0, len(keys) - 1)))

    def _arrange(self, rows: bool = True) -> None:
        """Put everything anew where it belongs, after other rows came or months changed."""
        if rows:
            self.lanes.arrange()
        self._current = max(0, min(self._current, len(self.lanes.shown) - 1))
        self.sight.measure_font(self.font(), bool(self.lanes.deadlines))
        self.sight.place_rows(self.lanes.shown)
        self._place_months()
        self._tell()

    def _place_months(self) -> None:
        self.sight.place_months(self.lanes.months(), self.viewport().width())
        self._set_ranges()
        self._is_placed = True
        self.viewport().update()

    def _set_ranges(self) -> None:
        sight, size = self.sight, self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(sight.axis.width) - sight.chart_width))
        across.setPageStep(sight.chart_width)
        across.setSingleStep(max(8, round(sight.axis.month)))
        room = max(1, size.height() - sight.axis_height)
        down.setRange(0, max(0, sight.height - room))
        down.setPageStep(room)
        down.setSingleStep(sight.lane_height)
        self.viewport().update()

    def _tell(self) -> None:
        self.viewport().update()
        self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_placed:
            self._place_months()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_placed:
            self._is_placed = True
            self.scroll_to(self._start)
        else:
            self._begin_day()
            self.catch_up()

    def scroll_to(self, start: float) -> None:
        """Show the months from there on, in a scale that is useful on this screen, as soon as it is seen."""
        self._start = start
        if not self._is_placed:
            return
        self._arrange()
        if self.sight.month is not None:
            self.zoom(1)
            self.horizontalScrollBar().setValue(round(self.sight.axis.x(start)))

    def catch_up(self) -> None:
        """Show the plan as it is now, if it changed while nobody saw it."""
        if self._is_stale:
            self._is_stale = False
            self._renew_lanes(None)

    def _begin_day(self) -> None:
        if self._is_placed and self.lanes.today != dt.date.today():
            self._renew_lanes(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_placed and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange(rows=False)

    def sizeHint(self) -> QSize:
        """Room for some phases and a year."""
        self.ensurePolished()
        return QSize(60 * self.fontMetrics().averageCharWidth(), 14 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the axis and two phases; where the window has less, its page scrolls."""
        self.ensurePolished()
        return QSize(super().minimumSizeHint().width(), 9 * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        look = Look(left, top, self._current, self._hovered, self.hasFocus(), self.dragging.stretches)
        painter = QPainter(self.viewport())
        try:
            Painting(painter, self.lanes, self.sight, look).paint(event.rect())
        finally:
            # One that is left behind by an error crashes Qt.
            painter.end()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Names and axis stay, so all is painted anew."""
        self.viewport().update()

    def renew(self, *rows: int) -> None:
        """Paint some rows anew."""
        for row in rows:
            if 0 <= row < len(self.lanes.shown):
                self.viewport().update(self.row_rect(row))

    def row_rect(self, row: int) -> QRect:
        """Where a row is in the view."""
        return self.sight.row_rect(row, self.verticalScrollBar().value()).toAlignedRect()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Where the keyboard is: the name of its row, at which Qt opens the menu, and which a page brings in sight."""
        if query != Qt.InputMethodQuery.ImCursorRectangle or not 0 <= self._current < len(self.lanes.shown):
            return super().inputMethodQuery(query)
        row = self.row_rect(self._current)
        return QRect(row.topLeft(), QSize(self.sight.names_width, row.height()))

    def row_at(self, at: QPoint) -> int:
        """The number of the row at a place of the view; -1 where there is none."""
        if at.y() < self.sight.axis_height:
            return -1
        row = self.sight.row_at(at.y() - self.sight.axis_height + self.verticalScrollBar().value())
        return row if row < len(self.lanes.shown) else -1

    def go(self, row: int) -> None:
        """Bring the keyboard to a row."""
        if not self.lanes.shown:
            return
        before, self._current = self._current, min(max(row, 0), len(self.lanes.shown) - 1)
        bar, top, bottom = self.verticalScrollBar(), *self.sight.tops[self._current : self._current + 2]
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + bar.pageStep():
            bar.setValue(bottom - bar.pageStep())
        self.renew(before, self._current)
        self.announce()
        self.moved.emit()

    def _show_time(self, row: int) -> None:
        """Scroll to where a row's bar is, unless some of it is seen."""
        stretch, bar = self.lanes.lane_stretch(self.lanes.shown[row]), self.horizontalScrollBar()
        if stretch is not None:
            left, right = self.sight.axis.x(stretch.first), self.sight.axis.x(stretch.last)
            if right <= bar.value() or left >= bar.value() + bar.pageStep():
                bar.setValue(round(left - self.sight.axis.month))

    def announce(self) -> None:
        """Tell who listens which row this is now."""
        if self.current is not None and self.hasFocus():
            announce(self, self.describe())

    def describe(self) -> str:
        """Let the view tell which row this is, as who comes to it hears; the words."""
        lane = self.current
        if lane is None:
            return ""
        words = self.lanes.told(lane)
        if lane.is_head:
            words += " · aufgeklappt" if lane.group.key in self.lanes.opened else " · zugeklappt"
        self.setAccessibleDescription(f"{words}. {_HINT}")
        return words

    def describe_all(self) -> None:
        """Let the view tell all its rows, where nobody can go from one to the next."""
        self.setAccessibleDescription("\n".join(map(self.lanes.told, self.lanes.shown)))

    def open_group(self, key: str, wanted: bool) -> None:
        """Open a group or close it; the keyboard stays in it."""
        if wanted == (key in self.lanes.opened):
            return
        (self.lanes.opened.add if wanted else self.lanes.opened.discard)(key)
        kept = self.current
        self.lanes.arrange()
        self._keep(kept)
        self.sight.place_rows(self.lanes.shown)
        self._set_ranges()
        self._tell()
        self.announce()

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        if self.is_seen():
            self._renew_lanes(change)
        else:
            self._is_stale = True

    def _renew_lanes(self, change: Change | None) -> None:
        kept = self.current
        self.lanes.follow(self.workspace.plan, change, dt.date.today())
        self._keep(kept)
        self._arrange(rows=False)
