"""One row that two copies of a plan have differently: what of theirs is taken over, and what is to be asked."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from nrw_desktop.domain.merging.groups import ROW, groups, place_of
from nrw_desktop.domain.merging.news import Key, News, RowNews
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import BELONGING, NESTING, TABLES, Decision, Record, field_of
from nrw_desktop.domain.text import kinds

_ONCE = {
    "year_text": ("year",),
    "funding_year": ("year",),
    "cost": ("measure", "year"),
    "body_member": ("body", "partner", "name"),
    "attendance": ("meeting", "partner", "name"),
}
"""What there is once for each of these: two copies that each added it added the same."""


class Row(NamedTuple):
    """A row of which the copies hold something else, or that only one of them has.

    ``taken`` are the groups that are as theirs have them; with ROW among them the row itself comes or goes. ``asked``
    are those to be decided, ``free`` those of which nobody chose what they hold. ``final`` is the id that the row has
    when it is one: of two that were added in both copies the smaller, so that it does not matter who merges.
    """

    table: str
    ours: Record | None
    theirs: Record | None
    our_news: RowNews | None
    their_news: RowNews | None
    taken: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    final: str = ""

    @property
    def key(self) -> Key:
        """Table and id, as the conflicts about it name it."""
        record = self.ours or self.theirs
        assert record is not None
        return self.table, record.id

    def result(self, theirs: Callable[[str], bool | None]) -> Record | None:
        """The row as it will be; ``theirs`` says of a group that is asked which one it is, None while nobody knows.

        While nobody knows, our values stay, and so does a row that one of the copies deleted.
        """
        if self.ours is None or self.theirs is None:
            there = self.ours or self.theirs
            if ROW in self.asked:
                chosen = theirs(ROW)
                return there if chosen is None or chosen is (self.theirs is not None) else None
            return there if (self.ours is not None) is not (ROW in self.taken) else None
        values: dict[str, Any] = {}
        for group in (*self.taken, *(one for one in self.asked if theirs(one))):
            values |= {field: getattr(self.theirs, field) for field in groups(self.table)[group]}
        if self.final and self.final != self.ours.id:
            values["id"] = self.final
        return msgspec.structs.replace(self.ours, **values) if values else self.ours


def different(ours: Plan, theirs: Plan, our_news: News, their_news: News) -> list[Row]:
    """All rows that the copies have differently, each with what is to become of it."""
    found = []
    for table in TABLES:
        mine, other = ours.rows[table], theirs.rows[table]
        twins = _twins(table, mine, other)
        keys = dict.fromkeys((*mine, *other)) if mine is not other else {}
        for key in keys:
            one = mine.get(key)
            if one is None and key in twins.values():
                continue
            their_key = twins.get(key, key)
            two = other.get(their_key)
            if one == two:
                continue
            row = Row(table, one, two, our_news.get((table, key)), their_news.get((table, their_key)))
            if their_key != key:
                row = row._replace(final=min(key, their_key))
            found.append(_decided(row))
    return found


def _twins(table: str, ours: Mapping[str, Record], theirs: Mapping[str, Record]) -> dict[str, str]:
    """Rows that each of the copies has for itself and that there can be but once: our ids, and theirs for each."""
    if table not in _ONCE:
        return {}

    def what(record: Record) -> tuple[Any, ...]:
        return tuple(getattr(record, field) for field in _ONCE[table])

    new = {what(theirs[key]): key for key in sorted(theirs.keys() - ours.keys())}
    mine = sorted(ours.keys() - theirs.keys())
    # Each of theirs goes with one of ours.
    return {key: their_key for key in mine if (their_key := new.pop(what(ours[key]), None)) is not None}


def _decided(row: Row) -> Row:
    if row.ours is None or row.theirs is None:
        return _of_one(row)
    mine = row.our_news.written(row.table, row.ours) if row.our_news else frozenset[str]()
    other = row.their_news.written(row.table, row.theirs) if row.their_news else frozenset[str]()
    is_new = all(news is not None and news.before is None for news in (row.our_news, row.their_news))
    ours_first, theirs_first = (row.our_news, row.their_news), (row.their_news, row.our_news)
    taken, asked, free = set[str](), set[str](), set[str]()
    for group, fields in groups(row.table).items():
        if all(getattr(row.ours, field) == getattr(row.theirs, field) for field in fields):
            continue
        is_theirs = _of_new(row, group, fields) if is_new else None
        if is_theirs is None and group not in mine and (group in other or _alone_touches(group, *theirs_first)):
            taken.add(group)
        elif is_theirs is None and (group in other or not (group in mine or _alone_touches(group, *ours_first))):
            is_theirs = _of_left(row, group, fields)
            if is_theirs is None:
                asked.add(group)
        if is_theirs is not None:
            free.add(group)
        if is_theirs:
            taken.add(group)
    return row._replace(taken=frozenset(taken), asked=frozenset(asked), free=frozenset(free))


def _of_new(row: Row, group: str, fields: tuple[str, ...]) -> bool | None:
    """Whether a group of a row that both added is as theirs: the first place, or what one of them alone filled in.

    None where that says nothing.
    """
    assert row.ours is not None
    assert row.theirs is not None
    if group == place_of(row.table) and _differ_in_order_alone(row, fields):
        return bool(row.theirs.order < row.ours.order)  # type: ignore[attr-defined]
    if _is_empty(row.ours, fields) or _is_empty(row.theirs, fields):
        return _is_empty(row.ours, fields)
    return None


def _of_left(row: Row, group: str, fields: tuple[str, ...]) -> bool | None:
    """Whether a group of which there is nothing to ask is as theirs: it follows a meeting, or what it stands under, or
    looks alike to people.

    None where there is something to ask.
    """
    seen = [field for field in fields if field_of(row.table, field).kind is not kinds.CODE]
    is_alike = bool(seen) and all(getattr(row.ours, field) == getattr(row.theirs, field) for field in seen)
    follows = isinstance(row.ours, Decision) and row.ours.agenda_item is not None and group in ("body", "date")
    if not (is_alike or follows or (group == place_of(row.table) and _goes_with_its_parent(row, fields))):
        return None
    ours, theirs = ([str(getattr(one, field) or "") for field in fields] for one in (row.ours, row.theirs))
    return theirs < ours


def _goes_with_its_parent(row: Row, fields: tuple[str, ...]) -> bool:
    """Whether a row stands at the same place under the same one, which is elsewhere in one of the copies."""
    above = NESTING.get(row.table)
    homes = set(BELONGING.get(row.table, ())) - {above}
    alike = all(getattr(row.ours, field) == getattr(row.theirs, field) for field in fields if field not in homes)
    return above is not None and alike and getattr(row.ours, above) is not None


def _is_empty(record: Record, fields: tuple[str, ...]) -> bool:
    return all(getattr(record, field) in (None, "") for field in fields)


def _alone_touches(group: str, one: RowNews | None, other: RowNews | None) -> bool:
    """Whether only one side touched a group, that is back to what it was before: it knew the other side's value then.

    Both had written the same, and so nothing had to be decided.
    """
    return one is not None and one.touches(group) and not (other is not None and other.touches(group))


def _differ_in_order_alone(row: Row, fields: tuple[str, ...]) -> bool:
    return all(getattr(row.ours, field) == getattr(row.theirs, field) for field in fields if field != "order")


def _of_one(row: Row) -> Row:
    """A row that one of the copies lacks: it is new there, or the other one deleted it."""
    mine, other = row.our_news, row.their_news
    there, lacking = (mine, other) if row.theirs is None else (other, mine)
    record = row.ours or row.theirs
    assert record is not None
    gone = lacking is not None and (lacking.before is not None or _alone_touches(ROW, lacking, there))
    edited = there is not None and bool(there.written(row.table, record))
    if gone and edited:
        return row._replace(asked=frozenset({ROW}))
    # Where neither did anything to it, it stays: nothing goes without somebody having deleted it.
    takes = not gone if row.ours is None else gone
    return row._replace(taken=frozenset({ROW}) if takes else frozenset())
