"""A page as widgets, in type for a room: sizes are given for a screen of 1280 × 800 and grow with the screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nrw_desktop.domain.queries.progress import Progress
from nrw_desktop.gui.kit import icons, text_layout, theme
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label
from nrw_desktop.gui.presentation.paging import Page
from nrw_desktop.gui.presentation.paging import height as height_of
from nrw_desktop.gui.presentation.sections import Block, MeasureLine, Noted, Numbers, PhaseLine, Sentence, Subject

LEAST = 28
"""The smallest type, in pixels: what a room can read."""
SIZE = QSize(1280, 800)
"""The screen for which all sizes are given."""
_TEXT, _OPENING, _NUMBER = 30, 64, 92
_TITLES, _TITLE_WIDTH = (46, 38, 32), 1190
"""The sizes of a title: the first in which it has room on the narrowest screen."""
_STATUS_WIDTH, _PERIOD_WIDTH = 260, 310
_GAP = 16


class Scale:
    """How large everything is on a screen."""

    def __init__(self, size: QSize):
        self.factor = min(size.width() / SIZE.width(), size.height() / SIZE.height())

    def of(self, pixels: float) -> int:
        """A length in pixels of this screen."""
        return round(pixels * self.factor)

    def font(self, pixels: float = _TEXT, bold: bool = False) -> QFont:
        """The program's type in a size."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(LEAST, self.of(pixels)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


class Lines(Label):
    """A text in as many lines as there is room for, cut with an ellipsis; who listens gets all of it.

    It stands in the middle of its room, or at the top.
    """

    def __init__(self, text: str, at_top: bool = False):
        super().__init__(text)
        self._at_top = at_top
        self.setMinimumWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        _layout, step = text_layout.laid_out(self.text(), self.font(), self.width())
        high = min(text_layout.height(self.text(), self.font(), self.width()), round(self.height() // step * step))
        place = QRect(0, 0 if self._at_top else (self.height() - high) // 2, self.width(), high)
        text_layout.draw(painter, place, self.text(), self.font())
        painter.end()


class Dark(QWidget):
    """Covers all of a view with black; hidden at first."""

    def __init__(self, view: QWidget):
        super().__init__(view)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.end()


class Picture(QWidget):
    """An icon in a colour of the theme."""

    def __init__(self, name: str, color: str, side: int):
        super().__init__()
        self._name, self._color, self._side = name, color, side
        self.setFixedWidth(side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(0, (self.height() - self._side) // 2, self._side, self._side)
        icons.paint(painter, place, self._name, getattr(theme.colors(), self._color))
        painter.end()


class ProgressBar(QWidget):
    """How far a phase is, beside the words that say it."""

    def __init__(self, progress: Progress):
        super().__init__()
        self._progress = progress

    def paintEvent(self, _event: QPaintEvent) -> None:
        shades, high = theme.colors(), self.height() // 3
        place = QRectF(1, (self.height() - high) / 2, self.width() - 2, high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(shades.edge))
        painter.setBrush(QColor(shades.window))
        painter.drawRoundedRect(place, high / 3, high / 3)
        if self._progress.done:
            place.setWidth(place.width() * self._progress.done / self._progress.total)
            painter.setBrush(QColor(shades.done))
            painter.drawRoundedRect(place, high / 3, high / 3)
        painter.end()


class PageView(QWidget):
    """One page. ``chosen`` is the id of the measure that keys are about, ``timeline`` what stands on its page."""

    def __init__(self, page: Page, scale: Scale, chosen: str, timeline: QWidget):
        super().__init__()
        self._scale = scale
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if page.section.kind == "title":
            self._open(layout, page)
            return
        layout.addWidget(self._text(page.section.title, self._title_size(page.section.title), bold=True, height=64))
        layout.addWidget(self._text(page.section.note, color="muted", height=48))
        layout.addSpacing(scale.of(_GAP))
        if page.section.kind == "timeline":
            layout.addWidget(timeline, 1)
            timeline.show()
            return
        make: dict[type[Block], Callable[..., QWidget]] = {
            Numbers: self._numbers,
            PhaseLine: self._phase,
            MeasureLine: partial(self._measure, chosen),
            Subject: lambda one: self._text(one.text, bold=True),
            Sentence: lambda one: self._text(one.text),
            Noted: self._noted,
        }
        for block in page.blocks:
            widget = make[type(block)](block)
            widget.setFixedHeight(scale.of(height_of(block)))
            layout.addWidget(widget)
        layout.addStretch(1)

    def _title_size(self, title: str) -> int:
        room = self._scale.of(_TITLE_WIDTH)
        sizes = (
            size for size in _TITLES if QFontMetrics(self._scale.font(size, bold=True)).horizontalAdvance(title) <= room
        )
        return next(sizes, _TITLES[-1])

    def _open(self, layout: QVBoxLayout, page: Page) -> None:
        layout.addStretch(2)
        title = self._label(Label(page.section.title), _OPENING, bold=True)
        title.setWordWrap(True)
        layout.addWidget(title)
        for block in page.blocks:
            if isinstance(block, Sentence):
                layout.addSpacing(self._scale.of(_GAP))
                line = self._label(Label(block.text), 34)
                line.setWordWrap(True)
                layout.addWidget(line)
        layout.addSpacing(self._scale.of(3 * _GAP))
        layout.addWidget(self._text(page.section.note, 34, color="muted", height=60))
        layout.addStretch(3)

    def _label(self, label: QLabel, pixels: float = _TEXT, bold: bool = False, color: str = "text") -> QLabel:
        label.setFont(self._scale.font(pixels, bold))
        palette = label.palette()
        palette.setColor(label.foregroundRole(), QColor(getattr(theme.colors(), color)))
        label.setPalette(palette)
        return label

    def _text(
        self, text: str, pixels: float = _TEXT, bold: bool = False, color: str = "text", height: int = 0
    ) -> QLabel:
        label = self._label(ElidedLabel(text), pixels, bold, color)
        if height:
            label.setFixedHeight(self._scale.of(height))
        return label

    def _numbers(self, block: Numbers) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, self._scale.of(_GAP))
        across.setSpacing(self._scale.of(_GAP))
        for number, word, color in block.numbers:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(self._label(Label(str(number)), _NUMBER, bold=True, color=color))
            column.addWidget(self._label(Label(word)))
            across.addLayout(column, 1)
        return row

    def _phase(self, block: PhaseLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self._scale.of(_GAP))
        across.addWidget(self._text(block.name), 7)
        across.addWidget(ProgressBar(block.progress), 3)
        done = self._label(Label(f"{block.progress.done} von {block.progress.total}"))
        across.addWidget(done, 2)
        return row

    def _noted(self, block: Noted) -> QWidget:
        row = QWidget()
        row.setAccessibleName(", ".join(filter(None, (block.word, block.text, block.facts))))
        down = QVBoxLayout(row)
        down.setContentsMargins(0, self._scale.of(_GAP / 2), 0, 0)
        down.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(self._scale.of(_GAP / 2))
        head.addWidget(Picture(block.icon, "muted", self._scale.of(30)))
        word = " · ".join(filter(None, (block.word, block.facts)))
        head.addWidget(self._text(word, LEAST, color="muted", height=44), 1)
        down.addLayout(head)
        down.addWidget(self._label(Lines(block.text, at_top=True)), 1)
        return row

    def _measure(self, chosen: str, block: MeasureLine) -> QWidget:
        row = QFrame()
        row.setObjectName("presented_measure")
        is_chosen = block.id == chosen
        row.setProperty("chosen", is_chosen)
        text, faint, late = ("on_selection",) * 3 if is_chosen else ("text", "muted", "danger")
        row.setAccessibleName(", ".join(filter(None, (block.name, block.word, block.period, block.late))))
        across = QHBoxLayout(row)
        across.setContentsMargins(self._scale.of(_GAP), 0, self._scale.of(_GAP), 0)
        across.setSpacing(self._scale.of(_GAP))
        side = self._scale.of(36)
        across.addWidget(Picture(icons.STATUS_ICONS[block.status], text if is_chosen else block.status, side))
        across.addWidget(self._label(Lines(block.name), color=text), 1)
        status = self._text(block.word, color=text)
        status.setFixedWidth(self._scale.of(_STATUS_WIDTH))
        across.addWidget(status)
        right = QWidget()
        right.setFixedWidth(self._scale.of(_PERIOD_WIDTH))
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addStretch(1)
        down.addWidget(self._text(block.period, color=faint))
        if block.late:
            line = QHBoxLayout()
            line.setSpacing(self._scale.of(_GAP / 2))
            line.addWidget(Picture("triangle-alert", late, self._scale.of(30)))
            line.addWidget(self._text(block.late, LEAST, bold=True, color=late), 1)
            down.addLayout(line)
        down.addStretch(1)
        across.addWidget(right)
        return row
