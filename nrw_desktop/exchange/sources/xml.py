"""XML that somebody else made: read without entities and anything from outside, refused where it asks for that."""

import re
from typing import Any

from lxml import etree

from nrw_desktop.exchange.sources.limits import SourceError

Element = Any
"""An element of lxml, which has no types."""

_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_DAMAGED = (
    "Die Datei ist beschädigt: „{part}“ darin lässt sich nicht lesen. Bitte sie in dem Programm öffnen, aus dem sie "
    "kommt, neu speichern und noch einmal importieren."
)
_DTD = (
    "Die Datei enthält eine Dokumenttyp-Angabe in „{part}“. Das braucht keine Tabelle, und es kann schaden; sie wird "
    "deshalb nicht gelesen. Bitte die Datei in dem Programm öffnen, aus dem sie kommt, und neu speichern."
)


def parsed(content: bytes, part: str) -> Element:
    """The root of an XML part; ``part`` is its name, for the sentence.

    Raises:
        SourceError: it is no XML, or declares a document type or an entity.
        MemoryError: it is more than the memory holds.
    """
    # In UTF-16 each letter has a NUL beside it.
    if _DECLARED.search(content.replace(b"\0", b"") if b"\0" in content[:200] else content):
        raise SourceError(_DTD.format(part=part))
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise SourceError(_DAMAGED.format(part=part)) from error
    except ValueError as error:
        raise SourceError(_DAMAGED.format(part=part)) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError(_DTD.format(part=part))
    return root


def alternative(element: Element) -> list[Element]:
    """The first of the alternatives of an `AlternateContent`: all say the same, for newer programs and older ones."""
    return ([one for one in element if local(one) == "Choice"] or list(element))[:1]


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
