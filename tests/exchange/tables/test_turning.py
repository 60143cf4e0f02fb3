"""Where the heads of a table may stand on top as well as at the left, it is asked, and read as it is answered."""

from nrw_desktop.exchange.lists.cells import table
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.turning import LEFT, TOP, key_of, lying

EITHER = (("Maßnahme", "Ziel", "Etwas"), ("Zeitraum", "2019", "2020"), ("Anderes", "Vieles", "Wenig"))
KEY = key_of("T")


def measures(source: Source, answers: dict[str, str]) -> list[str]:
    plan = draft_of(source, answers).plan
    return [one.text for phase in plan.phases for one in plan.measures(phase.id)]


def test_it_is_asked_and_read_as_answered() -> None:
    source = Source((table("T", EITHER),))
    (doubt,) = [one for one in draft_of(source, {}).doubts if one.key == KEY]
    assert {choice.key for choice in doubt.choices} == {LEFT, TOP}
    assert measures(source, {KEY: TOP}) == ["Zeitraum", "Anderes"]
    assert measures(source, {KEY: LEFT}) == ["Ziel", "Etwas"]
    assert lying(source, {KEY: LEFT}) == {"T": LEFT}


def test_a_table_whose_heads_are_sure_is_not_asked_about() -> None:
    source = Source((table("T", [("Phase", "Maßnahme", "Ziel"), ("Analyse", "Tagung", "Austausch")]),))
    assert lying(source, {}) == {}
    assert KEY not in {one.key for one in draft_of(source, {}).doubts}
