"""What no font can print is said, with its place: of this report in this edition alone."""

import pytest

from nrw_desktop.domain.model.records import Contact, Decision, Measure, Mention, Partner, Phase, Project
from nrw_desktop.reports import catalogue, unprintable
from nrw_desktop.reports.request import Request
from tests.reports.many_scripts import many_scripts
from tests.reports.pdf_tools import DAY, made, plan_of, seed

EYE, MAN, WOMAN = "\U00013080", "\U00013000", "\U00013001"
PLAN = made(
    [
        Project("p", title="Vorhaben"),
        Phase("a", order="a", title="Anfang"),
        Phase("b", order="b", title=f"Ende {WOMAN}"),
        Partner("q", name=f"Haus {MAN}"),
        Contact("k", partner="q", person=f"Frau {EYE}"),
        Mention("q+a", phase="a", partner="q", order="a"),
        Measure("m", phase="a", order="a", text="Tanz", note=f"Mit {EYE} und {EYE}\ue000", status="done"),
        Decision("d", measure="m", body=f"Rat {MAN}"),
    ]
)
TITLE = f"Phase 2, Titel: „{WOMAN}“ kann nicht gedruckt werden."
NAME = f"Kooperationspartner „Haus {MAN}“, Name: „{MAN}“ kann nicht gedruckt werden."
NOTE = f"Maßnahme „Tanz“ in Phase 1, Notiz: „{EYE}“ und U+E000 können nicht gedruckt werden."
PERSON = f"Kontakt bei Kooperationspartner „Haus {MAN}“, Ansprechperson: „{EYE}“ kann nicht gedruckt werden."
BODY = f"Beschluss bei Maßnahme „Tanz“ in Phase 1, Gremium: „{MAN}“ kann nicht gedruckt werden."


@pytest.mark.parametrize(
    ("name", "edition", "wanted"),
    [
        ("phase-overview", "public", {TITLE, NAME}),
        ("status", "public", set()),
        ("status", "internal", {NOTE}),
        ("partner-directory", "public", {TITLE, NAME}),
        ("partner-directory", "internal", {TITLE, NAME, PERSON}),
    ],
)
def test_the_places_are_said_that_the_report_prints(name: str, edition: str, wanted: set[str]) -> None:
    request = Request(DAY, edition=edition)  # type: ignore[arg-type]
    assert set(unprintable.printed(name, PLAN, request).unprintable) == wanted


def test_only_the_phases_that_are_asked_for_count() -> None:
    request = Request(DAY, phases=("a",))
    assert unprintable.printed("phase-overview", PLAN, request).unprintable == (NAME,)


def test_decisions_are_found_in_the_sachbericht() -> None:
    assert BODY in unprintable.printed("annual-report", PLAN, Request(DAY)).unprintable


def test_a_signature_that_stands_in_no_plan_is_quoted() -> None:
    said = unprintable.printed("timeline", plan_of("x"), Request(DAY, signature=f"Amt {EYE}")).unprintable
    assert said == (f"„Amt {EYE}“: „{EYE}“ kann nicht gedruckt werden.",)


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_nothing_is_said_of_what_can_be_printed(name: str) -> None:
    for plan in (seed(), many_scripts()):
        report = unprintable.printed(name, plan, Request(DAY, edition="internal"))
        assert report.unprintable == ()
        assert report.pdf.startswith(b"%PDF-")


def test_very_many_places_are_counted() -> None:
    plan = plan_of(*(f"{number} {EYE}" for number in range(30)))
    said = unprintable.printed("phase-overview", plan, Request(DAY)).unprintable
    assert (len(said), said[-1]) == (21, "Und an 10 weiteren Stellen.")


def test_a_field_that_is_not_printed_is_not_said() -> None:
    """Though what stands there stands in another that is."""
    phase, measure = Phase("a", title="A"), Measure("m", phase="a", order="a", text=f"Fest {EYE}", short=EYE)
    said = unprintable.printed("phase-overview", made([Project("p"), phase, measure]), Request(DAY)).unprintable
    assert said == (f"Maßnahme „{EYE}“ in Phase 1, Maßnahme: „{EYE}“ kann nicht gedruckt werden.",)


def test_a_text_that_is_cut_is_one_place() -> None:
    """Not each of the lengths that were tried, nor a running head or a caption."""
    long = f"{EYE} " + "Wort " * 60
    late = [
        Measure(f"m{n}", phase="a", order=f"{n:03}", text=long if n == 0 else "x", end="2017-01") for n in range(60)
    ]
    plan = made([Project("p"), Phase("a", title=f"Phase {MAN} " + "Titel " * 40), *late])
    for name in catalogue.REPORTS:
        said = unprintable.printed(name, plan, Request(DAY, year=2018 if name == "annual-report" else None)).unprintable
        assert len(said) == len({sentence.split(":")[0] for sentence in said}) <= 2
        assert all(sentence.startswith(("Phase 1, Titel", "Maßnahme")) for sentence in said)
