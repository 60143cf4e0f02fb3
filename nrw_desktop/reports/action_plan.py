"""The Umsetzungsschritte: the document itself, with its own heading, introduction, columns, lists and wording."""

from collections.abc import Iterator, Sequence, Set
from functools import partial

from reportlab.lib.units import mm

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import partners, period
from nrw_desktop.reports.document import Document, titled
from nrw_desktop.reports.long_phases import LongTable, bookmark_of, long_phase, run_over
from nrw_desktop.reports.phase_overview import (
    NO_PERIOD,
    column_widths,
    continued,
    fitted,
    items_of,
    measures_of,
    no_measures,
    nothing_chosen,
    reference_link,
    scope,
    set_goals,
)
from nrw_desktop.reports.request import Request, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import NAME, NOTE, PERIOD, Share
from nrw_desktop.reports.typeset.table_builder import CellText, Item, Line, Table
from nrw_desktop.reports.typeset.table_layout import Column, Row

REPORT = "Umsetzungsschritte"

_LABELS = {
    "phase": "Phase",
    "period": "Zeitraum",
    "measures": "Maßnahme",
    "goals": "Ziel",
    "partners": "Kooperationspartner",
}
_SHARES = {
    "phase": Share(40 * mm, 32 * mm),
    "period": Share(24 * mm, 22 * mm),
    "measures": Share(63 * mm, 40 * mm),
    "goals": Share(60 * mm, 40 * mm),
    "partners": Share(67 * mm, 40 * mm),
}
_READABLE = 165 * mm
"""No line of a measure is longer."""


def action_plan(plan: Plan, request: Request) -> bytes:
    """The document as it went to the council: no status, no dates but its own, no number that it does not have.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "landscape")
    phases = chosen_phases(plan, request)
    draft.count(items_of(draft, phases))
    project = plan.project
    leads = [project.introduction] if project.introduction else []
    # A plan whose title says what it is, as the source does, needs no other.
    own = project.title.casefold().startswith(REPORT.casefold())
    opening = draft.opening(titled(project.title if own else REPORT, scope(draft, phases)), leads, project.heading)
    if not phases:
        return draft.finished([Part([*opening, draft.sentence(nothing_chosen(plan))])])
    keys, shares, labels = fitted(draft, tuple(_LABELS), _SHARES, _LABELS)
    columns = column_widths(shares, draft)
    printed = {phase.id for phase in phases}
    lists = (map(_item, measures_of(draft, phase)) for phase in phases)
    if run_over(draft, lists, columns[keys.index("measures")].width):
        return draft.finished([Part(opening), *_long(draft, phases, printed)])
    table = draft.table(columns, labels)
    header = table.header()
    rows = [_row(draft, table, phase, printed, keys) for phase in phases]
    return draft.finished([Part(opening, header, rows)], date_at=columns[-1].x)


def _row(draft: Document, table: Table, phase: Phase, printed: Set[str], keys: Sequence[str]) -> Row:
    plan, line = draft.plan, table.line()
    number = draft.numbers[phase.id]
    cells = dict(zip(keys, line.cells, strict=True))
    cells["phase"].text(f"{number} {phase.title}".rstrip(), NAME)
    cells.get("period", cells["phase"]).text_or(period.wording(plan, phase), NO_PERIOD, PERIOD)
    if items := [_item(measure) for measure in measures_of(draft, phase)]:
        cells["measures"].items(items, draft.steps.set)
    else:
        cells["measures"].text_or("", no_measures(draft, phase))
    set_goals(draft, phase, cells["goals"])
    _partners(draft, phase, printed, cells["partners"])
    draft.steps.set()
    again = continued(draft.composer, f"{number} {phase.title}, Fortsetzung", cells["phase"])
    return line.row(above=8, below=9, rule=0.5, outline=draft.phase_name(phase), anchor=phase.id, again=(again,))


def _long(draft: Document, phases: Sequence[Phase], printed: Set[str]) -> Iterator[Part]:
    """The phases below each other, each with goals and partners above its measures."""
    columns = [Column(0, min(draft.paper.measure, _READABLE))]

    def fill(line: Line, measure: Measure) -> None:
        line.cells[0].text_or(measure.text or measure.short or "", "Ohne Text")
        for note in _notes(measure):
            line.cells[0].text(note, NOTE)

    for phase in phases:
        beside = [
            (_LABELS["goals"], partial(set_goals, draft, phase)),
            (_LABELS["partners"], partial(_partners, draft, phase, printed)),
        ]
        span = period.wording(draft.plan, phase) or NO_PERIOD
        measures = LongTable(measures_of(draft, phase), no_measures(draft, phase), columns, [_LABELS["measures"]], fill)
        yield from long_phase(draft, phase, [span], beside, measures)
        draft.steps.set()


def _item(measure: Measure) -> Item:
    return Item(measure.text or measure.short or "", notes=_notes(measure), outline=bookmark_of(measure))


def _notes(measure: Measure) -> tuple[str, ...]:
    return (f"Notiz: {measure.note}",) if measure.note else ()


def _partners(draft: Document, phase: Phase, printed: Set[str], cell: CellText) -> None:
    link = reference_link(draft, phase, printed)
    cell.text_or(partners.cell_text(draft.plan, phase), "Noch keine Kooperationspartner", link=link)
