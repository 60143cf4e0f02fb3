"""What stands on the first page of a report besides its title: who funds the project, and the list of contents."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text import gate
from nrw_desktop.domain.text.paper import Picture as Told
from nrw_desktop.reports.request import LONGEST_FUNDING, MOST_FUNDERS, Request
from nrw_desktop.reports.typeset.links import Link
from nrw_desktop.reports.typeset.logo import logo_of
from nrw_desktop.reports.typeset.pagination import Page, Part
from nrw_desktop.reports.typeset.structure_tree import Element, figure
from nrw_desktop.reports.typeset.styles import HAIRLINE, HEADING, LEAD, NOTE, Composer, Paper
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import Block, Cell, Column, Picture, Row, Run, Shape

CONTENTS_FROM = 5
"""A report of so many pages has a list of contents."""

_BOX = (44 * mm, 14 * mm)
_GAP = 6 * mm
_ABOVE = 12.0
_NUMBER = 12 * mm


def funding_line(request: Request, composer: Composer, root: Element, paper: Paper) -> Row | None:
    """Who funds the project, in words and logos, under a line; None where nothing is to be said.

    Raises:
        PlanError: it is too long, there are too many logos, or one cannot be read.
    """
    words, logos = gate.received(request.funding), request.funder_logos
    if not words and not logos:
        return None
    if len(words) > LONGEST_FUNDING:
        raise PlanError(f"Die Zeile zur Förderung hat mehr als {LONGEST_FUNDING} Zeichen. Bitte kürzer fassen.")
    if len(logos) > MOST_FUNDERS:
        raise PlanError(f"Es sind {len(logos)} Logos zur Förderung gewählt. Bitte höchstens {MOST_FUNDERS} nehmen.")
    columns = [Column(0, paper.measure)]
    read = [logo_of(data, _BOX) for data in logos]
    taken = sum(width for _, width, _ in read) + _GAP * len(read)
    # Text keeps two fifths of the line; where it has none, the logos may have all of it.
    most = paper.measure * (0.6 if words else 1.0)
    scale = min(1.0, most / taken) if taken else 1.0
    room = max((height for *_, height in read), default=0.0) * scale
    cell = CellText(composer, root, paper.measure)
    if words:
        cell.text(words, NOTE, part=1 - taken * scale / paper.measure)
    pictures: list[Picture] = []
    right = max(0.0, taken - _GAP) * scale
    for number, ((image, width, height), data) in enumerate(zip(read, logos, strict=True), 1):
        said = "Logo der Förderung" if len(read) == 1 else f"Logo der Förderung {number} von {len(read)}"
        width, height = width * scale, height * scale
        right -= width
        element = figure(root, said)
        if composer.recorder:
            composer.recorder.pictures[element] = Told(data, said, width, height)
        pictures.append(Picture(image, width, height, element, right, _ABOVE + (room - height) / 2))
        right -= _GAP * scale
    line = Shape(((0, 0), (paper.measure, 0), (paper.measure, 0.5), (0, 0.5)), HAIRLINE)
    row = Row(columns, (cell.blocks,), above=_ABOVE, shapes=(line,), pictures=tuple(pictures))
    return replace(row, below=max(0.0, _ABOVE + room - row.height))


def section_anchor(number: int) -> str:
    """How links to a section call it; they count from 0."""
    return f"section {number}"


def height_of(parts: Sequence[Part]) -> float:
    """How high all rows stand on each other, without what is repeated."""
    return sum([row.height for part in parts for row in (*part.opening, *part.rows)])


class Contents:
    """The list of contents. It has its place in the structure from the beginning, and stays empty in a short report."""

    def __init__(self, composer: Composer, root: Element, paper: Paper):
        self._composer, self._heading, self._list = composer, Element("H2", root), Element("TOC", root)
        width = paper.measure * (0.6 if paper.width > paper.height else 1.0)
        self._columns = [Column(0, width - _NUMBER), Column(width - _NUMBER, _NUMBER)]
        self._titles: list[str] = []
        self._links: list[Element] = []
        self._rows: list[Row] = []

    def part(self, titles: Sequence[str]) -> Part:
        """The list, with the numbers of pages still missing."""
        self._titles = [" ".join(title.split()) for title in titles]
        self._links = [Element("Link", Element("Reference", Element("TOCI", self._list))) for _ in titles]
        self._rows = [
            Row(self._columns, self._cells(at, 0), above=2.5, below=3, rule=0.25) for at in range(len(titles))
        ]
        heading = Block(("Inhalt",), HEADING, element=self._heading)
        air = Row(self._columns, ((), ()), below=10)
        return Part([Row([self._columns[0]], ((heading,),), below=5)], None, [*self._rows, air])

    def number(self, laid: Sequence[Page]) -> None:
        """Put in on which page each title stands."""
        numbers = [number for number, page in enumerate(laid, 1) for _, row in page.rows if row.is_section]
        places = {id(row): at for at, row in enumerate(self._rows)}
        for page in laid:
            for position, (top, row) in enumerate(page.rows):
                if (at := places.get(id(row))) is not None:
                    page.rows[position] = (top, replace(row, cells=self._cells(at, numbers[at])))

    def _cells(self, at: int, number: int) -> tuple[Cell, Cell]:
        title, element, style = self._titles[at], self._links[at], LEAD
        link = Link(f"{title}, Seite {number}", anchor=section_anchor(at))
        # The space at the end keeps title and number apart where they are read aloud.
        *lines, last = self._composer.lines(title, style, self._columns[0].width)
        return self._cell([*lines, f"{last} "], 0.0, element, link), self._cell(
            [str(number)], _NUMBER - self._composer.width(str(number), style), element, link
        )

    def _cell(self, lines: Sequence[str], indent: float, element: Element, link: Link) -> Cell:
        runs = tuple((Run(0.0, self._composer.width(line.rstrip(), LEAD), line, element, link),) for line in lines)
        return (Block(tuple(lines), LEAD, indent, element=element, runs=runs),)
