"""The Umsetzungsschritte as a Word document: its head repeats, its lists are lists, and its table has a name."""

from collections.abc import Iterable, Iterator, Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.exchange.exporting.five_columns import (
    HEADS,
    MOST_DEPTH,
    NAME,
    PURPOSE,
    SHARES,
    FiveColumns,
    Item,
    Row,
    five_columns,
)
from nrw_desktop.exchange.exporting.xml_parts import DECLARATION, attribute, text, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footer": "footer",
}
_WIDTH = 14_400
"""Of the text on A4 in landscape, in twentieths of a point."""
_BULLETS = 1
"""The number of the list of all bullets; those that count are made behind it."""
_STEP, _FIRST_STEP = 284, 227


def docx(plan: Plan, edition: Edition) -> tuple[bytes, list[str]]:
    """The document, and sentences about what had no place in it."""
    content = five_columns(plan)
    title = content.title or NAME
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{name}" Target="{name}.xml"/>'
        for name in _PARTS
        if name != "document"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}<Override '
        'PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" '
        f'Type="{_LINKS}/officeDocument" Target="word/document.xml"/><Relationship Id="core" '
        f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text(title)}</dc:title><dc:language>de-DE'
        "</dc:language></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": "",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _numbering(content.series),
        "word/settings.xml": _SETTINGS,
        "word/footer.xml": _footer(title, edition),
    }
    whole = {name: DECLARATION + part for name, part in parts.items()}
    # Put together once: of thousands of rows, each copy takes its time.
    whole["word/document.xml"] = "".join((DECLARATION, *_document(content)))
    return zipped(whole), content.told


def _document(content: FiveColumns) -> Iterator[str]:
    yield from (
        f"<w:document {_W} {_R}><w:body>",
        _paragraph(content.heading, "PlanHeading") if content.heading else "",
        _paragraph(content.title, "Heading1") if content.title else "",
        *(_paragraph(words, "BodyText") for words in content.introduction),
        *_table(content.rows),
        # Word wants a paragraph behind a table.
        '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>',
        '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="16838" w:h="11906" '
        'w:orient="landscape"/><w:pgMar w:top="1134" w:right="1219" w:bottom="1134" w:left="1219" w:header="567" '
        'w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>',
    )


def _table(rows: Sequence[Row]) -> list[str]:
    widths = [_WIDTH * share // sum(SHARES) for share in SHARES]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    begins = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
    heads = _cells([_paragraph(head, "TableHead") for head in HEADS], begins)
    return [
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={attribute(NAME)}/><w:tblDescription w:val={attribute(PURPOSE)}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>",
        *(_row(row, begins) for row in rows),
        "</w:tbl>",
    ]


def _row(row: Row, begins: Sequence[str]) -> str:
    cells = (
        _paragraph(row.name, "PhaseName"),
        _paragraph(row.period),
        _list(row.measures),
        _list(row.goals),
        _paragraph(row.partners),
    )
    return f"<w:tr>{_cells(cells, begins)}</w:tr>"


def _cells(cells: Sequence[str], begins: Sequence[str]) -> str:
    return "".join([f"{begin}{cell}</w:tc>" for begin, cell in zip(begins, cells, strict=True)])


def _list(items: Sequence[Item]) -> str:
    # Not even an empty cell does without a paragraph.
    return "".join(
        [
            f'<w:p><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="{item.depth}"/>'
            f'<w:numId w:val="{_BULLETS + item.series}"/></w:numPr></w:pPr>{_run(item.text)}</w:p>'
            for item in items
        ]
    ) or _paragraph("")


def _paragraph(words: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{_run(words)}</w:p>"


def _run(words: str) -> str:
    if not words:
        return ""
    if "\n" in words:
        lines = "<w:br/>".join(map(_line, words.split("\n")))
        return f"<w:r>{lines}</w:r>"
    return f"<w:r>{_line(words)}</w:r>"


def _line(words: str) -> str:
    # Blanks at the ends are kept where Word is told to.
    return f"<w:t>{text(words)}</w:t>" if words == words.strip() else f'<w:t xml:space="preserve">{text(words)}</w:t>'


def _numbering(series: Sequence[int]) -> str:
    """A list for all bullets, and one for each series of numbers, after a pattern for the depth where it begins."""
    patterns = [_pattern(_BULLETS, ("•" for _ in range(MOST_DEPTH + 1)), "bullet")]
    patterns += [_pattern(_BULLETS + 1 + first, _marks(first), "decimal") for first in sorted(set(series))]
    lists = [f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="{_BULLETS}"/></w:num>']
    lists += [
        f'<w:num w:numId="{_BULLETS + number}"><w:abstractNumId w:val="{_BULLETS + 1 + first}"/>'
        f'<w:lvlOverride w:ilvl="{first}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, first in enumerate(series, 1)
    ]
    return f"<w:numbering {_W}>{''.join(patterns)}{''.join(lists)}</w:numbering>"


def _marks(first: int) -> Iterator[str]:
    """The marks of all levels of a series that begins at this depth: „1.“, below it „1.1“."""
    for depth in range(MOST_DEPTH + 1):
        levels = [f"%{level + 1}" for level in range(first, depth + 1)] or [f"%{depth + 1}"]
        yield ".".join(levels) if len(levels) > 1 else f"{levels[0]}."


def _pattern(number: int, marks: Iterable[str], form: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{_FIRST_STEP + depth * _STEP}"/></w:tabs>'
        f'<w:ind w:left="{_FIRST_STEP + depth * _STEP}" w:hanging="{_FIRST_STEP}"/></w:pPr></w:lvl>'
        for depth, mark in enumerate(marks)
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _footer(title: str, edition: Edition) -> str:
    said = f"{title} · {EDITIONS['internal']}" if edition == "internal" else title
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_run(f"{said} · Seite ")}'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        f"{_run(' von ')}"
        '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
    )


def _style(key: str, name: str, paragraph: str = "", run: str = "", after: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{after}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="7F8FA3"'
_STYLES = (
    f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" '
    'w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="de-DE" w:eastAsia="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="40" '
    'w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    + _style(
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:after="120"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="32"/>',
    )
    + _style(
        "PlanHeading",
        "Plan Heading",
        "<w:keepNext/>",
        '<w:b/><w:color w:val="44546A"/><w:sz w:val="22"/>',
    )
    + _style("BodyText", "Body Text", '<w:spacing w:after="160"/>')
    + _style("TableHead", "Table Heading", "<w:keepNext/>", "<w:b/>")
    + _style("PhaseName", "Phase", "", "<w:b/>")
    + _style("ListParagraph", "List Paragraph")
    + _style("Footer", "footer", "", '<w:color w:val="595959"/><w:sz w:val="16"/>')
    + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="PlanTable"><w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr>"
    f"<w:tblBorders><w:top {_LINE}/><w:left {_LINE}/><w:bottom {_LINE}/><w:right {_LINE}/><w:insideH {_LINE}/>"
    f'<w:insideV {_LINE}/></w:tblBorders><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E4EAF2"/></w:tcPr>'
    "</w:tblStylePr></w:style></w:styles>"
)
_SETTINGS = (
    f"<w:settings {_W}><w:autoHyphenation/><w:compat>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
