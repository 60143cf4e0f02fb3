"""Meetings of two copies: what was deleted comes back whole, and what one meeting can have but once is one."""

import datetime as dt
from itertools import pairwise, product

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.merging.conflict import Choice, Conflict, open_question
from nrw_desktop.domain.merging.telling import about
from nrw_desktop.domain.model.change import Change, RowChange, deleted, inserted, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    BELONGING,
    FIELDS,
    MOST_LEVELS,
    NOTES,
    REFERENCES,
    TABLES,
    Alias,
    Contact,
    Deadline,
    Decision,
    Distinct,
    Document,
    FundingYear,
    Measure,
    MeasurePartner,
    Phase,
    Record,
    SetAside,
    field_of,
    link_id,
    set_aside_id,
)
from nrw_desktop.domain.queries import checks, meetings
from nrw_desktop.domain.text.merge_marks import undecided
from tests.domain.merging.copies import EditedCopy, small_plan
from tests.domain.merging.test_joining import copies, merged

OWNERS = sorted({target for belonging in BELONGING.values() for target in belonging.values()})


def asked(one: EditedCopy, other: EditedCopy) -> Conflict:
    """The one thing that is asked."""
    (found,) = one.merge_of(other).conflicts
    return found


def plan_of_all() -> Plan:
    """A plan with a row of each table, in which no phase follows another one."""
    plan = small_plan()
    records: list[Record] = [
        Alias("l0", "k0", "Verein Null"),
        Contact("o0", "k0", "Frau Abel"),
        Distinct(link_id("k0", "k1"), "k0", "k1"),
        Document("x0", "m0", target="a.pdf"),
        MeasurePartner(link_id("m0", "k1"), "m0", "k1"),
        FundingYear("q0", 2018),
        Deadline("w0", "Bericht"),
        Decision("d1", "m0", "Rat"),
        *(SetAside(set_aside_id("overdue", key), "overdue", "measure", key) for key in ("m0", "m1")),
    ]
    alone = updated(plan.get(Phase, "f2"), refers_to=None, wording=None)
    plan = plan.apply(Change((*map(inserted, records), *alone), "", "origin"))
    assert all(plan.rows[table] for table in TABLES), "A new record takes part here."
    held = {
        (table, field)
        for table, belonging in BELONGING.items()
        for field in belonging
        if any(getattr(record, field) for record in plan.rows[table].values())
    }
    assert held == {(table, field) for table, belonging in BELONGING.items() for field in belonging}
    return plan


def without(plan: Plan, table: str, key: str) -> Change:
    """A row goes with all that belongs to it; what else refers to that no longer does."""
    gone = {(table, key)}
    for _ in TABLES:
        gone |= {
            (each, record.id)
            for each, belonging in BELONGING.items()
            for record in plan.rows[each].values()
            if any((target, getattr(record, field)) in gone for field, target in belonging.items())
        }
    keys = {found for _table, found in gone}
    gone |= {("set_aside", aside.id) for aside in plan.all(SetAside).values() if aside.row in keys}
    rows: list[RowChange] = []
    for each, references in REFERENCES.items():
        for record in plan.rows[each].values():
            freed = {field: None for field, target in references.items() if (target, getattr(record, field)) in gone}
            rows += updated(record, **freed) if (each, record.id) not in gone else ()
    rows += (deleted(found) for each, one in gone if (found := plan.record(each, one)) is not None)
    return Change(tuple(rows), "gelöscht")


@pytest.mark.parametrize("table", OWNERS)
def test_what_is_kept_against_its_deletion_comes_back_whole(table: str) -> None:
    for key, here_first in product(plan_of_all().rows[table], (True, False)):
        here, there = copies(plan_of_all())
        record = here.plan.rows[table][key]
        text = next(field for field in FIELDS[table] if field_of(table, field).kind.is_text)
        here.do(Change(updated(record, **{text: "wichtig"}), "geändert"))
        there.do(without(there.plan, table, key))
        one, other = (here, there) if here_first else (there, here)
        kept: Choice = "ours" if here_first else "theirs"
        merge = one.merge_of(other)
        assert [found.table for found in merge.conflicts] == [table]
        expected = here.plan
        assert merged(one, other, kept) == expected
        assert merged(other, one) == expected
        assert one.take_in(other) is None


def test_what_something_refers_to_comes_back_whole_and_is_told_once() -> None:
    one, other = copies()
    one.do(edits.agenda.remove(one.plan, "i0"))
    other.do(edits.meeting_decisions.add(other.plan, "i0", "Neu beschlossen", ["m0"]))
    expected = other.plan
    assert one.merge_of(other).revived == ("TOP ‚TOP 0‘ bei ‚Rat vom 01.02.2018‘",)
    assert merged(one, other) == expected
    # A measure that is gone gave the task and the agenda item up, too.
    one, other = copies()
    one.do(edits.measures.remove(one.plan, ["m0"]))
    other.do(edits.meeting_decisions.add(other.plan, "i3", "Neu", ["m0"]))
    expected = other.plan
    assert merged(one, other) == expected


def test_agenda_items_under_each_other_are_asked_as_one_and_none_stands_too_deep() -> None:
    for choice, parents in (("ours", ("i3", None)), ("theirs", (None, "i0"))):
        one, other = copies()
        one.do(edits.agenda.move(one.plan, "i0", "i3"))
        other.do(edits.agenda.move(other.plan, "i3", "i0"))
        found = asked(one, other)
        assert (found.circle, {key for _table, key in found.members}) == (True, {"i0", "i3"})
        assert (found.ours.text, found.theirs.text) == (
            "TOP 2 in ‚Rat vom 01.02.2018‘",
            "TOP 1.1 in ‚Rat vom 01.02.2018‘",
        )
        plan = merged(one, other, choice)  # type: ignore[arg-type]
        assert (plan.get(AgendaItem, "i0").parent, plan.get(AgendaItem, "i3").parent) == parents
        assert merged(other, one) == plan
    levels = 12
    one, other = copies()
    for copy, top in ((one, "i0"), (other, "i3")):
        above = [top, *(f"{top}-{level}" for level in range(levels))]
        chain = [AgendaItem(key, "s0", under, "a", "tief") for under, key in pairwise(above)]
        copy.do(Change(tuple(map(inserted, chain)), "zwölf TOPs"))
    one.do(edits.agenda.move(one.plan, "i3", f"i0-{levels - 1}"))
    plan = merged(one, other)
    assert len(plan.all(AgendaItem)) == 4 + 2 * levels > MOST_LEVELS
    assert merged(other, one) == plan


def test_a_moved_agenda_item_is_told_by_its_number() -> None:
    one, other = copies()
    one.do(edits.agenda.move(one.plan, "i3", None, 0))
    other.do(edits.agenda.move(other.plan, "i3", "i0"))
    found = asked(one, other)
    assert about(found) == "TOP ‚TOP 3‘ bei ‚Rat vom 01.02.2018‘, Platz"
    assert (found.ours.text, found.theirs.text) == ("TOP 1 in ‚Rat vom 01.02.2018‘", "TOP 1.1 in ‚Rat vom 01.02.2018‘")


def test_what_a_meeting_has_dealt_with_is_no_topic_for_later() -> None:
    """One copy puts an item off before the day, the other writes at what stands under it: both are on the agenda."""
    before = dt.date(2018, 1, 1)
    one, other = copies()
    one.do(edits.agenda.postpone(one.plan, "i1", before))
    other.do(edits.meeting_decisions.add(other.plan, "i2", "Neu"))
    expected = other.plan
    assert merged(one, other) == merged(other, one) == expected


def test_what_stands_under_a_topic_goes_where_that_goes_unasked() -> None:
    before = dt.date(2018, 1, 1)
    plan = small_plan()
    plan = plan.apply(edits.meetings.add(plan, None, "5.2.2018", "Zweite"))
    plan = plan.apply(edits.agenda.postpone(plan, "i1", before))
    second = plan.meetings[-1].id
    for choice, there in (("ours", "s0"), ("theirs", second)):
        one, other = copies(plan)
        one.do(edits.agenda.take_up(one.plan, ["i1"], "s0"))
        other.do(edits.agenda.take_up(other.plan, ["i1"], second))
        found = asked(one, other)
        assert (found.ours.text, found.theirs.text) == (
            "TOP 3 in ‚Rat vom 01.02.2018‘",
            "TOP 1 in ‚Zweite vom 05.02.2018‘",
        )
        after = merged(one, other, choice)  # type: ignore[arg-type]
        assert {after.get(AgendaItem, key).meeting for key in ("i1", "i2")} == {there}
    one, other = copies(plan)
    one.do(edits.agenda.take_up(one.plan, ["i1"], "s0"))
    other.do(edits.agenda.add(other.plan, None, "Davor"))
    other.do(edits.agenda.move(other.plan, "i1", None, 2))
    assert asked(one, other).theirs.text == "Thema 2 im Themenspeicher"


def test_what_is_left_to_be_decided_later_stands_in_a_note_that_is_checked() -> None:
    set_text = edits.meeting_decisions.set_field
    one, other = copies()
    one.do(set_text(one.plan, "d0", "text", "hier"))
    other.do(set_text(other.plan, "d0", "text", "dort"))
    found = asked(one, other)
    plan = merged(one, other, "later")
    assert undecided(plan.get(AgendaItem, "i0").text) == [
        "Beschluss ‚hier‘ bei ‚TOP 0‘: Text: hier „hier“, in der anderen Kopie „dort“."
    ]
    (gap,) = (gap for gap in checks.gaps(plan, dt.date(2018, 7, 15)) if gap.kind == "undecided")
    assert gap.record.id == "i0"
    # The note is at a measure that was to go.
    one, other = copies()
    for copy, amount in ((one, "70"), (other, "80")):
        copy.do(edits.cells.set_cost(copy.plan, "m0", 2018, "planned", amount))
    merged(one.copied("c"), other)
    one.do(edits.measures.remove(one.plan, ["m0"]))
    conflicts = one.merge_of(other).conflicts
    found = next(found for found in conflicts if found.table == "cost")
    one.take_in(other, {each.key: "later" if each == found else "ours" for each in conflicts})
    assert " ".join(open_question(found).split()) in (one.plan.get(Measure, "m0").note or "")


def test_what_can_wait_has_a_note() -> None:
    """Each kind of row that is said to be able to wait leads to a note, wherever it belongs."""
    plan = plan_of_all()
    one = EditedCopy(plan, "a")
    for table, rows in plan.rows.items():
        text = next((field for field in FIELDS[table] if field_of(table, field).kind.is_text), None)
        for key in rows if text else ():
            other = one.copied("b")
            for copy, value in ((mine := one.copied("c"), "hier"), (other, "dort")):
                nobody = {"partner": None} if text == "name" and "partner" in FIELDS[table] else {}
                copy.do(Change(updated(copy.plan.rows[table][key], **{text or "": value, **nobody}), ""))
            for found in mine.merge_of(other).conflicts:
                if "later" in found.choices:
                    after = merged(mine, other, "later")
                    noted = (getattr(at, NOTES[of]) or "" for of in NOTES for at in after.rows[of].values())
                    assert any("„dort“" in note for note in noted), (table, key)


def test_what_belongs_together_is_asked_as_one() -> None:
    one, other = copies()
    for copy, votes in ((one, "12 3 0"), (other, "9 3 3")):
        for field, count in zip(edits.meeting_decisions.VOTES, votes.split(), strict=True):
            copy.do(edits.meeting_decisions.set_field(copy.plan, "d0", field, count))
    found = asked(one, other)
    assert (found.what, found.ours.text) == ("Abstimmung", "12 Ja, 3 Nein, 0 Enthaltungen")
    decided = merged(one, other, "theirs").get(Decision, "d0")
    assert (decided.votes_for, decided.votes_against, decided.abstained) == (9, 3, 3)
    # Who it is, and that this very person may be named.
    one, other = copies()
    one.do(edits.attendance.set_field(one.plan, "t1", "who", "Verein 1"))
    other.do(edits.attendance.set_field(other.plan, "t1", "named", "1"))
    found = asked(one, other)
    assert (found.what, found.ours.text) == ("Name", "Verein 1")
    assert found.theirs.text == "Frau Abel, darf öffentlich genannt werden"
    came = merged(one, other, "theirs").get(Attendance, "t1")
    assert (came.partner, came.name, came.named) == (None, "Frau Abel", 1)


def test_minutes_that_both_closed_are_closed_and_nothing_is_asked() -> None:
    one, other = copies()
    for copy in (one, other):
        copy.do(edits.meetings.close(copy.plan, "s0"))
    third = one.copied("c")
    closed = min(copy.plan.get(Meeting, "s0").closed_by or "" for copy in (one, other))
    assert one.merge_of(other).conflicts == ()
    plan = merged(one, other)
    assert plan.get(Meeting, "s0").closed_by == closed
    assert merged(other, one) == plan == merged(third, other)
    # Whether they are closed is asked with who closed them, and in words.
    one, other = copies(plan)
    one.do(edits.meetings.reopen(one.plan, "s0", "fehlt noch etwas"))
    other.do(edits.meetings.reopen(other.plan, "s0", "fehlt noch etwas"))
    other.do(edits.meetings.close(other.plan, "s0"))
    found = asked(one, other)
    assert (found.what, found.ours.text, found.theirs.text) == ("Stand", "hat stattgefunden", "Protokoll abgeschlossen")
    assert merged(one, other, "ours").get(Meeting, "s0").closed_by is None


def test_who_was_added_in_both_copies_is_there_once() -> None:
    one, other = copies()
    for copy in (one, other):
        copy.do(edits.bodies.add_member(copy.plan, "b0", "Verein 1"))
        copy.do(edits.attendance.add(copy.plan, "s0", "Verein 1"))
    other.do(edits.attendance.add(other.plan, "s0", "Herr Bock", "came"))
    # One copy says by another edit that it is him.
    one.do(edits.attendance.set_field(one.plan, "t1", "who", "Herr Bock"))
    assert one.merge_of(other).conflicts == ()
    plan = merged(one, other)
    assert sorted(meetings.who(plan, member) for member in plan.members("b0")) == ["Verein 0", "Verein 1"]
    came = {meetings.who(plan, attendance): attendance.state for attendance in plan.attendance("s0")}
    assert came == {"Verein 0": "invited", "Verein 1": "invited", "Herr Bock": "came"}
    assert len(plan.attendance("s0")) == 3
    assert merged(other, one) == plan
    assert one.take_in(other) is None


def test_decisions_follow_their_meeting() -> None:
    one, other = copies()
    one.do(edits.meetings.set_field(one.plan, "s0", "date", "5.2.2018"))
    other.do(edits.meeting_decisions.add(other.plan, "i3", "Neu beschlossen"))
    other.do(edits.bodies.set_field(other.plan, "b0", "name", "Stadtrat"))
    plan = merged(one, other)
    assert {(found.body, found.date) for found in plan.all(Decision).values()} == {("Stadtrat", "2018-02-05")}
    assert merged(other, one) == plan
    # Both moved it: the day is asked of the meeting alone.
    for choice, day in (("ours", "2018-02-06"), ("theirs", "2018-02-07")):
        one, other = copies(plan)
        one.do(edits.meetings.set_field(one.plan, "s0", "date", "6.2.2018"))
        other.do(edits.meetings.set_field(other.plan, "s0", "date", "7.2.2018"))
        assert about(asked(one, other)) == "Sitzung ‚Rat vom 06.02.2018‘, Datum"
        after = merged(one, other, choice)  # type: ignore[arg-type]
        assert {found.date for found in after.all(Decision).values()} == {day}
        assert merged(other, one) == after
