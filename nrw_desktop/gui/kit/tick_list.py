"""A short list of things to tick, with the keyboard as with the mouse."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import tip_text

_KEY = Qt.ItemDataRole.UserRole
_MOST_LINES = 7


class TickList(QTreeWidget):
    """Entries by their keys; Space ticks the one that the keyboard is on. `changed` tells of every tick."""

    changed = Signal()

    def __init__(self, name: str, entries: Iterable[tuple[str, str]]):
        super().__init__()
        theme.named(self, "checks")
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.itemChanged.connect(lambda _item, _column: self.changed.emit())
        self.setUniformRowHeights(True)
        # Lines that are measured before the style sheet is known stay too low.
        self.ensurePolished()
        self.fill(entries)
        theme.follow_text(self, TickList._fit)

    def fill(self, entries: Iterable[tuple[str, str]]) -> None:
        """Show other entries, none of them ticked."""
        with QSignalBlocker(self):
            self.clear()
            for key, text in entries:
                item = QTreeWidgetItem(self, [text])
                item.setData(0, _KEY, key)
                item.setToolTip(0, tip_text(text))
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(0, Qt.CheckState.Unchecked)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
            self._fit()

    def _fit(self) -> None:
        lines = min(self.topLevelItemCount(), _MOST_LINES)
        # The style sheet gives each line 6 pixels and the frame 8.
        self.setFixedHeight(lines * (max(self.fontMetrics().height(), theme.scaled(13) + 2) + 6) + 8)

    def tick(self, keys: Collection[str]) -> None:
        """Tick these and no others; not told as a change."""
        with QSignalBlocker(self):
            for item in self._items():
                state = Qt.CheckState.Checked if item.data(0, _KEY) in keys else Qt.CheckState.Unchecked
                item.setCheckState(0, state)

    def ticked(self) -> tuple[str, ...]:
        """The keys that are ticked, in their order."""
        return tuple(item.data(0, _KEY) for item in self._items() if item.checkState(0) is Qt.CheckState.Checked)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]
