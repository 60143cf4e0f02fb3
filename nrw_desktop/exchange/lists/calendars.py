"""Reads a calendar file: its appointments as rows of a table, each with its days, its place and what is said of it."""

import datetime as dt
from pathlib import Path
from typing import Any

from nrw_desktop.exchange.lists.cells import left, table
from nrw_desktop.exchange.marks import DOMAIN
from nrw_desktop.exchange.sources.limits import SourceError, too_much
from nrw_desktop.exchange.sources.source import Source

MOST_BYTES, MOST_EVENTS = 5_000_000, 10_000
HEADS = ("Maßnahme", "Zeitraum", "Ort", "Notiz")
NAME = "Kalender"
_BROKEN = (
    "Der Kalender ist beschädigt oder nicht vollständig. Bitte ihn noch einmal aus dem Kalenderprogramm exportieren."
)
_OURS = "In diesem Kalender steht nur, was aus diesem Programm kommt. Änderungen daran bitte im Plan selbst eintragen."
_EMPTY = "Im Kalender steht kein Termin. Bitte prüfen, ob der richtige Kalender exportiert wurde."


def read(path: Path) -> Source:
    """The appointments of a calendar; those that repeat stand once.

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
    rows, ours, without_day, repeated, tasks = [], [], [], [], []
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
            if "rrule" in event:
                repeated.append(_text(event, "summary"))
            rows.append((span, _row(event, span)))
    if not rows:
        raise SourceError(_OURS if ours else _EMPTY)
    rows.sort(key=lambda one: one[0])
    found = [HEADS, *(row for _span, row in rows)]
    not_taken = {"ours": ours, "without_day": without_day, "repeated": repeated, "todo": tasks}
    counted = (one for kind, what in not_taken.items() for one in left(kind, what))
    return Source((table(NAME, found),), left=tuple(counted))


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
