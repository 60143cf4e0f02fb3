"""What the head of a column says it is: surely, by a word of the field; perhaps, by one that may mean other things."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from nrw_desktop.domain.text.folding import fold

WORDS = {
    "title": "Phase",
    "period": "Zeitraum",
    "measures": "Maßnahmen",
    "goals": "Ziele",
    "partners": "Kooperationspartner",
    "status": "Status",
    "responsible": "Verantwortlich",
    "start": "Beginn",
    "end": "Ende",
    "note": "Notiz",
    "place": "Ort, Stadtteil",
    "target_group": "Zielgruppe",
    "result": "Ergebnis",
    "priority": "Priorität",
    "participants_expected": "Teilnehmende erwartet",
    "number": "laufende Nummer",
}
"""What a column can be, with the word that a person knows it by. The number is not taken: a place has its own."""
NO_FIELD = "skip"
"""A column that is not taken."""
OF_MEASURE = frozenset(
    {"status", "responsible", "note", "place", "target_group", "result", "priority", "participants_expected"}
)
"""What says something about a measure, and is a field of one."""

_SURE = {
    "title": "Phase, Phasen, Phasentitel, Phasenname, Phasenbezeichnung, "
    "Projektabschnitt, Abschnitt, Umsetzungsschritt, Umsetzungsschritte, Etappe",
    "period": "Zeitraum, Zeitr, Laufzeit, Zeitplan, Zeitplanung, Zeitrahmen, Zeitfenster, Zeitschiene, Projektzeitraum",
    "measures": "Maßnahme, Maßnahmen, Aktivität, Aktivitäten, Arbeitsschritt, Arbeitsschritte, Aufgabe, Aufgaben, "
    "Handlungsschritt, Handlungsschritte, Vorhaben, Maßn",
    "goals": "Ziel, Ziele, Zielsetzung, Zielsetzungen, Zielstellung, Zielstellungen",
    "partners": "Kooperationspartner, Partner, Koop, Kooperation, Kooperationen, Beteiligte, Akteur, Akteure, "
    "Kooperationspartnerschaften, Partnerschaften, Partnerinnen, Kooperationspartnerinnen, Akteurinnen",
    "status": "Status, Stand, Umsetzungsstand, Bearbeitungsstand, Sachstand",
    "responsible": "Verantwortlich, Verantwortliche, Verantwortlicher, Verantwortlichkeit, Verantwortlichkeiten, "
    "Zuständig, Zuständige, Zuständigkeit, Zuständigkeiten, Federführung, Federführend, Ansprechpartner, "
    "Ansprechperson, Ansprechpartnerin, Verantw",
    "start": "von, Beginn, Start, Anfang, ab, Startdatum",
    "end": "bis, Ende, Abschluss, Enddatum",
    "note": "Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Notiz, Notizen, Hinweis, Hinweise, Kommentar, "
    "Kommentare, Bem",
    "place": "Ort, Stadtteil, Stadtteile, Sozialraum, Veranstaltungsort",
    "target_group": "Zielgruppe, Zielgruppen",
    "priority": "Priorität, Prio",
    "number": "Nr, lfd, Nummer, Pos, Position, No, #",
}
_PERHAPS = {
    "title": "Handlungsfeld, Handlungsfelder, Themenfeld, Themenfelder, Bucket, Bucketname, "
    "Titel, Schritt, Schritte, Baustein, Bausteine, Meilenstein, Meilensteine, Arbeitspaket, Arbeitspakete, "
    "Stage, Étape, Étapes",
    "period": "Wann, Termin, Termine, Datum, Monat, Zeit, Zeiten, Dauer, Zeitpunkt, Frist, Jahr, Period, Timeline, "
    "Timeframe, Duration, Date, Période, Durée, KW, Kalenderwoche, Quartal, Halbjahr",
    "measures": "Vorgang, Vorgänge, Vorgangsname, Betreff, "
    "Was, Inhalt, Inhalte, Angebot, Angebote, Tätigkeit, Tätigkeiten, Thema, Beschreibung, Bezeichnung, "
    "Projekt, Projekte, Aktion, Aktionen, Veranstaltung, Measure, Measures, Activity, Activities, Action, "
    "Actions, Task, Tasks, Mesure, Mesures, Activité, Activités",
    "goals": "Wozu, Zweck, Warum, Absicht, Wirkung, Wirkungen, Goal, Goals, Objective, Objectives, Aim, Aims, "
    "Objectif, Objectifs",
    "partners": "Wer, Einrichtung, Einrichtungen, Organisation, Organisationen, Mitwirkende, Netzwerk, Institution, "
    "Wem, Partners, Stakeholders, Partenaire, Partenaires",
    "responsible": "Träger, Leitung, Name, Ressourcennamen, Responsible, Lead, Owner",
    "status": "Fortschritt, Fertigstellungsgrad, Erledigungsgrad, Umsetzungsgrad, Progress",
    "start": "Begin, Beginning, from, Beginnt, Anfangsdatum",
    "end": "End, until, to, Endet, Fälligkeitsdatum, Fällig",
    "note": "Notes, Remarks, Comments",
    "result": "Ergebnis, Ergebnisse, Resultat",
    "participants_expected": "Teilnehmende, Teilnehmer, Teilnehmerzahl, Personen",
}
_FILLERS = (
    "der, die, das, des, den, dem, im, in, für, zur, zum, und, oder, bzw, u, o, a, mit, je, nach, an, am, auf, "
    "aus, bei, geplante, geplanter, geplanten, geplantes, geplant, konkrete, konkreten, konkreter, einzelne, "
    "einzelnen, vorgesehene, vorgesehener, jeweilige, jeweiligen, damit, verbundene, verbundenen, dazugehörige, "
    "wesentliche, wichtige, zentrale, weitere, passgenaue, passgenauen, angestrebte, angestrebten, "
    "voraussichtlicher, voraussichtliche, voraussichtlich, zeitlicher, zeitliche, beteiligte, beteiligten, "
    "relevante, relevanten, mögliche, möglichen, unsere, alle, stadt, kommune, projekt, projektes, projekts, "
    "umsetzung, durchführung, aktueller, aktuelle"
)
"""Words beside the one that counts."""
_HEADS = {"massnahme": "measures", "massnahmen": "measures", "aktivitat": "measures", "aktivitaten": "measures",
          "ziel": "goals", "ziele": "goals", "partner": "partners", "partnerinnen": "partners", "zeitraum": "period",
          "phase": "title", "phasen": "title", "akteure": "partners"}  # fmt: skip
"""How compounds end: „Projektmaßnahmen“, „Teilziele“, „Netzwerkpartner“."""
_LONGEST = 80
_DIVIDED = re.compile(r"(?<=\w)[-\u00ad]\s+(?=[a-zäöüß])(?!und\b|oder\b)")
"""A word that goes on in the next line: „Kooperations-partner“."""
_OPTIONAL = re.compile(r"\((?:[a-zäöü]{1,6}|/?-?innen)\)|[/*:_](?:-?in(?:nen)?|r|n|s)\b", re.I)
"""„Maßnahme(n)“, „Partner*innen“, „Verantwortliche/r“."""
_TOGETHER = (frozenset({"title", "period"}), frozenset({"title", "number"}), frozenset({"measures", "number"}))
"""What one column may hold both of: the period stands behind the title then."""


class Heading(NamedTuple):
    """What a head of a column is taken for, and whether that is sure."""

    field: str
    is_sure: bool


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading | None:
    """What a head says its column is; None where it says nothing that is known."""
    if len(text) > _LONGEST:
        return None
    text = _DIVIDED.sub("", text)
    if folded(text) == folded(WORDS["participants_expected"]):
        return Heading("participants_expected", True)
    parts = re.split(r"[\s,;/&+.:?!()–—]+|-\s", _OPTIONAL.sub("", text))
    words = [folded(word.strip("-")) for word in parts if word.strip("-*")]
    telling = [word for word in words if word not in _folded_fillers()] or words
    fields: list[str] = []
    unknown = False
    sure, perhaps = _known(True), _known(False)
    for word in telling:
        if found := sure.get(word) or _by_its_end(word):
            fields.append(found)
        else:
            unknown = True
    distinct = set(fields)
    if distinct and (len(distinct) == 1 or any(distinct == both for both in _TOGETHER)):
        first = next(field for field in (*WORDS,) if field in distinct) if len(distinct) > 1 else fields[0]
        return Heading(first, not unknown)
    if distinct:
        return Heading(fields[0], False)
    guessed = [perhaps[word] for word in telling if word in perhaps]
    return Heading(guessed[0], False) if guessed else None


def names_a_kind(text: str) -> bool:
    """Whether a head names one kind of several by a compound: „Leitziel“, „Handlungsziele“."""
    words = [folded(word) for word in re.split(r"[\s:]+", text) if word]
    return any(word not in _known(True) and _by_its_end(word) for word in words)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A word for comparing."""
    return fold(text.strip().strip("*"))[0]


def _by_its_end(word: str) -> str | None:
    return next((field for end, field in _HEADS.items() if word.endswith(end) and len(word) > len(end) + 2), None)


@cache
def _known(sure: bool) -> dict[str, str]:
    words = _SURE if sure else _PERHAPS
    return {folded(word): field for field, listed in words.items() for word in listed.split(", ")}


@cache
def _folded_fillers() -> frozenset[str]:
    return frozenset(map(folded, _FILLERS.split(", ")))
