"""A small table of a form: costs, decisions, documents, deadlines or years, with its buttons beside it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Record
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.values import euros
from nrw_desktop.gui.kit import icons, list_menu, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_painting import PADDING_X
from nrw_desktop.gui.lists.columns import Column, Editor, TableSpec, column_of
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace

_AMOUNT = "Zum Beispiel 1.234,50"
_DATE = "Zum Beispiel 31.12.2018"


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


class DetailTable(RecordPage):
    """The table, under it the sums of its amounts, and beside it the buttons to add and delete."""

    def __init__(self, workspace: Workspace, spec: TableSpec, name: str):
        super().__init__()
        self.workspace = workspace
        self._model = RecordTable(workspace, spec, None, self)
        self.view = RecordView(self._model)
        self.view.setAccessibleName(name)
        theme.follow_text(self.view, lambda view: view.setMinimumHeight(theme.scaled(64)))
        list_menu.offer(self.view, self._menu)
        table = QVBoxLayout()
        table.setSpacing(0)
        table.addWidget(self.view, 1)
        self._sums = SumRow(self.view) if any(column.right for column in spec.columns) else None
        if self._sums is not None:
            table.addWidget(self._sums)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(GRID // 2)
        self._of_row: list[tuple[QPushButton, bool]] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, 0, 2 * GRID, GRID)
        line.setSpacing(GRID)
        line.addLayout(table, 1)
        line.addLayout(self._buttons)
        self.add_button("Neu", "plus", f"{name}: neue Zeile (Einfg)", self.view.add)
        self.add_button("Löschen", "trash-2", f"{name}: Zeile löschen (Strg+Entf)", self.remove_row, of_row=True)
        self._buttons.addStretch(1)
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
        place: int = -1,
        of_row: bool = False,
        writes: bool = True,
    ) -> QPushButton:
        """Put one more button among those beside the table; one ``of_row`` needs a chosen row."""
        button = theme.named(QPushButton(beside_icon(text)), "quiet")
        icons.assign(button, icon)
        button.setToolTip(tip_text(tip))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        button.setEnabled(not (of_row or self.workspace.read_only))
        if of_row:
            self._of_row.append((button, writes))
        self._buttons.insertWidget(place, button)
        return button

    def show_record(self, key: str | None) -> None:
        """Show the rows of another measure, or none."""
        if key != self._model.scope:
            self.view.leave_rows()
            self._model.set_scope(key)
        self._follow(self.workspace.plan, None)

    def remove_row(self) -> None:
        """Delete the chosen rows."""
        if not self.workspace.read_only:
            self.view.remove_selected()

    def _menu(self) -> Iterator[MenuEntry]:
        """What the buttons do, in their order."""
        for place in range(self._buttons.count()):
            item = self._buttons.itemAt(place)
            button = item.widget() if item else None
            if isinstance(button, QPushButton):
                yield MenuEntry(button.text().strip(), button.icon(), button.click, button.isEnabled())

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if self._sums is not None:
            self._sums.show_sums(self._model.spec, self._model.spec.rows(self.workspace.plan, self._model.scope))
        self._enable()

    def _enable(self) -> None:
        chosen = self.view.current_record() is not None
        for button, writes in self._of_row:
            button.setEnabled(chosen and not (writes and self.workspace.read_only))


class SumRow(QWidget):
    """The sums of the columns of amounts, each below its column."""

    def __init__(self, view: RecordView):
        super().__init__()
        self._view = view
        self._texts: dict[int, str] = {}
        theme.follow_text(self, lambda row: row.setFixedHeight(row.fontMetrics().lineSpacing() + 12))
        view.horizontalHeader().sectionResized.connect(self._paint_anew)
        view.horizontalScrollBar().valueChanged.connect(self._paint_anew)

    def show_sums(self, spec: TableSpec, records: Sequence[Record]) -> None:
        """Add up what the records hold; nothing is shown where there are none."""
        self._texts = {0: "Summe"} if records else {}
        for place, column in enumerate(spec.columns if records else ()):
            if column.right:
                amounts = [getattr(record, column.field) for record in records]
                self._texts[place] = euros(sum(amount for amount in amounts if amount is not None))
        headers = [spec.columns[place].header for place in self._texts if place]
        spoken = (f"{header} {self._texts[place]}" for place, header in zip([*self._texts][1:], headers, strict=True))
        self.setAccessibleName(f"Summe: {', '.join(spoken)}" if records else "")
        self.update()

    def _paint_anew(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._texts:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.colors().text))
        for place, text in self._texts.items():
            left = self._view.columnViewportPosition(place) + PADDING_X
            width = self._view.columnWidth(place) - (2 * PADDING_X if place else PADDING_X)
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            painter.drawText(left, 0, width, self.height(), int(side | Qt.AlignmentFlag.AlignVCenter), text)
