"""A keystroke in the search over 100,000 measures, until the first hits are there, against SQL LIKE over the texts."""

import sqlite3
from pathlib import Path

from nrw_desktop.domain import edits
from nrw_desktop.domain.queries.search_index import SearchIndex
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.bench import plans
from tests.bench.table import Finding, explained, in_turns, milliseconds

MEASURES = 100_000
_LIMIT = 100
_LIKE = """
SELECT id FROM measure WHERE short LIKE :word OR text LIKE :word OR note LIKE :word
UNION ALL SELECT id FROM goal WHERE text LIKE :word
LIMIT :limit
"""


_BAR = 0.3


def measure(folder: Path, pairs: int) -> list[Finding]:
    """A word that stands everywhere, one that is found in the very last measure only, and what folding all costs."""
    path = plans.make(folder / "search.nrwplan", MEASURES)
    with PlanFile.open(path, plans.ORIGIN) as file:
        connection, index = sqlite3.connect(path), SearchIndex(file.plan)
        some = file.plan.measures(file.plan.phases[1].id)[MEASURES // 8]
        edited = file.plan.apply(edits.measures.set_field(file.plan, some.id, "note", "anders"))

        def finding(what: str, word: str, bar: float | None = None) -> Finding:
            def ours() -> None:
                assert index.find(word, _LIMIT)

            def like() -> None:
                assert connection.execute(_LIKE, {"word": f"%{word}%", "limit": _LIMIT}).fetchall()

            name = f"search, {MEASURES:,} measures, {what}"
            return explained(Finding(name, *in_turns(pairs, ours, like), "SQL LIKE", bar), ours)

        def after_an_edit() -> float:
            index.follow(edited)
            index.find(plans.RARE, _LIMIT)
            return milliseconds(lambda: (index.follow(file.plan), index.find(plans.RARE, _LIMIT)))

        findings = [
            Finding("search, folding all texts once", [milliseconds(lambda: SearchIndex(file.plan).warm(600))]),
            finding("a frequent word", "Förder"),
            finding("a rare word", plans.RARE, _BAR),
            Finding("search, a rare word after an edit", [after_an_edit() for _ in range(pairs)]),
        ]
        connection.close()
    return findings
