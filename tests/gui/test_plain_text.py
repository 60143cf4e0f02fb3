"""What a plan from elsewhere holds is shown as it is: no markup is obeyed, no file opened; the wheel only scrolls."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMessageBox,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.dialogs import erasing
from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog
from nrw_desktop.gui.dialogs.erase_dialog import EraseDialog
from nrw_desktop.gui.dialogs.history_dialog import HistoryDialog
from nrw_desktop.gui.dialogs.merge_dialog import MergeDialog
from nrw_desktop.gui.dialogs.reference_dialog import ReferenceDialog
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.printing.print_dialog import PrintDialog
from nrw_desktop.gui.session import recovery_dialog
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.dialog_table import dialogs
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.gui.conftest import ORIGIN
from tests.gui.hands import RecordingCommands, button, front_page, go_to_page, list_of, on_first_phase, settle, submenu
from tests.gui.plain import WORD, marked, marked_plan, shown, through_the_pages, tips, turn_wheel, visible, watched

Show = Callable[[QWidget], QWidget]
NAME = "Plan <u>Marke & a<b [*]"
BESIDE = ("project_data", "results", "partner_matrix", "variants", "abbreviations", "find", "check", "changes")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture that a plan names, in a folder that holds nothing else."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    Image.new("RGB", (4, 4)).save(folder / "marke.png")
    return folder / "marke.png"


@pytest.fixture
def workspace(bielefeld: Plan, picture: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    """The plan full of markup."""
    with PlanFile.create(tmp_path / f"{NAME}.nrwplan", marked_plan(bielefeld, picture), ORIGIN) as file:
        made = Workspace(file)
        first = made.plan.measures(made.plan.phases[0].id)[0]
        made.run(edits.measures.set_field, first.id, "note", "etwas")
        yield made


def opened_dialogs(window: MainWindow, workspace: Workspace) -> Iterator[QWidget]:
    """Each dialog and panel beside the window, shown; it goes after it was looked at."""
    plan, settings = workspace.plan, window.settings
    one, other = plan.partners[:2]
    for name in BESIDE:
        before = set(QApplication.topLevelWidgets())
        dialogs(window, lambda: None)[name]()
        settle()
        made = [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]
        yield made[0] if made else window
        for dialog in made:
            dialog.close()
    makers: tuple[Callable[[], Any], ...] = (
        lambda: HistoryDialog(workspace, window),
        lambda: BackupDialog(workspace, BackupScheduler(workspace, workspace), window),
        lambda: ReferenceDialog(workspace, plan.phases[1].id, window),
        lambda: MergeDialog(workspace, one.id, other.id, window),
        lambda: PrintDialog(workspace, settings, plan.phases[0].id, (), window),
    )
    for make in makers:
        dialog = make()
        dialog.show()
        settle()
        yield dialog
        dialog.close()
        dialog.deleteLater()
        settle()


def read(found: list[str], seen: Counter[str]) -> Callable[[], None]:
    """What reads all that is seen: wrong things are put into the list, and how often there was something to read."""

    def check(what: str, text: str) -> None:
        seen[what] += "Marke" in text
        found.extend(_amiss(what, text))

    def look() -> None:
        for widget in visible():
            if isinstance(widget, QLabel) and not widget.inherits("QTipLabel"):
                check("label", widget.text())
                if widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
                    found.append(f"format: {widget.text()[:60]}")
            if isinstance(widget, QAbstractButton):
                check("button", _without_mnemonic(widget.text()))
            if isinstance(widget, QTabBar):
                for place in range(widget.count()):
                    check("tab", _without_mnemonic(widget.tabText(place)))
            for action in widget.actions():
                check("action", _without_mnemonic(action.text()))
            if widget.isWindow() and (handle := widget.windowHandle()) is not None:
                check("title", handle.title())
                if "Marke" in handle.title() and "[*]" not in handle.title():
                    found.append(f"title: {handle.title()[:90]}")
        for tip in tips():
            check("tip", shown(tip))

    return look


def _without_mnemonic(text: str) -> str:
    return re.sub("&(.)", r"\1", text)


def _amiss(what: str, text: str) -> list[str]:
    """Where the mark is seen, all of it must be, but for what an ellipsis cuts off."""
    rest = text[text.index("Marke") - 3 :] if "Marke" in text[3:] else ""
    wanted = WORD[: max(8, rest.index("…"))] if "…" in rest[: len(WORD)] else WORD
    if "Marke" in text and not any(mark in text for mark in (wanted, "<u>Marke & a<b [*]")):
        return [f"{what}: {text[:90]}"]
    return []


def looks(
    window: MainWindow, workspace: Workspace, picture: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[], None]
) -> None:
    """Go through all there is and look at each."""
    text = marked(0, picture)
    through_the_pages(window, look)
    tab: Any = front_page(window)
    go_to_page(window, 1)
    tab = front_page(window)
    list_of(tab, "Ziele").setFocus()
    list_of(tab, "Ziele").setCurrentIndex(list_of(tab, "Ziele").model().index(0, 0))
    settle()
    look()
    workspace.run(edits.measures.set_field, workspace.plan.measures(tab.phase)[0].id, "short", text)
    workspace.undo()
    settle()
    show_refusal(text, window)
    look()
    window.say(text)
    look()
    for words in ("Zuletzt verwendet", "Status", "In Phase verschieben", "Darstellung"):
        menu = submenu(window, words)
        menu.popup(window.pos())
        settle()
        look()
        menu.close()
    for dialog in opened_dialogs(window, workspace):
        if isinstance(dialog, PrintDialog):
            for _ in range(200):
                QApplication.processEvents()
                if button(dialog, "Drucken").isEnabled():
                    break
                dialog.thread().msleep(20)
        look()

    def look_at(box: QDialog) -> int:
        box.show()
        settle()
        look()
        box.close()
        return 0

    for kind in (QMessageBox, EraseDialog):
        monkeypatch.setattr(kind, "exec", look_at)
    error_boxes.tell(window, text, text)
    error_boxes.confirm(window, text, text, text, "Tun", "Lassen")
    error_boxes.ask_to_leave(window, [error_boxes.Refused(text, text, window)])
    recovery_dialog.ask(window, text, text, None, (recovery_dialog.NEW,), "Lassen")
    erasing.ask(window, workspace, workspace.plan.partners[0])


@pytest.fixture
def marked_window(
    workspace: Workspace, commands: RecordingCommands, settings: QSettings, show: Show, picture: Path
) -> MainWindow:
    made = MainWindow(workspace, commands, settings)
    made.resize(1320, 860)
    commands.recent = [workspace.path]
    show(made)
    return on_first_phase(made)


def test_markup_is_shown_and_not_obeyed(
    marked_window: MainWindow, workspace: Workspace, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, seen = list[str](), Counter[str]()
    looks(marked_window, workspace, picture, monkeypatch, read(found, seen))
    assert sorted(set(found)) == []
    assert {what for what, count in seen.items() if count} == {"label", "button", "tab", "action", "title", "tip"}


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_no_file_is_opened_that_a_plan_names(
    workspace: Workspace,
    commands: RecordingCommands,
    settings: QSettings,
    show: Show,
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A relative name would be looked for here.
    monkeypatch.chdir(picture.parent)
    with watched(picture.parent) as opened:
        picture.read_bytes()
        assert picture.name in opened()
        window = MainWindow(workspace, commands, settings)
        show(window)
        on_first_phase(window)

        def look() -> None:
            for tip in tips():
                # A tip loads what it names when it is laid out.
                label = QLabel(tip)
                label.sizeHint()
                label.deleteLater()

        looks(window, workspace, picture, monkeypatch, look)
        assert opened() == []


def test_the_wheel_chooses_nothing(
    marked_window: MainWindow, workspace: Workspace, picture: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen, changed = set[str](), list[str]()

    def look() -> None:
        plan = workspace.plan
        for widget in visible():
            if isinstance(widget, QScrollBar) or not isinstance(widget, (QComboBox, QAbstractSpinBox, QAbstractSlider)):
                continue
            name = widget.accessibleName() or widget.objectName()
            seen.add(name)
            # A list that is filled meanwhile by what works in the background may change once, but not again and again.
            if all(_turned(widget) or workspace.plan is not plan for _ in range(3)):
                changed.append(name)

    looks(marked_window, workspace, picture, monkeypatch, look)
    assert changed == []
    # Of the forms, the panels, the history and the print dialog.
    assert {"status", "kind", "reached", "Phase", "Fassung", "Hervorgehoben"} <= seen


def _turned(widget: QWidget) -> bool:
    """Whether the wheel makes a difference."""
    before = _state(widget)
    for down in (-120, 120, -120):
        turn_wheel(widget, down)
        if _state(widget) != before:
            return True
    return False


def _state(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    return widget.property("value")
