"""Pages as pictures, the last way: into a file, where no queue is needed."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.printing import cups, pictures, printer, windows_printing
from nrw_desktop.gui.printing.print_job import Job, Sheet, Size, UnavailableError
from nrw_desktop.gui.printing.printer import PrintSetup, page_sizes
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.gui.printing.test_print_dialog import TODAY


@pytest.fixture(scope="module")
def directory(template_plan: Plan) -> bytes:
    return catalogue.made("partner-directory", template_plan, Request(TODAY))


def document(data: bytes, parent: QApplication) -> QPdfDocument:
    made, buffer = QPdfDocument(parent), QBuffer(parent)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    made.load(buffer)
    return made


def into(path: Path, data: bytes, qapp: QApplication) -> tuple[QPrinter, Job]:
    sizes = page_sizes(document(data, qapp))
    setup = PrintSetup(range(len(sizes)), sizes, "Probe")
    setup.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    setup.printer.setOutputFileName(str(path))
    return setup.printer, setup.job(setup.sheets())


def test_every_page_is_a_picture_as_large_as_the_paper(tmp_path: Path, directory: bytes, qapp: QApplication) -> None:
    printer, job = into(tmp_path / "gedruckt.pdf", directory, qapp)
    told = list[tuple[int, int]]()
    pictures.send(directory, job, printer, lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]
    printed = document((tmp_path / "gedruckt.pdf").read_bytes(), qapp)
    assert page_sizes(printed) == [pytest.approx(size, abs=1) for size in page_sizes(document(directory, qapp))]


def test_a_print_that_is_given_up_ends(tmp_path: Path, directory: bytes, qapp: QApplication) -> None:
    class GivenUpError(Exception):
        pass

    def stop(done: int, _of: int) -> None:
        if done:
            raise GivenUpError

    printer, job = into(tmp_path / "x.pdf", directory, qapp)
    with pytest.raises(GivenUpError):
        pictures.send(directory, job, printer, stop)
    assert printer.printerState() is not QPrinter.PrinterState.Active


@pytest.mark.skipif(os.name == "nt", reason="a folder as output is another error there")
@pytest.mark.complains("QPdf", "QPainter::begin", "QPrinter")
def test_a_place_that_takes_nothing_is_said(tmp_path: Path, directory: bytes, qapp: QApplication) -> None:
    printer, job = into(tmp_path / "gibt es nicht" / "x.pdf", directory, qapp)
    with pytest.raises(PlanError, match="nimmt den Auftrag nicht an"):
        pictures.send(directory, job, printer, lambda _done, _of: None)


def test_they_are_the_last_of_the_ways(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    tried = list[str]()

    def unavailable(name: str) -> object:
        def send(*_arguments: object) -> str:
            tried.append(name)
            raise UnavailableError(name)

        return send

    monkeypatch.setattr(cups, "send", unavailable("cups"))
    monkeypatch.setattr(windows_printing, "send", unavailable("windows"))
    monkeypatch.setattr(pictures, "send", lambda *_arguments: tried.append("pictures"))
    a4 = Size(595, 842)
    assert printer.send(b"%PDF", 1, [Sheet(0, a4, a4)], True, Job("", "", a4), QPrinter(), lambda _a, _b: None) == ""
    assert tried == ["cups", "windows", "pictures"]


@pytest.mark.skipif(os.name == "nt", reason="there it is the way")
def test_windows_has_its_way_only_there() -> None:
    with pytest.raises(UnavailableError):
        windows_printing.send(b"%PDF", Job("Flur", "x", Size(595, 842)), lambda _done, _of: None)
