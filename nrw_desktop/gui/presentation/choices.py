"""The menu over a presentation, from what can be chosen there."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget


class Choice(NamedTuple):
    """Something to choose; ``is_on`` where it is one of several, or can be off. ``text`` marks its mnemonic."""

    text: str
    run: Callable[[], object]
    is_on: bool | None = None


class Group(NamedTuple):
    """Choices under a title of their own; not there where there are none."""

    text: str
    choices: Sequence[Choice]


LINE = None
"""Divides what stands above from what stands below."""


def menu(view: QWidget, entries: Iterable[Choice | Group | None]) -> QMenu:
    """The menu; what is chosen is done once it has given back the keyboard."""
    made = QMenu(view)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for entry in entries:
        if entry is LINE:
            made.addSeparator()
        elif isinstance(entry, Choice):
            _add(made, entry, view)
        elif entry.choices:
            inner = made.addMenu(entry.text)
            for choice in entry.choices:
                _add(inner, choice, view)
    return made


def _add(to: QMenu, choice: Choice, view: QWidget) -> None:
    action = to.addAction(choice.text)
    if choice.is_on is not None:
        action.setCheckable(True)
        action.setChecked(choice.is_on)
    action.triggered.connect(partial(_later, view, choice.run))


def _later(view: QWidget, run: Callable[[], object], _checked: bool = False) -> None:
    QTimer.singleShot(0, view, run)
