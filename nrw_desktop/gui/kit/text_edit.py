"""A field for text of several lines that does not choke on what is pasted into it."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from nrw_desktop.domain.model.records import LONGEST_TEXT
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.safe_widgets import leave_files

LONGEST_WORD = 10_000
"""Letters without a blank. Qt breaks longer ones into lines so slowly that the window would stand still for minutes."""


_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}
"""How Qt ends lines and paragraphs within."""


class TextEdit(QPlainTextEdit):
    """Refuses what is too much at once, with a sentence; what stands in it stays."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        refusal = too_much(source.text(), self.document().characterCount()) if source.hasText() else ""
        if refusal:
            show_refusal(refusal, self)
            return
        super().insertFromMimeData(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not leave_files(event):
            super().dragEnterEvent(event)


def text_of(edit: QPlainTextEdit) -> str:
    """What stands in a text field, blanks that do not break included: Qt's own plain text has none of these."""
    return edit.document().toRawText().translate(_LINE_ENDS)


def typed_in(editor: QWidget) -> str:
    """What stands in an editor of one line or several; nothing for one that is not typed into."""
    if isinstance(editor, QPlainTextEdit):
        return text_of(editor)
    return editor.text() if isinstance(editor, QLineEdit) else ""


def too_much(text: str, there: int = 0) -> str:
    """Why a text cannot be pasted where so many characters are already; nothing where it can."""
    if len(text) + there > LONGEST_TEXT:
        return f"Das ist zu viel Text: höchstens {grouped(LONGEST_TEXT)} Zeichen. Bitte kürzen."
    if any(len(word) > LONGEST_WORD for word in text.split()):
        return f"Der Text hat ein Wort von mehr als {grouped(LONGEST_WORD)} Zeichen. Bitte nur lesbaren Text einfügen."
    return ""
