"""The data of the whole project: title and introduction, Projektende, funding, deadlines, and texts of each year."""

from functools import partial
from typing import Protocol, cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change, table_of
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.forms.form_pages import FieldsPage, FormPages, PageSpec, scrolling
from nrw_desktop.gui.forms.year_texts_page import YearTextsPage
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.detail_table import DEADLINES, YEARS, DetailTable
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.undo_offer import UndoOffer
from nrw_desktop.gui.session.workspace import Workspace

_HINT = "Dem Projektende folgen alle Zeiträume „bis Projektende“ und die Monate, die davon gerechnet sind."
_SAVED = "Alles wird gleich gespeichert; Strg+Z nimmt den letzten Schritt zurück."


class ProjectPage(RecordPage):
    """The project's own fields, and what the funding notice sets."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._fields = FieldsPage(workspace, "project", "project")
        hint = theme.named(Label(_HINT), "muted")
        hint.setWordWrap(True)
        hint.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(self._fields), 1)
        column.addWidget(hint)
        deadlines = DetailTable(workspace, DEADLINES, "Fristen")
        years = DetailTable(workspace, YEARS, "Förderjahre")
        right = QVBoxLayout()
        right.setSpacing(GRID + 4)
        self._tables = {"deadline": deadlines, "funding_year": years}
        self._cards = {"deadline": Card("Fristen", deadlines), "funding_year": Card("Förderjahre", years)}
        for card in self._cards.values():
            right.addWidget(card, 1)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(GRID + 4)
        sides.addWidget(Card("Projekt", left, count=False), 1)
        sides.addLayout(right, 1)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def show_record(self, key: str | None) -> None:
        """Show the project."""
        self._fields.show_record(key)

    def reveal(self, record: Record, field: str) -> None:
        """Put the keyboard on a row of the tables; for the project itself, into a field."""
        table = self._tables.get(table_of(record))
        if table is None:
            self._fields.focus(field)
        else:
            table.view.select(record.id)
            table.view.setFocus()

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self._cards["deadline"].set_count(len(plan.deadlines))
        self._cards["funding_year"].set_count(len(plan.funding_years))


class _Revealing(Protocol):
    def reveal(self, record: Record, field: str) -> None: ...


PAGES = (
    PageSpec("Projekt", ProjectPage, tables=("project", "deadline", "funding_year")),
    PageSpec("Texte des Sachberichts", YearTextsPage, lambda plan, _project: len(plan.year_texts), ("year_text",)),
)


class ProjectDialog(WorkDialog):
    """Shows and edits the project of one workspace, beside the window: what follows can be seen there at once."""

    title = "Projektdaten"

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(workspace, parent)
        self._pages = FormPages(workspace, PAGES, "Seiten der Projektdaten")
        self._pages.show_record(workspace.plan.project.id)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(self._pages, 1)
        page.addLayout(self._buttons())
        # As the pages of the window are turned.
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+Tab", 1), ("Ctrl+PgUp", -1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._pages.turn, step))
        self.want_size(1080, 640)
        self.reveal(workspace.plan.project, "heading")

    def reveal(self, record: Record, field: str) -> None:
        """Put the keyboard on a row or a field of it, as it is named in records."""
        page = self._pages.bring(table_of(record))
        if page is not None:
            cast(_Revealing, page).reveal(record, field)

    def _buttons(self) -> QHBoxLayout:
        close = self.close_button()
        self._foot = theme.named(Label(_SAVED), "muted")
        self._undo = UndoOffer(self._workspace)
        self._undo.changed.connect(self._tell)
        self._workspace.deleted.connect(self._undo.offer)
        line = QHBoxLayout()
        line.addWidget(self._foot)
        line.addWidget(self._undo)
        line.addStretch(1)
        line.addWidget(close)
        return line

    def _tell(self) -> None:
        self._foot.setText(self._undo.sentence or _SAVED)


def show(window: PlanWindow) -> None:
    """Open the dialog over a main window."""
    ProjectDialog.open_over(window.workspace, window)


def reveal(window: PlanWindow, record: Record, field: str = "") -> None:
    """Open the dialog where a row or a field of the project's data is, and go there."""
    ProjectDialog.open_over(window.workspace, window).reveal(record, field)
