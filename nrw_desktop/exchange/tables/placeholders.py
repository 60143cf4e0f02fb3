"""What a form says where nobody has written anything yet – „[Titel]“, „Bitte Ziel eintragen“: counted, never taken."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import structs

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.sources.source import LEFT_WORDS, PLACEHOLDER, Line, Table, lines_of
from nrw_desktop.exchange.tables.headings import NO_FIELD
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, Sheet

_BEGINS = re.compile(
    r"(?:\A|[,;\n])[\s•*–-]*(?:[\[<{]|klicken|tippen|click|tap|choose|wählen|geben|hier|bitte|titel|text|name|überschrift"
    r"|datum|feld|lorem|xx)",
    re.I,
)
"""How one may begin, or one of several names: most texts of a sheet need no looking at beyond that."""
_DIVIDERS = frozenset(",;\n")
_LONGEST = 160
_FILL = (
    r"(?:ein(?:tragen|tippen|geben|fügen|setzen)|aus(?:füllen|wählen)|wählen|ergänzen|(?:be)?schreiben|(?:be)?nennen"
    r"|angeben|anklicken|klicken|überschreiben|ersetzen|erläutern|auf(?:führen|listen)|formulieren|löschen)"
)
_WHAT = (
    r"(?:\w*titel|\w*name|name\w*|überschrift|datum|text|\w*maßnahmen?|\w*ziele?|\w*partner(?:innen)?|zeitraum|laufzeit|"
    r"\w*phasen?|ort|status|verantwortliche?r?|beschreibung|bezeichnung|organisation|kommune|stadt|monat|jahr)"
)
_OF_FORM = re.compile(
    r"(?:Klicken|Tippen)\s+(?:oder\s+\w+\s+)?Sie\b.*"
    r"|(?:Hier\s+)?(?:klicken|tippen)\b.{0,20}\b(?:um|hier)\b.*"
    r"|(?:Click|Tap)\s+(?:or\s+\w+\s+)?(?:here\b|to\s+enter\b).*|Choose an item\.?"
    r"|Wählen\s+Sie\s+(?:hier\s+|bitte\s+)?eine?n?\b.*\baus\.?"
    r"|(?:Bitte\s+)?geben\s+Sie\s.*\bein[.!]?"
    rf"|(?:(?:Hier|Bitte)\s+){{1,2}}.*?\b{_FILL}(?:\s+Sie\b.*)?[.!…\s]*"
    rf"|(?:Titel|Text|Name|Überschrift|Datum|Feld)\s+(?:hier\s+)?{_FILL}[.!…]*"
    r"|Lorem ipsum\b.*|x{2,}\.?",
    re.I | re.S,
)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]|<([^<>]*)>|\{([^{}]*)\}", re.S)
_WITHIN = re.compile(
    r"[\W_xX]*"
    rf"|(?:(?:hier|bitte|der|die|das|den|ihre?n?|eigene[rn]?)\s+)*{_WHAT}\b(?:\W+\S+){{0,4}}"
    rf"|(?:.*\s)?(?:hier|bitte|{_FILL})(?:\s.*)?",
    re.I | re.S,
)
_PARTS = re.compile(r"([,;]\s*)")
_WORDS = LEFT_WORDS["placeholder"][0]


def says_to_fill_in(text: str) -> bool:
    """Whether a text is that of a form that was not filled in."""
    text = text.strip(" \t\xa0\n-–•*")
    if len(text) > _LONGEST or not _BEGINS.match(text):
        return False
    match = _BRACKETED.fullmatch(text)
    return bool(_WITHIN.fullmatch("".join(filter(None, match.groups()))) if match else _OF_FORM.fullmatch(text))


def written(lines: Sequence[Line], questions: Questions, are_names: bool = False) -> tuple[Line, ...]:
    """The lines that somebody wrote; the others are counted, and so are those that stand among names."""
    found: list[Line] = []
    for line in lines:
        pieces = [] if line.style == PLACEHOLDER else line.text.split("\n")
        kept = [_names(piece, questions) if are_names else piece for piece in pieces if not says_to_fill_in(piece)]
        for piece in pieces or [line.text]:
            if not pieces or says_to_fill_in(piece):
                _leave(piece, questions)
        text = "\n".join(filter(None, kept))
        if text == line.text and pieces:
            found.append(line)
        elif text:
            found.append(structs.replace(line, text=text))
        else:
            questions.leave_notes(line.notes, "zu einem Platzhalter", "zu Platzhaltern")
    return tuple(found)


def written_table(table: Table, questions: Questions) -> Table:
    """A table of names, its cells without them."""
    if not any(says_to_fill_in(line) for row in table.texts for text in row for line in text.split("\n")):
        return table
    rows = (tuple(structs.replace(cell, lines=written(cell.lines, questions)) for cell in row) for row in table.rows)
    return structs.replace(table, rows=tuple(rows))


def without_placeholders(sheet: Sheet, fields: Sequence[str], questions: Questions) -> Sheet:
    """The sheet without them; where the title of a phase is one, an empty line stands for it."""
    plain = sheet.plain
    texts = set(chain.from_iterable(plain))
    likely = filter(_may_hold_one, texts)
    known = {text for text in likely if written(lines_of(text), Questions({}), True) != lines_of(text)}
    if not known and len(plain) == len(sheet.rows):
        return sheet
    return sheet.with_rows(_filled(sheet.rows, fields, known, questions))


def _filled(
    rows: Sequence[Row | Band], fields: Sequence[str], known: set[str], questions: Questions
) -> Iterator[Row | Band]:
    for row in rows:
        if isinstance(row, Band):
            lines = written(row.lines, questions)
            # Where no column has the titles, one without lines is a phase of which that is asked.
            if lines or "title" not in fields:
                yield row if lines == row.lines else structs.replace(row, lines=lines)
            continue
        if row.texts and known.isdisjoint(row.texts):
            yield row
            continue
        cells: dict[int, Entry] = {}
        for number, entry in row.cells.items():
            # A cell that reaches down is counted once.
            asked = Questions({}) if entry.goes_on or fields[number] == NO_FIELD else questions
            lines = written(entry.lines, asked, fields[number] == "partners")
            if lines != entry.lines and not lines and fields[number] == "title":
                lines = (Line("", style=PLACEHOLDER),)
            if lines == entry.lines:
                cells[number] = entry
            elif lines:
                cells[number] = structs.replace(entry, lines=lines)
        if any(line.text for entry in cells.values() for line in entry.lines):
            yield row if cells == row.cells else Row(cells, row.row)


def _may_hold_one(text: str) -> bool:
    """Whether a text begins as one does, or a part of it may."""
    return bool(_BEGINS.match(text)) or (not _DIVIDERS.isdisjoint(text) and bool(_BEGINS.search(text)))


def _names(text: str, questions: Questions) -> str:
    """Names between commas without those that are none."""
    parts = _PARTS.split(text)
    gone = [place for place in range(0, len(parts), 2) if says_to_fill_in(parts[place])]
    for place in gone:
        _leave(parts[place], questions)
    kept = [parts[place] for place in range(0, len(parts), 2) if place not in gone]
    return ", ".join(kept) if gone else text


def _leave(text: str, questions: Questions) -> None:
    questions.leave_out(_WORDS, _WORDS, shortened(" ".join(text.split())))
