"""A plan as sheets of rows and typed cells, whatever program they are for: heads are the words of the fields.

Phases go by their number, measures and goals by a number that begins with it („2.3“, „2.1.4“), partners by their name.
The last column of each sheet holds our id, by which a row that comes back is known again.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    Decision,
    Goal,
    Measure,
    Partner,
    Phase,
    Record,
)
from nrw_desktop.domain.queries import goals, meetings, partners, period
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.points import PARTS, said
from nrw_desktop.exchange.marks import ID_HEAD

Form = Literal["text", "number", "euros", "year", "day"]
FOLLOWS = " richtet sich nach"
"""Behind „Beginn“ and „Ende“: the head of what that end of a period follows, in words that read back as the same."""
ROWS_TO_COME = 200
"""So many rows below the last one are made ready for what others add."""
_PRINTED_WIDTH = 220
"""Letters that can still be read on a line of a page."""


class Column(NamedTuple):
    """What stands above a column, in which form its cells are, how wide it is in letters, and what can be chosen.

    An optional column is there only where one of its cells says something.
    """

    head: str
    form: Form = "text"
    width: int = 18
    choices: tuple[str, ...] = ()
    is_optional: bool = False


class Day(NamedTuple):
    """A day; with ``is_month`` only its month is known, and it is the first or the last day of that."""

    date: dt.date
    is_month: bool = False


Cell = str | int | Day | None
"""Amounts of money are whole cents in a column of „euros“."""


class Sheet(NamedTuple):
    """One sheet: what its tab says, its columns, and its rows of one cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]


Read = Callable[[Plan, Any], Cell]


class _Source(NamedTuple):
    column: Column
    read: Read


SHEETS: dict[str, tuple[str, ...]] = {
    "Projekt": ("project",),
    "Phasen": ("phase",),
    "Maßnahmen": ("measure",),
    "Ziele": ("goal",),
    "Kooperationspartner": ("partner",),
    "Nennungen": ("mention",),
    "Verknüpfungen": ("measure_goal", "measure_partner"),
    "Kosten": ("cost",),
    "Beschlüsse": ("decision",),
    "Förderjahre": ("funding_year",),
    "Fristen": ("deadline",),
    "Aufgaben": ("task",),
    "Kontakte": ("contact",),
    "Dokumente": ("document",),
}
"""The sheets by their titles, and of which tables each has rows."""
_WITH = {"partner": "alias", "decision": "measure_decision"}
"""What stands in a column of another table's rows."""


def held(title: str) -> frozenset[str]:
    """The tables that the sheet of this title holds."""
    return frozenset({*SHEETS[title], *(_WITH[table] for table in SHEETS[title] if table in _WITH)})


TABLES = frozenset(table for title in SHEETS for table in held(title))
"""The tables that sheets hold."""
_ALWAYS = frozenset({"project", "phase", "measure", "goal", "partner", "measure_goal", "cost", "decision"})
_WIDE, _NARROW = 50, 12
_LIST_HEAD = "Liste darunter"

_OF_PLANS: dict[str, Callable[[Plan], Iterable[Record]]] = {
    "project": lambda plan: (plan.project,),
    "phase": lambda plan: plan.phases,
    "partner": lambda plan: plan.partners,
    "funding_year": lambda plan: plan.funding_years,
    "deadline": lambda plan: plan.deadlines,
    "task": lambda plan: plan.tasks,
}
_OF_PHASES: dict[str, Callable[[Plan, Phase], Iterable[Record]]] = {
    "measure": lambda plan, phase: plan.measures(phase.id),
    "goal": lambda plan, phase: (entry.goal for entry in goals.entries(plan, phase)),
    "mention": lambda plan, phase: plan.mentions(phase.id),
}
_OF_MEASURES: dict[str, Callable[[Plan, str], Iterable[Record]]] = {
    "measure_goal": Plan.goals_of,
    "measure_partner": Plan.partners_of,
    "cost": Plan.costs,
    "decision": Plan.decisions,
    "document": Plan.documents,
}


def sheets(plan: Plan, edition: Edition) -> list[Sheet]:
    """The sheets of a plan, which in the public edition is one without what is not public."""
    numbers = numbers_of(plan)
    found = []
    for title, tables in SHEETS.items():
        tables = tuple(table for table in tables if edition == "internal" or _is_public(table))
        rows = {table: list(_rows(plan, table)) for table in tables}
        if not tables or not (any(rows.values()) or set(tables) & _ALWAYS):
            continue
        sources = {table: list(_sources(table, numbers, edition)) for table in tables}
        columns = tuple(dict.fromkeys(one.column for table in tables for one in sources[table]))
        # The id stays the last one.
        columns = (*columns[: (last := _id_place(columns))], *columns[last + 1 :], columns[last])
        cells = [row for table in tables for row in _cells(plan, rows[table], columns, sources[table])]
        kept = [place for place, one in enumerate(columns) if not one.is_optional or any(row[place] for row in cells)]
        rows_kept = [tuple(row[place] for place in kept) for row in cells]
        found.append(Sheet(title, tuple(columns[place] for place in kept), rows_kept))
    return found


@cache
def heads(title: str) -> tuple[str, ...]:
    """All heads that the sheet of this title can have."""
    found = (source.column.head for table in SHEETS[title] for source in _sources(table, {}, "internal"))
    return tuple(dict.fromkeys(found))


def frozen(columns: Sequence[Column]) -> int:
    """How many columns stay in sight: the number, where there is one."""
    return 1 if columns[0].head.startswith("Nr.") else 0


def fits_on_paper(columns: Sequence[Column]) -> bool:
    """Whether all columns can still be read when they are made to fit one page; the id is not printed."""
    return sum(one.width for one in columns if one.head != ID_HEAD) <= _PRINTED_WIDTH


def _id_place(columns: tuple[Column, ...]) -> int:
    return next(place for place, one in enumerate(columns) if one.head == ID_HEAD)


def _cells(
    plan: Plan, records: Iterable[Record], columns: Iterable[Column], sources: Iterable[_Source]
) -> Iterator[tuple[Cell, ...]]:
    of_columns = {one.column: one.read for one in sources}
    reads = [of_columns.get(column) for column in columns]
    for record in records:
        yield tuple(read(plan, record) if read else None for read in reads)


def _is_public(table: str) -> bool:
    return any(spec.public and spec.kind is not kinds.KEY for spec in FIELD_TABLE[table].values())


INTERNAL = frozenset(title for title, tables in SHEETS.items() if not any(map(_is_public, tables)))
"""The lists that no public edition has."""


def numbers_of(plan: Plan) -> dict[str, str]:
    """What measures and goals go by, by their ids."""
    found: dict[str, str] = {}
    for number, phase in enumerate(plan.phases, 1):
        found |= {one.id: f"{number}.{place}" for place, one in enumerate(plan.measures(phase.id), 1)}
        found |= {goal: f"{number}.{path}" for goal, path in goals.paths(plan, phase.id)}
    return found


def _rows(plan: Plan, table: str) -> Iterable[Record]:
    """The rows of a table in the order in which people know them."""
    if table in _OF_MEASURES:
        measures = (one for phase in plan.phases for one in plan.measures(phase.id))
        # A decision may be about several.
        return {one.id: one for measure in measures for one in _OF_MEASURES[table](plan, measure.id)}.values()
    if table in _OF_PHASES:
        return [one for phase in plan.phases for one in _OF_PHASES[table](plan, phase)]
    if table == "contact":
        return [one for partner in plan.partners for one in plan.contacts(partner.id)]
    return _OF_PLANS[table](plan)


def _sources(table: str, numbers: Mapping[str, str], edition: Edition) -> Iterator[_Source]:
    yield from _before(table, numbers)
    for field, spec in FIELD_TABLE[table].items():
        if table in ("phase", "measure") and field in PARTS:
            if field == "start":
                yield from _period()
        elif field == "responsible":
            yield _Source(Column(spec.word, width=28), lambda plan, record: plan.responsible(record) or None)
        elif table == "task" and field == "name":
            yield _Source(Column(spec.word, width=28), lambda plan, record: meetings.who(plan, record) or None)
        elif spec.is_own and (spec.public or edition == "internal"):
            yield _own(table, field)
    yield from _behind(table, edition)
    yield _Source(Column(ID_HEAD, width=_NARROW), lambda _plan, record: record.id)


def _own(table: str, field: str) -> _Source:
    """A field that says something about the record itself."""
    spec = FIELD_TABLE[table][field]
    match spec.kind:
        case kinds.CENTS:
            return _Source(Column(spec.word, "euros", 16), lambda _plan, record: getattr(record, field))
        case kinds.YEAR | kinds.LENIENT_YEAR:
            return _Source(Column(spec.word, "year", 8), lambda _plan, record: getattr(record, field))
        case kinds.COUNT:
            return _Source(Column(spec.word, "number", _NARROW), lambda _plan, record: getattr(record, field))
        case kinds.DATE:
            return _Source(Column(spec.word, "day", 14), lambda _plan, record: _day(getattr(record, field)))
        case kinds.MONTH:
            return _Source(
                Column(spec.word, "day", 14), lambda _plan, record: month_day(getattr(record, field), None, "start")
            )
    choices = ("ja", "nein") if spec.kind is kinds.FLAG else tuple(spec.words.values())
    width = _WIDE if spec.kind is kinds.TEXT else max(16, *(len(one) for one in choices)) if choices else 24
    word = _LIST_HEAD if field == "child_style" else spec.word
    return _Source(
        Column(word, width=width, choices=choices), lambda _plan, one: spec.text(getattr(one, field)) or None
    )


def _day(value: str | None) -> Day | None:
    return Day(dt.date.fromisoformat(value)) if value else None


def month_day(month: str | None, day: int | None, side: period.Side) -> Day | None:
    """A month as a day that sheets can sort by: its first, or its last where it is an end."""
    if not month:
        return None
    year, number = int(month[:4]), int(month[5:])
    last = calendar.monthrange(year, number)[1] if side == "end" else 1
    return Day(dt.date(year, number, day or last), is_month=day is None)


def _period() -> Iterator[_Source]:
    """A period as it is worded, and both its ends, with what they follow."""
    yield _Source(Column("Zeitraum", width=24), lambda plan, record: period.wording(plan, record) or None)
    for side, head in (("start", "Beginn"), ("end", "Ende")):

        def end(plan: Plan, record: Any, side: Any = side) -> Cell:
            point = period.resolved_point(plan, record, side)
            return month_day(point.month, point.day, side)

        yield _Source(Column(head, "day", 14), end)

        def rule(plan: Plan, record: Any, side: Any = side) -> Cell:
            point = period.point(record, side)
            return said(point, plan.number, side) if point.rule else None

        yield _Source(Column(f"{head}{FOLLOWS}", width=24, is_optional=True), rule)


def _phase_number(plan: Plan, key: str | None) -> int | None:
    return plan.number(key) or None if key else None


def _before(table: str, numbers: Mapping[str, str]) -> Iterator[_Source]:
    """What says which row it is and to what it belongs, before what it says itself."""
    number, title = Column("Nr.", width=8), Column("Phase", width=28)

    def phase_title(plan: Plan, record: Any) -> Cell:
        return caption(plan.get(Phase, record.phase))

    def partner_name(plan: Plan, record: Any) -> Cell:
        return plan.get(Partner, record.partner).name

    match table:
        case "phase":
            yield _Source(number, lambda plan, record: str(plan.number(record.id)))
        case "measure" | "goal":
            yield _Source(number, lambda _plan, record: numbers.get(record.id))
            yield _Source(title, phase_title)
        case "mention":
            yield _Source(number, lambda plan, record: str(plan.number(record.phase)))
            yield _Source(title, phase_title)
            yield _Source(Column("Kooperationspartner", width=40), partner_name)
        case "contact":
            yield _Source(Column("Kooperationspartner", width=40), partner_name)
        case "measure_goal" | "measure_partner" | "cost" | "decision" | "document" | "task":
            yield _Source(
                Column("Nr. der Maßnahme", width=16),
                lambda plan, one: ", ".join(numbers[key] for key in _measures_of(plan, one) if key in numbers) or None,
            )
            yield _Source(
                Column("Maßnahme", width=_WIDE),
                lambda plan, one: "; ".join(caption(plan.get(Measure, key)) for key in _measures_of(plan, one)) or None,
            )
    match table:
        case "measure_goal":
            yield _Source(Column("Nr. des Ziels", width=14), lambda _plan, record: numbers.get(record.goal))
            yield _Source(Column("Ziel", width=_WIDE), lambda plan, record: plan.get(Goal, record.goal).text)
        case "measure_partner":
            yield _Source(Column("Kooperationspartner", width=40), partner_name)


def _measures_of(plan: Plan, record: Record) -> list[str]:
    """The measures that a row is about: one, or with a decision of a meeting several."""
    own: str | None = getattr(record, "measure", None)
    links = plan.decided_on(record.id) if isinstance(record, Decision) else ()
    return list(dict.fromkeys(filter(None, (own, *(link.measure for link in links)))))


def _behind(table: str, edition: Edition) -> Iterator[_Source]:
    """What a row refers to, behind what it says itself."""
    match table:
        case "phase":
            for field, head in (("refers_to", "Verweis auf Phase"), ("emphasis_phase", "Hervorhebung aus Phase")):

                def number(plan: Plan, record: Any, field: str = field) -> Cell:
                    return _phase_number(plan, getattr(record, field))

                yield _Source(Column(head, "number", 16), number)
            yield _Source(
                Column("Kooperationspartner", width=_WIDE), lambda plan, one: partners.cell_text(plan, one) or None
            )
        case "partner":
            if edition == "internal" or _is_public("alias"):
                yield _Source(
                    Column("Schreibweisen", width=30),
                    lambda plan, one: "\n".join(alias.text for alias in plan.aliases(one.id)) or None,
                )
            yield _Source(
                Column("Dabei seit Phase", "number", 16), lambda plan, one: _phase_number(plan, one.joined_phase)
            )
            yield _Source(Column("Phasen", width=20), lambda plan, one: partners.phases_text(plan, one) or None)
        case "task":
            yield _Source(Column("Phase", "number", 10), lambda plan, one: _phase_number(plan, one.phase))
