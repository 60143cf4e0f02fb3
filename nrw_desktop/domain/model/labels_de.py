"""The German words for tables, fields and codes, and how a record is called in a sentence."""

from typing import Any

from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting, Task
from nrw_desktop.domain.model.records import (
    TABLE_OF,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    Measure,
    Mention,
    Phase,
    Project,
    Record,
    SetAside,
    YearText,
    field_of,
)
from nrw_desktop.domain.text.shortening import shortened

MANY_WORDS = {
    "measure": "Maßnahmen",
    "goal": "Zielen",
    "partner": "Kooperationspartnern",
    "attendance": "Teilnehmenden",
}
"""Several rows of a table, in the dative."""
TABLE_WORDS = {
    "project": "Projekt",
    "phase": "Phase",
    "partner": "Kooperationspartner",
    "alias": "Schreibweise",
    "contact": "Kontakt",
    "mention": "Nennung",
    "measure": "Maßnahme",
    "goal": "Ziel",
    "funding_year": "Förderjahr",
    "deadline": "Frist",
    "year_text": "Texte zum Jahr",
    "distinct": "Unterscheidung",
    "cost": "Kosten",
    "body": "Gremium",
    "body_member": "Mitglied",
    "meeting": "Sitzung",
    "attendance": "Teilnahme",
    "agenda_item": "TOP",
    "agenda_measure": "TOP und Maßnahme",
    "agenda_phase": "TOP und Phase",
    "decision": "Beschluss",
    "measure_decision": "Beschluss und Maßnahme",
    "task": "Aufgabe",
    "document": "Dokument",
    "measure_goal": "Maßnahme und Ziel",
    "measure_partner": "Maßnahme und Kooperationspartner",
    "set_aside": "Beiseitegelegt",
}


def field_word(table: str, field: str) -> str:
    """The field's German name, as it stands in headers, forms and sentences."""
    return field_of(table, field).word or field


def choices(table: str, field: str) -> dict[str, str]:
    """What may be chosen for a field, as (what is handed to the edit, its words); nothing where one types."""
    return dict(field_of(table, field).words)


def value_text(table: str, field: str, value: Any) -> str:
    """A field's value as people read it: months as 07/2018, codes as words, nothing as nothing."""
    return field_of(table, field).text(value)


def full_name(measure: Measure) -> str:
    """What a measure is called where there is room: its short title, or all of its text."""
    return measure.short or measure.text or "Ohne Text"


def caption(record: Record) -> str:
    """What a record is called in a sentence: its short title, name or the first words of its text."""
    match record:
        case Measure():
            return record.short or shortened(record.text)
        case Decision():
            # One of a meeting is known by its wording: all of them are of its body.
            return shortened((record.agenda_item and record.text) or record.body)
        case Goal(text=text) | Deadline(what=text) | AgendaItem(title=text) | Task(text=text):
            return shortened(text)
        case Meeting():
            day = value_text("meeting", "date", record.date)
            return " vom ".join(filter(None, (record.title or TABLE_WORDS["meeting"], day)))
        case Phase():
            return record.title or "ohne Titel"
        case Mention():
            return record.printed or TABLE_WORDS["mention"]
        case Project():
            return record.title or "Projekt"
        case FundingYear() | Cost() | YearText():
            return str(record.year)
        case Document():
            return record.title or shortened(record.target)
        case SetAside():
            return value_text("set_aside", "rule", record.rule)
        case _:
            # A partner and a body always have a name, who is a member or came may have one.
            return getattr(record, "name", None) or TABLE_WORDS[TABLE_OF[type(record)]]
