"""What the window says and does when a plan is not hers alone, its file takes nothing, or the program errs."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui import errors
from nrw_desktop.gui.bubble import Bubble, show_refusal
from nrw_desktop.gui.main_window import MainWindow
from nrw_desktop.gui.workspace import Workspace
from nrw_desktop.storage.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import (
    Key,
    answer,
    bubbles,
    labels,
    measure,
    measure_texts,
    open_editor,
    press,
    replace_text,
    settle,
    type_text,
)
from tests.gui.test_main_window import page, said

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
    view = page(window)._measures
    view.setCurrentIndex(view.model().index(1, 0))
    press(Key.Key_F2)
    replace_text("mühsam getippt")
    with PlanFile.open(workspace.path, OTHER) as writing:
        writing.commit(edits.measures.remove(writing.plan, [measure(writing.plan, 1, 1).id]))
    workspace.catch_up()
    settle()
    assert open_editor(view) is None
    assert QApplication.clipboard().text() == "mühsam getippt"
    assert "Zwischenablage" in bubbles(window)[0]


# The file takes nothing


def test_a_file_made_read_only_is_said(plan_path: Path, qapp: QApplication) -> None:
    plan_path.chmod(0o444)
    with PlanFile.open(plan_path, ORIGIN) as file, pytest.raises(PlanError, match="schreibgeschützt"):
        add(Workspace(file), "geht nicht")


LONG = (
    "„Umsetzungsschritte 2017 bis 2018.nrwplan“ wurde verschoben, gelöscht oder ersetzt, während der Plan offen war. "
)


def test_a_long_sentence_is_whole_and_makes_the_window_no_wider(window: MainWindow, workspace: Workspace) -> None:
    settle()
    before = window.minimumSizeHint().width()
    workspace.unsaved.emit(LONG * 3)
    settle()
    assert window.minimumSizeHint().width() <= before
    assert LONG in said(window)
    show_refusal(LONG * 2, window.centralWidget())
    (bubble,) = window.findChildren(Bubble)
    assert bubble.height() >= bubble.heightForWidth(bubble.width())
    workspace.unsaved.emit("")
    settle()
    assert "Alles gespeichert" in said(window)


def test_what_does_not_fit_the_plan_is_no_trouble_of_the_file(window: MainWindow, workspace: Workspace) -> None:
    with pytest.raises(PlanError):
        add(workspace, "   ")
    assert "Alles gespeichert" in said(window)


def test_a_plan_to_read_says_so(plan_path: Path, qapp: QApplication) -> None:
    from nrw_desktop.gui.status_bar import StatusBar

    with PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        workspace = Workspace(file)
        bar = StatusBar(workspace)
        bar.show()
        assert "Nur lesen" in labels(bar)
        with pytest.raises(PlanError, match="schreibgeschützt"):
            add(workspace, "geht nicht")
        assert "Nicht gespeichert: " in labels(bar)
        bar.close()


# An error nobody expected


def raised(sentence: str) -> None:
    try:
        raise ZeroDivisionError(sentence)
    except ZeroDivisionError as error:
        sys.excepthook(ZeroDivisionError, error, error.__traceback__)


@pytest.mark.complains("ZeroDivisionError")
def test_errors_that_come_while_one_is_told_open_no_second_dialog(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    errors.install_hook()
    boxes = list[QMessageBox]()

    def look() -> None:
        raised("der zweite")
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        boxes.extend(one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible())
        next(one for one in box.buttons() if "kopieren" in one.text()).click()

    QTimer.singleShot(0, look)
    raised("der erste")
    assert len(boxes) == 1
    assert "Was bis hierher eingegeben wurde, ist gespeichert." in boxes[0].text()
    copied = QApplication.clipboard().text()
    assert "ZeroDivisionError: der erste" in copied
    assert "test_safety.py" in copied
    # The next one is told again.
    told = answer(monkeypatch, "Schließen")
    raised("der dritte")
    assert len(told) == 1
    assert "der erste" in QApplication.clipboard().text()


@pytest.mark.complains("so nicht")
def test_the_window_goes_on_after_an_error(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", errors._unexpected)
    told = answer(monkeypatch, "Schließen")
    raised("so nicht")
    assert len(told) == 1
    assert isinstance(window, QWidget)
    window.activateWindow()
    view = page(window)._measures
    view.setFocus()
    view.add()
    type_text("geht weiter")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert measure_texts(workspace.plan, 1)[-1] == "geht weiter"
