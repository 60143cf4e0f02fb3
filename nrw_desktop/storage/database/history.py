"""What a plan was and what was done to it: the log folded up to a change, and its steps as people read them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import RowChange, Values
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Measure, Record
from nrw_desktop.domain.queries import invariants
from nrw_desktop.domain.queries.change_labels import filled, references, row_in
from nrw_desktop.domain.text.values import local_time
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.change_log import Entry

Tables = dict[str, dict[str, Values]]
"""Rows by table and id, which the fold changes in place."""

_VERBS = {"undo": "Rückgängig: ", "redo": "Wiederholt: ", "foreign": "In einer anderen Kopie: "}
_WHOLE = f"""\
SELECT {", ".join(f"change.{column}" for column in change_log.COLUMNS)}, body, checksum
FROM change LEFT JOIN change_body USING (seq) WHERE change.seq <= ? ORDER BY change.seq"""
# What came from another copy is in force only with the entry that merged it, which follows.
_IN_FORCE = """\
SELECT seq, id FROM change
WHERE kind <> 'foreign' AND seq >= (SELECT seq FROM change WHERE id = ?) ORDER BY seq LIMIT 1"""
# The end of a row change without „after“, in an entry's JSON; a text may look the same, which does no harm.
_DELETES = "SELECT body FROM change_body WHERE instr(body, CAST('},null]' AS BLOB)) ORDER BY seq"


def empty_tables() -> Tables:
    """What a fold begins with."""
    return {table: {} for table in TABLES}


def fold(connection: sqlite3.Connection, tables: Tables, until: int | None = None) -> Iterator[str]:
    """Applies the log, up to an entry or all of it, to empty tables; gives a German sentence for each damaged entry."""
    with closing(connection.execute(_WHOLE, (2**63 - 1 if until is None else until,))) as selected:
        for number, (*columns, body, checksum) in enumerate(selected, 1):
            entry = Entry(*columns)
            if entry.seq != number or (number == 1) != (entry.kind == "origin"):
                yield f"{_where(entry)} steht nicht an seiner Stelle: Es fehlen Einträge."
            if body is None or change_log.checksum(entry, body) != checksum:
                yield f"{_where(entry)} ist verändert oder unvollständig."
                continue
            try:
                rows = change_log.decoded(body)
            except msgspec.MsgspecError:
                yield f"{_where(entry)} ist nicht lesbar."
                continue
            if entry.kind == "erase":
                # It also names texts of rows that are long gone.
                rows = tuple(row for row in rows if row.id in tables[row.table])
            if entry.kind != "foreign" and not all(_applied(tables, row) for row in rows):
                yield f"{_where(entry)} passt nicht zu dem, was davor geschah."


def _where(entry: Entry) -> str:
    return f"Eintrag {entry.seq} des Verlaufs (vom {entry.at[:16].replace('T', ' ')} Uhr UTC)"


def _applied(tables: Tables, row: RowChange) -> bool:
    """Applies one row; whether it found what it says was there before."""
    table = tables.get(row.table)
    if table is None:
        return False
    old, before, after = table.get(row.id), row.before, row.after
    if before is None:
        fits = old is None
    elif old is None:
        return False
    else:
        fits = all(old.get(field) == value for field, value in before.items())
    if after is None:
        table.pop(row.id, None)
    elif old is None:
        table[row.id] = after
    else:
        old.update(after)
    return fits


def state_at(connection: sqlite3.Connection, key: str) -> Plan:
    """The plan as it was right after the change of this id; after the merge that brought it, where it came by one.

    Raises:
        PlanError: there is no such change, or the log is damaged before it.
    """
    found = connection.execute(_IN_FORCE, (key,)).fetchone()
    if found is None:
        raise PlanError("Diesen Schritt gibt es im Verlauf nicht. Bitte den Verlauf neu öffnen.")
    tables = empty_tables()
    try:
        for _ in fold(connection, tables, found[0]):
            raise _damaged()
        rows = {
            table: {row: TABLES[table](**values) for row, values in of_table.items()}
            for table, of_table in tables.items()
        }
    except (TypeError, AttributeError) as error:
        # A flipped bit can make text of a number, or nothing of either.
        raise _damaged() from error
    plan = Plan(rows, found[1])
    if next(invariants.breaches(plan), ""):
        raise _damaged()
    return plan


def _damaged() -> PlanError:
    return PlanError(
        "Der Verlauf dieses Plans ist beschädigt, ein früherer Stand lässt sich daraus nicht zeigen. "
        "Bitte den Plan prüfen („nrw-desktop check“) und eine Sicherung öffnen."
    )


class Erasure(msgspec.Struct, frozen=True):
    """What an erasing took away: all that these contacts, and those that these partners had until then, held.

    ``texts`` (table, id, field) lost a name. ``label`` is that of the change that notes it.
    """

    contacts: frozenset[str]
    partners: frozenset[str]
    texts: frozenset[tuple[str, str, str]]
    label: str


def erasure(entry: Entry, rows: Iterable[RowChange]) -> Erasure:
    """What an entry of an erasing notes with these rows."""
    rows = tuple(rows)
    # More than a name in a text: a contact that is gone.
    contacts = frozenset(row.id for row in rows if row.table == "contact" and len(row.before or {}) > 1)
    texts = frozenset((row.table, row.id, field) for row in rows if row.id not in contacts for field in row.after or {})
    partners = frozenset(key for table, key in references(entry.label) if table == "partner")
    return Erasure(contacts, partners, texts, entry.label)


def erasures(connection: sqlite3.Connection) -> dict[str, Erasure]:
    """What was erased for good, by the id of the change that notes it.

    Raises:
        PlanError: the log is damaged there.
    """
    entries = change_log.of_kind(connection, "erase")
    return {entry.id: erasure(entry, change_log.rows_of(connection, entry)) for entry in entries}


def steps(connection: sqlite3.Connection, plan: Plan, origin: str) -> list["Step"]:
    """All steps of the log, newest first; ``plan`` gives the names that their labels are filled with."""
    reader = _Reader(connection, plan)
    with closing(change_log.entries(connection)) as entries:
        runs = groupby(entries, lambda entry: entry.joins or entry.id)
        found = [Step(tuple(run), reader, origin) for _, run in runs]
    found.reverse()
    return found


def recent_steps(connection: sqlite3.Connection, plan: Plan, origin: str, most: int) -> list["Step"]:
    """The last steps that are in force, newest first: what was taken back is none, what was done again stands where it
    was done first. Of the log no more is read than these take.
    """
    reader = _Reader(connection, plan)
    in_force: dict[str | None, bool] = {}
    found: list[Step] = []
    with closing(change_log.newest_first(connection)) as entries:
        for key, run in groupby(entries, lambda entry: entry.joins or entry.id):
            done = tuple(run)[::-1]
            match done[0].kind:
                case "undo" | "redo" as kind:
                    # The last word on a step is the first that is met.
                    in_force.setdefault(done[0].target, kind == "redo")
                case "foreign":
                    pass
                case _ if in_force.get(key, True):
                    found.append(Step(done, reader, origin))
            if len(found) == most:
                break
    return found


class Step:
    """A step of the history as a person reads it, a run of quick edits as one.

    ``seq`` and ``id`` are those of its last entry: `state_at` of that id is the plan after the step. ``kind`` is that
    of a change, ``own`` says whether this installation did it. Rows, label and what is touched are read from the file,
    by the thread that has it open, when they are first asked for.
    """

    def __init__(self, run: tuple[Entry, ...], reader: "_Reader", origin: str) -> None:
        last = run[-1]
        self.seq = last.seq
        self.id = last.id
        self.kind = last.kind
        self.own = last.origin == origin
        self._run = run
        self._reader = reader

    @property
    def at(self) -> datetime:
        """When it was done, in this computer's local time; the clock may have been wrong, the order never is."""
        return local_time(self._run[-1].at) or datetime.fromtimestamp(0, UTC).astimezone()

    @property
    def rows(self) -> tuple[RowChange, ...]:
        """Each row that it changed, before and after.

        Raises:
            PlanError: the log is damaged there.
        """
        return self._reader.rows(self._run)

    @cached_property
    def label(self) -> str:
        """What was done, e.g. „Rückgängig: Status von ‚Fachtagung‘ geändert“.

        Rows have the names of today; one that is gone has the name it had when it went.
        """
        label = filled(self._run[0].label, lambda table, key: self._reader.find(table, key, self))
        return f"{_VERBS.get(self.kind, '')}{label}"

    @cached_property
    def records(self) -> frozenset[str]:
        """The ids of the rows that it touched, and of the partners whose contacts, spellings or mentions they are."""
        return self._touched("partner") | {row.id for row in self.rows}

    @cached_property
    def phases(self) -> frozenset[str]:
        """The ids of the phases it touched, and of those in which its rows are, were or stand today."""
        measures = (self._reader.find("measure", key, self) for key in self._touched("measure"))
        of_measures = {measure.phase for measure in measures if isinstance(measure, Measure)}
        return self._touched("phase") | of_measures | {row.id for row in self.rows if row.table == "phase"}

    def _touched(self, field: str) -> frozenset[str]:
        found = set()
        for row in self.rows:
            # What an update does not name is as the row has it today, or had it at last.
            for values in (row.before, row.after):
                found.add((values or {}).get(field))
            found.add(getattr(self._reader.find(row.table, row.id, self), field, None))
        return frozenset(key for key in found if key)


class _Reader:
    """Reads what the steps of one list need from the file, and only that."""

    def __init__(self, connection: sqlite3.Connection, plan: Plan) -> None:
        self._connection = connection
        self._plan = plan

    def rows(self, run: tuple[Entry, ...]) -> tuple[RowChange, ...]:
        rows = tuple(row for entry in run for row in change_log.rows_of(self._connection, entry))
        return rows if len(run) == 1 else change_log.coalesced(rows)

    def find(self, table: str, key: str, step: Step) -> Record | None:
        """The row as it is today; one that is gone as the step has it, else as it was when it went."""
        if found := self._plan.record(table, key):
            return found
        try:
            return row_in(step.rows, table, key) or self._gone.get((table, key))
        except PlanError:
            # The label of a damaged entry lacks a name; `check` says why.
            return self._gone.get((table, key))

    @cached_property
    def _gone(self) -> dict[tuple[str, str], Record]:
        """Rows as they were when they were deleted, the last time."""
        found: dict[tuple[str, str], Record] = {}
        with closing(self._connection.execute(_DELETES)) as bodies:
            for (body,) in bodies:
                try:
                    rows = change_log.decoded(body)
                    found |= {
                        (row.table, row.id): TABLES[row.table](**row.before)
                        for row in rows
                        if row.after is None and row.before is not None
                    }
                except (msgspec.MsgspecError, TypeError, KeyError):
                    continue
        return found
