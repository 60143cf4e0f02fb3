"""Files that are broken, protected, something else, or meant to hurt: each with a word of the sentence that refuses it.

What can be read all the same has an empty word.
"""

import io
import zipfile
from collections.abc import Callable
from functools import partial

from exchange.word.docx_maker import cell, document, p, packed, row, table

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_GRID = table(("Phase", "Maßnahme", "Ziel"), ("Analyse", "Tagung", "Austausch"))


def _with_dtd(declared: str, encoding: str = "UTF-8") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w:document [{declared}]>'
        f"<w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return document(document=text.encode(encoding))


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
    return _with_dtd(f'<!ENTITY x0 "ha">{levels}<!ENTITY x "&x9;">')


def _damaged(change: Callable[[bytearray], None]) -> bytes:
    content = bytearray(document(_GRID))
    change(content)
    return bytes(content)


def _flip(content: bytearray) -> None:
    place = content.index(b"word/document.xml") + len("word/document.xml") + 40
    content[place] ^= 0xFF


def _halve(content: bytearray) -> None:
    del content[len(content) // 2 :]


def _lock(content: bytearray) -> None:
    """Say in each head of a part that it is encrypted."""
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(head)
        while found >= 0:
            content[found + place] |= 1
            found = content.find(head, found + 4)


def _many_parts() -> bytes:
    return packed({f"{number}.xml": b"" for number in range(5_100)})


def _nested(levels: int) -> str:
    inside = p("Tagung")
    for _ in range(levels):
        inside = table(row(cell(inside + p())))
    return inside


def _stored(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _odt(body: str, **parts: str) -> bytes:
    content = f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
    return _stored(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:document-content>".encode(),
            **{name.replace("__", "/") + ".xml": text.encode() for name, text in parts.items()},
        }
    )


def _odt_table(cells: str, more: str = "") -> bytes:
    return _odt(f"<table:table><table:table-row{more}>{cells}</table:table-row></table:table>")


_STYLES = f"<w:styles {_W}>" + "".join(
    f'<w:style w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{(n + 1) % 5}"/></w:style>' for n in range(5)
)
_LINKS = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/><w:styleLink w:val="a"/>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_LEVELS = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1">'
    + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(100_000))
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_AWAY = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>'
)

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "leer"),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(100), "PDF"),
    "an RTF": (lambda: b"{\\rtf1 x}", "RTF"),
    "a plan": (lambda: b"SQLite format 3\0" + bytes(100), "Plandatei"),
    "an old document": (lambda: _OLE + "WordDocument".encode("utf-16-le"), "(.doc)"),
    "a password": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
    "an old file of no kind": (lambda: _OLE + bytes(1000), "beschädigt"),
    "a text": (lambda: b"Phase 1: Analyse", "lässt sich nicht importieren"),
    "a picture": (lambda: b"\x89PNG\r\n" + bytes(100), "lässt sich nicht importieren"),
    "a zip of a document": (lambda: packed({"Plan.docx": document(_GRID)}), "ZIP-Archiv"),
    "a zip of others": (lambda: packed({"a.txt": b"x"}), "lässt sich nicht importieren"),
    "a presentation": (lambda: packed({"[Content_Types].xml": b"x", "ppt/presentation.xml": b"x"}), "Präsentation"),
    "a zip with nothing": (lambda: packed({}), "lässt sich nicht importieren"),
    "half of it": (lambda: _damaged(_halve), "beschädigt"),
    "a byte flipped": (lambda: _damaged(_flip), "beschädigt"),
    "locked parts": (lambda: _damaged(_lock), "Kennwort"),
    "no document in it": (lambda: packed({"[Content_Types].xml": b"x"}), "beschädigt"),
    "XML that ends early": (lambda: document(document=f"<w:document {_W}><w:body>".encode()), "beschädigt"),
    "no XML": (lambda: document(document=b"\x00\x01\x02"), "beschädigt"),
    "another root": (lambda: document(document=b"<html/>"), "beschädigt"),
    "no body": (lambda: document(document=f"<w:document {_W}/>".encode()), ""),
    "a document elsewhere": (
        lambda: packed({"[Content_Types].xml": b"x", "_rels/.rels": _AWAY.encode()}),
        "beschädigt",
    ),
    "a type declared": (partial(_with_dtd, '<!ENTITY x "y">'), "Dokumenttyp"),
    "a type declared in UTF-16": (partial(_with_dtd, '<!ENTITY x "y">', "UTF-16"), "Dokumenttyp"),
    "an entity from outside": (partial(_with_dtd, '<!ENTITY x SYSTEM "file:///etc/passwd">'), "Dokumenttyp"),
    "a billion laughs": (_laughs, "Dokumenttyp"),
    "a type declared in the styles": (lambda: document(_GRID, styles=b"<!DOCTYPE a><a/>"), "Dokumenttyp"),
    "a part packed too dense": (lambda: document(document=b" " * 3_000_000), "dicht gepackt"),
    "a part too large": (
        lambda: _stored({"[Content_Types].xml": b"", "word/document.xml": b" " * 33_000_000}),
        "Megabyte",
    ),
    "too many parts": (_many_parts, "Teile"),
    "a cell over 2³¹ columns": (lambda: document(table(row(cell("x", span=2**31 - 1)))), "Spalten"),
    "300 columns": (lambda: document(table(("x",) * 300)), "Spalten"),
    "columns that only some rows have": (
        lambda: document(table(*(row(cell("x", span=n), "y") for n in range(1, 400)))),
        "Spalten",
    ),
    "merged with nothing above": (lambda: document(table(row(*(cell("x", merge="continue"),) * 3))), ""),
    "styles in a circle": (lambda: document(p("x", style="s1"), _GRID, styles=f"{_STYLES}</w:styles>".encode()), ""),
    "lists in a circle": (lambda: document(p("x", "1"), _GRID, numbering=_LINKS.encode()), ""),
    "100,000 levels of a list": (lambda: document(p("x", "1", 10**6), _GRID, numbering=_LEVELS.encode()), ""),
    "tables within tables": (lambda: document(_nested(60)), ""),
    "more tables within tables": (lambda: document(_nested(120)), "beschädigt"),
    "elements within elements": (lambda: document("<w:ins>" * 1_000 + "</w:ins>" * 1_000), "beschädigt"),
    "too many paragraphs": (lambda: document(*(f'<w:p a="{n}"/>' for n in range(200_100))), "Absätze"),
    "a document with a type declared": (lambda: _odt("", styles="<!DOCTYPE a><a/>"), "Dokumenttyp"),
    "a locked document": (lambda: _odt("", **{"META-INF__manifest": "<a><encryption-data/></a>"}), "Kennwort"),
    "a document without a text": (
        lambda: _stored({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "beschädigt",
    ),
    "a sheet's repeated cells": (
        lambda: _odt_table(
            '<table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell>'
        ),
        "Spalten",
    ),
    "a wide cell": (
        lambda: _odt_table(
            '<table:table-cell table:number-columns-spanned="999999999"><text:p>x</text:p></table:table-cell>'
        ),
        "Spalten",
    ),
    "a repeated row": (
        lambda: _odt_table(
            "<table:table-cell><text:p>x</text:p></table:table-cell>", ' table:number-rows-repeated="999999999"'
        ),
        "",
    ),
    "sections within sections": (lambda: _odt("<text:section>" * 150 + "</text:section>" * 150), "ineinander"),
}
