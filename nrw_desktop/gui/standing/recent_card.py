"""What was changed last, in people's words, each with its time; it leads to what was changed."""

import datetime as dt
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase, Record
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.lists.grouped_rows import Entry, Line
from nrw_desktop.gui.session import record_location
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.card_rows import CardRows
from nrw_desktop.storage.database.history import Step

MOST = 12
"""Steps that are listed; the history has all."""


class RecentCard(Card):
    """The card „Zuletzt geändert“. `record_wanted` carries what a step was about, as it is now."""

    record_wanted = Signal(object)

    def __init__(self, workspace: Workspace):
        self._rows = CardRows("Zuletzt geändert")
        super().__init__("Zuletzt geändert", self._rows, count=False)
        self._workspace = workspace
        self._steps: dict[str, Step] = {}
        self._read_of: tuple[Plan, dt.date] | None = None
        self._rows.chosen.connect(self._choose)
        # In the next turn: what was changed is shown first where the person is.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.renew)
        workspace.changed.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        after_first_paint(self, self.renew)

    def renew(self) -> None:
        """Read what is new, where it is seen and there is any."""
        now = self._workspace.plan, dt.date.today()
        if not self.isVisible() or now == self._read_of:
            return
        self._read_of = now
        try:
            steps = self._workspace.recent_steps(MOST)
            lines = {step.id: _line(step, now[1]) for step in steps}
        except PlanError as error:
            self._rows.say(str(error))
            return
        self._steps = {step.id: step for step in steps}
        rows = [Entry(key, partial(_same, line)) for key, line in lines.items()]
        # Who is not in the list meets the newest first.
        self._rows.show_rows(rows, keeps_place=False)

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if self.isVisible():
            self._later.start()

    def _choose(self, key: str) -> None:
        try:
            record = _about(self._workspace.plan, self._steps[key])
        except PlanError:
            # What it was about is not to be read any more; the history says so.
            return
        if record is not None:
            self.record_wanted.emit(record)


def _same(line: Line) -> Line:
    return line


def _line(step: Step, today: dt.date) -> Line:
    return Line(step.label, foot=_when(step.at, today))


def _when(at: dt.datetime, today: dt.date) -> str:
    """A time as people say it: „heute, 14:05 Uhr“, „12.03.2018, 9:12 Uhr“."""
    day = {0: "heute", 1: "gestern"}.get((today - at.date()).days, f"{at:%d.%m.%Y}")
    return f"{day}, {at.hour}:{at:%M} Uhr"


def _about(plan: Plan, step: Step) -> Record | None:
    """What a step was about: the first of its rows that there still is, else the phase where the first one stood."""
    if step.kind == "origin":
        # About all there is.
        return None
    for row in step.rows:
        if (record := plan.record(row.table, row.id)) is not None:
            return record
    phases = (record_location.phase_of_row(plan, row) for row in step.rows)
    return next((phase for key in phases if (phase := plan.find(Phase, key)) is not None), None)
