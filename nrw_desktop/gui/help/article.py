"""A page of the handbook as it is read: on screen in the colours of the theme, on paper in black on white.

It shows Markdown that comes with the program, and never a word of a plan.
"""

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from nrw_desktop import paths
from nrw_desktop.domain.text import folding
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.colors import LIGHT, Colors
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.handbook.pages import Handbook

_LINE = 135
"""Percent of a line's height from one line to the next."""
_HEADINGS = {1: (1.5, 0, GRID), 2: (1.18, 2 * GRID, GRID // 2), 3: (1.0, GRID, 0)}
"""How large a heading is in parts of the text, and the pixels above and below it, by its level."""
_PADDING, _PAPER_PADDING = GRID - 2, 2
"""Pixels around the text of a cell, on screen and on paper."""
_COLUMNS = (38, 62)
"""Percent of the width for the columns of a table that has two."""
_PICTURE = "\ufffc"
"""What stands for a picture in the text of a page."""
_PAPER_WIDTH = 560
"""Pixels of a picture on paper, where a line has some 600."""
_SETTLED = 150
"""Milliseconds after which a window has its size."""
_BODY = GRID
"""Pixels between two paragraphs."""


class Article(QTextBrowser):
    """Shows one page after the other; links lead from page to page and nowhere else."""

    def __init__(self, handbook: Handbook, parent: QWidget | None = None):
        super().__init__(parent)
        self._handbook = handbook
        self.page = ""
        """The name of the page that is shown."""
        self.setObjectName("article")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName("Seite des Handbuchs")
        # The arrows read on line by line, as a screen reader does; Tab goes from link to link.
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.sourceChanged.connect(self._show_source)
        self._later = QTimer(self, singleShot=True, interval=_SETTLED)
        self._later.timeout.connect(self._renew)
        theme.follow_text(self, Article._renew)

    def show_page(self, name: str) -> None:
        """Show a page, or with „name#heading“ the part below that heading."""
        page, _mark, heading = name.partition("#")
        url = QUrl(f"{page}.md")
        url.setFragment(heading)
        self.setSource(url, QTextDocument.ResourceType.MarkdownResource)

    def mark(self, words: str) -> None:
        """Let these words stand out wherever they are on the page, and bring the first in sight."""
        marks, look = [], QTextCharFormat()
        look.setBackground(QColor(theme.colors().postponed_ground))
        look.setForeground(QColor(theme.colors().text))
        look.setFontWeight(QFont.Weight.Bold)
        for start, end in _places(self.document(), words):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)
        if marks:
            self._go_to(marks[0].cursor.selectionStart())

    def for_paper(self) -> QTextDocument:
        """The page in black on white; it belongs to the article."""
        paper = QTextDocument(self)
        page = self._handbook.pages[self.page]
        paper.setMarkdown(page.text)
        for name in page.pictures:
            picture = _picture(name, LIGHT, _PAPER_WIDTH, 1)
            paper.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
        paper.setDefaultFont(self.font())
        _dress(paper, LIGHT, _PAPER_PADDING)
        return paper

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """What a page is made of comes from the handbook; there is nothing else."""
        if kind == QTextDocument.ResourceType.MarkdownResource.value:
            page = self._handbook.pages.get(QUrl(name).path().removesuffix(".md"))
            return page.text if page is not None else None
        if kind == QTextDocument.ResourceType.ImageResource.value:
            # With the bar at the side, whether or not it is there already.
            room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width() - 6 * GRID
            return _picture(QUrl(name).fileName(), theme.colors(), room, self.devicePixelRatioF())
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures are as wide as there is room for them, once the size is settled."""
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.source().isEmpty():
            self._renew()

    def _renew(self) -> None:
        """Put the page into the colours and the size of now, where it was read."""
        if not self.source().isEmpty():
            read = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(read)

    def _show_source(self, url: QUrl) -> None:
        self.page = url.path().removesuffix(".md")
        self.document().setIndentWidth(3 * GRID)
        self.document().setDefaultFont(self.font())
        self.document().setDocumentMargin(3 * GRID)
        _dress(self.document(), theme.colors())
        self.setExtraSelections([])
        if url.hasFragment() and (place := _heading(self.document(), url.fragment())) is not None:
            self._go_to(place)

    def _go_to(self, place: int) -> None:
        """Put the keyboard's mark at a place and the place near the top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - 3 * GRID)


def _picture(name: str, shades: Colors, room: int, density: float) -> QImage:
    """A picture of the handbook in a scheme, at most so many pixels wide; none where there is no such file."""
    folder = paths.resources() / "handbook" / "pictures" / ("dark" if shades.is_dark else "light")
    picture = QImage(str(folder / name))
    if not picture.isNull():
        width = min(room, picture.width())
        picture = picture.scaledToWidth(round(width * density), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(density)
    return picture


def _places(document: QTextDocument, words: str) -> list[tuple[int, int]]:
    """Where words stand in a document."""
    needles, found = folding.needles(words), list[tuple[int, int]]()
    block = document.begin()
    while block.isValid():
        found += [
            (block.position() + low, block.position() + high) for low, high in folding.places(block.text(), needles)
        ]
        block = block.next()
    return found


def _heading(document: QTextDocument, text: str) -> int | None:
    """Where the heading of this text begins."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.text() == text:
            return block.position()
        block = block.next()
    return None


def _dress(document: QTextDocument, shades: Colors, padding: int = _PADDING) -> None:
    """Give a page, as Qt made it of Markdown, the sizes and colours of the program."""
    cursor, base = QTextCursor(document), document.defaultFont()
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        look, level = block.blockFormat(), block.blockFormat().headingLevel()
        # A picture is a letter of its line: room between lines would be a gap below it.
        height = 100 if block.text() == _PICTURE else _LINE
        look.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        within = cursor.currentTable() is not None
        if level:
            factor, above, below = _HEADINGS[level]
            look.setTopMargin(above)
            look.setBottomMargin(below)
            _resize(cursor, base, factor)
        else:
            look.setTopMargin(0)
            look.setBottomMargin(0 if within else GRID // 2 if block.textList() else _BODY)
        cursor.setBlockFormat(look)
        _colour_links(block, cursor, shades)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, shades, padding)


def _resize(cursor: QTextCursor, base: QFont, factor: float) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(round(base.pixelSize() * factor))
    font.setWeight(QFont.Weight.DemiBold)
    look.setFont(font)
    cursor.mergeCharFormat(look)
    cursor.clearSelection()


def _colour_links(block: QTextBlock, cursor: QTextCursor, shades: Colors) -> None:
    links, look, at = [], QTextCharFormat(), block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        if fragment.charFormat().isAnchor():
            links.append((fragment.position(), fragment.position() + fragment.length()))
        at += 1
    look.setForeground(QColor(shades.accent))
    look.setFontUnderline(True)
    for start, end in links:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _dress_table(table: QTextTable, shades: Colors, padding: int) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QColor(shades.line))
    look.setBorderCollapse(True)
    look.setCellPadding(padding)
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if table.columns() == len(_COLUMNS):
        # Tables below each other have their columns below each other.
        look.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, part) for part in _COLUMNS])
    look.setBottomMargin(2 * GRID)
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QColor(shades.window))
        cell.setFormat(head)
