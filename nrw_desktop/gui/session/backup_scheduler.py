"""Automatic backups of the open plan: the copy is made at once, checked and put away in the background."""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.background import Work
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.archive import backup_mirror
from nrw_desktop.storage.archive.backup_schedule import Rhythm
from nrw_desktop.storage.system.error_messages import DamagedError
from nrw_desktop.storage.upkeep import backup

_SOON = 1000
"""Milliseconds until the first backup of a plan that goes on in another file."""

_LOOK = 60_000
"""Milliseconds between two looks whether a backup is due."""


class BackupScheduler(QObject):
    """Makes the backups of one workspace. `trouble` tells once what went wrong; work goes on all the same.

    `damaged` tells once that the plan itself is damaged, also where it opened without an error and needs no backup.
    """

    trouble = Signal(str)
    damaged = Signal(str)
    made = Signal()

    def __init__(self, workspace: Workspace, parent: QObject):
        super().__init__(parent)
        self._workspace = workspace
        self._rhythm = Rhythm()
        self._has_looked = False
        self._work: Work | None = None
        workspace.writing_first.connect(self.look)
        workspace.moved.connect(self._begin_anew)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_LOOK)

    def look(self) -> None:
        """Make a backup if one is due; none of a plan whose window has just been closed."""
        if not self._workspace.plan_file.is_closed and self._rhythm.due(self._workspace.plan.head):
            self.make("automatisch")

    def _begin_anew(self, _fork: object) -> None:
        """The plan is in a file of which there is no backup; this comes while it is being written."""
        self._rhythm, self._has_looked = Rhythm(), False
        QTimer.singleShot(_SOON, self, self.look)

    def make(self, reason: str) -> None:
        """Make a backup now, unless one is being made or the plan is as the last one has it."""
        if self._work is not None and self._work.isRunning():
            return
        self._rhythm.tried(self._workspace.plan.head)
        file, path = self._workspace.plan_file, self._workspace.path
        try:
            draft = backup.begin(file, reason)
            # There is a backup of this very state; whether the file still is what it was, nobody has looked at yet.
            probe = backup.begin_check(file) if draft is None and not self._has_looked else None
        except PlanError as error:
            self._tell(error)
            return
        self._has_looked = True

        def put_away(_progress: object) -> PlanError | str:
            try:
                if draft is not None:
                    draft.finish()
                if probe is not None:
                    probe.check()
            except PlanError as error:
                return error
            return backup_mirror.mirror(path)

        self._work = Work(put_away, self)
        self._work.done.connect(self._tell)
        self._work.failed.connect(self._tell)
        self._work.finished.connect(self.made)
        self._work.start()

    def finish(self) -> None:
        """Wait for the backup that is being made; before the window goes."""
        if self._work is not None:
            self._work.wait()

    def _goes_on_elsewhere(self) -> bool:
        """Whether the damage came while the plan was open: what is in memory is whole then, and goes on beside it."""
        if self._workspace.plan_file.is_closed:
            return False
        path = self._workspace.path
        with suppress(PlanError):
            self._workspace.take(self._workspace.look()())
        return self._workspace.path != path

    def _tell(self, trouble: PlanError | str) -> None:
        if isinstance(trouble, DamagedError) and self._goes_on_elsewhere():
            return
        if news := self._rhythm.say_once(str(trouble)):
            (self.damaged if isinstance(trouble, DamagedError) else self.trouble).emit(news)
