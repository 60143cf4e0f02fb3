"""Reading a plan of 100,000 measures into a snapshot, against the same rows fetched with sqlite3 and left raw."""

import sqlite3
from pathlib import Path

from nrw_desktop.domain.model.records import FIELDS
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.bench import plans
from tests.bench.table import Finding, explained, in_turns

MEASURES = 100_000


def measure(folder: Path, pairs: int) -> list[Finding]:
    """Opening, with all its checks, against connecting and fetching."""
    plan = plans.make(folder / "big.nrwplan", MEASURES)

    def ours() -> None:
        PlanFile.open(plan, plans.ORIGIN).close()

    def raw() -> None:
        connection = sqlite3.connect(plan)
        rows = [
            connection.execute(f'SELECT {", ".join(map(_quoted, fields))} FROM "{table}"').fetchall()
            for table, fields in FIELDS.items()
        ]
        assert sum(map(len, rows)) > MEASURES
        connection.close()

    return [
        explained(Finding(f"reading, {MEASURES:,} measures", *in_turns(pairs, ours, raw), "raw sqlite3", 1.5), ours, 1)
    ]


def _quoted(field: str) -> str:
    return f'"{field}"'
