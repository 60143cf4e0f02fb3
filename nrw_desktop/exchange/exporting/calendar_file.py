"""The days of a plan as a calendar file: phases, measures, meetings, tasks and deadlines as events of whole days.

The same event has the same UID in every export, and each export is a later version of it: a calendar program can tell
which of two is the newer one. What is only known by its months goes from the first of these to the last, and says so in
its text.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, value_text
from nrw_desktop.domain.model.meeting_records import Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure, Phase, Record
from nrw_desktop.domain.queries import meetings, period
from nrw_desktop.exchange.exporting.sheets import month_day
from nrw_desktop.exchange.marks import DOMAIN

_ONE_DAY = dt.timedelta(days=1)
_FIRST_VERSION = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""Versions count the minutes since then."""
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f]")


class _Event(NamedTuple):
    record: Record
    category: str
    first: dt.date
    last: dt.date
    summary: str
    lines: tuple[str, ...] = ()
    place: str = ""


def calendar_file(plan: Plan, now: dt.datetime) -> tuple[bytes, list[str]]:
    """The calendar, made ``now``, and a sentence about what has no place in it."""
    import icalendar

    book = icalendar.Calendar()
    book.add("prodid", "-//nrw_desktop//Plan//DE")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", _said(plan.project.title or plan.project.heading or "Plan"))
    made = now.astimezone(dt.UTC)
    version = max(0, (made - _FIRST_VERSION) // dt.timedelta(minutes=1))
    missing: dict[str, int] = {}
    for event in _events(plan, missing):
        entry = icalendar.Event()
        entry.add("uid", f"{event.record.id}@{DOMAIN}")
        entry.add("dtstamp", made)
        entry.add("last-modified", made)
        entry.add("sequence", version)
        entry.add("dtstart", event.first)
        # The end of an event of whole days is the first day after it, which the last day of all has none of.
        entry.add("dtend", event.last + _ONE_DAY if event.last < dt.date.max else event.last)
        entry.add("summary", _said(event.summary))
        if lines := [line for line in event.lines if line]:
            entry.add("description", _said("\n".join(lines)))
        if event.place:
            entry.add("location", _said(event.place))
        entry.add("categories", [event.category])
        entry.add("transp", "TRANSPARENT")
        book.add_component(entry)
    told = [f"Nicht im Kalender, weil ein Tag oder Monat fehlt: {_counted(missing)}."] if missing else []
    return book.to_ical(), told


def _said(words: str) -> str:
    """A text without what no calendar may hold, which plans of other programs can: some refuse the whole file."""
    return _CONTROLS.sub("", words)


def _counted(missing: dict[str, int]) -> str:
    words = {
        "phase": ("Phase", "Phasen"),
        "measure": ("Maßnahme", "Maßnahmen"),
        "meeting": ("Sitzung", "Sitzungen"),
        "deadline": ("Frist", "Fristen"),
        "task": ("Aufgabe", "Aufgaben"),
    }
    return ", ".join(f"{count} {words[table][count != 1]}" for table, count in missing.items())


def _events(plan: Plan, missing: dict[str, int]) -> Iterator[_Event]:
    """All events; ``missing`` counts what has no day, by its table."""
    found = (*_phases(plan), *_days(plan))
    for table, event in found:
        if event is None:
            missing[table] = missing.get(table, 0) + 1
        else:
            yield event


def _phases(plan: Plan) -> Iterator[tuple[str, _Event | None]]:
    for number, phase in enumerate(plan.phases, 1):
        yield "phase", _span(plan, phase, f"Phase {number}: {caption(phase)}")
        for measure in plan.measures(phase.id):
            if measure.status == "dropped":
                continue
            responsible = plan.responsible(measure)
            more = (
                measure.text if measure.short else "",
                f"Phase {number}: {caption(phase)}",
                f"Status: {value_text('measure', 'status', measure.status)}",
                f"Verantwortlich: {responsible}" if responsible else "",
            )
            yield "measure", _span(plan, measure, measure.short or measure.text, more, measure.place or "")


def _span(
    plan: Plan, record: Phase | Measure, summary: str, more: tuple[str, ...] = (), place: str = ""
) -> _Event | None:
    """The event of a period; none where one of its ends is not known."""
    start, end = (
        month_day(point.month, point.day, side)
        for side in period.SIDES
        for point in (period.resolved_point(plan, record, side),)
    )
    if start is None or end is None or end.date < start.date:
        return None
    table = "phase" if isinstance(record, Phase) else "measure"
    span = f"Zeitraum: {period.shown(plan, record)}"
    return _Event(record, TABLE_WORDS[table], start.date, end.date, summary, (*more, span), place)


def _days(plan: Plan) -> Iterator[tuple[str, _Event | None]]:
    for meeting in plan.meetings:
        title = meeting.title or meetings.body_name(plan, meeting) or TABLE_WORDS["meeting"]
        summary = f"{title}, {meeting.time}" if meeting.time else title
        agenda = tuple(f"{entry.number} {entry.item.title}" for entry in meetings.entries(plan, meeting.id))
        yield "meeting", _at(meeting, meeting.date, summary, agenda, meeting.place or "")
    for task in plan.tasks:
        if task.done_on is None:
            who = meetings.who(plan, task)
            yield "task", _at(task, task.until, f"Aufgabe: {task.text}", (f"Wer: {who}" if who else "",))
    for deadline in plan.deadlines:
        yield "deadline", _at(deadline, deadline.date, f"Frist: {deadline.what}")


def _at(
    record: Meeting | Task | Deadline, day: str | None, summary: str, lines: tuple[str, ...] = (), place: str = ""
) -> _Event | None:
    if day is None:
        return None
    date = dt.date.fromisoformat(day)
    table = {Meeting: "meeting", Task: "task", Deadline: "deadline"}[type(record)]
    return _Event(record, TABLE_WORDS[table], date, date, " ".join(summary.split()), lines, place)
