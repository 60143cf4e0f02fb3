"""The pages of a report as they will be printed: made in the background, the old ones stay until then."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.background import Progress, Work
from nrw_desktop.gui.kit.safe_widgets import Label, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.printing.pdf_engine import NOT_SHOWN, QPdfDocument, QPdfView
from nrw_desktop.reports.unprintable import HEADING, Printed

Make = Callable[[Progress], Printed]

REST = 300
"""Milliseconds without a change after which new pages are made."""
_ZOOM_STEP = 1.25
_PICTURE_DPI = 150
_SHOWN_PLACES = 3
_WORKING = "Seiten werden gesetzt …"


class _Pages(QPdfView):
    """Pictures of the pages; what is on them is told by the PDF itself, once it is saved."""

    accessible_role = QAccessible.Role.Graphic


class PrintPreview(QWidget):
    """Shows a PDF, and above it what of it cannot be printed; or a sentence why there is none.

    ``prepare`` gives what makes the PDF, in a thread of its own; it may raise a PlanError whose sentence is shown then.
    `ready` tells whether what is shown is what was asked for last.
    """

    ready = Signal(bool)

    def __init__(self, prepare: Callable[[], Make]):
        super().__init__()
        self._prepare = prepare
        self.document = QPdfDocument(self)
        self.data = b""
        self._buffer: QBuffer | None = None
        self._work: Work | None = None
        self._again = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._make)
        self._build()

    def _build(self) -> None:
        self.view = _Pages(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setPageSpacing(2 * GRID)
        self.view.setAccessibleName("Seitenvorschau")
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        # A bar that comes and goes changes the width into which the page is fitted, and that the bar, without an end.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self._sentence = Label()
        self._sentence.setObjectName("preview_sentence")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._sentence.setMargin(4 * GRID)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._places = QStackedWidget()
        self._places.addWidget(self.view)
        self._places.addWidget(self._sentence)
        self._unprintable = theme.named(Label(), "unprintable")
        self._unprintable.setWordWrap(True)
        self._unprintable.hide()
        self._pages = theme.named(Label(), "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("Fortschritt")
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        for widget in (*self._buttons(), self._pages):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._bar)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(GRID)
        page.addLayout(head)
        page.addWidget(self._unprintable)
        page.addWidget(self._places, 1)

    def _buttons(self) -> list[QToolButton]:
        buttons = []
        steps: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("zoom-out", "Kleiner (Strg+-)", "Ctrl+-", lambda: self._zoom(1 / _ZOOM_STEP)),
            ("zoom-in", "Größer (Strg++)", "Ctrl++", lambda: self._zoom(_ZOOM_STEP)),
            ("maximize", "Ganze Seite (Strg+0)", "Ctrl+0", self._fit),
            ("arrow-up", "Vorige Seite (Strg+Bild auf)", "Ctrl+PgUp", lambda: self.turn(-1)),
            ("arrow-down", "Nächste Seite (Strg+Bild ab)", "Ctrl+PgDown", lambda: self.turn(1)),
        )
        for name, tip, keys, run in steps:
            button = QToolButton()
            icons.assign(button, name)
            button.setToolTip(tip_text(tip))
            button.setAccessibleName(tip)
            button.setShortcut(keys)
            button.clicked.connect(lambda _checked=False, do=run: do())
            buttons.append(button)
        return buttons

    # What the dialog calls

    @property
    def page(self) -> int:
        """The page in sight, counted from 0."""
        return self.view.pageNavigator().currentPage()

    def turn(self, step: int) -> None:
        """Go to a page before or behind."""
        self.show_page(self.page + step)

    def show_page(self, page: int) -> None:
        """Go to a page if there is one of this number, counted from 0."""
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def refresh(self, at_once: bool = False) -> None:
        """Make the pages anew once nothing more is changed for a moment."""
        self.ready.emit(False)
        self._rest.start(0 if at_once else REST)

    def stop(self) -> None:
        """Give up what is being made."""
        self._rest.stop()
        self._again = False
        if self._work is not None:
            work, self._work = self._work, None
            work.stop()
            work.wait()

    def picture(self) -> QImage:
        """The page in sight, on white."""
        size = self.document.pagePointSize(self.page)
        return rendered(self.document, self.page, (size * (_PICTURE_DPI / 72)).toSize())

    # Making the PDF

    def _make(self) -> None:
        if self._work is not None:
            # One at a time: what is being made is given up, and what comes then is made of the newest choice.
            self._again = True
            self._work.stop()
            return
        try:
            make = self._prepare()
        except PlanError as error:
            self._say(str(error))
            return
        self._pages.setText(_WORKING)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._work = Work(make, self)
        self._work.advanced.connect(self._show_progress)
        self._work.done.connect(self._show_pages)
        self._work.failed.connect(self._fail)
        self._work.finished.connect(self._finish)
        self._work.start()

    def _is_newest(self) -> bool:
        """Whether what is told comes from the work that is wanted: it can have been given up while it was told."""
        return self._work is not None and self.sender() is self._work and not self._again and not self._rest.isActive()

    def _finish(self) -> None:
        work: Any = self.sender()
        if work is self._work:
            self._work = None
            if self._again:
                self._again = False
                self._make()
        work.deleteLater()

    def _show_progress(self, step: int, steps: int) -> None:
        if self._is_newest():
            self._bar.setRange(0, steps)
            self._bar.setValue(step)

    def _show_pages(self, report: Printed) -> None:
        if not self._is_newest():
            return
        data = report.pdf
        self._show_unprintable(report.unprintable)
        bars = (self.view.verticalScrollBar(), self.view.horizontalScrollBar())
        before = [bar.value() for bar in bars]
        self.data = data
        # The document reads from the buffer for as long as it is shown.
        old, self._buffer = self._buffer, QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if old is not None:
            old.deleteLater()
        for bar, value in zip(bars, before, strict=True):
            bar.setValue(value)
        self._bar.hide()
        if not self.document.pageCount():
            self._say(NOT_SHOWN)
            # It is made all the same, and can be saved.
            self.data = data
            self.ready.emit(True)
            return
        self._places.setCurrentWidget(self.view)
        self._show_page(self.page)
        self.ready.emit(True)

    def _show_unprintable(self, sentences: Sequence[str]) -> None:
        """Say it before anything is printed: the first places here, all of them where the mouse rests."""
        more = len(sentences) - _SHOWN_PLACES
        rest = [f"… und an {more} weiteren Stellen" if more > 1 else "… und an einer weiteren Stelle"] * (more > 0)
        self._unprintable.setText("\n".join((HEADING, *sentences[:_SHOWN_PLACES], *rest)))
        self._unprintable.setToolTip(tip_text("\n".join(sentences)))
        self._unprintable.setVisible(bool(sentences))

    def _fail(self, sentence: str) -> None:
        if self._is_newest():
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.data = b""
        self._bar.hide()
        self._unprintable.hide()
        self._pages.setText("Keine Vorschau")
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        announce(self._sentence, sentence)
        self._places.setCurrentWidget(self._sentence)

    # The view

    def _show_page(self, page: int) -> None:
        count = self.document.pageCount()
        told = "1 Seite" if count == 1 else f"Seite {page + 1} von {count}"
        if told != self._pages.text():
            self._pages.setText(told)
            announce(self.view, told)

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _zoom(self, factor: float) -> None:
        now = self.view.zoomFactor()
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom and self.document.pageCount():
            size = self.document.pagePointSize(self.page)
            dots = self.logicalDpiX() / 72
            now = min(self.view.viewport().width() / size.width(), self.view.viewport().height() / size.height()) / dots
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.1, min(8.0, now * factor)))


def rendered(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """A page in so many pixels on a white ground: what is transparent comes out black elsewhere."""
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return picture
