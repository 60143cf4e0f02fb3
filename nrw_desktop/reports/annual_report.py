"""The Sachbericht of a year, a draft for the Verwendungsnachweis: what was planned, and what came of it.

It never holds notes or contacts. Costs, own share and documents stand in the internal edition alone: the public one
is made of a plan that has none (`public_plan.public`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import goals, measure_groups, period
from nrw_desktop.reports import annual_tables, annual_texts, charts
from nrw_desktop.reports.annual_measures import measure_part
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.phase_overview import nothing_chosen, scope
from nrw_desktop.reports.request import Request, asked_phases, chosen_measures, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.table_layout import Row

REPORT = "Sachbericht"


class _Scope(NamedTuple):
    """What of the plan the year is about."""

    year: int
    phases: Sequence[Phase]
    measures: dict[str, list[Measure]]

    @property
    def all(self) -> list[Measure]:
        """The measures of all phases."""
        return [measure for found in self.measures.values() for measure in found]


def annual_report(plan: Plan, request: Request) -> bytes:
    """The Sachbericht as a PDF, of the year that is asked for or else of today's.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    year = request.report_year
    # Asked for by its number, a phase is named in the title even where it lies outside the year.
    draft = Document(plan, replace(request, year=None), REPORT, "portrait")
    asked = asked_phases(plan, request)
    about = _about(plan, request, year)
    first = [Part(_opening(draft, asked, year)), *annual_texts.opening_parts(draft, year)]
    if not about.phases:
        sentence = f"Im Jahr {year} läuft keine der Phasen." if asked else nothing_chosen(plan)
        return draft.finished([*first, Part([draft.sentence(sentence)]), *_ending(draft, about)])
    found = [entry.goal for phase in about.phases for entry in goals.entries(plan, phase)]
    draft.count(len(about.all) + len(found))
    parts = [*first, annual_tables.comparison(draft, about.all, found, year), *_charts(draft, about)]
    for phase in about.phases:
        parts += _phase(draft, phase, about)
    return draft.finished([*parts, *_ending(draft, about)])


def _about(plan: Plan, request: Request, year: int) -> _Scope:
    """The phases and measures of the year."""
    phases = chosen_phases(plan, request)
    return _Scope(year, phases, {phase.id: chosen_measures(plan, request, phase) for phase in phases})


def _opening(draft: Document, asked: Sequence[Phase], year: int) -> list[Row]:
    project = draft.plan.project
    leads = [
        f"Federführung: {project.lead}" if project.lead else "",
        f"Zuwendungsbescheid: {project.funding_notice}" if project.funding_notice else "",
        f"Stand: {written(draft.request.today)}",
        annual_texts.still_missing(draft, year),
    ]
    return draft.opening(titled(f"{REPORT} {year}", scope(draft, asked)), [lead for lead in leads if lead])


def _charts(draft: Document, about: _Scope) -> list[Part]:
    """Where people would rather look: how the measures stand, in all, by phase and by Handlungsfeld."""
    if not about.all:
        return []
    phases = [
        charts.Bar(
            f"{draft.numbers[phase.id]} {phase.title}".strip(),
            Counter(measure.status for measure in about.measures[phase.id]),
        )
        for phase in about.phases
    ]
    fields = measure_groups.gathered(draft.plan, about.all, "field")
    parts = [
        charts.by_status(draft, "Maßnahmen nach Stand", Counter(measure.status for measure in about.all)),
        charts.statuses(draft, "Stand nach Phasen", "Phase", phases),
    ]
    if not any(field.key for field in fields):
        if draft.request.edition == "public":
            return parts
        heading = draft.heading("Stand nach Handlungsfeldern")
        return [*parts, Part([heading, draft.sentence("Noch keine Maßnahme hat ein Handlungsfeld.")])]
    bars = [charts.Bar(field.title, Counter(measure.status for measure in field.measures)) for field in fields]
    return [*parts, charts.statuses(draft, "Stand nach Handlungsfeldern", "Handlungsfeld", bars)]


def _phase(draft: Document, phase: Phase, about: _Scope) -> list[Part]:
    """A phase with its measures and then its goals."""
    plan, measures = draft.plan, about.measures[phase.id]
    heading = draft.heading(
        draft.phase_name(phase), above=24, notes=[period.shown(plan, phase) or "Noch ohne Zeitraum"]
    )
    parts: list[Part] = []
    for measure in measures:
        parts.append(measure_part(draft, measure, phase, about.year, () if parts else (heading,)))
        draft.steps.set()
    if not measures:
        sentence = "Für diese Phase gibt es noch keine Maßnahmen."
        if plan.measures(phase.id):
            sentence = f"Keine ihrer Maßnahmen reicht in das Jahr {about.year}."
        parts.append(Part([heading, draft.sentence(sentence)]))
    if goals.count(plan, phase) or draft.request.edition == "internal":
        parts.append(annual_tables.goals_part(draft, phase))
    return parts


def _ending(draft: Document, about: _Scope) -> list[Part]:
    """Deadlines, in the internal edition money, and what the year's own texts end with.

    Only that edition says what is still missing.
    """
    internal = draft.request.edition == "internal"
    parts = [annual_tables.deadlines_part(draft)] if internal or draft.plan.deadlines else []
    if internal:
        parts += annual_tables.costs_parts(draft, about.all, about.year)
    return [*parts, *annual_texts.closing_parts(draft, about.year)]
