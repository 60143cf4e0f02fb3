"""The rows of the overview as a DOCX such as people make: real lists, a repeated header, borders, page numbers."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footer": "footer"}
_WIDTHS = (2268, 1361, 3572, 3061, 4139)
"""In twentieths of a point."""
_BULLET, _FIRST_NUMBERED = 1, 2


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """A heading and the table, on A4 in landscape, with the margins of the report."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_LINK}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(_PARTS)
        if name != "document"
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{_LINK}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        )
        file.writestr("word/document.xml", _document(rows))
        file.writestr("word/styles.xml", _STYLES)
        file.writestr("word/numbering.xml", _numbering(len(rows)))
        file.writestr("word/footer.xml", _FOOTER)


_STYLES = f"""<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Lato" w:hAnsi="Lato"/>
<w:sz w:val="18"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="38"/></w:rPr></w:style></w:styles>"""
_FOOTER = f"""<w:ftr {_W}><w:p><w:r><w:t xml:space="preserve">Umsetzungsschritte · Seite </w:t></w:r>
<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> von </w:t></w:r>
<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"""


def _document(rows: Sequence[dict[str, Any]]) -> str:
    labels = ("Phase", "Zeitraum", "Maßnahmen", "Ziele", "Kooperationspartner")
    head = _row([[_paragraph(label, bold=True)] for label in labels], header=True)
    body = "".join(_data_row(row, _FIRST_NUMBERED + at) for at, row in enumerate(rows))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "bottom", "insideH"))
    table = f'<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="r3"/><w:pgSz w:w="16838" w:h="11906" '
        'w:orient="landscape"/><w:pgMar w:top="907" w:bottom="1020" w:left="1417" w:right="1020"/></w:sectPr>'
    )
    title = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Umsetzungsschritte</w:t></w:r></w:p>'
    body = f"{title}<w:tbl>{table}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>{page}"
    return f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"


def _numbering(rows: int) -> str:
    """One style of bullets, and numbers that begin anew in each row."""

    def level(at: int, kind: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{240 * (at + 1)}" w:hanging="240"/></w:pPr></w:lvl>'
        )

    bullets = level(0, "bullet", "•") + level(1, "bullet", "•")
    numbers = level(0, "decimal", "%1.") + level(1, "bullet", "•")
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>'
        for at, levels in enumerate((bullets, numbers))
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{_FIRST_NUMBERED + at}"><w:abstractNumId w:val="1"/>{restart}</w:num>' for at in range(rows)
    )
    bullet_list = f'<w:num w:numId="{_BULLET}"><w:abstractNumId w:val="0"/></w:num>'
    return f"<w:numbering {_W}>{kinds}{bullet_list}{lists}</w:numbering>"


def _data_row(row: dict[str, Any], numbered: int) -> str:
    return _row(
        [
            [_paragraph(row["phase"][0], bold=True, size=52), _paragraph(row["phase"][1], bold=True)],
            [_paragraph(row["period"])],
            [_paragraph(text, item=(_BULLET, 0)) for text in row["measures"]],
            [_paragraph(text, item=(numbered, depth)) for text, depth in _flat(row["goals"])],
            [_paragraph(row["partners"])],
        ]
    )


def _flat(entries: Sequence[Any], depth: int = 0) -> Iterator[tuple[str, int]]:
    for text, below in entries:
        yield text, depth
        yield from _flat(below, depth + 1)


def _row(cells: Sequence[Sequence[str]], header: bool = False) -> str:
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(cell)}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{filled}</w:tr>"


def _paragraph(text: str, item: tuple[int, int] | None = None, bold: bool = False, size: int = 18) -> str:
    marks = f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else ""
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{marks}</w:pPr>{run}</w:p>"
