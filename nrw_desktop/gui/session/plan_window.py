"""What dialogs, panels and reports know of the window that they belong to."""

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.session.workspace import Workspace

USER_NAME = "user_name"
"""The setting of what the person who works here is called."""


class PlanWindow(QMainWindow):
    """The window of one open plan; ``is_closing`` from the moment when nothing holds that up any more.

    `leaving` asks what belongs to it whether it may close; what holds that up appends itself to the list.
    ``settings`` is what the window remembers from one day to the next.
    """

    leaving = Signal(object)
    closing = Signal()
    closed = Signal()
    workspace: Workspace
    settings: QSettings
    is_closing = False
    forgets_layout = False
    """Whether sizes, widths and the page in front are not to be remembered when it is closed."""

    def __init__(self) -> None:
        super().__init__()
        # Panels come and go at once: some people cannot bear what moves.
        self.setAnimated(False)

    def may_close(self) -> bool:
        """Commit what was typed; where that is refused, ask once rather than lose it."""
        raise NotImplementedError

    def is_held_up(self) -> bool:
        """Whether something that belongs to the window does not let it go yet."""
        holding: list[QObject] = []
        self.leaving.emit(holding)
        return bool(holding)

    def come_to_front(self) -> None:
        """Show the window above all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def chosen_measures(self) -> list[str]:
        """The ids of the measures that are chosen on the page in front."""
        raise NotImplementedError

    def put_above(self, banner: QWidget) -> None:
        """Show a banner above the pages."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Say something at the foot for a while."""
        raise NotImplementedError

    def reveal(self, record: Record) -> None:
        """Bring a record in sight: its page, and there its row."""
        raise NotImplementedError
