"""Cells that hold several things one below the other, each under its own word: „Maßnahmen:“, „Ziele:“, „Partner:“."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from nrw_desktop.exchange.sources.source import Line
from nrw_desktop.exchange.tables.headings import heading, names_a_kind
from nrw_desktop.exchange.tables.sheet import Entry

HOLDS_SECTIONS = frozenset({"measures", "goals", "partners"})
"""What the column of such cells may be taken for."""
_FIELDS = frozenset({"measures", "goals", "partners", "period", "responsible", "status", "place", "target_group"})
_OF_KINDS = frozenset({"measures", "goals"})
_LABEL = re.compile(r"\s*([^\d\W][\w /()*-]{2,40}?)\s*:\s*(.*)", re.S)


def sections(entry: Entry, field: str) -> list[tuple[str, Entry]]:
    """The fields that a cell holds, each with its lines; what stands above the first word is of the column's field."""
    if field not in HOLDS_SECTIONS or not any(":" in line.text for line in entry.lines):
        return [(field, entry)]
    entry = msgspec.structs.replace(entry, lines=_with_kinds(entry.lines, field))
    labels = [None if _is_kind(line, field) else _label(line) for line in entry.lines]
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


def _with_kinds(lines: Sequence[Line], field: str) -> tuple[Line, ...]:
    """The lines, „Leitziel:“ and the one below it as one; a list below such a word stays one."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        is_text = not line.mark and ":" not in line.text
        if above and is_text and above.text.rstrip().endswith(":") and _is_kind(above, field):
            text, notes = f"{above.text.rstrip()} {line.text}", above.notes + line.notes
            found[-1] = msgspec.structs.replace(line, text=text, notes=notes)
        else:
            found.append(line)
    return tuple(found)


def _is_kind(line: Line, field: str) -> bool:
    """Whether a line says which kind of what its column holds it is about: „Leitziel: …“ is no heading there."""
    match = _LABEL.fullmatch(line.text) if field in _OF_KINDS and not line.mark else None
    found = heading(match[1]) if match and names_a_kind(match[1]) else None
    return found is not None and found.field == field


def _label(line: Line) -> tuple[str, str] | None:
    """The field that a line names at its beginning, and what stands behind the colon."""
    match = _LABEL.fullmatch(line.text)
    found = heading(match[1]) if match and not line.mark else None
    return (found.field, match[2].strip()) if match and found and found.is_sure and found.field in _FIELDS else None
