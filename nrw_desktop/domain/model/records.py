"""The records of a plan: one frozen struct a table, the same field names from file to screen.

Every record has an ``id`` (UUIDv7 as text; a link's id is derived from its pair). Fields are text, whole numbers or
None, so that a row is the same in a struct, in the file and in the change log. What a field is (its kind, its word, who
may see it) stands with it, and is read from there by everybody else.
"""

from functools import cache
from typing import Annotated, Any, get_args

import msgspec

from nrw_desktop.domain.model import fields
from nrw_desktop.domain.model.choices import (
    CHECK_WORDS,
    LIST_STYLE_WORDS,
    PARTNER_KIND_WORDS,
    PRIORITY_WORDS,
    REACHED_WORDS,
    RULE_WORDS,
    STATUS_WORDS,
    STEP_WORDS,
    ListStyle,
    PartnerKind,
    Priority,
    Reached,
    Status,
)
from nrw_desktop.domain.model.fields import Field
from nrw_desktop.domain.model.ids import new_id as new_id
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
from nrw_desktop.domain.model.record import Record as Record


class Project(Record, frozen=True):
    """The one row about the whole: ``lead`` is the lead body in the nominative, ``end`` a month or not known yet."""

    heading: Annotated[str, fields.line("Überschrift", public=True)] = ""
    title: Annotated[str, fields.line("Titel", public=True)] = ""
    introduction: Annotated[str, fields.text("Einleitung", public=True)] = ""
    lead: Annotated[str, fields.line("Federführung", public=True)] = ""
    municipality: Annotated[str, fields.line("Kommune", public=True)] = ""
    programme: Annotated[str, fields.line("Programm", public=True)] = ""
    end: Annotated[str | None, fields.month("Projektende", public=True)] = None
    funding_notice: Annotated[str | None, fields.line("Zuwendungsbescheid")] = None


class FundingYear(Record, frozen=True):
    """What a year may cost at most, and the municipality's own share of it."""

    year: Annotated[int, fields.year("Jahr", needed=True, lenient=True, width=60)] = 0
    cap: Annotated[int | None, fields.cents("Höchstbetrag", width=113)] = None
    own_share: Annotated[int | None, fields.cents("Eigenanteil", width=106)] = None


class Deadline(Record, frozen=True):
    """What is due when, as the funding notice says."""

    what: Annotated[str, fields.line("Frist", public=True, needed=True, width=220)] = ""
    date: Annotated[str | None, fields.date("Datum", public=True, width=120)] = None


class YearText(Record, frozen=True):
    """What the Sachbericht of a year tells in whole paragraphs; a year has one of these at most."""

    year: Annotated[int, fields.year("Jahr", public=True, needed=True, width=60)] = 0
    introduction: Annotated[str | None, fields.text("Einleitung", public=True)] = None
    course: Annotated[str | None, fields.text("Verlauf des Jahres", public=True)] = None
    difficulties: Annotated[str | None, fields.text("Schwierigkeiten", public=True)] = None
    outlook: Annotated[str | None, fields.text("Ausblick", public=True)] = None


class Phase(Record, frozen=True):
    """A stretch of the project; its number is its place and therefore not stored.

    A start or an end is a month, a day in it, or a rule with a distance in months to the end of the project or of the
    phase named (``start_phase``, ``end_phase``). ``start_derived`` marks a start whose year the words do not give;
    ``period_text`` are the words that were typed or stood in the source, where the fields do not say all of it.
    ``refers_to`` names the phase whose partners count here too, ``wording`` the words that say so, with ``{n}`` for its
    number; ``emphasis_phase`` stresses those who joined there.
    """

    order: Annotated[str, fields.order()] = ""
    title: Annotated[str, fields.line("Titel", public=True, needed=True)] = ""
    start: Annotated[str | None, fields.month("Beginn", public=True)] = None
    end: Annotated[str | None, fields.month("Ende", public=True)] = None
    end_rule: Annotated[str | None, fields.choice("Regel für das Ende", RULE_WORDS, public=True)] = None
    start_derived: Annotated[int, fields.flag("erschlossener Beginn", public=True)] = 0
    period_text: Annotated[str | None, fields.line("Zeitraum", public=True, searched=False)] = None
    refers_to: Annotated[str | None, fields.reference("phase", "Verweis", public=True)] = None
    wording: Annotated[str | None, fields.line("Wortlaut des Verweises", public=True, searched=False)] = None
    emphasis_phase: Annotated[str | None, fields.reference("phase", "Hervorhebung", public=True)] = None
    goal_style: Annotated[ListStyle, fields.choice("Listenart der Ziele", LIST_STYLE_WORDS, public=True)] = "bulleted"
    start_rule: Annotated[str | None, fields.choice("Regel für den Beginn", RULE_WORDS, public=True)] = None
    start_phase: Annotated[str | None, fields.reference("phase", "Beginn richtet sich nach", public=True)] = None
    start_offset: Annotated[int, fields.offset("Abstand des Beginns", public=True)] = 0
    end_phase: Annotated[str | None, fields.reference("phase", "Ende richtet sich nach", public=True)] = None
    end_offset: Annotated[int, fields.offset("Abstand des Endes", public=True)] = 0
    start_day: Annotated[int | None, fields.day("Tag des Beginns", public=True)] = None
    end_day: Annotated[int | None, fields.day("Tag des Endes", public=True)] = None


class Measure(Record, frozen=True):
    """What is done in a phase. Responsible is a partner of the register, or free text where it is none.

    That text is often a person's name, so that it is not public; a partner is. ``deviation`` says what came otherwise
    than planned, and why. Its period is made of the same fields as a phase's.
    """

    phase: Annotated[str, fields.reference("phase", "Phase", public=True, placing=True)] = ""
    order: Annotated[str, fields.order()] = ""
    short: Annotated[str | None, fields.line("Kurztitel", public=True)] = None
    text: Annotated[str, fields.text("Maßnahme", public=True, needed=True, width=320)] = ""
    status: Annotated[Status, fields.choice("Status", STATUS_WORDS, public=True, width=148)] = "planned"
    start: Annotated[str | None, fields.month("Beginn", public=True)] = None
    end: Annotated[str | None, fields.month("Ende", public=True)] = None
    responsible_partner: Annotated[str | None, fields.reference("partner", "Verantwortlich", public=True)] = None
    responsible: Annotated[str | None, fields.line("Verantwortlich", searched=False)] = None
    note: Annotated[str | None, fields.text("Notiz")] = None
    target_group: Annotated[str | None, fields.line("Zielgruppe", public=True)] = None
    place: Annotated[str | None, fields.line("Ort, Stadtteil", public=True)] = None
    field_of_action: Annotated[str | None, fields.line("Handlungsfeld", public=True)] = None
    participants_expected: Annotated[int | None, fields.count("Teilnehmende erwartet", public=True)] = None
    participants_actual: Annotated[int | None, fields.count("Teilnehmende gekommen", public=True)] = None
    priority: Annotated[Priority | None, fields.choice("Priorität", PRIORITY_WORDS, public=True)] = None
    result: Annotated[str | None, fields.text("Ergebnis", public=True)] = None
    deviation: Annotated[str | None, fields.text("Abweichung und Grund", public=True)] = None
    start_day: Annotated[int | None, fields.day("Tag des Beginns", public=True)] = None
    end_day: Annotated[int | None, fields.day("Tag des Endes", public=True)] = None
    start_rule: Annotated[str | None, fields.choice("Regel für den Beginn", RULE_WORDS, public=True)] = None
    start_phase: Annotated[str | None, fields.reference("phase", "Beginn richtet sich nach", public=True)] = None
    start_offset: Annotated[int, fields.offset("Abstand des Beginns", public=True)] = 0
    end_rule: Annotated[str | None, fields.choice("Regel für das Ende", RULE_WORDS, public=True)] = None
    end_phase: Annotated[str | None, fields.reference("phase", "Ende richtet sich nach", public=True)] = None
    end_offset: Annotated[int, fields.offset("Abstand des Endes", public=True)] = 0
    period_text: Annotated[str | None, fields.line("Zeitraum", public=True, searched=False)] = None


class Goal(Record, frozen=True):
    """What a phase is to reach; ``parent`` is the goal it stands under, ``child_style`` how its own list is marked."""

    phase: Annotated[str, fields.reference("phase", "Phase", public=True, placing=True)] = ""
    parent: Annotated[str | None, fields.reference("goal", "übergeordnetes Ziel", public=True, placing=True)] = None
    order: Annotated[str, fields.order()] = ""
    text: Annotated[str, fields.text("Ziel", public=True, needed=True)] = ""
    child_style: Annotated[ListStyle, fields.choice("Listenart", LIST_STYLE_WORDS, public=True)] = "bulleted"
    indicator: Annotated[str | None, fields.line("Indikator", public=True)] = None
    unit: Annotated[str | None, fields.line("Einheit", public=True)] = None
    baseline: Annotated[str | None, fields.line("Ausgangswert", public=True)] = None
    target: Annotated[str | None, fields.line("Zielwert", public=True)] = None
    actual: Annotated[str | None, fields.line("Istwert", public=True)] = None
    step: Annotated[int | None, fields.step("Wirkungsstufe", STEP_WORDS, public=True)] = None
    reached: Annotated[Reached | None, fields.choice("Erreicht", REACHED_WORDS, public=True)] = None
    remark: Annotated[str | None, fields.text("Bemerkung")] = None


class Partner(Record, frozen=True):
    """A cooperation partner of the register; ``name`` is what is printed, ``joined_phase`` where it was won."""

    name: Annotated[str, fields.line("Name", public=True, needed=True, width=320)] = ""
    abbreviation: Annotated[str | None, fields.line("Abkürzung", public=True, width=90)] = None
    expansion: Annotated[str | None, fields.line("Abkürzung steht für", public=True)] = None
    kind: Annotated[PartnerKind | None, fields.choice("Art", PARTNER_KIND_WORDS, public=True, width=130)] = None
    remark: Annotated[str | None, fields.line("Bemerkung")] = None
    joined_phase: Annotated[str | None, fields.reference("phase", "Dabei seit", public=True)] = None


class Alias(Record, frozen=True):
    """Another spelling under which a partner is known, not public: a slip of the pen, or what only she calls it."""

    partner: Annotated[str, fields.reference("partner", "Kooperationspartner", placing=True)] = ""
    text: Annotated[str, fields.line("Schreibweise", needed=True, width=300)] = ""


class Contact(Record, frozen=True):
    """A person at a partner; kept only as long as the purpose needs it, until ``retain_until``."""

    partner: Annotated[str, fields.reference("partner", "Kooperationspartner", placing=True)] = ""
    person: Annotated[str | None, fields.line("Ansprechperson")] = None
    phone: Annotated[str | None, fields.line("Telefon")] = None
    mail: Annotated[str | None, fields.mail("E-Mail")] = None
    address: Annotated[str | None, fields.text("Anschrift")] = None
    purpose: Annotated[str | None, fields.line("Zweck der Speicherung")] = None
    retain_until: Annotated[str | None, fields.date("Aufbewahren bis")] = None


class Mention(Record, frozen=True):
    """A phase names a partner. ``printed`` is the phase's own spelling where it is not the partner's name.

    ``joiner`` is what stands between this mention and the one before it.
    """

    phase: Annotated[str, fields.reference("phase", "Phase", public=True, placing=True)] = ""
    partner: Annotated[str, fields.reference("partner", "Kooperationspartner", public=True, placing=True)] = ""
    order: Annotated[str, fields.order()] = ""
    printed: Annotated[str | None, fields.line("Wortlaut", public=True)] = None
    joiner: Annotated[str, fields.letters("Verbindung", public=True)] = ", "
    stressed: Annotated[int, fields.flag("Hervorhebung", public=True)] = 0


class Distinct(Record, frozen=True):
    """A person's decision that two partners whose names are alike are not the same."""

    one: Annotated[str, fields.reference("partner", "Kooperationspartner", public=True, placing=True)] = ""
    other: Annotated[str, fields.reference("partner", "Kooperationspartner", public=True, placing=True)] = ""


class Cost(Record, frozen=True):
    """What a measure costs in a year, as planned and as it came."""

    measure: Annotated[str, fields.reference("measure", "Maßnahme", placing=True)] = ""
    year: Annotated[int, fields.year("Jahr", needed=True, lenient=True, width=110)] = 0
    planned: Annotated[int | None, fields.cents("Kosten geplant", width=170)] = None
    actual: Annotated[int | None, fields.cents("Kosten tatsächlich", width=170)] = None


class Decision(Record, frozen=True):
    """A step of a measure's way through council and committees: which body, when, and what it decided.

    One made in a meeting belongs to an agenda item and to no measure: those that it is about are its `MeasureDecision`;
    body and date are those of the meeting. ``reference`` is the number of what was put before the body.
    """

    measure: Annotated[str | None, fields.reference("measure", "Maßnahme", public=True, placing=True)] = None
    body: Annotated[str, fields.line("Gremium", public=True, needed=True, width=230)] = ""
    date: Annotated[str | None, fields.date("Datum", public=True, width=120)] = None
    text: Annotated[str | None, fields.text("Beschluss", public=True, width=240)] = None
    agenda_item: Annotated[str | None, fields.reference("agenda_item", "TOP", public=True, placing=True)] = None
    votes_for: Annotated[int | None, fields.count("Ja-Stimmen", public=True)] = None
    votes_against: Annotated[int | None, fields.count("Nein-Stimmen", public=True)] = None
    abstained: Annotated[int | None, fields.count("Enthaltungen", public=True)] = None
    reference: Annotated[str | None, fields.line("Vorlage", public=True)] = None


class Document(Record, frozen=True):
    """A file or web page about a measure; ``target`` is its path or address."""

    measure: Annotated[str, fields.reference("measure", "Maßnahme", placing=True)] = ""
    title: Annotated[str | None, fields.line("Titel", width=200)] = None
    target: Annotated[str, fields.address("Datei oder Adresse", needed=True, width=300)] = ""


class MeasureGoal(Record, frozen=True):
    """A measure serves a goal."""

    measure: Annotated[str, fields.reference("measure", "Maßnahme", public=True, placing=True)] = ""
    goal: Annotated[str, fields.reference("goal", "Ziel", public=True, placing=True)] = ""


class MeasurePartner(Record, frozen=True):
    """A partner takes part in a measure."""

    measure: Annotated[str, fields.reference("measure", "Maßnahme", public=True, placing=True)] = ""
    partner: Annotated[str, fields.reference("partner", "Kooperationspartner", public=True, placing=True)] = ""


class SetAside(Record, frozen=True):
    """A person's decision that something the checks find need not be shown, and why; its id is `set_aside_id`.

    ``rule`` is the check. Without a row all that it finds is set aside, else what it finds at that one record, named by
    ``table`` and ``row``; where a rule looks at several things of a record, ``aspect`` says at which: a code of its
    own, or the id of another record. It goes with its row.
    """

    rule: Annotated[str, fields.code("Regel", CHECK_WORDS)] = ""
    table: Annotated[str | None, fields.code("Art der Zeile")] = None
    row: Annotated[str | None, fields.code("Zeile")] = None
    aspect: Annotated[str | None, fields.code("Umstand")] = None
    reason: Annotated[str | None, fields.line("Grund des Beiseitelegens")] = None


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
    "year_text": YearText,
    "distinct": Distinct,
    "cost": Cost,
    "body": Body,
    "body_member": BodyMember,
    "meeting": Meeting,
    "attendance": Attendance,
    "agenda_item": AgendaItem,
    "agenda_measure": AgendaMeasure,
    "agenda_phase": AgendaPhase,
    "decision": Decision,
    "measure_decision": MeasureDecision,
    "task": Task,
    "document": Document,
    "measure_goal": MeasureGoal,
    "measure_partner": MeasurePartner,
    "set_aside": SetAside,
}
"""By the name of the table; one refers only to those before it, or to itself."""

TABLE_OF: dict[type[Record], str] = {record: table for table, record in TABLES.items()}


def _fields(record: type[Record]) -> dict[str, Field]:
    """What each field of a record is, in their order; a struct's own annotations do not hold those of its base."""
    annotations = {**Record.__annotations__, **record.__annotations__}
    return {field: get_args(annotations[field])[1] for field in record.__struct_fields__}


FIELD_TABLE: dict[str, dict[str, Field]] = {table: _fields(record) for table, record in TABLES.items()}
"""What each field of each table is."""

FIELDS: dict[str, tuple[str, ...]] = {table: record.__struct_fields__ for table, record in TABLES.items()}

REFERENCES: dict[str, dict[str, str]] = {
    table: references
    for table, specs in FIELD_TABLE.items()
    if (references := {field: spec.table for field, spec in specs.items() if spec.table})
}
"""By table: the fields that refer to a record of another table, and that table."""

BELONGING: dict[str, dict[str, str]] = {
    table: belonging
    for table, references in REFERENCES.items()
    if (belonging := {field: target for field, target in references.items() if FIELD_TABLE[table][field].placing})
}
"""Of these the fields that say what a record belongs to, and goes with."""

NESTING: dict[str, str] = {
    table: field for table, belonging in BELONGING.items() for field, target in belonging.items() if target == table
}
"""The tables whose records stand under others of the same one, and the field that says under which."""

NOTES = {"measure": "note", "goal": "remark", "partner": "remark", "agenda_item": "text"}
"""The notes that records have; none of them is public."""

_COMPOSED = {"period": Field(word="Zeitraum")}
_NO_FIELD = Field()


def field_of(table: str, field: str) -> Field:
    """What a field is; a plain line for what is no field of its own, as „period“, which is made of several."""
    return FIELD_TABLE[table].get(field) or _COMPOSED.get(field, _NO_FIELD)


LONGEST_TEXT = 1_000_000
"""Characters in one field; far above any page, below what would make a file unwieldy."""

MOST_LEVELS = 20
"""So deep may goals stand under each other, those at the top being the first level."""


@cache
def required(table: str, field: str) -> bool:
    """Whether the field always holds a value (its default is not None)."""
    record = TABLES[table]
    defaults = dict(zip(record.__struct_fields__[1:], record.__struct_defaults__, strict=True))
    return field == "id" or defaults[field] is not None


def row(record: Record) -> dict[str, Any]:
    """The record as a row of the change log: every field by name."""
    return msgspec.structs.asdict(record)


def link_id(one: str, other: str) -> str:
    """The id of the link between two records: the same in every copy of the plan."""
    return f"{one}+{other}"


def set_aside_id(rule: str, row: str | None = None, aspect: str | None = None) -> str:
    """The id of what says that a rule, or what it finds at a row, is set aside: the same in every copy of the plan."""
    return "+".join(part for part in (rule, row, aspect) if part)
