"""Draws drafts of a file beside the window: one that takes long holds nothing up, and the newest answers count."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from nrw_desktop.domain.drafts.bringing_in import Effect, change, effects
from nrw_desktop.domain.drafts.draft import Answers, Draft, How
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.returning.own_rows import is_ours
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.turning import as_told, lying
from nrw_desktop.gui.importing.plan_view import Line, lines_of
from nrw_desktop.gui.kit.background import Work

Links = Sequence[tuple[str, str]]
"""Pairs of records that stand in one row."""
_AT_ONCE = 50
"""Milliseconds of waiting that nobody notices."""


class Wanted(NamedTuple):
    """What is to be drawn: a file with these answers, on its way into a plan, or to be one of its own."""

    source: Source
    answers: Answers
    plan: Plan | None
    how: How


class Drawn(NamedTuple):
    """What was drawn: the draft, its lines, what brings it into the plan, and what that changes in rows there are.

    ``source`` is the file as its tables are said to lie, ``lying`` where their heads stand, of those that are unsure.
    """

    wanted: Wanted
    source: Source
    lying: dict[str, str]
    draft: Draft
    lines: list[Line]
    brought: Change | None
    effects: list[Effect]

    def change_of(self, plan: Plan, links: Links) -> Change:
        """What brings it into the plan as that is now, with these of its links.

        Raises:
            PlanError: a question is open, or there is nothing to bring in.
        """
        if self.brought is not None and plan is self.wanted.plan and not links and not self.draft.open:
            return self.brought
        return change(plan, self.draft, self.wanted.how, links)


def drawn(wanted: Wanted, draft: Draft | None = None) -> Drawn:
    """Draw a draft, or take one that was drawn of the same.

    Raises:
        PlanError: there is nothing in the file that could be one.
    """
    source, answers, plan, how = wanted
    draft = draft or draft_of(source, answers, plan)
    # A list of ours lies as we have laid it, and a calendar as it was read.
    is_sure = source.appointments is not None or is_ours(source)
    lies = {} if is_sure else lying(source, answers)
    first = Drawn(wanted, as_told(source, answers), lies, draft, lines_of(draft), None, [])
    # The questions are no hindrance to a look at what would change.
    answered = msgspec.structs.replace(draft, doubts=())
    if plan is None or answered.is_empty:
        return first
    brought = change(plan, answered, how)
    return first._replace(brought=brought, effects=effects(plan, brought))


class Drawing(QObject):
    """Draws what is wanted, in a thread, one after the other: of several that wait only the newest.

    `drawn` brings a `Drawn`, before `want` returns where that is quick; `refused` says why there is none; `waiting`
    tells whether it takes longer than anybody would not notice.
    """

    drawn = Signal(object)
    refused = Signal(str)
    waiting = Signal(bool)

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._work: Work | None = None
        self._next: Wanted | None = None

    def want(self, wanted: Wanted) -> None:
        """Draw this, in place of what waits."""
        self._next = wanted
        if self._work is None:
            self._begin()

    def leave(self) -> None:
        """Nobody wants it any more; what is being drawn goes nowhere."""
        self._next = None
        if self._work is not None:
            self._work.stop()
            # The program may end before it does, which a thread would not outlive.
            if (application := QCoreApplication.instance()) is not None:
                application.aboutToQuit.connect(self._work.wait)

    def _begin(self) -> None:
        assert self._next is not None
        wanted, self._next = self._next, None
        work = self._work = Work(lambda _progress: drawn(wanted))
        work.done.connect(self._take)
        work.failed.connect(self._refuse)
        work.finished.connect(self._finish)
        # It is its own until it has ended, whatever becomes of the window.
        work.finished.connect(lambda: work.deleteLater())
        work.start()
        if work.wait(_AT_ONCE):
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        else:
            self.waiting.emit(True)

    def _take(self, found: Drawn) -> None:
        if self._next is None:
            self.drawn.emit(found)

    def _refuse(self, sentence: str) -> None:
        if self._next is None:
            self.refused.emit(sentence)

    def _finish(self) -> None:
        self._work = None
        if self._next is not None:
            self._begin()
        else:
            self.waiting.emit(False)
