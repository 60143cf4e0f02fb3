"""What is wrong with a JSON before anybody asks what it says, with the place where it is."""

import codecs
import json
import re
from typing import Any, Never

_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE = "Sie ist nicht in UTF-8 gespeichert."
_NAMES = ("id", "text", "title", "name")
"""By these an entry is found."""
_CONSTANT = r"(?:\A|[\[:,])\s*{name}\b"


class _RepeatedError(ValueError):
    """A name stands twice in an object."""


def flaw(content: bytes) -> str:
    """A sentence on what is wrong, with the line; empty where nothing is, and where a JSON only ends too early."""
    if content.startswith(_MARKS) or b"\0" in content[:4]:
        return _WIDE
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return f"In Zeile {_line(content[: error.start])} steht ein Zeichen, das nicht in UTF-8 geschrieben ist."
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            return ""
        return f"In Zeile {error.lineno}, Spalte {error.colno} steht etwas, das dort nicht stehen kann."
    except _RepeatedError as error:
        return str(error)
    except ValueError as error:
        # A number of thousands of digits has no name.
        found = re.search(_CONSTANT.format(name=re.escape(str(error))), text)
        if found is None:
            return "Eine Zahl in ihr hat zu viele Ziffern."
        return f"In Zeile {_line(text[: found.end()].encode())} steht „{error}“, was keine Zahl ist."
    except RecursionError:
        return "Sie ist zu tief in sich geschachtelt."
    return ""


def _line(before: bytes) -> int:
    return before.count(b"\n") + 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        known = next((name for name in _NAMES if name in found and name != twice), "")
        where = f" im Eintrag mit {known} „{found[known]}“" if known else ""
        raise _RepeatedError(f"„{twice}“ steht zweimal{where}; was gilt, ist nicht zu erkennen.")
    return found


def _refuse(name: str) -> Never:
    raise ValueError(name)
