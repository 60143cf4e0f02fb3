"""Two partners become one: what each phase prints stays, and one undo brings both back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    REFERENCES,
    Alias,
    Contact,
    Distinct,
    Measure,
    MeasurePartner,
    Mention,
    Partner,
    link_id,
)
from nrw_desktop.domain.queries import partners
from nrw_desktop.domain.queries.change_labels import label_text

merge = edits.merge_partners.merge


def by_name(plan: Plan, name: str) -> Partner:
    return next(partner for partner in plan.partners if partner.name == name)


def name_in(plan: Plan, number: int, text: str, index: int | None = None) -> Plan:
    return plan.apply(edits.mentions.add(plan, plan.phases[number - 1].id, text, index))


def cells(plan: Plan) -> list[str]:
    return [partners.cell_text(plan, phase) for phase in plan.phases]


def merged(plan: Plan, keep: str, gone: str, both: bool = True) -> Plan:
    change = merge(plan, by_name(plan, keep).id, by_name(plan, gone).id, both)
    after = plan.apply(change)
    assert after.apply(Change(inverted(change.rows), "")) == plan
    assert label_text(change, after) == f"Kooperationspartner ‚{gone}‘ mit ‚{keep}‘ zusammengeführt"
    return after


def with_rows(plan: Plan, *records: Any) -> Plan:
    return plan.apply(Change(tuple(map(inserted, records)), ""))


def test_a_phase_goes_on_printing_what_it_printed(bielefeld: Plan) -> None:
    plan = name_in(bielefeld, 3, "Stadtteil-Koordination", 0)
    plan = merged(plan, "Stadtteilkoordinatorinnen und -koordinatoren", "Stadtteil-Koordination")
    assert cells(plan)[2].endswith("Kooperationspartner, Stadtteil-Koordination")
    assert cells(plan)[:2] == cells(bielefeld)[:2]
    keep = by_name(plan, "Stadtteilkoordinatorinnen und -koordinatoren")
    assert len(plan.partners) == 19
    assert [alias.text for alias in plan.aliases(keep.id)] == [
        "Stadtteilkordinatorinnen und -koordinatoren",
        "Stadtteil-Koordination",
    ]
    mention = plan.get(Mention, link_id(plan.phases[2].id, keep.id))
    assert mention.printed == "Stadtteil-Koordination"


def test_a_phase_that_prints_the_kept_name_needs_no_spelling_of_its_own(bielefeld: Plan) -> None:
    plan = name_in(bielefeld, 3, "Ak. Asyl")
    wrong = plan.mentions(plan.phases[2].id)[0]
    plan = plan.apply(edits.mentions.set_field(plan, wrong.id, "printed", "AK Asyl"))
    plan = merged(plan, "AK Asyl", "Ak. Asyl")
    assert plan.get(Mention, link_id(plan.phases[2].id, by_name(plan, "AK Asyl").id)).printed is None


def test_a_phase_that_names_both_prints_both_at_one_place(bielefeld: Plan) -> None:
    place = [bielefeld.get(Partner, one.partner).name for one in bielefeld.mentions(bielefeld.phases[1].id)]
    plan = name_in(bielefeld, 2, "Arbeitskreis Asyl", place.index("AK Asyl") + 1)
    after = merged(plan, "AK Asyl", "Arbeitskreis Asyl")
    assert cells(after) == cells(plan)
    assert "Rechts, AK Asyl, Arbeitskreis Asyl, Anti" in cells(after)[1]
    assert len(after.mentions(after.phases[1].id)) == 12
    once = merged(plan, "AK Asyl", "Arbeitskreis Asyl", both=False)
    assert cells(once) == cells(bielefeld)
    # Whichever of the two is kept, the cell has the words of the place that stays.
    other = merged(plan, "Arbeitskreis Asyl", "AK Asyl", both=False)
    assert cells(other) == cells(bielefeld)


def test_both_named_apart_stand_where_the_first_stood(bielefeld: Plan) -> None:
    plan = name_in(bielefeld, 2, "Bündnis geg. Rechts")
    after = merged(plan, "Bündnis gegen Rechts", "Bündnis geg. Rechts")
    assert "MBR, Bündnis gegen Rechts, Bündnis geg. Rechts, AK Asyl" in cells(after)[1]
    assert after.mentions(after.phases[1].id)[1].stressed == 1


def test_all_that_hangs_on_the_partner_comes_along(bielefeld: Plan) -> None:
    plan = name_in(bielefeld, 2, "Arbeitskreis Asyl")
    gone, keep, third = (by_name(plan, name) for name in ("Arbeitskreis Asyl", "AK Asyl", "MBR"))
    first, second, *_ = plan.measures(plan.phases[0].id)
    plan = plan.apply(edits.measures.set_field(plan, first.id, "responsible", gone.name))
    one, other = sorted((gone.id, third.id))
    plan = with_rows(
        plan,
        Contact("c1", partner=keep.id, person="Frau Ünal", mail="a@b.de"),
        Contact("c2", partner=gone.id, person="Herr Öz"),
        Contact("c3", partner=gone.id, person="Frau Ünal", mail="a@b.de"),
        Alias("a1", partner=gone.id, text="AK Asyl"),
        Alias("a2", partner=gone.id, text="AKA"),
        MeasurePartner(link_id(first.id, gone.id), measure=first.id, partner=gone.id),
        MeasurePartner(link_id(second.id, gone.id), measure=second.id, partner=gone.id),
        MeasurePartner(link_id(second.id, keep.id), measure=second.id, partner=keep.id),
        Distinct(link_id(one, other), one=one, other=other),
        Distinct(link_id(*sorted((gone.id, keep.id))), one=min(gone.id, keep.id), other=max(gone.id, keep.id)),
    )
    after = merged(plan, "AK Asyl", "Arbeitskreis Asyl")
    assert [contact.person for contact in after.contacts(keep.id)] == ["Frau Ünal", "Herr Öz"]
    assert {alias.text for alias in after.aliases(keep.id)} == {"AKA", "Arbeitskreis Asyl"}
    assert after.get(Measure, first.id).responsible_partner == keep.id
    assert [link.measure for link in after.measures_with(keep.id)] == sorted((first.id, second.id))
    apart = list(after.rows["distinct"].values())
    assert [{pair.one, pair.other} for pair in apart] == [{keep.id, third.id}]  # type: ignore[attr-defined]
    assert not [
        (table, field)
        for table, fields in REFERENCES.items()
        for record in after.rows[table].values()
        for field in fields
        if getattr(record, field) == gone.id
    ]


@pytest.mark.parametrize(("keep", "gone"), [("AK Asyl", "Asylkreis"), ("Asylkreis", "AK Asyl")])
def test_the_partner_joined_in_the_earlier_phase(bielefeld: Plan, keep: str, gone: str) -> None:
    plan = merged(name_in(bielefeld, 2, "Asylkreis"), keep, gone)
    assert by_name(plan, keep).joined_phase == plan.phases[0].id


def test_what_the_kept_one_lacks_comes_from_the_other(bielefeld: Plan) -> None:
    plan = bielefeld
    for name, field, value in (
        ("Integrationsrat", "remark", "tagt monatlich"),
        ("MBR", "remark", "in Trägerschaft"),
        ("MBR", "kind", "counselling"),
    ):
        plan = plan.apply(edits.partners.set_field(plan, by_name(plan, name).id, field, value))
    after = by_name(merged(plan, "Integrationsrat", "MBR"), "Integrationsrat")
    assert (after.abbreviation, after.expansion) == ("MBR", "Mobile Beratung gegen Rechtsextremismus")
    assert (after.remark, after.kind) == ("tagt monatlich; in Trägerschaft", "counselling")
    other = merged(plan, "AK Asyl", "MBR")
    assert by_name(other, "AK Asyl").abbreviation == "AK"
    assert [alias.text for alias in other.aliases(by_name(other, "AK Asyl").id)] == ["MBR"]


def test_a_partner_is_not_merged_with_itself(bielefeld: Plan) -> None:
    key = bielefeld.partners[0].id
    with pytest.raises(PlanError, match="nicht mit sich selbst"):
        merge(bielefeld, key, key)
    with pytest.raises(PlanError, match="derselbe Partner"):
        edits.merge_partners.keep_apart(bielefeld, key, key)
    with pytest.raises(PlanError, match="gibt es nicht mehr"):
        merge(bielefeld, key, "gone")


@settings(max_examples=60)
@given(st.data())
def test_any_merge_keeps_everybodys_partners_and_can_be_undone(template_plan: Plan, data: st.DataObject) -> None:
    plan = template_plan
    for _ in range(data.draw(st.integers(0, 6))):
        phase, partner = data.draw(st.sampled_from(plan.phases)), data.draw(st.sampled_from(plan.partners))
        plan = plan.apply(edits.mentions.toggle(plan, phase.id, partner.id))
    keep, gone = data.draw(st.lists(st.sampled_from(plan.partners), min_size=2, max_size=2, unique=True))
    change = merge(plan, keep.id, gone.id, data.draw(st.booleans()))
    after = plan.apply(change)
    assert after.apply(Change(inverted(change.rows), "")) == plan
    for phase in plan.phases:
        before = {one.partner.id for one in partners.effective(plan, phase)}
        now = [one.partner.id for one in partners.effective(after, phase)]
        assert set(now) == {keep.id if key == gone.id else key for key in before}
        assert len(now) == len(set(now))
        named = [one.partner for one in plan.mentions(phase.id)]
        if not {keep.id, gone.id} <= set(named):
            assert partners.cell_text(after, phase) == partners.cell_text(plan, phase)
