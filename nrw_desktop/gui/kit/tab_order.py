"""The way of the Tab key through what was made at different times: Qt goes by that, not by what stands where."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_order(*roots: QWidget) -> None:
    """Let Tab go through what is in these widgets one after the other; within each, as its parts were put together."""
    last: QWidget | None = None
    for widget in [found for root in roots for found in _stops(root)]:
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def _stops(root: QWidget) -> list[QWidget]:
    """The widget itself and those in it that take the keyboard.

    Not by `nextInFocusChain`: PySide makes each widget the owner of the next, and once one of them is deleted, an
    editor of a cell perhaps, it takes all that follow for deleted too.
    """
    window = root.window()
    # The list of a combo box is a window of its own.
    found = [root, *(widget for widget in root.findChildren(QWidget) if widget.window() is window)]
    return [widget for widget in found if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
