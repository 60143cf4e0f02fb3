"""The periods of measures and phases: what is stored of what was typed, what it follows, and what it is shown as."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits import reading, remarks
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, Measure, Phase, Project
from nrw_desktop.domain.queries import checks, due, invariants, period
from nrw_desktop.domain.queries.clipboard_rows import packed
from nrw_desktop.domain.text.points import PHASE_END, PROJECT_END, Point, before
from tests.domain.text.test_period_cases import CASES, at

YEAR_2018 = (Phase("p", order="a", title="Jahr", start="2018-01", end="2018-12"), Phase("q", order="b", title="Danach"))


def plan_with(*records: Phase | Measure, end: str | None = "2019-06") -> Plan:
    rows = [Project("x", end=end), *YEAR_2018, *records]
    return Plan.empty().apply(Change(tuple(inserted(row) for row in rows), "", "origin"))


def typed(text: str, measure: Measure | None = None, end: str | None = "2019-06") -> tuple[Plan, Measure]:
    plan = plan_with(measure or Measure("m", phase="p", text="Fachtagung"), end=end)
    plan = plan.apply(edits.measures.set_period(plan, "m", text))
    return plan, plan.get(Measure, "m")


@pytest.mark.parametrize(("text", "start", "end"), CASES)
def test_a_measure_takes_what_is_understood(text: str, start: str | None, end: str | None) -> None:
    plan, measure = typed(text)
    assert (period.point(measure, "start"), period.point(measure, "end")) == (at(start), at(end))
    assert measure.period_text in (None, " ".join(text.split()))
    assert list(invariants.breaches(plan)) == []


SHOWN = [
    ("08–10/2017", "08–10/2017", ""),
    ("August bis Oktober 2017", "08–10/2017", ""),
    ("ab Mai 2018", "ab 05/2018", ""),
    ("14.11.2018", "14.11.2018", ""),
    ("1.-3.7.2018", "01.–03.07.2018", ""),
    ("vom 1.7. bis 30.9.2018", "01.07.–30.09.2018", ""),
    ("20.12.2018 bis 6.1.2019", "20.12.2018–06.01.2019", ""),
    ("bis zum 30.9.2018", "bis 30.09.2018", ""),
    ("Juli 2018 bis 15.8.2018", "07/2018–15.08.2018", ""),
    ("Anfang 2018", "Anfang 2018", "01–04/2018"),
    ("ca. Mai 2018", "ca. Mai 2018", "05/2018"),
    ("2018", "2018", "01–12/2018"),
    ("Q3 2018", "Q3 2018", "07–09/2018"),
    ("KW 34/2018", "KW 34/2018", "20.–26.08.2018"),
    ("laufend", "laufend", ""),
    ("ab Mai 2018 fortlaufend", "ab Mai 2018 fortlaufend", "ab 05/2018"),
    ("14.11.", "14.11.", "14.11.2018"),
    ("Mittwoch, 14.11.2018, 15 Uhr", "Mittwoch, 14.11.2018, 15 Uhr", "14.11.2018"),
    ("Juli 2018 bis Projektende", "Juli 2018 bis Projektende", "07/2018–06/2019"),
    ("bis 2 Monate vor Projektende", "bis 2 Monate vor Projektende", "bis 04/2019"),
    ("nach Phase 1", "im Anschluss an Phase 1", "ab 01/2019"),
]


@pytest.mark.parametrize(("text", "cell", "read_as"), SHOWN)
def test_a_cell_shows_the_words_and_how_they_are_read(text: str, cell: str, read_as: str) -> None:
    plan, measure = typed(text)
    assert (period.cell(plan, measure), period.reading(plan, measure)) == (cell, read_as)
    # What is shown is not a change when it is left as it is, and reads back as the same where it is typed again.
    assert edits.measures.set_period(plan, "m", cell).rows == ()
    again, other = typed(cell)
    assert period.ends(again, other) == period.ends(plan, measure)


days = st.dates(dt.date(1900, 1, 1)).map(lambda date: Point(date.isoformat()[:7], day=date.day))
months = days.map(lambda day: Point(day.month))


@given(st.one_of(st.just(Point()), days, months), st.one_of(st.just(Point()), days, months))
def test_what_is_stored_reads_back(start: Point, end: Point) -> None:
    if before(end, start):
        start, end = end, start
    fields = {**period.stored("start", start), **period.stored("end", end)}
    plan = plan_with(Measure("m", phase="p", **fields))  # type: ignore[arg-type]
    measure = plan.get(Measure, "m")
    for text in (period.cell(plan, measure), period.wording(plan, measure), period.shown(plan, measure)):
        found = reading.measure_period(plan, "p", text)
        assert (found.start, found.end, found.words) == (start, end, "")


@pytest.mark.parametrize("text", ["heute", "in 2 Wochen", "ab sofort", "morgen bis Projektende"])
def test_words_that_count_from_today_are_not_kept(text: str) -> None:
    _plan, measure = typed(text, end=None)
    assert measure.period_text is None
    assert measure.start is not None
    assert measure.start_day is not None


def test_what_was_assumed_is_told() -> None:
    plan = plan_with(Measure("m", phase="p"))
    assert reading.note(plan, "measure", "m", "period", "14.11.") == "Ohne Jahr: als 14.11.2018 gelesen."
    assert reading.note(plan, "measure", "m", "period", "14.11.2018") == ""
    assert reading.note(plan, "measure", "m", "period", "bald") == ""
    assert reading.note(plan, "phase", "p", "period", "März bis Juli") == "Ohne Jahr: als März bis Juli 2018 gelesen."
    assert reading.note(plan, "cost", "c", "planned", "3*150") == "3 × 150,00 € = 450,00 €"
    assert reading.note(plan, "measure", "m", "note", "3*150") == ""


def test_one_end_in_a_column_of_its_own() -> None:
    plan, measure = typed("Ende 2018")
    for field, text in (("start", "14.11.2018"), ("end", "Projektende")):
        plan = plan.apply(edits.measures.set_field(plan, measure.id, field, text))
    measure = plan.get(Measure, "m")
    assert period.cell(plan, measure) == "14.11.2018 bis Projektende"
    assert measure.period_text is None
    with pytest.raises(PlanError, match="liegt vor dem Beginn"):
        edits.measures.set_field(plan, "m", "end", "10/2018")
    with pytest.raises(PlanError, match="nur mit dem ganzen Zeitraum"):
        edits.measures.set_field(plan, "m", "end_day", "3")


def test_a_measure_follows_the_project_and_a_phase() -> None:
    plan, measure = typed("im Anschluss an Phase 1 bis Projektende")
    assert (measure.start_rule, measure.start_phase, measure.start_offset) == (PHASE_END, "p", 1)
    assert (measure.end_rule, measure.end) == (PROJECT_END, None)
    plan = plan.apply(edits.project.set_field(plan, "x", "end", "12/2019"))
    plan = plan.apply(edits.phases.set_period(plan, "p", "Januar bis Mai 2018"))
    assert period.ends(plan, measure) == (Point("2018-06"), Point("2019-12"))
    assert due.of_measure(plan, measure) == due.Due("2019-12")
    with pytest.raises(PlanError, match="liegt vor dem Beginn"):
        edits.measures.set_period(plan, "m", "01/2019 bis Ende von Phase 1")


@pytest.mark.parametrize(
    "text",
    ["bis Phasenende", "bis zum Phasenende", "bis Ende der Phase", "bis zum Ende dieser Phase", "BIS PHASENENDE"],
)
def test_the_end_of_its_own_phase_is_known_by_its_number(text: str) -> None:
    """Words that meant another phase once the measure is moved would be false."""
    plan, measure = typed(f"03/2018 {text}")
    assert (measure.end_rule, measure.end_phase) == (PHASE_END, "p")
    shown = period.cell(plan, measure)
    plan = plan.apply(edits.measures.move(plan, ["m"], "q", 0))
    moved = plan.get(Measure, "m")
    assert (moved.phase, period.cell(plan, moved)) == ("q", shown)
    assert "Phase 1" in shown
    assert "asenende" not in (measure.period_text or "")


@pytest.mark.parametrize("text", ["bis Phasen\u00adende", "bis Ende\u00a0der Phase", "bis  Ende \n dieser Phase"])
def test_what_cannot_be_seen_does_not_hide_it(text: str) -> None:
    _plan, measure = typed(f"03/2018 {text}")
    assert (measure.end_rule, measure.end_phase) == (PHASE_END, "p")


@pytest.mark.parametrize("mark", ["\u2060", "\u00ad", "\u200b", "\ufeff ", ""])
def test_nor_the_number_of_another(mark: str) -> None:
    _plan, measure = typed(f"03/2018 bis Ende der Phase {mark}2".replace("Phase \u2060", "Phase\u2060 "))
    assert (measure.end_rule, measure.end_phase) == (PHASE_END, "q")


@pytest.mark.parametrize(
    "text", ["bis Ende der Phase zwei", "Phasenende von Phase 2", "Phasenende", "Ende der Phase Nr. 2"]
)
def test_a_refusal_quotes_what_was_typed(text: str) -> None:
    with pytest.raises(PlanError) as refused:
        typed(text)
    assert "Ende von Phase 1" not in str(refused.value)


@pytest.mark.parametrize(
    ("side", "text", "shown"),
    [
        ("start", "03/2018", "ab 03/2018"),
        ("start", "ab 03/2018", "ab 03/2018"),
        ("start", "2018", "ab 01/2018"),
        ("start", "Phasenende", "ab Ende von Phase 1"),
        ("start", "im Anschluss an Phase 1", "im Anschluss an Phase 1"),
        ("end", "07/2018", "bis 07/2018"),
        ("end", "bis 07/2018", "bis 07/2018"),
        ("end", "2018", "bis 12/2018"),
        ("end", "Projektende", "bis Projektende"),
        ("end", "Phasenende", "bis Ende von Phase 1"),
        ("end", "laufend", ""),
        ("end", "", ""),
    ],
)
def test_each_way_to_say_one_end(side: str, text: str, shown: str) -> None:
    plan = plan_with(Measure("m", phase="p", text="Fachtagung"))
    plan = plan.apply(edits.measures.set_field(plan, "m", side, text)) if text not in ("", "laufend") else plan
    assert reading.read(plan, "measure", side, text, "p") is not None
    assert period.cell(plan, plan.get(Measure, "m")) == shown


@pytest.mark.parametrize(
    ("side", "text"),
    [
        ("start", "03/2018 bis 07/2018"),
        ("end", "03/2018 bis 07/2018"),
        ("start", "bis 12/2018"),
        ("end", "ab 03/2018"),
        ("start", "laufend"),
    ],
)
def test_one_end_takes_nothing_of_the_other(side: str, text: str) -> None:
    """Half of it would be lost without a word, or an open measure get an end."""
    plan = plan_with(Measure("m", phase="p", text="Fachtagung"))
    with pytest.raises(PlanError, match="ist nicht nur ein"):
        reading.read(plan, "measure", side, text, "p")


def test_months_of_its_own_phase_may_be_counted() -> None:
    plan, measure = typed("2 Monate vor Phasenende bis Ende von Phase 1")
    assert period.ends(plan, measure) == (Point("2018-10"), Point("2018-12"))
    with pytest.raises(PlanError):
        edits.phases.set_period(plan, "p", "03/2018 bis Phasenende")


def test_a_phase_that_goes_leaves_its_months_to_the_measures_that_followed_it() -> None:
    other = Measure("o", phase="p", start_rule=PHASE_END, start_phase="p", end="2019-01")
    plan = plan_with(Measure("m", phase="q", start_rule=PHASE_END, start_phase="p", start_offset=1), other)
    change = edits.phases.remove(plan, "p")
    after = invariants.applied(plan, change)
    assert period.cell(after, after.get(Measure, "m")) == "ab 01/2019"
    assert after.find(Measure, "o") is None
    assert after.apply(Change(inverted(change.rows), "")) == plan


def test_a_measure_pasted_elsewhere_keeps_what_it_follows_or_gets_its_months() -> None:
    plan, _measure = typed("im Anschluss an Phase 1 bis Projektende")
    copied = packed(plan, "measure", ["m"])
    same = plan.apply(edits.paste.paste_measures(plan, copied, "", "q"))
    (pasted,) = same.measures("q")
    assert (pasted.start_rule, pasted.start_phase, pasted.end_rule) == (PHASE_END, "p", PROJECT_END)
    rows = [inserted(row) for row in (Project("y", end="2020-03"), Phase("z", title="Andere"))]
    elsewhere = Plan.empty().apply(Change(tuple(rows), "", "origin"))
    elsewhere = invariants.applied(elsewhere, edits.paste.paste_measures(elsewhere, copied, "", "z"))
    (pasted,) = elsewhere.measures("z")
    assert period.ends(elsewhere, pasted) == (Point("2019-01"), Point("2020-03"))
    assert (pasted.start_rule, pasted.end_rule) == (None, PROJECT_END)


def test_a_period_that_could_not_follow_is_told() -> None:
    plan, _measure = typed("01/2018 bis Ende von Phase 1")
    copied = packed(plan, "measure", ["m"])
    assert remarks.of_parcel(plan, copied, edits.paste.paste_measures(plan, copied, "", "q")) == ""
    elsewhere = Plan.empty().apply(Change((inserted(Project("y")), inserted(Phase("z", title="Andere"))), "", "origin"))
    told = remarks.of_parcel(elsewhere, copied, edits.paste.paste_measures(elsewhere, copied, "", "z"))
    assert told == "1 Zeitraum richtete sich nach einer Phase des anderen Plans und hat jetzt den Monat, der dort galt."


@pytest.mark.parametrize(
    ("fields", "is_whole"),
    [
        ({"start": "2018-02", "start_day": 28}, True),
        ({"start": "2018-02", "start_day": 29}, False),
        ({"start": "2020-02", "start_day": 29}, True),
        ({"end": "2018-04", "end_day": 31}, False),
        ({"end_day": 1}, False),
        ({"end_day": 32, "end": "2018-01"}, False),
        ({"end_day": 0, "end": "2018-01"}, False),
        ({"end_day": "1", "end": "2018-01"}, False),
        ({"end_day": 10**20, "end": "2018-01"}, False),
    ],
)
def test_a_day_is_one_of_its_month(fields: dict[str, object], is_whole: bool) -> None:
    for record in (Measure("m", phase="p", **fields), Phase("r", title="R", **fields)):  # type: ignore[arg-type]
        plan = plan_with(record)
        assert (not list(invariants.breaches(plan))) == is_whole
        look = invariants.Look()
        for table, rows in ((table, rows) for table, rows in plan.rows.items() if rows):
            look.at(table, {name: [getattr(row, name) for row in rows.values()] for name in FIELDS[table]})
        assert look.finds(plan) != is_whole


def test_a_day_that_is_over_is_past_before_its_month() -> None:
    plan, measure = typed("14.11.2018")
    assert due.of_measure(plan, measure) == due.Due("2018-11-14")
    assert due.is_overdue(plan, measure, dt.date(2018, 11, 15))
    assert not due.is_overdue(plan, measure, dt.date(2018, 11, 14))
    assert due.Due("2018-11-30").order < due.Due("2018-11").order < due.Due("2018-12-01").order


def test_months_and_days_are_compared_with_those_of_the_phase() -> None:
    phase = Phase("r", order="c", title="R", start="2018-07", start_day=15, end="2018-09")
    for text, outside in (("07/2018", False), ("14.7.2018", True), ("15.7.2018", False), ("1.10.2018", True)):
        plan = plan_with(phase, Measure("m", phase="r", text="Fachtagung"))
        plan = plan.apply(edits.measures.set_period(plan, "m", text))
        kinds = {gap.kind for gap in checks.gaps(plan, dt.date(2018, 1, 1)) if gap.record.id == "m"}
        assert ("not_within_phase" in kinds) == outside, text


def test_a_list_is_read_as_if_each_row_had_been_typed() -> None:
    plan = plan_with()
    rows = [{"text": "A", "period": "14.11."}, {"text": "B", "start": "1.7.2018", "end": "Projektende"}]
    plan = plan.apply(edits.bulk_add.add_measures(plan, "p", rows))
    one, two = plan.measures("p")
    assert (one.start, one.start_day, one.period_text) == ("2018-11", 14, "14.11.")
    assert period.cell(plan, two) == "1.7.2018 bis Projektende"
    plan = plan.apply(edits.bulk_add.fill(plan, "measure", [(two.id, {"period": "Anfang 2018"})]))
    assert period.cell(plan, plan.get(Measure, two.id)) == "Anfang 2018"
    with pytest.raises(PlanError, match=r"Zeile 2 der Liste.*liegt vor dem Beginn"):
        edits.bulk_add.add_measures(plan, "p", [{"text": "A"}, {"text": "B", "start": "1.8.2018", "end": "07/2018"}])


def test_a_phase_shows_what_its_words_mean() -> None:
    plan = plan_with()
    for text, shown in (
        ("Anfang 2018 bis Projektende", "Anfang 2018 bis Projektende (01/2018 bis 06/2019)"),
        ("14.11.2018", "14.11.2018"),
        ("Q3 2018", "Q3 2018 (07/2018 bis 09/2018)"),
        ("bis Mitte 2018", "bis Mitte 2018 (bis 08/2018)"),
        ("1.7.2018 bis Projektende", "1.7.2018 bis Projektende (06/2019)"),
    ):
        after = plan.apply(edits.phases.set_period(plan, "p", text))
        assert period.shown(after, after.phases[0]) == shown
        assert edits.phases.set_period(after, "p", shown).rows == ()
        again = after.apply(edits.phases.set_period(after, "p", f" {shown}"))
        assert again.phases[0] == after.phases[0]
