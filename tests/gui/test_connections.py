"""No connection outlives its receiver: a rule for the sources, and a helper for what the rule leaves no other way.

PySide ends a connection to a bound method of a QObject with that object. A lambda, a partial or a plain function has no
such object: connected to a signal of something that lives longer, it is called with what is deleted.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal

import nrw_desktop
from nrw_desktop.gui.kit import lifetimes

PACKAGE = Path(nrw_desktop.__file__).parent
SOURCES = sorted([PACKAGE / "app.py", PACKAGE / "errands.py", *(PACKAGE / "gui").rglob("*.py")])

Function = ast.FunctionDef | ast.AsyncFunctionDef


def loose_connections(source: str) -> list[str]:
    """The calls of `connect` with something else than a method, on a signal of what the class did not make itself."""
    tree = ast.parse(source)
    return [
        f"{call.lineno}: {ast.unparse(call)}"
        for scope in (node for node in ast.walk(tree) if isinstance(node, (ast.ClassDef, ast.Module)))
        for function in _functions(scope)
        for call in ast.walk(function)
        if _is_loose(call) and _lives_longer(_sender(call), _given(function), _handed_in(scope))
    ] + [
        f"{call.lineno}: {ast.unparse(call)}"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call.func) == "singleShot" and len(call.args) < 3
    ]


def _functions(scope: ast.ClassDef | ast.Module) -> Iterator[Function]:
    return (node for node in scope.body if isinstance(node, Function))


def _is_loose(call: ast.AST) -> bool:
    if not isinstance(call, ast.Call) or _name(call.func) != "connect" or len(call.args) != 1:
        return False
    return isinstance(call.func, ast.Attribute) and not isinstance(call.args[0], ast.Attribute)


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _sender(call: ast.AST) -> ast.AST:
    """What has the signal: ``a.b`` of ``a.b.signal.connect(…)``."""
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Attribute)
    signal = call.func.value
    return signal.value if isinstance(signal, ast.Attribute) else signal


def _given(function: Function) -> set[str]:
    """The names of a function that stand for what it was called with, or for a part of that."""
    given = {one.arg for one in [*function.args.args, *function.args.kwonlyargs]} - {"self"}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            given |= {
                _name(target)
                for target, value in _pairs(node)
                if isinstance(target, ast.Name) and _root(value) in given
            }
    return given


def _handed_in(scope: ast.ClassDef | ast.Module) -> set[str]:
    """The attributes of a class that hold what it was given."""
    return {
        _name(target)
        for function in _functions(scope)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target, value in _pairs(node)
        if isinstance(target, ast.Attribute)
        and isinstance(value, (ast.Name, ast.Attribute))
        and _root(value) in _given(function)
    }


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def _root(node: ast.AST) -> str:
    """The name that an expression of attributes begins with; nothing for what is made by a call."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return _name(node)


LENT = {"workspace", "model", "view", "window", "styleHints", "clipboard", "instance", "primaryScreen", "parent"}
"""What is never one's own, whoever asks for it."""


def _lives_longer(sender: ast.AST, given: set[str], handed_in: set[str]) -> bool:
    """Whether the sender was not made here; an attribute of ``self`` was, unless it holds what came from outside."""
    node = sender
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        if isinstance(node, ast.Attribute) and (
            node.attr in LENT or (_name(node.value) == "self" and node.attr in handed_in)
        ):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            # A constructor, or a function that makes something.
            return False
        node = node.func if isinstance(node, ast.Call) else node.value
    return _name(node) in given


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_what_is_no_method_listens_only_to_what_was_made_beside_it(path: Path) -> None:
    assert loose_connections(path.read_text("utf-8")) == [], (
        "connect a bound method, or use lifetimes.connect; a single shot names the object that it is for"
    )


LOOSE = """
class View:
    def __init__(self, model, workspace, menu):
        self._table, self.workspace = model, workspace
        self._model = model.source
        own = Card(model)
        {}
"""


@pytest.mark.parametrize(
    "line",
    [
        "model.rowsInserted.connect(lambda *_: self.fit())",
        "model.rowsInserted.connect(partial(self.fit, 1))",
        "self._table.dataChanged.connect(lambda *_: self.fit())",
        "self._model.dataChanged.connect(fit)",
        "self.workspace.changed.connect(lambda *_: self.fit())",
        "workspace.changed.connect(print)",
        "self.model().modelReset.connect(lambda: self.fit())",
        "self.view.selectionModel().currentChanged.connect(lambda *_: self.fit())",
        "QApplication.instance().focusChanged.connect(lambda *_: self.fit())",
        "application.styleHints().colorSchemeChanged.connect(lambda _scheme: self.dress())",
        "QGuiApplication.clipboard().dataChanged.connect(partial(self.fit))",
        "menu.addAction('x').triggered.connect(lambda: self.fit())",
        "other = model.source; other.changed.connect(lambda: self.fit())",
        "QTimer.singleShot(5, lambda: self.fit())",
    ],
)
def test_a_loose_connection_is_found(line: str) -> None:
    assert loose_connections(LOOSE.format(line))


@pytest.mark.parametrize(
    "line",
    [
        "model.rowsInserted.connect(self.fit)",
        "self.workspace.changed.connect(self._follow)",
        "own.clicked.connect(lambda: self.fit())",
        "self._button.clicked.connect(lambda: self.fit())",
        "QShortcut('x', self).activated.connect(lambda: self.fit())",
        "self.clicked.connect(lambda: self.fit())",
        "lifetimes.connect(model.changed, self, lambda: self.fit())",
        "QTimer.singleShot(5, self, lambda: self.fit())",
    ],
)
def test_what_ends_with_its_receiver_may_be(line: str) -> None:
    assert loose_connections(LOOSE.format(line)) == []


class Sender(QObject):
    told = Signal(object, int)


class Receiver(QObject):
    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.heard: list[int] = []

    def hear(self, _what: object, number: int) -> None:
        assert shiboken6.isValid(self)
        self.heard.append(number)


def test_a_connection_ends_with_its_owner() -> None:
    sender, owner, heard = Sender(), Receiver(), list[int]()
    lifetimes.connect(sender.told, owner, lambda _what, number: heard.append(number))
    sender.told.emit(None, 1)
    shiboken6.delete(owner)
    sender.told.emit(None, 2)
    assert heard == [1]


def test_a_connection_ends_with_its_sender() -> None:
    sender, owner, heard = Sender(), Receiver(), list[int]()
    lifetimes.connect(sender.told, owner, lambda _what, number: heard.append(number))
    shiboken6.delete(sender)
    shiboken6.delete(owner)
    assert heard == []


def test_who_leaves_hears_nothing_more_even_of_what_is_on_its_way() -> None:
    sender, root = Sender(), Receiver()
    below, other = Receiver(Receiver(root)), Receiver()
    heard: list[int] = []
    # The first to hear it takes the others away.
    lifetimes.connect(sender.told, other, lambda *_: lifetimes.leave(root, sender))
    for one in (root, below, other):
        sender.told.connect(one.hear)
    lifetimes.connect(sender.told, below, lambda _what, number: heard.append(number))
    sender.told.emit(None, 1)
    assert (root.heard, below.heard, heard, other.heard) == ([], [], [], [1])
    assert shiboken6.isValid(below)
