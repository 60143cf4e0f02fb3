"""Tells in which encoding a text in German was written: by its mark, else by where its letters and signs stand."""

import re

_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_SINGLE = ("cp1252", "iso8859_15", "cp858", "mac_roman", "utf-8")
"""Those that are tried where a text is no whole UTF-8; UTF-8 once more, as a single byte of it may be broken."""
CALLED = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO 8859-15",
    "cp858": "DOS (Codepage 850)",
    "mac_roman": "Mac Roman",
}
"""What people call each of them."""
_LOOKED_AT = 200_000
"""Bytes by which it is told, from the first on that is no ASCII."""
_NEARLY_ALL = 0.9
_BESIDE, _LONGEST_SAMPLE = 40, 24
"""Bytes beside a sign by which its word is looked for, and letters of the word that are shown."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_LOWER, _UPPER = frozenset("äöü"), frozenset("ÄÖÜ")
_OPENING, _CLOSING, _DASHES = frozenset("„‚«»“”"), frozenset("“”’‘»«"), frozenset("–—")
_ABROAD = frozenset("éèàêçáíóúñôëïâîûåøãõìòùÉÈÀÇÁŠšŽžœŒæÆ")
_SIGNS = frozenset("…•·°´²³¼½¾×µ\xa0©®™±¹")
_BEGINNING = re.compile(r"(?:ä(?:lt|nd|hn|uß|us|rz|rg|qu|gy|th|mt)|ö(?:ff|rt|ko|st|d)|ü(?:b|pp))", re.I)
"""How German words begin whose first letter is one of these."""


def called(content: bytes, read: str) -> dict[str, str]:
    """The encodings that a person may choose, each with a word of the file as it looks in it; ``read`` is one of them.

    Of those that are called alike it is the one that stands for them.
    """
    first = _NOT_ASCII.search(content)
    place = first.start() if first else None
    keys = {CALLED[key]: key for key in (*CALLED, read)}
    return {key: f"{name}{_sample(content, place, key)}" for name, key in keys.items()}


def _sample(content: bytes, place: int | None, encoding: str) -> str:
    if place is None:
        return ""
    # Four bytes may be one sign, so that it begins at a place that they divide.
    begin = max(0, place - _BESIDE) // 4 * 4
    text = content[begin : place + _BESIDE].decode(encoding, "replace")
    words = re.split(r"[\s;,|\"\x00]+", text)
    found = next((word for word in words[1:] if any(letter > "\x7f" for letter in word)), words[0])
    return f": „{''.join(letter for letter in found if letter.isprintable())[:_LONGEST_SAMPLE]}“"


def encoding_of(content: bytes) -> str:
    """The name of the encoding by which Python reads this text."""
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return encoding
    begin = content[:_LOOKED_AT]
    if found := _of_four_bytes(begin) or _of_two_bytes(begin):
        return found
    try:
        content.decode()
    except UnicodeDecodeError:
        first = _NOT_ASCII.search(content)
        start = max(0, first.start() - 2) if first else 0
        begin = content[start : start + _LOOKED_AT]
        return max(_SINGLE, key=lambda encoding: _score(begin.decode(encoding, "replace")))
    return "utf-8"


def _of_four_bytes(begin: bytes) -> str:
    """UTF-32 without a mark: two of four bytes are NUL in nearly all that people write; empty where it is not so."""
    sides = {"utf-32-le": begin[2::4] + begin[3::4], "utf-32-be": begin[::4] + begin[1::4]}
    return next((name for name, side in sides.items() if side and side.count(0) > _NEARLY_ALL * len(side)), "")


def _of_two_bytes(begin: bytes) -> str:
    """UTF-16 without a mark: every other byte is NUL in most of what people write; empty where it is not so."""
    sides = {"utf-16-le": begin[1::2], "utf-16-be": begin[::2]}
    best = max(sides, key=lambda name: sides[name].count(0))
    return best if sides[best] and sides[best].count(0) > len(sides[best]) // 2 else ""


def _score(text: str) -> float:
    """How German a text looks by its characters that are no ASCII, each beside its neighbours."""
    padded = f"  {text}  "
    found = [
        (padded[at - 2 : at], letter, padded[at + 1 : at + 3])
        for at, letter in enumerate(padded[2:-2], 2)
        if letter > "\x7f"
    ]
    opened = sum(_opens(left[-1], letter, right[0]) for left, letter, right in found)
    closed = sum(_closes(left[-1], letter, right[0]) for left, letter, right in found)
    # A quote that is never closed may be a letter in truth.
    quotes = 2 * min(opened, closed) + 0.3 * abs(opened - closed)
    return quotes + sum(_sign(*one) for one in found)


def _opens(before: str, letter: str, after: str) -> bool:
    return letter in _OPENING and not before.isalnum() and after.isalnum()


def _closes(before: str, letter: str, after: str) -> bool:
    return letter in _CLOSING and not before.isspace() and not after.isalnum()


def _sign(left: str, letter: str, right: str) -> float:
    """The same for one character between those before and behind it."""
    before, after = left[-1], right[0]
    if letter == "\ufffd" or not (letter.isprintable() or letter == "\xa0"):
        return -5
    if letter in _LOWER:
        return _lower(before, letter, right)
    if letter in _UPPER:
        return _upper(before, letter, right)
    if letter == "ß":
        return (1 if after.isupper() else 3) if before.isalpha() else -2
    if _opens(before, letter, after) or _closes(before, letter, after):
        return 0
    if letter in _DASHES:
        return _dash(before, after)
    return _other(left, letter, right)


def _lower(before: str, letter: str, right: str) -> float:
    after = right[0]
    if after.isupper() or before.isdigit():
        return -2
    if not before.isalpha():
        # „über“, „äußerst“; elsewhere it is seldom the first letter.
        return 2 if _BEGINNING.match(letter + right) else 0.3 if after.isalpha() else -1
    return 3 if after.isalpha() else 1


def _upper(before: str, letter: str, right: str) -> float:
    after = right[0]
    if before.islower() or before.isdigit() or (before.isupper() and after.islower()):
        return -2
    if after.isalpha() and not before.isalpha():
        if after in "aeio":
            return 0.3
        return 3 if after.isupper() or _BEGINNING.match(letter + right) else 1.5
    # „Ö-Arbeit“
    return 3 if before.isalpha() else 1 if after == "-" and right[1:].isalpha() else -1


def _dash(before: str, after: str) -> float:
    if before.isspace() and after.isspace():
        return 1
    return 0 if before.islower() and after.islower() else 0.5


def _other(left: str, letter: str, right: str) -> float:
    before, after = left[-1], right[0]
    beside_number = left.strip()[-1:].isdigit() or right.strip()[:1].isdigit()
    beside_letter = before.isalpha() or after.isalpha()
    match letter:
        case "€":
            return 1 if left.strip()[-1:].isdigit() else 0.8 if beside_number else -1 if beside_letter else 0.5
        case "§":
            return 1 if right.strip()[:1].isdigit() or right[0] == "§" else -1 if beside_letter else 0.2
        case "’":
            return 0.5 if before.isalpha() and after.islower() else -1
        case "à" if not beside_letter:
            return 0.6 if beside_number else -1
    if letter in _SIGNS:
        return 0.5 if not (before.isalpha() and after.isalpha()) else 0
    is_mixed = (before.islower() and letter.isupper()) or (letter.islower() and after.isupper())
    if letter in _ABROAD and beside_letter and not is_mixed:
        return 0.5 if letter.islower() or after.islower() else 0
    return -2 if letter.isalpha() or beside_letter else -1
