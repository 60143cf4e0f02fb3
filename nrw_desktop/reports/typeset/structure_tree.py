"""The structure of a PDF: what is a heading, a list or a table cell, and in which order it is read (PDF/UA-1).

The tree is built before anything is laid on pages. What is drawn for an element names it; so the parts of a paragraph
on two pages are one, and a row that goes on overleaf stays one row. What names none is an artifact: it is not read.
"""

from collections.abc import Sequence
from typing import Literal, cast

from nrw_desktop.reports.typeset.pdf_writer import pdf_text

Scope = Literal["Column", "Row"]

ARTIFACT = "/Artifact BMC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"
HEADER = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"

_MAY_BE_EMPTY = {"TD", "TH"}
_HOLDERS = {"TD", "TH", "Lbl", "LBody"}
"""What needs no paragraph within it where it holds only one."""


class Element:
    """A node of the structure tree. What it shows itself is read before the elements within it."""

    # Reports have many of these: without empty lists, and without a way back to the parent, which would be a circle,
    # the garbage collector has half the work.
    __slots__ = ("attributes", "kids", "number", "parent", "shown", "tag")

    def __init__(self, tag: str, parent: "Element | None" = None, attributes: str = ""):
        self.tag = tag
        self.attributes = attributes
        self.kids: Sequence[Element] = ()
        self.shown: Sequence[tuple[int, int]] = ()
        self.number = self.parent = 0
        if parent is not None:
            if not parent.kids:
                parent.kids = [self]
            else:
                cast("list[Element]", parent.kids).append(self)


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
        self._links: list[tuple[int, Element]] = []

    def opened(self, element: Element) -> str:
        """The operator before what is drawn for an element; ``EMC`` ends it."""
        page = self._pages[-1]
        element.shown = [*element.shown, (len(self._pages) - 1, len(page))]
        page.append(element)
        return f"/{element.tag} <</MCID {len(page) - 1}>> BDC"

    def linked(self, element: Element) -> None:
        """On this page an annotation was put over what is drawn for the element, a `Link`."""
        self._links.append((len(self._pages) - 1, element))

    def end_page(self) -> None:
        """What is drawn next stands on a new page."""
        self._pages.append([])

    def objects(
        self, first: int, root: int, pages: Sequence[int], annotations: Sequence[int] = ()
    ) -> tuple[bytes, list[bytes]]:
        """The tree as PDF objects: its root, and the others that get the numbers from ``first`` on.

        ``root`` is the number of the root's own object, ``pages`` are those of the pages, ``annotations`` those of the
        annotations in the order they were told of, which count on after the pages.
        """
        elements = self._numbered(first, root)
        over: dict[Element, list[str]] = {}
        for (page, element), number in zip(self._links, annotations, strict=True):
            over.setdefault(element, []).append(f"<</Type/OBJR/Pg {pages[page]} 0 R/Obj {number} 0 R>>")
        bodies = [_body(element, pages, over.get(element, ())) for element in elements]
        # A list of pages, each with the elements of its content by their numbers on it.
        drawn = [" ".join([f"{element.number} 0 R" for element in page]) for page in self._pages[: len(pages)]]
        places = [f"{at}[{page}]" for at, page in enumerate(drawn)]
        places += [f"{at} {element.number} 0 R" for at, (_, element) in enumerate(self._links, len(pages))]
        bodies.append(f"<</Nums[{' '.join(places)}]>>".encode("ascii"))
        parents = first + len(bodies) - 1
        top = f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {len(places)}>>"
        return top.encode("ascii"), bodies

    def _numbered(self, first: int, root: int) -> list[Element]:
        """The elements that something was drawn for, each with its number and its parent's."""
        everything = [self.root]
        for element in everything:
            everything += element.kids
        for element in reversed(everything):
            if element.kids:
                element.kids = [kid for kid in element.kids if kid.kids or kid.shown or kid.tag in _MAY_BE_EMPTY]
        self.root.parent = root
        elements = [self.root]
        for number, element in enumerate(elements, first):
            element.number = number
            kids = element.kids
            if len(kids) == 1 and kids[0].tag == "P" and element.tag in _HOLDERS and not element.shown:
                # A lone paragraph becomes one with its cell or list item.
                kids[0].number = number
                element.shown, element.kids = kids[0].shown, kids[0].kids
                kids = element.kids
            for kid in kids:
                kid.parent = number
            elements += kids
        return elements


def _body(element: Element, pages: Sequence[int], annotations: Sequence[str]) -> bytes:
    kids: list[str] = []
    page = ""
    if element.shown:
        own = element.shown[0][0]
        page = f"/Pg {pages[own]} 0 R"
        # Content on the element's own page needs nothing but its number there.
        kids = [
            str(mark) if at == own else f"<</Type/MCR/Pg {pages[at]} 0 R/MCID {mark}>>" for at, mark in element.shown
        ]
    kids += annotations
    kids += [f"{kid.number} 0 R" for kid in element.kids]
    inner = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
    tag, attributes = element.tag, element.attributes
    return f"<</Type/StructElem/S/{tag}/P {element.parent} 0 R{attributes}{page}/K {inner}>>".encode("ascii")
