"""Lines of painted texts end between words, at hyphens and syllables; a date that finds room is on one line."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from nrw_desktop.gui.kit import text_layout

DATES = (
    "01.07.2018–30.09.2018",
    "Juli 2018",
    "08–10/2017",
    "14. November 2018",
    "Q3 2018",
    "Anfang 2018",
    "3.–5.7.2018",
)
WORDS = ("Öffentlichkeitsarbeit", "Kick-off-Veranstaltung", "Migrant*innen", "der", "Fachstelle", "AWO", "(Netzwerk)")
SHY, END = "\u00ad", "\u200b"


def lines(text: str, width: float) -> list[str]:
    """The lines that a text is painted in, a soft hyphen where a word goes on."""
    layout, _step = text_layout.laid_out(text, QApplication.font(), round(width))
    shown = layout.text()
    found = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [shown[line.textStart() : line.textStart() + line.textLength()] for line in found]


@pytest.mark.usefixtures("qapp")
@given(st.lists(st.sampled_from(DATES + WORDS), min_size=1, max_size=8), st.integers(80, 400))
@example(["AWO", "Juli 2018"], 80)
@example(["AWO", "14. November 2018"], 104)
def test_no_word_is_broken_without_a_hyphen_and_no_date_at_all(words: list[str], width: int) -> None:
    text = " ".join(words)
    found = lines(text, width)
    plain = "".join(found).replace(SHY, "").replace(END, "").replace("\u00a0", " ")
    assert plain == text
    for line in found[:-1]:
        assert re.search(rf"[ \-{SHY}{END}]$", line), found
    metrics = QFontMetricsF(QApplication.font())
    kept = [line.strip().replace("\u00a0", " ").replace(SHY, "") for line in found]
    for date in set(words) & set(DATES):
        if metrics.horizontalAdvance(date) < width:
            assert any(date in line for line in kept), found


@pytest.mark.usefixtures("qapp")
def test_a_word_that_finds_room_is_not_divided() -> None:
    font = QApplication.font()
    wide = text_layout.widest_piece("Zur Öffentlichkeitsarbeit und mehr", font)
    assert lines("Zur Öffentlichkeitsarbeit und mehr", wide + 1) == ["Zur ", "Öffentlichkeitsarbeit ", "und mehr"]
    first, rest = lines("Öffentlichkeitsarbeit", wide - 20)
    assert first.endswith(SHY)
    assert (first + rest).replace(SHY, "") == "Öffentlichkeitsarbeit"


@pytest.mark.usefixtures("qapp")
@given(st.text("ab –-\u00e4\n", max_size=30), st.integers(24, 200))
def test_places_are_found_again_in_a_divided_text(text: str, width: int) -> None:
    found = text_layout.divided(text, QApplication.font(), width)
    for at, letter in enumerate(text):
        assert found.text[found.there(at)] in (letter, "\u00a0")
        assert found.before(found.there(at)) == at
