"""A real plan file of Bielefeld's plan, the workspace on it, and a window; each test has its own."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.application import application
from nrw_desktop.gui.kit.translation import speak_german
from nrw_desktop.gui.lists.columns import MEASURES
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import new_plans
from tests.gui.hands import RecordingCommands, close_for_good, settle

ORIGIN = "11111111-1111-4111-8111-111111111111"

_SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1200, "logicalDpi": 96, "logicalBaseDpi": 96,
           "dpr": 1}  # fmt: skip


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application as `app` makes it, light, and off the screen unless one was asked for."""
    hook = sys.excepthook
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
            screen = tmp_path_factory.mktemp("screen") / "screen.json"
            screen.write_text(json.dumps({"screens": [_SCREEN]}))
            # Only while Qt starts: other tests start programs that look at it.
            patch.setenv("QT_QPA_PLATFORM", f"offscreen:configfile={screen}")
        made = application()
        speak_german(made)
    # A failure must not open a dialog here.
    sys.excepthook = hook
    theme.apply(made, Qt.ColorScheme.Light)
    return made


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory, template_plan: object) -> Path:
    from nrw_desktop import paths
    from nrw_desktop.domain.model import template

    content = template.read(paths.plan_template(new_plans.FIRST_TEMPLATE).read_bytes())
    path = tmp_path_factory.mktemp("template") / "vorlage.nrwplan"
    PlanFile.create(path, template.origin_change(content), ORIGIN).close()
    return path


@pytest.fixture
def plan_path(template_file: Path, tmp_path: Path) -> Path:
    """Bielefeld's plan in a folder that holds nothing else."""
    folder = tmp_path / "Pläne"
    folder.mkdir()
    return Path(shutil.copy(template_file, folder / "Bielefeld.nrwplan"))


@pytest.fixture
def plan_file(plan_path: Path) -> Iterator[PlanFile]:
    with PlanFile.open(plan_path, ORIGIN) as opened:
        yield opened


@pytest.fixture
def workspace(plan_file: PlanFile, qapp: QApplication) -> Workspace:
    return Workspace(plan_file)


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def commands() -> RecordingCommands:
    return RecordingCommands()


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[QWidget], QWidget]]:
    """Shows a widget as the active window; it goes at the end. The clipboard is empty at first."""
    QGuiApplication.clipboard().clear()
    shown: list[QWidget] = []

    def show_widget(widget: QWidget) -> QWidget:
        shown.append(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: qapp.activeWindow() is widget and widget.isVisible())
        settle()
        return widget

    yield show_widget
    for widget in reversed(shown):
        if shiboken6.isValid(widget):
            close_for_good(widget)
            if shiboken6.isValid(widget):
                widget.deleteLater()
    settle()
    # Here and not whenever Python collects garbage: that may be in the thread of some work, where no timer can stop.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Qt would let go of what is in there after Python has ended, and PySide cannot do without it then.
    QGuiApplication.clipboard().clear()


@pytest.fixture
def view(workspace: Workspace, show: Callable[[QWidget], QWidget]) -> RecordView:
    """The measures of phase 1, by themselves."""
    made = RecordView(RecordTable(workspace, MEASURES, workspace.plan.phases[0].id))
    made.resize(900, 600)
    show(made)
    made.setFocus()
    return made


@pytest.fixture
def window(
    workspace: Workspace, commands: RecordingCommands, settings: QSettings, show: Callable[[QWidget], QWidget]
) -> MainWindow:
    """The window of the program with Bielefeld's plan, on phase 1, where somebody left it."""
    settings.setValue(f"page/{workspace.path}", workspace.plan.phases[0].id)
    made = MainWindow(workspace, commands, settings)
    made.resize(1320, 860)
    show(made)
    return made
