"""The editor that is open in a view: which one it is, what was typed into it, and composing into it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.kit.choice_box import ChoiceBox
from nrw_desktop.gui.kit.text_edit import typed_in

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    # The view that this is mixed with comes after it and does the rest.
    _View = object

Index = QModelIndex | QPersistentModelIndex


class OneEditor(_View):
    """Mixed into an item view of which one cell is edited at a time."""

    def open_editor(self) -> bool:
        """Open an editor where the keyboard is; False where another one has not gone yet."""
        # With an index alone Qt complains of that, in the log.
        trigger = QAbstractItemView.EditTrigger.AllEditTriggers
        return bool(self.edit(self.currentIndex(), trigger, None))  # type: ignore[call-overload]

    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.editor() is not None

    def editor(self) -> QWidget | None:
        """The editor that is open; views keep those they have let go of until the next turn."""
        children = self.viewport().children()
        editors = (child for child in children if isinstance(child, QWidget) and child.property("filled"))
        return next((editor for editor in editors if editor.isVisible() and self.owns(editor)), None)

    def owns(self, editor: QWidget) -> bool:
        """Whether the view still goes by the editor, and not by another one or none."""
        place = place_of(editor)
        # One that does not know its cell is asked for by where it stands.
        return self.indexWidget(place if place.isValid() else self.indexAt(editor.geometry().center())) is editor

    def commitData(self, editor: QWidget) -> None:
        """Take in what an editor holds, unless the view has let go of it: Qt would complain of that."""
        if self.owns(editor):
            super().commitData(editor)

    def below(self, place: Index) -> QPoint:
        """Where in the viewport something is told about a cell."""
        rect = self.visualRect(place)
        return QPoint(max(0, rect.left()), max(0, rect.bottom() + 4))

    def note_later(self, index: QModelIndex, sentence: str) -> None:
        """Tell below a cell, once its editor is closed, how a text was read."""
        place = QPersistentModelIndex(index)
        QTimer.singleShot(0, self, lambda: show_note(sentence, self.viewport(), self.below(place)))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What a dead key, an input method or dictation gives to a chosen cell opens it and goes into it whole.

        While a word is being composed the keyboard stays with the view, as Qt has it: a change would break it off.
        """
        editor = self.editor()
        if editor is not None:
            if not event.commitString() and not event.preeditString():
                # Given up: beginning to compose has taken the text away, and Qt has it filled in once more.
                editor.setProperty("filled", False)
            super().inputMethodEvent(event)
        elif event.commitString() and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            # Qt would open the editor, and lose what opened it.
            self.open_editor()
            editor = self.editor()
            if editor is not None:
                QCoreApplication.sendEvent(editor, event)
        else:
            super().inputMethodEvent(event)


def mark(editor: QWidget, invalid: bool) -> None:
    """Show an editor as one whose text was refused, or as any other."""
    editor.setProperty("invalid", invalid)
    editor.style().polish(editor)


def typed(editor: QWidget) -> str:
    """What an editor holds, also one with a choice."""
    return editor.currentText() if isinstance(editor, ChoiceBox) else typed_in(editor)


def place_of(editor: QWidget) -> QPersistentModelIndex:
    """The cell that an editor was opened for, wherever that is by now; invalid once it is gone."""
    place = editor.property("place")
    return place if isinstance(place, QPersistentModelIndex) else QPersistentModelIndex()


def goes(index: Index, parent: Index, first: int, last: int) -> bool:
    """Whether an index is in rows that are removed, or below them."""
    while index.isValid():
        if index.parent() == parent and first <= index.row() <= last:
            return True
        index = index.parent()
    return False
