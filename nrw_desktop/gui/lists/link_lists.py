"""What can be linked with a measure, a goal, an agenda item or a decision, as checklists offer it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import full_name
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Phase
from nrw_desktop.domain.queries import goals, meetings, partners
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.gui.lists.checklist import ListSpec, Option


def _goal_options(plan: Plan, measure: str) -> Sequence[Option]:
    """The goals of the measure's phase with their nesting, then those of the other phases."""
    found = plan.find(Measure, measure)
    if not isinstance(found, Measure):
        return []
    linked = {link.goal for link in plan.goals_of(measure)}
    options: list[Option] = []
    for phase in _own_first(plan, found.phase):
        entries = list(goals.entries(plan, phase))
        if entries:
            options.append(
                Option(phase.id, _heading(plan, phase, found.phase, {one.goal.id for one in entries} & linked))
            )
        options += [
            Option(one.goal.id, f"{one.mark}  {one.goal.text}", one.goal.id in linked, one.depth + 1, one.goal.text)
            for one in entries
        ]
    return options


def _measure_options(plan: Plan, goal: str) -> Sequence[Option]:
    """The measures of the goal's phase, then those of the other phases."""
    found = plan.find(Goal, goal)
    if not isinstance(found, Goal):
        return []
    linked = {link.measure for link in plan.measures_for(goal)}
    options: list[Option] = []
    for phase in _own_first(plan, found.phase):
        measures = plan.measures(phase.id)
        if measures:
            options.append(Option(phase.id, _heading(plan, phase, found.phase, {one.id for one in measures} & linked)))
        options += [Option(one.id, full_name(one), one.id in linked, 1, one.text) for one in measures]
    return options


def _partner_options(plan: Plan, measure: str) -> Sequence[Option]:
    """The effective partners of the measure's phase, then the others of the register."""
    found = plan.find(Measure, measure)
    if not isinstance(found, Measure):
        return []
    linked = {link.partner for link in plan.partners_of(measure)}
    near = [one.partner for one in partners.effective(plan, plan.get(Phase, found.phase))]
    known = {partner.id for partner in near}
    far = sorted((one for one in plan.partners if one.id not in known), key=lambda one: sort_key(one.name))
    options: list[Option] = []
    for key, heading, members in (("near", "Partner dieser Phase", near), ("far", "Weitere Partner", far)):
        if members:
            chosen = sum(member.id in linked for member in members)
            options.append(Option(key, _with_count(heading, chosen)))
        options += [Option(one.id, one.name, one.id in linked, 1) for one in members]
    return options


def _topic_options(plan: Plan, item: str) -> Sequence[Option]:
    """All phases, each with its measures below it; both can be ticked."""
    phases = {link.phase for link in plan.phases_at(item)}
    return _of_phases(plan, {link.measure for link in plan.measures_at(item)}, phases)


def _decided_options(plan: Plan, decision: str) -> Sequence[Option]:
    """All measures by their phases."""
    return _of_phases(plan, {link.measure for link in plan.decided_on(decision)}, None)


def _of_phases(plan: Plan, linked: AbstractSet[str | None], phases: AbstractSet[str | None] | None) -> list[Option]:
    options: list[Option] = []
    for phase in plan.phases:
        measures, name = plan.measures(phase.id), meetings.phase_name(plan, phase)
        if phases is not None:
            options.append(Option(phase.id, name, phase.id in phases))
        elif measures:
            options.append(Option(phase.id, _with_count(name, sum(one.id in linked for one in measures))))
        options += [Option(one.id, full_name(one), one.id in linked, 1, one.text) for one in measures]
    return options


def _tick_topic(plan: Plan, item: str, topic: str, ticked: bool) -> Change:
    edit = edits.agenda.set_phase if plan.find(Phase, topic) else edits.agenda.set_measure
    return edit(plan, item, topic, ticked)


def _own_first(plan: Plan, own: str) -> list[Phase]:
    return sorted(plan.phases, key=lambda phase: phase.id != own)


def _heading(plan: Plan, phase: Phase, own: str, linked: set[str]) -> str:
    words = "Diese Phase" if phase.id == own else f"Phase {plan.number(phase.id)}: {phase.title}"
    return _with_count(words, len(linked))


def _with_count(heading: str, count: int) -> str:
    return f"{heading} · {count} gewählt" if count else heading


def _tick_goal(plan: Plan, measure: str, goal: str, ticked: bool) -> Change:
    return edits.links.set_goal(plan, measure, goal, ticked)


def _tick_measure(plan: Plan, goal: str, measure: str, ticked: bool) -> Change:
    return edits.links.set_goal(plan, measure, goal, ticked)


def _tick_partner(plan: Plan, measure: str, partner: str, ticked: bool) -> Change:
    return edits.links.set_partner(plan, measure, partner, ticked)


GOALS_OF_MEASURE = ListSpec(
    "Ziele, denen die Maßnahme dient",
    frozenset({"goal", "phase", "measure", "measure_goal"}),
    _goal_options,
    _tick_goal,
    "Dieser Plan hat noch keine Ziele.",
)
PARTNERS_OF_MEASURE = ListSpec(
    "Partner, die mitwirken",
    frozenset({"partner", "phase", "mention", "measure", "measure_partner"}),
    _partner_options,
    _tick_partner,
    "Dieser Plan hat noch keine Kooperationspartner.",
)
MEASURES_OF_GOAL = ListSpec(
    "Maßnahmen, die dem Ziel dienen",
    frozenset({"goal", "phase", "measure", "measure_goal"}),
    _measure_options,
    _tick_measure,
    "Dieser Plan hat noch keine Maßnahmen.",
)
TOPICS_OF_ITEM = ListSpec(
    "Phasen und Maßnahmen",
    frozenset({"phase", "measure", "agenda_measure", "agenda_phase"}),
    _topic_options,
    _tick_topic,
    "Dieser Plan hat noch keine Phasen.",
)
MEASURES_OF_DECISION = ListSpec(
    "Maßnahmen, die der Beschluss betrifft",
    frozenset({"phase", "measure", "measure_decision"}),
    _decided_options,
    edits.meeting_decisions.set_measure,
    "Dieser Plan hat noch keine Maßnahmen.",
)
