"""Chosen rows as they go to the clipboard: whole for this program, and as text and table for all others."""

from collections.abc import Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Mention, Phase
from nrw_desktop.domain.queries import goals, partners
from nrw_desktop.domain.queries.clipboard_rows import packed, top_goals
from nrw_desktop.exchange.clipboard import outline_html, outline_text, table_html, table_text
from nrw_desktop.gui.clipboard import system_clipboard
from nrw_desktop.gui.lists.columns import MEASURES, PARTNERS, TableSpec

Line = tuple[int, str, str]
"""Depth, mark and text of a line of an outline."""


def copy(plan: Plan, table: str, keys: Sequence[str], home: str, cut: bool = False) -> None:
    """Put these rows of a table on the clipboard; ``home`` tells the plan apart, cut rows move when they are pasted."""
    text, html = _text_and_html(plan, table, keys)
    system_clipboard.put(packed(plan, table, keys, home, cut), text, html)


def _text_and_html(plan: Plan, table: str, keys: Sequence[str]) -> tuple[str, str]:
    """Rows as they are shown, for other programs."""
    if table in _LINES:
        lines = _LINES[table](plan, keys)
        return outline_text(lines), outline_html(lines)
    cells = _cells(plan, _TABLES[table], keys)
    return table_text(cells), table_html(cells)


def _cells(plan: Plan, spec: TableSpec, keys: Sequence[str]) -> list[list[str]]:
    records = [record for key in keys if (record := plan.record(spec.table, key)) is not None]
    return [[column.show(plan, record) for column in spec.columns] for record in records]


def _goal_lines(plan: Plan, keys: Sequence[str]) -> list[Line]:
    """Goals with all that stands under them."""
    top = top_goals(plan, keys)
    below = {member.id for goal in top for member in goals.subtree(plan, goal)}
    phase = plan.get(Phase, plan.get(Goal, keys[0]).phase)
    entries = [entry for entry in goals.entries(plan, phase) if entry.goal.id in below]
    least = min(entry.depth for entry in entries)
    return [(entry.depth - least, entry.mark, entry.goal.text) for entry in entries]


def _mention_lines(plan: Plan, keys: Sequence[str]) -> list[Line]:
    return [(0, goals.BULLET, partners.printed_name(plan, plan.get(Mention, key))) for key in keys]


_TABLES = {"measure": MEASURES, "partner": PARTNERS}
_LINES = {"goal": _goal_lines, "mention": _mention_lines}
