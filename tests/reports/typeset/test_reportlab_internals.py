"""What is used of ReportLab beyond what it documents; a test for each name, so that a new version is noticed."""

import io
import re
from collections.abc import Sequence

import pytest
import reportlab
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from nrw_desktop.reports.typeset import reportlab_internals
from nrw_desktop.reports.typeset.fonts import face


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(io.BytesIO(), pagesize=(200, 200), initialFontName=face("Regular").name, pageCompression=1)


def test_this_is_the_version_that_was_looked_at() -> None:
    assert reportlab.__version__.startswith("5.1."), (
        "look through typeset/reportlab_internals.py before another version is allowed"
    )


def test_streams_are_not_written_in_seven_bits() -> None:
    assert rl_config.useA85 == 0


def test_a_stream_ends_as_it_is_cut_off_here() -> None:
    body = pdfdoc.PDFStream(content=b"abc").format(pdfdoc.PDFDocument())
    assert body.endswith(b"\nstream\nabcendstream\n")


def test_fonts_hand_out_subsets_by_document(canvas: Canvas) -> None:
    font = face("Regular").font
    assert re.fullmatch(r"/F\d+\+0", reportlab_internals.font_name(font, canvas))
    assert reportlab_internals.runs(font, canvas, "Abc") == [reportlab_internals.Run(0, b"Abc")]
    many = "".join(chr(code) for code in sorted(face("Regular").glyphs)[100:600])
    found = reportlab_internals.runs(font, canvas, many)
    assert {run.subset for run in found} >= {0, 1, 2}
    assert sum(len(run.codes) for run in found) == len(many)


def test_a_picture_is_taken_in_and_nothing_is_drawn(canvas: Canvas) -> None:
    before = list(canvas._code)
    name = reportlab_internals.picture_name(canvas, ImageReader(Image.new("RGB", (4, 4), (9, 9, 9))))
    assert re.fullmatch(r"/FormXob\.\w+", name)
    assert canvas._code == before
    canvas.showPage()
    assert name[1:] in str(canvas._doc.idToObject["Page1"].XObjects.dict)


def test_pages_and_catalogue_take_further_keys(canvas: Canvas) -> None:
    canvas.drawString(1, 1, "x")
    canvas.showPage()
    document = canvas._doc
    assert document.pageCounter - 1 == 1
    reportlab_internals._number_page(document.idToObject["Page1"], 7)
    assert document.Catalog.__NoDefault__ == pdfdoc.PDFCatalog.__NoDefault__
    assert {"StructTreeRoot", "MarkInfo", "Metadata"} <= set(pdfdoc.PDFCatalog.__NoDefault__)
    for font in document.delayedFonts:
        font.addObjects(document)
    page = pdfdoc.format(document.idToObject["Page1"], document, toplevel=1)
    assert b"/StructParents 7" in page
    assert b"/Tabs /S" in page


def test_objects_are_numbered_and_formatted_from_one_on(canvas: Canvas) -> None:
    canvas.drawString(1, 1, "x")
    canvas.showPage()
    document = canvas._doc
    document.Reference(document.Catalog)
    for font in document.delayedFonts:
        font.addObjects(document)
    document.Catalog.Outlines = None
    assert document.numberToId[1] == "BasicFonts"
    objects = reportlab_internals._formatted(document)
    assert len(objects) == document.objectcounter
    streams = [body for body, is_stream in objects if is_stream]
    assert streams
    assert all(body.endswith(b"\nendstream") for body in streams)
    number = reportlab_internals._number(document, document.Catalog)
    assert b"/Catalog" in objects[number - 1][0]


def test_the_outline_is_prepared_before_it_is_written(canvas: Canvas) -> None:
    outlines = canvas._doc.Outlines
    canvas.showPage()
    outlines.prepare(canvas._doc, canvas)
    assert outlines.ready < 0


def test_the_time_of_making_is_known(canvas: Canvas) -> None:
    stamp = canvas._doc._timeStamp
    written = pdfdoc.PDFDate(ts=stamp).format(pdfdoc.DummyDoc()).decode("ascii")
    found = re.sub(r"\D", "", written)
    assert re.sub(r"\D", "", reportlab_internals._iso(stamp)) == found


def test_a_font_made_here_comes_into_the_document(canvas: Canvas) -> None:
    asked: list[list[int]] = []

    def bodies(numbers: Sequence[int]) -> list[bytes]:
        asked.append(list(numbers))
        return [b"<</Type/Font>>", b"<</Second 1>>"]

    reportlab_internals.add_font(canvas, "G1", 2, bodies)
    canvas.drawString(1, 1, "x")
    canvas.showPage()
    document = canvas._doc
    document.Reference(document.Catalog)
    for font in document.delayedFonts:
        font.addObjects(document)
    document.Catalog.Outlines = None
    objects = [body for body, _ in reportlab_internals._formatted(document)]
    (numbers,) = asked
    assert [objects[number - 1] for number in numbers] == [b"<</Type/Font>>", b"<</Second 1>>"]
    assert f"/G1 {numbers[0]} 0 R".encode() in objects[0]
