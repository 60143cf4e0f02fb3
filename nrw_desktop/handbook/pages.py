"""The handbook: its pages in the order of their chapters, read from Markdown, and the search in them."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from nrw_desktop import paths
from nrw_desktop.domain.text import folding
from nrw_desktop.domain.text.folding import Word

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Anfangen", ("anfangen", "handbuch")),
    ("Planen", ("massnahmen", "zeitraum", "ziele", "partner", "datenschutz", "einfuegen")),
    ("Überblick", ("stand", "suchen", "pruefen", "ergebnisse")),
    ("Sitzungen", ("sitzung", "sitzungsansicht", "protokoll")),
    ("Drucken und weitergeben", ("berichte", "dateien")),
    ("Aufbewahren", ("verlauf", "sicherungen", "unterwegs")),
    ("Bedienen", ("einstellungen", "tastatur", "barrierefreiheit", "probleme")),
)
"""The chapters, and the pages of each by the names of their files."""
TITLE, PURPOSE = (
    "Handbuch zu nrw_desktop",
    "Wie man mit dem Programm plant, verfolgt und druckt, Aufgabe für Aufgabe.",
)
FIRST = CHAPTERS[0][1][0]

_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|^\s*[-*] |^\s*\d+\. |^#+ |^[|: -]+$|[*`\[]", re.MULTILINE)
"""What of Markdown is not read."""
_LINK = re.compile(r"(?<!\!)\[[^\]]+\]\(<?([^)>]+)>?\)")
_BEFORE, _LENGTH = 40, 140
"""Letters of a paragraph that are shown before the first place that was found, and at all."""


class Found(NamedTuple):
    """A page where all words stand: the first paragraph with one of them, and where they stand in it."""

    page: "Page"
    text: str
    places: tuple[tuple[int, int], ...]


class Page:
    """One page: its name, its title and its Markdown."""

    def __init__(self, name: str, text: str):
        self.name, self.text = name, text
        self.title = text.partition("\n")[0].removeprefix("# ").strip()

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """What stands in its headings."""
        return tuple(re.findall(r"^##+ (.+)$", self.text, re.MULTILINE))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The pages that it leads to, as „name“ or „name#heading“."""
        return tuple(target.replace(".md", "") for target in _LINK.findall(self.text))

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """The files of the pictures that it shows, each once for every scheme."""
        return tuple(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", self.text))

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """What is read, paragraph by paragraph: items of lists and rows of tables stand alone."""
        pieces = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|(?<=\|)\n", self.text)
        plain = (_MARKS.sub("", piece).replace(" | ", "  ").strip(" |\n") for piece in pieces)
        return tuple(re.sub(r"\s+", " ", piece) for piece in plain if piece)

    @cached_property
    def _folded(self) -> Word:
        return folding.fold("\n".join(self.paragraphs))

    def find(self, words: Sequence[Word]) -> Found | None:
        """The first paragraph that holds most of these words; None where one of them is nowhere on the page."""
        if not all(folding.contains(self._folded, word) for word in words):
            return None
        held = [sum(folding.contains(folding.fold(text), word) for word in words) for text in self.paragraphs]
        text = self.paragraphs[held.index(max(held))]
        places = folding.places(text, tuple(words))
        return Found(self, *_excerpt(text, places))


class Handbook:
    """All pages by name, in their order. ``added`` is what is put at the end of pages, by their names."""

    def __init__(self, added: dict[str, str] | None = None):
        folder, more = paths.resources() / "handbook", added or {}
        self.pages = {
            name: Page(name, (folder / f"{name}.md").read_text("utf-8") + more.get(name, ""))
            for _title, names in CHAPTERS
            for name in names
        }

    def find(self, words: str) -> list[Found]:
        """The pages that hold all words, those first whose title or heading has one."""
        needles = folding.needles(words)
        if not needles:
            return []
        found = [hit for page in self.pages.values() if (hit := page.find(needles)) is not None]
        return sorted(found, key=lambda hit: -_weight(hit.page, needles))


def _weight(page: Page, words: Sequence[Word]) -> int:
    """How much a page is about these words: 2 for its title, 1 for a heading."""
    title, headings = folding.fold(page.title), folding.fold("\n".join(page.headings))
    return max((2 if folding.contains(title, word) else int(folding.contains(headings, word))) for word in words)


def _excerpt(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """So much of a long paragraph that the first place is in it, and the places there."""
    start = 0
    if len(text) > _LENGTH and places and places[0][0] > _BEFORE:
        start = text.rfind(" ", 0, places[0][0] - _BEFORE // 2) + 1
    end = start + _LENGTH
    before, after = "… " if start else "", " …" if end < len(text) else ""
    moved = len(before) - start
    kept = tuple((low + moved, min(high, end) + moved) for low, high in places if start <= low < end)
    return f"{before}{text[start:end].rstrip()}{after}", kept
