"""What goes onto paper: through the dialog of the program into a real queue, and what a queue refuses."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSettings, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.printing.printer import pages_of, prepared_printer, print_pages
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.gui import print_queue
from tests.gui.hands import answer, button, field, settle
from tests.gui.print_queue import Queue
from tests.gui.printing.test_print_dialog import TODAY, opened, range_field, ready, select, which_pages

Show = Callable[[QWidget], QWidget]
needs_queue = [
    pytest.mark.skipif(bool(print_queue.missing()), reason=print_queue.missing() or "-"),
    pytest.mark.xdist_group("cups"),
]


def marked(test: Callable[..., None]) -> Callable[..., None]:
    for mark in needs_queue:
        test = mark(test)
    return test


@pytest.fixture(scope="module")
def cups() -> Iterator[Queue]:
    with print_queue.server() as running:
        yield running


@pytest.fixture
def queue(cups: Queue) -> Iterator[Queue]:
    with print_queue.alone():
        cups.begin()
        yield cups
        cups.end()


def document(data: bytes, parent: QWidget | QApplication) -> QPdfDocument:
    made, buffer = QPdfDocument(parent), QBuffer(parent)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    made.load(buffer)
    return made


@pytest.fixture(scope="module")
def overview(template_plan: Plan) -> bytes:
    return catalogue.made("phase-overview", template_plan, Request(TODAY))


def at_print_dialog(do: Callable[[QPrintDialog], object]) -> None:
    """Do something to the printer's dialog as soon as it is shown."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog) and dialog.isVisible():
            do(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def print_by_keys(dialog: PrintDialog) -> None:
    """„Drucken …“ by its mnemonic, and Enter in the printer's dialog."""
    at_print_dialog(lambda asked: (asked.activateWindow(), settle(), asked.accept()))
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


@marked
@pytest.mark.parametrize(("report", "paper", "turn"), [("phase-overview", "A4", ""), ("timeline", "A3", "portrait")])
def test_every_page_comes_out_of_a_real_queue(
    workspace: Workspace,
    settings: QSettings,
    show: Show,
    qtbot: QtBot,
    queue: Queue,
    tmp_path: Path,
    report: str,
    paper: str,
    turn: str,
) -> None:
    dialog = opened(workspace, settings, show, None)
    select(field(dialog, "Bericht"), report)
    select(field(dialog, "Papier"), paper)
    select(field(dialog, "Ausrichtung"), turn or None)
    ready(dialog, qtbot)
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    sizes = pages_in(out)
    assert len(sizes) == dialog.preview.document.pageCount()
    for size in sizes:
        assert sorted(size) == pytest.approx({"A4": [210, 297], "A3": [297, 420]}[paper], abs=1)
    (tmp_path / "gesetzt.pdf").write_bytes(dialog.preview.data)
    all_meant = pictures(tmp_path / "gesetzt.pdf", tmp_path / "b", 100)
    for came, meant in zip(pictures(out, tmp_path / "a", 100), all_meant, strict=True):
        assert ink(came) > 0.002
        assert unlike(upright(came, meant), meant) < 0.12


@marked
def test_print_is_sharp(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot, queue: Queue, tmp_path: Path
) -> None:
    dialog = opened(workspace, settings, show, None)
    ready(dialog, qtbot)
    which_pages(dialog, 1)
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    told = subprocess.run(["pdfimages", "-list", out], capture_output=True, text=True, check=True).stdout
    dots = [int(line.split()[12]) for line in told.splitlines()[2:]]
    assert dots
    assert min(dots) >= 299
    (tmp_path / "gesetzt.pdf").write_bytes(dialog.preview.data)
    came = pictures(out, tmp_path / "a", 300)[0]
    meant = pictures(tmp_path / "gesetzt.pdf", tmp_path / "b", 300)[0]

    half = meant.resize((meant.width // 2, meant.height // 2), Image.Resampling.BOX)
    hazy = half.resize(meant.size, Image.Resampling.BICUBIC)
    # Few points are neither ink nor paper; of half as many dots per inch there would be many more.
    assert grey(came) < 0.9 * grey(hazy)


@marked
@pytest.mark.parametrize(("typed", "pages"), [("2", [1]), ("1–2", [0, 1])])
def test_only_the_pages_chosen_come_out(
    workspace: Workspace,
    settings: QSettings,
    show: Show,
    qtbot: QtBot,
    queue: Queue,
    tmp_path: Path,
    typed: str,
    pages: list[int],
) -> None:
    dialog = opened(workspace, settings, show, None)
    select(field(dialog, "Bericht"), "partner-directory")
    ready(dialog, qtbot)
    assert dialog.preview.document.pageCount() == 2
    which_pages(dialog, 2)
    range_field(dialog).setText(typed)
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    assert len(pages_in(out)) == len(pages)
    (tmp_path / "gesetzt.pdf").write_bytes(dialog.preview.data)
    meant = pictures(tmp_path / "gesetzt.pdf", tmp_path / "b", 60)
    for came, page in zip(pictures(out, tmp_path / "a", 60), pages, strict=True):
        apart = [unlike(upright(came, one), one) for one in meant]
        assert apart.index(min(apart)) == page


@marked
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("cupsdisable", print_queue.QUEUE), "„PDF“ ist angehalten"),
        (("cupsreject", print_queue.QUEUE), "„PDF“ hat den Auftrag nicht angenommen"),
        (("lpadmin", "-x", print_queue.QUEUE), "„PDF“ gibt es nicht mehr"),
    ],
)
def test_a_queue_that_does_not_take_it_is_said_and_work_goes_on(
    workspace: Workspace,
    settings: QSettings,
    show: Show,
    qtbot: QtBot,
    queue: Queue,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    words: str,
) -> None:
    dialog = opened(workspace, settings, show, None)
    ready(dialog, qtbot)
    told = answer(monkeypatch, "OK")

    def choose(asked: QPrintDialog) -> None:
        # While the person looks at the printers.
        queue.do(*command)
        asked.accept()

    at_print_dialog(choose)
    button(dialog, "Drucken").click()
    settle()
    assert len(told) == 1
    assert words in told[0]
    assert queue.printed() == []
    assert queue.waiting() == 0
    # The way out that the sentence names works at once.
    queue.begin()
    queue.do("cupsenable", print_queue.QUEUE)
    queue.do("cupsaccept", print_queue.QUEUE)
    print_by_keys(dialog)
    assert len(pages_in(one_job(queue, qtbot))) == dialog.preview.document.pageCount()


# Without a queue: into a file


@pytest.mark.parametrize("pages", [(0,), (1,), (0, 1)])
def test_pages_into_a_file(tmp_path: Path, overview: bytes, qapp: QApplication, pages: tuple[int, ...]) -> None:
    source = document(overview, qapp)
    printer = into(source, tmp_path / "gedruckt.pdf")
    told = list[tuple[int, int]]()
    assert print_pages(source, printer, pages, lambda done, of: told.append((done, of)) is None)
    printed = document((tmp_path / "gedruckt.pdf").read_bytes(), qapp)
    assert printed.pageCount() == len(pages)
    assert told == [(place, len(pages)) for place in range(len(pages))]
    assert printed.pagePointSize(0).width() == pytest.approx(source.pagePointSize(0).width(), abs=1)


def test_a_print_that_is_cancelled_ends(tmp_path: Path, overview: bytes, qapp: QApplication) -> None:
    source = document(overview, qapp)
    assert not print_pages(source, into(source, tmp_path / "x.pdf"), (0, 1), lambda done, _of: done < 1)


@pytest.mark.skipif(os.name == "nt", reason="a folder as output is another error there")
@pytest.mark.complains("QPdf", "QPainter::begin", "QPrinter")
def test_a_place_that_takes_nothing_is_said(tmp_path: Path, overview: bytes, qapp: QApplication) -> None:
    source = document(overview, qapp)
    with pytest.raises(OSError, match="nimmt den Auftrag nicht an"):
        print_pages(source, into(source, tmp_path / "gibt es nicht" / "x.pdf"), (0,), lambda _done, _of: True)


def into(source: QPdfDocument, path: Path) -> QPrinter:
    printer = prepared_printer(source, "Probe")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1", (0,)), (" 3 – 5 ", (2, 3, 4)), ("5,1;3-4 2", (0, 1, 2, 3, 4)), ("2,2", (1,)), ("1-1", (0,))],
)
def test_pages_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert pages_of(text, 5) == pages


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "keine Seiten"), ("alle", "keine Seiten"), ("1,,x", "keine Seiten"), ("0", "1 bis 5"), ("6", "1 bis 5"),
     ("3-2", "1 bis 5"), ("4–9", "1 bis 5"), ("²", "keine Seiten"), ("1" * 40, "keine Seiten")],
)  # fmt: skip
def test_what_names_no_pages_is_refused(text: str, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        pages_of(text, 5)
