"""The records of a plan: one frozen struct a table, the same field names from file to screen.

Every record has an ``id`` (UUIDv7 as text; a link's id is derived from its pair). Fields are text, whole numbers or
None, so that a row is the same in a struct, in the file and in the change log. Months are ``YYYY-MM``, flags 0 or 1.
A record refers to another by that one's id; REFERENCES says which field refers to which table.
"""

import os
import time
from typing import Any, Literal, get_args

import msgspec

Status = Literal["planned", "running", "done", "postponed", "dropped"]
ListStyle = Literal["bulleted", "numbered"]
PartnerKind = Literal["network", "committee", "administration", "association", "counselling", "university", "role"]
Priority = Literal["high", "medium", "low"]
Reached = Literal["yes", "partly", "no"]

PROJECT_END = "project_end"
"""The rule of a month that follows the project's end, as that of an open period does."""
PHASE_END = "phase_end"
"""The rule of a month that follows the end of another phase."""


# Nothing in a record leads back to it, so Python need not look for garbage there: it is read sooner and is smaller.
class Record(msgspec.Struct, frozen=True, gc=False):
    """What all rows of a plan have in common."""

    id: str


class Project(Record, frozen=True):
    """The one row about the whole: ``lead`` is the lead body in the nominative, ``end`` a month or not known yet."""

    heading: str = ""
    title: str = ""
    introduction: str = ""
    lead: str = ""
    municipality: str = ""
    programme: str = ""
    end: str | None = None
    funding_notice: str | None = None


class FundingYear(Record, frozen=True):
    """What a year may cost at most, and the municipality's own share of it; whole cents."""

    year: int = 0
    cap: int | None = None
    own_share: int | None = None


class Deadline(Record, frozen=True):
    """What is due when, as the funding notice says; ``date`` is an ISO date or not known yet."""

    what: str = ""
    date: str | None = None


class Phase(Record, frozen=True):
    """A stretch of the project; its number is its place and therefore not stored.

    A start or an end is a month, or a rule with a distance in months to the end of the project or of the phase named
    (``start_phase``, ``end_phase``). ``start_derived`` marks a start whose year the source does not give;
    ``period_text`` is the source's own wording until the period is edited. ``refers_to`` names the phase whose partners
    count here too, ``wording`` the words that say so, with ``{n}`` for its number; ``emphasis_phase`` stresses those
    who joined there.
    """

    order: str = ""
    title: str = ""
    start: str | None = None
    end: str | None = None
    end_rule: str | None = None
    start_derived: int = 0
    period_text: str | None = None
    refers_to: str | None = None
    wording: str | None = None
    emphasis_phase: str | None = None
    goal_style: ListStyle = "bulleted"
    start_rule: str | None = None
    start_phase: str | None = None
    start_offset: int = 0
    end_phase: str | None = None
    end_offset: int = 0


class Measure(Record, frozen=True):
    """What is done in a phase. Responsible is a partner of the register, or free text where it is none.

    ``deviation`` says what came otherwise than planned, and why.
    """

    phase: str = ""
    order: str = ""
    short: str | None = None
    text: str = ""
    status: Status = "planned"
    start: str | None = None
    end: str | None = None
    responsible_partner: str | None = None
    responsible: str | None = None
    note: str | None = None
    target_group: str | None = None
    place: str | None = None
    field_of_action: str | None = None
    participants_expected: int | None = None
    participants_actual: int | None = None
    priority: Priority | None = None
    result: str | None = None
    deviation: str | None = None


class Goal(Record, frozen=True):
    """What a phase is to reach; ``parent`` is the goal it stands under, ``child_style`` how its own list is marked.

    ``step`` is one of the seven of the logic of effects: 1 to 3 output, 4 to 6 outcome, 7 impact.
    """

    phase: str = ""
    parent: str | None = None
    order: str = ""
    text: str = ""
    child_style: ListStyle = "bulleted"
    indicator: str | None = None
    unit: str | None = None
    baseline: str | None = None
    target: str | None = None
    actual: str | None = None
    step: int | None = None
    reached: Reached | None = None
    remark: str | None = None


class Partner(Record, frozen=True):
    """A cooperation partner of the register; ``name`` is what is printed, ``joined_phase`` where it was won."""

    name: str = ""
    abbreviation: str | None = None
    expansion: str | None = None
    kind: PartnerKind | None = None
    remark: str | None = None
    joined_phase: str | None = None


class Alias(Record, frozen=True):
    """Another spelling under which a partner is known."""

    partner: str = ""
    text: str = ""


class Contact(Record, frozen=True):
    """A person at a partner; kept only as long as the purpose needs it (``retain_until`` is an ISO date)."""

    partner: str = ""
    person: str | None = None
    phone: str | None = None
    mail: str | None = None
    address: str | None = None
    purpose: str | None = None
    retain_until: str | None = None


class Mention(Record, frozen=True):
    """A phase names a partner. ``printed`` is the phase's own spelling where it is not the partner's name.

    ``joiner`` is what stands between this mention and the one before it.
    """

    phase: str = ""
    partner: str = ""
    order: str = ""
    printed: str | None = None
    joiner: str = ", "
    stressed: int = 0


class Distinct(Record, frozen=True):
    """A person's decision that two partners whose names are alike are not the same."""

    one: str = ""
    other: str = ""


class Cost(Record, frozen=True):
    """What a measure costs in a year, as planned and as it came; whole cents."""

    measure: str = ""
    year: int = 0
    planned: int | None = None
    actual: int | None = None


class Decision(Record, frozen=True):
    """A step of a measure's way through council and committees: which body, when, and what it decided."""

    measure: str = ""
    body: str = ""
    date: str | None = None
    text: str | None = None


class Document(Record, frozen=True):
    """A file or web page about a measure; ``target`` is its path or address."""

    measure: str = ""
    title: str | None = None
    target: str = ""


class MeasureGoal(Record, frozen=True):
    """A measure serves a goal."""

    measure: str = ""
    goal: str = ""


class MeasurePartner(Record, frozen=True):
    """A partner takes part in a measure."""

    measure: str = ""
    partner: str = ""


TABLES: dict[str, type[Record]] = {
    "project": Project,
    "phase": Phase,
    "partner": Partner,
    "alias": Alias,
    "contact": Contact,
    "mention": Mention,
    "measure": Measure,
    "goal": Goal,
    "funding_year": FundingYear,
    "deadline": Deadline,
    "distinct": Distinct,
    "cost": Cost,
    "decision": Decision,
    "document": Document,
    "measure_goal": MeasureGoal,
    "measure_partner": MeasurePartner,
}
"""By the name of the table; one refers only to those before it, or to itself."""

TABLE_OF: dict[type[Record], str] = {record: table for table, record in TABLES.items()}

REFERENCES: dict[str, dict[str, str]] = {
    "phase": {"refers_to": "phase", "emphasis_phase": "phase", "start_phase": "phase", "end_phase": "phase"},
    "partner": {"joined_phase": "phase"},
    "alias": {"partner": "partner"},
    "contact": {"partner": "partner"},
    "mention": {"phase": "phase", "partner": "partner"},
    "measure": {"phase": "phase", "responsible_partner": "partner"},
    "goal": {"phase": "phase", "parent": "goal"},
    "distinct": {"one": "partner", "other": "partner"},
    "cost": {"measure": "measure"},
    "decision": {"measure": "measure"},
    "document": {"measure": "measure"},
    "measure_goal": {"measure": "measure", "goal": "goal"},
    "measure_partner": {"measure": "measure", "partner": "partner"},
}

FIELDS: dict[str, tuple[str, ...]] = {table: record.__struct_fields__ for table, record in TABLES.items()}

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("measure", "status"): get_args(Status),
    ("phase", "goal_style"): get_args(ListStyle),
    ("goal", "child_style"): get_args(ListStyle),
    ("partner", "kind"): get_args(PartnerKind),
    ("phase", "start_rule"): (PROJECT_END, PHASE_END),
    ("phase", "end_rule"): (PROJECT_END, PHASE_END),
    ("measure", "priority"): get_args(Priority),
    ("goal", "reached"): get_args(Reached),
}

MONTHS = frozenset({("project", "end"), ("phase", "start"), ("phase", "end"), ("measure", "start"), ("measure", "end")})
DATES = frozenset({("contact", "retain_until"), ("deadline", "date"), ("decision", "date")})
FLAGS = frozenset({("phase", "start_derived"), ("mention", "stressed")})
CENTS = frozenset({("funding_year", "cap"), ("funding_year", "own_share"), ("cost", "planned"), ("cost", "actual")})
YEARS = frozenset({("funding_year", "year"), ("cost", "year")})
COUNTS = frozenset({("measure", "participants_expected"), ("measure", "participants_actual")})
STEPS = frozenset({("goal", "step")})
OFFSETS = frozenset({("phase", "start_offset"), ("phase", "end_offset")})
NUMBERS = FLAGS | CENTS | YEARS | COUNTS | STEPS | OFFSETS
"""The fields that hold whole numbers; all others hold text."""

LONGEST_TEXT = 1_000_000
"""Characters in one field; far above any page, below what would make a file unwieldy."""

MOST_LEVELS = 20
"""So deep may goals stand under each other, those at the top being the first level."""


LINES = frozenset(
    {
        ("project", "introduction"),
        ("measure", "text"),
        ("measure", "note"),
        ("measure", "result"),
        ("measure", "deviation"),
        ("goal", "text"),
        ("goal", "remark"),
        ("contact", "address"),
        ("decision", "text"),
    }
)
"""The texts that may have several lines; all others are one."""


def required(table: str, field: str) -> bool:
    """Whether the field always holds a value (its default is not None)."""
    record = TABLES[table]
    defaults = dict(zip(record.__struct_fields__[1:], record.__struct_defaults__, strict=True))
    return field == "id" or defaults[field] is not None


def row(record: Record) -> dict[str, Any]:
    """The record as a row of the change log: every field by name."""
    return {field: getattr(record, field) for field in record.__struct_fields__}


def new_id() -> str:
    """A UUIDv7 (RFC 9562, method 3) as text: ids sort as they were made, down to a fraction of a millisecond."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | fraction << 64
    value |= 0x2 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def link_id(one: str, other: str) -> str:
    """The id of the link between two records: the same in every copy of the plan."""
    return f"{one}+{other}"
