"""What Word documents of ours are made of: package, paragraphs, lists that count, styles, the foot of a page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nrw_desktop.exchange.exporting.xml_parts import DECLARATION, attribute, is_bare, text, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
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
BULLETS = 1
"""The number of the list of all bullets; those that count are made behind it."""
MOST_DEPTH = 8
"""So deep can lists be, the first level being 0."""
STEP, FIRST_STEP = 284, 227
"""How far each level of a list stands to the right, and its first one, in twentieths of a point."""


def packed(
    title: str, author: str, parts: Mapping[str, str | Iterable[str]], pictures: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """The file of these parts, by their names without ending; ``pictures`` are „png“ or „jpeg“ and their content.

    A long part may come in pieces: of thousands of rows, each copy takes its time.
    """
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in _PARTS.items()
    )
    types += "".join(
        f'<Default Extension="{kind}" ContentType="image/{kind}"/>' for kind in sorted({kind for kind, _ in pictures})
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{name}" Target="{name}.xml"/>'
        for name in _PARTS
        if name != "document"
    )
    links += "".join(
        f'<Relationship Id="picture{number}" Type="{_LINKS}/image" Target="media/picture{number}.{kind}"/>'
        for number, (kind, _) in enumerate(pictures, 1)
    )
    whole: dict[str, str | Iterable[str]] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}<Override '
        'PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" '
        f'Type="{_LINKS}/officeDocument" Target="word/document.xml"/><Relationship Id="core" '
        f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text(title)}</dc:title>'
        f"{f'<dc:creator>{text(author)}</dc:creator>' if author else ''}<dc:language>de-DE"
        "</dc:language></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/settings.xml": _SETTINGS,
        **{f"word/{name}.xml": part for name, part in parts.items()},
    }
    media = {f"word/media/picture{number}.{kind}": data for number, (kind, data) in enumerate(pictures, 1)}
    return zipped({**{name: _encoded(DECLARATION, *_pieces(part)) for name, part in whole.items()}, **media})


def _encoded(*pieces: str) -> bytes:
    # Most pieces are ASCII, which as a whole they would not be, and which is copied at once.
    return b"".join(map(str.encode, pieces))


def _pieces(part: str | Iterable[str]) -> Iterable[str]:
    return (part,) if isinstance(part, str) else part


def paragraph(words: str, style: str = "", more: str = "", before: str = "") -> str:
    """A paragraph; ``more`` is what else is set for it, ``before`` stands in it before the words."""
    if not style and not more:
        return f"<w:p>{before}{run(words)}</w:p>"
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{before}{run(words)}</w:p>"


def kept(xml: str) -> str:
    """The same, with each of its paragraphs on the page of what follows."""
    return _BEGINNING.sub(_kept, xml)


def kept_at_end(pieces: Iterable[str], lines: int) -> list[str]:
    """Paragraphs and tables, at least so many lines at their end on the page of what follows."""
    found = [part for piece in pieces for part in _ROW.split(piece)]
    for at in reversed(range(len(found))):
        if lines <= 0:
            break
        found[at] = kept(found[at])
        # A row is as high as its highest cell; to keep more than is needed may be more than a page holds.
        lines -= max(len(_TEXT.findall(cell)) for cell in found[at].split("</w:tc>"))
    return found


def _kept(beginning: re.Match[str]) -> str:
    return f"{beginning[1]}<w:keepNext/>" if beginning[1] else "<w:p><w:pPr><w:keepNext/></w:pPr>"


# What people wrote is escaped, so that none of these stands in it.
_BEGINNING = re.compile("(<w:p><w:pPr>(?:<w:pStyle [^>]*>)?+)(?!<w:keepNext/>)|<w:p>(?!<w:pPr>)")
_ROW = re.compile("(?=<w:tr>)")
_TEXT = re.compile("<w:t[ >]")


def run(words: str, form: str = "") -> str:
    """A text with its line breaks; ``form`` is how its letters look."""
    if not words:
        return ""
    if is_bare(words) and words[0] != " " != words[-1]:
        # As nearly all are.
        lines = f"<w:t>{words}</w:t>"
    else:
        lines = "<w:br/>".join(map(_line, words.split("\n")))
    return f"<w:r><w:rPr>{form}</w:rPr>{lines}</w:r>" if form else f"<w:r>{lines}</w:r>"


def _line(words: str) -> str:
    # Blanks at the ends are kept where Word is told to.
    return f"<w:t>{text(words)}</w:t>" if words == words.strip() else f'<w:t xml:space="preserve">{text(words)}</w:t>'


def item(words: str, depth: int, series: int) -> str:
    """An item of a list: of bullets for series 0, else of the one that counts and has this number."""
    return f'{_ITEM[min(depth, MOST_DEPTH)]}{BULLETS + series}"/></w:numPr></w:pPr>{run(words)}</w:p>'


_ITEM = [
    f'<w:p><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="'
    for depth in range(MOST_DEPTH + 1)
]
"""How an item begins, by its depth: of thousands, each piece takes its time."""


def cell(paragraphs: Sequence[str], width: int) -> str:
    """A cell of a table; not even an empty one does without a paragraph."""
    return f"{cell_begin(width)}{''.join(paragraphs) or paragraph('')}</w:tc>"


def cell_begin(width: int) -> str:
    """What stands before the paragraphs of a cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'


def table_properties(name: str, purpose: str) -> str:
    """Of a table that is as wide as the text, with its alternative text."""
    return (
        '<w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={attribute(name)}/><w:tblDescription w:val={attribute(purpose)}/>'
        "</w:tblPr>"
    )


def numbering(series: Sequence[int]) -> str:
    """A list for all bullets, and one for each series of numbers, after a pattern for the depth where it begins."""
    patterns = [_pattern(BULLETS, ("•" for _ in range(MOST_DEPTH + 1)), "bullet")]
    patterns += [_pattern(BULLETS + 1 + first, _marks(first), "decimal") for first in sorted(set(series))]
    lists = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num>']
    lists += [
        f'<w:num w:numId="{BULLETS + number}"><w:abstractNumId w:val="{BULLETS + 1 + first}"/>'
        f'<w:lvlOverride w:ilvl="{first}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number, first in enumerate(series, 1)
    ]
    return f"<w:numbering {W}>{''.join(patterns)}{''.join(lists)}</w:numbering>"


def _marks(first: int) -> Iterator[str]:
    """The marks of all levels of a series that begins at this depth: „1.“, below it „1.1“."""
    for depth in range(MOST_DEPTH + 1):
        levels = [f"%{level + 1}" for level in range(first, depth + 1)] or [f"%{depth + 1}"]
        yield ".".join(levels) if len(levels) > 1 else f"{levels[0]}."


def _pattern(number: int, marks: Iterable[str], form: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{FIRST_STEP + depth * STEP}"/></w:tabs>'
        f'<w:ind w:left="{FIRST_STEP + depth * STEP}" w:hanging="{FIRST_STEP}"/></w:pPr></w:lvl>'
        for depth, mark in enumerate(marks)
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def footer(said: str) -> str:
    """The foot of each page: these words, and which page it is."""
    return (
        f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{run(f"{said} · Seite ")}'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        f"{run(' von ')}"
        '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
    )


def style(key: str, name: str, of_paragraph: str = "", of_run: str = "", after: str = "Normal") -> str:
    """A paragraph style; ``after`` is that of the paragraph which follows it."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{after}"/><w:qFormat/><w:pPr>{of_paragraph}</w:pPr>'
        # Arabic and Hebrew have sizes and weights of their own in Word.
        f"<w:rPr>{_FORM.sub(_OF_ALL, of_run)}</w:rPr></w:style>"
    )


_FORM, _OF_ALL = re.compile("<w:(b|i|sz)( [^>]*)?/>"), r"\g<0><w:\1Cs\2/>"


def styles(*own: str) -> str:
    """The styles of a document: what all have, and its own."""
    return f"<w:styles {W}>{_DEFAULTS}{''.join(own)}{_TABLE}</w:styles>"


_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" '
    'w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="de-DE" w:eastAsia="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="40" '
    'w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    + style(
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:after="120"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="32"/>',
    )
    + style("TableHead", "Table Heading", "<w:keepNext/>", "<w:b/>")
    + style("ListParagraph", "List Paragraph")
    + style("Footer", "footer", "", '<w:color w:val="595959"/><w:sz w:val="16"/>')
)
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="7F8FA3"'
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="PlanTable"><w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr>"
    f"<w:tblBorders><w:top {_LINE}/><w:left {_LINE}/><w:bottom {_LINE}/><w:right {_LINE}/><w:insideH {_LINE}/>"
    f'<w:insideV {_LINE}/></w:tblBorders><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E4EAF2"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
_SETTINGS = (
    f"<w:settings {W}><w:autoHyphenation/><w:compat>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
