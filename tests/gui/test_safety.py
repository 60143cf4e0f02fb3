"""What the window says and does when a plan is not hers alone, its file takes nothing, or the program errs."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.callout import Callout, show_refusal
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    Key,
    answer,
    callouts,
    editor_text,
    labels,
    list_of,
    measure,
    measure_period,
    measure_texts,
    open_editor,
    press,
    replace_text,
    settle,
    type_text,
)
from tests.gui.window.test_main_window import said

OTHER = "22222222-2222-4222-8222-222222222222"


def add(workspace: Workspace, text: str) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, text)


# Somebody else has the plan


def test_a_plan_that_is_read_follows_the_one_who_writes(plan_path: Path, qapp: QApplication) -> None:
    with (
        PlanFile.open(plan_path, ORIGIN, read_only=True) as reading,
        PlanFile.open(plan_path, OTHER) as writing,
    ):
        workspace, told = Workspace(reading), list[object]()
        workspace.changed.connect(lambda _plan, change: told.append(change))
        workspace.catch_up()
        assert told == []
        for text in ("eins", "zwei"):
            writing.commit(edits.measures.add(writing.plan, writing.plan.phases[0].id, text))
            workspace.catch_up()
            workspace.catch_up()
        assert measure_texts(workspace.plan, 1)[-2:] == ["eins", "zwei"]
        assert told == [None, None]


def test_a_row_somebody_deletes_while_one_types_gives_the_text_back(window: MainWindow, workspace: Workspace) -> None:
    view = list_of(window, "Maßnahmen")
    view.setCurrentIndex(view.model().index(1, 0))
    press(Key.Key_F2)
    replace_text("mühsam getippt")
    with PlanFile.open(workspace.path, OTHER) as writing:
        writing.commit(edits.measures.remove(writing.plan, [measure(writing.plan, 1, 1).id]))
    workspace.catch_up()
    settle()
    assert open_editor(view) is None
    assert QApplication.clipboard().text() == "mühsam getippt"
    assert "Zwischenablage" in callouts(window)[0]


# The file takes nothing


def test_a_file_made_read_only_is_said(plan_path: Path, qapp: QApplication) -> None:
    plan_path.chmod(0o444)
    with PlanFile.open(plan_path, ORIGIN) as file, pytest.raises(PlanError, match="schreibgeschützt"):
        add(Workspace(file), "geht nicht")


LONG = (
    "„Umsetzungsschritte 2017 bis 2018.nrwplan“ wurde verschoben, gelöscht oder ersetzt, während der Plan offen war. "
)


def test_a_long_sentence_is_whole_and_makes_the_window_no_wider(window: MainWindow, workspace: Workspace) -> None:
    workspace.unsaved.emit("Kurz.")
    settle()
    before = window.minimumSizeHint().width()
    workspace.unsaved.emit(LONG * 3)
    settle()
    assert window.minimumSizeHint().width() <= before
    assert LONG in said(window)
    show_refusal(LONG * 2, window.centralWidget())
    (callout,) = window.findChildren(Callout)
    assert callout.height() >= callout.heightForWidth(callout.width())
    workspace.unsaved.emit("")
    settle()
    assert "Alles gespeichert" in said(window)


def test_what_does_not_fit_the_plan_is_no_trouble_of_the_file(window: MainWindow, workspace: Workspace) -> None:
    with pytest.raises(PlanError):
        add(workspace, "   ")
    assert "Alles gespeichert" in said(window)


def test_a_plan_to_read_says_so(plan_path: Path, qapp: QApplication) -> None:
    from nrw_desktop.gui.window.status_bar import StatusBar

    with PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        workspace = Workspace(file)
        bar = StatusBar(workspace)
        bar.show()
        assert "Nur lesen" in labels(bar)
        with pytest.raises(PlanError, match="schreibgeschützt"):
            add(workspace, "geht nicht")
        assert "Nicht gespeichert: " in labels(bar)
        bar.close()


# A refusal that nobody caught, and an error nobody expected


def raised(sentence: str) -> None:
    try:
        raise ZeroDivisionError(sentence)
    except ZeroDivisionError as error:
        sys.excepthook(ZeroDivisionError, error, error.__traceback__)


def raised_elsewhere(sentence: str) -> None:
    try:
        raise LookupError(sentence)
    except LookupError as error:
        sys.excepthook(LookupError, error, error.__traceback__)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program does with an error nobody expected."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    error_boxes.install_hook()


def test_a_refusal_nobody_caught_is_said_by_its_sentence(
    window: MainWindow, workspace: Workspace, hook: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A button of any card may do what the plan refuses: that is no error of the program."""
    told = answer(monkeypatch, "OK")
    QTimer.singleShot(0, lambda: add(workspace, "   "))
    settle()
    assert len(told) == 1
    assert "Unerwartet" not in told[0]
    assert told[0].strip()


@pytest.mark.complains("unexpected error")
def test_errors_that_come_while_one_is_told_open_no_second_dialog(
    window: MainWindow, hook: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = list[QMessageBox]()

    def look() -> None:
        raised_elsewhere("der zweite")
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        boxes.extend(one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible())
        next(one for one in box.buttons() if "kopieren" in one.text()).click()

    QTimer.singleShot(0, look)
    raised("der erste")
    assert len(boxes) == 1
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError: der erste" in copied
    assert "test_safety.py" in copied
    # The same one again is told by a note, another one by a dialog.
    told = answer(monkeypatch, "Schließen")
    raised("der dritte")
    assert told == []
    assert "noch einmal aufgetreten" in callouts(window)[0]
    raised_elsewhere("der vierte")
    assert len(told) == 1
    assert "der erste" in QApplication.clipboard().text()


@pytest.mark.complains("unexpected error")
def test_the_dialog_of_an_error_says_what_is_safe_and_keeps_what_is_typed(
    window: MainWindow,
    workspace: Workspace,
    hook: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    QApplication.clipboard().setText("vorher")
    told = answer(monkeypatch, "Schließen", "Schließen")
    raised("nichts getippt")
    assert "Alles, was im Plan steht, ist in der Datei gespeichert." in told[0]
    assert "Zwischenablage" not in told[0]
    assert QApplication.clipboard().text() == "vorher"

    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.add()
    type_text("Vertrauliches")
    raised_elsewhere("mittendrin")
    assert "jetzt in der Zwischenablage: „Vertrauliches“" in told[1]
    assert QApplication.clipboard().text() == "Vertrauliches"
    assert "Vertrauliches" not in caplog.text
    press(Key.Key_Return)
    assert measure_texts(workspace.plan, 1)[-1] == "Vertrauliches"
    press(Key.Key_Escape)


@pytest.mark.complains("unexpected error")
def test_the_dialog_of_an_error_tells_of_a_field_of_the_form(
    window: MainWindow, hook: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = measure_period(window)
    field.setFocus()
    type_text("13/2017")
    told = answer(monkeypatch, "Schließen")
    raised("im Formular")
    assert "„13/2017“" in told[0]
    press(Key.Key_Escape)


@pytest.mark.complains("unexpected error")
def test_the_dialog_of_an_error_does_not_say_saved_of_what_the_file_lacks(
    window: MainWindow, workspace: Workspace, plan_path: Path, hook: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PlanFile.open(plan_path, ORIGIN) as other:
        other.commit(edits.project.set_field(other.plan, other.plan.project.id, "title", "anderswo"))
    told = answer(monkeypatch, "Schließen")
    raised("die Datei ist weiter")
    assert "ein anderer Stand" in told[0]
    assert "ist in der Datei gespeichert" not in told[0]


@pytest.mark.complains("unexpected error")
def test_what_an_edit_breaks_on_stays_in_its_editor(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Whatever goes wrong while a cell is taken in, its text is still there, marked, and one dialog tells of it."""
    errors_told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: errors_told.append(kind))
    real = edits.measures.add
    monkeypatch.setattr(edits.measures, "add", lambda *_: {}["nicht da"])
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.add()
    type_text("bleibt stehen")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(errors_told))
    assert errors_told == [KeyError]
    assert editor_text(view) == "bleibt stehen"
    monkeypatch.setattr(edits.measures, "add", real)
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1)[-1] == "bleibt stehen"


@pytest.mark.complains("unexpected error")
def test_the_window_goes_on_after_an_error(
    window: MainWindow, workspace: Workspace, hook: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answer(monkeypatch, "Schließen")
    raised("so nicht")
    assert len(told) == 1
    assert isinstance(window, QWidget)
    window.activateWindow()
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.add()
    type_text("geht weiter")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1)[-1] == "geht weiter"
