"""What the lines of a cell are: items of a list, one below the other, or the names of partners."""

import re
from collections.abc import Collection, Sequence

import msgspec

from nrw_desktop.domain.edits.partner_cells import partner_cell, refers
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import blanks, gate
from nrw_desktop.exchange.pasted_rows import Lines, lines_of, plain, unmarked
from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.sources.source import lines_of as lines_of_cell
from nrw_desktop.exchange.tables.headings import folded

_INLINE = re.compile(rf"(?:^|{blanks.SOME})[•▪●◦‣■\uf0b7\uf0a7](?:\s+|(?=\w))")
"""A bullet within a line: „• Eins • Zwei“ is two items."""
_TYPED = re.compile(r"^[-–—*·•▪●◦‣■\uf0b7\uf0a7➢✓]\s")
_WITHIN = re.compile(
    r"(?:[,-]|\b(?:der|die|das|des|dem|den|und|oder|von|für|mit|im|in|zu|zur|zum|bzw\.|sowie|bei|als|durch))\s*\n"
    r"|\b(?:an|auf)\s*\n\s*(?=[a-zäöüß])"
)
"""What stands before a break within a sentence."""
_SMALL = r"(?:oder|unter|über|der|den|dem|des|die|ein|eine[rnms]?|alle[rnms]?|ihre[rnms]?|sowie|bei)\b"
_BELOW = re.compile(
    rf"[A-ZÄÖÜ„].*\n\s*(?:\((?!\w{{1,2}}\))|(?={_SMALL})|(?![a-zäöüß]+e[rnms]?\s+[A-ZÄÖÜ])[a-zäöüß]{{2}})"
)
"""A line that begins as a title does, and one below it that goes on: „Plakate“, „kleben“ or „(mit Imbiss)“.

„offene Beratung“ is a title itself.
"""
_NOTHING = re.compile(
    r"[-–—_./… ]*|kein(?:e|er|en)?|entfällt|nicht vorgesehen|k\.\s?A\.?|n\.\s?[nv]\.?|keine Angaben?|nichts", re.I
)
_ADD_TO = re.compile(r"[:,;]$")
_SIMPLE = re.compile(r"(?!o\s)[0-9A-Za-zÄÖÜäöüß„(][ -~¡-¬®-ÿ–—‘’‚“”„…€]*").fullmatch
"""A text of one line that has no mark, neither at its beginning nor within it."""


class Item(msgspec.Struct, frozen=True):
    """An item of a list: its text, how deep it stands, whether its list counts, and the notes about it."""

    text: str
    depth: int = 0
    numbered: bool = False
    notes: tuple[str, ...] = ()


def items(lines: Sequence[Line]) -> list[Item]:
    """The items of a cell: those of Word's lists, those whose marks were typed, else one for each paragraph."""
    if text := _simple(lines):
        return [Item(text, notes=lines[0].notes)]
    if any(line.mark for line in lines):
        return _of_lists(lines)
    pieces: list[str] = []
    for line in lines:
        pieces += _pieces(line.text)
    text = "\n".join(pieces)
    # What was typed with marks is a list as it would be pasted.
    found: Lines = lines_of(text) if text.strip() else ()
    read = [Item(row.cells[0], row.depth, row.numbered) for row in found]
    return _with_notes(_led(read, {piece.strip() for piece in pieces}), lines)


def _simple(lines: Sequence[Line]) -> str:
    """The text of a cell that is one simple item, as nearly all in a sheet are; empty where it may be anything else."""
    return "" if len(lines) != 1 or lines[0].mark else simple(lines[0].text)


def simple(text: str) -> str:
    """The same of the text of a sheet's cell."""
    return text.strip() if _SIMPLE(text) else ""


def in_line(text: str) -> str:
    """The text of a sheet's cell in one line, without marks."""
    return " ".join(text.split()) if _SIMPLE(text) else one_text(lines_of_cell(text))


def says_nothing(text: str) -> bool:
    """Whether a cell only says that nothing belongs here: „–“, „k. A.“, „keine“."""
    return bool(_NOTHING.fullmatch(text.strip()))


def is_nothing(lines: Sequence[Line]) -> bool:
    """The same of all lines of a cell."""
    # A letter is no mark that would have to be taken off.
    is_bare = len(lines) == 1 and lines[0].text[:1].isalpha()
    return says_nothing(lines[0].text if is_bare else one_text(lines))


def has_breaks(lines: Sequence[Line]) -> bool:
    """Whether a paragraph without a mark has breaks that may divide it, or only its lines."""
    return not any(line.mark for line in lines) and any(_is_broken(line.text) for line in lines)


def _is_broken(text: str) -> bool:
    if "\n" not in text:
        return False
    pieces = [piece.strip() for piece in _pieces(text)]
    # Marks that were typed say what is an item.
    return len(pieces) > 1 and [row.cells[0] for row in lines_of("\n".join(pieces))] == pieces


def goes_on(lines: Sequence[Line]) -> bool:
    """Whether such a break stands within a sentence, by the word before it or by how the line below it begins.

    In a cell of a sheet each line is a paragraph.
    """
    if len(lines) == 1 and "\n" not in lines[0].text:
        return False
    if any(line.mark for line in lines):
        return False
    text = "\n".join(line.text for line in lines)
    if has_typed_marks(text.split("\n")):
        return False
    return bool(_WITHIN.search(text) or (len(lines) == 2 == text.count("\n") + 1 and _BELOW.match(text)))


def is_open(text: str) -> bool:
    """Whether a line ends within a sentence or a name, by the word there: „und“, „der“."""
    return bool(_WITHIN.search(f"{text}\n"))


def has_typed_marks(texts: Sequence[str]) -> bool:
    """Whether lines are those of a list whose marks were typed; of a dash before one of them alone that is not sure."""
    typed = sum(bool(_TYPED.match(text)) for text in texts)
    dashes = sum(text.startswith(("-", "–", "—")) for text in texts)
    return any(map(_INLINE.search, texts)) or typed > 1 or (typed == 1 and not dashes) or texts[0][:1] in "-–—"


def without_breaks(lines: Sequence[Line]) -> list[Line]:
    """The lines with blanks for the breaks within them, and as one where a sentence goes over several."""
    if len(lines) > 1 and goes_on(lines):
        return [Line(" ".join(" ".join(line.text for line in lines).split()), notes=notes_of(lines))]
    return [msgspec.structs.replace(line, text=" ".join(line.text.split())) for line in lines]


def one_text(lines: Sequence[Line]) -> str:
    """All lines of a cell as one text without marks."""
    if text := _simple(lines):
        return " ".join(text.split())
    return " ".join(" ".join(item.text.split()) for item in items(lines))


def values(lines: Sequence[Line]) -> list[str]:
    """What a cell says, text by text; „✓“ is a mark in a list, and a word in a cell of its own."""
    return [item.text for item in items(lines)] or [line.text for line in lines if not says_nothing(line.text)]


def name_lines(lines: Sequence[Line]) -> list[str]:
    """The lines of a partners' cell, as they are divided into names: commas count in all lines, or in none.

    What nobody can see is none.
    """
    if text := _simple(lines):
        return [text]
    lines = [line for line in lines if gate.received(line.text, lines=True)]
    if any(line.mark for line in lines):
        texts = [" ".join(line.text.split()) for line in lines if line.text]
        return [text.removesuffix(":") if not refers(text) else text for text in texts[:-1]] + texts[-1:]
    text = "\n".join(piece for line in lines for piece in _split_bullets(line.text))
    typed = [row.cells[0] for row in lines_of(text)] if text.strip() else []
    has_marks = any(_TYPED.match(piece) for piece in text.split("\n"))
    if has_marks or len(typed) < 2 or not any(re.search(r"[,;]\s", one) for one in typed):
        return typed
    return [one if _ADD_TO.search(one) or one is typed[-1] else f"{one}," for one in typed]


def together(
    cells: Sequence[Sequence[str]], known: dict[tuple[str, ...], list[tuple[str, str]]] | None = None
) -> list[str]:
    """The names of several cells, each in a line, each once; a single cell stays as it is.

    ``known`` are the names of cells that were read before, each with itself for comparing; others are added to them.
    """
    if len(cells) < 2:
        return [line for cell in cells for line in cell]
    known = {} if known is None else known
    found: dict[str, str] = {}
    for cell in dict.fromkeys(map(tuple, cells)):
        if cell not in known:
            known[cell] = [(folded(name), name) for name in _named(cell)]
        for key, name in known[cell]:
            found.setdefault(key, name)
    return list(found.values())


def notes_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The notes of all lines."""
    return tuple(note for line in lines for note in line.notes)


def _led(found: Sequence[Item], bare: Collection[str]) -> list[Item]:
    """The items, those with marks below „Workshops:“ a level deeper; ``bare`` are the lines without a mark."""
    is_led, led = False, []
    for item in found:
        has_mark = item.text not in bare
        is_led = has_mark and is_led if has_mark else item.text.endswith(":")
        led.append(msgspec.structs.replace(item, depth=item.depth + 1) if has_mark and is_led else item)
    return led


def _of_lists(lines: Sequence[Line]) -> list[Item]:
    found: list[Item] = []
    stack: list[int] = []
    led = 0
    notes: tuple[str, ...] = ()
    """Those of lines without a text, which are at the next item."""
    for line in lines:
        notes += line.notes
        # What a line without a mark announces stands below it.
        led = led if line.mark else int(line.text.rstrip().endswith(":"))
        pieces = _split_bullets(line.text)
        for number, piece in enumerate(pieces):
            text = " ".join(unmarked(plain(piece.replace("\n", " "))).split())
            if not text:
                continue
            # What was typed with bullets below an item of a list stands in it.
            depth = line.depth + (1 if line.mark and number else 0) + (led if line.mark else 0)
            while stack and stack[-1] >= depth:
                stack.pop()
            stack.append(depth)
            numbered = line.mark == "1" and not number
            found.append(Item(text, len(stack) - 1, numbered, notes))
            notes = ()
    if notes and found:
        found[-1] = msgspec.structs.replace(found[-1], notes=found[-1].notes + notes)
    return found


def _split_bullets(text: str) -> list[str]:
    """A line at the bullets within it; what stands before the first is a piece of its own."""
    if not _INLINE.search(text):
        return text.split("\n") if _TYPED.match(text.split("\n")[-1]) else [text]
    parts = _INLINE.split(text)
    return [*([parts[0]] if parts[0].strip() else []), *(f"• {part.strip()}" for part in parts[1:])]


def _pieces(text: str) -> list[str]:
    """The lines of a paragraph without a mark: those that begin anew, and not those that go on."""
    found: list[str] = []
    for piece in (part for line in _split_bullets(text) for part in line.split("\n")):
        words = piece.strip()
        goes_on = found and words[:1].islower() and not _TYPED.match(words)
        if goes_on:
            found[-1] = f"{found[-1]} {words}"
        elif words:
            found.append(piece)
    return found


def _with_notes(found: list[Item], lines: Sequence[Line]) -> list[Item]:
    """The items with the notes of the lines they come from; the first takes those of none."""
    if not found:
        return found
    noted: dict[int, tuple[str, ...]] = {}
    for line in lines:
        if line.notes:
            whole = " ".join(line.text.split())
            place = next((number for number, item in enumerate(found) if item.text in whole), 0)
            noted[place] = noted.get(place, ()) + line.notes
    return [msgspec.structs.replace(item, notes=noted.get(number, ())) for number, item in enumerate(found)]


def _named(cell: Sequence[str]) -> list[str]:
    """The names of a cell; of one that refers to an earlier phase, which is read with all of them, its lines."""
    try:
        return [name.text for name in partner_cell(cell).names]
    except PlanError:
        return list(cell)
