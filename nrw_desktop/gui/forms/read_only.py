"""Fields that can be looked at, but not written."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def set_read_only(widget: QWidget, read_only: bool) -> None:
    """Let a field be only looked at, or be written; a text can be chosen and copied either way."""
    if isinstance(widget, (QLineEdit, QPlainTextEdit)):
        widget.setReadOnly(read_only)
    else:
        widget.setEnabled(not read_only)
