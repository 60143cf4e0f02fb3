"""Reports as Word documents: they say what the PDF says, in the same order, and have headings, lists and tables."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, cast

import pytest
from lxml import etree
from PIL import Image

from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.domain.text.paper import Block, Grid, Listing, Words
from nrw_desktop.exchange.exporting.paper_docx import paper_docx
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.exchange.exporting.test_formats import SECRETS
from tests.reports.full_plan import full_plan
from tests.reports.tag_tree import read

PLAN = full_plan()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNED = ("Ort, Datum", "Amt für Vielfalt", "Sitzungsleitung", "Schriftführung")


def request(name: str, edition: str, **more: Any) -> Request:
    year = 2018 if name == "annual-report" else None
    return Request(dt.date(2018, 7, 15), edition=cast(Edition, edition), year=year, since=None, **more)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """All texts of a paper, in the order in which they are read."""
    for block in blocks:
        match block:
            case Words():
                yield block.text
            case Listing():
                for entry in block.entries:
                    yield from (entry.mark, *texts(entry.words), *texts(entry.below))
            case Grid():
                yield from (text for row in (block.head, *block.rows) for cell in row for text in texts(cell))


def bare(found: Iterable[str]) -> list[str]:
    """Texts without blanks and invisible marks, as a PDF breaks its lines elsewhere."""
    return [one for text in found if (one := re.sub(r"[\s\u00ad\u200b]", "", text))]


def png() -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (13, 99, 135)).save(out, "PNG")
    return out.getvalue()


def part(document: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        return etree.fromstring(file.read(name))


def paragraphs(document: bytes) -> list[tuple[str, str]]:
    """The style and text of each paragraph that has one."""
    found = []
    for one in part(document, "word/document.xml").iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        text = "".join(piece.text or "" for piece in one.iter(f"{W}t"))
        found.append(("" if style is None else style.get(f"{W}val"), text))
    return [one for one in found if one[1]]


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_a_word_document_says_what_the_pdf_says(name: str) -> None:
    for edition in EDITIONS:
        asked = request(name, edition, signature="Amt für Vielfalt", funding="Gefördert durch das Land")
        paper = catalogue.content(name, PLAN, asked)
        root = read(catalogue.made(name, PLAN, asked)).root
        # Only a PDF has page numbers, and so a list of contents.
        heard = [kid for kid in root.kids if kid.tag != "TOC" and kid.text != "Inhalt"]
        in_pdf = bare(one.text for kid in heard for one in kid.walk() if one.tag not in ("Link", "Reference", "Span"))
        # A bullet may be one of the document's own.
        said = [one for one in bare(texts(paper.blocks)) if one != "•"]
        assert [one for one in in_pdf if one not in ("•", *bare(SIGNED))] == [
            one for one in said if one not in bare(SIGNED)
        ]
        written = "".join(bare(text for _, text in paragraphs(paper_docx(paper))))
        numbers = re.compile(r"\d+(?:\.\d+)*\.?")
        assert all(one in written for one in said if not numbers.fullmatch(one))
        if edition == "public":
            assert [secret for secret in SECRETS if re.sub(r"\s", "", secret) in written] == []


def test_a_report_in_word_is_headings_lists_and_tables_with_names() -> None:
    asked = request("annual-report", "internal", logo=png(), funder_logos=(png(), png()))
    document = paper_docx(catalogue.content("annual-report", PLAN, asked))
    found = paragraphs(document)
    levels = [int(style[-1]) for style, _ in found if style.startswith("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    body = part(document, "word/document.xml")
    tables = list(body.iter(f"{W}tbl"))
    for table in tables:
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        widths = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")} == {widths}
        # Two tables that touch are one in Word.
        assert table.getnext().tag == f"{W}p"
    assert len(tables) > 5
    said = [one.get("descr") for one in body.iter() if one.tag.endswith("}docPr")]
    assert said == ["Logo: Stadt Bielefeld", "Logo der Förderung 1 von 2", "Logo der Förderung 2 von 2"]
    core = etree.tostring(part(document, "docProps/core.xml"), encoding="unicode")
    assert "de-DE" in core
    assert "Sachbericht 2018" in core
    assert part(document, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "de-DE"
    foot = "".join(part(document, "word/footer.xml").itertext())
    assert foot.startswith("Interne Fassung · Stadt Bielefeld · Stand: 15.07.2018 · Seite ")


def test_minutes_in_word_have_lines_to_sign_on_and_goals_their_numbers() -> None:
    found = paragraphs(paper_docx(catalogue.content("minutes", PLAN, request("minutes", "internal"))))
    assert [text for style, text in found if style == "Note"][-2:] == [
        "Ort, DatumSitzungsleitung",
        "Ort, DatumSchriftführung",
    ]
    document = paper_docx(catalogue.content("phase-overview", PLAN, request("phase-overview", "public")))
    numbered = [one.get(f"{W}val") for one in part(document, "word/document.xml").iter(f"{W}numId")]
    known = {one.get(f"{W}numId") for one in part(document, "word/numbering.xml").iter(f"{W}num")}
    assert set(numbered) <= known
    assert len(set(numbered)) > 1
