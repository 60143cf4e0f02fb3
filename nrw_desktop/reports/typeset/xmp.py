"""What a PDF says about itself, in its properties and as XMP: PDF/UA-1 and PDF/A-2a in one file."""

from dataclasses import dataclass

# What xml.sax offers for this brings half of the network along.
from html import escape

LANGUAGE = "de-DE"
PRODUCER = "nrw_desktop, ReportLab"

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Particulars:
    """Title, author and subject of a PDF, each one line."""

    title: str
    author: str
    subject: str
    creator: str = "nrw_desktop"

    @classmethod
    def of(cls, title: str, author: str, subject: str) -> "Particulars":
        """Those of any texts."""
        return cls(one_line(title), one_line(author), one_line(subject))


def one_line(text: str) -> str:
    """Text for a PDF's properties: any script, but one line without control characters and lone surrogates."""
    line = text[: 4 * _LONGEST]
    if not line.isprintable():
        line = "".join(letter if letter.isprintable() or _joins(letter) else " " for letter in line)
    line = " ".join(line.split())
    return line[:_LONGEST]


def _joins(letter: str) -> bool:
    """Whether it belongs to the letters or the emoji beside it: a joiner, or a letter of a flag."""
    return letter in "\u200c\u200d" or "\U000e0020" <= letter <= "\U000e007f"


def xmp(particulars: Particulars, made: str) -> bytes:
    """The metadata of a PDF, which say what its properties do; ``made`` is the time as ISO 8601."""
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(particulars.author, quote=False)}</rdf:li></rdf:Seq></dc:creator>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title>{_default(particulars.title)}</dc:title>
<dc:description>{_default(particulars.subject)}</dc:description>
{author if particulars.author else ""}
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:CreatorTool>{escape(particulars.creator, quote=False)}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
{_EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _default(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text, quote=False)}</rdf:li></rdf:Alt>'


_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A knows only the properties that it lists itself; the one of PDF/UA has to be described."""
