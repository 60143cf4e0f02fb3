"""Makes Word files for tests, as small as Word would still open them: paragraphs, lists and tables as XML."""

import io
import zipfile
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("styles", "numbering", "footnotes", "comments")
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for kind in _KINDS)
    + "</Types>"
)
_NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{kind}">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{"bullet" if kind == 2 or level % 2 else "decimal"}"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}"/></w:pPr></w:lvl>'
        for level in range(4)
    )
    + "</w:abstractNum>"
    for kind in (1, 2)
) + "".join(f'<w:num w:numId="{kind}"><w:abstractNumId w:val="{kind}"/></w:num>' for kind in (1, 2))
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="U1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Verz1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Punkte"><w:name w:val="List Bullet"/><w:pPr><w:numPr>'
    '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kreis1"><w:name w:val="k1"/><w:basedOn w:val="Kreis2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kreis2"><w:name w:val="k2"/><w:basedOn w:val="Kreis1"/></w:style>'
)


def run(text: str) -> str:
    """A run; a line break in it is a soft one."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(parts)}</w:r>"


def p(text: str = "", mark: str = "", level: int = 0, style: str = "", inside: str = "") -> str:
    """A paragraph; „1“ and „-“ mark an item of a list that counts or has bullets, ``inside`` is XML behind its text."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{"1" if mark == "1" else "2"}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{number if mark else ''}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def ps(*texts: str, mark: str = "") -> str:
    """Paragraphs of a list; a text that begins with „>“ stands a level deeper, as a bullet."""
    return "".join(p(text.lstrip(">"), mark, text.count(">")) for text in texts)


def cell(content: str = "", span: int = 1, merge: str = "", width: int = 0, more: str = "") -> str:
    """A cell of paragraphs (a plain text becomes one); ``merge`` is „restart“ or „continue“."""
    inside = content if content.startswith("<w:") else p(content)
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{spans}{merged}{more}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, more: str = "") -> str:
    """A row; a plain text becomes a cell."""
    inside = "".join(one if one.startswith(("<w:tc>", "<w:sdt>")) else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{more}</w:trPr>{inside}</w:tr>"


def table(*rows: str | tuple[str, ...], widths: tuple[int, ...] = ()) -> str:
    """A table; a tuple becomes a row."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inside = "".join(one if isinstance(one, str) else row(*one) for one in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def box(content: str) -> str:
    """A text box, once for newer programs and once for older ones, to stand within a paragraph."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def control(content: str, more: str = "") -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def margin(kind: str, content: str) -> bytes:
    """The head („hdr“) or foot („ftr“) of pages, to be given as „header1“ or „footer1“."""
    return f'<w:{kind} xmlns:w="{_W}">{content}</w:{kind}>'.encode()


def document(*blocks: str, strict: bool = False, footnotes: str = "", comments: str = "", **parts: bytes) -> bytes:
    """A Word file of these blocks; ``parts`` are further parts of it, or other ones of a known name."""
    name = _STRICT if strict else _W

    def xml(root: str, inside: str) -> bytes:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{name}">{inside}</w:{root}>'.encode()

    def relations(*pairs: tuple[str, str]) -> bytes:
        found = "".join(
            f'<Relationship Id="r{number}" Type="{_REL}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(pairs)
        )
        place = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<Relationships xmlns="{place}">{found}</Relationships>'.encode()

    content = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            *((kind, f"{kind}.xml") for kind in _KINDS),
            *((part.rstrip("123"), f"{part}.xml") for part in parts if part.startswith(("header", "footer"))),
        ),
        "word/document.xml": xml("document", f"<w:body>{''.join(blocks)}</w:body>"),
        "word/styles.xml": xml("styles", _STYLES),
        "word/numbering.xml": xml("numbering", _NUMBERING),
        "word/footnotes.xml": xml("footnotes", footnotes),
        "word/comments.xml": xml("comments", comments),
    } | {f"word/{part}.xml": inside for part, inside in parts.items()}
    return packed(content)


def packed(content: dict[str, bytes]) -> bytes:
    """A packed file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in content.items():
            archive.writestr(part, inside)
    return out.getvalue()
