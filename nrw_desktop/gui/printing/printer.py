"""Pages onto paper: which pages, on what paper, and what a printer queue has to say that Qt does not."""

import ctypes
import re
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.printing.print_preview import rendered

_RESOLUTION = 300
"""Dots per inch beyond which a page only takes more memory."""
_CUPS_REFUSED = 0x0400
"""From here on, an answer of CUPS (ipp_status_t) is a refusal."""

Told = Callable[[int, int], bool]
"""Is told before each page how many of how many are done; False stops."""


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """The pages, counted from 0, that a person wrote as „1, 3–5“.

    Raises:
        PlanError: it is no such list, or there is no such page.
    """
    pages: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–—]\s*", "-", text.strip())):
        match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part, re.ASCII)
        if match is None:
            raise PlanError(f"„{shortened(text)}“ nennt keine Seiten. Bitte so schreiben: „1, 3–5“.")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= count:
            there = f"die Seiten 1 bis {count}" if count > 1 else "nur eine Seite"
            raise PlanError(f"„{shortened(part)}“ passt nicht: Es gibt {there}. Bitte die Seiten anders angeben.")
        pages.update(range(first - 1, last))
    return tuple(sorted(pages))


def prepared_printer(document: QPdfDocument, name: str) -> QPrinter:
    """A printer set to the paper of the document."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    _set_paper(printer, document.pagePointSize(0))
    return printer


def _set_paper(printer: QPrinter, size: QSizeF) -> None:
    wide = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageSize(paper)
    printer.setPageOrientation(orientation)


def print_pages(document: QPdfDocument, printer: QPrinter, pages: Sequence[int], told: Told) -> bool:
    """Send these pages to the printer, each as large as its paper; one page at a time is in memory.

    Returns False where ``told`` stopped it; nothing is printed then.

    Raises:
        OSError: the printer does not take them; the text says so in German.
    """
    _check_queue(printer)
    _set_paper(printer, document.pagePointSize(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError("Der Drucker nimmt den Auftrag nicht an. Ist er eingeschaltet? Sonst bitte einen anderen wählen.")
    try:
        # Without it letters are stored with the haze of a JPEG.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for place, page in enumerate(pages):
            if not told(place, len(pages)):
                printer.abort()
                return False
            if place and not printer.newPage():
                raise OSError("Der Drucker hat mittendrin abgebrochen. Bitte ihn prüfen und noch einmal drucken.")
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            scale = min(1.0, _RESOLUTION / printer.resolution())
            size = QSize(round(paper.width() * scale), round(paper.height() * scale))
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), rendered(document, page, size))
    finally:
        painter.end()
    _check_answer(printer)
    return True


def _check_queue(printer: QPrinter) -> None:
    """Ask about the queue anew: it can have gone or been stopped since it was chosen."""
    name = printer.printerName()
    if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or not name:
        return
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise OSError(f"Den Drucker „{name}“ gibt es nicht mehr. Bitte einen anderen wählen.")
    if info.state() is QPrinter.PrinterState.Error:
        raise OSError(
            f"Der Drucker „{name}“ ist angehalten. Bitte ihn in den Einstellungen des Computers fortsetzen oder einen "
            "anderen wählen."
        )


def _check_answer(printer: QPrinter) -> None:
    """Qt does not tell whether CUPS took the job; CUPS itself remembers how its last request of this thread went."""
    if not sys.platform.startswith("linux") or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return
    try:
        cups = ctypes.CDLL("libcups.so.2")
    except OSError:
        return
    if cups.cupsLastError() >= _CUPS_REFUSED:
        raise OSError(
            f"Der Drucker „{printer.printerName()}“ hat den Auftrag nicht angenommen. Bitte ihn in den Einstellungen "
            "des Computers prüfen oder einen anderen wählen."
        )
