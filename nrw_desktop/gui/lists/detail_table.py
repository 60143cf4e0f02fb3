"""A small table with its buttons beside it: of a form, of a dialog, or who came to a meeting."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Record
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.values import euros
from nrw_desktop.gui.kit import icons, list_menu, theme
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.kit.theme import GRID, is_narrow
from nrw_desktop.gui.lists.columns import Column, Editor, TableSpec, column_of
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.lists.sum_row import SumRow
from nrw_desktop.gui.session.workspace import Workspace

_AMOUNT = "Zum Beispiel 1.234,50"
_DATE = "Zum Beispiel 31.12.2018"
_STACKED = QBoxLayout.Direction.BottomToTop
_BUTTONS_IN_LINE = 3
_LEAST = 26
"""In lines of text: in less, a table has no room beside buttons with words."""
_LAST_ROW = 9
"""Of the buttons' grid; it takes the room that they leave."""


def _spec(
    detail: edits.detail_rows.DetailRows,
    columns: tuple[Column, ...],
    rows: Callable[[Plan, Any], Sequence[Record]],
    empty: str,
) -> TableSpec:
    return TableSpec(
        detail.table,
        columns,
        rows,
        add=detail.add,
        remove=detail.remove,
        placed_by=("year", "date"),
        draft=detail.first,
        empty=empty,
    )


def _filled(_plan: Plan, texts: Any) -> str:
    fields = [field for field, spec in FIELD_TABLE["year_text"].items() if spec.kind is kinds.TEXT]
    return f"{sum(bool(getattr(texts, field)) for field in fields)} von {len(fields)}"


COSTS = _spec(
    edits.detail_rows.COSTS,
    (
        column_of("cost", "year", tip="Zum Beispiel 2018", stretch=True),
        column_of("cost", "planned", header="geplant", tip=_AMOUNT),
        column_of("cost", "actual", header="tatsächlich", tip=_AMOUNT),
    ),
    lambda plan, measure: plan.costs(measure),
    "Noch keine Kosten. „Neu“ oder Einfg legt das erste Jahr an.",
)
DECISIONS = _spec(
    edits.detail_rows.DECISIONS,
    (
        column_of("decision", "body", tip="Zum Beispiel Jugendhilfeausschuss"),
        column_of("decision", "date", tip=_DATE),
        column_of("decision", "text", stretch=True),
    ),
    lambda plan, measure: plan.decisions(measure),
    "Noch kein Beschluss. „Neu“ oder Einfg nennt das erste Gremium.",
)
DOCUMENTS = _spec(
    edits.detail_rows.DOCUMENTS,
    (
        column_of("document", "title"),
        column_of("document", "target", stretch=True),
    ),
    lambda plan, measure: plan.documents(measure),
    "Noch kein Dokument. „Datei hinzufügen …“ wählt eine Datei, „Neu“ oder Einfg nimmt eine Adresse.",
)
DEADLINES = _spec(
    edits.detail_rows.DEADLINES,
    (
        column_of("deadline", "what", editor=Editor.TEXT, stretch=True),
        column_of("deadline", "date", tip=_DATE),
    ),
    lambda plan, _scope: plan.deadlines,
    "Noch keine Frist. „Neu“ oder Einfg legt die erste an.",
)
YEARS = _spec(
    edits.detail_rows.YEARS,
    (
        column_of("funding_year", "year", tip="Zum Beispiel 2018", stretch=True),
        column_of("funding_year", "cap", tip=_AMOUNT),
        column_of("funding_year", "own_share", tip=_AMOUNT),
    ),
    lambda plan, _scope: plan.funding_years,
    "Noch kein Förderjahr. „Neu“ oder Einfg legt das erste an.",
)
YEAR_TEXTS = _spec(
    edits.detail_rows.YEAR_TEXTS,
    (
        column_of("year_text", "year", tip="Zum Beispiel 2018", stretch=True),
        column_of("year_text", "filled", header="Texte", width=70, editable=False, stretch=True, shows=_filled),
    ),
    lambda plan, _scope: plan.year_texts,
    "Noch kein Jahr. „Neu“ oder Einfg legt das erste an.",
)


def _is_amount(column: Column) -> bool:
    return column.spec.kind is kinds.CENTS


class DetailTable(RecordPage):
    """The table, under it the sums of its amounts, and beside it the buttons to add and delete.

    In one that ``stacks`` the buttons stand above the table where it is narrow; in others they have no words there.
    """

    def __init__(self, workspace: Workspace, spec: TableSpec, name: str, stacks: bool = False):
        super().__init__()
        self._stacks = stacks
        self.workspace = workspace
        self._model = RecordTable(workspace, spec, None, self)
        self.view = RecordView(self._model)
        self.view.setAccessibleName(name)
        theme.follow_text(self.view, lambda view: view.setMinimumHeight(theme.scaled(64)))
        list_menu.offer(self.view, self._menu)
        table = QVBoxLayout()
        table.setSpacing(0)
        table.addWidget(self.view, 1)
        self._sums = SumRow(self.view) if any(map(_is_amount, spec.columns)) else None
        if self._sums is not None:
            table.addWidget(self._sums)
        self._buttons: list[QPushButton] = []
        self._button_grid = QGridLayout()
        self._button_grid.setSpacing(GRID // 2)
        self._needs: list[tuple[QPushButton, bool, bool]] = []
        self._layout = line = QHBoxLayout(self)
        line.setContentsMargins(GRID, 0, 2 * GRID, GRID)
        line.setSpacing(GRID)
        line.addLayout(table, 1)
        line.addLayout(self._button_grid)
        self.add_button("Neu", "plus", f"{name}: neue Zeile (Einfg)", self.view.add)
        self.add_button("Löschen", "trash-2", f"{name}: Zeile löschen (Strg+Entf)", self.remove_row, of_row=True)
        insert = QShortcut(QKeySequence(Qt.Key.Key_Insert), self)
        insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self.view.add)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def add_button(
        self,
        text: str,
        icon: str,
        tip: str,
        run: Callable[[], object],
        place: int | None = None,
        of_row: bool = False,
        writes: bool = True,
    ) -> QPushButton:
        """Put one more button among those beside the table; one ``of_row`` needs a chosen row."""
        button = theme.named(QPushButton(), "quiet")
        icons.word(button, text)
        icons.assign(button, icon)
        button.setToolTip(tip_text(tip))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        self._needs.append((button, of_row, writes))
        self._buttons.insert(len(self._buttons) if place is None else place, button)
        self._lay_out_buttons()
        self._enable()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = _STACKED if self._stacks and is_narrow(self) else QBoxLayout.Direction.LeftToRight
        if direction != self._layout.direction():
            self._layout.setDirection(direction)
            self._lay_out_buttons()
            in_order(self)
        short = not self._stacks and self.width() < _LEAST * self.fontMetrics().height()
        for button in self._buttons:
            if short == bool(button.text()):
                # It keeps its name, for who hears it.
                button.setText("" if short else icons.beside_icon(button.accessibleName()))

    def _lay_out_buttons(self) -> None:
        """One below the other beside the table; above it so many in a line as fit."""
        stacked = self._layout.direction() == _STACKED
        columns = _BUTTONS_IN_LINE if stacked else 1
        for button in self._buttons:
            self._button_grid.removeWidget(button)
        for place, button in enumerate(self._buttons):
            self._button_grid.addWidget(button, *divmod(place, columns))
        self._button_grid.setRowStretch(_LAST_ROW, 0 if stacked else 1)
        self._button_grid.setColumnStretch(_BUTTONS_IN_LINE, int(stacked))

    def show_record(self, key: str | None) -> None:
        """Show the rows of another measure, or none."""
        if key != self._model.scope:
            self.view.leave_rows()
            self._model.set_scope(key)
        self._follow(self.workspace.plan, None)

    def remove_row(self) -> None:
        """Delete the chosen rows."""
        self.view.remove_selected()

    def _menu(self) -> Iterator[MenuEntry]:
        """What the buttons do, in their order."""
        for button in self._buttons:
            yield MenuEntry(button.text().strip(), button.icon(), button.click, button.isEnabled())

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if self._sums is not None:
            self._sums.show_sums(self._amounts())
        self._enable()

    def _amounts(self) -> dict[int, tuple[str, str]]:
        """The sums of the columns of amounts; none where there are no rows."""
        columns = self._model.spec.columns
        records = self._model.spec.rows(self.workspace.plan, self._model.scope)
        found = {}
        for place, column in enumerate(columns if records else ()):
            if _is_amount(column):
                amounts = [getattr(record, column.field) for record in records]
                found[place] = column.header, euros(sum(amount for amount in amounts if amount is not None))
        return found

    def _enable(self) -> None:
        chosen = self.view.current_record() is not None
        for button, of_row, writes in self._needs:
            button.setEnabled((chosen or not of_row) and not (writes and self._model.is_locked))
