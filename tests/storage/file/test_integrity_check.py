"""What `check` finds in a plan file."""

import os
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.records import Measure, new_id
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.plans import ORIGIN


@pytest.fixture
def worked_on(path: Path) -> Iterator[Path]:
    with PlanFile.open(path, ORIGIN) as plan_file:
        measures = [Measure(new_id(), phase="f1", order=f"b{number}", text=f"Maßnahme {number}") for number in range(9)]
        plan_file.commit(Change(tuple(inserted(measure) for measure in measures), "Maßnahmen"))
        plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), text="anders"), "Text"))
        plan_file.undo()
    return path


def altered(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


def test_a_sound_file_has_no_problems(worked_on: Path) -> None:
    before = worked_on.read_bytes()
    assert integrity_check.problems(worked_on) == []
    assert worked_on.read_bytes() == before
    assert os.listdir(worked_on.parent) == [worked_on.name]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE measure SET text = 'heimlich' WHERE id = 'm1'", "Maßnahme ‚heimlich‘ ist anders als im Verlauf: Maßn"),
        ("DELETE FROM goal WHERE id = 'g2'", "Ziel ‚Interviews führen‘ steht im Verlauf, fehlt aber"),
        ("INSERT INTO partner(id, name) VALUES ('k9', 'Geist')", "‚Geist‘ steht in der Tabelle, aber nicht im Verlauf"),
        (
            "UPDATE goal SET parent = 'weg' WHERE id = 'g2'",
            "Interviews führen.* verweist die Zeile auf eine, die es nicht gibt",
        ),
        ("UPDATE change SET label = 'x' WHERE seq = 2", "Eintrag 2 .* ist verändert"),
        ("UPDATE change SET at = '2020' WHERE seq = 3", "Eintrag 3 .* ist verändert"),
        ("UPDATE change_body SET body = x'5b5d' WHERE seq = 2", "Eintrag 2 .* ist verändert"),
        ("DELETE FROM change_body WHERE seq = 2", "Eintrag 2 .* unvollständig"),
        ("DELETE FROM change WHERE seq = 2", "Inhalte ohne Eintrag"),
        ("UPDATE change SET kind = 'foreign' WHERE seq = 1", "Eintrag 1 .* fehlen Einträge"),
        ("UPDATE alembic_version SET version_num = '0000'", "Versionsangabe"),
    ],
)
def test_what_somebody_changed_behind_the_program_is_found(worked_on: Path, statement: str, words: str) -> None:
    altered(worked_on, statement)
    assert any(re.search(words, problem) for problem in integrity_check.problems(worked_on)), integrity_check.problems(
        worked_on
    )


def test_many_problems_are_summed_up(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as plan_file:
        rows = tuple(inserted(Measure(new_id(), phase="f1", text=str(number))) for number in range(50))
        plan_file.commit(Change(rows, "Maßnahmen"))
    altered(path, "UPDATE measure SET note = 'x'")
    found = integrity_check.problems(path)
    assert len(found) == 21
    assert found[-1] == "Dazu kommen 31 weitere Fehler."


def everything(path: Path) -> list[object]:
    """All that the file holds, as SQLite reads it."""
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [database.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables]


@pytest.mark.parametrize("flips", [100, pytest.param(600, marks=pytest.mark.faults)])
def test_flipped_bits_that_change_data_are_found(worked_on: Path, flips: int, counted: Callable[..., None]) -> None:
    sound, data = everything(worked_on), worked_on.read_bytes()
    dice, changed, missed = random.Random(flips), 0, []
    # Most of a small file is empty pages.
    for place in dice.sample([place for place, byte in enumerate(data) if byte and place >= 100], flips):
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << dice.randrange(8)
        worked_on.write_bytes(spoilt)
        try:
            harmless = everything(worked_on) == sound
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            harmless = False
        if harmless:
            continue
        changed += 1
        try:
            found = integrity_check.problems(worked_on)
        except PlanError:
            continue
        if not found:
            missed.append(place)
    counted("single bits flipped in a live file", flips=flips, changed_data=changed, missed=len(missed))
    assert changed > 0.3 * flips
    assert missed == []
