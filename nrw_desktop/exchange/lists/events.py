"""An appointment of a calendar file: its days by the clock of this place, how it recurs, and what it is called."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import groupby
from typing import Any

from nrw_desktop.exchange.lists.calendar_text import without_markup

BAD_VALUE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError)
"""What is raised where an entry of an appointment cannot be read."""
_ODD_RULE = re.compile(r"FREQ=(?:HOURLY|MINUTELY|SECONDLY)|INTERVAL=0+(?:;|$)")
"""Rules that come back on the same day again and again."""
_PEOPLE = ("attendee", "organizer", "contact")
_PRIVATE = ("PRIVATE", "CONFIDENTIAL")
_BESIDE = ("attach", "url", "categories", "resources", "conference")
"""What is said of an appointment and becomes no part of a plan."""

_DESCRIPTIONS = ("description", "x-alt-desc", "styled-description")
"""What may describe an appointment; Outlook may do so in words for the web alone."""

Span = tuple[dt.date, dt.date]
"""First and last day of an appointment."""


class Event:
    """What a VEVENT says; ``cancels`` is that its whole calendar calls appointments off."""

    def __init__(self, entry: Any, cancels: bool):
        self._entry = entry
        self.uid = text_of(entry, "uid")
        self.title = " ".join(text_of(entry, "summary").split()) or "Termin ohne Titel"
        self.is_cancelled = cancels or text_of(entry, "status").upper() == "CANCELLED"
        self.is_private = text_of(entry, "class").upper() in _PRIVATE
        self.start = _moment(entry, "dtstart")
        moment = _moment(entry, "recurrence-id")
        self.of_series = None if moment is None else _day(moment)
        """The day of its series in whose place it stands; None where it stands for itself."""

    @cached_property
    def changes_rest(self) -> bool:
        """Whether all further days of its series go the same way."""
        return self.of_series is not None and _parameter(self._entry["recurrence-id"], "RANGE") == "THISANDFUTURE"

    @cached_property
    def sequence(self) -> int:
        """Which version of the appointment it is."""
        try:
            return int(self._entry.get("sequence", 0))
        except BAD_VALUE:
            return 0

    @cached_property
    def people(self) -> int:
        """How many are invited or invite."""
        found = (self._entry.get(name, []) for name in _PEOPLE)
        return sum(len(one) if isinstance(one, list) else 1 for one in found)

    @cached_property
    def beside(self) -> Sequence[str]:
        """What is attached to it, its addresses and categories."""
        found = (self._entry.get(name) for name in _BESIDE)
        values = [one for value in found if value for one in (value if isinstance(value, list) else [value])]
        return [f"{self.title}: {_shown(one)}" for one in values]

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins."""
        start, end = self.start, self._end
        return start is not None and end is not None and _day(end) < _day(start)

    @property
    def clock(self) -> str:
        """The place by whose clock it begins, where that is not known or shows another hour than the one here."""
        start = self.start
        if not isinstance(start, dt.datetime):
            return ""
        zone = _parameter(self._entry["dtstart"], "TZID")
        try:
            here = start.replace(tzinfo=None).astimezone().utcoffset()
        except BAD_VALUE:
            return ""
        return zone if zone and start.utcoffset() != here else ""

    @cached_property
    def _end(self) -> dt.date | None:
        """When it ends, or the first day after it; none where that is not said."""
        end = _moment(self._entry, "dtend")
        if end is None and self.start is not None and "duration" in self._entry:
            try:
                length: dt.timedelta = self._entry["duration"].dt
                return self.start + length
            except BAD_VALUE:
                return None
        return end

    @cached_property
    def span(self) -> Span | None:
        """Its first and last day; none where they cannot be read."""
        start, end = self.start, self._end or self.start
        if start is None or end is None:
            return None
        first, last = _day(start), _day(end)
        # The end of whole days, and of an evening that goes to midnight, is the day after.
        is_after = not isinstance(end, dt.datetime) or end.time() == dt.time()
        if last > first and is_after:
            last -= dt.timedelta(days=1)
        return (first, last) if first <= last else (first, first)

    def days(self) -> Iterator[dt.date]:
        """The day of each of its repetitions, the first included, in their order.

        Raises one of `BAD_VALUE`, at once or on the way: it cannot be read how it recurs.
        """
        first = [self.span[0]] if self.span else []
        rule = _days_of_rule(self._entry) if "rrule" in self._entry else ()
        without = _listed(self._entry, "exdate")
        every = merge(first, sorted(_listed(self._entry, "rdate")), rule)
        return (day for day, _same in groupby(every) if day not in without)

    @property
    def place(self) -> str:
        """Where it is."""
        return " ".join(text_of(self._entry, "location").split())

    @property
    def said(self) -> str:
        """From when to when on its day, where that is not the whole of it, and what is said of it."""
        texts = (without_markup(text_of(self._entry, name)).strip() for name in _DESCRIPTIONS)
        return "\n".join(filter(None, (self._hours(), next(filter(None, texts), ""))))

    def _hours(self) -> str:
        moments = [one for one in (self.start, self._end) if isinstance(one, dt.datetime)]
        shown = [f"{one:%H:%M}" for one in moments]
        return f"{'–'.join(shown)} Uhr" if shown and shown != ["00:00", "00:00"] else ""


def newest(events: list[Event]) -> tuple[list[Event], list[Event]]:
    """The events as they stand now, in their order, and those that were so earlier or are there twice.

    Events of one UID and one sequence that begin at different times are days of a series, each written by itself.
    """
    groups: dict[object, list[Event]] = {}
    for number, event in enumerate(events):
        groups.setdefault((event.uid, event.of_series) if event.uid else number, []).append(event)
    kept = set[int]()
    for group in groups.values():
        last = max(event.sequence for event in group)
        # Of two that begin together, the one that calls it off, or else the later one.
        ordered = sorted((event for event in group if event.sequence == last), key=lambda event: event.is_cancelled)
        kept.update(map(id, {event.start: event for event in ordered}.values()))
    return [one for one in events if id(one) in kept], [one for one in events if id(one) not in kept]


def text_of(entry: Any, name: str) -> str:
    """A text of an entry; of several the first."""
    value = entry.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _shown(value: Any) -> str:
    """A value in words; what is packed into the file itself has none."""
    if getattr(value, "params", {}).get("VALUE") == "BINARY":
        return "Datei"
    names = getattr(value, "cats", None)
    return ", ".join(map(str, names)) if names is not None else str(value)


def _parameter(value: Any, name: str) -> str:
    return str(getattr(value, "params", {}).get(name, "")).strip('"')


def _listed(entry: Any, name: str) -> set[dt.date]:
    """The days that an appointment lists, whatever hours they have."""
    value = entry.get(name, [])
    moments = [each.dt for one in (value if isinstance(value, list) else [value]) for each in one.dts]
    return {_day(_here(one[0] if isinstance(one, tuple) else one)) for one in moments}


def _days_of_rule(entry: Any) -> Iterator[dt.date]:
    """The days of a rule, which goes by the clock of the place where the appointment begins."""
    from dateutil.rrule import rrulestr

    rule, start = entry["rrule"], entry["dtstart"].dt
    zone = start.tzinfo if isinstance(start, dt.datetime) else None
    first = start.replace(tzinfo=None) if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    text = rule.to_ical().decode()
    if _ODD_RULE.search(text):
        raise ValueError(text)
    for until in rule.get("until", ()):
        if zone and getattr(until, "tzinfo", None):
            end = until.astimezone(zone)
        else:
            end = dt.datetime.combine(_day(until), dt.time(23, 59, 59))
        text = re.sub(r"UNTIL=\w+", f"UNTIL={end:%Y%m%dT%H%M%S}", text)
    return (_day(_here(one.replace(tzinfo=zone))) for one in rrulestr(text, dtstart=first))


def _moment(entry: Any, name: str) -> dt.date | None:
    try:
        value = entry[name].dt
    except BAD_VALUE:
        return None
    return _here(value) if isinstance(value, dt.date) else None


def _here(moment: dt.date) -> dt.date:
    """What is given in world time by the clock of this computer; those of other places are left alone."""
    if not isinstance(moment, dt.datetime) or str(moment.tzinfo) != "UTC":
        return moment
    try:
        return moment.astimezone()
    except BAD_VALUE:
        # There are days that the clock does not know.
        return moment


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
