"""A report in the making: its paper, its structure, what opens it and stands at its foot, and the way to the PDF."""

import datetime
from collections.abc import Sequence

from reportlab.lib.units import mm

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text import gate
from nrw_desktop.domain.text.values import german_date, running_date
from nrw_desktop.reports.request import EDITIONS, Orientation, Progress, Request
from nrw_desktop.reports.typeset import table_layout
from nrw_desktop.reports.typeset.canvas import Canvas
from nrw_desktop.reports.typeset.logo import logo_of
from nrw_desktop.reports.typeset.structure_tree import FOOTER as FOOTER_ARTIFACT
from nrw_desktop.reports.typeset.structure_tree import Element, Tree, figure
from nrw_desktop.reports.typeset.styles import (
    DOT,
    EMPTY,
    EYEBROW,
    FOOTER,
    HEADING,
    LEAD,
    NAME,
    NOTE,
    QUIET,
    TITLE,
    Composer,
    Paper,
)
from nrw_desktop.reports.typeset.table_builder import CellText, Table
from nrw_desktop.reports.typeset.table_layout import Column, Part, Picture, Row, Shape
from nrw_desktop.reports.typeset.xmp import Particulars

_MANY = 50
"""The progress is told after so many items."""
_GAP = 6 * mm


class Steps:
    """Counts what is done: every item once when it is set and once when it is drawn."""

    def __init__(self, items: int, report: Progress | None):
        self._report = report
        self._items = items
        self._done = 0

    def set(self) -> None:
        """One more item is set."""
        self._done += 1
        if self._report and self._done % _MANY == 0:
            self._report(min(self._done, self._items), 2 * self._items)

    def drawn(self, page: int, pages: int) -> None:
        """A page is drawn."""
        if self._report:
            total = max(2 * self._items, 1)
            self._report(total if page == pages else self._items + self._items * page // pages, total)


class Document:
    """What a report is put together with. ``kind`` is the report's German title."""

    def __init__(self, plan: Plan, request: Request, kind: str, orientation: Orientation):
        self.plan, self.request, self.kind = plan, request, kind
        self.numbers = {phase.id: number for number, phase in enumerate(plan.phases, 1)}
        self.paper = Paper.of(request.paper, request.orientation or orientation)
        self.composer = Composer()
        self._tree = Tree()
        self.root: Element = self._tree.root
        self.steps = Steps(0, None)

    def count(self, items: int) -> None:
        """Say how many items there are to be set."""
        self.steps = Steps(items, self.request.progress)

    def opening(self, eyebrow: Sequence[str], title: str, leads: Sequence[str] = ()) -> list[Row]:
        """The head of the report: small and coloured what it is, large its title, below it who and when."""
        width = self.paper.measure
        picture = self._logo()
        # A line over the whole of a wide page is hard to read.
        part = 0.8 if self.paper.width > self.paper.height else 1.0
        if picture is not None:
            part = min(part, 1 - (picture.width + _GAP) / width)
        head = CellText(self.composer, self.root, width)
        marks = [*eyebrow, EDITIONS["internal"]] if self.request.edition == "internal" else eyebrow
        for line in self.composer.dotted(marks, EYEBROW, width * part):
            head.text(line, EYEBROW, keeps=True, part=part)
        head.text(title, TITLE, before=2, tag="H1", part=part)
        for lead in leads:
            head.text(lead, LEAD, before=3, part=part)
        blocks = head.blocks
        low = picture.height - table_layout.cell_height(blocks) if picture else 0.0
        return [Row([Column(0, width)], (blocks,), below=13 + max(0.0, low), picture=picture)]

    def _logo(self) -> Picture | None:
        if self.request.logo is None:
            return None
        image, width, height = logo_of(self.request.logo)
        name = self.plan.project.municipality or self.plan.project.lead
        return Picture(image, width, height, figure(self.root, f"Logo: {name}" if name else "Logo"))

    def heading(self, text: str, above: float = 14.0, notes: Sequence[str] = (), level: int = 2) -> Row:
        """A heading within the report, and under it what explains the table that follows; a third level is smaller."""
        cell = CellText(self.composer, self.root, self.paper.measure)
        cell.text(text, HEADING if level == 2 else NAME, tag=f"H{level}", keeps=bool(notes))
        for note in notes:
            cell.text(note, NOTE, before=2, part=0.9)
        return Row([Column(0, self.paper.measure)], (cell.blocks,), above=above, below=7, outline=text, level=level - 2)

    def sentence(self, text: str) -> Row:
        """A sentence instead of a table that would be empty."""
        cell = CellText(self.composer, self.root, self.paper.measure)
        cell.text(text, EMPTY)
        return Row([Column(0, self.paper.measure)], (cell.blocks,), above=2, below=2)

    def table(self, columns: Sequence[Column], labels: Sequence[str]) -> Table:
        """A table with these columns."""
        return Table(self.composer, self.root, columns, labels)

    def page_count(self, parts: Sequence[Part]) -> int:
        """How many pages these parts fill."""
        return sum(1 for _ in table_layout.pages([*parts, *self._signature()], self.paper))

    def finished(self, parts: Sequence[Part], date_at: float | None = None) -> bytes:
        """The PDF. ``date_at`` is where the date stands at the foot, from the left margin."""
        laid = list(table_layout.pages([*parts, *self._signature()], self.paper))
        project = self.plan.project
        title = project.title or project.programme or self.kind
        author = project.municipality or project.lead
        canvas = Canvas(self.paper, self._tree, Particulars.of(f"{title} – {self.kind}", author, self.kind))
        foot = _Foot(self, date_at)
        for number, page in enumerate(laid, 1):
            for top, row in page.rows:
                table_layout.draw(canvas, row, self.paper.left, top)
            foot.draw(canvas, f"Seite {number} von {len(laid)}")
            canvas.end_page()
            self.steps.drawn(number, len(laid))
        pdf = canvas.finished()
        if self.request.unprinted is not None:
            for text, letters in self.composer.unprinted.items():
                self.request.unprinted(text, letters)
        return pdf

    def _signature(self) -> list[Part]:
        """Two lines to sign on, for place and date, and for the name that was asked for."""
        signature = gate.received(self.request.signature)
        if not signature:
            return []
        width = min(75 * mm, (self.paper.measure - _GAP) / 2)
        columns = [Column(0, width), Column(width + _GAP, width)]
        cells = []
        for column, text in zip(columns, ("Ort, Datum", signature), strict=True):
            cell = CellText(self.composer, self.root, column.width)
            cell.text(text, NOTE)
            cells.append(cell.blocks)
        above = 22 * mm
        lines = tuple(
            Shape(((x, above - 4), (x + width, above - 4), (x + width, above - 3.5), (x, above - 3.5)), QUIET)
            for x in (0.0, width + _GAP)
        )
        return [Part((Row(columns, tuple(cells), above=above, shapes=lines),))]


class _Foot:
    """The line at the foot of every page: what this is, of when, and which page."""

    def __init__(self, draft: Document, date_at: float | None):
        project, composer, paper = draft.plan.project, draft.composer, draft.paper
        self._composer, self._paper = composer, paper
        self._date = f"Stand: {dated(draft.request.today)}"
        place = composer.width("Seite 1000 von 1000", FOOTER) + _GAP
        self._date_at = paper.measure - place - composer.width(self._date, FOOTER) if date_at is None else date_at
        edition = EDITIONS["internal"] if draft.request.edition == "internal" else ""
        name = f" {DOT} ".join(part for part in (edition, project.title, project.municipality) if part)
        self._name = composer.shortened(name, FOOTER, self._date_at - _GAP)

    def draw(self, canvas: Canvas, place: str) -> None:
        """Write it, with the number of this page."""
        at = self._paper.measure - self._composer.width(place, FOOTER)
        top = self._paper.footer + FOOTER.leading
        for x, text in ((0.0, self._name), (self._date_at, self._date), (at, place)):
            canvas.lines(self._paper.left + x, top, (text,), FOOTER, artifact=FOOTER_ARTIFACT)


def written(date: datetime.date) -> str:
    """A date as in a sentence: 1. Juli 2018 (DIN 5008)."""
    return running_date(date.isoformat())


def dated(date: datetime.date) -> str:
    """A date as in a table: 01.07.2018 (DIN 5008)."""
    return german_date(date.isoformat())
