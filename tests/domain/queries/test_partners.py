"""Which partners count in a phase, and how its cell reads."""

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import partners

LEAD_INS = [
    "",
    "Siehe Phase 1 und insbesondere:",
    "Siehe Phase 2, insbesondere die neu akquirierten Kooperationspartner",
    "Siehe Phase 3",
]


def names(plan: Plan, phase: str) -> list[str]:
    return [found.partner.name for found in partners.effective(plan, plan.get(Phase, phase))]


def origins(plan: Plan, phase: Phase) -> dict[str, str]:
    return {found.partner.name: found.origin for found in partners.effective(plan, phase)}


def test_why_a_partner_counts(bielefeld: Plan) -> None:
    first, second, third, fourth = (origins(bielefeld, phase) for phase in bielefeld.phases)
    assert set(first.values()) == {"new"}
    assert (second["MBR"], second["AK Asyl"], second["Integrationsrat"]) == ("new", "stressed", "inherited")
    assert (third["MBR"], third["AK Asyl"]) == ("stressed", "inherited")
    assert set(fourth.values()) == {"inherited"}


def test_where_a_partner_counts_and_by_which_way(bielefeld: Plan) -> None:
    texts = {partner.name: partners.phases_text(bielefeld, partner) for partner in bielefeld.partners}
    assert texts["Integrationsrat"] == "1, 2–4\N{NO-BREAK SPACE}(Verweis)"
    assert texts["AK Asyl"] == "1, 2, 3–4\N{NO-BREAK SPACE}(Verweis)"
    assert texts["MBR"] == "2, 3–4\N{NO-BREAK SPACE}(Verweis)"
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Kinderschutzbund"))
    assert partners.phases_text(plan, plan.partners[-1]) == ""
    # Named in phase 3, which breaks the run of those that only refer.
    council = next(one for one in plan.partners if one.name == "Integrationsrat")
    plan = plan.apply(edits.mentions.toggle(plan, plan.phases[2].id, council.id))
    assert partners.phases_text(plan, council) == "1, 2\N{NO-BREAK SPACE}(Verweis), 3, 4\N{NO-BREAK SPACE}(Verweis)"
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Kinderschutzbund"))
    assert partners.phases_text(plan, plan.partners[-1]) == ""


def test_a_partner_won_later_counts_in_all_phases_that_refer_there(bielefeld: Plan) -> None:
    second, third, fourth = bielefeld.phases[1:]
    plan = bielefeld.apply(edits.mentions.add(bielefeld, second.id, "Sportbund"))
    assert names(plan, fourth.id)[-1] == "Sportbund"
    assert origins(plan, third)["Sportbund"] == "stressed"
    assert "Sportbund" not in names(plan, plan.phases[0].id)
    assert partners.cell_text(plan, second).endswith("(koordiniert das Netzwerk der MO), Sportbund")


def test_a_partner_named_in_an_old_spelling_is_the_same_one(bielefeld: Plan) -> None:
    third = bielefeld.phases[2]
    change = edits.mentions.add(bielefeld, third.id, "stadtteilkordinatorinnen und -koordinatoren")
    plan = bielefeld.apply(change)
    assert len(plan.partners) == 19
    assert names(plan, third.id) == names(bielefeld, third.id)
    assert partners.cell_text(plan, third).endswith(", Stadtteilkoordinatorinnen und -koordinatoren")


def test_the_number_in_the_lead_in_is_live(bielefeld: Plan) -> None:
    assert [partners.lead_in(bielefeld, phase) for phase in bielefeld.phases] == LEAD_INS
    plan = bielefeld.apply(edits.phases.add(bielefeld, "Vorlauf", 0))
    assert [partners.lead_in(plan, phase) for phase in plan.phases] == [
        "",
        "",
        "Siehe Phase 2 und insbesondere:",
        "Siehe Phase 3, insbesondere die neu akquirierten Kooperationspartner",
        "Siehe Phase 4",
    ]
    assert [phase.wording for phase in plan.phases[1:]] == [phase.wording for phase in bielefeld.phases]


def test_moving_a_phase_keeps_its_partners(bielefeld: Plan) -> None:
    second, third = bielefeld.phases[1], bielefeld.phases[2]
    plan = bielefeld.apply(edits.phases.move(bielefeld, third.id, 0))
    assert [plan.number(phase.id) for phase in (third, second)] == [1, 3]
    assert partners.refers_forward(plan, plan.phases[0])
    assert not partners.refers_forward(plan, plan.phases[2])
    assert set(names(plan, third.id)) == set(names(bielefeld, third.id))
    assert partners.lead_in(plan, third).startswith("Siehe Phase 3, ")


def test_references_in_a_circle_end(bielefeld: Plan) -> None:
    first, fourth = bielefeld.phases[0], bielefeld.phases[3]
    circle = bielefeld.apply(Change(updated(first, refers_to=fourth.id), ""))
    assert all(len(names(circle, phase.id)) == 19 for phase in circle.phases)
    itself = bielefeld.apply(Change(updated(first, refers_to=first.id), ""))
    assert len(names(itself, first.id)) == 14


def test_the_lead_in_that_nobody_worded(bielefeld: Plan) -> None:
    phase = bielefeld.phases[3]
    plan = bielefeld.apply(Change(updated(phase, wording=None), ""))
    assert partners.cell_text(plan, plan.phases[3]) == "Siehe Phase 3"


def test_removing_a_phase_hands_its_partners_on(bielefeld: Plan) -> None:
    first, second, third, fourth = bielefeld.phases
    plan = bielefeld.apply(edits.phases.remove(bielefeld, second.id))
    assert [phase.id for phase in plan.phases] == [first.id, third.id, fourth.id]
    assert set(names(plan, third.id)) == set(names(bielefeld, third.id))
    assert set(names(plan, fourth.id)) == set(names(bielefeld, fourth.id))
    heir = plan.get(Phase, third.id)
    assert (heir.refers_to, heir.emphasis_phase) == (first.id, None)
    assert origins(plan, heir)["MBR"] == "new"
    assert partners.lead_in(plan, heir).startswith("Siehe Phase 1, insbesondere")


def test_removing_the_first_phase_ends_the_reference_to_it(bielefeld: Plan) -> None:
    first, second = bielefeld.phases[:2]
    plan = bielefeld.apply(edits.phases.remove(bielefeld, first.id))
    heir = plan.get(Phase, second.id)
    assert (heir.refers_to, heir.wording) == (None, None)
    assert len(names(plan, second.id)) == 19
    assert partners.cell_text(plan, heir).startswith("MBR, Bündnis gegen Rechts")
    assert all(partner.joined_phase == second.id for partner in plan.partners)
