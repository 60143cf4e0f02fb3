"""The print preview: pages made in the background, saved, and printed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.plan import Plan
from nrw_desktop.gui import print_preview as module
from nrw_desktop.gui import theme
from nrw_desktop.gui.print_preview import PrintPreview, overview_maker, print_document, save_pdf, suggested_name
from tests.gui.hands import child, labels, settle

Show = Callable[[QWidget], QWidget]


@pytest.fixture(scope="session")
def all_pages(template_plan: Plan) -> bytes:
    """The overview of all phases as PDF."""
    return overview_maker(template_plan, None)(lambda _step, _steps: None)


@pytest.fixture
def preview(bielefeld: Plan, tmp_path: Path, show: Show, qtbot: QtBot) -> PrintPreview:
    made = PrintPreview(bielefeld, None, tmp_path)
    made.resize(1000, 700)
    show(made)
    ready(made, qtbot)
    return made


def ready(preview: PrintPreview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: button(preview, "Drucken").isEnabled(), timeout=20000)


def button(widget: QWidget, text: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if text in one.text().replace("&", ""))


def document(data: bytes, parent: Any) -> QPdfDocument:
    made, buffer = QPdfDocument(parent), QBuffer(parent)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    made.load(buffer)
    return made


def test_all_phases_or_one_are_shown(preview: PrintPreview, qtbot: QtBot, bielefeld: Plan) -> None:
    all_of_them = preview._document.pageCount()
    assert all_of_them >= 2
    assert f"{all_of_them} Seiten" in labels(preview)
    scope = child(preview, QComboBox, "")
    assert [scope.itemText(place) for place in range(scope.count())][:2] == [
        "Alle Phasen", "Phase 1: Analyse der Ausgangssituation"
    ]  # fmt: skip
    scope.setCurrentIndex(4)
    assert not button(preview, "speichern").isEnabled()
    ready(preview, qtbot)
    assert 1 <= preview._document.pageCount() < all_of_them
    assert ("1 Seite" if preview._document.pageCount() == 1 else "Seiten") in labels(preview)


def test_it_opens_on_the_phase_asked_for(bielefeld: Plan, tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    made = PrintPreview(bielefeld, bielefeld.phases[2].id, tmp_path)
    show(made)
    assert child(made, QComboBox, "").currentText() == "Phase 3: Maßnahmenentwicklung"
    ready(made, qtbot)


def test_pages_are_zoomed(preview: PrintPreview) -> None:
    smaller, larger, whole = [one for one in preview.findChildren(QToolButton) if one.toolTip().endswith(")")]
    larger.click()
    first = preview._view.zoomFactor()
    larger.click()
    assert preview._view.zoomFactor() > first
    smaller.click()
    assert preview._view.zoomFactor() == pytest.approx(first)
    whole.click()
    assert preview._view.zoomMode() is preview._view.ZoomMode.FitInView


@pytest.mark.parametrize("finished", [False, True])
def test_closing_while_it_works_is_clean(
    bielefeld: Plan, tmp_path: Path, qapp: object, qtbot: QtBot, finished: bool
) -> None:
    made = PrintPreview(bielefeld, None, tmp_path)
    made.show()
    work = made._work
    assert work is not None
    # Done, but not told yet: the last moment in which somebody can give up.
    if finished:
        work.wait()
    made.reject()
    assert made._work is None
    qtbot.wait(20)
    assert made._document.pageCount() == 0


def test_the_last_choice_wins(bielefeld: Plan, tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    made = PrintPreview(bielefeld, None, tmp_path)
    show(made)
    scope = child(made, QComboBox, "")
    for place in (1, 2, 0, 4):
        scope.setCurrentIndex(place)
    ready(made, qtbot)
    qtbot.wait(20)
    alone = document(overview_maker(bielefeld, bielefeld.phases[3].id)(lambda _step, _steps: None), made)
    assert made._document.pageCount() == alone.pageCount()


def test_a_failure_is_said(
    bielefeld: Plan, tmp_path: Path, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()

    def broken(plan: Plan, phase: str | None) -> Any:
        def make(progress: Any) -> bytes:
            raise ZeroDivisionError

        return make

    monkeypatch.setattr(module, "overview_maker", broken)
    monkeypatch.setattr(module.errors, "tell", lambda _parent, _title, sentence: told.append(sentence))
    made = PrintPreview(bielefeld, None, tmp_path)
    show(made)
    qtbot.waitUntil(lambda: bool(told))
    assert "konnte nicht erstellt werden" in told[0]
    assert not button(made, "Drucken").isEnabled()
    assert "Keine Vorschau" in labels(made)


def test_the_words_of_the_main_button_have_room(preview: PrintPreview) -> None:
    main, other = button(preview, "Drucken"), button(preview, "speichern")
    bold = QFont(main.font())
    bold.setWeight(QFont.Weight.DemiBold)
    # 18 of padding and 1 of frame at each side, as the style sheet says.
    assert main.width() >= QFontMetrics(bold).horizontalAdvance(main.text().replace("&", "")) + 38
    assert main.isDefault()
    assert not other.isDefault()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_ground_of_the_pages_follows_the_theme(
    preview: PrintPreview, qapp: QApplication, scheme: Qt.ColorScheme
) -> None:
    theme.apply(qapp, scheme)
    settle()
    view = preview.findChild(QPdfView)
    assert view is not None
    assert view.frameShape() is QFrame.Shape.NoFrame
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(1, picture.height() - 2).name() == theme.colors().line
    theme.apply(qapp, Qt.ColorScheme.Light)


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: (str(path), ""))


def answered(monkeypatch: pytest.MonkeyPatch, word: str) -> list[str]:
    told = list[str]()

    def answer(box: QMessageBox) -> int:
        told.append(box.text())
        next(one for one in box.buttons() if word in one.text()).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return told


def test_the_pdf_is_saved_as_a_whole(preview: PrintPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen(monkeypatch, tmp_path / "Übersicht")
    told = answered(monkeypatch, "Schließen")
    button(preview, "speichern").click()
    content = (tmp_path / "Übersicht.pdf").read_bytes()
    assert content == preview._data
    assert content.startswith(b"%PDF-")
    assert told == ["„Übersicht.pdf“ ist gespeichert."]


def test_it_is_opened_after_saving_where_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, all_pages: bytes, qapp: object
) -> None:
    opened = list[str]()
    monkeypatch.setattr(module.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    chosen(monkeypatch, tmp_path / "b.pdf")
    answered(monkeypatch, "Öffnen")
    save_pdf(None, all_pages, "b.pdf", tmp_path)  # type: ignore[arg-type]
    assert opened == [(tmp_path / "b.pdf").as_posix()]


def test_no_file_chosen_saves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, all_pages: bytes, qapp: object
) -> None:
    chosen(monkeypatch, "")
    save_pdf(None, all_pages, "b.pdf", tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_place_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, all_pages: bytes, qapp: object
) -> None:
    told = list[str]()
    monkeypatch.setattr(module.errors, "tell", lambda _parent, _title, sentence: told.append(sentence))
    chosen(monkeypatch, tmp_path / "gibt es nicht" / "b.pdf")
    save_pdf(None, all_pages, "b.pdf", tmp_path)  # type: ignore[arg-type]
    assert "„b.pdf“ konnte nicht geschrieben werden" in told[0]


def test_names_suit_windows(bielefeld: Plan) -> None:
    assert suggested_name(bielefeld, None) == "Phasenübersicht.pdf"
    assert suggested_name(bielefeld, bielefeld.phases[1].id) == "Phasenübersicht 2 Bestandsanalyse.pdf"
    from nrw_desktop.domain import edits

    odd = bielefeld.apply(edits.phases.set_field(bielefeld, bielefeld.phases[0].id, "title", 'A/B: "C"? ...'))
    assert suggested_name(odd, odd.phases[0].id) == "Phasenübersicht 1 A-B- -C--.pdf"


@pytest.mark.parametrize(("first", "last"), [(0, 0), (1, 1), (2, 2), (1, 2), (2, 99)])
def test_the_pages_chosen_are_printed(tmp_path: Path, all_pages: bytes, qapp: object, first: int, last: int) -> None:
    source = document(all_pages, qapp)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gedruckt.pdf"))
    if first:
        printer.setFromTo(first, last)
    print_document(source, printer)
    printed = document((tmp_path / "gedruckt.pdf").read_bytes(), qapp)
    wanted = source.pageCount() if not first else min(last, source.pageCount()) - first + 1
    assert printed.pageCount() == wanted


@pytest.mark.skipif(os.name == "nt", reason="a folder as output is another error there")
def test_a_printer_that_does_not_take_it_is_said(
    tmp_path: Path, all_pages: bytes, qapp: object, harmless: list[str]
) -> None:
    harmless += ["QPdf", "QPainter::begin", "QPrinter"]
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gibt es nicht" / "x.pdf"))
    with pytest.raises(OSError, match="nimmt den Auftrag nicht an"):
        print_document(document(all_pages, qapp), printer)


@pytest.mark.parametrize("accepted", [True, False])
def test_printing_asks_first(preview: PrintPreview, monkeypatch: pytest.MonkeyPatch, accepted: bool) -> None:
    asked, printed = list[tuple[int, int]](), list[str]()

    def ask(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        asked.append((dialog.minPage(), dialog.maxPage()))
        return QPrintDialog.DialogCode.Accepted if accepted else QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", ask)
    monkeypatch.setattr(module, "print_document", lambda _document, printer: printed.append(printer.docName()))
    button(preview, "Drucken").click()
    assert asked == [(1, preview._document.pageCount())]
    assert printed == (["Phasenübersicht"] if accepted else [])


def test_a_printer_that_breaks_off_is_said(preview: PrintPreview, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("Der Drucker hat mittendrin abgebrochen.")

    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Accepted)
    monkeypatch.setattr(module, "print_document", fail)
    told = answered(monkeypatch, "OK")
    button(preview, "Drucken").click()
    assert told == ["Der Drucker hat mittendrin abgebrochen."]
