"""The face „Tabelle (Anlage 1)“ of the overview: the five columns as in the document."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import goals
from nrw_desktop.gui.kit import text_layout
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_painting import PADDING_X, PADDING_Y, inks, paint_focus, paint_ground
from nrw_desktop.gui.lists.columns import OVERVIEW, Column
from nrw_desktop.gui.lists.delegates import CellDelegate
from nrw_desktop.gui.lists.record_table import RECORD_ROLE, RecordTable
from nrw_desktop.gui.pages.phases_view import PhasesView
from nrw_desktop.gui.session.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
Line = tuple[int, str, str]
"""A line of a cell: its depth, its mark, its text."""

_STEP = 16
_BETWEEN = 4


class ListDelegate(CellDelegate):
    """Paints a cell as a list with hanging marks, the way the document sets it."""

    def __init__(self, column: Column, workspace: Workspace, parent: QWidget):
        super().__init__(column, parent)
        self._workspace = workspace

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_ground(painter, option, index)
        (ink, quiet), metrics = inks(option, index), option.fontMetrics
        top = option.rect.top() + PADDING_Y
        for (_depth, mark, text), place in self._places(option, option.rect.width(), index):
            place.moveTo(option.rect.left() + place.left(), top + place.top())
            painter.setPen(quiet)
            hanging = _mark_width(metrics, mark)
            text_layout.draw(painter, place.translated(-hanging, 0), mark, option.font)
            painter.setPen(ink)
            text_layout.draw(painter, place, text, option.font)
        paint_focus(painter, option, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.rect.width() or self.column.width
        places = self._places(option, width, index)
        height = places[-1][1].bottom() + 1 if places else option.fontMetrics.lineSpacing()
        return QSize(self.column.width, height + 2 * PADDING_Y)

    def _places(self, option: QStyleOptionViewItem, width: int, index: Index) -> list[tuple[Line, QRect]]:
        """Each line with its box, relative to the cell's top."""
        phase = index.data(RECORD_ROLE)
        places, y = [], 0
        for line in _lines(self._workspace.plan, phase, self.column.field) if phase else ():
            depth, mark, text = line
            left = PADDING_X + depth * _STEP + _mark_width(option.fontMetrics, mark)
            box = QRect(
                left, y, width - left - PADDING_X, text_layout.height(text, option.font, width - left - PADDING_X)
            )
            places.append((line, box))
            y += box.height() + _BETWEEN
        return places


def _lines(plan: Plan, phase: Phase, field: str) -> list[Line]:
    if field == "measures":
        return [(0, goals.BULLET, measure.text) for measure in plan.measures(phase.id)]
    return [(entry.depth, entry.mark, entry.goal.text) for entry in goals.entries(plan, phase)]


def _mark_width(metrics: QFontMetrics, mark: str) -> int:
    return max(metrics.horizontalAdvance("0."), metrics.horizontalAdvance(mark)) + 6


class OverviewView(PhasesView):
    """The overview's table, with its lists as the document sets them."""

    def __init__(self, model: RecordTable, workspace: Workspace):
        super().__init__(model)
        for place, column in enumerate(OVERVIEW.columns):
            if column.field in ("measures", "goals"):
                self.setItemDelegateForColumn(place, ListDelegate(column, workspace, self))


class TableFace(QWidget):
    """The face „Tabelle“: the five columns under the introduction, as in the document."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self.view = OverviewView(RecordTable(workspace, OVERVIEW, None, self), workspace)
        self._introduction = Label()
        self._introduction.setWordWrap(True)
        self._card = Card("Phasen", self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(self._introduction)
        column.addWidget(self._card, 1)
        workspace.changed.connect(self._refresh)
        self._refresh(workspace.plan, None)

    def _refresh(self, plan: Plan, _change: Change | None) -> None:
        self._introduction.setText(plan.project.introduction)
        self._introduction.setVisible(bool(plan.project.introduction))
        self._card.set_count(len(plan.phases))
