"""How cells are painted and edited: wrapping text, status pills, completing partner names."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.gui.kit import icons, text_layout, theme
from nrw_desktop.gui.kit.choice_box import ChoiceBox
from nrw_desktop.gui.kit.safe_widgets import LineEdit
from nrw_desktop.gui.kit.text_edit import TextEdit, typed_in
from nrw_desktop.gui.lists.columns import Column, Editor

Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemDelegate.EndEditHint

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DOWN, UP, STAY = "down", "up", "stay"
"""Where the keyboard goes after an editor that was left by Enter, alone, with Shift or with Ctrl."""
PADDING_X, PADDING_Y = 8, 7
LONGEST_LINE = 2_000_000
"""Characters: more than an edit takes, so that it refuses with a sentence what Qt would cut without a word."""
STATUS_ICONS = {
    "planned": "circle-dashed",
    "running": "circle-play",
    "done": "circle-check",
    "postponed": "circle-pause",
    "dropped": "circle-x",
}


class CellTextEdit(TextEdit):
    """An editor for a wrapping cell: Enter commits, Shift+Enter and Alt+Enter start a new line."""

    def __init__(self, parent: QWidget, delegate: "CellDelegate"):
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
            self.setProperty("leaving", _leaving(event))
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

    def __init__(self, parent: QWidget, delegate: "CellDelegate"):
        super().__init__(parent)
        self._delegate = delegate

    def event(self, event: QEvent) -> bool:
        """Tab goes to the next cell also from a list of suggestions, which hands it on past the delegate."""
        return self._delegate.leave_by_tab(self, event) or super().event(event)


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of one column; fills an editor once, so that what is typed is never overwritten."""

    def __init__(self, column: Column, parent: QObject):
        super().__init__(parent)
        self.column = column

    def finish(self, editor: QWidget, hint: _Hint = _Hint.SubmitModelCache) -> None:
        """Hand in what the editor holds and close it, as Enter does."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def leave_by_tab(self, editor: QWidget, event: QEvent) -> bool:
        """Hand in what the editor holds where the event is a Tab; whether it is one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _TABS:
            return False
        self.finish(editor, _Hint.EditNextItem if event.key() == Qt.Key.Key_Tab else _Hint.EditPreviousItem)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note by which Enter an editor is left; a line is closed at once.

        Qt would close it in the next turn, and what is typed by then would still go into it.
        """
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            if event.isAutoRepeat():
                # It was pressed elsewhere, and led here.
                return True
            watched.setProperty("leaving", _leaving(event))
            if isinstance(watched, (QLineEdit, ChoiceBox)):
                self.finish(watched)
                return True
        return super().eventFilter(watched, event)

    def complete_partners(self, editor: QLineEdit, names: list[str]) -> None:
        """Offer partner names as one types; Enter takes what stands in the line, unless one of them was chosen."""
        editor.setCompleter(partner_completer(names, editor))
        editor.returnPressed.connect(self._finish_over_list)

    def _finish_over_list(self) -> None:
        """An open list would keep the Enter of its editor for itself and only close."""
        editor = cast(QLineEdit, self.sender())
        completer = editor.completer()
        offered = completer.popup() if completer else None
        if offered is not None and offered.isVisible() and not offered.currentIndex().isValid():
            offered.hide()
            self.finish(editor)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Cells are painted by the hundred: each way through Qt and back is worth saving.
        view: Any = self.parent()
        model: Any = index.model()
        row, column, rect = index.row(), index.column(), option.rect
        if row in view.painted_rows:
            painter.fillRect(rect, view.painted_ground)
        self.paint_content(painter, option, rect, model, row, column)
        if (row, column) == view.painted_focus:
            paint_frame(painter, rect)

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, model: Any, row: int, column: int
    ) -> None:
        """Paint what a cell of a `RecordTable` says."""
        if text := model.text(row, column):
            view: Any = self.parent()
            painter.setPen(color(theme.colors().text))
            place = rect.adjusted(PADDING_X, PADDING_Y, -PADDING_X, -PADDING_Y)
            if self.column.right:
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
                names = [partner.name for partner in cast(Any, index.model()).workspace.plan.partners]
                self.complete_partners(editor, names)
        editor.setObjectName("cell_editor")
        editor.setAccessibleName(self.column.header)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        editor.setProperty("place", QPersistentModelIndex(index))
        _fill(editor, index.data(Qt.ItemDataRole.EditRole) or "")
        # Not the text itself: Qt shows line ends of an older plan in its own way, and looking at them changes nothing.
        editor.setProperty("began", typed_in(editor))
        if left := cast(Any, self.parent()).left_text(editor):
            _fill(editor, left)
        if isinstance(editor, (QPlainTextEdit, QLineEdit)):
            editor.textChanged.connect(self._note_typing)

    def _note_typing(self) -> None:
        editor = cast(QWidget, self.sender())
        self._tell_typing(editor, typed_in(editor) != editor.property("began"))

    def _tell_typing(self, editor: QWidget, waits: bool) -> None:
        cast(Any, self.parent()).model().workspace.note_typing(editor, waits)

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
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, model: Any, row: int, column: int
    ) -> None:
        code = model.code(row, column)
        if code not in STATUS_ICONS:
            super().paint_content(painter, option, rect, model, row, column)
            return
        view: Any = self.parent()
        picture = _pill(code, model.text(row, column), rect.width(), Look(option.font, view.font_key, painter))
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
        view: Any = self.parent()
        return _Hint.EditNextItem if view.is_filling_in() else _Hint.SubmitModelCache

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceBox) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setProperty("place", QPersistentModelIndex(index))
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
            editor.setProperty("began", editor.currentText())
            if left := cast(Any, self.parent()).left_text(editor):
                editor.setEditText(left)
            editor.line_selected()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            code = editor.code()
            if code != index.data(Qt.ItemDataRole.EditRole):
                # A text that is no word of the list is refused there.
                model.setData(index, editor.currentText() if code is None else code)


def _fill(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
        editor.selectAll()
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def _leaving(event: QKeyEvent) -> str:
    """Where the keyboard goes after this Enter."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return STAY
    return UP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else DOWN


def fill_choices(box: QComboBox, table: str, field: str, words: dict[str, str]) -> None:
    """Give a box the words of a choice, with their icons where it is a status; an empty one where it may be none."""
    from nrw_desktop.domain.model.records import required

    if not required(table, field):
        box.addItem("–", "")
    for code, word in words.items():
        name = STATUS_ICONS.get(code)
        if name:
            box.addItem(icons.icon(name, code), word, code)
        else:
            box.addItem(word, code)


def partner_completer(names: list[str], parent: QObject) -> QCompleter:
    """Completes partner names by any part of them, whatever the case."""
    completer = QCompleter(sorted(names, key=sort_key), parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(10)
    if popup := completer.popup():
        popup.setObjectName("popup")
    return completer


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """The ground: selected or plain.

    The view is asked, not the option's state: reading that makes Python learn all enums of QStyle, 9 ms of the start.
    """
    view = _view(option)
    if view is not None and _is_chosen(view, index):
        painter.fillRect(option.rect, chosen_color(view))


def chosen_color(view: Any) -> QColor:
    """The ground of chosen rows: one list at a time has the keyboard, and only its rows stand out."""
    shades = theme.colors()
    return color(shades.selection if view.has_keyboard() else shades.selection_beside)


def _is_chosen(view: QAbstractItemView, index: Index) -> bool:
    """Whether a cell is selected; a view that knows its chosen rows while it paints is asked for them alone."""
    rows: Collection[int] | None = getattr(view, "painted_rows", None)
    if rows is not None:
        return index.row() in rows
    return view.selectionModel().isSelected(cast(QModelIndex, index))


@lru_cache(maxsize=256)
def color(shade: str) -> QColor:
    """The colour of a shade; made once, since cells are painted by the hundred."""
    return QColor(shade)


def _view(option: QStyleOptionViewItem) -> QAbstractItemView | None:
    return option.widget if isinstance(option.widget, QAbstractItemView) else None


def paint_focus(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """A frame around the cell that the keyboard is at."""
    view = _view(option)
    if view is not None and view.currentIndex() == index and view.hasFocus():
        paint_frame(painter, option.rect)


def paint_frame(painter: QPainter, rect: QRect) -> None:
    """The frame around the cell that the keyboard is at."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(theme.colors().accent), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -2), 4, 4)
    painter.restore()


_pills: dict[tuple[object, ...], QPixmap] = {}


class Look(NamedTuple):
    """How a cell is painted: its font, that one's key, and the painter."""

    font: QFont
    key: str
    painter: QPainter


def _pill(code: str, word: str, room: int, look: Look) -> QPixmap:
    """A status as colour, icon and word, level with the first line of its row; a picture that is made once."""
    shades, density = theme.colors(), look.painter.device().devicePixelRatio()
    place = (code, word, room, look.key, density, getattr(shades, code), icons.are_drawn())
    found = _pills.get(place)
    if found is None:
        if len(_pills) > 200:
            _pills.clear()
        found = _pills[place] = _made_pill(code, word, room, look.font, density)
    return found


def _made_pill(code: str, word: str, room: int, font: QFont, density: float) -> QPixmap:
    shades, metrics = theme.colors(), QFontMetrics(font)
    height = metrics.height() + 6
    width = min(metrics.horizontalAdvance(word) + 36, room - PADDING_X)
    line = text_layout.height(word, font, 400)
    top = max(0.0, PADDING_Y + (line - height) / 2)
    picture = QPixmap(max(1, round(room * density)), round((top + height + 2) * density))
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    pill = QRectF(PADDING_X - 2, top, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(getattr(shades, f"{code}_ground")))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    shade = getattr(shades, code)
    icons.paint(painter, QRectF(pill.left() + 8, pill.center().y() - 7, 14, 14), STATUS_ICONS[code], shade)
    painter.setPen(color(shade))
    text = pill.adjusted(27, 0, -6, 0)
    elided = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(text.width()) + 2)
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), elided)
    painter.end()
    return picture


def delegate_for(column: Column, parent: QObject) -> CellDelegate:
    """The delegate that a column's editor asks for."""
    return ChoiceDelegate(column, parent) if column.editor is Editor.CHOICE else CellDelegate(column, parent)
