"""One list of a plan as CSV as a German Excel opens it by a double click: with a BOM, parted by semicolons."""

import csv
import io

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.exchange.exporting.sheets import INTERNAL, Cell, Column, Day, sheets
from nrw_desktop.exchange.marks import marked

FIRST_LIST = "Maßnahmen"
"""The list that such a file holds, where no other one is chosen: it has room for one."""


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
    quoting = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(column.head for column in sheet.columns)
    for row in sheet.rows:
        texts = [_text(column, cell) for column, cell in zip(sheet.columns, row, strict=True)]
        # Readers drop blanks at the beginning of a cell that is not in quotes: „ und “ would lose its own.
        (quoting if any(text.startswith(" ") for text in texts) else writer).writerow(texts)
    return out.getvalue().encode("utf-8-sig")


def _text(column: Column, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Day(date=day, is_month=is_month):
            return f"{day:%m/%Y}" if is_month else f"{day:%d.%m.%Y}"
        case int():
            return f"{cell / 100:.2f}".replace(".", ",") if column.form == "euros" else str(cell)
    return marked(cell)
