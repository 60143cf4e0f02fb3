"""The one gate for text: whatever a person typed, pasted or dictated is made the same here before it is stored.

What cannot be seen must not tell two texts apart nor hide one from the search, so it is taken out: soft hyphens and
other invisible marks, marks of direction, control characters. Joiners stay where a script or an emoji needs them.
Blanks of every width become the plain one; those that do not break were typed for a reason („z. B.“) and stay. Letters
are composed (NFC), and a line ends one way.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

# Patterns are compiled when something is typed, not at the start of the program.
_UNSTORABLE = "[\0\ud800-\udfff]"
_USUAL = "[ -~\n\xa0-\xac\xae-\xff–—‘’‚“”„…€]*"
"""What nearly every German text is made of: nothing of it is joined to others, unseen, or a blank of another kind."""
_LINE_ENDS = "\r\n|[\r\v\f\x85\u2028\u2029]"
_BLANKS = "[\t\u1680\u2000-\u200a\u205f\u3000]"
_INVISIBLE = (
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0001]+"
)
_NEEDS_JOINERS = (
    "\u00a9\u00ae\u0590-\u1cff\u203c\u2049\u20e3\u2100-\u2bff\u2c80-\ud7ff\uf900-\ufefe\U00010000-\U000e007f"
)
_KEYCAP = "(?!\ufe0f\u20e3)"
_LOOSE_JOINERS = f"(?<![{_NEEDS_JOINERS}]){_KEYCAP}[\u200c\u200d\ufe00-\ufe0f]+"
# A flag is a black flag with the letters of its country in tags behind it.
_LOOSE_TAGS = "(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"


def is_storable(text: str) -> bool:
    """Whether a text can be stored at all: no one knows what stood where it holds a NUL or half a character."""
    return text.isprintable() or re.search(_UNSTORABLE, text) is None


def received(text: str, lines: bool = False) -> str:
    """The text as it is stored, without blanks around it; only with ``lines`` does it keep its line breaks.

    Elsewhere a line break becomes a blank. What comes out of the gate goes through it unchanged.
    """
    if not (text.isascii() and text.isprintable()) and not _usual()(text):
        text = _composed(re.sub(_LINE_ENDS, "\n", text))
    if "\n" not in text:
        return text.strip()
    if not lines:
        return " ".join(filter(None, map(str.strip, text.split("\n"))))
    # Blanks before a line break are as invisible as those at the end.
    return "\n".join(map(str.rstrip, text.split("\n"))).strip()


def address(text: str) -> str:
    """The path or address of a file as it is stored: to the letter, since it names what somebody else named.

    Only what stands around it goes, as the mark of direction that Windows puts before a path it shows.
    """
    # Twice from the front: a search for the end would look anew at each blank within the text.
    return _without_blanks_before(_without_blanks_before(text)[::-1])[::-1]


def _without_blanks_before(text: str) -> str:
    return re.sub(rf"\A(?:\s|{_INVISIBLE[:-1]})+", "", text)


@cache
def _usual() -> Callable[[str], re.Match[str] | None]:
    return re.compile(_USUAL).fullmatch


def looks(text: str) -> str:
    """What two names have in common that look the same: blanks, normal form, case, dashes and quotes do not count.

    This is for comparing alone; umlauts spelt out and gender marks make another name.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.translate(_seen()))
    text = " ".join(text.split()).casefold()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@cache
def _seen() -> dict[int, str | None]:
    """What a character looks like that is not seen or looks like another one; a table, since names are many."""
    unseen = "\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufeff\uffa0"
    ranges = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFFF9, 0xFFFB))
    tags = ((0xE0000, 0xE007F), (0xE0100, 0xE01EF))
    controls = (code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace() or 0x1C <= code <= 0x1F)
    return {
        **dict.fromkeys(map(ord, unseen)),
        **{code: None for first, last in (*ranges, *tags) for code in range(first, last + 1)},
        **dict.fromkeys(controls),
        **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
        **dict.fromkeys(map(ord, "„“”«»"), '"'),
        **dict.fromkeys(map(ord, "‚‘’‹›"), "'"),
        0x2800: " ",
    }


def _composed(text: str) -> str:
    """The text in composed letters, with one kind of blanks and nothing invisible."""
    text = re.sub(_INVISIBLE, "", re.sub(_BLANKS, " ", text))
    if text.isascii():
        return text
    # Twice: what joins a letter and its accent keeps them apart, and a letter's other forms tell nothing of its script.
    text = unicodedata.normalize("NFC", re.sub(_LOOSE_TAGS, "", text))
    return unicodedata.normalize("NFC", re.sub(_LOOSE_JOINERS, "", text))
