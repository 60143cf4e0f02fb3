"""References between phases: how they are set, what prints, and that they hold whatever happens to phases."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.references import Naming, set_reference, typed_phase
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inverted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner, Phase
from nrw_desktop.domain.queries import partners


def effective(plan: Plan, phase: str) -> set[str]:
    return {one.partner.name for one in partners.effective(plan, plan.get(Phase, phase))}


def all_effective(plan: Plan) -> dict[str, set[str]]:
    return {phase.id: effective(plan, phase.id) for phase in plan.phases}


def cell(plan: Plan, number: int) -> str:
    return partners.cell_text(plan, plan.phases[number - 1])


def refer(plan: Plan, number: int, to: int | None, wording: str, joined_in: int | None = None) -> Plan:
    ids = [None, *(phase.id for phase in plan.phases)]
    change = set_reference(plan, plan.phases[number - 1].id, ids[to or 0], ids[joined_in or 0], wording)
    return plan.apply(change)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2", 2), ("Phase 2", 2), ("phase2", 2), ("2  Bestandsanalyse", 2), ("bestandsanalyse", 2), ("", 0), (" ", 0),
     ("Kein Verweis", 0)],
)  # fmt: skip
def test_a_phase_is_typed(bielefeld: Plan, typed: str, number: int) -> None:
    found = typed_phase(bielefeld, typed)
    assert found == (bielefeld.phases[number - 1].id if number else None)


@pytest.mark.parametrize("typed", ["5", "0", "Phase 9", "Nachlauf"])
def test_a_phase_that_is_not_there_is_refused(bielefeld: Plan, typed: str) -> None:
    with pytest.raises(PlanError, match=r"gibt es nicht\. Bitte eine aus der Liste"):
        typed_phase(bielefeld, typed)


def test_what_prints_is_what_was_typed_with_a_live_number(bielefeld: Plan) -> None:
    plan = refer(bielefeld, 4, 2, "Vgl. Phase 2 (alle)")
    assert plan.phases[3].wording == "Vgl. Phase {n} (alle)"
    assert cell(plan, 4) == "Vgl. Phase 2 (alle)"
    plan = plan.apply(edits.phases.add(plan, "Vorlauf", 0))
    assert cell(plan, 5) == "Vgl. Phase 3 (alle)"


def test_another_number_in_the_wording_stays_as_typed(bielefeld: Plan) -> None:
    plan = refer(bielefeld, 4, 3, "Siehe Phase 3, anders als in Phase 2 und Phase 31")
    assert plan.phases[3].wording == "Siehe Phase {n}, anders als in Phase 2 und Phase 31"
    # Nobody has touched the words since: that the phase has another number now makes no difference.
    plan = plan.apply(edits.phases.move(plan, plan.phases[2].id, 1))
    assert cell(plan, 4) == "Siehe Phase 2, anders als in Phase 2 und Phase 31"
    same = set_reference(plan, plan.phases[3].id, plan.phases[1].id, None, cell(plan, 4))
    assert same.rows == ()


def test_an_empty_wording_prints_the_plain_one(bielefeld: Plan) -> None:
    plan = refer(bielefeld, 4, 3, "  ")
    assert plan.phases[3].wording is None
    assert cell(plan, 4) == "Siehe Phase 3"


def test_without_a_reference_there_is_no_wording_and_nobody_is_stressed(bielefeld: Plan) -> None:
    plan = refer(bielefeld, 2, None, "Siehe Phase 1 und insbesondere:")
    second = plan.phases[1]
    assert (second.refers_to, second.wording, second.emphasis_phase) == (None, None, None)
    assert partners.emphasis_of(plan, second) == "none"
    assert cell(plan, 2).startswith("MBR, Bündnis")
    assert len(effective(plan, second.id)) == 12


def test_the_rule_of_whom_it_stresses(bielefeld: Plan) -> None:
    assert [partners.emphasis_of(bielefeld, phase) for phase in bielefeld.phases] == ["none", "named", "rule", "none"]
    plan = refer(bielefeld, 4, 3, "Siehe Phase 3", joined_in=1)
    fourth = plan.phases[3]
    assert sum(one.origin == "stressed" for one in partners.effective(plan, fourth)) == 14


@pytest.mark.parametrize(
    ("number", "to", "sentence"),
    [(2, 2, "nicht auf sich selbst"), (2, 3, "nur auf eine frühere"), (1, 4, "nur auf eine frühere")],
)
def test_a_reference_that_leads_nowhere_is_refused(bielefeld: Plan, number: int, to: int, sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        refer(bielefeld, number, to, "Siehe")


def test_a_circle_is_refused(bielefeld: Plan) -> None:
    third, fourth = bielefeld.phases[2:]
    # Left over from a move: what was phase 4 stands first and refers to phase 3 still.
    plan = bielefeld.apply(edits.phases.move(bielefeld, fourth.id, 0))
    assert partners.refers_forward(plan, plan.get(Phase, fourth.id))
    with pytest.raises(PlanError, match="im Kreis"):
        set_reference(plan, third.id, fourth.id, None, "Siehe Phase 1")
    # It may stay, with other words.
    kept = plan.apply(set_reference(plan, fourth.id, third.id, None, "Wie Phase 4"))
    assert partners.cell_text(kept, kept.phases[0]) == "Wie Phase 4"


@pytest.mark.parametrize("joined_in", [2, 3])
def test_only_who_joined_earlier_can_be_stressed_by_a_rule(bielefeld: Plan, joined_in: int) -> None:
    with pytest.raises(PlanError, match="in einer früheren Phase dazugekommen"):
        refer(bielefeld, 2, 1, "Siehe Phase 1", joined_in)
    with pytest.raises(PlanError, match="in einer früheren Phase dazugekommen"):
        edits.phases.set_field(bielefeld, bielefeld.phases[1].id, "emphasis_phase", bielefeld.phases[joined_in - 1].id)


def named(plan: Plan, number: int, name: str) -> Mention:
    found = plan.mentions(plan.phases[number - 1].id)
    return next(one for one in found if plan.get(Partner, one.partner).name == name)


def test_how_a_mention_prints(bielefeld: Plan) -> None:
    mention = named(bielefeld, 2, "Bündnis gegen Rechts")
    namings = {mention.id: Naming("das Bündnis", " und ", False)}
    second = bielefeld.phases[1]
    change = set_reference(bielefeld, second.id, second.refers_to, None, "Siehe Phase 1 und insbesondere:", namings)
    plan = bielefeld.apply(change)
    assert cell(plan, 2).startswith("Siehe Phase 1 und insbesondere: MBR und das Bündnis, AK Asyl")
    assert {row.table for row in change.rows} == {"mention"}
    assert plan.get(Mention, mention.id).stressed == 0


def test_a_spelling_that_is_the_name_is_none(bielefeld: Plan) -> None:
    mention = named(bielefeld, 1, "Stadtteilkoordinatorinnen und -koordinatoren")
    assert mention.printed
    plan = bielefeld.apply(
        edits.mentions.set_field(bielefeld, mention.id, "printed", "Stadtteilkoordinatorinnen und -koordinatoren ")
    )
    assert plan.get(Mention, mention.id).printed is None
    plan = bielefeld.apply(edits.mentions.set_field(bielefeld, mention.id, "printed", ""))
    assert plan.get(Mention, mention.id).printed is None


def test_a_joiner_is_a_comma_or_an_and(bielefeld: Plan) -> None:
    mention = named(bielefeld, 2, "AK Asyl")
    plan = bielefeld.apply(edits.mentions.set_field(bielefeld, mention.id, "joiner", " und "))
    assert "Rechts und AK Asyl" in cell(plan, 2)
    with pytest.raises(PlanError, match="ein Komma oder ein „und“"):
        edits.mentions.set_field(bielefeld, mention.id, "joiner", " oder ")


def test_a_partner_is_named_and_unnamed(bielefeld: Plan) -> None:
    council = next(one for one in bielefeld.partners if one.name == "Integrationsrat")
    third = bielefeld.phases[2]
    plan = bielefeld.apply(edits.mentions.toggle(bielefeld, third.id, council.id))
    assert cell(plan, 3).endswith("Kooperationspartner, Integrationsrat")
    again = plan.apply(edits.mentions.toggle(plan, third.id, council.id))
    assert again == bielefeld


# What holds whatever is done


def any_references(plan: Plan, draw: st.DataObject) -> Plan:
    """The plan with up to three more phases, partners named anywhere, and any references that are allowed."""
    for place in range(draw.draw(st.integers(0, 3))):
        plan = plan.apply(edits.phases.add(plan, f"Phase {place}", draw.draw(st.integers(0, 4))))
    for _ in range(draw.draw(st.integers(0, 4))):
        phase = draw.draw(st.sampled_from(plan.phases))
        partner = draw.draw(st.sampled_from(plan.partners))
        plan = plan.apply(edits.mentions.toggle(plan, phase.id, partner.id))
    for number, phase in enumerate(plan.phases):
        earlier = [None, *(one.id for one in plan.phases[:number])]
        to, rule = draw.draw(st.sampled_from(earlier)), draw.draw(st.sampled_from(earlier))
        words = draw.draw(st.sampled_from(["", "Siehe Phase 1", "Wie oben:", "Siehe Phase 2 und"]))
        plan = plan.apply(set_reference(plan, phase.id, to, rule, words))
    return plan


def moved(plan: Plan, draw: st.DataObject, times: int = 4) -> Plan:
    for _ in range(draw.draw(st.integers(0, times))):
        phase = draw.draw(st.sampled_from(plan.phases))
        plan = plan.apply(edits.phases.move(plan, phase.id, draw.draw(st.integers(0, 6))))
    return plan


def words(plan: Plan, phases: Sequence[Phase]) -> dict[str, str | None]:
    return {phase.id: plan.get(Phase, phase.id).wording for phase in phases if plan.find(Phase, phase.id)}


@settings(max_examples=80)
@given(st.data())
def test_partners_are_transitive_and_stay_when_phases_get_other_numbers(
    template_plan: Plan, data: st.DataObject
) -> None:
    plan = any_references(template_plan, data)
    for phase in plan.phases:
        own = {plan.get(Partner, mention.partner).name for mention in plan.mentions(phase.id)}
        above = effective(plan, phase.refers_to) if phase.refers_to else set()
        assert effective(plan, phase.id) == own | above
    after = moved(plan, data)
    after = after.apply(edits.phases.add(after, "Eingeschoben", data.draw(st.integers(0, 6))))
    found = all_effective(after)
    assert {key: found[key] for key in all_effective(plan)} == all_effective(plan)
    assert words(after, plan.phases) == words(plan, plan.phases)
    for phase in plan.phases:
        now = after.get(Phase, phase.id)
        assert (now.refers_to, now.emphasis_phase) == (phase.refers_to, phase.emphasis_phase)
        if phase.refers_to and phase.wording:
            number = str(after.number(phase.refers_to))
            assert partners.lead_in(after, now) == phase.wording.replace("{n}", number)


@settings(max_examples=80)
@given(st.data())
def test_removing_a_phase_takes_nobody_from_the_others(template_plan: Plan, data: st.DataObject) -> None:
    plan = moved(any_references(template_plan, data), data)
    while plan.phases:
        before, gone = all_effective(plan), data.draw(st.sampled_from(plan.phases))
        change = edits.phases.remove(plan, gone.id)
        after = plan.apply(change)
        assert after.apply(Change(inverted(change.rows), "")) == plan
        for phase in after.phases:
            assert effective(after, phase.id) >= before[phase.id]
            assert phase.wording == (plan.get(Phase, phase.id).wording if phase.refers_to else None)
        plan = after


@settings(max_examples=80)
@given(st.data())
def test_any_circle_ends(template_plan: Plan, data: st.DataObject) -> None:
    plan = template_plan
    for phase in plan.phases:
        target = data.draw(st.sampled_from([None, *(one.id for one in plan.phases)]))
        plan = plan.apply(Change(updated(phase, refers_to=target), ""))
    for phase in plan.phases:
        assert len(partners.effective(plan, phase)) <= len(plan.partners)
        partners.cell_text(plan, phase)
    for gone in data.draw(st.permutations(plan.phases)):
        before = all_effective(plan)
        plan = plan.apply(edits.phases.remove(plan, gone.id))
        assert all(effective(plan, phase.id) >= before[phase.id] for phase in plan.phases)
