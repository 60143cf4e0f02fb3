"""Guesses which field each column of a pasted table is, by its heading or else by what stands in it."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from nrw_desktop.domain.edits.bulk_add import FIRST, Reader, code_of
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import choices, value_text
from nrw_desktop.domain.model.records import FIELD_TABLE, field_of
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.folding import fold
from nrw_desktop.domain.text.period_refusals import usual_days, usual_months
from nrw_desktop.domain.text.points import PARTS, SIDES
from nrw_desktop.domain.text.values import parse_date

NOTES = {"measure": "note", "goal": "remark", "partner": "remark"}
"""The field of a table that takes any text."""

_SYNONYMS: dict[str, dict[str, str]] = {
    "measure": {
        "text": "Maßnahmen, Was, Aktivität, Aufgabe, Bezeichnung, Titel, Thema, Vorhaben, Angebot",
        "status": "Stand, Umsetzungsstand, Bearbeitungsstand",
        "period": "Zeitraum, Wann, Termin, Monat, Datum, Zeit, Laufzeit",
        "responsible": "Wer, Zuständig, Zuständigkeit, Verantwortliche, Verantwortlicher, Federführung, Träger",
        "note": "Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Notizen, Kommentar",
        "place": "Ort, Stadtteil, Wo",
    },
    "goal": {"text": "Ziele, Titel, Bezeichnung", "remark": "Bemerkungen, Anmerkung, Notiz"},
    "phase": {
        "title": "Phasen, Titel, Projektphase, Arbeitsphase, Abschnitt, Umsetzungsschritt, Umsetzungsschritte",
        "period": "Wann, Termin, Datum, Zeit, Laufzeit, Dauer, Zeitrahmen",
        "measures": "Maßnahme, Aktivität, Aktivitäten, Aufgaben, Vorhaben, Was",
        "goals": "Ziel, Zielsetzung, Zielsetzungen",
        "partners": "Partner, Kooperation, Kooperationen, Beteiligte, Einrichtungen, Wer",
    },
    "partner": {
        "name": "Kooperationspartner, Partner, Einrichtung, Organisation, Institution, Träger",
        "abbreviation": "Kürzel, Kurzname",
        "remark": "Bemerkungen, Anmerkung, Notiz",
    },
}
_OF_PHASE = {
    "title": "Phase",
    "period": "Zeitraum",
    "measures": "Maßnahmen",
    "goals": "Ziele",
    "partners": "Kooperationspartner",
}
"""What a table of phases has: more than the fields of one record."""
_STATUS_WORDS = {
    "planned": "offen, vorgesehen, noch nicht begonnen, nicht begonnen, gepl., geplannt, ausstehend, in Planung, "
    "in Vorbereitung, i. V., 0 %",
    "running": "laufend, lfd., in Arbeit, i. A., in Umsetzung, begonnen, in Bearbeitung, i. B., angelaufen, teilweise "
    "umgesetzt, teilweise erledigt, z. T. erledigt, z. T. umgesetzt, tlw. umgesetzt",
    "done": "erledigt, erl., fertig, beendet, umgesetzt, durchgeführt, abgeschl., 100 %, ✓, ✔, ☑",
    "postponed": "verschoben, ruht, zurückgest., vertagt, pausiert",
    "dropped": "entfällt, gestrichen, abgesagt, entf., verworfen",
}
_PART_DONE = re.compile(r"[1-9]\d?(?:[.,]\d+)?\s*%")
"""So much of it is done, and not all."""
_NOT_TYPED = frozenset({"child_style"}) | (PARTS - frozenset(SIDES))
"""What nobody has in a column: the last are parts of a period, which is read as a whole."""
_MOST = 0.6
"""The share of cells that have to fit where a column is known by what stands in it."""
_LOOKED_AT = 200
"""Rows that are looked at for that."""
_LONG = 40


class Taken(NamedTuple):
    """What a column is taken for (None: it is left out), and whether that is a guess by what stands in it."""

    field: str | None
    guessed: bool = False


def fields_of(table: str) -> dict[str, str]:
    """The fields of a table that a cell can be pasted into, each with its German word."""
    if table == "phase":
        return dict(_OF_PHASE)
    words = {field: spec.word for field, spec in FIELD_TABLE[table].items() if spec.is_own and field not in _NOT_TYPED}
    if table == "measure":
        # What people have in one column, and the two months for those who have two.
        words = {"text": words["text"], "status": words["status"], "period": "Zeitraum"} | words
    return {FIRST[table]: words[FIRST[table]]} | words


def headings_of(table: str) -> dict[str, str]:
    """The field of each heading, folded for comparing."""
    synonyms = _SYNONYMS[table].items()
    known = {_folded(word): field for field, words in synonyms for word in words.split(", ")}
    return known | {_folded(word): field for field, word in fields_of(table).items()}


def has_heading(table: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row says what the columns are."""
    if len(rows) < 2:
        return False
    known = headings_of(table)
    words = [cell for cell in rows[0] if cell.strip()]
    fields = [known.get(_folded(word)) for word in words]
    found = sum(field is not None for field in fields)
    return FIRST[table] in fields or (found > 0 and 2 * found >= len(words))


def guess(reader: Reader, table: str, rows: Sequence[Sequence[str]], heading: Sequence[str] | None) -> list[Taken]:
    """What each column is taken for; ``rows`` are those without the heading."""
    width = max(map(len, rows), default=0)
    width = max(width, len(heading or ()))
    found: list[Taken | None] = [None] * width
    taken: set[str] = set()
    known = headings_of(table)
    for place, word in enumerate(heading or ()):
        field = known.get(_folded(word))
        if field is not None and field not in taken:
            found[place] = Taken(field)
            taken.add(field)
    columns = [[row[place].strip() for row in rows[:_LOOKED_AT] if place < len(row)] for place in range(width)]
    columns = [[cell for cell in column if cell] for column in columns]
    for field, fits in _contents(reader, table):
        for place, column in enumerate(columns):
            # Numbers below a heading that is none of ours are amounts, hours, anything.
            foreign = field_of(table, field).kind is kinds.COUNT and heading is not None and heading[place].strip()
            if found[place] is None and column and field not in taken and not foreign and fits(column):
                found[place] = Taken(field, guessed=True)
                taken.add(field)
    return [taken_for or Taken(None) for taken_for in found]


def suggestion(reader: Reader, table: str, field: str, text: str) -> str:
    """What could be meant by a text that a field does not take, as it can be typed; empty where nothing is known."""
    for candidate in _candidates(table, field, text):
        try:
            reader.cell(field, candidate)
        except PlanError:
            continue
        return candidate
    return ""


def usual_choice(table: str, field: str, text: str) -> str:
    """Which of a field's choices a text may mean that is none of them: „erledigt“; empty where that is not known."""
    codes = (code_of(table, field, candidate) for candidate in _candidates(table, field, text))
    return next((code for code in codes if code in choices(table, field)), "")


def _candidates(table: str, field: str, text: str) -> list[str]:
    words = " ".join(text.split())
    if field == "status":
        meant = [code for code, said in _STATUS_WORDS.items() if _spelt(words) in map(_spelt, said.split(", "))]
        meant += ["running"] if _PART_DONE.fullmatch(words) else []
        return [value_text(table, field, code) for code in meant]
    if field_of(table, field).kind is kinds.COUNT:
        numbers = re.findall(r"\d[\d.]*", words)
        return [numbers[0].rstrip(".")] if len(numbers) == 1 else []
    said = (usual_months(words[:200]), usual_days(words[:200])) if field in ("period", *SIDES) else ()
    return [*filter(None, said)]


def _contents(reader: Reader, table: str) -> list[tuple[str, Callable[[list[str]], bool]]]:
    """How fields are known by what stands in a column, the surest first."""

    def reads(field: str, text: str) -> bool:
        try:
            reader.cell(field, text)
        except PlanError:
            return bool(suggestion(reader, table, field, text))
        return True

    def most(fits: Callable[[str], bool]) -> Callable[[list[str]], bool]:
        return lambda column: sum(map(fits, column)) >= _MOST * len(column)

    def is_choice(field: str) -> Callable[[list[str]], bool]:
        return most(lambda text: code_of(table, field, text) != text)

    def is_count(column: list[str]) -> bool:
        numbers = all(re.fullmatch(r"\d{1,6}", text) for text in column)
        running = [text.lstrip("0") for text in column] == [str(number) for number in range(1, len(column) + 1)]
        return numbers and not running

    found: list[tuple[str, Callable[[list[str]], bool]]] = []
    if table in ("measure", "phase"):
        found.append(("period", most(lambda text: _is_time(text) and reads("period", text))))
    if table == "phase":
        # As they stand in the document.
        return [*found, *((field, _has_words) for field in _OF_PHASE if field != "period")]
    found += [(field, is_choice(field)) for field in fields_of(table) if field_of(table, field).kind is kinds.CHOICE]
    if table == "measure":
        found.append(("status", most(lambda text: bool(_candidates(table, "status", text)))))
        found.append(("participants_expected", is_count))
        found.append(("responsible", most(reader.knows)))
    found.append((FIRST[table], _has_words))
    if table == "measure":
        found.append(("responsible", lambda column: _has_words(column) and _length(column) <= _LONG))
    found.append((NOTES[table], lambda column: _has_words(column) and _length(column) > _LONG))
    return found


def _is_time(text: str) -> bool:
    """Whether a text is long enough to be a month and a year, and not a running number."""
    return any(letter.isdigit() for letter in text) and len(text) >= 4


def _has_words(column: list[str]) -> bool:
    """Whether a column holds more than numbers and dates."""
    return any(re.search(r"[^\W\d_]{2}", text) and not _is_date(text) for text in column)


def _is_date(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except PlanError:
        return False


def _length(column: list[str]) -> float:
    return sum(map(len, column)) / len(column)


def _spelt(word: str) -> str:
    """A word however its full stops and blanks are set: „i. A.“, „i.A.“."""
    return re.sub(r"[\s.]", "", _folded(word))


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return fold(word.strip().rstrip(":").strip())[0]
