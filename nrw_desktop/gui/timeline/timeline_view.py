"""The painted timeline: it scrolls and zooms, is walked through by keys, and leads to what its rows are about."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.gui.kit import icons, list_menu
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.timeline.lanes import UNDATED, Lane, Lanes
from nrw_desktop.gui.timeline.painting import ICON, PADDING, Look, Painting
from nrw_desktop.gui.timeline.sight import QUARTER, Sight

_STEP = 1.25
"""By how much a key or a notch of the wheel zooms."""
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NOTHING = Qt.KeyboardModifier.NoModifier
_DIGITS = dict(zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5), STATUS_WORDS, strict=True))
_HINT = (
    "Pfeil auf und ab: Zeilen, Pfeil rechts und links: auf- und zuklappen, Eingabe: öffnen, Plus und Minus: Maßstab, "
    "1 bis 5: Status einer Maßnahme."
)


class TimelineView(QAbstractScrollArea):
    """Shows the phases and measures of a workspace's plan. `opened` tells the phase or measure to go to.

    `arranged` tells that other rows are shown, or the same in another light.
    """

    opened = Signal(object)
    arranged = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self.workspace = workspace
        self.lanes = Lanes(workspace.plan, dt.date.today())
        self.sight = Sight()
        self._current, self._hovered = 0, -1
        self._is_placed = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Zeitplan")
        self.setAccessibleDescription(_HINT)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        list_menu.offer(self, self._menu)
        workspace.changed.connect(self._follow)

    # What others call

    @property
    def current(self) -> Lane | None:
        """The row that the keyboard is at."""
        return self.lanes.shown[self._current] if 0 <= self._current < len(self.lanes.shown) else None

    def reveal(self, record: Record) -> bool:
        """Choose the row of a phase or a measure and bring it into sight; False where it has none."""
        if not isinstance(record, Phase | Measure):
            return False
        if (row := self.lanes.place(record)) is None:
            group = next((one for one in self.lanes.groups if self._has(one.key, record)), None)
            if group is None:
                return False
            self._open(group.key, True)
            row = self.lanes.place(record)
        if row is None:
            return False
        self._go(row)
        self._show_time(row)
        return True

    def _has(self, key: str, record: Phase | Measure) -> bool:
        group = next(one for one in self.lanes.groups if one.key == key)
        return any(lane.record is not None and lane.record.id == record.id for lane in self.lanes.lanes_of(group, True))

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Make months wider by a factor; the time at a place in the view (its middle) stays where it is."""
        sight, bar = self.sight, self.horizontalScrollBar()
        x = sight.names_width + sight.chart_width / 2 if at is None else max(at, sight.names_width)
        fixed = sight.axis.at(x - sight.names_width + bar.value())
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

    def set_status(self, code: str) -> None:
        """Give the measure of the current row a status."""
        lane = self.current
        if lane is None or not isinstance(lane.record, Measure) or self.workspace.read_only:
            return
        self._try(partial(self.workspace.run, edits.measures.set_status, [lane.record.id], code))

    def open_current(self) -> None:
        """Go to what the current row is about; the tray is opened or closed instead."""
        lane = self.current
        if lane is not None and lane.record is not None:
            self.opened.emit(lane.record)
        elif lane is not None:
            self._open(lane.group.key, lane.group.key not in self.lanes.opened)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions do here, by the actions' names."""
        return {f"status_{code}": partial(self.set_status, code) for code in STATUS_WORDS} | {"edit": self.open_current}

    def state(self) -> dict[str, str]:
        """The scale, where it is scrolled to, and what is open."""
        month = self.sight.month
        at = self.sight.axis.at(self.horizontalScrollBar().value())
        return {
            "month": f"{month:.3f}" if month else "",
            "from": f"{at:.3f}" if month else "",
            "opened": ",".join(sorted(self.lanes.opened)),
        }

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        self.lanes.opened = set(filter(None, state.get("opened", "").split(",")))
        try:
            month, start = float(state.get("month") or 0), float(state.get("from") or 0)
        except ValueError:
            month = start = 0.0
        self.sight.month = month if 0.5 <= month <= 2000 else None
        self._arrange()
        if self.sight.month is not None:
            self.horizontalScrollBar().setValue(round(self.sight.axis.x(start)))

    # Following

    def _follow(self, plan: Plan, change: Change | None) -> None:
        kept = self.current
        self.lanes.today = dt.date.today()
        self.lanes.follow(plan, change)
        if kept is not None:
            keys = [lane.key for lane in self.lanes.shown]
            self._current = keys.index(kept.key) if kept.key in keys else min(self._current, len(keys) - 1)
        self._arrange(rows=False)

    def _arrange(self, rows: bool = True) -> None:
        """Put everything anew where it belongs, after other rows came or months changed."""
        if rows:
            self.lanes.arrange()
        self._current = max(0, min(self._current, len(self.lanes.shown) - 1))
        self.sight.measure_font(self.font(), bool(self.lanes.deadlines()))
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
            self._arrange(rows=False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_placed and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange(rows=False)

    def sizeHint(self) -> QSize:
        """Room for some phases and a year."""
        self.ensurePolished()
        return QSize(60 * self.fontMetrics().averageCharWidth(), 14 * self.fontMetrics().height())

    # Seeing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            Painting(painter, self.lanes, self.sight, self._look()).paint(event.rect())
        finally:
            # One that is left behind by an error crashes Qt.
            painter.end()

    def _look(self) -> Look:
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Look(left, top, self._current, self._hovered, self.hasFocus(), {})

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Names and axis stay, so all is painted anew."""
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._renew(self._current)
        self._announce()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._renew(self._current)

    def _renew(self, *rows: int) -> None:
        for row in rows:
            if 0 <= row < len(self.lanes.shown):
                self.viewport().update(self.row_rect(row))

    def row_rect(self, row: int) -> QRect:
        """Where a row is in the view."""
        return self.sight.row_rect(row, self.verticalScrollBar().value()).toAlignedRect()

    def row_at(self, at: QPoint) -> int:
        """The number of the row at a place of the view; -1 where there is none."""
        if at.y() < self.sight.axis_height:
            return -1
        row = self.sight.row_at(at.y() - self.sight.axis_height + self.verticalScrollBar().value())
        return row if row < len(self.lanes.shown) else -1

    # Going

    def _go(self, row: int) -> None:
        """Bring the keyboard to a row."""
        if not self.lanes.shown:
            return
        before, self._current = self._current, min(max(row, 0), len(self.lanes.shown) - 1)
        bar, top, bottom = self.verticalScrollBar(), *self.sight.tops[self._current : self._current + 2]
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + bar.pageStep():
            bar.setValue(bottom - bar.pageStep())
        self._renew(before, self._current)
        self._announce()

    def _show_time(self, row: int) -> None:
        """Scroll to where a row's bar is, unless some of it is seen."""
        stretch, bar = self.lanes.lane_stretch(self.lanes.shown[row]), self.horizontalScrollBar()
        if stretch is not None:
            left, right = self.sight.axis.x(stretch.first), self.sight.axis.x(stretch.last)
            if right <= bar.value() or left >= bar.value() + bar.pageStep():
                bar.setValue(round(left - self.sight.axis.month))

    def _announce(self) -> None:
        """Tell who listens which row this is."""
        lane = self.current
        if lane is None or not self.hasFocus():
            return
        words = self.lanes.told(lane)
        if lane.is_head or lane.record is None:
            words += " · aufgeklappt" if lane.group.key in self.lanes.opened else " · zugeklappt"
        self.setAccessibleDescription(f"{words}. {_HINT}")
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _open(self, key: str, wanted: bool) -> None:
        """Open a group or close it; the keyboard stays in it."""
        if wanted == (key in self.lanes.opened):
            return
        (self.lanes.opened.add if wanted else self.lanes.opened.discard)(key)
        kept = self.current
        self.lanes.arrange()
        keys = [lane.key for lane in self.lanes.shown]
        if kept is not None and kept.key not in keys:
            self._current = next(at for at, lane in enumerate(self.lanes.shown) if lane.group.key == kept.group.key)
        elif kept is not None:
            self._current = keys.index(kept.key)
        self.sight.place_rows(self.lanes.shown)
        self._set_ranges()
        self._tell()
        self._announce()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 + event.value(), event.position().x())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._is_taken(Qt.Key(key), held):
            event.ignore()

    def _is_taken(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Do what a key is for; False where it is for nothing here."""
        page = max(1, self.verticalScrollBar().pageStep() // self.sight.lane_height - 1)
        rows = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.lanes.shown) - 1,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
        }
        if held == _NOTHING and key in rows:
            self._go(rows[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and held in (_NOTHING, _SHIFT):
            self.zoom(_STEP if key == Qt.Key.Key_Plus else 1 / _STEP)
        elif held == _NOTHING and key == Qt.Key.Key_0:
            self.show_all()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held == _SHIFT:
            way = 1 if key == Qt.Key.Key_Right else -1
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + way * max(round(self.sight.axis.month * QUARTER), bar.pageStep() // 8))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held == _NOTHING:
            self._open_or_close(key == Qt.Key.Key_Right)
        elif held == _NOTHING and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif held in (_NOTHING, _CTRL) and key in _DIGITS:
            self.set_status(_DIGITS[key])
        else:
            return False
        return True

    def _open_or_close(self, wanted: bool) -> None:
        """Open the group of the current row; close it, or go to it first from one of its measures."""
        lane = self.current
        if lane is None:
            return
        if lane.is_head or lane.record is None:
            self._open(lane.group.key, wanted)
        elif not wanted:
            heads = (at for at, one in enumerate(self.lanes.shown) if one.group.key == lane.group.key)
            self._go(next(heads))

    # The mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CTRL:
            if turned := event.angleDelta().y() or event.angleDelta().x():
                self.zoom(_STEP ** (turned / 120), event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if row >= 0:
            self._go(row)
            if event.button() == Qt.MouseButton.LeftButton and self._is_arrow(event.position(), self.lanes.shown[row]):
                key = self.lanes.shown[row].group.key
                self._open(key, key not in self.lanes.opened)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if row >= 0 and not self._is_arrow(event.position(), self.lanes.shown[row]):
            self.open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.row_at(event.position().toPoint()))

    def _is_arrow(self, at: QPointF, lane: Lane) -> bool:
        return (lane.is_head or lane.group.key == UNDATED) and at.x() < PADDING + ICON

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            self._renew(before, row)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip_text(self.tip(event.pos())), self.viewport())
            return True
        elif isinstance(event, QNativeGestureEvent):
            return self.event(event)
        return super().viewportEvent(event)

    def tip(self, at: QPoint) -> str:
        """What is told of a place: all about its row, or the deadlines that lie there."""
        row = self.row_at(at)
        if row >= 0:
            return self.lanes.told(self.lanes.shown[row])
        left = self.horizontalScrollBar().value()
        near = [what for when, what in self.lanes.deadlines() if abs(self.sight.x(when, left) - at.x()) <= ICON / 2]
        return "\n".join(f"Frist: {what}" for what in near)

    def _menu(self) -> Iterable[MenuEntry]:
        lane = self.current
        if lane is None or lane.record is None:
            return []
        entries = [MenuEntry("Öffnen", "arrow-right", self.open_current)]
        if isinstance(lane.record, Measure):
            entries += [
                MenuEntry(f"Status: {word}", icons.STATUS_ICONS[code], partial(self.set_status, code), self._may_edit)
                for code, word in STATUS_WORDS.items()
            ]
        return entries

    @property
    def _may_edit(self) -> bool:
        return not self.workspace.read_only

    def _try(self, run: Callable[[], Change | None]) -> None:
        try:
            run()
        except PlanError as error:
            show_refusal(str(error), self.viewport(), self.row_rect(self._current).bottomLeft())
