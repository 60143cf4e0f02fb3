"""A report in the making: its paper and structure, its front, what every page has, and the way to the PDF."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries.public_plan import EDITIONS
from nrw_desktop.domain.text import gate
from nrw_desktop.domain.text.paper import Paper as Content
from nrw_desktop.domain.text.paper import Picture as Told
from nrw_desktop.domain.text.values import german_date, running_date
from nrw_desktop.reports.content import blocks
from nrw_desktop.reports.front import CONTENTS_FROM, Contents, funding_line, height_of, section_anchor
from nrw_desktop.reports.request import Orientation, Progress, Request
from nrw_desktop.reports.typeset import table_layout
from nrw_desktop.reports.typeset.canvas import Canvas
from nrw_desktop.reports.typeset.logo import logo_of
from nrw_desktop.reports.typeset.pagination import Page, Part, laid_out
from nrw_desktop.reports.typeset.recorder import Recorder
from nrw_desktop.reports.typeset.structure_tree import FOOTER as FOOTER_ARTIFACT
from nrw_desktop.reports.typeset.structure_tree import HEADER as HEADER_ARTIFACT
from nrw_desktop.reports.typeset.structure_tree import Element, Tree, figure
from nrw_desktop.reports.typeset.styles import (
    CONTINUED,
    DOT,
    EMPTY,
    EYEBROW,
    FOOTER,
    HEADING,
    LEAD,
    LONG_TITLE,
    NAME,
    NOTE,
    PROJECT,
    QUIET,
    TITLE,
    Composer,
    Paper,
)
from nrw_desktop.reports.typeset.table_builder import CellText, Table
from nrw_desktop.reports.typeset.table_layout import Block, Cell, Column, Picture, Row, Shape
from nrw_desktop.reports.typeset.xmp import Particulars

_MANY = 50
"""The progress is told after so many items."""
_GAP = 6 * mm
_RUNNING_HEAD = 7.5 * mm
"""From the upper edge of the paper."""


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
    """What a report is put together with. ``kind`` is the report's German title.

    ``also_signed_by`` are more lines to sign on than the one that was asked for.
    """

    def __init__(self, plan: Plan, request: Request, kind: str, orientation: Orientation):
        self.plan, self.request, self.kind = plan, request, kind
        self.title = kind
        self.numbers = {phase.id: number for number, phase in enumerate(plan.phases, 1)}
        self.paper = Paper.of(request.paper, request.orientation or orientation)
        self.composer = Composer(Recorder() if request.told else None)
        self._tree = Tree()
        self.root: Element = self._tree.root
        self.steps = Steps(0, None)
        self.also_signed_by: tuple[str, ...] = ()
        self._funding: Row | None = None
        self._contents: Contents | None = None

    def count(self, items: int) -> None:
        """Say how many items there are to be set."""
        self.steps = Steps(items, self.request.progress)

    def opening(self, title: str, leads: Sequence[str] = (), heading: str = "") -> list[Row]:
        """The front of the report: large what it is, below it the project, who and when.

        ``heading`` is what the plan itself says above its title. At the foot of the page stands who funds the project.
        """
        self.title = title
        width = self.paper.measure
        pictures = self._logo()
        # A line over the whole of a wide page is hard to read.
        part = 0.8 if self.paper.width > self.paper.height else 1.0
        if pictures:
            part = min(part, 1 - (pictures[0].width + _GAP) / width)
        head = CellText(self.composer, self.root, width)
        edition = EDITIONS["internal"] if self.request.edition == "internal" else ""
        for line in self.composer.dotted((heading, edition), EYEBROW, width * part):
            head.text(line, EYEBROW, keeps=True, part=part)
        large = self.composer.width(title, TITLE) <= width * part
        head.text(title, TITLE if large else LONG_TITLE, before=2, tag="H1", part=part, keeps=True)
        name = self.project_name
        if name != title:
            for line in self.composer.dotted((name, self.plan.project.municipality), PROJECT, width * part):
                head.text(line, PROJECT, before=1, part=part)
        for lead in leads:
            head.text(lead, LEAD, before=3, part=part)
        blocks = head.blocks
        low = pictures[0].height - table_layout.cell_height(blocks) if pictures else 0.0
        self._funding = funding_line(self.request, self.composer, self.root, self.paper)
        self._contents = Contents(self.composer, self.root, self.paper)
        return [Row([Column(0, width)], (blocks,), below=13 + max(0.0, low), pictures=pictures)]

    @property
    def project_name(self) -> str:
        """What the project is called, as far as the plan says it."""
        return self.plan.project.title or self.plan.project.programme

    def phase_name(self, phase: Phase) -> str:
        """A phase with its number, as it is named above a page and in lists."""
        return " · ".join(part for part in (f"Phase {self.numbers[phase.id]}", phase.title) if part)

    def goes_on(self, text: str) -> Cell:
        """What stands above a table that goes on overleaf, for the eye alone."""
        line = self.composer.shortened(f"{text}, Fortsetzung", CONTINUED, self.paper.measure)
        return (Block((line,), CONTINUED),)

    def _logo(self) -> tuple[Picture, ...]:
        if self.request.logo is None:
            return ()
        image, width, height = logo_of(self.request.logo)
        name = self.plan.project.municipality or self.plan.project.lead
        said = f"Logo: {name}" if name else "Logo"
        element = figure(self.root, said)
        if self.composer.recorder:
            self.composer.recorder.pictures[element] = Told(self.request.logo, said, width, height)
        return (Picture(image, width, height, element),)

    def heading(
        self, text: str, above: float = 14.0, notes: Sequence[str] = (), level: int = 2, anchor: str = ""
    ) -> Row:
        """A heading within the report, and under it what explains the table that follows; a third level is smaller."""
        cell = CellText(self.composer, self.root, self.paper.measure)
        cell.text(text, HEADING if level == 2 else NAME, tag=f"H{level}", keeps=bool(notes))
        for note in notes:
            cell.text(note, NOTE, before=2, part=0.9)
        columns = [Column(0, self.paper.measure)]
        return Row(columns, (cell.blocks,), above=above, below=7, outline=text, level=level - 2, anchor=anchor)

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
        return len(self._laid([*parts, *self._signature()]))

    def finished(self, parts: Sequence[Part], date_at: float | None = None) -> bytes:
        """The PDF. ``date_at`` is where the date stands at the foot, from the left margin.

        Where the request has somebody to tell what it says, that is told, and nothing is set on pages.
        """
        if self.request.told and self.composer.recorder:
            self.request.told(self._paper(parts, self.composer.recorder))
            return b""
        laid = self._with_contents([*parts, *self._signature()])
        project = self.plan.project
        title = " – ".join(dict.fromkeys(part for part in (self.title, self.project_name) if part))
        author = project.municipality or project.lead
        canvas = Canvas(self.paper, self._tree, Particulars.of(title, author, self.kind))
        margins = _Margins(self, date_at)
        sections = 0
        for number, page in enumerate(laid, 1):
            for top, row in page.rows:
                table_layout.draw(canvas, row, self.paper.left, top)
                if row.is_section:
                    canvas.anchor(section_anchor(sections), top)
                    sections += 1
            if number == 1 and self._funding is not None:
                table_layout.draw(canvas, self._funding, self.paper.left, self.paper.bottom + self._funding.height)
            margins.draw(canvas, page, number, len(laid))
            canvas.end_page()
            self.steps.drawn(number, len(laid))
        pdf = canvas.finished()
        if self.request.unprinted is not None:
            for text, letters in self.composer.unprinted.items():
                self.request.unprinted(text, letters)
        return pdf

    def _paper(self, parts: Sequence[Part], recorder: Recorder) -> Content:
        """What the report says, for other programs."""
        project, request = self.plan.project, self.request
        titles, _laid = self._listed([*parts, *self._signature()])
        edition = EDITIONS["internal"] if request.edition == "internal" else ""
        foot = (edition, project.municipality or self.project_name, f"Stand: {dated(request.today)}")
        return Content(
            title=" – ".join(dict.fromkeys(part for part in (self.title, self.project_name) if part)),
            author=project.municipality or project.lead,
            foot=tuple(filter(None, foot)),
            blocks=blocks(self.root, recorder, parts, [self._funding] if self._funding else [], titles),
            signed_by=tuple(self._signatures()),
            sheet=self.paper.sheet,
            scale=self.paper.scale,
        )

    def _laid(self, parts: Sequence[Part]) -> list[Page]:
        return laid_out(parts, self.paper, self._funding.height if self._funding else 0.0)

    def _with_contents(self, parts: Sequence[Part]) -> list[Page]:
        """The pages, and if they are many, with a list of what stands where, below the front."""
        titles, laid = self._listed(parts)
        if self._contents is None or not titles:
            return self._laid(parts) if laid is None else laid
        first, *others = parts
        front = Part(first.opening[:1])
        listed = self._contents.part(titles)
        laid = self._laid([front, listed, replace(first, opening=first.opening[1:]), *others])
        self._contents.number(laid)
        return laid

    def _listed(self, parts: Sequence[Part]) -> tuple[list[str], list[Page] | None]:
        """What the list of contents names, nothing where there is none, and the pages if they are laid already."""
        titles = [row.outline for part in parts for row in (*part.opening, *part.rows) if row.is_section]
        laid = self._laid(parts) if height_of(parts) < CONTENTS_FROM * self.paper.room else None
        is_short = len(titles) < 2 or (laid is not None and len(laid) < CONTENTS_FROM)
        return [] if is_short else titles, laid

    def _signature(self) -> list[Part]:
        """For each who signs, two lines to sign on: for place and date, and for the name that was asked for."""
        return [self._line_for(name) for name in self._signatures()]

    def _signatures(self) -> Iterator[str]:
        """Who signs."""
        names = (gate.received(name) for name in (self.request.signature, *self.also_signed_by))
        return (name for name in names if name)

    def _line_for(self, signature: str) -> Part:
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
        return Part((Row(columns, tuple(cells), above=above, shapes=lines),), closing=True)


class _Margins:
    """The lines at the head and foot of a page: what this is, of what and of when, and where in it one is."""

    def __init__(self, draft: Document, date_at: float | None):
        project, composer, paper = draft.plan.project, draft.composer, draft.paper
        self._composer, self._paper = composer, paper
        self._date = f"Stand: {dated(draft.request.today)}"
        place = composer.width("Seite 1000 von 1000", FOOTER) + _GAP
        self._date_at = paper.measure - place - composer.width(self._date, FOOTER) if date_at is None else date_at
        edition = EDITIONS["internal"] if draft.request.edition == "internal" else ""
        name = f" {DOT} ".join(part for part in (edition, project.municipality or draft.project_name) if part)
        self._name = composer.shortened(name, FOOTER, self._date_at - _GAP)
        report = " · ".join(dict.fromkeys(part for part in (draft.title, draft.project_name) if part))
        self._report = composer.shortened(report, FOOTER, paper.measure * 0.6)
        self._section_width = paper.measure - composer.width(self._report, FOOTER) - _GAP
        self._section = ""

    def draw(self, canvas: Canvas, page: Page, number: int, pages: int) -> None:
        """Write them on a page; the first one's head is the front of the report."""
        place = f"Seite {number} von {pages}"
        top = self._paper.footer + FOOTER.leading
        right = self._paper.measure - self._composer.width(place, FOOTER)
        for x, text in ((0.0, self._name), (self._date_at, self._date), (right, place)):
            canvas.lines(self._paper.left + x, top, (text,), FOOTER, artifact=FOOTER_ARTIFACT)
        sections = [row.outline if row.is_section else "" for _, row in page.rows if not row.repeats]
        if number > 1:
            section = self._composer.shortened(sections[0] or self._section, FOOTER, self._section_width)
            right = self._paper.measure - self._composer.width(section, FOOTER)
            for x, text in ((0.0, self._report), (right, section)):
                canvas.lines(
                    self._paper.left + x, self._paper.height - _RUNNING_HEAD, (text,), FOOTER, artifact=HEADER_ARTIFACT
                )
        self._section = next((section for section in reversed(sections) if section), self._section)


def titled(kind: str, part: str) -> str:
    """What a report is called that shows only this part of the plan; empty for all of it."""
    return f"{kind}: {part}" if part else kind


def written(date: datetime.date) -> str:
    """A date as in a sentence: 1. Juli 2018 (DIN 5008)."""
    return running_date(date.isoformat())


def dated(date: datetime.date) -> str:
    """A date as in a table: 01.07.2018 (DIN 5008)."""
    return german_date(date.isoformat())
