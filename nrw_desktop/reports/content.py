"""The content of a report as a paper for other programs: the same structure that a screen reader hears in the PDF.

What the PDF draws beside it for the eye alone comes as pictures in the cells of its table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nrw_desktop.domain.text.paper import Block, Cell, Contents, Entry, Grid, Listing, Marks, Picture, Words
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.raster import png
from nrw_desktop.reports.typeset.recorder import Recorder
from nrw_desktop.reports.typeset.structure_tree import Element
from nrw_desktop.reports.typeset.table_layout import Row, Shape

_BARS = Words("Balken", "strong")
"""Above drawings that have no marks, since a column of a table has a name."""
_HIGH = 12.0
"""A drawing is as high as a line of text."""

Edges = tuple[float, float]


def blocks(
    root: Element, recorder: Recorder, parts: Iterable[Part], more: Iterable[Row] = (), titles: Sequence[str] = ()
) -> tuple[Block, ...]:
    """What stands in these parts, in the order in which it is read; ``more`` are rows beside them.

    A report may have set more than it shows in the end. ``titles`` are those in its list of contents.
    """
    rows = {element: row for row in (*(row for part in parts for row in _rows(part)), *more) for element in _shown(row)}
    return tuple(_Content(recorder, rows, titles).blocks(root))


def _rows(part: Part) -> Iterator[Row]:
    yield from part.opening
    if part.header is not None:
        yield part.header
    yield from part.rows


def _shown(row: Row) -> Iterator[Element]:
    for block in (block for cell in row.cells for block in cell):
        yield from (element for element in (block.element, block.label) if element is not None)
    yield from (picture.element for picture in row.pictures)


class _Content:
    """The structure while it is read; ``rows`` are those in which each element is shown."""

    def __init__(self, recorder: Recorder, rows: Mapping[Element, Row], titles: Sequence[str]):
        self._recorder, self._rows, self._titles = recorder, rows, tuple(" ".join(one.split()) for one in titles)
        self._heading = ""
        self._section: Row | None = None

    def blocks(self, element: Element) -> Iterator[Block]:
        """What stands within an element."""
        for kid in element.kids:
            if kid.tag == "L":
                if found := self._listing(kid):
                    yield found
            elif kid.tag == "Table":
                if grid := self._grid(kid):
                    yield grid
            elif kid.tag == "TOC" and self._titles:
                yield Contents(self._titles)
            elif kid in self._rows and (picture := self._recorder.pictures.get(kid)):
                yield picture
            elif kid in self._rows and (words := self._recorder.words.get(kid)):
                self._heading = words.text if words.level else self._heading
                yield self._begun(words, self._rows[kid])

    def _begun(self, words: Words, row: Row) -> Words:
        """The words; the first ones of a section say so."""
        if not self._titles or not row.is_section or row is self._section:
            return words
        self._section = row
        return Words(words.text, words.kind, words.level, words.indent, words.right, row.outline)

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
        head, *others = [[(self._cells(row), self._row(row)) for row in part.kids] for part in table.kids]
        rows = [(cells, row) for part in others for cells, row in part if any(cells)]
        if not rows:
            return None
        widths = self._recorder.widths[table]
        room = _beside([row for _cells, row in (*head, *rows) if row])
        if room is not None:
            widths = (*widths, room[1] - room[0])
        heads = _with_drawings(*head[0], room, is_head=True) if head else ()
        return Grid(self._heading, heads, tuple(_with_drawings(cells, row, room) for cells, row in rows), widths)

    def _cells(self, row: Element) -> tuple[Cell, ...]:
        return tuple(tuple(one for one in self.blocks(cell) if isinstance(one, Words | Listing)) for cell in row.kids)

    def _row(self, element: Element) -> Row | None:
        """The row in which something of this is shown."""
        if element in self._rows:
            return self._rows[element]
        return next((row for kid in element.kids if (row := self._row(kid))), None)


def _words(found: Sequence[Block]) -> list[Words]:
    return [one for one in found if isinstance(one, Words)]


def _beside(rows: Sequence[Row]) -> Edges | None:
    """From where to where something is drawn at the right of the columns of a table; None where nothing is."""
    found = list[float]()
    for row in rows:
        end = _end(row)
        ends = [x for shape in row.shapes for x, _ in shape.corners]
        ends += [x for line in row.uprights for x in (line.x, line.x + line.width)]
        found += (x for x in (*ends, *(label.x for label in row.labels)) if x > end)
    return (min(found), max(*found, *(row.width for row in rows))) if found else None


def _end(row: Row) -> float:
    """Where the last column ends."""
    return row.columns[-1].x + row.columns[-1].width


def _with_drawings(
    cells: tuple[Cell, ...], row: Row | None, room: Edges | None, *, is_head: bool = False
) -> tuple[Cell, ...]:
    """The cells, each with what is drawn in its column, and one more for what is drawn beside them."""
    found = list(cells)
    if row is not None and row.shapes:
        for at, column in enumerate(row.columns):
            inside = [one for one in row.shapes if column.x <= _left(one) < column.x + column.width]
            if inside:
                left, right = min(map(_left, inside)), max(map(_right, inside))
                moved = any(isinstance(one, Words) and one.right for one in found[at])
                found[at] = (_strip(row, inside, (left, right), moved=moved), *found[at])
    if room is not None:
        found.append(tuple(_drawn(row, room, is_head=is_head)) if row else ())
    return tuple(found)


def _drawn(row: Row, room: Edges, *, is_head: bool) -> Iterator[Words | Marks | Picture]:
    """What is drawn at the right of the columns: its marks, line by line, and its areas."""
    for y in sorted({label.y for label in row.labels}):
        labels = sorted((label for label in row.labels if label.y == y), key=lambda label: label.x)
        yield Marks(tuple(one.text for one in labels), tuple(one.x - room[0] for one in labels))
    if is_head and not row.labels:
        yield _BARS
    shapes = [one for one in row.shapes if _right(one) > _end(row)]
    if shapes or row.uprights:
        yield _strip(row, shapes, room)


def _strip(row: Row, shapes: Sequence[Shape], edges: Edges, *, moved: bool = False) -> Picture:
    """Shapes of a row as a picture: a line high, and between these edges."""
    levels = [y for shape in shapes for _, y in shape.corners] or [row.above, row.above + _HIGH]
    top = (min(levels) + max(levels) - _HIGH) / 2
    left, right = edges
    data = png(shapes, row.uprights, (left, top, right, top + _HIGH))
    return Picture(data, "", right - left, _HIGH, moved)


def _left(shape: Shape) -> float:
    return min(x for x, _ in shape.corners)


def _right(shape: Shape) -> float:
    return max(x for x, _ in shape.corners)
