"""One list of a plan as CSV as a German Excel opens it by a double click: with a BOM, parted by semicolons."""

import csv
import io
import re

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.exchange.exporting.sheets import INTERNAL, Cell, Column, Day, sheets

FIRST_LIST = "Maßnahmen"
"""The list that such a file holds, where no other one is chosen: it has room for one."""
_READ_AS_FORMULA = re.compile(r"(?![+-]?[\d.,]+%?\Z)'*[=+\-@\t\r]")
"""How a text begins that a sheet takes for a formula, numbers aside; one that was marked before is marked again."""
MARK = "'"
"""Stands before such a text and is taken off again when it is read."""


def csv_text(plan: Plan, edition: Edition, chosen: str) -> bytes:
    """One list in UTF-8, by its title.

    Raises:
        PlanError: the plan has no such list.
    """
    sheet = next((one for one in sheets(plan, edition) if one.title == chosen), None)
    if sheet is None:
        why = "gibt es nur in der internen Fassung" if chosen in INTERNAL and edition == "public" else "ist leer"
        raise PlanError(f"Die Liste „{chosen}“ {why}. Bitte eine andere Liste oder Fassung wählen.")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.head for column in sheet.columns)
    for row in sheet.rows:
        writer.writerow(_text(column, cell) for column, cell in zip(sheet.columns, row, strict=True))
    return out.getvalue().encode("utf-8-sig")


def unmarked(text: str) -> str:
    """A text as it was before it was marked as one."""
    return text[1:] if text.startswith(MARK) and _READ_AS_FORMULA.match(text) else text


def _text(column: Column, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Day(date=day, is_month=is_month):
            return f"{day:%m/%Y}" if is_month else f"{day:%d.%m.%Y}"
        case int():
            return f"{cell / 100:.2f}".replace(".", ",") if column.form == "euros" else str(cell)
    return f"{MARK}{cell}" if _READ_AS_FORMULA.match(cell) else cell
