"""A plan after a change, and the change taken back."""

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.model.change import Change, deleted, inserted, inverted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, TABLES, Measure, Phase, Project, new_id, required
from nrw_desktop.domain.queries.change_labels import label_text


def test_a_change_and_its_inverse_leave_the_plan_as_it_was(bielefeld: Plan) -> None:
    change = edits.phases.remove(bielefeld, bielefeld.phases[1].id)
    after = bielefeld.apply(change)
    assert after != bielefeld
    assert after.apply(Change(inverted(change.rows), "")) == bielefeld


def test_the_old_plan_stays_as_it_was(bielefeld: Plan) -> None:
    phase = bielefeld.phases[0].id
    before = bielefeld.measures(phase)
    change = edits.measures.add(bielefeld, phase, "Neu")
    after = bielefeld.apply(change)
    assert bielefeld.measures(phase) == before
    assert [measure.text for measure in after.measures(phase)] == [*(measure.text for measure in before), "Neu"]
    assert after.head == change.id
    assert after.measures(bielefeld.phases[1].id) is bielefeld.measures(bielefeld.phases[1].id)


def test_a_row_that_somebody_else_changed_is_refused(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[0]
    status = edits.measures.set_field(bielefeld, measure.id, "status", "done")
    after = bielefeld.apply(status)
    with pytest.raises(ConflictError, match="inzwischen anders geändert"):
        after.apply(status)
    with pytest.raises(ConflictError, match="gibt es schon"):
        after.apply(Change((inserted(measure),), ""))
    gone = after.apply(edits.measures.remove(after, [measure.id]))
    with pytest.raises(ConflictError, match="gibt es nicht mehr"):
        gone.apply(status)
    with pytest.raises(PlanError, match="gibt es nicht mehr"):
        gone.get(Measure, measure.id)


def test_an_update_holds_only_what_changes() -> None:
    measure = Measure("m", text="Alt", status="planned")
    (row,) = updated(measure, text="Neu", status="planned")
    assert (row.before, row.after) == ({"text": "Alt"}, {"text": "Neu"})
    assert updated(measure, text="Alt") == ()
    assert set(deleted(measure).before or {}) == set(FIELDS["measure"])


def test_a_label_names_things_as_they_are_called_today(bielefeld: Plan) -> None:
    measure = bielefeld.measures(bielefeld.phases[0].id)[5]
    change = edits.measures.set_field(bielefeld, measure.id, "status", "done")
    assert label_text(change, bielefeld) == "Status von ‚Öffentlichkeitsarbeit‘ geändert"
    renamed = bielefeld.apply(edits.measures.set_field(bielefeld, measure.id, "short", "Presse"))
    assert label_text(change, renamed) == "Status von ‚Presse‘ geändert"
    removal = edits.measures.remove(renamed, [measure.id])
    gone = renamed.apply(removal)
    assert label_text(removal, gone) == "Maßnahme ‚Presse‘ gelöscht"
    assert label_text(change, gone) == "Status von … geändert"
    project = edits.project.set_field(bielefeld, "", "end", "2018-12")
    assert label_text(project, bielefeld) == "Projektende des Projekts geändert"


def test_an_empty_plan_answers() -> None:
    plan = Plan.empty()
    assert plan.project == Project("")
    assert (plan.phases, plan.partners, plan.measures("x"), plan.number("x")) == ((), (), (), 0)
    assert plan.find(Phase, None) is None
    assert plan != object()


def test_ids_sort_in_the_order_they_were_made() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert [key[:14] for key in ids] == sorted(key[:14] for key in ids)
    assert all(key[14] == "7" and key[19] in "89ab" and len(key) == 36 for key in ids)


def test_every_table_is_named_after_its_record() -> None:
    for table, record in TABLES.items():
        assert "".join(part.capitalize() for part in table.split("_")) == record.__name__
    assert required("measure", "text")
    assert not required("measure", "note")
    assert required("phase", "id")


def test_phases_are_counted_from_one(bielefeld: Plan) -> None:
    assert [bielefeld.number(phase.id) for phase in bielefeld.phases] == [1, 2, 3, 4]
    assert bielefeld.get(Phase, bielefeld.phases[2].id).title == "Maßnahmenentwicklung"
