"""The plan as a value: all records of one file, and the lists that people see, in their order."""

import functools
import operator
from bisect import bisect_left
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, TypeVar, cast

import msgspec

from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.grouping import (
    GROUPS,
    NAMES,
    WAYS,
    Key,
    Way,
    by_date,
    grouped,
    name_key,
    regrouped,
)
from nrw_desktop.domain.model.meeting_records import (
    AgendaItem,
    AgendaMeasure,
    AgendaPhase,
    Attendance,
    Body,
    BodyMember,
    MeasureDecision,
    Meeting,
    Task,
)
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
from nrw_desktop.domain.text import gate

Rows = Mapping[str, Mapping[str, Record]]
R = TypeVar("R", bound=Record)
_place = GROUPS["phases"].place


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
        return cast("R | None", self.rows[TABLE_OF[kind]].get(key)) if key else None

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
        found = self.rows["phase"].get(phase)
        return bisect_left(self.phases, _place(found), key=_place) + 1 if found else 0

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
        """A measure's way through council and committees, by date: its own, and those of meetings about it."""
        own = self.own_decisions(measure)
        links = self.decisions_about(measure)
        if not links:
            return own
        return tuple(sorted((*own, *(self.get(Decision, link.decision) for link in links)), key=by_date))

    def own_decisions(self, measure: str) -> tuple[Decision, ...]:
        """The decisions that belong to a measure alone, made in no meeting that the plan knows."""
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

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that meet, as they were added."""
        return self._list("bodies", None)

    def members(self, body: str) -> tuple[BodyMember, ...]:
        """The members of a body, as they were added."""
        return self._list("members", body)

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """All meetings by date, those without one behind them."""
        return self._list("meetings", None)

    def attendance(self, meeting: str) -> tuple[Attendance, ...]:
        """Who was invited to a meeting or came, as they were added."""
        return self._list("attendance", meeting)

    def agenda(self, meeting: str | None, parent: str | None = None) -> tuple[AgendaItem, ...]:
        """The agenda items of a meeting that stand at the top or under the parent given, in their order.

        Without a meeting: the topics for later.
        """
        return self._list("agenda", (meeting, parent))

    def measures_at(self, item: str) -> tuple[AgendaMeasure, ...]:
        """The links to the measures that an agenda item is about."""
        return self._list("measures of items", item)

    def phases_at(self, item: str) -> tuple[AgendaPhase, ...]:
        """The links to the phases that an agenda item is about."""
        return self._list("phases of items", item)

    def decisions_at(self, item: str) -> tuple[Decision, ...]:
        """What was decided under an agenda item, in the order it was noted."""
        return self._list("decisions of items", item)

    def decided_on(self, decision: str) -> tuple[MeasureDecision, ...]:
        """The links to the measures that a decision of a meeting is about."""
        return self._list("measures of decisions", decision)

    def items_about(self, measure: str) -> tuple[AgendaMeasure, ...]:
        """The links to the agenda items that are about a measure."""
        return self._list("items of measures", measure)

    def decisions_about(self, measure: str) -> tuple[MeasureDecision, ...]:
        """The links to the decisions of meetings that are about a measure."""
        return self._list("decisions of measures", measure)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks by the day until which they are to be done, those without one behind them."""
        return self._list("tasks", None)

    def tasks_at(self, item: str) -> tuple[Task, ...]:
        """The tasks that were given under an agenda item, in the order they were noted."""
        return self._list("tasks of items", item)

    def tasks_of(self, measure: str) -> tuple[Task, ...]:
        """The tasks that belong to a measure, by the day until which they are to be done."""
        return self._list("tasks of measures", measure)

    def called(self, text: str, way: Way = "look") -> tuple[Partner, ...]:
        """The partners that are called so: by their name first, then by abbreviation, then by another spelling."""
        keys = {name_key(text, kind) for kind in WAYS[way]} - {""}
        found: dict[str, Partner] = {}
        for table, field in NAMES:
            groups = (self._list(f"{table} by {field}, {kind}", key) for kind in WAYS[way] for key in keys)
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
            kind = GROUPS[name]
            group = self._groups[name] = grouped(self.rows[kind.table].values(), kind)
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
        groups = {name: regrouped(name, group, rows, touched) for name, group in self._groups.items()}
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
