"""A meeting from its invitation to closed minutes, and what other edits leave of it."""

import datetime as dt

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, inverted, updated
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, BodyMember, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import REFERENCES, Decision, Measure, Partner, Phase
from nrw_desktop.domain.queries import changes_since, invariants, meetings
from nrw_desktop.domain.queries.change_labels import label_text, row_lines
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.queries.search_index import SearchIndex

CLOSED = "ist abgeschlossen"


class Work:
    """A plan and what is done with it, each step whole and to be taken back."""

    def __init__(self, plan: Plan):
        self.plan = plan

    def do(self, change: Change) -> str:
        after = invariants.applied(self.plan, change)
        assert list(invariants.breaches(after)) == []
        assert after.apply(Change(inverted(change.rows), "")) == self.plan
        self.plan = after
        row_lines(change.rows, after)
        return label_text(change, after)


@pytest.fixture
def work(bielefeld: Plan) -> Work:
    """A plan with a body of three, and its meeting with an agenda of three."""
    work = Work(bielefeld)
    work.do(edits.bodies.add(work.plan, "Steuerungskreis"))
    body = work.plan.bodies[0].id
    work.do(edits.bodies.set_field(work.plan, body, "quorum", "2"))
    for name in ("MBR", "Erika Muster", "Horst Muster"):
        work.do(edits.bodies.add_member(work.plan, body, name))
    work.do(edits.meetings.add(work.plan, body, "4. Juni 2018"))
    for title in ("Begrüßung", "Fachtagung", "Ort"):
        work.do(edits.agenda.add(work.plan, work.plan.meetings[0].id, title))
    return work


def numbers(work: Work, meeting: str) -> list[tuple[str, str]]:
    return [(entry.number, entry.item.title) for entry in meetings.entries(work.plan, meeting)]


def test_a_whole_meeting(work: Work) -> None:
    (meeting,) = work.plan.meetings
    assert (meeting.title, meeting.date, meeting.state) == ("Steuerungskreis", "2018-06-04", "draft")
    invited = work.plan.attendance(meeting.id)
    assert [meetings.who(work.plan, one) for one in invited] == ["MBR", "Erika Muster", "Horst Muster"]
    first, second, third = work.plan.agenda(meeting.id)
    with pytest.raises(PlanError, match="Über ihm steht keiner"):
        edits.agenda.indent(work.plan, first.id)
    work.do(edits.agenda.indent(work.plan, third.id))
    assert numbers(work, meeting.id) == [("1", "Begrüßung"), ("2", "Fachtagung"), ("2.1", "Ort")]
    with pytest.raises(PlanError, match="unter sich selbst"):
        edits.agenda.move(work.plan, second.id, third.id)
    work.do(edits.agenda.outdent(work.plan, third.id))
    work.do(edits.agenda.move(work.plan, third.id, None, 0))
    assert numbers(work, meeting.id) == [("1", "Ort"), ("2", "Begrüßung"), ("3", "Fachtagung")]
    measure = work.plan.measures(work.plan.phases[0].id)[0]
    work.do(edits.agenda.set_measure(work.plan, second.id, measure.id, True))
    work.do(edits.agenda.set_phase(work.plan, second.id, work.plan.phases[0].id, True))
    assert work.do(edits.attendance.set_state(work.plan, [one.id for one in invited[:2]], "came")) == (
        "2 Personen bei ‚Steuerungskreis vom 04.06.2018‘: anwesend"
    )
    assert meetings.quorum(work.plan, meeting) == meetings.Quorum(2, 2)
    work.do(edits.meeting_decisions.add(work.plan, second.id, "Sie findet statt."))
    (decision,) = work.plan.decisions(measure.id)
    assert (decision.body, decision.date, decision.measure) == ("Steuerungskreis", "2018-06-04", None)
    work.do(edits.meeting_decisions.set_field(work.plan, decision.id, "votes_for", "5"))
    assert meetings.vote_text(work.plan.get(Decision, decision.id)) == "einstimmig (5 Ja)"
    with pytest.raises(PlanError, match="Bitte ihn dort ändern"):
        edits.detail_rows.DECISIONS.remove(work.plan, [decision.id])
    with pytest.raises(PlanError, match="die der Sitzung"):
        edits.setter("decision")(work.plan, decision.id, "date", "1.1.2019")
    work.do(edits.tasks.add(work.plan, "Saal mieten", second.id, "mbr", "Mai 2018", work.plan.phases[0].id))
    assert work.plan.tasks[0].phase == work.plan.phases[0].id
    (task,) = work.plan.tasks_of(measure.id)
    assert (work.plan.get(Partner, task.partner or "").name, task.name, task.until) == ("MBR", None, "2018-05-31")
    assert meetings.questions(work.plan, meeting.id) == (
        "Eingeladen, aber ohne Vermerk, ob anwesend: 1 Person.",
        "Es steht nicht da, wer die Sitzung geleitet hat.",
        "„Sie findet statt.“: 5 Stimmen, aber nur 2 Personen anwesend.",
        "„Saal mieten“ ist bis 31.05.2018 fällig, vor der Sitzung am 04.06.2018.",
    )
    # What was decided goes with the meeting's day and its body's name.
    work.do(edits.meetings.set_field(work.plan, meeting.id, "date", "11.06.2018"))
    work.do(edits.bodies.set_field(work.plan, work.plan.bodies[0].id, "name", "Lenkungskreis"))
    (decision,) = work.plan.decisions(measure.id)
    assert (decision.body, decision.date) == ("Lenkungskreis", "2018-06-11")
    assert meetings.concerned(work.plan, decision.id) == ("Ausschreibung einer Fachstelle",)
    work.do(edits.meeting_decisions.set_measure(work.plan, decision.id, measure.id, False))
    assert work.plan.decisions(measure.id) == ()


def test_closed_minutes_are_not_edited_until_they_are_opened_for_a_reason(work: Work) -> None:
    (meeting,) = work.plan.meetings
    item = work.plan.agenda(meeting.id)[0].id
    work.do(edits.meeting_decisions.add(work.plan, item, "So soll es sein."))
    work.do(edits.tasks.add(work.plan, "Saal mieten", item))
    decision, task = meetings.decisions(work.plan, meeting.id)[0].id, work.plan.tasks[0].id
    came = work.plan.attendance(meeting.id)[0].id
    change = edits.meetings.close(work.plan, meeting.id)
    work.do(change)
    assert work.plan.meetings[0].closed_by == change.id == work.plan.head
    plan = work.plan
    refused = (
        lambda: edits.meetings.set_field(plan, meeting.id, "place", "Rathaus"),
        lambda: edits.meetings.remove(plan, meeting.id),
        lambda: edits.meetings.close(plan, meeting.id),
        lambda: edits.agenda.add(plan, meeting.id, "Neu"),
        lambda: edits.agenda.set_field(plan, item, "text", "gesagt"),
        lambda: edits.agenda.move(plan, item),
        lambda: edits.agenda.remove(plan, item),
        lambda: edits.agenda.set_measure(plan, item, next(iter(plan.all(Measure))), True),
        lambda: edits.agenda.set_phase(plan, item, plan.phases[0].id, True),
        lambda: edits.agenda.postpone(plan, item, dt.date(2018, 1, 1)),
        lambda: edits.attendance.add(plan, meeting.id, "MBR"),
        lambda: edits.attendance.set_state(plan, [came], "came"),
        lambda: edits.attendance.set_field(plan, came, "named", "1"),
        lambda: edits.attendance.remove(plan, [came]),
        lambda: edits.meeting_decisions.add(plan, item, "Neu"),
        lambda: edits.meeting_decisions.set_field(plan, decision, "text", "Anders"),
        lambda: edits.meeting_decisions.set_measure(plan, decision, next(iter(plan.all(Measure))), True),
        lambda: edits.meeting_decisions.remove(plan, [decision]),
        lambda: edits.tasks.add(plan, "Neu", item),
        lambda: edits.tasks.set_field(plan, task, "text", "Anders"),
        lambda: edits.tasks.remove(plan, [task]),
    )
    for edit in refused:
        with pytest.raises(PlanError, match=CLOSED):
            edit()
    # What was given to do goes on.
    assert work.do(edits.tasks.set_done(plan, [task], dt.date(2018, 7, 1))) == "Aufgabe ‚Saal mieten‘ erledigt"
    with pytest.raises(PlanError, match="Ohne Grund"):
        edits.meetings.reopen(work.plan, meeting.id, "  ")
    work.do(edits.meetings.reopen(work.plan, meeting.id, "Die Zahl war falsch"))
    assert (work.plan.meetings[0].state, work.plan.meetings[0].reopened) == ("held", "Die Zahl war falsch")
    work.do(edits.agenda.set_field(work.plan, item, "text", "gesagt"))
    work.do(edits.meetings.remove(work.plan, meeting.id))
    assert work.plan.rows["decision"] == work.plan.rows["agenda_item"] == work.plan.rows["attendance"] == {}
    assert work.plan.tasks[0].agenda_item is None


@pytest.mark.parametrize("whole_phase", [False, True])
def test_what_is_deleted_keeps_its_name_in_the_minutes(work: Work, whole_phase: bool) -> None:
    (meeting,) = work.plan.meetings
    first, second, _third = (item.id for item in work.plan.agenda(meeting.id))
    phase = work.plan.phases[0]
    measure = work.plan.measures(phase.id)[0]
    work.do(edits.agenda.set_measure(work.plan, first, measure.id, True))
    work.do(edits.agenda.set_phase(work.plan, first, phase.id, True))
    work.do(edits.meeting_decisions.add(work.plan, second, "So soll es sein.", [measure.id]))
    work.do(edits.tasks.add(work.plan, "Saal mieten", second))
    for field, key in (("measure", measure.id), ("phase", phase.id)):
        work.do(edits.tasks.set_field(work.plan, work.plan.tasks[0].id, field, key))
    work.do(edits.meetings.close(work.plan, meeting.id))
    before = {table: len(work.plan.rows[table]) for table in ("agenda_item", "decision", "task")}
    remove = edits.phases.remove(work.plan, phase.id) if whole_phase else edits.measures.remove(work.plan, [measure.id])
    work.do(remove)
    assert {table: len(work.plan.rows[table]) for table in before} == before
    assert work.plan.rows["measure_decision"] == {}
    assert meetings.topics(work.plan, second) == ("Ausschreibung einer Fachstelle",)
    named = "Phase 1: Analyse der Ausgangssituation"
    assert meetings.topics(work.plan, first) == (named, "Ausschreibung einer Fachstelle")


def test_what_is_back_is_linked_again(work: Work) -> None:
    (meeting,) = work.plan.meetings
    first, second, _third = (item.id for item in work.plan.agenda(meeting.id))
    measure, phase = Measure("m9", work.plan.phases[0].id, "zz", text="Fest"), Phase("f9", "zz", "Danach")
    back = Change((inserted(measure), inserted(phase)), "")
    work.do(back)
    work.do(edits.agenda.set_measure(work.plan, first, "m9", True))
    work.do(edits.agenda.set_phase(work.plan, first, "f9", True))
    work.do(edits.measures.remove(work.plan, ["m9"]))
    work.do(edits.phases.remove(work.plan, "f9"))
    gone = meetings.topics(work.plan, first)
    assert gone == ("Phase 5: Danach", "Fest")
    # As a merge or an import brings them back: what stayed of the link is in nobody's way.
    work.do(back)
    work.do(edits.meeting_decisions.add(work.plan, first, "So soll es sein.", ["m9"]))
    work.do(edits.measures.remove(work.plan, ["m9"]))
    assert meetings.topics(work.plan, first) == gone
    work.do(Change((inserted(measure),), ""))
    for item in (first, second):
        work.do(edits.agenda.set_measure(work.plan, item, "m9", True))
        work.do(edits.agenda.set_phase(work.plan, item, "f9", True))
        assert [(link.measure, link.name) for link in work.plan.measures_at(item)] == [("m9", None)]
        assert [(link.phase, link.name) for link in work.plan.phases_at(item)] == [("f9", None)]


def referring(plan: Plan, partner: str) -> set[str]:
    """The tables in which a row refers to a partner."""
    return {
        table
        for table, fields in REFERENCES.items()
        for record in plan.rows[table].values()
        if any(target == "partner" and getattr(record, field) == partner for field, target in fields.items())
    }


def test_partners_that_are_merged_or_deleted_are_followed_everywhere(work: Work) -> None:
    (meeting,) = work.plan.meetings
    going = next(partner for partner in work.plan.partners if partner.name == "MBR").id
    kept = work.plan.partners[0].id
    work.do(edits.tasks.add(work.plan, "Saal mieten", None, "MBR"))
    tables = {table for table, fields in REFERENCES.items() if "partner" in fields.values()}
    assert tables >= {"body_member", "attendance", "task"}
    assert referring(work.plan, going) >= {"body_member", "attendance", "task"}
    one = work.plan
    work.do(edits.merge_partners.merge(one, kept, going))
    assert referring(work.plan, going) == set()
    assert referring(work.plan, kept) >= {"body_member", "attendance", "task"}
    # Who was there under both names was there once, and came if either did.
    work.plan = one
    name = work.plan.get(Partner, kept).name
    work.do(edits.bodies.add_member(work.plan, work.plan.bodies[0].id, name))
    work.do(edits.attendance.add(work.plan, meeting.id, name, "came"))
    work.do(edits.merge_partners.merge(work.plan, kept, going))
    assert [each.state for each in work.plan.all(Attendance).values() if each.partner == kept] == ["came"]
    assert sum(member.partner == kept for member in work.plan.all(BodyMember).values()) == 1
    # As a merge of copies leaves it: each of them stands there more than once.
    work.plan = one
    work.do(Change(tuple(map(inserted, (Partner("k9", "MBR Köln"), Partner("k8", "MBR Bonn")))), ""))
    for number, (partner, state) in enumerate((("k8", "excused"), ("k8", "invited"), ("k9", "absent"), ("k9", "came"))):
        row = Attendance(f"t{number}", meeting.id, partner, state=state, named=int(partner == "k8"))  # type: ignore[arg-type]
        member = BodyMember(f"n{number}", work.plan.bodies[0].id, partner)
        work.do(Change((inserted(row), inserted(member)), ""))
    work.do(edits.merge_partners.merge(work.plan, "k8", "k9"))
    came = [(each.id, each.state, each.named) for each in work.plan.all(Attendance).values() if each.partner == "k8"]
    assert came == [("t0", "came", 0)]
    assert [member.id for member in work.plan.all(BodyMember).values() if member.partner == "k8"] == ["n0"]
    work.do(edits.merge_partners.merge(work.plan, kept, going))
    work.do(edits.partners.remove(work.plan, kept))
    assert name in {task.name for task in work.plan.all(Task).values()}
    assert name in {each.name for each in work.plan.all(Attendance).values()}


def test_the_next_meeting_is_prepared_from_what_is_open(work: Work, bielefeld: Plan) -> None:
    (meeting,) = work.plan.meetings
    measure = next(iter(work.plan.all(Measure)))
    work.do(edits.tasks.add(work.plan, "Saal mieten", None, "Erika Muster"))
    for field, value in (("until", "1.7.2018"), ("measure", measure)):
        work.do(edits.tasks.set_field(work.plan, work.plan.tasks[0].id, field, value))
    work.do(edits.agenda.add(work.plan, None, "Neuer Flyer"))
    work.do(edits.detail_rows.DECISIONS.add(work.plan, measure, "Rat"))
    today, body = dt.date(2018, 7, 15), work.plan.bodies[0].id
    label = work.do(edits.next_meeting.prepared(work.plan, body, today, bielefeld))
    assert label == "Sitzung ‚Steuerungskreis‘ mit Tagesordnung vorbereitet"
    work.do(edits.meetings.set_field(work.plan, work.plan.meetings[1].id, "date", "20.8.2018"))
    assert meetings.next_meeting(work.plan, today) == work.plan.meetings[1]
    assert meetings.last_meeting(work.plan, today, body) == meeting
    found = work.plan.meetings[1].id
    assert len(work.plan.attendance(found)) == 3
    assert [title for number, title in numbers(work, found) if "." not in number] == [
        "Genehmigung des Protokolls „Steuerungskreis vom 04.06.2018“",
        "Offene Aufgaben (1)",
        "Überfällige Maßnahmen (12)",
        "Änderungen seit dem 04.06.2018 (4)",
        "Ausstehende Beschlüsse",
        "Neuer Flyer",
        "Verschiedenes",
    ]
    assert work.plan.agenda(None) == ()
    assert ("2.1", "Saal mieten, bis 01.07.2018") in numbers(work, found)
    assert ("5.1", "Ausschreibung einer Fachstelle (Rat)") in numbers(work, found)
    assert "Muster" not in str(numbers(work, found))


def test_topics_for_later(work: Work) -> None:
    """They wait without a meeting; an item is put off before its meeting as itself, and from that day on as another."""
    (meeting,) = work.plan.meetings
    measure = next(iter(work.plan.all(Measure)))
    assert work.do(edits.agenda.add(work.plan, None, "Neuer Flyer")) == "Thema ‚Neuer Flyer‘ hinzugefügt"
    (topic,) = work.plan.agenda(None)
    assert work.do(edits.agenda.set_measure(work.plan, topic.id, measure, True)).startswith("Thema ‚Neuer Flyer‘ mit ‚")
    index = SearchIndex(work.plan)
    assert [hit.record for hit in index.find("flyer", 5)] == [topic]
    with pytest.raises(PlanError, match="erst auf eine Tagesordnung"):
        edits.meeting_decisions.add(work.plan, topic.id, "So soll es sein.")
    assert "agenda_item" not in {table for table, rows in public(work.plan).rows.items() if topic.id in rows}
    assert public(work.plan).rows["agenda_measure"] == {}

    work.do(edits.agenda.add(work.plan, meeting.id, "Verschiedenes"))
    label = work.do(edits.agenda.take_up(work.plan, [topic.id], meeting.id))
    assert label == "Thema ‚Neuer Flyer‘ auf die Tagesordnung von ‚Steuerungskreis vom 04.06.2018‘ gesetzt"
    assert [title for _, title in numbers(work, meeting.id)][-2:] == ["Neuer Flyer", "Verschiedenes"]
    index.follow(work.plan)
    assert [hit.record for hit in index.find("flyer", 5)] == [meeting]
    with pytest.raises(PlanError, match="schon auf einer Tagesordnung"):
        edits.agenda.take_up(work.plan, [topic.id], meeting.id)

    # With what stands under it.
    work.do(edits.agenda.add(work.plan, meeting.id, "Druckerei", topic.id))
    assert work.do(edits.agenda.postpone(work.plan, topic.id, dt.date(2018, 6, 3))) == "TOP ‚Neuer Flyer‘ vertagt"
    assert [(one.number, one.item.title) for one in meetings.entries(work.plan, None)] == [
        ("1", "Neuer Flyer"),
        ("1.1", "Druckerei"),
    ]
    assert len(meetings.topics(work.plan, topic.id)) == 1

    # The minutes of a meeting that has come tell of it.
    work.do(edits.agenda.take_up(work.plan, [topic.id], meeting.id))
    work.do(edits.agenda.postpone(work.plan, topic.id, dt.date(2018, 6, 4)))
    assert work.plan.get(AgendaItem, topic.id).text == "Vertagt."
    (later,) = work.plan.agenda(None)
    assert (later.title, later.text) == ("Neuer Flyer", None)
    assert meetings.topics(work.plan, later.id) == meetings.topics(work.plan, topic.id)
    assert [one.title for one in work.plan.agenda(None, later.id)] == ["Druckerei"]
    with pytest.raises(PlanError, match="schon im Themenspeicher"):
        edits.agenda.postpone(work.plan, topic.id, dt.date(2018, 6, 4))

    # A decision that a merge left at a topic is of the meeting that takes that up; what is new stands before the end.
    decision = Decision("d", body="Alt", date="2017-01-01", text="So sei es.", agenda_item=later.id)
    plan = work.plan.apply(Change((inserted(decision),), ""))
    plan = plan.apply(edits.agenda.take_up(plan, [later.id], meeting.id))
    assert plan.get(Decision, "d").date == meeting.date
    plan = plan.apply(edits.agenda.add(plan, meeting.id, "Nachgereicht"))
    assert [one.title for one in plan.agenda(meeting.id)][-2:] == ["Nachgereicht", "Verschiedenes"]

    # What it was about is back, as a merge may bring it.
    link = work.plan.measures_at(later.id)[0]
    work.plan = work.plan.apply(Change(updated(link, measure=None, name="Ausschreibung"), ""))
    work.do(edits.agenda.set_measure(work.plan, later.id, measure, True))
    assert work.plan.measures_at(later.id) == (link,)


def test_words_that_say_no_day_or_nobody_are_refused(work: Work) -> None:
    (meeting,) = work.plan.meetings
    work.do(edits.tasks.add(work.plan, "Saal mieten"))
    with pytest.raises(PlanError, match="ist kein Datum"):
        edits.tasks.set_field(work.plan, work.plan.tasks[0].id, "until", "irgendwann")
    with pytest.raises(PlanError, match="fehlt ein Name"):
        edits.attendance.add(work.plan, meeting.id, " ")
    with pytest.raises(PlanError, match="schon Mitglied"):
        edits.bodies.add_member(work.plan, work.plan.bodies[0].id, "Erika Muster")
    with pytest.raises(PlanError, match="gibt es schon"):
        edits.bodies.add(work.plan, "steuerungskreis")
    work.do(edits.bodies.remove(work.plan, work.plan.bodies[0].id))
    with pytest.raises(PlanError, match="zu keinem Gremium"):
        edits.attendance.invite_members(work.plan, meeting.id)


def test_nobody_counts_twice_and_consent_is_a_persons_own(work: Work) -> None:
    (meeting,) = work.plan.meetings
    erika = next(one for one in work.plan.attendance(meeting.id) if one.name == "Erika Muster")
    with pytest.raises(PlanError, match="„Erika Muster“ steht schon in der Liste"):
        edits.attendance.add(work.plan, meeting.id, "Erika Muster")
    horst = next(one for one in work.plan.attendance(meeting.id) if one.name == "Horst Muster")
    with pytest.raises(PlanError, match="steht schon in der Liste"):
        edits.attendance.set_field(work.plan, horst.id, "who", "Erika Muster")
    # As a merge of two copies may leave it.
    work.plan = work.plan.apply(Change((inserted(Attendance("twin", meeting.id, None, "Erika Muster", "came")),), ""))
    work.do(edits.attendance.set_state(work.plan, [erika.id], "came"))
    assert meetings.quorum(work.plan, meeting) == meetings.Quorum(1, 2)
    # Who takes the place of somebody has not agreed to be named.
    work.do(edits.attendance.set_field(work.plan, horst.id, "named", "1"))
    assert work.plan.get(Attendance, horst.id).named
    work.do(edits.attendance.set_field(work.plan, horst.id, "who", "Frau Anders"))
    assert not work.plan.get(Attendance, horst.id).named
    assert edits.attendance.set_field(work.plan, horst.id, "who", "Frau Anders").rows == ()


def test_who_takes_consent_back_is_named_nowhere_in_public(work: Work) -> None:
    (meeting,) = work.plan.meetings
    horst = next(one for one in work.plan.attendance(meeting.id) if one.name == "Horst Muster")
    work.do(edits.attendance.set_field(work.plan, horst.id, "named", "1"))
    before = work.plan
    assert "Horst Muster" in str(public(before, work.plan).rows)
    for change in (
        edits.attendance.set_field(before, horst.id, "named", "0"),
        edits.attendance.remove(before, [horst.id]),
    ):
        now = before.apply(change)
        assert "Horst Muster" not in str(public(before, now).rows)
        assert "Horst Muster" not in str(changes_since.changes(public(before, now), public(now)))


def test_what_is_written_in_the_room_finds_its_place(work: Work) -> None:
    (meeting,) = work.plan.meetings
    today = dt.date(2018, 6, 4)
    assert meetings.at_hand(work.plan, today) == meeting
    assert meetings.at_hand(work.plan, dt.date(2018, 6, 1)) == meeting
    assert meetings.at_hand(work.plan, dt.date(2018, 6, 5)) is None
    assert meetings.last_day(work.plan, today) is None
    assert meetings.last_day(work.plan, dt.date(2018, 6, 5)) == "2018-06-04"
    fachtagung = work.plan.agenda(meeting.id)[1]
    at_item = edits.in_room.Place("TOP 2", meeting.id, fachtagung.id)
    work.do(edits.in_room.decide(work.plan, at_item, today, "Sie findet statt.", "12", "", "1"))
    (decision,) = work.plan.decisions_at(fachtagung.id)
    assert (decision.votes_for, decision.votes_against, decision.abstained) == (12, None, 1)
    # A phase has an item of its own from the first word on, and the second goes there too.
    phase = work.plan.phases[1]
    at_phase = edits.in_room.Place("2. Phase", meeting.id, None, phase.id)
    said = work.do(edits.in_room.note(work.plan, at_phase, today, "Es geht voran."))
    work.do(edits.in_room.note(work.plan, at_phase, today, "Der Saal fehlt."))
    work.do(edits.in_room.give_task(work.plan, at_phase, today, "Saal suchen", "mbr", "20.6.2018"))
    item = work.plan.agenda(meeting.id)[-1]
    assert said == f"Besprochenes bei ‚{item.title}‘ festgehalten"
    assert (item.text, meetings.topics(work.plan, item.id)) == (
        "Es geht voran.\nDer Saal fehlt.",
        (f"Phase 2: {phase.title}",),
    )
    (task,) = work.plan.tasks_at(item.id)
    assert (meetings.who(work.plan, task), task.until, task.phase) == ("MBR", "2018-06-20", phase.id)
    # Any other page by its title.
    work.do(edits.in_room.note(work.plan, edits.in_room.Place("ORT", meeting.id), today, "Rathaus"))
    assert work.plan.agenda(meeting.id)[2].text == "Rathaus"
    assert edits.in_room.note(work.plan, at_item, today, "  ").rows == ()
    with pytest.raises(PlanError, match="Wortlaut"):
        edits.in_room.decide(work.plan, at_item, today, "")
    # Where no meeting is noted, it is one of the day, in the same step.
    count = len(work.plan.meetings)
    work.do(edits.in_room.decide(work.plan, edits.in_room.Place("Stand"), dt.date(2018, 7, 2), "Weiter so."))
    made = meetings.at_hand(work.plan, dt.date(2018, 7, 2))
    assert made is not None
    assert len(work.plan.meetings) == count + 1
    assert [one.text for one in meetings.decisions(work.plan, made.id)] == ["Weiter so."]
    work.do(edits.meetings.close(work.plan, meeting.id))
    with pytest.raises(PlanError, match=CLOSED):
        edits.in_room.note(work.plan, at_phase, today, "zu spät")
