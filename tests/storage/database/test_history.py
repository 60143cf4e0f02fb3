"""What a plan was at any time, and what its history says was done."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits import restore
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, deleted, inserted, reference, updated
from nrw_desktop.domain.model.records import Contact, Goal, Measure, Mention, Partner, Phase, link_id, new_id
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.database.test_change_log import some_change, typed
from tests.storage.plans import ORIGIN


def altered(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


@settings(max_examples=25)
@given(
    operations=st.lists(st.sampled_from(["change", "change", "run", "undo", "redo", "back"]), max_size=20),
    seed=st.integers(0, 2**32),
)
def test_every_past_state_is_the_plan_of_that_moment(
    template: Path, tmp_path: Path, operations: list[str], seed: int
) -> None:
    path = Path(shutil.copy(template, tmp_path / "zufall.nrwplan"))
    dice = random.Random(seed)
    with PlanFile.open(path, ORIGIN) as file:
        states = {file.plan.head or "": file.plan}
        for operation in operations:
            if operation in ("undo", "redo"):
                file.undo() if operation == "undo" else file.redo()
            elif operation == "back":
                file.commit(restore.back_to(file.plan, dice.choice(list(states.values())), "zurück"))
            else:
                change = some_change(file.plan, dice)
                file.commit(change)
                if operation == "run" and change.rows:
                    states[change.id] = file.plan
                    more = some_change(file.plan, dice)
                    file.commit(Change(more.rows, more.label, joins=change.id))
            states[file.plan.head or ""] = file.plan
        for key, plan in states.items():
            found = file.state_at(key)
            assert (found, found.head) == (plan, key)
        assert [step.id for step in file.steps()][:1] == [file.plan.head]
        assert {step.id for step in file.steps()} <= states.keys()
        while file.undo():
            pass
        assert file.plan == next(iter(states.values()))
    assert integrity_check.problems(path) == []


@settings(max_examples=25)
@given(
    operations=st.lists(st.sampled_from(["change", "change", "run", "undo", "undo", "redo"]), max_size=20),
    most=st.integers(1, 8),
    seed=st.integers(0, 2**32),
)
def test_the_last_steps_are_those_in_force(
    template: Path, tmp_path: Path, operations: list[str], most: int, seed: int
) -> None:
    path = Path(shutil.copy(template, tmp_path / "zufall.nrwplan"))
    dice = random.Random(seed)
    with PlanFile.open(path, ORIGIN) as file:
        done, undone = [file.plan.head], list[str | None]()
        for operation in operations:
            if operation == "undo" and file.undo():
                undone.append(done.pop())
            elif operation == "redo" and file.redo():
                done.append(undone.pop())
            elif operation in ("change", "run") and (change := some_change(file.plan, dice)).rows:
                file.commit(change)
                if operation == "run" and (more := some_change(file.plan, dice)).rows:
                    file.commit(Change(more.rows, more.label, joins=change.id))
                done.append(file.plan.head)
                undone.clear()
        assert [step.id for step in file.recent_steps(most)] == done[::-1][:most]


def test_going_back_a_thousand_rows_is_one_step(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        first = file.plan
        file.commit(Change(tuple(inserted(Measure(new_id(), phase="f1", text=str(n))) for n in range(500)), "viele"))
        rows = (row for one in file.plan.measures("f1") for row in updated(one, note="neu"))
        file.commit(Change(tuple(rows), "Notizen"))
        file.commit(Change((inserted(Phase("f3", order="c")),), "Phase"))
        full = file.plan
        change = restore.back_to(full, file.state_at(first.head or ""), "zurück")
        assert len(change.rows) == 502
        file.commit(change)
        assert file.plan == first == file.reload()
        undone = file.undo()
        assert undone is not None
        assert (file.plan, undone.target) == (full, change.id)
        file.redo()
        assert file.plan == first
    assert integrity_check.problems(path) == []


def test_steps_come_newest_first_with_their_labels(plan_file: PlanFile) -> None:
    measure, partner = plan_file.plan.get(Measure, "m1"), Partner("k2", name="KI")
    plan_file.commit(Change((inserted(partner),), f"Partner {reference(partner)} hinzugefügt"))
    plan_file.commit(Change(updated(partner, remark="x"), f"Bemerkung von {reference(partner)} geändert"))
    plan_file.commit(Change(updated(partner, name="Integrationszentrum"), f"Name von {reference(partner)} geändert"))
    plan_file.commit(Change((deleted(plan_file.plan.get(Partner, "k2")),), f"Partner {reference(partner)} gelöscht"))
    plan_file.commit(Change(updated(measure, short="Auftakt"), f"Kurztitel von {reference(measure)} geändert"))
    plan_file.undo()
    plan_file.redo()
    steps = plan_file.steps()
    assert [step.label for step in steps] == [
        "Wiederholt: Kurztitel von ‚Auftakt‘ geändert",
        "Rückgängig: Kurztitel von ‚Auftakt‘ geändert",
        "Kurztitel von ‚Auftakt‘ geändert",
        "Partner ‚Integrationszentrum‘ gelöscht",
        # What is gone keeps the name that it had when it went.
        "Name von ‚Integrationszentrum‘ geändert",
        "Bemerkung von ‚Integrationszentrum‘ geändert",
        "Partner ‚KI‘ hinzugefügt",
        "Plan angelegt",
    ]
    assert [step.seq for step in steps] == list(range(8, 0, -1))
    assert [step.kind for step in steps[:2]] == ["redo", "undo"]
    assert all(step.own for step in steps)
    assert steps[2].rows == updated(measure, short="Auftakt")
    assert abs(steps[0].at - datetime.now().astimezone()) < timedelta(minutes=1)


def test_a_label_names_only_what_somebody_knows(plan_file: PlanFile) -> None:
    plan_file.commit(Change(updated(plan_file.plan.get(Measure, "m1"), note="x"), "Von {measure:weg} und {nichts:m1}"))
    assert plan_file.steps()[0].label == "Von … und …"


def test_a_run_of_quick_edits_is_one_step(plan_file: PlanFile) -> None:
    typed(plan_file, "vorher")
    run = typed(plan_file, "M")
    last = typed(plan_file, "Maß", run.id)
    step, before, _ = plan_file.steps()
    assert (step.id, step.seq, step.label) == (last.id, 4, "Text „M“")
    assert step.rows == (RowChange("measure", "m1", {"text": "vorher"}, {"text": "Maß"}),)
    assert plan_file.state_at(step.id).get(Measure, "m1").text == "Maß"
    assert plan_file.state_at(before.id).get(Measure, "m1").text == "vorher"
    for key in (run.id, last.id):
        assert plan_file.change(key).id == run.id
        assert plan_file.change(key).rows == step.rows


def test_a_step_tells_what_it_touched(path: Path) -> None:
    with PlanFile.open(path, "er") as file:
        file.commit(Change(updated(file.plan.get(Measure, "m1"), phase="f2"), "verschoben"))
        file.commit(Change(updated(file.plan.get(Goal, "g2"), text="anders"), "Ziel"))
        mention = file.plan.get(Mention, link_id("f1", "k1"))
        file.commit(Change((deleted(mention),), "Nennung"))
        file.commit(Change(updated(file.plan.get(Phase, "f2"), title="neu"), "Titel"))
    with PlanFile.open(path, "sie") as file:
        phase, mentioned, goal, moved, origin = file.steps()
        assert (moved.phases, moved.records) == ({"f1", "f2"}, {"m1"})
        assert (goal.phases, goal.records) == ({"f1"}, {"g2"})
        assert (mentioned.phases, mentioned.records) == ({"f1"}, {mention.id, "k1"})
        assert (phase.phases, phase.records) == ({"f2"}, {"f2"})
        assert "k1" in origin.records
        assert [step.own for step in (phase, origin)] == [False, False]


def test_a_step_about_a_part_of_a_measure_is_one_of_its_phase(plan_file: PlanFile) -> None:
    plan_file.commit(edits.detail_rows.DECISIONS.add(plan_file.plan, "m1", "Rat"))
    key = plan_file.plan.decisions("m1")[0].id
    plan_file.commit(edits.detail_rows.DECISIONS.set_field(plan_file.plan, key, "date", "5.12.2019"))
    plan_file.commit(edits.detail_rows.DECISIONS.remove(plan_file.plan, [key]))
    removed, changed, added, _origin = plan_file.steps()
    assert [step.phases for step in (removed, changed, added)] == [{"f1"}] * 3
    assert removed.label == "Beschluss ‚Rat‘ bei ‚Auftaktveranstaltung mit „Ä* ß“‘ gelöscht"


def test_a_damaged_log_shows_no_past_but_its_labels(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        first = file.plan.head or ""
        typed(file, "eins")
        typed(file, "zwei")
    altered(path, "UPDATE change_body SET body = CAST(replace(body, 'Auftakt', 'Abtakt') AS BLOB) WHERE seq = 2")
    altered(path, "UPDATE change SET at = 'nie' WHERE seq = 3")
    with PlanFile.open(path, ORIGIN) as file:
        assert file.state_at(first).head == first
        with pytest.raises(PlanError, match="Verlauf dieses Plans ist beschädigt"):
            file.state_at(file.plan.head or "")
        newest, damaged, _ = file.steps()
        assert (newest.at.year, damaged.label) == (1970, "Text „eins“")
        with pytest.raises(PlanError, match="beschädigt"):
            _ = damaged.rows


def test_a_change_that_is_not_there_is_said(plan_file: PlanFile) -> None:
    with pytest.raises(PlanError, match="Diesen Schritt"):
        plan_file.state_at("weg")
    with pytest.raises(PlanError):
        plan_file.change("weg")
    assert plan_file.changes_since("weg") is None


def test_what_was_erased_is_in_no_past_state(plan_file: PlanFile) -> None:
    contact = Contact("c1", partner="k1", person="Erika Muster")
    plan_file.commit(Change((inserted(contact),), "Kontakt"))
    before = plan_file.plan.head or ""
    erasing = plan_file.erase(plan_file.plan.get(Partner, "k1"))
    assert plan_file.state_at(before).get(Contact, "c1").person is None
    assert plan_file.changes_since(before) == 1
    assert {key: (set(one.contacts), set(one.partners)) for key, one in plan_file.erasures().items()} == {
        erasing.id: ({"c1"}, {"k1"})
    }
