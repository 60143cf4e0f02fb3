"""The content of a report as a paper for other programs: the same structure that a screen reader hears in the PDF."""

from collections.abc import Iterable, Iterator, Sequence

from nrw_desktop.domain.text.paper import Block, Cell, Entry, Grid, Listing, Words
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.recorder import Recorder
from nrw_desktop.reports.typeset.structure_tree import Element
from nrw_desktop.reports.typeset.table_layout import Row


def blocks(root: Element, recorder: Recorder, parts: Iterable[Part], more: Iterable[Row] = ()) -> tuple[Block, ...]:
    """What stands in these parts, in the order in which it is read; ``more`` are rows beside them.

    A report may have set more than it shows in the end.
    """
    rows = [*(row for part in parts for row in _rows(part)), *more]
    return tuple(_Content(recorder, _shown(rows)).blocks(root))


def _rows(part: Part) -> Iterator[Row]:
    yield from part.opening
    if part.header is not None:
        yield part.header
    yield from part.rows


def _shown(rows: Iterable[Row]) -> set[Element]:
    found: set[Element] = set()
    for row in rows:
        for block in (block for cell in row.cells for block in cell):
            found.update(element for element in (block.element, block.label) if element is not None)
        found.update(picture.element for picture in row.pictures)
    return found


class _Content:
    """The structure while it is read."""

    def __init__(self, recorder: Recorder, shown: set[Element]):
        self._recorder, self._shown = recorder, shown
        self._heading = ""

    def blocks(self, element: Element) -> Iterator[Block]:
        """What stands within an element."""
        for kid in element.kids:
            if kid.tag == "L":
                if found := self._listing(kid):
                    yield found
            elif kid.tag == "Table":
                if grid := self._grid(kid):
                    yield grid
            elif kid in self._shown and (picture := self._recorder.pictures.get(kid)):
                yield picture
            elif kid in self._shown and (words := self._recorder.words.get(kid)):
                self._heading = words.text if words.level else self._heading
                yield words

    def _listing(self, element: Element) -> Listing | None:
        entries = tuple(entry for item in element.kids if (entry := self._entry(item)))
        if not entries:
            return None
        names = any(kid.tag == "Lbl" and kid.kids for item in element.kids for kid in item.kids)
        return Listing(entries, "Decimal" in element.attributes, names)

    def _entry(self, item: Element) -> Entry | None:
        mark, words, below = "", list[Words](), list[Listing]()
        for kid in item.kids:
            found = tuple(self.blocks(kid))
            if kid.tag == "Lbl":
                mark = self._recorder.marks.get(kid, "") or " ".join(one.text for one in _words(found))
            else:
                words += _words(found)
                below += (one for one in found if isinstance(one, Listing))
        return Entry(mark, tuple(words), tuple(below)) if words or below else None

    def _grid(self, table: Element) -> Grid | None:
        head, *others = [[self._cells(row) for row in part.kids] for part in table.kids]
        rows = tuple(row for part in others for row in part if any(row))
        widths = self._recorder.widths[table]
        return Grid(self._heading, head[0] if head else (), rows, widths) if rows else None

    def _cells(self, row: Element) -> tuple[Cell, ...]:
        return tuple(tuple(one for one in self.blocks(cell) if isinstance(one, Words | Listing)) for cell in row.kids)


def _words(found: Sequence[Block]) -> list[Words]:
    return [one for one in found if isinstance(one, Words)]
