"""The plan as a value: all records of one file, and the lists that people see, in their order."""

import functools
import operator
from bisect import bisect, bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeVar, cast

import msgspec

from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.records import (
    TABLE_OF,
    TABLES,
    Alias,
    Contact,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    SetAside,
    YearText,
)
from nrw_desktop.domain.text import folding, gate

Rows = Mapping[str, Mapping[str, Record]]
Key = Hashable
R = TypeVar("R", bound=Record)

_FEW = 16
"""Looking for a record by its place costs as much as passing by so many."""


def _by_order(record: Record) -> tuple[str, str]:
    return getattr(record, "order", ""), record.id


def _by_date(record: Any) -> tuple[str, str]:
    # What has no date yet comes last.
    return record.date or "~", record.id


def _by_year(record: Any) -> tuple[int, str]:
    return record.year, record.id


class _Group(NamedTuple):
    """The ordered lists of one kind: from which table, by what its records are told apart, and their order."""

    table: str
    of: Callable[[Any], Key] = lambda record: None
    place: Callable[[Any], Any] = _by_order


_GROUPS: dict[str, _Group] = {
    "phases": _Group("phase"),
    "partners": _Group("partner"),
    "funding_years": _Group("funding_year", place=_by_year),
    "deadlines": _Group("deadline", place=_by_date),
    "year_texts": _Group("year_text", place=_by_year),
    "measures": _Group("measure", lambda record: record.phase),
    "goals": _Group("goal", lambda record: (record.phase, record.parent)),
    "mentions": _Group("mention", lambda record: record.phase),
    "mentioned": _Group("mention", lambda record: record.partner),
    "aliases": _Group("alias", lambda record: record.partner),
    "contacts": _Group("contact", lambda record: record.partner),
    "costs": _Group("cost", lambda record: record.measure, _by_year),
    "decisions": _Group("decision", lambda record: record.measure, _by_date),
    "documents": _Group("document", lambda record: record.measure),
    "goals of measures": _Group("measure_goal", lambda record: record.measure),
    "measures of goals": _Group("measure_goal", lambda record: record.goal),
    "partners of measures": _Group("measure_partner", lambda record: record.measure),
    "measures of partners": _Group("measure_partner", lambda record: record.partner),
    "set asides": _Group("set_aside", lambda record: (record.table, record.row)),
}

Way = Literal["look", "spelling"]
"""How two names are compared: whether they look the same, or are the same but for spelling (`search.alike`)."""
_NAMES = (("partner", "name"), ("partner", "abbreviation"), ("alias", "text"))
_WAYS: dict[Way, tuple[str, ...]] = {"look": ("look",), "spelling": ("bare", "spelt")}


def _name_group(table: str, field: str, kind: str) -> _Group:
    return _Group(table, lambda record: _name_key(getattr(record, field) or "", kind))


def _name_key(name: str, kind: str) -> str:
    if kind == "look":
        return gate.looks(name)
    return getattr(folding.fold(name), kind)  # type: ignore[no-any-return]


for _table, _field in _NAMES:
    for _kind in ("look", "bare", "spelt"):
        _GROUPS[f"{_table} by {_field}, {_kind}"] = _name_group(_table, _field, _kind)


class Plan:
    """An immutable snapshot of a plan file.

    ``rows`` holds every record by table and id, ``head`` the id of the newest change in it. Lists are sorted when they
    are first asked for; a new plan made by `apply` takes them over and renews only those that the change touches.
    """

    __slots__ = ("_groups", "head", "rows")

    def __init__(
        self, rows: Rows, head: str | None = None, groups: dict[str, dict[Key, tuple[Any, ...]]] | None = None
    ):
        self.rows = rows
        self.head = head
        self._groups = groups or {}

    @classmethod
    def empty(cls) -> "Plan":
        """A plan without a single row, as a file's first change meets it."""
        return cls({table: {} for table in TABLES})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def find(self, kind: type[R], key: str | None) -> R | None:
        """The record of this kind and id, or None where the plan has none."""
        return self.all(kind).get(key) if key else None

    def record(self, table: str, key: str | None) -> Record | None:
        """The same for a table given by its name."""
        return self.rows[table].get(key) if key else None

    def record_of(self, aside: SetAside) -> Record | None:
        """The record at which something is set aside; None for a whole rule."""
        return self.rows.get(aside.table or "", {}).get(aside.row or "")

    def all(self, kind: type[R]) -> Mapping[str, R]:
        """All records of this kind by their ids, in no particular order."""
        return cast("Mapping[str, R]", self.rows[TABLE_OF[kind]])

    def get(self, kind: type[R], key: str) -> R:
        """The record of this kind and id.

        Raises:
            PlanError: it is no longer there.
        """
        found = self.all(kind).get(key)
        if found is None:
            raise PlanError("Diese Zeile gibt es nicht mehr. Sie wurde inzwischen gelöscht.")
        return found

    @property
    def project(self) -> Project:
        """The one row about the whole."""
        return next(iter(self.all(Project).values()), Project(id=""))

    @property
    def phases(self) -> tuple[Phase, ...]:
        """All phases in their order."""
        return self._list("phases", None)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The register of partners in the order they came in."""
        return self._list("partners", None)

    def number(self, phase: str) -> int:
        """The phase's number, counted from 1; 0 where the plan has no such phase."""
        return next((number for number, found in enumerate(self.phases, 1) if found.id == phase), 0)

    def measures(self, phase: str) -> tuple[Measure, ...]:
        """The measures of a phase in their order."""
        return self._list("measures", phase)

    def goals(self, phase: str, parent: str | None = None) -> tuple[Goal, ...]:
        """The goals of a phase that stand at the top or under the parent given, in their order."""
        return self._list("goals", (phase, parent))

    def mentions(self, phase: str) -> tuple[Mention, ...]:
        """The partners that a phase names itself, in their order."""
        return self._list("mentions", phase)

    def mentioned(self, partner: str) -> tuple[Mention, ...]:
        """Where a partner is named."""
        return self._list("mentioned", partner)

    def aliases(self, partner: str) -> tuple[Alias, ...]:
        """The other spellings of a partner."""
        return self._list("aliases", partner)

    def contacts(self, partner: str) -> tuple[Contact, ...]:
        """The people to talk to at a partner."""
        return self._list("contacts", partner)

    @property
    def funding_years(self) -> tuple[FundingYear, ...]:
        """Cap and own share, year by year."""
        return self._list("funding_years", None)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """What is due when, by date."""
        return self._list("deadlines", None)

    @property
    def year_texts(self) -> tuple[YearText, ...]:
        """What the Sachbericht of each year tells, year by year."""
        return self._list("year_texts", None)

    def costs(self, measure: str) -> tuple[Cost, ...]:
        """What a measure costs, year by year."""
        return self._list("costs", measure)

    def decisions(self, measure: str) -> tuple[Decision, ...]:
        """A measure's way through council and committees, by date."""
        return self._list("decisions", measure)

    def documents(self, measure: str) -> tuple[Document, ...]:
        """The documents about a measure, as they were added."""
        return self._list("documents", measure)

    def goals_of(self, measure: str) -> tuple[MeasureGoal, ...]:
        """The links to the goals that a measure serves."""
        return self._list("goals of measures", measure)

    def measures_for(self, goal: str) -> tuple[MeasureGoal, ...]:
        """The links to the measures that serve a goal."""
        return self._list("measures of goals", goal)

    def partners_of(self, measure: str) -> tuple[MeasurePartner, ...]:
        """The links to the partners that take part in a measure."""
        return self._list("partners of measures", measure)

    def measures_with(self, partner: str) -> tuple[MeasurePartner, ...]:
        """The links to the measures that a partner takes part in."""
        return self._list("measures of partners", partner)

    def set_asides(self, table: str | None = None, row: str | None = None) -> tuple[SetAside, ...]:
        """What is set aside about a record; without one, the rules that are set aside as a whole."""
        return self._list("set asides", (table, row))

    def called(self, text: str, way: Way = "look") -> tuple[Partner, ...]:
        """The partners that are called so: by their name first, then by abbreviation, then by another spelling."""
        keys = {_name_key(text, kind) for kind in _WAYS[way]} - {""}
        found: dict[str, Partner] = {}
        for table, field in _NAMES:
            groups = (self._list(f"{table} by {field}, {kind}", key) for kind in _WAYS[way] for key in keys)
            for record in chain.from_iterable(groups):
                partner = self.find(Partner, getattr(record, "partner", record.id))
                if isinstance(partner, Partner):
                    found.setdefault(partner.id, partner)
        return tuple(found.values())

    def namesakes(self, partner: Partner) -> tuple[Partner, ...]:
        """The partners whose names look the same as this one's, itself among them, as they stand in the register."""
        return self._list("partner by name, look", gate.looks(partner.name))

    def responsible(self, measure: Measure) -> str:
        """Who is responsible for a measure: the partner's name as it is today, or the words that were typed."""
        partner = self.find(Partner, measure.responsible_partner)
        return partner.name if partner else measure.responsible or ""

    def _list(self, name: str, key: Key) -> tuple[Any, ...]:
        group = self._groups.get(name)
        if group is None:
            kind = _GROUPS[name]
            group = self._groups[name] = _grouped(self.rows[kind.table].values(), kind)
        return group.get(key, ())

    def apply(self, change: Change) -> "Plan":
        """The plan after the change.

        Raises:
            ConflictError: a row is not as the change found it, so somebody else changed it since.
        """
        rows: dict[str, dict[str, Record]] = {}
        touched: dict[str, dict[str, Record | None]] = {}
        for changed in change.rows:
            table = rows.get(changed.table)
            if table is None:
                table = rows[changed.table] = dict(self.rows[changed.table])
            old = table.get(changed.id)
            new = _renewed(changed.table, old, changed.before, changed.after)
            if new is None:
                del table[changed.id]
            else:
                table[changed.id] = new
            touched.setdefault(changed.table, {}).setdefault(changed.id, old)
        groups = {name: _regrouped(name, group, rows, touched) for name, group in self._groups.items()}
        return Plan({**self.rows, **rows}, change.id, groups)


def _renewed(
    table: str, old: Record | None, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Record | None:
    """The row after its part of a change, refused where it is not as ``before`` says."""
    if before is None:
        if old is not None:
            raise ConflictError("Diese Zeile gibt es schon. Bitte den Schritt noch einmal ausführen.")
        return TABLES[table](**after or {})
    if old is None:
        raise ConflictError("Diese Zeile gibt es nicht mehr. Sie wurde inzwischen gelöscht.")
    if _values(tuple(before))(old) != tuple(before.values()):
        raise ConflictError("Diese Zeile wurde inzwischen anders geändert. Bitte ansehen und den Schritt wiederholen.")
    return None if after is None else msgspec.structs.replace(old, **after)


@functools.lru_cache(maxsize=1_000)
def _values(fields: tuple[str, ...]) -> Callable[[Record], tuple[Any, ...]]:
    """What reads these fields of a record, at once: a removal looks at all of them."""
    if len(fields) < 2:
        return lambda record: tuple(getattr(record, field) for field in fields)
    return operator.attrgetter(*fields)


def _grouped(records: Iterable[Any], kind: _Group) -> dict[Key, tuple[Any, ...]]:
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


def _regrouped(
    name: str,
    group: dict[Key, tuple[Any, ...]],
    rows: dict[str, dict[str, Record]],
    touched: dict[str, dict[str, Record | None]],
) -> dict[Key, tuple[Any, ...]]:
    """The lists of one kind after a change: only those that lost, got or hold a touched row are made anew.

    ``touched`` has the rows of a table that the change is about as they were before it.
    """
    table, of, place = _GROUPS[name]
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
