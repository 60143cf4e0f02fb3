"""The file that is made of objects: another program finds each of them again."""

import io
import zlib

import pikepdf
import pytest

from nrw_desktop.reports.typeset.pdf_writer import pdf_file, pdf_text, stream


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 999])
def test_every_object_is_found_again(count: int) -> None:
    objects = [
        (b"<</Type/Catalog/Pages 2 0 R/Own 4 0 R>>", False),
        (b"<</Type/Pages/Kids[]/Count 0>>", False),
        (b"<</Title(x)>>", False),
        (stream("/Own true", b"content" * 50), True),
        *((b"<</Number %d>>" % number, False) for number in range(count)),
    ]
    pdf = pdf_file(objects, 1, 3)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == [] if hasattr(document, "check_pdf_syntax") else document.check() == []
        assert document.Root.Own.read_bytes() == b"content" * 50
        assert str(document.trailer.Info.Title) == "x"
        found = [int(document.get_object((5 + number, 0)).Number) for number in range(count)]
    assert found == list(range(count))


def test_the_same_objects_have_the_same_identity_and_others_another() -> None:
    def identity(title: bytes) -> bytes:
        objects = [
            (b"<</Type/Catalog/Pages 2 0 R>>", False),
            (b"<</Type/Pages/Kids[]/Count 0>>", False),
            (title, False),
        ]
        with pikepdf.open(io.BytesIO(pdf_file(objects, 1, 3))) as document:
            return bytes(document.trailer.ID[0])

    assert identity(b"<<>>") == identity(b"<<>>") != identity(b"<</Title(x)>>")


def test_a_stream_ends_with_a_line_end_that_is_not_its_own() -> None:
    body = stream("", b"abc")
    packed = zlib.compress(b"abc")
    assert body == b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed)


def test_text_in_any_script() -> None:
    assert pdf_text("Aß☃") == "<FEFF004100DF2603>"
    assert pdf_text("\U0001f468") == "<FEFFD83DDC68>"
