"""The print preview: makes the PDF in the background, shows its pages, prints them and saves them."""

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QProgressDialog,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop import paths
from nrw_desktop.domain.plan import Plan
from nrw_desktop.gui import errors, icons, theme
from nrw_desktop.gui.files import ask_save
from nrw_desktop.gui.theme import GRID
from nrw_desktop.gui.workers import Progress, Work

_log = logging.getLogger(__name__)
_ZOOM_STEP = 1.25
_RESOLUTION = 300


def overview_maker(plan: Plan, phase: str | None) -> Callable[[Progress], bytes]:
    """What makes the „Phasenübersicht“ of one phase, or of all, as PDF bytes."""

    def make(progress: Progress) -> bytes:
        from nrw_desktop.reports import catalogue
        from nrw_desktop.reports.request import Request

        request = Request(dt.date.today(), phases=(phase,) if phase else None, progress=progress)
        return catalogue.made("phase-overview", plan, request)

    return make


def suggested_name(plan: Plan, phase: str | None) -> str:
    """A file name for the PDF, without what Windows does not take."""
    found = next((one for one in plan.phases if one.id == phase), None)
    words = f"Phasenübersicht {plan.number(found.id)} {found.title}" if found else "Phasenübersicht"
    return "".join("-" if character in '<>:"/\\|?*' else character for character in words).rstrip(" .") + ".pdf"


def save_pdf(parent: QWidget, data: bytes, name: str, folder: Path) -> None:
    """Ask where, write the PDF as a whole, and offer to open it."""
    target = ask_save(parent, "Als PDF speichern", folder / name, "PDF-Dateien (*.pdf)", ".pdf")
    if target is None:
        return
    try:
        paths.write_whole(target, data)
    except OSError as error:
        _log.warning("a PDF could not be written: %s", error)
        errors.tell(
            parent,
            "Nicht gespeichert",
            f"„{target.name}“ konnte nicht geschrieben werden. Ist die Datei in einem anderen Programm geöffnet oder "
            "der Ordner schreibgeschützt? Bitte dort schließen oder einen anderen Ort wählen.",
        )
        return
    box = QMessageBox(QMessageBox.Icon.Information, "Gespeichert", f"„{target.name}“ ist gespeichert.", parent=parent)
    box.setInformativeText(str(target.parent))
    open_button = box.addButton("Öffnen", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Schließen", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is open_button:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))


def make_in_background(parent: QWidget, plan: Plan, phase: str | None) -> bytes | None:
    """The PDF, made while the window stays alive; None where the person gave up or it could not be made."""
    made: list[bytes] = []
    waiting = QProgressDialog("Seiten werden gesetzt …", "Abbrechen", 0, 0, parent)
    waiting.setWindowTitle("Als PDF speichern")
    waiting.setWindowModality(Qt.WindowModality.WindowModal)
    waiting.setMinimumDuration(400)
    loop = QEventLoop()
    work = Work(overview_maker(plan, phase), parent)
    work.advanced.connect(lambda _step, steps: waiting.setMaximum(steps))
    work.advanced.connect(lambda step, _steps: waiting.setValue(step))
    work.done.connect(made.append)
    work.failed.connect(lambda sentence: errors.tell(parent, "Nicht möglich", sentence))
    work.finished.connect(loop.quit)
    waiting.canceled.connect(work.stop)
    work.start()
    loop.exec()
    waiting.close()
    work.deleteLater()
    return made[0] if made else None


class PrintPreview(QDialog):
    """Shows the „Phasenübersicht“ as it will be printed; the plan is the snapshot of the moment it was opened."""

    def __init__(self, plan: Plan, phase: str | None, folder: Path, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle("Phasenübersicht drucken")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._plan, self._folder = plan, folder
        self._data = b""
        self._work: Work | None = None
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._view.setPageSpacing(2 * GRID)
        self._view.setAccessibleName("Seitenvorschau")
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._build(phase)
        if parent is not None:
            self.resize(QSize(int(parent.width() * 0.86), int(parent.height() * 0.94)))
        self._make()

    def _build(self, phase: str | None) -> None:
        self._scope = QComboBox()
        self._scope.setAccessibleName("Umfang")
        self._scope.addItem("Alle Phasen", None)
        for number, found in enumerate(self._plan.phases, 1):
            self._scope.addItem(f"Phase {number}: {found.title}", found.id)
        self._scope.setCurrentIndex(max(0, self._scope.findData(phase)))
        self._scope.currentIndexChanged.connect(lambda _place: self._make())
        self._pages = theme.named(QLabel(), "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._save = QPushButton("Als PDF &speichern …")
        self._save.clicked.connect(self._save_pdf)
        self._print = theme.named(QPushButton("&Drucken …"), "primary")
        self._print.setDefault(True)
        self._print.clicked.connect(self._print_pages)
        close = QPushButton("S&chließen")
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        label = QLabel("&Umfang")
        label.setBuddy(self._scope)
        for widget in (label, self._scope, *self._zoom_buttons(), self._pages, self._bar):
            head.addWidget(widget)
        head.addStretch(1)
        for button in (self._save, self._print, close):
            head.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(head)
        page.addWidget(self._view, 1)

    def _zoom_buttons(self) -> list[QToolButton]:
        buttons = []
        for name, tip, factor, keys in (
            ("zoom-out", "Kleiner (Strg+-)", 1 / _ZOOM_STEP, "Ctrl+-"),
            ("zoom-in", "Größer (Strg++)", _ZOOM_STEP, "Ctrl++"),
            ("maximize", "Ganze Seite (Strg+0)", 0.0, "Ctrl+0"),
        ):
            button = QToolButton()
            icons.assign(button, name)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setShortcut(keys)
            button.clicked.connect(lambda _checked=False, by=factor: self._zoom(by))
            buttons.append(button)
        return buttons

    def _zoom(self, factor: float) -> None:
        if not factor:
            self._view.setZoomMode(QPdfView.ZoomMode.FitInView)
            return
        now = self._view.zoomFactor()
        if self._view.zoomMode() is not QPdfView.ZoomMode.Custom and self._document.pageCount():
            size = self._document.pagePointSize(0)
            dots = self.logicalDpiX() / 72
            now = (
                min(self._view.viewport().width() / size.width(), self._view.viewport().height() / size.height()) / dots
            )
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(max(0.1, min(8.0, now * factor)))

    # Making the PDF

    def _make(self) -> None:
        self._stop()
        self._save.setEnabled(False)
        self._print.setEnabled(False)
        self._pages.setText("Seiten werden gesetzt …")
        self._bar.setRange(0, 0)
        self._bar.show()
        self._work = Work(overview_maker(self._plan, self._scope.currentData()), self)
        self._work.advanced.connect(self._show_progress)
        self._work.done.connect(self._show_pages)
        self._work.failed.connect(self._fail)
        self._work.start()

    def _show_progress(self, step: int, steps: int) -> None:
        self._bar.setRange(0, steps)
        self._bar.setValue(step)

    def _show_pages(self, data: bytes) -> None:
        # What was given up may have been done already, and be told only now.
        if self._work is None or self.sender() is not self._work:
            return
        self._data = data
        # The document reads from the buffer for as long as it is shown.
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        count = self._document.pageCount()
        self._pages.setText("1 Seite" if count == 1 else f"{count} Seiten")
        self._bar.hide()
        self._save.setEnabled(True)
        self._print.setEnabled(True)
        self._print.setFocus()

    def _fail(self, sentence: str) -> None:
        if self._work is None or self.sender() is not self._work:
            return
        self._bar.hide()
        self._pages.setText("Keine Vorschau")
        errors.tell(self, "Nicht möglich", sentence)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._work.wait()
            self._work = None

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    # Using it

    def _save_pdf(self) -> None:
        save_pdf(self, self._data, suggested_name(self._plan, self._scope.currentData()), self._folder)

    def _print_pages(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setDocName(suggested_name(self._plan, self._scope.currentData()).removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("Drucken")
        dialog.setMinMax(1, max(1, self._document.pageCount()))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            try:
                print_document(self._document, printer)
            except OSError as error:
                errors.tell(self, "Nicht gedruckt", str(error))


def print_document(document: QPdfDocument, printer: QPrinter) -> None:
    """Send the pages chosen in the print dialog to the printer, each filling the paper.

    Raises:
        OSError: the printer does not take them; the text says so in German.
    """
    first = max(1, printer.fromPage() or 1)
    last = min(document.pageCount(), printer.toPage() or document.pageCount())
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError("Der Drucker nimmt den Auftrag nicht an. Ist er eingeschaltet? Sonst bitte einen anderen wählen.")
    try:
        for page in range(first - 1, last):
            if page > first - 1 and not printer.newPage():
                raise OSError("Der Drucker hat mittendrin abgebrochen. Bitte ihn prüfen und noch einmal drucken.")
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            scale = min(1.0, _RESOLUTION / printer.resolution())
            picture = document.render(page, QSize(round(paper.width() * scale), round(paper.height() * scale)))
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), picture)
    finally:
        painter.end()
