"""What a paper says, part by part, whatever program sets it: headings, texts, lists, tables and pictures."""

from typing import Literal

import msgspec

Kind = Literal["body", "lead", "strong", "note", "empty"]
"""How a text is meant: as the rest, as what leads in, as what counts, as what is noted, or as what says: nothing."""


class Words(msgspec.Struct, frozen=True):
    """A paragraph; ``level`` is that of a heading, counted from 1, and 0 for none.

    ``indent`` is in points; ``right`` says that it is a figure, or what stands above some. ``section`` is what the list
    of contents calls that which begins with it.
    """

    text: str
    kind: Kind = "body"
    level: int = 0
    indent: float = 0.0
    right: bool = False
    section: str = ""


class Marks(msgspec.Struct, frozen=True):
    """A line of short texts, each of which begins so many points from the left, as the years above an axis of time."""

    texts: tuple[str, ...]
    places: tuple[float, ...]


class Picture(msgspec.Struct, frozen=True):
    """A PNG or JPEG with the words for those who do not see it, and its size in points.

    It has no words where the text beside it says the same.
    """

    data: bytes
    words: str
    width: float
    height: float
    right: bool = False


class Contents(msgspec.Struct, frozen=True):
    """The list of contents: what the sections are called, in their order."""

    titles: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True):
    """An item of a list: its mark or the word that names it, its paragraphs, and the lists below it."""

    mark: str = ""
    words: tuple[Words, ...] = ()
    below: "tuple[Listing, ...]" = ()


class Listing(msgspec.Struct, frozen=True):
    """A list; one that ``names`` its entries has a word for each instead of a mark."""

    entries: tuple[Entry, ...]
    is_numbered: bool = False
    names: bool = False


Cell = tuple[Words | Listing | Marks | Picture, ...]


class Grid(msgspec.Struct, frozen=True):
    """A table: its name, the cells of its head, its rows, and how wide its columns are, in points."""

    name: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


Block = Words | Listing | Grid | Picture | Contents


class Paper(msgspec.Struct, frozen=True):
    """A paper: its title, who made it, what stands at the foot of each page, its parts, and who signs.

    ``sheet`` is its width and height in points. All sizes are those for A4, ``scale`` times as large on this sheet.
    """

    title: str
    author: str
    foot: tuple[str, ...]
    blocks: tuple[Block, ...]
    signed_by: tuple[str, ...] = ()
    sheet: tuple[float, float] = (595.28, 841.89)
    scale: float = 1.0
