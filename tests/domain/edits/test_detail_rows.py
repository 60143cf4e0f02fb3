"""Costs, decisions and documents of a measure, funding years and deadlines, and what links measures with others."""

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.detail_rows import ALL, DetailRows
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import LONGEST_TEXT, Measure
from nrw_desktop.domain.queries.change_labels import label_text, row_lines

FIRST = {
    "funding_year": "2018",
    "deadline": "Zwischennachweis",
    "year_text": "2018",
    "cost": "2018",
    "decision": "Rat",
    "document": "a.pdf",
}
"""What a row of each kind is made with."""


def first(plan: Plan, number: int = 1) -> Measure:
    return plan.measures(plan.phases[number - 1].id)[0]


def owner(plan: Plan, part: DetailRows) -> str | None:
    return first(plan).id if "measure" in part.kind.__struct_fields__ else None


def added(plan: Plan, part: DetailRows, text: str | None = None) -> tuple[Plan, str]:
    change = part.add(plan, owner(plan, part), text or FIRST[part.table])
    return plan.apply(change), change.rows[0].id


def said(plan: Plan, change: Change) -> str:
    return label_text(change, plan.apply(change))


@pytest.mark.parametrize("part", ALL.values(), ids=ALL)
def test_a_row_comes_is_set_and_goes(bielefeld: Plan, part: DetailRows) -> None:
    plan, key = added(bielefeld, part)
    field = {"funding_year": "cap", "cost": "planned", "document": "title", "year_text": "course"}.get(
        part.table, "date"
    )
    typed, stored = {
        "date": ("5.12.2019", "2019-12-05"),
        "title": ("Konzept", "Konzept"),
        "course": ("Erster Absatz.\n\nZweiter.\n", "Erster Absatz.\n\nZweiter."),
    }.get(field, ("1.234,5", 123450))
    change = edits.setter(part.table)(plan, key, field, str(typed))
    changed = plan.apply(change)
    assert getattr(changed.record(part.table, key), field) == stored
    assert changed.apply(Change(inverted(change.rows), "")) == plan
    removed = changed.apply(part.remove(changed, [key]))
    assert removed == bielefeld


@pytest.mark.parametrize("part", ALL.values(), ids=ALL)
@pytest.mark.parametrize("text", ["", "  ", "a\0b", "\ud800", "x" * (LONGEST_TEXT + 1)])
def test_a_row_is_not_made_of_what_no_row_can_hold(bielefeld: Plan, part: DetailRows, text: str) -> None:
    with pytest.raises(PlanError):
        part.add(bielefeld, owner(bielefeld, part), text)
    plan, key = added(bielefeld, part)
    with pytest.raises(PlanError):
        part.set_field(plan, key, part.first, text)


@pytest.mark.parametrize(
    ("part", "field", "typed", "words"),
    [
        ("cost", "planned", "viel", "„viel“ ist kein Betrag"),
        ("cost", "actual", "-5", "negativer Betrag"),
        ("cost", "year", "demnächst", "keine ganze Zahl"),
        ("cost", "year", "18", "nicht möglich"),
        ("year_text", "year", "bald", "keine ganze Zahl"),
        ("year_text", "year", "1066", "nicht möglich"),
        ("year_text", "outlook", "halb \ud83d", "„Ausblick“ enthält ein Zeichen"),
        ("decision", "date", "31.02.2019", "kein Datum"),
        ("deadline", "date", "bald", "kein Datum"),
        ("funding_year", "cap", "1.2.3", "kein Betrag"),
        ("cost", "measure", "x", "ändert sich nur durch Verschieben"),
        ("cost", "id", "x", "gibt es bei „Kosten“ nicht"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(bielefeld: Plan, part: str, field: str, typed: str, words: str) -> None:
    plan, key = added(bielefeld, ALL[part])
    with pytest.raises(PlanError, match=words):
        ALL[part].set_field(plan, key, field, typed)


@pytest.mark.parametrize(
    "part",
    [edits.detail_rows.COSTS, edits.detail_rows.YEARS, edits.detail_rows.YEAR_TEXTS],
    ids=lambda part: part.table,
)
def test_a_year_stands_once(bielefeld: Plan, part: DetailRows) -> None:
    plan, key = added(bielefeld, part, "2018")
    with pytest.raises(PlanError, match="2018 steht schon in der Liste"):
        part.add(plan, owner(plan, part), "2018")
    plan = plan.apply(part.set_field(plan, key, part.first, "2018"))
    plan, other = added(plan, part, "2019")
    with pytest.raises(PlanError, match="2018 steht schon"):
        part.set_field(plan, other, "year", "2018")
    assert not part.set_field(plan, other, "year", "2019").rows


def test_a_year_of_another_measure_is_no_double(bielefeld: Plan) -> None:
    plan, _key = added(bielefeld, edits.detail_rows.COSTS, "2018")
    plan = plan.apply(edits.detail_rows.COSTS.add(plan, first(plan, 2).id, "2018"))
    assert len(plan.rows["cost"]) == 2


def test_rows_stand_by_year_and_date(bielefeld: Plan) -> None:
    plan = bielefeld
    for year in ("2020", "2018", "2019"):
        plan, _key = added(plan, edits.detail_rows.COSTS, year)
        plan, _key = added(plan, edits.detail_rows.YEARS, year)
        plan, _key = added(plan, edits.detail_rows.YEAR_TEXTS, year)
    for what, date in (("ohne", ""), ("spät", "1.2.2020"), ("früh", "1.2.2018")):
        plan, key = added(plan, edits.detail_rows.DEADLINES, what)
        plan = plan.apply(edits.detail_rows.DEADLINES.set_field(plan, key, "date", date))
        plan, key = added(plan, edits.detail_rows.DECISIONS, what)
        plan = plan.apply(edits.detail_rows.DECISIONS.set_field(plan, key, "date", date))
    measure = first(plan).id
    assert [cost.year for cost in plan.costs(measure)] == [2018, 2019, 2020]
    assert [year.year for year in plan.funding_years] == [2018, 2019, 2020]
    assert [texts.year for texts in plan.year_texts] == [2018, 2019, 2020]
    assert [deadline.what for deadline in plan.deadlines] == ["früh", "spät", "ohne"]
    assert [decision.body for decision in plan.decisions(measure)] == ["früh", "spät", "ohne"]


def test_without_a_measure_there_is_no_cost(bielefeld: Plan) -> None:
    for key in (None, "gone"):
        with pytest.raises(PlanError, match="gibt es nicht mehr"):
            edits.detail_rows.COSTS.add(bielefeld, key, "2018")
    with pytest.raises(PlanError, match="keine Zeile ausgewählt"):
        edits.detail_rows.COSTS.remove(bielefeld, [])


def test_what_belongs_to_a_measure_goes_with_it(bielefeld: Plan) -> None:
    plan = bielefeld
    for part in (edits.detail_rows.COSTS, edits.detail_rows.DECISIONS, edits.detail_rows.DOCUMENTS):
        plan, _key = added(plan, part)
    measure, goal, partner = first(plan), plan.goals(plan.phases[3].id)[0], plan.partners[0]
    plan = plan.apply(edits.links.set_goal(plan, measure.id, goal.id, True))
    plan = plan.apply(edits.links.set_partner(plan, measure.id, partner.id, True))
    change = edits.measures.remove(plan, [measure.id])
    gone = plan.apply(change)
    for table in ("cost", "decision", "document", "measure_goal", "measure_partner"):
        assert gone.rows[table] == {}
    assert gone.apply(Change(inverted(change.rows), "")) == plan


def test_a_link_is_made_once_and_undone(bielefeld: Plan) -> None:
    measure, goal = first(bielefeld), bielefeld.goals(bielefeld.phases[3].id)[0]
    assert not edits.links.set_goal(bielefeld, measure.id, goal.id, False).rows
    plan = bielefeld.apply(edits.links.set_goal(bielefeld, measure.id, goal.id, True))
    assert [link.goal for link in plan.goals_of(measure.id)] == [goal.id]
    assert [link.measure for link in plan.measures_for(goal.id)] == [measure.id]
    assert not edits.links.set_goal(plan, measure.id, goal.id, True).rows
    assert plan.apply(edits.links.set_goal(plan, measure.id, goal.id, False)) == bielefeld
    for key, other in (("gone", goal.id), (measure.id, "gone")):
        with pytest.raises(PlanError, match="gibt es nicht mehr"):
            edits.links.set_goal(bielefeld, key, other, True)


def test_the_source_links_nothing(bielefeld: Plan) -> None:
    assert bielefeld.rows["measure_goal"] == {}
    assert bielefeld.rows["measure_partner"] == {}


def test_steps_are_said_as_people_would(bielefeld: Plan) -> None:
    parts = edits.detail_rows
    plan, cost = added(bielefeld, parts.COSTS)
    plan, decision = added(plan, parts.DECISIONS, "Jugendhilfeausschuss")
    plan, deadline = added(plan, parts.DEADLINES)
    plan, year = added(plan, parts.YEARS)
    plan, document = added(plan, parts.DOCUMENTS)
    plan, texts = added(plan, parts.YEAR_TEXTS)
    at = "bei ‚Ausschreibung einer Fachstelle‘"
    for change, label in (
        (parts.COSTS.add(plan, first(plan).id, "2019"), f"Kosten für 2019 {at} hinzugefügt"),
        (parts.COSTS.set_field(plan, cost, "planned", "5"), f"Kosten geplant für 2018 {at} geändert"),
        (parts.COSTS.set_field(plan, cost, "year", "2020"), f"Kostenjahr 2020 {at} geändert"),
        (parts.COSTS.remove(plan, [cost]), f"Kosten für 2018 {at} gelöscht"),
        (
            parts.DECISIONS.set_field(plan, decision, "date", "1.2.2019"),
            f"Datum des Beschlusses ‚Jugendhilfeausschuss‘ {at} geändert",
        ),
        (parts.DOCUMENTS.set_field(plan, document, "title", "Flyer"), f"Titel des Dokuments ‚Flyer‘ {at} geändert"),
        (parts.DEADLINES.set_field(plan, deadline, "what", "Nachweis"), "Bezeichnung der Frist ‚Nachweis‘ geändert"),
        (parts.YEARS.set_field(plan, year, "own_share", "7.000"), "Eigenanteil des Förderjahrs 2018 geändert"),
        (parts.YEAR_TEXTS.add(plan, None, "2019"), "Texte zum Jahr 2019 hinzugefügt"),
        (parts.YEAR_TEXTS.set_field(plan, texts, "introduction", "x"), "Einleitung 2018 geändert"),
        (parts.YEAR_TEXTS.set_field(plan, texts, "course", "x"), "Verlauf des Jahres 2018 geändert"),
        (parts.YEAR_TEXTS.set_field(plan, texts, "difficulties", "x"), "Schwierigkeiten 2018 geändert"),
        (parts.YEAR_TEXTS.set_field(plan, texts, "outlook", "x"), "Ausblick 2018 geändert"),
        (parts.YEAR_TEXTS.set_field(plan, texts, "year", "2020"), "Jahr der Texte 2020 geändert"),
        (parts.YEAR_TEXTS.remove(plan, [texts]), "Texte zum Jahr 2018 gelöscht"),
    ):
        assert said(plan, change) == label
    plan, other = added(plan, parts.COSTS, "2019")
    assert said(plan, parts.COSTS.remove(plan, [cost, other])) == f"2 Kostenjahre {at} gelöscht"
    link = edits.links.set_partner(plan, first(plan).id, plan.partners[0].id, True)
    name = plan.partners[0].name
    assert said(plan, link) == f"Maßnahme ‚Ausschreibung einer Fachstelle‘ mit Partner ‚{name}‘ verknüpft"


def test_the_history_shows_what_a_row_held(bielefeld: Plan) -> None:
    plan, key = added(bielefeld, edits.detail_rows.DECISIONS, "Jugendhilfeausschuss")
    for field, value in (("date", "5.12.2019"), ("text", "Zugestimmt")):
        plan = plan.apply(edits.detail_rows.DECISIONS.set_field(plan, key, field, value))
    lines = row_lines(edits.detail_rows.DECISIONS.remove(plan, [key]).rows, plan)
    assert lines == [("Beschluss", "Jugendhilfeausschuss, Datum: 05.12.2019, Beschluss: Zugestimmt", "")]
    plan, key = added(bielefeld, edits.detail_rows.YEAR_TEXTS)
    plan = plan.apply(edits.detail_rows.YEAR_TEXTS.set_field(plan, key, "course", "Wort " * 500))
    ((_what, before, _after),) = row_lines(edits.detail_rows.YEAR_TEXTS.remove(plan, [key]).rows, plan)
    assert before.startswith("2018, Verlauf des Jahres: Wort Wort")
    assert before.endswith(" …")
    assert len(before) < 250
    plan, key = added(bielefeld, edits.detail_rows.DOCUMENTS, "/ablage/a.pdf")
    assert row_lines(edits.detail_rows.DOCUMENTS.remove(plan, [key]).rows, plan) == [("Dokument", "/ablage/a.pdf", "")]
    measure, goal = first(plan), plan.goals(plan.phases[1].id)[0]
    change = edits.links.set_goal(plan, measure.id, goal.id, True)
    text = "Ausschreibung einer Fachstelle – Akquise von Kooperationspartnern aus …"
    assert row_lines(change.rows, plan.apply(change)) == [("Maßnahme und Ziel", "", text)]
    change = edits.goals.set_field(plan, goal.id, "step", "5")
    assert row_lines(change.rows, plan) == [("Wirkungsstufe", "", "5 Outcome: Handeln ändert sich")]
