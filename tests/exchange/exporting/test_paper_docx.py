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
from nrw_desktop.domain.text.paper import Block, Contents, Entry, Grid, Listing, Marks, Paper, Picture, Words
from nrw_desktop.exchange.exporting.formats import exported
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
        # The list of contents is told as one, and a column of bars needs a name.
        heard = [kid for kid in root.kids if kid.tag != "TOC" and kid.text != "Inhalt"]
        in_pdf = bare(one.text for kid in heard for one in kid.walk() if one.tag not in ("Link", "Reference", "Span"))
        # A bullet may be one of the document's own.
        said = [one for one in bare(texts(paper.blocks)) if one not in ("•", "Balken")]
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
    said = [one.get("descr") for one in body.iter() if one.tag.endswith("}docPr") and not len(one)]
    assert said == ["Logo: Stadt Bielefeld", "Logo der Förderung 1 von 2", "Logo der Förderung 2 von 2"]
    core = etree.tostring(part(document, "docProps/core.xml"), encoding="unicode")
    assert "de-DE" in core
    assert "Sachbericht 2018" in core
    assert part(document, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "de-DE"
    foot = "".join(part(document, "word/footer.xml").itertext())
    assert foot.startswith("Interne Fassung · Stadt Bielefeld · Stand: 15.07.2018 · Seite ")


def test_a_long_report_has_a_list_of_contents_that_leads_to_each_section() -> None:
    paper = catalogue.content("annual-report", PLAN, request("annual-report", "internal"))
    (listed,) = (block for block in paper.blocks if isinstance(block, Contents))
    # Word asks nothing when it is opened, as it would if it were to fill the list in.
    document = paper_docx(paper)
    assert part(document, "word/settings.xml").find(f"{W}updateFields") is None
    body = part(document, "word/document.xml")
    marks = {one.get(f"{W}name"): one.getparent() for one in body.iter(f"{W}bookmarkStart")}
    links = list(body.iter(f"{W}hyperlink"))
    assert tuple("".join(one.itertext()) for one in links) == listed.titles
    begun = [marks.pop(one.get(f"{W}anchor")) for one in links]
    assert not marks
    assert ["".join(one.itertext()) for one in begun] == list(listed.titles)
    assert {one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in begun} == {"Heading2"}
    ends = [one.get(f"{W}fldCharType") for one in body.iter(f"{W}fldChar")]
    assert ends == ["begin", "separate", "end"]
    short = catalogue.content("minutes", PLAN, request("minutes", "internal"))
    assert not any(isinstance(block, Contents) for block in short.blocks)


def test_bars_stand_beside_the_figures_they_show_and_years_above_them() -> None:
    paper = catalogue.content("timeline", PLAN, request("timeline", "public"))
    (grid,) = (block for block in paper.blocks if isinstance(block, Grid))
    today, years, *_ = grid.head[-1]
    assert isinstance(today, Marks)
    assert isinstance(years, Marks)
    assert (today.texts, years.texts) == (("heute",), ("2017", "2018", "2019"))
    first, *others = (cells[-1][0] for cells in grid.rows)
    assert isinstance(first, Picture)
    with Image.open(io.BytesIO(first.data)) as shown:
        drawn = shown.convert("RGB")
    # The phase lasts from March to July 2017 of three years; the line of today is red and in July 2018.
    ink = [x / drawn.width for x in range(drawn.width) if drawn.getpixel((x, drawn.height // 2)) == (13, 99, 135)]
    assert (min(ink), max(ink)) == pytest.approx((2 / 36, 7 / 36), abs=0.01)
    red = [x / drawn.width for x in range(drawn.width) if drawn.getpixel((x, 1)) == (189, 41, 33)]
    assert red == pytest.approx([18.5 / 36] * len(red), abs=0.01)
    assert red
    # A measure that is postponed looks otherwise than one that is done.
    assert len({one.data for one in others if isinstance(one, Picture)}) > 4
    document = paper_docx(paper)
    body = part(document, "word/document.xml")
    # They say nothing that the row does not say, so a screen reader passes over them; each is kept once.
    hidden = [one for one in body.iter() if one.tag.endswith("}decorative")]
    assert len(hidden) == len(grid.rows)
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        assert len([one for one in file.namelist() if "/media/" in one]) == len({first.data, *(p.data for p in others)})


def test_the_longest_word_of_a_column_has_room() -> None:
    head = ((Words("Phase"),), (Words("Zeit"),), (Words("Text"),))
    rows = (((Words("Maßnahmenentwicklung"),), (Words("2018"),), (Words("Wort " * 60),)),)
    paper = Paper("Titel", "", (), (Grid("Tabelle", head, rows, (40.0, 40.0, 400.0)),))
    columns = part(paper_docx(paper), "word/document.xml").iter(f"{W}gridCol")
    first, second, third = (int(one.get(f"{W}w")) for one in columns)
    assert first > 20 * 110
    assert second < first < third
    assert first + second + third == pytest.approx(11_906 - 1_417 - 1_020, abs=2)


def test_minutes_in_word_have_lines_to_sign_on_and_goals_their_numbers() -> None:
    found = paragraphs(paper_docx(catalogue.content("minutes", PLAN, request("minutes", "internal"))))
    assert [text for style, text in found if style == "Note"][-2:] == [
        "Ort, DatumSitzungsleitung",
        "Ort, DatumSchriftführung",
    ]
    signed = paper_docx(catalogue.content("attendance-list", PLAN, request("attendance-list", "internal")))
    rows = [len(list(one.iter(f"{W}trHeight"))) for one in part(signed, "word/document.xml").iter(f"{W}tbl")]
    # Where people sign there is room for it.
    assert rows == [0, 8]
    document = paper_docx(catalogue.content("phase-overview", PLAN, request("phase-overview", "public")))
    numbered = [one.get(f"{W}val") for one in part(document, "word/document.xml").iter(f"{W}numId")]
    known = {one.get(f"{W}numId") for one in part(document, "word/numbering.xml").iter(f"{W}num")}
    assert set(numbered) <= known
    assert len(set(numbered)) > 1


def kept_lines(document: bytes) -> list[list[str]]:
    """The texts of what stays on one page with the end of the document: paragraphs, and rows of a table by cells."""
    kept = {"Heading1", "Heading2", "Heading3", "Signature", "TableHead"}
    lines = [
        one
        for one in part(document, "word/document.xml").iter(f"{W}p", f"{W}tr")
        if one.tag == f"{W}tr" or one.getparent().tag != f"{W}tc"
    ]
    found = []
    for line in reversed(lines[:-1]):
        styles = [one.get(f"{W}val") for one in line.iter(f"{W}pStyle")]
        if not all(one.find(f"{W}pPr/{W}keepNext") is not None for one in line.iter(f"{W}p")) and not (
            kept.intersection(styles)
        ):
            break
        found.append([text for one in line.iter(f"{W}t") if (text := one.text)])
    return found[::-1]


def test_no_page_has_lines_to_sign_on_alone() -> None:
    sentences = tuple(Words(f"Satz {number}") for number in range(4))
    cells = tuple(((Words(f"Zeile {number}"), Words("darunter")), (Words("b"),)) for number in range(4))
    grid = Grid("Tabelle", ((Words("Kopf"),), (Words("Kopf"),)), cells, (100.0, 100.0))
    texts = kept_lines(paper_docx(Paper("Titel", "", (), sentences, ("Leitung", "Schriftführung"))))
    assert texts == [["Satz 2"], ["Satz 3"], [], ["Ort, Datum", "Leitung"], []]
    # The last two rows are one piece, and the air behind the table goes with them.
    rows = kept_lines(paper_docx(Paper("Titel", "", (), (*sentences, grid), ("Leitung",))))
    assert rows == [["Zeile 2", "darunter", "b"], ["Zeile 3", "darunter", "b"], [], []]
    assert kept_lines(paper_docx(Paper("Titel", "", (), (*sentences, grid)))) == []
    assert kept_lines(paper_docx(Paper("Titel", "", (), (), ("Leitung",)))) == [[]]


IN_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing "
    "ind contextualSpacing jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing sz szCs u vertAlign rtl cs lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
}
"""What may stand in these, in the order of ECMA-376: where something is out of it, Word refuses or repairs a file."""


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_all_that_is_set_stands_in_the_order_of_the_standard(paper: str) -> None:
    asked: dict[str, Any] = {"signature": "Leitung", "logo": png(), "paper": paper}
    reports = ("annual-report", "minutes", "timeline", "phase-overview")
    made = [paper_docx(catalogue.content(name, PLAN, request(name, "internal", **asked))) for name in reports]
    for document in (*made, exported(PLAN, "docx", "internal", dt.datetime.now(dt.UTC)).content):
        for name in ("document", "styles", "numbering", "footer"):
            for one in part(document, f"word/{name}.xml").iter(*(f"{W}{tag}" for tag in IN_ORDER)):
                order = IN_ORDER[one.tag.removeprefix(W)].split()
                places = [order.index(kid.tag.removeprefix(W)) for kid in one]
                assert places == sorted(places)
                assert len(places) == len(set(places)) or one.tag == f"{W}style"


def test_of_what_is_divided_no_page_has_one_line_alone() -> None:
    def kept(*blocks: Block) -> list[str]:
        body = part(paper_docx(Paper("Titel", "", (), blocks)), "word/document.xml")
        lines = [one for one in body.iter(f"{W}p") if one.find(f"{W}pPr/{W}keepNext") is not None]
        return ["".join(one.itertext()) for one in lines]

    rows = tuple(((Words(f"Zeile {number}"),),) for number in range(5))
    assert kept(Grid("Tabelle", (), rows, (100.0,))) == ["Zeile 0", "Zeile 3"]
    assert kept(Grid("Tabelle", (), rows[:1], (100.0,))) == []
    assert kept(Grid("Tabelle", (), (((Words("Wort " * 200),),), *rows), (100.0,))) == ["Zeile 3"]
    facts = Listing(tuple(Entry(f"Wort {number}", (Words("Satz"),)) for number in range(5)), names=True)
    assert kept(facts) == ["Wort 0Satz", "Wort 3Satz"]
    assert kept(facts, Words("Noch ohne Angabe", "note")) == ["Wort 0Satz", "Wort 4Satz"]
    assert kept(Listing(facts.entries[:1], names=True)) == []


def test_a_poster_is_one_in_word_too_and_all_of_it_grows() -> None:
    def lengths(paper: str) -> list[int]:
        told = catalogue.content("timeline", PLAN, request("timeline", "public", paper=paper, signature="Leitung"))
        document = paper_docx(told)
        body = part(document, "word/document.xml")
        names = ("gridCol", "w"), ("tcW", "w"), ("tab", "pos"), ("ind", "left"), ("spacing", "after"), ("pgMar", "left")
        found = [one for name, *fields in names for tag in body.iter(f"{W}{name}") for one in _held(tag, fields)]
        drawn = [int(one.get("cx")) for one in body.iter() if one.tag.endswith("}extent")]
        sizes = [int(one.get(f"{W}val")) for one in part(document, "word/styles.xml").iter(f"{W}sz")]
        texts = [one.text for one in body.iter(f"{W}t")]
        size = body.find(f".//{W}pgSz")
        assert (int(size.get(f"{W}w")), int(size.get(f"{W}h"))) == sheets[paper]
        assert size.get(f"{W}orient") == "landscape"
        said.append(texts)
        return [*found, *drawn, *sizes]

    said: list[list[str | None]] = []
    sheets = {"A4": (16_838, 11_906), "A3": (23_811, 16_838)}
    small, large = lengths("A4"), lengths("A3")
    assert len(small) > 50
    assert large == pytest.approx([length * 2**0.5 for length in small], rel=0.02, abs=1)
    assert said[0] == said[1]


def _held(tag: Any, fields: Iterable[str]) -> Iterator[int]:
    return (int(value) for field in fields if (value := tag.get(f"{W}{field}")))
