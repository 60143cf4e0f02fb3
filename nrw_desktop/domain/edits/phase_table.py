"""Adding whole phases at once, as they stand in a table: each row with its period, measures, goals and partners."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, cast

import msgspec

from nrw_desktop.domain.edits import bulk_add, phases
from nrw_desktop.domain.edits.common import checked, counted, places
from nrw_desktop.domain.edits.mentions import new_mention
from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.edits.partner_cells import PartnerCell, partner_cell, sure_names
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, RowChange, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner, Phase, Record, new_id
from nrw_desktop.domain.text.gate import looks


class Item(NamedTuple):
    """A line of a list: its text, how deep it stands, and whether its list counts."""

    text: str
    depth: int = 0
    numbered: bool = False


class TypedPhase(msgspec.Struct, frozen=True):
    """A phase as it stands in a row of a table; „Phase 2“ in it is the row of that number."""

    number: int
    title: str
    period: str = ""
    measures: tuple[str, ...] = ()
    goals: tuple[Item, ...] = ()
    partners: tuple[str, ...] = ()
    """The lines of the cell."""


def add(plan: Plan, rows: Sequence[TypedPhase]) -> Change:
    """New phases behind those that the plan has, with all that stands in their rows.

    Raises:
        PlanError: a row is not possible; the sentence says which.
    """
    if not rows:
        raise PlanError("In der Zwischenablage steht keine Tabelle. Bitte die Tabelle noch einmal kopieren.")
    keys, rekeyed = places(plan.phases, None, len(rows))
    titled = [
        Phase(new_id(), order=key, title=checked("phase", "title", row.title))
        for key, row in zip(keys, rows, strict=True)
    ]
    numbered = {row.number: phase for row, phase in zip(rows, titled, strict=True)}
    owners: list[Phase] = []
    cells: list[PartnerCell] = []
    for row, (phase, error), cell in zip(rows, _dated(plan, numbered, rows), partner_cells(plan, rows), strict=True):
        if error is not None or isinstance(cell, PlanError):
            raise PlanError(f"Phase {row.number} der Tabelle: {error or cell} Es wurde nichts eingefügt.")
        cells.append(cell)
        target = numbered[cell.number].id if cell.number else None
        owner = msgspec.structs.replace(
            phase,
            refers_to=target,
            wording=checked("phase", "wording", cell.wording),
            emphasis_phase=target if cell.stresses_new else None,
            goal_style="numbered" if row.goals and row.goals[0].numbered else "bulleted",
        )
        owners.append(owner)
    after = plan.apply(Change(tuple(map(inserted, owners)), ""))
    lists = [list_row for owner, row in zip(owners, rows, strict=True) for list_row in _lists(after, owner, row)]
    named = _named(plan, owners, cells)
    label = f"{counted(owners, 'Phase', 'Phasen')} eingefügt"
    return Change((*rekeyed, *map(inserted, owners), *lists, *named), label)


def period_refusals(plan: Plan, rows: Sequence[TypedPhase]) -> list[str]:
    """For each row why its period cannot be read; empty where it can."""
    keys = order.block("", None, len(rows))
    numbered = {row.number: Phase(new_id(), order=key, title=row.title) for row, key in zip(rows, keys, strict=True)}
    return [str(error or "") for _phase, error in _dated(plan, numbered, rows)]


def partner_cells(plan: Plan, rows: Sequence[TypedPhase]) -> list[PartnerCell | PlanError]:
    """What the partners' cell of each row says, or why it cannot be."""
    known = [name for row in rows for name in sure_names(row.partners)]
    known += [partner.name for partner in plan.partners]
    looked, earlier = frozenset(map(looks, known)), set[int]()
    found: list[PartnerCell | PlanError] = []
    for row in rows:
        try:
            found.append(partner_cell(row.partners, earlier, looked))
        except PlanError as error:
            found.append(error)
        earlier.add(row.number)
    return found


def _dated(
    plan: Plan, numbered: Mapping[int, Phase], rows: Sequence[TypedPhase]
) -> Iterator[tuple[Phase, PlanError | None]]:
    """The phase of each row with its period, one after the other; where that cannot be read without one, and why.

    „Phase 2“ is that of row 2, and a missing year follows from the phase before.
    """
    count = max(numbered)
    places_of_all = order.block("", None, count)
    # Rows that are left out keep their number, and nothing may follow them.
    whole = {number: numbered.get(number) or Phase(new_id()) for number in range(1, count + 1)}
    placed = [msgspec.structs.replace(whole[n], order=key) for n, key in enumerate(places_of_all, 1)]
    # A plan of these phases alone, which grows with each row: a new one each time would take the square of the rows.
    by_id = {phase.id: phase for phase in placed}
    rows_of_all = {**Plan.empty().rows, "project": plan.rows["project"], "phase": by_id}
    alone = Plan(rows_of_all, None, {"phases": {None: cast("tuple[Any, ...]", placed)}})
    there = {None, *(phase.id for phase in numbered.values())}
    for row in rows:
        phase, error = numbered[row.number], None
        try:
            dated = by_id[phase.id]
            for change in phases.set_period(alone, phase.id, row.period).rows:
                dated = msgspec.structs.replace(dated, **(change.after or {}))
            if not {dated.start_phase, dated.end_phase} <= there:
                raise PlanError(f"„{row.period}“ nennt eine Phase, die nicht eingefügt wird. Bitte anders angeben.")
            by_id[phase.id] = placed[row.number - 1] = dated
            phase = msgspec.structs.replace(dated, order=phase.order)
        except PlanError as refusal:
            error = refusal
        yield phase, error


def _lists(plan: Plan, phase: Phase, row: TypedPhase) -> tuple[RowChange, ...]:
    """The measures and goals of a phase, which a plan has already."""
    measures = [{"text": text} for text in row.measures]
    goals = []
    for number, goal in enumerate(row.goals):
        below = row.goals[number + 1] if number + 1 < len(row.goals) else Item("")
        counts = below.depth > goal.depth and below.numbered
        goals.append((goal.depth, {"text": goal.text, "child_style": "numbered" if counts else "bulleted"}))
    return (
        *(bulk_add.add_measures(plan, phase.id, measures).rows if measures else ()),
        *(bulk_add.add_goals(plan, phase.id, goals).rows if goals else ()),
    )


def _named(plan: Plan, owners: Sequence[Phase], cells: Sequence[PartnerCell]) -> list[RowChange]:
    """The register's new partners, and who is named where; a phase names each once."""
    names, own = Names(plan), Names(Plan.empty())
    seen: dict[str, Partner] = {}
    new: list[Record] = []
    joined: dict[str, tuple[RowChange, ...]] = {}
    mentions: list[Record] = []
    for owner, cell in zip(owners, cells, strict=True):
        there: dict[str, Mention] = {}
        for named, place in zip(cell.names, order.block("", None, len(cell.names)), strict=True):
            name = checked("partner", "name", named.text)
            found = seen.get(name) or names.find(name) or own.find(name)
            if found is None:
                found = Partner(new_id(), name=name, joined_phase=owner.id)
                own.add(found, (name,))
                new.append(found)
            elif found.joined_phase is None and found.id not in joined:
                joined[found.id] = updated(found, joined_phase=owner.id)
            seen[name] = found
            mention = new_mention(owner, found.id, place, name if name != found.name else None)
            there.setdefault(
                found.id,
                msgspec.structs.replace(mention, joiner=named.joiner, stressed=int(cell.stressed)),
            )
        mentions += there.values()
    return [*map(inserted, new), *chain.from_iterable(joined.values()), *map(inserted, mentions)]
