"""What a plan promises: the seed keeps it, what breaks it is told by row and field, and no change may break it."""

from collections.abc import Callable

import msgspec
import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, deleted, inserted, inverted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELDS,
    MOST_LEVELS,
    TABLES,
    Goal,
    Measure,
    Phase,
    Record,
    SetAside,
    YearText,
    set_aside_id,
)
from nrw_desktop.domain.queries import goals, invariants
from nrw_desktop.domain.queries.clipboard_rows import packed


def looked_at(plan: Plan) -> bool:
    """Whether the quick look finds something."""
    look = invariants.Look()
    for table, records in plan.rows.items():
        if records:
            look.at(table, {name: [getattr(record, name) for record in records.values()] for name in FIELDS[table]})
    return look.finds(plan)


def with_value(plan: Plan, table: str, field: str, value: object) -> Plan:
    """The plan with one row that holds something else, checked by nobody."""
    key, record = next(iter(plan.rows[table].items()))
    values = {name: getattr(record, name) for name in FIELDS[table]} | {field: value}
    return Plan({**plan.rows, table: {**plan.rows[table], key: TABLES[table](**values)}})


def test_the_seed_is_whole(bielefeld: Plan) -> None:
    assert list(invariants.breaches(bielefeld)) == []
    assert not looked_at(bielefeld)


ODD: tuple[object, ...] = (
    None,
    "",
    0,
    1,
    -1,
    1.5,
    b"",
    b"x",
    "weg",
    "x\0",
    "\ud800",
    "2017-99",
    "x" * 1_000_001,
    10**15,
)


@pytest.mark.parametrize("table", ["project", "phase", "measure", "goal", "partner", "mention", "alias"])
def test_the_quick_look_and_the_sentences_agree(bielefeld: Plan, table: str) -> None:
    for field in FIELDS[table]:
        for value in ODD:
            plan = with_value(bielefeld, table, field, value)
            found = list(invariants.breaches(plan))
            assert looked_at(plan) == bool(found), (field, value, found)
            assert all(sentence.endswith(".") and len(sentence) < 400 for sentence in found)
            assert all("\0" not in sentence for sentence in found)


def test_all_rows_that_break_one_promise_are_not_told(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    rows: dict[str, Record] = {
        f"m{number}": msgspec.structs.replace(measure, id=f"m{number}", start="2017-99") for number in range(1000)
    }
    found = list(invariants.breaches(Plan({**bielefeld.rows, "measure": rows})))
    assert 0 < len(found) <= 100


def nested(plan: Plan, levels: int) -> tuple[Plan, list[str]]:
    """The plan with goals that stand under each other; their ids from the top."""
    keys: list[str] = []
    for number in range(levels):
        parent = keys[-1] if keys else None
        change = edits.goals.add(plan, plan.phases[0].id, f"Ebene {number + 1}", parent)
        plan = plan.apply(change)
        keys.append(next(row.id for row in change.rows if row.before is None))
    return plan, keys


def test_goals_nest_as_deep_as_can_be_read_and_no_deeper(bielefeld: Plan) -> None:
    plan, keys = nested(bielefeld, MOST_LEVELS)
    phase = plan.phases[0]
    assert list(invariants.breaches(plan)) == []
    assert max(entry.depth for entry in goals.entries(plan, phase)) == MOST_LEVELS - 1
    plan = plan.apply(edits.goals.add(plan, phase.id, "daneben", keys[-2]))
    beside = plan.goals(phase.id, keys[-2])[1]
    plan = plan.apply(edits.goals.add(plan, phase.id, "oben"))
    top = plan.goals(phase.id)[-1]
    copied = packed(plan, "goal", [keys[0]])
    attempts: list[Callable[[], Change]] = [
        lambda: edits.goals.add(plan, phase.id, "zu tief", keys[-1]),
        lambda: edits.goals.indent(plan, beside.id),
        lambda: edits.goals.move(plan, keys[0], phase.id, top.id),
        lambda: edits.goals.move(plan, top.id, phase.id, keys[-1]),
        lambda: edits.many.move_goals(plan, [keys[1], top.id], phase.id, beside.id),
        lambda: edits.paste.paste_goals(plan, copied, "", phase.id, top.id),
        lambda: edits.bulk_add.add_goals(plan, phase.id, [(0, {"text": "a"}), (1, {"text": "b"})], keys[-2]),
        lambda: edits.bulk_add.add_goals(plan, phase.id, [(n, {"text": "a"}) for n in range(MOST_LEVELS + 1)]),
    ]
    for attempt in attempts:
        with pytest.raises(PlanError, match=f"höchstens {MOST_LEVELS} Ebenen|unter sich selbst"):
            attempt()


def test_a_year_has_its_texts_once(bielefeld: Plan) -> None:
    """Also where one copy of a plan deleted them, another wrote them anew, and the first takes its step back."""
    parts = edits.detail_rows.YEAR_TEXTS
    plan = bielefeld.apply(parts.add(bielefeld, None, "2018"))
    assert list(invariants.breaches(plan)) == []
    removal = parts.remove(plan, [plan.year_texts[0].id])
    plan = plan.apply(removal)
    plan = plan.apply(parts.add(plan, None, "2018"))
    back = Change(inverted(removal.rows), "Test", "undo")
    with pytest.raises(PlanError, match="Texte zum Jahr 2018: Es steht mehr als einmal da"):
        invariants.applied(plan, back)
    twice = plan.apply(back)
    assert list(invariants.breaches(twice)) == ["Texte zum Jahr 2018: Es steht mehr als einmal da."]
    assert looked_at(twice)


@pytest.mark.parametrize("year", [0, 18, 1899, 12018, -1])
def test_a_year_of_texts_is_one_that_can_be_typed(bielefeld: Plan, year: int) -> None:
    plan = bielefeld.apply(edits.detail_rows.YEAR_TEXTS.add(bielefeld, None, "2018"))
    plan = with_value(plan, "year_text", "year", year)
    assert list(invariants.breaches(plan)) == [f"Texte zum Jahr ‚{year}‘: „Jahr“ kann nicht {year} sein."]
    assert looked_at(plan)


def test_the_texts_of_a_year_hold_what_texts_can(bielefeld: Plan) -> None:
    plan = bielefeld.apply(Change((inserted(YearText("t", 2018)),), "Test"))
    for field in FIELDS["year_text"]:
        for value in ODD:
            odd = with_value(plan, "year_text", field, value)
            assert looked_at(odd) == bool(list(invariants.breaches(odd))), (field, value)


def test_what_is_set_aside_is_about_a_row_that_is_there(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    removal = edits.measures.remove(bielefeld, [measure.id])
    setting = edits.set_asides.set_aside(bielefeld, "overdue", measure, "weil")
    plan = bielefeld.apply(setting)
    for field in FIELDS["set_aside"]:
        for value in ODD:
            odd = with_value(plan, "set_aside", field, value)
            assert looked_at(odd) == bool(list(invariants.breaches(odd))), (field, value)
    gone = "Beiseitegelegt ‚Überfällige Maßnahmen‘: Die Zeile, um die es geht, gibt es nicht."
    # One copy deleted the row before another one set something aside about it.
    for before, change in ((bielefeld.apply(removal), setting), (plan, removal)):
        with pytest.raises(PlanError, match=gone):
            invariants.applied(before, change)
        assert list(invariants.breaches(before.apply(change))) == [gone]
        assert looked_at(before.apply(change))
    twice = SetAside("x", "overdue", "measure", measure.id)
    nowhere = SetAside(set_aside_id("overdue", measure.id), "overdue", None, measure.id)
    for aside, said in ((twice, "Kennung der Zeile passt nicht"), (nowhere, "um die es geht, gibt es nicht")):
        odd = bielefeld.apply(Change((inserted(aside),), "Test"))
        assert any(said in sentence for sentence in invariants.breaches(odd))
        assert looked_at(odd)


def test_no_change_breaks_what_is_promised(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    phase = bielefeld.phases[0]
    goal = bielefeld.goals(next(one.id for one in bielefeld.phases if bielefeld.goals(one.id)))[0]
    changes = [
        updated(measure, phase="weg"),
        updated(measure, status="vielleicht"),
        updated(measure, start="2017-99"),
        updated(measure, text="x" * 1_000_001),
        updated(measure, order="ä"),
        updated(phase, refers_to=phase.id),
        updated(goal, parent=goal.id),
        (inserted(Goal("neu", phase=phase.id, parent="weg", order="a", text="x")),),
    ]
    for rows in changes:
        with pytest.raises(PlanError, match="lässt sich nicht ausführen"):
            invariants.applied(bielefeld, Change(rows, ""))
    assert invariants.applied(bielefeld, Change((deleted(measure),), "")).find(Measure, measure.id) is None


def test_taking_back_a_step_that_others_built_upon_makes_no_circle(bielefeld: Plan) -> None:
    plan, (upper,) = nested(bielefeld, 1)
    phase = plan.phases[0]
    change = edits.goals.add(plan, phase.id, "unten", upper)
    plan = plan.apply(change)
    lower = plan.goals(phase.id, upper)[0]
    out = edits.goals.outdent(plan, lower.id)
    plan = plan.apply(out)
    plan = plan.apply(edits.goals.move(plan, upper, phase.id, lower.id))
    back = Change(tuple(row.inverted() for row in reversed(out.rows)), "", "undo")
    plan.apply(back)
    with pytest.raises(PlanError, match="steht unter sich selbst"):
        invariants.applied(plan, back)


def test_what_others_stand_under_may_be_taken_away_here_and_is_refused_by_the_file(bielefeld: Plan) -> None:
    plan, (upper,) = nested(bielefeld, 1)
    plan = plan.apply(edits.goals.add(plan, plan.phases[0].id, "unten", upper))
    after = invariants.applied(plan, Change((deleted(plan.get(Goal, upper)),), ""))
    assert any("verweist" in sentence for sentence in invariants.breaches(after))


def test_a_place_before_a_key_that_leaves_no_room_is_found(bielefeld: Plan) -> None:
    phase = Phase("f", order="z", title="Neu")
    measures = [Measure(f"m{key}", phase="f", order=key, text=key) for key in ("a", "a0")]
    plan = bielefeld.apply(Change(tuple(map(inserted, (phase, *measures))), ""))
    plan = plan.apply(edits.measures.add(plan, "f", "dazwischen", 1))
    assert [measure.text for measure in plan.measures("f")] == ["a", "dazwischen", "a0"]
