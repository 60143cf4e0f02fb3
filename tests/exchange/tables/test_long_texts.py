"""Cells as long as a file can have them: ten times the letters take about ten times as long, not a hundred times."""

import time

import pytest

from nrw_desktop.exchange.lists.cells import table
from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.sources.source import Source

HEADS = ("Phase", "Zeitraum", "Maßnahmen", "Ziele", "Kooperationspartner", "Status", "Verantwortlich", "Notiz")
ROW = ("Umsetzung", "2020", "Tagung", "Ziel", "AK", "läuft", "Amt", "Wort")
SHORT, LONG = 1_000, 10_000
MOST = 35
"""What takes the square of its letters takes a hundred times as long; the processor's time, which no neighbour has."""


def seconds(begin: str, repeated: str, length: int) -> float:
    """The processor's time that a draft takes in which each field once has a text of this length."""
    text = (begin + repeated * length)[:length]
    rows = [HEADS, ROW, *((*ROW[:place], text, *ROW[place + 1 :]) for place in range(len(ROW)))]
    source = Source((table("Blatt", rows),))
    before = time.process_time()
    draft_as_suggested(source, {})
    return time.process_time() - before


@pytest.mark.parametrize("begin", ["", "Siehe Phase 1, "])
@pytest.mark.parametrize("repeated", ["\u00a0", "- ", ", ", "Jan – ", "(", "a  ", "und ", "• "])
def test_each_letter_is_looked_at_a_few_times(begin: str, repeated: str) -> None:
    seconds(begin, repeated, SHORT)
    assert seconds(begin, repeated, LONG) < MOST * seconds(begin, repeated, SHORT)
