"""How many measures of each phase are overdue, and how many tasks: counted while nothing else is to be done."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries import due, meetings
from nrw_desktop.gui.kit.idle import Pieces
from nrw_desktop.gui.session.workspace import Workspace

_MOVES_DATES = {"phase", "project"}
"""Tables by whose records measures elsewhere become overdue."""


class OverdueCount(QObject):
    """Tells by `counted` how many measures are overdue, by the id of their phase, and how many open tasks.

    Phases without any are left out.
    """

    counted = Signal(object, int)

    def __init__(self, workspace: Workspace, parent: QObject):
        super().__init__(parent)
        self._workspace = workspace
        self._overdue: dict[str, set[str]] | None = None
        self._day = dt.date.min
        self._pieces = Pieces(self)
        self._pieces.done.connect(self._take)
        workspace.changed.connect(self._follow)

    def begin(self) -> None:
        """Count all; `counted` tells when that is done."""
        self._overdue, self._day = None, dt.date.today()
        self._pieces.start(_look(self._workspace.plan, self._day), at_once=False)

    def _take(self, found: list[tuple[str, str] | None]) -> None:
        self._overdue = defaultdict(set)
        for phase, key in filter(None, found):
            self._overdue[phase].add(key)
        self._tell()

    def _follow(self, plan: Plan, change: Change | None) -> None:
        """Look only at the measures that changed, where nothing else did that they depend on."""
        whole = change is None or any(row.table in _MOVES_DATES for row in change.rows)
        if whole or self._overdue is None or self._day != dt.date.today():
            self.begin()
            return
        touched = [row.id for row in change.rows if row.table == "measure"] if change else []
        for key in touched:
            for keys in self._overdue.values():
                keys.discard(key)
            measure = plan.find(Measure, key)
            if measure is not None and due.is_overdue(plan, measure, self._day):
                self._overdue[measure.phase].add(key)
        if touched or (change and any(row.table == "task" for row in change.rows)):
            self._tell()

    def _tell(self) -> None:
        found = {phase: len(keys) for phase, keys in (self._overdue or {}).items() if keys}
        self.counted.emit(found, _late_tasks(self._workspace.plan, self._day))


def _look(plan: Plan, today: dt.date) -> Iterator[tuple[str, str] | None]:
    """Phase and id of each measure that is overdue, and None for each that is not."""
    for phase in plan.phases:
        for measure in plan.measures(phase.id):
            yield (phase.id, measure.id) if due.is_overdue(plan, measure, today) else None


def _late_tasks(plan: Plan, today: dt.date) -> int:
    return sum(meetings.is_overdue(task, today) for task in plan.tasks)
