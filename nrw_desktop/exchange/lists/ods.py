"""Reads a spreadsheet of Calc (.ods): what its cells show, without hidden rows and sheets, and its errors counted."""

import datetime as dt
import re
from pathlib import Path

from msgspec import structs

from nrw_desktop.exchange.lists.asides import links_not_shown, percentage
from nrw_desktop.exchange.lists.cells import (
    Spot,
    dressed,
    is_ours,
    left,
    nothing_seen,
    seen_part,
    table,
    typed,
    without_columns,
)
from nrw_desktop.exchange.lists.colours import below_times, name_of, telling
from nrw_desktop.exchange.lists.indents import indent
from nrw_desktop.exchange.marks import CHOICES
from nrw_desktop.exchange.sources.limits import MOST_CELLS, MOST_COLUMNS, Count, SourceError
from nrw_desktop.exchange.sources.package import DAMAGED, Package
from nrw_desktop.exchange.sources.source import Left, Source
from nrw_desktop.exchange.sources.xml import Element, local, parsed

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _OFFICE = f"{{{_OASIS}:table:1.0}}", f"{{{_OASIS}:office:1.0}}"
_TEXT, _STYLE = f"{{{_OASIS}:text:1.0}}", f"{{{_OASIS}:style:1.0}}"
_NUMBER, _FO = f"{{{_OASIS}:datastyle:1.0}}", f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
_TARGET = "{http://www.w3.org/1999/xlink}href"
_DRAW, _CREATOR = f"{{{_OASIS}:drawing:1.0}}", "{http://purl.org/dc/elements/1.1/}creator"
_CELL, _COVERED, _PARAGRAPH = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell", f"{_TEXT}p"
_KIND, _DAY, _STYLED = f"{_OFFICE}value-type", f"{_OFFICE}date-value", f"{_TABLE}style-name"
_LINES_THROUGH = f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type"
_BACKGROUND = f"{_FO}background-color"
_TIMES, _NOTE = f"{_TABLE}number-columns-repeated", f"{_OFFICE}annotation"
_ROWS, _COLUMNS = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_ERROR = re.compile(r"#[A-ZÄÖÜ/0-9!?]{2,}|Err:\d+|Fehler:\d+")
_PARTS = frozenset({"year", "month", "day", "day-of-week", "week-of-year", "quarter", "hours"})
"""What a date may show."""
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(cm|mm|in|pt)")
_STEPS = {"cm": 0.353, "mm": 3.53, "in": 0.139, "pt": 10.0}
_GROUPS = frozenset({"table-row-group", "table-rows", "table-header-rows"})
_COUNTED = (
    *("hidden_sheet", "hidden_row", "hidden_column", "hidden", "error", "comment", "box", "picture", "colour"),
    *("struck", "link"),
)
"""What is left out, in the order in which it is told."""


def read(path: Path) -> Source:
    """What the file at this path holds.

    Raises:
        SourceError: it is no such spreadsheet, damaged, or larger than is read.
    """
    with Package(path) as package:
        content = parsed(package.read("content.xml"), "content.xml")
        styles = parsed(package.read("styles.xml"), "styles.xml") if package.has("styles.xml") else None
    body = content.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise SourceError(DAMAGED)
    return _Book(content, styles).source(body)


class _Book:
    """A spreadsheet while it is read."""

    def __init__(self, content: Element, styles: Element):
        roots = [root for root in (content, styles) if root is not None]
        formats = [one for root in roots for one in root.iter(f"{_NUMBER}date-style")]
        years = {one.get(f"{_STYLE}name") for one in formats if _PARTS & {*map(local, one)} == {"year"}}
        dates = {one.get(f"{_STYLE}name"): _is_month(one) for one in formats}
        self._months, self._hidden_styles = set[str | None](), set[str | None]()
        self._years, self._indents = set[str | None](), dict[str | None, int]()
        self._struck, self._filled = set[str | None](), dict[str | None, str]()
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                if dates.get(style.get(f"{_STYLE}data-style-name")):
                    self._months.add(style.get(f"{_STYLE}name"))
                if style.get(f"{_STYLE}data-style-name") in years:
                    self._years.add(style.get(f"{_STYLE}name"))
                letters, cell = style.find(f"{_STYLE}text-properties"), style.find(f"{_STYLE}table-cell-properties")
                if letters is not None and not {letters.get(name) for name in _LINES_THROUGH} <= {None, "none"}:
                    self._struck.add(style.get(f"{_STYLE}name"))
                colour = cell.get(_BACKGROUND) if cell is not None else None
                if colour not in (None, "transparent", "#ffffff"):
                    self._filled[style.get(f"{_STYLE}name")] = colour or ""
                paragraph = style.find(f"{_STYLE}paragraph-properties")
                if paragraph is not None and (depth := _depth(paragraph.get(f"{_FO}margin-left") or "")):
                    self._indents[style.get(f"{_STYLE}name")] = depth
                shown = style.find(f"{_STYLE}table-properties")
                if shown is not None and shown.get(f"{_TABLE}display") == "false":
                    self._hidden_styles.add(style.get(f"{_STYLE}name"))
        self._telling = {*self._filled, *self._indents, *self._struck}
        """The styles that say something beside the text."""
        self._cells = Count("Zellen", MOST_CELLS)
        # The same days come again and again, and are read once.
        self._days: dict[tuple[str, bool], str] = {}
        self._counts: dict[str, list[str]] = {kind: [] for kind in _COUNTED}
        self._merged: list[tuple[Spot, Spot]] = []
        self._notes: dict[Spot, str] = {}
        self._colours: dict[Spot, str] = {}
        self._levels: dict[int, int] = {}
        self._deep: dict[Spot, int] = {}

    def source(self, body: Element) -> Source:
        """All of it."""
        tables = []
        for sheet in body.iterfind(f"{_TABLE}table"):
            name = sheet.get(f"{_TABLE}name") or ""
            if sheet.get(f"{_TABLE}style-name") in self._hidden_styles:
                # That of a workbook of ours that Calc has saved is nobody's.
                self._counts["hidden_sheet"] += [name] if name != CHOICES else []
                continue
            self._merged, self._notes, self._colours, self._levels, self._deep = [], {}, {}, {}, {}
            texts, hidden = self._rows(sheet, name)
            told = telling(texts, self._colours, self._merged)
            self._counts["colour"] += [f"{name} {name_of(spot)}" for spot in told]
            if self._levels or self._deep:
                indent(texts, self._deep, self._levels)
            columns = _hidden_columns(sheet)
            # What a filter hides in a list of ours belongs to it all the same.
            if not is_ours(texts):
                self._merged = [seen_part(texts, *one, (hidden, columns)) for one in self._merged]
                self._counts["hidden_row"] += [" ".join(filter(None, texts[number])) for number in sorted(hidden)]
                self._counts["hidden_column"] += without_columns(texts, columns)
                # The rows below keep the numbers that the program shows.
                texts = [[] if number in hidden else row for number, row in enumerate(texts)]
            self._look_at_shapes(sheet)
            for link in sheet.iter(f"{_TEXT}a"):
                shown = [[_paragraph(link)]]
                self._counts["link"] += links_not_shown({(0, 0): link.get(_TARGET) or ""}, shown, name)
            if any(map(any, texts)):
                bare = structs.replace(table(name, texts), colours=below_times(texts, self._colours))
                tables.append(dressed(bare, self._merged, self._notes, self._counts))
        if not tables:
            raise nothing_seen(self._counts["hidden_sheet"])
        counted: list[Left] = []
        for kind, what in self._counts.items():
            counted += left(kind, what)
        return Source(tuple(tables), left=tuple(counted))

    def _rows(self, sheet: Element, name: str) -> tuple[list[list[str]], set[int]]:
        """The texts of all rows, and the numbers of those that are hidden."""
        found: list[list[str]] = []
        hidden: set[int] = set()
        empty = 0
        for row, level in _rows_of(sheet):
            number = len(found) + empty
            cells = self._row(row, number, f"{name}, Zeile {number + 1}")
            times = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
            if not any(cells):
                # Rows at the end of a sheet are repeated up to its last possible one.
                empty += times
                continue
            self._cells.add(len(cells) * (times + min(empty, MOST_CELLS)))
            found += [[] for _ in range(empty)]
            empty = 0
            if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                hidden.update(range(len(found), len(found) + times))
            self._levels |= dict.fromkeys(range(len(found), len(found) + times), level) if level else {}
            found += [list(cells) for _ in range(times)]
        return found, hidden

    def _row(self, row: Element, number: int, place: str) -> list[str]:
        """The texts of a row; cells over several rows and columns are noted, and so are comments."""
        texts: list[str] = []
        for cell in row:
            if cell.tag not in (_CELL, _COVERED):
                continue
            times = int(cell.get(_TIMES) or 1)
            text = self._text(cell, place)
            if cell.get(_STYLED) in self._telling or (text and self._struck):
                self._look_at_style(cell, text, number, range(len(texts), len(texts) + min(times, MOST_COLUMNS + 1)))
            if times > MOST_COLUMNS and not text:
                continue
            rows, columns = cell.get(_ROWS), cell.get(_COLUMNS)
            if rows or columns:
                first, last = (number, len(texts)), (number + int(rows or 1) - 1, len(texts) + int(columns or 1) - 1)
                if first != last:
                    self._merged.append((first, last))
            if len(cell) and (note := _note(cell)):
                self._notes[number, len(texts)] = note
            texts += [text] * times
            if text:
                self._cells.add(times)
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _look_at_style(self, cell: Element, text: str, number: int, places: range) -> None:
        """Note the colour of a cell, its indent, and what is struck out in it."""
        style = cell.get(_STYLED)
        if style in self._filled and len(places) <= MOST_COLUMNS:
            self._colours |= dict.fromkeys(((number, place) for place in places), self._filled[style])
        if text and style in self._indents:
            self._deep[number, places.start] = self._indents[style]
        if text and style in self._struck:
            self._counts["struck"].append(text)
        elif text and self._struck:
            spans = (one for one in cell.iter(f"{_TEXT}span") if one.get(f"{_TEXT}style-name") in self._struck)
            self._counts["struck"] += map(_paragraph, spans)

    def _look_at_shapes(self, sheet: Element) -> None:
        """Count what is drawn on a sheet: pictures, and boxes with a text."""
        for shape in sheet.iter(f"{_DRAW}frame", f"{_DRAW}custom-shape"):
            text = " ".join(map(_paragraph, shape.iter(f"{_TEXT}p"))).strip()
            if text:
                self._counts["box"].append(text)
            elif local(shape) == "frame":
                self._counts["picture"].append(shape.get(f"{_DRAW}name") or "")

    def _text(self, cell: Element, place: str) -> str:
        kind = cell.get(_KIND)
        if kind is None and not len(cell) and cell.get(_DAY) is None:
            # As most are.
            return ""
        if day := cell.get(_DAY):
            return day[:4] if cell.get(_STYLED) in self._years else self._said(day, cell.get(_STYLED) in self._months)
        if kind in ("float", "currency", "percentage"):
            value = float(cell.get(f"{_OFFICE}value") or 0)
            return (percentage(value) or "") if kind == "percentage" else typed(value)
        if kind == "boolean":
            return typed(cell.get(f"{_OFFICE}boolean-value") == "true")
        text = "\n".join([_paragraph(one) for one in cell if one.tag == _PARAGRAPH])
        if _ERROR.fullmatch(text) and _is_computed(cell):
            self._counts["error"].append(f"{place}: {text}")
            return ""
        return text

    def _said(self, day: str, is_month: bool) -> str:
        said = self._days.get((day, is_month))
        if said is None:
            said = self._days[day, is_month] = typed(_date(day), is_month)
        return said


def _is_computed(cell: Element) -> bool:
    """Whether a cell has a formula, or says itself that it has an error; a text may look like one."""
    return any(name.endswith("}formula") or value == "error" for name, value in cell.attrib.items())


def _rows_of(sheet: Element, level: int = 0) -> list[tuple[Element, int]]:
    """The rows of a sheet, each with the number of groups that it stands in."""
    found = []
    for child in sheet:
        name = local(child)
        if name == "table-row":
            found.append((child, level))
        elif name in _GROUPS:
            found += _rows_of(child, level + (name == "table-row-group"))
    return found


def _hidden_columns(sheet: Element) -> set[int]:
    """The columns that are hidden, counted from 0."""
    found: set[int] = set()
    place = 0
    for column in sheet.iter(f"{_TABLE}table-column"):
        times = int(column.get(f"{_TABLE}number-columns-repeated") or 1)
        if column.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            found.update(range(place, min(place + times, MOST_COLUMNS)))
        place += times
    return found


def _note(cell: Element) -> str:
    """The comment at a cell with its author; empty for none."""
    note = next(cell.iterchildren(_NOTE), None)
    if note is None:
        return ""
    text = "\n".join(filter(None, (_paragraph(one).strip() for one in note.iter(f"{_TEXT}p"))))
    author = (note.findtext(_CREATOR) or "").strip()
    return f"Kommentar{f' ({author})' if author else ''}: {text}" if text else ""


def _paragraph(element: Element) -> str:
    """The text of a paragraph with its blanks and breaks, without comments."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        match local(child):
            case "s":
                parts.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 1_000))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation":
                pass
            case _:
                parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _date(text: str) -> object:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return text


def _depth(length: str) -> int:
    """How deep an indent is, in steps as Calc makes them."""
    found = _LENGTH.fullmatch(length)
    return max(1, round(float(found[1]) / _STEPS[found[2]])) if found and float(found[1]) > 0 else 0


def _is_month(style: Element) -> bool:
    """Whether a date is shown as its month, with its year or without, and no day."""
    names = {local(one) for one in style}
    return "month" in names and not names & {"day", "hours", "minutes"}
