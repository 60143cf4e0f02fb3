"""What a file of tables holds, whatever program made it: tables of cells that hold lines, and the text around them.

This is what a reader gives back from its child process (as MessagePack). It says what stands there and understands
nothing of it.
"""

import msgspec


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paragraph: its text without a mark, how deep it stands in a list (from 0), and what kind of list that is.

    ``mark`` is „“ for none, „-“ for a bullet and „1“ for a list that counts. ``style`` is the heading level of a
    paragraph that is one („1“ to „9“), „t“ for a document's title; else empty. A line break within a paragraph is one
    in its text. ``notes`` are its comments and footnotes.
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


class Table(msgspec.Struct, frozen=True):
    """A table: its rows, each of as many cells as the widest; a name where it has one; the paragraphs before it.

    ``within`` is the number of the table, counted from 1, in one of whose cells it stands, which then has its texts
    as lines as well; 0 for one that stands by itself.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    before: tuple[Line, ...] = ()
    within: int = 0

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


LEFT_WORDS = {
    "picture": ("Bild", "Bilder"),
    "box": ("Textfeld", "Textfelder"),
    "hidden": ("verborgene Textstelle", "verborgene Textstellen"),
    "hidden_row": ("verborgene Zeile", "verborgene Zeilen"),
    "embedded": ("eingebettetes Dokument", "eingebettete Dokumente"),
    "tracked": ("", ""),
    "struck": ("", ""),
    "hidden_sheet": ("verborgenes Blatt", "verborgene Blätter"),
    "hidden_column": ("verborgene Spalte", "verborgene Spalten"),
    "no_sheet": ("Diagrammblatt", "Diagrammblätter"),
    "error": ("Zelle mit einem Fehler", "Zellen mit einem Fehler"),
    "uncomputed": ("Formel ohne Ergebnis", "Formeln ohne Ergebnis"),
    "comment": ("Kommentar", "Kommentare"),
    "ours": ("Termin, der aus diesem Programm kommt", "Termine, die aus diesem Programm kommen"),
    "without_day": ("Termin ohne lesbaren Tag", "Termine ohne lesbaren Tag"),
    "repeated": ("Wiederholung eines Termins", "Wiederholungen von Terminen"),
    "todo": ("Aufgabe im Kalender", "Aufgaben im Kalender"),
}
"""What readers leave out: one and several. That there are tracked changes, or that
text is struck out, is said in a sentence of its own."""


class Left(msgspec.Struct, frozen=True, array_like=True):
    """What a reader saw and did not take: its kind (see `LEFT_WORDS`), how many, and the first few texts."""

    kind: str
    count: int
    examples: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """A file: its tables in their order, the paragraphs behind the last of them, and what is not in here.

    ``remarks`` are German sentences about how it was read. A package of ours is all there is: it has no tables.
    """

    tables: tuple[Table, ...] = ()
    behind: tuple[Line, ...] = ()
    left: tuple[Left, ...] = ()
    remarks: tuple[str, ...] = ()
    package: bytes = b""
