"""Reads a calendar file: its appointments as rows of a table, each with its days, its place and what is said of it."""

import datetime as dt
import re
from itertools import islice
from pathlib import Path
from typing import Any

from nrw_desktop.exchange.lists.cells import left, table
from nrw_desktop.exchange.marks import DOMAIN
from nrw_desktop.exchange.sources.limits import SourceError, too_much
from nrw_desktop.exchange.sources.source import Appointments, Source

MOST_BYTES, MOST_EVENTS = 5_000_000, 10_000
MOST_RECURRING = 60
"""Days on which an appointment recurs that are looked up: five years of months."""
HEADS = ("Maßnahme", "Zeitraum", "Ort", "Notiz")
NAME = "Kalender"
_BROKEN = (
    "Der Kalender ist beschädigt oder nicht vollständig. Bitte ihn noch einmal aus dem Kalenderprogramm exportieren."
)
_OURS = "In diesem Kalender steht nur, was aus diesem Programm kommt. Änderungen daran bitte im Plan selbst eintragen."
_EMPTY = "Im Kalender steht kein Termin. Bitte prüfen, ob der richtige Kalender exportiert wurde."


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
    rows, ours, without_day, tasks = [], [], [], []
    moved = _moved(books)
    for book in books:
        tasks += [_text(one, "summary") for one in book.walk("VTODO")]
        for event in book.walk("VEVENT"):
            if _text(event, "uid").endswith(f"@{DOMAIN}"):
                ours.append(_text(event, "summary"))
                continue
            span = _span(event)
            if span is None:
                without_day.append(_text(event, "summary"))
                continue
            days, is_cut = _further(event, moved.get(_text(event, "uid"), set()))
            rows.append((span, _row(event, span), days, is_cut))
    if not rows:
        raise SourceError(_OURS if ours else _EMPTY)
    rows.sort(key=lambda one: one[0])
    found = [HEADS, *(row for _span, row, _days, _is_cut in rows)]
    not_taken = {"ours": ours, "without_day": without_day, "todo": tasks}
    counted = (one for kind, what in not_taken.items() for one in left(kind, what))
    # The heads are the first row.
    recurring = {number: days for number, (_span, _row, days, _is_cut) in enumerate(rows, 2) if days}
    cut = frozenset(number for number, (_span, _row, _days, is_cut) in enumerate(rows, 2) if is_cut)
    return Source((table(NAME, found),), left=tuple(counted), appointments=Appointments(recurring, cut))


def _moved(books: Any) -> dict[str, set[dt.date]]:
    """By UID, the days of appointments of a series that stand by themselves, on whatever day they are now."""
    found: dict[str, set[dt.date]] = {}
    for book in books:
        for event in book.walk("VEVENT"):
            if (day := _moment(event, "recurrence-id")) is not None:
                found.setdefault(_text(event, "uid"), set()).add(_day(day))
    return found


def _further(event: Any, without: set[dt.date]) -> tuple[tuple[str, ...], bool]:
    """The days on which an appointment recurs, without the first, and whether there are more of them."""
    from dateutil.rrule import rrulestr

    start = _moment(event, "dtstart")
    if "rrule" not in event or start is None:
        return (), False
    left_out = event.get("exdate", [])
    for one in left_out if isinstance(left_out, list) else [left_out]:
        without = without | {_day(each.dt) for each in getattr(one, "dts", ())}
    # Clocks of other places are left alone: an end in another zone is its day.
    rule = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1T235959", event["rrule"].to_ical().decode())
    first = dt.datetime.combine(_day(start), dt.time())
    try:
        days = [one.date() for one in islice(rrulestr(rule, dtstart=first), MOST_RECURRING + 2)]
    except (ValueError, TypeError, OverflowError):
        return (), False
    further = [day for day in days if day > first.date()]
    kept = [day for day in further[:MOST_RECURRING] if day not in without]
    return tuple(f"{day.day}.{day.month}.{day.year}" for day in kept), len(further) > MOST_RECURRING


def _row(event: Any, span: tuple[dt.date, dt.date]) -> tuple[str, ...]:
    first, last = (f"{day.day}.{day.month}.{day.year}" for day in span)
    when = first if first == last else f"{first} bis {last}"
    return (
        " ".join(_text(event, "summary").split()) or "Termin ohne Titel",
        when,
        " ".join(_text(event, "location").split()),
        "\n".join(filter(None, (_hours(event), _text(event, "description").strip()))),
    )


def _hours(event: Any) -> str:
    """When it begins and ends on its day, where that is not the whole of it."""
    moments = [one for name in ("dtstart", "dtend") if isinstance(one := _moment(event, name), dt.datetime)]
    shown = [f"{one.astimezone() if one.tzinfo is dt.UTC else one:%H:%M}" for one in moments]
    return f"{'–'.join(shown)} Uhr" if shown else ""


def _text(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _span(event: Any) -> tuple[dt.date, dt.date] | None:
    """Its first and last day; none where they cannot be read."""
    start, end = (_moment(event, name) for name in ("dtstart", "dtend"))
    if start is None:
        return None
    first = _day(start)
    if end is None:
        length = getattr(event.get("duration"), "dt", None)
        try:
            end = start + length if isinstance(length, dt.timedelta) else start
        except (OverflowError, TypeError):
            end = start
    last = _day(end)
    # The end of whole days, and of an evening that goes to midnight, is the day after.
    is_after = not isinstance(end, dt.datetime) or end.time() == dt.time()
    if last > first and is_after:
        last -= dt.timedelta(days=1)
    return (first, last) if first <= last else (first, first)


def _moment(event: Any, name: str) -> dt.date | None:
    try:
        value = getattr(event.get(name), "dt", None)
    except (ValueError, TypeError, KeyError):
        return None
    return value if isinstance(value, dt.date) else None


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
