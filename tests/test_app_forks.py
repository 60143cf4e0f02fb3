"""Another version of the plan in the place of its open file, met in the real window: nothing lost, and all said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nrw_desktop.app import App
from nrw_desktop.domain import edits
from nrw_desktop.gui.session import forks, single_instance
from nrw_desktop.gui.session.forks import Rest
from nrw_desktop.gui.session.single_instance import Doorbell
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file import integrity_check, proven_file
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.upkeep import backup, new_plans, recent_plans
from tests.gui.conftest import qapp  # noqa: F401
from tests.gui.hands import Key, answer, command, list_of, measure_texts, on_first_phase, press, settle, type_text
from tests.gui.window.test_main_window import said
from tests.storage.synchroniser import COLLEAGUE, by_rename, in_place, mixed
from tests.test_app import backups_of, program, window_of  # noqa: F401

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody touch a file that is open")


pytestmark = pytest.mark.complains(".nrwplan", "malformed")
"""That a file is gone or damaged stands in the log, with its path."""


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven_file, "_WAITS", (0, None))
    monkeypatch.setattr(forks, "PAUSE", 150)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "Pläne"
    folder.mkdir()
    new_plans.new_plan(folder / "Bielefeld.nrwplan").close()
    return folder / "Bielefeld.nrwplan"


def opened(program: App, plan: Path, qtbot: QtBot) -> MainWindow:  # noqa: F811
    program.start(plan)
    window = window_of(program)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    single_instance.answer(window)
    return on_first_phase(window)


def add(window: MainWindow, *texts: str) -> None:
    for text in texts:
        window.workspace.run(edits.measures.add, window.workspace.plan.phases[0].id, text)


def typed(window: MainWindow, text: str) -> None:
    """Type a new text into the first measure, as a person does."""
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    press(Key.Key_End)
    type_text(text)
    press(Key.Key_Return)


def by_a_colleague(plan: Path, base: bytes, *texts: str) -> bytes:
    copy = plan.parent.with_name("dort.nrwplan")
    copy.write_bytes(base)
    with PlanFile.open(copy, COLLEAGUE) as file:
        for text in texts:
            file.commit(edits.measures.add(file.plan, file.plan.phases[0].id, text))
    return copy.read_bytes()


@pytest.mark.parametrize("lay", [in_place, by_rename])
def test_an_older_copy_takes_nothing_along_and_both_sides_are_told(
    program: App,  # noqa: F811
    plan: Path,
    lay: Callable[[Path, bytes], None],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(program, plan, qtbot)
    add(window, "eins")
    older = by_a_colleague(plan, plan.read_bytes(), "von der Kollegin")
    add(window, "zwei", "drei <b>fett</b>")
    told = answer(monkeypatch, "weiterarbeiten")
    lay(plan, older)
    typed(window, " – ergänzt")
    kept = window.workspace.path
    # The new file is known everywhere, at once.
    assert kept != plan
    assert window.windowTitle() == f"{kept.name} – NRWeltoffen"
    assert "Alles gespeichert" in said(window)
    assert kept.name in said(window)
    assert recent_plans.last_plan() == kept
    assert lock.holder(kept) is not None
    assert lock.holder(plan) is None
    assert plan.read_bytes() == older
    qtbot.waitUntil(lambda: bool(told))
    for words in (
        plan.name,
        kept.name,
        "2 Schritte, die dort fehlen",
        "drei <b>fett</b>",
        "1 Schritt, der hier fehlt",
        "von der Kollegin",
    ):
        assert words in told[0]
    with PlanFile.open(kept, read_only=True) as file:
        texts = measure_texts(file.plan, 1)
        assert texts[-3:] == ["eins", "zwei", "drei <b>fett</b>"]
        assert texts[0].endswith(" – ergänzt")
    # Undo goes back across it, to before the window had parted.
    for _ in range(4):
        command(window, "Rückgängig")
    assert "eins" not in measure_texts(window.workspace.plan, 1)
    assert integrity_check.problems(kept) == []
    backups_of(window).look()
    backups_of(window).finish()
    assert len(backup.backups(kept)) == 1
    qtbot.waitUntil(lambda: len(window.findChildren(Doorbell)) == 1)
    assert len(told) == 1


def test_nobody_is_told_within_their_typing(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Longer than a busy machine takes for a letter, and shorter than all the letters take.
    monkeypatch.setattr(forks, "PAUSE", 600)
    window = opened(program, plan, qtbot)
    older = plan.read_bytes()
    add(window, "eins")
    told = answer(monkeypatch, "weiterarbeiten")
    in_place(plan, older)
    typed(window, " und")
    view = list_of(window, "Maßnahmen")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    for _ in range(15):
        qtbot.wait(60)
        type_text("x")
        assert told == []
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told))
    assert "xxxxxx" in "".join(measure_texts(window.workspace.plan, 1))


def test_the_other_version_is_opened_in_place_of_the_window(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(program, plan, qtbot)
    older = by_a_colleague(plan, plan.read_bytes(), "von der Kollegin")
    add(window, "eins")
    told = answer(monkeypatch, "Anderen Stand")
    in_place(plan, older)
    add(window, "zwei")
    kept = window.workspace.path
    qtbot.waitUntil(lambda: bool(told))
    settle()
    assert window_of(program).workspace.path == plan
    assert measure_texts(window_of(program).workspace.plan, 1)[-1] == "von der Kollegin"
    assert recent_plans.recent_plans()[:2] in ([plan, kept], [kept, plan])
    with PlanFile.open(kept, read_only=True) as file:
        assert measure_texts(file.plan, 1)[-2:] == ["eins", "zwei"]
    assert lock.holder(kept) is None


def test_at_rest_a_version_is_found_without_another_edit(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forks, "REST", 60)
    window = opened(program, plan, qtbot)
    rest = Rest(window)
    older = plan.read_bytes()
    add(window, "eins")
    qtbot.waitUntil(lambda: rest._seen is not None and rest._seen[1] == window.workspace.plan.head)
    answer(monkeypatch, *["weiterarbeiten"] * 2)
    in_place(plan, older)
    qtbot.waitUntil(lambda: window.workspace.path != plan)
    kept = window.workspace.path
    add(window, "zwei")
    qtbot.waitUntil(lambda: rest._seen is not None and rest._seen[:2] == (kept, window.workspace.plan.head))
    # A mix of pages whose newest change is the right one.
    import random

    content = kept.read_bytes()
    mixed(kept, content, b"\0" * (len(content) - 4096 * 2), random.Random(3))
    qtbot.waitUntil(lambda: window.workspace.path != kept)
    assert measure_texts(window.workspace.plan, 1)[-2:] == ["eins", "zwei"]
    assert integrity_check.problems(window.workspace.path) == []


def test_what_happened_last_of_all_is_told_while_closing(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(program, plan, qtbot)
    older = plan.read_bytes()
    add(window, "eins")
    in_place(plan, older)
    told = answer(monkeypatch, "weiterarbeiten")
    assert window.close()
    program._window = None
    assert len(told) == 1
    kept = recent_plans.last_plan()
    assert kept is not None
    assert kept != plan
    assert plan.read_bytes() == older
    with PlanFile.open(kept, read_only=True) as file:
        assert measure_texts(file.plan, 1)[-1] == "eins"
    assert lock.holder(kept) is None
    assert [one for one in os.listdir(plan.parent) if "lock" in one] == []


def test_a_version_that_goes_on_from_here_is_read_in_silence(
    program: App,  # noqa: F811
    plan: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(program, plan, qtbot)
    add(window, "eins")
    told = answer(monkeypatch)
    in_place(plan, by_a_colleague(plan, plan.read_bytes(), "von der Kollegin"))
    add(window, "zwei")
    assert measure_texts(window.workspace.plan, 1)[-3:] == ["eins", "von der Kollegin", "zwei"]
    assert window.workspace.path == plan
    window.close()
    program._window = None
    assert told == []
    assert len(list(plan.parent.glob("*.nrwplan"))) == 1
