"""The Zeitplan: bars where the months are, on an axis that is one page wide whatever the span."""

import datetime
import itertools
import re
from pathlib import Path

import pytest

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Project
from nrw_desktop.reports import catalogue, timeline
from nrw_desktop.reports.request import Request
from tests.reports.pdf_tools import DAY, bare, bare_text, boxes, in_grey, info, made, seed
from tests.reports.tag_tree import read


def printed(plan: Plan, today: datetime.date = DAY, **options: object) -> bytes:
    return catalogue.made("timeline", plan, Request(today, **options))  # type: ignore[arg-type]


def phase(key: str, start: str | None, end: str | None, rule: str | None = None) -> Phase:
    return Phase(key, order=key, title=f"Phase {key}", start=start, end=end, end_rule=rule)


def test_an_open_end_does_not_squeeze_the_years_that_matter() -> None:
    rows = [phase("a", "2017-01", "2018-06"), phase("b", "2018-07", None, "project_end")]
    pdf = printed(made([Project("p"), *rows]), datetime.date(2031, 5, 5))
    found = bars(made([Project("p"), *rows]), datetime.date(2031, 5, 5))
    # The first phase takes half of the axis; that without an end goes on after the break.
    assert found[0][1] - found[0][0] > 0.45
    assert len(found) == 3
    assert found[1][1] < found[2][0]
    assert found[2][1] == pytest.approx(1)
    said = " ".join(read(pdf).texts())
    assert "Zeitachse 2017 bis 2018 und 2031;" in said
    assert "Ausgelassen ist 2019 bis 2030, weil dann nichts beginnt oder endet." in said
    assert "2031" in read(pdf).artifacts[0]
    assert "2025" not in read(pdf).artifacts[0]


def test_the_whole_plan_is_on_one_page_with_words_for_every_bar(tmp_path) -> None:
    plan = seed()
    pdf = printed(plan)
    assert info(pdf, tmp_path)["Pages"] == "1"
    said = read(pdf).texts()
    for found in plan.phases:
        assert f"{plan.number(found.id)} {found.title}" in said
        assert found.period_text in said
        for measure in plan.measures(found.id):
            assert said[said.index(measure.text) + 1 :][:2] == ["wie die Phase", "geplant"]
    assert (
        "Zeitachse 2017 bis 2018 und 2026; die senkrechte Linie steht für heute, den 23. November 2026. "
        "Ausgelassen ist 2019 bis 2025, weil dann nichts beginnt oder endet." in said
    )


def bars(plan: Plan, today: datetime.date = DAY, **options: object) -> list[tuple[float, float]]:
    """Left and right edge of all bars, as parts of the axis."""
    found: list[tuple[float, float]] = []
    real = timeline._Chart._bar

    def watched(chart, stretch, height, colour, middle):
        shapes = real(chart, stretch, height, colour, middle)
        width = chart._axis.width
        for shape in shapes:
            edges = [x - chart._left for x, _ in shape.corners]
            found.append((min(edges) / width, max(edges) / width))
        return shapes

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timeline._Chart, "_bar", watched)
        printed(plan, today, **options)
    return found


def test_bars_stand_where_the_months_are() -> None:
    plan = made(
        [
            Project("p"),
            phase("a", "2017-01", "2017-06"),
            Measure("m", phase="a", text="Eigen", start="2017-04", end="2017-04"),
            Measure("n", phase="a", order="z", text="Ohne"),
            phase("b", "2017-07", "2017-12"),
        ]
    )
    found = bars(plan, datetime.date(2017, 6, 1))
    assert [(round(12 * left, 2), round(12 * right, 2)) for left, right in found] == [(0, 6), (3, 4), (0, 6), (6, 12)]


def test_an_open_end_reaches_to_today_and_follows_the_project_once_it_is_known() -> None:
    rows = [phase("a", "2018-01", "2018-06"), phase("b", "2018-07", None, "project_end")]
    open_end = bars(made([Project("p"), *rows]), datetime.date(2019, 12, 31))
    assert open_end[1][1] == pytest.approx(1)
    known = bars(made([Project("p", end="2018-12"), *rows]), datetime.date(2018, 2, 1))
    assert known[1] == (pytest.approx(0.5), pytest.approx(1))


def test_a_year_is_the_whole_axis_and_cuts_bars() -> None:
    found = bars(made([Project("p"), phase("a", "2017-07", "2018-06")]), year=2018)
    assert found == [(0, pytest.approx(0.5))]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (datetime.date(2017, 5, 5), "die senkrechte Linie steht für heute, den 5. Mai 2017"),
        (datetime.date(1999, 5, 5), "heute, der 5. Mai 1999, liegt vor ihrem Beginn"),
        (datetime.date(2090, 5, 5), "heute, der 5. Mai 2090, liegt nach ihrem Ende"),
    ],
)
def test_today_is_a_line_where_the_axis_has_room(today: datetime.date, words: str) -> None:
    said = read(printed(made([Project("p"), phase("a", "2017-01", "2017-12")]), today))
    assert words in " ".join(said.texts())
    assert ("heute" in said.artifacts[0]) == ("senkrechte" in words)


@pytest.mark.parametrize("end", ["1900-02", "1950-01", "2017-12", "9999-12"])
def test_it_is_one_page_wide_whatever_the_span(tmp_path, end: str) -> None:
    pdf = printed(made([Project("p"), phase("a", "1900-01", end), phase("b", None, None), phase("c", None, "1900-01")]))
    assert info(pdf, tmp_path)["Pages"] == "1"
    assert all(left > 70 and right < 793 for _, left, _, right, _ in boxes(pdf, tmp_path))
    assert len(re.findall(r"\d{4}", read(pdf).artifacts[0])) >= 2


def test_those_dropped_and_postponed_are_told_of(tmp_path) -> None:
    states = ("done", "planned", "postponed", "dropped", "dropped")
    rows = [Measure(f"m{n}", phase="a", order=str(n), text="x", status=state) for n, state in enumerate(states)]
    shown = bare_text(printed(made([Project("p"), phase("a", "2017-01", "2017-06"), *rows])), tmp_path)
    assert bare("1 von 3 abgeschlossen (davon 1 zurückgestellt), 2 entfallen") in shown


def test_a_year_shows_the_measures_that_reach_into_it_by_their_phase_too(tmp_path) -> None:
    rows = [
        phase("a", "2017-01", "2018-06"),
        Measure("m", phase="a", text="Alt", start="2015-01", end=None),
        Measure("n", phase="a", text="Zuvor", end="2017-03"),
    ]
    for year, wanted in ((2017, ["Alt", "Zuvor"]), (2018, ["Alt"])):
        shown = bare_text(printed(made([Project("p"), *rows]), year=year), tmp_path)
        assert [name for name in ("Alt", "Zuvor") if name in shown] == wanted


def pieces_in_grey(status: str, folder: Path) -> int:
    """Of how many pieces a bar of this status is made along the line where it has the most, printed without colours."""
    rows = [Project("p"), Phase("a", title="Phase", start="2018-01", end="2018-12")]
    rows.append(Measure("m", phase="a", text="Eine", status=status, start="2018-02", end="2018-11"))
    (page,) = in_grey(printed(made(rows)), folder)
    wide, high = page.size
    # To the right of all texts, below the labels of the months; what is darker is the phase's bar, lighter the grid.
    chart = page.crop((wide * 2 // 3, high // 4, wide, high * 3 // 4))
    lines = (
        [170 < chart.getpixel((x, y)) < 205 for x in range(chart.width)]  # type: ignore[operator]
        for y in range(chart.height)
    )
    return max(sum(now and not before for before, now in itertools.pairwise([False, *line])) for line in lines)


def test_what_is_postponed_and_what_was_dropped_are_told_apart_in_grey(tmp_path: Path) -> None:
    assert pieces_in_grey("postponed", tmp_path) > 10
    assert pieces_in_grey("dropped", tmp_path) == 2
