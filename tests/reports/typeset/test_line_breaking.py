"""How paragraphs are broken and words divided."""

import pytest

from nrw_desktop.domain.text.hyphenation import points
from nrw_desktop.domain.text.keeping import kept
from nrw_desktop.reports.typeset.fonts import SOFT_HYPHEN, face
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


@pytest.mark.parametrize(
    ("before", "together", "after"),
    [
        ("Gespräche mit dem", "AK Asyl", "und anderen Trägern"),
        ("Der Verein", "Arbeit und Leben e. V.", "nimmt teil"),
        ("Angebote,", "z. B. Dialogforen", "in den Quartieren"),
        ("Angebote,", "z.B. Dialogforen", "in den Quartieren"),
        ("Siehe", "Phase 2", "und insbesondere"),
        ("Siehe", "Nr. 12", "im Anhang dazu"),
        ("Bis zum", "1. Juli 2018", "sind alle benannt"),
        ("Beginn im", "Dezember 2017", "im Rathaus der Stadt"),
        ("Es kamen", "20 %", "aller Eingeladenen"),
        ("Es kostet", "1.200 €", "für beide Termine"),
        ("Treffen um", "18 Uhr", "im Rathaus der Stadt"),
        ("Mit", "Dr. Müller", "als Moderatorin des Abends"),
        ("Nach", "§ 3", "der Satzung des Vereins"),
        ("Gestern um", "17:19 Uhr", "geschrieben"),
        ("„Einholung und", "Prüfung …“", "ist überfällig"),
    ],
)
def test_what_belongs_together_stands_on_one_line(before, together, after):
    text = f"{before} {together} {after}"
    words = together.removeprefix("Arbeit und ")
    for width in range(75, 320, 5):
        found = [line.replace("\u00a0", " ") for line in lines(text, width, 1)]
        assert any(words in line for line in found), (width, found)
        assert "".join(found).replace(SOFT_HYPHEN, "") == text


@pytest.mark.parametrize(
    "text", ["DAS IST EIN TITEL FÜR ALLE", "die AG trifft sich", "Haus 3. Dann weiter", "im Jahr. 12 Termine"]
)
def test_what_does_not_belong_together_may_be_parted(text):
    assert "\u00a0" not in kept(text)


def test_what_is_kept_together_is_parted_where_it_is_wider_than_the_column():
    assert lines("Dezember 2017", 50) == ("Dezember ", "2017")


@pytest.mark.parametrize(("first", "last"), [("AG ", "Juli 2018"), ("Am 4. ", "Mai 2018")])
def test_the_last_of_what_is_kept_together_stays_so_as_soon_as_it_finds_room(first, last):
    widest = next(width for width in range(20, 300) if len(lines(last, width, 1)) == 1)
    assert lines(f"{first}{last}", widest)[-1].replace("\u00a0", " ") == last
