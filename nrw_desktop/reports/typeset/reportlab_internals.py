"""All that is used of ReportLab beyond what it documents, so that a new version of it can be judged in one place.

ReportLab is pinned; `tests/reports/test_private.py` has a test for each name, which fails when ReportLab changes.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from nrw_desktop.reports.typeset.links import Annotation
from nrw_desktop.reports.typeset.outline import Bookmark, outline_objects
from nrw_desktop.reports.typeset.pdf_writer import pdf_file, stream
from nrw_desktop.reports.typeset.structure_tree import Tree
from nrw_desktop.reports.typeset.xmp import PRODUCER, Particulars

# Without it every stream is a quarter larger, for channels that take 7 bits only.
rl_config.useA85 = 0

_STREAM_END = b"endstream\n"

_saving = threading.Lock()
"""ReportLab reads a font's file at one place at a time when it embeds a subset."""


class Run(NamedTuple):
    """Letters that stand in one subset of a font, as their codes there."""

    subset: int
    codes: bytes


def font_name(font: TTFont, canvas: Canvas, subset: int = 0) -> str:
    """How a page's content calls a subset of the font, e.g. „/F2+0“."""
    name: str = font.getSubsetInternalName(subset, canvas._doc)
    return name


def runs(font: TTFont, canvas: Canvas, text: str) -> list[Run]:
    """A text in the subsets that its letters stand in; a subset holds some 220 of them."""
    return [Run(subset, bytes(codes)) for subset, codes in font.splitString(text, canvas._doc)]


def add_font(canvas: Canvas, name: str, parts: int, bodies: Callable[[Sequence[int]], list[bytes]]) -> None:
    """Take a font into the document that is made here: so many objects, whose bodies are asked for at the end.

    The first is the font itself, which pages call by the name, without its slash.
    """
    objects = [_Raw() for _ in range(parts)]
    canvas._doc.delayedFonts.append(_LateFont(name, objects, bodies))


def picture_name(canvas: Canvas, picture: Any) -> str:
    """Take a picture (an `ImageReader`) into the document and give the name that this page's content calls it by."""
    written = len(canvas._code)
    canvas.drawImage(picture, 0, 0, 1, 1)
    operators = " ".join(canvas._code[written:]).split()
    del canvas._code[written:]
    return str(operators[operators.index("Do") - 1])


def finished(
    canvas: Canvas,
    tree: Tree,
    particulars: Particulars,
    profile: bytes,
    metadata: Callable[[str], bytes],
    annotations: Sequence[Annotation] = (),
    bookmarks: Sequence[Bookmark] = (),
) -> bytes:
    """The file: the canvas's pages with their structure, links, bookmarks, profile of colours and metadata.

    ``metadata`` gets the time of making as ISO 8601 and gives the XMP.
    """
    document = canvas._doc
    _describe(document.info, particulars)
    count = document.pageCounter - 1
    with _saving:
        for font in document.delayedFonts:
            font.addObjects(document)
    catalog = document.Catalog
    intent = _Raw()
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray([document.Reference(intent)])
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    catalog.StructTreeRoot, catalog.Metadata, icc = _Raw(), _Raw(), _Raw()
    document.Reference(icc)
    for page in range(count):
        _number_page(document.idToObject[f"Page{page + 1}"], page)
    links = _links(document, annotations, count)
    catalog.Metadata.body = _plain_stream("/Type/Metadata/Subtype/XML", metadata(_iso(document._timeStamp)))
    icc.body = stream("/N 3", profile)
    intent.body = (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        f"/DestOutputProfile {_number(document, icc)} 0 R>>"
    ).encode("ascii")
    document.Reference(catalog)
    document.Reference(document.info)
    catalog.Outlines = _Raw() if bookmarks else None
    pages = [_page_number(document, page) for page in range(count)]
    objects = _formatted(document)
    top, elements = tree.objects(len(objects) + 1, _number(document, catalog.StructTreeRoot), pages, links)
    objects[_number(document, catalog.StructTreeRoot) - 1] = (top, False)
    objects += [(body, False) for body in elements]
    if bookmarks:
        outline = _number(document, catalog.Outlines)
        root, entries = outline_objects(bookmarks, outline, len(objects) + 1, pages)
        objects[outline - 1] = (root, False)
        objects += [(body, False) for body in entries]
    return pdf_file(objects, _number(document, catalog), _number(document, document.info))


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are made here."""

    __RefOnly__ = 1
    body = b"null"

    def format(self, _document: Any) -> bytes:
        return self.body


class _LateFont:
    """A font as ReportLab asks it for its objects once all is drawn."""

    def __init__(self, name: str, objects: list[_Raw], bodies: Callable[[Sequence[int]], list[bytes]]):
        self._name, self._objects, self._bodies = name, objects, bodies

    def addObjects(self, document: Any) -> None:  # noqa: N802  (ReportLab calls it)
        for one in self._objects:
            document.Reference(one)
        for one, body in zip(
            self._objects, self._bodies([_number(document, one) for one in self._objects]), strict=True
        ):
            one.body = body
        document.idToObject["BasicFonts"].dict[self._name] = self._objects[0]


def _describe(info: Any, particulars: Particulars) -> None:
    info.title, info.author, info.subject = particulars.title, particulars.author, particulars.subject
    info.creator, info.producer = particulars.creator, PRODUCER


def _number_page(page: Any, number: int) -> None:
    """Say under which number the page stands in the structure, and that the tab key follows it."""
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents = number
    page.Tabs = pdfdoc.PDFName("S")
    page.Trans = None


def _links(document: Any, annotations: Sequence[Annotation], pages: int) -> list[int]:
    """Put the annotations on their pages; gives the numbers of their objects."""
    numbers = []
    for key, annotation in enumerate(annotations, pages):
        made = _Raw()
        reference = document.Reference(made)
        page = document.idToObject[f"Page{annotation.page + 1}"]
        page.Annots = [*(page.Annots or ()), reference]
        made.body = annotation.body(key, lambda number: _page_number(document, number))
        numbers.append(_number(document, made))
    return numbers


def _page_number(document: Any, page: int) -> int:
    """The number of the object that a page is; pages count from 0."""
    found: int = document.idToObjectNumberAndVersion[f"Page{page + 1}"][0]
    return found


def _number(document: Any, thing: Any) -> int:
    """The number of an object that the document knows."""
    found: int = document.idToObjectNumberAndVersion[getattr(thing, "__InternalName__")][0]  # noqa: B009
    return found


def _formatted(document: Any) -> list[tuple[bytes, bool]]:
    """All objects of the document in the order of their numbers, and whether each is a stream.

    While one is formatted, others may come in at the end.
    """
    objects: list[tuple[bytes, bool]] = []
    while (name := document.numberToId.get(len(objects) + 1)) is not None:
        body = pdfdoc.format(document.idToObject[name], document, toplevel=1)
        if body.endswith(_STREAM_END):
            body = body[: -len(_STREAM_END)] + b"\nendstream"
        objects.append((body, body.endswith(b"\nendstream")))
    return objects


def _plain_stream(dictionary: str, content: bytes) -> bytes:
    """Metadata are not compressed, so that any program finds them (ISO 19005-2, 6.6.2.1)."""
    return f"<<{dictionary}/Length {len(content)}>>\nstream\n".encode("ascii") + content + b"\nendstream"


def _iso(stamp: Any) -> str:
    year, month, day, hour, minute, second = stamp.YMDhms
    zone = f"{stamp.dhh:+03d}:{stamp.dmm:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{zone}"
