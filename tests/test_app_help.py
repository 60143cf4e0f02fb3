"""Help, settings and what helps to support the program, in the running program."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.application import prepared_settings
from nrw_desktop.gui.timeline.timeline_card import TimelineCard
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.system import logging_setup
from nrw_desktop.storage.upkeep import diagnosis, recent_plans
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import (
    CTRL,
    Key,
    answer,
    button,
    callouts,
    card_of,
    command,
    entry,
    field,
    go_to,
    go_to_page,
    in_front,
    labels,
    list_of,
    named,
    on_first_phase,
    open_editor,
    press,
    settle,
    tabs,
    type_text,
)
from tests.test_app import close, program  # noqa: F401

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(program: App, qtbot: QtBot) -> MainWindow:  # noqa: F811
    """Its window, once all that comes after the first look is there."""
    program.start(None)
    made = program.window
    assert isinstance(made, MainWindow)
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    entry(made, "Handbuch")
    return on_first_phase(made)


def dialog(title: str) -> QWidget:
    """The dialog whose title begins so, once it is in front."""
    for _ in range(200):
        front = QApplication.activeWindow()
        if front is not None and front.windowTitle().startswith(title):
            return front
        QTest.qWait(10)
    raise AssertionError((title, [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]))


def article(title: str) -> QTextBrowser:
    """The page of the handbook that is shown."""
    return named(dialog(f"{title} – Handbuch"), QTextBrowser, "Seite des Handbuchs")


def top_line(page: QTextBrowser) -> str:
    """What stands where reading begins."""
    return page.textCursor().block().text()


def tool(window: MainWindow, words: str) -> QToolButton:
    """The button of the toolbar that says this."""
    (bar,) = window.findChildren(QToolBar)
    return next(one for one in bar.findChildren(QToolButton) if words in one.text())


def leave(window: QWidget) -> None:
    """Close what is in front, and go on in the window; without a window manager none would be active then."""
    press(Key.Key_Escape)
    window.activateWindow()
    settle()


def test_the_handbook_opens_at_the_place_and_is_read_by_key(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_of(window, "Ziele").setFocus()
    press(Key.Key_F1)
    page = article("Ziele")
    assert QApplication.focusWidget() is page
    # From link to link, back and forth.
    press(Key.Key_Tab)
    press(Key.Key_Return)
    page = article("Prüfen, was fehlt")
    press(Key.Key_Left, ALT)
    article("Ziele")
    press(Key.Key_Right, ALT)
    article("Prüfen, was fehlt")
    # Words as people spell them; what was found stands out.
    press(Key.Key_F, CTRL)
    type_text("loeschen endgueltig")
    press(Key.Key_Return)
    page = article("Datenschutz und Löschen")
    assert QApplication.focusWidget() is page
    marks = page.extraSelections()
    assert {one.cursor.selectedText().casefold() for one in marks} == {"löschen", "endgültig"}  # type: ignore[attr-defined]
    # It is printed black on white, whatever the theme.
    printed = list[QImage]()

    def paint(document: QTextDocument, _printer: object) -> None:
        image = QImage(400, 600, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        document.setTextWidth(400)
        painter = QPainter(image)
        document.drawContents(painter)
        painter.end()
        printed.append(image)

    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(QTextDocument, "print_", paint)
    press(Key.Key_P, CTRL)
    (image,) = printed
    shades = [image.pixelColor(x, y).lightness() for x in range(0, 400, 3) for y in range(0, 600, 3)]
    assert min(shades) < 60
    assert sum(shade > 250 for shade in shades) > 0.8 * len(shades)
    # Larger and smaller by key, as in the window; and all of it as one PDF.
    for key, size in ((Key.Key_Plus, 110), (Key.Key_Plus, 125), (Key.Key_Minus, 110), (Key.Key_0, 100)):
        before = page.document().defaultFont().pointSizeF()
        press(key, CTRL)
        assert theme.text_size() == size
        assert (page.document().defaultFont().pointSizeF() > before) == (key == Key.Key_Plus)
    target = tmp_path / "Handbuch.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    told = answer(monkeypatch, "Schließen")
    page.setFocus()
    named(page.window(), QToolButton, "Handbuch als PDF speichern").click()
    assert "„Handbuch.pdf“ ist gespeichert." in told[0]
    assert target.read_bytes().startswith(b"%PDF-1.7")
    # What told of its progress had the keyboard, and no window manager gives it back.
    page.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page)
    leave(window)
    assert not any(one.windowTitle().endswith("Handbuch") for one in QApplication.topLevelWidgets() if one.isVisible())


def test_menus_fields_and_dialogs_lead_to_their_pages(window: MainWindow) -> None:
    menu = next(found for action in window.menuBar().actions() if (found := action.menu()) and "Plan" in action.text())
    menu.popup(window.pos())  # type: ignore[attr-defined]
    menu.setActiveAction(entry(window, "Ergebnisse des Jahres"))  # type: ignore[attr-defined]
    QTest.keyClick(menu, Key.Key_F1)  # type: ignore[arg-type]
    settle()
    assert QApplication.activePopupWidget() is None
    article("Ergebnisse eines Jahres")
    leave(window)
    field(window, "Zeitraum der Phase").setFocus()
    press(Key.Key_F1)
    article("Zeiträume schreiben")
    leave(window)
    command(window, "Projektdaten")
    projects = dialog("Projektdaten")
    press(Key.Key_F1)
    page = article("Anfangen")
    assert top_line(page) == "Die Projektdaten eintragen"
    leave(projects)
    leave(window)
    told = list[str]()

    def ask() -> None:
        press(Key.Key_F1)
        told.append(dialog("").windowTitle())
        press(Key.Key_Escape)
        box = QApplication.activeModalWidget()
        assert box is not None
        box.close()

    # A box is about what it came from.
    QTimer.singleShot(50, ask)
    command(window, "Über nrw_desktop")
    assert told == ["Phasen und Maßnahmen – Handbuch"]
    window.activateWindow()
    settle()
    command(window, "Tastenkürzel")
    assert "Strg+M" in article("Tastenkürzel").toPlainText()


def test_the_tour_points_at_six_things_of_the_window_and_leaves_all_as_it_was(window: MainWindow) -> None:
    measures = list_of(window, "Maßnahmen")
    before, page = window.workspace.plan, in_front(window)
    # Offered once, without a question, where the program begins.
    assert button(window, "Rundgang").isVisible()

    def note() -> QFrame:
        (found,) = (one for one in window.findChildren(QFrame) if one.objectName() == "tour" and one.isVisible())
        return found

    def ring() -> QRect:
        (found,) = (one for one in window.findChildren(QFrame, "tour_ring") if one.isVisible())
        return found.geometry()

    def left() -> list[QFrame]:
        return [one for one in window.findChildren(QFrame) if one.objectName()[:4] == "tour" and one.isVisible()]

    def place(widget: QWidget) -> QRect:
        return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).intersected(window.rect())

    things: dict[str, Callable[[], QWidget]] = {
        "Reiter": lambda: tabs(window),
        "Maßnahmen": lambda: card_of(window, "Maßnahmen"),
        "Stand und Zeitplan": lambda: next(one for one in window.findChildren(TimelineCard) if one.isVisible()),
        "Rückgängig und Verlauf": lambda: tool(window, "Wiederholen"),
        "Sitzungen": lambda: card_of(window, "Sitzungen"),
        "Drucken": lambda: tool(window, "Drucken"),
    }
    command(window, "Rundgang")
    for number, (title, thing) in enumerate(things.items(), 1):
        settle()
        assert f"Rundgang, {number} von 6: {title}." in note().accessibleName()
        assert note().accessibleName() == QApplication.focusWidget().accessibleDescription()  # type: ignore[union-attr]
        assert ring().contains(place(thing()).adjusted(4, 4, -4, -4)), title
        assert not ring().intersects(note().geometry()) or title == "Maßnahmen"
        assert window.rect().contains(note().geometry())
        if number == 6:
            # The window gets smaller and the text larger: note and frame go along, to the menu if need be.
            window.resize(window.minimumSizeHint().width(), 560)
            press(Key.Key_Plus, CTRL)
            settle()
            assert ring().contains(place(tool(window, "Drucken")).adjusted(4, 4, -4, -4))
            (bar,) = window.findChildren(QToolBar)
            bar.setMaximumWidth(100)
            window.resize(window.width(), 570)
            settle()
            file = window.menuBar().actions()[0]
            assert not tool(window, "Drucken").isVisible()
            assert ring().contains(window.menuBar().actionGeometry(file).adjusted(2, 2, -2, -2))
            assert window.rect().contains(note().geometry())
        press(Key.Key_Return)
    assert left() == []
    assert (in_front(window), window.workspace.plan is before) == (page, True)
    assert QApplication.focusWidget() is measures
    # Left halfway, all is as it was too; who turns to another page meanwhile is let go, and stays there.
    command(window, "Rundgang")
    press(Key.Key_Return, times=2)
    press(Key.Key_Escape)
    assert (in_front(window), QApplication.focusWidget()) == (page, measures)
    command(window, "Rundgang")
    press(Key.Key_Return)
    # Who works on meanwhile comes back to the note as to any other area.
    list_of(window, "Ziele").setFocus()
    for _ in range(6):
        press(Key.Key_F6)
        if note().isAncestorOf(QApplication.focusWidget()):
            break
    assert note().isAncestorOf(QApplication.focusWidget())
    go_to_page(window, "Partner")
    settle()
    assert in_front(window) == "Partner"
    assert left() == []
    # What a cell does not take is not left behind.
    on_first_phase(window)
    go_to(measures, 0, 2)
    press(Key.Key_F2)
    type_text("13/2017")
    command(window, "Rundgang")
    assert open_editor(measures) is not None
    assert left() == []
    press(Key.Key_Escape)
    assert prepared_settings()[0].contains("tour_seen")


def test_settings_take_effect_at_once_and_are_kept(
    window: MainWindow,
    program: App,  # noqa: F811
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recent_plans.remember_plan(tmp_path / "Anderer.nrwplan")
    window.settings.setValue(f"page/{tmp_path}/Anderer.nrwplan", "partners")
    window.settings.setValue("importing/columns", '{"wer": "responsible"}')
    press(Key.Key_Comma, CTRL)
    settings = dialog("Einstellungen")
    before = settings.fontMetrics().height()
    field(settings, "Schriftgröße").setFocus()
    press(Key.Key_Down)
    assert theme.text_size() == 110
    assert settings.fontMetrics().height() > before
    field(settings, "Darstellung").setFocus()
    press(Key.Key_Down, times=2)
    assert theme.colors().is_dark
    # The menu changes it too.
    for scheme in ("Hoher Kontrast", "Dunkel"):
        command(window, scheme)
        assert field(settings, "Darstellung").currentText() == scheme
    press(Key.Key_Plus, CTRL)
    field(settings, "Ihr Name").setFocus()
    type_text("Aylin Yıldız")
    field(settings, "Beim Öffnen zeigen").setFocus()
    press(Key.Key_Down, times=2)
    for what in ("Zuletzt verwendete Pläne", "Breiten, Seiten und Fenstergröße", "Spalten beim Importieren"):
        forget = named(settings, QPushButton, what)
        forget.setFocus()
        press(Key.Key_Space)
        assert not forget.isEnabled(), what
        assert not [key for key in window.settings.allKeys() if "Anderer" in key]
        assert callouts(settings)[0].startswith("Vergessen.")
    field(settings, "Zeile zur Förderung").setFocus()
    type_text("Gefördert durch das Land, den Kreis und die Stadt")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    place = named(settings, QWidget, "Zweiten Ort für Sicherungen wählen")
    place.setFocus()
    press(Key.Key_Space)
    assert backup_mirror.second_place() == tmp_path
    button(settings, "Kein zweiter Ort").click()
    assert backup_mirror.second_place() is None
    press(Key.Key_Escape)
    kept = window.settings
    assert (str(kept.value("text_size")), kept.value("scheme")) == ("110", "dark")
    # As the options of reports read it, commas and all.
    assert kept.value("print/funding") == "Gefördert durch das Land, den Kreis und die Stadt"
    # Who works here writes the minutes of a new meeting, and is offered for its tasks.
    command(window, "Neue Sitzung")
    assert [meeting.minutes_by for meeting in window.workspace.plan.meetings] == ["Aylin Yıldız"]
    command(window, "Nächste Sitzung vorbereiten")
    assert {meeting.minutes_by for meeting in window.workspace.plan.meetings} == {"Aylin Yıldız"}
    assert recent_plans.recent_plans() == [window.workspace.path]
    close(program, qtbot)
    assert not [key for key in kept.allKeys() if key.startswith(("geometry", "page/", "phase/", "importing/"))]
    program.start(None)
    again = program.window
    assert isinstance(again, MainWindow)
    assert in_front(again) == "Übersicht"
    assert list_of(again, "Phasen").isVisible()
    qtbot.waitUntil(lambda: again.workspace.user_name == "Aylin Yıldız")


def test_what_helps_is_saved_where_the_plan_cannot_be_checked(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> str:
        raise PlanError("Die Datei ist nicht da.")

    monkeypatch.setattr(diagnosis, "soundness", refuse)
    command(window, "Für die Unterstützung")
    support = dialog("Für die Unterstützung")
    qtbot.waitUntil(lambda: button(support, "Speichern …").isEnabled())
    assert "Prüfung: nicht möglich" in named(support, QPlainTextEdit, "Angaben für die Unterstützung").toPlainText()


@pytest.mark.parametrize(
    "garbage",
    [
        b"\0" * 4096,
        b"das ist keine\nEinstellung\n",
        "[General]\n".encode("utf-16"),
        b"[General]\nscheme=" + b"dark" * 2_000_000,
    ],
    ids=["zeros", "prose", "utf-16", "huge"],
)
def test_a_broken_file_of_settings_is_put_aside_and_said_once(
    qapp: QApplication,  # noqa: F811
    data_dir: Path,
    garbage: bytes,
) -> None:
    data_dir.mkdir(exist_ok=True)
    (data_dir / "window.ini").write_bytes(garbage)
    settings, trouble = prepared_settings()
    assert "nicht lesbar" in trouble
    assert (data_dir / "window.old.ini").read_bytes() == garbage
    settings.setValue("scheme", "dark")
    settings.sync()
    settings, trouble = prepared_settings()
    assert (settings.value("scheme"), trouble) == ("dark", "")


def test_settings_that_cannot_be_written_are_said_and_read_all_the_same(
    qapp: QApplication,  # noqa: F811
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data_dir.mkdir(exist_ok=True)
    file = data_dir / "window.ini"
    file.write_text("[General]\nscheme=dark\n", "utf-8")
    able = os.access
    # Whoever runs this may be allowed everything.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file and able(path, mode))
    settings, trouble = prepared_settings()
    assert (settings.value("scheme"), "Einstellungen werden vergessen" in trouble) == ("dark", True)
    file.unlink()
    file.mkdir()
    settings, trouble = prepared_settings()
    assert (settings.value("scheme", "system"), "Einstellungen werden vergessen" in trouble) == ("system", True)


NONSENSE = """[General]
start_page=99
user_name=eins, zwei
tour_seen=@Invalid()
scheme=banane
text_size=elf
geometry=@ByteArray(nix)
[phase]
columns=a, b, 99999999999
splitters=x, -7
form=vielleicht
[overview]
face=99
timeline={kaputt
[side_panel]
width=viel
[print]
report=keiner
funding=eins, zwei
"""


@pytest.mark.parametrize(("settings", "said"), [(NONSENSE.encode(), False), (b"\xff\xfe kaputt", True)])
def test_the_program_starts_and_works_whatever_its_settings_hold(
    data_dir: Path, request: pytest.FixtureRequest, qtbot: QtBot, settings: bytes, said: bool
) -> None:
    data_dir.mkdir(exist_ok=True)
    (data_dir / "window.ini").write_bytes(settings)
    window = request.getfixturevalue("window")
    qtbot.waitUntil(lambda: ("Einstellungen waren nicht lesbar" in labels(window.statusBar())) == said)
    command(window, "Suchen")
    command(window, "Einstellungen")
    shown = dialog("Einstellungen")
    assert field(shown, "Schriftgröße").currentText() == "100 %"
    assert field(shown, "Beim Öffnen zeigen").currentText() == "Die Seite vom letzten Mal"
    assert field(shown, "Ihr Name").text() == ""
    leave(window)
    command(window, "Neue Maßnahme")
    type_text("Etwas")
    press(Key.Key_Return)
    assert "Etwas" in [measure.text for measure in window.workspace.plan.measures(window.workspace.plan.phases[0].id)]


def test_what_is_for_support_is_read_first_and_holds_nothing_of_the_plan(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logging_setup.start()
    measure = window.workspace.plan.measures(window.workspace.plan.phases[0].id)[0]
    window.workspace.run(edits.measures.set_field, measure.id, "text", "Geheimes Treffen mit Frau Geheim")
    command(window, "Für die Unterstützung")
    support = dialog("Für die Unterstützung")
    save = button(support, "Speichern")
    qtbot.waitUntil(save.isEnabled)
    shown = field(support, "Angaben für die Unterstützung").toPlainText()
    assert "Prüfung: in Ordnung" in shown
    target = tmp_path / "Angaben.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    save.click()
    assert target.read_text("utf-8") == shown
    for private in ("Geheim", window.workspace.path.name, str(window.workspace.path.parent), str(Path.home())):
        assert private not in shown
    support.close()
