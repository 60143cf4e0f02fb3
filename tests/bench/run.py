"""Runs the benchmarks against the bars of SPEED: python tests/bench/run.py [NAMES…] [--pairs N].

A bar that is missed is printed and is no failure: machines are noisy, and only ratios within one run count.
"""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("start", "reading", "editing", "undo", "searching", "sorting", "scrolling", "overview_pdf")


def main() -> int:
    """Run those asked for, or all, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=", ".join(NAMES))
    parser.add_argument("--pairs", type=int, default=7, help="how often each is measured (7)")
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    sys.path.insert(0, str(ROOT))
    table = importlib.import_module("tests.bench.table")
    findings = []
    # Beside the checkout and not under /tmp, which may be memory: commits have to reach a disk.
    (ROOT / "build").mkdir(exist_ok=True)
    for name in wanted.names or NAMES:
        print(f"— {name}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "build") as folder:
            findings += importlib.import_module(f"tests.bench.{name}").measure(Path(folder), max(1, wanted.pairs))
    print(table.shown(findings))
    if missed := [finding.what for finding in findings if finding.over]:
        print(f"\nOVER THE BAR: {'; '.join(missed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
