"""The tab „Übersicht“: the five-column table as in the document; Enter or a double click opens a phase."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Record
from nrw_desktop.domain.queries import goals
from nrw_desktop.gui.kit import icons, list_menu, text_layout, theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.lists.cell_painting import PADDING_X, PADDING_Y, inks, paint_focus, paint_ground
from nrw_desktop.gui.lists.columns import OVERVIEW, Column
from nrw_desktop.gui.lists.delegates import CellDelegate
from nrw_desktop.gui.lists.record_table import RECORD_ROLE, RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.page import Page
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


class OverviewView(RecordView):
    """The overview's table: nothing is edited in it; Enter and a double click open the phase."""

    opened = Signal(str)
    print_wanted = Signal(object)
    tab_leaves = True

    def __init__(self, model: RecordTable, workspace: Workspace):
        super().__init__(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for place, column in enumerate(OVERVIEW.columns):
            if column.field in ("measures", "goals"):
                self.setItemDelegateForColumn(place, ListDelegate(column, workspace, self))
        self.doubleClicked.connect(lambda _index: self._open())
        list_menu.offer(self, self._menu)

    def _menu(self) -> tuple[MenuEntry, ...]:
        chosen = self.current_record() is not None
        return (
            MenuEntry("Öffnen", "arrow-right", self._open, chosen),
            MenuEntry("Diese Phase drucken …", "printer", self._print, chosen),
        )

    def _print(self) -> None:
        if (record := self.current_record()) is not None:
            self.print_wanted.emit(record.id)

    def edit_current(self) -> None:
        """Enter opens the phase: there is nothing to edit here."""
        self._open()

    def _open(self) -> None:
        record = self.current_record()
        if record is not None:
            self.opened.emit(record.id)


class OverviewTab(Page):
    """All phases at a glance, under the project's title."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._view = OverviewView(RecordTable(workspace, OVERVIEW, None, self), workspace)
        self._view.opened.connect(self.opened)
        self._view.print_wanted.connect(self.print_wanted)
        self._title = Label()
        make_heading(self._title)
        self._lead = theme.named(Label(), "muted")
        for label in (self._title, self._lead):
            label.setWordWrap(True)
        self._introduction = Label()
        self._introduction.setWordWrap(True)
        self._card = Card("Phasen", self._view)
        print_button = QPushButton(beside_icon("Alle Phasen drucken"))
        icons.assign(print_button, "printer")
        print_button.clicked.connect(lambda: self.print_wanted.emit(None))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._title)
        words.addWidget(self._lead)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(print_button, 0, Qt.AlignmentFlag.AlignVCenter)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(head)
        page.addWidget(self._introduction)
        page.addWidget(self._card, 1)
        workspace.changed.connect(self._refresh)
        self._refresh(workspace.plan, None)

    def reveal(self, record: Record) -> None:
        """Choose a phase's row."""
        self._view.select(record.id)

    def focus_first(self) -> None:
        """Put the keyboard on the table."""
        self._view.setFocus()

    def state(self) -> dict[str, str]:
        """The widths of the columns that do not stretch."""
        return {"columns": f"{self._view.width_by_hand(0)},{self._view.width_by_hand(1)}"}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for place, width in enumerate(state.get("columns", "").split(",")):
            if width.isdigit():
                self._view.give_width(place, int(width))

    def _refresh(self, plan: Plan, _change: Change | None) -> None:
        project = plan.project
        self._title.setText(project.title or "Plan ohne Titel")
        parts = (project.heading, project.municipality, f"Federführung: {project.lead}" if project.lead else "")
        self._lead.setText("  ·  ".join(part for part in parts if part))
        self._introduction.setText(project.introduction)
        self._introduction.setVisible(bool(project.introduction))
        self._card.set_count(len(plan.phases))
