"""The JSON that other programs build on: the seed plan to the letter, and what the keys mean."""

import json
from pathlib import Path
from typing import Any

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Alias, Contact, Deadline, FundingYear, Record
from nrw_desktop.exchange.plan_json import plan_json, plan_object
from nrw_desktop.exchange.plan_text import plan_text

GOLDEN = Path(__file__).parent.parent / "data" / "bielefeld.json"

KEYS = {
    "": ["project", "phases", "partners", "set_aside", "bodies", "meetings", "tasks", "topics"],
    "project": [
        "heading",
        "title",
        "introduction",
        "lead",
        "end",
        "municipality",
        "programme",
        "funding_notice",
        "deadlines",
        "funding",
        "year_texts",
    ],
    "deadlines": ["what", "date"],
    "funding": ["year", "cap", "own_share"],
    "year_texts": ["year", "introduction", "course", "difficulties", "outlook"],
    "phases": ["number", "title", "period", "measures", "goals", "partners"],
    "period": [
        "start",
        "end",
        "open_end",
        "start_derived",
        "text",
        "start_follows",
        "end_follows",
        "start_day",
        "end_day",
    ],
    "end_follows": ["phase", "months"],
    "start_follows": ["phase", "months"],
    "measures": [
        "text",
        "status",
        "start",
        "end",
        "responsible",
        "note",
        "short",
        "target_group",
        "place",
        "field_of_action",
        "participants_expected",
        "participants_actual",
        "priority",
        "result",
        "deviation",
        "costs",
        "decisions",
        "documents",
        "goals",
        "partners",
        "period_text",
        "start_follows",
        "end_follows",
        "start_day",
        "end_day",
    ],
    "costs": ["year", "planned", "actual"],
    "decisions": ["body", "date", "text", "votes_for", "votes_against", "abstained", "reference"],
    "agenda/decisions": ["body", "date", "text", "votes_for", "votes_against", "abstained", "reference", "measures"],
    "bodies": ["name", "quorum", "members"],
    "meetings": [
        *("title", "date", "time", "place", "chair", "minutes_by", "state", "reopened", "body", "attendance", "agenda"),
    ],
    "attendance": ["who", "state", "named"],
    "agenda": ["number", "title", "text", "minutes", "about", "decisions", "tasks"],
    "topics": ["number", "title", "text", "minutes", "about"],
    "tasks": ["text", "until", "done_on", "who", "measure", "phase"],
    "tasks/measure": ["phase", "measure"],
    "decisions/measures": ["phase", "measure"],
    "documents": ["title", "target"],
    "measures/goals": ["phase", "goal"],
    "goals": ["style", "items"],
    "children": ["style", "items"],
    "items": ["text", "children", "indicator", "unit", "baseline", "target", "actual", "step", "reached", "remark"],
    "partners": ["name", "abbreviation", "aliases", "expansion", "kind", "remark", "joined_in"],
    "phases/partners": ["refers_to", "wording", "emphasis", "named", "text", "effective"],
    "emphasis": ["joined_in"],
    "set_aside": ["rule", "about", "aspect", "reason"],
}


def test_the_seed_plan_to_the_letter(bielefeld: Plan) -> None:
    assert plan_json(bielefeld) == GOLDEN.read_bytes()


def check_keys(value: Any, name: str, within: str) -> None:
    if isinstance(value, list):
        for item in value:
            check_keys(item, name, within)
    elif isinstance(value, dict):
        assert list(value) == KEYS.get(f"{within}/{name}", KEYS.get(name)), name
        for key, inner in value.items():
            check_keys(inner, key, name)


def test_the_keys_are_in_the_order_promised(bielefeld: Plan) -> None:
    check_keys(json.loads(plan_json(bielefeld)), "", "")


def test_umlauts_are_as_they_are(bielefeld: Plan) -> None:
    content = plan_json(bielefeld)
    assert "Öffentlichkeitsarbeit".encode() in content
    assert b"\\u" not in content
    assert content.endswith(b"}\n")


def test_an_open_end_is_resolved_and_stays_open(bielefeld: Plan) -> None:
    plan = bielefeld.apply(edits.project.set_field(bielefeld, "", "end", "2023-12"))
    found = plan_object(plan)
    assert found["project"]["end"] == "2023-12"
    assert found["phases"][3]["period"] == {
        "start": "2018-07",
        "end": "2023-12",
        "open_end": True,
        "start_derived": True,
        "text": "Juli bis Projektende",
        "start_follows": None,
        "end_follows": {"phase": None, "months": 0},
        "start_day": None,
        "end_day": None,
    }
    assert [phase["period"]["end"] for phase in found["phases"][:3]] == ["2017-07", "2017-12", "2018-06"]


def test_what_was_entered_is_told(bielefeld: Plan) -> None:
    key = bielefeld.measures(bielefeld.phases[0].id)[0].id
    plan = bielefeld
    for field, value in (("status", "done"), ("start", "2017-03"), ("responsible", "MBR"), ("note", "„gut“")):
        plan = plan.apply(edits.measures.set_field(plan, key, field, value))
    measure = plan_object(plan)["phases"][0]["measures"][0]
    assert {key: measure[key] for key in KEYS["measures"][:6]} == {
        "text": "Ausschreibung einer Fachstelle",
        "status": "done",
        "start": "2017-03",
        "end": None,
        "responsible": "MBR",
        "note": "„gut“",
    }


def test_the_texts_of_each_year_are_told(bielefeld: Plan) -> None:
    parts, plan = edits.detail_rows.YEAR_TEXTS, bielefeld
    for year in ("2018", "2017"):
        plan = plan.apply(parts.add(plan, None, year))
    plan = plan.apply(parts.set_field(plan, plan.year_texts[1].id, "course", "Eins\n\nZwei"))
    found = plan_object(plan)["project"]["year_texts"]
    assert [texts["year"] for texts in found] == [2017, 2018]
    assert found[1] == {
        "year": 2018, "introduction": None, "course": "Eins\n\nZwei", "difficulties": None, "outlook": None
    }  # fmt: skip
    check_keys(found, "year_texts", "project")


def test_what_is_set_aside_is_told(bielefeld: Plan) -> None:
    phase = bielefeld.phases[0]
    owner = next(one for one in bielefeld.phases if bielefeld.goals(one.id))
    one, other = bielefeld.partners[:2]
    rows = (Contact("c", one.id, "Frau A."), Deadline("d", "Bericht"), FundingYear("f", 2018), Alias("a", one.id, "X"))
    plan = bielefeld.apply(Change(tuple(map(inserted, rows)), "Test"))
    goal = plan.goals(owner.id)[0]
    abouts: list[tuple[Record | None, Any]] = [
        (None, None),
        (phase, {"phase": 1}),
        (plan.measures(phase.id)[1], {"phase": 1, "measure": 2}),
        (goal, {"phase": plan.number(owner.id), "goal": "1"}),
        (one, {"partner": one.name}),
        (rows[0], {"contact_of": one.name}),
        (rows[1], {"deadline": "Bericht"}),
        (rows[2], {"funding_year": 2018}),
        (rows[3], {"table": "alias"}),
    ]
    for record, about in abouts:
        aspect = other.id if record is one else "planned" if record is rows[2] else None
        aside = edits.set_asides.set_aside(plan, "overdue", record, "„gut“", aspect)
        told = plan_object(plan.apply(aside))["set_aside"]
        named = other.name if record is one else aspect
        assert told == [{"rule": "overdue", "about": about, "aspect": named, "reason": "„gut“"}]


def test_a_plan_without_phases(bielefeld: Plan) -> None:
    plan = bielefeld
    for phase in bielefeld.phases:
        plan = plan.apply(edits.phases.remove(plan, phase.id))
    assert plan_object(plan)["phases"] == []
    assert "Noch keine Phase." in plan_text(plan)


def test_the_plan_as_text(bielefeld: Plan) -> None:
    plan = bielefeld.apply(edits.project.set_field(bielefeld, "", "end", "2018-12"))
    plan = plan.apply(edits.phases.add(plan, "Leer"))
    text = plan_text(plan)
    for line in (
        "Federführung: Kommunales Integrationszentrum Bielefeld",
        "Projektende: Dezember 2018",
        "Phase 1: Analyse der Ausgangssituation",
        "Maßnahmen: 0 von 6 Maßnahmen abgeschlossen",
        "  • Öffentlichkeitsarbeit (geplant)",
        "  2. Bestandsaufnahme des Ist-Zustandes in Bielefeld",
        "    • Bündelung der bestehenden relevanten Dokumentationen",
        "Zeitraum: Juli bis Projektende (12/2018) (Beginn 07/2018 erschlossen)",
        "Kooperationspartner (19): Siehe Phase 3",
        "Kooperationspartner (0): noch keine genannt",
        "19 Kooperationspartner im Verzeichnis.",
    ):
        assert line in text.splitlines()
    assert max(map(len, text.splitlines())) <= 88
