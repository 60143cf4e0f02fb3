"""What a list of ours refers to that comes back by itself: it stands in the plan that the list came out of."""

from collections.abc import Mapping, Sequence

import msgspec

from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.exchange.exporting.sheets import SHEETS, numbers_of
from nrw_desktop.exchange.returning.own_rows import OwnRow


class WhatIsThere(msgspec.Struct, frozen=True):
    """Rows of a plan by table and id; measures and goals by „measure 1.2“, phases by number, partners by name."""

    rows: dict[str, Mapping[str, Record]]
    numbered: dict[str, str]
    phases: dict[str, str]
    names: Names


def what_is_there(plan: Plan, lists: Mapping[str, Sequence[OwnRow]]) -> WhatIsThere | None:
    """What a list by itself may refer to in a plan; None for several, and where none of its rows came out of that."""
    if len(lists) != 1:
        return None
    ((title, rows),) = lists.items()
    if not any(row.id in plan.rows[table] for row in rows for table in SHEETS[title]):
        return None
    # Measures do not refer to goals, nor goals to measures.
    own = {"measure", "goal"} if title in ("Maßnahmen", "Ziele") else {*SHEETS[title]}
    found = {table: plan.rows[table] for table in ("partner", "phase", "measure", "goal") if table not in own}
    numbers = numbers_of(plan)
    return WhatIsThere(
        found,
        {f"{table} {numbers[key]}": key for table in found for key in found[table] if key in numbers},
        {str(number): phase.id for number, phase in enumerate(plan.phases, 1)} if "phase" in found else {},
        Names(plan if "partner" in found else Plan.empty()),
    )
