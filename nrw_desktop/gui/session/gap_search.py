"""The search for what a plan still lacks: one for all who show it, done in pieces while nothing else is to be done."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit.idle import Pieces
from nrw_desktop.gui.session.midnight import Midnight
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.queries.checks import Gap, Group

AFTER_A_CHANGE = 400
"""Milliseconds without an edit after which it looks again."""


class GapSearch(QObject):
    """Looks through a plan only while one of its watchers is seen, and again once nothing was edited for a moment.

    `found` tells that ``gaps`` are those of ``day`` and of the newest plan there was when the look began; what is set
    aside is among them.
    """

    found = Signal()

    def __init__(self, workspace: Workspace):
        super().__init__(workspace)
        self.gaps: list[Gap] = []
        self.day = dt.date.today()
        self._workspace = workspace
        self._watchers: list[QWidget] = []
        self._looked_at: Plan | None = None
        self._looking = Pieces(self)
        self._looking.done.connect(self._take)
        self._later = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE)
        self._later.timeout.connect(self.look)
        workspace.changed.connect(self._follow)
        Midnight(self).passed.connect(self._follow)

    @property
    def is_looking(self) -> bool:
        """Whether a look is under way."""
        return self._looking.is_busy

    def watch(self, watcher: QWidget) -> None:
        """From now on look whenever this one is seen."""
        self._watchers.append(watcher)

    def groups(self) -> "list[Group]":
        """What was found, by kinds."""
        from nrw_desktop.domain.queries import checks

        return checks.grouped(self.gaps)

    def look(self, at_once: bool = False) -> None:
        """Look through the newest plan, where that is not done; `found` comes before it returns if that is short.

        ``at_once`` what nobody notices is done without waiting for an idle moment.
        """
        from nrw_desktop.domain.queries import checks

        self._later.stop()
        day, plan = dt.date.today(), self._workspace.plan
        if (self._looked_at, self.day) == (plan, day):
            if not self._looking.is_busy:
                self.found.emit()
                return
            if not at_once:
                return
        self._looked_at, self.day = plan, day
        self._looking.start(checks.pieces(plan, day, with_aside=True), at_once)

    def rest(self) -> None:
        """Stop, if nobody looks any more."""
        if not self._is_watched() and self._looking.is_busy:
            self._looked_at = None
            self._looking.stop()

    def _is_watched(self) -> bool:
        self._watchers = [one for one in self._watchers if isValid(one)]
        return any(one.isVisible() for one in self._watchers)

    def _follow(self, _plan: Plan | None = None, _change: Change | None = None) -> None:
        self._looked_at = None
        self._looking.stop()
        if self._is_watched():
            self._later.start()

    def _take(self, pieces: "list[list[Gap]]") -> None:
        from nrw_desktop.domain.queries import checks

        self.gaps = checks.ordered(gap for piece in pieces for gap in piece)
        self.found.emit()


def of(workspace: Workspace) -> GapSearch:
    """The one search of a plan."""
    return workspace.findChild(GapSearch) or GapSearch(workspace)
