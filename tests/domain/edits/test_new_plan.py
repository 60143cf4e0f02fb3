"""What is said of a new plan becomes a part of its first change: read as periods are, and nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop import paths
from nrw_desktop.domain.edits import new_plan
from nrw_desktop.domain.edits.new_plan import Details
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import period


def origin(name: str) -> Change:
    return template.origin_change(template.read(paths.plan_template(name).read_bytes()))


def begun(name: str, details: Details) -> Plan:
    change = new_plan.begun(origin(name), details)
    assert change.kind == "origin"
    return Plan.empty().apply(change)


def periods(plan: Plan) -> list[str]:
    return [period.shown(plan, phase) for phase in plan.phases]


def months(plan: Plan) -> list[int]:
    """All months of the phases as numbers."""
    ends = [getattr(phase, side) for phase in plan.phases for side in ("start", "end")]
    return [int(month[:4]) * 12 + int(month[5:]) for month in ends if month]


@pytest.mark.parametrize("name", paths.template_names())
def test_what_is_skipped_leaves_the_template_as_it_is(name: str) -> None:
    change = origin(name)
    assert new_plan.begun(change, Details("", " ", "", "  ")) == change


def test_four_phases_get_a_beginning_and_no_month_more() -> None:
    plan = begun("nrweltoffen", Details("Stadt\tHamm ", "KI Hamm", "15.3.2018", "Ende 2019"))
    project = plan.project
    assert (project.municipality, project.lead, project.end) == ("Stadt Hamm", "KI Hamm", "2019-12")
    assert periods(plan) == ["ab 15.3.2018", "", "", ""]


def test_the_example_moves_as_a_whole() -> None:
    plan = begun("bielefeld", Details(begin="5/2025", end="12/2027"))
    assert periods(plan) == [
        "Mai bis September 2025",
        "Oktober 2025 bis Februar 2026",
        "März bis August 2026",
        "September 2026 bis Projektende (12/2027)",
    ]
    assert not any(phase.start_derived for phase in plan.phases)
    assert plan.project.municipality == "Stadt Bielefeld"
    assert periods(begun("bielefeld", Details(begin="März 2017"))) == periods(Plan.empty().apply(origin("bielefeld")))


@given(year=st.integers(1950, 2100), month=st.integers(1, 12))
def test_distances_stay(year: int, month: int) -> None:
    plan = begun("bielefeld", Details(begin=f"{month}/{year}"))
    before, after = months(Plan.empty().apply(origin("bielefeld"))), months(plan)
    assert after[0] == year * 12 + month
    assert [one - after[0] for one in after] == [one - before[0] for one in before]


@pytest.mark.parametrize(
    ("side", "typed", "told"),
    [
        ("begin", "3/2018", "gelesen als 03/2018"),
        ("begin", "03/2018", ""),
        ("begin", "März 18", "gelesen als 03/2018"),
        ("begin", "2018", "gelesen als 01/2018"),
        ("end", "2018", "gelesen als 12/2018"),
        ("end", "31.12.2018", "gelesen als 12/2018"),
        ("end", "laufend", "gelesen als noch nicht bekannt"),
        ("end", "", ""),
    ],
)
def test_how_a_month_is_read_is_told(side: str, typed: str, told: str) -> None:
    assert new_plan.told(Details(**{side: typed}), side) == told


def test_an_end_without_a_year_comes_after_the_beginning() -> None:
    assert new_plan.told(Details(begin="5/2018", end="März"), "end") == "gelesen als 03/2019"


@pytest.mark.parametrize(
    ("name", "details", "said"),
    [
        ("nrweltoffen", Details(begin="bald"), "„bald“ ist kein Monat"),
        ("nrweltoffen", Details(begin="13/2018"), "Einen Monat 13 gibt es nicht"),
        ("nrweltoffen", Details(begin="März bis Juli 2018"), "nicht nur ein Beginn"),
        ("nrweltoffen", Details(begin="Projektende"), "Bitte einen Monat angeben"),
        ("nrweltoffen", Details(end="Projektende"), "Bitte einen Monat angeben"),
        ("nrweltoffen", Details(begin="3/2018", end="2/2018"), "liegt vor dem Beginn"),
        ("nrweltoffen", Details(municipality="a\0b"), "nicht speichern"),
        ("leer", Details(begin="3/2018"), "Plan ohne Phasen"),
    ],
)
def test_what_cannot_be_is_refused(name: str, details: Details, said: str) -> None:
    with pytest.raises(PlanError, match=said):
        new_plan.begun(origin(name), details)
