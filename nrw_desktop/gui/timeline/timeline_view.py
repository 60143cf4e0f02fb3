"""The timeline as it is used: walked through by keys and mouse, opened, moved in, and leading to its records."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Record
from nrw_desktop.gui.kit import icons, list_menu
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.timeline.dragging import Hold
from nrw_desktop.gui.timeline.lanes import Lane
from nrw_desktop.gui.timeline.painting import PADDING
from nrw_desktop.gui.timeline.sight import QUARTER
from nrw_desktop.gui.timeline.timeline_area import TimelineArea

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.period_moves import Edge
    from nrw_desktop.gui.session.public_plan import PublicPlan
    from nrw_desktop.gui.session.workspace import Workspace

_STEP = 1.25
"""By how much a key or a notch of the wheel zooms."""
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NOTHING = Qt.KeyboardModifier.NoModifier
_NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
STATUS_KEYS = dict(zip(_NUMBERS, STATUS_WORDS, strict=True))
"""The status that each of these keys sets."""
_EDGES: "dict[Qt.KeyboardModifier, Edge]" = {
    Qt.KeyboardModifier.AltModifier: "end",
    _CTRL | _SHIFT: "start",
    _CTRL: "both",
}
"""What the arrows to the left and right move, by what is held with them."""
_PINCH = Qt.GestureType.PinchGesture
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_CURSORS = {
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "both": Qt.CursorShape.OpenHandCursor,
}


class TimelineView(TimelineArea):
    """The timeline of a workspace's plan. `opened` tells the phase or measure to go to."""

    opened = Signal(object)

    def __init__(self, workspace: "Workspace | PublicPlan", parent: QWidget | None = None):
        super().__init__(workspace, parent)
        self._pressed: tuple[Hold, QPointF] | None = None
        self.viewport().grabGesture(_PINCH)
        list_menu.offer(self, self._menu)

    def _follow(self, plan: Plan, change: Change | None) -> None:
        self._let_go()
        super()._follow(plan, change)

    # What others call

    @property
    def current_record(self) -> Record | None:
        """What the current row is about; None for what is no record."""
        return self.current.record if self.current is not None else None

    def set_status(self, code: str) -> None:
        """Give the measure of the current row a status."""
        if isinstance(self.current_record, Measure) and not self.workspace.read_only:
            self._try(partial(self.workspace.run, edits.measures.set_status, [self.current_record.id], code))

    def open_current(self) -> None:
        """Go to what the current row is about; the tray is opened or closed instead."""
        lane = self.current
        if lane is not None and lane.record is not None:
            self.opened.emit(lane.record)
        elif lane is not None:
            self.open_group(lane.group.key, lane.group.key not in self.lanes.opened)

    def state(self) -> dict[str, Any]:
        """The scale, where it is scrolled to, and what is open."""
        month = self.sight.month
        at = self.sight.axis.at(self.horizontalScrollBar().value())
        return {
            "month": f"{month:.3f}" if month else "",
            "from": f"{at:.3f}" if month else "",
            "opened": msgspec.json.encode(sorted(self.lanes.opened)).decode(),
        }

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        try:
            month, start = float(state.get("month") or 0), float(state.get("from") or 0)
            opened = msgspec.json.decode(state.get("opened") or "[]")
        except ValueError:
            return
        if isinstance(opened, list):
            self.lanes.opened = {str(key) for key in opened}
        self.sight.month = month if month > 0 else None
        self.scroll_to(start)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.renew(self._current)
        self.describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.renew(self._current)

    # Going

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._pressed is not None:
            # Esc gives up what is dragged, whatever else it does in the window.
            event.accept()
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
            self.go(rows[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and held in (_NOTHING, _SHIFT):
            self.zoom(_STEP if key == Qt.Key.Key_Plus else 1 / _STEP)
        elif held == _NOTHING and key == Qt.Key.Key_0:
            self.show_all()
        elif key in _WAYS and held == _SHIFT:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + _WAYS[key] * max(round(self.sight.axis.month * QUARTER), bar.pageStep() // 8))
        elif key in _WAYS and held in _EDGES:
            self._step(_EDGES[held], _WAYS[key])
        elif key in _WAYS and held == _NOTHING:
            self._open_or_close(key == Qt.Key.Key_Right)
        elif held == _NOTHING and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif held in (_NOTHING, _CTRL) and key in STATUS_KEYS:
            self.set_status(STATUS_KEYS[key])
        elif key == Qt.Key.Key_Escape and self._pressed is not None:
            self._let_go()
        else:
            return False
        return True

    def _open_or_close(self, wanted: bool) -> None:
        """Open the group of the current row; close it, or go to it first from one of its measures."""
        lane = self.current
        if lane is None:
            return
        if lane.is_head:
            self.open_group(lane.group.key, wanted)
        elif not wanted:
            heads = (at for at, one in enumerate(self.lanes.shown) if one.group.key == lane.group.key)
            self.go(next(heads))

    # The mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CTRL:
            if turned := event.angleDelta().y() or event.angleDelta().x():
                self.zoom(_STEP ** (turned / 120), event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        row = self.row_at(at.toPoint())
        if row < 0:
            return
        self.go(row)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        lane = self.lanes.shown[row]
        if self._is_arrow(at, lane):
            self.open_group(lane.group.key, lane.group.key not in self.lanes.opened)
        elif (hold := self.dragging.hold_at(at, row)) is not None:
            self._pressed = hold, at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            row = self.row_at(at.toPoint())
            hold = self.dragging.hold_at(at, row)
            self.viewport().setCursor(_CURSORS[hold.edge] if hold else Qt.CursorShape.ArrowCursor)
            self.viewport().setToolTip(tip_text(self.tip(at.toPoint())))
            self._hover(row)
            return
        hold, start = self._pressed
        if not self.dragging.is_on:
            # A hand that trembles in a click moves nothing.
            if (at - start).manhattanLength() < QApplication.startDragDistance():
                return
            if not self.dragging.begin(hold, start):
                self._let_go()
                return
        self.dragging.follow(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pressed = None
            if self.dragging.is_on:
                self.dragging.finish()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if row >= 0 and not self._is_arrow(event.position(), self.lanes.shown[row]):
            self._let_go()
            self.go(row)
            self.open_current()

    def _let_go(self) -> None:
        """Give up what is being dragged."""
        self._pressed = None
        self.dragging.give_up()

    def _step(self, edge: "Edge", steps: int) -> None:
        """Move an edge of the current row's bar by so many months or days."""
        lane = self.current
        if lane is not None and lane.record is not None and not self.workspace.read_only:
            self.dragging.step(Hold(lane.record, edge, self._current), steps)

    def _is_arrow(self, at: QPointF, lane: Lane) -> bool:
        return lane.is_head and at.x() < PADDING + self.sight.icon

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            self.renew(before, row)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        elif isinstance(event, QNativeGestureEvent):
            # Two fingers on a touchpad.
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position().x())
                return True
        elif isinstance(event, QGestureEvent) and isinstance(pinch := event.gesture(_PINCH), QPinchGesture):
            # Two fingers on a screen.
            self.zoom(pinch.scaleFactor(), self.viewport().mapFromGlobal(pinch.centerPoint()).x())
            return True
        return super().viewportEvent(event)

    def tip(self, at: QPoint) -> str:
        """What is told of a place: all about its row, or the deadlines that lie there."""
        row = self.row_at(at)
        if row >= 0:
            return self.lanes.told(self.lanes.shown[row])
        left = self.horizontalScrollBar().value()
        near = [
            what for when, what in self.lanes.deadlines if abs(self.sight.x(when, left) - at.x()) <= self.sight.icon / 2
        ]
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
