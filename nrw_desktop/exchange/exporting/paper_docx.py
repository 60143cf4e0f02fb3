"""A report as a Word document: headings, lists and tables that are such, pictures with words, language and title.

The list of contents is a field that Word can make anew. It is filled in already, so that nothing is asked when the file
is opened. It leads to each section and has no numbers of pages, which only the program that sets them knows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from nrw_desktop.domain.text.paper import (
    Block,
    Cell,
    Contents,
    Entry,
    Grid,
    Listing,
    Marks,
    Paper,
    Picture,
    Words,
)
from nrw_desktop.exchange.exporting.enlarged import enlarged
from nrw_desktop.exchange.exporting.paper_styles import BOLD, STYLES
from nrw_desktop.exchange.exporting.word_parts import (
    FIRST_STEP,
    MOST_DEPTH,
    STEP,
    R,
    W,
    cell,
    footer,
    item,
    kept,
    kept_at_end,
    numbering,
    packed,
    paragraph,
    run,
    styles,
    table_properties,
)
from nrw_desktop.exchange.exporting.xml_parts import attribute

_LEFT, _RIGHT = 1_417, 1_020
"""Margins of A4 in twentieths of a point; the left one leaves air for a punch (DIN 5008)."""
_POINT, _EMU = 20, 12_700
"""Twentieths and English metric units of a point."""
_LETTER, _MOST_WORD = 107, 0.25
"""How wide a bold letter is mostly, and what part of a table one word or drawing can ask for."""
_OTHERS = {**dict.fromkeys("fijlrt.,:;'!|()", 71), **dict.fromkeys("mwMW%@", 178)}
"""How wide those are that are far from it."""
_BY_HAND = 510
"""How high a row is that is to be signed."""
_MARGIN = 85
"""Beside the text of a cell on either side."""
_AIR = 13
"""Points beside the text of a cell."""
_WHOLE = 700
"""Letters of a row that stays on one page."""
_SIGNED = 2
"""Lines or rows that stand on a page with those to sign on, as the last lines of a paragraph do."""
_KINDS = {"body": "", "lead": "Lead", "strong": "Strong", "note": "Note", "empty": "Nothing"}
_BLANK = run("   ")
_TAB = "<w:r><w:tab/></w:r>"
_BREAK = re.compile(r"[\s/\u00ad\u200b-]+")
"""Where a word processor goes on in a new line."""


def paper_docx(paper: Paper) -> bytes:
    """The document."""
    return _Writing(paper).document()


class _Writing:
    """A document while it is written."""

    def __init__(self, paper: Paper):
        self._paper = paper
        self._width = round(paper.sheet[0] / paper.scale * _POINT) - _LEFT - _RIGHT
        self._series: list[int] = []
        self._pictures: dict[bytes, int] = {}
        self._drawings = self._sections = 0

    def document(self) -> bytes:
        """All of it."""
        paper = self._paper
        body = "".join((*self._signed(self._blocks(paper.blocks)), self._section()))
        parts = {
            "document": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            "styles": styles(*STYLES),
            "numbering": numbering(self._series),
        }
        if paper.scale != 1:
            parts = {name: enlarged(part, paper.scale) for name, part in parts.items()}
        parts["footer"] = footer(" · ".join(paper.foot))
        kinds = (("png" if data.startswith(b"\x89PNG") else "jpeg", data) for data in self._pictures)
        return packed(paper.title, paper.author, parts, list(kinds))

    def _section(self) -> str:
        wide, high = (round(side * _POINT) for side in self._paper.sheet)
        turned = ' w:orient="landscape"' if wide > high else ""
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
            f'<w:pgMar w:top="1134" w:right="{_RIGHT}" w:bottom="1134" w:left="{_LEFT}" w:header="567" w:footer="567" '
            'w:gutter="0"/></w:sectPr>'
        )

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for is_picture, group in groupby(pairwise((*blocks, None)), key=lambda pair: isinstance(pair[0], Picture)):
            if is_picture:
                shown = (self._picture(one) for one, _ in group if isinstance(one, Picture))
                yield f'<w:p><w:pPr><w:spacing w:after="160"/><w:jc w:val="right"/></w:pPr>{_BLANK.join(shown)}</w:p>'
                continue
            yield from self._texts(group)

    def _texts(self, pairs: Iterable[tuple[Block | None, Block | None]]) -> Iterator[str]:
        for block, following in pairs:
            match block:
                case Words():
                    above = isinstance(following, Grid) and not block.level
                    yield self._words(block, more='<w:spacing w:after="120"/>' if above else "")
                case Listing():
                    note = isinstance(following, Words) and following.kind == "note"
                    yield from self._facts(block, note=note) if block.names else self._listing(block, 0, 0)
                case Contents():
                    yield _contents(block.titles)
                case Grid():
                    yield self._grid(block)
                    # Word makes one of two tables that touch, and wants a paragraph at the end.
                    yield "" if isinstance(following, Words) and following.level else paragraph("", "Gap")

    # Lists

    def _listing(self, listing: Listing, depth: int, series: int) -> Iterator[str]:
        """Its items; within one that counts, one that counts goes on with its numbers."""
        if listing.is_numbered and not series:
            self._series.append(min(depth, MOST_DEPTH))
            series = len(self._series)
        number = series if listing.is_numbered else 0
        for entry in listing.entries:
            yield from _named(entry) if listing.names else _marked(entry, depth, number)
            for below in entry.below:
                yield from self._listing(below, depth + 1, number)

    def _facts(self, listing: Listing, *, note: bool) -> Iterator[str]:
        """What is said of one thing: no page ends with its first line, nor begins with its last one or a note on it."""
        lines = list(self._listing(listing, 0, 0))
        apart = {0, len(lines) - (1 if note else 2)}
        return (kept(line) if at in apart and at + 1 < len(lines) + note else line for at, line in enumerate(lines))

    # Tables

    def _grid(self, grid: Grid) -> str:
        widths = _widths(grid, self._width)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = [" ".join(one.text for one in head if isinstance(one, Words)) for head in grid.head]
        purpose = f"Spalten: {', '.join(filter(None, heads))}"
        places = list(zip(widths, grid.widths, strict=True))
        rows = [self._row(grid.head, places, "TableHead", "<w:cantSplit/><w:tblHeader/>")] if grid.head else []
        # What nothing stands in on any row is to be filled in by hand.
        by_hand = any(not any(column) for column in zip(*grid.rows, strict=False))
        high = f'<w:trHeight w:val="{_BY_HAND}" w:hRule="atLeast"/>' if by_hand else ""
        # Where a table is divided, at least two rows stand on either page.
        apart = {0, len(grid.rows) - 2} - {len(grid.rows) - 1}
        for number, row in enumerate(grid.rows):
            is_whole = sum(map(_letters, row)) < _WHOLE
            made = self._row(row, places, "", f"{'<w:cantSplit/>' if is_whole else ''}{high}")
            rows.append(kept(made) if is_whole and number in apart else made)
        properties = table_properties(grid.name, purpose)
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _row(self, cells: Sequence[Cell], places: Sequence[tuple[int, float]], named: str, more: str) -> str:
        inside = "".join(
            cell(list(self._cell(one, named, width, asked)), width)
            for one, (width, asked) in zip(cells, places, strict=False)
        )
        return f"<w:tr><w:trPr>{more}</w:trPr>{inside}</w:tr>"

    def _cell(self, blocks: Cell, named: str, width: int, asked: float) -> Iterator[str]:
        """What stands in a cell of this width; ``asked`` is that of its text on the paper, in points."""
        scale = (width - 2 * _MARGIN) / _POINT / asked if asked else 1.0
        for block in blocks:
            match block:
                case Words():
                    yield self._words(block, named)
                case Listing():
                    yield from self._listing(block, 0, 0)
                case Marks():
                    yield _marks(block, scale, width - 2 * _MARGIN)
                case Picture():
                    yield self._drawing(block, scale if block.width >= asked else 1.0)

    def _words(self, words: Words, named: str = "", more: str = "") -> str:
        """A paragraph; ``named`` is the style of those in the head of a table."""
        kind = f"Heading{words.level}" if words.level else named or _KINDS[words.kind]
        more += f'<w:ind w:left="{round(words.indent * _POINT)}"/>' if words.indent else ""
        more += '<w:jc w:val="right"/>' if words.right else ""
        if not words.section:
            return paragraph(words.text, kind, more)
        number, self._sections = self._sections, self._sections + 1
        # What is no heading in the table of a report is one for the list of contents.
        more += "" if words.level else '<w:outlineLvl w:val="1"/>'
        place = f'<w:bookmarkStart w:id="{number}" w:name="{_anchor(number)}"/><w:bookmarkEnd w:id="{number}"/>'
        return paragraph(words.text, kind, more, place)

    # Pictures and signatures

    def _drawing(self, picture: Picture, scale: float) -> str:
        """A picture in a cell, so many times as wide, on a line of its own."""
        placed = '<w:jc w:val="right"/>' if picture.right else ""
        return f'<w:p><w:pPr><w:spacing w:after="0"/>{placed}</w:pPr>{self._picture(picture, scale)}</w:p>'

    def _picture(self, picture: Picture, scale: float = 1.0) -> str:
        """A picture, so many times as wide and no higher."""
        name = f"picture{self._pictures.setdefault(picture.data, len(self._pictures) + 1)}"
        self._drawings += 1
        number = self._drawings
        wide, high = round(picture.width * scale * _EMU), round(picture.height * _EMU)
        said = f'id="{number}" name="Bild {number}" descr={attribute(picture.words)}'
        return (
            f"<w:r><w:drawing><wp:inline {_DRAWING}>"
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {said}>{"" if picture.words else _FOR_THE_EYE}</wp:docPr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _signed(self, pieces: Iterable[str]) -> Iterator[str]:
        """These pieces and the lines to sign on, which no page has without some of what is signed."""
        *others, last = self._paper.signed_by or ("",)
        yield from kept_at_end(pieces, _SIGNED) if last else pieces
        yield from (kept(self._line_for(name)) for name in others)
        yield self._line_for(last) if last else ""

    def _line_for(self, name: str) -> str:
        """Two lines to sign on, and below them what belongs there."""
        half, gap = self._width // 2 - 200, self._width // 2 + 200
        ends = (("underscore", half), ("none", gap), ("underscore", self._width))
        lines, below = (
            "".join(f'<w:tab w:val="left" w:leader="{leader}" w:pos="{place}"/>' for leader, place in places)
            for places in (ends, ends[1:2])
        )
        return (
            f'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:tabs>{lines}</w:tabs></w:pPr>{_TAB * 3}</w:p>'
            f'<w:p><w:pPr><w:pStyle w:val="Note"/><w:tabs>{below}</w:tabs></w:pPr>{run("Ort, Datum")}{_TAB}{run(name)}'
            "</w:p>"
        )


def _widths(grid: Grid, whole: int) -> list[int]:
    """How wide the columns are: together the whole width, and each as wide as its longest word, as far as that goes.

    Those of the paper are those of text alone and of other letters; in a cell it has air on both sides.
    """
    roomy = [width + _AIR for width in grid.widths]
    shares = [whole * width / sum(roomy) for width in roomy]
    columns = [[row[at] for row in (grid.head, *grid.rows) if at < len(row)] for at in range(len(shares))]
    least = [min(max(map(_longest, cells)) + 2 * _MARGIN, whole * _MOST_WORD) for cells in columns]
    if any(isinstance(block, Picture) and not block.right for cell in columns[-1] for block in cell):
        # A drawing has what it was asked to have on the paper, where words leave that.
        least[-1] = max(least[-1], min(grid.widths[-1] * _POINT, whole * _MOST_WORD, whole - sum(least[:-1])))
    spare = sum(max(0.0, share - need) for share, need in zip(shares, least, strict=True))
    short = sum(max(0.0, need - share) for share, need in zip(shares, least, strict=True))
    given = min(1.0, short / spare) if spare else 0.0
    part = min(1.0, spare / short) if short else 0.0
    return [
        round(share + (need - share) * (part if need > share else given))
        for share, need in zip(shares, least, strict=True)
    ]


def _longest(blocks: Sequence[Block | Marks]) -> float:
    """How much room the longest word of a cell needs."""
    return max((_wide(word) for text in _said(blocks) for word in _BREAK.split(text)), default=0.0)


def _wide(text: str) -> float:
    return sum(_OTHERS.get(letter, _LETTER) for letter in text)


def _letters(blocks: Sequence[Block | Marks]) -> int:
    """How long the texts of a cell are together."""
    return sum(map(len, _said(blocks)))


def _said(blocks: Sequence[Block | Marks]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Words):
            yield block.text
        elif isinstance(block, Listing):
            for entry in block.entries:
                yield from _said((*entry.words, *entry.below))


def _anchor(number: int) -> str:
    """How the list of contents calls the section of this number, counted from 0."""
    return f"_Toc{number + 1:09d}"


def _contents(titles: Sequence[str]) -> str:
    """The list of contents: a field whose result stands in it already."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "2-2" \\n \\h '
        '\\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        f'<w:hyperlink w:anchor="{_anchor(number)}" w:history="1">{run(title)}</w:hyperlink>'
        for number, title in enumerate(titles)
    ]
    lines[0], lines[-1] = begin + lines[0], lines[-1] + end
    # Air before what follows, which may be a table.
    ends = [*("" for _ in lines[1:]), '<w:spacing w:after="240"/>']
    listed = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TOC2"/>{more}</w:pPr>{line}</w:p>'
        for line, more in zip(lines, ends, strict=True)
    )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('Inhalt', 'TOCHeading')}{listed}</w:sdtContent></w:sdt>"
    )


def _marks(marks: Marks, scale: float, room: int) -> str:
    """A line of texts that begin each at its place, so many times as far from the left; none ends behind its room."""
    places = [round(place * scale * _POINT) for place in marks.places]
    # There is no stop where the line begins.
    stops = "".join(
        f'<w:tab w:val="right" w:pos="{room}"/>'
        if place + _wide(text) > room
        else f'<w:tab w:val="left" w:pos="{place}"/>'
        for place, text in zip(places, marks.texts, strict=True)
        if place
    )
    texts = "".join(f"{_TAB if place else ''}{run(text)}" for text, place in zip(marks.texts, places, strict=True))
    return f'<w:p><w:pPr><w:pStyle w:val="TableHead"/><w:tabs>{stops}</w:tabs></w:pPr>{texts}</w:p>'


def _marked(entry: Entry, depth: int, series: int) -> Iterator[str]:
    """An item with its mark; what else it says stands below it, or behind it where it has no mark of its own."""
    first, *others = entry.words or (Words(""),)
    if not entry.mark:
        yield item(" ".join(one.text for one in entry.words), depth, series)
        return
    yield item(first.text, depth, series)
    left = FIRST_STEP + min(depth, MOST_DEPTH) * STEP
    for one in others:
        yield paragraph(one.text, _KINDS[one.kind], f'<w:ind w:left="{left}"/>')


def _named(entry: Entry) -> Iterable[str]:
    """What is said under a word: that stands before it, once."""
    for number, one in enumerate(entry.words):
        word = run(entry.mark, BOLD) if not number else ""
        yield f'<w:p><w:pPr><w:pStyle w:val="Fact"/></w:pPr>{word}{_TAB}{run(one.text)}</w:p>'


_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" distT="0" distB="0" distL="0" distR="0"'
)
_FOR_THE_EYE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""What the text beside it says: a screen reader passes over it."""
