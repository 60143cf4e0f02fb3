"""What in a text leads somewhere, or stands out: web and mail addresses, places of the report itself, bold words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from nrw_desktop.reports.typeset.pdf_writer import pdf_text
from nrw_desktop.reports.typeset.styles import Style

_ADDRESS = re.compile(
    r"(?P<web>\b(?:https?://|www\.)[^\s<>\"„“”»«、。，；：！？（）「」『』《》【】]{1,2000})|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
    re.IGNORECASE,
)
_NO_END = ".,;:!?'’)]}…"
"""What stands after an address rather than belonging to it; a bracket belongs where the address opens it."""


class Link(NamedTuple):
    """Where a text leads: to an address, or else to a place of the report (`anchor`); ``words`` say so."""

    words: str
    address: str = ""
    anchor: str = ""


class Span(NamedTuple):
    """From which letter of a text to which (not included) it is a link, or has a style of its own, or both."""

    start: int
    end: int
    link: Link | None = None
    style: Style | None = None


def addresses(text: str) -> list[Span]:
    """The web and mail addresses that stand in a text, each a link to just what is printed."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return list(_found(text))


def _found(text: str) -> Iterator[Span]:
    for match in _ADDRESS.finditer(text):
        shown = _trimmed(match[0])
        if match["mail"]:
            address, words = f"mailto:{shown}", f"E-Mail an {shown}"
        else:
            address, words = shown if "://" in shown else f"https://{shown}", f"Webseite {shown}"
        # As a PDF wants it: ASCII without brackets.
        yield Span(match.start(), match.start() + len(shown), Link(words, quote(address, safe=":/?#[]@!$&'*+,;=%~")))


def _trimmed(address: str) -> str:
    while (
        len(address) > 1
        and address[-1] in _NO_END
        and not (address[-1] == ")" and address.count("(") >= address.count(")"))
    ):
        address = address[:-1]
    return address


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link on a page (from 0): its box in points, and the address or the page and height that it leads to."""

    page: int
    box: tuple[float, float, float, float]
    words: str
    address: str
    place: tuple[int, float] | None

    def body(self, key: int, page_object: Callable[[int], int]) -> bytes:
        """The PDF object; ``key`` is its place in the structure, ``page_object`` gives the number of a page's own."""
        edges = " ".join(f"{edge:.2f}" for edge in self.box)
        if self.place is None:
            target = f"/A<</S/URI/URI({self.address})>>"
        else:
            target = f"/Dest[{page_object(self.place[0])} 0 R/XYZ null {self.place[1]:.2f} null]"
        return (
            f"<</Type/Annot/Subtype/Link/Rect[{edges}]/F 4/Border[0 0 0]/StructParent {key}"
            f"/Contents{pdf_text(self.words)}{target}>>"
        ).encode("ascii")
