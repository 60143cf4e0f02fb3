"""Partners whose names are so alike that they may be the same: the program suggests, a person decides."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import duplicate_names
from nrw_desktop.domain.queries.duplicate_names import REASONS, Suggestion
from nrw_desktop.gui.dialogs.merge_dialog import MergeDialog
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

_NONE = "Keine ähnlichen Schreibweisen gefunden."


class DuplicatesDialog(WorkDialog):
    """Lists the pairs that are left to decide; or, to look at them once more, those that were told apart."""

    title = "Ähnliche Partner"

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(workspace, parent)
        self._pairs: list[Suggestion] = []
        self._build()
        self.want_size(900, 440)
        workspace.changed.connect(self._follow)
        self._read()
        self.table.setFocus()

    def _build(self) -> None:
        self.table = plain_table(("Kooperationspartner", "Kooperationspartner", "Warum"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.fit_rows()
        self._card = Card("Vielleicht dasselbe", self.table)
        self._nothing = theme.named(Label(_NONE), "muted")
        self._decided = QCheckBox("Als &verschieden bestätigte zeigen")
        self._decided.toggled.connect(lambda _on: self._read())
        self._merge = _button("&Zusammenführen …", self._open_merge)
        self._apart = _button("Sind ve&rschieden", lambda: self._decide(edits.merge_partners.keep_apart))
        self._again = _button("&Wieder vergleichen", lambda: self._decide(edits.merge_partners.compare_again))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._decided)
        line.addStretch(1)
        for button in (self._merge, self._apart, self._again, _button("S&chließen", self.close)):
            line.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(self._nothing)
        page.addWidget(self._card, 1)
        page.addLayout(line)

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        if change is None or {row.table for row in change.rows} & {"partner", "alias", "distinct", "project"}:
            self._read()

    def _read(self) -> None:
        """Show the pairs of now; where one was decided, the next one is chosen."""
        row = max(0, self.table.currentRow())
        decided = self._decided.isChecked()
        self._pairs = duplicate_names.suggestions(self._workspace.plan, decided)
        self.table.setRowCount(len(self._pairs))
        for place, pair in enumerate(self._pairs):
            for column, text in enumerate((pair.one.name, pair.other.name, REASONS[pair.reason])):
                self.table.setItem(place, column, PlainItem(text))
        self.table.resizeRowsToContents()
        if self._pairs:
            self.table.selectRow(min(row, len(self._pairs) - 1))
        self._card.set_count(len(self._pairs))
        self._card.set_title("Als verschieden bestätigt" if decided else "Vielleicht dasselbe")
        self._nothing.setVisible(not self._pairs and not decided)
        can = bool(self._pairs) and not self._workspace.read_only
        for button, shown in ((self._merge, True), (self._apart, not decided), (self._again, decided)):
            button.setVisible(shown)
            button.setEnabled(can)

    def _open_merge(self) -> None:
        if pair := self._current():
            MergeDialog(self._workspace, pair.one.id, pair.other.id, self).open()

    def _decide(self, edit: Callable[[Plan, str, str], Change]) -> None:
        if pair := self._current():
            try:
                self._workspace.run(edit, pair.one.id, pair.other.id)
            except PlanError as error:
                error_boxes.tell(self, "Nicht möglich", str(error))

    def _current(self) -> Suggestion | None:
        row = self.table.currentRow()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None


def _button(text: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: run())
    return button


def show(window: PlanWindow) -> None:
    """Open the list over a main window."""
    DuplicatesDialog.open_over(window.workspace, window)
