"""The handbook as one tagged PDF, set as the reports are: contents, bookmarks, links, pictures with their words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nrw_desktop import paths
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.goals import BULLET
from nrw_desktop.handbook import blocks
from nrw_desktop.handbook.blocks import Block, Heading, Paragraph, Words, plain
from nrw_desktop.handbook.pages import CHAPTERS, PURPOSE, TITLE, Handbook, Page
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.request import Progress, Request
from nrw_desktop.reports.typeset.links import Link, Span
from nrw_desktop.reports.typeset.logo import logo_of
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.structure_tree import figure
from nrw_desktop.reports.typeset.styles import ACCENT, EYEBROW, HAIRLINE, LEAD, Share, Style, shared
from nrw_desktop.reports.typeset.table_builder import CellText, Item
from nrw_desktop.reports.typeset.table_layout import Column, Picture, Row, Shape

_PAGE = Style("Bold", 17, 21, ragged=1)
_HEADING = Style("Bold", 11.5, 15, ragged=1)
_BOLD, _LINK = replace(LEAD, cut="Bold"), replace(LEAD, colour=ACCENT)
_LINE = 0.88
"""The part of the paper's width that a line takes: over all of it, it would be hard to read."""
_HIGHEST = 0.42
"""The part of the paper's height that a picture takes at most."""
_GUTTER, _BELOW_TABLE = 14.0, 9.0
_FRAME = 0.5


def pdf(handbook: Handbook, today: dt.date, progress: Progress | None = None) -> bytes:
    """The whole handbook; ``today`` is the date at the foot of its pages."""
    draft = Document(Plan.empty(), Request(today, progress=progress), TITLE, "portrait")
    pages = list(handbook.pages.values())
    draft.count(len(pages))
    opening = draft.opening(TITLE, [PURPOSE])
    parts = [Part(opening)]
    chapters = {names[0]: title for title, names in CHAPTERS}
    chapter = ""
    for page in pages:
        chapter = chapters.get(page.name, chapter)
        parts += _Sheet(draft, handbook, page, chapter).parts()
        draft.steps.set()
    # Where it opens, the first topic follows at once.
    return draft.finished([Part([*opening, *parts[1].opening], parts[1].header, parts[1].rows), *parts[2:]])


class _Sheet:
    """One page of the handbook on its way to paper."""

    def __init__(self, draft: Document, handbook: Handbook, page: Page, chapter: str):
        self._draft, self._titles, self._page = draft, {one.name: one.title for one in handbook.pages.values()}, page
        self._chapter = chapter
        self._blocks = blocks.blocks(page)
        self._width = draft.paper.measure * _LINE

    def parts(self) -> Iterator[Part]:
        """Each heading with what stands below it; a table is a part of its own, so that its head is repeated."""
        opening, rows, above = list[Row](), list[Row](), 0.0
        for block in self._blocks:
            if isinstance(block, Heading):
                if rows:
                    yield Part(opening, None, rows)
                    opening, rows = [], []
                opening.append(self._heading(block))
            elif isinstance(block, blocks.Table):
                if rows:
                    yield Part(opening, None, rows)
                    opening, rows = [], []
                yield self._table(block, opening)
                opening, above = [], _BELOW_TABLE
            else:
                rows.append(self._row(block, above))
                above = 0.0
        if rows or opening:
            yield Part(opening, None, rows)

    def _cell(self) -> CellText:
        return CellText(self._draft.composer, self._draft.root, self._width)

    def _heading(self, heading: Heading) -> Row:
        cell, text, columns = self._cell(), plain(heading.words), [Column(0, self._draft.paper.measure)]
        if heading.level == 1:
            cell.text(self._chapter, EYEBROW, keeps=True)
            cell.text(text, _PAGE, tag="H2", before=1)
            return Row(columns, (cell.blocks,), above=34, below=8, outline=text, level=0, anchor=self._page.name)
        cell.text(text, _HEADING, tag="H3")
        anchor = f"{self._page.name}#{text}"
        return Row(columns, (cell.blocks,), above=14, below=4, outline=text, level=1, anchor=anchor)

    def _row(self, block: Block, above: float) -> Row:
        columns = [Column(0, self._draft.paper.measure)]
        if isinstance(block, blocks.Picture):
            return self._picture(block, columns)
        cell = self._cell()
        if isinstance(block, Paragraph):
            cell.text(plain(block.words), LEAD, spans=self._spans(block.words))
        elif isinstance(block, blocks.List):
            items = [
                Item(plain(words), f"{number}." if block.numbered else BULLET, spans=tuple(self._spans(words)))
                for number, words in enumerate(block.items, 1)
            ]
            cell.items(items, style=LEAD)
        return Row(columns, (cell.blocks,), above=above, below=7)

    def _table(self, table: blocks.Table, opening: Sequence[Row]) -> Part:
        columns = self._columns(table)
        made = self._draft.table(columns, [plain(words) for words in table.head])
        caption = self._draft.goes_on(self._titles[self._page.name])
        rows = []
        for words in table.rows:
            line = made.line()
            for cell, one in zip(line.cells, words, strict=True):
                cell.text(plain(one), LEAD, spans=self._spans(one))
            rows.append(line.row(above=2.5, below=3, rule=0.25, caption=caption))
        return Part(opening, made.header(), rows)

    def _columns(self, table: blocks.Table) -> list[Column]:
        """Columns in proportion to the longest text in each, within bounds; the same for all such tables of a page."""
        alike = [one for one in self._blocks if isinstance(one, blocks.Table) and len(one.head) == len(table.head)]
        rows = [row for one in alike for row in (one.head, *one.rows)]
        lengths = [max(len(plain(row[at])) for row in rows) for at in range(len(table.head))]
        shares = [Share(min(max(length, 12), 40), 0.0) for length in lengths]
        room = self._draft.paper.measure - _GUTTER * (len(shares) - 1)
        columns, x = [], 0.0
        for width in shared(shares, room, "A4"):
            columns.append(Column(x, width))
            x += width + _GUTTER
        return columns

    def _picture(self, block: blocks.Picture, columns: Sequence[Column]) -> Row:
        file = paths.resources() / "handbook" / "pictures" / "light" / block.name
        paper = self._draft.paper
        image, width, height = logo_of(file.read_bytes(), (self._width, paper.room * _HIGHEST))
        above, edge = 3.0, _FRAME
        left, right, top, low = -edge, width + edge, above - edge, above + height + edge
        frame = ((left, top), (right, top), (right, low), (left, low))
        picture = Picture(
            image, width, height, figure(self._draft.root, block.words), right=paper.measure - width, low=above
        )
        return Row(
            columns, ((),), above=above, below=height + 10, shapes=(Shape(frame, HAIRLINE),), pictures=(picture,)
        )

    def _spans(self, words: Words) -> Sequence[Span]:
        """What of a paragraph is bold or leads to another topic."""
        spans, at = [], 0
        for piece in words:
            end = at + len(piece.text)
            if piece.link:
                name, _mark, heading = piece.link.partition("#")
                where = f"{self._titles[name]}, {heading}" if heading else self._titles[name]
                spans.append(Span(at, end, Link(where, anchor=piece.link), _LINK))
            elif piece.bold:
                spans.append(Span(at, end, style=_BOLD))
            at = end
        return spans
