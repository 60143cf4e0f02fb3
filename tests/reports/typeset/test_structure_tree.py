"""Every report is PDF/UA-1 and PDF/A-2a as far as checkers can tell, and its tags say what the plan says."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import outloud
import pikepdf
import pytest
from outloud.model import Document
from pdfua import validate

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Partner, Phase, Project, Record
from nrw_desktop.domain.queries import goals, partners, period, progress
from nrw_desktop.paths import resources
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.hard_cases import HIGH, PLANS, spoilt
from tests.reports.pdf_tools import DAY, ghostscript, info, large_plan, made, plan_of, saved, seed
from tests.reports.tag_tree import Node, plain, read

NAMES = tuple(catalogue.REPORTS)


def printed(name: str, plan: Plan, **options: object) -> bytes:
    return catalogue.made(name, plan, Request(DAY, **options))  # type: ignore[arg-type]


FALSE_ALARMS = ("TBL-014", "TBL-010", "PAG-001", "TAG-002")
"""A ruled table taken for a grid that no table announces; a table of one row, which has more headers than cells; words
that the plan itself has at the head of several pages (what is an artifact there, a test below says); running heads and
what says that a table goes on, which are no prose though they have as many words."""


def findings(path: Path) -> list[str]:
    """What both checkers find, besides what is a matter of taste."""
    found = [f"{finding.rule} {finding.message}" for finding in outloud.check(str(path)).sorted_findings()]
    found = [line for line in found if not line.startswith(FALSE_ALARMS)]
    return found + [f"{finding.rule_id} {finding.message}" for finding in validate(str(path)).findings]


def out_of_order(path: Path) -> list[int]:
    """The pages on which something is painted before what comes before it in the tags, be it one piece alone."""
    document = Document(str(path))
    places: dict[int | None, dict[tuple[object, int], int]] = {}
    for element in document.elements:
        for said in element.mcrefs:
            here = places.setdefault(said.page, {})
            here[said.stream, said.mcid] = len(here)
    found = []
    for page in document.pages:
        here = places.get(page.index, {})
        painted = [here[key] for key in document.content(page.index).paint_order if key in here]
        if painted != sorted(painted):
            found.append(page.number)
    document.close()
    return found


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("name", NAMES)
def test_two_checkers_find_nothing(tmp_path: Path, name: str, plan: str) -> None:
    year = 2018 if plan == "full" and name == "annual-report" else None
    pdf = printed(name, PLANS[plan], edition="internal", signature="Die Koordinatorin", year=year)
    path = saved(pdf, tmp_path)
    assert findings(path) == []
    assert out_of_order(path) == []


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return saved(printed("phase-overview", PLANS["seed"]), tmp_path)


@pytest.mark.parametrize(
    ("name", "rules"),
    [("untagged", {"DOC-001", "DOC-002"}), ("no language", {"DOC-013"}), ("no scope", {"TBL-002"})],
)
def test_the_checkers_find_what_is_spoilt(good: Path, name: str, rules: set[str]) -> None:
    assert findings(good) == []
    assert rules & {line.split()[0] for line in findings(spoilt(good, name))}


def expected_overview(plan: Plan, *, document: bool, long: bool) -> Iterator[str]:
    """The texts of the overview or the document as they are read, straight from the plan."""
    project = plan.project
    if document:
        yield project.heading
        yield project.title if project.title.startswith("Umsetzungsschritte") else "Umsetzungsschritte"
    else:
        yield "Phasenübersicht"
    if not document or not project.title.startswith("Umsetzungsschritte"):
        yield " · ".join(filter(None, (project.title, project.municipality)))
    yield project.introduction if document else f"Federführung: {project.lead}" if project.lead else ""
    yield from (
        _phases_below_each_other(plan, document=document) if long else _phases_in_a_table(plan, document=document)
    )


def _phases_in_a_table(plan: Plan, *, document: bool) -> Iterator[str]:
    labels = ("Maßnahme", "Ziel") if document else ("Maßnahmen", "Ziele")
    yield from ("Phase", "Zeitraum", *labels, "Kooperationspartner")
    for number, phase in enumerate(plan.phases, 1):
        yield from ([f"{number} {phase.title}"] if document else [str(number), phase.title])
        if not document and any(measure.status != "planned" for measure in plan.measures(phase.id)):
            yield f"0 von {len(plan.measures(phase.id))} Maßnahmen abgeschlossen"
        yield period.wording(plan, phase) or "Noch ohne Zeitraum"
        for measure in plan.measures(phase.id):
            yield "•"
            yield measure.text
            if not document and measure.status == "running":
                yield "läuft"
        yield from _goals(plan, phase)
        yield from _partners(plan, phase, document=document)


def _phases_below_each_other(plan: Plan, *, document: bool) -> Iterator[str]:
    for number, phase in enumerate(plan.phases, 1):
        yield f"Phase {number} · {phase.title}"
        span = period.wording(plan, phase) or "Noch ohne Zeitraum"
        yield span if document else f"{span} · {progress.of_phase(plan, phase).text}"
        yield "Ziel" if document else "Ziele"
        yield from _goals(plan, phase)
        yield "Kooperationspartner"
        yield from _partners(plan, phase, document=document)
        yield from ["Maßnahme"] if document else ["Maßnahme", "Zeitraum", "Stand", "Verantwortlich"]
        for measure in plan.measures(phase.id):
            yield measure.text
            if not document:
                yield from ("–", "läuft" if measure.status == "running" else "geplant", "–")


def _goals(plan: Plan, phase: Phase) -> Iterator[str]:
    for entry in goals.entries(plan, phase):
        yield entry.mark
        yield entry.goal.text
    if not plan.goals(phase.id):
        yield "Noch keine Ziele"


def _partners(plan: Plan, phase: Phase, *, document: bool) -> Iterator[str]:
    yield partners.cell_text(plan, phase) or "Noch keine Kooperationspartner"
    if not document and phase.refers_to:
        count, number = len(partners.effective(plan, phase)), plan.number(phase.refers_to)
        yield f"Insgesamt {count} Kooperationspartner, die aus Phase {number} mitgezählt"


@pytest.mark.parametrize("plan", ["seed", "1,000 measures", "higher than a page"])
@pytest.mark.parametrize("document", [False, True], ids=["overview", "document"])
def test_the_tags_say_what_the_plan_says_letter_for_letter(plan: str, document: bool) -> None:
    expected = expected_overview(PLANS[plan], document=document, long=plan != "seed")
    said = read(printed("action-plan" if document else "phase-overview", PLANS[plan]))
    said.root.kids = [node for node in said.root.kids if node.tag != "TOC" and node.text != "Inhalt"]
    assert said.texts() == [plain(words) for words in expected if words]
    assert not any(said.unmarked)


def shape(node: Node, depth: int = 0) -> list[str]:
    return [f"{'  ' * depth}{node.tag}"] + [line for kid in node.kids for line in shape(kid, depth + 1)]


def test_the_structure_of_a_phase() -> None:
    plan = PLANS["seed"]
    root = read(printed("phase-overview", plan, phases=(plan.phases[1].id,))).root
    assert [kid.tag for kid in root.kids] == ["H1", "P", "P", "Table"]
    head, body = root.kids[3].kids
    assert [(cell.tag, cell.scope) for cell in head.kids[0].kids] == [("TH", "Column")] * 5
    first, *others = body.kids[0].kids
    assert (first.tag, first.scope) == ("TH", "Row")
    goal_list = others[2].kids[0]
    assert shape(goal_list) == [
        *("L", *["  LI", "    Lbl", "    LBody"] * 2),
        *("      P", "      L", *["        LI", "          Lbl", "          LBody"] * 2),
        *("  LI", "    Lbl", "    LBody"),
    ]


def test_a_row_over_two_pages_stays_one() -> None:
    plan = large_plan(6, 4, 60)
    root = read(printed("phase-overview", plan)).root
    assert len(root.all("Table")) == 1
    rows = root.all("TBody")[0].kids
    assert len(rows) == len(plan.phases)
    over_two = [row for row in rows if len({page for node in row.walk() for page in node.pages}) > 1]
    assert len(over_two) == len(rows)
    # The header is repeated on each page, and read once.
    said = read(printed("phase-overview", plan))
    assert len(said.artifacts) > 6
    assert all("Kooperationspartner" in artifacts for artifacts in said.artifacts[1:])
    assert said.texts().count("Kooperationspartner") == 1


def test_a_paragraph_over_two_pages_stays_one() -> None:
    cells = [node for node in read(printed("phase-overview", HIGH)).root.all("TH") if node.scope == "Row"]
    assert [len(cell.pages) > 1 for cell in cells] == [True]
    assert cells[0].whole.split()[-1] == "Wort2999"


def test_goals_nested_without_end_are_nested_lists() -> None:
    rows = [Project("p", title="Plan"), Phase("a"), Goal("g0", phase="a", text="Ziel 0")]
    rows += [Goal(f"g{n}", phase="a", parent=f"g{n - 1}", text=f"Ziel {n}") for n in range(1, 60)]
    node = read(printed("phase-overview", made(rows))).root.all("L")[0]
    for number in range(60):
        assert [kid.tag for kid in node.kids] == ["LI"]
        body = node.kids[0].kids[1]
        assert (body.tag, plain(body.whole).startswith(f"Ziel {number}")) == ("LBody", True)
        node = body.kids[1] if number < 59 else body


def test_a_character_that_no_font_has_is_read_as_what_it_is() -> None:
    said = read(printed("phase-overview", plan_of("Schnee ☃, 漢 und \u2011", "privat \ue123", "A\ud800B\ufffeC")))
    texts = said.texts()
    assert "Schnee ☃, 漢 und \u2011" in texts
    assert "privat \ue123" in texts
    assert "A\ufffdB\ufffdC" in texts


@pytest.mark.parametrize("name", NAMES)
def test_what_the_standards_ask_of_the_file(tmp_path: Path, name: str) -> None:
    partner = Partner("q", name="KI ☃")
    pdf = printed(name, made([*seed_rows(), partner]), edition="internal", signature="Leitung")
    for found in re.finditer(rb"endstream", pdf):
        assert pdf[found.start() - 1 : found.start()] == b"\n"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "de-DE"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert len(document.trailer.ID) == 2
        intent = root.OutputIntents[0]
        assert str(intent.S) == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes() == (resources() / "colour" / "sRGB.icc").read_bytes()
        assert [page.StructParents for page in document.pages] == list(range(len(document.pages)))
        assert {str(page.Tabs) for page in document.pages} == {"/S"}
        assert not any("/Group" in page for page in document.pages)
        links = [note for page in document.pages for note in page.get("/Annots", ())]
        parents = root.StructTreeRoot.ParentTree.Nums
        count = len(document.pages) + len(links)
        assert list(parents)[::2] == list(range(count))
        assert sorted(int(note.StructParent) for note in links) == list(range(len(document.pages), count))
        assert all(parents[2 * int(note.StructParent) + 1].S == "/Link" for note in links)
        assert int(root.StructTreeRoot.ParentTreeNextKey) == count
        assert_same_in_properties_and_metadata(document)
        for page in document.pages:
            for font in page.Resources.Font.values():
                one = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
                assert "/FontFile2" in one.FontDescriptor


def seed_rows() -> list[Record]:
    return [record for table in seed().rows.values() for record in table.values()]


def assert_same_in_properties_and_metadata(document: pikepdf.Pdf) -> None:
    names = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    }
    tree = ET.fromstring(document.Root.Metadata.read_bytes())

    def said(path: str) -> str:
        return str(tree.findtext(f".//{path}", namespaces=names))

    properties = document.trailer.Info
    assert said("dc:title/rdf:Alt/rdf:li") == str(properties.Title)
    assert said("dc:description/rdf:Alt/rdf:li") == str(properties.Subject)
    assert said("dc:creator/rdf:Seq/rdf:li") == str(properties.Author)
    assert (said("xmp:CreatorTool"), said("pdf:Producer")) == (str(properties.Creator), str(properties.Producer))
    made_at = re.sub(r"\D", "", said("xmp:CreateDate"))[:14]
    assert said("xmp:CreateDate") == said("xmp:ModifyDate")
    assert str(properties.CreationDate)[2:16] == str(properties.ModDate)[2:16] == made_at
    assert (said("pdfuaid:part"), said("pdfaid:part"), said("pdfaid:conformance")) == ("1", "2", "A")


def test_bookmarks_lead_to_the_phases(tmp_path: Path) -> None:
    plan = seed()
    with pikepdf.open(io.BytesIO(printed("phase-overview", plan))) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            f"Phase {n} · {phase.title}" for n, phase in enumerate(plan.phases, 1)
        ]
        for item, phase in zip(outline.root, plan.phases, strict=True):
            measures = [measure.text for measure in plan.measures(phase.id)]
            assert all(len(each.title) <= 82 for each in item.children)
            assert all(
                text.startswith(each.title.removesuffix(" …"))
                for each, text in zip(item.children, measures, strict=True)
            )
        places = [each.destination for item in outline.root for each in (item, *item.children)]
    assert all(place is not None for place in places)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("name", NAMES)
def test_ghostscript_draws_it(tmp_path: Path, name: str, plan: str) -> None:
    pdf = printed(name, PLANS[plan], edition="internal")
    assert ghostscript(pdf, tmp_path) == ""
    assert info(pdf, tmp_path)["Tagged"] == "yes"
