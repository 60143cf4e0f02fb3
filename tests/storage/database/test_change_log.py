"""Undo and redo are found in the log, over restarts, runs of quick edits and other people's changes."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.model.change import Change, RowChange, deleted, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Partner, Phase, new_id
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.plans import ORIGIN


def typed(plan_file: PlanFile, text: str, joins: str | None = None) -> Change:
    """Commits a text for the measure, as a form does."""
    change = Change(updated(plan_file.plan.get(Measure, "m1"), text=text), f"Text „{text}“", joins=joins)
    plan_file.commit(change)
    return change


def text(plan_file: PlanFile) -> str:
    return plan_file.plan.get(Measure, "m1").text


def test_there_is_nothing_to_undo_in_a_new_plan(plan_file: PlanFile) -> None:
    assert plan_file.undo_step() is plan_file.redo_step() is None
    assert plan_file.undo() is plan_file.redo() is None


def test_undo_and_redo_walk_through_the_steps(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as plan_file:
        first = text(plan_file)
        changes = [typed(plan_file, word) for word in ("eins", "zwei", "drei")]
        undone = plan_file.undo()
        assert undone is not None
        assert (undone.kind, undone.target, undone.label) == ("undo", changes[2].id, "Text „drei“")
        plan_file.undo()
        assert text(plan_file) == "eins"
    with PlanFile.open(path, ORIGIN) as plan_file:
        step, redo_step = plan_file.undo_step(), plan_file.redo_step()
        assert step is not None
        assert redo_step is not None
        assert (step.id, redo_step.id) == (changes[0].id, changes[1].id)
        redone = plan_file.redo()
        assert redone is not None
        assert (redone.kind, redone.target) == ("redo", changes[1].id)
        plan_file.undo()
        plan_file.undo()
        assert text(plan_file) == first
        assert plan_file.undo_step() is None
        typed(plan_file, "anders")
        assert plan_file.redo_step() is None
        plan_file.undo()
        assert text(plan_file) == first
        assert integrity_check.problems(path) == []


def test_a_run_of_quick_edits_is_one_step(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as plan_file:
        typed(plan_file, "vorher")
        run = typed(plan_file, "M")
        for word in ("Ma", "Maß", "Maßnahme"):
            typed(plan_file, word, run.id)
        step = plan_file.undo_step()
        assert step is not None
        assert step.rows == (RowChange("measure", "m1", {"text": "vorher"}, {"text": "Maßnahme"}),)
        plan_file.undo()
        assert text(plan_file) == "vorher"
        assert plan_file.newest().target == run.id  # type: ignore[union-attr]
        plan_file.redo()
        assert text(plan_file) == "Maßnahme"
        plan_file.undo()
        plan_file.undo()
        assert text(plan_file).startswith("Auftakt")
        plan_file.redo()
        plan_file.redo()
        assert text(plan_file) == "Maßnahme"
    assert integrity_check.problems(path) == []


def test_a_run_that_was_interrupted_does_not_go_on(plan_file: PlanFile) -> None:
    run = typed(plan_file, "eins")
    typed(plan_file, "zwei", run.id)
    plan_file.undo()
    plan_file.redo()
    typed(plan_file, "drei", run.id)
    assert plan_file.newest().joins is None  # type: ignore[union-attr]
    plan_file.undo()
    assert text(plan_file) == "zwei"


def test_a_run_that_changed_nothing_in_the_end_can_be_undone(plan_file: PlanFile) -> None:
    first = text(plan_file)
    run = typed(plan_file, "x")
    typed(plan_file, first, run.id)
    undone = plan_file.undo()
    assert undone is not None
    assert undone.rows == ()
    assert plan_file.undo_step() is None


def test_rows_of_a_run_come_together() -> None:
    a, b = Partner("a", name="A"), Partner("b", name="B")
    rows = (
        inserted(a),
        *updated(a, name="AA"),
        *updated(b, name="BB", remark="neu"),
        *updated(Partner("b", name="BB", remark="neu"), remark=None),
        inserted(Partner("c")),
        deleted(Partner("c")),
        *updated(Partner("d", name="D"), name="DD"),
        deleted(Partner("d", name="DD")),
        deleted(Partner("e", name="E")),
        inserted(Partner("e", name="EE")),
        # Only a log that somebody made up has a row come that is there.
        *updated(Partner("f", name="F"), name="FF"),
        RowChange("partner", "f", None, {"remark": "neu"}),
    )
    assert change_log.coalesced(rows) == (
        inserted(Partner("a", name="AA")),
        *updated(b, name="BB"),
        deleted(Partner("d", name="D")),
        *updated(Partner("e", name="E"), name="EE"),
        RowChange("partner", "f", {"name": "F", "remark": None}, {"name": "FF", "remark": "neu"}),
    )


def test_only_ones_own_steps_are_undone(path: Path) -> None:
    with PlanFile.open(path, "sie") as hers:
        typed(hers, "von ihr")
    with PlanFile.open(path, "er") as his:
        assert his.undo_step() is None
        his.commit(Change(updated(his.plan.get(Goal, "g1"), text="von ihm"), "Ziel"))
    with PlanFile.open(path, "sie") as hers:
        hers.undo()
        assert text(hers).startswith("Auftakt")
        assert hers.plan.get(Goal, "g1").text == "von ihm"
    with PlanFile.open(path, "er") as his:
        his.undo()
        assert his.plan.get(Goal, "g1").text == "Bestand erheben"


def test_an_undo_that_somebody_elses_change_stands_on_is_refused(path: Path) -> None:
    with PlanFile.open(path, "sie") as hers:
        hers.commit(Change((inserted(Phase("f3", order="c")),), "Phase"))
    with PlanFile.open(path, "er") as his:
        his.commit(Change((inserted(Measure("m2", phase="f3", order="a")),), "Maßnahme"))
    with PlanFile.open(path, "sie") as hers, pytest.raises(ConflictError):
        hers.undo()


def test_an_erasing_is_a_barrier(plan_file: PlanFile) -> None:
    typed(plan_file, "eins")
    typed(plan_file, "zwei")
    plan_file.undo()
    plan_file.commit(Change((), "Schranke", "erase"))
    assert plan_file.undo_step() is plan_file.redo_step() is None


def test_another_copys_entry_is_passed_over(path: Path, plan_file: PlanFile) -> None:
    typed(plan_file, "eins")
    typed(plan_file, "zwei")
    plan_file.undo()
    rows = (RowChange("measure", "m1", {"text": "a"}, {"text": "b"}),)
    entry = change_log.Entry(5, new_id(), "fremd", "2026-01-01T00:00:00.000+00:00", "foreign", None, None, 1, None, "x")
    body = change_log.encoded(rows)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"INSERT INTO change VALUES ({','.join('?' * 10)})", entry)
        database.execute("INSERT INTO change_body VALUES (?, ?, ?)", (5, body, change_log.checksum(entry, body)))
        database.commit()
    plan_file.reload()
    assert integrity_check.problems(path) == []
    plan_file.redo()
    assert text(plan_file) == "zwei"
    plan_file.undo()
    plan_file.undo()
    assert text(plan_file).startswith("Auftakt")


def test_a_damaged_entry_is_not_undone(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as plan_file:
        typed(plan_file, "eins")
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "UPDATE change_body SET body = CAST(replace(body, 'Auftakt', 'Abschluss') AS BLOB) WHERE seq = 2"
        )
        database.commit()
    with PlanFile.open(path, ORIGIN) as plan_file, pytest.raises(PlanError, match="beschädigt"):
        plan_file.undo()


@pytest.mark.parametrize(
    "row",
    [
        RowChange("measure", "m1", {}, {}),
        RowChange("measure", "m1", {}, {"place": "Rathaus"}),
        RowChange("measure", "m1", {"place": "Rathaus"}, {}),
        RowChange("measure", "m1", {"id": "m1"}, {"id": "m2"}),
        RowChange("measure", "m1", None, None),
        RowChange("measure", "m1", None, {"id": "m2"}),
        RowChange("measure", "m1", {"place": "Rathaus"}, None),
        RowChange("measure", "m1", {"nothing": "Rathaus"}, {"nothing": None}),
        RowChange('measure" --', "m1", {}, {}),
        RowChange("nothing", "m1", None, {"id": "m1"}),
    ],
)
def test_rows_that_no_plan_has_are_not_read(row: RowChange) -> None:
    with pytest.raises(msgspec.MsgspecError):
        change_log.decoded(change_log.encoded((row,)))


def test_rows_that_an_erasing_or_a_merge_leaves_are_read() -> None:
    noted = {"person": None, "mail": None}
    rows = (RowChange("contact", "c", noted, noted), RowChange("contact", "c", {"id": "c", "partner": "k1"}, None))
    assert change_log.decoded(change_log.encoded(rows)) == rows


def some_change(plan: Plan, dice: random.Random) -> Change:
    """A change as an edit could make it: of a few rows, with what a delete takes along."""
    phases = list(plan.rows["phase"].values())
    measures = list(plan.rows["measure"].values())
    phase = dice.choice(phases).id if phases else None
    kind = dice.choice(["phase", "measure", "measure", "goal", "edit", "edit", "delete", "delete phase", "move"])
    if kind == "phase" or phase is None:
        return Change((inserted(Phase(new_id(), order=f"{dice.randrange(10**9):09}")),), "Phase")
    if kind == "goal":
        parent = Goal(new_id(), phase=phase, text="oben")
        child = Goal(new_id(), phase=phase, parent=parent.id, text="unten")
        return Change((inserted(child), inserted(parent)), "Ziele")
    if kind == "delete phase":
        below = [*plan.rows["goal"].values(), *plan.rows["mention"].values(), *measures]
        rows = [deleted(record) for record in below if record.phase == phase]  # type: ignore[attr-defined]
        for record in [*plan.rows["phase"].values(), *plan.rows["partner"].values()]:
            for field in ("refers_to", "emphasis_phase", "joined_phase"):
                if getattr(record, field, None) == phase:
                    rows += updated(record, **{field: None})
        return Change((*rows, deleted(plan.get(Phase, phase))), "Phase gelöscht")
    if kind == "measure" or not measures:
        return Change((inserted(Measure(new_id(), phase=phase, text="neu ‚Ä‘")),), "Maßnahme")
    measure = dice.choice(measures)
    if kind == "delete":
        return Change((deleted(measure),), "gelöscht")
    if kind == "move":
        return Change(updated(measure, phase=phase, order=f"{dice.randrange(10**9):09}"), "verschoben")
    return Change(updated(measure, text=str(dice.random()), note=dice.choice([None, "", "x"])), "geändert")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    operations=st.lists(st.sampled_from(["change", "change", "run", "undo", "undo", "redo", "reopen"]), max_size=30),
    seed=st.integers(0, 2**32),
)
def test_undoing_all_and_redoing_all(template: Path, tmp_path: Path, operations: list[str], seed: int) -> None:
    path = Path(shutil.copy(template, tmp_path / "zufall.nrwplan"))
    dice = random.Random(seed)
    plan_file = PlanFile.open(path, ORIGIN)
    # What a stack of plans does is what the log must do.
    done, undone = [plan_file.plan], []
    for operation in operations:
        if operation == "reopen":
            plan_file.close()
            plan_file = PlanFile.open(path, ORIGIN)
        elif operation == "undo":
            assert (plan_file.undo() is None) == (len(done) == 1)
            if len(done) > 1:
                undone.append(done.pop())
        elif operation == "redo":
            assert (plan_file.redo() is None) == (not undone)
            if undone:
                done.append(undone.pop())
        else:
            change = some_change(plan_file.plan, dice)
            plan_file.commit(change)
            if not change.rows:
                continue
            for _ in range(dice.randrange(1, 4) if operation == "run" else 0):
                joining = some_change(plan_file.plan, dice)
                plan_file.commit(Change(joining.rows, joining.label, joins=change.id))
            done.append(plan_file.plan)
            undone.clear()
        assert plan_file.plan == done[-1]
    while plan_file.undo():
        pass
    assert plan_file.plan == done[0]
    while plan_file.redo():
        pass
    assert plan_file.plan == (undone[0] if undone else done[-1])
    plan_file.close()
    assert integrity_check.problems(path) == []
    with PlanFile.open(path, read_only=True) as again:
        assert again.plan == plan_file.plan
