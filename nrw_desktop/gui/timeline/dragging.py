"""Moving an end of a period, or all of it: by the mouse along the axis, or step by step with keys; one step of undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import msgspec
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import stretches
from nrw_desktop.domain.queries.stretches import EVERYWHERE, Stretch
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import close_callouts, show_note, show_refusal
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.timeline.lanes import Lanes
from nrw_desktop.gui.timeline.sight import Sight

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.period_moves import Edge, Moved
    from nrw_desktop.gui.session.public_plan import PublicPlan
    from nrw_desktop.gui.session.workspace import Workspace

_DAYS = 31
_REACH = 6
"""Pixels around an end of a bar in which it can be taken hold of."""


class Hold(msgspec.Struct, frozen=True):
    """What is taken hold of: which edge of whose bar, and in which row."""

    record: Phase | Measure
    edge: "Edge"
    row: int


class _View(Protocol):
    """What dragging needs of the timeline."""

    workspace: "Workspace | PublicPlan"
    lanes: Lanes
    sight: Sight

    def viewport(self) -> QWidget: ...

    def row_rect(self, row: int) -> QRect: ...

    def time_at(self, x: float) -> float: ...

    def renew(self, *rows: int) -> None: ...


class Dragging:
    """What is being moved in a timeline. ``stretches`` has, by ids, where bars are painted meanwhile."""

    def __init__(self, view: _View):
        self._view = view
        self.stretches: dict[str, Stretch] = {}
        self._hold: Hold | None = None
        self._from = 0.0
        self._steps = 0
        self._words: Label | None = None
        self._run: tuple[str, str, str] = ("", "", "")

    @property
    def is_on(self) -> bool:
        """Whether the mouse holds something."""
        return self._hold is not None

    def hold_at(self, at: QPointF, row: int) -> Hold | None:
        """What can be taken hold of at a place in a row; None where there is nothing."""
        view = self._view
        if row < 0 or at.x() <= view.sight.names_width or view.workspace.read_only:
            return None
        record = view.lanes.shown[row].record
        stretch = view.lanes.stretch(record) if record is not None else None
        if record is None or stretch is None or not stretch.own:
            return None
        time, month = view.time_at(at.x()), view.sight.axis.month
        # Between both ends of a short bar there is still a place for all of it.
        reach = _REACH / month
        inside = min(reach, (stretch.last - stretch.first) / 4)
        if not stretch.first - reach <= time <= stretch.last + reach:
            return None
        edge: Edge = "both"
        if time >= min(stretch.last, view.sight.axis.last) - inside:
            edge = "end"
        elif time <= max(stretch.first, view.sight.axis.first) + inside:
            edge = "start"
        return Hold(record, edge, row)

    # By the mouse

    def begin(self, hold: Hold, at: QPointF) -> bool:
        """Take hold; where that is not possible, say why, and False."""
        try:
            edits.period_moves.handle(self._view.lanes.plan, hold.record, hold.edge)
        except PlanError as error:
            self._refuse(str(error), hold.row)
            return False
        self._hold, self._from, self._steps = hold, self._view.time_at(at.x()), 0
        return True

    def follow(self, at: QPointF) -> None:
        """Paint the bar where the mouse has brought it, and say the words that this would be."""
        hold = self._hold
        assert hold is not None
        plan = self._view.lanes.plan
        unit = edits.period_moves.handle(plan, hold.record, hold.edge).unit
        away = self._view.time_at(at.x()) - self._from
        steps = round(away * _DAYS if unit == "day" else away)
        if steps == self._steps:
            self._put_words(at)
            return
        moved = edits.period_moves.preview(plan, hold.record, hold.edge, steps)
        self._steps = steps
        phase = plan.find(Phase, hold.record.phase) if isinstance(hold.record, Measure) else None
        around = self._view.lanes.stretch(phase) if phase else EVERYWHERE if isinstance(hold.record, Phase) else None
        self.stretches = {hold.record.id: stretches.between(moved.start, moved.end, around)}
        self._view.renew(hold.row)
        self._say(moved, at)

    def finish(self) -> None:
        """Let go: what was moved is done, in one step."""
        hold, steps = self._hold, self._steps
        self.give_up()
        if hold is not None and steps:
            self._move(hold, steps, None)

    def give_up(self) -> None:
        """Let go, and leave everything as it was."""
        hold, self._hold = self._hold, None
        self.stretches = {}
        if self._words is not None:
            self._words.deleteLater()
            self._words = None
        if hold is not None:
            self._view.renew(hold.row)

    def _say(self, moved: "Moved", at: QPointF) -> None:
        if self._words is None:
            self._words = theme.named(Label("", self._view.viewport()), "callout")
            self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.setText(" · ".join(part for part in (moved.text, moved.note) if part))
        self._words.adjustSize()
        self._words.show()
        self._put_words(at)

    def _put_words(self, at: QPointF) -> None:
        hold, words = self._hold, self._words
        if hold is None or words is None:
            return
        rect, room = self._view.row_rect(hold.row), self._view.viewport().rect()
        left = min(round(at.x()) + 12, room.right() - words.width() - 4)
        below = rect.bottom() + 4
        top = below if below + words.height() <= room.bottom() else rect.top() - words.height() - 4
        words.move(max(4, left), top)

    # By keys

    def step(self, hold: Hold, steps: int) -> None:
        """Move by so many steps at once; steps that follow each other are undone together."""
        place = (hold.record.id, hold.edge)
        first = self._run[2] if self._run[:2] == place else ""
        change = self._move(hold, steps, first or None)
        if change is not None:
            self._run = (*place, first or change.id)

    def _move(self, hold: Hold, steps: int, first: str | None) -> Change | None:
        view = self._view
        try:
            moved = edits.period_moves.preview(view.lanes.plan, hold.record, hold.edge, steps)
            fixed = None
            if moved.asks:
                fixed = self._ask(moved)
                if fixed is None:
                    return None
                moved = edits.period_moves.preview(view.lanes.plan, hold.record, hold.edge, steps, fixed)
            change = view.workspace.run_joined(first, edits.period_moves.move, hold.record, hold.edge, steps, fixed)
        except PlanError as error:
            self._refuse(str(error), hold.row)
            return None
        words = " · ".join(part for part in (moved.text, moved.note) if part)
        show: Callable[[str, QWidget, QPoint | None], None] = show_note if change is not None else show_refusal
        row = view.lanes.place(hold.record)
        if words and row is not None:
            show(words, view.viewport(), self._below(row))
        return change

    def _ask(self, moved: "Moved") -> bool | None:
        """Whether what was relative or open becomes fixed; None where the person gives it up."""
        box = MessageBox(QMessageBox.Icon.Question, "Zeitraum verschieben", moved.question, self._view.viewport())
        fixed, kept = (box.addButton(words, QMessageBox.ButtonRole.AcceptRole) for words in moved.choices)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(fixed)
        box.exec()
        answers = {fixed: True, kept: False}
        return answers.get(box.clickedButton())  # type: ignore[call-overload, no-any-return]

    def _refuse(self, sentence: str, row: int) -> None:
        show_refusal(sentence, self._view.viewport(), self._below(row))

    def _below(self, row: int) -> QPoint:
        close_callouts(self._view.viewport())
        return self._view.row_rect(row).bottomLeft() + QPoint(self._view.sight.names_width + 8, 4)
