"""Connections that end with their receiver, and leaving what goes on without one.

A bound method of a QObject is disconnected when that dies. A lambda, a partial and a plain function are not: on a
signal of something that lives longer they are called with what is already deleted. PySide has no overload of `connect`
that takes the object they belong to.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance
from shiboken6 import isValid


def connect(signal: SignalInstance, owner: QObject, run: Callable[..., object]) -> None:
    """Call ``run`` with all that the signal carries, until its sender or ``owner`` dies, whichever is first."""
    signal.connect(_Link(owner, run).call)


def leave(root: QObject, sender: QObject) -> None:
    """Let nothing at or below ``root`` hear any signal of the sender from now on, not even of the one on its way."""
    for one in (root, *root.findChildren(QObject)):
        QObject.disconnect(sender, None, one, None)  # type: ignore[call-overload]


class _Link(QObject):
    """The receiver of one connection: a child of its owner, so that it goes with that and what is below."""

    def __init__(self, owner: QObject, run: Callable[..., object]):
        super().__init__(owner)
        self._owner, self._run = owner, run

    def call(self, *values: object) -> None:
        # A widget that dies sends signals while it still has its children.
        if isValid(self._owner):
            self._run(*values)
