"""The way of the Tab key through what was made at different times: Qt goes by that, not by what stands where."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def in_order(*roots: QWidget) -> None:
    """Let Tab go through what is in these widgets one after the other; within each, the order stays."""
    last: QWidget | None = None
    for widget in [found for root in roots for found in _stops(root)]:
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def _stops(root: QWidget) -> Iterator[QWidget]:
    """The widget itself and those in it that take the keyboard, in their order of now."""
    if root.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield root
    step = root.nextInFocusChain()
    while step is not None and step is not root:
        if step.focusPolicy() != Qt.FocusPolicy.NoFocus and root.isAncestorOf(step):
            yield step
        step = step.nextInFocusChain()
