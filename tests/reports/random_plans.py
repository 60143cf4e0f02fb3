"""Plans and requests at random for reports: every field of every record may hold something, whatever it is for."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from nrw_desktop.domain.model.fields import Field
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, TABLES, Record, required
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.months import MONTH_NAMES
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END, SIDES
from nrw_desktop.reports.request import Request
from tests.reports.pdf_tools import made

_WORDS = ("Rat", "Dialogforum", "3 Termine", "AK Asyl", "2018", "Phase 2", "Netzwerk", "z. B.", "12 %", "1.200 Tage")
_YEARS = st.integers(2016, 2020)
_MONTHS = st.builds("{}-{:02}".format, _YEARS, st.integers(1, 12))
_DATES = st.dates(dt.date(2016, 1, 1), dt.date(2020, 12, 31))
_TEXTS = st.one_of(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join),
    st.builds(" ".join, st.lists(st.sampled_from(_WORDS), min_size=60, max_size=200)),
)
_LINES = st.lists(st.sampled_from((*_WORDS, *MONTH_NAMES)), min_size=1, max_size=4).map(" ".join)
_AMOUNTS = st.integers(0, 900_000)

_ROWS = {"project": (1, 1), "phase": (0, 3), "partner": (0, 3), "measure": (0, 7), "goal": (0, 3), "cost": (0, 5)}
"""At least and at most so many rows of a table; two at most of any other."""


def _values(spec: Field, ids: dict[str, list[str]]) -> st.SearchStrategy[Any] | None:
    """What a field may hold; None where it cannot hold anything, as there is nothing that it could refer to."""
    match spec.kind:
        case kinds.REFERENCE:
            return st.sampled_from(ids[spec.table]) if ids[spec.table] else None
        case kinds.CHOICE | kinds.STEP:
            codes = st.sampled_from(sorted(spec.words))
            return codes.map(int) if spec.kind is kinds.STEP else codes
        case kinds.MONTH:
            return _MONTHS
        case kinds.DAY:
            return st.integers(1, 28)
        case kinds.DATE:
            return _DATES.map(str)
        case kinds.YEAR | kinds.LENIENT_YEAR:
            return _YEARS
        case kinds.CENTS:
            return _AMOUNTS
        case kinds.COUNT:
            return st.integers(0, 3000)
        case kinds.OFFSET:
            return st.integers(-6, 6)
        case kinds.FLAG:
            return st.integers(0, 1)
        case kinds.MAIL:
            return st.sampled_from(("a.b@rathaus.example", "info@verein.example"))
        case kinds.TEXT:
            return _TEXTS
        case kinds.LETTERS:
            return st.sampled_from((", ", " und "))
    return _LINES


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans whose records refer to each other in any way that the file would let them; names tell them apart."""
    kept: dict[str, Record] = {}
    ids: dict[str, list[str]] = {table: [] for table in TABLES}
    for table, record in TABLES.items():
        low, high = _ROWS.get(table, (0, 2))
        ids[table] = [f"{table}{number}" for number in range(draw(st.integers(low, high)))]
        for number, key in enumerate(ids[table]):
            fields = _fields(draw, table, number, ids)
            if fields is None:
                continue
            if above := kept.get(fields.get("parent", "")):
                owner = "phase" if table == "goal" else "meeting"
                fields[owner] = getattr(above, owner)
            kept[key] = record(key, **fields)
        ids[table] = [key for key in ids[table] if key in kept]
    return made(list(kept.values()))


def _fields(draw: st.DrawFn, table: str, number: int, ids: dict[str, list[str]]) -> dict[str, Any] | None:
    """The fields of a record; None where what it belongs to is not there."""
    found: dict[str, Any] = {}
    above = {**ids, table: ids[table][:number]}  # a goal stands under one before it
    for field, spec in FIELD_TABLE[table].items():
        if spec.kind is kinds.KEY:
            found |= {"order": f"{number:02}"} if field == "order" else {}
            continue
        values = _values(spec, above if spec.placing else ids)
        is_owner = spec.placing and required(table, field)
        if values is None:
            if is_owner:
                return None
            continue
        if is_owner or spec.needed or draw(st.booleans()):
            found[field] = draw(values)
    for side in SIDES if "start_rule" in FIELD_TABLE[table] else ():
        _settle(found, side)
    if table == "decision":
        # It belongs to one of both.
        if {"measure", "agenda_item"} <= found.keys():
            del found[draw(st.sampled_from(("measure", "agenda_item")))]
        elif not {"measure", "agenda_item"} & found.keys():
            return None
    for field in {"text", "title", "name"} & found.keys():
        found[field] = f"{table}{number} {found[field]}"
    return found


def _settle(found: dict[str, Any], side: str) -> None:
    """Leave of one end of a period what can be there together: a month, a day in it, or a rule with its distance."""
    if found.get(f"{side}_rule") == PHASE_END and f"{side}_phase" not in found:
        del found[f"{side}_rule"]
    rule = found.get(f"{side}_rule")
    gone = {side, f"{side}_day"} if rule else {f"{side}_phase", f"{side}_offset"}
    if rule == PROJECT_END:
        gone.add(f"{side}_phase")
    if side not in found:
        gone.add(f"{side}_day")
    for field in gone:
        found.pop(field, None)


@st.composite
def requests(draw: st.DrawFn, plan: Plan) -> Request:
    """What may be asked of a report about the plan."""
    measures, phases = sorted(plan.rows["measure"]), sorted(plan.rows["phase"])

    def some(keys: list[str]) -> tuple[str, ...] | None:
        return tuple(draw(st.lists(st.sampled_from(keys), unique=True, min_size=1))) if keys and _rarely(draw) else None

    earlier = draw(plans()) if _rarely(draw) else None
    return Request(
        draw(_DATES),
        phases=some(phases),
        measures=some(measures),
        year=draw(_YEARS) if draw(st.booleans()) else None,
        since=draw(_DATES) if draw(st.booleans()) else None,
        earlier=earlier,
    )


def _rarely(draw: st.DrawFn) -> bool:
    return draw(st.integers(0, 3)) == 0
