"""„dito“ and „s. o.“ in a cell: what stands there instead, if that is the answer."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import structs

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.tables.cells import notes_of, one_text
from nrw_desktop.exchange.tables.headings import NO_FIELD
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.sheet import Band, Entry, Row, Sheet

_DITTO = re.compile(
    r"(?:s(?:iehe|\.)|wie)\s*o(?:ben|\.)?|wie (?:zu)?vor(?:her|stehend)?|wie bisher|die\s?selben"
    r"|di[td]o\.?|dto\.?|ebenso|gleichfalls|id(?:em|\.)"
    r"|[-–—]*\s?[\"″„“”'‘’´`,]{1,2}\s?[-–—]*",
    re.I,
)
_AND_MORE = re.compile(
    r"(?P<ditto>.{2,16}?)(?:\s*[,;:+]\s*|\s+(?=und\b|sowie\b|plus\b|zus))"
    r"(?:(?:zusätzlich|zusätzl\.|zuzüglich|zzgl\.|außerdem|ferner|sowie|plus|und|dazu)\s+)*(?P<more>\S.*)",
    re.I | re.S,
)
"""„s. o., zusätzlich Polizei“."""
_LONGEST = 16
_ABOVE, _WORDS = "above", "words"
_NAMES, _LEAVE, _REFERS = "names", "leave", "refers"


def is_ditto(text: str) -> bool:
    """Whether a text says no more than that the one above it holds."""
    return len(text) < _LONGEST and bool(_DITTO.fullmatch(text.strip()))


def without_dittos(sheet: Sheet, fields: Sequence[str], part: str, questions: Questions) -> Sheet:
    """The sheet with what stands above in such cells, which is asked once; „s. o.“ for a phase's partners stays."""
    plain = sheet.plain
    known = {text for text in set(chain.from_iterable(plain)) if len(text) < _LONGEST and is_ditto(text)}
    if not known and len(plain) == len(sheet.rows):
        return sheet
    return sheet.with_rows(_filled(sheet.rows, fields, known, part, questions))


def _filled(
    rows: Sequence[Row | Band], fields: Sequence[str], known: set[str], part: str, questions: Questions
) -> Iterator[Row | Band]:
    last: Row | None = None
    title = fields.index("title") if "title" in fields else -1
    for row in rows:
        if isinstance(row, Band):
            last = None
            yield row
            continue
        if not row.texts or not known.isdisjoint(row.texts):
            row = _with_above(row, last, fields, title, part, questions)
        last = row
        yield row


def _with_above(row: Row, last: Row | None, fields: Sequence[str], title: int, part: str, questions: Questions) -> Row:
    """A row with what stands in the one above it where it says so itself."""
    found: dict[int, Entry] = {}
    for number, field in enumerate(fields):
        entry = row.entry(number)
        above = last.entry(number) if last is not None else None
        if field == NO_FIELD or entry is None or above is None or not is_ditto(one_text(entry.lines)):
            continue
        begins = title >= 0 and (named := row.entry(title)) is not None and not is_ditto(one_text(named.lines))
        if field == "partners" and begins:
            continue
        if _asked(part, questions) == _ABOVE:
            *lines, end = (structs.replace(line, notes=()) for line in above.lines)
            found[number] = structs.replace(entry, lines=(*lines, structs.replace(end, notes=notes_of(entry.lines))))
    return Row({**row.cells, **found}, row.row) if found else row


def partners_above(lines: Sequence[str], number: int, place: Place, questions: Questions) -> tuple[str, ...] | None:
    """What „s. o.“ in the cell of a phase's partners stands for, and the names behind it; None for other words.

    ``number`` is that of the phase before.
    """
    text = " ".join(lines)
    more = _AND_MORE.fullmatch(text)
    is_whole = is_ditto(text)
    if not is_whole and not (more and is_ditto(more["ditto"])):
        return None
    refers = f"Siehe Phase {number}" if is_whole or not more else f"Siehe Phase {number}, {more['more']}"
    answer = questions.ask(
        f"{place.said}, wie oben",
        place,
        text,
        f"„{shortened(text)}“: Sind es die Kooperationspartner der Phase davor?",
        {
            _REFERS: f"ja: „{shortened(refers)}“",
            _NAMES: "nein, es ist ein Name" if is_whole else "nein, es sind Namen",
            _LEAVE: "die Zelle weglassen",
        },
        kind="wie oben",
    )
    return (refers,) if answer == _REFERS else tuple(lines) if answer == _NAMES else ()


def _asked(part: str, questions: Questions) -> str:
    return questions.ask(
        f"{part}, wie darüber",
        Place(part),
        "",
        f"In {part} stehen Zellen wie „dito“, „″“ oder „s. o.“. Gilt dort, was darüber steht?",
        {_ABOVE: "ja, wie in der Zeile darüber", _WORDS: "nein, die Zeichen übernehmen"},
    )
