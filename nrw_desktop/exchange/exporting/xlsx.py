"""A plan as an Excel workbook: a sheet for each list, with filters, frozen heads, real dates and choices."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.exchange.exporting.sheets import ROWS_TO_COME, Sheet, fits_on_paper, frozen, sheets
from nrw_desktop.exchange.exporting.xlsx_rows import height, lines_of, with_rows
from nrw_desktop.exchange.exporting.xml_parts import column_letters
from nrw_desktop.exchange.marks import CHOICES, ID_HEAD

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LAST_ROW = 1_048_575
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

    out = BytesIO()
    book = xlsxwriter.Workbook(out, _PLAIN)
    book.set_properties({"title": plan.project.title or plan.project.heading})
    formats = {name: book.add_format({**_EVERY_CELL, **more}) for name, more in _FORMATS.items()}
    written = sheets(plan, edition)
    pages = [book.add_worksheet(sheet.title) for sheet in written]
    choices = _choices(book.add_worksheet(CHOICES), written)
    for page, sheet in zip(pages, written, strict=True):
        _prepare(page, sheet, formats, choices)
    book.close()
    return with_rows(out.getvalue(), written, list(_FORMATS))


def _choices(page: "Worksheet", written: Sequence[Sheet]) -> dict[tuple[str, ...], str]:
    """Write what can be chosen, a column for each list of words, and give back where each stands."""
    page.hide()
    lists = dict.fromkeys(column.choices for sheet in written for column in sheet.columns if column.choices)
    for place, words in enumerate(lists):
        page.write_column(0, place, words)
    letters = (column_letters(number) for number in range(1, len(lists) + 1))
    return {
        words: f"={CHOICES}!${letter}$1:${letter}${len(words)}" for words, letter in zip(lists, letters, strict=True)
    }


def _prepare(page: "Worksheet", sheet: Sheet, formats: dict[str, Any], choices: dict[tuple[str, ...], str]) -> None:
    last = len(sheet.rows)
    for place, column in enumerate(sheet.columns):
        form = "id" if column.head == ID_HEAD else column.form
        page.set_column(place, place, column.width, formats[form])
        page.write_string(0, place, column.head, formats["head"])
        if column.choices:
            page.data_validation(1, place, last + ROWS_TO_COME, place, _one_of(choices[column.choices]))
    page.set_row(0, height(max(lines_of(column.head, max(column.width - 4, 1)) for column in sheet.columns)))
    page.freeze_panes(1, frozen(sheet.columns))
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.set_landscape()
    page.set_paper(9)
    if fits_on_paper(sheet.columns):
        page.fit_to_pages(1, 0)
    # Ids are for programs; on paper they would have pages of their own.
    page.print_area(0, 0, _LAST_ROW, len(sheet.columns) - 2)
    page.repeat_rows(0)
    if kept := frozen(sheet.columns):
        page.repeat_columns(0, kept - 1)
    page.set_footer("&L&A&RSeite &P von &N")
    # What tells the numbers of the styles, and gives way to the rows.
    for place, form in enumerate(formats.values()):
        page.write_blank(1, place, None, form)


def _one_of(source: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Nicht möglich",
        "error_message": "Bitte eins der Wörter aus der Liste wählen.",
    }
