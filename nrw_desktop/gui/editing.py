"""What table and tree views share: editors that keep what was typed until it is accepted, and rows being added."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from nrw_desktop.gui.bubble import show_refusal
from nrw_desktop.gui.delegates import ENTER, STAY, typed
from nrw_desktop.gui.errors import Refused

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    # The view that this is mixed with comes after it and does the rest.
    _View = object

_Hint = QAbstractItemDelegate.EndEditHint
NOTHING_FITS = "Keine Zeile enthält diese Wörter. Esc im Filterfeld zeigt wieder alle."
_K = Qt.Key
_NAVIGATION = {_K.Key_Home, _K.Key_End, _K.Key_Up, _K.Key_Down, _K.Key_Left, _K.Key_Right, _K.Key_PageUp,
               _K.Key_PageDown}  # fmt: skip
_GONE = "Die Zeile gibt es nicht mehr. Der eingegebene Text ist in der Zwischenablage."


class Draftable(Protocol):
    """A model whose `setData` leaves the sentence of a refusal, and which can hold a row that does not exist yet."""

    refusal: str

    def end_draft(self) -> str | None:
        """Take the draft row away; the key of what was made of it."""


class EditingView(_View):
    """Mixed into an item view.

    A refused value stays in its editor, marked, with the sentence beside it, until it is mended or given up with Esc.
    Enter in a new row adds it and opens the next one; Esc, an empty Enter or a click elsewhere ends that.
    """

    _drafts: Draftable
    _last_made: str | None = None
    """The row added by the last Enter, to go back to where the next one is given up."""

    def add_next(self) -> None:
        """Open the next empty row, after one was added."""
        raise NotImplementedError

    def fill_in(self) -> None:
        """Go on in the row that was just added, where it has more to fill in: what Tab in a new row is for."""

    def select(self, key: str) -> bool:
        """Choose a row and bring it into sight; False where there is none of this key."""
        raise NotImplementedError

    def edit_current(self) -> None:
        """Open the editor of the place that the keyboard is at."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def leave_rows(self) -> None:
        """Commit what is being typed before the view shows other rows; what is refused goes to the clipboard."""
        refused: list[Refused] = []
        self._flush(refused)
        editor = self._open_editor()
        if refused and editor is not None:
            self._let_go(editor)
            self._drafts.end_draft()

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """An undo from elsewhere or another program may take away the row that is being typed into."""
        editor = self._open_editor()
        if editor is not None and _goes(self.currentIndex(), parent, start, end):
            self._let_go(editor)
        super().rowsAboutToBeRemoved(parent, start, end)

    def commitData(self, editor: QWidget) -> None:
        if editor.property("gone"):
            return
        self._drafts.refusal = ""
        super().commitData(editor)
        if editor.property("gone"):
            # It stood on an older plan than the file's, which has that row no more; there is nothing left to mend.
            self._drafts.refusal = ""
            return
        editor.setProperty("invalid", bool(self._drafts.refusal))
        editor.style().polish(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if editor.property("gone"):
            return
        if self._drafts.refusal and hint != _Hint.RevertModelCache:
            editor.setFocus()
            return
        self._drafts.refusal = ""
        super().closeEditor(editor, self._closing_hint(hint))
        # Only now: a row that goes while its editor is open would be committed once more.
        made, before = self._drafts.end_draft(), self._last_made
        self._last_made = made if hint == _Hint.SubmitModelCache else None
        go_on: Callable[[], None] | None = None
        if made is not None:
            self.select(made)
            if hint == _Hint.SubmitModelCache and editor.property("leaving") != STAY:
                go_on = self.add_next
            elif hint == _Hint.EditNextItem:
                go_on, hint = self.fill_in, _Hint.NoHint
        elif before is not None and hint != _Hint.NoHint:
            self.select(before)
        if hint != _Hint.NoHint or made is not None:
            self.setFocus()
        self._go_on(hint, str(editor.property("leaving") or ""))
        if go_on is not None:
            # At once, not in the next turn: who types on behind an Enter would lose letters until then.
            go_on()

    def _closing_hint(self, hint: _Hint) -> _Hint:
        """What Qt is told to do once an editor is closed."""
        return hint

    def _go_on(self, hint: _Hint, leaving: str) -> None:
        """Where the keyboard goes once an editor is closed; ``leaving`` tells by which key."""

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """With Ctrl, Qt moves the keyboard alone: Delete would then remove another row than F2 edits."""
        if not isinstance(event, QKeyEvent) or event.key() not in _NAVIGATION:
            return super().selectionCommand(index, event)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().selectionCommand(index, event)
        flags = QItemSelectionModel.SelectionFlag
        extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return (flags.SelectCurrent if extend else flags.ClearAndSelect) | flags.Rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not self.is_editing():
            self.edit_current()
            return
        super().keyPressEvent(event)

    def _keep_chosen(self) -> None:
        """Where the chosen row has gone, its neighbour is only current so far: choose it."""
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flags.ClearAndSelect | flags.Rows)

    def _let_go(self, editor: QWidget) -> None:
        """Close an editor whose row goes, without committing; what was typed can be pasted elsewhere."""
        self._drafts.refusal = ""
        # Views come back to an editor that was told to commit, or loses the focus.
        editor.setProperty("gone", True)
        super().closeEditor(editor, _Hint.RevertModelCache)
        text = typed(editor)
        if text.strip() and text != editor.property("began"):
            QGuiApplication.clipboard().setText(text)
            # The rows are on the move now.
            QTimer.singleShot(0, self, lambda: self._show_refusal(self.currentIndex(), _GONE))

    def _open_editor(self) -> QWidget | None:
        """The editor that is open; views keep those they have let go of until the next turn, hidden."""
        children = self.viewport().children()
        editors = (child for child in children if isinstance(child, QWidget) and child.property("filled"))
        return next((editor for editor in editors if editor.isVisible()), None)

    def give_up(self) -> list[str]:
        """Close the editor without committing, as its row has no place any more; what was typed into it."""
        editor = self._open_editor()
        if editor is None:
            return []
        text = typed(editor)
        self._drafts.refusal = ""
        editor.setProperty("gone", True)
        super().closeEditor(editor, _Hint.RevertModelCache)
        self._drafts.end_draft()
        return [text] if text.strip() and text != editor.property("began") else []

    def _show_refusal(self, index: QModelIndex, sentence: str) -> None:
        editor = self._open_editor()
        if editor is not None:
            show_refusal(sentence, editor)
            return
        place = self.visualRect(index if index.isValid() else self.currentIndex())
        show_refusal(sentence, self.viewport(), QPoint(place.left(), place.bottom() + 4))

    def _flush(self, refused: list[Refused]) -> None:
        """Commit what is being typed; it goes to the list where that is refused."""
        editor = self._open_editor()
        if editor is None or not self.is_editing():
            return
        self.commitData(editor)
        if self._drafts.refusal:
            refused.append(Refused(self._drafts.refusal, typed(editor), editor))
        else:
            self.closeEditor(editor, _Hint.NoHint)


def _goes(index: QModelIndex, parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> bool:
    """Whether an index is in rows that are removed, or below them."""
    while index.isValid():
        if index.parent() == parent and first <= index.row() <= last:
            return True
        index = index.parent()
    return False
