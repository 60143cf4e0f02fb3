"""What came out of a print queue, looked at: pages, fonts, pictures, ink; and the way through the printer's dialog."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.printing.print_dialog import PrintDialog
from tests.gui.hands import Key, button, press, settle
from tests.gui.print_queue import Queue


def at_print_dialog(do: Callable[[QPrintDialog], object]) -> None:
    """Do something to the printer's dialog as soon as it is shown."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog) and dialog.isVisible():
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def print_by_keys(dialog: PrintDialog, before: Callable[[QPrintDialog], object] = lambda _asked: None) -> None:
    """„Drucken …“, and Enter in the printer's dialog, once ``before`` has been done there."""

    def at_it(asked: QPrintDialog) -> None:
        asked.activateWindow()
        settle()
        before(asked)
        # What was opened above it has had the keyboard.
        asked.activateWindow()
        settle()
        button(asked, "Drucken").setFocus()
        press(Key.Key_Return)

    at_print_dialog(at_it)
    button(dialog, "Drucken").click()
    settle()


def pages_in(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres, as it is read."""
    told = subprocess.run(["pdfinfo", "-l", "-1", path], capture_output=True, text=True, check=True).stdout
    lines = [line.split() for line in told.splitlines() if line.startswith("Page ") and " size:" in line]
    turned = [int(line.split()[-1]) % 180 for line in told.splitlines() if line.startswith("Page ") and " rot:" in line]
    sizes = [(float(words[3]) / 72 * 25.4, float(words[5]) / 72 * 25.4) for words in lines]
    return [(high, wide) if turn else (wide, high) for (wide, high), turn in zip(sizes, turned, strict=True)]


def pictures(path: Path, folder: Path, dpi: int) -> list[Image.Image]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", path, folder / path.stem], check=True, timeout=120)
    return [Image.open(one) for one in sorted(folder.glob(f"{path.stem}-*.pgm"))]


def upright(came: Image.Image, meant: Image.Image) -> Image.Image:
    """A page as it is read: printers take a landscape page turned, on paper that stands."""
    return came if (came.width > came.height) == (meant.width > meant.height) else came.rotate(-90, expand=True)


def one_job(queue: Queue, qtbot: QtBot) -> Path:
    qtbot.waitUntil(lambda: len(queue.printed()) == 1 and queue.waiting() == 0, timeout=25000)
    return queue.printed()[0]


def ink(picture: Image.Image) -> float:
    """The share of dark points."""
    return sum(picture.histogram()[:128]) / (picture.width * picture.height)


def unlike(came: Image.Image, meant: Image.Image) -> float:
    """How much of the ink is not where it is meant to be, give or take a quarter of a millimetre."""
    meant = meant.resize(came.size)
    places = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    apart = [ImageChops.difference(ImageChops.offset(came, *place), meant) for place in places]
    return min(sum(one.histogram()[160:]) for one in apart) / sum(meant.histogram()[:128])


def grey(picture: Image.Image) -> float:
    """The share of points between ink and paper among all that are not paper."""
    return sum(picture.histogram()[64:192]) / sum(picture.histogram()[:192])


def fonts(path: Path) -> int:
    """How many fonts a PDF has."""
    return len(subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:])


def pictures_in(path: Path) -> list[list[str]]:
    """The pictures in a PDF, as poppler lists them."""
    told = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    return [line.split() for line in told.splitlines()[2:]]


def text_in(path: Path) -> str:
    """What a PDF says, as poppler reads it."""
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def box_of_ink(path: Path) -> tuple[float, float, float, float]:
    """Left, lower, right and upper end of what is printed on the first page, in points, as Ghostscript finds it."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dLastPage=1", "-sDEVICE=bbox", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stderr
    line = next(line for line in told.splitlines() if line.startswith("%%HiResBoundingBox"))
    left, lower, right, upper = map(float, line.split()[1:])
    return left, lower, right, upper
