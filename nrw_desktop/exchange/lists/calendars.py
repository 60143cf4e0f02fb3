"""Reads a calendar file: its appointments as rows of a table, each with its days, its place and what is said of it.

Who is invited, and who invites, is counted and never taken.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, takewhile
from pathlib import Path
from typing import Any

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.lists.calendar_text import of_version_2, whole_lines
from nrw_desktop.exchange.lists.cells import left, table
from nrw_desktop.exchange.lists.encodings import CALLED, encoding_of
from nrw_desktop.exchange.lists.events import BAD_VALUE, Event, Span, newest, text_of
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
_ENCODED = "Der Kalender ist gelesen als {called}. Bitte die Umlaute prüfen."
_UNREADABLE = (
    "Wiederholung nicht lesbar: {titles}. Übernommen ist nur der erste Termin; die weiteren bitte von Hand eintragen."
)
_ELSEWHERE = "Nach der Uhr eines anderen Ortes: {titles}. Bitte Tag und Uhrzeit prüfen."
_BACKWARDS = "Ende vor dem Beginn: {titles}. Übernommen ist der Tag des Beginns. Bitte prüfen."
_PRIVATE = "Im Kalender als privat gekennzeichnet: {titles}. Bitte prüfen, ob das in den Plan gehört."
_FOLD = re.compile(rb"(?:\r\n?|\n)[ \t]")
"""Where a long line goes on: it is divided by its bytes, which may be in the middle of a letter."""
_BEGIN = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.I | re.M)


def read(path: Path) -> Source:
    """The appointments of a calendar; one that recurs is a row, and the days on which it does stand beside the table.

    Raises:
        SourceError: it is no calendar, has no appointment, or more than is read.
    """
    import icalendar

    if path.stat().st_size > MOST_BYTES:
        raise too_much("Megabyte", MOST_BYTES // 1_000_000)
    content, encoding = _decoded(path.read_bytes())
    begun = len(_BEGIN.findall(content))
    if begun > MOST_EVENTS:
        raise too_much("Termine", MOST_EVENTS)
    try:
        books = icalendar.Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(_BROKEN) from error
    if sum(len(book.walk("VEVENT")) for book in books) < begun:
        # One that does not end is not among them.
        raise SourceError(_BROKEN)
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
    remarks = [] if encoding.startswith("utf") else [_ENCODED.format(called=CALLED[encoding])]
    remarks += [sentence.format(titles=_some(titles)) for sentence, titles in found.doubts.items() if titles]
    return Source(
        (table(NAME, texts),), left=counted, remarks=tuple(remarks), appointments=Appointments(recurring, cut)
    )


def _decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, each of its lines whole, and its encoding."""
    encoding = encoding_of(content)
    if not encoding.startswith(("utf-16", "utf-32")):
        content = _FOLD.sub(b"", content)
        encoding = encoding_of(content)
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return whole_lines(of_version_2(text)), encoding


class _Found:
    """What is in calendars: rows with all days of each and whether there are more, and the titles of what is none."""

    def __init__(self, books: Any):
        self.rows: list[tuple[list[Span], tuple[str, ...], bool]] = []
        self.doubts: dict[str, list[str]] = {_UNREADABLE: [], _ELSEWHERE: [], _BACKWARDS: [], _PRIVATE: []}
        """The titles that a sentence is about."""
        now, earlier = newest([Event(one, _cancels(book)) for book in books for one in book.walk("VEVENT")])
        self.not_taken: dict[str, list[str]] = {"ours": [], "without_day": [], "cancelled": []}
        self.not_taken["older"] = [event.title for event in earlier]
        self.not_taken["people"] = []
        for kind, name in (("tasks", "VTODO"), ("journal", "VJOURNAL")):
            self.not_taken[kind] = [text_of(one, "summary") for book in books for one in book.walk(name)]
        self.not_taken["beside"] = []
        self._series = {event.uid: event for event in now if event.uid and event.of_series is None}
        self._moved: dict[str, set[dt.date]] = {}
        """By UID, the days of appointments of a series that stand by themselves, on whatever day they are now."""
        self._turns: dict[str, list[dt.date]] = {}
        """By UID, the days from which on a series goes another way."""
        for event in now:
            if event.of_series is not None and event.changes_rest:
                self._turns.setdefault(event.uid, []).append(event.of_series)
            elif event.of_series is not None:
                self._moved.setdefault(event.uid, set()).add(event.of_series)
        for event in now:
            self._take(event)

    def _take(self, event: Event) -> None:
        series = self._series.get(event.uid)
        if event.uid.endswith(f"@{DOMAIN}"):
            self.not_taken["ours"].append(event.title)
        elif event.is_cancelled or (event.of_series is not None and series and series.is_cancelled):
            self.not_taken["cancelled"].append(event.title)
        elif event.span is None:
            self.not_taken["without_day"].append(event.title)
        else:
            self._take_days(event, event.span)

    def _take_days(self, event: Event, span: Span) -> None:
        length = span[1] - span[0]
        try:
            days = list(islice(self._days(event, span), MOST_RECURRING + 2))
            spans = [(day, day + length) for day in days[: MOST_RECURRING + 1]]
        except BAD_VALUE:
            self.doubts[_UNREADABLE].append(event.title)
            days, spans = [span[0]], [span]
        if not days:
            if event.uid not in self._moved and event.uid not in self._turns:
                self.not_taken["cancelled"].append(event.title)
            return
        row = (event.title, _said(spans[0]), event.place, event.said)
        self.rows.append((spans, row, len(days) > MOST_RECURRING + 1))
        # Their names stay outside; one appointment is one example.
        self.not_taken["people"] += [event.title, *("",) * (event.people - 1)] if event.people else []
        if event.clock:
            self.doubts[_ELSEWHERE].append(f"{event.title} ({event.clock})")
        if event.is_backwards:
            self.doubts[_BACKWARDS].append(event.title)
        self.not_taken["beside"] += event.beside
        if event.is_private:
            self.doubts[_PRIVATE].append(event.title)

    def _days(self, event: Event, span: Span) -> Iterator[dt.date]:
        """The days of an appointment and of all its repetitions.

        A series ends where it goes another way. What says so has the days that the series would have had from there on,
        as many days later as the first of them is.

        Raises one of `BAD_VALUE`: it cannot be read when it recurs.
        """
        if event.of_series is None:
            return self._until_turn(event.uid, event.days(), dt.date.min)
        if not event.changes_rest:
            return event.days()
        begin = event.of_series
        rest = dropwhile(lambda day: day < begin, self._series[event.uid].days())
        later = span[0] - begin
        return (day + later for day in self._until_turn(event.uid, rest, begin))

    def _until_turn(self, uid: str, days: Iterator[dt.date], begin: dt.date) -> Iterator[dt.date]:
        """These days of a series up to where it goes another way after ``begin``, but those that were moved."""
        end = min((day for day in self._turns.get(uid, ()) if day > begin), default=dt.date.max)
        moved = self._moved.get(uid, set())
        return (day for day in takewhile(lambda day: day < end, days) if day not in moved)


def _cancels(book: Any) -> bool:
    return text_of(book, "method").upper() == "CANCEL"


def _empty(counted: tuple[Left, ...]) -> str:
    """Why no appointment is taken: there is none, or none that can be."""
    counts = [f"{one.count} {LEFT_WORDS[one.kind][one.count > 1]}" for one in counted]
    return _EMPTY.format(only=_ONLY.format(counts=", ".join(counts)) if counts else "")


def _some(titles: Sequence[str]) -> str:
    shown = ", ".join(f"„{shortened(one)}“" for one in titles[:MOST_EXAMPLES])
    more = len(titles) - MOST_EXAMPLES
    return f"{shown} und {more} weitere" if more > 0 else shown


def _said(span: Span) -> str:
    first, last = (f"{day.day}.{day.month}.{day.year}" for day in span)
    return first if first == last else f"{first} bis {last}"
