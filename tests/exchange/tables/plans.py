"""The plan that most test documents hold, and a short way to write down what was read of one."""

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.labels_de import value_text
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import goals, partners, period

Told = list[tuple[str, str, list[str], list[str], str]]

PLAN: Told = [
    (
        "Analyse der Ausgangssituation",
        "März bis Juli 2017",
        ["Ausschreibung einer Fachstelle", "Einstellung der Koordinatorin"],
        ["• Einrichtung einer Fachstelle", "• Bekanntmachung der Stelle"],
        "AK Asyl, Integrationsrat",
    ),
    (
        "Bestandsaufnahme",
        "August bis Dezember 2017",
        ["Einholung von Dokumentationen"],
        [
            "1. Akquise von Partnern",
            "2. Aufnahme des Bestands",
            "  • Bündelung",
            "  • Analyse",
            "3. Ermittlung des Bedarfs",
        ],
        "Siehe Phase 1 und insbesondere: MBR, Antidiskriminierungsstelle",
    ),
    (
        "Umsetzung",
        "Juli bis Projektende",
        ["Beratung von Einrichtungen", "Dokumentation der Arbeit"],
        ["• Verstetigung"],
        "Siehe Phase 2",
    ),
]
"""Each phase: title, period, measures, goals with their marks, and the cell of its partners."""


def told(plan: Plan) -> Told:
    """What a plan holds, in the same form."""
    return [
        (
            phase.title,
            period.wording(plan, phase),
            [measure.text for measure in plan.measures(phase.id)],
            [f"{'  ' * entry.depth}{entry.mark} {entry.goal.text}" for entry in goals.entries(plan, phase)],
            partners.cell_text(plan, phase),
        )
        for phase in plan.phases
    ]


def keys(draft: Draft) -> list[str]:
    """The keys of all questions."""
    return [doubt.key for doubt in draft.doubts]


def said(plan: Plan) -> list[str]:
    """A plan in a few lines: phases, measures, goals, partners."""
    found = []
    for phase in plan.phases:
        when = period.wording(plan, phase)
        found.append(f"# {phase.title}{f' ({when})' if when else ''}")
        for one in plan.measures(phase.id):
            parts = (period.wording(plan, one), value_text("measure", "status", one.status), one.note or "")
            found.append("; ".join([f"- {one.text}", *filter(None, parts)]))
        found += [f"{'  ' * one.depth}* {one.goal.text}" for one in goals.entries(plan, phase)]
        named = ", ".join(plan.get(Partner, one.partner).name for one in plan.mentions(phase.id))
        found += [f"@ {named}"] if named else []
    return found
