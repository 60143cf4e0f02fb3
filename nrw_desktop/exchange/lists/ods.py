"""Reads a spreadsheet of Calc (.ods): what its cells show, without hidden rows and sheets, and its errors counted."""

import datetime as dt
import re
from pathlib import Path

from nrw_desktop.exchange.lists.cells import left, table, typed
from nrw_desktop.exchange.marks import ID_HEAD
from nrw_desktop.exchange.sources.limits import MOST_CELLS, MOST_COLUMNS, Count, SourceError
from nrw_desktop.exchange.sources.package import DAMAGED, Package
from nrw_desktop.exchange.sources.source import Left, Source
from nrw_desktop.exchange.sources.xml import Element, local, parsed

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _OFFICE = f"{{{_OASIS}:table:1.0}}", f"{{{_OASIS}:office:1.0}}"
_TEXT, _STYLE = f"{{{_OASIS}:text:1.0}}", f"{{{_OASIS}:style:1.0}}"
_NUMBER = f"{{{_OASIS}:datastyle:1.0}}"
_CELL, _COVERED, _PARAGRAPH = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell", f"{_TEXT}p"
_KIND, _DAY, _STYLED = f"{_OFFICE}value-type", f"{_OFFICE}date-value", f"{_TABLE}style-name"
_TIMES, _SPANNED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-spanned"
_ERROR = re.compile(r"#[A-ZÄÖÜ/0-9!?]{2,}|Err:\d+|Fehler:\d+")
_GROUPS = frozenset({"table-row-group", "table-rows", "table-header-rows"})


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
        formats = (one for root in roots for one in root.iter(f"{_NUMBER}date-style"))
        dates = {one.get(f"{_STYLE}name"): _is_month(one) for one in formats}
        self._months, self._hidden_styles = set[str | None](), set[str | None]()
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                if dates.get(style.get(f"{_STYLE}data-style-name")):
                    self._months.add(style.get(f"{_STYLE}name"))
                shown = style.find(f"{_STYLE}table-properties")
                if shown is not None and shown.get(f"{_TABLE}display") == "false":
                    self._hidden_styles.add(style.get(f"{_STYLE}name"))
        self._cells = Count("Zellen", MOST_CELLS)
        # The same days come again and again, and are read once.
        self._days: dict[tuple[str, bool], str] = {}
        self._errors: list[str] = []
        self._hidden_rows: list[str] = []

    def source(self, body: Element) -> Source:
        """All of it."""
        tables, hidden_sheets = [], []
        for sheet in body.iterfind(f"{_TABLE}table"):
            name = sheet.get(f"{_TABLE}name") or ""
            if sheet.get(f"{_TABLE}style-name") in self._hidden_styles:
                hidden_sheets.append(name)
                continue
            texts = self._rows(sheet, name)
            if any(map(any, texts)):
                tables.append(table(name, texts))
        counted: list[Left] = []
        for kind, what in (
            ("hidden_sheet", hidden_sheets),
            ("hidden_row", self._hidden_rows),
            ("error", self._errors),
        ):
            counted += left(kind, what)
        return Source(tuple(tables), left=tuple(counted))

    def _rows(self, sheet: Element, name: str) -> list[list[str]]:
        found: list[list[str]] = []
        hanging: dict[int, tuple[int, str]] = {}
        empty = 0
        for row in _rows_of(sheet):
            cells = self._row(row, hanging, f"{name}, Zeile {len(found) + empty + 1}")
            times = int(row.get(f"{_TABLE}number-rows-repeated") or 1)
            if not any(cells):
                # Rows at the end of a sheet are repeated up to its last possible one.
                empty += times
                continue
            hidden = row.get(f"{_TABLE}visibility") in ("collapse", "filter")
            if hidden and not (found and ID_HEAD in found[0]):
                # The rows below keep the numbers that the program shows.
                self._hidden_rows.append(" ".join(filter(None, cells)))
                empty += times
                continue
            self._cells.add(len(cells) * (times + min(empty, MOST_CELLS)))
            found += [[] for _ in range(empty)]
            empty = 0
            found += [list(cells) for _ in range(times)]
        return found

    def _row(self, row: Element, hanging: dict[int, tuple[int, str]], place: str) -> list[str]:
        """The texts of a row; a cell over several rows says the same in each of them."""
        texts: list[str] = []
        for cell in row:
            kind = cell.tag
            if kind not in (_CELL, _COVERED):
                continue
            times = int(cell.get(_TIMES) or 1)
            text = self._text(cell, place)
            if times > MOST_COLUMNS and not text:
                continue
            for _ in range(times):
                rows, above = hanging.get(len(texts), (0, ""))
                if kind == _COVERED and rows and not text:
                    texts.append(above)
                    hanging[len(texts) - 1] = (rows - 1, above)
                    continue
                spanned = cell.get(_SPANNED)
                if spanned or hanging:
                    hanging[len(texts)] = (int(spanned or 1) - 1, text)
                texts.append(text)
            if text:
                self._cells.add(times)
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _text(self, cell: Element, place: str) -> str:
        kind = cell.get(_KIND)
        if kind is None and not len(cell) and cell.get(_DAY) is None:
            # As most are.
            return ""
        if day := cell.get(_DAY):
            return self._said(day, cell.get(_STYLED) in self._months)
        if kind in ("float", "currency", "percentage"):
            return typed(float(cell.get(f"{_OFFICE}value") or 0))
        text = "\n".join([_paragraph(one) for one in cell if one.tag == _PARAGRAPH])
        if _ERROR.fullmatch(text):
            self._errors.append(f"{place}: {text}")
            return ""
        return text

    def _said(self, day: str, is_month: bool) -> str:
        said = self._days.get((day, is_month))
        if said is None:
            said = self._days[day, is_month] = typed(_date(day), is_month)
        return said


def _rows_of(sheet: Element) -> "list[Element]":
    found = []
    for child in sheet:
        name = local(child)
        if name == "table-row":
            found.append(child)
        elif name in _GROUPS:
            found += _rows_of(child)
    return found


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


def _is_month(style: Element) -> bool:
    """Whether a date is shown as its month and year alone."""
    names = {local(one) for one in style}
    return {"month", "year"} <= names and "day" not in names
