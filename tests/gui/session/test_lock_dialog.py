"""The question about a plan that somebody has open; the other computer is a lock file with its name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from nrw_desktop.gui.session import lock_dialog
from nrw_desktop.gui.session.lock_dialog import Answer
from nrw_desktop.gui.session.plan_lock import duration
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.lock import Lock, LockedError
from tests.gui.hands import answer, at_box, settle
from tests.storage.system.test_lock import Clock, lay

Step = Callable[[QMessageBox], object]


def refused(plan: Path) -> LockedError:
    with pytest.raises(LockedError) as caught:
        Lock.acquire(plan)
    return caught.value


def open_button(found: QMessageBox) -> QAbstractButton:
    return next(one for one in found.buttons() if one.text() in ("Ü&bernehmen", "Jetzt &öffnen"))


def asked(plan: Path, clock: Clock, *steps: Step) -> Answer:
    """Ask, do the steps one after the other while the box is shown, and give the answer."""
    error = refused(plan)
    todo = list(steps)

    def go_on(shown: QMessageBox) -> None:
        todo.pop(0)(shown)
        if todo:
            at_box(go_on)

    at_box(go_on)
    return lock_dialog.ask(None, plan, error, clock)


def passes(clock: Clock, seconds: float) -> Step:
    def step(found: QMessageBox) -> None:
        clock.now += seconds
        found.look()  # type: ignore[attr-defined]
        settle()

    return step


@pytest.mark.parametrize(("word", "choice"), [("Nur lesen", "read"), ("Kopie", "copy"), ("Abbrechen", "")])
def test_a_plan_open_elsewhere_offers_three_ways(
    qapp: QApplication, plan_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, choice: str
) -> None:
    lay(plan_path, host="rathaus-7")
    told = answer(monkeypatch, word)
    assert lock_dialog.ask(None, plan_path, refused(plan_path)) == Answer(choice)
    assert "auf „rathaus-7“ von „Kollegin“ geöffnet (seit 01.03.2026, 09:05 Uhr)" in told[0]
    assert "Nur lesen zeigt den Plan" in told[0]
    assert "wird gerade geprüft" in told[0]


def test_a_computer_that_gives_signs_cannot_be_taken_over_from(qapp: QApplication, plan_path: Path) -> None:
    lay(plan_path, host="rathaus-7")
    clock, seen = Clock(), list[tuple[str, bool]]()

    def beat(number: int) -> Step:
        return lambda _found: lay(plan_path, host="rathaus-7", beat=number)

    def look(found: QMessageBox) -> None:
        seen.append((found.informativeText().splitlines()[-1], open_button(found).isEnabled()))

    steps = [step for number in (1, 2, 3, 4) for step in (beat(number), passes(clock, 10), look)]
    chosen = asked(plan_path, clock, *steps, lambda found: QTest.keyClick(found, Qt.Key.Key_Escape))
    assert chosen == Answer("")
    assert seen == [("Der andere Rechner arbeitet noch: Er hat sich eben gemeldet.", False)] * 4


def test_a_silent_computer_can_be_taken_over_from(qapp: QApplication, plan_path: Path) -> None:
    lay(plan_path, host="rathaus-7", beat=3)
    clock, seen = Clock(), list[str]()

    def take(found: QMessageBox) -> None:
        seen.append(found.informativeText())
        assert open_button(found).isVisible()
        assert found.defaultButton() is not open_button(found)
        QTest.keyClick(found, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)

    before = []
    chosen = asked(
        plan_path,
        clock,
        passes(clock, 30),
        lambda found: before.append(open_button(found).isEnabled()),
        passes(clock, 12),
        take,
    )
    assert before == [False]
    assert "meldet sich seit 40 Sekunden nicht mehr" in seen[0]
    assert chosen.choice == "open"
    assert chosen.over == lock.holder(plan_path)


@pytest.mark.parametrize("host", [None, "rathaus-7"])
def test_a_plan_that_becomes_free_can_be_opened(qapp: QApplication, plan_path: Path, host: str | None) -> None:
    lay(plan_path, **({"host": host} if host else {}))
    shown = list[bool]()

    def free(found: QMessageBox) -> None:
        shown.append(open_button(found).isVisible())
        lock.lock_path(plan_path).unlink()

    def click(found: QMessageBox) -> None:
        assert "ist inzwischen frei" in found.informativeText()
        assert open_button(found).text() == "Jetzt &öffnen"
        open_button(found).click()

    clock = Clock()
    assert asked(plan_path, clock, free, passes(clock, 1), click) == Answer("open", None)
    # On this computer nobody is watched: whoever has it is there.
    assert shown == [host is not None]


def test_a_time_is_said_in_round_numbers() -> None:
    assert [duration(seconds) for seconds in (35, 119, 120, 3700)] == [
        "30 Sekunden",
        "110 Sekunden",
        "2 Minuten",
        "61 Minuten",
    ]
