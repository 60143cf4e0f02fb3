"""What is for support: the state of things, and nothing of what a plan says."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import logging_setup
from nrw_desktop.storage.upkeep import diagnosis, new_plans

SECRET = 'Frau Geheim, geheim@beispiel.de\n  File "/home/geheim/geheim.txt", line 3, in Geheim'


@pytest.fixture
def plan(tmp_path: Path, data_dir: Path) -> Path:
    path = tmp_path / "Geheim.nrwplan"
    new_plans.new_plan(path, "bielefeld").close()
    return path


def test_it_tells_versions_sizes_and_whether_the_file_is_sound(plan: Path) -> None:
    with PlanFile.open(plan) as file:
        lines = "\n".join([*diagnosis.program_lines(), *diagnosis.plan_lines(plan, file.plan, file.read_only)])
        texts = [measure.text for measure in file.plan.measures(file.plan.phases[0].id)]
    assert "SQLite" in lines
    assert "Maßnahme 14" in lines
    assert "Sicherungen: 0, ohne zweiten Ort" in lines
    assert not [text for text in (*texts, plan.stem, str(plan.parent)) if text in lines]
    assert diagnosis.soundness(plan) == "Prüfung: in Ordnung"


def test_of_faults_it_tells_only_how_many_there_are_of_what(plan: Path) -> None:
    with closing(sqlite3.connect(plan)) as connection, connection:
        connection.execute("UPDATE measure SET text = 'Geheim' || id")
    assert diagnosis.soundness(plan) == "Prüfung: 14 Fehler (Maßnahme 14)"
    plan.write_bytes(b"Geheim" * 1000)
    told = diagnosis.soundness(plan)
    assert told.startswith("Prüfung: nicht möglich (")
    assert "Geheim" not in told


def test_of_the_log_it_tells_when_where_and_what_kind(data_dir: Path) -> None:
    assert diagnosis.log_lines() == []
    logging_setup.start()
    log = logging.getLogger("nrw_desktop.storage")
    try:
        raise PlanError(SECRET)
    except PlanError:
        log.exception("%s ging nicht", SECRET)
    try:
        Path("/geheim/Frau Geheim").read_bytes()
    except OSError as error:
        log.warning("nicht da: %s", error)
    lines = diagnosis.log_lines()
    assert [line.split(" ", 2)[2] for line in lines if line.startswith("2")] == [
        "ERROR nrw_desktop.storage",
        "WARNING nrw_desktop.storage [Errno 2]",
    ]
    assert ["    nrw_desktop.domain.errors", "PlanError"][1] in "\n".join(lines)
    assert "    test_diagnosis.py, Zeile" in "\n".join(lines)
    assert "eheim" not in "\n".join(lines)


@given(st.text(min_size=1))
def test_no_text_gets_through(text: str) -> None:
    """Whatever a message holds, only what is known of the program is left of it."""
    private = f"Geheim {text} Geheim"
    log = f"2026-11-26 10:00:00,000 17 ERROR nrw_desktop.storage: {private}\nTraceback (most recent call last):\n"
    log += f'  File "/home/{private}/nrw_desktop/storage/x.py", line 7, in run\n    run("{private}")\n'
    log += f"ValueError: {private}\n"
    assert "eheim" not in "\n".join(diagnosis.known(log))
