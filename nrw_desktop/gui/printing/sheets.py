"""The pages of a report as they go onto paper: the ones wanted, each on its sheet, still tagged and still text."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from nrw_desktop.gui.printing.print_job import Sheet

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

_OTHER_BOXES = ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")


def laid_out(data: bytes, count: int, sheets: Sequence[Sheet], fit: bool) -> bytes:
    """The PDF with just these pages, each on its paper; the same bytes where nothing is to be done.

    With ``fit`` a page fills the paper as far as its proportions let it; without, it keeps its size, its upper left
    corner is on the paper, and what has no room is cut off. ``count`` is how many pages there are.
    """
    pages = [sheet.page for sheet in sheets]
    if pages == list(range(count)) and all(sheet.size.is_like(sheet.paper) for sheet in sheets):
        return data
    # Needed by few prints, and a tenth of a second to import.
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        if len(pages) < count:
            _leave_out(pdf, set(range(count)) - set(pages))
        matrices = {}
        for page, sheet in zip(pdf.pages, sheets, strict=True):
            if not sheet.size.is_like(sheet.paper):
                matrices[page.obj.objgen] = _put(page, sheet, fit)
        if matrices:
            _move_places(pdf, matrices)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


# Other paper

Matrix = tuple[float, float, float]
"""How much larger, and how far to the right and up."""


def _put(page: "Page", sheet: Sheet, fit: bool) -> Matrix:
    scale = sheet.scale if fit else 1.0
    right = (sheet.paper.width - sheet.size.width * scale) / 2
    down = (sheet.paper.height - sheet.size.height * scale) / 2
    if not fit:
        right, down = max(0.0, right), max(0.0, down)
    up = sheet.paper.height - down - sheet.size.height * scale
    page.contents_add(f"q {scale:.5f} 0 0 {scale:.5f} {right:.3f} {up:.3f} cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")
    page.obj.MediaBox = [0, 0, round(sheet.paper.width, 3), round(sheet.paper.height, 3)]
    for name in _OTHER_BOXES:
        if name in page.obj:
            del page.obj[name]
    return scale, right, up


def _move_places(pdf: "Pdf", matrices: dict[tuple[int, int], Matrix]) -> None:
    """Let the places of links, bookmarks and figures go along with the pages."""
    from pikepdf import Array, Dictionary

    for page in pdf.pages:
        if (matrix := matrices.get(page.obj.objgen)) is not None:
            for note in page.obj.get("/Annots", ()):
                _move(note, ("/Rect", "/QuadPoints"), matrix)
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary):
            continue
        matrix = matrices.get(_page_of(thing, None))
        traits = thing.get("/A")
        if matrix is not None and thing.get("/Type") == "/StructElem" and traits is not None:
            for trait in traits if isinstance(traits, Array) else [traits]:
                _move(trait, ("/BBox",), matrix)
        _move_destination(thing.get("/Dest"), matrices)
        if thing.get("/S") == "/GoTo":
            _move_destination(thing.get("/D"), matrices)
        elif isinstance(traits, Dictionary) and traits.get("/S") == "/GoTo" and not traits.is_indirect:
            _move_destination(traits.get("/D"), matrices)


def _move(thing: Any, keys: Sequence[str], matrix: Matrix) -> None:
    for key in keys:
        if key in thing:
            scale, *offset = matrix
            thing[key] = [
                round(float(number) * scale + offset[at % 2], 3) for at, number in enumerate(thing[key].as_list())
            ]


def _move_destination(target: Any, matrices: dict[tuple[int, int], Matrix]) -> None:
    from pikepdf import Array

    if isinstance(target, Array) and len(target) == 5 and target[1] == "/XYZ":
        matrix = matrices.get(target[0].objgen)
        if matrix is not None:
            scale, *offset = matrix
            for at in (2, 3):
                if target[at] is not None:
                    target[at] = round(float(target[at]) * scale + offset[at - 2], 3)


# Other pages


def _leave_out(pdf: "Pdf", numbers: set[int]) -> None:
    """Take pages away, with everything that speaks of them: who gets the file must not find them in it."""
    gone = [pdf.pages[number].obj for number in sorted(numbers)]
    ids = {page.objgen for page in gone}
    for number in sorted(numbers, reverse=True):
        del pdf.pages[number]
    _prune_links(pdf, ids)
    _prune_outline(pdf, ids)
    if (root := pdf.Root.get("/StructTreeRoot")) is not None:
        _prune_parents(root, gone)
        _prune(root, ids)
        _raise_headings(root)
    for page in gone:
        # Whatever may still point here finds nothing.
        for key in list(page.keys()):
            del page[key]


def _prune_links(pdf: "Pdf", gone: set[tuple[int, int]]) -> None:
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            if _leads_to(note.get("/Dest"), gone):
                del note.Dest
            if "/A" in note and _leads_to(note.A.get("/D"), gone):
                del note.A


def _prune_outline(pdf: "Pdf", gone: set[tuple[int, int]]) -> None:
    def left(items: list[Any]) -> list[Any]:
        kept = []
        for item in items:
            below = left(list(item.children))
            if _leads_to(item.destination, gone):
                # What stands below may be on a page that stays.
                kept += below
            else:
                item.children[:] = below
                kept.append(item)
        return kept

    if "/Outlines" in pdf.Root:
        with pdf.open_outline() as outline:
            outline.root[:] = left(list(outline.root))


def _leads_to(target: Any, pages: set[tuple[int, int]]) -> bool:
    from pikepdf import Array

    return isinstance(target, Array) and len(target) > 0 and target[0].objgen in pages


def _prune_parents(root: Any, gone: Sequence[Any]) -> None:
    """Take the pages out of the table that leads from marks on a page to their elements."""
    from pikepdf import NumberTree

    if "/ParentTree" not in root:
        return
    tree = NumberTree(root.ParentTree)
    for page in gone:
        notes = [note.get("/StructParent") for note in page.get("/Annots", ())]
        for key in (page.get("/StructParents"), *notes):
            if key is not None and int(key) in tree:
                del tree[int(key)]


def _prune(element: Any, gone: set[tuple[int, int]], page: Any = None) -> bool:
    """Take what lies on these pages out of an element; whether anything is left of it."""
    from pikepdf import Array

    kids = element.get("/K")
    if kids is None:
        return True
    page = _page_of(element, page)
    listed = list(kids) if isinstance(kids, Array) else [kids]
    left = [kid for kid in listed if _stays(kid, gone, page)]
    if len(left) < len(listed):
        element.K = Array(left)
    if left and "/Pg" in element and page in gone:
        del element.Pg
    return bool(left)


def _stays(kid: Any, gone: set[tuple[int, int]], page: Any) -> bool:
    from pikepdf import Dictionary

    if isinstance(kid, Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR"):
        return _prune(kid, gone, page)
    return (_page_of(kid, page) if isinstance(kid, Dictionary) else page) not in gone


def _raise_headings(root: Any) -> None:
    """Let headings begin with H1 and leave no level out (PDF/UA-1, 7.4.2), also where those above have gone."""
    from pikepdf import Name

    headings = [element for element in _elements(root) if re.fullmatch("/H[1-6]", str(element.get("/S")))]
    too_low = int(str(headings[0].S)[2:]) - 1 if headings else 0
    above = 0
    for heading in headings:
        above = max(1, min(int(str(heading.S)[2:]) - too_low, above + 1))
        heading.S = Name(f"/H{above}")


def _elements(node: Any) -> Iterator[Any]:
    """The elements within one, in the order they are read."""
    from pikepdf import Array, Dictionary

    kids = node.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _page_of(thing: Any, inherited: Any) -> Any:
    return thing.Pg.objgen if "/Pg" in thing else inherited
