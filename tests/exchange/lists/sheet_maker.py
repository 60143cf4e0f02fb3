"""Makes spreadsheets for tests, once as Excel and once as Calc would: one description of pages for both."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from tests.exchange.word.docx_maker import packed


class Percent(NamedTuple):
    """A number that is shown as a percentage."""

    value: float


class Month(NamedTuple):
    """A day that is shown as its month."""

    day: dt.date


class Result(NamedTuple):
    """A formula and what it shows: „#NV“ for an error, nothing where it was never computed."""

    shown: str
    formula: str = "=A1"


Value = str | int | float | dt.date | Percent | Month | Result
Area = tuple[int, int, int, int]


class Page(NamedTuple):
    """A sheet: its rows, and what is done to them; rows and columns count from 0.

    ``merged`` are areas as first row and column, last row and column; the text stands in the first cell of each.
    """

    rows: Sequence[Sequence[Value]]
    name: str = "Tabelle1"
    merged: Sequence[Area] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    notes: Mapping[tuple[int, int], str] = {}
    box: str = ""
    is_hidden: bool = False
    has_filter: bool = False
    grouped: Sequence[int] = ()
    colours: Mapping[tuple[int, int], str] = {}


def xlsx(*pages: Page) -> bytes:
    """As Excel would write them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = {code: book.add_format({"num_format": code}) for code in ("dd.mm.yyyy", "mm/yyyy", "0%")}
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for row, column, last, end in page.merged:
            sheet.merge_range(row, column, last, end, "")
        for (number, place), colour in page.colours.items():
            sheet.write_blank(number, place, None, book.add_format({"bg_color": colour}))
        for number, cells in enumerate(page.rows):
            for place, value in enumerate(cells):
                if isinstance(value, str) and value and (number, place) in page.colours:
                    look = book.add_format({"bg_color": page.colours[number, place]})
                    sheet.write_string(number, place, value, look)
                else:
                    _write(sheet, formats, number, place, value)
        for number in {*page.hidden_rows, *page.grouped}:
            level = {"level": 1} if number in page.grouped else {}
            sheet.set_row(number, None, None, {"hidden": number in page.hidden_rows, **level})
        for column in page.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        for (row, column), text in page.notes.items():
            sheet.write_comment(row, column, text, {"author": "Kaya"})
        if page.box:
            sheet.insert_textbox(len(page.rows) + 2, 1, page.box)
        if page.has_filter:
            sheet.autofilter(0, 0, len(page.rows) - 1, len(page.rows[0]) - 1)
        if page.is_hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def _write(sheet: Any, formats: Mapping[str, Any], row: int, column: int, value: Value) -> None:
    match value:
        case "":
            return
        case dt.date():
            sheet.write_datetime(row, column, value, formats["dd.mm.yyyy"])
        case Month(day):
            sheet.write_datetime(row, column, day, formats["mm/yyyy"])
        case Percent(number):
            sheet.write_number(row, column, number, formats["0%"])
        case Result(shown, formula):
            sheet.write_formula(row, column, formula, None, {"#NV": "#N/A"}.get(shown, shown))
        case str():
            sheet.write_string(row, column, value)
        case _:
            sheet.write_number(row, column, value)


_NAMES = ("office", "table", "text", "style", "draw")
_SPACES = " ".join(
    [
        *(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in _NAMES[:4]),
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
        'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
_STYLES = (
    '<number:date-style style:name="m"><number:month/><number:text>/</number:text><number:year/></number:date-style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="m"/>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def ods(*pages: Page) -> bytes:
    """As Calc would write them."""
    body = "".join(map(_page, pages))
    fills = "".join(map(_fill, sorted({colour for page in pages for colour in page.colours.values()})))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:automatic-styles>'
        f"{_STYLES}{fills}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content.encode()})


def _fill(colour: str) -> str:
    look = f'<style:table-cell-properties fo:background-color="{colour}"/>'
    return f'<style:style style:name="c{colour[1:]}" style:family="table-cell">{look}</style:style>'


def _page(page: Page) -> str:
    width = max([*map(len, page.rows), *(place + 1 for _, place in page.colours)])
    unseen = ' table:visibility="collapse"'
    columns = "".join(
        f"<table:table-column{unseen if place in page.hidden_columns else ''}/>" for place in range(width)
    )
    starts = {(area[0], area[1]): area for area in page.merged}
    covered = {
        (row, column)
        for area in page.merged
        for row in range(area[0], area[2] + 1)
        for column in range(area[1], area[3] + 1)
    } - set(starts)
    rows = []
    for number, cells in enumerate(page.rows):
        inside = ""
        for place in range(width):
            value = cells[place] if place < len(cells) else ""
            if (number, place) in covered:
                inside += "<table:covered-table-cell/>"
                continue
            spans = ""
            if area := starts.get((number, place)):
                spans = f' table:number-rows-spanned="{area[2] - area[0] + 1}"'
                spans += f' table:number-columns-spanned="{area[3] - area[1] + 1}"'
            note = page.notes.get((number, place), "")
            if note:
                who = "<dc:creator>Kaya</dc:creator>"
                note = f"<office:annotation>{who}<text:p>{escape(note)}</text:p></office:annotation>"
            kind, shown = _value(value)
            if colour := page.colours.get((number, place)):
                kind += f' table:style-name="c{colour[1:]}"'
            inside += f"<table:table-cell{spans}{kind}>{note}{shown}</table:table-cell>"
        rows.append(f"<table:table-row{unseen if number in page.hidden_rows else ''}>{inside}</table:table-row>")
    box = ""
    if page.box:
        box = f"<table:shapes><draw:custom-shape><text:p>{escape(page.box)}</text:p></draw:custom-shape></table:shapes>"
    style = ' table:style-name="gone"' if page.is_hidden else ""
    last = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f"<table:table table:name={quoteattr(page.name)}{style}>{box}{columns}{''.join(rows)}{last}</table:table>"


def _value(value: Value) -> tuple[str, str]:
    """What is said of a cell, and its paragraphs."""
    match value:
        case Month(day):
            return f' table:style-name="month" office:value-type="date" office:date-value="{day}"', "<text:p>x</text:p>"
        case dt.date():
            return f' office:value-type="date" office:date-value="{value}"', "<text:p>x</text:p>"
        case Percent(number):
            return f' office:value-type="percentage" office:value="{number}"', "<text:p>x</text:p>"
        case Result(shown):
            return ' office:value-type="string"', f"<text:p>{escape(shown)}</text:p>"
        case str():
            parts = "".join(f"<text:p>{escape(part)}</text:p>" for part in value.split("\n"))
            return (' office:value-type="string"', parts) if value else ("", "")
    return f' office:value-type="float" office:value="{value}"', f"<text:p>{value}</text:p>"
