"""Edits of n rows against those of a quarter of them, and how long the clipboard takes at its limits."""

from pathlib import Path

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inverted
from nrw_desktop.exchange import pasted_size
from nrw_desktop.exchange.pasted_rows import pasted_rows
from tests.bench.table import Finding, milliseconds
from tests.domain.test_growth import EDITS, plan_of

COUNTS = (500, 1_000, 2_000)
BAR = 8
"""What is in step with the rows costs four times as much for four times as many, their square sixteen times."""
SECOND = 1_000
CLIPBOARDS: dict[str, tuple[str, str]] = {
    "300,000 lines": ("", "Zeile\n" * 300_000),
    "50 MB of lines": ("", "Zeile mit Worten\n" * 3_000_000),
    "a table of 4,900 × 20": (f"<table>{('<tr>' + '<td style=x>abc</td>' * 20) * 4_900}</table>", ""),
    "300,000 × <!--": ("<!--" * 300_000, ""),
    "lists 200,000 deep": ("<ul><li>x" * 200_000, ""),
    '290,000 × <a "': ('<a "' * 290_000, ""),
    "quotation marks left open": ("", '"a ""b\n' * 19_999),
    "a picture of 30 MB": (f"<p>x<img src='data:{'A' * 30_000_000}'>", ""),
}


def measure(_folder: Path, pairs: int) -> list[Finding]:
    """All edits at three sizes, made, applied and taken back; then what is read or refused of clipboards."""
    findings = []
    plans = {count: plan_of(count) for count in COUNTS}
    for name, edit in EDITS.items():

        def whole(count: int, edit=edit, name=name) -> None:  # type: ignore[no-untyped-def]
            change = edit(plans[count], count)
            if "another plan" not in name:
                plans[count].apply(change).apply(Change(inverted(change.rows), ""))

        times = {count: [milliseconds(lambda count=count: whole(count)) for _ in range(pairs)] for count in COUNTS}
        middle = min(times[COUNTS[1]])
        what = f"{name}: {COUNTS[0]:,}, {COUNTS[1]:,} ({middle:.0f} ms), {COUNTS[2]:,} rows"
        findings.append(Finding(what, times[COUNTS[2]], times[COUNTS[0]], "a quarter of them", BAR))
    for name, (html, text) in CLIPBOARDS.items():
        times_read = [milliseconds(lambda html=html, text=text: _read(html, text)) for _ in range(pairs)]
        findings.append(Finding(f"reading {name}", times_read, [SECOND] * pairs, "a second", 1))
    return findings


def _read(html: str, text: str) -> None:
    try:
        assert len(pasted_rows(html, text)) <= pasted_size.MOST_ROWS
    except PlanError:
        return
