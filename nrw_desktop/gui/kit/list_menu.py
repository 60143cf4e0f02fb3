"""The menu of a small list, at the row under the pointer: what its buttons and keys do."""

from collections.abc import Callable, Iterable

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractScrollArea, QMenu

from nrw_desktop.gui.kit import icons, lifetimes


class MenuEntry(msgspec.Struct, frozen=True):
    """A line of the menu: its text as a button has it, a picture or the name of one, and what it does."""

    text: str
    icon: QIcon | str
    run: Callable[[], object]
    enabled: bool = True


def offer(view: QAbstractScrollArea, entries: Callable[[], Iterable[MenuEntry]]) -> None:
    """Give a list a menu; ``entries`` are asked for each time it opens."""

    def show(at: QPoint) -> None:
        view.setFocus()
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries():
            action = menu.addAction(entry.text)
            if isinstance(entry.icon, str):
                icons.assign(action, entry.icon)
            else:
                action.setIcon(entry.icon)
            action.setEnabled(entry.enabled)
            action.triggered.connect(lambda _checked=False, run=entry.run: run())
        menu.popup(view.viewport().mapToGlobal(at))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    lifetimes.connect(view.customContextMenuRequested, view, show)
