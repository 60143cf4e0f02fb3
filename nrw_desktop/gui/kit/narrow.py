"""When something is so narrow that what stands side by side in it had better stand one above the other."""

from PySide6.QtWidgets import QWidget

_NARROW = 42
"""In lines of text, so that larger text needs more room."""


def is_narrow(widget: QWidget) -> bool:
    """Whether a widget is too narrow for a form, or for a table with its buttons beside it."""
    return widget.width() < _NARROW * widget.fontMetrics().height()
