"""Printing as pictures of the pages, with Qt: the last way, where a printer takes neither PDF nor lines and letters."""

import ctypes
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.printing.pdf_engine import QPdfDocument
from nrw_desktop.gui.printing.print_job import BROKEN_OFF, GONE, REFUSED, STOPPED, Job, Size
from nrw_desktop.gui.printing.print_preview import rendered

Progress = Callable[[int, int], None]

_RESOLUTION = 300
"""Dots per inch beyond which a page only takes more memory."""
_CUPS_REFUSED = 0x0400
"""From here on, an answer of CUPS (ipp_status_t) is a refusal."""
_DUPLEX = {
    "one-sided": QPrinter.DuplexMode.DuplexNone,
    "two-sided-long-edge": QPrinter.DuplexMode.DuplexLongSide,
    "two-sided-short-edge": QPrinter.DuplexMode.DuplexShortSide,
}


def send(data: bytes, job: Job, printer: QPrinter, progress: Progress) -> None:
    """Send the pages to the printer, each as large as its paper; one page at a time is in memory.

    ``progress`` is told before each page, and may stop it by raising; nothing is printed then.

    Raises:
        PlanError: the printer does not take them; the text says so in German.
    """
    _check_queue(printer)
    # The document reads from the buffer.
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printer.setFullPage(True)
    printer.setDuplex(_DUPLEX[job.sides])
    pages = range(document.pageCount())
    sizes = [Size(*document.pagePointSize(page).toTuple()) for page in pages]
    _turn(printer, sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise PlanError(
            "Der Drucker nimmt den Auftrag nicht an. Ist er eingeschaltet? Sonst bitte einen anderen wählen."
        )
    try:
        _paint(painter, printer, document, sizes, progress)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()
    _check_answer(printer)


def _turn(printer: QPrinter, size: Size) -> None:
    kinds = QPageLayout.Orientation
    printer.setPageOrientation(kinds.Landscape if size.is_wide else kinds.Portrait)


def _paint(
    painter: QPainter, printer: QPrinter, document: QPdfDocument, sizes: Sequence[Size], progress: Progress
) -> None:
    # Without it letters are stored with the haze of a JPEG.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for page, size in enumerate(sizes):
        progress(page, len(sizes))
        if page:
            _turn(printer, size)
            if not printer.newPage():
                raise PlanError(BROKEN_OFF)
        paper = printer.pageLayout().fullRectPixels(printer.resolution())
        scale = min(1.0, _RESOLUTION / printer.resolution())
        dots = QSize(round(paper.width() * scale), round(paper.height() * scale))
        painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), rendered(document, page, dots))


def _check_queue(printer: QPrinter) -> None:
    """Ask about the queue anew: it can have gone or been stopped since it was chosen."""
    name = printer.printerName()
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or not name:
        return
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PlanError(GONE.format(name))
    if info.state() is QPrinter.PrinterState.Error:
        raise PlanError(STOPPED.format(name))


def _check_answer(printer: QPrinter) -> None:
    """Qt does not tell whether CUPS took the job; CUPS itself remembers how its last request of this thread went."""
    if not sys.platform.startswith("linux") or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return
    try:
        cups = ctypes.CDLL("libcups.so.2")
    except OSError:
        return
    if cups.cupsLastError() >= _CUPS_REFUSED:
        raise PlanError(REFUSED.format(printer.printerName()))
