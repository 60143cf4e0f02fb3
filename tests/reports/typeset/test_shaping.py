"""Letters of other scripts as glyphs: joined, in their places, with the typeface that has them."""

import pytest

from nrw_desktop.reports.typeset import shaping
from nrw_desktop.reports.typeset.bidi import RUNS_LEFT
from nrw_desktop.reports.typeset.fonts import face
from nrw_desktop.reports.typeset.line_breaking import broken
from nrw_desktop.reports.typeset.typefaces import clusters, family_of, typeface


def drawn(line: str, cut: str = "Regular") -> list[shaping.Cluster]:
    return list(shaping.shaped(line, cut))


def glyphs(line: str) -> list[int]:
    return [glyph.number for cluster in drawn(line) for glyph in cluster.glyphs]


def test_arabic_letters_join() -> None:
    beh = typeface("NotoSansArabic").face.glyph("ب")
    first, middle, last = glyphs("ببب")
    assert len({first, middle, last, beh}) == 4
    assert glyphs("ب") == [beh]


def test_lam_and_alef_are_one_glyph_and_two_letters() -> None:
    (cluster,) = drawn("لا")
    assert (cluster.text, len(cluster.glyphs)) == ("لا", 1)


def test_what_runs_to_the_left_begins_at_the_right() -> None:
    places = [cluster.x for cluster in drawn("אבג")]
    assert places == sorted(places, reverse=True)
    line = drawn("Ende אב")
    assert [cluster.text for cluster in line] == list("Ende אב")
    assert line[-1].x < line[-2].x
    assert line[-1].x > line[3].x


def test_a_paragraph_that_runs_to_the_left_has_its_end_at_the_left() -> None:
    line = drawn(f"{RUNS_LEFT}אב Ende")
    assert max(cluster.x for cluster in line if cluster.text in "Ende") < min(cluster.x for cluster in line[:2])


def test_the_space_after_a_line_hangs_over_its_edge() -> None:
    assert min(cluster.x for cluster in drawn(f"{RUNS_LEFT}אבג ") if cluster.text != " ") == pytest.approx(0)


def test_brackets_are_mirrored() -> None:
    (opened, *_, closed) = drawn(f"{RUNS_LEFT}(אב)")
    lato = typeface("Lato").face
    assert (opened.text, opened.glyphs[0].number) == ("(", lato.glyph(")"))
    assert (closed.text, closed.glyphs[0].number) == (")", lato.glyph("("))


def test_a_mark_stands_over_its_letter() -> None:
    (cluster,) = drawn("x\u030c")
    letter, mark = cluster.glyphs
    assert letter.x <= mark.x + mark.advance + 0.6
    assert mark.advance == 0
    assert cluster.width == pytest.approx(letter.advance, abs=0.01)


def test_a_word_with_one_rare_letter_is_of_one_typeface() -> None:
    assert {cluster.face.name for cluster in drawn("Sa\u0303x\u030cen")} == {"NotoSans-Regular"}
    assert {cluster.face.name for cluster in drawn("Verein x\u030c")[:6]} == {"Lato-Regular"}


def test_emoji_of_several_parts_are_one_glyph() -> None:
    for emoji in ("👩‍👩‍👧‍👦", "🇺🇦", "❤️", "👍🏽"):
        (cluster,) = drawn(emoji)
        assert (cluster.text, cluster.face.name) == (emoji, "NotoEmoji-Regular")
    assert [len(cluster.glyphs) for cluster in drawn("👩‍👩‍👧‍👦🇺🇦❤️")] == [1, 1, 1]


def test_what_has_no_bold_cut_is_made_bolder() -> None:
    assert [(cluster.face.name, cluster.bolder) for cluster in drawn("中", "Bold")] == [("NotoSansSC-Regular", True)]
    assert [(cluster.face.name, cluster.bolder) for cluster in drawn("ب", "Bold")] == [("NotoSansArabic-Bold", False)]
    assert [cluster.bolder for cluster in drawn("中ب", "Italic")] == [False, False]


def test_what_no_font_has_is_a_box_each() -> None:
    box = typeface("Lato").face.glyph("□")
    assert [(cluster.text, cluster.glyphs[0].number) for cluster in drawn("\U00013080\U00013081")] == [
        ("\U00013080", box),
        ("\U00013081", box),
    ]
    assert family_of("\ue000") == ""


def test_a_width_is_that_of_the_glyphs() -> None:
    for text in ("محمد", "漢字", "ab漢", "שלום, ab"):
        line = drawn(text)
        assert shaping.width(text, "Regular") == pytest.approx(sum(cluster.width for cluster in line))
        assert face("Regular").width(text) == shaping.width(text, "Regular")


def lines(text: str, width: float) -> tuple[str, ...]:
    return broken(text, face("Regular"), 9, width, 0.25)


@pytest.mark.parametrize("text", ["x\u030c" * 60, "👩‍👩‍👧‍👦" * 40, "नमस्तेक्षेत्र" * 20, "שָׁ" * 60, "สวัสดีที่นี่" * 20])
def test_no_line_ends_within_a_letter_and_its_marks(text: str) -> None:
    for width in range(20, 120, 9):
        shown = [line.removeprefix(RUNS_LEFT) for line in lines(text, width)]
        assert "".join(shown) == text
        assert [cluster for line in shown for cluster in clusters(line)] == clusters(text)
        assert all(face("Regular").width(line) * 9 <= width + 0.5 for line in shown)


def test_chinese_breaks_between_characters_but_not_before_a_comma() -> None:
    text = "我们在比勒费尔德市举办活动，欢迎参加“跨文化”论坛（星期六）。" * 3
    for width in range(40, 200, 7):
        shown = lines(text, width)
        assert "".join(shown) == text
        assert not any(line.startswith(("，", "。", "”", "）")) for line in shown)
        assert not any(line.endswith(("“", "（")) for line in shown)
    assert len(lines("比勒费尔德" * 10, 100)) < 7


def test_a_line_that_runs_to_the_left_says_so() -> None:
    assert all(line.startswith(RUNS_LEFT) for line in lines("مرحبا بكم في مدينة بيليفيلد", 60))
    assert not any(RUNS_LEFT in line for line in lines("Verein مرحبا بكم", 60))
