"""What a column's cells do: each delegate paints them and fills, hands in and closes their editors."""

from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nrw_desktop.gui.kit import text_layout, theme
from nrw_desktop.gui.kit.choice_box import ChoiceBox
from nrw_desktop.gui.kit.colors import color
from nrw_desktop.gui.kit.icons import STATUS_ICONS
from nrw_desktop.gui.kit.keyboard_loan import is_on_loan
from nrw_desktop.gui.kit.row_marks import paint_frame, ring
from nrw_desktop.gui.kit.text_edit import typed_in
from nrw_desktop.gui.lists.cell_editors import (
    ENTER,
    LONGEST_LINE,
    TABS,
    CellLineEdit,
    CellTextEdit,
    fill,
    fill_choices,
    leaving,
    name_completer,
)
from nrw_desktop.gui.lists.cell_painting import PADDING_X, PADDING_Y, Index, Look, pill
from nrw_desktop.gui.lists.columns import Column, Editor
from nrw_desktop.gui.session.workspace import Workspace

_Hint = QAbstractItemDelegate.EndEditHint


class Cells(Protocol):
    """The model of a view with such cells."""

    workspace: Workspace

    def text(self, row: int, column: int) -> str:
        """What a cell says."""

    def code(self, row: int, column: int) -> str | None:
        """The code of a choice."""


class CellView(Protocol):
    """A view with such cells, and what it knows while it paints."""

    painted_ground: QColor
    painted_ink: QColor
    painted_hover: int
    painted_focus: tuple[int, int]
    font_key: str

    def model(self) -> Cells:
        """Its model."""

    def is_painted_chosen(self, row: int, column: int) -> bool:
        """Whether a cell is painted as one that is chosen."""

    def left_text(self, editor: QWidget) -> str:
        """The text that the cell of an editor did not accept the last time."""

    def is_filling_in(self) -> bool:
        """Whether a row that was just added is being filled in."""


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of one column; fills an editor once, so that what is typed is never overwritten."""

    def __init__(self, column: Column, parent: QObject):
        super().__init__(parent)
        self.column = column
        self.view = cast(CellView, parent)
        """The view that it paints in."""

    def finish(self, editor: QWidget, hint: _Hint = _Hint.SubmitModelCache) -> None:
        """Hand in what the editor holds and close it, as Enter does."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def leave_by_tab(self, editor: QWidget, event: QEvent) -> bool:
        """Hand in what the editor holds where the event is a Tab; whether it is one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in TABS:
            return False
        self.finish(editor, _Hint.EditNextItem if event.key() == Qt.Key.Key_Tab else _Hint.EditPreviousItem)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note by which Enter an editor is left; a line is closed at once.

        Qt would close it in the next turn, and what is typed by then would still go into it. Who only lends the
        keyboard is not left.
        """
        if event.type() == QEvent.Type.FocusOut and is_on_loan():
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            if event.isAutoRepeat():
                # It was pressed elsewhere, and led here.
                return True
            watched.setProperty("leaving", leaving(event))
            if isinstance(watched, (QLineEdit, ChoiceBox)):
                self.finish(watched)
                return True
        return super().eventFilter(watched, event)

    def complete_partners(self, editor: QLineEdit, names: list[str]) -> None:
        """Offer partner names as one types; Enter takes what stands in the line, unless one of them was chosen."""
        editor.setCompleter(name_completer(names, editor))
        editor.returnPressed.connect(self._finish_over_list)

    def _finish_over_list(self) -> None:
        """An open list would keep the Enter of its editor for itself and only close."""
        editor = self.sender()
        assert isinstance(editor, QLineEdit)
        completer = editor.completer()
        offered = completer.popup() if completer else None
        if offered is not None and offered.isVisible() and not offered.currentIndex().isValid():
            offered.hide()
            self.finish(editor)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Cells are painted by the hundred: each way through Qt and back is worth saving.
        view = self.view
        model = view.model()
        row, column, rect = index.row(), index.column(), option.rect
        chosen = view.is_painted_chosen(row, column)
        if chosen:
            painter.fillRect(rect, view.painted_ground)
        elif row == view.painted_hover:
            painter.fillRect(rect, color(theme.colors().hover))
        self.paint_content(painter, option, rect, model, row, column)
        if (row, column) == view.painted_focus:
            paint_frame(painter, rect, ring(chosen))

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, model: Cells, row: int, column: int
    ) -> None:
        """Paint what a cell of a `RecordTable` says."""
        if text := model.text(row, column):
            view = self.view
            painter.setPen(view.painted_ink if view.is_painted_chosen(row, column) else color(theme.colors().text))
            place = rect.adjusted(PADDING_X, PADDING_Y, -PADDING_X, -PADDING_Y)
            if self.column.right:
                # Level with the first line of texts beside it.
                place.setHeight(text_layout.height("", option.font, place.width()))
                painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
            else:
                text_layout.draw(painter, place, text, option.font, view.font_key)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.rect.width() if option.rect.width() > 0 else self.column.width
        height = text_layout.height(index.data() or "", option.font, width - 2 * PADDING_X)
        return QSize(self.column.width, height + 2 * PADDING_Y)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor: QWidget
        if self.column.editor is Editor.TEXT:
            editor = CellTextEdit(parent, self)
        else:
            editor = CellLineEdit(parent, self)
            editor.setMaxLength(LONGEST_LINE)
            if self.column.tip:
                editor.setPlaceholderText(self.column.tip)
            if self.column.editor is Editor.PARTNER:
                names = [partner.name for partner in self.view.model().workspace.plan.partners]
                self.complete_partners(editor, names)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(self.column.header)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        editor.setProperty("place", QPersistentModelIndex(index))
        fill(editor, index.data(Qt.ItemDataRole.EditRole) or "")
        # Not the text itself: Qt shows line ends of an older plan in its own way, and looking at them changes nothing.
        editor.setProperty("began", typed_in(editor))
        if left := self.view.left_text(editor):
            fill(editor, left)
        if isinstance(editor, (QPlainTextEdit, QLineEdit)):
            editor.textChanged.connect(self._note_typing)

    def _note_typing(self) -> None:
        editor = self.sender()
        assert isinstance(editor, QWidget)
        self._tell_typing(editor, typed_in(editor) != editor.property("began"))

    def _tell_typing(self, editor: QWidget, waits: bool) -> None:
        self.view.model().workspace.note_typing(editor, waits)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Each editor ends here, whatever became of its text."""
        self._tell_typing(editor, False)
        super().destroyEditor(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = typed_in(editor)
        if text and text in (editor.property("began"), index.data(Qt.ItemDataRole.EditRole)):
            return
        model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        height = max(option.rect.height(), editor.sizeHint().height() if isinstance(editor, QLineEdit) else 0)
        editor.setGeometry(QRect(option.rect.topLeft(), QSize(option.rect.width(), height)))


class ChoiceDelegate(CellDelegate):
    """A choice of few: a pill with colour, icon and word."""

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, model: Cells, row: int, column: int
    ) -> None:
        code = model.code(row, column)
        if code not in STATUS_ICONS:
            super().paint_content(painter, option, rect, model, row, column)
            return
        view, strong = self.view, theme.colors().strong
        edged = strong or view.is_painted_chosen(row, column) or row == view.painted_hover
        look = Look(option.font, view.font_key, painter, edged)
        picture = pill(code, model.text(row, column), rect.width(), look)
        painter.drawPixmap(rect.topLeft(), picture)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = ChoiceBox(parent)
        fill_choices(editor, self.column.table, self.column.field, self.column.choices)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(self.column.header)
        editor.picked.connect(lambda: self.finish(editor, self._after_picking()))
        return editor

    def _after_picking(self) -> _Hint:
        """Who fills in a new row goes on in it."""
        return _Hint.EditNextItem if self.view.is_filling_in() else _Hint.SubmitModelCache

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceBox) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setProperty("place", QPersistentModelIndex(index))
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
            editor.setProperty("began", editor.currentText())
            if left := self.view.left_text(editor):
                editor.setEditText(left)
            editor.line_selected()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            code = editor.code()
            if code != index.data(Qt.ItemDataRole.EditRole):
                # A text that is no word of the list is refused there.
                model.setData(index, editor.currentText() if code is None else code)


def delegate_for(column: Column, parent: QObject) -> CellDelegate:
    """The delegate that a column's editor asks for."""
    return ChoiceDelegate(column, parent) if column.editor is Editor.CHOICE else CellDelegate(column, parent)
