"""What a file of tables holds, whatever program made it: tables of cells that hold lines, and the text around them.

This is what a reader gives back from its child process (as MessagePack). It says what stands there and understands
nothing of it.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import overload

import msgspec

PLACEHOLDER = "p"
"""The style of what a form says in a cell where nobody has written anything yet."""


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paragraph: its text without a mark, how deep it stands in a list (from 0), and what kind of list that is.

    ``mark`` is „“ for none, „-“ for a bullet and „1“ for a list that counts. ``style`` is the heading level of a
    paragraph that is one („1“ to „9“), „t“ for a document's title, or `PLACEHOLDER`; else empty. A line break within a
    paragraph is one in its text. ``notes`` are its comments and footnotes.
    """

    text: str
    depth: int = 0
    mark: str = ""
    style: str = ""
    notes: tuple[str, ...] = ()


class Cell(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A cell: its lines, over how many rows and columns it goes, and whether it lies under one that does so.

    ``is_head`` says that the file itself calls it the head of a column.
    """

    lines: tuple[Line, ...] = ()
    rows: int = 1
    columns: int = 1
    is_covered: bool = False
    is_head: bool = False

    @property
    def text(self) -> str:
        """All its lines as one text."""
        return " ".join(line.text for line in self.lines if line.text)


class TextRows(Sequence[tuple[Cell, ...]]):
    """Rows of cells that hold little but texts, as in a sheet; a row becomes cells when it is asked for.

    ``texts`` are the rows, each of as many texts as the others; ``dressed`` are by their numbers, counted from 0, the
    few whose cells have notes, reach over others or lie under them.
    """

    __slots__ = ("dressed", "texts")

    def __init__(self, texts: Sequence[tuple[str, ...]], dressed: Mapping[int, tuple[Cell, ...]] | None = None):
        self.texts, self.dressed = texts, dressed or {}

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> "TextRows": ...
    def __getitem__(self, place: int | slice) -> "tuple[Cell, ...] | TextRows":
        if isinstance(place, slice):
            numbers = range(len(self.texts))[place]
            return TextRows(
                self.texts[place], {numbers.index(at): row for at, row in self.dressed.items() if at in numbers}
            )
        found = self.dressed.get(range(len(self.texts))[place]) if self.dressed else None
        return found or tuple(map(_cell, self.texts[place]))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TextRows):
            return (self.texts, self.dressed) == (other.texts, other.dressed)
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a cell that holds nothing but a text."""
    return tuple(map(Line, text.split("\n")))


def _cell(text: str) -> Cell:
    return Cell(lines_of(text)) if text else _EMPTY


_EMPTY = Cell()


class Table(msgspec.Struct, frozen=True):
    """A table: its rows, each of as many cells as the widest; a name where it has one; the paragraphs before it.

    ``within`` is the number of the table, counted from 1, in one of whose cells it stands, which then has its texts
    as lines as well; 0 for one that stands by itself. ``is_upright`` says that a person wants its heads looked for on
    top alone. ``colours`` are those of cells by their rows and columns, counted from 0, of a sheet in which some stand
    below times.
    """

    rows: Sequence[tuple[Cell, ...]]
    name: str = ""
    before: tuple[Line, ...] = ()
    within: int = 0
    is_upright: bool = False
    colours: dict[int, dict[int, str]] = {}

    @property
    def texts(self) -> Sequence[tuple[str, ...]]:
        """The text of each cell, a line below the other, row by row."""
        if isinstance(self.rows, TextRows):
            return self.rows.texts
        return [tuple("\n".join(line.text for line in cell.lines) for cell in row) for row in self.rows]

    def filled(self) -> Iterator[int]:
        """The numbers of the rows that hold something, counted from 0."""
        if isinstance(self.rows, TextRows):
            return (number for number, row in enumerate(self.rows.texts) if any(row))
        return (number for number, row in enumerate(self.rows) if any(cell.lines for cell in row))

    @property
    def width(self) -> int:
        """How many columns it has."""
        rows = self.rows.texts if isinstance(self.rows, TextRows) else self.rows
        return len(rows[0]) if rows else 0


LEFT_WORDS = {
    "picture": ("Bild", "Bilder"),
    "box": ("Textfeld", "Textfelder"),
    "margin": ("Zeile in Kopf oder Fuß der Seiten", "Zeilen in Kopf und Fuß der Seiten"),
    "placeholder": ("Platzhalter einer Vorlage", "Platzhalter einer Vorlage"),
    "hidden": ("verborgene Textstelle", "verborgene Textstellen"),
    "hidden_row": ("verborgene Zeile", "verborgene Zeilen"),
    "embedded": ("eingebettetes Dokument", "eingebettete Dokumente"),
    "tracked": ("", ""),
    "struck": ("", ""),
    "colour": ("Zelle, die nur eine Farbe hat", "Zellen, die nur eine Farbe haben"),
    "hidden_sheet": ("verborgenes Blatt", "verborgene Blätter"),
    "hidden_column": ("verborgene Spalte", "verborgene Spalten"),
    "no_sheet": ("Diagrammblatt", "Diagrammblätter"),
    "error": ("Zelle mit einem Fehler", "Zellen mit einem Fehler"),
    "uncomputed": ("Formel ohne Ergebnis", "Formeln ohne Ergebnis"),
    "link": ("Verweis auf eine Seite oder Datei", "Verweise auf Seiten oder Dateien"),
    "comment": ("Kommentar", "Kommentare"),
    "ours": ("Termin, der aus diesem Programm kommt", "Termine, die aus diesem Programm kommen"),
    "without_day": ("Termin ohne lesbaren Tag", "Termine ohne lesbaren Tag"),
    "cancelled": ("abgesagter oder entfallener Termin", "abgesagte oder entfallene Termine"),
    "older": ("ältere oder doppelte Fassung eines Termins", "ältere oder doppelte Fassungen von Terminen"),
    "people": ("Person, die einlädt oder eingeladen ist", "Personen, die einladen oder eingeladen sind"),
    "tasks": ("Aufgabe im Kalender", "Aufgaben im Kalender"),
    "journal": ("Eintrag eines Tagebuchs im Kalender", "Einträge eines Tagebuchs im Kalender"),
    "beside": ("Anlage, Adresse oder Kategorie eines Termins", "Anlagen, Adressen oder Kategorien von Terminen"),
}
"""What readers leave out: one and several. That there are tracked changes, or that
text is struck out, is said in a sentence of its own."""


class Left(msgspec.Struct, frozen=True, array_like=True):
    """What a reader saw and did not take: its kind (see `LEFT_WORDS`), how many, and the first few texts."""

    kind: str
    count: int
    examples: tuple[str, ...] = ()


class TextForm(msgspec.Struct, frozen=True):
    """How a text file was read: its encoding and what parts its columns, of all that a person may choose instead.

    Both go by a key and are called by words; those of an encoding show a word of the file as it looks in it.
    """

    encoding: str
    separator: str
    encodings: dict[str, str]
    separators: dict[str, str]


class Appointments(msgspec.Struct, frozen=True):
    """What a calendar has besides its table: by the number of a row, counted from 1, when it recurs, as in its row.

    Those of a rule without an end, or with very many, are the first of them; their rows are in ``cut``.
    """

    recurring: dict[int, tuple[str, ...]] = {}
    cut: frozenset[int] = frozenset()


class Source(msgspec.Struct, frozen=True):
    """A file: its tables in their order, the paragraphs behind the last of them, and what is not in here.

    ``remarks`` are German sentences about how it was read. A package of ours is all there is: it has no tables.
    ``form`` is there for a text file alone, ``appointments`` for a calendar.
    """

    tables: tuple[Table, ...] = ()
    behind: tuple[Line, ...] = ()
    left: tuple[Left, ...] = ()
    remarks: tuple[str, ...] = ()
    package: bytes = b""
    form: TextForm | None = None
    appointments: Appointments | None = None


class _Packed(msgspec.Struct, array_like=True):
    """A file as it is handed on: each text of its sheets once, and for each of these which one stands where."""

    source: Source
    texts: list[str]
    places: dict[int, bytes]
    widths: dict[int, int]
    dressed: dict[int, dict[int, tuple[Cell, ...]]]


def packed(source: Source) -> bytes:
    """A file as bytes, which another process makes the same file of."""
    rows = {number: table.rows for number, table in enumerate(source.tables) if isinstance(table.rows, TextRows)}
    sheets = {number: one.texts for number, one in rows.items()}
    dressed = {number: dict(one.dressed) for number, one in rows.items() if one.dressed}
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    places = {
        number: array("I", map(numbers.__getitem__, chain.from_iterable(texts))).tobytes()
        for number, texts in sheets.items()
    }
    widths = {number: len(texts[0]) if texts else 0 for number, texts in sheets.items()}
    tables = tuple(
        msgspec.structs.replace(table, rows=()) if number in sheets else table
        for number, table in enumerate(source.tables)
    )
    bare = msgspec.structs.replace(source, tables=tables)
    return msgspec.msgpack.encode(_Packed(bare, list(numbers), places, widths, dressed))


def unpacked(content: bytes) -> Source:
    """The file that was packed.

    Raises:
        ValueError: the bytes are none.
    """
    whole = msgspec.msgpack.decode(content, type=_Packed)
    tables = [msgspec.structs.replace(table, rows=tuple(table.rows)) for table in whole.source.tables]
    for number, places in whole.places.items():
        try:
            texts = map(whole.texts.__getitem__, array("I", places))
            rows = list(zip(*[texts] * whole.widths[number], strict=True))
            read = TextRows(rows, whole.dressed.get(number))
            tables[number] = msgspec.structs.replace(tables[number], rows=read)
        except (LookupError, TypeError) as error:
            raise ValueError("no packed file") from error
    return msgspec.structs.replace(whole.source, tables=tuple(tables))
