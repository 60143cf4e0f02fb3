"""What table and tree views share: editors that keep what was typed until it is accepted, and rows being added."""

from collections.abc import Callable, Sequence
from functools import partial, update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.kit.callout import hand_back, show_refusal
from nrw_desktop.gui.kit.choice_box import ChoiceBox
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.kit.text_edit import typed_in
from nrw_desktop.gui.lists.cell_editors import ENTER, STAY
from nrw_desktop.gui.lists.open_editor import Index, OneEditor, goes, mark, place_of, typed
from nrw_desktop.gui.lists.passing import Passing
from nrw_desktop.gui.session.workspace import Workspace

_Hint = QAbstractItemDelegate.EndEditHint
NOTHING_FITS = "Keine Zeile enthält diese Wörter. Esc im Filterfeld zeigt wieder alle."
_K = Qt.Key
_NAVIGATION = {_K.Key_Home, _K.Key_End, _K.Key_Up, _K.Key_Down, _K.Key_Left, _K.Key_Right, _K.Key_PageUp,
               _K.Key_PageDown}  # fmt: skip
MODIFIERS = (_K.Key_Shift, _K.Key_Control, _K.Key_Alt, _K.Key_AltGr, _K.Key_Meta)
"""Keys that do nothing by themselves."""
_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_OPENING = (_K.Key_F2, _K.Key_Space)
_SLIP = "„{}“ steht nicht zur Auswahl, es bleibt, wie es war. Der Text ist in der Zwischenablage."
_GONE = "Die Zeile gibt es nicht mehr."


P = ParamSpec("P")
V = TypeVar("V", bound="EditingView")


class Draftable(Protocol):
    """A model whose `setData` leaves the sentence of a refusal, and which can hold a row that does not exist yet."""

    workspace: Workspace
    refusal: str

    def end_draft(self) -> str | None:
        """Take the draft row away; the key of what was made of it."""

    def entry_place(self, index: Index) -> tuple[str, str, str, str] | None:
        """What a text for this cell goes by that was not accepted: table, id, field, and the list of a new row."""


def taken_in(command: Callable[Concatenate[V, P], None]) -> Callable[Concatenate[V, P], None]:
    """A command of a view that first takes in what is being typed anywhere; where that is refused it does nothing."""

    def run(view: V, /, *arguments: P.args, **more: P.kwargs) -> None:
        if view.take_in():
            command(view, *arguments, **more)

    update_wrapper(run, command)
    return run


class EditingView(OneEditor, Passing):
    """Mixed into an item view.

    A refused value stays in its editor, marked, with the sentence beside it, until it is mended or given up with Esc.
    Enter in a new row adds it and opens the next one; Esc, an empty Enter or a click elsewhere ends that.
    """

    chosen_with = QItemSelectionModel.SelectionFlag.Rows
    """What is chosen with a cell: its row, unless a view says otherwise."""
    _drafts: Draftable
    _last_made: str | None = None
    """The row that was just filled in, to go back to where the next one is given up."""
    _filled_in: str | None = None
    """The new row that is being filled in."""

    def listen(self, model: Any) -> None:
        """Follow the model, and the plan in what concerns what is being typed."""
        self._drafts = model
        model.refused.connect(self._show_refusal)
        model.noted.connect(self.note_later)
        model.rowsRemoved.connect(self._keep_chosen)
        model.modelAboutToBeReset.connect(self._let_go_of_all)
        model.workspace.flushing.connect(self._flush)
        model.workspace.holding.connect(self._hold)

    def add_next(self) -> None:
        """Open the next empty row, after one was added."""
        raise NotImplementedError

    def fill_in(self, step: int) -> bool:
        """Open the next (1) or previous (-1) cell of the row that is being filled in; False where there is none."""
        return False

    def select(self, key: str) -> bool:
        """Choose a row and bring it into sight; False where there is none of this key."""
        raise NotImplementedError

    def choose(self, keys: Sequence[str]) -> None:
        """Choose the rows of several keys; the keyboard goes to the first."""
        raise NotImplementedError

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list, or in an editor of it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def edit_current(self) -> None:
        """Open the editor of the place that the keyboard is at."""
        if not self.is_editing() and self.take_in() and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.open_editor()
            self._offer()

    def take_in(self) -> bool:
        """Commit what is being typed, here or anywhere; False where it was refused and stays in its editor."""
        return self._drafts.workspace.take_in()

    def leave_rows(self) -> None:
        """Commit what is being typed before the view shows other rows; what is refused goes to the clipboard."""
        refused: list[Refused] = []
        self._flush(refused)
        editor = self.editor()
        if refused and editor is not None:
            self._let_go(editor)
            self._drafts.end_draft()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """An undo from elsewhere or another program may take away the row that is being typed into."""
        editor = self.editor()
        if editor is not None and goes(place_of(editor), parent, start, end):
            self._let_go(editor)
        super().rowsAboutToBeRemoved(parent, start, end)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click first takes in what is being typed; what is refused keeps the place, and its note says so."""
        if self.is_editing() and self.hasFocus():
            QGuiApplication.inputMethod().commit()
        if not self.is_editing() or self.take_in():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        was_editing = self.is_editing()
        super().mouseDoubleClickEvent(event)
        if not was_editing:
            self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Rows that are out of sight of the cell which Qt repaints change their ground too.
        self.viewport().update()
        if self.editor() is not None:
            QTimer.singleShot(0, self, self._take_in_composed)

    def _take_in_composed(self) -> None:
        """The keyboard went elsewhere while the view composed for its editor, which would not notice."""
        editor = self.editor()
        if editor is not None and not editor.hasFocus() and not self.hasFocus():
            self._flush([])

    def dropEvent(self, event: QDropEvent) -> None:
        if self.take_in():
            super().dropEvent(event)
        else:
            event.ignore()

    def commitData(self, editor: QWidget) -> None:
        # A list of choices may outlive its cell; what it is asked for then has no place, and Qt would complain.
        if editor.property("gone") or not self.owns(editor):
            return
        self._drafts.refusal = ""
        super().commitData(editor)
        if editor.property("gone"):
            # It stood on an older plan than the file's, which has that row no more; there is nothing left to mend.
            self._drafts.refusal = ""
            return
        self._keep(editor, self._drafts.refusal)
        mark(editor, bool(self._drafts.refusal))

    def left_text(self, editor: QWidget) -> str:
        """The text that the cell of an editor did not accept the last time, to be mended; it comes marked."""
        place = self._drafts.entry_place(place_of(editor))
        entry = self._drafts.workspace.unaccepted.entry(*place) if place else None
        if entry is not None:
            mark(editor, True)
        return entry.text if entry else ""

    def _keep(self, editor: QWidget, refusal: str) -> None:
        """Keep what is in an editor where it was refused; forget it where it was taken or given up."""
        place = self._drafts.entry_place(place_of(editor))
        if place is None:
            return
        unaccepted = self._drafts.workspace.unaccepted
        if refusal:
            table, key, field, scope = place
            unaccepted.keep(table, key, field, typed(editor), refusal, scope)
        else:
            unaccepted.settle(*place)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if editor.property("gone"):
            return
        if self._drafts.refusal and hint != _Hint.RevertModelCache:
            editor.setFocus()
            return
        self._keep(editor, "")
        slip = typed(editor) if isinstance(editor, ChoiceBox) and editor.code() is None else ""
        self._drafts.refusal = ""
        super().closeEditor(editor, self._closing_hint(hint))
        # Only now: a row that goes while its editor is open would be committed once more.
        made, before, self._last_made = self._drafts.end_draft(), self._last_made, None
        leaving = str(editor.property("leaving") or "")
        if made is not None:
            self.select(made)
            self._filled_in = made
        elif before is not None and hint != _Hint.NoHint:
            self.select(before)
        if hint != _Hint.NoHint or made is not None:
            self.setFocus()
        if slip.strip():
            QGuiApplication.clipboard().setText(slip)
            self._show_refusal(self.currentIndex(), _SLIP.format(shortened(slip)))
        # At once, not in the next turn: who types on behind an Enter or a Tab would lose letters until then.
        if not self.is_filling_in() or not self._fill_on(hint, leaving):
            self._filled_in = None
            self._go_on(hint, leaving)

    def is_filling_in(self) -> bool:
        """Whether a row that was just added is being filled in, cell by cell."""
        return self._filled_in is not None

    def _fill_on(self, hint: _Hint, leaving: str) -> bool:
        """Go on in a new row as in a spreadsheet: to the next cell, or to the next new row; False where that ends."""
        if hint == _Hint.EditPreviousItem:
            return self.fill_in(-1)
        if hint == _Hint.EditNextItem and self.fill_in(1):
            return True
        if hint == _Hint.EditNextItem or (hint == _Hint.SubmitModelCache and leaving != STAY):
            self._last_made, self._filled_in = self._filled_in, None
            self.add_next()
            return True
        return False

    def _closing_hint(self, hint: _Hint) -> _Hint:
        """What Qt is told to do once an editor is closed."""
        return hint

    def _go_on(self, hint: _Hint, leaving: str) -> None:
        """Where the keyboard goes once an editor is closed; ``leaving`` tells by which key."""

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """With Ctrl, Qt moves the keyboard alone: Delete would then remove another row than F2 edits."""
        if not isinstance(event, QKeyEvent) or event.key() not in _NAVIGATION:
            return super().selectionCommand(index, event)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().selectionCommand(index, event)
        flags = QItemSelectionModel.SelectionFlag
        extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return (flags.SelectCurrent if extend else flags.ClearAndSelect) | self.chosen_with

    def remove_selected(self) -> None:
        """Delete the chosen rows, and say so with the way back."""
        raise NotImplementedError

    def clear_selected(self) -> None:
        """What Delete does: where the keyboard is at whole rows and not at cells, it deletes them."""
        self.remove_selected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in MODIFIERS:
            self._passing = False
            self._escaped = event.key() == _K.Key_Escape and not self.is_editing()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == _K.Key_Delete and not self.is_editing() and held in (_NONE, _CTRL):
            if not event.isAutoRepeat():
                self.remove_selected() if held else self.clear_selected()
            return
        if event.key() in ENTER and not self.is_editing():
            # Held down, the Enter that led here from elsewhere would go on into a cell.
            if not event.isAutoRepeat():
                self.edit_current()
            return
        editable = self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
        if event.key() in _OPENING and editable and not event.modifiers() and not self.is_editing():
            self.edit_current()
            return
        letters = event.text().strip()
        if letters and letters.isprintable() and not held & _CTRL and not editable and not self.is_editing():
            self._tell_not_editable()
        super().keyPressEvent(event)

    def _tell_not_editable(self) -> None:
        """Somebody types where nothing can be typed."""

    def _tell_deleted(self, change: Change | None, keys: list[str]) -> None:
        """Say what was deleted; taken back, it is chosen again."""
        if change is not None:
            self._drafts.workspace.deleted.emit(change, partial(self._show_again, keys))

    def _show_again(self, keys: list[str]) -> None:
        if isValid(self):
            self.setFocus()
            self.choose(keys)

    def _keep_chosen(self) -> None:
        """Where the chosen row has gone, its neighbour is only current so far: choose it."""
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flags.ClearAndSelect | self.chosen_with)

    def _let_go(self, editor: QWidget) -> None:
        """Close an editor whose row goes, without committing; what was typed can be pasted elsewhere."""
        self._drafts.refusal = ""
        # Views come back to an editor that was told to commit, or loses the focus.
        editor.setProperty("gone", True)
        super().closeEditor(editor, _Hint.RevertModelCache)
        text = typed_in(editor)
        hand_back([text] if text != editor.property("began") else [], _GONE, self.viewport())

    def _offer(self) -> None:
        """Who asks for the editor of a choice wants to see the list."""
        editor = self.editor()
        if isinstance(editor, ChoiceBox):
            editor.offer()

    def _let_go_of_all(self) -> None:
        """All rows come anew, and Qt would drop what is being typed into one."""
        editor = self.editor()
        if editor is not None:
            self._let_go(editor)

    def give_up(self) -> list[str]:
        """Close the editor without committing, as its row has no place any more; what was typed into it."""
        editor = self.editor()
        if editor is None:
            return []
        text = typed(editor)
        self._drafts.refusal = ""
        editor.setProperty("gone", True)
        super().closeEditor(editor, _Hint.RevertModelCache)
        self._drafts.end_draft()
        return [text] if text.strip() and text != editor.property("began") else []

    def _show_refusal(self, index: QModelIndex, sentence: str) -> None:
        editor = self.editor()
        if editor is not None:
            show_refusal(sentence, editor)
        else:
            place = index if index.isValid() else self.currentIndex()
            show_refusal(sentence, self.viewport(), self.below(place))

    def _flush(self, refused: list[Refused]) -> None:
        """Commit what is being typed; it goes to the list where that is refused."""
        editor = self.editor()
        if editor is None:
            return
        self.commitData(editor)
        if self._drafts.refusal:
            place, discard = self._drafts.entry_place(place_of(editor)), partial(self._keep, editor, "")
            refused.append(Refused(self._drafts.refusal, typed(editor), editor, True, discard, place))
        else:
            self.closeEditor(editor, _Hint.NoHint)

    def _hold(self, held: list[str]) -> None:
        """Tell what is being typed, for whoever asks what is not in the plan."""
        editor = self.editor()
        text = typed(editor) if editor is not None else ""
        if editor is not None and text.strip() and text != editor.property("began"):
            held.append(text)


def close_editors(window: QWidget) -> None:
    """Close what is open in a window that goes, once it has been asked about.

    One that is still open when its window is hidden costs PySide (6.11.3) a reference to the view's `closeEditor`;
    after a few windows the program falls over that.
    """
    for view in window.findChildren(QAbstractItemView):
        if isinstance(view, EditingView):
            view.give_up()
