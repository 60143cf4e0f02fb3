"""Where a line may end in Chinese, Japanese and Korean: between characters, but not before a comma (UAX #14)."""

import unicodedata

import regex

from nrw_desktop.reports.typeset.typefaces import clusters


def _classes(names: str) -> regex.Pattern[str]:
    return regex.compile("|".join(rf"\p{{Line_Break={name}}}" for name in names.split()))


_NO_START = _classes("CL CP NS CJ EX IS SY IN PO QU BA HY GL WJ")
_NO_END = _classes("OP QU GL WJ PR")


def parts(word: str) -> list[str]:
    """A word in the parts between which a line may end."""
    found = [""]
    for cluster in clusters(word):
        before = found[-1][-1:]
        if before and _may_part(before, cluster[0]):
            found.append("")
        found[-1] += cluster
    return found


def _may_part(left: str, right: str) -> bool:
    wide = unicodedata.east_asian_width(left) in "WF" or unicodedata.east_asian_width(right) in "WF"
    return wide and not _NO_END.match(left) and not _NO_START.match(right)
