"""Moving ends of periods: the words that come of it, what is asked, and that a move is what typing these words is."""

import datetime as dt

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.period_moves import Edge, handle, move, preview
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Project
from nrw_desktop.domain.queries import invariants, period
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.domain.text.points import Point, before
from tests.domain.edits.test_periods import typed
from tests.domain.text.test_period_cases import CASES

Record = Phase | Measure
EDGES = st.sampled_from(["start", "end", "both"])
FOLLOWING = [
    "03/2018 bis Projektende", "bis 2 Monate vor Projektende", "14.3.2018 bis 1 Monat nach Projektende",
    "im Anschluss an Phase 1 bis Projektende", "nach Phase 1", "2 Monate nach Ende von Phase 1 bis Projektende",
    "ab Mai 2018 fortlaufend", "bis 30.9.2018", "Juli bis Projektende", "14.7. bis Projektende", "laufend",
]  # fmt: skip
WORDS = [text for text, _, _ in CASES] + FOLLOWING
_ALONE = Phase("p", "a", "Vorbereitung", start="2018-01", end="2018-02")


def plan_of(text: str, of_phase: bool, end: str | None) -> tuple[Plan, Record]:
    """A plan with a measure or a phase whose period was typed so."""
    owner = Phase("q", "b", "Umsetzung")
    record: Record = owner if of_phase else Measure("m", phase="q", text="Fachtagung")
    rows = [Project("x", end=end), _ALONE, *dict.fromkeys((owner, record))]
    plan = Plan.empty().apply(Change(tuple(map(inserted, rows)), "", "origin"))
    plan = plan.apply(edits.setter("phase" if of_phase else "measure")(plan, record.id, "period", text))
    return plan, plan.get(type(record), record.id)


def points(plan: Plan, record: Record) -> tuple[Point, Point]:
    record = plan.get(type(record), record.id)
    return period.point(record, "start"), period.point(record, "end")


def has_late_day(record: Record) -> bool:
    return max(record.start_day or 0, record.end_day or 0) > 28


MOVES = [
    # Months by months, days by days; a year that both ends share stands once.
    ("03/2018 bis 07/2018", "end", 2, "März bis September 2018", "Ende von ‚Fachtagung‘ auf September 2018 verschoben"),
    ("03/2018 bis 07/2018", "both", 6, "September 2018 bis Januar 2019", None),
    ("14.11.2018", "end", 5, "14.11.2018 bis 19.11.2018", "Ende von ‚Fachtagung‘ auf den 19.11.2018 verschoben"),
    ("14.11.2018", "both", 20, "4.12.2018", "Zeitraum von ‚Fachtagung‘ verschoben: 4.12.2018"),
    ("15.7.2018 bis September 2018", "start", -20, "25.6.2018 bis September 2018", None),
    ("15.7.2018 bis September 2018", "both", 2, "15.9.2018 bis November 2018", None),
    ("31.7.2018 bis September 2018", "both", 2, "30.9.2018 bis November 2018", None),
    ("bis 30.9.2018", "both", 1, "bis 1.10.2018", None),
    # Words become months; what does not move is read as before.
    ("Ende 2018", "end", 3, "September 2018 bis März 2019", None),
    ("Anfang 2018 bis Mai 2018", "end", 1, "Januar bis Juni 2018", None),
    ("KW 34/2018", "both", 7, "27.8.2018 bis 2.9.2018", None),
    ("ab Mai 2018 fortlaufend", "both", 2, "ab Juli 2018", None),
    # What says a distance changes it.
    ("03/2018 bis 2 Monate vor Projektende", "end", 1, "März 2018 bis 1 Monat vor Projektende",
     "Ende von ‚Fachtagung‘ verschoben: 1 Monat vor Projektende"),
    ("03/2018 bis 2 Monate vor Projektende", "both", 2, "Mai 2018 bis Projektende", None),
    ("ab 2 Monate nach Ende von Phase 1", "start", -1, "im Anschluss an Phase 1",
     "Beginn von ‚Fachtagung‘ verschoben: im Anschluss an Phase 1"),
    ("03/2018 bis 07/2018", "end", 0, "März bis Juli 2018", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edge", "steps", "words", "label"), MOVES)
def test_a_move_makes_the_words_a_person_would_type(
    text: str, edge: Edge, steps: int, words: str, label: str | None
) -> None:
    plan, measure = typed(text)
    moved = preview(plan, measure, edge, steps)
    change = move(plan, measure, edge, steps)
    plan = plan.apply(change)
    assert (moved.steps, moved.text, moved.asks) == (steps, words, False)
    assert words == period.wording(plan, plan.get(Measure, "m"))
    assert label is None or label_text(change, plan) == label


@pytest.mark.parametrize(
    ("text", "edge", "question", "fixed", "loose"),
    [
        ("03/2018 bis Projektende", "end", "Das Ende folgt dem Projektende. Soll es", "festes Ende: Juli 2019",
         "1 Monat nach Projektende"),
        ("bis Phasenende", "end", "Das Ende folgt dem Ende von Phase 1. Soll es", "festes Ende: Januar 2019",
         "1 Monat nach Ende von Phase 1"),
        ("nach Phase 1", "start", "Der Beginn folgt dem Ende von Phase 1. Soll er", "fester Beginn: Februar 2019",
         "2 Monate nach Ende von Phase 1"),
        ("ab Mai 2018", "end", "Das Ende ist offen.", "festes Ende: Januar 2019", "bleibt offen"),
        ("bis 30.9.2018", "start", "Der Beginn ist offen.", "fester Beginn: Februar 2018", "bleibt offen"),
        ("03/2018 bis Projektende", "both", "Das Ende folgt dem Projektende. Soll es",
         "fester Zeitraum: April 2018 bis Juli 2019", "April 2018 bis 1 Monat nach Projektende"),
        ("im Anschluss an Phase 1 bis Projektende", "both", "Beginn und Ende richten sich nach etwas anderem. Sollen",
         "fester Zeitraum: Februar bis Juli 2019", "2 Monate nach Ende von Phase 1 bis 1 Monat nach Projektende"),
    ],
)  # fmt: skip
def test_what_says_no_distance_asks_once(text: str, edge: Edge, question: str, fixed: str, loose: str) -> None:
    plan, measure = typed(text)
    asked = preview(plan, measure, edge, 1)
    assert asked.asks
    assert asked.question.startswith(question)
    assert asked.choices == (fixed, loose)
    with pytest.raises(PlanError, match="Bitte eines davon wählen"):
        move(plan, measure, edge, 1)
    stays = loose == "bleibt offen"
    for answer, words in ((True, fixed.split(": ")[1]), (False, text if stays else loose)):
        moved = preview(plan, measure, edge, 1, answer)
        assert not moved.asks
        assert words in moved.text
    assert bool(move(plan, measure, edge, 1, fixed=False).rows) != stays
    # Nothing moved, nothing asked; a point where it stands now can be made of it all the same.
    assert (preview(plan, measure, edge, 0).asks, move(plan, measure, edge, 0).rows) == (False, ())
    assert move(plan, measure, edge, 0, fixed=True).rows


@pytest.mark.parametrize(
    ("text", "edge", "steps", "taken", "words", "note"),
    [
        ("Ende 2018", "start", 9, 3, "Dezember 2018",
         "Später als das Ende kann der Beginn nicht liegen. Statt „Ende 2018“ steht dann „Dezember 2018“."),
        ("03/2018 bis 07/2018", "end", -9, -4, "März 2018", "Früher als der Beginn kann das Ende nicht liegen."),
        ("15.7.2018 bis September 2018", "start", 200, 77, "30.9.2018 bis September 2018",
         "Später als das Ende kann der Beginn nicht liegen."),
        ("Juli 2018 bis 15.9.2018", "end", -100, -76, "Juli 2018 bis 1.7.2018",
         "Früher als der Beginn kann das Ende nicht liegen."),
        ("05/2019 bis 1 Monat nach Projektende", "end", -9, -2, "Mai 2019 bis 1 Monat vor Projektende",
         "Früher als der Beginn kann das Ende nicht liegen."),
        ("03/1900 bis 07/2018", "both", -9, -2, "Januar 1900 bis Mai 2018", "Weiter reicht der Kalender nicht."),
        ("20.12.9999", "end", 99, 11, "20.12.9999 bis 31.12.9999", "Weiter reicht der Kalender nicht."),
        ("12/9999", "both", 1, 0, "Dezember 9999", "Weiter reicht der Kalender nicht."),
        ("ab 998 Monate nach Projektende", "start", 9, 1, "ab 999 Monate nach Projektende",
         "Weiter reicht der Kalender nicht."),
    ],
)  # fmt: skip
def test_a_move_stops_where_it_cannot_go_on(
    text: str, edge: Edge, steps: int, taken: int, words: str, note: str
) -> None:
    plan, measure = typed(text)
    moved = preview(plan, measure, edge, steps)
    assert (moved.steps, moved.text, moved.note) == (taken, words, note)
    assert bool(move(plan, measure, edge, steps).rows) == bool(taken)


@pytest.mark.parametrize(
    ("text", "edge", "end", "cause"),
    [
        ("", "both", None, "hat keinen Zeitraum"),
        ("laufend", "end", None, "hat keinen Zeitraum"),
        ("03/2018 bis Projektende", "end", None, "richtet sich nach einem Ende, das noch nicht bekannt ist"),
        ("bis 2 Monate vor Projektende", "both", None, "richtet sich nach einem Ende, das noch nicht bekannt ist"),
    ],
)
def test_what_has_no_place_in_time_cannot_be_moved(text: str, edge: Edge, end: str | None, cause: str) -> None:
    plan, measure = typed(text, end=end)
    for call in (lambda: handle(plan, measure, edge), lambda: move(plan, measure, edge, 1, fixed=True)):
        with pytest.raises(PlanError, match=cause):
            call()


def test_a_bar_moves_without_the_end_that_nobody_knows() -> None:
    plan, measure = typed("03/2018 bis Projektende", end=None)
    moved = preview(plan, measure, "both", 1)
    assert (moved.asks, moved.text, moved.end) == (False, "April 2018 bis Projektende", Point())


def test_an_open_end_is_held_where_its_phase_or_the_project_ends() -> None:
    for text, end in (("ab Mai 2018", "2018-12"), ("ab Januar 2019", "2019-06"), ("ab Januar 2020", "2020-01")):
        plan, measure = typed(text)
        assert handle(plan, measure, "end").end == Point(end)
    plan, measure = typed("bis Mai 2018")
    assert handle(plan, measure, "start").start == Point("2018-01")
    assert handle(plan, measure, "both").start == Point()


def test_a_concluded_year_stays_concluded_until_its_start_is_moved(bielefeld: Plan) -> None:
    plan = bielefeld
    phase = next(one for one in plan.phases if one.start_derived)
    assert (phase.period_text, phase.start, plan.project.end) == ("Juli bis Projektende", "2018-07", None)
    plan = plan.apply(edits.project.set_field(plan, plan.project.id, "end", "12/2018"))
    later = plan.apply(move(plan, phase, "end", 2, fixed=False))
    after = later.get(Phase, phase.id)
    assert (after.period_text, after.start_derived) == ("Juli bis 2 Monate nach Projektende", 1)
    moved = preview(plan, phase, "start", 1)
    assert moved.note == "Das Jahr des Beginns war erschlossen, jetzt steht es fest."
    after = plan.apply(move(plan, phase, "start", 1)).get(Phase, phase.id)
    assert (period.wording(plan, after), after.start_derived) == ("August 2018 bis Projektende", 0)
    # With the end fixed, its year says that of the start too.
    after = plan.apply(move(plan, phase, "end", 2, fixed=True)).get(Phase, phase.id)
    assert (period.wording(plan, after), after.start_derived) == ("Juli 2018 bis Februar 2019", 0)


@settings(max_examples=150)
@example("2 Monate nach Ende von Phase 1 bis Projektende", False, "2019-06", "both", 1, None)
@given(
    st.sampled_from(WORDS), st.booleans(), st.sampled_from([None, "2019-06"]), EDGES,
    st.one_of(st.integers(-40, 40), st.integers(-20_000, 20_000)), st.sampled_from([None, True, False]),
)  # fmt: skip
def test_a_move_is_typing_its_words(
    text: str, of_phase: bool, end: str | None, edge: Edge, steps: int, fixed: bool | None
) -> None:
    try:
        plan, record = plan_of(text, of_phase, end)
        moved = preview(plan, record, edge, steps, fixed)
    except PlanError:
        assume(False)
        return
    assert abs(moved.steps) <= abs(steps)
    assert moved.steps * steps >= 0
    if moved.asks:
        assert fixed is None
        moved = preview(plan, record, edge, steps, fixed=True)
        assert moved.text == preview(plan, record, edge, steps).text
        fixed = True
    change = move(plan, record, edge, steps, fixed)
    table = "phase" if of_phase else "measure"
    assert change.rows == edits.setter(table)(plan, record.id, "period", moved.text).rows
    after = plan.apply(change)
    now = after.get(type(record), record.id)
    assert (moved.start, moved.end) == period.ends(after, now)
    assert not before(moved.end, moved.start)
    assert moved.text == period.wording(after, now)
    assert list(invariants.breaches(after)) == []
    assert after.apply(Change(inverted(change.rows), "")) == plan
    # An end that is not held is read as before, also where other words tell it.
    for side, old, new in zip(("start", "end"), points(plan, record), points(after, record), strict=True):
        assert edge in (side, "both") or old == new
    # One step further is one step further, as far as it goes.
    if steps and moved.steps == steps and abs(steps) > 1:
        sooner = preview(plan, record, edge, steps - (1 if steps > 0 else -1), fixed)
        assert abs(sooner.steps) == abs(steps) - 1


@settings(max_examples=100)
@given(st.sampled_from(WORDS), st.booleans(), EDGES, st.integers(-60, 60))
def test_back_again_is_where_it_was(text: str, of_phase: bool, edge: Edge, steps: int) -> None:
    try:
        plan, record = plan_of(text, of_phase, "2019-06")
        there = preview(plan, record, edge, steps, fixed=False)
    except PlanError:
        assume(False)
        return
    # In months, a 31st is not to be had back from a February; what has stopped earlier goes back so far.
    assume(not (there.unit == "month" and has_late_day(record)))
    after = plan.apply(move(plan, record, edge, steps, fixed=False))
    back = after.apply(move(after, record, edge, -there.steps, fixed=False))
    assert points(back, record) == points(plan, record)


def test_days_are_days_over_the_ends_of_years() -> None:
    plan, measure = typed("31.12.2019")
    for steps in (1, 60, 366, -366, 20_000):
        moved = preview(plan, measure, "both", steps)
        date = dt.date(2019, 12, 31) + dt.timedelta(steps)
        assert moved.start == moved.end == Point(f"{date:%Y-%m}", day=date.day)
