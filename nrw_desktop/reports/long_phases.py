"""Phases whose measures run over more than a page: goals and partners above the measures, which take the whole width.

Side by side, as in the document, the columns beside such measures would stay empty for pages.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import BODY, NOTE, STRONG
from nrw_desktop.reports.typeset.table_builder import HANG, ITEM_GAP, CellText, Item, Line, noted
from nrw_desktop.reports.typeset.table_layout import Cell, Column, Row

_GUTTER = 24.0
_HEADER = 60.0
_LONGEST_BOOKMARK = 80

Block = tuple[str, Callable[[CellText], None]]
"""What stands beside others above the measures: its heading, and what fills it."""


def run_over(draft: Document, lists: Iterable[Iterable[Item]], width: float) -> bool:
    """Whether one of these lists is higher than a page in a column of this width; looks no further than it must."""
    room = draft.paper.room - _HEADER
    for items in lists:
        height = 0.0
        for item in items:
            height += len(draft.composer.lines(item.text, BODY, width - HANG)) * BODY.leading + ITEM_GAP
            notes = noted(draft.composer, item, width - HANG)
            height += sum(len(draft.composer.lines(note, NOTE, width - HANG)) for note in notes) * NOTE.leading
            if height > room:
                return True
    return False


def bookmark_of(measure: Measure) -> str:
    """What a measure is called among the bookmarks; empty where it has no text."""
    return shortened(measure.short or measure.text, _LONGEST_BOOKMARK)


class LongTable(NamedTuple):
    """The measures of a phase, what is said where there are none, and how a line of their table is filled."""

    measures: Sequence[Measure]
    nothing: str
    columns: Sequence[Column]
    labels: Sequence[str]
    fill: Callable[[Line, Measure], None]


def long_phase(
    draft: Document, phase: Phase, notes: Sequence[str], beside: Sequence[Block], long: LongTable
) -> list[Part]:
    """A phase with what is noted under its name, what stands above its measures, and these as a table."""
    number = draft.numbers[phase.id]
    heading = draft.heading(draft.phase_name(phase), above=22, notes=[note for note in notes if note], anchor=phase.id)
    parts = []
    if beside:
        width = (draft.paper.measure - _GUTTER * (len(beside) - 1)) / len(beside)
        places = [Column(at * (width + _GUTTER), width) for at in range(len(beside))]
        cells: list[Cell] = []
        for title, filled in beside:
            cell = CellText(draft.composer, draft.root, width)
            cell.text(title, STRONG, tag="H3", keeps=True)
            filled(cell)
            cells.append(cell.blocks)
        caption = draft.goes_on(f"Phase {number} · {' und '.join(title for title, _ in beside)}")
        parts.append(Part([heading], None, [Row(places, tuple(cells), below=12, caption=caption)]))
    opening = [] if beside else [heading]
    if not long.measures:
        return [*parts, Part([*opening, draft.sentence(long.nothing)])]
    table = draft.table(long.columns, long.labels)
    caption = draft.goes_on(f"Phase {number} · Maßnahmen")
    rows = []
    for measure in long.measures:
        line = table.line()
        long.fill(line, measure)
        draft.steps.set()
        outline = bookmark_of(measure)
        rows.append(line.row(above=3.5, below=4, rule=0.25, outline=outline, level=1, caption=caption))
    return [*parts, Part(opening, table.header(), rows)]
