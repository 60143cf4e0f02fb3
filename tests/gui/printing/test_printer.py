"""What goes onto paper: through the dialog of the program into a real queue, and what a queue refuses."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.printing import cups as cups_way
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.printing.printer import pages_of
from nrw_desktop.gui.session.workspace import Workspace
from tests.gui import print_queue
from tests.gui.hands import Key, answer, at_box, button, callouts, field, press, replace_text, settle
from tests.gui.print_queue import Queue, marked
from tests.gui.printed import (
    at_print_dialog,
    box_of_ink,
    fonts,
    grey,
    ink,
    one_job,
    pages_in,
    pictures,
    pictures_in,
    print_by_keys,
    text_in,
    unlike,
    upright,
)
from tests.gui.printing.test_print_dialog import opened, range_field, ready, select, which_pages
from tests.reports import tag_tree

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def dialog(workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot, queue: Queue) -> PrintDialog:
    made = opened(workspace, settings, show, None)
    ready(made, qtbot)
    return made


@pytest.fixture
def as_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which nothing but Qt's own printing is there."""
    monkeypatch.setattr(cups_way.shutil, "which", lambda _name: None)


def choose(dialog: PrintDialog, qtbot: QtBot, report: str, paper: str = "A4", turn: str | None = None) -> None:
    select(field(dialog, "Bericht"), report)
    select(field(dialog, "Papier"), paper)
    if turn:
        select(field(dialog, "Ausrichtung"), turn)
    ready(dialog, qtbot)


def meant(dialog: PrintDialog, folder: Path) -> Path:
    path = folder / "gesetzt.pdf"
    path.write_bytes(dialog.preview.data)
    return path


def click(asked: QPrintDialog, name: str) -> None:
    """Click on something in the printer's dialog, by the name that Qt gave it."""
    there = asked.findChild(QWidget, name)
    assert isinstance(there, QRadioButton | QCheckBox), name
    there.click()
    assert there.isChecked()


def elements(pdf: pikepdf.Pdf) -> int:
    """How many elements the structure has."""
    return sum(isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem" for one in pdf.objects)


# As it is


@marked
@pytest.mark.parametrize(("report", "paper", "turn"), [("phase-overview", "A4", None), ("timeline", "A3", "portrait")])
def test_every_page_comes_out_of_a_real_queue(
    dialog: PrintDialog, qtbot: QtBot, queue: Queue, tmp_path: Path, report: str, paper: str, turn: str | None
) -> None:
    choose(dialog, qtbot, report, paper, turn)
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    sizes = pages_in(out)
    assert len(sizes) == dialog.preview.document.pageCount()
    for size in sizes:
        assert sorted(size) == pytest.approx({"A4": [210, 297], "A3": [297, 420]}[paper], abs=1)
    all_meant = pictures(meant(dialog, tmp_path), tmp_path / "b", 100)
    for came, one in zip(pictures(out, tmp_path / "a", 100), all_meant, strict=True):
        assert ink(came) > 0.002
        assert unlike(upright(came, one), one) < 0.12


@marked
def test_the_queue_gets_letters_and_no_pictures(dialog: PrintDialog, qtbot: QtBot, queue: Queue) -> None:
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    (sent,) = queue.sent()
    assert sent.read_bytes() == dialog.preview.data
    for path in (sent, out):
        assert fonts(path) >= 2
        assert pictures_in(path) == []
        assert "Umsetzungsschritte" in text_in(path)
    pages = dialog.preview.document.pageCount()
    assert callouts(dialog) == [f"{pages} Seiten an „PDF“ geschickt."]


@marked
def test_a_printer_that_takes_pdf_gets_the_tags(
    dialog: PrintDialog, qtbot: QtBot, queue: Queue, tmp_path: Path
) -> None:
    queue.use_office_printer(takes_pdf=True, sides="None")
    print_by_keys(dialog)
    qtbot.waitUntil(lambda: queue.taken.exists() and queue.waiting() == 0, timeout=25000)
    with pikepdf.open(queue.taken) as came, pikepdf.open(meant(dialog, tmp_path)) as sent:
        assert came.Root.MarkInfo.Marked
        assert came.Root.Lang == "de-DE"
        assert elements(came) == elements(sent) > 20
    assert pictures_in(queue.taken) == []
    # The sheet lies, so the lines are found in another order.
    assert sorted(text_in(queue.taken).split()) == sorted(text_in(meant(dialog, tmp_path)).split())


@marked
def test_pictures_are_the_last_way_and_sharp(
    dialog: PrintDialog, qtbot: QtBot, queue: Queue, tmp_path: Path, as_pictures: None
) -> None:
    which_pages(dialog, 1)
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    dots = [int(line[12]) for line in pictures_in(out)]
    assert dots
    assert min(dots) >= 299
    came = pictures(out, tmp_path / "a", 300)[0]
    one = pictures(meant(dialog, tmp_path), tmp_path / "b", 300)[0]
    assert unlike(upright(came, one), one) < 0.12
    half = one.resize((one.width // 2, one.height // 2), 4)
    hazy = half.resize(one.size, 3)
    # Few points are neither ink nor paper; of half as many dots per inch there would be many more.
    assert grey(came) < 0.9 * grey(hazy)


# What was chosen


@marked
@pytest.mark.parametrize("as_picture", [False, True])
@pytest.mark.parametrize(("typed", "pages"), [("2", [1]), ("1–2", [0, 1])])
def test_only_the_pages_chosen_come_out(
    dialog: PrintDialog,
    qtbot: QtBot,
    queue: Queue,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    typed: str,
    pages: list[int],
    as_picture: bool,
) -> None:
    if as_picture:
        request.getfixturevalue("as_pictures")
    choose(dialog, qtbot, "partner-directory")
    assert dialog.preview.document.pageCount() == 2
    which_pages(dialog, 2)
    range_field(dialog).setText(typed)
    print_by_keys(dialog)
    out = one_job(queue, qtbot)
    assert len(pages_in(out)) == len(pages)
    (sent,) = queue.sent()
    assert len(pages_in(sent)) == len(pages)
    all_meant = pictures(meant(dialog, tmp_path), tmp_path / "b", 60)
    for came, page in zip(pictures(out, tmp_path / "a", 60), pages, strict=True):
        apart = [unlike(upright(came, one), one) for one in all_meant]
        assert apart.index(min(apart)) == page


@marked
@pytest.mark.parametrize("collated", [True, False])
def test_copies_are_made_in_their_order(
    dialog: PrintDialog, qtbot: QtBot, queue: Queue, tmp_path: Path, collated: bool
) -> None:
    choose(dialog, qtbot, "partner-directory")

    def two(asked: QPrintDialog) -> None:
        count, collate = asked.findChild(QSpinBox, "copies"), asked.findChild(QCheckBox, "collate")
        assert isinstance(count, QSpinBox)
        assert isinstance(collate, QCheckBox)
        count.setFocus()
        replace_text("2")
        if not collated:
            collate.click()

    print_by_keys(dialog, two)
    out = one_job(queue, qtbot)
    told = queue.told()
    assert (told["copies"][-1], told["collate"][-1]) == (2, collated)
    if collated:
        # Others are left to the printer, and this one makes none.
        all_meant = pictures(meant(dialog, tmp_path), tmp_path / "b", 60)
        came = pictures(out, tmp_path / "a", 60)
        apart = [[unlike(upright(page, one), one) for one in all_meant] for page in came]
        assert [one.index(min(one)) for one in apart] == [0, 1, 0, 1]


@marked
@pytest.mark.parametrize(
    ("turn", "clicked", "sides"),
    [
        ("portrait", None, "two-sided-long-edge"),
        ("landscape", None, "two-sided-short-edge"),
        ("portrait", "duplexShort", "two-sided-short-edge"),
        ("landscape", "duplexLong", "two-sided-long-edge"),
        ("landscape", "noDuplex", "one-sided"),
    ],
)
def test_both_sides_turn_like_a_book_unless_it_is_chosen_otherwise(
    dialog: PrintDialog, qtbot: QtBot, queue: Queue, turn: str, clicked: str | None, sides: str
) -> None:
    """The printer prints both sides and turns at the long edge, if nobody says anything else."""
    queue.use_office_printer()
    choose(dialog, qtbot, "timeline", turn=turn)
    print_by_keys(dialog, lambda asked: click(asked, clicked) if clicked else None)
    one_job(queue, qtbot)
    assert queue.told()["sides"].decode() == sides


@marked
def test_a_printer_for_single_sides_is_asked_for_single_sides(dialog: PrintDialog, qtbot: QtBot, queue: Queue) -> None:
    queue.use_office_printer(sides="None")
    print_by_keys(dialog)
    one_job(queue, qtbot)
    assert queue.told()["sides"] == b"one-sided"


@marked
def test_another_printer_turns_like_a_book_too(dialog: PrintDialog, qtbot: QtBot, queue: Queue) -> None:
    """Its usual edge, the long one, was chosen by nobody."""
    queue.add_office_printer("Flur")
    choose(dialog, qtbot, "timeline", turn="landscape")

    def other(asked: QPrintDialog) -> None:
        printers = asked.findChild(QComboBox, "printers")
        assert isinstance(printers, QComboBox)
        printers.setFocus()
        press(Key.Key_F)
        assert printers.currentText() == "Flur"

    print_by_keys(dialog, other)
    assert len(queue.sent()) == 1
    told = queue.told()
    assert told["printer-uri"].endswith(b"/Flur")
    assert told["sides"] == b"two-sided-short-edge"


@marked
def test_grey_is_asked_for(dialog: PrintDialog, qtbot: QtBot, queue: Queue) -> None:
    queue.use_office_printer()
    print_by_keys(dialog, lambda asked: click(asked, "grayscale"))
    one_job(queue, qtbot)
    assert queue.told()["print-color-mode"] == b"monochrome"


# Other paper


def at_question(key: Key, modifiers: Qt.KeyboardModifier, said: list[str]) -> None:
    def do(box: QMessageBox) -> None:
        said.append(box.text())
        press(key, modifiers)

    at_box(do)


@marked
@pytest.mark.parametrize("as_picture", [False, True])
def test_a3_fits_onto_a_printer_with_a4(
    dialog: PrintDialog,
    qtbot: QtBot,
    queue: Queue,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    as_picture: bool,
) -> None:
    if as_picture:
        request.getfixturevalue("as_pictures")
    queue.use_office_printer()
    choose(dialog, qtbot, "phase-overview", "A3")
    said = list[str]()
    at_print_dialog(lambda asked: (at_question(Key.Key_Return, Qt.KeyboardModifier.NoModifier, said), asked.accept()))
    button(dialog, "Drucken").click()
    out = one_job(queue, qtbot)
    assert said == ["Die Seiten sind A3, das Papier ist A4."]
    for size in pages_in(out):
        assert sorted(size) == pytest.approx([210, 297], abs=1)
    whole = pictures(meant(dialog, tmp_path), tmp_path / "b", 100)[0]
    came = upright(pictures(out, tmp_path / "a", 100)[0], whole)
    # A quarter of a millimetre on A4, as everywhere, and all of the ink.
    assert as_picture or unlike(came, whole) < 0.15
    if not as_picture:
        scale = 2**-0.5
        left, lower, right, upper = (side * scale for side in box_of_ink(meant(dialog, tmp_path)))
        (sent,) = queue.sent()
        assert box_of_ink(sent) == pytest.approx((left, lower, right, upper), abs=1.5)
        assert 0 < left < right < 842
        assert 0 < lower < upper < 595
        assert sorted(box_of_ink(out)[2:])[1] < 842
        assert tag_tree.read(sent.read_bytes()).texts() == tag_tree.read(dialog.preview.data).texts()


@marked
def test_other_paper_can_be_printed_in_full_size_or_not_at_all(dialog: PrintDialog, qtbot: QtBot, queue: Queue) -> None:
    queue.use_office_printer()
    choose(dialog, qtbot, "phase-overview", "A3")
    said = list[str]()
    at_print_dialog(lambda asked: (at_question(Key.Key_Escape, Qt.KeyboardModifier.NoModifier, said), asked.accept()))
    button(dialog, "Drucken").click()
    settle()
    assert (len(said), queue.sent()) == (1, [])
    at_print_dialog(lambda asked: (at_question(Key.Key_O, Qt.KeyboardModifier.AltModifier, said), asked.accept()))
    button(dialog, "Drucken").click()
    one_job(queue, qtbot)
    (sent,) = queue.sent()
    assert pages_in(sent)[0] == pytest.approx((297, 210), abs=1)
    left, _lower, right, _upper = box_of_ink(sent)
    # As far from the edge as on the page itself, where all is enlarged, and cut at the other side.
    assert left == pytest.approx(2**0.5 * 25 / 25.4 * 72, abs=1)
    assert right == pytest.approx(842, abs=1)


@marked
def test_the_paper_chosen_in_the_printers_dialog_comes_out(dialog: PrintDialog, qtbot: QtBot, queue: Queue) -> None:
    queue.use_office_printer()
    said = list[str]()

    def in_properties() -> None:
        inner = QApplication.activeModalWidget()
        sizes = inner.findChild(QComboBox, "pageSizeCombo") if inner else None
        if inner is None or not isinstance(sizes, QComboBox) or not inner.isVisible():
            QTimer.singleShot(10, in_properties)
            return
        QTest.keyClick(sizes, Key.Key_Down)
        assert sizes.currentText() == "A5"
        button(inner, "OK").click()

    def choose_a5(asked: QPrintDialog) -> None:
        QTimer.singleShot(0, in_properties)
        properties = asked.findChild(QPushButton, "properties")
        assert isinstance(properties, QPushButton)
        properties.click()
        at_question(Key.Key_Return, Qt.KeyboardModifier.NoModifier, said)

    print_by_keys(dialog, choose_a5)
    out = one_job(queue, qtbot)
    assert said == ["Die Seiten sind A4, das Papier ist A5."]
    for size in pages_in(out):
        assert sorted(size) == pytest.approx([148, 210], abs=1)
    assert queue.told()["media"] == b"A5"


# Refusals


@marked
@pytest.mark.parametrize("as_picture", [False, True])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("cupsdisable", print_queue.QUEUE), "„PDF“ ist angehalten"),
        (("cupsreject", print_queue.QUEUE), "„PDF“ hat den Auftrag nicht angenommen"),
        (("lpadmin", "-x", print_queue.QUEUE), "„PDF“ gibt es nicht mehr"),
    ],
)
def test_a_queue_that_does_not_take_it_is_said_and_work_goes_on(
    dialog: PrintDialog,
    qtbot: QtBot,
    queue: Queue,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    command: tuple[str, ...],
    words: str,
    as_picture: bool,
) -> None:
    if as_picture:
        request.getfixturevalue("as_pictures")
    told = answer(monkeypatch, "OK")
    # While the person looks at the printers.
    print_by_keys(dialog, lambda _asked: queue.do(*command))
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


@marked
def test_a_job_that_is_held_is_said(
    dialog: PrintDialog, qtbot: QtBot, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.do("lpadmin", "-p", print_queue.QUEUE, "-o", "job-hold-until-default=indefinite")
    told = answer(monkeypatch, "OK")
    print_by_keys(dialog)
    assert "ist dort aber angehalten" in told[0]
    assert queue.waiting() == 1


@marked
def test_cups_that_stopped_meanwhile_is_said(
    dialog: PrintDialog, queue: Queue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = answer(monkeypatch, "OK")
    print_by_keys(dialog, lambda _asked: monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "niemand")))
    assert "Druckdienst" in told[0]
    monkeypatch.undo()
    assert queue.sent() == []


# Into a file


def into_file(target: Path) -> Callable[[QPrintDialog], object]:
    def choose_file(asked: QPrintDialog) -> None:
        printers = asked.findChild(QComboBox, "printers")
        name = asked.findChild(QLineEdit, "filename")
        assert isinstance(printers, QComboBox)
        assert isinstance(name, QLineEdit)
        printers.setFocus()
        press(Key.Key_End)
        name.setFocus()
        replace_text(str(target))

    return choose_file


@pytest.mark.parametrize("pages", ["", "2"])
def test_a_printer_into_a_file_writes_our_own_pdf(
    workspace: Workspace,
    settings: QSettings,
    show: Show,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pages: str,
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "niemand"))
    dialog = opened(workspace, settings, show, None)
    choose(dialog, qtbot, "partner-directory")
    if pages:
        which_pages(dialog, 2)
        range_field(dialog).setText(pages)
    told = answer(monkeypatch, "Schließen")
    target = tmp_path / "gedruckt.pdf"
    print_by_keys(dialog, into_file(target))
    assert told[0].startswith("„gedruckt.pdf“ ist gespeichert.")
    if pages:
        whole, part = (tag_tree.read(data).texts() for data in (dialog.preview.data, target.read_bytes()))
        assert part
        assert set(part) < set(whole)
    else:
        assert target.read_bytes() == dialog.preview.data


# The pages


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
