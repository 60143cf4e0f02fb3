"""The outline of a PDF (ISO 32000-1, 12.3.3): bookmarks one below the other, each leading to a place."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nrw_desktop.reports.typeset.pdf_writer import pdf_text

_ROOT = -1


class Bookmark(NamedTuple):
    """An entry: its words, how deep it stands (from 0), and its page (from 0) with the height in points."""

    title: str
    level: int
    page: int
    height: float


def outline_objects(
    bookmarks: Sequence[Bookmark], root: int, first: int, pages: Sequence[int]
) -> tuple[bytes, list[bytes]]:
    """The PDF objects: the outline itself, whose number is ``root``, and its entries, numbered from ``first`` on.

    All entries are closed. ``pages`` has the numbers of the objects that the pages are.
    """
    above: list[int] = []
    children: dict[int, list[int]] = {_ROOT: []}
    way: list[int] = []
    for at, bookmark in enumerate(bookmarks):
        del way[bookmark.level :]
        above.append(way[-1] if way else _ROOT)
        children[above[at]].append(at)
        children[at] = []
        way.append(at)

    def number(at: int) -> int:
        return root if at == _ROOT else first + at

    def ends(at: int, count: int) -> str:
        below = children[at]
        return f"/First {number(below[0])} 0 R/Last {number(below[-1])} 0 R/Count {count}" if below else ""

    entries = []
    before, after = {}, {}
    for siblings in children.values():
        for one, other in pairwise(siblings):
            after[one], before[other] = other, one
    for at, (title, _, page, height) in enumerate(bookmarks):
        beside = f"/Prev {number(before[at])} 0 R" if at in before else ""
        beside += f"/Next {number(after[at])} 0 R" if at in after else ""
        entries.append(
            f"<</Title{pdf_text(title)}/Parent {number(above[at])} 0 R{beside}{ends(at, -len(children[at]))}"
            f"/Dest[{pages[page]} 0 R/XYZ 0 {height:.2f} 0]>>".encode("ascii")
        )
    top = f"<</Type/Outlines{ends(_ROOT, len(children[_ROOT]))}>>"
    return top.encode("ascii"), entries
