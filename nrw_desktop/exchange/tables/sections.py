"""Cells that hold several things one below the other, each under its own word: „Maßnahmen:“, „Ziele:“, „Partner:“."""

import re
from collections.abc import Iterator

import msgspec

from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.headings import heading
from nrw_desktop.exchange.tables.sheet import Entry

HOLDS_SECTIONS = frozenset({"measures", "goals", "partners"})
"""What the column of such cells may be taken for."""
_FIELDS = frozenset({"measures", "goals", "partners", "period", "responsible", "status", "place", "target_group"})
_LABEL = re.compile(r"\s*([^\d\W][\w /()*-]{2,40}?)\s*:\s*(.*)", re.S)


def sections(entry: Entry, field: str) -> list[tuple[str, Entry]]:
    """The fields that a cell holds, each with its lines; what stands above the first word is of the column's field."""
    if field not in HOLDS_SECTIONS or not any(":" in line.text for line in entry.lines):
        return [(field, entry)]
    labels = [_label(line) for line in entry.lines]
    named = [found for found in labels if found]
    # „Ziel: …“ within a measure is its text; alone in a line, or one of several, it is a heading.
    if not any(not rest for _, rest in named) and len({found for found, _ in named}) < 2:
        return [(field, entry)]
    return [(found, msgspec.structs.replace(entry, lines=lines)) for found, lines in _divided(entry, labels, field)]


def _divided(entry: Entry, labels: list[tuple[str, str] | None], field: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    lines: list[Line] = []
    for line, label in zip(entry.lines, labels, strict=True):
        if label is None:
            lines.append(line)
            continue
        if lines:
            yield field, tuple(lines)
        field, rest = label
        lines = [msgspec.structs.replace(line, text=rest)] if rest or line.notes else []
    if lines:
        yield field, tuple(lines)


def _label(line: Line) -> tuple[str, str] | None:
    """The field that a line names at its beginning, and what stands behind the colon."""
    match = _LABEL.fullmatch(line.text)
    found = heading(match[1]) if match and not line.mark else None
    return (found.field, match[2].strip()) if match and found and found.is_sure and found.field in _FIELDS else None
