"""The widgets that the window and its dialogs are made of: texts are shown as they are, and the wheel chooses nothing.

Qt takes a text for HTML where it looks like it, swallows what stands in angle brackets, and opens the files that it
names. Words of a plan come from anybody; so these classes and functions are used wherever Qt's own would do that. What
all lines, choices, labels or tabs of pages are to have in common has its place here. The wheel over tabs is left to Qt:
it turns pages, which writes nothing and loses nothing.
"""

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QIcon, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from nrw_desktop.gui.kit import theme

_QT_MARGIN = 2
"""Pixels that Qt leaves free at both ends of a line to type into."""
_AFTER_LETTER = 1
"""Pixels behind the last letter of a choice that Qt paints nothing in, and leaves out of what it wants for it."""


class Label(QLabel):
    """Shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ElidedLabel(Label):
    """A line that is cut with an ellipsis where there is no room for it, and whole in its tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None):
        super().__init__(text, parent)
        self.setMinimumWidth(1)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self.setToolTip(tip_text(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class Faces(QStackedWidget):
    """Pages one behind the other, which need the room of the one in front: those behind make nobody scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()


class Sign(Label):
    """A picture, so many pixels on a side beside text of its usual size; `icons.assign` renews it.

    The name says to who does not see it what it stands for.
    """

    def __init__(self, size: int, name: str):
        super().__init__()
        self._size = size
        self.setAccessibleName(name)

    def setIcon(self, icon: QIcon) -> None:
        """Show this one."""
        size = theme.scaled(self._size)
        self.setPixmap(icon.pixmap(size, size))


class ComboBox(QComboBox):
    """A choice: the wheel scrolls what is around it, or the list while that is open; what is too long ends with „…“."""

    _name: Label | None = None

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        # Qt's own knows nothing of the style sheet, and sets the rows close upon each other.
        self.setItemDelegate(QStyledItemDelegate(self))

    def setAccessibleName(self, name: str) -> None:
        """Say what is chosen here, where no label does.

        On Linux Qt gives what is chosen for the name, and the name as that of a label alone: so there is one, unseen.
        """
        super().setAccessibleName(name)
        if self._name is None:
            self._name = Label()
            self._name.setBuddy(self)
            self._name.hide()
            self._put_name()
        self._name.setText(name)
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._put_name()

    def _put_name(self) -> None:
        """Keep the label beside the choice, where Qt looks for it."""
        if self._name is not None:
            self._name.setParent(self.parentWidget())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, part, self).width() + _AFTER_LETTER
        if not option.currentIcon.isNull():
            room -= option.iconSize.width() + 2 * _QT_MARGIN
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Alt with a letter that leads nowhere choose nothing: Qt takes it for the beginning of a choice."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.text() and self.lineEdit() is None:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class LineEdit(QLineEdit):
    """A line to type into; while nobody does, a text that is longer than it ends with an ellipsis."""

    def setClearButtonEnabled(self, enable: bool) -> None:
        """Offer to empty the line, with a button that has a name."""
        before = set(self.findChildren(QToolButton))
        super().setClearButtonEnabled(enable)
        for button in set(self.findChildren(QToolButton)) - before:
            button.setAccessibleName("Leeren")

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        place = place.marginsRemoved(self.textMargins()).adjusted(_QT_MARGIN, 0, -_QT_MARGIN, 0)
        words = self.fontMetrics().elidedText(self.displayText(), Qt.TextElideMode.ElideRight, place.width())
        # One with pictures within, as that of the search, leaves less room for words than can be asked.
        if self.hasFocus() or self.actions() or words == self.displayText():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().text().color())
        painter.drawText(place, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not leave_files(event):
            super().dragEnterEvent(event)


def leave_files(event: QDragEnterEvent) -> bool:
    """Leave files that are dragged over a field to its window, which imports them; whether there are any."""
    if not any(url.isLocalFile() for url in event.mimeData().urls()):
        return False
    event.ignore()
    return True


class PageTabs(QTabBar):
    """The tabs above the pages of something: never more than can be seen, so that nothing needs to be scrolled."""

    def __init__(self, name: str):
        super().__init__()
        self.setObjectName("page_tabs")
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)


_AS_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def known_viewport(area: QAbstractScrollArea) -> QWidget:
    """Give a scroll area, before it is shown, a viewport that was made here.

    Of one that Qt has made PySide6 must find out the kind when it is first asked for, or met as somebody's parent: it
    makes ready every kind of widget there is, which is 5 ms of a start.
    """
    viewport = QWidget()
    area.setViewport(viewport)
    return viewport


def tip_text(text: str) -> str:
    """The text for a tip, for which Qt has no plain format: what Qt would take for HTML is escaped."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    return f'<span style="white-space: pre-wrap">{text.translate(_AS_HTML)}</span>'


def window_title(text: str) -> str:
    """The text for the title of a window, where Qt takes a „[*]“ for the place of its mark."""
    return text.replace("[*]", "[*][*]")


def literal(text: str) -> str:
    """The text for a button, an action or a tab, where Qt takes a „&“ for the mark of a mnemonic."""
    return text.replace("&", "&&")


def unmarked(text: str) -> str:
    """The text of a button, an action or a tab as people read it: the other way round, and without any mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
