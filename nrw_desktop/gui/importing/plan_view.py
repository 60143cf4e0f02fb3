"""The plan as a draft makes it: phases with their measures, goals and partners, line by line."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QVBoxLayout, QWidget

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import goals, partners, period
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.exchange.draft_told import beside_phases
from nrw_desktop.gui.importing.text_table import Index, TextModel, TextTable
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.plain_table import PlainDelegate
from nrw_desktop.gui.kit.safe_widgets import Label

_INDENT = "      "
_TITLE = "So wird der Plan"
_NOTHING = (
    "In der Datei steht nichts, was ein Plan hat: keine Phasen, Maßnahmen, Ziele oder Sitzungen. Bitte links andere "
    "Spalten angeben oder eine andere Datei wählen."
)
_NOTHING_YET = "Noch nichts: Was daraus wird, sagen die Antworten auf die Fragen unten."


class Line(NamedTuple):
    """A line: what it says, where that stands in the file, and whether it is a title."""

    text: str
    place: Place | None
    is_title: bool = False


class _LineDelegate(PlainDelegate):
    """What a line begins with blanks for stands in from the left as a whole, wrapped too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        text = option.text.lstrip()
        if blanks := len(option.text) - len(text):
            option.text = text
            # An empty place for a picture.
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(blanks * option.fontMetrics.horizontalAdvance(" "), 1)


class PlanView(QWidget):
    """A list of the plan's lines; `pointed` tells the place in the file of the one that was chosen."""

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self.table = TextTable(_TITLE)
        self.table.setItemDelegate(_LineDelegate(self.table))
        self._model = TextModel((_TITLE,), self)
        self.table.setModel(self._model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._nothing = theme.named(Label(), "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(2 * theme.GRID)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        page.addWidget(self.table)
        page.addWidget(self._nothing, 1)
        self.table.pointed.connect(self._point)

    def show_lines(self, lines: Sequence[Line], is_open: bool) -> None:
        """Show these lines; the one that was chosen stays so. ``is_open`` says that questions are."""
        self._lines = lines
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._nothing.setText(_NOTHING_YET if is_open else _NOTHING)
        titles = {number for number, line in enumerate(lines) if line.is_title}
        self._model.show([(line.text,) for line in lines], titles)

    def mark(self, place: Place) -> None:
        """Bring the first line in sight that stands at this place of the file."""
        number = next((number for number, line in enumerate(self._lines) if line.place == place), None)
        if number is not None:
            self.table.go_to(number)

    def _point(self, row: int, _column: int) -> None:
        if place := self._lines[row].place:
            self.pointed.emit(place)


def lines_of(draft: Draft) -> list[Line]:
    """The lines of the plan that a draft makes."""
    return [Line(text, draft.places.get(key), is_title) for text, key, is_title in _lines(draft.plan)]


def _lines(plan: Plan) -> Iterator[tuple[str, str, bool]]:
    for number, phase in enumerate(plan.phases, 1):
        when = period.wording(plan, phase)
        yield f"{number}  {phase.title}{f' ({when})' if when else ''}", phase.id, True
        for text, key in _of_phase(plan, phase):
            yield f"{_INDENT}{text}", key, False
    for meeting in plan.meetings:
        when = ", ".join(filter(None, (german_date(meeting.date or ""), meeting.time)))
        said = ": ".join(filter(None, (when, meeting.title)))
        yield f"Sitzung {said}{f' ({meeting.place})' if meeting.place else ''}", meeting.id, False
    for text, key in beside_phases(plan):
        yield text, key, False


def _of_phase(plan: Plan, phase: Phase) -> Iterator[tuple[str, str]]:
    for measure in plan.measures(phase.id):
        more = (period.cell(plan, measure), plan.responsible(measure), measure.note or "")
        said = "; ".join(" ".join(text.split()) for text in more if text)
        yield f"Maßnahme: {measure.text}{f' ({said})' if said else ''}", measure.id
    for entry in goals.entries(plan, phase):
        yield f"Ziel: {_INDENT * entry.depth}{entry.mark} {entry.goal.text}", entry.goal.id
    if cell := partners.cell_text(plan, phase):
        named = plan.mentions(phase.id)
        yield f"Partner: {cell}", named[0].partner if named else phase.id
