"""A report as a Word document: headings, lists and tables that are such, pictures with words, language and title."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from nrw_desktop.domain.text.paper import Block, Cell, Entry, Grid, Listing, Paper, Picture, Words
from nrw_desktop.exchange.exporting.word_parts import (
    FIRST_STEP,
    MOST_DEPTH,
    STEP,
    R,
    W,
    cell,
    footer,
    item,
    numbering,
    packed,
    paragraph,
    run,
    style,
    styles,
    table_properties,
)
from nrw_desktop.exchange.exporting.xml_parts import attribute

_SHORT, _LONG, _LEFT, _RIGHT = 11_906, 16_838, 1_417, 1_020
"""A4 and its margins, in twentieths of a point; the left one leaves air for a punch (DIN 5008)."""
_POINT, _EMU = 20, 12_700
"""Twentieths and English metric units of a point."""
_LABEL = 2_400
"""How far what is said of something stands behind the word for it."""
_AIR = 13
"""Points beside the text of a cell."""
_WHOLE = 700
"""Letters of a row that stays on one page."""
_KINDS = {"body": "", "lead": "Lead", "strong": "Strong", "note": "Note", "empty": "Nothing"}
_BOLD = "<w:b/>"
_BLANK = run("   ")


def paper_docx(paper: Paper) -> bytes:
    """The document."""
    return _Writing(paper).document()


class _Writing:
    """A document while it is written."""

    def __init__(self, paper: Paper):
        self._paper = paper
        sheet = _LONG if paper.is_wide else _SHORT
        self._width = sheet - _LEFT - _RIGHT
        self._series: list[int] = []
        self._pictures: list[tuple[str, bytes]] = []

    def document(self) -> bytes:
        """All of it."""
        paper = self._paper
        body = "".join((*self._blocks(paper.blocks), *map(self._line_for, paper.signed_by), self._section()))
        parts = {
            "document": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            "styles": styles(*_STYLES),
            "numbering": numbering(self._series),
            "footer": footer(" · ".join(paper.foot)),
        }
        return packed(paper.title, paper.author, parts, self._pictures)

    def _section(self) -> str:
        wide, high = (_LONG, _SHORT) if self._paper.is_wide else (_SHORT, _LONG)
        turned = ' w:orient="landscape"' if self._paper.is_wide else ""
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
                    yield _words(block)
                case Listing():
                    yield from self._listing(block, 0, 0)
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

    # Tables

    def _grid(self, grid: Grid) -> str:
        # The widths are those of text alone; in a cell it has air on both sides.
        roomy = [width + _AIR for width in grid.widths]
        widths = [round(self._width * width / sum(roomy)) for width in roomy]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = [" ".join(one.text for one in head if isinstance(one, Words)) for head in grid.head]
        purpose = f"Spalten: {', '.join(filter(None, heads))}"
        rows = [self._row(grid.head, widths, "TableHead", "<w:cantSplit/><w:tblHeader/>")] if grid.head else []
        for row in grid.rows:
            is_whole = sum(map(_letters, row)) < _WHOLE
            rows.append(self._row(row, widths, "", "<w:cantSplit/>" if is_whole else ""))
        properties = table_properties(grid.name, purpose)
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _row(self, cells: Sequence[Cell], widths: Sequence[int], named: str, more: str) -> str:
        inside = "".join(cell(list(self._cell(one, named)), width) for one, width in zip(cells, widths, strict=False))
        return f"<w:tr><w:trPr>{more}</w:trPr>{inside}</w:tr>"

    def _cell(self, blocks: Cell, named: str) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Words):
                yield _words(block, named)
            else:
                yield from self._listing(block, 0, 0)

    # Pictures and signatures

    def _picture(self, picture: Picture) -> str:
        kind = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
        self._pictures.append((kind, picture.data))
        number = len(self._pictures)
        wide, high = round(picture.width * _EMU), round(picture.height * _EMU)
        said = attribute(picture.words)
        return (
            f"<w:r><w:drawing><wp:inline {_DRAWING}>"
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Bild {number}" descr={said}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Bild {number}" descr={said}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _line_for(self, name: str) -> str:
        """Two lines to sign on, and below them what belongs there."""
        half, gap = self._width // 2 - 200, self._width // 2 + 200
        ends = (("underscore", half), ("none", gap), ("underscore", self._width))
        lines, below = (
            "".join(f'<w:tab w:val="left" w:leader="{leader}" w:pos="{place}"/>' for leader, place in places)
            for places in (ends, ends[1:2])
        )
        tab = "<w:r><w:tab/></w:r>"
        return (
            f'<w:p><w:pPr><w:pStyle w:val="Signature"/><w:tabs>{lines}</w:tabs></w:pPr>{tab * 3}</w:p>'
            f'<w:p><w:pPr><w:pStyle w:val="Note"/><w:tabs>{below}</w:tabs></w:pPr>{run("Ort, Datum")}{tab}{run(name)}'
            "</w:p>"
        )


def _letters(blocks: Sequence[Words | Listing]) -> int:
    """How long the texts of a cell are together."""
    found = 0
    for block in blocks:
        if isinstance(block, Words):
            found += len(block.text)
        else:
            found += sum(_letters((*entry.words, *entry.below)) for entry in block.entries)
    return found


def _words(words: Words, named: str = "") -> str:
    """A paragraph; ``named`` is the style of those in the head of a table."""
    kind = f"Heading{words.level}" if words.level else named or _KINDS[words.kind]
    more = f'<w:ind w:left="{round(words.indent * _POINT)}"/>' if words.indent else ""
    return paragraph(words.text, kind, f'{more}<w:jc w:val="right"/>' if words.right else more)


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
        tab = "<w:r><w:tab/></w:r>"
        word = run(entry.mark, _BOLD) if not number else ""
        yield f'<w:p><w:pPr><w:pStyle w:val="Fact"/></w:pPr>{word}{tab}{run(one.text)}</w:p>'


_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" distT="0" distB="0" distL="0" distR="0"'
)
_QUIET = '<w:color w:val="595959"/>'
_STYLES = (
    style(
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="26"/>',
    ),
    style(
        "Heading3",
        "heading 3",
        '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="2"/>',
        '<w:b/><w:sz w:val="22"/>',
    ),
    style("Lead", "Lead", '<w:spacing w:after="80"/>', '<w:sz w:val="22"/>'),
    style("Strong", "Strong Paragraph", "", _BOLD),
    style("Note", "Note", "", f'{_QUIET}<w:sz w:val="18"/>'),
    style("Nothing", "Nothing", "", f"<w:i/>{_QUIET}"),
    style(
        "Fact",
        "Fact",
        f'<w:tabs><w:tab w:val="left" w:pos="{_LABEL}"/></w:tabs><w:ind w:left="{_LABEL}" w:hanging="{_LABEL}"/>',
    ),
    style("Gap", "Gap", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>'),
    style("Signature", "Signature", '<w:keepNext/><w:spacing w:before="900" w:after="0"/>'),
)
