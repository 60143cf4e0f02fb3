"""Merging another copy when either side went on by 10,000 changes, against reading both logs: at most 5 s."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from nrw_desktop.domain.model.change import RowChange, inserted
from nrw_desktop.domain.model.records import Measure, new_id
from nrw_desktop.storage.database.change_log import Entry, encoded, newest
from nrw_desktop.storage.database.connection import SCHEMA, connect
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.writing import writer
from tests.bench import plans
from tests.bench.table import Finding, milliseconds

CHANGES, MEASURES = 10_000, 2_000
MOST = 5_000
"""Milliseconds."""
LAPTOP = "88888888-8888-4888-8888-888888888888"


def measure(folder: Path, pairs: int) -> list[Finding]:
    """Both sides edit other fields and every tenth time the same, and add measures."""
    base, home, laptop = (folder / f"{name}.nrwplan" for name in ("base", "home", "laptop"))
    shutil.copy(plans.make(base, MEASURES), laptop)
    _go_on(base, "note", plans.ORIGIN)
    _go_on(laptop, "place", LAPTOP)
    ours, against = [], []
    for _ in range(min(pairs, 3)):
        shutil.copy(base, home)
        with PlanFile.open(home, plans.ORIGIN) as file:
            ours.append(milliseconds(lambda file=file: _merge(file, laptop)))  # type: ignore[misc]
        against.append(milliseconds(lambda: [_read(path) for path in (base, laptop)]))
    return [Finding(f"merging, {CHANGES:,} changes each", ours, against, "reading the logs", within=MOST)]


def _merge(file: PlanFile, path: Path) -> None:
    """As the window does: a look at what it does, then the merge."""
    with closing(file.other_copy(path)) as copy:
        conflicts = file.joining(copy).merge.conflicts
        assert conflicts
        assert file.merge(copy, {one.key: "theirs" for one in conflicts}) is not None


def _read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("SELECT * FROM change JOIN change_body USING (seq)").fetchall()


def _go_on(path: Path, own: str, origin: str) -> None:
    """Write changes past the program, which would take minutes."""
    with PlanFile.open(path, origin) as file:
        rows = dict.fromkeys(file.plan.rows["measure"], "")
        phase = file.plan.phases[0].id
    made: list[RowChange] = []
    held: dict[tuple[str, str], str | None] = {}
    keys = list(rows)
    for number in range(CHANGES):
        field = "target_group" if number % 10 == 0 else own
        if number % 4 == 3:
            made.append(inserted(Measure(new_id(), phase, f"z{number:05}{own}", text=f"{own} {number}")))
            continue
        key = keys[number * 7 % len(keys)]
        text = f"{own} {number}"
        made.append(RowChange("measure", key, {field: held.get((key, field))}, {field: text}))
        held[key, field] = text
    with closing(connect(path, "rw")) as connection, writer.transaction(connection):
        last = newest(connection)
        assert last is not None
        entries = (
            Entry(last.seq + at, new_id(), origin, last.at, "edit", None, None, SCHEMA, None, "Änderung")
            for at in range(1, len(made) + 1)
        )
        writer.append(connection, [(entry, encoded((row,))) for entry, row in zip(entries, made, strict=True)])
        writer.write_rows(connection, tuple(made))
