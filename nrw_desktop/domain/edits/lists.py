"""Adding a whole list at once, as it was pasted from a text or a table: every row is read as if it had been typed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from nrw_desktop.domain import order
from nrw_desktop.domain.change import Change, RowChange, inserted
from nrw_desktop.domain.edits import many
from nrw_desktop.domain.edits.common import checked, counted, places
from nrw_desktop.domain.edits.goals import check_list, levels_of
from nrw_desktop.domain.edits.measures import typed_period
from nrw_desktop.domain.edits.partners import known
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.months import check_order
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal, Measure, Partner, Phase, new_id
from nrw_desktop.domain.search import alike
from nrw_desktop.domain.words import CODE_WORDS

Typed = Mapping[str, str]
"""What stands in a row, by field, as a person wrote it."""
R = TypeVar("R")


def add_measures(plan: Plan, phase: str, rows: Sequence[Typed], index: int | None = None) -> Change:
    """New measures, before the one of this index in a phase (None: at its end).

    Raises:
        PlanError: a row is not possible; the sentence says which.
    """
    plan.get(Phase, phase)
    keys, rekeyed = places(plan.measures(phase), index, len(_some(rows)))
    fields = _each(rows, lambda row: _measure_fields(plan, row))
    measures = [Measure(new_id(), phase=phase, order=key, **row) for key, row in zip(keys, fields, strict=True)]
    return _added(rekeyed, measures, counted(measures, "Maßnahme", "Maßnahmen"))


def add_goals(
    plan: Plan, phase: str, rows: Sequence[tuple[int, Typed]], parent: str | None = None, index: int | None = None
) -> Change:
    """New goals, before the goal of this index in a list (None: at its end).

    A row's number says how deep it stands: a deeper one than the row before stands under that.

    Raises:
        PlanError: a row is not possible; the sentence says which.
    """
    fields = _each([row for _depth, row in _some(rows)], lambda row: _fields("goal", row))
    above: list[tuple[int, str]] = []
    owners: list[str | None] = []
    ids = [new_id() for _row in rows]
    for key, (depth, _row) in zip(ids, rows, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        owners.append(above[-1][1] if above else None)
        above.append((depth, key))
    check_list(plan, phase, parent, levels_of(zip(ids, owners, strict=True)))
    top, rekeyed = places(plan.goals(phase, parent), index, owners.count(None))
    blocks = {owner: iter(order.block("", None, count)) for owner, count in Counter(owners).items()}
    blocks[None] = iter(top)
    goals = [
        Goal(key, phase=phase, parent=owner or parent, order=next(blocks[owner]), **row)
        for key, owner, row in zip(ids, owners, fields, strict=True)
    ]
    return _added(rekeyed, goals, counted(goals, "Ziel", "Ziele"))


def add_partners(plan: Plan, rows: Sequence[Typed]) -> Change:
    """New partners in the register; those that it knows are left as they are.

    Raises:
        PlanError: it knows all of them, or a row is not possible.
    """
    _partners, new = _found_or_new(plan, rows, None)
    if not new:
        raise PlanError("Diese Kooperationspartner stehen schon im Verzeichnis. Es wurde nichts eingefügt.")
    return _added((), new, counted(new, "Kooperationspartner", "Kooperationspartner"))


def name_partners(plan: Plan, phase: str, rows: Sequence[Typed], index: int | None = None) -> Change:
    """Name partners in a phase, before the mention of this index (None: at the end); the register gets new ones.

    Raises:
        PlanError: the phase names all of them, or a row is not possible.
    """
    partners, new = _found_or_new(plan, rows, phase)
    return many.name_partners(plan, phase, partners, [inserted(partner) for partner in new], index)


def _some(rows: Sequence[R]) -> Sequence[R]:
    if not rows:
        raise PlanError("In der Zwischenablage steht kein Text. Bitte die Liste noch einmal kopieren.")
    return rows


def _each(rows: Sequence[Typed], read: Callable[[Typed], dict[str, Any]]) -> list[dict[str, Any]]:
    """Every row as it is stored.

    Raises:
        PlanError: one is not possible; the sentence says which.
    """
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(read(row))
        except PlanError as error:
            if len(rows) == 1:
                raise
            raise PlanError(f"Zeile {number} der Liste: {error} Es wurde nichts eingefügt.") from None
    return found


def _measure_fields(plan: Plan, row: Typed) -> dict[str, Any]:
    fields = _fields("measure", {field: text for field, text in row.items() if field != "period"})
    if row.get("period", "").strip():
        typed = typed_period(row["period"])
        fields |= {"start": typed.start.month, "end": typed.end.month}
    check_order(fields.get("start"), fields.get("end"))
    if partner := known(plan, fields.get("responsible") or ""):
        fields |= {"responsible_partner": partner.id, "responsible": None}
    return fields


def _fields(table: str, row: Typed) -> dict[str, Any]:
    """The fields of a row as they are stored; an empty cell says nothing, but the text must not be missing."""
    first = "name" if table == "partner" else "text"
    cells = {first: "", **{field: text for field, text in row.items() if text.strip()}}
    return {field: checked(table, field, _code(table, field, text)) for field, text in cells.items()}


def _code(table: str, field: str, text: str) -> str:
    """The code of a choice's word; any other text as it is."""
    words = CODE_WORDS.get((table, field), {})
    return next((code for code, word in words.items() if alike(word, text.strip())), text)


def _found_or_new(plan: Plan, rows: Sequence[Typed], phase: str | None) -> tuple[list[Partner], list[Partner]]:
    """The partners of the rows, and those of them that are new."""
    partners: list[Partner] = []
    new: list[Partner] = []
    for fields in _each(_some(rows), lambda row: _fields("partner", row)):
        found = known(plan, fields["name"]) or next((one for one in new if alike(one.name, fields["name"])), None)
        if found is None:
            found = Partner(new_id(), joined_phase=phase, **fields)
            new.append(found)
        partners.append(found)
    return partners, new


def _added(rekeyed: Iterable[RowChange], records: Sequence[Any], subject: str) -> Change:
    return Change((*rekeyed, *(inserted(record) for record in records)), f"{subject} eingefügt")
