"""What text documents and spreadsheets of OpenDocument have in common."""

import re

from nrw_desktop.exchange.exporting.xml_parts import DECLARATION, attribute, text, zipped

_NAMES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "meta": "meta",
    "number": "datastyle",
    "config": "config",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    "".join(f' xmlns:{short}="{_OASIS}:{name}:1.0"' for short, name in _NAMES.items())
    + f' xmlns:of="{_OASIS}:of:1.2" xmlns:ooo="http://openoffice.org/2004/office" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
"""The namespaces, for the root of each part."""


def odf(kind: str, title: str, content: str, styles: str, settings: str = "") -> bytes:
    """The file: its kind („text“ or „spreadsheet“), a title, and the inner XML of its parts.

    ``content`` holds automatic styles and the body, ``styles`` what stands in the part of that name.
    """
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    parts = {
        "content": content,
        "styles": styles,
        "meta": f"<office:meta><dc:title>{text(title)}</dc:title><dc:language>de-DE</dc:language></office:meta>",
        "settings": f"<office:settings>{settings}</office:settings>" if settings else "",
    }
    root = 'office:document-{0}{1} office:version="1.3"'
    files = {
        f"{name}.xml": f"{DECLARATION}<{root.format(name, SPACES)}>{part}</office:document-{name}>"
        for name, part in parts.items()
        if part
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in files
    )
    manifest = (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{mimetype}"/>'
        f"{entries}</manifest:manifest>"
    )
    return zipped({**files, "META-INF/manifest.xml": manifest}, mimetype)


def in_all_scripts(styles: str) -> str:
    """Styles in which what is said of sizes and weights holds for letters of East Asia, Arabic and Hebrew too."""
    return _FORM.sub(_OF_ALL, styles)


_FORM = re.compile('fo:(font-size|font-weight)="([^"]*)"')
_OF_ALL = r'\g<0> style:\1-asian="\2" style:\1-complex="\2"'


def paragraph(words: str, style: str = "") -> str:
    """A paragraph whose line breaks and runs of blanks are kept."""
    named = f" text:style-name={attribute(style)}" if style else ""
    return f"<text:p{named}>{spans(words)}</text:p>"


def spans(words: str) -> str:
    """The same without the paragraph around it."""
    return "<text:line-break/>".join(map(_line, words.split("\n")))


def _line(words: str) -> str:
    # Of several blanks ODF keeps the first alone, and none at the beginning.
    found = text(words).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
    return f"<text:s/>{found[1:]}" if found.startswith(" ") else found
