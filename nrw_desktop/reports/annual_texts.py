"""What the Sachbericht of a year tells in whole paragraphs: at its beginning and at its end, where anybody wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.records import YearText
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import Style
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import LEAST_LINES, Column, Row

_FIRST, _LAST = ("introduction", "course"), ("difficulties", "outlook")
_PROSE = Style(size=10, leading=14)
_WIDEST = 155 * mm
"""Longer lines of running text are hard to read."""
_LINE_END, _PARAGRAPH = 4.0, 9.0
"""Points after a line that somebody ended, and after one that a blank line follows."""
_TOGETHER = 2 * LEAST_LINES
"""So many lines stay together: a row is never divided while a page has room for it, and paragraphs may be long."""


def opening_parts(draft: Document, year: int) -> list[Part]:
    """What leads into the figures of a year."""
    return _told(draft, year, _FIRST)


def closing_parts(draft: Document, year: int) -> list[Part]:
    """What ends the report."""
    return _told(draft, year, _LAST)


def still_missing(draft: Document, year: int) -> str:
    """Which of the texts nobody has written yet, as a line of the internal edition alone; empty for none."""
    missing = [field_word("year_text", field) for field in (*_FIRST, *_LAST) if not _text(draft, year, field)]
    return f"Noch zu schreiben: {', '.join(missing)}" if missing and draft.request.edition == "internal" else ""


def _text(draft: Document, year: int, field: str) -> str:
    found = next((texts for texts in draft.plan.year_texts if texts.year == year), YearText(""))
    return (getattr(found, field) or "").strip()


def _told(draft: Document, year: int, fields: Sequence[str]) -> list[Part]:
    """Those of the texts that are there, each under its heading."""
    return [
        # Made first, the heading comes first in the structure too.
        Part([draft.heading(field_word("year_text", field))], None, list(_rows(draft, text)))
        for field in fields
        if (text := _text(draft, year, field))
    ]


def _rows(draft: Document, text: str) -> Iterator[Row]:
    """A text in rows of a few lines: every line that somebody ended is a paragraph of its own."""
    width = min(draft.paper.measure, _WIDEST)
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip():
            continue
        cell = CellText(draft.composer, draft.root, width)
        cell.text(line, _PROSE)
        (block,) = cell.blocks
        pieces = _pieces(len(block.lines))
        for piece in pieces:
            below = 0.0 if piece is not pieces[-1] else _LINE_END if following.strip() else _PARAGRAPH
            own = replace(block, lines=block.lines[piece], runs=block.runs[piece])
            yield Row([Column(0, width)], ((own,),), below=below)


def _pieces(count: int) -> list[slice]:
    """The lines of a paragraph in pieces, none of which is left with less than a page may end or begin with."""
    starts = range(0, max(1, count - LEAST_LINES + 1), _TOGETHER)
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], count], strict=True)]
