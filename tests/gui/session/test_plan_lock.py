"""The lock of the plan that the window has open, and following a plan that another computer has."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.session.plan_lock import Follower, PlanLock
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.lock import Lock
from tests.gui.conftest import ORIGIN
from tests.gui.hands import Key, callouts, editor_text, list_of, measure_texts, press, replace_text
from tests.gui.window.test_main_window import said
from tests.storage.synchroniser import by_rename, in_place
from tests.storage.system.test_lock import Clock, laid, lay


@pytest.fixture
def keeper(workspace: Workspace) -> Iterator[PlanLock]:
    # What other tests left behind must not be collected within the thread that gives signs.
    gc.collect()
    made = PlanLock(Lock.acquire(workspace.path), workspace, workspace)
    yield made
    made.release()


def add(workspace: Workspace, text: str) -> None:
    workspace.run(edits.measures.add, workspace.plan.phases[0].id, text)


def test_signs_are_given_by_a_timer(keeper: PlanLock, workspace: Workspace, qtbot: QtBot) -> None:
    timer = next(one for one in keeper.children() if type(one).__name__ == "QTimer")
    timer.setInterval(20)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: laid(workspace.path).beat >= 3, timeout=10000)


def test_a_plan_taken_over_is_told_once_and_not_written(keeper: PlanLock, workspace: Workspace, qtbot: QtBot) -> None:
    told, unsaved = list[str](), list[str]()
    keeper.lost.connect(told.append)
    workspace.unsaved.connect(unsaved.append)
    add(workspace, "vorher")
    lay(workspace.path, host="rathaus-9")
    for _ in range(2):
        keeper.beat()
        qtbot.waitUntil(lambda: keeper._work.isFinished(), timeout=10000)
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert "wurde auf „rathaus-9“ von „Kollegin“ übernommen" in told[0]
    assert unsaved[-1] == told[0]
    with pytest.raises(PlanError, match="Kopie speichern unter"):
        add(workspace, "nachher")
    workspace.plan_file.reload()
    assert measure_texts(workspace.plan, 1)[-1] == "vorher"


def test_no_write_comes_before_the_look_at_the_lock(
    keeper: PlanLock, workspace: Workspace, window: MainWindow, tmp_path: Path
) -> None:
    """Taken over between two signs: the very next entry is refused, and stays where it was typed."""
    view = list_of(window, "Maßnahmen")
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    replace_text("getippt, während jemand übernahm")
    lay(workspace.path, host="rathaus-9")
    press(Key.Key_Return)
    assert "übernommen" in callouts(window)[0]
    assert "Nicht gespeichert: " in said(window)
    assert editor_text(view) == "getippt, während jemand übernahm"
    assert workspace.copy_to(tmp_path / "Kopie.nrwplan")
    # The other one has closed it again: it is ours again.
    lock.lock_path(workspace.path).unlink()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert "Alles gespeichert" in said(window)
    assert measure_texts(workspace.plan, 1)[0] == "getippt, während jemand übernahm"


def test_what_was_written_meanwhile_is_not_overwritten(keeper: PlanLock, workspace: Workspace) -> None:
    lay(workspace.path, host="rathaus-9")
    with PlanFile.open(workspace.path, "33333333-3333-4333-8333-333333333333") as theirs:
        theirs.commit(edits.measures.add(theirs.plan, theirs.plan.phases[0].id, "von dort"))
    with pytest.raises(PlanError):
        add(workspace, "von hier")
    lock.lock_path(workspace.path).unlink()
    add(workspace, "von hier")
    assert measure_texts(workspace.plan, 1)[-2:] == ["von dort", "von hier"]


def test_the_lock_goes_with_its_keeper(workspace: Workspace) -> None:
    keeper = PlanLock(Lock.acquire(workspace.path), workspace, workspace)
    keeper.beat()
    keeper.release()
    assert not lock.lock_path(workspace.path).exists()


@pytest.fixture
def reading(plan_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    with PlanFile.open(plan_path, ORIGIN, read_only=True) as file:
        made = Workspace(file)
        yield made
        # With what follows it: else that goes on looking at a file that is closed.
        shiboken6.delete(made)


def test_a_reader_keeps_what_is_shown_where_another_version_is_put(reading: Workspace, plan_path: Path) -> None:
    """An older one lacks what the reader has seen saved elsewhere."""
    older = plan_path.read_bytes()
    with PlanFile.open(plan_path, "33333333-3333-4333-8333-333333333333") as theirs:
        theirs.commit(edits.measures.add(theirs.plan, theirs.plan.phases[0].id, "von dort"))
    reading.catch_up()
    assert measure_texts(reading.plan, 1)[-1] == "von dort"
    news = list[str]()
    follower = Follower(reading, reading)
    follower.news.connect(lambda sentence, _can_open, _holder: news.append(sentence))
    for put in (in_place, by_rename):
        put(plan_path, older)
        follower.look()
        assert "anderen Stand" in news[-1]
        assert measure_texts(reading.plan, 1)[-1] == "von dort"
        assert reading.copy_to(plan_path.with_name("gerettet.nrwplan")) in (True, False)
    assert reading.path == plan_path
    assert plan_path.read_bytes() == older


def test_a_reader_hears_of_silence_and_of_freedom_once(reading: Workspace) -> None:
    lay(reading.path, host="rathaus-7", beat=1)
    news, clock = list[tuple[str, bool]](), Clock()
    follower = Follower(reading, reading)
    follower._watch = lock.Watch(reading.path, clock)
    follower.news.connect(lambda sentence, can_open, _holder: news.append((sentence, can_open)))
    for _ in range(3):
        follower.look()
        clock.now += 15
    assert news == []
    for _ in range(2):
        follower.look()
    assert news == [("Der andere Rechner meldet sich seit 40 Sekunden nicht mehr.", True)]
    lay(reading.path, host="rathaus-7", beat=2)
    follower.look()
    assert news[1:] == [("", False)]
    lock.lock_path(reading.path).unlink()
    for _ in range(2):
        follower.look()
    assert news[2:] == [("Der Plan ist jetzt frei.", True)]


def test_a_reader_whose_file_goes_is_told_and_goes_on(reading: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(reading.path, host="rathaus-7", beat=1)
    follower, news = Follower(reading, reading), list[tuple[str, bool]]()
    follower.news.connect(lambda sentence, can_open, _holder: news.append((sentence, can_open)))

    def gone() -> None:
        raise PlanError("Bitte prüfen, ob das Laufwerk noch da ist.")

    with monkeypatch.context() as patch:
        patch.setattr(reading, "catch_up", gone)
        follower.look()
    follower.look()
    assert news == [("Bitte prüfen, ob das Laufwerk noch da ist.", False), ("", False)]


def test_a_plan_that_is_closed_is_read_no_more(reading: Workspace) -> None:
    """The window that it was open in may die a little later."""
    lay(reading.path, host="rathaus-7", beat=1)
    follower, news = Follower(reading, reading), list[str]()
    follower.news.connect(lambda sentence, _can_open, _holder: news.append(sentence))
    reading.close()
    follower.look()
    assert news == []


def test_the_foot_of_the_window_offers_to_open(plan_path: Path, reading: Workspace, qtbot: QtBot) -> None:
    from nrw_desktop.gui.window.status_bar import StatusBar

    bar, pressed = StatusBar(reading), list[QObject]()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_reading("Der Plan ist jetzt frei.", lambda: pressed.append(bar))
    button = bar.findChild(QPushButton)
    assert button is not None
    assert button.isVisible()
    button.click()
    assert pressed == [bar]
    bar.show_reading("", None)
    assert not button.isVisible()
