"""The Phasenübersicht as a reader and a printer get it."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Phase, Project
from nrw_desktop.domain.queries import partners
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.pdf_tools import (
    DAY,
    bare,
    bare_text,
    boxes,
    fonts,
    ghostscript,
    info,
    large_plan,
    made,
    plan_of,
    seed,
    text,
)

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 25 * MM, 279 * MM, 16 * MM, 192 * MM


def printed(plan, *phases, **options):
    return catalogue.made("phase-overview", plan, Request(DAY, phases=phases or None, **options))


def assert_phase_complete(plan, phase, shown):
    fields = [phase.title, partners.cell_text(plan, phase)]
    fields += [measure.text for measure in plan.measures(phase.id)]
    fields += [goal.text for goal in plan.rows["goal"].values() if goal.phase == phase.id]
    if phase.refers_to:
        fields += [found.partner.name for found in partners.effective(plan, phase)]
    missing = [field for field in fields if bare(field) not in shown]
    assert missing == []


def test_every_text_of_the_seed_plan_is_found(tmp_path):
    plan = seed()
    shown = bare_text(printed(plan), tmp_path)
    for phase in plan.phases:
        assert_phase_complete(plan, phase, shown)
    for words in (plan.project.title, f"Federführung: {plan.project.lead}", "August bis Dezember 2017"):
        assert bare(words) in shown


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_phase_alone_is_complete_on_its_own(tmp_path, number):
    plan = seed()
    phase = plan.phases[number - 1]
    pdf = printed(plan, phase.id)
    shown = bare_text(pdf, tmp_path)
    assert_phase_complete(plan, phase, shown)
    assert bare(f"Phasenübersicht: Phase {number}") in shown
    assert info(pdf, tmp_path)["Pages"] == "1"
    if number > 1:
        assert re.search(r"Insgesamt19Kooperationspartner,dieausPhase\dmitgezählt:", shown)


def test_some_phases_come_in_the_order_of_the_plan(tmp_path):
    plan = seed()
    first, _, third, _ = plan.phases
    shown = bare_text(printed(plan, third.id, first.id), tmp_path)
    assert "Phasenübersicht:Phasen1und3" in shown
    assert shown.index(bare(first.title)) < shown.index(bare(third.title))
    assert "AugustbisDezember2017" not in shown


def test_an_unknown_phase_is_refused():
    with pytest.raises(PlanError):
        printed(seed(), "nowhere")


def test_the_seed_plan_fits_on_two_pages_with_number_date_and_header(tmp_path):
    pdf = printed(seed())
    pages = text(pdf, tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        assert f"Seite {number} von 2" in page
        assert "Stand: 23.11.2026" in page
        assert len(re.findall(r"Phase +Zeitraum +Maßnahmen +Ziele +Kooperationspartner", page)) == 1
        assert "Stadt Bielefeld" in page


def test_properties_and_paper(tmp_path):
    found = info(printed(seed()), tmp_path)
    assert found["Title"] == "Phasenübersicht – Umsetzungsschritte des Projektes NRWeltoffen"
    assert (found["Author"], found["Subject"]) == ("Stadt Bielefeld", "Phasenübersicht")
    assert found["Page size"] == "841.89 x 595.276 pts (A4)"


def test_fonts_are_embedded_as_subsets(tmp_path):
    found = fonts(printed(plan_of()), tmp_path)
    assert {name.partition("+")[2] for name, *_ in found} == {"Lato-Regular", "Lato-Bold", "Lato-Italic"}
    assert all(columns == ["yes", "yes", "yes"] for _, *columns in found)


@pytest.mark.parametrize(
    "plan",
    [seed(), Plan.empty(), made([Project("p"), Phase("a")]), plan_of("ẞ ☃ Ω ж", "x" * 900), large_plan(12, 40)],
    ids=["seed", "empty", "bare", "rare", "large"],
)
def test_poppler_and_ghostscript_read_it_without_a_warning(tmp_path, plan):
    pdf = printed(plan)
    assert text(pdf, tmp_path)
    assert ghostscript(pdf, tmp_path) == ""


def test_nothing_leaves_its_column_or_page(tmp_path):
    for plan in (seed(), large_plan(3, 40), plan_of("x" * 3000, "Wort " * 900, "W" * 300)):
        for _, left, top, right, bottom in boxes(printed(plan), tmp_path):
            assert left >= LEFT - 0.1
            assert right <= RIGHT + 0.1
            # Besides there are the running head and the foot.
            assert top >= TOP - 1 or bottom < TOP - 4
            assert bottom <= BOTTOM + 0.1 or top > BOTTOM + 4


def test_long_rows_go_over_pages_without_losing_a_line(tmp_path):
    plan = large_plan(12, 40)
    pdf = printed(plan)
    shown = bare_text(pdf, tmp_path)
    for phase in plan.phases:
        assert_phase_complete(plan, phase, shown)
    pages = text(pdf, tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) > 12
    for page in pages:
        assert "Maßnahme " in page or "Ziel " in page
    assert sum("Maßnahmen, Fortsetzung" in page for page in pages) >= 12


def test_a_measure_longer_than_pages_is_whole(tmp_path):
    words = " ".join(f"Wort{number}" for number in range(3000))
    shown = text(printed(plan_of(words)), tmp_path)
    assert [word for word in shown.split() if word.startswith("Wort")] == words.split()


def test_a_character_without_glyph_is_substituted(tmp_path):
    shown = text(printed(plan_of("Auge \U00013080 und 漢", "A\ud800B")), tmp_path)
    # The box is drawn; what is copied or read aloud is the character.
    assert "Auge \U00013080 und 漢" in shown
    assert "A\ufffdB" in shown


def test_an_empty_plan_says_so(tmp_path):
    shown = text(printed(Plan.empty()), tmp_path)
    assert "Dieser Plan hat noch keine Phasen." in shown
    assert "Seite 1 von 1" in shown


def test_an_empty_phase_says_what_is_missing(tmp_path):
    shown = text(printed(made([Project("p", title="Plan"), Phase("a")])), tmp_path)
    assert "Ohne Titel" not in shown
    for words in (
        "Noch ohne",
        "Noch keine Maßnahmen",
        "Noch keine Ziele",
        "Noch keine Kooperationspartner",
    ):
        assert words in shown


def test_status_dates_and_responsible_stand_only_where_they_say_something(tmp_path):
    rows = [
        Project("p", end="2020-12"),
        Phase("a", title="Phase", start="2018-07", end_rule="project_end"),
        Measure("1", phase="a", order="1", text="Erste"),
        Measure(
            "2", phase="a", order="2", text="Zweite", status="done", start="2018-08", end="2018-10", responsible="KI"
        ),
    ]
    shown = text(printed(made(rows), edition="internal"), tmp_path, "-raw")
    assert "abgeschlossen · 08–10/2018 · KI" in shown
    # Typed by hand, it may be a person's name.
    assert "KI" not in text(printed(made(rows)), tmp_path, "-raw")
    assert "geplant" not in shown
    assert "1 von 2 Maßnahmen" in shown
    assert bare("Juli 2018 bis Projektende (12/2020)") in bare(shown)


def test_nested_goals_keep_their_marks(tmp_path):
    rows = [
        Project("p"),
        Phase("a", goal_style="numbered"),
        *(Goal(f"g{n}", phase="a", order=f"{n:02}", text=f"Oben {n}", child_style="numbered") for n in range(1, 12)),
        Goal("c", phase="a", parent="g2", order="1", text="Darunter"),
        Goal("d", phase="a", parent="c", order="1", text="Ganz unten"),
    ]
    shown = bare_text(printed(made(rows)), tmp_path)
    assert "2.Oben22.1Darunter•Ganzunten3.Oben3" in shown
    assert "11.Oben11" in shown


def test_goals_nested_without_end_stay_in_their_column(tmp_path):
    rows = [Project("p"), Phase("a"), Goal("g0", phase="a", text="Ziel 0")]
    rows += [Goal(f"g{n}", phase="a", parent=f"g{n - 1}", text=f"Ziel {n}") for n in range(1, 60)]
    shown = bare_text(printed(made(rows)), tmp_path)
    assert all(f"Ziel{number}" in shown for number in range(60))


def test_endless_headings_are_whole(tmp_path):
    words = " ".join(f"Titel{number}" for number in range(2500))
    plan = made([Project("p", heading=words[:5000], title=words, lead=words), Phase("a", title=words)])
    shown = bare_text(printed(plan), tmp_path)
    assert shown.count("Titel2499") >= 3


def test_progress_rises_to_the_end():
    calls = []
    printed(large_plan(4, 100), progress=lambda done, total: calls.append((done, total)))
    assert len(calls) > 10
    assert calls == sorted(calls)
    assert len({total for _, total in calls}) == 1
    assert calls[-1][0] == calls[-1][1]


def test_progress_may_cancel():
    class CancelledError(Exception):
        pass

    def cancel(done, total):
        if done > total / 4:
            raise CancelledError

    with pytest.raises(CancelledError):
        printed(large_plan(4, 100), progress=cancel)


def test_two_reports_at_once_do_not_mix(tmp_path):
    plans = [plan_of(*(f"Ж{'äЖßΩ'[number % 4]} Maßnahme {name}{number}" for number in range(200))) for name in "ABCD"]
    with ThreadPoolExecutor() as pool:
        for name, pdf in zip("ABCD", pool.map(printed, plans), strict=True):
            shown = text(pdf, tmp_path)
            assert all(f"Maßnahme {name}{number}" in shown for number in range(200))


def test_no_phase_chosen_says_so(tmp_path):
    pdf = catalogue.made("phase-overview", seed(), Request(DAY, phases=()))
    assert "Für diese Auswahl gibt es keine Phase." in text(pdf, tmp_path)
