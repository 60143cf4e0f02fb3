"""Bars beside figures: what is drawn is as long as what is counted, and no two patterns look alike in grey."""

import itertools
from collections import Counter
from typing import get_args

import pytest

from nrw_desktop.domain.model.choices import Status
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Project
from nrw_desktop.reports import catalogue, charts
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.table_layout import Shape
from tests.reports.pdf_tools import DAY, made
from tests.reports.tag_tree import plain, read


def area(corners: tuple[tuple[float, float], ...]) -> float:
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x * below - further * y for (x, y), (further, below) in pairs)) / 2


def ends(shapes: tuple[Shape, ...]) -> tuple[float, float]:
    places = [x for shape in shapes for x, _ in shape.corners]
    return min(places), max(places)


def grey(shape: Shape) -> float:
    red, green, blue = shape.colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def look(status: str) -> tuple[float, str]:
    """How much ink a pattern has in grey, and which way its stripes go."""
    shapes = list(charts.pattern(status, 0, 60, 0, 9))
    ink = sum(area(shape.corners) * (1 - grey(shape)) for shape in shapes)
    # The ground, the stripes, and four edges.
    stripe = shapes[len(shapes) // 2].corners if len(shapes) > 5 else ()
    return ink / (60 * 9), "" if not stripe else "upright" if stripe[0][0] == stripe[-1][0] else "leaning"


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(charts.ORDER, 2)))
def test_no_two_patterns_look_alike_without_colour(one: str, other: str) -> None:
    (ink, stripes), (other_ink, other_stripes) = look(one), look(other)
    assert stripes != other_stripes or abs(ink - other_ink) > 0.05


def test_every_status_has_a_pattern() -> None:
    assert set(charts.ORDER) == set(get_args(Status))


@pytest.mark.parametrize("status", charts.ORDER)
@pytest.mark.parametrize("width", [0.0, 0.5, 2.0, 7.3, 60.0])
def test_a_pattern_stays_within_its_place(status: str, width: float) -> None:
    for shape in charts.pattern(status, 10, 10 + width, 5, 14):
        for x, y in shape.corners:
            assert 10 - 0.01 <= x <= 10 + width + 0.01
            assert 5 - 0.01 <= y <= 14.01


def test_a_bar_is_as_long_as_what_it_counts() -> None:
    draft = Document(Plan.empty(), Request(DAY), "Probe", "portrait")
    bars = [
        charts.Bar("A", Counter(done=6, running=2)),
        charts.Bar("B", Counter(planned=4)),
        charts.Bar("C", Counter()),
    ]
    part = charts.statuses(draft, "Titel", "Zeile", bars)
    first, second, third = (row.shapes for row in part.rows)
    full = ends(first)[1] - ends(first)[0]
    assert ends(first)[1] == pytest.approx(draft.paper.measure)
    assert ends(second)[1] - ends(second)[0] == pytest.approx(full / 2)
    assert third == ()
    done = next(shape for shape in first)
    assert done.corners[1][0] - done.corners[0][0] == pytest.approx(full * 6 / 8)


def test_the_figures_of_the_bars_are_read_aloud() -> None:
    rows = [Project("p"), Phase("a", title="Erste"), Phase("b", order="b", title="Zweite")]
    for number, (phase, status, field) in enumerate(
        [("a", "done", "Sport"), ("a", "done", "Ärzte"), ("a", "running", None), ("b", "planned", "sonst")]
    ):
        rows.append(Measure(f"m{number}", phase=phase, status=status, field_of_action=field, text="Text"))
    root = read(catalogue.made("annual-report", made(rows), Request(DAY))).root
    found = [[[plain(cell.whole) for cell in row.kids] for row in table.all("TR")] for table in root.all("Table")]
    assert found[1:4] == [
        [["Stand", "Maßnahmen"], ["abgeschlossen", "2"], ["läuft", "1"], ["geplant", "1"], ["insgesamt", "4"]],
        [
            ["Phase", "abgeschlossen", "läuft", "geplant"],
            ["1 Erste", "2", "1", "–"],
            ["2 Zweite", "–", "–", "1"],
        ],
        [
            ["Handlungsfeld", "abgeschlossen", "läuft", "geplant"],
            ["Ärzte", "1", "–", "–"],
            ["sonst", "–", "–", "1"],
            ["Sport", "1", "–", "–"],
            ["Ohne Handlungsfeld", "–", "1", "–"],
        ],
    ]
