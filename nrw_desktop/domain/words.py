"""The German words for tables, fields and codes, and how a record is called in a sentence."""

from typing import Any

from nrw_desktop.domain.period import numeric
from nrw_desktop.domain.records import FLAGS, MONTHS, Goal, Measure, Mention, Partner, Phase, Project, Record
from nrw_desktop.domain.texts import shortened

TABLE_WORDS = {
    "project": "Projekt",
    "phase": "Phase",
    "partner": "Kooperationspartner",
    "alias": "Schreibweise",
    "contact": "Kontakt",
    "mention": "Nennung",
    "measure": "Maßnahme",
    "goal": "Ziel",
}

FIELD_WORDS: dict[str, dict[str, str]] = {
    "project": {
        "heading": "Überschrift",
        "title": "Titel",
        "introduction": "Einleitung",
        "lead": "Federführung",
        "municipality": "Kommune",
        "programme": "Programm",
        "end": "Projektende",
    },
    "phase": {
        "title": "Titel",
        "start": "Beginn",
        "end": "Ende",
        "end_rule": "Regel für das Ende",
        "start_derived": "erschlossener Beginn",
        "period_text": "Zeitraum",
        "refers_to": "Verweis",
        "wording": "Wortlaut des Verweises",
        "emphasis_phase": "Hervorhebung",
        "goal_style": "Listenart der Ziele",
    },
    "measure": {
        "phase": "Phase",
        "short": "Kurztitel",
        "text": "Maßnahme",
        "status": "Status",
        "start": "Beginn",
        "end": "Ende",
        "responsible": "Verantwortlich",
        "responsible_partner": "Verantwortlich",
        "note": "Notiz",
    },
    "goal": {"phase": "Phase", "parent": "übergeordnetes Ziel", "text": "Ziel", "child_style": "Listenart"},
    "partner": {
        "name": "Name",
        "abbreviation": "Abkürzung",
        "expansion": "Abkürzung steht für",
        "kind": "Art",
        "remark": "Bemerkung",
        "joined_phase": "Dabei seit",
    },
    "alias": {"partner": "Kooperationspartner", "text": "Schreibweise"},
    "contact": {
        "person": "Ansprechperson",
        "phone": "Telefon",
        "mail": "E-Mail",
        "address": "Anschrift",
        "purpose": "Zweck der Speicherung",
        "retain_until": "Aufbewahren bis",
    },
    "mention": {"printed": "Wortlaut", "joiner": "Verbindung", "stressed": "Hervorhebung"},
}

CODE_WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("measure", "status"): {
        "planned": "geplant",
        "running": "läuft",
        "done": "abgeschlossen",
        "postponed": "zurückgestellt",
        "dropped": "entfallen",
    },
    ("goal", "child_style"): {"bulleted": "Punkte", "numbered": "Nummern"},
    ("phase", "goal_style"): {"bulleted": "Punkte", "numbered": "Nummern"},
    ("partner", "kind"): {
        "network": "Netzwerk",
        "committee": "Gremium",
        "administration": "Verwaltung",
        "association": "Verein, Verband",
        "counselling": "Beratungsstelle",
        "university": "Hochschule",
        "role": "Beauftragte, Funktion",
    },
}


def field_word(table: str, field: str) -> str:
    """The field's German name, as it stands in headers, forms and sentences."""
    return FIELD_WORDS[table].get(field, field)


def code_word(table: str, field: str, code: str | None) -> str:
    """The German word for a code; empty for none, and the code itself where the file holds one we do not know."""
    return CODE_WORDS[table, field].get(code, code) if code else ""


def value_text(table: str, field: str, value: Any) -> str:
    """A field's value as people read it: months as 07/2018, codes as words, nothing as nothing."""
    if value is None or value == "":
        return ""
    if (table, field) in CODE_WORDS:
        return code_word(table, field, value)
    if (table, field) in MONTHS:
        return numeric(value)
    if (table, field) in FLAGS:
        return "ja" if value else "nein"
    return str(value)


def caption(record: Record) -> str:
    """What a record is called in a sentence: its short title, name or the first words of its text."""
    match record:
        case Measure():
            return record.short or shortened(record.text)
        case Goal():
            return shortened(record.text)
        case Partner():
            return record.name
        case Phase():
            return record.title or "ohne Titel"
        case Mention():
            return record.printed or TABLE_WORDS["mention"]
        case Project():
            return record.title or "Projekt"
        case _:
            return TABLE_WORDS[type(record).__name__.lower()]
