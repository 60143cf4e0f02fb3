"""What the Sachbericht of each year tells: the years, and beside them the texts of the chosen one."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record, YearText
from nrw_desktop.gui.forms.form_pages import FieldsPage
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.detail_table import YEAR_TEXTS, DetailTable
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.session.workspace import Workspace

_HINT = "Das druckt der Sachbericht des Jahres, auch in der öffentlichen Fassung. Eine leere Zeile trennt Absätze."
_NO_YEAR = "Texte des Sachberichts"
_YEARS_WIDTH = 276
"""Pixels; the texts get all the rest."""


class YearTextsPage(RecordPage):
    """Shows and edits the texts of one year at a time, the newest first of all."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._years = DetailTable(workspace, YEAR_TEXTS, "Jahre mit Texten")
        self._fields = FieldsPage(workspace, "year_text", "year_text")
        hint = theme.named(Label(_HINT), "muted")
        hint.setWordWrap(True)
        hint.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fields, 1)
        column.addWidget(hint)
        years = Card("Jahre", self._years, count=False)
        theme.follow_text(years, lambda card: card.setFixedWidth(theme.scaled(_YEARS_WIDTH)))
        self._card = Card(_NO_YEAR, texts, count=False)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(GRID + 4)
        sides.addWidget(years)
        sides.addWidget(self._card, 1)
        self._years.view.beyond = self._fields.findChild(QWidget, "introduction")
        self._years.view.chosen.connect(self._show)
        workspace.changed.connect(self._follow)
        self._choose_newest()

    def show_record(self, key: str | None) -> None:
        """The years are those of the one project that there is."""

    def reveal(self, record: Record, field: str) -> None:
        """Put the keyboard on a text of a year, or on the year where the field is none."""
        self._years.view.select(record.id)
        if not self._fields.focus(field):
            self._years.view.setFocus()

    def _choose_newest(self) -> None:
        years = self._workspace.plan.year_texts
        if years:
            self._years.view.select(years[-1].id)
        self._show(self._years.view.current_record())

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        if change is not None and change.kind in ("undo", "redo"):
            # What was taken back, or done again, is to be seen.
            self._years.view.choose([row.id for row in change.rows if row.table == "year_text" and row.after])
        self._show(self._years.view.current_record())

    def _show(self, record: Record | None) -> None:
        """Show the texts of a year, or none."""
        year = record.year if isinstance(record, YearText) else None
        self._card.set_title(_NO_YEAR if year is None else f"{_NO_YEAR} {year}")
        self._fields.show_record(record.id if record else None)
        self._fields.setEnabled(record is not None)
