"""A plan as an Excel workbook: a sheet for each list, with filters, frozen heads, real dates and choices."""

import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.exchange.exporting.sheets import ROWS_TO_COME, Cell, Column, Day, Sheet, frozen, sheets
from nrw_desktop.exchange.marks import CHOICES, ID_HEAD

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters in a cell of Excel."""
_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts a day before it that never was."""
_PRINTED_WIDTH = 220
"""Letters that can still be read when a sheet is made to fit a page."""
_LINE, _HIGHEST = 15, 409
"""In points: a line of text, and what a row can be at most."""
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_EVERY_CELL = {"valign": "top", "bottom": 4, "bottom_color": "#9AA7B8"}
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F", "text_wrap": True, "bottom": 1},
    "text": {"text_wrap": True, "num_format": "@"},
    "id": {"num_format": "@", "font_color": "#767676"},
    "number": {"num_format": "#,##0"},
    "euros": {"num_format": '#,##0.00 "€"'},
    "year": {"num_format": "0"},
    "day": {"num_format": "dd.mm.yyyy", "align": "left"},
    "month": {"num_format": "mm/yyyy", "align": "left"},
}


def xlsx(plan: Plan, edition: Edition) -> tuple[bytes, list[str]]:
    """The workbook, and a sentence for each text that has no room in it."""
    import xlsxwriter

    out, told = BytesIO(), list[str]()
    book = xlsxwriter.Workbook(out, _PLAIN)
    book.set_properties({"title": plan.project.title or plan.project.heading})
    formats = {name: book.add_format({**_EVERY_CELL, **more}) for name, more in _FORMATS.items()}
    written = sheets(plan, edition)
    pages = [book.add_worksheet(sheet.title) for sheet in written]
    choices = _choices(book.add_worksheet(CHOICES), written)
    for page, sheet in zip(pages, written, strict=True):
        told += _written(page, sheet, formats, choices)
    book.close()
    return out.getvalue(), told


def _choices(page: "Worksheet", written: Sequence[Sheet]) -> dict[tuple[str, ...], str]:
    """Write what can be chosen, a column for each list of words, and give back where each stands."""
    page.hide()
    lists = dict.fromkeys(column.choices for sheet in written for column in sheet.columns if column.choices)
    for place, words in enumerate(lists):
        page.write_column(0, place, words)
    letters = (chr(ord("A") + place) for place in range(len(lists)))
    return {
        words: f"={CHOICES}!${letter}$1:${letter}${len(words)}" for words, letter in zip(lists, letters, strict=True)
    }


def _written(
    page: "Worksheet", sheet: Sheet, formats: dict[str, Any], choices: dict[tuple[str, ...], str]
) -> Iterator[str]:
    last = len(sheet.rows)
    for place, column in enumerate(sheet.columns):
        form = "id" if column.head == ID_HEAD else column.form
        page.set_column(place, place, column.width, formats[form])
        page.write_string(0, place, column.head, formats["head"])
        if column.choices:
            page.data_validation(1, place, last + ROWS_TO_COME, place, _one_of(choices[column.choices]))
    page.set_row(0, _height(sheet.columns, [column.head for column in sheet.columns]))
    page.freeze_panes(1, frozen(sheet.columns))
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.set_landscape()
    page.set_paper(9)
    if sum(column.width for column in sheet.columns) <= _PRINTED_WIDTH:
        page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&RSeite &P von &N")
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(sheet.columns, row))
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            if not _write(page, number, place, column, cell, formats):
                yield (
                    f"Blatt „{sheet.title}“, Zeile {number + 1}, Spalte „{column.head}“: Der Text hat mehr als 32.767 "
                    "Zeichen, so viele fasst eine Zelle höchstens. Die Zelle ist leer geblieben."
                )


def _write(page: "Worksheet", row: int, place: int, column: Column, cell: Cell, formats: dict[str, Any]) -> bool:
    """Write a cell; False where it has no room for its text."""
    match cell:
        case None:
            pass
        case str() if len(cell) > LONGEST_CELL:
            return False
        case str():
            page.write_string(row, place, cell, formats["id" if column.head == ID_HEAD else "text"])
        case Day(date=day, is_month=is_month) if day >= _FIRST_DAY:
            page.write_datetime(row, place, day, formats["month" if is_month else "day"])
        case Day(date=day):
            page.write_string(row, place, f"{day:%d.%m.%Y}", formats["text"])
        case int():
            page.write_number(row, place, cell / 100 if column.form == "euros" else cell, formats[column.form])
    return True


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """How high a row is in points: not every program finds that out by itself."""
    lines = 1
    for column, cell in zip(columns, row, strict=True):
        if isinstance(cell, str) and column.head != ID_HEAD:
            # Words do not fill a line to its end.
            width = max(column.width - 4, 1)
            if len(cell) >= width or "\n" in cell:
                lines = max(lines, sum(len(line) // width + 1 for line in cell.split("\n")))
    return min(lines * _LINE, _HIGHEST)


def _one_of(source: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Nicht möglich",
        "error_message": "Bitte eins der Wörter aus der Liste wählen.",
    }
