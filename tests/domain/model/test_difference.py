"""The rows between two plans, and going back to an earlier one."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, deleted, inserted, inverted, updated
from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Partner, Phase
from tests.domain.test_random_edits import STEPS, Chooser


def edited(plan: Plan, data: st.DataObject) -> Plan:
    """The plan after some edits."""
    for _ in range(data.draw(st.integers(0, 8))):
        try:
            plan = plan.apply(data.draw(st.sampled_from(STEPS))(Chooser(plan, data.draw)))
        except PlanError:
            continue
    return plan


@settings(max_examples=60)
@given(st.data())
def test_the_difference_leads_from_one_plan_to_the_other(template_plan: Plan, data: st.DataObject) -> None:
    old, new = edited(template_plan, data), edited(template_plan, data)
    rows = difference(old, new)
    assert old.apply(Change(rows, "")) == new
    assert new.apply(Change(inverted(rows), "")) == old
    assert (rows == ()) == (old == new)
    assert len({(row.table, row.id) for row in rows}) == len(rows)


def test_each_row_is_as_small_as_it_can_be() -> None:
    phase, other = Phase("f", title="Analyse"), Phase("g", title="Konzept")
    measure, partner = Measure("m", phase="f", text="Alt", note="bleibt"), Partner("k", name="MBR")
    old = Plan.empty().apply(Change((inserted(phase), inserted(measure), inserted(partner)), ""))
    new = old.apply(Change((inserted(other), *updated(measure, text="Neu"), deleted(partner)), ""))
    assert difference(old, new) == (inserted(other), *updated(measure, text="Neu"), deleted(partner))
    assert difference(old, old) == ()


def test_what_is_referred_to_comes_first_and_goes_last(bielefeld: Plan) -> None:
    made = [row.table for row in difference(Plan.empty(), bielefeld)]
    assert made == sorted(made, key=list(bielefeld.rows).index)
    assert [row.table for row in difference(bielefeld, Plan.empty())] == made[::-1]


def test_going_back_is_one_change_with_a_label(bielefeld: Plan) -> None:
    key = bielefeld.phases[0].id
    later = bielefeld.apply(edits.phases.remove(bielefeld, key))
    label = edits.restore.state_label(datetime(2026, 11, 20, 14, 5))
    change = edits.restore.back_to(later, bielefeld, label)
    assert (change.kind, change.label) == ("edit", "Stand vom 20.11.2026, 14:05 Uhr wiederhergestellt")
    assert later.apply(change) == bielefeld
    assert edits.restore.back_to(bielefeld, bielefeld, label).rows == ()
    assert edits.restore.backup_label(datetime(2026, 1, 2, 3, 4)).startswith("Sicherung vom 02.01.2026, 03:04 Uhr")
