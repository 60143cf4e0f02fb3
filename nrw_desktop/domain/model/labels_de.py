"""The German words for tables, fields and codes, and how a record is called in a sentence."""

from typing import Any

from nrw_desktop.domain.model.records import (
    CENTS,
    COUNTS,
    DATES,
    FLAGS,
    MONTHS,
    STEPS,
    TABLE_OF,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Goal,
    Measure,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
)
from nrw_desktop.domain.text.months import numeric
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import euros, german_date, grouped

MANY_WORDS = {"measure": "Maßnahmen", "goal": "Zielen", "partner": "Kooperationspartnern"}
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
    "distinct": "Unterscheidung",
    "cost": "Kosten",
    "decision": "Beschluss",
    "document": "Dokument",
    "measure_goal": "Maßnahme und Ziel",
    "measure_partner": "Maßnahme und Kooperationspartner",
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
        "funding_notice": "Zuwendungsbescheid",
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
        "start_rule": "Regel für den Beginn",
        "start_phase": "Beginn richtet sich nach",
        "start_offset": "Abstand des Beginns",
        "end_phase": "Ende richtet sich nach",
        "end_offset": "Abstand des Endes",
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
        "target_group": "Zielgruppe",
        "place": "Ort, Stadtteil",
        "field_of_action": "Handlungsfeld",
        "participants_expected": "Teilnehmende erwartet",
        "participants_actual": "Teilnehmende gekommen",
        "priority": "Priorität",
        "result": "Ergebnis",
        "deviation": "Abweichung und Grund",
    },
    "goal": {
        "phase": "Phase",
        "parent": "übergeordnetes Ziel",
        "text": "Ziel",
        "child_style": "Listenart",
        "indicator": "Indikator",
        "unit": "Einheit",
        "baseline": "Ausgangswert",
        "target": "Zielwert",
        "actual": "Istwert",
        "step": "Wirkungsstufe",
        "reached": "Erreicht",
        "remark": "Bemerkung",
    },
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
    "funding_year": {"year": "Jahr", "cap": "Höchstbetrag", "own_share": "Eigenanteil"},
    "deadline": {"what": "Frist", "date": "Datum"},
    "distinct": {"one": "Kooperationspartner", "other": "Kooperationspartner"},
    "cost": {"measure": "Maßnahme", "year": "Jahr", "planned": "Kosten geplant", "actual": "Kosten tatsächlich"},
    "decision": {"measure": "Maßnahme", "body": "Gremium", "date": "Datum", "text": "Beschluss"},
    "document": {"measure": "Maßnahme", "title": "Titel", "target": "Datei oder Adresse"},
    "measure_goal": {"measure": "Maßnahme", "goal": "Ziel"},
    "measure_partner": {"measure": "Maßnahme", "partner": "Kooperationspartner"},
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
    ("measure", "priority"): {"high": "hoch", "medium": "mittel", "low": "niedrig"},
    ("goal", "reached"): {"yes": "erreicht", "partly": "teilweise", "no": "nicht erreicht"},
    ("phase", "start_rule"): {"project_end": "Projektende", "phase_end": "Ende einer Phase"},
    ("phase", "end_rule"): {"project_end": "Projektende", "phase_end": "Ende einer Phase"},
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

STEP_WORDS: dict[int, str] = {
    1: "1 Output: Angebote finden statt",
    2: "2 Output: Zielgruppe wird erreicht",
    3: "3 Output: Zielgruppe nimmt Angebote an",
    4: "4 Outcome: Wissen und Haltung ändern sich",
    5: "5 Outcome: Handeln ändert sich",
    6: "6 Outcome: Lebenslage ändert sich",
    7: "7 Impact: Gesellschaft ändert sich",
}
"""The seven steps of the logic of effects: what is offered, what changes for people, what changes for all."""


def choices(table: str, field: str) -> dict[str, str]:
    """What may be chosen for a field, as (what is handed to the edit, its words); nothing where one types."""
    if (table, field) in STEPS:
        return {str(step): words for step, words in STEP_WORDS.items()}
    return CODE_WORDS.get((table, field), {})


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
    if (table, field) in DATES:
        return german_date(value)
    if (table, field) in CENTS:
        return euros(value)
    if (table, field) in COUNTS:
        return grouped(value)
    if (table, field) in STEPS:
        return STEP_WORDS.get(value, str(value))
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
        case Deadline():
            return shortened(record.what)
        case FundingYear() | Cost():
            return str(record.year)
        case Decision():
            return shortened(record.body)
        case Document():
            return record.title or shortened(record.target)
        case _:
            return TABLE_WORDS[TABLE_OF[type(record)]]
