"""The tree view over an `Outline`: hanging text, marks and hints, drafts, moving by drag and by keyboard."""

from collections.abc import Callable, Sequence
from typing import ParamSpec

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from nrw_desktop.gui.kit import icons, text_layout, theme
from nrw_desktop.gui.kit.row_marks import RowHover
from nrw_desktop.gui.lists.cell_painting import chosen_color, inks, paint_empty, paint_focus, paint_ground
from nrw_desktop.gui.lists.columns import Column, Editor
from nrw_desktop.gui.lists.delegates import CellDelegate
from nrw_desktop.gui.lists.editing import MODIFIERS, NOTHING_FITS, EditingView, taken_in
from nrw_desktop.gui.lists.outline import NODE_ROLE, Node, Outline
from nrw_desktop.gui.session.workspace import Edit

P = ParamSpec("P")

Index = QModelIndex | QPersistentModelIndex

_X, _Y = 6, 5
_INDENT = 18
_GAP = 6

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class NodeDelegate(CellDelegate):
    """Paints a node as mark, hanging text and a quiet hint; groups as headings."""

    def __init__(self, view: "OutlineView", completions: Callable[[], list[str]] | None):
        super().__init__(Column("", "text", "Text", 200, Editor.LINE if completions else Editor.TEXT), view)
        self._view = view
        self._completions = completions

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE_ROLE)
        text_ink, quiet_ink = inks(option, index)
        painter.save()
        paint_ground(painter, option, index)
        group = node.record is None and bool(node.text)
        font = _font(option.font, group)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        place = option.rect.adjusted(_X, _Y, -_X, -_Y)
        mark = _mark_width(metrics, node)
        painter.setPen(quiet_ink)
        text_layout.draw(painter, QRect(place.topLeft(), QSize(mark + _GAP, place.height())), node.mark, font)
        text = place.adjusted(mark, 0, 0, 0)
        painter.setPen(quiet_ink if group else text_ink)
        text_layout.draw(painter, text, node.text, font)
        if node.hint:
            painter.setPen(quiet_ink)
            text_layout.draw(
                painter,
                text.adjusted(0, text_layout.height(node.text, font, text.width()), 0, 0),
                node.hint,
                option.font,
            )
        paint_focus(painter, option, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not self._view.is_seen:
            # How wide it is, and so how high its texts are, shows then.
            return QSize(80, option.fontMetrics.height() + 2 * _Y)
        node: Node = index.data(NODE_ROLE)
        font = _font(option.font, node.record is None and bool(node.text))
        width = self._view.text_width(index) - 2 * _X - _mark_width(QFontMetrics(font), node)
        height = text_layout.height(node.text, font, width)
        if node.hint:
            height += text_layout.height(node.hint, option.font, width)
        return QSize(80, height + 2 * _Y)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if self._completions and isinstance(editor, QLineEdit):
            self.complete_partners(editor, self._completions())
            editor.setPlaceholderText("Name eingeben oder auswählen")
        return editor


class OutlineView(EditingView, RowHover, QTreeView):
    """Shows and edits one `Outline`."""

    chosen = Signal(object)
    nest_wanted = Signal(int)
    arranged = Signal()
    unfiltered = Signal()

    def __init__(self, model: Outline, completions: Callable[[], list[str]] | None = None):
        super().__init__()
        self._outline = model
        self._draft_parent: str | None = None
        self.is_seen = False
        self.follow_mouse()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(NodeDelegate(self, completions))
        self.setHeaderHidden(True)
        theme.follow_text(self, lambda view: view.setIndentation(theme.scaled(_INDENT)))
        self.setRootIsDecorated(not model.spec.nests)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        # Behind all that would have its rows laid out anew.
        self.setModel(model)
        # It follows the plan for this view alone.
        model.setParent(self)
        self.expandAll()
        model.rowsInserted.connect(self._after_insert)
        model.rowsMoved.connect(self._lay_out_anew)
        self.listen(model)
        self.selectionModel().currentChanged.connect(self._tell_chosen)

    # What tabs call

    def current_node(self) -> Node | None:
        """The node that the keyboard is at."""
        return self._outline.node(self.currentIndex())

    def selected_keys(self) -> list[str]:
        """The keys of the chosen nodes that are rows of this phase, from top to bottom."""
        chosen = {index.internalId() for index in self.selectionModel().selectedRows()}
        keys: list[str] = []
        index = self._outline.index(0, 0)
        while index.isValid() and len(chosen) > 0:
            node = self._outline.node(index)
            if index.internalId() in chosen and node is not None and node.movable:
                keys.append(node.key)
            index = self.indexBelow(index)
        return keys

    def select(self, key: str) -> bool:
        """Choose a node by key and bring it into sight; False where it is not in this tree."""
        if not self._outline.index_of(key).isValid() and self._outline.is_filtered:
            # What someone wants to see must not stay hidden.
            self.unfiltered.emit()
            self.filter_by("")
        index = self._outline.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def choose(self, keys: Sequence[str]) -> None:
        """Choose several nodes; the keyboard goes to the first."""
        if keys and self.select(keys[0]):
            flags = QItemSelectionModel.SelectionFlag
            # At once: each selection by itself would look at all that is selected already.
            chosen = _selection([index for key in keys if (index := self._outline.index_of(key)).isValid()])
            self.selectionModel().select(chosen, flags.Select | flags.Rows)

    @taken_in
    def filter_by(self, words: str) -> None:
        """Show only the nodes that hold these words; all where there are none."""
        self._outline.filter_by(words)
        self.scheduleDelayedItemsLayout()
        self.arranged.emit()

    def counts(self) -> tuple[int, int]:
        """How many nodes with a record are shown, and how many there are."""
        shown = 0
        index = self._outline.index(0, 0)
        while index.isValid():
            node = self._outline.node(index)
            shown += node is not None and node.record is not None
            index = self.indexBelow(index)
        nodes = self._outline.spec.nodes(self._outline.workspace.plan, self._outline.scope)
        return shown, sum(node.record is not None for node in nodes)

    @taken_in
    def add(self, below: str | None = None) -> None:
        """Open an empty node to type into, at the end of the list under ``below`` (None: the top)."""
        if self._outline.is_locked:
            return
        self._draft_parent = below
        index = self._outline.begin_draft(below)
        if below:
            self.expand(self._outline.index_of(below))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()
        self.open_editor()

    def add_next(self) -> None:
        self.add(self._draft_parent)

    @taken_in
    def run(self, /, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> None:
        """Run an edit about the current node and keep that node chosen."""
        node = self.current_node()
        if node is not None and node.record is not None:
            self._outline.try_run(edit, *arguments, **more)
            self.select(node.key)

    @taken_in
    def remove_selected(self) -> None:
        """Delete the chosen nodes; the node below the last of them is chosen next."""
        keys = self.selected_keys()
        if not keys or self._outline.is_locked:
            return
        chosen = self.selectionModel().selectedRows()
        following = self.indexBelow(self.currentIndex())
        while following.isValid() and (following in chosen or following.parent() != self.currentIndex().parent()):
            following = self.indexBelow(following)
        node = self._outline.node(following if following.isValid() else self.indexAbove(self.currentIndex()))
        change = self._outline.try_run(self._outline.spec.remove, keys)
        if node is not None:
            self.select(node.key)
        self._tell_deleted(change, keys)

    def text_width(self, index: Index) -> int:
        """The pixels that a node has for its mark and text."""
        depth, above = 0 if self._outline.spec.nests else 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return self.viewport().width() - depth * self.indentation()

    # How Qt is told

    def event(self, event: QEvent) -> bool:
        """Tab and Shift+Tab nest in a list that nests; after Esc they leave it.

        Who came by Tab only passes through: nothing is nested before another key or the mouse was used here.
        """
        nests = self._outline.spec.nests and not self._outline.is_locked
        if nests and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, held = event.key(), event.modifiers()
            only_shift = not held & ~Qt.KeyboardModifier.ShiftModifier
            leaves = self._passing or self._escaped
            if key in _TABS and only_shift and not self.is_editing() and not leaves:
                self.nest_wanted.emit(-1 if held or key == Qt.Key.Key_Backtab else 1)
                return True
            if key == Qt.Key.Key_Escape and not self.is_editing():
                self._escaped = True
                return True
            self._passing = self._passing and key in (*_TABS, *MODIFIERS)
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            index = self.currentIndex()
            self.setCurrentIndex(index if index.isValid() else self._outline.index(0, 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_seen:
            self.is_seen = True
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Only the arrows of groups; the nesting of goals shows by their marks and indent."""
        if self.selectionModel().isSelected(self._outline.plain(index)):
            # Qt's own ground does not tell whether the keyboard is here.
            painter.fillRect(rect, chosen_color(self))
        if not self._outline.spec.nests and self._outline.hasChildren(index):
            name = "chevron-down" if self.isExpanded(self._outline.plain(index)) else "chevron-right"
            side = theme.scaled(14)
            place = QRectF(rect.right() - side - 1, rect.top() + _Y + 1, side, side)
            icons.paint(painter, place, name, theme.colors().muted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        sentence = NOTHING_FITS if self._outline.is_filtered else self._outline.spec.empty
        if self._outline.rowCount() == 0:
            paint_empty(self, sentence, 12)

    # Inside

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current_node())

    def _lay_out_anew(self) -> None:
        self.scheduleDelayedItemsLayout()

    def _after_insert(self, parent: QModelIndex, first: int, last: int) -> None:
        self.expand(parent)
        for row in range(first, last + 1):
            self.expand(self._outline.index(row, 0, parent))


def _selection(indexes: Sequence[QModelIndex]) -> QItemSelection:
    """These rows; those directly below each other are one range."""
    found, first, last = QItemSelection(), QModelIndex(), QModelIndex()
    for index in indexes:
        if last.isValid() and index.parent() == last.parent() and index.row() == last.row() + 1:
            last = index
            continue
        if first.isValid():
            found.append(QItemSelectionRange(first, last))
        first = last = index
    if first.isValid():
        found.append(QItemSelectionRange(first, last))
    return found


def _font(base: QFont, group: bool) -> QFont:
    font = QFont(base)
    if group:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _mark_width(metrics: QFontMetrics, node: Node) -> int:
    """Texts of one list line up: single-digit marks share a width, longer ones get their own."""
    if not node.mark:
        return 0
    return max(metrics.horizontalAdvance("0."), metrics.horizontalAdvance(node.mark)) + _GAP
