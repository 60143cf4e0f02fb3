"""A choice in a cell: letters choose from it, and its list comes when it is asked for."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from nrw_desktop.gui.kit.safe_widgets import ComboBox, LineEdit

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ERASING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ChoiceBox(ComboBox):
    """Shows what is chosen, and takes what is typed, in one line: what will be committed can be seen.

    Letters are completed to the first word that begins with them. A text that is no word of the list stays as it is,
    marked, so that nobody sets a status by a slip, and nothing typed is lost. Space, F4, Alt+Down and a click open the
    list; `picked` tells that something was taken from it.
    """

    picked = Signal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setLineEdit(LineEdit())
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        # Qt's own would choose what it completes only with an Enter.
        self.setCompleter(None)  # type: ignore[arg-type]
        self._line = self.lineEdit()
        assert self._line is not None
        self._line.textEdited.connect(self._complete)
        self._line.installEventFilter(self)
        self._erases = self._moves = False
        self.activated.connect(self._tell_picked)

    def code(self) -> str | None:
        """The code of what stands in the line; None where that is no word of the list."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return None if place < 0 else str(self.itemData(place))

    def offer(self) -> None:
        """Open the list, once the box has its place and the focus."""
        QTimer.singleShot(0, self, self.showPopup)

    def showPopup(self) -> None:
        self.view().removeEventFilter(self)
        self.view().installEventFilter(self)
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """F4 opens the list, whatever else the window does with that key."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() != Qt.Key.Key_F4 or event.modifiers():
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._erases, self._moves = event.key() in _ERASING, event.key() in _ARROWS
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and not self._goes_on_with(" "):
            self.showPopup()
        else:
            super().keyPressEvent(event)
        self._erases = self._moves = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Who scrolls the list must not choose something on the way."""
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the line opens the list; in the list, Tab takes what is marked, and letters go into the line."""
        if watched is self._line:
            if event.type() == QEvent.Type.MouseButtonPress:
                self.showPopup()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _TABS:
                self.setCurrentIndex(self.view().currentIndex().row())
                return self._take_back(event)
            if event.text().strip() and event.text().isprintable() and not event.modifiers() & _COMMANDS:
                return self._take_back(event)
        return super().eventFilter(watched, event)

    def _take_back(self, event: QKeyEvent) -> bool:
        """Close the list; a key that went to it is for the line."""
        self.hidePopup()
        if event.key() not in _TABS:
            self.line_selected()
        QCoreApplication.sendEvent(self, event)
        return True

    def line_selected(self) -> None:
        """Choose all of the line, so that what is typed replaces it."""
        if self._line is not None:
            self._line.selectAll()

    def _typed(self) -> str:
        """What of the line was typed, without what it was completed by."""
        line = self._line
        assert line is not None
        return line.text()[: line.selectionStart()] if line.hasSelectedText() else line.text()

    def _place_of(self, start: str) -> int:
        """The first word that begins so; -1 where there is none."""
        start = start.casefold()
        words = (self.itemText(place).casefold() for place in range(self.count()))
        return next((place for place, word in enumerate(words) if word.startswith(start)), -1)

    def _goes_on_with(self, text: str) -> bool:
        """Whether what was typed goes on with this within a word of the list, or is none anyway."""
        typed = self._typed()
        return self.code() is None or (bool(typed) and self._place_of(typed + text) >= 0)

    def _complete(self, text: str) -> None:
        place = self._place_of(text) if text else -1
        if place >= 0 and not self._erases:
            self.setCurrentIndex(place)
            assert self._line is not None
            self._line.setSelection(len(text), len(self.itemText(place)) - len(text))
        invalid = self.code() is None
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", invalid)
            self.style().polish(self)

    def _tell_picked(self, _place: object) -> None:
        # Qt says so as well for an arrow key in the closed box.
        if not self._moves:
            self.picked.emit()
