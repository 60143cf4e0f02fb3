"""The rows of a card, or the sentence that stands in their place; the list is made with the first rows."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from nrw_desktop.gui.lists.grouped_rows import Row
from nrw_desktop.gui.standing.hint import Hint

if TYPE_CHECKING:
    from nrw_desktop.gui.lists.grouped_list import GroupedList


class CardRows(QWidget):
    """`chosen` carries the key of the row that was clicked or entered."""

    chosen = Signal(object)

    def __init__(self, name: str):
        super().__init__()
        self._name = name
        self._hint = Hint()
        self._list: GroupedList | None = None
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._hint)

    def say(self, sentence: str) -> None:
        """Show a sentence instead of rows."""
        if self._list is not None:
            self._list.show_rows([], None)
        self._hint.setText(sentence)
        self._pages.setCurrentWidget(self._hint)

    def show_rows(self, rows: Sequence[Row], keeps_place: bool = True) -> None:
        """Show other rows, at the one where the list was; unless ``keeps_place``, that is so for the keyboard alone."""
        if self._list is None:
            from nrw_desktop.gui.lists.grouped_list import GroupedList

            self._list = GroupedList(self._name)
            self._list.chosen.connect(self.chosen)
            self._pages.addWidget(self._list)
            # Tab comes to it where it stands, not last of all; Qt asks that both take the keyboard.
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setTabOrder(self, self._list)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key: Hashable = self._list.current_key() if keeps_place or self._list.hasFocus() else None
        self._list.show_rows(rows, key)
        self._pages.setCurrentWidget(self._list)
