"""The results of a year at a glance: all measures of a phase or of the plan, filled in as in a spreadsheet."""

import datetime as dt
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSettings, QSignalBlocker, QTimer
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import due, year_figures
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.values import euros
from nrw_desktop.gui.dialogs.results_columns import Rows, columns, key_of, spec, word_of
from nrw_desktop.gui.dialogs.results_layout_menu import ColumnMenu, LayoutMenu
from nrw_desktop.gui.dialogs.results_layouts import Layout, Layouts, columns_of
from nrw_desktop.gui.dialogs.results_table import ResultsTable
from nrw_desktop.gui.dialogs.results_view import NARROW, ResultsView
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.columns import Column, Editor
from nrw_desktop.gui.lists.sum_row import SumRow
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

_YEAR, _OWN = "results/year", "results/own"
_LARGE = 1.2
"""Text larger than so many times its usual size divides the choices into two lines."""
_SCOPE = 440
"""Pixels that the choice of a phase takes at most."""
_TEXT = (150, 320)
"""Pixels that a column of texts has at least and at most where nobody has set them: the table is to be seen whole."""
_STEP = 24
"""Pixels by which a column gets wider or narrower by the menu."""


class ResultsDialog(WorkDialog):
    """Follows one workspace; stays open beside the window.

    The table is made anew for another year, another scope and other columns: its `TableSpec` says all of them.
    """

    title = "Ergebnisse des Jahres"

    def __init__(self, workspace: Workspace, parent: PlanWindow, start: Measure | None = None):
        super().__init__(workspace, parent)
        self._settings = parent.settings
        self._layouts = Layouts(self._settings, map(key_of, columns(0)))
        self._layout = self._layouts.last()
        self._make_choices(start)
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(GRID, 0, GRID // 2, 0)
        self._holder.setSpacing(0)
        content = QWidget()
        content.setLayout(self._holder)
        self._card = Card("Maßnahmen", content)
        writable = not workspace.read_only
        self._card.add_button(
            "Nach unten füllen", "arrow-down", "Die gewählten Zellen wie die oberste füllen (Strg+U)",
            lambda: self.view.fill_down(), writable, stop=True,
        )  # fmt: skip
        self._note = theme.named(Label(), "muted")
        self._note.setWordWrap(True)
        close = self.close_button()
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        foot.addWidget(close)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(self._choices())
        page.addWidget(self._card, 1)
        page.addLayout(foot)
        self.want_size(1500, 980)
        self._show_table()
        if start is not None:
            self.view.select(start.id)
        workspace.changed.connect(self._follow)
        self.view.setFocus()

    # Building

    def _make_choices(self, start: Measure | None) -> None:
        plan = self._workspace.plan
        self._year = _combo("Jahr")
        years = self._years()
        self._fill_years()
        phase = plan.find(Phase, start.phase) if start else None
        of_phase = [year for year in years if phase is not None and due.phase_in_year(plan, phase, year)]
        self._year.setCurrentIndex(years.index(_first_year(of_phase or years, self._settings)))
        self._year.currentIndexChanged.connect(lambda _place: self._show_table())
        self._scope = _combo("Umfang")
        self._scope.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._scope.setMinimumContentsLength(18)
        theme.follow_text(self._scope, lambda box: box.setMaximumWidth(theme.scaled(_SCOPE)))
        self._fill_scopes()
        self._scope.setCurrentIndex(max(0, self._scope.findData(start.phase if start else None)))
        self._scope.currentIndexChanged.connect(lambda _place: self._show_table())
        self._own = QCheckBox("&Nur Maßnahmen des Jahres")
        self._own.setChecked(str(self._settings.value(_OWN, "true")) != "false")
        self._own.toggled.connect(lambda _on: self._show_table())
        self._views = _combo("Ansicht")
        self._fill_views()
        self._views.activated.connect(lambda place: self._choose_view(self._views.itemData(place)))
        self._columns = theme.named(QPushButton("S&palten"), "quiet")
        self._columns.setAutoDefault(False)
        self._ticks = ColumnMenu(self._columns)
        self._ticks.aboutToShow.connect(lambda: self._ticks.fill(self._offered(), columns_of(self._layout)))
        self._ticks.ticked.connect(self._tick)
        self._columns.setMenu(self._ticks)
        self._more = LayoutMenu(self._layouts, self._now, self)
        self._more.chosen.connect(self._choose_layout)

    def _choices(self) -> QBoxLayout:
        """Which measures, and what of them: in one line, or with large text in two."""
        rows, shown = QHBoxLayout(), QHBoxLayout()
        for text, box in (("&Jahr", self._year), ("&Umfang", self._scope)):
            rows.addWidget(_label(text, box))
            rows.addWidget(box, 3 if box is self._scope else 0)
        rows.addWidget(self._own)
        rows.addStretch(1)
        shown.addWidget(_label("&Ansicht", self._views))
        for widget in (self._views, self._columns, self._more):
            shown.addWidget(widget)
        lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for line, part in ((rows, 1), (shown, 0)):
            line.setSpacing(GRID)
            lines.addLayout(line, part)
        lines.setSpacing(GRID)
        shown.addStretch(0)
        theme.follow_text(self._own, lambda _box: lines.setDirection(_direction()))
        return lines

    def _fill_years(self) -> None:
        chosen, years = self._year.currentData(), self._years()
        with QSignalBlocker(self._year):
            self._year.clear()
            for year in years:
                self._year.addItem(str(year), year)
            self._year.setCurrentIndex(max(0, self._year.findData(chosen)))

    def _years(self) -> list[int]:
        """The years to choose from; the one that is shown stays, whatever becomes of it in the plan."""
        shown = {self._year.currentData()} - {None}
        return sorted({*due.years(self._workspace.plan), *shown}) or [dt.date.today().year]

    def _fill_scopes(self) -> None:
        chosen = self._scope.currentData()
        with QSignalBlocker(self._scope):
            self._scope.clear()
            for text, phase in self._scopes():
                self._scope.addItem(text, phase)
            self._scope.setCurrentIndex(max(0, self._scope.findData(chosen)))

    def _scopes(self) -> list[tuple[str, str | None]]:
        phases = self._workspace.plan.phases
        return [("Ganzer Plan", None), *((f"{at}  {one.title}", one.id) for at, one in enumerate(phases, 1))]

    def _fill_views(self) -> None:
        self._views.clear()
        for layout in self._layouts.all():
            changed = layout.name == self._layout.name and columns_of(layout) != columns_of(self._layout)
            self._views.addItem(f"{layout.name} (geändert)" if changed else layout.name, layout.name)
        self._views.setCurrentIndex(max(0, self._views.findData(self._layout.name)))

    # The table

    def _show_table(self) -> None:
        """Make the table of what is chosen; the keyboard stays at its measure and column."""
        old: ResultsView | None = getattr(self, "view", None)
        at = (old.current_record(), old.current_field()) if old else (None, "")
        year: int = self._year.currentData()
        known = {key_of(column): column for column in columns(year)}
        shown = [known[key] for key in columns_of(self._layout)]
        self._rows = Rows(year, self._own.isChecked())
        self._model = ResultsTable(self._workspace, spec(self._rows, shown), self._scope.currentData())
        self.view = ResultsView(self._model)
        for place, (_key, width) in enumerate(self._layout.columns):
            self.view.setColumnWidth(place, theme.scaled(width or self._own_width(shown, place)))
        self.view.offer_menu(self._move_column, self._widen)
        # Once the mouse has let go: the header that it drags goes with its table.
        self.view.horizontalHeader().sectionMoved.connect(self._take_order_soon)
        self._sums = SumRow(self.view)
        if old is not None:
            old.leave_rows()
        while item := self._holder.takeAt(0):
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._holder.addWidget(self.view, 1)
        self._holder.addWidget(self._sums)
        in_order(self)
        record, field = at
        if record is not None:
            self.view.go_to(record.id, field)
        self._tell()

    def _own_width(self, shown: Sequence[Column], place: int) -> int:
        """The width of a column that nobody has set, for text of the usual size: texts share what the others leave."""
        texts = [column for column in shown if column.editor is Editor.TEXT]
        if shown[place] not in texts:
            return shown[place].width
        others = sum(column.width for column in shown if column not in texts)
        room = round((self.width() - 9 * GRID) / theme.scale()) - NARROW - others
        return max(_TEXT[0], min(_TEXT[1], room // len(texts)))

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if self._years() != [self._year.itemData(at) for at in range(self._year.count())]:
            self._fill_years()
        if self._scopes() != [
            (self._scope.itemText(at), self._scope.itemData(at)) for at in range(self._scope.count())
        ]:
            before = self._scope.currentData()
            self._fill_scopes()
            if self._scope.currentData() != before:
                self._show_table()
        self._tell()

    def _tell(self) -> None:
        """Say at the foot what the rows add up to, and what is not in that."""
        plan, measures, year = self._workspace.plan, self._model.measures(), self._year.currentData()
        people, costs = year_figures.people(measures), year_figures.costs(plan, measures, year)
        texts = {
            "participants_expected": _count(people.expected), "participants_actual": _count(people.actual),
            "planned": euros(costs[0]), "actual": euros(costs[1]),
        }  # fmt: skip
        shown = {place: column for place, column in enumerate(self._model.spec.columns) if column.field in texts}
        sums = {place: (word_of(column), texts[column.field] or "–") for place, column in shown.items()}
        self._sums.show_sums(sums if measures else {})
        for place, (_word, text) in sums.items():
            # A number that is cut reads as another one.
            self.view.setColumnWidth(place, max(self.view.columnWidth(place), self._sums.width_of(text)))
        fields = {column.field for column in shown.values()}
        notes = []
        if measures and not fields.isdisjoint(("participants_expected", "participants_actual")):
            notes.append(f"Teilnehmende {people.note}.")
        if measures and not fields.isdisjoint(("planned", "actual")):
            note = year_figures.costs_note(plan, measures, year)
            notes.append(f"Kosten: {note}." if note else "")
        if left_out := self._rows.left_out(plan, self._scope.currentData()):
            what = "eine Maßnahme eines anderen Jahres" if left_out == 1 else f"{left_out} Maßnahmen anderer Jahre"
            notes.append(f"Ohne {what}.")
        self._note.setText(" ".join(filter(None, notes)))
        self._card.set_count(len(measures))

    # Columns and views

    def _offered(self) -> list[tuple[str, str]]:
        return [(key_of(column), word_of(column)) for column in columns(self._year.currentData())]

    def _now(self) -> Layout:
        """The view that is shown, with the widths that its columns were given, whatever the size of the text."""
        shown = ((key_of(column), self.view.width_by_hand(at)) for at, column in enumerate(self._model.spec.columns))
        return Layout(self._layout.name, tuple(shown))

    def _choose_view(self, name: str) -> None:
        if (layout := self._layouts.find(name)) is not None:
            self._choose_layout(layout)

    def _choose_layout(self, layout: Layout) -> None:
        if self._workspace.take_in():
            self._layout = layout
            self._show_table()
        self._fill_views()

    def _tick(self, key: str, on: bool) -> None:
        now = self._now()
        kept = [one for one in now.columns if one[0] != key]
        self._choose_layout(Layout(now.name, (*kept, (key, 0)) if on else tuple(kept)))
        # It does not come where what is being typed is refused.
        self._ticks.tick(columns_of(self._layout))

    def _take_order_soon(self, *_section: int) -> None:
        QTimer.singleShot(0, self, self._take_order)

    def _take_order(self) -> None:
        """The columns were dragged into another order."""
        header, now = self.view.horizontalHeader(), self._now()
        order = [header.logicalIndex(place) for place in range(header.count())]
        if order != sorted(order):
            self._choose_layout(Layout(now.name, tuple(now.columns[place] for place in order)))

    def _move_column(self, step: int) -> None:
        """Put the column that the keyboard is at one place further left or right."""
        now, at = self._now(), self.view.currentIndex().column()
        if 0 <= at + step < len(now.columns) and at >= 0:
            moved = list(now.columns)
            moved.insert(at + step, moved.pop(at))
            self._choose_layout(Layout(now.name, tuple(moved)))

    def _widen(self, step: int) -> None:
        at = self.view.currentIndex().column()
        self.view.setColumnWidth(at, max(60, self.view.columnWidth(at) + step * theme.scaled(_STEP)))

    def done(self, result: int) -> None:
        self._layouts.keep_last(self._now())
        self._settings.setValue(_YEAR, self._year.currentData())
        self._settings.setValue(_OWN, "true" if self._own.isChecked() else "false")
        super().done(result)


def _first_year(years: list[int], settings: QSettings) -> int:
    """The year that was shown last, else this one, else the last that there is."""
    last, this = str(settings.value(_YEAR, "")), dt.date.today().year
    return next((year for year in years if str(year) == last), this if this in years else years[-1])


def _count(number: int | None) -> str:
    return "" if number is None else grouped(number)


def _direction() -> QBoxLayout.Direction:
    large = theme.scale() > _LARGE
    return QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight


def _combo(name: str) -> ComboBox:
    box = ComboBox()
    box.setAccessibleName(name)
    return box


def _label(text: str, buddy: QWidget) -> Label:
    label = Label(text)
    label.setBuddy(buddy)
    return label


def show(window: PlanWindow) -> None:
    """Open the results over a main window, at the measure that is chosen there."""
    plan = window.workspace.plan
    chosen: Iterable[str] = window.chosen_measures()
    start = next((found for key in chosen if (found := plan.find(Measure, key)) is not None), None)
    open_already = next((one for one in window.findChildren(ResultsDialog) if one.isVisible()), None)
    dialog = open_already or ResultsDialog(window.workspace, window, start)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
