"""What tells a report from others: its front, the head of each page, the list of contents, and who funds it."""

import io
import re
from pathlib import Path

import pikepdf
import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Project
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import DAY, info, large_plan, made, plan_of, seed, text
from tests.reports.tag_tree import plain, read
from tests.reports.test_catalogue import picture

NAMES = tuple(catalogue.REPORTS)
TITLES = {
    "changes": "Änderungen",
    "phase-overview": "Phasenübersicht",
    "action-plan": "Umsetzungsschritte",
    "timeline": "Zeitplan",
    "partner-directory": "Partnerverzeichnis",
    "status": "Sachstand",
    "annual-report": "Sachbericht 2026",
    "agenda": "Tagesordnung",
    "minutes": "Protokoll",
    "attendance-list": "Anwesenheitsliste",
    "task-list": "Aufgabenliste",
}


def printed(name: str, plan: Plan, **options: object) -> bytes:
    return catalogue.made(name, plan, Request(DAY, **options))  # type: ignore[arg-type]


def properties(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return str(document.docinfo["/Title"])


@pytest.mark.parametrize("name", NAMES)
def test_what_it_is_stands_as_the_title_and_the_project_under_it(name: str) -> None:
    pdf = printed(name, plan_of("Etwas", title="Vielfalt vor Ort", heading="Anlage 7", municipality="Stadt Probe"))
    said = read(pdf)
    assert [plain(node.text) for node in said.root.all("H1")] == [TITLES[name]]
    assert "Vielfalt vor Ort · Stadt Probe" in said.texts()[:3]
    assert ("Anlage 7" in said.texts()) == (name == "action-plan")
    assert properties(pdf) == f"{TITLES[name]} – Vielfalt vor Ort"


def test_a_plan_whose_title_says_what_it_is_needs_no_other() -> None:
    pdf = printed("action-plan", seed())
    assert read(pdf).texts()[:2] == ["Anlage 1", "Umsetzungsschritte des Projektes NRWeltoffen"]
    assert properties(pdf) == "Umsetzungsschritte des Projektes NRWeltoffen"


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_without_titles_prints_what_there_is(name: str) -> None:
    plan = made([Project("p"), Phase("a"), Measure("m", phase="a", text="Etwas")])
    pdf = printed(name, plan)
    said = read(pdf)
    assert "Ohne Titel" not in " ".join((*said.texts(), *said.artifacts))
    assert [plain(node.text) for node in said.root.all("H1")] == [TITLES[name]]
    assert properties(pdf) == TITLES[name]
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        assert all(item.title and item.title != "Ohne Titel" for item in outline.root)


@pytest.mark.parametrize("name", ["phase-overview", "annual-report", "timeline", "action-plan"])
def test_from_the_second_page_its_head_says_what_and_where_one_is(tmp_path: Path, name: str) -> None:
    plan = large_plan(3, 30)
    first, *others = text(printed(name, plan), tmp_path, "-layout").split("\f")[:-1]
    assert not re.match(rf"\s*{TITLES[name]} · Großes Vorhaben", first)
    assert len(others) >= 3
    seen = set()
    for page in others:
        head = page.strip().splitlines()[0]
        assert head.startswith(f"{TITLES[name]} · Großes Vorhaben")
        seen |= {match[0] for match in re.finditer(r"Phase \d · Maßnahmenumsetzung \d", head)}
        # What is told of a table that goes on is told of the same phase.
        if again := re.search(r"^\s*(Phase \d)\b.*, Fortsetzung$", page, re.MULTILINE):
            assert again[1] in head
    assert {"Phase 2 · Maßnahmenumsetzung 1", "Phase 3 · Maßnahmenumsetzung 2"} <= seen


def test_the_head_of_a_page_is_not_read_aloud(tmp_path: Path) -> None:
    said = read(printed("phase-overview", large_plan(3, 30)))
    assert not any(words.startswith("Phasenübersicht ·") for words in said.texts())
    assert all("Phasenübersicht · Großes Vorhaben" in page for page in said.artifacts[1:])
    with pikepdf.open(io.BytesIO(printed("phase-overview", large_plan(3, 30)))) as document:
        kinds = [page.Contents.read_bytes().count(b"/Subtype/Header") for page in document.pages]
    assert kinds == [0, *([2] * (len(kinds) - 1))]


@pytest.mark.parametrize(("measures", "listed"), [(4, False), (70, True)])
def test_from_five_pages_on_there_is_a_list_of_contents(tmp_path: Path, measures: int, listed: bool) -> None:
    pdf = printed("phase-overview", large_plan(4, measures))
    assert (int(info(pdf, tmp_path)["Pages"]) >= 5) == listed
    said = read(pdf)
    entries = [plain(node.text) for node in said.root.all("TOCI")]
    assert bool(entries) == listed == ("Inhalt" in said.texts())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_numbers_in_the_contents_are_those_of_the_pages_and_lead_there(
    tmp_path: Path, name: str, paper: str
) -> None:
    year = {"year": 2018} if name == "annual-report" else {}
    plan = full_plan() if year else large_plan(7, 70)
    pdf = printed(name, plan, edition="internal", paper=paper, **year)
    pages = text(pdf, tmp_path).split("\f")[:-1]
    said = read(pdf)
    entries = said.root.all("TOCI")
    assert bool(entries) == (len(pages) >= 5)
    links = list(dict.fromkeys(link for link in said.links() if link[2].rpartition(", Seite ")[2].isdigit()))
    assert len(links) == len(entries)
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        sections = [item.title for item in outline.root]
    for (words, target, told), section in zip(links, sections if entries else [], strict=True):
        title, _, number = words.rpartition(" ")
        assert (title, told, target) == (section, f"{section}, Seite {number}", f"page {number}")
        heading = title.removeprefix("Phase ").replace(" · ", " ") if name == "timeline" else title
        assert heading in " ".join(pages[int(number) - 1].split())


def test_who_funds_the_project_stands_once_with_words_for_each_logo() -> None:
    logos = (picture(), picture(size=(900, 100)))
    for name in NAMES:
        pdf = printed(name, large_plan(4, 40), funding="Gefördert durch <b>Probe</b>", funder_logos=logos)
        said = read(pdf)
        assert said.texts().count("Gefördert durch <b>Probe</b>") == 1
        figures = said.root.all("Figure")
        assert [figure.alt for figure in figures] == ["Logo der Förderung 1 von 2", "Logo der Förderung 2 von 2"]
        assert [figure.pages for figure in figures] == [{0}, {0}]
        with pikepdf.open(io.BytesIO(pdf)) as document:
            places = [node.A.BBox for node in document.Root.StructTreeRoot.K.K if node.S == "/Figure"]
            wide = float(document.pages[0].MediaBox[2])
        edges = [(float(left), float(right)) for left, _, right, _ in places]
        assert 70 < edges[0][0] < edges[0][1] < edges[1][0] < edges[1][1] <= wide - 50


def test_nothing_of_the_report_stands_where_it_says_who_funds_it() -> None:
    pdf = printed("phase-overview", large_plan(4, 40), funding="Gefördert durch Probe " * 12)
    places = [(y, words) for page, _, y, words in read(pdf).places if page == 1]
    funding = next(y for y, words in places if words.startswith("Gefördert"))
    below = [words for y, words in places if y < funding + 5 and not words.startswith("Gefördert")]
    assert below[:2] == ["Stadt Bielefeld", "Stand: 23.11.2026"]
    assert len(below) == 3


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"funding": "x" * 301}, "mehr als 300 Zeichen"),
        ({"funder_logos": (picture(),) * 7}, "höchstens 6"),
        ({"funder_logos": (b"<svg/>",)}, "kein Bild im Format PNG oder JPEG"),
    ],
)
def test_what_cannot_be_said_of_the_funding_is_refused(options: dict[str, object], sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        printed("status", seed(), **options)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_larger_paper_is_the_same_pages_larger(name: str, orientation: str) -> None:
    plan, options = full_plan(), {"orientation": orientation, "logo": picture()}
    small, large = (printed(name, plan, paper=paper, **options) for paper in ("A4", "A3"))
    assert read(small).places == read(large).places
    with pikepdf.open(io.BytesIO(small)) as one, pikepdf.open(io.BytesIO(large)) as other:
        assert len(one.pages) == len(other.pages)
        for ours, theirs in zip(one.pages, other.pages, strict=True):
            scale = float(theirs.MediaBox[2]) / float(ours.MediaBox[2])
            assert scale == pytest.approx(2**0.5, abs=0.001)
            rests = [[float(edge) for note in page.get("/Annots", ()) for edge in note.Rect] for page in (ours, theirs)]
            assert rests[1] == pytest.approx([edge * scale for edge in rests[0]], abs=0.3)
        boxes = [document.Root.StructTreeRoot.K.K[0].A.BBox for document in (one, other)]
    assert list(map(float, boxes[1])) == pytest.approx([float(edge) * 2**0.5 for edge in boxes[0]], abs=0.3)
