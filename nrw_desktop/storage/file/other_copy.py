"""Another copy of an open plan, read to be merged: what the merge does, and all that has to be written for it."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.merging.conflict import subject
from nrw_desktop.domain.merging.joining import Choices, Copy, Merge
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.storage.database import change_log, history, merge_log, snapshot
from nrw_desktop.storage.database.change_log import Entry
from nrw_desktop.storage.database.connection import open_in_memory
from nrw_desktop.storage.database.merge_log import Log
from nrw_desktop.storage.file import integrity_check, late_writing
from nrw_desktop.storage.system import error_messages

if TYPE_CHECKING:
    from nrw_desktop.storage.writing.erase import Erasing

Erasures = list[tuple[str, "Erasing"]]
"""What was erased in one copy, each with the label of its change, and what it takes away from the other one."""


class Joining(NamedTuple):
    """A merge that is worked out: ``merge`` tells what it does, `decided` makes the change of it.

    ``head`` is the newest change of the plan that it is for. The rest is what comes along: ``steps`` of the other copy
    as history, what was ``erased`` there, and what the log notes as ``merged``. ``named`` are the places, in words,
    where somebody who was erased may still be named, by what nobody knew of who erased.
    """

    merge: Merge
    head: str | None
    name: str
    steps: list[tuple[Entry, bytes]]
    erased: Erasures
    merged: str
    named: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many things are taken over."""
        return sum(self.merge.taken.values())

    def decided(self, choices: Choices) -> Change:
        """The change that merges.

        Raises:
            PlanError: something is not decided yet.
        """
        return self.merge.decided(choices, f"Zusammengeführt mit „{_harmless(self.name)}“: {self.taken} übernommen")


class OtherCopy:
    """Another file of a plan, read whole into memory: what becomes of the file meanwhile does not matter."""

    def __init__(self, path: Path, copy: sqlite3.Connection) -> None:
        self.path = path
        self._copy = copy

    def close(self) -> None:
        """Forget it."""
        self._copy.close()

    @property
    def plan_id(self) -> str:
        """Which plan it is a copy of."""
        return change_log.provenance(self._copy, "").id

    def joined(self, connection: sqlite3.Connection, plan: Plan) -> Joining:
        """What merging it into an open plan does; ``connection`` is on the plan's file. Nothing is written.

        Raises:
            PlanError: it is another plan, or the log of one of them is damaged.
        """
        if self.plan_id != change_log.provenance(connection, "").id:
            raise PlanError(
                f"„{self.path.name}“ ist keine Kopie dieses Plans, sondern ein anderer Plan. Zusammenführen lassen "
                "sich nur Kopien desselben Plans. Bitte eine andere Datei wählen."
            )
        with closing(_in_memory(connection)) as ours, closing(_in_memory(self._copy)) as theirs:
            mine, others = merge_log.read(ours), merge_log.read(theirs)
            theirs_new, ours_new = others.new_for(mine), mine.new_for(others)
            erased_there = _erasures(theirs, others, theirs_new, ours)
            erased_here = _erasures(ours, mine, ours_new, theirs)
            # What was erased in one of the copies comes back by way of the other one neither as a row nor as history.
            _erase(ours, erased_there)
            _erase(theirs, erased_here)
            here = {entry.id for entry in mine.entries}
            copy, other = _copy(ours, mine, others), _copy(theirs, others, mine)
            merge = Merge(copy, other)
            named = (*_named(copy, other.plan, erased_there), *_named(other, copy.plan, erased_here))
            steps = merge_log.history_of(theirs, others, theirs_new - here)
        again = [entry.id for entry in others.entries if entry.id in theirs_new and entry.id in here]
        merged = " ".join([others.head, *again])
        return Joining(merge, plan.head, self.path.name, steps, erased_there, merged, named)


def refuse_same(path: Path, own: Path) -> None:
    """Refuses the plan's own file as another copy of it.

    Raises:
        PlanError: it is that, or missing.
    """
    with error_messages.worded(path):
        if path.samefile(own):
            raise PlanError(f"„{path.name}“ ist der Plan selbst. Bitte die andere Kopie des Plans wählen.")


def taken(path: Path, connection: sqlite3.Connection) -> OtherCopy:
    """Another copy of a plan, read from an open file.

    Raises:
        DamagedError: its log does not add up to it.
    """
    copy = _in_memory(connection)
    try:
        if found := integrity_check.found_in(copy, path):
            raise error_messages.DamagedError(
                f"„{path.name}“ ist beschädigt und wurde nicht zusammengeführt: {found[0]} "
                "Bitte eine andere Kopie oder eine Sicherung davon wählen."
            )
    except BaseException:
        copy.close()
        raise
    return OtherCopy(path, copy)


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = open_in_memory()
    connection.backup(copy)
    return copy


def _copy(connection: sqlite3.Connection, log: Log, other: Log) -> Copy:
    new = log.new_for(other) - log.seen.void_for(other.seen)
    return Copy(snapshot.rows_of(connection), merge_log.written(connection, log, new))


def _erase(connection: sqlite3.Connection, erased: Erasures) -> None:
    if erased:
        late_writing.writer_on(connection).erase_again(erased)


def _erasures(
    connection: sqlite3.Connection, log: Log, new: Collection[str], elsewhere: sqlite3.Connection
) -> Erasures:
    """What was erased in a copy and is new, as it is to be done ``elsewhere``."""
    found: Erasures = []
    ids = [entry.id for entry in log.entries]
    for key, one in history.erasures(connection).items():
        if key in new:
            known = set(ids[: ids.index(key)])
            found.append((one.label, late_writing.erase_elsewhere(connection, elsewhere, one, known)))
    return found


def _named(copy: Copy, eraser: Plan, erased: Erasures) -> Iterator[str]:
    """Where what is new in a copy may still name those who were erased in the other one."""
    fields = person_traces.texts() if erased else {}
    rows = (changed for step in copy.steps for changed in step.rows) if erased else ()
    written = dict.fromkeys((one.table, one.id, field) for one in rows for field in one.after or ())
    for table, key, field in written:
        record = copy.plan.record(table, key) if field in fields[table] else None
        if record is None or not (text := getattr(record, field)):
            continue
        if text != getattr(eraser.record(table, key), field, None) and _is_named(table, field, text, erased):
            yield f"{subject(copy.plan, table, record)}, {field_word(table, field)}"


def _is_named(table: str, field: str, text: str, erased: Erasures) -> bool:
    return any(person_traces.is_likely(table, field, text, one.person) for _label, one in erased)


def _harmless(name: str) -> str:
    """A file's name in a label: no brackets, which stand for rows there."""
    return name.replace("{", "(").replace("}", ")")
