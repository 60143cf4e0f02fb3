"""What a plan still lacks: each kind where it is and where it is not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Body, BodyMember, Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    Contact,
    Cost,
    Deadline,
    Decision,
    Distinct,
    FundingYear,
    Goal,
    Measure,
    MeasureGoal,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    SetAside,
    link_id,
    set_aside_id,
)
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END

TODAY = dt.date(2018, 7, 15)


def complete() -> list[Record]:
    """A small plan to which nothing is lacking on TODAY."""
    return [
        Project("project", title="Konzept", end="2018-12"),
        Phase("one", "a", "Analyse", "2018-01", "2018-06"),
        Phase("two", "b", "Umsetzung", "2018-07", None, PROJECT_END, refers_to="one"),
        Partner("kita", "Kita"),
        Mention("one+kita", "one", "kita", "a"),
        Contact("contact", "kita", "Frau A.", retain_until="2018-07-15"),
        Goal("goal", "one", None, "a", "Alle wissen Bescheid", indicator="Umfrage"),
        Goal("goal2", "two", None, "a", "Alle machen mit", indicator="Zählung"),
        Measure("past", "one", "a", text="Umfrage", status="done", start="2018-01", end="2018-06"),
        Measure("now", "two", "a", text="Fachtagung", status="running", start="2018-07", end="2018-07"),
        MeasureGoal(link_id("past", "goal"), "past", "goal"),
        MeasureGoal(link_id("now", "goal2"), "now", "goal2"),
        Deadline("deadline", "Verwendungsnachweis", "2018-08-15"),
        Deadline("open", "Zwischenbericht", None),
        FundingYear("year", 2018, 7_000_000),
        FundingYear("uncapped", 2019),
        Cost("cost", "past", 2018, 3_000_000, 4_000_000),
        Cost("cost2", "now", 2018, 4_000_000, 3_000_000),
        Cost("cost3", "now", 2019, 9_000_000, 9_000_000),
    ]


def meeting(**changed: Any) -> list[Record]:
    """A meeting with a task; five of its body's three needed members came, and voted."""
    date = changed.pop("date", "2018-06-04")
    votes = changed.pop("votes", 5)
    came = changed.pop("came", 5)
    names = [f"Frau {letter}." for letter in "ABCDE"]
    return [
        Body("body", "Steuerungskreis", 3),
        *(BodyMember(f"b{name}", "body", None, name) for name in names),
        Meeting("meeting", "body", "Steuerungskreis", date),
        *(
            Attendance(f"a{name}", "meeting", None, name, "came" if number < came else "excused")
            for number, name in enumerate(names)
        ),
        AgendaItem("item", "meeting", None, "a", "Fachtagung"),
        Decision("vote", None, "Steuerungskreis", date, "Sie findet statt.", "item", votes, 0, None),
        Task("task", "Saal mieten", **{"partner": "kita", "until": "2018-07-15", "agenda_item": "item", **changed}),
    ]


def plan_with(*more: Record, without: tuple[str, ...] = (), **changed: dict[str, Any]) -> Plan:
    rows = [record for record in complete() if record.id not in without]
    plan = Plan.empty().apply(Change(tuple(inserted(record) for record in (*rows, *more)), "Test"))
    by_id = {record.id: record for record in rows}
    return plan.apply(
        Change(tuple(row for key, values in changed.items() for row in updated(by_id[key], **values)), "Test")
    )


def found(plan: Plan) -> list[tuple[str, str, str]]:
    return [(gap.kind, gap.record.id, gap.text) for gap in checks.gaps(plan, TODAY)]


def test_a_complete_plan_has_no_gaps() -> None:
    assert found(plan_with()) == []
    assert found(plan_with(*meeting())) == []
    assert found(plan_with(*meeting(until="2018-07-14", done_on="2018-07-15"))) == []


GAPS: dict[str, tuple[Plan, str, str]] = {
    "overdue": (
        plan_with(past={"status": "planned"}),
        "past",
        "„Umfrage“ sollte bis Juni 2018 fertig sein und ist geplant.",
    ),
    "overdue, running": (
        plan_with(past={"status": "running"}),
        "past",
        "„Umfrage“ sollte bis Juni 2018 fertig sein und läuft noch.",
    ),
    "overdue, by its phase": (
        plan_with(past={"status": "planned", "start": None, "end": None}),
        "past",
        "„Umfrage“ sollte bis Juni 2018 fertig sein (nach Phase 1) und ist geplant.",
    ),
    "task_overdue": (
        plan_with(*meeting(until="2018-07-14")),
        "task",
        "„Saal mieten“ war bis 14.07.2018 zu erledigen (Kita).",
    ),
    "meeting_without_date": (
        plan_with(*meeting(date=None)),
        "meeting",
        "„Steuerungskreis“ hat noch kein Datum.",
    ),
    "odd_vote": (
        plan_with(*meeting(votes=6)),
        "vote",
        "„Sie findet statt.“: 6 Stimmen, aber nur 5 Personen anwesend.",
    ),
    "odd_vote, quorum": (
        plan_with(*meeting(votes=2, came=2)),
        "vote",
        "„Sie findet statt.“: beschlossen, aber nur 2 Mitglieder anwesend, beschlussfähig ab 3.",
    ),
    "odd_task": (
        plan_with(*meeting(until="2018-06-03", done_on="2018-06-02")),
        "task",
        "„Saal mieten“ ist bis 03.06.2018 fällig, vor der Sitzung am 04.06.2018.",
    ),
    "deadline": (
        plan_with(deadline={"date": "2018-07-14"}),
        "deadline",
        "„Verwendungsnachweis“ war am 14.07.2018 fällig.",
    ),
    "deadline, today": (
        plan_with(deadline={"date": "2018-07-15"}),
        "deadline",
        "„Verwendungsnachweis“ ist heute fällig, am 15.07.2018.",
    ),
    "deadline, in thirty days": (
        plan_with(deadline={"date": "2018-08-14"}),
        "deadline",
        "„Verwendungsnachweis“ ist in 30 Tagen fällig, am 14.08.2018.",
    ),
    "too_expensive": (
        plan_with(cost={"planned": 3_250_050}),
        "year",
        "2018: geplant sind 72.500,50 €, 2.500,50 € mehr als der Höchstbetrag von 70.000,00 €.",
    ),
    "too_expensive, spent": (
        plan_with(cost2={"actual": 3_000_001}),
        "year",
        "2018: ausgegeben sind 70.000,01 €, 0,01 € mehr als der Höchstbetrag von 70.000,00 €.",
    ),
    "kept_too_long": (
        plan_with(contact={"retain_until": "2018-07-14"}),
        "contact",
        "Der Kontakt bei „Kita“ war bis 14.07.2018 aufzubewahren.",
    ),
    "undecided": (
        plan_with(now={"note": "Anmerkung\nBeim Zusammenführen offen geblieben: Status: hier „läuft“."}),
        "now",
        "„Fachtagung“: Status: hier „läuft“.",
    ),
    "undecided, at a partner": (
        plan_with(kita={"remark": "nett; Beim Zusammenführen offen geblieben: Name."}),
        "kita",
        "„Kita“: Name.",
    ),
    "after_the_end": (
        plan_with(project={"end": "2018-06"}, two={"end_rule": None}, now={"start": None, "end": None}),
        "two",
        "Phase 2 „Umsetzung“ beginnt 07/2018, nach dem Projektende 06/2018.",
    ),
    "odd_period, end": (
        plan_with(two={"end_rule": None, "end": "2018-06"}, now={"start": None, "end": None, "status": "done"}),
        "two",
        "Phase 2 „Umsetzung“ endet 06/2018, vor dem Beginn 07/2018.",
    ),
    "odd_period, order": (
        plan_with(one={"start": "2018-08", "end": None}, past={"start": None, "end": None}),
        "two",
        "Phase 2 „Umsetzung“ beginnt 07/2018, früher als Phase 1 davor (08/2018).",
    ),
    "odd_period, circle": (
        plan_with(two={"end_rule": PHASE_END, "end_phase": "two", "end": None}, now={"start": None, "end": None}),
        "two",
        "Phase 2 „Umsetzung“: Das Ende hängt von sich selbst ab.",
    ),
    "odd_months": (
        plan_with(past={"start": "2018-05", "end": "2018-04"}),
        "past",
        "„Umfrage“ endet 04/2018, vor dem Beginn 05/2018.",
    ),
    "not_within_phase": (
        plan_with(past={"start": "2017-12"}),
        "past",
        "„Umfrage“ (12/2017–06/2018) liegt nicht im Zeitraum von Phase 1 (01–06/2018).",
    ),
    "not_within_phase, which follows": (
        plan_with(now={"end": "2019-01"}),
        "now",
        "„Fachtagung“ (07/2018–01/2019) liegt nicht im Zeitraum von Phase 2 (07–12/2018).",
    ),
    "refers_forward": (
        plan_with(one={"refers_to": "two"}, two={"refers_to": None}),
        "one",
        "Phase 1 „Analyse“ verweist auf Phase 2, die später kommt.",
    ),
    "refers_forward, to itself": (
        plan_with(two={"refers_to": "two"}),
        "two",
        "Phase 2 „Umsetzung“ verweist auf Phase 2, also auf sich selbst.",
    ),
    "without_period": (
        plan_with(two={"start": None, "end_rule": None}),
        "two",
        "Phase 2 „Umsetzung“ hat noch keinen Zeitraum.",
    ),
    "without_measures": (
        plan_with(without=("now", "now+goal2", "cost2", "cost3")),
        "two",
        "Phase 2 „Umsetzung“ hat noch keine Maßnahmen.",
    ),
    "without_goals": (
        plan_with(MeasureGoal("now+goal", "now", "goal"), without=("goal2", "now+goal2")),
        "two",
        "Phase 2 „Umsetzung“ hat noch keine Ziele.",
    ),
    "without_goal": (plan_with(without=("now+goal2",)), "now", "„Fachtagung“ dient noch keinem Ziel."),
    "without_indicator": (
        plan_with(Goal("nested", "one", "goal", "a", "Auch die Eltern")),
        "nested",
        "„Auch die Eltern“ hat noch keinen Indikator.",
    ),
    "spelt_alike": (
        plan_with(Partner("twin", "Ki-Ta"), Mention("one+twin", "one", "twin", "b")),
        "kita",
        "„Kita“ und „Ki-Ta“ sind vielleicht dasselbe: nur anders geschrieben.",
    ),
    "named_nowhere": (
        plan_with(Partner("club", "Verein", joined_phase="one")),
        "club",
        "„Verein“ wird in keiner Phase genannt.",
    ),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_gap_is_found_and_nothing_else(name: str) -> None:
    plan, key, text = GAPS[name]
    assert found(plan) == [(name.partition(",")[0], key, text)]


def told(gaps: Iterable[checks.Gap]) -> list[tuple[object, ...]]:
    """Gaps with their sentences, which are made when they are read."""
    return [(*gap._replace(said=gap.text),) for gap in gaps]


@pytest.mark.parametrize("name", GAPS)
def test_a_case_that_is_set_aside_is_left_out_and_can_be_asked_for(name: str) -> None:
    plan, *_ = GAPS[name]
    (gap,) = checks.gaps(plan, TODAY)
    for record in (gap.record, None):
        aspect = gap.aspect if record else None
        without = plan.apply(edits.set_asides.set_aside(plan, gap.kind, record, "weil", aspect))
        (aside,) = without.all(SetAside).values()
        assert found(without) == []
        assert told(checks.gaps(without, TODAY, with_aside=True)) == told([gap._replace(aside=aside)])
        (group,) = checks.grouped(checks.gaps(without, TODAY, with_aside=True))
        assert (group.gaps, told(group.aside)) == ((), told([gap._replace(aside=aside)]))


def several() -> list[tuple[Plan, str]]:
    """Plans in which a rule finds two things at one record."""
    circle = {"end_rule": PHASE_END, "end_phase": "two", "end": None}
    return [
        (plan_with(cost={"planned": 9_000_000}, cost2={"actual": 9_000_000}), "year"),
        (plan_with(two={**circle, "start": "2017-07"}, now={"start": None, "end": None}), "two"),
        (plan_with(Partner("twin", "Ki-Ta"), Partner("twin2", "Kita."), *(
            Mention(f"one+{key}", "one", key, key) for key in ("twin", "twin2")
        )), "kita"),
        (plan_with(now={"note": "\n".join(f"Beim Zusammenführen offen geblieben: {one}." for one in "AB")}), "now"),
    ]  # fmt: skip


@pytest.mark.parametrize(("plan", "key"), several())
def test_something_new_at_the_same_record_is_still_shown(plan: Plan, key: str) -> None:
    one, other = (gap for gap in checks.gaps(plan, TODAY) if gap.record.id == key)
    assert one.kind == other.kind
    plan = plan.apply(edits.set_asides.set_aside(plan, one.kind, one.record, None, one.aspect))
    gaps = told(checks.gaps(plan, TODAY))
    assert told([other])[0] in gaps
    assert told([one])[0] not in gaps
    # Another rule is not meant either.
    plan = plan_with(past={"status": "planned"}, without=("past+goal",))
    plan = plan.apply(edits.set_asides.set_aside(plan, "overdue", plan.get(Measure, "past")))
    assert [kind for kind, *_ in found(plan)] == ["without_goal"]


def test_what_a_rule_sets_aside_hides_no_other_record(bielefeld: Plan) -> None:
    gaps = checks.gaps(bielefeld, TODAY)
    plan = bielefeld.apply(edits.set_asides.set_aside(bielefeld, "overdue", gaps[0].record))
    aside = SetAside(set_aside_id("without_heart"), "without_heart")
    plan = plan.apply(Change((inserted(aside),), "Test"))
    assert told(checks.gaps(plan, TODAY)) == told(gaps[1:])
    overdue = checks.grouped(checks.gaps(plan, TODAY, with_aside=True))[0]
    assert (len(overdue.gaps), len(overdue.aside)) == (11, 1)
    assert (overdue.kind, overdue.title) == ("overdue", "Überfällige Maßnahmen")
    assert told(overdue.gaps) == told(gaps[1:12])


def test_each_kind_has_a_case() -> None:
    assert list(dict.fromkeys(check.kind for check in checks.CHECKS)) == list(checks.TITLES)
    assert {name.partition(",")[0] for name in GAPS} == set(checks.TITLES)


@pytest.mark.parametrize("status", ["done", "postponed", "dropped"])
def test_what_nobody_waits_for_is_not_overdue(status: str) -> None:
    assert found(plan_with(past={"status": status})) == []


def test_a_measure_that_was_dropped_needs_no_goal() -> None:
    assert found(plan_with(now={"status": "dropped"}, without=("now+goal2",))) == []


def test_a_measure_without_months_or_in_a_phase_without_any_is_never_outside() -> None:
    assert found(plan_with(past={"start": None, "end": None})) == []
    plan = plan_with(one={"start": None, "end": "2018-06"}, past={"start": "1999-01"})
    assert found(plan) == []


def test_partners_that_were_told_apart_are_no_gap() -> None:
    twins = (Partner("twin", "Ki-Ta"), Mention("one+twin", "one", "twin", "b"))
    assert found(plan_with(*twins, Distinct(link_id("kita", "twin"), "kita", "twin"))) == []


def test_the_window_goes_on_while_a_large_register_is_compared(bielefeld: Plan) -> None:
    rows = tuple(inserted(Partner(f"p{n}", name=f"Grundschule {n}")) for n in range(60))
    plan = bielefeld.apply(Change(rows, "Test"))
    assert len(list(checks.pieces(plan, TODAY))) >= len(plan.partners)


def test_the_seed_lacks_what_its_document_does_not_say(bielefeld: Plan) -> None:
    kinds = [gap.kind for gap in checks.gaps(bielefeld, TODAY)]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "overdue": 12,
        "without_goal": 14,
        "without_indicator": 13,
    }


def test_gaps_come_kind_by_kind(bielefeld: Plan) -> None:
    plan = bielefeld.apply(edits.partners.add(bielefeld, "Verein"))
    plan = plan.apply(edits.phases.add(plan, "Neu"))
    kinds = list(dict.fromkeys(gap.kind for gap in checks.gaps(plan, TODAY)))
    assert kinds == [kind for kind in checks.TITLES if kind in kinds]
    assert "named_nowhere" in kinds


def test_pieces_are_all_there_is(bielefeld: Plan) -> None:
    phase = bielefeld.phases[0].id
    rows = tuple(inserted(Measure(f"m{n}", phase, f"{n:06}", text=f"Maßnahme {n}")) for n in range(1_001))
    plan = bielefeld.apply(Change(rows, "Test"))
    in_pieces = list(checks.pieces(plan, TODAY))
    assert len(in_pieces) > 5
    assert told(checks.ordered(gap for piece in in_pieces for gap in piece)) == told(checks.gaps(plan, TODAY))
    # The new ones serve no goal, and are due with their phase, as 12 of the seed are.
    assert len(checks.gaps(plan, TODAY)) == 12 + 14 + 13 + 2 * 1_001
