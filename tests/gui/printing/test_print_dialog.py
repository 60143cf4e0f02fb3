"""The dialog „Drucken und PDF“: every option, the pages that follow it, and the ways out of it."""

import datetime as dt
import errno
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.background import Work
from nrw_desktop.gui.printing import pdf_engine, pdf_export, print_dialog
from nrw_desktop.gui.printing.pdf_export import save_pdf, suggested_name
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.reports.catalogue import REPORTS
from nrw_desktop.reports.unprintable import Printed
from tests.gui.hands import (
    CTRL,
    Key,
    answer,
    bury,
    button,
    callouts,
    close_for_good,
    field,
    labels,
    press,
    settle,
    type_text,
)

ROOT = Path(__file__).resolve().parents[3]
Show = Callable[[QWidget], QWidget]
TODAY = dt.date(2018, 7, 15)
BUTTONS = ("Drucken", "Als PDF speichern", "Als Word-Datei speichern", "Seite kopieren")
ALT = Qt.KeyboardModifier.AltModifier


def opened(
    workspace: Workspace, settings: QSettings, show: Show, phase: str | None, measures: tuple[str, ...] = ()
) -> PrintDialog:
    made = PrintDialog(workspace, settings, phase, measures)
    made.resize(1200, 860)
    show(made)
    return made


def rest_of(dialog: PrintDialog) -> QTimer:
    """What runs while the preview waits for the next choice."""
    (rest,) = dialog.preview.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return rest


def ready(dialog: PrintDialog, qtbot: QtBot) -> None:
    """Wait until the pages are those that are asked for."""
    qtbot.waitUntil(lambda: button(dialog, "Drucken").isEnabled(), timeout=30000)


def refused(dialog: PrintDialog, qtbot: QtBot) -> str:
    """Wait for a sentence in the place of the pages."""
    place = dialog.findChild(QLabel, "preview_sentence")
    assert place is not None
    qtbot.waitUntil(lambda: place.isVisible() and not rest_of(dialog).isActive(), timeout=30000)
    assert not any(button(dialog, words).isEnabled() for words in BUTTONS)
    return place.text()


def push(key: Key, modifiers: Qt.KeyboardModifier, qtbot: QtBot) -> None:
    """Press the key of a button, which goes down and comes up again before it does anything."""
    press(key, modifiers)
    qtbot.wait(150)
    settle()


def select(combo: QComboBox, data: object) -> None:
    place = combo.findData(data)
    assert place >= 0, data
    combo.setCurrentIndex(place)


def which_pages(dialog: PrintDialog, place: int) -> None:
    field(dialog, "Seiten für den Druck").setCurrentIndex(place)


def range_field(dialog: PrintDialog) -> QLineEdit:
    return field(dialog, "Seiten, zum Beispiel 1, 3–5")


def works(dialog: PrintDialog) -> list[Work]:
    """What is making pages."""
    return dialog.preview.findChildren(Work)


def text_of(dialog: PrintDialog) -> str:
    document = dialog.preview.document
    return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))


@pytest.fixture
def dialog(workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot) -> PrintDialog:
    made = opened(workspace, settings, show, None)
    ready(made, qtbot)
    return made


ASKED = {
    "scope": "Umfang", "edition": "Fassung", "columns": "Spalten", "paper": "Papier", "orientation": "Ausrichtung",
    "year": "Jahr", "meeting": "Sitzung", "since": "Abgeschlossen seit", "logo": "Logo", "signature": "Unterschrift",
    "funding": "Zeile zur Förderung", "funder_logos": "Logos der Förderung",
}  # fmt: skip
"""What the labels of the options are called."""


def shown(dialog: PrintDialog) -> set[str]:
    said = labels(dialog.options).replace("&", "").replace("Geändert seit", "Abgeschlossen seit").splitlines()
    return {option for option, words in ASKED.items() if words in said}


@pytest.mark.parametrize("report", REPORTS)
def test_only_what_a_report_takes_is_asked(dialog: PrintDialog, report: str, qtbot: QtBot) -> None:
    select(field(dialog, "Bericht"), report)
    takes = {"scope" if name == "phases" else name for name in REPORTS[report].options} - {"measures"}
    assert shown(dialog) == takes
    ready(dialog, qtbot)
    assert dialog.preview.data.startswith(b"%PDF-")


def test_it_opens_with_the_report_last_used_on_the_phase_in_front(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    first = opened(workspace, settings, show, None)
    select(field(first, "Bericht"), "timeline")
    select(field(first, "Papier"), "A3")
    select(field(first, "Fassung"), "internal")
    first.close()
    phase = workspace.plan.phases[2]
    again = opened(workspace, settings, show, phase.id)
    assert again.options.report.name == "timeline"
    request = again.options.request()
    assert (request.phases, request.paper) == ((phase.id,), "A3")
    # Contacts do not get onto paper by an old habit.
    assert request.edition == "public"
    select(field(again, "Bericht"), "status")
    assert again.options.request().paper == "A4"
    ready(again, qtbot)


def test_what_it_is_asked_to_compare_with_is_not_remembered_as_a_day(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    first = opened(workspace, settings, show, None)
    given = Ground(workspace.plan, "der Sicherung vom 01.03.2018, 08:00 Uhr")
    first.options.compare("Sicherung vom 01.03.2018, 08:00 Uhr", given)
    assert first.options.report.name == "changes"
    assert first.options.request().ground is given
    ready(first, qtbot)
    assert "hat sich nichts geändert" in text_of(first)
    first.close()
    again = opened(workspace, settings, show, None)
    ground = again.options.request().ground
    assert field(again, "Geändert seit").text() == ""
    assert ground is not None
    assert ground.since.startswith("der Anlage des Plans")
    field(again, "Geändert seit").setText("1.1.2018")
    assert again.options.request().since == dt.date(2018, 1, 1)
    field(again, "Geändert seit").setText("bald")
    assert refused(again, qtbot).startswith("„bald“ ist kein Datum.")


def test_an_earlier_state_has_nothing_to_be_compared_with(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    past = opened(Workspace(workspace.past(workspace.steps()[0])), settings, show, None)
    select(field(past, "Bericht"), "changes")
    assert refused(past, qtbot).startswith("Was sich geändert hat, zeigt nur das Fenster des Plans selbst.")


def test_all_by_keys(dialog: PrintDialog, qtbot: QtBot) -> None:
    press(Key.Key_U, ALT)
    press(Key.Key_Down)
    assert refused(dialog, qtbot) == "Es ist keine Phase gewählt. Bitte mindestens eine ankreuzen."
    press(Key.Key_H, ALT)
    press(Key.Key_Down)
    press(Key.Key_Space)
    ready(dialog, qtbot)
    assert "Bestandsanalyse" in text_of(dialog)
    assert "Ausschreibung einer Fachstelle" not in text_of(dialog)
    press(Key.Key_A, ALT)
    for _ in range(2):
        press(Key.Key_Down)
    press(Key.Key_Space)
    ready(dialog, qtbot)
    assert dialog.options.request().columns == ("phase", "period", "goals", "partners")
    press(Key.Key_N, ALT)
    type_text("Amt für Demokratie")
    ready(dialog, qtbot)
    assert "Amt für Demokratie" in text_of(dialog)
    press(Key.Key_F, ALT)
    press(Key.Key_Down)
    ready(dialog, qtbot)
    assert "Interne Fassung" in text_of(dialog)


def test_mnemonics_are_told_apart(dialog: PrintDialog) -> None:
    words = [one.text() for kind in (QLabel, QPushButton) for one in dialog.findChildren(kind) if one.isVisible()]
    keys = [word[word.index("&") + 1].casefold() for word in words if "&" in word]
    assert len(keys) == len(set(keys)) >= 12


def test_everything_that_takes_the_keyboard_has_a_name(dialog: PrintDialog) -> None:
    for widget in dialog.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_a_year_that_only_has_texts_can_be_printed(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    change = workspace.run(edits.detail_rows.YEAR_TEXTS.add, None, "2020")
    assert change is not None
    workspace.run(edits.detail_rows.YEAR_TEXTS.set_field, change.rows[0].id, "outlook", "Es geht weiter.")
    dialog = opened(workspace, settings, show, None)
    select(field(dialog, "Bericht"), "annual-report")
    select(field(dialog, "Jahr"), 2020)
    ready(dialog, qtbot)
    assert "Ausblick" in text_of(dialog)
    assert "Es geht weiter." in text_of(dialog)


def test_only_the_measures_that_are_chosen(workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot) -> None:
    plan = workspace.plan
    chosen = tuple(one.id for one in plan.measures(plan.phases[0].id)[1:3])
    dialog = opened(workspace, settings, show, None, chosen)
    assert button(dialog, "markierten").text() == "Nur die 2 &markierten Maßnahmen"
    push(Key.Key_M, ALT, qtbot)
    ready(dialog, qtbot)
    text = " ".join(text_of(dialog).split())
    assert "2 ausgewählte Maßnahmen" in text
    assert "Einrichtung und Ausstattung" in text
    assert "Ausschreibung einer Fachstelle" not in text
    assert "Bestandsanalyse" not in text
    select(field(dialog, "Bericht"), "partner-directory")
    assert "markierte" not in " ".join(one.text() for one in dialog.findChildren(QCheckBox) if one.isVisible())
    assert dialog.options.request().measures is None
    ready(dialog, qtbot)


def test_pages_follow_after_a_rest_and_the_old_ones_stay(dialog: PrintDialog, qtbot: QtBot) -> None:
    before = dialog.preview.document.pageCount()
    field(dialog, "Unterschrift").setText("K")
    field(dialog, "Unterschrift").setText("KI")
    assert not button(dialog, "Drucken").isEnabled()
    qtbot.wait(20)
    assert dialog.preview.document.pageCount() == before
    assert not works(dialog), "nothing is made before the rest is over"
    ready(dialog, qtbot)


def test_the_last_choice_wins(dialog: PrintDialog, qtbot: QtBot) -> None:
    rest_of(dialog).setInterval(0)
    for report in ("timeline", "status", "action-plan", "partner-directory"):
        select(field(dialog, "Bericht"), report)
        rest_of(dialog).start(0)
        qtbot.wait(5)
    ready(dialog, qtbot)
    assert "19 Kooperationspartner" in text_of(dialog)


@pytest.mark.parametrize("finished", [False, True])
def test_closing_while_it_works_is_clean(
    workspace: Workspace, settings: QSettings, qtbot: QtBot, finished: bool
) -> None:
    made = PrintDialog(workspace, settings, None)
    made.show()
    made.preview.refresh(at_once=True)
    while not works(made):
        QApplication.processEvents()
    # Done, but not told yet: the last moment in which somebody can give up.
    if finished:
        assert works(made)[0].wait(30000)
    made.reject()
    assert all(work.isFinished() for work in works(made))
    qtbot.wait(20)
    assert not works(made)
    assert made.preview.document.pageCount() == 0


def test_what_cannot_be_is_a_sentence_in_the_place_of_the_pages(dialog: PrintDialog, qtbot: QtBot) -> None:
    field(dialog, "Zeile zur Förderung").setText("x" * 301)
    assert "mehr als 300 Zeichen" in refused(dialog, qtbot)
    columns = field(dialog, "Spalten")
    for row in range(columns.topLevelItemCount()):
        columns.topLevelItem(row).setCheckState(0, Qt.CheckState.Unchecked)
    assert "keine Spalte gewählt" in refused(dialog, qtbot)
    field(dialog, "Zeile zur Förderung").clear()
    select(field(dialog, "Bericht"), "status")
    ready(dialog, qtbot)
    field(dialog, "Abgeschlossen seit").setText("gestern")
    assert refused(dialog, qtbot).startswith("„gestern“ ist kein Datum.")
    field(dialog, "Abgeschlossen seit").setText("1.7.2017")
    ready(dialog, qtbot)
    assert "Seit dem 1. Juli 2017 ist nichts abgeschlossen worden." in " ".join(text_of(dialog).split())


@pytest.mark.complains("ZeroDivisionError")
def test_a_failure_is_a_sentence_too(dialog: PrintDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from nrw_desktop.reports import catalogue

    def broken(*_arguments: Any) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(catalogue, "made", broken)
    field(dialog, "Unterschrift").setText("x")
    assert refused(dialog, qtbot).startswith("Das hat nicht geklappt.")


def test_pages_that_cannot_be_shown_can_be_saved(
    dialog: PrintDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Printed(b"%PDF-1.7 of a kind that is not known", ())
    monkeypatch.setattr(pdf_export.unprintable, "printed", lambda *_: broken)
    field(dialog, "Unterschrift").setText("x")
    place = dialog.findChild(QLabel, "preview_sentence")
    assert place is not None
    qtbot.waitUntil(place.isVisible, timeout=30000)
    assert "lassen sich hier nicht zeigen. „Als PDF speichern …“ geht trotzdem" in place.text()
    can = [button(dialog, words).isEnabled() for words in ("Als PDF speichern", "Drucken", "Seite kopieren")]
    assert (can, dialog.preview.data[:5]) == ([True, False, False], b"%PDF-")


WITHOUT_QTPDF = """
import sys
sys.modules["PySide6.QtPdf"] = None
from nrw_desktop.gui.printing import pdf_engine, print_dialog
print(pdf_engine.IS_THERE)
"""


def test_without_qtpdf_there_are_pdfs_all_the_same(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QTPDF], env=surroundings, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "False\n"
    monkeypatch.setattr(pdf_engine, "IS_THERE", False)
    choose_file(monkeypatch, "getSaveFileName", tmp_path / "b.pdf")
    told = answer(monkeypatch, "OK", "Schließen")
    print_dialog.show(window, None)
    assert "Vorschau und Drucken gehen gerade nicht" in told[0]
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")


def test_an_empty_plan_and_an_empty_phase(workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot) -> None:
    for phase in workspace.plan.phases:
        workspace.run(edits.phases.remove, phase.id)
    workspace.run(edits.phases.add, "Leer", 0)
    dialog = opened(workspace, settings, show, workspace.plan.phases[0].id)
    ready(dialog, qtbot)
    assert "Noch keine Maßnahmen" in text_of(dialog)
    dialog.close()
    workspace.run(edits.phases.remove, workspace.plan.phases[0].id)
    for partner in workspace.plan.partners:
        workspace.run(edits.partners.remove, partner.id)
    dialog = opened(workspace, settings, show, None)
    assert refused(dialog, qtbot).startswith("In diesem Plan steht noch nichts")


# The logo


def choose_file(monkeypatch: pytest.MonkeyPatch, method: str, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, method, lambda *_arguments, **_more: (str(path), ""))


def test_a_logo_is_remembered_even_when_its_file_goes(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "Wappen.png"
    Image.new("RGB", (60, 30), "red").save(picture)
    dialog = opened(workspace, settings, show, None)
    choose_file(monkeypatch, "getOpenFileName", picture)
    press(Key.Key_L, ALT)
    press(Key.Key_Space)
    qtbot.wait(150)
    data = picture.read_bytes()
    assert dialog.options.request().logo == data
    ready(dialog, qtbot)
    picture.unlink()
    dialog.close()
    again = opened(workspace, settings, show, None)
    assert field(again, "Logo: Wappen.png").text() == "Wappen.png"
    assert again.options.request().logo == data
    push(Key.Key_O, ALT, qtbot)
    assert again.options.request().logo is None
    ready(again, qtbot)


def test_who_funds_the_project_is_remembered_for_all_reports(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = [tmp_path / "Land.png", tmp_path / "Bund, rot.png"]
    for picture, colour in zip(pictures, ("green", "red"), strict=True):
        Image.new("RGB", (60, 30), colour).save(picture)
    dialog = opened(workspace, settings, show, None)
    press(Key.Key_Z, ALT)
    type_text("Gefördert durch Probe")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments, **_more: ([str(p) for p in pictures], ""))
    press(Key.Key_G, ALT)
    press(Key.Key_Space)
    qtbot.wait(150)
    wanted = tuple(picture.read_bytes() for picture in pictures)
    request = dialog.options.request()
    assert (request.funding, request.funder_logos, request.logo) == ("Gefördert durch Probe", wanted, None)
    ready(dialog, qtbot)
    assert "Gefördert durch Probe" in text_of(dialog)
    for picture in pictures:
        picture.unlink()
    dialog.close()
    again = opened(workspace, settings, show, None)
    select(field(again, "Bericht"), "status")
    request = again.options.request()
    assert (request.funding, request.funder_logos) == ("Gefördert durch Probe", wanted)
    button(again, "Ohne Logos").click()
    field(again, "Zeile zur Förderung").clear()
    request = again.options.request()
    assert (request.funding, request.funder_logos) == ("", ())
    ready(again, qtbot)


@pytest.mark.parametrize("content", [b"GIF89a...", b"", b"\x89PNG\r\n\x1a\nabc", b"x" * (21 * 1024 * 1024)])
def test_what_is_no_logo_is_said(
    dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    picture = tmp_path / "Wappen.png"
    picture.write_bytes(content)
    choose_file(monkeypatch, "getOpenFileName", picture)
    told = answer(monkeypatch, "OK")
    field(dialog, "Logo wählen").click()
    assert len(told) == 1
    assert "Logo" in told[0]
    assert dialog.options.request().logo is None


# The pages


def test_pages_are_zoomed_and_turned(dialog: PrintDialog, qtbot: QtBot) -> None:
    select(field(dialog, "Bericht"), "partner-directory")
    ready(dialog, qtbot)
    preview = dialog.preview
    field(dialog, "Bericht").setFocus()
    push(Key.Key_Plus, CTRL, qtbot)
    first = preview.view.zoomFactor()
    push(Key.Key_Plus, CTRL, qtbot)
    assert preview.view.zoomFactor() > first
    push(Key.Key_Minus, CTRL, qtbot)
    assert preview.view.zoomFactor() == pytest.approx(first)
    push(Key.Key_0, CTRL, qtbot)
    assert preview.view.zoomMode() is QPdfView.ZoomMode.FitInView
    push(Key.Key_PageDown, CTRL, qtbot)
    assert preview.page == 1
    assert "Seite 2 von 2" in labels(dialog)
    push(Key.Key_PageDown, CTRL, qtbot)
    assert preview.page == 1
    push(Key.Key_PageUp, CTRL, qtbot)
    assert preview.page == 0


class _Count(QObject):
    """Counts how often a widget gets another size; a widget that finds no end is hidden, which ends it."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Resize
        if self.times > 200 and isinstance(watched, QWidget) and watched.window().isVisible():
            watched.window().hide()
        return False


def test_a_page_finds_its_size_in_a_dialog_of_any_size(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    """A scroll bar that comes and goes with the size of the page, and the page with it, would hold everything up."""
    dialog = opened(workspace, settings, show, workspace.plan.phases[0].id)
    ready(dialog, qtbot)
    assert dialog.preview.document.pageCount() == 1
    count = _Count()
    dialog.preview.view.viewport().installEventFilter(count)
    for height in range(640, 780):
        count.times = 0
        dialog.resize(1214, height)
        settle()
        assert count.times < 10, height


def test_a_page_is_copied_as_a_picture(dialog: PrintDialog, qtbot: QtBot) -> None:
    push(Key.Key_K, ALT, qtbot)
    picture = QGuiApplication.clipboard().image()
    assert picture.width() == round(297 / 25.4 * 150)
    assert picture.pixelColor(2, 2).name() == "#ffffff"
    dark = sum(
        picture.pixelColor(x, y).lightness() < 100 for x in range(0, picture.width(), 3) for y in range(150, 300)
    )
    assert dark > 50
    assert callouts(dialog) == ["Die Seite liegt als Bild in der Zwischenablage."]


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_ground_of_the_pages_follows_the_theme(
    dialog: PrintDialog, qapp: QApplication, scheme: Qt.ColorScheme
) -> None:
    theme.apply(qapp, scheme)
    settle()
    view = dialog.preview.view
    assert view.frameShape() is QFrame.Shape.NoFrame
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(1, picture.height() - 2).name() == theme.colors().line
    theme.apply(qapp, Qt.ColorScheme.Light)


def test_the_words_of_the_main_button_have_room(dialog: PrintDialog) -> None:
    main, other = button(dialog, "Drucken"), button(dialog, "Als PDF speichern")
    bold = QFont(main.font())
    bold.setWeight(QFont.Weight.DemiBold)
    # 18 of padding and 1 of frame at each side, as the style sheet says.
    assert main.width() >= QFontMetrics(bold).horizontalAdvance(main.text().replace("&", "")) + 38
    assert main.isDefault()
    assert not other.isDefault()


def unprintable(dialog: PrintDialog) -> QLabel:
    place = dialog.findChild(QLabel, "unprintable")
    assert place is not None
    return place


def write_odd_title(workspace: Workspace) -> None:
    """Give the first phase a title with a character that no font has."""
    workspace.run(edits.phases.set_field, workspace.plan.phases[0].id, "title", "Auge \U00013080")


def test_what_no_font_has_is_said_above_the_pages(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    write_odd_title(workspace)
    dialog = opened(workspace, settings, show, None)
    ready(dialog, qtbot)
    assert unprintable(dialog).isVisible()
    assert unprintable(dialog).text().splitlines() == [
        "Für diese Zeichen gibt es keine Schrift; auf dem Papier steht für jedes ein Kästchen:",
        "Phase 1, Titel: „\U00013080“ kann nicht gedruckt werden.",
    ]
    # The Sachstand has only the number of a phase.
    select(field(dialog, "Bericht"), "status")
    ready(dialog, qtbot)
    assert not unprintable(dialog).isVisible()


def test_nothing_is_said_where_all_can_be_printed(dialog: PrintDialog) -> None:
    assert not unprintable(dialog).isVisible()


@pytest.mark.parametrize(("word", "written"), [("Trotzdem speichern", True), ("Abbrechen", False)])
def test_saving_without_a_preview_asks_first(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, written: bool
) -> None:
    write_odd_title(window.workspace)
    choose_file(monkeypatch, "getSaveFileName", tmp_path / "Übersicht")
    told = answer(monkeypatch, word, "Schließen")
    pdf_export.save(window, None)
    assert "Phase 1, Titel: „\U00013080“ kann nicht gedruckt werden." in told[0]
    assert (tmp_path / "Übersicht.pdf").exists() is written


# Saving and printing


def test_the_pdf_is_saved_as_a_whole(
    dialog: PrintDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, "getSaveFileName", tmp_path / "Übersicht")
    told = answer(monkeypatch, "Schließen", "Schließen")
    push(Key.Key_S, ALT, qtbot)
    assert (tmp_path / "Übersicht.pdf").read_bytes() == dialog.preview.data
    assert told[0].startswith("„Übersicht.pdf“ ist gespeichert.")
    push(Key.Key_W, ALT, qtbot)
    assert told[1].startswith("„Übersicht.docx“ ist gespeichert.")
    with zipfile.ZipFile(tmp_path / "Übersicht.docx") as file:
        assert "Phasenübersicht" in file.read("word/document.xml").decode()


def test_it_is_opened_after_saving_where_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    told = list[str]()
    monkeypatch.setattr(pdf_export.QDesktopServices, "openUrl", lambda url: told.append(url.toLocalFile()))
    choose_file(monkeypatch, "getSaveFileName", tmp_path / "b.pdf")
    answer(monkeypatch, "Öffnen")
    save_pdf(None, b"%PDF-", "b.pdf", tmp_path)  # type: ignore[arg-type]
    assert told == [(tmp_path / "b.pdf").as_posix()]


def test_no_file_chosen_saves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    choose_file(monkeypatch, "getSaveFileName", "")
    save_pdf(None, b"%PDF-", "b.pdf", tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "kein Platz mehr"), (errno.EACCES, "schreibgeschützt")])
def test_the_old_pdf_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object, number: int, words: str
) -> None:
    target = tmp_path / "b.pdf"
    target.write_bytes(b"alt")

    def full(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    choose_file(monkeypatch, "getSaveFileName", target)
    told = answer(monkeypatch, "Ersetzen", "OK")
    save_pdf(None, b"%PDF-neu", "b.pdf", tmp_path)  # type: ignore[arg-type]
    assert words in told[1]
    assert "Die bisherige Datei ist unverändert." in told[1]
    assert target.read_bytes() == b"alt"
    assert [one.name for one in tmp_path.iterdir()] == ["b.pdf"]


def test_names_suit_windows(bielefeld: Plan) -> None:
    assert suggested_name(bielefeld, "Zeitplan", None) == "Zeitplan.pdf"
    named = suggested_name(bielefeld, "Phasenübersicht", bielefeld.phases[1].id)
    assert named == "Phasenübersicht 2 Bestandsanalyse.pdf"
    odd = bielefeld.apply(edits.phases.set_field(bielefeld, bielefeld.phases[0].id, "title", 'A/B: "C"? ...'))
    assert suggested_name(odd, "Phasenübersicht", odd.phases[0].id) == "Phasenübersicht 1 A-B- -C--.pdf"


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize(("which", "pages"), [(0, (0, 1)), (1, (1,)), (2, (0,))])
def test_printing_asks_for_the_printer(
    dialog: PrintDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    accepted: bool,
    which: int,
    pages: tuple[int, ...],
) -> None:
    printed = list[tuple[str, tuple[int, ...]]]()
    codes = QPrintDialog.DialogCode
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: codes.Accepted if accepted else codes.Rejected)
    monkeypatch.setattr(
        print_dialog,
        "send",
        lambda _data, _count, sheets, _fit, job, _printer, _progress: (
            printed.append((job.title, tuple(sheet.page for sheet in sheets))) or ""
        ),
    )
    select(field(dialog, "Bericht"), "partner-directory")
    ready(dialog, qtbot)
    dialog.preview.turn(1)
    which_pages(dialog, which)
    if which == 2:
        type_text("1")
    push(Key.Key_D, ALT, qtbot)
    assert printed == ([("Partnerverzeichnis", pages)] if accepted else [])


def test_pages_that_are_none_are_said_at_their_field(
    dialog: PrintDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: pytest.fail("a printer was asked for"))
    which_pages(dialog, 2)
    type_text("99")
    push(Key.Key_D, ALT, qtbot)
    assert "Bitte die Seiten anders angeben." in callouts(dialog)[0]


def test_a_printer_that_breaks_off_is_said(dialog: PrintDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise PlanError("Der Drucker hat mittendrin abgebrochen.")

    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Accepted)
    monkeypatch.setattr(print_dialog, "send", fail)
    told = answer(monkeypatch, "OK")
    push(Key.Key_D, ALT, qtbot)
    assert told == ["Der Drucker hat mittendrin abgebrochen.\n"]
    assert button(dialog, "Drucken").isEnabled()


def test_a_window_that_is_closed_while_a_pdf_is_made_asks_for_no_place(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stands above the window in the first moments, so that it can be closed."""
    begun = threading.Event()

    def make(_progress: object) -> Printed:
        begun.wait(10)
        return Printed(b"%PDF")

    def close() -> None:
        close_for_good(window)
        bury()
        begun.set()

    QTimer.singleShot(0, QApplication.instance(), close)
    assert pdf_export.make_in_background(window, make) is None
    assert not isValid(window)


def test_closed_minutes_are_printed_as_they_were_closed(
    workspace: Workspace, settings: QSettings, show: Show, qtbot: QtBot
) -> None:
    """With what was corrected since; what else became of the plan is not theirs."""
    workspace.run(edits.meetings.add, None, "4.6.2018", "Steuerungskreis")
    (meeting,) = workspace.plan.meetings
    workspace.run(edits.agenda.add, meeting.id, "Fachtagung")
    measure = workspace.plan.measures(workspace.plan.phases[0].id)[0]
    (item,) = workspace.plan.agenda(meeting.id)
    workspace.run(edits.agenda.set_measure, item.id, measure.id, True)
    workspace.run(edits.meetings.close, meeting.id)
    workspace.run(edits.meetings.reopen, meeting.id, "Der Ort fehlte")
    workspace.run(edits.meetings.set_field, meeting.id, "place", "Rathaus")
    workspace.run(edits.meetings.close, meeting.id)
    workspace.run(edits.measures.set_field, measure.id, "short", "Später anders genannt")
    dialog = opened(workspace, settings, show, None)
    dialog.options.choose_meeting("minutes", meeting.id)
    qtbot.waitUntil(lambda: "Protokoll: Steuerungskreis" in text_of(dialog), timeout=30000)
    ready(dialog, qtbot)
    text = text_of(dialog)
    assert "Zu: Ausschreibung einer Fachstelle" in text
    assert "Ort: – → Rathaus" in text
    assert "Später anders" not in text
