"""The structure of a PDF: what is a heading, a list or a table cell, and in which order it is read (PDF/UA-1).

The tree is built before anything is laid on pages. What is drawn for an element names it; so the parts of a paragraph
on two pages are one, and a row that goes on overleaf stays one row. What names none is an artifact: it is not read.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from nrw_desktop.reports.writer import pdf_text

Scope = Literal["Column", "Row"]

ARTIFACT = "/Artifact BMC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"

_MAY_BE_EMPTY = {"TD", "TH"}
_HOLDERS = {"TD", "TH", "Lbl", "LBody"}
"""What needs no paragraph within it where it holds only one."""


class Element:
    """A node of the structure tree. What it shows itself is read before the elements within it."""

    __slots__ = ("attributes", "kids", "number", "shown", "tag")

    def __init__(self, tag: str, parent: "Element | None" = None, attributes: str = ""):
        self.tag = tag
        self.attributes = attributes
        self.kids: list[Element] = []
        self.shown: list[tuple[int, int]] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)


def heading(parent: Element, level: int) -> Element:
    """A heading; levels count from 1 and none is left out."""
    return Element(f"H{level}", parent)


def header_cell(row: Element, scope: Scope) -> Element:
    """A cell that says what the column below it, or the row beside it, is about."""
    return Element("TH", row, f"/A<</O/Table/Scope/{scope}>>")


def data_cell(row: Element, columns: int = 1) -> Element:
    """A cell, over so many columns."""
    return Element("TD", row, f"/A<</O/Table/ColSpan {columns}>>" if columns > 1 else "")


def item_list(parent: Element, *, numbered: bool) -> Element:
    """A list; its items are `LI` with a label and a body."""
    return Element("L", parent, f"/A<</O/List/ListNumbering/{'Decimal' if numbered else 'Disc'}>>")


def figure(parent: Element, words: str) -> Element:
    """A picture, with the words for those who do not see it."""
    return Element("Figure", parent, f"/Alt{pdf_text(words)}")


def place_figure(element: Element, box: tuple[float, float, float, float]) -> None:
    """Say where on its page a picture stands: left, lower, right and upper edge."""
    edges = " ".join(f"{edge:.2f}" for edge in box)
    element.attributes += f"/A<</O/Layout/BBox[{edges}]/Placement/Block>>"


class Tree:
    """A document's structure, and what of it has been drawn on which page."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = [[]]

    def opened(self, element: Element) -> str:
        """The operator before what is drawn for an element; ``EMC`` ends it."""
        page = self._pages[-1]
        element.shown.append((len(self._pages) - 1, len(page)))
        page.append(element)
        return f"/{element.tag} <</MCID {len(page) - 1}>> BDC"

    def end_page(self) -> None:
        """What is drawn next stands on a new page."""
        self._pages.append([])

    def objects(self, first: int, root: int, pages: Sequence[int]) -> tuple[bytes, list[bytes]]:
        """The tree as PDF objects: its root, and the others that get the numbers from ``first`` on.

        ``root`` is the number of the root's own object, ``pages`` are those of the pages.
        """
        self._prune()
        elements = list(self._walk())
        for number, (element, _) in enumerate(elements, first):
            element.number = number
            for kid in _merged(element):
                kid.number = number
        bodies = [_body(element, parent.number if parent else root, pages) for element, parent in elements]
        # A list of pages, each with the elements of its content by their numbers on it.
        drawn = [" ".join(f"{element.number} 0 R" for element in page) for page in self._pages[: len(pages)]]
        bodies.append(f"<</Nums[{' '.join(f'{at}[{page}]' for at, page in enumerate(drawn))}]>>".encode("ascii"))
        parents = first + len(bodies) - 1
        top = f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {len(pages)}>>"
        return top.encode("ascii"), bodies

    def _prune(self) -> None:
        """Leave out what nothing was drawn for."""
        order = [self.root]
        for element in order:
            order += element.kids
        for element in reversed(order):
            element.kids = [kid for kid in element.kids if kid.kids or kid.shown or kid.tag in _MAY_BE_EMPTY]

    def _walk(self) -> Iterator[tuple[Element, Element | None]]:
        """All elements with their parents, as they are read."""
        todo: list[tuple[Element, Element | None]] = [(self.root, None)]
        while todo:
            element, parent = todo.pop()
            yield element, parent
            if not _merged(element):
                todo += [(kid, element) for kid in reversed(element.kids)]


def _merged(element: Element) -> list[Element]:
    """The lone paragraph of a cell or list item, which becomes one with it; else none."""
    kids = element.kids
    lone = element.tag in _HOLDERS and len(kids) == 1 and kids[0].tag == "P" and not element.shown
    return kids if lone and not kids[0].kids else []


def _body(element: Element, parent: int, pages: Sequence[int]) -> bytes:
    merged = _merged(element)
    shown = merged[0].shown if merged else element.shown
    kids: list[str] = []
    page = ""
    if shown:
        page = f"/Pg {pages[shown[0][0]]} 0 R"
        for at, mark in shown:
            # Content on the element's own page needs nothing but its number there.
            own = at == shown[0][0]
            kids.append(str(mark) if own else f"<</Type/MCR/Pg {pages[at]} 0 R/MCID {mark}>>")
    if not merged:
        kids += [f"{kid.number} 0 R" for kid in element.kids]
    inner = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
    return f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R{element.attributes}{page}/K {inner}>>".encode("ascii")
