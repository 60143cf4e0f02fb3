"""What stands beside a plan and says how to reach people – „Telefon: 0521 …“ – so that it becomes no part of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text import blanks
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.limits import MOST_COLUMNS
from nrw_desktop.exchange.sources.source import Line, Table
from nrw_desktop.exchange.tables.blanking import blanked, parts_beside, without
from nrw_desktop.exchange.tables.cells import notes_of
from nrw_desktop.exchange.tables.headings import folded, heading
from nrw_desktop.exchange.tables.questions import OF_CELLS, Questions
from nrw_desktop.exchange.tables.titles import is_period, is_phase

OF_CONTACTS = {
    "person": "Ansprechpartner, Ansprechpartnerin, Ansprechpartner/in, Ansprechpartner*in, Ansprechpartner:in, "
    "Ansprechpartnerinnen, Ansprechperson, Ansprechpersonen, Kontaktperson, Kontakt, Kontakte, Name, Vorname, "
    "Nachname, Vor- und Nachname, Kontaktdaten, Contact, Contact person",
    "phone": "Telefon, Tel, Tel., Tel.-Nr., Tel.-Nr, Tel. Nr., Telefonnummer, Telefon-Nr., Rufnummer, Handy, "
    "Handynummer, Mobil, Mobilnummer, Mobiltelefon, Durchwahl, Fon, Phone, Telephone, Mobile",
    "mail": "E-Mail, Email, Mail, E-Mail-Adresse, E-Mail-Adressen, E-Mailadresse, Emailadresse, Mailadresse, e mail",
    "address": "Anschrift, Adresse, Straße, Str., PLZ, Postleitzahl, Ort, Wohnort, Hausnummer, PLZ/Ort, PLZ Ort, "
    "Address",
}
"""How people are reached, by the words that stand above or before it."""
_BESIDE = (
    "Fax, Telefax, Web, Website, Webseite, Homepage, Internet, www, Sprechzeiten, Sprechzeit, Sprechstunde, "
    "Öffnungszeiten, Erreichbarkeit, Funktion, Büro, Raum, Zimmer, Postfach, Dienststelle"
)
"""What is said with it, and nothing by itself."""
_ROLES = (
    "Verantwortlich, Verantwortliche, Zuständig, Leitung, Projektleitung, Projektleiterin, Projektleiter, "
    "Koordination, Koordinatorin, Koordinator, Projektkoordination, Sachbearbeitung, Sachbearbeiterin, "
    "Sachbearbeiter, Bearbeitung, Bearbeiterin, Bearbeiter, Vertretung, Geschäftsführung, Rückfragen, Für Rückfragen"
)
"""Who people are, with a colon behind it; without one it may be the name of a phase."""
_OTHERS = "Name, Vorname, Nachname, Ort, PLZ, Str., Straße, Wohnort, Mobil, Mobile, Kontakte"
"""Those of these words that may as well stand before other things."""
_BARE = frozenset(map(str.casefold, _OTHERS.split(", ")))
_KNOWN = {
    form: field
    for field, words in (*OF_CONTACTS.items(), ("beside", _BESIDE), ("role", _ROLES))
    for word in words.split(", ")
    for form in (word.casefold(), folded(word))
}
_BEGINNINGS = frozenset(
    start for word in _KNOWN for three in [word[:3]] for start in (three, three.capitalize(), three.upper())
)
"""How labels begin, by which thousands of cells are quickly told to be none."""
_MAIL = re.compile(r"(?:mailto:)?[\w.+-]+(?:@|\s?[(\[]at[)\]]\s?)[\w-]+(?:\.[\w-]+)+", re.I)
_PHONE = re.compile(r"(?:(?:Tel|Fon|Fax|Mobil|Handy)\w*[.:]*\s*)?(?:\+\d|\(?0\d)[\d\s/()–-]{4,22}\d", re.I)
_DIGITS = re.compile(r"[\d\s/()+.–-]{3,25}")
"""What is a number of a telephone below or behind such a word."""
_NAME = re.compile(
    r"(?:(?:Frau|Herrn?|Dr\.|Prof\.)\s+)*[A-ZÄÖÜ][\w.'’-]*(?:\s+(?:(?:von|van|de|zu|el|al|der)\s+)*[A-ZÄÖÜ][\w.'’-]*){0,3}"
    r"(?:\s*[,(/].*)?"
)
"""A name of a person, and what may stand behind it."""
_STREET = r"(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|markt|ring|ufer|damm|wall|hof)\s*\d{1,4}\s?[a-z]?$"
_POSTAL = re.compile(rf"\b\d{{5}}\b|{_STREET}", re.I)
_HOUSE = re.compile(r"\b\d{1,4}\s?[a-z]?$", re.I)
may_reach = re.compile(r"@|[(\[]at[)\]]|\d[\d\s/()–-]{4,}\d").search
"""Whether there may be an address of mails or a number of a telephone in a text."""
_PARTS = re.compile(rf"({blanks.ANY}[,;|]\s+|(?<!\d){blanks.ANY}/\s+(?!\d)|{blanks.SOME}[–-]\s+|{blanks.ANY}[()]\s*)")
_EMPTY_BRACKETS = re.compile(rf"{blanks.ANY}\(\s*\)")
_SHORTEST_PHONE = 9
"""Of digits alone; fewer may be a number of anything."""
_BEGINS_PHONE = ("+", "(0", "0", "Tel", "tel", "Fon", "Fax", "Mobil", "Handy")
_LONGEST_LABEL, _LONGEST_NAME, _LONGEST_VALUE, _MOST_WORDS = 60, 80, 200, 4
_PLAN = frozenset({"title", "period", "measures", "goals", "partners", "status", "start", "end", "target_group"})
_LINES = "lines"
"""What a person waits for, or the first line of an address: further ones."""
_NONE, _OWN = "none", "own"


class _Label(NamedTuple):
    """What a cell says it is before or above: its field, whether a colon shows that, and what stands behind it."""

    field: str
    has_colon: bool
    rest: str
    is_bare: bool


class _Told(NamedTuple):
    """A row of a contact: what it says, whether that is sure, and the field of a label that waits for what is below it.

    ``is_part`` says that it is nothing by itself, and one of them beside other such rows; ``is_odd`` that what it says
    is not what its label asks for.
    """

    field: str
    is_sure: bool
    waits_for: str = ""
    is_part: bool = False
    is_odd: bool = False


def reaches(text: str) -> bool:
    """Whether a text is an address of mails or a number of a telephone, and nothing else."""
    if "@" in text or "at]" in text or "at)" in text:
        return bool(_MAIL.fullmatch(" ".join(text.split())))
    if not text.startswith(_BEGINS_PHONE) or (text.isdigit() and len(text) < _SHORTEST_PHONE):
        return False
    return len(text) < _LONGEST_NAME and bool(_PHONE.fullmatch(" ".join(text.split()))) and not is_period(text)


def without_contacts(table: Table, questions: Questions) -> Table:
    """The table without what it says of how to reach people, above, below or beside its rows; that is counted.

    What is not sure to be that is asked. Lists of people that have a head of their own are left as they are.
    """
    texts = table.texts
    # Heads such as „Ort“ show it first, and each text is looked at once.
    if not any(map(_may_be, dict.fromkeys(chain.from_iterable(texts)))):
        return table
    gone: dict[int, range] = {}
    for first, end in _beside(texts):
        for number, row in enumerate(texts):
            if any(row[first:end]):
                gone[number] = range(first, end)
                _leave(questions, row[first:end])
    rest = [blanked(row, gone.get(number, range(0))) for number, row in enumerate(texts)] if gone else texts
    for block, is_sure in _blocks(rest):
        # „Adresse: alle Vereine sammeln“ among contacts may be none of them.
        odd = dict.fromkeys(number for number in block if is_sure and (told := _told(rest[number])) and told.is_odd)
        whole = [number for number in block if number not in odd]
        for rows, sure in [(whole, is_sure), *(([number], False) for number in odd)]:
            place = Place(table.name, rows[0] + 1)
            if sure or leaves(questions, place, [rest[number] for number in rows]):
                for number in rows:
                    _leave(questions, rest[number])
                    gone[number] = range(table.width)
    for number, places in gone.items():
        lines = [line for cell in table.rows[number][places.start : places.stop] for line in cell.lines]
        questions.leave_notes(notes_of(lines), *OF_CELLS)
    return without(table, gone) if gone else table


def without_contact_lines(lines: Sequence[Line], questions: Questions) -> list[Line]:
    """The same of paragraphs, and of the lines that breaks make of these: what says how to reach people is counted."""
    parts = [(number, text) for number, line in enumerate(lines) for text in line.text.split("\n")]
    if not any(_may_be(text) for _, text in parts):
        return list(lines)
    gone = contact_rows([(text,) for _, text in parts])
    kept: dict[int, list[str]] = {}
    for place, (number, text) in enumerate(parts):
        if place in gone:
            leave_contact(questions, text)
        else:
            kept.setdefault(number, []).append(text)
    questions.leave_notes(notes_of([line for number, line in enumerate(lines) if number not in kept]), *OF_CELLS)
    return [structs.replace(lines[number], text="\n".join(texts)) for number, texts in kept.items()]


def is_label(text: str) -> bool:
    """Whether a text is a word that stands before or above how to reach somebody: „Telefon“, „Anschrift:“."""
    found = _label(text)
    return found is not None and not found.rest


def leave_contact(questions: Questions, text: str) -> None:
    """Count what says how to reach people, and does not become a part of the plan."""
    questions.leave_out("Kontaktangabe", "Kontaktangaben", shortened(" ".join(text.split())))


def without_reached(lines: Sequence[str], questions: Questions) -> list[str]:
    """The lines of names without how to reach these, which is counted: „MBR, Tel. 0521 123“."""
    if not any(map(may_reach, lines)):
        return list(lines)
    found = []
    for line in lines:
        parts = _PARTS.split(line)
        away = [place for place in range(0, len(parts), 2) if reaches(parts[place].strip())]
        for place in away:
            leave_contact(questions, parts[place].strip())
            # What ends brackets stays, and what divides goes; those around nothing are dropped below.
            is_last = place and "".join(parts[place + 1 : place + 2]).strip() == ")"
            goes = place - 1 if is_last else place + 1
            if goes < len(parts) and parts[goes].strip() != "(":
                parts[goes] = ""
            parts[place] = ""
        kept = _EMPTY_BRACKETS.sub("", "".join(parts)).strip(" ,;/|–-").rstrip(" ,;/|(–-") if away else line
        found.append(f"{kept})" if away and kept.count("(") > kept.count(")") else kept)
    return list(filter(None, found))


def contact_rows(texts: Sequence[Sequence[str]]) -> set[int]:
    """The rows of a table that surely say how to reach people, by their numbers from 0."""
    return {number for rows, is_sure in _blocks(texts) if is_sure for number in rows}


def _leave(questions: Questions, row: Sequence[str]) -> None:
    leave_contact(questions, " ".join(filter(None, row)))


def is_labelled(text: str) -> bool:
    """Whether a text is a word of contacts, and behind it how to reach somebody: „E-Mail: amt@example.org“."""
    head, colon, rest = text.partition(":")
    return bool(colon) and " ".join(head.split()).casefold() in _KNOWN and reaches(rest.strip())


def leaves(questions: Questions, place: Place, rows: Sequence[Sequence[str]]) -> bool:
    """Whether what may say how to reach somebody is left out, as it is answered."""
    words = shortened(" ".join(" ".join(text.split()) for row in rows for text in row if text))
    answer = questions.ask(
        f"{place.said}, Kontakt",
        place,
        words,
        f"„{words}“ sieht nach einer Person oder ihrer Anschrift aus. Was soll damit geschehen?",
        {_NONE: "nicht übernehmen", _OWN: "übernehmen wie andere Zeilen"},
        kind="Kontakte",
    )
    return answer == _NONE


# Telling what is one


def _may_be(text: str) -> bool:
    """Whether a cell may be a part of a contact: quickly, as most are none."""
    is_label = text[:3] in _BEGINNINGS or ":" in text
    if not is_label and text[:1] not in ("0", "+", "(") and "@" not in text and "\n" not in text:
        return False
    return _label(text) is not None or any(map(reaches, text.split("\n")))


def _label(text: str) -> _Label | None:
    # Thousands of rows begin with their number.
    if text.isdigit():
        return None
    head, colon, rest = text.partition(":")
    if len(head) > _LONGEST_LABEL or len(text) > _LONGEST_VALUE:
        return None
    word = " ".join(head.split()).casefold()
    field = _KNOWN.get(word, "")
    if not field and colon and 1 < len(words := word.split()) <= _MOST_WORDS:
        field = next((found for one in words if (found := _KNOWN.get(one)) and one not in _BARE), "")
    if not field:
        return None
    return _Label(field, bool(colon), rest.strip(), word in _BARE or field in ("beside", "role"))


def _told(row: Sequence[str]) -> _Told | None:
    """What a row says of a contact by itself; None where it says nothing of one."""
    filled = list(filter(None, row))
    label = _label(filled[0])
    if label is None:
        is_reached = len(filled) == 1 and any(map(reaches, filled[0].split("\n")))
        return _Told("mail", is_sure=True) if is_reached else None
    values = [*([label.rest] if label.rest else []), *filled[1:]]
    fits = any(reaches(part) for text in values for part in text.split("\n"))
    others = [found for text in filled[1:] if (found := _label(text))]
    # A head of several columns, be it of people or of a plan.
    if not fits and not label.has_colon and any(not one.has_colon for one in others):
        return None
    known = (heading(text) for text in filled[1:])
    most = 3 if label.has_colon else 2
    if any(one and one.is_sure and one.field in _PLAN for one in known) or (len(filled) > most and not fits):
        return None
    fits = fits or (label.field == "address" and any(_POSTAL.search(text) or _HOUSE.search(text) for text in values))
    fits = fits or (label.field == "phone" and any(map(_DIGITS.fullmatch, values)))
    # „Kontakt“ may as well begin what is to be done: „Kontakt: Schulen ansprechen“.
    is_name = bool(values) and all(_NAME.fullmatch(" ".join(text.split())) for text in values)
    if not values and not label.has_colon and label.field == "role":
        return None
    if values and not fits and not (is_name and label.field in ("person", "role")):
        is_part = label.has_colon or label.field == "beside"
        is_odd = label.field != "beside"
        return _Told("beside", is_sure=False, is_part=True, is_odd=is_odd) if is_part else None
    is_alone = len(filled) == 1 or not label.rest
    # „Hotline Telefon: 0521 …“ with a goal beside it may be a measure.
    is_more = bool(label.rest) and any(_label(text) is None and not reaches(text) for text in filled[1:])
    is_sure = (fits and not is_more) or (label.has_colon and not label.is_bare and is_name and is_alone)
    waits_for = label.field if not values else _LINES if label.field in ("person", "address") else ""
    return _Told(label.field, is_sure, waits_for, label.is_bare and not fits)


def _blocks(texts: Sequence[Sequence[str]]) -> Iterator[tuple[list[int], bool]]:
    """The rows that belong to contacts, block by block, and whether that is sure of a block."""
    if _are_heads(texts):
        return
    block: dict[int, _Told] = {}
    last = -2
    for number, row in enumerate(texts):
        if not any(row):
            continue
        follows = bool(block) and number == last + 1
        found = _told(row) or (_below(block[last], row) if follows else None)
        if block and (found is None or not follows):
            yield from _block(texts, block)
            block = {}
        if found is not None:
            block[number], last = found, number
    if block:
        yield from _block(texts, block)


def _block(texts: Sequence[Sequence[str]], block: Mapping[int, _Told]) -> Iterator[tuple[list[int], bool]]:
    """What is one of these rows, which follow each other."""
    told = list(block.values())
    said = {one.field for one in told if one.waits_for in ("", _LINES) and one.field != "beside"}
    is_sure = any(one.is_sure for one in told) or len(said) > 1
    if not said or (not is_sure and told[0].is_part and len(told) == 1):
        return
    # The name alone stands above „Telefon: …“, mostly behind an empty row.
    first = top = min(block)
    is_last = max(block) + 1 == len(texts) or not any(texts[max(block) + 1])
    while is_sure and is_last and top and sum(map(bool, texts[top - 1])) == 1:
        top -= 1
    if top < first and any(map(any, islice(texts, top))):
        if not any(texts[top - 1]):
            yield list(range(top, first)), True
        elif not is_phase(Line(next(filter(None, texts[first - 1])))):
            yield [first - 1], False
    yield list(block), is_sure


def _below(above: _Told, row: Sequence[str]) -> _Told | None:
    """What a row says that one above it waits for: one cell that is no phase; of an address there are several."""
    filled = [text for text in row if text]
    if not above.waits_for or len(filled) > 1 or len(filled[0]) > _LONGEST_VALUE or is_phase(Line(filled[0])):
        return None
    is_postal = bool(_POSTAL.search(filled[0]))
    if above.waits_for == _LINES and not is_postal:
        return None
    return _Told("address" if is_postal else above.waits_for, is_postal, _LINES)


def _are_heads(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the heads of a plan stand at the left, so that those of contacts do so as well."""
    fields = set()
    for row in islice(texts, MOST_COLUMNS):
        filled = [text for text in row if text]
        known = [found.field for text in filled if (found := heading(text)) and found.is_sure]
        first = heading(filled[0].rstrip(": ")) if filled else None
        if first and first.is_sure and len(known) < 2 and _label(filled[0].rstrip(": ")) is None:
            fields.add(first.field)
    return len(fields & _PLAN) > 1


def _beside(texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The columns in which contacts stand by themselves: with an empty one beside them, or as labels alone."""
    parts = parts_beside(texts)
    for first, end in parts:
        if len(parts) > 1:
            rows = [row[first:end] for row in texts]
            # Of thousands of cells each text is looked at once.
            labels = [*filter(None, map(_label, set(chain.from_iterable(rows))))]
            # The head of a column alone is none of a block.
            if len({one.field for one in labels}) > 1 or any(one.has_colon for one in labels):
                found = contact_rows(rows)
                if len(found) * 2 >= sum(map(any, rows)):
                    yield first, end
                    continue
        last = end - 2
        if last > first and _are_labels([row[last] for row in texts], [row[end - 1] for row in texts]):
            yield last, end


def _are_labels(column: Sequence[str], values: Sequence[str]) -> bool:
    """Whether a column holds labels alone, each with what it says at its right."""
    fields = set()
    for text, value in zip(column, values, strict=True):
        if not text and not value:
            continue
        label = _label(text)
        # Of a list of others the first row shows it.
        if label is None or label.rest:
            return False
        if label.has_colon and value:
            fields.add(label.field)
    return len(fields) > 1
