"""Keeps what is said, beside what is drawn: the texts of a report as they are, before they are broken into lines."""

from nrw_desktop.domain.text.paper import Kind, Picture, Words
from nrw_desktop.reports.typeset.structure_tree import Element


class Recorder:
    """What each element of a structure says; a composer that has one tells it of all that is set."""

    def __init__(self) -> None:
        self.words: dict[Element, Words] = {}
        self.marks: dict[Element, str] = {}
        self.widths: dict[Element, tuple[float, ...]] = {}
        self.pictures: dict[Element, Picture] = {}

    def text(self, element: Element, text: str, kind: Kind, indent: float = 0.0, right: bool = False) -> None:
        """A paragraph or heading; what is set at the right has no indent of its own."""
        level = int(element.tag[1:]) if element.tag[1:].isdigit() else 0
        self.words[element] = Words(text, kind, level, 0.0 if right else indent, right)
