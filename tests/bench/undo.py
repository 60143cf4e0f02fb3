"""Taking back a change of 1,000 rows, against making it."""

from itertools import cycle
from pathlib import Path

from nrw_desktop.domain import edits
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.bench import plans
from tests.bench.table import Finding, explained, in_turns

ROWS = 1_000


def measure(folder: Path, pairs: int) -> list[Finding]:
    """In a plan of 10,000 measures, so that most rows stay as they are."""
    with PlanFile.open(plans.make(folder / "undo.nrwplan", 10 * ROWS), plans.ORIGIN) as file:
        keys = [measure.id for phase in file.plan.phases for measure in file.plan.measures(phase.id)][:ROWS]
        statuses = cycle(("running", "done"))
        file.commit(edits.measures.set_status(file.plan, keys, "planned"))

        def make() -> None:
            file.commit(edits.measures.set_status(file.plan, keys, next(statuses)))

        make()
        # Each round takes back the newest change, then makes the next one.
        found = in_turns(pairs, file.undo, make)
        return [explained(Finding(f"undo of {ROWS:,} rows", *found, "making it", 1.2), file.undo, 1)]
