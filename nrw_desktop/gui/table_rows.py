"""What the panes of flat tables share: rows as text, and what the headings of a pasted table mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.words import FIELD_WORDS
from nrw_desktop.gui.columns import TableSpec

if TYPE_CHECKING:
    from nrw_desktop.exchange.pasted_rows import Row


def text_and_html(plan: Plan, spec: TableSpec, keys: Sequence[str]) -> tuple[str, str]:
    """Rows as the table shows them, for other programs."""
    from nrw_desktop.exchange.clipboard import table_html, table_text

    records = [record for key in keys if (record := plan.find(spec.table, key)) is not None]
    cells = [[column.show(plan, record) for column in spec.columns] for record in records]
    return table_text(cells), table_html(cells)


def typed_rows(spec: TableSpec, rows: "Sequence[Row]") -> list[dict[str, str]]:
    """Pasted rows by field: under headings that the table or its form has, else as the first field alone."""
    return [cells for _depth, cells in nested_rows(spec.table, rows, spec.draft, headings_of(spec))]


def headings_of(spec: TableSpec) -> dict[str, str]:
    """The field of each heading that the table's cells can be typed under."""
    return {column.header: column.field for column in spec.columns if column.editable}


def nested_rows(
    table: str, rows: "Sequence[Row]", first: str, headings: dict[str, str] | None = None
) -> list[tuple[int, dict[str, str]]]:
    """Pasted rows as (depth, text by field)."""
    from nrw_desktop.domain.records import REFERENCES
    from nrw_desktop.exchange.pasted_rows import mapped

    not_typed = {"phase", "parent", "order", *REFERENCES.get(table, {})}
    words = {word: field for field, word in FIELD_WORDS[table].items() if field not in not_typed}
    return mapped(rows, words | (headings or {}), first)
