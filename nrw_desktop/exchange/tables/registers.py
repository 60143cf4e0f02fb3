"""Tables that list partners and how to reach them: names in one column, people, telephones and addresses beside."""

from collections.abc import Sequence
from itertools import islice

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import Cell, Table
from nrw_desktop.exchange.tables.cells import notes_of, one_text
from nrw_desktop.exchange.tables.contacts import OF_CONTACTS
from nrw_desktop.exchange.tables.found import FoundPartner
from nrw_desktop.exchange.tables.headings import folded, heading
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.titles import is_footer

_WORDS = {
    **OF_CONTACTS,
    "abbreviation": "Abkürzung, Kürzel, Kurzname",
    "remark": "Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Notiz, Notizen, Hinweis",
}
"""The fields of a contact, and two of the partner's own, by the heads that people give their columns."""
_OF_PLAN = frozenset({"title", "measures", "goals", "period", "start", "end", "status"})
_FIELDS = {folded(word): field for field, words in _WORDS.items() for word in words.split(", ")}
_WRITTEN = frozenset(
    f"{form}{colon}"
    for words in _WORDS.values()
    for word in words.split(", ")
    for form in (word, word.lower(), word.upper())
    for colon in ("", ":")
)
"""The heads as they are written mostly, by which thousands of rows are quickly told to be none."""
_LOOKED_AT = 12
_ALL, _NAMES, _NONE = "all", "names", "none"


class Register(msgspec.Struct, frozen=True):
    """Where in a table the partners are: the rows of the head, the column of the names, and what the others hold."""

    head: range
    name: int
    fields: dict[int, str]
    others: dict[int, str]


def reaches_people(texts: Sequence[str]) -> bool:
    """Whether a row is the head of a list of people or partners: of two ways to reach them, or one beside a name."""
    if _WRITTEN.isdisjoint(texts):
        return False
    reached = {field for text in texts if (field := _field(text)) in OF_CONTACTS}
    return len(reached) > 1 or (bool(reached) and any(_is_partners(text) for text in texts))


def register_of(table: Table) -> Register | None:
    """The head of a table of partners; None where it is none, or one of a plan as well."""
    for number in islice(table.filled(), _LOOKED_AT):
        words = {place: cell.text for place, cell in enumerate(table.rows[number]) if cell.text}
        known = {place: found.field for place, text in words.items() if (found := heading(text))}
        names = [place for place, field in known.items() if field == "partners"]
        fields = {place: field for place, text in words.items() if (field := _field(text)) and place not in names}
        reached = {field for field in fields.values() if field in OF_CONTACTS}
        is_plan = any(field in _OF_PLAN for place, field in known.items() if place not in fields)
        if names and reached and not is_plan:
            below = _second(table, number, names[0])
            words |= below
            fields = {place: field for place, field in fields.items() if place not in below}
            fields |= {place: field for place, text in below.items() if (field := _field(text))}
            others = {place: text for place, text in words.items() if place not in fields and place != names[0]}
            return Register(range(number, number + 1 + bool(below)), names[0], fields, others)
    return None


def _second(table: Table, head: int, name: int) -> dict[int, str]:
    """The second row of a head by its places: „Name“, „Telefon“ and „E-Mail“ below „Kontakt“; empty where none is."""
    if head + 2 >= len(table.rows):
        return {}
    found = {place: cell.text for place, cell in enumerate(table.rows[head + 1]) if cell.text}
    return found if name not in found and len(set(filter(None, map(_field, found.values())))) > 1 else {}


def partners_of(table: Table, register: Register, questions: Questions) -> list[FoundPartner]:
    """The partners of a table, as far as they are wanted, which is asked: how to reach people is personal data."""
    for row in table.rows[: register.head.start]:
        if above := " ".join(cell.text for cell in row if cell.text):
            questions.leave_out("Zeile davor", "Zeilen davor", shortened(above))
    notes = [note for row in table.rows for cell in row for note in notes_of(cell.lines)]
    questions.leave_notes(notes, "im Verzeichnis", "im Verzeichnis")
    rows = [(number, row) for number, row in enumerate(table.rows) if number >= register.head.stop]
    answer = questions.ask(
        f"{table.name}, Verzeichnis",
        Place(table.name),
        shortened(table.rows[register.head.start][register.name].text),
        f"In {table.name} stehen Kooperationspartner und wie sie zu erreichen sind. Was soll davon in das Verzeichnis?",
        {_ALL: "alles", _NAMES: "nur die Namen", _NONE: "nichts"},
    )
    found: list[FoundPartner] = []
    for number, row in rows:
        name = one_text(row[register.name].lines)
        place = Place(table.name, number + 1, register.name + 1)
        cells = _cells(row, register)
        if answer == _NONE or (not name and not cells):
            continue
        if is_footer(name) and not cells and questions.leaves_footer(place, name):
            questions.leave_out("Fußzeile", "Fußzeilen", shortened(name))
            continue
        if not name and not found:
            questions.refuse(place, shortened(" ".join(cells.values())), "In dieser Zeile steht kein Name.")
            continue
        # Another person of the partner above has its name alone left out.
        found.append(FoundPartner(name or found[-1].name, place, cells if answer == _ALL else {}))
    filled = [row for _, row in rows if any(cell.text for cell in row)]
    left = len(filled) if answer == _NONE else sum(bool(_cells(row, register)) for row in filled) * (answer == _NAMES)
    if left:
        questions.leave_out("Zeile eines Verzeichnisses", "Zeilen eines Verzeichnisses", table.name, left)
    return found


def _cells(row: Sequence[Cell], register: Register) -> dict[str, str]:
    """What a row says by its field; several columns of one stand in a row."""
    found: dict[str, str] = {}
    for place, field in register.fields.items():
        if text := one_text(row[place].lines):
            found[field] = f"{found[field]}{', ' if field != 'person' else ' '}{text}" if field in found else text
    told = [f"{words}: {text}" for place, words in register.others.items() if (text := one_text(row[place].lines))]
    if told:
        found["remark"] = "; ".join(filter(None, [found.get("remark", ""), *told]))
    return found


def _field(text: str) -> str:
    return _FIELDS.get(folded(text.rstrip(":")), "")


def _is_partners(text: str) -> bool:
    found = heading(text)
    return found is not None and found.field == "partners"
