"""Where a record is seen, also after it has gone."""

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.session import record_location


def test_parts_are_seen_where_what_they_belong_to_is(bielefeld: Plan) -> None:
    phase = bielefeld.phases[1]
    measure, goal = bielefeld.measures(phase.id)[0], bielefeld.goals(phase.id)[0]
    added = edits.detail_rows.DECISIONS.add(bielefeld, measure.id, "Rat")
    plan = bielefeld.apply(added)
    decision = plan.decisions(measure.id)[0]
    assert record_location.owner(plan, decision) == measure
    assert record_location.owner(plan, measure) == measure
    for record in (decision, measure, goal, phase, plan.mentions(phase.id)[0]):
        assert record_location.phase_of(plan, record) == phase.id
    assert record_location.phase_of(plan, plan.partners[0]) is None
    assert record_location.phase_of(plan, plan.project) is None
    removed = edits.detail_rows.DECISIONS.remove(plan, [decision.id]).rows[0]
    assert (
        record_location.phase_of_row(plan.apply(edits.detail_rows.DECISIONS.remove(plan, [decision.id])), removed)
        == phase.id
    )
    gone = edits.measures.remove(plan, [measure.id])
    assert record_location.phase_of_row(plan.apply(gone), gone.rows[-1]) == phase.id


def test_contacts_are_seen_at_their_partner(bielefeld: Plan) -> None:
    partner = bielefeld.partners[0]
    plan = bielefeld.apply(edits.partners.set_contact(bielefeld, partner.id, "person", "Frau Ünal"))
    assert record_location.owner(plan, plan.contacts(partner.id)[0]) == partner
