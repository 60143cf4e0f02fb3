"""The Sachbericht: target against actual, straight from the plan; what nobody has said is said to be missing."""

import itertools
import re
from collections.abc import Iterator

import pytest

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.choices import STEP_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Cost, Deadline, FundingYear, Goal, Measure, Partner, Phase, Project
from nrw_desktop.domain.queries import goals, period
from nrw_desktop.domain.text import months
from nrw_desktop.domain.text.values import euros
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.full_plan import ACTUAL, CAP, DOCUMENT, NOTICE, OWN, PLANNED, TARGET, TYPED_NAME, full_plan
from tests.reports.pdf_tools import DAY, boxes, info, large_plan, made, plan_of, seed
from tests.reports.tag_tree import Node, Read, plain, read


def printed(plan: Plan, **options: object) -> bytes:
    return catalogue.made("annual-report", plan, Request(DAY, **options))  # type: ignore[arg-type]


def tables(node: Node) -> list[list[list[str]]]:
    return [[[plain(cell.whole) for cell in row.kids] for row in table.all("TR")] for table in node.all("Table")]


def under(said: Read, heading: str) -> list[Node]:
    """What follows a heading up to the next."""
    after = itertools.dropwhile(lambda node: plain(node.text) != heading, said.root.kids)
    return list(itertools.takewhile(lambda node: node.tag not in ("H2", "H3"), itertools.islice(after, 1, None)))


def facts(said: Read, heading: str) -> dict[str, str]:
    listing = next(node for node in under(said, heading) if node.tag == "L")
    return {plain(item.kids[0].whole): plain(item.kids[1].whole) for item in listing.kids}


def expected_facts(plan: Plan, measure: Measure, *, internal: bool) -> Iterator[tuple[str, str]]:
    """What the full plan says of a measure, field by field."""
    yield "Stand", labels_de.value_text("measure", "status", measure.status)
    yield "Wann", months.span(measure.start, measure.end)
    yield "Für wen", measure.target_group or ""
    yield "Wo", measure.place or ""
    if measure.field_of_action:
        yield "Handlungsfeld", measure.field_of_action
    if internal:
        yield "Verantwortlich", TYPED_NAME
    if names := [plan.find(Partner, link.partner).name for link in plan.partners_of(measure.id)]:  # type: ignore[union-attr]
        yield "Mit wem", ", ".join(names)
    came = measure.participants_actual
    yield "Teilnehmende", "erwartet 1.200, " + ("gekommen 1.134, Abweichung −66" if came else "gekommen: noch offen")
    yield "Trägt bei zu", next(iter(plan.goals(measure.phase))).text
    yield "Ergebnis", measure.result or ""
    yield "Abweichung und Grund", measure.deviation or ""
    of_meeting = "04.06.2018 Steuerungskreis: Sie findet statt." if plan.decisions_about(measure.id) else ""
    yield "Beschlüsse", f"{of_meeting}05.12.2019 Rat: einstimmig beschlossen"
    if internal:
        yield "Kosten 2018", f"geplant {euros(PLANNED)}, tatsächlich {euros(ACTUAL)}"
        yield "Unterlagen", " ".join(filter(None, (plan.documents(measure.id)[0].title, TARGET)))


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_every_measure_says_what_the_plan_says(edition: str) -> None:
    plan = full_plan()
    said = read(printed(plan, year=2018, edition=edition))
    names = [plain(node.text) for node in said.root.all("H3") if node.text.strip() != "Ziele"]
    measures = [measure for phase in plan.phases for measure in plan.measures(phase.id)]
    assert names == [plain(measure.text) for measure in measures]
    for measure in measures:
        internal = edition == "internal"
        assert facts(said, plain(measure.text)) == dict(expected_facts(plan, measure, internal=internal))
    assert (NOTICE in " ".join(said.texts())) == (DOCUMENT in " ".join(said.texts())) == (edition == "internal")
    assert not any(said.unmarked)


def test_every_goal_stands_with_its_indicator_target_and_actual() -> None:
    plan = full_plan()
    found = [table for table in tables(read(printed(plan, year=2018)).root) if table[0][0] == "Ziel und Indikator"]
    assert found[0][0] == ["Ziel und Indikator", "Ausgangswert", "Zielwert", "Istwert", "Erreicht"]
    assert len(found) == 4
    for phase, table in zip(plan.phases, found, strict=True):
        wanted = []
        for entry in goals.entries(plan, phase):
            goal = entry.goal
            mark = "" if entry.mark == goals.BULLET else f"{entry.mark} "
            step = STEP_WORDS[goal.step or 0]
            name = f"{mark}{goal.text}Indikator: {goal.indicator} (in %)Wirkungsstufe {step}"
            reached = labels_de.value_text("goal", "reached", goal.reached) or "noch offen"
            wanted.append([plain(name), goal.baseline, goal.target, goal.actual or "–", reached])
        assert table[1:] == wanted


def test_target_stands_against_actual_and_no_difference_is_made_up() -> None:
    table = tables(read(printed(full_plan(), year=2018, edition="internal")).root)[0]
    assert table == [
        ["Im Jahr 2018", "Soll", "Ist", "Abweichung"],
        ["Maßnahmenvorgesehen und abgeschlossen, davon 3 zurückgestellt; dazu 3 entfallen", "11", "2", "−9"],
        [
            "Teilnehmendeerwartet bei 11, gekommen bei 6 von 11 Maßnahmen angegeben; ohne 3 entfallene",
            *("13.200", "6.804", "–"),
        ],
        ["Zieleerreicht; dazu 4 teilweise", "13", "3", "−10"],
        [
            "Kostendarin 3 entfallene Maßnahmen",
            *(euros(14 * PLANNED), euros(14 * ACTUAL), f"+{euros(14 * (ACTUAL - PLANNED))}"),
        ],
    ]
    assert "Kosten" not in str(tables(read(printed(full_plan(), year=2018)).root)[0])


def test_every_heading_is_read_before_its_table() -> None:
    kids = read(printed(full_plan(), year=2018, edition="internal")).root.kids
    before = [plain(kids[place - 1].text) for place, node in enumerate(kids) if node.tag == "Table"]
    assert before[0] == "Soll und Ist"
    assert {kids[place - 1].tag for place, node in enumerate(kids) if node.tag == "Table"} <= {"H2", "H3", "P"}


def test_what_is_counted_and_what_is_not_is_said() -> None:
    rows = [
        Project("p"),
        Phase("a"),
        Measure("1", phase="a", text="Eine", participants_actual=3),
        Measure("2", phase="a", text="Andere", status="postponed", start="2018-01"),
        Measure("3", phase="a", text="Dritte", status="dropped", participants_actual=5),
        Cost("c", measure="3", year=2018, planned=100, actual=200),
    ]
    measures, people, _, costs = tables(read(printed(made(rows), year=2018, edition="internal")).root)[0][1:]
    assert measures[:2] == [
        "Maßnahmenvorgesehen und abgeschlossen, davon 1 zurückgestellt und 1 ohne Zeitraum; dazu 1 entfallen",
        "2",
    ]
    assert people[:3] == [
        "Teilnehmendeerwartet bei 0, gekommen bei 1 von 2 Maßnahmen angegeben; ohne 1 entfallene",
        *("–", "3"),
    ]
    assert costs[0] == "Kostendarin eine entfallene Maßnahme"


def plan_with_costs(*costs: Cost) -> Plan:
    measures = [Measure(key, phase="a", order=key, text=f"Maßnahme {key}") for key in "mn"]
    years = [FundingYear("f", year=2018, cap=700_000, own_share=70_000), FundingYear("g", year=2019)]
    return made([Project("p"), Phase("a", start="2018-01", end="2018-12"), *measures, *costs, *years])


def test_costs_are_summed_by_measure_and_year() -> None:
    plan = plan_with_costs(
        Cost("1", measure="m", year=2018, planned=123_450, actual=123_400),
        Cost("2", measure="n", year=2018, planned=1_000_000),
        Cost("3", measure="n", year=2020, actual=1),
    )
    *_, by_measure, by_year = tables(read(printed(plan, year=2018, edition="internal")).root)
    assert by_measure[1:] == [
        ["Maßnahme m", "1.234,50 €", "1.234,00 €", "−0,50 €"],
        ["Maßnahme n", "10.000,00 €", "–", "–"],
        ["Summetatsächliche Kosten von einer Maßnahme noch offen", "11.234,50 €", "1.234,00 €", "–"],
    ]
    assert by_year == [
        ["Jahr", "Geplant", "Tatsächlich", "Eigenanteil", "Höchstbetrag", "Noch frei"],
        ["2018", "11.234,50 €", "1.234,00 €", "700,00 €", "7.000,00 €", "−4.234,00 €"],
        ["2019", "–", "–", "–", "–", "–"],
        ["2020", "–", "0,01 €", "–", "–", "–"],
        ["Summe", "11.234,50 €", "1.234,01 €", "700,00 €", "–", "–"],
    ]


def test_what_the_funding_years_hold_stands_with_their_sums() -> None:
    *_, by_year = tables(read(printed(full_plan(), year=2018, edition="internal")).root)
    left = CAP - 14 * ACTUAL
    wanted = ["2018", *map(euros, (14 * PLANNED, 14 * ACTUAL, OWN, CAP, left))]
    assert by_year[1] == wanted


def test_amounts_stand_with_their_commas_below_each_other() -> None:
    plan = plan_with_costs(
        Cost("1", measure="m", year=2018, planned=123_450), Cost("2", measure="n", year=2018, planned=7)
    )
    places = read(printed(plan, year=2018, edition="internal")).places
    from nrw_desktop.reports.typeset.styles import BODY, Composer

    composer = Composer()
    found = {
        words: x + composer.width(words, BODY) for _, x, _, words in places if re.fullmatch(r"[\d.]+,\d\d €", words)
    }
    assert {"1.234,50 €", "0,07 €"} <= set(found)
    assert found["1.234,50 €"] == pytest.approx(found["0,07 €"], abs=0.1)


def test_deadlines_come_from_the_plan() -> None:
    rows = [Project("p"), Phase("a"), Deadline("x", what="Nachweis", date="2019-03-31"), Deadline("y", what="Bericht")]
    said = read(printed(made(rows)))
    assert sorted(tables(said.root)[-1][1:]) == [["31.03.2019", "Nachweis"], ["noch offen", "Bericht"]]


def test_sections_without_data_say_so() -> None:
    said = " ".join(read(printed(made([Project("p"), Phase("a")]), edition="internal", year=2018)).texts())
    for sentence in (
        "Für diese Phase gibt es noch keine Maßnahmen.",
        "Für diese Phase gibt es noch keine Ziele.",
        "Für 2018 sind noch keine Kosten eingetragen.",
        "Es sind noch keine Förderjahre eingetragen.",
        "Es sind noch keine Fristen eingetragen.",
    ):
        assert sentence in said
    said = read(printed(plan_of("Nur ein Text"), edition="internal"))
    assert "Noch ohne Angabe: Zielgruppe, Ort, Beteiligte, Teilnehmende, Ergebnis." in said.texts()
    assert "Noch keine Maßnahme hat ein Handlungsfeld." in said.texts()


def test_what_is_still_missing_is_nothing_to_publish() -> None:
    said = " ".join(read(printed(plan_of("Nur ein Text"))).texts())
    assert "Nur ein Text" in said
    assert "ohne Angabe:" not in said
    assert "noch keine" not in said


def test_the_year_is_the_one_asked_for_or_that_of_today() -> None:
    plan = seed()
    said = read(printed(plan))
    assert said.texts()[0] == "Sachbericht 2026"
    assert [plain(node.text) for node in said.root.all("H2") if "Phase " in node.text] == [
        f"Phase 4 · {plan.phases[3].title}"
    ]
    of_2017 = [plain(node.text) for node in read(printed(plan, year=2017)).root.all("H2")]
    assert [title for title in of_2017 if title.startswith("Phase ")] == [
        f"Phase {number} · {plan.phases[number - 1].title}" for number in (1, 2)
    ]
    assert "Im Jahr 1999 läuft keine der Phasen." in read(printed(plan, year=1999)).texts()


def test_a_measure_of_another_year_is_left_out_unless_it_cost_something() -> None:
    rows = [
        Project("p"),
        Phase("a", title="Erste", start="2017-01", end="2018-12"),
        Measure("1", phase="a", order="1", text="Davor", start="2017-02", end="2017-03"),
        Measure("2", phase="a", order="2", text="Darin", start="2017-12", end="2018-01"),
        Measure("3", phase="a", order="3", text="Wie die Phase"),
        Measure("4", phase="a", order="4", text="Nachgezahlt", start="2017-02", end="2017-03"),
        Cost("c", measure="4", year=2018, actual=5),
    ]
    for edition, more in (("public", []), ("internal", ["Ziele"])):
        said = read(printed(made(rows), year=2018, edition=edition))
        assert [plain(node.text) for node in said.root.all("H3")] == ["Darin", "Wie die Phase", "Nachgezahlt", *more]
    assert facts(said, "Wie die Phase")["Wann"] == f"{period.shown(made(rows), made(rows).phases[0])} (wie die Phase)"


def test_a_long_text_is_told_in_full_below_its_first_words() -> None:
    text = "Wort " * 100
    said = read(printed(plan_of(text)))
    heading = plain(said.root.all("H3")[0].text)
    assert heading.endswith("…")
    assert facts(said, heading)["Was"] == plain(text)
    rows = [Project("p"), Phase("a"), Measure("m", phase="a", text="Der ganze Text", short="Kurz")]
    assert facts(read(printed(made(rows))), "Kurz")["Was"] == "Der ganze Text"


@pytest.mark.parametrize("plan", [full_plan(), large_plan(20, 50), plan_of("Wort " * 3000, "x" * 2000)])
def test_nothing_leaves_the_page(tmp_path, plan: Plan) -> None:
    for left, right in ((left, right) for _, left, _, right, _ in boxes(printed(plan, edition="internal"), tmp_path)):
        assert left >= 70
        assert right <= 595.3 - 50


def test_a_thousand_measures_are_all_there() -> None:
    plan = large_plan(20, 50)
    said = read(printed(plan))
    assert len([node for node in said.root.all("H3") if node.text.strip() != "Ziele"]) == 1000
    assert len([row for table in tables(said.root) if table[0][0].startswith("Ziel und") for row in table[1:]]) == 120


def test_the_headings_are_the_outline_and_no_level_is_left_out(tmp_path) -> None:
    pdf = printed(full_plan(), year=2018, edition="internal")
    levels = [int(node.tag[1]) for node in read(pdf).root.kids if re.fullmatch(r"H\d", node.tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    assert info(pdf, tmp_path)["Tagged"] == "yes"


def test_goals_under_goals_are_set_further_in() -> None:
    rows = [Project("p"), Phase("a"), Goal("g", phase="a", text="Oben"), Goal("h", phase="a", parent="g", text="Unten")]
    places = {words: x for _, x, _, words in read(printed(made(rows))).places}
    assert places["Unten"] > places["Oben"] + 5
