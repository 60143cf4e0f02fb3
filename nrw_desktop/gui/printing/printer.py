"""What the printer's dialog is given and what was chosen in it; and the way that the pages then take."""

import logging
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrintEngine, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QRadioButton, QWidget
from shiboken6 import isValid

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.printing import cups, pictures, windows_printing
from nrw_desktop.gui.printing.pdf_engine import QPdfDocument
from nrw_desktop.gui.printing.print_job import Job, Sheet, Sides, Size, UnavailableError, flipped, mostly_wide
from nrw_desktop.gui.printing.sheets import laid_out

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt's dialog leaves what was chosen of CUPS alone: PPK_CupsOptions in its qprint_p.h."""
_USUAL_OPTIONS = {"number-up": "1", "job-priority": "50", "job-sheets": "none,none"}
"""What that dialog always says, and what means nothing."""
_SIDES: dict[QPrinter.DuplexMode, Sides] = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


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


def page_sizes(document: QPdfDocument) -> list[Size]:
    """How large each page is."""
    sizes = (document.pagePointSize(page) for page in range(document.pageCount()))
    return [Size(size.width(), size.height()) for size in sizes]


def paper_name(size: Size) -> str:
    """What this paper is called, without its orientation."""
    known = _page_size(size)
    if known.id() is not QPageSize.PageSizeId.Custom:
        return known.name()
    short, long = (f"{side / 72 * 25.4:.0f}" for side in size.turned(wide=False))
    return f"{short} × {long} mm"


def _page_size(size: Size) -> QPageSize:
    upright = QSizeF(*size.turned(wide=False))
    return QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


class PrintSetup:
    """The printer that is offered for these pages, set as suits them, and what a person made of it in its dialog."""

    def __init__(self, pages: Sequence[int], sizes: Sequence[Size], title: str):
        self._pages = [(page, sizes[page]) for page in pages]
        self._wide = mostly_wide([size for _page, size in self._pages])
        self._title = title
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(title)
        self.printer.setFullPage(True)
        self.printer.setPageSize(_page_size(self._pages[0][1]))
        kinds = QPageLayout.Orientation
        self.printer.setPageOrientation(kinds.Landscape if self._wide else kinds.Portrait)
        self._offered = self.printer.printerName()
        if self.printer.duplex() is not QPrinter.DuplexMode.DuplexNone:
            edges = {sides: mode for mode, sides in _SIDES.items()}
            self.printer.setDuplex(edges[flipped([Sheet(page, size, size) for page, size in self._pages])])

    def ask(self, parent: QWidget) -> bool:
        """Show the printer's dialog; whether it is to be printed."""
        dialog = QPrintDialog(self.printer, parent)
        dialog.setWindowTitle("Drucken")
        # The pages are chosen beside their preview, where they can be seen.
        for option in (
            QPrintDialog.PrintDialogOption.PrintPageRange,
            QPrintDialog.PrintDialogOption.PrintCurrentPage,
            QPrintDialog.PrintDialogOption.PrintSelection,
        ):
            dialog.setOption(option, False)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        # Where the window is closed under it, it has gone by now.
        if not isValid(dialog):
            return False
        if sys.platform.startswith("linux") and not _was_paper_seen(dialog):
            # Qt's own dialog puts the printer's usual paper in the place of what it was given, also unseen.
            self.printer.setPageSize(_page_size(self._pages[0][1]))
        grey = dialog.findChild(QRadioButton, "grayscale")
        if isinstance(grey, QRadioButton) and grey.isChecked():
            # It also forgets this one.
            self.printer.setColorMode(QPrinter.ColorMode.GrayScale)
        dialog.deleteLater()
        return accepted

    @property
    def file(self) -> Path | None:
        """The PDF to write where not to a printer."""
        name = self.printer.outputFileName()
        into_file = self.printer.outputFormat() is QPrinter.OutputFormat.PdfFormat or sys.platform == "darwin"
        return Path(name) if name and into_file else None

    def sheets(self) -> list[Sheet]:
        """The paper for each page. It lies where the page lies; where it was turned in the dialog, all of it is."""
        paper = self._paper()
        size = Size(*paper.size(QPageSize.Unit.Point).toTuple())
        wide = self.printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
        kept = wide == self._wide
        return [Sheet(page, one, size.turned(one.is_wide if kept else wide)) for page, one in self._pages]

    def job(self, sheets: Sequence[Sheet]) -> Job:
        """What the printer is told."""
        printer, paper = self.printer, self._paper()
        options: list[str] = printer.printEngine().property(_CUPS_OPTIONS) or []
        return Job(
            printer.printerName(),
            self._title,
            sheets[0].paper.turned(mostly_wide([sheet.paper for sheet in sheets])),
            media=paper.key(),
            form=max(0, paper.windowsId()),
            copies=max(1, printer.copyCount()),
            collate=printer.collateCopies(),
            sides=self._sides(sheets),
            colour=printer.colorMode() is QPrinter.ColorMode.Color,
            backwards=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
            options=tuple(
                (name, value)
                for name, value in zip(options[::2], options[1::2], strict=False)
                if value and _USUAL_OPTIONS.get(name) != value
            ),
        )

    def _paper(self) -> QPageSize:
        """The paper that was chosen, or what the printer has in its place: a page can be larger than all it knows."""
        chosen = self.printer.pageLayout().pageSize()
        if self.file is not None:
            return chosen
        info = QPrinterInfo.printerInfo(self.printer.printerName())
        known = info.supportedPageSizes()
        same = next((one for one in known if one.key() == chosen.key() or one.isEquivalentTo(chosen)), None)
        return same or (info.defaultPageSize() if known else chosen)

    def _sides(self, sheets: Sequence[Sheet]) -> Sides:
        mode = self.printer.duplex()
        name = self.printer.printerName()
        if mode is not QPrinter.DuplexMode.DuplexNone and name != self._offered:
            # Another printer brings its own usual edge along, which nobody has chosen.
            usual = QPrinterInfo.printerInfo(name).defaultDuplexMode()
            return flipped(sheets) if mode is usual else _SIDES.get(mode, flipped(sheets))
        return _SIDES.get(mode, flipped(sheets))


def _was_paper_seen(dialog: QPrintDialog) -> bool:
    """Whether „Eigenschaften“, where Qt shows the paper, was opened."""
    opened = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    return any(one.testAttribute(opened) for one in dialog.findChildren(QDialog))


def send(
    data: bytes, count: int, sheets: Sequence[Sheet], fit: bool, job: Job, printer: QPrinter, progress: Progress
) -> str:
    """Print pages of a PDF, which has ``count``: as PDF, as lines and letters, or as pictures, whatever comes first.

    Gives a sentence where they will not come out by themselves, else an empty text.

    Raises:
        PlanError: the printer does not take them; the text says so in German.
    """
    ready = laid_out(data, count, sheets, fit)
    ways: tuple[Any, ...] = (cups.send, windows_printing.send)
    for way in ways:
        try:
            return str(way(ready, job, progress))
        except UnavailableError as error:
            _log.info("not printed by %s: %s", way.__module__, error)
    pictures.send(ready, job, printer, progress)
    return ""
