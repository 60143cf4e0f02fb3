"""Reads a calendar file: its appointments as rows of a table, each with its days, its place and what is said of it."""

import datetime as dt
import re
from collections.abc import Iterator
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.lists.cells import left, table
from nrw_desktop.exchange.marks import DOMAIN
from nrw_desktop.exchange.sources.limits import MOST_EXAMPLES, SourceError, too_much
from nrw_desktop.exchange.sources.source import LEFT_WORDS, Appointments, Left, Source

MOST_BYTES, MOST_EVENTS = 5_000_000, 10_000
MOST_RECURRING = 60
"""Days on which an appointment recurs that are looked up: five years of months."""
HEADS = ("Maßnahme", "Zeitraum", "Ort", "Notiz")
NAME = "Kalender"
_BROKEN = (
    "Der Kalender ist beschädigt oder nicht vollständig. Bitte ihn noch einmal aus dem Kalenderprogramm exportieren."
)
_OURS = "In diesem Kalender steht nur, was aus diesem Programm kommt. Änderungen daran bitte im Plan selbst eintragen."
_EMPTY = "Im Kalender steht kein Termin{only}. Bitte prüfen, ob der richtige Kalender exportiert wurde."
_ONLY = ", der sich übernehmen lässt, nur {counts}"
_UNREADABLE = (
    "Wiederholung nicht lesbar: {titles}. Übernommen ist nur der erste Termin; die weiteren bitte von Hand eintragen."
)
_ODD_RULE = re.compile(r"FREQ=(?:HOURLY|MINUTELY|SECONDLY)|INTERVAL=0+(?:;|$)")
"""Rules that come back on the same day again and again."""
_BAD_VALUE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError)

Span = tuple[dt.date, dt.date]
"""First and last day of an appointment."""


def read(path: Path) -> Source:
    """The appointments of a calendar; one that recurs is a row, and the days on which it does stand beside the table.

    Raises:
        SourceError: it is no calendar, has no appointment, or more than is read.
    """
    import icalendar

    if path.stat().st_size > MOST_BYTES:
        raise too_much("Megabyte", MOST_BYTES // 1_000_000)
    content = path.read_bytes()
    if content.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise too_much("Termine", MOST_EVENTS)
    try:
        books = icalendar.Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(_BROKEN) from error
    found = _Found(books)
    counted = tuple(one for kind, what in found.not_taken.items() for one in left(kind, what))
    rows = sorted(found.rows, key=lambda one: one[0])
    if not rows:
        raise SourceError(_OURS if [one.kind for one in counted] == ["ours"] else _empty(counted))
    texts = [HEADS, *(row for _spans, row, _is_cut in rows)]
    # The heads are the first row.
    recurring = {
        number: tuple(map(_said, spans[1:])) for number, (spans, _row, _is_cut) in enumerate(rows, 2) if spans[1:]
    }
    cut = frozenset(number for number, (_spans, _row, is_cut) in enumerate(rows, 2) if is_cut)
    remarks = (_unreadable(found.unreadable),) if found.unreadable else ()
    return Source((table(NAME, texts),), left=counted, remarks=remarks, appointments=Appointments(recurring, cut))


class _Found:
    """What is in calendars: rows with all days of each and whether there are more, and the titles of what is none."""

    def __init__(self, books: Any):
        self.rows: list[tuple[list[Span], tuple[str, ...], bool]] = []
        self.not_taken: dict[str, list[str]] = {"ours": [], "without_day": [], "cancelled": [], "todo": []}
        self.unreadable: list[str] = []
        """The titles of those that recur in a way that cannot be read."""
        self._moved = _moved(books)
        for book in books:
            self.not_taken["todo"] += [_text(one, "summary") for one in book.walk("VTODO")]
            for event in book.walk("VEVENT"):
                self._take(event)

    def _take(self, event: Any) -> None:
        title, uid, span = _text(event, "summary"), _text(event, "uid"), _span(event)
        if uid.endswith(f"@{DOMAIN}"):
            self.not_taken["ours"].append(title)
        elif _text(event, "status").upper() == "CANCELLED":
            self.not_taken["cancelled"].append(title)
        elif span is None:
            self.not_taken["without_day"].append(title)
        else:
            # One that was moved may stand on a day of its series again.
            moved = self._moved.get(uid, set()) if "recurrence-id" not in event else set()
            try:
                spans, is_cut = _spans(event, span, moved)
            except _BAD_VALUE:
                self.unreadable.append(_title(event))
                spans, is_cut = [span], False
            if spans:
                self.rows.append((spans, _row(event, spans[0]), is_cut))
            elif not moved:
                self.not_taken["cancelled"].append(title)


def _empty(counted: tuple[Left, ...]) -> str:
    """Why no appointment is taken: there is none, or none that can be."""
    counts = [f"{one.count} {LEFT_WORDS[one.kind][one.count > 1]}" for one in counted]
    return _EMPTY.format(only=_ONLY.format(counts=", ".join(counts)) if counts else "")


def _unreadable(titles: list[str]) -> str:
    shown = ", ".join(f"„{shortened(one)}“" for one in titles[:MOST_EXAMPLES])
    more = len(titles) - MOST_EXAMPLES
    return _UNREADABLE.format(titles=f"{shown} und {more} weitere" if more > 0 else shown)


def _moved(books: Any) -> dict[str, set[dt.date]]:
    """By UID, the days of appointments of a series that stand by themselves, on whatever day they are now."""
    found: dict[str, set[dt.date]] = {}
    for book in books:
        for event in book.walk("VEVENT"):
            if (day := _moment(event, "recurrence-id")) is not None:
                found.setdefault(_text(event, "uid"), set()).add(_day(day))
    return found


def _spans(event: Any, span: Span, without: set[dt.date]) -> tuple[list[Span], bool]:
    """The days of an appointment and of all its repetitions but those ``without``, and whether there are more of them.

    Raises one of `_BAD_VALUE`: it cannot be read when it recurs.
    """
    without = without.union(_listed(event, "exdate"))
    every = merge([span[0]], sorted(_listed(event, "rdate")), _days_of_rule(event) if "rrule" in event else ())
    kept = (day for day, _same in groupby(every) if day not in without)
    days = list(islice(kept, MOST_RECURRING + 2))
    length = span[1] - span[0]
    return [(day, day + length) for day in days[: MOST_RECURRING + 1]], len(days) > MOST_RECURRING + 1


def _listed(event: Any, name: str) -> set[dt.date]:
    """The days that an appointment lists, whatever hours they have."""
    value = event.get(name, [])
    moments = [each.dt for one in (value if isinstance(value, list) else [value]) for each in one.dts]
    return {_day(_here(one[0] if isinstance(one, tuple) else one)) for one in moments}


def _days_of_rule(event: Any) -> Iterator[dt.date]:
    """The days of a rule, which goes by the clock of the place where the appointment begins."""
    from dateutil.rrule import rrulestr

    rule, start = event["rrule"], event["dtstart"].dt
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


def _row(event: Any, span: Span) -> tuple[str, ...]:
    return (
        _title(event),
        _said(span),
        " ".join(_text(event, "location").split()),
        "\n".join(filter(None, (_hours(event), _text(event, "description").strip()))),
    )


def _title(event: Any) -> str:
    return " ".join(_text(event, "summary").split()) or "Termin ohne Titel"


def _said(span: Span) -> str:
    first, last = (f"{day.day}.{day.month}.{day.year}" for day in span)
    return first if first == last else f"{first} bis {last}"


def _hours(event: Any) -> str:
    """When it begins and ends on its day, where that is not the whole of it."""
    moments = [one for name in ("dtstart", "dtend") if isinstance(one := _moment(event, name), dt.datetime)]
    shown = [f"{one:%H:%M}" for one in moments]
    return f"{'–'.join(shown)} Uhr" if shown and shown != ["00:00", "00:00"] else ""


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _span(event: Any) -> Span | None:
    """Its first and last day; none where they cannot be read."""
    start, end = (_moment(event, name) for name in ("dtstart", "dtend"))
    if start is None:
        return None
    first = _day(start)
    if end is None:
        try:
            end = start + event["duration"].dt
        except _BAD_VALUE:
            end = start
    last = _day(end)
    # The end of whole days, and of an evening that goes to midnight, is the day after.
    is_after = not isinstance(end, dt.datetime) or end.time() == dt.time()
    if last > first and is_after:
        last -= dt.timedelta(days=1)
    return (first, last) if first <= last else (first, first)


def _moment(event: Any, name: str) -> dt.date | None:
    try:
        value = event[name].dt
    except _BAD_VALUE:
        return None
    return _here(value) if isinstance(value, dt.date) else None


def _here(moment: dt.date) -> dt.date:
    """What is given in world time by the clock of this computer; those of other places are left alone."""
    if not isinstance(moment, dt.datetime) or str(moment.tzinfo) != "UTC":
        return moment
    try:
        return moment.astimezone()
    except _BAD_VALUE:
        # There are days that the clock does not know.
        return moment


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
