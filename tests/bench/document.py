"""docs/benchmarks.md, made of what was measured: python tests/bench/run.py --markdown."""

import datetime as dt
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.table import Finding, markdown

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "docs" / "benchmarks.md"
_GIB = 2**30
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "msgspec", "reportlab")


def load() -> float:
    """How many processes waited for a processor in the last minute; 0 where nobody counts."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def write(findings: Sequence[Finding], left_out: Sequence[str], pairs: int, load_before: float) -> None:
    """Put the findings into the document, in place of those of the last time; ``left_out`` was not measured."""
    rest = f"\n\nNot measured this time: {', '.join(left_out)}." if left_out else ""
    PLACE.write_text(
        f"""# Benchmarks

Made by `python3 dev.py bench --markdown`, which measures all of it anew and writes this page. Do not edit it.

Each figure of ours is taken in turns with that of the other, {pairs} times (edits ten times as often); the ratio is the
median of the pairs, with the least and the greatest. Only ratios within one run count: machines differ and are noisy. A
missed bar is no failure of the run. How each is measured says its module in `tests/bench`.

{_machine(load_before)}

{markdown(findings)}{rest}
""",
        "utf-8",
    )


def _machine(load_before: float) -> str:
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB if hasattr(os, "sysconf") else 0
    return (
        f"{dt.date.today():%Y-%m-%d}, commit {_commit()}. {_processor()}, {cores} processors, {memory:.1f} GiB; "
        f"{platform.system()} {platform.release()}; Python {platform.python_version()}, "
        f"{', '.join(f'{name} {version(name)}' for name in _LIBRARIES)}. When it began, "
        f"{load_before:.1f} processes waited for a processor{_noisy(load_before, cores)}."
    )


def _noisy(load_before: float, cores: int) -> str:
    return ": too many for figures to rely on" if load_before > cores / 4 else ""


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
