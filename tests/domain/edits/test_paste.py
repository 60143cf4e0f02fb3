"""Rows copied, cut, doubled and pasted: nothing they have is lost, and nothing they refer to is made up."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    REFERENCES,
    TABLES,
    Alias,
    Contact,
    Cost,
    Decision,
    Document,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Partner,
    Phase,
    Project,
    Record,
    link_id,
)
from nrw_desktop.domain.queries import goals
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRow, ClipboardRows, packed, top_goals
from nrw_desktop.exchange.clipboard import rows_json, rows_of

HERE, THERE = "hier.nrwplan", "dort.nrwplan"


def applied(plan: Plan, *records: Record) -> Plan:
    return plan.apply(Change(tuple(map(inserted, records)), ""))


@pytest.fixture
def plan(bielefeld: Plan) -> Plan:
    """Bielefeld's plan, with a measure that has all a measure can have."""
    first, second = bielefeld.measures(bielefeld.phases[0].id)[:2]
    goal, partner = bielefeld.goals(bielefeld.phases[0].id)[0], bielefeld.partners[0]
    plan = bielefeld
    for field, value in (("start", "2017-03"), ("end", "2017-05"), ("participants_expected", "25"),
                         ("priority", "high"), ("deviation", "Später begonnen"), ("responsible", partner.name),
                         ("note", "Notiz\nin zwei Zeilen"), ("status", "done")):  # fmt: skip
        plan = plan.apply(edits.measures.set_field(plan, first.id, field, value))
    plan = plan.apply(edits.measures.set_field(plan, second.id, "responsible", "Frau Beispiel"))
    plan = plan.apply(edits.goals.add(plan, goal.phase, "darunter", goal.id))
    plan = plan.apply(edits.goals.add(plan, goal.phase, "auch darunter", goal.id))
    return applied(
        plan,
        Cost("k1", measure=first.id, year=2017, planned=70_000_00, actual=1),
        Cost("k2", measure=first.id, year=2018, planned=None, actual=None),
        Decision("b1", measure=first.id, body="Rat", date="2017-04-01", text="angenommen"),
        Document("d1", measure=first.id, title="Konzept", target="konzept.docx"),
        MeasureGoal(link_id(first.id, goal.id), measure=first.id, goal=goal.id),
        MeasurePartner(link_id(first.id, partner.id), measure=first.id, partner=partner.id),
        Alias("a1", partner=partner.id, text="Noch ein Name"),
        Contact("c1", partner=partner.id, person="Erika Muster", mail="e@x.de"),
    )


@pytest.fixture
def other() -> Plan:
    """A plan of somebody else, with one phase and one partner who is called as one of Bielefeld's."""
    return applied(Plan.empty(), Project("p"), Phase("ph", order="V", title="Andere"), Partner("x", name="AK Asyl"))


def phase(plan: Plan, number: int = 1) -> str:
    return plan.phases[number - 1].id


def texts(plan: Plan, number: int = 1) -> list[str]:
    return [measure.text for measure in plan.measures(phase(plan, number))]


def through_json(copied: ClipboardRows) -> ClipboardRows:
    found = rows_of(rows_json(copied))
    assert found == copied
    return found


def owned(plan: Plan, measure: str) -> dict[str, list[Any]]:
    """All that belongs to a measure, without ids."""
    lists: dict[str, Callable[[str], Any]] = {
        "cost": plan.costs, "decision": plan.decisions, "document": plan.documents, "goals": plan.goals_of,
        "partners": plan.partners_of,
    }  # fmt: skip
    found = {}
    for name, records in lists.items():
        rows = [msgspec.structs.asdict(record) for record in records(measure)]
        found[name] = [{key: value for key, value in row.items() if key not in ("id", "measure")} for row in rows]
    return found


def test_a_double_has_all_the_original_has_and_stands_behind_it(plan: Plan) -> None:
    first = plan.measures(phase(plan))[0]
    change = edits.paste.duplicate_measures(plan, [first.id])
    after = plan.apply(change)
    assert texts(after) == [first.text, *texts(plan)]
    double = after.measures(phase(plan))[1]
    assert double.id != first.id
    same = {"id": first.id, "order": first.order}
    assert msgspec.structs.replace(double, **same) == first
    assert owned(after, double.id) == owned(plan, first.id)
    assert len(owned(after, double.id)["cost"]) == 2
    assert all(row.before is None for row in change.rows)
    assert label_text(change, after).endswith("dupliziert")


def test_several_are_doubled_each_behind_its_own(plan: Plan) -> None:
    keys = [plan.measures(phase(plan))[place].id for place in (3, 0)]
    keys.append(plan.measures(phase(plan, 2))[0].id)
    change = edits.paste.duplicate_measures(plan, keys)
    after = plan.apply(change)
    before = texts(plan)
    assert texts(after) == [before[0], before[0], *before[1:4], before[3], *before[4:]]
    assert len(after.measures(phase(plan, 2))) == len(plan.measures(phase(plan, 2))) + 1
    assert change.label == "3 Maßnahmen dupliziert"
    with pytest.raises(PlanError, match="keine Maßnahme ausgewählt"):
        edits.paste.duplicate_measures(plan, [])


def test_doubles_fit_where_there_is_no_room_between_two_places() -> None:
    plan = applied(
        Plan.empty(), Phase("ph", order="V", title="P"), *(Measure(f"m{n}", "ph", "V", text=str(n)) for n in range(4))
    )
    after = plan.apply(edits.paste.duplicate_measures(plan, ["m0", "m2", "m3"]))
    assert [one.text for one in after.measures("ph")] == ["0", "0", "1", "2", "2", "3", "3"]


def test_a_goal_is_doubled_with_all_below_it(plan: Plan) -> None:
    goal, measure = plan.goals(phase(plan))[0], plan.measures(phase(plan))[0]
    child = plan.goals(phase(plan), goal.id)[0]
    change = edits.paste.duplicate_goals(plan, [child.id, goal.id])
    after = plan.apply(change)
    double = after.goals(phase(plan))[1]
    assert (double.text, double.id != goal.id) == (goal.text, True)
    assert [one.text for one in after.goals(phase(plan), double.id)] == ["darunter", "auch darunter"]
    assert {link.measure for link in after.measures_for(double.id)} == {measure.id}
    assert label_text(change, after) == f"Ziel ‚{caption(goal)}‘ dupliziert"
    assert goals.count(after, after.phases[0]) == goals.count(plan, plan.phases[0]) + 3


def test_copied_measures_come_whole_into_another_phase(plan: Plan) -> None:
    chosen = [one.id for one in plan.measures(phase(plan))[:2]]
    copied = through_json(packed(plan, "measure", reversed(chosen), HERE))
    after = plan.apply(edits.paste.paste_measures(plan, copied, HERE, phase(plan, 2), 1))
    assert texts(after) == texts(plan)
    assert texts(after, 2) == [texts(plan, 2)[0], *texts(plan)[:2], *texts(plan, 2)[1:]]
    first, second = after.measures(phase(plan, 2))[1:3]
    assert owned(after, first.id) == owned(plan, chosen[0])
    assert first.responsible_partner == plan.partners[0].id
    assert second.responsible == "Frau Beispiel"


def test_into_another_plan_come_the_references_that_it_knows(plan: Plan, other: Plan) -> None:
    first = plan.measures(phase(plan))[0]
    copied = through_json(packed(plan, "measure", [first.id], HERE))
    after = other.apply(edits.paste.paste_measures(other, copied, THERE, "ph"))
    [pasted] = after.measures("ph")
    assert pasted.responsible_partner is None
    assert pasted.responsible == plan.partners[0].name
    found = owned(after, pasted.id)
    assert (found["goals"], found["partners"]) == ([], [])
    assert found["cost"] == owned(plan, first.id)["cost"]
    assert found["decision"] == owned(plan, first.id)["decision"]
    # One that has the same goal in words, and the same partner by name, is linked to them.
    known = applied(
        other,
        Goal("g", phase="ph", order="V", text=plan.goals(phase(plan))[0].text),
        Partner("y", name=plan.partners[0].name.upper()),
    )
    after = known.apply(edits.paste.paste_measures(known, copied, THERE, "ph"))
    [pasted] = after.measures("ph")
    assert pasted.responsible_partner == "y"
    assert pasted.responsible is None
    assert owned(after, pasted.id)["goals"] == [{"goal": "g"}]
    assert owned(after, pasted.id)["partners"] == [{"partner": "y"}]


def test_cut_rows_move_in_their_own_plan_and_are_copied_into_others(plan: Plan, other: Plan) -> None:
    chosen = [one.id for one in plan.measures(phase(plan))[:2]]
    copied = through_json(packed(plan, "measure", chosen, HERE, cut=True))
    change = edits.paste.paste_measures(plan, copied, HERE, phase(plan, 2))
    after = plan.apply(change)
    assert [one.id for one in after.measures(phase(plan, 2))[-2:]] == chosen
    assert texts(after) == texts(plan)[2:]
    assert "verschoben" in change.label
    assert len(other.apply(edits.paste.paste_measures(other, copied, THERE, "ph")).measures("ph")) == 2
    # Deleted since: what was cut is still on the clipboard.
    gone = plan.apply(edits.measures.remove(plan, chosen))
    back = gone.apply(edits.paste.paste_measures(gone, copied, HERE, phase(plan), 0))
    assert texts(back) == texts(plan)
    assert len(owned(back, back.measures(phase(plan))[0].id)["cost"]) == 2


def test_goals_are_pasted_with_their_nesting(plan: Plan, other: Plan) -> None:
    goal = plan.goals(phase(plan))[0]
    copied = through_json(packed(plan, "goal", [goal.id, plan.goals(phase(plan), goal.id)[0].id], HERE))
    assert copied.keys == (goal.id,)
    after = other.apply(edits.paste.paste_goals(other, copied, THERE, "ph"))
    assert [(one.depth, one.goal.text) for one in goals.entries(after, after.phases[0])] == [
        (0, goal.text),
        (1, "darunter"),
        (1, "auch darunter"),
    ]
    assert after.rows["measure_goal"] == {}
    inside = plan.apply(edits.paste.paste_goals(plan, copied, HERE, phase(plan), goal.id, 1))
    assert [one.text for one in inside.goals(phase(plan), goal.id)] == ["darunter", goal.text, "auch darunter"]


def test_a_cut_goal_does_not_go_under_itself(plan: Plan) -> None:
    goal = plan.goals(phase(plan))[0]
    copied = packed(plan, "goal", [goal.id], HERE, cut=True)
    child = plan.goals(phase(plan), goal.id)[0]
    with pytest.raises(PlanError, match="nicht unter sich selbst"):
        edits.paste.paste_goals(plan, copied, HERE, phase(plan), child.id)
    moved = plan.apply(edits.paste.paste_goals(plan, copied, HERE, phase(plan, 2)))
    assert {one.phase for one in (moved.get(Goal, goal.id), moved.get(Goal, child.id))} == {phase(plan, 2)}


def test_partners_come_with_their_spellings_and_without_people(plan: Plan, other: Plan) -> None:
    copied = through_json(packed(plan, "partner", [partner.id for partner in plan.partners], HERE))
    assert {entry.table for entry in copied.entries} == {"partner", "alias"}
    change = edits.paste.paste_partners(other, copied)
    after = other.apply(change)
    assert len(after.partners) == len(plan.partners)
    assert after.rows["contact"] == {}
    first = next(partner for partner in after.partners if partner.name == plan.partners[0].name)
    assert [alias.text for alias in after.aliases(first.id)] == [
        alias.text for alias in plan.aliases(plan.partners[0].id)
    ]
    assert change.label == f"{len(plan.partners) - 1} Kooperationspartner (1 gab es schon) eingefügt"
    with pytest.raises(PlanError, match="stehen schon im Verzeichnis"):
        edits.paste.paste_partners(plan, copied)


def test_mentions_are_pasted_as_partners_of_the_phase(plan: Plan, other: Plan) -> None:
    mentions = plan.mentions(phase(plan))[:3]
    copied = through_json(packed(plan, "mention", [one.id for one in mentions], HERE))
    after = other.apply(edits.paste.paste_mentions(other, copied, THERE, "ph"))
    names = [after.get(Partner, one.partner).name for one in after.mentions("ph")]
    assert names == [plan.get(Partner, one.partner).name for one in mentions]
    assert all(after.get(Partner, one.partner).joined_phase == "ph" for one in after.mentions("ph"))
    with pytest.raises(PlanError, match="schon genannt"):
        edits.paste.paste_mentions(plan, copied, HERE, phase(plan))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (ClipboardRow("measure", {"id": "m", "text": ""}), "darf nicht leer sein"),
        (ClipboardRow("measure", {"id": "m"}), "darf nicht leer sein"),
        (ClipboardRow("measure", {"id": "m", "text": "a\0b"}), "nicht speichern"),
        (ClipboardRow("measure", {"id": "m", "text": ["x"]}), "muss ein Text sein"),
        (ClipboardRow("measure", {"id": "m", "text": "x", "status": "egal"}), "ist bei „Status“ nicht möglich"),
        (
            ClipboardRow("measure", {"id": "m", "text": "x", "start": "2017-05", "end": "2017-01"}),
            "liegt vor dem Beginn",
        ),
        (ClipboardRow("goal", {"id": "m", "text": "x"}), "nichts, was hierher passt"),
    ],
)
def test_a_parcel_that_no_plan_can_hold_is_refused(plan: Plan, part: ClipboardRow, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        edits.paste.paste_measures(plan, ClipboardRows("measure", ("m",), (part,)), HERE, phase(plan))


def test_fields_of_another_version_are_left_out(plan: Plan) -> None:
    copied = ClipboardRows(
        "measure", ("m",), (ClipboardRow("measure", {"id": "m", "text": "x", "neu": 1, "phase": "fremd"}),)
    )
    after = plan.apply(edits.paste.paste_measures(plan, copied, HERE, phase(plan)))
    assert after.measures(phase(plan))[-1].text == "x"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"table": 1}', "{}".encode("utf-16"), b"\xff\xfe"])
def test_what_is_no_parcel_is_none(content: bytes) -> None:
    assert rows_of(content) is None


def test_only_the_topmost_of_chosen_goals_count(plan: Plan) -> None:
    goal = plan.goals(phase(plan))[0]
    below = plan.goals(phase(plan), goal.id)
    last = plan.goals(phase(plan))[-1]
    assert top_goals(plan, [below[1].id, last.id, below[0].id]) == [*below, last]
    assert top_goals(plan, [below[1].id, goal.id]) == [goal]


STEPS = ("copy measures", "copy goals", "copy mentions", "double measures", "double goals", "move goals",
         "remove goals", "list of measures", "list of goals", "list of partners")  # fmt: skip


def step(plan: Plan, name: str, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Change:
    def some(table: str) -> list[str]:
        found = list(plan.rows[table])
        return list(draw(st.lists(st.sampled_from(found), max_size=4, unique=True))) if found else []

    target = draw(st.sampled_from([one.id for one in plan.phases]))
    index = draw(st.one_of(st.none(), st.integers(0, 9)))
    above = draw(st.sampled_from([None, *(one.id for one in plan.rows["goal"].values() if one.phase == target)]))  # type: ignore[attr-defined]
    cut = draw(st.booleans())
    words = draw(st.lists(st.sampled_from(["eins", "AK Asyl", "zwei\nZeilen", "Öz"]), min_size=1, max_size=4))
    match name:
        case "copy measures":
            copied = packed(plan, "measure", some("measure"), HERE, cut)
            return edits.paste.paste_measures(plan, copied, HERE, target, index)
        case "copy goals":
            copied = packed(plan, "goal", some("goal"), HERE, cut)
            return edits.paste.paste_goals(plan, copied, HERE, target, above, index)
        case "copy mentions":
            copied = packed(plan, "mention", some("mention"), HERE, cut)
            return edits.paste.paste_mentions(plan, copied, HERE, target, index)
        case "double measures":
            return edits.paste.duplicate_measures(plan, some("measure"))
        case "double goals":
            return edits.paste.duplicate_goals(plan, some("goal"))
        case "move goals":
            return edits.many.move_goals(plan, some("goal"), target, above, index)
        case "remove goals":
            return edits.many.remove_goals(plan, some("goal"))
        case "list of measures":
            return edits.bulk_add.add_measures(plan, target, [{"text": word} for word in words], index)
        case "list of goals":
            depths = draw(st.lists(st.integers(0, 3), min_size=len(words), max_size=len(words)))
            rows = [(depth, {"text": word}) for depth, word in zip(depths, words, strict=True)]
            return edits.bulk_add.add_goals(plan, target, rows, above, index)
        case _:
            return edits.bulk_add.name_partners(plan, target, [{"name": word} for word in words], index)


@settings(max_examples=120)
@given(st.data())
def test_any_of_it_keeps_the_plan_whole_and_can_be_taken_back(template_plan: Plan, data: st.DataObject) -> None:
    plan = template_plan
    for _ in range(data.draw(st.integers(1, 8))):
        try:
            change = step(plan, data.draw(st.sampled_from(STEPS)), data.draw)
        except PlanError:
            continue
        if not change.rows:
            continue
        after = plan.apply(change)
        for table, references in REFERENCES.items():
            for record in after.rows[table].values():
                for field, target in references.items():
                    assert getattr(record, field) is None or getattr(record, field) in after.rows[target]
        for table in TABLES:
            touched = [row.id for row in change.rows if row.table == table]
            assert len(touched) == len(set(touched))
        assert sum(goals.count(after, one) for one in after.phases) == len(after.rows["goal"])
        for group in (after.measures, after.goals, after.mentions):
            for one in after.phases:
                orders = [record.order for record in group(one.id)]
                assert len(orders) == len(set(orders))
        assert label_text(change, after)
        assert after.apply(Change(inverted(change.rows), "")) == plan
        plan = after
