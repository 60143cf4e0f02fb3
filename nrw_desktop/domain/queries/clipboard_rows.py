"""Rows taken out of a plan with all that belongs to them, to be put in elsewhere: copied, cut or doubled."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLE_OF, Goal, Measure, Mention, Partner, Phase, Record, row
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.goals import style_of, subtree


class ClipboardRow(msgspec.Struct, frozen=True, array_like=True):
    """One row: its table and its fields by name."""

    table: str
    values: dict[str, Any]


class ClipboardRows(msgspec.Struct, frozen=True):
    """What a person took.

    ``keys`` are the rows chosen, ``entries`` these and all below them, parents first. ``names`` says what the partners
    and goals are called that they refer to, ``style`` how the list of the first goal was marked, ``contacts``
    counts the people at each partner, who are not in the rows. ``source`` tells the plan apart that they come from;
    ``cut`` rows are to move. ``ends`` are months or days at which the phases end that periods follow.
    """

    table: str
    keys: tuple[str, ...]
    entries: tuple[ClipboardRow, ...]
    names: dict[str, str] = {}
    source: str = ""
    cut: bool = False
    style: str | None = None
    contacts: dict[str, int] = {}
    ends: dict[str, tuple[str, int | None]] = {}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table."""
        return [entry.values for entry in self.entries if entry.table == table]


def packed(plan: Plan, table: str, keys: Iterable[str], source: str = "", cut: bool = False) -> ClipboardRows:
    """The rows of these ids, in the order of the plan, with all that belongs to them.

    Raises:
        PlanError: one of them is no longer there.
    """
    chosen = {"measure": _measures, "goal": _goals, "partner": _partners, "mention": _mentions}[table](plan, set(keys))
    records = [record for _root, all_of_it in chosen for record in all_of_it]
    entries = tuple(ClipboardRow(TABLE_OF[type(record)], row(record)) for record in records)
    roots = tuple(root.id for root, _all in chosen)
    first = next((root for root, _all in chosen if isinstance(root, Goal)), None)
    partners = {record.id: len(plan.contacts(record.id)) for record in records if isinstance(record, Partner)}
    return ClipboardRows(
        table,
        roots,
        entries,
        _names(plan, records),
        source,
        cut,
        style_of(plan, first) if first else None,
        {key: count for key, count in partners.items() if count},
        _ends(plan, records),
    )


def _ends(plan: Plan, records: Iterable[Record]) -> dict[str, tuple[str, int | None]]:
    followed = {
        period.point(record, side).phase for record in records if isinstance(record, Measure) for side in period.SIDES
    }
    phases = [found for key in followed if isinstance(found := plan.find(Phase, key), Phase)]
    ends = {phase.id: period.resolved_point(plan, phase, "end") for phase in phases}
    return {key: (end.month, end.day) for key, end in ends.items() if end.month}


Chosen = list[tuple[Record, Sequence[Record]]]


def _place(plan: Plan, record: Measure | Mention) -> tuple[int, str, str]:
    return plan.number(record.phase), record.order, record.id


def _measures(plan: Plan, keys: set[str]) -> Chosen:
    measures = sorted((plan.get(Measure, key) for key in keys), key=lambda one: _place(plan, one))
    return [(measure, (measure, *belongings(plan, measure))) for measure in measures]


def belongings(plan: Plan, measure: Measure) -> tuple[Record, ...]:
    """What a measure has of its own: costs, decisions, documents, and its links to goals and partners."""
    key = measure.id
    return (
        *plan.costs(key),
        *plan.own_decisions(key),
        *plan.documents(key),
        *plan.goals_of(key),
        *plan.partners_of(key),
    )


def top_goals(plan: Plan, keys: Iterable[str]) -> list[Goal]:
    """The goals of these ids that stand under no other of them, in reading order.

    Raises:
        PlanError: one of them is no longer there.
    """
    goals = {key: plan.get(Goal, key) for key in keys}
    under: dict[str, bool] = {}
    """Whether a goal is one of these or stands under one."""

    def is_under(key: str | None) -> bool:
        path: list[str] = []
        while key is not None and key not in under and key not in goals:
            path.append(key)
            goal = plan.find(Goal, key)
            key = goal.parent if isinstance(goal, Goal) else None
        found = key is not None and (key in goals or under[key])
        under.update(dict.fromkeys(path, found))
        return found

    tops = [goal for goal in goals.values() if not is_under(goal.parent)]
    return sorted(tops, key=lambda goal: _reading(plan, goal))


def _reading(plan: Plan, goal: Goal) -> tuple[int, *tuple[tuple[str, str], ...]]:
    path: list[tuple[str, str]] = []
    step: Goal | None = goal
    while step is not None:
        path.append((step.order, step.id))
        step = plan.get(Goal, step.parent) if step.parent else None
    return plan.number(goal.phase), *reversed(path)


def _goals(plan: Plan, keys: set[str]) -> Chosen:
    found: Chosen = []
    for goal in top_goals(plan, keys):
        branch = subtree(plan, goal)
        found.append((goal, (*branch, *(link for member in branch for link in plan.measures_for(member.id)))))
    return found


def _partners(plan: Plan, keys: set[str]) -> Chosen:
    partners = [plan.get(Partner, key) for key in keys]
    order = {partner.id: place for place, partner in enumerate(plan.partners)}
    partners.sort(key=lambda partner: order[partner.id])
    # People's data stays where it was entered, for the purpose it was entered for.
    return [(partner, (partner, *plan.aliases(partner.id))) for partner in partners]


def _mentions(plan: Plan, keys: set[str]) -> Chosen:
    mentions = sorted((plan.get(Mention, key) for key in keys), key=lambda one: _place(plan, one))
    found: Chosen = []
    packed: set[str] = set()
    for mention in mentions:
        # Several phases may name one partner.
        first, key = mention.partner not in packed, mention.partner
        packed.add(key)
        found.append((mention, (mention, *((plan.get(Partner, key), *plan.aliases(key)) if first else ()))))
    return found


def _names(plan: Plan, records: Iterable[Record]) -> dict[str, str]:
    names: dict[str, str] = {}
    for record in records:
        for field in ("responsible_partner", "partner"):
            partner = plan.find(Partner, getattr(record, field, None))
            if isinstance(partner, Partner):
                names[partner.id] = partner.name
        goal = plan.find(Goal, getattr(record, "goal", None))
        if isinstance(goal, Goal):
            names[goal.id] = goal.text
    return names
