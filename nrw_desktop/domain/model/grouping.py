"""The lists of a plan: by what the rows of a table are told apart, in which order, and how a change renews them."""

from bisect import bisect, bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

from nrw_desktop.domain.model.record import Record
from nrw_desktop.domain.text import folding, gate

Key = Hashable

_FEW = 16
"""Looking for a record by its place costs as much as passing by so many."""


def _by_order(record: Record) -> tuple[str, str]:
    return getattr(record, "order", ""), record.id


def by_date(record: Any) -> tuple[str, str]:
    """The place of what has a date among others."""
    # What has no date yet comes last.
    return record.date or "~", record.id


def _by_until(record: Any) -> tuple[str, str]:
    return record.until or "~", record.id


def _by_year(record: Any) -> tuple[int, str]:
    return record.year, record.id


class Group(NamedTuple):
    """The ordered lists of one kind: from which table, by what its records are told apart, and their order."""

    table: str
    of: Callable[[Any], Key] = lambda record: None
    place: Callable[[Any], Any] = _by_order


GROUPS: dict[str, Group] = {
    "phases": Group("phase"),
    "partners": Group("partner"),
    "funding_years": Group("funding_year", place=_by_year),
    "deadlines": Group("deadline", place=by_date),
    "year_texts": Group("year_text", place=_by_year),
    "measures": Group("measure", lambda record: record.phase),
    "goals": Group("goal", lambda record: (record.phase, record.parent)),
    "mentions": Group("mention", lambda record: record.phase),
    "mentioned": Group("mention", lambda record: record.partner),
    "aliases": Group("alias", lambda record: record.partner),
    "contacts": Group("contact", lambda record: record.partner),
    "costs": Group("cost", lambda record: record.measure, _by_year),
    "decisions": Group("decision", lambda record: record.measure, by_date),
    "documents": Group("document", lambda record: record.measure),
    "goals of measures": Group("measure_goal", lambda record: record.measure),
    "measures of goals": Group("measure_goal", lambda record: record.goal),
    "partners of measures": Group("measure_partner", lambda record: record.measure),
    "measures of partners": Group("measure_partner", lambda record: record.partner),
    "bodies": Group("body"),
    "members": Group("body_member", lambda record: record.body),
    "meetings": Group("meeting", place=by_date),
    "attendance": Group("attendance", lambda record: record.meeting),
    "agenda": Group("agenda_item", lambda record: (record.meeting, record.parent)),
    "measures of items": Group("agenda_measure", lambda record: record.agenda_item),
    "items of measures": Group("agenda_measure", lambda record: record.measure),
    "phases of items": Group("agenda_phase", lambda record: record.agenda_item),
    "decisions of items": Group("decision", lambda record: record.agenda_item),
    "measures of decisions": Group("measure_decision", lambda record: record.decision),
    "decisions of measures": Group("measure_decision", lambda record: record.measure),
    "tasks": Group("task", place=_by_until),
    "tasks of items": Group("task", lambda record: record.agenda_item),
    "tasks of measures": Group("task", lambda record: record.measure, _by_until),
    "set asides": Group("set_aside", lambda record: (record.table, record.row)),
}

Way = Literal["look", "spelling"]
"""How two names are compared: whether they look the same, or are the same but for spelling (`search.alike`)."""
NAMES = (("partner", "name"), ("partner", "abbreviation"), ("alias", "text"))
WAYS: dict[Way, tuple[str, ...]] = {"look": ("look",), "spelling": ("bare", "spelt")}


def _name_group(table: str, field: str, kind: str) -> Group:
    return Group(table, lambda record: name_key(getattr(record, field) or "", kind))


def name_key(name: str, kind: str) -> str:
    """What names are compared by."""
    if kind == "look":
        return gate.looks(name)
    return getattr(folding.fold(name), kind)  # type: ignore[no-any-return]


for _table, _field in NAMES:
    for _kind in ("look", "bare", "spelt"):
        GROUPS[f"{_table} by {_field}, {_kind}"] = _name_group(_table, _field, _kind)


def grouped(records: Iterable[Any], kind: Group) -> dict[Key, tuple[Any, ...]]:
    """The ordered lists of one kind."""
    groups: dict[Key, list[Any]] = {}
    for record in records:
        groups.setdefault(kind.of(record), []).append(record)
    return {key: tuple(sorted(members, key=kind.place)) for key, members in groups.items()}


def _without(members: Sequence[Any], gone: list[Any], place: Callable[[Any], Any]) -> list[Any]:
    """The members of a list in their order, without some of them."""
    if len(gone) == len(members):
        return []
    if len(gone) * _FEW > len(members):
        ids = {record.id for record in gone}
        return [record for record in members if record.id not in ids]
    kept: list[Any] = []
    start = 0
    # Taken over in pieces: a list that loses records one by one moves all that is behind each of them.
    for at in sorted(bisect_left(members, place(record), key=place) for record in gone):
        kept += members[start:at]
        start = at + 1
    kept += members[start:]
    return kept


def _with(members: Sequence[Any], come: list[Any], place: Callable[[Any], Any]) -> list[Any]:
    """The members of a list and some more, in their order."""
    if len(come) * _FEW > len(members):
        return sorted([*members, *come], key=place)
    whole: list[Any] = []
    start = 0
    # The members are in order: finding the places of a few costs less than sorting all anew.
    for record in sorted(come, key=place):
        at = bisect(members, place(record), start, key=place)
        whole += members[start:at]
        whole.append(record)
        start = at
    whole += members[start:]
    return whole


def regrouped(
    name: str,
    group: dict[Key, tuple[Any, ...]],
    rows: dict[str, dict[str, Record]],
    touched: dict[str, dict[str, Record | None]],
) -> dict[Key, tuple[Any, ...]]:
    """The lists of one kind after a change: only those that lost, got or hold a touched row are made anew.

    ``touched`` has the rows of a table that the change is about as they were before it.
    """
    table, of, place = GROUPS[name]
    if table not in touched:
        return group
    gone: dict[Key, list[Any]] = {}
    come: dict[Key, list[Any]] = {}
    for key, old in touched[table].items():
        if old is not None:
            gone.setdefault(of(old), []).append(old)
        if (now := rows[table].get(key)) is not None:
            come.setdefault(of(now), []).append(now)
    renewed = dict(group)
    for owner in gone.keys() | come.keys():
        members, lost, got = group.get(owner, ()), gone.get(owner), come.get(owner)
        kept = _without(members, lost, place) if lost else members
        renewed[owner] = tuple(_with(kept, got, place) if got else kept)
    return renewed
