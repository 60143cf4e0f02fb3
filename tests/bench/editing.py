"""One edit, committed and shown in the window, against the same rows written with sqlite3 under the same pragmas."""

import os
import sqlite3
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.records import new_id
from nrw_desktop.storage.database.connection import connect, make_durable
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.bench import plans
from tests.bench.table import Finding, explained, in_turns

MEASURES = 10_000
EDITS_PER_PAIR = 10
_ENTRY = 'INSERT INTO change (seq, id, origin, at, kind, "schema", label) VALUES (?, ?, ?, ?, ?, ?, ?)'
_BODY = "INSERT INTO change_body (seq, body, checksum) VALUES (?, ?, ?)"


def measure(folder: Path, pairs: int) -> list[Finding]:
    """The commit alone, and the whole way from the cell until everything is painted."""
    raw = _raw_edits(plans.make(folder / "raw.nrwplan", MEASURES))
    turns = pairs * EDITS_PER_PAIR
    name = f"one edit, {MEASURES:,} measures"
    with PlanFile.open(plans.make(folder / "ours.nrwplan", MEASURES), plans.ORIGIN) as file:
        key, statuses = file.plan.measures(file.plan.phases[0].id)[3].id, cycle(("running", "done"))

        def commit() -> None:
            file.commit(edits.measures.set_field(file.plan, key, "status", next(statuses)))

        commit()
        alone = Finding(f"{name}, committed", *in_turns(turns, commit, raw), "raw sqlite3", 2.5)
        alone = explained(alone, commit, turns)
    return [alone, _in_the_window(folder, f"{name}, committed and shown", turns, raw)]


def _raw_edits(path: Path) -> Callable[[], None]:
    """What writes one row of a measure and its log entry, each time it is called."""
    connection: sqlite3.Connection = connect(path, "rw")
    make_durable(connection)
    key = connection.execute("SELECT id FROM measure LIMIT 1 OFFSET 3").fetchone()[0]
    statuses, sequence = cycle(("running", "done")), count(2)
    body = b'[["measure","' + key.encode() + b'",{"status":"planned"},{"status":"running"}]]'
    label = f"Status von {{measure:{key}}} geändert"

    def edit() -> None:
        number = next(sequence)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT id FROM change ORDER BY seq DESC LIMIT 1").fetchone()
        connection.execute("UPDATE measure SET status = ? WHERE id = ?", (next(statuses), key))
        at = "2026-01-01T00:00:00.000+00:00"
        connection.execute(_ENTRY, (number, new_id(), plans.ORIGIN, at, "edit", 1, label))
        connection.execute(_BODY, (number, body, bytes(32)))
        connection.execute("COMMIT")

    return edit


def _in_the_window(folder: Path, name: str, turns: int, raw: Callable[[], None]) -> Finding:
    """The same through a cell of the window, until nothing is left to paint."""
    os.environ.setdefault("NRW_DESKTOP_DATA", str(folder / "data"))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from nrw_desktop.gui.pages.phase_tab import PhaseTab
    from nrw_desktop.gui.session.workspace import Workspace

    application = QApplication.instance() or QApplication([])
    workspace = Workspace(PlanFile.open(plans.make(folder / "shown.nrwplan", MEASURES), plans.ORIGIN))
    phase = workspace.plan.phases[0].id
    tab = PhaseTab(workspace, phase)
    tab.resize(1280, 700)
    tab.show()
    QTest.qWait(500)
    key, statuses = workspace.plan.measures(phase)[3].id, cycle(("running", "done"))

    def edit() -> None:
        workspace.run(edits.measures.set_field, key, "status", next(statuses))
        application.processEvents()

    edit()
    found = explained(Finding(name, *in_turns(turns, edit, raw), "raw sqlite3", 2.5, 3.0), edit, turns)
    tab.close()
    workspace.close()
    return found
