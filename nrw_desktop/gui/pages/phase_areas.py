"""Where the lists of a phase and its panel of details stand: beside one another, below, or the panel folded away."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.theme import GRID

_H, _V = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_HANDLE = GRID + 4


class Arrangement(StrEnum):
    """What stands where.

    ``COLUMNS``: measures, goals over partners, details. ``BESIDE``: measures over goals and partners, details beside
    them. ``BELOW``: measures beside goals over partners, details below them. ``TIGHT``: details that were opened where
    there is no room for all, beside the list that they are about.
    """

    COLUMNS = "columns"
    BESIDE = "beside"
    BELOW = "below"
    TIGHT = "tight"


_WAYS = {
    Arrangement.COLUMNS: (_H, _H, _V),
    Arrangement.BESIDE: (_H, _V, _H),
    Arrangement.BELOW: (_V, _H, _V),
    Arrangement.TIGHT: (_H, _V, _V),
}
"""Which way the page, the lists, and goals with partners are divided."""

# In lines of text, so that larger text needs a larger window.
_COLUMNS_FROM = 108
_BESIDE_FROM = 74
_BELOW_FROM = 36
"""As high as lists and details below them need it."""
_ROWS = 23
"""The height of a card with six measures of two lines each."""
_OTHERS = 9
"""The height of a card of which some rows are seen."""
_LEAST = QSize(14, 6)
"""What a card keeps of its width and height."""

Sizes = tuple[tuple[int, int], ...]
"""Of the page, the lists, and goals with partners: the pixels of the two parts."""


class PhaseAreas(QWidget):
    """Divides its room between three lists and the panel; what a person divides by hand stays so.

    The panel folds away by itself where there is no room for it and comes again with the room. Closed by a person it
    stays closed, opened by one it stays open.
    """

    def __init__(self, measures: QWidget, goals: QWidget, partners: QWidget, panel: QWidget):
        super().__init__()
        self._measures, self._panel = measures, panel
        self._others = _splitter(goals, partners)
        self._lists = _splitter(measures, self._others)
        self._page = _splitter(self._lists, panel)
        self._page.setParent(self)
        self._by_hand: dict[Arrangement, Sizes] = {}
        self._closed = self._opened = self._about_others = False
        self._arrangement: Arrangement | None = None
        for splitter in self._splitters:
            splitter.splitterMoved.connect(self._note)

    @property
    def _splitters(self) -> tuple[QSplitter, QSplitter, QSplitter]:
        return self._page, self._lists, self._others

    def replace(self, place: int, card: QWidget) -> None:
        """Put the card of the goals (0) or of the partners (1) where an empty one held its place."""
        empty = self._others.replaceWidget(place, card)
        assert empty is not None
        empty.deleteLater()
        card.show()
        self.settle()

    def toggle(self) -> None:
        """Close the panel, or open it also where there is little room."""
        shown = not self._panel.isHidden()
        self._closed, self._opened = shown, not shown
        self.settle()

    def open(self) -> None:
        """Open the panel."""
        if self._panel.isHidden():
            self.toggle()

    def show_list(self, card: QWidget) -> None:
        """Show this list where there is room for one beside the panel only."""
        others = self._others.isAncestorOf(card)
        if others != self._about_others:
            self._about_others = others
            self.settle()

    def settle(self) -> None:
        """Bring the panel and all sizes to the room there is."""
        width, height = self.width() / self._line(), self.height() / self._line()
        arrangement = Arrangement.BELOW
        if width >= _BESIDE_FROM:
            arrangement = Arrangement.COLUMNS if width >= _COLUMNS_FROM else Arrangement.BESIDE
        roomy = arrangement != Arrangement.BELOW or height >= _BELOW_FROM
        if roomy:
            self._opened = False
        # It does not go while somebody types in it.
        used = self._panel.isAncestorOf(QApplication.focusWidget() or self)
        shown = not self._closed and (roomy or self._opened or used)
        tight = shown and not roomy
        if tight:
            arrangement = Arrangement.TIGHT
        # What comes first: the keyboard must not be without a place in between.
        for area, seen in sorted(
            (
                (self._measures, not (tight and self._about_others)),
                (self._others, not tight or self._about_others),
                (self._panel, shown),
            ),
            key=lambda pair: not pair[1],
        ):
            area.setVisible(seen)
        if arrangement != self._arrangement:
            self._arrangement = arrangement
            for splitter, way in zip(self._splitters, _WAYS[arrangement], strict=True):
                splitter.setOrientation(way)
        self._let_shrink()
        self._page.setGeometry(self.rect())
        for splitter, sizes in zip(self._splitters, self._sizes(arrangement), strict=True):
            splitter.setSizes(sizes)

    def state(self) -> dict[str, str]:
        """What was divided by hand, and whether the panel was closed, to come back at the next start."""
        parts = (
            f"{arrangement}={';'.join(','.join(map(str, pair)) for pair in sizes)}"
            for arrangement, sizes in self._by_hand.items()
        )
        return {"splitters": "|".join(parts), "form": str(int(not self._closed))}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for part in state.get("splitters", "").split("|"):
            name, _, divided = part.partition("=")
            pairs = [numbers(pair) for pair in divided.split(";")]
            if name in list(Arrangement) and [len(pair) for pair in pairs] == [2, 2, 2]:
                self._by_hand[Arrangement(name)] = tuple((pair[0], pair[1]) for pair in pairs)
        self._closed = state.get("form", "1") == "0"
        self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.settle()

    def minimumSizeHint(self) -> QSize:
        """What the lists need when everything else has given way."""
        return QSize(30 * self._line(), 16 * self._line())

    # Inside

    def _line(self) -> int:
        """Pixels that a line of text is high."""
        return self.fontMetrics().height()

    def _let_shrink(self) -> None:
        """Each list scrolls: by its own hint it would keep more than it needs from the others."""
        least = _LEAST * self._line()
        for splitter in self._splitters:
            for place in range(splitter.count()):
                area = splitter.widget(place)
                if area is not None and area not in self._splitters:
                    area.setMinimumSize(least)
                if isinstance(area, Card):
                    # Or else, where little is left, its head would be made lower than what stands in it.
                    area.content.setMinimumHeight(self._line())

    def _sizes(self, arrangement: Arrangement) -> Sizes:
        if arrangement in self._by_hand:
            return self._by_hand[arrangement]
        width, height, line = self.width() - _HANDLE, self.height() - _HANDLE, self._line()
        if arrangement == Arrangement.BELOW:
            below = round(height * 0.42)
            return (height - below, below), _shared(width, 0.64), _shared(height - below, 0.4)
        if arrangement == Arrangement.TIGHT:
            return _shared(width, 0.46), _shared(height, 0.5), _shared(height, 0.4)
        if arrangement == Arrangement.COLUMNS:
            panel = round(min(max(width * 0.27, 33 * line), 37 * line))
            return (width - panel, panel), _shared(width - panel, 0.62), _shared(height, 0.4)
        panel = round(min(max(width * 0.33, 31 * line), 33 * line))
        rows = round(max(height * 0.6, min(_ROWS * line, height - _OTHERS * line)))
        return (width - panel, panel), (rows, height - rows), _shared(width - panel, 0.5)

    def _note(self) -> None:
        assert self._arrangement is not None
        page, lists, others = ((splitter.sizes()[0], splitter.sizes()[1]) for splitter in self._splitters)
        if self._panel.isHidden():
            page = self._sizes(self._arrangement)[0]
        if self._arrangement == Arrangement.TIGHT:
            lists = self._sizes(self._arrangement)[1]
        self._by_hand[self._arrangement] = (page, lists, others)


def numbers(text: str) -> list[int]:
    """The pixels that a setting names one after the other; what can be none is left out."""
    return [int(part) for part in text.split(",") if part.isdecimal() and len(part) < 6]


def _shared(room: int, share: float) -> tuple[int, int]:
    return round(room * share), room - round(room * share)


def _splitter(first: QWidget, second: QWidget) -> QSplitter:
    splitter = QSplitter()
    splitter.setHandleWidth(_HANDLE)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(first)
    splitter.addWidget(second)
    return splitter
