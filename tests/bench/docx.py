"""The rows of the overview as a small DOCX, for LibreOffice to turn into a PDF."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WIDTHS = (2268, 1361, 3572, 3061, 4139)
"""In twentieths of a point."""


def write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """A heading and the table, on A4 in landscape."""
    head = _row(["Phase"], ["Zeitraum"], ["Maßnahmen"], ["Ziele"], ["Kooperationspartner"], header=True)
    body = "".join(_data_row(row) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    document = (
        f"<w:document {_WORD}><w:body>{_paragraph('Umsetzungsschritte')}<w:tbl><w:tblPr>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _LINKS)
        file.writestr("word/document.xml", document)


def _data_row(row: dict[str, object]) -> str:
    goals = [line for number, goal in enumerate(row["goals"], 1) for line in _lines(goal, f"{number}. ")]
    measures = [f"• {text}" for text in row["measures"]]
    return _row(row["phase"], [row["period"]], measures, goals, [row["partners"]])


def _lines(goal: Sequence[object], mark: str) -> list[str]:
    text, below = goal
    return [f"{mark}{text}", *(f"    • {sub[0]}" for sub in below)]


def _row(*cells: Sequence[str], header: bool = False) -> str:
    marks = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(map(_paragraph, cell))}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr>{marks}{filled}</w:tr>"


def _paragraph(text: str) -> str:
    run = f'<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p>{run}</w:p>"
