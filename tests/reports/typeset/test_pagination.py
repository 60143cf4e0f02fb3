"""Where a page ends: no row and no heading alone, no page emptier than it must be, and of what a table goes on."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.reports.typeset.pagination import EMPTY_PART, Page, Part, laid_out, pages
from nrw_desktop.reports.typeset.styles import BODY, Paper
from nrw_desktop.reports.typeset.table_layout import Block, Column, Row

PAPER = Paper()
COLUMN = [Column(0, 100)]
LINE = BODY.leading


def row(name: str, height: int, **more: object) -> Row:
    """A row of so many lines, each of which tells it from others."""
    return Row(COLUMN, ((Block((name,) * height),),), **more)  # type: ignore[arg-type]


def laid(*parts: Part, reserved: float = 0.0) -> list[Page]:
    return list(pages(parts, PAPER, reserved))


def names(page: Page) -> list[str]:
    return [row.cells[0][0].lines[0] for _, row in page.rows]


HEADER = row("header", 1, repeats=True)
heights = st.lists(st.integers(1, 8), min_size=2, max_size=60)


@given(st.lists(heights, min_size=1, max_size=4), st.booleans(), st.integers(0, 100))
def test_no_row_and_no_heading_stands_alone_at_an_edge(tables: list[list[int]], whole: bool, reserved: int) -> None:
    parts = [
        Part(
            [row(f"heading {at}", 2)],
            HEADER,
            [row(f"{at}.{n}", high, caption=(Block((f"caption {at}",)),)) for n, high in enumerate(found)],
            whole=whole,
        )
        for at, found in enumerate(tables)
    ]
    found = laid(*parts, reserved=reserved)
    seen = [name for page in found for name in names(page) if "." in name]
    assert list(dict.fromkeys(seen)) == [f"{at}.{n}" for at, table in enumerate(tables) for n in range(len(table))]
    for number, page in enumerate(found):
        around = {
            name for each in (*found[max(0, number - 1) : number], *found[number + 1 :][:1]) for name in names(each)
        }
        assert not names(page)[-1].startswith(("heading", "header", "caption"))
        for at, table in enumerate(tables):
            own = [name for name in names(page) if name.startswith(f"{at}.")]
            # A row that is alone goes on there, or began on the page before.
            assert len(own) != 1 or own[0] in around
            if own and f"heading {at}" not in names(page):
                before = names(page)[: names(page).index(own[0])]
                assert before[-2:] == [f"caption {at}", "header"]
            assert table


@given(st.lists(st.integers(1, 60), min_size=1, max_size=30), st.integers(0, 150))
def test_every_line_is_within_its_page(found: list[int], reserved: int) -> None:
    parts = [Part([row("heading", 3)], HEADER, [row(f"{n}", high) for n, high in enumerate(found)])]
    count = 0
    for number, page in enumerate(laid(*parts, reserved=reserved)):
        lower = PAPER.bottom + (0 if number else reserved)
        for (top, one), following in itertools.zip_longest(page.rows, page.rows[1:]):
            assert top <= PAPER.head + 0.01
            assert top - one.height >= (following[0] if following else lower) - 0.01
            count += sum(len(block.lines) for cell in one.cells for block in cell if not one.repeats)
    assert count == sum(found) + 3


@given(st.lists(st.integers(1, 40), min_size=3, max_size=30))
def test_no_page_is_left_a_third_empty_where_a_row_could_be_split(found: list[int]) -> None:
    """A block of more than twelve lines can be; shorter ones, and two that belong together, take less than a third."""
    rows = [Row(COLUMN, (tuple(Block((f"{n}",)) for _ in range(high)),)) for n, high in enumerate(found)]
    for page in laid(Part([], HEADER, rows))[:-1]:
        assert page.left <= PAPER.room / 3


def test_a_whole_part_is_divided_rather_than_leave_a_page_empty() -> None:
    room = int(PAPER.room // LINE)
    part = Part([row("heading", 2)], None, [row(f"{n}", 2) for n in range(15)], whole=True)
    at_once = laid(Part(rows=[row("first", int(room * (1 - EMPTY_PART)) + 2)]), part)
    assert [names(page)[0] for page in at_once] == ["first", "heading"]
    divided = laid(Part(rows=[row("first", room // 2)]), part)
    assert names(divided[0])[:2] == ["first", "heading"]


def test_the_foot_of_the_first_page_is_kept_free_and_only_that() -> None:
    rows = [row(f"{n}", 1) for n in range(200)]
    free, bound = laid(Part(rows=rows)), laid(Part(rows=rows), reserved=10 * LINE)
    assert len(free[0].rows) - len(bound[0].rows) == 10
    assert len(free[1].rows) == len(bound[1].rows)
    assert bound[0].rows[0][0] == free[0].rows[0][0] == PAPER.head


@given(heights, st.integers(1, 3), st.integers(0, 100))
def test_no_page_has_alone_what_closes_a_report(found: list[int], signed: int, reserved: int) -> None:
    rows = [row(f"{n}", high) for n, high in enumerate(found)]
    closing = [Part([row(f"signed {n}", 4)], closing=True) for n in range(signed)]
    parts = [Part([row("heading", 2)], HEADER, rows), *closing]
    made = laid_out(parts, PAPER, reserved)
    seen = [name for page in made for name in names(page) if name != "header"]
    assert list(dict.fromkeys(seen)) == [
        "heading",
        *(f"{n}" for n in range(len(found))),
        *(f"signed {n}" for n in range(signed)),
    ]
    assert len(made) == len(laid(*parts, reserved=reserved))
    assert not all(name.startswith("signed") for name in names(made[-1]))
    for number, page in enumerate(made):
        lower = PAPER.bottom + (0 if number else reserved)
        for (top, one), following in itertools.zip_longest(page.rows, page.rows[1:]):
            assert PAPER.head + 0.01 >= top
            assert top - one.height >= (following[0] if following else lower) - 0.01
