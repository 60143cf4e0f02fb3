"""How paragraphs are broken and words divided."""

import pytest

from nrw_desktop.reports.typeset.fonts import SOFT_HYPHEN, face
from nrw_desktop.reports.typeset.hyphenation import points
from nrw_desktop.reports.typeset.line_breaking import broken


def divided(word):
    parts, start = [], 0
    for point in points(word):
        parts.append(word[start : point.at])
        start = point.at
    return "-".join([*parts, word[start:]])


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Ausgangssituation", "Aus-gangs-si-tua-tion"),
        ("Handlungsbedarfen", "Hand-lungs-bedar-fen"),
        ("Maßnahmenentwicklung", "Maß-nah-men-entwick-lung"),
        ("Quartierssozialarbeit", "Quar-tiers-so-zi-al-ar-beit"),
        ("Öffentlichkeitsarbeit", "Öffent-lich-keits-ar-beit"),
        ("KI", "KI"),
        ("Asyl", "Asyl"),
    ],
)
def test_words_are_divided_as_they_are_spoken(word, wanted):
    assert divided(word) == wanted


def test_joints_of_compounds_are_preferred():
    good = [point.at for point in points("Weiterführungsempfehlungen") if point.good]
    assert good == [len("Weiterführungs")]


def lines(text, width, ragged=0.25):
    return broken(text, face("Regular"), 9, width, ragged)


def test_no_line_is_wider_than_the_column():
    text = "Die Fachstelle berät, begleitet und qualifiziert Organisationen und Migrantenselbstorganisationen" * 3
    for width in range(20, 300, 7):
        for line in lines(text, width):
            assert face("Regular").width(line.rstrip(" ")) * 9 <= width + 0.01


def test_lines_put_together_are_the_text():
    text = "Gleichstellungsstelle und Inklusionsbeauftragte der Stadt Bielefeld, Stadtteilkoordinatorinnen"
    for width in range(30, 300, 11):
        assert "".join(lines(text, width)).replace(SOFT_HYPHEN, "") == text


def test_a_title_is_divided_only_where_a_word_does_not_fit():
    assert lines("Analyse der Ausgangssituation", 80, 1) == ("Analyse der ", "Ausgangssituation")


def test_a_dash_does_not_begin_a_line():
    for width in range(60, 200, 3):
        assert not any(line.startswith("–") for line in lines("Universität Bielefeld – IKG und andere – mehr", width))


def test_a_soft_hyphen_in_the_text_is_used_and_not_shown():
    assert lines(f"Urin{SOFT_HYPHEN}stinkt", 30) == (f"Urin{SOFT_HYPHEN}", "stinkt")
    assert lines(f"Urin{SOFT_HYPHEN}stinkt", 300) == ("Urinstinkt",)


def test_line_breaks_and_empty_texts():
    assert lines("eins\n\nzwei", 100) == ("eins ", " ", "zwei")
    assert lines("", 100) == ("",)
