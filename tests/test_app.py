"""The program as a whole, short of its event loop: which plan opens, and what is done for the window."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop import app
from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.clipboard.paste_preview import PastePreview
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.dialogs.new_plan_dialog import NewPlanDialog
from nrw_desktop.gui.kit import colors, error_boxes, theme
from nrw_desktop.gui.session import single_instance
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.plan_line import PlanLine
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock, lock_path
from nrw_desktop.storage.upkeep import backup, new_plans, recent_plans
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import (
    SHIFT,
    Key,
    button,
    child,
    close_for_good,
    command,
    labels,
    list_of,
    measure_texts,
    on_first_phase,
    press,
    settle,
    type_text,
)

WORD_TABLE = Path(__file__).parent / "exchange" / "clipboard" / "word_table.html"


@pytest.fixture
def program(qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:  # noqa: F811
    """The program; its event loop ends at once, and nothing asks a person."""
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    # Who holds a plan here has no window that would come.
    monkeypatch.setattr("nrw_desktop.gui.session.single_instance._BEGINNING", 0.0)
    made = App(qapp)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow) and shiboken6.isValid(widget):
            close_for_good(widget)
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made.deleteLater()
    theme.apply(qapp, app.SCHEMES["light"][1])


def window_of(program: App) -> MainWindow:
    assert program._window is not None
    return program._window


def backups_of(window: MainWindow) -> BackupScheduler:
    """What makes the backups of a window's plan, once the window has been seen."""
    for _ in range(500):
        if found := window.findChild(BackupScheduler):
            return found
        QTest.qWait(10)
    raise AssertionError("nothing makes backups")


def accept(dialog: NewPlanDialog) -> None:
    """Click the button that goes on."""
    (box,) = dialog.findChildren(QDialogButtonBox)
    next(one for one in box.buttons() if box.buttonRole(one) is QDialogButtonBox.ButtonRole.AcceptRole).click()


def close(program: App, qtbot: QtBot) -> None:
    """Close the window as a person does: once it was seen, and so the plan remembered."""
    path = window_of(program).workspace.path
    qtbot.waitUntil(lambda: recent_plans.last_plan() == path)
    with qtbot.waitSignal(window_of(program).closed):
        window_of(program).close()
    program._window = None


def first_plan(data_dir: Path) -> Path:
    return data_dir.parent / "Dokumente" / "NRWeltoffen" / "Bielefeld.nrwplan"


def answer(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Click these buttons in the boxes that come; what the boxes said."""
    told, clicks = list[str](), list(words)

    def click(box: QMessageBox) -> int:
        told.append(box.text())
        next(button for button in box.buttons() if clicks[0] in button.text().replace("&", "")).click()
        clicks.pop(0)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", click)
    return told


def chosen(monkeypatch: pytest.MonkeyPatch, method: str, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, method, lambda *_arguments, **_more: (str(path), ""))


def test_the_first_start_makes_and_opens_bielefelds_plan(program: App, data_dir: Path) -> None:
    assert program.start(None) == 0
    assert window_of(program).workspace.path == first_plan(data_dir)
    assert len(window_of(program).workspace.plan.phases) == 4
    assert window_of(program).isVisible()


def test_the_second_start_opens_the_last_plan_and_makes_none(
    program: App, data_dir: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.start(None)
    close(program, qtbot)
    other = tmp_path / "Anderer.nrwplan"
    new_plans.new_plan(other, "leer").close()
    program.start(other)
    close(program, qtbot)
    first_plan(data_dir).unlink()
    program.start(None)
    assert window_of(program).workspace.path == other
    assert not first_plan(data_dir).exists()


def test_a_plan_that_lies_there_is_opened_as_it_is(program: App, data_dir: Path) -> None:
    first_plan(data_dir).parent.mkdir(parents=True)
    new_plans.new_plan(first_plan(data_dir), "leer").close()
    program.start(None)
    assert window_of(program).workspace.plan.phases == ()


def test_a_last_plan_that_is_gone_is_said(
    program: App, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(None)
    close(program, qtbot)
    first_plan(data_dir).unlink()
    told = answer(monkeypatch, "Beenden")
    assert program.start(None) == 1
    assert "ist nicht mehr da" in told[0]
    assert not first_plan(data_dir).exists()


def test_another_plan_is_chosen_where_the_last_is_gone(
    program: App, data_dir: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(None)
    close(program, qtbot)
    first_plan(data_dir).unlink()
    broken, good = tmp_path / "kaputt.nrwplan", tmp_path / "gut.nrwplan"
    broken.write_text("kein Plan")
    new_plans.new_plan(good, "nrweltoffen").close()
    picks = iter([broken, good])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments, **_more: (str(next(picks)), ""))
    told = answer(monkeypatch, "öffnen", "öffnen")
    assert program.start(None) == 0
    assert "nicht mehr da" in told[0]
    assert "kaputt.nrwplan" in told[1]
    assert window_of(program).workspace.path == good


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_another_name_of_the_open_plan_is_the_open_window(program: App, tmp_path: Path) -> None:
    plan = tmp_path / "Plan.nrwplan"
    new_plans.new_plan(plan).close()
    program.start(plan)
    before = window_of(program)
    for name, link in (("hart", Path.hardlink_to), ("weich", Path.symlink_to)):
        link(tmp_path / f"{name}.nrwplan", plan)
        program.open_plan(before, tmp_path / f"{name}.nrwplan")
        assert window_of(program) is before


def test_a_plan_is_opened_in_place_of_another(program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    before = window_of(program)
    other = tmp_path / "Anderer.nrwplan"
    new_plans.new_plan(other, "leer").close()
    chosen(monkeypatch, "getOpenFileName", other)
    command(before, "Öffnen")
    settle()
    assert window_of(program).workspace.path == other
    assert not shiboken6.isValid(before) or not before.isVisible()
    assert program.recent_plans()[0] == other
    assert not lock_path(recent_plans.default_plan()).exists()
    assert lock_path(other).exists()


def test_nothing_chosen_changes_nothing(program: App, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    before = window_of(program)
    chosen(monkeypatch, "getOpenFileName", "")
    command(before, "Öffnen")
    assert window_of(program) is before


def test_what_cannot_be_opened_leaves_the_window_there_is(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(None)
    before, broken = window_of(program), tmp_path / "kaputt.nrwplan"
    broken.write_text("kein Plan")
    chosen(monkeypatch, "getOpenFileName", broken)
    told = answer(monkeypatch, "OK")
    command(before, "Öffnen")
    assert "kaputt.nrwplan" in told[0]
    assert window_of(program) is before
    assert before.isVisible()
    assert not lock_path(broken).exists()


def test_the_same_plan_opened_again_comes_to_the_front(program: App, data_dir: Path) -> None:
    program.start(None)
    before = window_of(program)
    program.open_plan(before, first_plan(data_dir))
    assert window_of(program) is before


def test_a_refused_entry_keeps_its_window_and_opens_no_other(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    program.start(None)
    before = window_of(program)
    before.activateWindow()
    qtbot.waitUntil(before.isActiveWindow)
    view = list_of(on_first_phase(before), "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, 2))
    view.setFocus()
    type_text("13/2017")
    other = tmp_path / "Anderer.nrwplan"
    new_plans.new_plan(other, "leer").close()
    told = answer(monkeypatch, "Zurück")
    program.open_plan(before, other)
    settle()
    assert "Einen Monat 13" in told[0]
    assert window_of(program) is before
    assert before.isVisible()
    assert not lock_path(other).exists()
    before.activateWindow()
    qtbot.waitUntil(before.isActiveWindow)
    press(Key.Key_Escape)


def test_a_plan_open_elsewhere_can_be_read(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    plan = tmp_path / "b.nrwplan"
    with new_plans.new_plan(plan, "bielefeld") as file:
        backup.make(file, "von Hand")
    lock = Lock.acquire(plan)
    told = answer(monkeypatch, "Nur lesen")
    assert program.start(plan) == 0
    assert "ist gerade auf diesem Rechner" in told[0]
    assert window_of(program).workspace.read_only
    with PlanFile.open(plan, "22222222-2222-4222-8222-222222222222") as other:
        other.commit(edits.measures.add(other.plan, other.plan.phases[0].id, "von dort"))
    window_of(program).workspace.catch_up()
    assert measure_texts(window_of(program).workspace.plan, 1)[-1] == "von dort"
    # Also of a plan that is only looked at a copy of a backup can be opened, to work in it.
    reader = window_of(program)
    command(reader, "Sicherungen")
    backups = next(one for one in reader.findChildren(BackupDialog) if one.isVisible())
    chosen(monkeypatch, "getSaveFileName", tmp_path / "Kopie.nrwplan")
    button(backups, "Als Kopie öffnen …").click()
    assert window_of(program).workspace.path == tmp_path / "Kopie.nrwplan"
    assert not window_of(program).workspace.read_only
    lock.release()


def test_a_plan_that_was_closed_meanwhile_is_opened_without_a_question(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "b.nrwplan"
    new_plans.new_plan(plan, "bielefeld").close()
    lock = Lock.acquire(plan)
    told = answer(monkeypatch)

    def ring(_plan: Path) -> bool:
        lock.release()
        return False

    monkeypatch.setattr(single_instance, "ring", ring)
    assert program.start(plan) == 0
    assert told == []
    assert not window_of(program).workspace.read_only


def test_a_plan_open_elsewhere_can_be_copied_or_left(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, copy = tmp_path / "b.nrwplan", tmp_path / "c.nrwplan"
    new_plans.new_plan(plan, "bielefeld").close()
    lock = Lock.acquire(plan)
    answer(monkeypatch, "Abbrechen", "Kopie")
    assert program.start(plan) == 0
    assert program._window is None
    chosen(monkeypatch, "getSaveFileName", copy)
    program.start(plan)
    assert window_of(program).workspace.path == copy
    assert not window_of(program).workspace.read_only
    lock.release()


@pytest.mark.parametrize(("template", "phases"), [("nrweltoffen", 4), ("leer", 0)])
def test_a_new_plan_begins_with_a_template(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, phases: int
) -> None:
    program.start(None)

    def fill_in(dialog: NewPlanDialog) -> int:
        assert dialog.template == "nrweltoffen"
        next(one for one in dialog.findChildren(QRadioButton) if one.objectName() == template).click()
        accept(dialog)
        return dialog.result()

    monkeypatch.setattr(NewPlanDialog, "exec", fill_in)
    chosen(monkeypatch, "getSaveFileName", tmp_path / "neu")
    command(window_of(program), "Neu")
    assert window_of(program).workspace.path == tmp_path / "neu.nrwplan"
    assert len(window_of(program).workspace.plan.phases) == phases
    assert window_of(program).workspace.undo_label() == ""


def test_the_first_plan_says_what_it_is(program: App, qtbot: QtBot) -> None:
    """Until it is closed or the plan is changed; then never again."""
    program.start(None)
    (line,) = window_of(program).findChildren(PlanLine)
    assert "Plan der Stadt Bielefeld als Beispiel und Anfang" in labels(line)
    close(program, qtbot)
    program.start(None)
    (line,) = window_of(program).findChildren(PlanLine)
    window_of(program).activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is button(line, "Eigenen Plan anlegen …")
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is button(line, "Rundgang")
    press(Key.Key_Escape)
    assert line.isHidden()
    assert not line.isAncestorOf(QApplication.focusWidget())
    close(program, qtbot)
    program.start(None)
    assert window_of(program).findChildren(PlanLine) == []


def test_its_first_change_makes_the_plan_her_own(program: App, qtbot: QtBot) -> None:
    program.start(None)
    window = window_of(program)
    (line,) = window.findChildren(PlanLine)
    window.workspace.run(edits.phases.add, "Nachlauf")
    assert line.isHidden()
    command(window, "Rückgängig")
    close(program, qtbot)
    program.start(None)
    assert window_of(program).findChildren(PlanLine) == []


def test_a_new_plan_from_a_table(program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the line of the first plan to the phases out of Word."""
    program.start(None)

    def fill_in(dialog: NewPlanDialog) -> int:
        dialog.show()
        child(dialog, QRadioButton, "leer").click()
        child(dialog, QLineEdit, "municipality").setText("Stadt Hamm")
        accept(dialog)
        return dialog.result()

    monkeypatch.setattr(NewPlanDialog, "exec", fill_in)
    chosen(monkeypatch, "getSaveFileName", tmp_path / "hamm")
    (first,) = window_of(program).findChildren(PlanLine)
    button(first, "Eigenen Plan anlegen …").click()
    window = window_of(program)
    assert window.workspace.path == tmp_path / "hamm.nrwplan"
    assert window.workspace.plan.project.municipality == "Stadt Hamm"
    (line,) = window.findChildren(PlanLine)
    assert "Strg+V" in labels(line)
    data = QMimeData()
    data.setHtml(WORD_TABLE.read_text("utf-8"))
    QGuiApplication.clipboard().setMimeData(data)
    button(line, "Tabelle einfügen …").click()
    button(window.findChildren(PastePreview)[0], "Abbrechen").click()
    assert line.isVisible()
    button(line, "Tabelle einfügen …").click()
    button(next(one for one in window.findChildren(PastePreview) if one.isVisible()), "Einfügen").click()
    settle()
    assert len(window.workspace.plan.phases) == 4
    assert line.isHidden()
    command(window, "Rückgängig")
    assert window.workspace.plan.phases == ()
    assert window.workspace.undo_label() == ""


def test_a_new_plan_replaces_none(program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    before, content = window_of(program), b"etwas anderes"
    (tmp_path / "da.nrwplan").write_bytes(content)

    def fill_in(dialog: NewPlanDialog) -> int:
        accept(dialog)
        return dialog.result()

    monkeypatch.setattr(NewPlanDialog, "exec", fill_in)
    chosen(monkeypatch, "getSaveFileName", tmp_path / "da.nrwplan")
    told = answer(monkeypatch, "OK")
    command(before, "Neu")
    assert "gibt es schon" in told[0]
    assert (tmp_path / "da.nrwplan").read_bytes() == content
    assert window_of(program) is before


def test_giving_up_a_new_plan(program: App, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    before = window_of(program)

    def give_up(dialog: NewPlanDialog) -> int:
        chosen(monkeypatch, "getSaveFileName", "")
        accept(dialog)
        assert dialog.path is None
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(NewPlanDialog, "exec", give_up)
    command(before, "Neu")
    assert window_of(program) is before


def test_a_copy_is_saved_beside(program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    window = window_of(program)
    window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "auch in der Kopie")
    chosen(monkeypatch, "getSaveFileName", tmp_path / "Kopie")
    command(window, "Kopie speichern unter")
    with PlanFile.open(tmp_path / "Kopie.nrwplan", read_only=True) as copy:
        assert measure_texts(copy.plan, 1)[-1] == "auch in der Kopie"
    assert "Kopie gespeichert" in labels(window.statusBar())
    assert window.workspace.path.name == "Bielefeld.nrwplan"


def test_a_copy_onto_itself_is_refused(program: App, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    chosen(monkeypatch, "getSaveFileName", first_plan(data_dir))
    told = answer(monkeypatch, "Ersetzen", "OK")
    command(window_of(program), "Kopie speichern unter")
    assert "die geöffnete Datei selbst" in told[1]


def test_a_pdf_is_saved_without_a_preview(program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start(None)
    window = window_of(program)
    chosen(monkeypatch, "getSaveFileName", tmp_path / "b.pdf")
    answer(monkeypatch, "Schließen")
    command(window, "Als PDF speichern")
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF-")


def test_the_preview_takes_in_what_is_being_typed(program: App, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    from nrw_desktop.gui.printing import print_dialog

    seen = list[str]()

    class Preview:
        def __init__(self, workspace: Any, *_arguments: Any) -> None:
            seen.append(measure_texts(workspace.plan, 1)[-1])

        def exec(self) -> None: ...

        def setAttribute(self, *_arguments: Any) -> None: ...

    monkeypatch.setattr(print_dialog, "PrintDialog", Preview)
    program.start(None)
    window = window_of(program)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    command(on_first_phase(window), "Neue Maßnahme")
    type_text("noch nicht fertig")
    command(window, "Drucken")
    assert seen == ["noch nicht fertig"]


def test_the_scheme_is_kept(program: App, qapp: QApplication) -> None:  # noqa: F811
    program.start(None)
    program.set_scheme("dark")
    assert theme.colors() is colors.DARK
    again = App(qapp)
    assert theme.colors() is colors.DARK
    again.set_scheme("quatsch")
    again.set_scheme("contrast")
    assert theme.colors() is colors.HIGH
    again.set_scheme("light")
    assert theme.colors() is colors.LIGHT


def test_high_contrast_of_the_system_is_followed_while_the_program_runs(
    program: App,
    qapp: QApplication,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program.start(None)
    hints = qapp.styleHints().accessibility()
    monkeypatch.setattr(theme, "_asks_for_contrast", lambda _application: True)
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    # Off the screen the system is black on white.
    assert theme.colors().strong
    assert (theme.colors().card, theme.colors().text) == ("#ffffff", "#000000")
    assert qapp.palette().base().color().name() == "#ffffff"
    # The person's own choice of it goes before that, light and dark do not.
    program.set_scheme("dark")
    assert theme.colors().text == "#000000"
    program.set_scheme("contrast")
    assert theme.colors() is colors.HIGH
    program.set_scheme("light")
    monkeypatch.undo()
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert theme.colors() is colors.LIGHT


def test_dark_and_light_after_another_plan_was_opened(program: App, tmp_path: Path) -> None:
    program.start(None)
    other = tmp_path / "Anderer.nrwplan"
    new_plans.new_plan(other, "leer").close()
    program.open_plan(window_of(program), other)
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    program.set_scheme("dark")
    program.set_scheme("light")
    assert window_of(program).isVisible()


def test_an_error_before_the_window_is_said_in_a_box(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    told = answer(monkeypatch, "OK")
    app.show_error("„b.nrwplan“ ist keine Plandatei.")
    assert told == ["„b.nrwplan“ ist keine Plandatei."]


@pytest.mark.complains("so nicht", "KeyboardInterrupt")
def test_an_unexpected_error_is_one_dialog_with_its_details(
    qapp: QApplication,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    error_boxes.install_hook()
    told = answer(monkeypatch, "kopieren")
    try:
        raise ZeroDivisionError("so nicht")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    # No plan is open: nothing is said about what is saved.
    assert "gespeichert" not in told[0]
    assert "so nicht" in QApplication.clipboard().text()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(told) == 1


def test_the_hook_is_the_programs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sys.excepthook
    monkeypatch.setattr(sys, "excepthook", before)
    error_boxes.install_hook()
    assert sys.excepthook is not before
    assert type(sys.excepthook).__module__ == error_boxes.__name__


def test_a_plan_asked_for_that_is_no_plan_is_said(
    program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "kaputt.nrwplan"
    broken.write_text("kein Plan")
    told = answer(monkeypatch, "Beenden")
    assert program.start(broken) == 1
    assert "kaputt.nrwplan" in told[0]
    with pytest.raises(PlanError):
        PlanFile.open(broken)


def test_the_plan_is_free_after_closing(program: App, data_dir: Path, qtbot: QtBot) -> None:
    program.start(None)
    assert lock_path(first_plan(data_dir)).exists()
    close(program, qtbot)
    assert not lock_path(first_plan(data_dir)).exists()
    assert [path.name for path in first_plan(data_dir).parent.iterdir() if path.is_file()] == ["Bielefeld.nrwplan"]
    assert isinstance(QApplication.topLevelWidgets(), list)
    assert not [widget for widget in QApplication.topLevelWidgets() if _visible_window(widget)]


def _visible_window(widget: QWidget) -> bool:
    return isinstance(widget, MainWindow) and shiboken6.isValid(widget) and widget.isVisible()


def test_a_backup_comes_before_the_very_first_edit(program: App, qtbot: QtBot) -> None:
    """Also before the one that is quicker than the timer which looks for due backups."""
    program.start(None)
    workspace = window_of(program).workspace
    before = workspace.plan.head
    workspace.run(edits.phases.add, "Schnell")
    backups_of(window_of(program)).finish()
    assert [one.facts.head for one in backup.backups(workspace.path) if one.facts] == [before]


@pytest.mark.complains("/data")
@pytest.mark.parametrize("state", ["a file", "read-only", "settings that are none", "settings that are a folder"])
def test_whatever_the_data_folder_is_the_program_starts_and_saves(
    qapp: QApplication,  # noqa: F811
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    state: str,
) -> None:
    plan = tmp_path / "Plan.nrwplan"
    new_plans.new_plan(plan).close()
    shutil.rmtree(data_dir, ignore_errors=True)
    if state == "a file":
        data_dir.write_text("keine Daten")
    elif state == "read-only":
        if os.name == "nt" or os.geteuid() == 0:
            # Root may write everywhere: only a name that leads nowhere stops it.
            data_dir.symlink_to(tmp_path / "weg" / "weg")
        else:
            data_dir.mkdir(0o500)
    else:
        data_dir.mkdir()
        if state == "settings that are none":
            (data_dir / "window.ini").write_bytes(b"\xff\0[[[\nscheme=\x00\xfe\n" * 50)
        else:
            (data_dir / "window.ini").mkdir()
    (data_dir.parent / "recent.json").touch()
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    made = App(qapp)
    try:
        assert made.start(plan) == 0
        window = window_of(made)
        if state != "settings that are none":
            qtbot.waitUntil(lambda: str(data_dir) in labels(window.statusBar()))
            lost = "Einstellungen" if "folder" in state else "es gibt keine Sicherungen"
            assert lost in labels(window.statusBar())
        window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, "Trotzdem gespeichert")
        made.set_scheme("light")
        with PlanFile.open(plan, read_only=True) as file:
            assert any(measure.text == "Trotzdem gespeichert" for measure in file.plan.measures(file.plan.phases[0].id))
        close_for_good(window)
    finally:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        made.deleteLater()
