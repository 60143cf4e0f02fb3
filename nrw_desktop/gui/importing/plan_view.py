"""The plan as a draft makes it: phases with their measures, goals and partners, line by line."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QVBoxLayout, QWidget

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import goals, partners, period
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table

_INDENT = "      "


class _Line(NamedTuple):
    """A line: what it says, and the record that it is."""

    text: str
    key: str
    is_title: bool = False


class PlanView(QWidget):
    """A list of the plan's lines; `pointed` tells the place in the file of the one that was chosen."""

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._lines: list[_Line] = []
        self.table: QTableWidget = plain_table(("So wird der Plan",))
        self.table.setAccessibleName("So wird der Plan")
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.table)
        self.table.currentCellChanged.connect(lambda row, *_: self._point(row))

    def show_draft(self, draft: Draft) -> None:
        """Show the plan of this draft; the line that was chosen stays so."""
        self._draft = draft
        row = self.table.currentRow()
        self._lines = list(_lines(draft.plan))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._lines))
        for number, line in enumerate(self._lines):
            item = PlainItem(line.text)
            font = item.font()
            font.setBold(line.is_title)
            item.setFont(font)
            self.table.setItem(number, 0, item)
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(min(row, len(self._lines) - 1), 0)
        self.table.blockSignals(False)

    def mark(self, place: Place) -> None:
        """Bring the first line in sight that stands at this place of the file."""
        if self._draft is None:
            return
        for number, line in enumerate(self._lines):
            if self._draft.places.get(line.key) == place:
                self.table.blockSignals(True)
                self.table.setCurrentCell(number, 0)
                self.table.blockSignals(False)
                return

    def _point(self, row: int) -> None:
        key = self._lines[row].key if 0 <= row < len(self._lines) else ""
        if self._draft is not None and (place := self._draft.places.get(key)):
            self.pointed.emit(place)


def _lines(plan: Plan) -> Iterator[_Line]:
    for number, phase in enumerate(plan.phases, 1):
        when = period.wording(plan, phase)
        yield _Line(f"{number}  {phase.title}{f' ({when})' if when else ''}", phase.id, True)
        yield from _of_phase(plan, phase)
    for meeting in plan.meetings:
        yield _Line(f"Sitzung {meeting.date or ''}", meeting.id, True)


def _of_phase(plan: Plan, phase: Phase) -> Iterator[_Line]:
    for measure in plan.measures(phase.id):
        more = (period.cell(plan, measure), plan.responsible(measure), measure.note or "")
        said = "; ".join(" ".join(text.split()) for text in more if text)
        yield _Line(f"{_INDENT}Maßnahme: {measure.text}{f' ({said})' if said else ''}", measure.id)
    for entry in goals.entries(plan, phase):
        yield _Line(f"{_INDENT}Ziel: {_INDENT * entry.depth}{entry.mark} {entry.goal.text}", entry.goal.id)
    if cell := partners.cell_text(plan, phase):
        named = plan.mentions(phase.id)
        yield _Line(f"{_INDENT}Partner: {cell}", named[0].partner if named else phase.id)
