"""The heads and feet of pages: nothing in them is a part of a plan, and what stands nowhere else is counted."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from msgspec import structs

from nrw_desktop.domain.queries.public_plan import EDITIONS
from nrw_desktop.exchange.exporting.five_columns import NAME
from nrw_desktop.exchange.sources.source import Line, Source
from nrw_desktop.exchange.sources.xml import Element
from nrw_desktop.exchange.word.tally import Tally

_Named = TypeVar("_Named")
_MOST_ELEMENTS = 30_000
"""Elements of all heads and feet that are read; a letterhead has some hundred."""
_PAGE = re.compile(r"\b(?:Seite|Blatt|Page|S\.)\s*\d{0,4}(?:\s*(?:von|of|/)\s*\d{0,4})?(?!\w)", re.I)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:\s*(?:von|of|/)\s*\d{1,3})?\W*$")
"""The number of a page; one of four digits may be a year."""
_DIVIDED = re.compile(r"\s[·|•/]\s")
_LETTER = re.compile(r"\w")


class Margins(NamedTuple):
    """The heads and feet of the pages of a document, and how many more there are than are read."""

    roots: list[Element]
    unread: int


def opened(names: Iterable[_Named], open_: Callable[[_Named], Element]) -> Margins:
    """The heads and feet of these names, as many as are read."""
    found, elements, unread = list[Element](), 0, 0
    for name in names:
        root = open_(name) if elements <= _MOST_ELEMENTS else None
        elements += 0 if root is None else sum(1 for _ in root.iter())
        if root is None or elements > _MOST_ELEMENTS:
            unread += 1
        else:
            found.append(root)
    return Margins(found, unread)


def with_margins(source: Source, margins: Sequence[Source], unread: int) -> Source:
    """A document with what the heads and feet of its pages say counted, of which some may be ``unread``.

    Numbers of pages are passed over, and what the document says itself, as its title.
    """
    tally, known = Tally(), set[str]()
    for _ in range(unread):
        tally.add("margin")
    for text in dict.fromkeys(filter(None, map(_bare, chain.from_iterable(map(_texts, margins))))):
        # Most documents have none.
        known = known or _OURS | {_folded(part) for one in _texts(source) for part in (one, *one.split("\n"))}
        if not any(_is_said(one, known) for one in (text, _NUMBER.sub("", text))):
            tally.add("margin", text)
    return structs.replace(source, left=(*source.left, *tally.left()))


def _is_said(text: str, known: set[str]) -> bool:
    """Whether the document says a text itself, or each part of one that signs divide."""
    return _folded(text) in known or all(_folded(part) in known for part in _DIVIDED.split(text))


def _texts(source: Source) -> Iterator[str]:
    """All that stands in a document or a part of one, line by line."""
    for table in source.tables:
        yield from _said(table.before)
        yield from _said([line for row in table.rows for cell in row for line in cell.lines])
    yield from _said(source.behind)
    yield from (text for left in source.left if left.kind == "box" for text in left.examples)


def _said(lines: Sequence[Line]) -> Iterator[str]:
    return (line.text for line in lines)


def _bare(text: str) -> str:
    """A line without the numbers of pages; empty where nothing else stands there."""
    bare = _PAGE.sub(" ", " ".join(text.split()))
    rest = _NUMBER.sub("", bare)
    return " ".join(bare.split()).strip("|·•–—-/ ") if _LETTER.search(rest) else ""


def _folded(text: str) -> str:
    return " ".join(text.split()).strip("|·•–—-/ ").casefold()


_OURS = {_folded(text) for text in (NAME, *EDITIONS.values())}
"""What documents of ours say there beside their title."""
