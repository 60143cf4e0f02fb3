"""The list with headings: what it paints, and that what stands out does so not by colour alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QWidget

from nrw_desktop.gui.lists import grouped_delegate
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Line
from tests.gui.looks import look, strongest

LONG = "Entwicklung von geeigneten Maßnahmen auf der Grundlage der Bestandsanalyse und der Erfahrungen " * 4


@pytest.fixture
def made(show: Callable[[QWidget], QWidget], qapp: QApplication) -> GroupedList:
    found = GroupedList("Treffer")
    found.resize(300, 400)
    show(found)
    return found


def rows(count: int, text: str = "Sonnenblume") -> list[Heading | Entry]:
    return [
        Heading("Phase", count),
        *(Entry(n, lambda n=n: Line(f"{text} {n}", ((0, 5),), "Maßnahme")) for n in range(count)),
    ]  # type: ignore[misc]


def test_the_model_keeps_its_promises(made: GroupedList) -> None:
    QAbstractItemModelTester(made.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    for count in (0, 3, 1):
        made.show_rows(rows(count) if count else [])


def test_the_entry_of_a_key_stays_current(made: GroupedList) -> None:
    made.show_rows(rows(5))
    assert made.current_key() == 0
    made.show_rows(rows(9), keep=4)
    assert made.current_key() == 4
    made.show_rows(rows(3), keep=4)
    assert made.current_key() == 0
    made.show_rows([])
    assert made.current_key() is None
    made.step(1)
    made.choose()


def test_a_long_heading_takes_a_second_line_and_no_third(made: GroupedList) -> None:
    """Its words are painted there, in the bold of its letters; the number stays behind them."""
    made.show_rows([Heading(title, 7, key=title) for title in ("Kurz", "Maßnahmen außerhalb ihrer Phase", LONG)])
    short, long, longest = (made.visualRect(made.model().index(row, 0)) for row in range(3))
    line = made.fontMetrics().height()
    assert short.height() + line <= long.height() == longest.height() < short.height() + 2 * line
    second = QRect(long.left() + 40, long.center().y() + 3, long.width() // 3, line // 2)
    assert strongest(look(made.viewport(), second)) > 4.5


def layout(line: Line, width: int) -> tuple[str, list[tuple[int, int]], int]:
    found, _step = grouped_delegate.lay_out(line, QApplication.font(), width)
    bold = [one for one in found.formats() if one.format.fontWeight() == QFont.Weight.Bold]
    return found.text(), [(one.start, one.start + one.length) for one in bold], found.lineCount()


def test_what_stands_out_is_bold_and_on_a_ground(qapp: QApplication) -> None:
    found, _step = grouped_delegate.lay_out(Line("Ein Fest im Park", ((4, 8),)), QApplication.font(), 400)
    (one,) = found.formats()
    assert (one.start, one.length) == (4, 4)
    assert one.format.fontWeight() == QFont.Weight.Bold
    assert one.format.background().color() != one.format.foreground().color()


@pytest.mark.parametrize("width", [80, 150, 300, 700])
def test_a_long_text_ends_in_an_ellipsis(width: int, qapp: QApplication) -> None:
    text, bold, lines = layout(Line(LONG, ((0, 11), (27, 36), (300, 310))), width)
    assert lines <= 3
    # On the line of the word before it.
    assert text.endswith("\u00a0…")
    assert LONG.startswith(text.removesuffix("\u00a0…"))
    assert all(end <= len(text) - 2 for _start, end in bold)
    assert bold[0] == (0, 11)


def test_a_long_word_is_cut_within(qapp: QApplication) -> None:
    text, _bold, lines = layout(Line("x" * 500), 200)
    assert lines <= 3
    assert len(text) > 20


def test_rows_are_as_high_as_their_text(made: GroupedList) -> None:
    made.show_rows(
        [Entry(1, lambda: Line("kurz")), Entry(2, lambda: Line(LONG)), Entry(3, lambda: Line("kurz", (), "Ziel"))]
    )
    option = QStyleOptionViewItem()
    made.initViewItemOption(option)
    one, three, with_foot = (made.itemDelegate().sizeHint(option, made.model().index(row)).height() for row in range(3))
    assert one < with_foot < three
    assert three > 2 * one
    assert not made.grab().isNull()
