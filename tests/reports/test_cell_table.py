"""How rows are laid on pages and split."""

from dataclasses import replace

import pytest

from nrw_desktop.reports.cell_table import KEPT_LINES, Block, Column, Part, Row, pages, split, split_cell
from nrw_desktop.reports.layout import BODY, Paper

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
    rows = [Row(COLUMNS, ((block(name, 15),), ())) for name in "abcdef"]
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
