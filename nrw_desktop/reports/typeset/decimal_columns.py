"""Columns of figures, set so that their commas stand below each other."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nrw_desktop.reports.typeset.styles import BODY, QUIET, Composer, Style
from nrw_desktop.reports.typeset.table_builder import CellText

NOTHING = "–"
"""Stands where there is no figure."""

_FIGURE = re.compile(r"(?P<whole>[-−–+±]?\s?\d[\d.\s]*|–)(?P<rest>(?:,\d+)?(?:\s?[€%])?)")
_FAINT = Style(colour=QUIET)
_SLACK = 0.2
"""So much wider than its text a line may be, since widths are sums of fractions."""


class Figure(NamedTuple):
    """What stands in a cell, and how: most are plain, a sum is bold."""

    text: str
    style: Style = BODY


def set_figures(composer: Composer, cells: Sequence[CellText], figures: Sequence[Figure]) -> None:
    """Fill the cells of a column, from top to bottom; what is no figure is set as text, from the left.

    A figure that is too wide for the column is moved as far to the left as there is room, then broken.
    """
    split = [_FIGURE.fullmatch(figure.text) for figure in figures]
    rests = [composer.width(match["rest"], figure.style) for match, figure in zip(split, figures, strict=True) if match]
    tail = max(rests, default=0.0)
    for cell, figure, match in zip(cells, figures, split, strict=True):
        if match is None:
            cell.text_or(figure.text, NOTHING, figure.style)
            continue
        style = _FAINT if figure.text == NOTHING else figure.style
        rest = composer.width(match["rest"], style)
        # The comma is kerned to what stands before it, so its place comes from the whole.
        before = composer.width(figure.text, style) - rest
        cell.text(figure.text, style, indent=max(0.0, cell.width - tail - before - _SLACK), right=True)


def set_label(composer: Composer, cell: CellText, label: str, style: Style) -> None:
    """The name of a column of figures, at its right edge if it is one line."""
    cell.text(label, style, indent=max(0.0, cell.width - composer.width(label, style) - _SLACK), right=True)
