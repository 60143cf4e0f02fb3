"""Making the „Phasenübersicht“ as a PDF; only reported, there is nothing here to measure it against."""

import datetime as dt
from pathlib import Path

from nrw_desktop.reports.phase_overview import phase_overview
from nrw_desktop.reports.request import Request
from nrw_desktop.storage.plan_file import PlanFile
from tests.bench import plans
from tests.bench.table import Finding, milliseconds

ROWS = 1_000


def measure(folder: Path, pairs: int) -> list[Finding]:
    """All phases of a plan of 1,000 measures, and one of them."""
    with PlanFile.open(plans.make(folder / "paper.nrwplan", ROWS), plans.ORIGIN) as file:
        plan, day = file.plan, dt.date(2026, 1, 1)
    one = (plan.phases[0].id,)
    phase_overview(plan, Request(day, phases=one))
    whole = [milliseconds(lambda: phase_overview(plan, Request(day))) for _ in range(pairs)]
    single = [milliseconds(lambda: phase_overview(plan, Request(day, phases=one))) for _ in range(pairs)]
    return [
        Finding(f"overview PDF, {ROWS:,} measures", whole),
        Finding(f"overview PDF, one phase with {ROWS // len(plan.phases)} measures", single),
    ]
