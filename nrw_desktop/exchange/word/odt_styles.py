"""What styles of a document of Writer say: which lists count, which paragraphs are headings, how wide columns are."""

import re
from typing import NamedTuple

from nrw_desktop.exchange.sources.xml import Element, local
from nrw_desktop.exchange.word.numbering import Item

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}"
STYLE, _FO = f"{_NAMES}style:1.0}}", f"{_NAMES}xsl-fo-compatible:1.0}}"
_TWIPS = 20
"""Twentieths of a point in one."""
_MOST_STYLES = 30
"""Styles that are based on each other."""
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|pt|\*)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "*": 1.0}
_MOST_REPEATED = 1_000


class _Level(NamedTuple):
    """A level of a list: whether it counts, and its indent in twentieths of a point."""

    counts: bool = False
    indent: int | None = None


class Styles:
    """All styles of one document, those of its text before those it shares."""

    def __init__(self, content: Element, shared: Element | None):
        self._parents: dict[str, tuple[str, str]] = {}
        self._lists: dict[str, dict[int, _Level]] = {}
        self._indents: dict[str, int] = {}
        self._widths: dict[str, int] = {}
        self._hidden, self._struck = set[str](), set[str]()
        for root in filter(lambda one: one is not None, (shared, content)):
            for style in root.iter(f"{STYLE}style"):
                self._take(style)
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[str(style.get(f"{STYLE}name") or "")] = dict(map(_level, style))

    def item(self, list_style: str | None, paragraph: str, depth: int) -> Item:
        """Where a paragraph stands in the lists, at this depth (from 1) of elements; its own indent goes first."""
        name = list_style if list_style in self._lists else self._list_of(paragraph)
        level = self._lists.get(name or "", {}).get(depth, _Level())
        return Item(name or "", depth - 1, self._indents.get(paragraph, level.indent), level.counts)

    def heading(self, paragraph: str) -> str:
        """„t“ for a title, else empty: headings are elements of their own."""
        return "t" if any(name.casefold() == "title" for name in self._line(paragraph)) else ""

    def is_of_contents(self, paragraph: str) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return any(name.startswith("Contents_20_") for name in self._line(paragraph))

    def is_hidden(self, span: str) -> bool:
        """Whether text of this style is not shown."""
        return span in self._hidden

    def is_struck(self, span: str) -> bool:
        """Whether text of this style is struck out."""
        return span in self._struck

    def widths(self, table: Element) -> list[int]:
        """The widths of a table's columns in one unit; none where they are not known."""
        found: list[int] = []
        for column in table.iter(f"{TABLE}table-column"):
            if next(column.iterancestors(f"{TABLE}table"), None) is not table:
                continue
            times = str(column.get(f"{TABLE}number-columns-repeated") or "1")
            width = self._widths.get(str(column.get(f"{TABLE}style-name") or ""), 0)
            found += [width] * min(int(times[:6]) if times.isdecimal() and times.isascii() else 1, _MOST_REPEATED)
        return found

    def _take(self, style: Element) -> None:
        name = str(style.get(f"{STYLE}name") or "")
        family = style.get(f"{STYLE}family")
        if family == "paragraph":
            parent = str(style.get(f"{STYLE}parent-style-name") or "")
            self._parents[name] = (parent, str(style.get(f"{STYLE}list-style-name") or ""))
            for one in style.iterfind(f"{STYLE}paragraph-properties"):
                if margin := one.get(f"{_FO}margin-left"):
                    self._indents[name] = _TWIPS * _points(str(margin))
        elif family == "text":
            for one in style.iterfind(f"{STYLE}text-properties"):
                if one.get(f"{TEXT}display") == "none":
                    self._hidden.add(name)
                if one.get(f"{STYLE}text-line-through-style") not in (None, "none"):
                    self._struck.add(name)
        elif family == "table-column":
            for one in style:
                if local(one) == "table-column-properties":
                    self._widths[name] = _points(
                        str(one.get(f"{STYLE}column-width") or one.get(f"{STYLE}rel-column-width") or "")
                    )

    def _line(self, paragraph: str) -> list[str]:
        """A style and those that it is based on."""
        found = [paragraph]
        for _ in range(_MOST_STYLES):
            parent = self._parents.get(found[-1], ("", ""))[0]
            if not parent:
                break
            found.append(parent)
        return found

    def _list_of(self, paragraph: str) -> str:
        return next((own for name in self._line(paragraph) if (own := self._parents.get(name, ("", ""))[1])), "")


def _level(level: Element) -> tuple[int, _Level]:
    number = str(level.get(f"{TEXT}level") or "")
    counts = local(level) == "list-level-style-number" and bool(level.get(f"{STYLE}num-format"))
    margins = [
        _TWIPS * _points(str(text))
        for one in level.iter()
        for key in (f"{_FO}margin-left", f"{TEXT}space-before")
        if (text := one.get(key))
    ]
    found = _Level(counts, margins[0] if margins else None)
    return int(number[:3]) if number.isdecimal() and number.isascii() else 0, found


def _points(text: str) -> int:
    match = _WIDTH.fullmatch(text)
    return round(float(match[1]) * _POINTS[match[2] or "pt"]) if match else 0
