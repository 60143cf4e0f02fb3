"""What a list of ours refers to that comes back by itself: it stands in the plan that the list came out of."""

from collections.abc import Mapping, Sequence

import msgspec

from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.model.meeting_records import MeasureDecision
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.exchange.exporting.sheets import SHEETS, numbers_of
from nrw_desktop.exchange.returning.own_rows import OwnRow, by_words, forms

_REFERRING = ("measure_goal", "measure_partner", "cost", "decision", "task", "document")
"""Tables whose rows name measures and goals."""


class WhatIsThere(msgspec.Struct, frozen=True):
    """Rows of a plan by table and id; measures and goals by „measure 1.2“, phases by number, partners by name."""

    rows: dict[str, Mapping[str, Record]]
    numbered: dict[str, str]
    phases: dict[str, str]
    names: Names


def what_is_there(plan: Plan, lists: Mapping[str, Sequence[OwnRow]]) -> WhatIsThere | None:
    """What lists without those of all may refer to in a plan; None where none of their rows came out of that."""
    if not any(row.id in plan.rows[table] for title, rows in lists.items() for row in rows for table in SHEETS[title]):
        return None
    own = {table for title in lists for table in SHEETS[title]}
    # Measures do not refer to goals, nor goals to measures.
    if own & {"measure", "goal"} and not own & {*_REFERRING}:
        own |= {"measure", "goal"}
    found = {table: plan.rows[table] for table in ("partner", "phase", "measure", "goal") if table not in own}
    numbers = numbers_of(plan)
    return WhatIsThere(
        found,
        {f"{table} {numbers[key]}": key for table in found for key in found[table] if key in numbers},
        {str(number): phase.id for number, phase in enumerate(plan.phases, 1)} if "phase" in found else {},
        Names(plan if "partner" in found else Plan.empty()),
    )


def measure_before(plan: Plan | None, table: str, row: OwnRow) -> str:
    """The measure that a row is about in the plan, if it has that one's words, which may be mended elsewhere."""
    record = plan.record(table, row.id) if plan is not None and row.is_known else None
    if plan is None or record is None:
        return ""
    keys = {getattr(record, "measure", None)}
    if table == "decision":
        # Those of a meeting may be about several.
        keys |= {one.measure for one in plan.all(MeasureDecision).values() if one.decision == row.id}
    about = {key: one for key in keys if (one := plan.record("measure", key)) is not None and key}
    called = by_words(about)
    found = set().union(*(called.get(form, ()) for form in forms(row.text("Maßnahme"))))
    return found.pop() if len(found) == 1 else ""
