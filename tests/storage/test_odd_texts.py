"""Odd texts are in the file as the gate lets them through, or are refused by a sentence that names the field."""

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.labels_de import field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, LONGEST_TEXT
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.plans import ORIGIN

ODD = {
    "NUL": "vorn\0hinten",
    "lone surrogate": "halb \ud83d ganz",
    "right-to-left override": "rechts\u202eskniL",
    "NFD": unicodedata.normalize("NFD", "Größe der Öffentlichkeit für Ärzte"),
    "invisible marks": "vorn\u2003hin\u00adten\u200b, Auf\u200clage, E-\x02Mail\ufeff",
    "blanks that do not break": "z.\u00a0B. 5\u202f%",
    "joiners that count": "👩‍👩‍👧 und 🏴󠁧󠁢󠁥󠁮󠁧󠁿 und می‌خواهم",
    "1 MB": "Maßnahme" * (LONGEST_TEXT // 8),
    "over 1 MB": "x" * (LONGEST_TEXT + 1),
}
STORED = {
    "right-to-left override": "rechtsskniL",
    "NFD": "Größe der Öffentlichkeit für Ärzte",
    "invisible marks": "vorn hinten, Auflage, E-Mail",
    "blanks that do not break": "z.\u00a0B. 5\u202f%",
    "joiners that count": ODD["joiners that count"],
}
"""What is stored where that is not what was typed."""
REFUSED = ("NUL", "lone surrogate", "over 1 MB")
ROWS = {
    "project": "p",
    "phase": "f1",
    "measure": "m1",
    "goal": "g1",
    "partner": "k1",
    "contact": "k1",
    "year_text": "t1",
    "set_aside": "without_indicator",
}
TEXTS = [
    (table, field)
    for table in ROWS
    for field, spec in FIELD_TABLE[table].items()
    if spec.kind.is_text and not spec.kind.read
]
ADDED: dict[tuple[str, str], Callable[[Plan, str], Change]] = {
    ("measure", "text"): lambda plan, text: edits.measures.add(plan, "f1", text),
    ("goal", "text"): lambda plan, text: edits.goals.add(plan, "f1", text),
    ("partner", "name"): lambda plan, text: edits.mentions.add(plan, "f1", text),
    ("phase", "title"): lambda plan, text: edits.phases.add(plan, text),
}


def held(file: PlanFile, table: str, field: str) -> set[object]:
    """What the rows of a table hold in a field."""
    return {getattr(record, field) for record in file.plan.rows[table].values()}


def round_trip(path: Path, table: str, field: str, text: str, made: Callable[[Plan], Change]) -> str:
    """Commit it, take it back, do it again and open the file anew; the sentence where it was refused."""
    with PlanFile.open(path, ORIGIN) as file:
        before = file.plan
        try:
            change = made(before)
        except PlanError as error:
            return str(error)
        file.commit(change)
        file.undo()
        assert file.plan == before
        file.redo()
    with PlanFile.open(path, ORIGIN) as again:
        assert text in held(again, table, field)
        assert again.undo() is not None
        assert again.plan == before
        again.redo()
    assert integrity_check.problems(path) == []
    return ""


@pytest.mark.parametrize("odd", ODD)
def test_set_in_every_field(path: Path, odd: str) -> None:
    assert len(TEXTS) > 20
    # The long ones take long.
    for table, field in dict(TEXTS).items() if odd == "1 MB" else TEXTS:
        # Each in a file of its own, that does not grow with the others.
        fresh = Path(shutil.copy(path, path.with_name(f"{table} {field}.nrwplan")))
        said = round_trip(
            fresh,
            table,
            field,
            STORED.get(odd, ODD[odd]),
            lambda plan, table=table, field=field: edits.setter(table)(plan, ROWS[table], field, ODD[odd]),  # type: ignore[misc]
        )
        assert bool(said) == (odd in REFUSED), (table, field)
        assert not said or field_word(table, field) in said


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", ADDED)
def test_added_as_a_new_row(path: Path, place: tuple[str, str], odd: str) -> None:
    said = round_trip(path, *place, STORED.get(odd, ODD[odd]), lambda plan: ADDED[place](plan, ODD[odd]))
    assert bool(said) == (odd in REFUSED)
    assert not said or field_word(*place) in said
