"""The command merge: what it takes over, what is left to be decided, and what it refuses."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.queries import checks
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.lock import Lock
from tests.cli.conftest import Call
from tests.storage.synchroniser import COLLEAGUE


@pytest.fixture
def laptop(plan: Path) -> Path:
    """A copy that came home with a new goal and a contradiction, about a measure and about a phase."""
    copy = Path(shutil.copy(plan, plan.with_name("Laptop.nrwplan")))
    for path, origin, status in ((plan, paths.origin(), "running"), (copy, COLLEAGUE, "done")):
        with PlanFile.open(path, origin) as file:
            first = file.plan.phases[0]
            file.commit(edits.measures.set_status(file.plan, [file.plan.measures(first.id)[5].id], status))
    with PlanFile.open(copy, COLLEAGUE) as file:
        file.commit(edits.goals.add(file.plan, file.plan.phases[0].id, "Unterwegs"))
    return copy


def test_nothing_is_written_while_something_is_open(call: Call, plan: Path, laptop: Path) -> None:
    before = plan.read_bytes(), laptop.read_bytes()
    result = call("merge", laptop, "--into", plan)
    assert (result.code, "1 zu entscheiden; es wurde nichts geändert" in result.err) == (1, True)
    dry = call("merge", laptop, "--into", plan, "--dry-run")
    assert dry.out == result.out
    lines = dry.out.splitlines()
    assert lines[:4] == [
        "1 übernommen, 1 zu entscheiden, 0 verloren.",
        "Übernommen: 1 × Ziel.",
        "Zu entscheiden:",
        "  Maßnahme ‚Öffentlichkeitsarbeit‘, Status",
    ]
    assert lines[4].startswith("    hier: läuft (Status von ‚Öffentlichkeitsarbeit‘ geändert, ")
    assert lines[4].endswith("auf diesem Rechner)")
    assert lines[5].startswith("    dort: abgeschlossen (")
    assert (plan.read_bytes(), laptop.read_bytes()) == before


@pytest.mark.parametrize(("choice", "status"), [("ours", "running"), ("theirs", "done"), ("later", "running")])
def test_a_choice_for_all_merges(call: Call, plan: Path, laptop: Path, choice: str, status: str) -> None:
    told = json.loads(call("merge", laptop, "--into", plan, "--on-conflict", choice, "--json").out)
    assert (told["done"], told["taken"], told["lost"], told["revived"]) == (True, {"goal": 1}, 0, [])
    (one,) = told["conflicts"]
    assert (one["table"], one["field"], one["ours"]["text"], one["ours"]["here"]) == (
        "measure",
        "status",
        "läuft",
        True,
    )
    assert one["choices"] == ["ours", "theirs", "both", "later"]
    assert call("check", plan).code == 0
    with PlanFile.open(plan, read_only=True) as file:
        measure = file.plan.measures(file.plan.phases[0].id)[5]
        assert measure.status == status
        said = [gap.text for gap in checks.gaps(file.plan, date(2017, 1, 1)) if gap.kind == "undecided"]
    open_ = ["„Öffentlichkeitsarbeit“: Status: hier „läuft“, in der anderen Kopie „abgeschlossen“."]
    assert said == (open_ if choice == "later" else [])
    again = call("merge", laptop, "--into", plan)
    assert again.out == "Die andere Kopie enthält nichts, was hier noch fehlt.\n"
    assert call("undo", plan).out.startswith("Rückgängig gemacht: Zusammengeführt mit „Laptop.nrwplan“: 1 übernommen")


def test_what_has_no_note_cannot_wait(call: Call, plan: Path, laptop: Path) -> None:
    for path, origin, title in ((plan, paths.origin(), "Hier"), (laptop, COLLEAGUE, "Dort")):
        with PlanFile.open(path, origin) as file:
            file.commit(edits.phases.set_field(file.plan, file.plan.phases[1].id, "title", title))
    before = plan.read_bytes()
    result = call("merge", laptop, "--into", plan, "--on-conflict", "later")
    assert "Bei „Phase 2 ‚Hier‘, Titel“ lässt sich nichts für später vermerken" in result.err
    assert plan.read_bytes() == before


def test_what_makes_no_sense_is_refused(call: Call, plan: Path, laptop: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    assert call("merge", plan, "--into", plan).err.endswith("Bitte die andere Kopie des Plans wählen.\n")
    assert call("merge", laptop).code == 2
    assert call("merge", laptop, "--into", plan, "--on-conflict", "beide").code == 2
    assert call("new", "Anderer").code == 0
    result = call("merge", tmp_path / "Anderer.nrwplan", "--into", plan)
    assert (result.code, "keine Kopie dieses Plans" in result.err) == (1, True)
    assert call("merge", "fehlt.nrwplan", "--into", plan).code == 1
    held = Lock.acquire(plan)
    try:
        assert call("merge", laptop, "--into", plan, "--on-conflict", "ours").code == 1
    finally:
        held.release()
    assert plan.read_bytes() == before
    assert os.listdir(tmp_path).count("Laptop.nrwplan") == 1


def test_where_somebody_erased_may_still_be_named_is_told(call: Call, plan: Path) -> None:
    with PlanFile.open(plan, paths.origin()) as file:
        file.commit(edits.contacts.add(file.plan, file.plan.partners[0].id, "Lea Sommer"))
        copy = Path(shutil.copy(plan, plan.with_name("Laptop.nrwplan")))
        file.erase(file.plan.partners[0])
    with PlanFile.open(copy, COLLEAGUE) as file:
        first = file.plan.measures(file.plan.phases[0].id)[0]
        file.commit(edits.measures.set_field(file.plan, first.id, "note", "Frau Sommer fragen"))
    place = "Maßnahme ‚Ausschreibung einer Fachstelle‘, Notiz"
    question = "Steht hier noch der Familienname einer endgültig gelöschten Person? Bitte nachsehen"
    assert f"{question}: {place}.\n" in call("merge", copy, "--into", plan, "--dry-run").out
    assert json.loads(call("merge", copy, "--into", plan, "--json").out)["named"] == [place]
