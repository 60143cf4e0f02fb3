"""The windows that show earlier states of a plan, and the way back to one of these states."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from shiboken6 import isValid

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.app_commands import AppCommands
from nrw_desktop.gui.window.main_window import MainWindow

if TYPE_CHECKING:
    from nrw_desktop.storage.database.history import Step

_NOT_OPEN = (
    "Das Fenster des Plans ist nicht mehr offen. Bitte den Plan öffnen und dort im Verlauf „Bis hierher zurück“ "
    "wählen, oder diesen Stand als eigenen Plan speichern."
)


class PastWindows:
    """Keeps each until it is closed; the window of the plan itself may be closed before."""

    def __init__(self, commands: AppCommands, settings: QSettings):
        self._commands, self._settings = commands, settings
        self._of: dict[PlanWindow, PlanWindow] = {}

    def open(self, window: PlanWindow, step: "Step") -> None:
        """Show the plan of a window as it was after a step, in a window of its own."""
        past = MainWindow(Workspace(window.workspace.past(step)), self._commands, self._settings)
        self._of[past] = window
        past.closed.connect(lambda: self._of.pop(past))
        past.show()

    def go_back(self, past: PlanWindow) -> None:
        """Bring the plan to the state that a window shows, as one step, in the plan's own window.

        Raises:
            PlanError: that one is closed, or the plan cannot be written.
        """
        window, at = self._of[past], past.workspace.past_at
        assert at is not None
        if not isValid(window) or window.is_closing:
            raise PlanError(_NOT_OPEN)
        if window.workspace.flush():
            # What was refused there says so itself.
            window.come_to_front()
            return
        window.workspace.run(edits.restore.back_to, past.workspace.plan, edits.restore.state_label(at))
        past.close()
        window.come_to_front()
