"""What the sheets of an old workbook (.xls) tell beside the values of their cells, by the records of the file."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec

from nrw_desktop.exchange.lists.asides import Asides
from nrw_desktop.exchange.lists.cells import Spot
from nrw_desktop.exchange.lists.colours import name_of
from nrw_desktop.exchange.lists.compound_file import part
from nrw_desktop.exchange.lists.seen import MONTH_FORMATS, PERCENT_FORMATS, Seen, shows_month, shows_year
from nrw_desktop.exchange.sources.limits import MOST_COLUMNS

_BEGIN, _END, _PROTECTED = 0x809, 0x0A, 0x2F
_FONT, _FORMAT, _LOOK, _PALETTE, _SHEET = 0x31, 0x41E, 0xE0, 0x92, 0x85
_ROW, _COLUMNS, _NOTE, _OBJECT, _TEXT, _GOES_ON, _LINK = 0x208, 0x7D, 0x1C, 0x5D, 0x1B6, 0x3C, 0x1B8
_CELLS = frozenset({0x201, 0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x205, 0x06})
"""Records of one cell each, which begin with its row, its column and its look."""
_FAILED, _FORMULA = 0x205, 0x06
_MANY = {0xBE: 2, 0xBD: 6}
"""Records of several cells side by side, and the bytes that each takes."""
_VERSION = 0x600
"""That of Excel 97 and later."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_OF_NOTE, _OF_PICTURE = 0x19, 0x08
_TARGET = re.compile(rb"(?:h\0t\0t\0p\0|f\0t\0p\0|f\0i\0l\0e\0|m\0a\0i\0l\0)(?:[^\0]\0)+")
_WHITE = frozenset({1, 9, 65})
"""Colours by their numbers, as far as a workbook has no others instead."""
_FIRST_OWN, _NO_FONT = 8, 4
_MOST = 3_000_000
"""Records that are looked at."""


class _Looks(msgspec.Struct):
    """What the looks of cells show, by their numbers; ``fonts`` and ``formats`` are what they are made of."""

    fonts: list[bool] = []
    formats: dict[int, str] = {}
    white: set[int] = msgspec.field(default_factory=lambda: set(_WHITE))
    count: int = 0
    months: set[int] = msgspec.field(default_factory=set)
    percents: set[int] = msgspec.field(default_factory=set)
    years: set[int] = msgspec.field(default_factory=set)
    struck: set[int] = msgspec.field(default_factory=set)
    colours: dict[int, int] = {}
    indents: dict[int, int] = {}
    struck_fonts: set[int] = msgspec.field(default_factory=set)

    @property
    def telling(self) -> set[int]:
        """Those that say anything."""
        return {*self.months, *self.percents, *self.years, *self.struck, *self.colours, *self.indents}


class OldBook(msgspec.Struct):
    """What the sheets of a book tell, by their names; whether single words within cells may be struck out."""

    sheets: dict[str, Seen] = {}
    strikes_words: bool = False


def looked_at(path: Path) -> OldBook:
    """What an old workbook tells; nothing of one that is older still, protected or damaged."""
    try:
        return _book(part(path.read_bytes(), ("Workbook",)))
    except (ValueError, struct.error, IndexError, UnicodeDecodeError):
        return OldBook()


def _book(content: bytes) -> OldBook:
    looks = _Looks()
    places: dict[str, int] = {}
    for kind, data in _records(content, 0):
        if kind == _PROTECTED or (kind == _BEGIN and struct.unpack_from("<H", data)[0] != _VERSION):
            return OldBook()
        if kind == _SHEET:
            places[_string(data, data[6], 7)] = struct.unpack_from("<I", data)[0]
        else:
            _look_at(looks, kind, data)
    sheets = {name: _Sheet(looks).read(content, place) for name, place in places.items()}
    fonts = {number for number, is_struck in enumerate(looks.fonts) if is_struck}
    return OldBook(sheets, bool(fonts - looks.struck_fonts))


def _records(content: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the book that begins here, without those of charts within it."""
    depth = 0
    for _ in range(_MOST):
        kind, length = struct.unpack_from("<HH", content, place)
        data = content[place + 4 : place + 4 + length]
        place += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1:
            yield kind, data
        if not depth:
            return
    raise ValueError("too many records")


def _string(data: bytes, count: int, place: int) -> str:
    """A text whose letters take one byte or two, as the byte before them says."""
    begin = place + 1
    if data[place] & 1:
        return data[begin : begin + 2 * count].decode("utf-16-le")
    return data[begin : begin + count].decode("latin-1")


def _look_at(looks: _Looks, kind: int, data: bytes) -> None:
    if kind == _FONT:
        looks.fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & 8))
        if len(looks.fonts) == _NO_FONT:
            # Nobody has a fifth one.
            looks.fonts.append(False)
    elif kind == _FORMAT:
        number, count = struct.unpack_from("<HH", data)
        looks.formats[number] = _string(data, count, 4)
    elif kind == _PALETTE:
        for number in range(struct.unpack_from("<H", data)[0]):
            is_white = data[2 + 4 * number : 5 + 4 * number] == b"\xff\xff\xff"
            (looks.white.add if is_white else looks.white.discard)(_FIRST_OWN + number)
    elif kind == _LOOK:
        _add_look(looks, data)


def _add_look(looks: _Looks, data: bytes) -> None:
    number, (font, form) = looks.count, struct.unpack_from("<HH", data)
    looks.count += 1
    code = looks.formats.get(form, "")
    kinds = (
        (looks.months, form in MONTH_FORMATS or shows_month(code)),
        (looks.percents, form in PERCENT_FORMATS or "%" in code),
        (looks.years, bool(code) and shows_year(code)),
        (looks.struck, font < len(looks.fonts) and looks.fonts[font]),
    )
    for found, is_so in kinds:
        if is_so:
            found.add(number)
    looks.struck_fonts |= {font} if number in looks.struck else set()
    if depth := data[8] & 15:
        looks.indents[number] = depth
    pattern, colours = struct.unpack_from("<IH", data, 14)
    if pattern >> 26 == 1 and (colour := colours & 127) not in looks.white:
        looks.colours[number] = colour


class _Sheet:
    """A sheet while its records are read."""

    def __init__(self, looks: _Looks):
        self._looks, self._telling = looks, looks.telling
        self._hidden, self._hidden_columns = set[int](), set[int]()
        self._levels: dict[int, int] = {}
        self._looks_of: dict[Spot, int] = {}
        self._errors: list[str] = []
        self._asides = Asides()
        self._texts: dict[int, str] = {}
        self._remarks: list[tuple[Spot, int, str]] = []
        self._object = self._kind = -1
        self._left = 0
        """Letters of the text of an object that are still to come."""

    def read(self, content: bytes, place: int) -> Seen:
        """What it tells."""
        for kind, data in _records(content, place):
            if kind in _CELLS or kind in _MANY:
                self._cell(kind, data)
            elif kind == _ROW:
                row, flags = struct.unpack_from("<H", data)[0], struct.unpack_from("<I", data, 12)[0]
                self._hidden |= {row} if flags & 32 else set()
                self._levels |= {row: flags & 7} if flags & 7 else {}
            elif kind == _COLUMNS:
                first, last, width, _, flags = struct.unpack_from("<5H", data)
                if flags & 1 or not width:
                    self._hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
            else:
                self._object_record(kind, data)
        for spot, number, author in self._remarks:
            text = self._texts.pop(number, "").strip().removeprefix(f"{author}:").strip()
            if text:
                self._asides.notes[spot] = f"Kommentar{f' ({author})' if author else ''}: {text}"
        self._asides.boxes += [" ".join(text.split()) for text in self._texts.values() if text.strip()]
        return self._seen()

    def _cell(self, kind: int, data: bytes) -> None:
        row, place, look = struct.unpack_from("<3H", data)
        if size := _MANY.get(kind):
            for number in range((len(data) - 6) // size):
                self._note_look((row, place + number), struct.unpack_from("<H", data, 4 + size * number)[0])
            return
        self._note_look((row, place), look)
        failed = data[6] if kind == _FAILED and data[7] else None
        if kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
            failed = data[8]
        if failed is not None:
            self._errors.append(f"{name_of((row, place))}: {_ERRORS.get(failed, '#N/A')}")

    def _note_look(self, spot: Spot, look: int) -> None:
        if look in self._telling:
            self._looks_of[spot] = look

    def _object_record(self, kind: int, data: bytes) -> None:
        """What belongs to comments, boxes and pictures: the object, its text, and where a comment stands."""
        if kind == _OBJECT:
            self._kind, self._object = struct.unpack_from("<HH", data, 4)
            self._asides.pictures += ["Bild"] if self._kind == _OF_PICTURE else []
        elif kind == _TEXT:
            self._left = struct.unpack_from("<H", data, 10)[0]
        elif kind == _GOES_ON and self._left:
            count = min(self._left, (len(data) - 1) // (2 if data[0] & 1 else 1))
            self._texts[self._object] = self._texts.get(self._object, "") + _string(data, count, 0)
            self._left -= count
        elif kind == _LINK and (target := _TARGET.search(data)):
            row, _, place = struct.unpack_from("<3H", data)
            self._asides.links[row, place] = target[0].decode("utf-16-le")
        elif kind == _NOTE:
            row, place, _, number, count = struct.unpack_from("<5H", data)
            self._remarks.append(((row, place), number, _string(data, count, 10).strip() if count else ""))

    def _seen(self) -> Seen:
        looks, cells = self._looks, self._looks_of.items()
        of = {
            name: frozenset(spot for spot, look in cells if look in found)
            for name, found in (
                ("months", looks.months), ("percents", looks.percents), ("years", looks.years), ("struck", looks.struck)
            )
        }  # fmt: skip
        self._asides.hidden = frozenset(self._hidden_columns)
        return Seen(
            frozenset(self._hidden),
            of["months"],
            of["percents"],
            self._errors,
            self._asides,
            {spot: str(looks.colours[look]) for spot, look in cells if look in looks.colours},
            of["struck"],
            of["years"],
            {spot: looks.indents[look] for spot, look in cells if look in looks.indents},
            self._levels,
        )
