"""Rows of a plan as they stand on the clipboard: whole, for this program, and as text and table for all others."""

from collections.abc import Iterable, Sequence
from html import escape

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows

MIME_TYPE = "application/x-nrw-desktop-rows+json"
"""What the whole rows are called."""
MOST_BYTES = 32_000_000
"""Some 30,000 measures with all they have."""

_TEXT_CELL = 'sdnum="0;0;@" style="mso-number-format:\'\\@\';white-space:normal"'
"""Tells spreadsheets, each in its own words, that the cell holds text: no formula, and no date made of „3/2017“."""


def rows_json(copied: ClipboardRows) -> bytes:
    """The rows with all their fields."""
    return msgspec.json.encode(copied)


def rows_of(content: bytes) -> ClipboardRows | None:
    """The rows that this content holds; None where it holds none.

    Raises:
        PlanError: there is more of it than can be pasted.
    """
    if len(content) > MOST_BYTES:
        raise PlanError(
            "In der Zwischenablage sind mehr Zeilen, als auf einmal eingefügt werden können. Bitte weniger Zeilen "
            "auswählen und noch einmal kopieren. Es wurde nichts eingefügt."
        )
    try:
        return msgspec.json.decode(content, type=ClipboardRows)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as lines, their cells divided by tabs; a cell with a line break is quoted, as spreadsheets expect it."""
    return "\n".join("\t".join(map(_cell_text, row)) for row in rows)


def _cell_text(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if "\n" in text or "\t" in text else text


def table_html(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a table, for word processors, spreadsheets and mails."""
    lines = ["".join(f"<td {_TEXT_CELL}>{_cell_html(cell)}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'


def _cell_html(text: str) -> str:
    return escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')


def outline_text(lines: Iterable[tuple[int, str, str]]) -> str:
    """Lines of (depth, mark, text) as indented text."""
    return "\n".join(f"{'    ' * depth}{mark} {' '.join(text.split())}".rstrip() for depth, mark, text in lines)


def outline_html(lines: Iterable[tuple[int, str, str]]) -> str:
    """The same as nested lists; those whose mark is a number are numbered."""
    body: list[str] = []
    open_lists: list[str] = []
    for depth, mark, text in lines:
        kind = "ol" if mark[:1].isdigit() else "ul"
        while len(open_lists) > depth + 1:
            body.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == depth + 1:
            body.append("</li>")
            if open_lists[-1] != kind:
                body.append(f"</{open_lists.pop()}>")
        while len(open_lists) <= depth:
            body.append(f"<{kind}>" if len(open_lists) == depth else f"<{kind}><li>")
            open_lists.append(kind)
        body.append(f"<li>{_cell_html(text)}")
    body += [f"</li></{kind}>" for kind in reversed(open_lists)]
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(body)}</body></html>'
