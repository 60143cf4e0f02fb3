"""How rows are laid on pages and split."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.reports.typeset.pagination import Part, pages
from nrw_desktop.reports.typeset.structure_tree import Element
from nrw_desktop.reports.typeset.styles import BODY, Paper, Share, shared
from nrw_desktop.reports.typeset.table_layout import KEPT_LINES, Block, Column, Row, split, split_cell

COLUMNS = [Column(0, 100), Column(120, 100)]
LINE = BODY.leading


def block(name, count, **more):
    return Block(tuple(f"{name}{number}" for number in range(count)), **more)


def lines(cell):
    return [line for part in cell for line in part.lines]


@pytest.mark.parametrize("room", range(10, 400, 9))
def test_splitting_loses_no_line_and_fills_no_more_than_the_room(room):
    cell = (block("a", 3), block("b", 2, before=4, keeps=True), block("c", 1), block("d", 20, before=4, mark="•"))
    taken, rest = split_cell(cell, room)
    assert lines(taken) + lines(rest) == lines(cell)
    assert sum(part.height + part.before for part in taken) <= room + 0.01
    assert "c0" in lines(rest) or "b1" in lines(taken)
    marks = [part.mark for part in (*taken, *rest) if part.mark]
    assert marks == ["•"]


def test_a_short_block_stays_whole_and_a_long_one_leaves_two_lines_on_either_page():
    short = (block("a", 2), block("b", KEPT_LINES))
    assert lines(split_cell(short, 8 * LINE)[0]) == ["a0", "a1"]
    long = (block("a", 2), block("b", KEPT_LINES + 1))
    assert len(lines(split_cell(long, 3.5 * LINE)[0])) == 2
    assert len(lines(split_cell(long, 14.5 * LINE)[0])) == 2 + KEPT_LINES - 1


def test_a_row_too_narrow_for_two_lines_still_ends():
    row = Row(COLUMNS, ((block("a", 3),), (block("b", 3),)))
    assert split(row, 1.5 * LINE, force=False) == (None, row)
    part, rest = split(row, 1.5 * LINE, force=True)
    assert part is not None
    assert [lines(cell) for cell in part.cells] == [["a0"], ["b0"]]
    assert [lines(cell) for cell in rest.cells] == [["a1", "a2"], ["b1", "b2"]]


def laid(rows, opening=()):
    header = Row(COLUMNS, ((block("head", 1),), (block("head", 1),)))
    return [[row for _, row in page.rows] for page in pages([Part(opening, header, rows)], Paper())], header


def test_rows_stay_whole_where_a_page_holds_them():
    rows = [Row(COLUMNS, ((block(name, 17),), ())) for name in "abcdef"]
    found, header = laid(rows)
    assert found == [[header, *rows[:2]], [header, *rows[2:4]], [header, *rows[4:]]]


def test_a_header_is_never_the_last_on_a_page():
    opening = Row([Column(0, 200)], ((block("title", 36),),))
    found, header = laid([Row(COLUMNS, ((block("a", 20),), ()))], [opening])
    assert found[0] == [opening]
    assert found[1][0] == header


def test_the_first_page_is_not_left_with_the_opening_alone():
    opening = Row([Column(0, 200)], ((block("title", 10),),))
    found, _ = laid([Row(COLUMNS, ((block("a", 38),), ()), again=(block("again", 1),))], [opening])
    assert [len(page) for page in found] == [3, 2]
    assert lines(found[1][1].cells[0])[0] == "again0"


def test_every_row_is_placed_within_the_page():
    rows = [replace(Row(COLUMNS, ((block(name, 7 * count),), ()))) for count, name in enumerate("abcdefghij", 1)]
    paper = Paper()
    for page in pages([Part(rows=rows)], paper):
        for top, row in page.rows:
            assert paper.bottom - 0.01 <= top - row.height
            assert top <= paper.head + 0.01


def high(name, height, **more):
    """A row of about so many lines."""
    return Row(COLUMNS, ((block(name, height),), ()), **more)


def names(parts):
    return [[lines(row.cells[0])[0].rstrip("0123456789") for _, row in page.rows] for page in pages(parts, Paper())]


ROOM = int(Paper().room // LINE)


def test_a_row_that_keeps_is_never_parted_from_the_next():
    rows = [high("a", ROOM - 5), high("phase", 2, keeps=True), high("measure", 4), high("b", 1)]
    assert names([Part(rows=rows)]) == [["a"], ["phase", "measure", "b"]]
    assert names([Part(rows=[*rows[:2], high("short", 2)])]) == [["a", "phase", "short"]]
    # Nothing holds together what no page holds.
    assert names([Part(rows=[rows[0], rows[1], high("huge", ROOM - 1)])])[0] == ["a", "phase"]


def test_a_heading_moves_with_what_it_opens():
    first = Part(rows=[high("a", ROOM - 4)])
    heading, head = high("heading", 2), high("head", 1)
    assert names([first, Part([heading], head, [high("b", 3)])]) == [["a"], ["heading", "head", "b"]]
    assert names([first, Part([heading], head, [high("b", 1)])]) == [["a", "heading", "head", "b"]]
    assert names([first, Part([heading])]) == [["a", "heading"]]


def test_a_whole_part_begins_on_a_new_page_if_it_fits_on_one():
    first, rows = Part(rows=[high("a", ROOM - 9)]), [high("b", 4)] * ((ROOM - 4) // 4)
    heading = [high("heading", 2)]
    assert names([first, Part(heading, None, rows, whole=True)]) == [["a"], ["heading", *"b" * len(rows)]]
    short = [high("b", 2)] * 12
    assert names([first, Part(heading, None, short)])[0][:3] == ["a", "heading", "b"]
    assert names([first, Part(heading, None, short * 2, whole=True)])[0][:3] == ["a", "heading", "b"]
    # A quarter of a page does not stay empty for it.
    assert names([Part(rows=[high("a", 20)]), Part(heading, None, short, whole=True)])[0][:3] == ["a", "heading", "b"]


def test_the_space_above_a_heading_is_dropped_at_the_head_of_a_page():
    page, *_ = pages([Part([high("heading", 1, above=30)])], Paper())
    assert page.rows[0][1].above == 0


def test_a_repeated_header_is_not_read_again():
    element, label = Element("TH"), Element("Lbl")
    header = Row(COLUMNS, ((block("head", 1, element=element, label=label),), ()), outline="Kopf")
    found = [page.rows[0][1] for page in pages([Part((), header, [high("a", ROOM - 3)] * 3)], Paper())]
    assert [row.cells[0][0].element for row in found] == [element, None, None]
    assert [row.cells[0][0].label for row in found] == [label, None, None]
    assert [row.outline for row in found] == ["Kopf", "", ""]


def test_what_is_split_keeps_its_place_in_the_structure_and_its_mark_once():
    element, label = Element("LBody"), Element("Lbl")
    row = Row(COLUMNS, ((block("a", 40, mark="•", element=element, label=label),), ()), outline="Zeile")
    first, rest = split(row, 20 * LINE, force=False)
    assert [part.cells[0][0].element for part in (first, rest)] == [element, element]
    assert [part.cells[0][0].label for part in (first, rest)] == [label, None]
    assert [part.outline for part in (first, rest)] == ["Zeile", ""]


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(0, 60)), min_size=1, max_size=8), st.floats(50, 900))
def test_columns_fill_the_paper_and_have_what_they_need(shares, measure):
    shares = [Share(*share) for share in shares]
    if sum(share.least for share in shares) > measure:
        with pytest.raises(PlanError, match="zu schmal"):
            shared(shares, measure, "A4")
        return
    widths = shared(shares, measure, "A4")
    assert sum(widths) == pytest.approx(measure)
    assert all(width >= share.least - 1e-6 for width, share in zip(widths, shares, strict=True))
