"""What is said of an export: what personal data leaves with it, and what of the plan it does not hold."""

from collections.abc import Collection, Mapping
from operator import attrgetter

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, FIELDS, TABLES
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.points import PARTS

Fields = Mapping[str, Collection[str]]
"""By the tables that a form holds: the fields of them that it holds."""

_GROUPS: dict[str, tuple[str, ...]] = {
    "Angaben zum Projekt": ("project",),
    "Phasen": ("phase",),
    "Maßnahmen": ("measure",),
    "Ziele": ("goal",),
    "Kooperationspartner": ("partner",),
    "Texte zum Jahr": ("year_text",),
    "Förderjahre": ("funding_year",),
    "Fristen": ("deadline",),
    "Schreibweisen der Partner": ("alias",),
    "Unterscheidungen ähnlicher Partner": ("distinct",),
    "Nennungen der Partner in den Phasen": ("mention",),
    "Verknüpfungen der Maßnahmen mit Zielen und Partnern": ("measure_goal", "measure_partner"),
    "Kosten": ("cost",),
    "Beschlüsse": ("decision", "measure_decision"),
    "Dokumente": ("document",),
    "Kontakte": ("contact",),
    "Gremien": ("body", "body_member"),
    "Sitzungen": ("meeting",),
    "Teilnahme, Tagesordnungen und Protokolle": ("attendance", "agenda_item", "agenda_measure", "agenda_phase"),
    "Aufgaben": ("task",),
    "Beiseitegelegtes": ("set_aside",),
}
"""How tables are called that a form has no place for."""
_PARTLY = {
    "project": "Projekt",
    "phase": "Phasen",
    "measure": "Maßnahmen",
    "goal": "Ziele",
    "partner": "Kooperationspartner",
    "mention": "Nennungen",
}
"""Tables of which a form may have a place for some fields alone."""
_OWNER = {"alias": "partner", "distinct": "partner", "mention": "partner"}
"""Where that has no place itself, nobody misses what belongs to it."""
_MOST = 3
"""So many fields of a table are told of by name."""
_PERSONAL: dict[str, tuple[tuple[str, str], ...]] = {
    "Kontakte ({count})": (("contact", "id"),),
    "getippte Namen von Verantwortlichen und Zuständigen": (("measure", "responsible"), ("task", "name")),
    "Namen von Teilnehmenden und Mitgliedern": (
        ("attendance", "name"),
        ("body_member", "name"),
        ("meeting", "chair"),
        ("meeting", "minutes_by"),
    ),
    "Gesprächsnotizen": (("agenda_item", "text"),),
    "Notizen und Bemerkungen": (("measure", "note"), ("goal", "remark"), ("partner", "remark")),
}


def whole(*tables: str) -> dict[str, Collection[str]]:
    """All fields of these tables."""
    return {table: FIELDS[table] for table in tables}


def personal(plan: Plan, holds: Fields) -> str:
    """The sentence about personal data that leaves with the internal edition."""
    found = []
    for words, places in _PERSONAL.items():
        count = sum(
            bool(getattr(record, field))
            for table, field in places
            if field in holds.get(table, ())
            for record in plan.rows[table].values()
        )
        if count:
            found.append(words.format(count=count))
    if not found:
        return "Interne Fassung. Kontakte, Notizen und getippte Namen sind nicht darin."
    return f"Interne Fassung mit personenbezogenen Daten: {', '.join(found)}. Bitte nur an Befugte geben."


def missing(plan: Plan, holds: Fields) -> str:
    """The sentence about what of the plan has no place in this form; empty where all has."""
    found = [words for words, tables in _GROUPS.items() if any(_is_missed(plan, table, holds) for table in tables)]
    for table, called in _PARTLY.items():
        words = _fields(plan, table, holds[table]) if table in holds else []
        if len(words) > _MOST + 1:
            words = [*words[: _MOST - 1], f"{words[_MOST - 1]} und {len(words) - _MOST} weitere Angaben"]
        found += [f"{called} ({', '.join(words)})"] if words else []
    return f"Nicht in dieser Datei: {'; '.join(found)}. Alles zusammen fasst das Paket (.json)." if found else ""


def _is_missed(plan: Plan, table: str, holds: Fields) -> bool:
    if table in holds or _OWNER.get(table, table) not in (table, *holds):
        return False
    # There is always a project, but it may say nothing.
    return bool(_fields(plan, table, ()) if table == "project" else plan.rows[table])


def _fields(plan: Plan, table: str, holds: Collection[str]) -> list[str]:
    """The words of fields that are filled and have no place."""
    words: dict[str, None] = {}
    empty = dict(zip(FIELDS[table][1:], TABLES[table].__struct_defaults__, strict=True))
    for field, spec in FIELD_TABLE[table].items():
        if field in holds or spec.kind is kinds.KEY or spec.placing:
            continue
        if not {None, "", empty[field]}.issuperset(map(attrgetter(field), plan.rows[table].values())):
            words["Zeitraum" if field in PARTS and table != "project" else spec.word] = None
    return list(words)
