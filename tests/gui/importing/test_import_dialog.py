"""„Importieren“ in the window: by keys alone, questions first, one step that undo takes back, and a dropped file."""

import threading
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from msgspec import structs
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Draft, Place
from nrw_desktop.domain.edits import phases
from nrw_desktop.domain.edits.new_plan import Details, begun
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import partners
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Cell, Line, Source, Table, TextRows
from nrw_desktop.exchange.tables.headings import NO_FIELD
from nrw_desktop.gui.importing import drawing, taking
from nrw_desktop.gui.importing.dropped_files import DroppedFiles
from nrw_desktop.gui.importing.import_dialog import ImportDialog
from nrw_desktop.gui.importing.opening import new_plan, open_file
from nrw_desktop.gui.importing.question_list import QuestionList
from nrw_desktop.gui.importing.source_view import SourceView
from nrw_desktop.gui.kit import lifetimes, theme
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.exchange.tables.test_documents import HEAD, ONE, TWO
from tests.exchange.word.docx_maker import document, p, table
from tests.gui.hands import ALT, CTRL, SHIFT, Key, answer, command, press, settle
from tests.gui.size_walk import clashing


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "Tabelle.docx"
    rows = [
        (*ONE[:4], "Jugendkordinatoren, AK Asyl", "500 €"),
        ("2 Bestand", "Sommer 2018", *TWO[2:4], "Jugendkoordinatoren", ""),
    ]
    path.write_bytes(document(p("Plan"), table((*HEAD, "Kosten"), *rows), p("Ende")))
    return path


def opened(window: MainWindow, qtbot: QtBot) -> ImportDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ImportDialog)))
    dialog = next(one for one in window.findChildren(ImportDialog) if one.isVisible())
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
    return dialog


def by_name(dialog: ImportDialog, name: str) -> QTableView:
    return next(one for one in dialog.findChildren(QTableView) if one.accessibleName() == name)


def chooser(table: QTableView, column: int) -> QComboBox:
    name = f"Spalte {column + 1} ist"
    return next(one for one in table.findChildren(QComboBox) if one.accessibleName() == name)


def go_to(table: QTableView, row: int, column: int = 0) -> None:
    table.setCurrentIndex(table.model().index(row, column))


def test_a_person_imports_by_keys_answers_and_takes_it_back(
    window: MainWindow, word: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.workspace.plan
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(word), ""))
    press(Key.Key_I, CTRL | SHIFT)
    dialog = opened(window, qtbot)
    told = next(one for one in dialog.findChildren(QLabel) if "Phasen" in one.text())
    do = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("&Importieren"))
    assert told.text() == "2 Phasen, 3 Maßnahmen, 7 Ziele, 2 Partner; 4 Fragen."
    assert not do.isEnabled()
    assert [*clashing(dialog)] == []
    # A letter that leads nowhere chooses no answer either.
    press(Key.Key_N, ALT)
    assert told.text().endswith("; 4 Fragen.")
    # The first question has the keyboard; the choosers above the file say the same.
    press(Key.Key_Down)
    file, plan_table = by_name(dialog, "Die Datei"), by_name(dialog, "So wird der Plan")
    qtbot.waitUntil(lambda: told.text().endswith("; 3 Fragen."))
    assert chooser(file, 5).currentText() == "Notiz"
    press(Key.Key_Tab)
    press(Key.Key_Down)
    qtbot.waitUntil(lambda: told.text().endswith("; 2 Fragen."))
    # What is chosen at one side is marked at the other.
    go_to(plan_table, 1)
    assert file.currentIndex().data().startswith("• Ausschreibung")
    go_to(file, 2)
    assert plan_table.currentIndex().data() == "2  Bestand (Juni bis August 2018)"
    next(one for one in dialog.findChildren(QPushButton) if "Vorschläge" in one.text()).click()
    qtbot.waitUntil(do.isEnabled)
    press(Key.Key_Return)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and window.isActiveWindow())
    plan = window.workspace.plan
    assert [phase.title for phase in plan.phases[-2:]] == ["Analyse der Ausgangssituation", "Bestand"]
    # The register had it already, under another spelling as well.
    assert len(plan.partners) == len(before.partners) + 1
    assert partners.cell_text(plan, plan.phases[-2]) == "Jugendkordinatoren, AK Asyl"
    command(window, "Rückgängig")
    assert window.workspace.plan == before
    command(window, "Wiederholen")
    assert window.workspace.plan == plan
    # What was said of the column is known the next time.
    command(window, "Importieren …")
    again = opened(window, qtbot)
    told = next(one for one in again.findChildren(QLabel) if "Phasen" in one.text())
    assert told.text().endswith("; 3 Fragen.")
    again.reject()


def test_a_long_drawing_holds_nothing_up_and_the_newest_answer_counts(
    window: MainWindow, word: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file(window, word)
    dialog = opened(window, qtbot)
    told = next(one for one in dialog.findChildren(QLabel) if "Phasen" in one.text())
    do = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("&Importieren"))
    bar = next(iter(dialog.findChildren(QProgressBar)))
    names: list[int] = []
    answered = threading.Event()

    def slow(source: Source, answers: Answers, into: Plan | None) -> Draft:
        names.append(len(answers))
        answered.wait(20)
        return draft_of(source, answers, into)

    monkeypatch.setattr(drawing, "draft_of", slow)
    # It comes back while the drawing goes on.
    press(Key.Key_Down)
    assert bar.isVisible()
    press(Key.Key_Tab)
    press(Key.Key_Down)
    next(one for one in dialog.findChildren(QPushButton) if "Vorschläge" in one.text()).click()
    assert not do.isEnabled()
    answered.set()
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert told.text() == "2 Phasen, 3 Maßnahmen, 7 Ziele, 2 Partner."
    assert do.isEnabled()
    assert do.hasFocus()
    assert names == [1, 4]
    # Whoever leaves while it goes on is not held up either.
    next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Spalte 6 ist").activated.emit(0)
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(bar))
    qtbot.wait(250)


def drop(target: QWidget, *files: Path) -> Qt.DropAction:
    """Drag files over a widget and let go there; what was done with them, as their program is told."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    moved, buttons = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain, place = Qt.KeyboardModifier.NoModifier, QPoint(9, 9)
    QApplication.sendEvent(target, QDragEnterEvent(place, moved, data, buttons, plain))
    event = QDropEvent(QPointF(place), moved, data, buttons, plain)
    QApplication.sendEvent(target, event)
    return event.dropAction()


def test_a_dropped_file_opens_its_import_or_says_why_not(
    window: MainWindow, word: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, done = window.workspace.plan, list[tuple[str, Path]]()
    ways = [partial(lambda name, path: done.append((name, path)), name) for name in ("open", "merge")]
    DroppedFiles(window, lambda files: taking.take(window, files, *ways))
    shown = answer(monkeypatch, "OK", "OK", "OK")
    no_word, folder = word.with_name("Brief.docx"), word.with_name("Ordner")
    no_word.write_bytes(b"%PDF-1.7")
    folder.mkdir()
    for files, said in (
        ([no_word], "Das ist eine PDF-Datei"),
        ([folder], "ist ein Ordner"),
        ([word, no_word], "Das sind 2 Dateien"),
    ):
        shown.clear()
        assert drop(window, *files) == Qt.DropAction.CopyAction
        qtbot.waitUntil(lambda: bool(shown))
        assert said in shown[0]
    other = window.workspace.path.with_name("Andere.nrwplan")
    for button in ("Öffnen", "Zusammenführen", "Abbrechen"):
        answer(monkeypatch, button)
        drop(window, other)
        settle()
    assert done == [("open", other), ("merge", other)]
    # A field leaves files to the window.
    note = window.findChildren(TextEdit)[0]
    note.setEnabled(True)
    text = note.toPlainText()
    drop(note.viewport(), word)
    settle()
    assert note.toPlainText() == text
    if not any(one.isVisible() for one in window.findChildren(ImportDialog)):
        drop(window, word)
    opened(window, qtbot).reject()
    assert window.workspace.plan == before


def test_a_plan_without_phases_keeps_what_it_says_of_itself(
    window: MainWindow, word: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = window.workspace
    for phase in workspace.plan.phases:
        workspace.run(phases.remove, phase.id)
    before = workspace.plan.project
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(word), ""))
    command(window, "Importieren …")
    dialog = opened(window, qtbot)
    next(one for one in dialog.findChildren(QPushButton) if "Vorschläge" in one.text()).click()
    qtbot.waitUntil(next(one for one in dialog.findChildren(QPushButton) if "&Importieren" in one.text()).isEnabled)
    press(Key.Key_Return)
    assert [phase.title for phase in workspace.plan.phases] == ["Analyse der Ausgangssituation", "Bestand"]
    assert before.title != "Plan"
    assert workspace.plan.project == before


def test_a_file_becomes_a_plan_file_of_its_own(
    window: MainWindow, word: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, target = window.workspace.plan, tmp_path / "Aus Word.nrwplan"
    made: list[Path] = []
    lifetimes.connect(window.workspace.copy_made, window, made.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(word), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **_more: (str(target), ""))

    def bring_in(dialog: ImportDialog) -> None:
        for words in ("Vorschläge", "&Importieren"):
            button = next(one for one in dialog.findChildren(QPushButton) if words in one.text())
            qtbot.waitUntil(button.isEnabled)
            button.click()

    command(window, "Importieren …")
    dialog = opened(window, qtbot)
    how = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Wie importiert wird")
    how.setFocus()
    press(Key.Key_End)
    assert how.currentText() == "als neue Plandatei"
    bring_in(dialog)
    assert made == [target]
    assert window.workspace.plan == before
    # From the page of a new plan there is no other way, and what is typed there counts too.
    typed = Details(municipality="Stadt Hamm")
    other = target.with_name("Neu.nrwplan")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **_more: (str(other), ""))

    def run(dialog: ImportDialog) -> None:
        dialog.show()
        bring_in(dialog)

    monkeypatch.setattr(ImportDialog, "exec", run)
    assert new_plan(window, window.settings, tmp_path, partial(begun, details=typed)) == other
    for path, municipality in ((target, ""), (other, "Stadt Hamm")):
        with PlanFile.open(path, read_only=True) as file:
            assert [phase.title for phase in file.plan.phases] == ["Analyse der Ausgangssituation", "Bestand"]
            assert file.plan.project.municipality == municipality


def test_encoding_and_separator_are_chosen_with_the_umlauts_in_sight(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "Liste.csv"
    path.write_bytes("Phase|Maßnahme|Zeitraum\nPrüfung|Übung, groß|2019\n".encode("cp850"))
    open_file(window, path)
    dialog = opened(window, qtbot)
    file = by_name(dialog, "Die Datei")
    boxes = {one.accessibleName(): one for one in dialog.findChildren(QComboBox)}
    encoding, separator = boxes["Zeichen"], boxes["Spalten durch"]
    assert (encoding.currentText(), separator.currentText()) == (
        "DOS (Codepage 850): „Maßnahme“",
        "senkrechte Striche",
    )
    assert encoding.itemText(encoding.findData("cp1252")) == "Windows-1252: „Maánahme“"

    def choose(box: QComboBox, words: str) -> None:
        box.setCurrentIndex(next(place for place in range(box.count()) if words in box.itemText(place)))
        box.activated.emit(box.currentIndex())

    def cell(row: int, column: int) -> str:
        return str(file.model().index(row, column).data())

    choose(encoding, "Windows-1252")
    assert cell(0, 1) == "Maánahme"
    choose(encoding, "DOS")
    assert cell(1, 0) == "Prüfung"
    choose(separator, "Komma")
    qtbot.waitUntil(lambda: file.model().columnCount() == 2)
    assert cell(1, 1) == "groß|2019"
    dialog.reject()


def test_a_table_without_heads_is_read_turned(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Quer.docx"
    columns = [("Analyse", "2019", "Tagung mit allen"), ("Umsetzung", "2020", "Fest für alle im Quartier")]
    path.write_bytes(document(table(*zip(*columns, strict=True))))
    open_file(window, path)
    dialog = opened(window, qtbot)
    turned = next(one for one in dialog.findChildren(QCheckBox) if "gedreht" in one.text())
    file = by_name(dialog, "Die Datei")
    assert (turned.isChecked(), file.model().rowCount(), file.model().columnCount()) == (False, 3, 2)
    turned.click()
    qtbot.waitUntil(lambda: (file.model().rowCount(), file.model().columnCount()) == (2, 3))
    assert turned.isChecked()
    assert file.model().index(1, 0).data() == "Umsetzung"
    turned.click()
    assert file.model().columnCount() == 2
    dialog.reject()


def test_a_question_shows_what_it_asks_now(qtbot: QtBot) -> None:
    doubt = Doubt(
        key="Tabelle 1, Spalte 4",
        place=Place("Tabelle 1", column=4),
        read="Wirkung",
        question="„Wirkung“: Was ist das?",
        choices=(Choice("goals", "Ziel"), Choice("note", "Notiz")),
        suggestion="goals",
    )
    questions = QuestionList()
    qtbot.addWidget(questions)
    for asked in (doubt, structs.replace(doubt, choices=doubt.choices[1:], suggestion="note")):
        questions.show_doubts([asked])
        field = questions.answer_of(0)
        words = {field.itemText(place) for place in range(field.count())}
        assert any("Notiz" in word for word in words)
        assert any("Ziel" in word for word in words) == (asked is doubt)


def test_only_what_is_left_out_is_grey(qtbot: QtBot) -> None:
    rows = [HEAD, ("Analyse", "2019", "Tagung", "Austausch", "MBR")], [("Umsetzung", "2020", "Fest", "Austausch", "")]
    tables = (Table(tuple(tuple(Cell((Line(text),)) for text in row) for row in one), f"T{len(one)}") for one in rows)
    source = Source(tuple(tables))
    view = SourceView()
    qtbot.addWidget(view)
    view.show_source(source, {})
    view.show_draft(draft_of(source, {"T2, Spalte 4": NO_FIELD}))
    which = next(one for one in view.findChildren(QComboBox) if one.accessibleName() == "Tabelle der Datei")
    muted = []
    for place in range(2):
        which.setCurrentIndex(place)
        cells = [view.table.model().index(0, column) for column in range(5)]
        shades = [cell.data(Qt.ItemDataRole.ForegroundRole) for cell in cells]
        muted.append([cell.data() for cell, shade in zip(cells, shades, strict=True) if shade is not None])
        assert all(shade is None or shade.name() == theme.colors().muted for shade in shades)
    assert muted == [["Ziel"], []]


def test_a_cell_that_says_something_by_its_colour_alone_is_seen_and_heard(qtbot: QtBot) -> None:
    rows = TextRows([("Maßnahme", "Jan 2024", "Feb 2024"), ("Tagung", "", "")])
    view = SourceView()
    qtbot.addWidget(view)
    view.show_source(Source((Table(rows, "Plan", colours={1: {2: "FF4472C4"}}),)), {})
    model = view.table.model()
    roles = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
    said = [[model.index(1, column).data(role) for column in range(3)] for role in roles]
    assert said == [["Tagung", "", "■"], ["Tagung", "leer", "gefärbt"]]
