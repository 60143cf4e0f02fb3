"""The list of abbreviations: what is short, what it stands for, and whose it is."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import abbreviations
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.lists.register_tables import ABBREVIATIONS
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

_ALL = "all"


class AbbreviationsDialog(WorkDialog):
    """Shows and edits the abbreviations in the register; each cell is written as it is left."""

    title = "Abkürzungen"

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(workspace, parent)
        self._table = RecordTable(workspace, ABBREVIATIONS, None, self)
        self.view = RecordView(self._table)
        self._card = Card("Abkürzungen", self.view)
        everyone = QCheckBox("&Alle Kooperationspartner zeigen")
        everyone.toggled.connect(lambda checked: self._table.set_scope(_ALL if checked else None))
        everyone.toggled.connect(lambda _checked: self._count())
        self._hint = theme.named(Label(), "muted")
        close = self.close_button()
        line = QHBoxLayout()
        line.addWidget(everyone)
        line.addStretch(1)
        line.addWidget(self._hint)
        line.addWidget(close)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(self._card, 1)
        page.addLayout(line)
        self.want_size(860, 480)
        workspace.changed.connect(self._follow)
        self._count()
        self.view.setFocus()

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        self._count()

    def _count(self) -> None:
        plan = self._workspace.plan
        self._card.set_count(len(abbreviations.listed(plan)))
        missing = len(abbreviations.without_meaning(plan))
        self._hint.setText(f"{missing} ohne Bedeutung")
        self._hint.setVisible(bool(missing))


def show(window: PlanWindow) -> None:
    """Open the list over a main window."""
    AbbreviationsDialog.open_over(window.workspace, window)
