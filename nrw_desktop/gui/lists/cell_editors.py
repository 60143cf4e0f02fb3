"""The editors of cells: of one line, of several, of a choice; how they are filled, completed and left."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from nrw_desktop.domain.model.records import required
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.gui.kit import icons
from nrw_desktop.gui.kit.icons import STATUS_ICONS
from nrw_desktop.gui.kit.safe_widgets import LineEdit
from nrw_desktop.gui.kit.text_edit import TextEdit

TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DOWN, UP, STAY = "down", "up", "stay"
"""Where the keyboard goes after an editor that was left by Enter, alone, with Shift or with Ctrl."""
LONGEST_LINE = 2_000_000
"""Characters: more than an edit takes, so that it refuses with a sentence what Qt would cut without a word."""


class Closing(Protocol):
    """The delegate of an editor, which hands in what that holds."""

    def finish(self, editor: QWidget) -> None:
        """Hand in what the editor holds and close it, as Enter does."""

    def leave_by_tab(self, editor: QWidget, event: QEvent) -> bool:
        """Hand in what the editor holds where the event is a Tab; whether it is one."""


class CellTextEdit(TextEdit):
    """An editor for a wrapping cell: Enter commits, Shift+Enter and Alt+Enter start a new line."""

    def __init__(self, parent: QWidget, delegate: Closing):
        super().__init__(parent)
        self._delegate = delegate
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._grow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.insertPlainText("\n")
            return
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if event.isAutoRepeat():
                return
            self.setProperty("leaving", leaving(event))
            self._delegate.finish(self)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab goes to the next cell, as it does from a line; Qt leaves it to a text, which would leave the table."""
        return self._delegate.leave_by_tab(self, event) or super().event(event)

    def _grow(self) -> None:
        """Stay as high as the text, so that nothing typed is out of sight."""
        lines = int(self.document().size().height()) + 1
        wanted = lines * self.fontMetrics().lineSpacing() + 8
        if wanted > self.height():
            self.resize(self.width(), wanted)


class CellLineEdit(LineEdit):
    """An editor for a cell of one line."""

    def __init__(self, parent: QWidget, delegate: Closing):
        super().__init__(parent)
        self._delegate = delegate

    def event(self, event: QEvent) -> bool:
        """Tab goes to the next cell also from a list of suggestions, which hands it on past the delegate."""
        return self._delegate.leave_by_tab(self, event) or super().event(event)


def fill(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
        editor.selectAll()
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def leaving(event: QKeyEvent) -> str:
    """Where the keyboard goes after this Enter."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return STAY
    return UP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else DOWN


def fill_choices(box: QComboBox, table: str, field: str, words: dict[str, str]) -> None:
    """Give a box the words of a choice, with their icons where it is a status; an empty one where it may be none."""
    if not required(table, field):
        box.addItem("–", "")
    for code, word in words.items():
        name = STATUS_ICONS.get(code)
        if name:
            box.addItem(icons.icon(name, code), word, code)
        else:
            box.addItem(word, code)


def name_completer(names: list[str], parent: QObject) -> QCompleter:
    """Completes names by any part of them, whatever the case."""
    completer = QCompleter(sorted(names, key=sort_key), parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(10)
    if popup := completer.popup():
        popup.setObjectName("popup")
    return completer
