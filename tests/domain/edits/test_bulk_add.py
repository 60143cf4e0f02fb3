"""Whole lists added in one step: each row is read as if it had been typed, and one bad row stops them all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import goals, partners


def phase(plan: Plan) -> str:
    return plan.phases[0].id


def test_measures_are_read_as_typed(bielefeld: Plan) -> None:
    rows = [
        {"text": "eins", "status": "Läuft", "period": "08–10/2017", "responsible": "ak asyl", "priority": "HOCH"},
        {"text": "=SUMME(A1)", "status": "", "start": "Juli 2018", "participants_expected": "1.200"},
        {"text": "drei", "responsible": "Frau Beispiel"},
    ]
    change = edits.bulk_add.add_measures(bielefeld, phase(bielefeld), rows, 1)
    plan = bielefeld.apply(change)
    first, second, third = plan.measures(phase(plan))[1:4]
    assert change.label == "3 Maßnahmen eingefügt"
    assert (first.text, first.status, first.start, first.end, first.priority) == (
        "eins",
        "running",
        "2017-08",
        "2017-10",
        "high",
    )
    assert plan.responsible(first) == "AK Asyl"
    assert first.responsible is None
    assert (second.text, second.status, second.start, second.participants_expected) == (
        "=SUMME(A1)",
        "planned",
        "2018-07",
        1200,
    )
    assert (third.responsible, third.responsible_partner) == ("Frau Beispiel", None)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"text": "a\0b"}, "enthält ein Zeichen"),
        ({"text": ""}, "darf nicht leer sein"),
        ({"text": "x", "status": "erledigt"}, "„erledigt“ ist bei „Status“ nicht möglich"),
        ({"text": "x", "period": "irgendwann"}, "ist kein"),
        ({"text": "x", "start": "08/2018", "end": "07/2018"}, "liegt vor dem Beginn"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_added(bielefeld: Plan, row: dict[str, str], words: str) -> None:
    with pytest.raises(PlanError, match=words) as refused:
        edits.bulk_add.add_measures(bielefeld, phase(bielefeld), [{"text": "gut"}, row])
    assert str(refused.value).startswith("Zeile 2 der Liste: ")
    assert str(refused.value).endswith("Es wurde nichts eingefügt.")
    with pytest.raises(PlanError, match=f"^(?!Zeile).*{words}"):
        edits.bulk_add.add_measures(bielefeld, phase(bielefeld), [row])


def test_nothing_at_all_is_said(bielefeld: Plan) -> None:
    for add in (edits.bulk_add.add_measures, edits.bulk_add.add_goals, edits.bulk_add.name_partners):
        with pytest.raises(PlanError, match="steht kein Text"):
            add(bielefeld, phase(bielefeld), [])


def test_goals_nest_as_deep_as_they_stood(bielefeld: Plan) -> None:
    rows = [(depth, {"text": text}) for depth, text in [(1, "a"), (3, "b"), (2, "c"), (3, "d"), (0, "e"), (1, "f")]]
    above = bielefeld.goals(phase(bielefeld))[0]
    plan = bielefeld.apply(edits.bulk_add.add_goals(bielefeld, phase(bielefeld), rows, above.id))
    found = [(entry.depth, entry.goal.text) for entry in goals.entries(plan, plan.phases[0])]
    assert found[1:7] == [(1, "a"), (2, "b"), (2, "c"), (3, "d"), (1, "e"), (2, "f")]


def test_partners_known_by_any_name_are_not_added_twice(bielefeld: Plan) -> None:
    known = bielefeld.partners[0].name
    rows = [
        {"name": known.upper()},
        {"name": "Neu e. V."},
        {"name": "neu e. v."},
        {"name": "Amt", "kind": "Verwaltung"},
    ]
    change = edits.bulk_add.add_partners(bielefeld, rows)
    plan = bielefeld.apply(change)
    assert change.label == "2 Kooperationspartner (2 gab es schon) eingefügt"
    assert len(plan.partners) == len(bielefeld.partners) + 2
    assert next(one for one in plan.partners if one.name == "Amt").kind == "administration"
    with pytest.raises(PlanError, match="stehen schon im Verzeichnis"):
        edits.bulk_add.add_partners(plan, rows)


def test_names_pasted_into_a_phase_name_its_partners(bielefeld: Plan) -> None:
    named = {mention.partner for mention in bielefeld.mentions(bielefeld.phases[1].id)}
    other = next(one for one in bielefeld.partners if one.id not in named)
    second = bielefeld.phases[1].id
    change = edits.bulk_add.name_partners(bielefeld, second, [{"name": "Neu e. V."}, {"name": other.name}], 0)
    plan = bielefeld.apply(change)
    first, following = plan.mentions(second)[:2]
    assert plan.get(Partner, first.partner).name == "Neu e. V."
    assert plan.get(Partner, first.partner).joined_phase == second
    assert following.partner == other.id
    with pytest.raises(PlanError, match="schon genannt"):
        edits.bulk_add.name_partners(plan, second, [{"name": "NEU E. V."}])


@given(st.data())
def test_a_name_is_looked_up_as_it_is_typed(bielefeld: Plan, data: st.DataObject) -> None:
    """Many names at once find whom one name finds."""
    spellings = [one.name for one in bielefeld.partners] + [one.abbreviation or "" for one in bielefeld.partners]
    word = data.draw(st.sampled_from([*spellings, "Neu", "", " ", "Muller", "mueller", "MÜLLER"]))
    text = data.draw(st.sampled_from([word, word.upper(), word.lower(), f" {word} ", f"{word}x"]))
    added = [Partner("u1", "Müller e. V.", "Müller"), Partner("u2", "Mueller GmbH", "Muller")]
    plan = bielefeld.apply(Change(tuple(map(inserted, added)), ""))
    assert Names(plan).find(text) == partners.known(plan, text)


def test_cells_are_filled_in_one_step(bielefeld: Plan) -> None:
    first, second, third = bielefeld.measures(phase(bielefeld))[:3]
    change = edits.bulk_add.fill(
        bielefeld,
        "measure",
        [(first.id, {"period": "03/2017"}), (second.id, {"period": ""}), (third.id, {"period": "ab 05/2017"})],
    )
    assert change.label == "Zeitraum bei 2 Maßnahmen eingefügt"
    found = bielefeld.apply(change).measures(phase(bielefeld))[:3]
    assert [(one.start, one.end) for one in found] == [("2017-03", "2017-03"), (None, None), ("2017-05", None)]
    with pytest.raises(PlanError, match="Zeile 2"):
        edits.bulk_add.fill(bielefeld, "measure", [(first.id, {"period": "3/2017"}), (third.id, {"period": "bald"})])


def test_documents_are_added_once(bielefeld: Plan) -> None:
    measure = bielefeld.measures(phase(bielefeld))[0]
    plan = bielefeld.apply(edits.bulk_add.add_documents(bielefeld, measure.id, ["a.pdf", "b.pdf", "a.pdf"]))
    assert [one.target for one in plan.documents(measure.id)] == ["a.pdf", "b.pdf"]
    assert len(edits.bulk_add.add_documents(plan, measure.id, ["b.pdf", "c.pdf"]).rows) == 1
    with pytest.raises(PlanError, match="schon bei der Maßnahme"):
        edits.bulk_add.add_documents(plan, measure.id, ["b.pdf"])
