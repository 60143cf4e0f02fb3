"""Making the „Phasenübersicht“ as a tagged PDF, against typst and LibreOffice with the same content."""

import datetime as dt
import json
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.bench import word_rows
from tests.bench.pdf_rows import as_data, plan_of_rows
from tests.bench.table import Finding, milliseconds
from tests.reports.pdf_tools import plan_of

ROWS = 1_000
SIZES = (100, 300, 1_000, 3_000, 10_000)
FIELD = 20_000
DAY = dt.date(2026, 1, 1)
ROOT = Path(__file__).resolve().parents[2]
Figures = list[float]


def measure(folder: Path, pairs: int) -> list[Finding]:
    """All rows and one phase of a plan, one endless field, and the others with the same rows."""
    plan = plan_of_rows(ROWS)
    (folder / "rows.pickle").write_bytes(pickle.dumps(plan))
    (folder / "rows.json").write_text(json.dumps(as_data(plan), ensure_ascii=False), "utf-8")
    ours: tuple[Figures, Figures] = ([], [])
    others: tuple[Figures, Figures] = ([], [])
    for _ in range(pairs):
        for figures, engine, source in ((ours, "ours", "rows.pickle"), (others, "typst", "rows.json")):
            for kept, figure in zip(figures, run(engine, folder / source, folder / f"{engine}.pdf"), strict=True):
                kept.append(figure)
    name = f"overview PDF, {ROWS:,} rows, tagged"
    return [
        Finding(name, ours[0], others[0], "typst, UA-1", 0.6, unit="s"),
        Finding(f"{name}, peak memory", ours[1], others[1], "typst, UA-1", 0.5, unit="MB"),
        *against_libreoffice(folder, as_data(plan), pairs, name),
        *alone(pairs),
        *growth(),
    ]


def run(engine: str, source: Path, target: Path) -> list[float]:
    """Seconds and peak megabytes of one PDF, made in a process of its own."""
    command = [sys.executable, str(ROOT / "tests/bench/pdf_engine.py"), engine, str(source), str(target)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=600)
    return list(map(float, done.stdout.split()))


def against_libreoffice(folder: Path, rows: list[dict[str, object]], pairs: int, name: str) -> list[Finding]:
    """LibreOffice makes a PDF/UA of a document that is ready; skipped where there is none."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("  LibreOffice is not installed: nothing is measured against it", file=sys.stderr)
        return []
    word_rows.write(folder / "rows.docx", rows)
    export = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", export, "--outdir", folder, folder / "rows.docx"]

    def convert() -> None:
        subprocess.run(command, capture_output=True, check=True, timeout=600)

    # The first time, LibreOffice makes its profile.
    convert()
    ours, found = [], []
    for _ in range(pairs):
        ours.append(run("ours", folder / "rows.pickle", folder / "ours.pdf")[0])
        found.append(milliseconds(convert) / 1000)
    return [Finding(name, ours, found, "LibreOffice, UA-1", 0.12, unit="s")]


def alone(pairs: int) -> list[Finding]:
    """What a person waits for in the window: one phase, warm; and a field of 20,000 characters."""
    plan = plan_of_rows(4)
    one = Request(DAY, phases=(plan.phases[0].id,))
    field = plan_of("Wörterfolge " * (FIELD // 12))
    word = plan_of("x" * FIELD)
    catalogue.made("phase-overview", plan, one)

    def times(what: object, request: Request) -> Figures:
        return [milliseconds(lambda: catalogue.made("phase-overview", what, request)) for _ in range(pairs)]

    return [
        Finding("overview PDF, one phase, warm (bar 250 ms)", times(plan, one)),
        Finding(f"overview PDF, a field of {FIELD:,} characters (bar 2,000 ms)", times(field, Request(DAY))),
        Finding(f"overview PDF, a word of {FIELD:,} letters (bar 2,000 ms)", times(word, Request(DAY))),
    ]


def growth() -> list[Finding]:
    """The cost of a row, from 100 rows to 10,000."""
    findings = []
    for size in SIZES:
        plan = plan_of_rows(size)
        took = milliseconds(lambda made_of=plan: catalogue.made("phase-overview", made_of, Request(DAY)))
        findings.append(Finding(f"overview PDF, {size:,} rows, a row", [took / size]))
    return findings
