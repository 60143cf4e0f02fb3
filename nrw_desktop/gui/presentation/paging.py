"""Sections divided into the pages that fit on a screen."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nrw_desktop.gui.presentation.sections import (
    Block,
    MeasureLine,
    Noted,
    Numbers,
    PhaseLine,
    Section,
    Sentence,
    Subject,
)

HEIGHTS: dict[type[Block], int] = {
    Numbers: 190,
    PhaseLine: 66,
    MeasureLine: 88,
    Subject: 58,
    Sentence: 46,
    Noted: 108,
}
"""How high blocks are on a screen of 1280 × 800; of what was written down, with one line of text."""
_LINE, _LETTERS, _MOST_LINES = 48, 64, 6
"""How high a further line of text is, how many letters surely fit in one, and how many lines a text has at most."""


def height(block: Block) -> int:
    """How high a block is on a screen of 1280 × 800."""
    lines = 1
    if isinstance(block, Noted):
        lines = min(sum(len(line) // _LETTERS + 1 for line in block.text.split("\n")), _MOST_LINES)
    return HEIGHTS[type(block)] + (lines - 1) * _LINE


class Page(NamedTuple):
    """Some blocks of a section, and which of its pages they are."""

    section: Section
    blocks: tuple[Block, ...]
    part: int = 1
    parts: int = 1

    @property
    def name(self) -> str:
        """What the page is called at its foot."""
        more = f" ({self.part} von {self.parts})" if self.parts > 1 else ""
        return f"{self.section.title}{more}"

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures that it shows."""
        return tuple(block.id for block in self.blocks if isinstance(block, MeasureLine))


def pages(sections: Iterable[Section], room: float) -> list[Page]:
    """The pages of all sections; ``room`` is what blocks have of a page, in pixels of a screen of 1280 × 800."""
    return [page for section in sections for page in _pages(section, room)]


def _pages(section: Section, room: float) -> Iterator[Page]:
    if section.kind != "blocks":
        yield Page(section, section.blocks)
        return
    heaps: list[list[Block]] = [[]]
    left = room
    for at, block in enumerate(section.blocks):
        needed = height(block)
        # What sentences are about never stands alone at the end of a page.
        with_next = HEIGHTS[Sentence] if isinstance(block, Subject) and at + 1 < len(section.blocks) else 0
        if needed + with_next > left and heaps[-1]:
            heaps.append([])
            left = room
        heaps[-1].append(block)
        left -= needed
    for part, heap in enumerate(heaps, 1):
        yield Page(section, tuple(heap), part, len(heaps))
