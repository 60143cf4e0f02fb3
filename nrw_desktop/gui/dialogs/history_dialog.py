"""The history: what was done, day by day, what was there before, and the way back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.change_labels import row_lines
from nrw_desktop.domain.text import folding
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit, window_title
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_painting import paint_empty
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.database.history import Step

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_NOTHING = "Kein Schritt enthält diese Wörter. Andere Wörter versuchen, oder oben „Alle Phasen“ wählen."
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


class _StepList(QListView):
    """Says what to do where no step is left to show."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            paint_empty(self, _NOTHING, 2 * GRID)


class Steps(QAbstractListModel):
    """The steps, newest first, with a heading for each day. Labels are made when they are first seen."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._rows: list[Step | str] = []

    def show(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self.beginResetModel()
        self._rows, day = [], None
        for step in steps:
            if step.at.date() != day:
                day = step.at.date()
                self._rows.append(f"{_WEEKDAYS[day.weekday()]}, {day:%d.%m.%Y}")
            self._rows.append(step)
        self.endResetModel()

    def step(self, index: Index) -> Step | None:
        """The step of a row; None for the heading of a day."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Step) else None

    def row_of(self, seq: int | None) -> int:
        """The row of a step; that of the newest one where it is not there."""
        places = [(row, step) for row, step in enumerate(self._rows) if isinstance(step, Step)]
        return next((row for row, step in places if step.seq == seq), places[0][0] if places else -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.step(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else f"{row.at:%H:%M}   {row.label}"
        if role == Qt.ItemDataRole.FontRole and isinstance(row, str):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(row, str):
            # It cannot be chosen, but it is to be read.
            return QColor(theme.colors().muted)
        return None


class HistoryDialog(Dialog):
    """Follows one workspace. `look_wanted` asks to see the plan as it was after a step."""

    look_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(parent)
        self.setWindowTitle(window_title(f"Verlauf – {workspace.name}"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._steps: list[Step] = []
        self._model = Steps(self)
        self._build()
        self.want_size(1040, 640)
        workspace.changed.connect(self._read)
        self._read(workspace.plan, None)

    def _build(self) -> None:
        self._words = LineEdit()
        self._words.setPlaceholderText("Wörter im Verlauf")
        self._words.setAccessibleName("Im Verlauf suchen")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(lambda _text: self._filter())
        self._phase = ComboBox()
        self._phase.setAccessibleName("Phase")
        self._phase.addItem("Alle Phasen", None)
        for number, phase in enumerate(self._workspace.plan.phases, 1):
            self._phase.addItem(f"{number}  {phase.title}", phase.id)
        self._phase.currentIndexChanged.connect(lambda _place: self._filter())
        self._list = _StepList()
        self._list.setModel(self._model)
        self._list.setAccessibleName("Schritte")
        self._list.setObjectName("roomy")
        self._list.setUniformItemSizes(True)
        # What was done stands last: „… gelöscht“.
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setContentsMargins(GRID, 0, GRID, 0)
        self._list.selectionModel().currentChanged.connect(lambda *_: self._show_details())
        self._details = plain_table(("Was", "Vorher", "Nachher"))
        self._details.setAccessibleName("Was der Schritt geändert hat")
        self._details.fit_rows()
        self._details.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._details.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._steps_card = Card("Schritte", self._list)
        self._details_card = Card("Geändert", self._details, count=False)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(GRID + 4)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._steps_card)
        sides.addWidget(self._details_card)
        sides.setSizes([480, 520])
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._words, 2)
        top.addWidget(self._phase, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(top)
        page.addWidget(sides, 1)
        page.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self._look = QPushButton("Stand &ansehen")
        self._look.setToolTip("Zeigt den Plan, wie er nach diesem Schritt war, in einem eigenen Fenster")
        self._look.clicked.connect(self._want_look)
        self._back = QPushButton("Bis hierher &zurück")
        self._back.setToolTip("Nimmt alles zurück, was nach diesem Schritt kam; auch das lässt sich rückgängig machen")
        self._back.clicked.connect(self._go_back)
        close = self.close_button()
        hint = theme.named(Label("Nichts geht verloren: Auch der Weg zurück ist ein Schritt im Verlauf."), "muted")
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(hint, 1)
        for button in (self._look, self._back, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line

    # Showing

    def _read(self, _plan: Plan, _change: Change | None) -> None:
        self._steps = self._workspace.steps()
        self._filter()

    def _filter(self) -> None:
        """Show the steps that touch the phase and hold the words."""
        needle, phase = folding.fold(self._words.text().strip()), self._phase.currentData()
        chosen = self._current()
        found = [step for step in self._steps if phase is None or phase in step.phases]
        if needle[0]:
            found = [step for step in found if folding.contains(folding.fold(step.label), needle)]
        self._model.show(found)
        self._steps_card.set_count(len(found))
        if self._words.hasFocus() or self._phase.hasFocus():
            announce(self._list, "1 Schritt" if len(found) == 1 else f"{len(found)} Schritte")
        self._list.setCurrentIndex(self._model.index(self._model.row_of(chosen.seq if chosen else None)))
        self._show_details()

    def _current(self) -> Step | None:
        index = self._list.currentIndex()
        return self._model.step(index) if index.isValid() and index.row() < self._model.rowCount() else None

    def _show_details(self) -> None:
        step = self._current()
        self._look.setEnabled(step is not None)
        newest = bool(self._steps) and step is self._steps[0]
        self._back.setEnabled(step is not None and not newest and not self._workspace.read_only)
        self._details_card.set_title(step.label if step else "Geändert")
        try:
            lines = row_lines(step.rows, self._workspace.plan) if step else []
        except PlanError as error:
            lines = [(str(error), "", "")]
        self._details.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                self._details.setItem(row, column, PlainItem(text))
        self._details.resizeRowsToContents()

    # Going back

    def _want_look(self) -> None:
        step = self._current()
        if step is not None:
            self.look_wanted.emit(step)

    def _go_back(self) -> None:
        step = self._current()
        if step is None or self._workspace.flush():
            return
        try:
            past = self._workspace.state_at(step.id)
            self._workspace.run(edits.restore.back_to, past, edits.restore.state_label(step.at))
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
