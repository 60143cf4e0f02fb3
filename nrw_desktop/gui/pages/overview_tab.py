"""The tab „Übersicht“: where the plan stands, and the five-column table as in the document."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.domain.queries import goals
from nrw_desktop.gui.kit import icons, text_layout, theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, PageTabs
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.lists.cell_painting import PADDING_X, PADDING_Y, inks, paint_focus, paint_ground
from nrw_desktop.gui.lists.columns import OVERVIEW, Column
from nrw_desktop.gui.lists.delegates import CellDelegate
from nrw_desktop.gui.lists.record_table import RECORD_ROLE, RecordTable
from nrw_desktop.gui.pages.phases_view import PhasesView
from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.stand_face import StandFace

Index = QModelIndex | QPersistentModelIndex
Line = tuple[int, str, str]
"""A line of a cell: its depth, its mark, its text."""

_FACES = {"stand": "Stand", "table": "Tabelle (Anlage 1)"}
_STEP = 16
_BETWEEN = 4


F = TypeVar("F", "StandFace", "TableFace")


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


class OverviewTab(Page):
    """The plan as a whole under the project's title, with two faces: where it stands, and the table of the document.

    A face is made when it is first seen.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._kept: dict[str, str] = {}
        self._stand: StandFace | None = None
        self._table: TableFace | None = None
        self._title = ElidedLabel()
        make_heading(self._title)
        self._lead = theme.named(ElidedLabel(), "muted")
        self._bar = PageTabs("Ansichten der Übersicht")
        for title in _FACES.values():
            self._bar.addTab(title)
        self._faces = QStackedWidget()
        self._lay_out()
        self._bar.currentChanged.connect(self._show_face)
        workspace.changed.connect(self._refresh)
        self._refresh(workspace.plan, None)

    def _lay_out(self) -> None:
        print_button = QPushButton(beside_icon("Alle Phasen drucken"))
        icons.assign(print_button, "printer")
        print_button.clicked.connect(lambda: self.print_wanted.emit(None))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._title)
        words.addWidget(self._lead)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(print_button, 0, Qt.AlignmentFlag.AlignVCenter)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(head)
        page.addWidget(self._faces, 1)

    # What the window calls

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """What can be done in the timeline, while it is in front."""
        return self._stand.timeline.commands() if self._stand is not None and self._is_standing() else {}

    def shows(self, record: type[Record]) -> bool:
        """The timeline has a row for each phase and measure: who has the keyboard there stays there."""
        in_timeline = self._stand is not None and self._is_standing() and self._stand.timeline.has_keyboard
        return issubclass(record, Phase | Measure) and in_timeline

    def _is_standing(self) -> bool:
        return self._stand is not None and self._faces.currentWidget() is self._stand

    def reveal(self, record: Record) -> None:
        """Choose a phase's row."""
        face = self._face()
        if isinstance(face, TableFace):
            face.view.select(record.id)
        else:
            face.reveal(record)

    def focus_first(self) -> None:
        """Put the keyboard where people start."""
        face = self._face()
        if isinstance(face, TableFace):
            face.view.setFocus()
        else:
            face.focus_first()

    def state(self) -> dict[str, str]:
        """Which face is in front, and the sizes of what is in them."""
        found = self._kept | {"face": list(_FACES)[self._bar.currentIndex()]}
        if self._table is not None:
            view = self._table.view
            found["columns"] = f"{view.width_by_hand(0)},{view.width_by_hand(1)}"
        if self._stand is not None:
            found |= self._stand.state()
        return found

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        self._kept = dict(state)
        for face in (self._stand, self._table):
            if face is not None:
                self._restore_sizes(face)
        if (name := state.get("face", "")) in _FACES:
            self._bar.setCurrentIndex(list(_FACES).index(name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._face()

    # Inside

    def _show_face(self, _place: int) -> None:
        if self._faces.count():
            self._face()
            self.area_changed.emit()

    def _face(self) -> StandFace | TableFace:
        """The face in front."""
        face: StandFace | TableFace
        if self._bar.currentIndex() == list(_FACES).index("table"):
            face = self._table = self._table or self._made_table()
        else:
            face = self._stand = self._stand or self._made_stand()
        self._faces.setCurrentWidget(face)
        return face

    def _made_stand(self) -> StandFace:
        face = StandFace(self._workspace)
        face.area_changed.connect(self.area_changed)
        face.record_wanted.connect(self.record_wanted)
        face.kind_wanted.connect(self.gaps_wanted)
        face.command_wanted.connect(self.command_wanted)
        return self._put_in(face)

    def _made_table(self) -> TableFace:
        face = TableFace(self._workspace)
        face.view.opened.connect(self.opened)
        face.view.print_wanted.connect(self.print_wanted)
        return self._put_in(face)

    def _put_in(self, face: F) -> F:
        self._faces.addWidget(face)
        self._restore_sizes(face)
        return face

    def _restore_sizes(self, face: "StandFace | TableFace") -> None:
        if isinstance(face, StandFace):
            face.restore(self._kept)
            return
        for place, width in enumerate(self._kept.get("columns", "").split(",")):
            if width.isdigit():
                face.view.give_width(place, int(width))

    def _refresh(self, plan: Plan, _change: Change | None) -> None:
        project = plan.project
        self._title.setText(project.title or "Plan ohne Titel")
        parts = (project.heading, project.municipality, f"Federführung: {project.lead}" if project.lead else "")
        self._lead.setText("  ·  ".join(part for part in parts if part))
        self._lead.setVisible(any(parts))
