"""Names in other scripts come out as they went in: in the tags, in what poppler finds, and with a glyph for each."""

import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.text import gate
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.fonts import UNKNOWN
from tests.reports.many_scripts import LEFTWARDS, NAMES, TWICE, long_text, many_scripts
from tests.reports.pdf_tools import DAY, bare, fonts, plan_of, text
from tests.reports.tag_tree import plain, read

REPORTS = tuple(catalogue.REPORTS)
_DIRECTIONS = str.maketrans("", "", "\u202a\u202b\u202c\u200e\u200f")
"""What poppler itself puts around words that run to the left."""


def printed(*measures: str, **project: str) -> bytes:
    return catalogue.made("phase-overview", plan_of(*measures, **project), Request(DAY))


def items(pdf: bytes) -> list[str]:
    return [plain(node.whole) for node in read(pdf).root.all("LBody")]


def seen(pdf: bytes, folder: Path) -> str:
    return bare(text(pdf, folder).translate(_DIRECTIONS))


def undrawn(pdf: bytes) -> list[str]:
    """Letters that are drawn with the glyph of a font that has none for them."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for name, font in page.Resources.Font.items():
                if font.Subtype == "/Type0":
                    glyphs = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
                    found += [f"{name} {at // 2}" for at in range(2, len(glyphs), 2) if not any(glyphs[at : at + 2])]
    return found


def test_each_script_is_read_as_it_was_typed() -> None:
    texts = [*NAMES.values(), *(TWICE.format(name) for name in NAMES.values())]
    pdf = printed(*texts)
    wanted = [plain(words) for words in texts]
    assert [one for one in map(plain, read(pdf).texts()) if one in wanted] == wanted
    assert undrawn(pdf) == []


@pytest.mark.parametrize("script", NAMES)
def test_poppler_finds_each_script(tmp_path: Path, script: str) -> None:
    """Letter for letter, alone and within German words."""
    name = NAMES[script]
    pdf = printed(f"Anfang {name} Ende", name, title=f"Titel {name}")
    shown = seen(pdf, tmp_path)
    words = re.split(r"\s+", name) if script in LEFTWARDS else [name]
    # Poppler gives the words of a line that runs to the left with the letters of each in order.
    assert [word for word in words if shown.count(bare(word)) < 4] == []
    assert {row[1] for row in fonts(pdf, tmp_path)} == {"yes"}


def test_words_of_two_directions_stand_in_one_order(tmp_path: Path) -> None:
    shown = text(printed(f"Anfang {NAMES['Arabic']} Ende"), tmp_path).translate(_DIRECTIONS)
    # Poppler takes the space behind the name for one before it.
    assert bare(f"Anfang {NAMES['Arabic']} Ende") in bare(shown)


@pytest.mark.parametrize("script", NAMES)
def test_long_texts_are_whole_over_lines_and_pages(script: str) -> None:
    words = long_text(NAMES[script])
    pdf = printed(words, words)
    assert [one for one in read(pdf).texts() if plain(one) == plain(words)] == [words] * 2
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) > 1


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_every_report_has_every_name(name: str, edition: str) -> None:
    plan = many_scripts()
    request = Request(DAY, edition=edition, year=2018 if name == "annual-report" else None)  # type: ignore[arg-type]
    pdf = catalogue.made(name, plan, request)
    everything = read(pdf)
    said = " ".join(everything.texts())
    # The Sachstand cuts what is too long for a line.
    wanted = [bare(words)[:12] if name == "status" else bare(words) for words in NAMES.values()]
    assert [words for words in wanted if words not in bare(said)] == []
    assert everything.unmarked == [""] * len(everything.unmarked)
    assert undrawn(pdf) == []


def test_the_bookmarks_and_the_foot_have_them() -> None:
    pdf = catalogue.made("phase-overview", many_scripts(), Request(DAY))
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert f"Vielfalt {NAMES['Arabic']} 中文 ✓" in str(document.docinfo.Title)
    assert titles == [f"Phase 1 · {NAMES['Arabic']}", f"Phase 2 · {NAMES['Chinese']}"]
    first, *others = read(pdf).artifacts
    assert NAMES["Ukrainian"] in first
    for artifacts in others:
        assert f"Vielfalt {NAMES['Arabic']} 中文 ✓" in artifacts


def test_joiners_stay_in_the_properties() -> None:
    pdf = printed("x", title="می‌شود 👩‍👧")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "می‌شود 👩‍👧" in str(document.docinfo.Title)


def test_only_fonts_that_are_needed_are_in_the_file(tmp_path: Path) -> None:
    assert {row[0].split("+")[1] for row in fonts(printed("Nur Latein: äöüß„“–€"), tmp_path)} <= {
        "Lato-Regular",
        "Lato-Bold",
        "Lato-Italic",
    }
    pdf = printed("محمد 中")
    assert {"NotoSansArabic-Regular", "NotoSansSC-Regular"} <= {row[0].split("+")[1] for row in fonts(pdf, tmp_path)}
    # A glyph of a font with 17,000 does not bring them all along.
    assert len(pdf) < 60_000


def test_a_report_in_latin_letters_loads_nothing_of_it() -> None:
    code = (
        "import sys; from tests.reports.pdf_tools import DAY, seed; from nrw_desktop.reports import catalogue;"
        "from nrw_desktop.reports.request import Request; catalogue.made('phase-overview', seed(), Request(DAY));"
        "print([name for name in ('uharfbuzz', 'regex') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_ligatures_and_marks_from_right_to_left_are_found_by_poppler(tmp_path: Path) -> None:
    words = ["سلام", "علاء", "الإسلام", "שָׁלוֹם", "العَرَبِيَّة"]
    pdf = printed(*words)
    shown = seen(pdf, tmp_path)
    assert [word for word in words if word not in shown] == []
    assert items(pdf) == words


_LETTERS = st.one_of(
    st.characters(),
    st.sampled_from("".join(NAMES.values())),
    st.sampled_from(" \n-–/.,()\u00ad\u200c\u200d\ufe0f\u0301\u0323äß☃\ue000\U00013080"),
)


def dropped(words: str) -> str:
    """What is documented as dropped or replaced: controls, marks of format, and what Unicode takes for no character."""
    kept = []
    for letter in words:
        kind = unicodedata.category(letter)
        code = ord(letter)
        if kind == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            kept.append(UNKNOWN)
        elif kind not in ("Cc", "Cf") and not (0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF):
            kept.append(letter)
    return bare("".join(kept))


@settings(max_examples=150, deadline=None)
@example(["0 \u00ad"])
@example(["م∑\ufe0eم", "م漢\ufe0fم", "中\u1160\u3164", "✓\u200dא", "\u115f"])
@example(["\U000e01f0", "\u200dab", "\u200d"])
@example(["a\u200db", "\u0301x", "(محمد)", "1\u0661-", "\u200f\u2067x"])
@given(st.lists(st.text(_LETTERS, min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_text_is_read_as_it_is(texts: list[str]) -> None:
    texts = [words for words in texts if dropped(words)] or ["x"]
    pdf = printed(*texts)
    assert [dropped(node.whole) for node in read(pdf).root.all("LBody")] == [dropped(words) for words in texts]
    assert undrawn(pdf) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(_LETTERS, min_size=1, max_size=60), min_size=1, max_size=8))
def test_what_came_through_the_gate_loses_nothing(texts: list[str]) -> None:
    """Joiners too, which the gate keeps where a script or an emoji needs them."""
    stored = [gate.received(words) for words in texts if gate.is_storable(words)]
    stored = [words for words in stored if dropped(words)] or ["x"]
    pdf = printed(*stored)
    assert [bare(node.whole) for node in read(pdf).root.all("LBody")] == [
        bare("".join(UNKNOWN if dropped(letter) == UNKNOWN else letter for letter in words)) for words in stored
    ]
