"""What an edit of many rows costs grows with their number, not with its square: work is counted, not timed."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model import grouping, order
from nrw_desktop.domain.model.change import Change, deleted, inserted, inverted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    Alias,
    Cost,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    link_id,
)
from nrw_desktop.domain.queries.clipboard_rows import packed

FEW, TIMES = 60, 4
COMPARED = [0]


class Id(str):
    """An id that counts how often it is compared: what looks through a list again and again is told by that."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        COMPARED[0] += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


class Moved(list[Any]):
    """A list that counts which of its members have to make room, or close up, for one that comes or goes."""

    __slots__ = ()

    def insert(self, at: Any, record: Any) -> None:
        COMPARED[0] += len(self) - at
        super().insert(at, record)

    def __delitem__(self, at: Any) -> None:
        COMPARED[0] += len(self) - at
        super().__delitem__(at)


class Taken(tuple[Any, ...]):
    """Members of a list that count how many of them are taken over at once."""

    __slots__ = ()

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        COMPARED[0] += len(found) if isinstance(at, slice) else 1
        return found


def ids(letter: str, count: int) -> list[str]:
    return [Id(f"{letter}{number}") for number in range(count)]


def plan_of(count: int) -> Plan:
    """A phase with so many of everything, and an empty one."""
    records: list[Record] = [Project("pr"), Phase("p1", "V", "Erste"), Phase("p2", "W", "Zweite")]
    for number, (place, goal, measure, partner) in enumerate(
        zip(order.block("", None, count), ids("g", count), ids("m", count), ids("q", count), strict=True)
    ):
        records += [
            Partner(partner, f"Partner Nummer {number}", f"PN{number}", joined_phase="p1"),
            Alias(f"a{number}", partner, f"Pn. {number}"),
            Mention(link_id("p1", partner), "p1", partner, place),
            Measure(measure, "p1", place, text=f"Maßnahme {number}", responsible_partner=partner),
            Cost(f"c{number}", measure, 2018, 1),
            Goal(goal, "p1", None, place, f"Ziel {number}"),
            MeasureGoal(link_id(measure, goal), measure, goal),
            MeasurePartner(link_id(measure, partner), measure, partner),
        ]
    plan = Plan.empty().apply(Change(tuple(map(inserted, records)), ""))
    # Lists are made when they are first asked for, and renewed from then on.
    for lists in (plan.measures, plan.goals, plan.mentions, plan.costs, plan.goals_of, plan.partners_of):
        lists("p1")
    for lists in (plan.measures_for, plan.measures_with, plan.aliases, plan.mentioned, plan.contacts, plan.documents):
        lists("x")
    return plan


def elsewhere(count: int) -> Plan:
    """Another plan with as many partners and goals of its own."""
    records: list[Record] = [Project("pr"), Phase("e", "V", "Andere")]
    records += [Partner(key, f"Ganz anders {key}") for key in ids("z", count)]
    records += [Goal(key, "e", None, "V", f"Anderes Ziel {key}") for key in ids("y", count)]
    return Plan.empty().apply(Change(tuple(map(inserted, records)), ""))


def _typed(field: str, count: int, **more: str) -> list[dict[str, str]]:
    return [{field: f"Neu und lang {number}", **more} for number in range(count)]


EDITS: dict[str, Callable[[Plan, int], Any]] = {
    "partners into the register": lambda plan, n: edits.bulk_add.add_partners(plan, _typed("name", n)),
    "partners into a phase": lambda plan, n: edits.bulk_add.name_partners(plan, "p2", _typed("name", n)),
    "measures with names": lambda plan, n: edits.bulk_add.add_measures(
        plan, "p1", [{"text": "x", "responsible": f"PN{number}"} for number in range(n)]
    ),
    "goals": lambda plan, n: edits.bulk_add.add_goals(plan, "p1", [(0, row) for row in _typed("text", n)]),
    "measures to another plan": lambda plan, n: edits.paste.paste_measures(
        elsewhere(n), packed(plan, "measure", ids("m", n)), "", "e"
    ),
    "goals to another plan": lambda plan, n: edits.paste.paste_goals(
        elsewhere(n), packed(plan, "goal", ids("g", n)), "", "e"
    ),
    "partners to another plan": lambda plan, n: edits.paste.paste_partners(
        elsewhere(n), packed(plan, "partner", ids("q", n))
    ),
    "mentions to another plan": lambda plan, n: edits.paste.paste_mentions(
        elsewhere(n), packed(plan, "mention", [link_id("p1", key) for key in ids("q", n)]), "", "e"
    ),
    "doubling measures": lambda plan, n: edits.paste.duplicate_measures(plan, ids("m", n)),
    "doubling goals": lambda plan, n: edits.paste.duplicate_goals(plan, ids("g", n)),
    "moving measures": lambda plan, n: edits.measures.move(plan, ids("m", n)[::2], "p1", 0),
    "moving goals": lambda plan, n: edits.many.move_goals(plan, ids("g", n)[::2], "p1", None, 0),
    "moving mentions": lambda plan, n: edits.mentions.move(
        plan, [Id(link_id("p1", key)) for key in ids("q", n)[::2]], "p2", 0
    ),
    "removing measures": lambda plan, n: edits.measures.remove(plan, ids("m", n)),
    "removing goals": lambda plan, n: edits.many.remove_goals(plan, ids("g", n)),
    "removing partners": lambda plan, n: edits.many.remove_partners(plan, ids("q", n)),
    "removing a phase": lambda plan, _n: edits.phases.remove(plan, "p1"),
    "one status for all": lambda plan, n: edits.measures.set_status(plan, ids("m", n), "done"),
    "one column": lambda plan, n: edits.bulk_add.fill(
        plan, "measure", [(key, {"responsible": f"Pn. {n}"}) for key in ids("m", n)]
    ),
}


def work(run: Callable[[], Any]) -> tuple[int, Any]:
    """How many calls and comparisons something takes, and what it gives."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    COMPARED[0] = 0
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = run()
    finally:
        sys.setprofile(before)
    return calls + COMPARED[0], found


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_grows_with_its_rows(name: str) -> None:
    edit, costs = EDITS[name], []
    for count in (FEW, FEW * TIMES):
        plan = plan_of(count)
        making, change = work(lambda plan=plan, count=count: edit(plan, count))
        applying = undoing = 0
        if "another plan" not in name:
            applying, after = work(lambda plan=plan, change=change: plan.apply(change))
            undoing, _plan = work(lambda after=after, change=change: after.apply(Change(inverted(change.rows), "")))
        costs.append((making, applying, undoing))
    for few, many in zip(*costs, strict=True):
        assert many <= TIMES * 1.3 * few, (name, costs)


@pytest.mark.parametrize("edit", ["one field", "another place", "gone"])
def test_a_long_list_is_renewed_in_one_go(edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "list", Moved, raising=False)
    costs = []
    for count in (50 * FEW, 50 * FEW * TIMES):
        records = [Measure(f"m{n:05}", "p1", place) for n, place in enumerate(order.block("", None, count))]
        plan = Plan.empty().apply(Change(tuple(map(inserted, [Phase("p1", "V"), *records])), ""))
        measures = plan._groups["measures"]["p1"] = Taken(plan.measures("p1"))
        # Few enough that each is looked for by its place.
        some, places = records[:: 2 * grouping._FEW], reversed([record.order for record in records])
        changes: dict[str, Callable[[Measure, str], Any]] = {
            "one field": lambda record, _place: updated(record, text="neu"),
            "another place": lambda record, place: updated(record, order=place),
            "gone": lambda record, _place: (deleted(record),),
        }
        rows = [row for record, place in zip(some, places, strict=False) for row in changes[edit](record, place)]
        cost, after = work(lambda plan=plan, rows=rows: plan.apply(Change(tuple(rows), "")))
        left = after.rows["measure"].values()
        assert after.measures("p1") == tuple(sorted(left, key=lambda record: (record.order, record.id)))
        assert len(after.measures("p1")) == len(measures) - (len(some) if edit == "gone" else 0)
        costs.append(cost)
    assert costs[1] <= TIMES * 1.3 * costs[0], costs
