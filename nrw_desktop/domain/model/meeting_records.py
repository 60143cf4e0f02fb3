"""The records of meetings: bodies, who came, the agenda, what was said, and who does what until when."""

from typing import Annotated

from nrw_desktop.domain.model import fields
from nrw_desktop.domain.model.choices import ATTENDANCE_WORDS, MEETING_WORDS, AttendanceState, MeetingState
from nrw_desktop.domain.model.record import Record


class Body(Record, frozen=True):
    """A body that meets; ``quorum`` is how many of its members must be there for it to decide."""

    name: Annotated[str, fields.line("Name", public=True, needed=True, width=240)] = ""
    quorum: Annotated[int | None, fields.count("Beschlussfähig ab", public=True, width=150)] = None


class BodyMember(Record, frozen=True):
    """A member of a body: a partner of the register, or a name where it is none."""

    body: Annotated[str, fields.reference("body", "Gremium", placing=True)] = ""
    partner: Annotated[str | None, fields.reference("partner", "Kooperationspartner")] = None
    name: Annotated[str | None, fields.line("Name")] = None


class Meeting(Record, frozen=True):
    """A meeting and the head of its minutes.

    ``closed_by`` is the change that closed them; closed minutes are not edited until they are opened again.
    ``reopened`` says why that was done last.
    """

    body: Annotated[str | None, fields.reference("body", "Gremium", public=True)] = None
    title: Annotated[str, fields.line("Titel", public=True)] = ""
    date: Annotated[str | None, fields.date("Datum", public=True, width=120)] = None
    time: Annotated[str | None, fields.line("Uhrzeit", public=True)] = None
    place: Annotated[str | None, fields.line("Ort", public=True)] = None
    chair: Annotated[str | None, fields.line("Sitzungsleitung")] = None
    minutes_by: Annotated[str | None, fields.line("Protokoll")] = None
    state: Annotated[MeetingState, fields.choice("Stand", MEETING_WORDS, public=True)] = "draft"
    closed_by: Annotated[str | None, fields.code("Abschluss")] = None
    reopened: Annotated[str | None, fields.line("Grund der Wiederöffnung")] = None


class Attendance(Record, frozen=True):
    """Who was invited to a meeting or came: a partner of the register, or a name. With ``named`` that may be printed
    for everybody; of one who did not agree a public edition tells only that there is somebody.
    """

    meeting: Annotated[str, fields.reference("meeting", "Sitzung", public=True, placing=True)] = ""
    partner: Annotated[str | None, fields.reference("partner", "Kooperationspartner", public=True)] = None
    name: Annotated[str | None, fields.line("Name", public=True)] = None
    state: Annotated[AttendanceState, fields.choice("Teilnahme", ATTENDANCE_WORDS, public=True)] = "invited"
    named: Annotated[int, fields.flag("darf öffentlich genannt werden", public=True)] = 0


class AgendaItem(Record, frozen=True):
    """A point of the agenda („TOP“), or of no meeting: then it is a topic for later.

    ``text`` is what was said, ``minutes`` how long it is to take.
    """

    meeting: Annotated[str | None, fields.reference("meeting", "Sitzung", public=True, placing=True)] = None
    parent: Annotated[str | None, fields.reference("agenda_item", "übergeordneter TOP", public=True, placing=True)] = (
        None
    )
    order: Annotated[str, fields.order()] = ""
    title: Annotated[str, fields.line("TOP", public=True, needed=True, width=320)] = ""
    text: Annotated[str | None, fields.text("Besprochen")] = None
    minutes: Annotated[int | None, fields.count("Minuten", public=True, width=80)] = None


class AgendaMeasure(Record, frozen=True):
    """An agenda item is about a measure; ``name`` is how that was called, once it is gone."""

    agenda_item: Annotated[str, fields.reference("agenda_item", "TOP", public=True, placing=True)] = ""
    measure: Annotated[str | None, fields.reference("measure", "Maßnahme", public=True, placing=True)] = None
    name: Annotated[str | None, fields.line("Maßnahme", public=True)] = None


class AgendaPhase(Record, frozen=True):
    """An agenda item is about a phase; ``name`` is how that was called, once it is gone."""

    agenda_item: Annotated[str, fields.reference("agenda_item", "TOP", public=True, placing=True)] = ""
    phase: Annotated[str | None, fields.reference("phase", "Phase", public=True, placing=True)] = None
    name: Annotated[str | None, fields.line("Phase", public=True)] = None


class MeasureDecision(Record, frozen=True):
    """A decision of a meeting is about a measure."""

    decision: Annotated[str, fields.reference("decision", "Beschluss", public=True, placing=True)] = ""
    measure: Annotated[str, fields.reference("measure", "Maßnahme", public=True, placing=True)] = ""


class Task(Record, frozen=True):
    """What somebody does until a day: a partner of the register, or a name where it is none.

    Agenda item, measure and phase say where it comes from and what it belongs to; each may be missing.
    """

    text: Annotated[str, fields.text("Aufgabe", public=True, needed=True, width=320)] = ""
    partner: Annotated[str | None, fields.reference("partner", "Kooperationspartner", public=True)] = None
    name: Annotated[str | None, fields.line("Wer")] = None
    until: Annotated[str | None, fields.date("Bis", public=True, width=120)] = None
    done_on: Annotated[str | None, fields.date("Erledigt am", public=True, width=120)] = None
    agenda_item: Annotated[str | None, fields.reference("agenda_item", "TOP", public=True, placing=True)] = None
    measure: Annotated[str | None, fields.reference("measure", "Maßnahme", public=True)] = None
    phase: Annotated[str | None, fields.reference("phase", "Phase", public=True)] = None
