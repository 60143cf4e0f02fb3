"""The Umsetzungsschritte: the document itself, with its own heading, introduction, columns, lists and wording."""

from reportlab.lib.units import mm

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import partners, period
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.phase_overview import (
    column_widths,
    continued,
    items_of,
    measures_of,
    no_measures,
    nothing_chosen,
    scope,
    set_goals,
)
from nrw_desktop.reports.request import Request, chosen_phases
from nrw_desktop.reports.typeset.styles import NAME, PERIOD, Share
from nrw_desktop.reports.typeset.table_builder import Item, Table
from nrw_desktop.reports.typeset.table_layout import Part, Row

REPORT = "Umsetzungsschritte"

_LABELS = ("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner")
_SHARES = (
    Share(40 * mm, 32 * mm),
    Share(24 * mm, 22 * mm),
    Share(63 * mm, 40 * mm),
    Share(60 * mm, 40 * mm),
    Share(67 * mm, 40 * mm),
)


def action_plan(plan: Plan, request: Request) -> bytes:
    """The document as it went to the council: no status, no dates but its own, no number that it does not have.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "landscape")
    phases = chosen_phases(plan, request)
    draft.count(items_of(draft, phases))
    project = plan.project
    columns = column_widths(_SHARES, draft)
    leads = [project.introduction] if project.introduction else []
    opening = draft.opening(
        (project.heading, scope(draft, phases)), project.title or project.programme or REPORT, leads
    )
    if not phases:
        return draft.finished([Part([*opening, draft.sentence(nothing_chosen(plan))])])
    table = draft.table(columns, _LABELS)
    header = table.header()
    rows = [_row(draft, table, phase) for phase in phases]
    return draft.finished([Part(opening, header, rows)], date_at=columns[-1].x)


def _row(draft: Document, table: Table, phase: Phase) -> Row:
    plan, line = draft.plan, table.line()
    number = draft.numbers[phase.id]
    name, span, measures, goals, cooperating = line.cells
    name.text(f"{number} {phase.title}".rstrip(), NAME)
    span.text_or(period.wording(plan, phase), "Noch ohne Zeitraum", PERIOD)
    items = [
        Item(measure.text or measure.short or "", notes=(f"Notiz: {measure.note}",) if measure.note else ())
        for measure in measures_of(draft, phase)
    ]
    if items:
        measures.items(items, draft.steps.set)
    else:
        measures.text_or("", no_measures(draft, phase))
    set_goals(draft, phase, goals)
    cooperating.text_or(partners.cell_text(plan, phase), "Noch keine Kooperationspartner")
    draft.steps.set()
    again = continued(draft.composer, f"{number} {phase.title}, Fortsetzung", name)
    return line.row(above=8, below=9, rule=0.5, outline=f"{number} {phase.title}", again=(again,))
