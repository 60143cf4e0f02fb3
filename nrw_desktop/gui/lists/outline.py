"""The one tree model: nodes made from the plan, with integer ids, moved and renewed without losing what is open."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Record
from nrw_desktop.domain.text import folding
from nrw_desktop.gui.kit.error_boxes import ROW_IS_GONE
from nrw_desktop.gui.lists import row_drag
from nrw_desktop.gui.lists.refusing import Refusing
from nrw_desktop.gui.lists.stable_rows import longest_run
from nrw_desktop.gui.session.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex

NODE_ROLE = Qt.ItemDataRole.UserRole
"""The `Node` of an index."""

_NOWHERE = QModelIndex()
_ROOT = 0
_DRAFT = "draft"
_STEPS = 20
"""More insertions, moves or removals in one list than this are put together."""


class Node(msgspec.Struct, frozen=True):
    """One line of the tree: ``key`` tells it apart, ``parent`` is the key it stands under (None: the top).

    ``mark`` stands before the text, ``hint`` below it; a node without a record is the heading of a group. ``state`` is
    what the heading says of it, for a screen reader.
    """

    key: str
    parent: str | None
    text: str
    mark: str = ""
    hint: str = ""
    record: Record | None = None
    movable: bool = False
    editable: bool = False
    state: str = ""


class OutlineSpec(msgspec.Struct, frozen=True):
    """One kind of tree: its nodes in reading order, parents first, and the edits that it calls."""

    name: str
    tables: tuple[str, ...]
    nodes: Callable[[Plan, str], Sequence[Node]]
    rename: Callable[[Plan, str, str], Change]
    add: Callable[[Plan, str, str, str | None], Change]
    drop: Callable[[Plan, Sequence[str], str, str | None, int | None], Change]
    remove: Callable[[Plan, Sequence[str]], Change]
    empty: str = ""
    nests: bool = False
    owner: type[Record] = Phase
    """What a scope is the id of."""
    field: str = "name"
    """The field that the text of a node is kept in."""
    locked: Callable[[Plan, str], bool] | None = None
    """Whether the nodes of a scope can only be looked at, though the plan can be written."""


class Outline(Refusing, QAbstractItemModel):
    """The nodes of one scope, as its `OutlineSpec` says. A draft node is one that does not exist yet."""

    refused = Signal(QModelIndex, str)
    noted = Signal(QModelIndex, str)

    def __init__(self, workspace: Workspace, spec: OutlineSpec, scope: str, parent: QObject | None = None):
        super().__init__(parent)
        self.workspace, self.spec, self.scope = workspace, spec, scope
        self._made: str | None = None
        self._words: tuple[folding.Word, ...] = ()
        self._nodes: dict[int, Node] = {}
        self._ids: dict[str, int] = {}
        self._children: dict[int, list[int]] = {_ROOT: []}
        self._parents: dict[int, int] = {}
        self._last_id = _ROOT
        self._arrange(spec.nodes(workspace.plan, scope))
        workspace.changed.connect(self._follow)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        children = self._children.get(self._id(parent), ())
        return (
            self.createIndex(row, column, children[row]) if 0 <= row < len(children) and column == 0 else QModelIndex()
        )

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        return self._index(self._parents.get(self._id(index), _ROOT)) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self._children.get(self._id(parent), ()))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self.is_filtered else Qt.ItemFlag.ItemIsDropEnabled
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if node.editable and not self.is_locked:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self.is_filtered:
            # Places among the rows in sight are not those in the plan.
            return flags
        if node.movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        # A heading takes what is dropped between the nodes of its group.
        if (node.movable and self.spec.nests) or (node.record is None and node.key != _DRAFT):
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.text
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = " ".join(part for part in (node.mark, node.text, node.hint) if part)
            return f"{words}, {node.state}" if node.state else words
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.take(self.index(index.row(), 0, index.parent()), lambda: self._store(index, str(value)))

    def _store(self, index: Index, text: str) -> None:
        node = self.node(index)
        if node is None:
            raise PlanError(ROW_IS_GONE)
        if node.key == _DRAFT:
            self._create(node, text)
        else:
            self.workspace.run(self.spec.rename, node.key, text)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [row_drag.mime_type(self.spec.name)]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        nodes = (self.node(index) for index in indexes)
        return row_drag.packed(self.spec.name, (node.key for node in nodes if node is not None))

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        dragged = row_drag.read(data)
        if self.is_filtered or dragged is None or dragged.table != self.spec.name:
            return False
        node = self.node(parent)
        above = node.key if node else None
        self.try_run(self.spec.drop, dragged.keys, self.scope, above, row if row >= 0 else None)
        # The model has moved the nodes itself; True would make the view remove them a second time.
        return False

    # What the view asks

    def entry_place(self, index: Index) -> tuple[str, str, str, str] | None:
        """What a text for this node goes by that was not accepted: table, id, field, and the list of a new node."""
        node = self.node(index)
        if node is None:
            return None
        if node.record is None:
            return self.spec.name, "", self.spec.field, f"{self.scope}"
        return self.spec.name, node.key, self.spec.field, ""

    def plain(self, index: Index) -> QModelIndex:
        """An index as Qt's views ask for it."""
        return self.index(index.row(), index.column(), index.parent())

    def node(self, index: Index) -> Node | None:
        """The node of an index."""
        return self._nodes.get(self._id(index)) if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """The index of a node's key; invalid where there is none."""
        return self._index(self._ids[key]) if key in self._ids else QModelIndex()

    @property
    def is_filtered(self) -> bool:
        """Whether only nodes with certain words, and those they stand under, are shown."""
        return bool(self._words)

    def filter_by(self, words: str) -> None:
        """Show only the nodes that hold these words, with those they stand under; all where there are none."""
        self._words = folding.needles(words)
        self._arrange(self._fitting(self.spec.nodes(self.workspace.plan, self.scope)))

    def set_scope(self, scope: str) -> None:
        """Show another list of the same kind."""
        self.scope = scope
        self._arrange(self._fitting(self.spec.nodes(self.workspace.plan, scope)))

    def _fitting(self, nodes: Sequence[Node]) -> Sequence[Node]:
        if not self.is_filtered:
            return nodes
        wanted: set[str | None] = set()
        for node in reversed(nodes):
            if node.key in wanted or (node.record is not None and self._holds_words(node)):
                wanted |= {node.key, node.parent}
        return [node for node in nodes if node.key in wanted]

    def _holds_words(self, node: Node) -> bool:
        folded = folding.fold(f"{node.text}\n{node.hint}")
        return all(folding.contains(folded, word) for word in self._words)

    def begin_draft(self, parent: str | None = None) -> QModelIndex:
        """Add an empty node at the end of a list; its index, to type into."""
        self.end_draft()
        above = self._ids.get(parent, _ROOT) if parent else _ROOT
        self._insert(above, len(self._children[above]), [Node(_DRAFT, parent, "", editable=True)])
        return self.index_of(_DRAFT)

    def end_draft(self) -> str | None:
        """Take the draft node away; the key of the node that was made of it."""
        made, self._made = self._made, None
        if _DRAFT in self._ids:
            self._remove_all([self._ids[_DRAFT]])
        return made

    def _create(self, draft: Node, text: str) -> None:
        """Make a record of the draft, unless it is empty or has been made already; the draft stays until its end."""
        if not text.strip() or self._made is not None:
            return
        before = set(self._ids)
        self.workspace.run(self.spec.add, self.scope, text, draft.parent)
        new = (key for key in self._ids if key not in before and self._nodes[self._ids[key]].record is not None)
        self._made = next(new, None)

    # Following the plan

    def _follow(self, plan: Plan, change: Change | None) -> None:
        if change is None or {row.table for row in change.rows} & set(self.spec.tables):
            nodes = self.spec.nodes(plan, self.scope) if plan.find(self.spec.owner, self.scope) else ()
            if self.is_filtered and change is not None and change.kind == "edit":
                # What was just written stays in sight, whatever it says.
                touched = {row.id for row in change.rows if row.after is not None}
                fitting = {node.key for node in self._fitting(nodes)} | set(self._ids) | touched
                above = {node.key: node.parent for node in nodes}
                for key in list(fitting):
                    while (parent := above.get(key)) is not None:
                        fitting.add(parent)
                        key = parent
                self._arrange([node for node in nodes if node.key in fitting])
                return
            self._arrange(self._fitting(nodes))

    def _arrange(self, nodes: Sequence[Node]) -> None:
        """Bring the tree to these nodes: each, parents first, to its place; what is left over goes.

        What comes or goes side by side does so in one step: views look at all rows again at each.
        """
        wanted = {node.key for node in nodes} | {_DRAFT}
        # Leaves that go, go first: then their siblings need not move around them.
        self._remove_all(
            number for key, number in self._ids.items() if key not in wanted and not self._children[number]
        )
        lists: dict[str | None, list[Node]] = {}
        for node in nodes:
            lists.setdefault(node.parent, []).append(node)
        for parent, members in lists.items():
            self._fill(self._ids[parent] if parent else _ROOT, members)
        # Those that stand under one that goes, go with it.
        kept = {None, *wanted}
        self._remove_all(
            number
            for key, number in self._ids.items()
            if key not in wanted and self._key(self._parents[number]) in kept
        )

    def _fill(self, above: int, members: Sequence[Node]) -> None:
        """Bring the nodes below one to these."""
        runs = [(known, list(run)) for known, run in groupby(members, key=lambda node: node.key in self._ids)]
        here = {number: place for place, number in enumerate(self._children[above])}
        places = [here[number] for node in members if (number := self._ids.get(node.key)) in here]
        steps = len(runs) + len(places) - len(longest_run(places))
        if steps > _STEPS:
            # Each step costs as much as there are rows: so many are made in two, all that is new and then the order.
            for node in members:
                if (number := self._ids.get(node.key)) is not None and number not in here:
                    self._move(number, above, len(self._children[above]))
            self._insert(above, len(self._children[above]), [node for known, run in runs if not known for node in run])
            first = [self._ids[node.key] for node in members]
            rest = set(first)
            self._reorder(above, [*first, *(number for number in self._children[above] if number not in rest)])
            runs = [(True, list(members))]
        place = 0
        for known, run in runs:
            if not known:
                self._insert(above, place, run)
            else:
                for position, node in enumerate(run, place):
                    self._renew(self._ids[node.key], node, above, position)
            place += len(run)

    def _renew(self, number: int, node: Node, above: int, place: int) -> None:
        """Bring a node that is there to its place, and let it say what it says now."""
        self._move(number, above, place)
        if self._nodes[number] != node:
            self._nodes[number] = node
            self.dataChanged.emit(self._index(number), self._index(number))

    def _key(self, number: int) -> str | None:
        return self._nodes[number].key if number != _ROOT else None

    def _insert(self, above: int, place: int, nodes: Sequence[Node]) -> None:
        """Add nodes beside each other."""
        if not nodes:
            return
        numbers = list(range(self._last_id + 1, self._last_id + 1 + len(nodes)))
        self._last_id += len(nodes)
        self.beginInsertRows(self._index(above), place, place + len(nodes) - 1)
        for number, node in zip(numbers, nodes, strict=True):
            self._nodes[number], self._ids[node.key] = node, number
            self._children[number], self._parents[number] = [], above
        self._children[above][place:place] = numbers
        self.endInsertRows()

    def _move(self, number: int, above: int, place: int) -> None:
        children = self._children[above]
        if place < len(children) and children[place] == number:
            return
        before = self._parents[number]
        source = self._children[before].index(number)
        # Qt counts the target before the row is taken out.
        target = place + 1 if before == above and place > source else place
        self.beginMoveRows(self._index(before), source, source, self._index(above), target)
        self._children[before].pop(source)
        self._children[above].insert(place, number)
        self._parents[number] = above
        self.endMoveRows()

    def _remove_all(self, numbers: Iterable[int]) -> None:
        """Take nodes away with all below them, those beside each other in one step, the last first."""
        going = set(numbers)
        for above in dict.fromkeys(self._parents[number] for number in going):
            children = self._children[above]
            if sum(known for known, _run in groupby(children, key=going.__contains__)) > _STEPS:
                self._reorder(above, sorted(children, key=going.__contains__))
                children = self._children[above]
            last = len(children) - 1
            while last >= 0:
                first = last
                while first >= 0 and children[first] in going:
                    first -= 1
                if first < last:
                    self.beginRemoveRows(self._index(above), first + 1, last)
                    gone = children[first + 1 : last + 1]
                    del children[first + 1 : last + 1]
                    for number in gone:
                        self._forget(number)
                    self.endRemoveRows()
                last = first - 1

    def _reorder(self, above: int, numbers: list[int]) -> None:
        """Put the nodes below one into another order in one step; what is chosen and open stays so."""
        self.layoutAboutToBeChanged.emit()
        self._children[above] = numbers
        places = {number: place for place, number in enumerate(numbers)}
        before = [index for index in self.persistentIndexList() if int(index.internalId()) in places]
        after = [
            self.createIndex(places[int(index.internalId())], index.column(), int(index.internalId()))
            for index in before
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _forget(self, number: int) -> None:
        for child in self._children.pop(number):
            self._forget(child)
        self._ids.pop(self._nodes.pop(number).key)
        self._parents.pop(number)

    def _id(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else _ROOT

    def _index(self, number: int) -> QModelIndex:
        if number == _ROOT:
            return QModelIndex()
        return self.createIndex(self._children[self._parents[number]].index(number), 0, number)
