"""Measures by phase, Handlungsfeld or responsible: each in one group, in German order, as the filter says."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Alias, Measure, Partner, Phase, Project, Record
from nrw_desktop.domain.queries import measure_groups
from nrw_desktop.domain.queries.measure_groups import ALL, By, Chosen, Group, groups, offers
from tests.domain.queries.test_due import STATUSES

REGISTER = (
    Partner("p1", name="Bündnis Süd", abbreviation="BS"),
    Alias("a1", partner="p1", text="Südbündnis"),
    Partner("p2", name="Arbeiterwohlfahrt"),
)
FIELDS = [None, "", " ", "Sport", "sport ", "Ärzte", "Bildung", "Zirkel 2", "Zirkel 10"]
WORDS = [None, "", "Frau Ünal", "frau  ünal", "Arbeiterwohlfahrt", "BS", "südbündnis", "Buendnis Sued", "Zoll"]


def plan_of(*measures: Measure, phases: int = 2) -> Plan:
    rows: list[Record] = [Project("p"), *REGISTER]
    rows += [Phase(f"f{number}", f"{number}", f"Phase {number}" if number else "") for number in range(phases)]
    return Plan.empty().apply(Change(tuple(map(inserted, (*rows, *measures))), "Test"))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    found = []
    for number in range(draw(st.integers(0, 12))):
        whose = draw(st.sampled_from([{"responsible": word} for word in WORDS] + [{"responsible_partner": "p1"}]))
        phase, place = f"f{draw(st.integers(0, 2))}", draw(st.sampled_from("abc"))
        field = draw(st.sampled_from(FIELDS))
        found.append(
            Measure(f"m{number}", phase, place, text="x", status=draw(STATUSES), field_of_action=field, **whose)
        )
    return plan_of(*found, phases=3)


def ids(found: tuple[Group, ...]) -> dict[str, list[str]]:
    return {group.title: [measure.id for measure in group.measures] for group in found}


def test_groups_have_german_names_in_german_order_and_without_one_comes_last() -> None:
    plan = plan_of(
        Measure("1", "f1", "a", text="x", field_of_action="Sport", responsible="Zoll"),
        Measure("2", "f0", "b", text="x", field_of_action="Ärzte", responsible_partner="p1"),
        Measure("3", "f0", "a", text="x", responsible="Buendnis Sued"),
        Measure("4", "f0", "c", text="x", status="done", field_of_action=" sport", responsible="BS"),
        Measure("5", "f1", "b", text="x", field_of_action="Zirkel 10", responsible="Frau Ünal"),
        Measure("6", "f1", "c", text="x", field_of_action="Zirkel 2", responsible=" "),
    )
    assert ids(groups(plan, "phase")) == {"ohne Titel": ["3", "2", "4"], "Phase 1": ["1", "5", "6"]}
    assert [group.phase for group in groups(plan, "phase")] == list(plan.phases)
    assert list(ids(groups(plan, "field")).items()) == [
        ("Ärzte", ["2"]), ("sport", ["4", "1"]), ("Zirkel 2", ["6"]), ("Zirkel 10", ["5"]),
        ("Ohne Handlungsfeld", ["3"])
    ]  # fmt: skip
    assert list(ids(groups(plan, "responsible")).items()) == [
        ("Bündnis Süd", ["3", "2", "4"]), ("Frau Ünal", ["5"]), ("Zoll", ["1"]), ("Ohne Verantwortliche", ["6"])
    ]  # fmt: skip
    found = offers(plan)
    assert [(offer.title, offer.count) for offer in found.responsibles] == [
        ("Bündnis Süd", 3), ("Frau Ünal", 1), ("Zoll", 1), ("Ohne Verantwortliche", 1)
    ]  # fmt: skip
    assert [(offer.key, offer.title, offer.count) for offer in found.statuses] == [
        ("planned", "geplant", 5), ("done", "abgeschlossen", 1)
    ]  # fmt: skip
    # Phases stand in the timeline for themselves, also without a measure.
    zoll = Chosen(responsibles=frozenset({found.responsibles[2].key}))
    assert ids(groups(plan, "phase", zoll)) == {"ohne Titel": [], "Phase 1": ["1"]}
    assert ids(groups(plan, "field", zoll)) == {"Sport": ["1"]}


def test_what_nobody_has_any_more_is_chosen_no_longer() -> None:
    plan = plan_of(Measure("1", "f0", "a", text="x", field_of_action="Sport", responsible="Zoll"))
    chosen = Chosen(frozenset({"sport"}), frozenset({"zoll"}), frozenset({"planned"}))
    assert chosen.still(offers(plan)) == chosen
    plan = plan.apply(Change(updated(plan.get(Measure, "1"), field_of_action="Kunst", status="done"), ""))
    assert chosen.still(offers(plan)) == Chosen(responsibles=frozenset({"zoll"}))


@settings(max_examples=60)
@given(plans(), st.sampled_from(["phase", "field", "responsible"]), st.data())
def test_each_measure_that_a_filter_shows_is_in_one_group(plan: Plan, by: By, data: st.DataObject) -> None:
    found = offers(plan)
    chosen = Chosen(
        *(
            frozenset(data.draw(st.sets(st.sampled_from([offer.key for offer in offered])) if offered else st.just(())))
            for offered in (found.fields, found.responsibles, found.statuses)
        )
    )
    shown = groups(plan, by, chosen)
    everywhere = [measure.id for group in shown for measure in group.measures]
    # What a filter is set to by each group of that kind makes up what it shows.
    alone = Counter(
        measure.id
        for field in chosen.fields or {offer.key for offer in found.fields}
        for who in chosen.responsibles or {offer.key for offer in found.responsibles}
        for group in groups(plan, "phase", Chosen(frozenset({field}), frozenset({who}), chosen.statuses))
        for measure in group.measures
    )
    assert Counter(everywhere) == alone
    assert set(alone.values()) <= {1}
    if chosen == ALL:
        assert len(everywhere) == len(plan.all(Measure))
        for offered in (found.fields, found.responsibles, found.statuses):
            assert sum(offer.count for offer in offered) == len(everywhere)
        assert by == "phase" or [offer.count for offer in getattr(found, f"{by}s")] == [
            len(group.measures) for group in shown
        ]
    for group in shown:
        places = [(plan.number(one.phase), one.order, one.id) for one in group.measures]
        assert places == sorted(places)
    # The order of the rows in the file does not matter.
    turned = Plan({table: dict(reversed(rows.items())) for table, rows in plan.rows.items()})
    assert groups(turned, by, chosen) == shown
    assert by == "phase" or not shown or all(group.key for group in shown[:-1])
    if by != "phase" and chosen == ALL:
        assert measure_groups.gathered(plan, [one for p in plan.phases for one in plan.measures(p.id)], by) == shown
