"""Lists in a Word file: whether a paragraph is an item of one, how deep it stands, and whether its list counts."""

from typing import NamedTuple

from nrw_desktop.exchange.sources.xml import Element
from nrw_desktop.exchange.word.parts import W

_MOST_STYLES = 30
"""Styles that are based on each other, or lists that refer to each other; real files have some five."""
_NEAR = 100
"""Twentieths of a point up to which two indents are the same."""
_MOST_DEPTH = 19


class Item(NamedTuple):
    """Where a paragraph stands in Word's lists: its list, its level there, its indent, whether the list counts."""

    list: str
    level: int
    indent: int | None
    counts: bool


class Style(NamedTuple):
    """What a paragraph style says: its name, the style it is based on, its list and level, its indent and heading."""

    name: str = ""
    based_on: str = ""
    list: str = ""
    level: str = ""
    indent: int | None = None
    heading: str = ""


_Format = tuple[str, int | None]
"""How a level is marked, and its indent."""


class Lists:
    """All lists and styles of a file."""

    def __init__(self, styles: Element | None, numbering: Element | None):
        found = list(styles.iter(f"{W}style")) if styles is not None else []
        self._styles = {_value(one, "styleId"): _style(one) for one in found}
        usual = (one for one in found if _value(one, "type") == "paragraph" and _value(one, "default") in ("1", "true"))
        self._default = next((_value(one, "styleId") for one in usual), "")
        numbers = [] if numbering is None else list(numbering.iter(f"{W}num"))
        self._numbers = {_value(one, "numId"): one for one in numbers}
        abstract = [] if numbering is None else list(numbering.iter(f"{W}abstractNum"))
        self._abstract = {_value(one, "abstractNumId"): one for one in abstract}
        self._linked = {_child(one, "styleLink"): _value(one, "abstractNumId") for one in abstract}
        self._levels: dict[str, dict[int, _Format]] = {}

    def style(self, paragraph: Element) -> Style:
        """What holds for a paragraph by its style and those that this is based on, the nearest first."""
        properties = paragraph.find(f"{W}pPr")
        key = _child(properties, "pStyle") or self._default
        found = Style()
        for _ in range(_MOST_STYLES):
            style = self._styles.get(key)
            if style is None:
                break
            found = Style(
                found.name or style.name,
                style.based_on,
                found.list or style.list,
                found.level or style.level,
                found.indent if found.indent is not None else style.indent,
                found.heading or style.heading,
            )
            key = style.based_on
        return found

    def item(self, paragraph: Element, style: Style) -> Item | None:
        """Where a paragraph stands in the lists; None for one that stands in none."""
        properties = paragraph.find(f"{W}pPr")
        number = None if properties is None else properties.find(f"{W}numPr")
        own = _child(number, "numId")
        key = own or style.list
        if key in ("", "0") or key not in self._numbers:
            return None
        level = min(_number(_child(number, "ilvl") or (style.level if not own else "")) or 0, 8)
        written, indent = self._format(key, level)
        typed = _indent(properties)
        where = typed if typed is not None else indent if indent is not None else style.indent
        return Item(key, level, where, written not in ("bullet", "none"))

    def _format(self, key: str, level: int) -> _Format:
        """How a level of a list is marked, and its indent."""
        if key not in self._levels:
            self._levels[key] = self._look_up(key)
        return self._levels[key].get(level, ("decimal", None))

    def _look_up(self, key: str) -> dict[int, _Format]:
        number = self._numbers[key]
        abstract = _child(number, "abstractNumId")
        levels: dict[int, _Format] = {}
        for _ in range(_MOST_STYLES):
            found = self._abstract.get(abstract)
            if found is None:
                break
            if levels := _levels(found):
                break
            # A list may be that of a style, which stands elsewhere.
            abstract = self._linked.get(_child(found, "numStyleLink"), "")
        return levels | _levels(number)


class Depths:
    """How deep the items of one cell stand, one after the other, whatever lists they are of.

    Some nest by levels of a list, some by other lists that are only indented; where neither tells, bullets below
    numbers are a list within the list.
    """

    def __init__(self) -> None:
        self._open: list[Item] = []

    def depth(self, item: Item) -> int:
        """The depth of the next item, from 0."""
        while self._open and not _is_below(item, self._open[-1]):
            last = self._open.pop()
            if self._open and _are_beside(item, last):
                break
        self._open.append(item)
        return min(len(self._open) - 1, _MOST_DEPTH)


def _is_below(item: Item, above: Item) -> bool:
    if item.list == above.list:
        return item.level > above.level
    if item.indent is not None and above.indent is not None and abs(item.indent - above.indent) > _NEAR:
        return item.indent > above.indent
    if item.level != above.level:
        return item.level > above.level
    return above.counts and not item.counts


def _are_beside(item: Item, other: Item) -> bool:
    return item.list == other.list and item.level == other.level


def _style(element: Element) -> Style:
    properties = element.find(f"{W}pPr")
    number = None if properties is None else properties.find(f"{W}numPr")
    name = _child(element, "name").casefold()
    outline = _child(properties, "outlineLvl")
    heading = name.removeprefix("heading ") if name.startswith("heading ") else "t" if name == "title" else ""
    if not heading and outline.isdigit() and int(outline) < 9:
        heading = str(int(outline) + 1)
    return Style(
        name,
        _child(element, "basedOn"),
        _child(number, "numId"),
        _child(number, "ilvl"),
        _indent(properties),
        heading if len(heading) == 1 else "",
    )


def _levels(element: Element) -> dict[int, _Format]:
    """The levels that a list defines, or that one changes."""
    found = {_number(_value(one, "ilvl")): one for one in element.iter(f"{W}lvl")}
    return {
        level: (_child(one, "numFmt") or "decimal", _indent(one.find(f"{W}pPr")))
        for level, one in found.items()
        if level is not None and level < 9
    }


def _indent(properties: Element | None) -> int | None:
    found = None if properties is None else properties.find(f"{W}ind")
    return None if found is None else _number(_value(found, "left") or _value(found, "start"))


def _child(element: Element | None, name: str) -> str:
    """The value that a child element of this name has; empty where there is none."""
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else _value(found, "val")


def _value(element: Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def _number(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text[:9]) if digits.isdecimal() and digits.isascii() else None
