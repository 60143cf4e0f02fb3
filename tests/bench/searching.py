"""A keystroke in the search over 100,000 measures, until the first hits are there, against SQL LIKE over the texts."""

import sqlite3
from pathlib import Path

from nrw_desktop.domain import search
from nrw_desktop.storage.plan_file import PlanFile
from tests.bench import plans
from tests.bench.table import Finding, in_turns

MEASURES = 100_000
_LIMIT = 100
_LIKE = """
SELECT id FROM measure WHERE short LIKE :word OR text LIKE :word OR note LIKE :word
UNION ALL SELECT id FROM goal WHERE text LIKE :word
LIMIT :limit
"""


def measure(folder: Path, pairs: int) -> list[Finding]:
    """Only reported. A word that stands everywhere, and one that is found in the very last measure only."""
    path = plans.make(folder / "search.nrwplan", MEASURES)
    with PlanFile.open(path, plans.ORIGIN) as file:
        connection = sqlite3.connect(path)

        def finding(what: str, word: str) -> Finding:
            def ours() -> None:
                assert search.find(file.plan, word, _LIMIT)

            def like() -> None:
                assert connection.execute(_LIKE, {"word": f"%{word}%", "limit": _LIMIT}).fetchall()

            return Finding(f"search, {MEASURES:,} measures, {what}", *in_turns(pairs, ours, like), "SQL LIKE")

        findings = [finding("a frequent word", "Förder"), finding("a rare word", plans.RARE)]
        connection.close()
    return findings
