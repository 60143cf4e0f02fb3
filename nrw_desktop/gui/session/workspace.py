"""The open plan: takes edits, commits them to its file, and tells every view what changed."""

import logging
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from nrw_desktop import paths
from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.domain.queries.person_traces import Whom
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.session.unaccepted import Unaccepted
from nrw_desktop.storage.file.past_state import PastState
from nrw_desktop.storage.file.plan_file import PlanFile, StaleError

if TYPE_CHECKING:
    from datetime import date, datetime

    from nrw_desktop.domain.merging.joining import Choices
    from nrw_desktop.storage.database.change_log import Provenance
    from nrw_desktop.storage.database.history import Step
    from nrw_desktop.storage.database.person_log import Place, Trace
    from nrw_desktop.storage.file.ancestry import Look
    from nrw_desktop.storage.file.other_copy import Joining, OtherCopy

P = ParamSpec("P")
R = TypeVar("R")
Edit = Callable[Concatenate[Plan, P], Change]

_log = logging.getLogger(__name__)

_TRIES = 3
"""So often an edit is built anew while others write."""


class Workspace(QObject):
    """One open plan file, and the only way in which the window changes it.

    `changed` carries the new plan and the change that led to it (None where the file was read anew). `flushing` asks
    editors to hand in what was typed but not yet committed; each that cannot appends what was `Refused` to the list;
    `holding` asks them only to append what that is. `typing` tells whether something typed waits to be handed in: it is
    not saved yet, whatever the file has.
    `unsaved` tells why the file did not take the last edit, and nothing once it takes one again. `writing_first` comes
    before the first write since the plan was opened, `copy_made` with a new plan file that is to be opened. `moved`
    tells, with a `Fork`, that the file had another version in it and the plan goes on in a new one. `deleted` tells,
    after `changed`, by which step somebody deleted something, and what shows it again once that was taken back.
    ``guard`` is called before each write and refuses it with a PlanError where somebody else has taken the plan over.
    """

    changed = Signal(object, object)
    # Not `list`: Qt would hand each receiver a copy.
    flushing = Signal(object)
    holding = Signal(object)
    typing = Signal(bool)
    unsaved = Signal(str)
    writing_first = Signal()
    copy_made = Signal(object)
    moved = Signal(object)
    deleted = Signal(object, object)

    def __init__(self, file: "PlanFile | PastState", parent: QObject | None = None):
        super().__init__(parent)
        self._file = file
        self._busy = False
        self._has_written = self._is_closed = False
        # Of who works here, as she says it in the settings.
        self.user_name = ""
        self._typing: set[QObject] = set()
        if isinstance(file, PlanFile):
            file.moved = self.moved.emit
        self.guard: Callable[[], None] = lambda: None
        self.unaccepted = Unaccepted(lambda: self.provenance().id, self)

    @property
    def plan(self) -> Plan:
        """The newest snapshot."""
        return self._file.plan

    @property
    def path(self) -> Path:
        """The file that holds the plan."""
        return self._file.path

    @property
    def upgraded(self) -> bool:
        """Whether the file had an older schema when it was opened."""
        return isinstance(self._file, PlanFile) and self._file.upgraded

    @property
    def is_past(self) -> bool:
        """Whether it is the plan as it was once, which has neither history nor backups of its own."""
        return not isinstance(self._file, PlanFile)

    @property
    def past_at(self) -> "datetime | None":
        """When the plan was as it is shown, in local time; None where it is as it is now."""
        return None if isinstance(self._file, PlanFile) else self._file.at

    @property
    def read_only(self) -> bool:
        """Whether the file can only be looked at."""
        return self._file.read_only

    def run(self, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """Build a change with an edit on the newest plan and commit it. None where nothing would change.

        Raises:
            PlanError: the edit or the file refuses; nothing was written.
        """
        return self._run(lambda plan: edit(plan, *arguments, **more))

    def run_joined(self, first: str | None, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """The same for quick edits of one field: undone together with ``first`` if nothing came in between."""

        def build(plan: Plan) -> Change:
            change = edit(plan, *arguments, **more)
            return Change(change.rows, change.label, joins=self._file.run_of(first))

        return self._run(build)

    def undo(self) -> Change | None:
        """Take back the newest step that is in force."""
        return self._undo_or_redo(self._file.undo)

    def redo(self) -> Change | None:
        """Do again what was taken back last."""
        return self._undo_or_redo(self._file.redo)

    def take_back(self, change: Change) -> Change | None:
        """Take back this step if it is still the last one in force; None, and nothing else, where it is not."""
        if not self.take_in():
            return None
        step = self._file.undo_step()
        return self.undo() if step is not None and step.id == change.id else None

    def undo_label(self) -> str:
        """The step that `undo` would take back, as a person says it; empty for none."""
        return self._label(self._file.undo_step)

    def redo_label(self) -> str:
        """The step that `redo` would do again; empty for none."""
        return self._label(self._file.redo_step)

    def flush(self) -> list[Refused]:
        """Have every editor commit what was typed; what was refused of it."""
        refused: list[Refused] = []
        self.flushing.emit(refused)
        # What stands in a cell too is given up and mended there.
        cells = {entry.place for entry in refused if entry.in_cell and entry.place}
        return [entry for entry in refused if entry.in_cell or entry.place not in cells]

    def take_in(self) -> bool:
        """Have every editor commit what was typed, before a command acts; False where a cell still holds its text.

        A command must not act then: it would take the place away that the text belongs to.
        """
        return not any(entry.in_cell for entry in self.flush())

    def held(self) -> list[str]:
        """What was typed and is not in the plan, as it stands in its editors; nothing is committed."""
        held: list[str] = []
        self.holding.emit(held)
        return held

    def is_saved(self) -> bool:
        """Whether the file, looked at now, holds the plan as the window shows it.

        Raises:
            PlanError: the file cannot be read.
        """
        newest = self._file.newest()
        return newest is None or newest.id == self.plan.head

    def note_typing(self, who: QObject, waits: bool) -> None:
        """Something typed into an editor or form waits to be handed in, or does so no more."""
        if waits and who not in self._typing:
            who.destroyed.connect(self._renew_typing)
            self._typing.add(who)
        elif not waits and who in self._typing:
            who.destroyed.disconnect(self._renew_typing)
            self._typing.remove(who)
        else:
            return
        self.typing.emit(self.is_typing)

    @property
    def is_typing(self) -> bool:
        """Whether something typed waits to be handed in."""
        return bool(self._typing)

    def _renew_typing(self) -> None:
        """What died with its window waits no more."""
        self._typing = {one for one in self._typing if isValid(one)}
        self.typing.emit(self.is_typing)

    @property
    def name(self) -> str:
        """What the window calls the plan."""
        return self._file.name

    def provenance(self) -> "Provenance":
        """Which plan this is, and whether somebody else had a hand in it."""
        return self._file.provenance()

    @property
    def plan_file(self) -> PlanFile:
        """The file itself, for what looks into its history or copies it; a past state has none."""
        assert isinstance(self._file, PlanFile)
        return self._file

    def steps(self) -> "list[Step]":
        """All steps of the history, newest first."""
        return self.plan_file.steps() if isinstance(self._file, PlanFile) else []

    def recent_steps(self, most: int) -> "list[Step]":
        """The last steps of the history that are in force, newest first.

        Raises:
            PlanError: the history cannot be read.
        """
        return self.plan_file.recent_steps(most) if isinstance(self._file, PlanFile) else []

    def state_at(self, change: str) -> Plan:
        """The plan as it was right after a change.

        Raises:
            PlanError: the history is damaged before it.
        """
        return self.plan_file.state_at(change)

    def state_before(self, day: "date") -> Plan | None:
        """The plan as it stood when that day began; None where the file is younger, or a past state itself.

        Raises:
            PlanError: the history is damaged before it.
        """
        return self.plan_file.state_before(day) if isinstance(self._file, PlanFile) else None

    def past(self, step: "Step") -> "PastState":
        """The plan as it was after a step, to look at, print and copy."""
        return PastState(self.plan_file, self.state_at(step.id), step.at, paths.origin())

    def traces(self, whom: Whom) -> "list[Trace]":
        """Where people who are to be erased stand as free text too.

        Raises:
            PlanError: the history cannot be read.
        """
        return self.plan_file.traces(whom)

    def erase(self, whom: Whom, also: "Collection[Place]" = ()) -> Change | None:
        """Erase what contacts hold of people, now and in all of the history, for good; ``also`` texts lose the names.

        Raises:
            PlanError: it cannot be written.
        """
        of, contacts = person_traces.whom(self.plan, whom), person_traces.contacts(self.plan, whom)
        keys = {contact.id for contact in contacts} | ({whom.id} if isinstance(whom, Partner) else set())
        change = self._on_newest(lambda: self._to_file(lambda: self.plan_file.erase(whom, also)))
        self.unaccepted.settle_all(
            lambda entry: (entry.table == "contact" and entry.id in keys) or person_traces.names(entry.text, of)
        )
        self.changed.emit(self.plan, change)
        return change

    def joining(self, other: "OtherCopy") -> "Joining":
        """What merging another copy does. Nothing is written.

        Raises:
            PlanError: it is another plan, or one of the two cannot be read.
        """
        return self._on_newest(lambda: self.plan_file.joining(other))

    def merge(self, other: "OtherCopy", choices: "Choices") -> Change | None:
        """Merge another copy, as one step; None where it has nothing new. ``choices`` decide what contradicts.

        Raises:
            PlanError: something is not decided, or cannot be written; nothing was written.
        """
        change = self._on_newest(lambda: self._to_file(lambda: self.plan_file.merge(other, choices)))
        if change is not None:
            self.changed.emit(self.plan, None)
        return change

    def catch_up(self) -> None:
        """Read the file anew if somebody else has changed it; for a plan that is only looked at, while it is open."""
        if self._is_closed:
            return
        newest = self._file.newest()
        if newest is not None and newest.id != self.plan.head:
            self._file.reload()
            self.changed.emit(self.plan, None)

    def copy_to(self, path: Path) -> bool:
        """Write the whole plan as another file; whether its history came along."""
        return self._file.copy_to(path)

    def close(self) -> None:
        """Let go of the file."""
        self._is_closed = True
        self._file.close()

    def look(self) -> Callable[[], "Look"]:
        """A look at all of the file while nothing is being done, for another thread; `take` its result."""
        return self.plan_file.look()

    def take(self, look: "Look") -> None:
        """Take in what a look found; a file that is not what the plan is, is parted from."""
        self._on_file(lambda: self.plan_file.take(look))

    def _label(self, step: Callable[[], Change | None]) -> str:
        try:
            change = step()
        except PlanError:
            # The file was touched in this very moment; the next look at it says so.
            return ""
        return label_text(change, self.plan) if change else ""

    def _undo_or_redo(self, step: Callable[[], Change | None]) -> Change | None:
        if self.flush():
            # A refused text is still in its field; taking back a step below it could take the field away.
            return None
        change = self._on_newest(lambda: self._to_file(step))
        if change is not None:
            self.changed.emit(self.plan, change)
        return change

    def _run(self, build: Callable[[Plan], Change]) -> Change | None:
        if self._busy:
            raise RuntimeError("an edit was started from within another one")
        change = self._on_newest(partial(self._commit, build))
        if change is not None:
            self.changed.emit(self.plan, change)
        return change

    def _commit(self, build: Callable[[Plan], Change]) -> Change | None:
        change = build(self.plan)
        if not change.rows:
            return None
        self._to_file(lambda: self._file.commit(change))
        return change

    def _on_newest(self, write: Callable[[], R]) -> R:
        """Write; where somebody else wrote since, read the file anew and write once more, a few times at most.

        That the plan was read anew is told when the write is over: a form that hears of it may hand in what it holds,
        and then everybody hears of the plan with it.
        """
        reloaded, busy, self._busy = False, self._busy, True
        try:
            for _ in range(_TRIES):
                try:
                    return write()
                except StaleError:
                    _log.info("the file is newer than the window; read anew")
                    self._on_file(self._file.reload)
                    reloaded = True
            return write()
        finally:
            self._busy = busy
            told = None if reloaded else self.plan
            while told is not self.plan:
                told = self.plan
                self.changed.emit(told, None)

    def _to_file(self, write: Callable[[], R]) -> R:
        """Write, and tell whether the file took it."""
        if not self._has_written:
            self._has_written = True
            self.writing_first.emit()

        def guarded() -> R:
            self.guard()
            return write()

        written = self._on_file(guarded)
        self.unsaved.emit("")
        return written

    def _on_file(self, work: Callable[[], R]) -> R:
        """Do something with the file, and tell if it cannot be done."""
        try:
            return work()
        except ConflictError:
            raise
        except PlanError as error:
            self.unsaved.emit(str(error))
            raise
