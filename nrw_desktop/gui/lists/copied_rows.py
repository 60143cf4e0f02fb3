"""What the cards of flat tables share: their rows as other programs read them."""

from collections.abc import Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.lists.columns import TableSpec


def text_and_html(plan: Plan, spec: TableSpec, keys: Sequence[str]) -> tuple[str, str]:
    """Rows as the table shows them, for other programs."""
    from nrw_desktop.exchange.clipboard import table_html, table_text

    records = [record for key in keys if (record := plan.record(spec.table, key)) is not None]
    cells = [[column.show(plan, record) for column in spec.columns] for record in records]
    return table_text(cells), table_html(cells)
