"""What a program with a window may say on the side, in its log, on stderr and by Qt; all else is a complaint.

Standard library only: what tries the frozen program reads it as well.
"""

import re
from collections.abc import Iterable

HARMLESS = (
    "propagateSizeHints",
    "This plugin does not support",
    "Populating font family aliases",
    "sRGB",
    "QFont::setPoint",
    "OpenType support",
)
"""Parts of what Qt says of the platform of tests, which nobody can change."""
_BAD = (" ERROR ", " CRITICAL ")


def complaints(lines: Iterable[str], expected: Iterable[str] = ()) -> list[str]:
    """The lines that are neither harmless nor hold one of the expected parts."""
    fine = (*HARMLESS, *expected)
    return [line for line in lines if line.strip() and not any(part in line for part in fine)]


def logged_errors(log: str, expected: Iterable[str] = ()) -> list[str]:
    """The entries of a log file at level error or above, with their traces."""
    entries = re.split(r"^(?=\d{4}-\d\d-\d\d )", log, flags=re.MULTILINE)
    return complaints(
        (entry for entry in entries if any(level in entry.partition("\n")[0] for level in _BAD)), expected
    )
