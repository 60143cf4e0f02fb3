"""What becomes a link, where it leads, and that its letters are where they were."""

import io
import re
import time

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Document, Measure, Mention, Partner, Phase, Project
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.links import addresses
from tests.reports.pdf_tools import DAY, boxes, made, plan_of, seed
from tests.reports.tag_tree import plain, read


def printed(name: str, plan: Plan, **options: object) -> bytes:
    return catalogue.made(name, plan, Request(DAY, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("siehe https://www.bielefeld.de/ki.", {"https://www.bielefeld.de/ki": "https://www.bielefeld.de/ki"}),
        ("(www.nrweltoffen.de)", {"www.nrweltoffen.de": "https://www.nrweltoffen.de"}),
        ("https://de.wikipedia.org/wiki/Rat_(Stadt)", {"https://de.wikipedia.org/wiki/Rat_(Stadt)": None}),
        ("„https://a.de/b“, „c“", {"https://a.de/b": "https://a.de/b"}),
        ("Post: max.muster@stadt-bielefeld.de, Tel.", {"max.muster@stadt-bielefeld.de": None}),
        ("https://müller.de/ä b", {"https://müller.de/ä": "https://m%C3%BCller.de/%C3%A4"}),
        ("https://a.de/x%20y?z=1&u#v", {"https://a.de/x%20y?z=1&u#v": "https://a.de/x%20y?z=1&u#v"}),
        ("见 https://a.de/x。更多信息，谢谢", {"https://a.de/x": "https://a.de/x"}),
        ("javascript:alert(1) file:///etc/passwd \\\\server\\pfad C:\\a @ a@b wwwx.de", {}),
    ],
)
def test_addresses_are_found_with_nothing_before_and_after(words: str, found: dict[str, str | None]) -> None:
    spans = addresses(words)
    assert [words[span.start : span.end] for span in spans] == list(found)
    for span, target in zip(spans, found.values(), strict=True):
        assert target is None or span.link.address == target
        assert re.fullmatch(r"(https?://|mailto:)[!-~]+", span.link.address)
        assert not set("()<> \\") & set(span.link.address)


@pytest.mark.parametrize("words", ["a" * 200_000 + "@", "www." * 60_000, "https://" + ")" * 200_000, "@" * 200_000])
def test_no_text_takes_long_to_look_through(words: str) -> None:
    began = time.process_time()
    addresses(words)
    assert time.process_time() - began < 2


address = "https://www.bielefeld.de/integration/netzwerk"
parts = st.sampled_from(["Wort", "Überschrift", address, "max@stadt.de", "–", "z.B. ", "ein\u00adzeln"])


@given(st.lists(parts, min_size=1, max_size=40))
def test_every_letter_of_a_paragraph_with_links_is_read_in_its_place(words: list[str]) -> None:
    text = " ".join(words)
    said = read(printed("phase-overview", plan_of(text)))
    assert plain(said.root.all("LBody")[0].text) == plain(text.replace("\u00ad", ""))
    wanted = [word for word in words if "://" in word or "@" in word]
    assert (
        [found for found, *_ in said.links()] == wanted
        if len(wanted) < 1
        else {found for found, *_ in said.links()} == set(wanted)
    )


def contacts() -> Plan:
    rows = [
        Project("p"),
        Phase("a", title="Eins"),
        Partner("q", name="Verein"),
        Mention("a+q", phase="a", partner="q"),
        Contact("c", partner="q", person="Frau Probe", mail="probe@verein.example"),
        Measure("m", phase="a", text="Forum, siehe https://www.verein.example/forum"),
        Document("d", measure="m", title="Protokoll", target="https://www.verein.example/protokoll.pdf"),
        Document("e", measure="m", title="Ablage", target="\\\\server\\Ablage\\Protokoll.docx"),
    ]
    return made(rows)


def test_a_mail_address_can_be_clicked_in_the_internal_directory() -> None:
    assert read(printed("partner-directory", contacts(), edition="internal")).links() == [
        ("probe@verein.example", "mailto:probe@verein.example", "E-Mail an probe@verein.example")
    ]
    assert read(printed("partner-directory", contacts())).links() == []


def test_a_document_says_where_it_is_since_nobody_can_click_on_paper() -> None:
    said = read(printed("annual-report", contacts(), edition="internal"))
    assert "Protokoll https://www.verein.example/protokoll.pdf" in said.texts()
    assert "Ablage \\\\server\\Ablage\\Protokoll.docx" in said.texts()
    assert [target for _, target, _ in said.links()] == [
        "https://www.verein.example/forum",
        "https://www.verein.example/protokoll.pdf",
    ]


@pytest.mark.parametrize("name", ["phase-overview", "action-plan"])
def test_a_reference_leads_to_its_phase(name: str) -> None:
    assert read(printed(name, seed())).links() == [
        (f"Siehe Phase {number}", f"page {page}", f"Zu Phase {number}") for number, page in ((1, 1), (2, 1), (3, 2))
    ]
    # What is not in the report cannot be led to.
    plan = seed()
    assert read(printed(name, plan, phases=(plan.phases[1].id,))).links() == []


def test_a_link_lies_over_its_words(tmp_path) -> None:
    pdf = printed("phase-overview", plan_of("Vor https://www.bielefeld.de nach"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        height = float(document.pages[0].MediaBox[3])
        (note,) = document.pages[0].Annots
        left, lower, right, upper = map(float, note.Rect)
    inside = [
        (x, right_edge)
        for _, x, top, right_edge, bottom in boxes(pdf, tmp_path)
        if height - upper - 1 <= top and bottom <= height - lower + 1 and left - 1 <= x and right_edge <= right + 1
    ]
    assert inside
    assert (min(x for x, _ in inside), max(edge for _, edge in inside)) == pytest.approx((left, right), abs=1)


@pytest.mark.parametrize(
    ("wording", "links"),
    [
        ("Liste unter www.abc.de/x, siehe Phase {n}", ["www.abc.de/x", "Phase 1"]),
        ("Siehe Phase {n} und www.abc.de/x", ["Siehe Phase 1", "www.abc.de/x"]),
    ],
)
def test_addresses_before_and_behind_a_reference_are_links_too(wording: str, links: list[str]) -> None:
    plan = made(
        [
            Project("p"),
            Phase("a", order="a", title="Eins"),
            Phase("b", order="b", title="Zwei", refers_to="a", wording=wording),
        ]
    )
    said = read(printed("phase-overview", plan))
    assert [plain(node.whole) for node in said.root.all("Link")] == links
