"""Runs the benchmarks against their bars: python tests/bench/run.py [NAMES…] [--pairs N] [--markdown].

A bar that is missed is printed and is no failure: machines are noisy, and only ratios within one run count.
"""

import argparse
import importlib
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "start", "reading", "editing", "undo", "growing", "searching", "sorting", "scrolling", "timeline",
    "overview_pdf", "merging", "exchange",
)  # fmt: skip


def measured(name: str, pairs: int) -> list[Any]:
    """The findings of one benchmark."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "build") as folder:
        return list(importlib.import_module(f"tests.bench.{name}").measure(Path(folder), pairs))


def main() -> int:
    """Run those asked for, or all, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=", ".join(NAMES))
    parser.add_argument("--pairs", type=int, default=7, help="how often each is measured (7)")
    parser.add_argument("--markdown", action="store_true", help="write docs/benchmarks.md, too")
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    sys.path.insert(0, str(ROOT))
    table, document = (importlib.import_module(f"tests.bench.{name}") for name in ("table", "document"))
    names, load_before, pairs = wanted.names or NAMES, document.load(), max(1, wanted.pairs)
    findings = []
    # Beside the checkout and not under /tmp, which may be memory: commits have to reach a disk.
    (ROOT / "build").mkdir(exist_ok=True)
    for name in names:
        print(f"— {name}", file=sys.stderr, flush=True)
        # Each in a process of its own: the peak of a child's memory is never told below that of its parent.
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            findings += alone.submit(measured, name, pairs).result()
    print(table.shown(findings))
    if missed := [finding.what for finding in findings if finding.over]:
        print(f"\nOVER THE BAR: {'; '.join(missed)}")
    if wanted.markdown:
        document.write(findings, [name for name in NAMES if name not in names], pairs, load_before)
    return 0


if __name__ == "__main__":
    sys.exit(main())
