"""What a person typed comes out as it was typed, in the tags and in what poppler reads."""

import random
import unicodedata

import pytest

from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.fonts import face
from tests.reports.pdf_tools import DAY, bare, bare_text, ghostscript, images, plan_of, text, urls
from tests.reports.tag_tree import plain, read

MARKUP = [
    "<b>fett", "</b>", "<i>schräg</i>", "<br/>", "a<br>b", "<para>Absatz</para>", "<u>unter", "<super>2</super>",
    "<img src='/etc/hostname'/>", '<img src="file:///etc/passwd" width="10"/>', "<onDraw name='x'/>",
    '<a href="https://example.org">hier</a>', '<a name="x"/>', "<link href='mailto:a@b.de'>Post</link>",
    "&amp; &lt;b&gt; &#65; &nbsp; &unbekannt;", "&", "<", ">", "<<", "a < b > c & d",
    "<font size=40 color=red>groß</font>", "<seq id='1'/>", "<bullet>•</bullet>", "<!-- Kommentar -->",
    "<![CDATA[x]]>", "<?xml version='1.0'?>", "max@stadt.de <max@stadt.de>", "https://www.bielefeld.de/ki",
    "(unbalanced \\ ) paren \\051 [", "\\n \\r \\t \\\\", ")) Tj ET (", "<<</Type/Annot>> endstream ET Q endobj",
    "{n} %s %(x)s ${y} {{z}}", "%PDF-1.7 %%EOF", "/F1 12 Tf", "<FEFF0041>", "EMC /P <</MCID 0>> BDC",
    "=1+1", "javascript:alert(1)", "[Text](https://example.org) **fett** `code`",
]  # fmt: skip


def printed(*measures: str, **project: str) -> bytes:
    return catalogue.made("phase-overview", plan_of(*measures, **project), Request(DAY))


def items(pdf: bytes) -> list[str]:
    """The measures: items of a list, or rows of a table where they run over more than a page."""
    root = read(pdf).root
    header, *rows = root.all("TR")
    found = [row.kids[0] for row in rows] if header.kids[0].text == "Maßnahme" else root.all("LBody")
    return [plain(node.whole) for node in found]


def test_forty_strings_of_markup_are_printed_as_they_were_typed(tmp_path) -> None:
    assert len(MARKUP) == len(set(MARKUP)) == 40
    pdf = printed(*MARKUP, municipality=MARKUP[0], heading=MARKUP[8], lead=MARKUP[11])
    assert items(pdf) == [plain(words) for words in MARKUP]
    shown = bare_text(pdf, tmp_path)
    assert [words for words in MARKUP if bare(words) not in shown] == []
    # What leads somewhere leads to an address that was typed, and to nothing in the markup around it.
    found = {line.split(maxsplit=2)[2] for line in urls(pdf, tmp_path)}
    assert found == {
        "https://example.org",
        "https://www.bielefeld.de/ki",
        "mailto:a@b.de",
        "mailto:max@stadt.de",
    }
    assert images(pdf, tmp_path) == []


def printable() -> list[str]:
    """The characters that the fonts have and a line of text can hold."""
    glyphs = set.intersection(*(set(face(cut).glyphs) for cut in ("Regular", "Bold", "Italic")))
    letters = (chr(code) for code in sorted(glyphs))
    return [letter for letter in letters if letter.isprintable() and unicodedata.category(letter) not in ("Co", "Zs")]


def random_texts(seed: int) -> list[str]:
    """Words of all letters, more of those that people use, with spaces and long words in between."""
    chance, letters = random.Random(seed), printable()
    common = [letter for letter in letters if letter.isalpha() and ord(letter) < 0x180] + list("-–/.,()„“:;")

    def word() -> str:
        pool = common if chance.random() < 0.7 else letters
        return "".join(chance.choices(pool, k=chance.choice((1, 3, 8, 14, 40))))

    return [" ".join(word() for _ in range(chance.randint(1, 6))) for _ in range(500)]


@pytest.mark.parametrize("seed", range(4))
def test_random_texts_come_out_as_they_went_in(tmp_path, seed: int) -> None:
    """2,000 in all; each letter for letter in the tags."""
    texts = random_texts(seed)
    pdf = printed(*texts)
    assert items(pdf) == [plain(words) for words in texts]
    assert ghostscript(pdf, tmp_path) == ""


@pytest.mark.parametrize("seed", range(4))
def test_random_words_are_found_by_poppler(tmp_path, seed: int) -> None:
    """Letters that stand from left to right on their own; poppler puts marks and other scripts in their own order."""
    plainly = [
        letter for letter in printable() if ord(letter) < 0x460 and not unicodedata.combining(letter) and letter != "¨"
    ]
    chance = random.Random(seed)
    texts = ["".join(chance.choices(plainly, k=chance.randint(1, 30))) for _ in range(500)]
    shown = bare(text(printed(*texts), tmp_path, "-raw"))
    assert [words for words in texts if bare(words) not in shown] == []


@pytest.mark.parametrize(
    ("words", "read_aloud"),
    [
        ("eins\x00\x07zwei", "einszwei"),
        ("eins\u202ezwei\u2066drei", "einszweidrei"),
        ("A\ud800B", "A\ufffdB"),
        ("\ufeffAnfang\uffff", "Anfang\ufffd"),
        ("Schnee ☃ 漢字 \U0001f600", "Schnee ☃ 漢字 \U0001f600"),
        ("U\u0308bung", "U\u0308bung"),
        ("2\u20112 −5 a\u202fb", "2\u20112 −5 a b"),
        ("eins\ndrei\tvier\r\nfünf", "eins drei vier fünf"),
        ("Trenn\u00adstelle", "Trennstelle"),
    ],
)
def test_what_is_no_letter_is_handled(tmp_path, words: str, read_aloud: str) -> None:
    pdf = printed(words, title=words)
    assert items(pdf) == [read_aloud]
    assert read(pdf).texts()[:2] == ["Phasenübersicht", read_aloud]
    assert ghostscript(pdf, tmp_path) == ""


@pytest.mark.parametrize("length", [0, 1, 20_000])
@pytest.mark.parametrize("letter", ["x", "7", "ä ", "a-", "☃"])
def test_a_field_of_any_length_is_whole(letter: str, length: int) -> None:
    words = (letter * length)[:length]
    assert items(printed(words)) in ([plain(words)], [])
