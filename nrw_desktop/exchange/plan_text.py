"""The plan as plain text, to be read in a console."""

import textwrap
from collections.abc import Iterator

from nrw_desktop.domain.model.labels_de import value_text
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import goals, partners, period, progress
from nrw_desktop.domain.text import months

WIDTH = 88


def plan_text(plan: Plan) -> str:
    """The whole plan: project, then each phase with measures, goals and partners."""
    lines = [*_project(plan)]
    for number, phase in enumerate(plan.phases, 1):
        lines += ["", *_phase(plan, number, phase)]
    count = len(plan.partners)
    lines += ["", f"{count} Kooperationspartner im Verzeichnis." if count else "Noch keine Kooperationspartner."]
    return "\n".join(lines) + "\n"


def _project(plan: Plan) -> Iterator[str]:
    project = plan.project
    yield from wrapped(project.title or "Plan ohne Titel")
    if project.lead:
        yield from wrapped(f"Federführung: {project.lead}")
    if project.end:
        yield f"Projektende: {months.named(project.end)}"
    if not plan.phases:
        yield from ("", "Noch keine Phase.")


def _phase(plan: Plan, number: int, phase: Phase) -> Iterator[str]:
    title = f"Phase {number}: {phase.title}"
    yield from wrapped(title)
    yield "=" * min(len(title), WIDTH)
    if span := period.shown(plan, phase):
        derived = f" (Beginn {months.numeric(phase.start)} erschlossen)" if phase.start_derived else ""
        yield f"Zeitraum: {span}{derived}"
    measures = plan.measures(phase.id)
    yield f"Maßnahmen: {progress.of_phase(plan, phase).text}" if measures else "Maßnahmen: noch keine"
    for measure in measures:
        yield from wrapped(_measure(plan, measure), "  • ")
    entries = tuple(goals.entries(plan, phase))
    yield "Ziele:" if entries else "Ziele: noch keine"
    for entry in entries:
        yield from wrapped(entry.goal.text, f"{'  ' * (entry.depth + 1)}{entry.mark} ")
    cell = partners.cell_text(plan, phase)
    yield from wrapped(f"Kooperationspartner ({len(partners.effective(plan, phase))}): {cell or 'noch keine genannt'}")


def _measure(plan: Plan, measure: Measure) -> str:
    facts = (
        value_text("measure", "status", measure.status),
        period.cell(plan, measure),
        plan.responsible(measure),
    )
    return f"{measure.text} ({', '.join(fact for fact in facts if fact)})"


def wrapped(text: str, mark: str = "") -> list[str]:
    """The text in lines of WIDTH, the further ones under the first; line breaks within become blanks."""
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False
    ) or [mark.rstrip()]
