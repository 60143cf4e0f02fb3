"""A list of records to tick, with headings and nesting: the goals and partners that a measure is linked with."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text import folding
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.safe_widgets import Label, tip_text
from nrw_desktop.gui.kit.theme import GRID, is_narrow
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.session.workspace import Workspace

_KEY = Qt.ItemDataRole.UserRole


class Option(msgspec.Struct, frozen=True):
    """One line: a heading (``ticked`` None), or a record that is linked or not. ``depth`` is how far it is indented."""

    key: str
    text: str
    ticked: bool | None = None
    depth: int = 0
    tip: str = ""


class ListSpec(msgspec.Struct, frozen=True):
    """What a checklist offers a record, on which tables that depends, and the edit that a tick calls."""

    title: str
    tables: frozenset[str]
    options: Callable[[Plan, str], Sequence[Option]]
    tick: Callable[[Plan, str, str, bool], Change]
    empty: str


class Checklist(QWidget):
    """Shows the options of one record and links what is ticked at once."""

    def __init__(self, workspace: Workspace, spec: ListSpec):
        super().__init__()
        self._workspace, self._spec = workspace, spec
        self._key: str | None = None
        self._options: list[Option] = []
        self._needles: list[folding.Word] = []
        self.tree = QTreeWidget()
        self.tree.setObjectName("checks")
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(spec.title)
        theme.follow_text(self.tree, lambda tree: tree.setIndentation(theme.scaled(18)))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.follow_text(self.tree, lambda tree: tree.setMinimumHeight(theme.scaled(64)))
        self.tree.itemChanged.connect(self._tick)
        heading = Label(spec.title)
        heading.setBuddy(self.tree)
        self._empty = theme.named(Label(spec.empty), "muted")
        self._empty.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(heading)
        layout.addWidget(self._empty)
        layout.addWidget(self.tree, 1)
        workspace.changed.connect(self._follow)

    def show_record(self, key: str | None) -> None:
        """Show what another record is linked with."""
        if key != self._key:
            self._key = key
            self._fill()

    def narrow(self, words: str) -> None:
        """Show only the lines that hold all these words, each below its heading; all of them for none."""
        self._needles = list(folding.needles(words))
        self._hide()
        if not self._needles:
            self._open(self._options)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first line that can be ticked and holds the words that are looked for."""
        self.tree.setFocus()
        lines = zip(self._items(), self._options, strict=True)
        if (first := next((item for item, option in lines if self._holds(option)), None)) is not None:
            self.tree.setCurrentItem(first)

    def _holds(self, option: Option) -> bool:
        folded = folding.fold(option.text)
        return option.ticked is not None and all(folding.contains(folded, word) for word in self._needles)

    def _hide(self) -> None:
        """Hide what does not hold the words that are looked for; what is shown is open."""
        for item, option in reversed(list(zip(self._items(), self._options, strict=True))):
            holds = self._holds(option)
            children = (item.child(row) for row in range(item.childCount()))
            below = any(child is not None and not child.isHidden() for child in children)
            item.setHidden(bool(self._needles) and not holds and not below)
            if self._needles:
                item.setExpanded(below)

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        if change is None or any(row.table in self._spec.tables for row in change.rows):
            self._fill()

    def _fill(self) -> None:
        """Bring the lines to the options; where only ticks and words differ, what is open and chosen stays."""
        options = list(self._spec.options(self._workspace.plan, self._key)) if self._key else []
        if options == self._options and self.tree.topLevelItemCount():
            return
        with QSignalBlocker(self.tree):
            same = [(one.key, one.depth) for one in options] == [(one.key, one.depth) for one in self._options]
            items = self._items() if same else self._rebuilt(options)
            for item, option in zip(items, options, strict=True):
                self._show(item, option)
            if not same:
                self._open(options)
        self._options = options
        if self._needles:
            self._hide()
        self._empty.setVisible(not options)
        self.tree.setVisible(bool(options))

    def _items(self) -> list[QTreeWidgetItem]:
        """All items in reading order."""
        found: list[QTreeWidgetItem] = []
        waiting = [self.tree.topLevelItem(row) for row in reversed(range(self.tree.topLevelItemCount()))]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(row) for row in reversed(range(item.childCount()))]
        return found

    def _rebuilt(self, options: list[Option]) -> list[QTreeWidgetItem]:
        self.tree.clear()
        items: list[QTreeWidgetItem] = []
        above: list[QTreeWidgetItem] = []
        for option in options:
            del above[option.depth :]
            item = QTreeWidgetItem(above[-1]) if above else QTreeWidgetItem(self.tree)
            item.setData(0, _KEY, option.key)
            item.setExpanded(option.depth > 0)
            above.append(item)
            items.append(item)
        return items

    def _open(self, options: list[Option]) -> None:
        """The first group is open, and each other one in which something is ticked."""
        place = -1
        opened: set[int] = {0}
        for option in options:
            place += option.depth == 0
            if option.ticked:
                opened.add(place)
        for row in range(self.tree.topLevelItemCount()):
            if top := self.tree.topLevelItem(row):
                top.setExpanded(row in opened)

    def _show(self, item: QTreeWidgetItem, option: Option) -> None:
        item.setText(0, " ".join(option.text.split()))
        item.setToolTip(0, tip_text(option.tip or option.text))
        if option.ticked is None:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            font = self.tree.font()
            font.setWeight(font.Weight.DemiBold)
            item.setFont(0, font)
            return
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if self._workspace.read_only else flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if option.ticked else Qt.CheckState.Unchecked)

    def _tick(self, item: QTreeWidgetItem, _column: int) -> None:
        if self._key is None:
            return
        key, other, ticked = self._key, item.data(0, _KEY), item.checkState(0) == Qt.CheckState.Checked
        # In the next turn: a change may renew all items, and this one is still at work.
        QTimer.singleShot(0, self, lambda: self._link(key, other, ticked))

    def _link(self, key: str, other: str, ticked: bool) -> None:
        try:
            self._workspace.run(self._spec.tick, key, other, ticked)
        except PlanError as error:
            show_refusal(str(error), self.tree)
            self._options = []
            self._fill()


class Checklists(RecordPage):
    """Checklists of one record as a page of its form: side by side, or one above the other where it is narrow."""

    def __init__(self, workspace: Workspace, *specs: ListSpec):
        super().__init__()
        self._lists = [Checklist(workspace, spec) for spec in specs]
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        layout.setSpacing(2 * GRID)
        for one in self._lists:
            layout.addWidget(one, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = is_narrow(self)
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def show_record(self, key: str | None) -> None:
        """Show what another record is linked with."""
        for one in self._lists:
            one.show_record(key)
