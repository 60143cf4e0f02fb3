"""Moving an end of a period, or all of it, by days or months: what a person drags or keys in a timeline.

A move makes the words that a person could have typed, and gives them to the field: nothing is read in another way.

::

    held = handle(plan, record, "end")              # may it be moved; by days or months; where it stands now
    moved = preview(plan, record, "end", 2)         # after each step of the mouse: where to paint, what to say
    if moved.asks:                                  # „Projektende“ has no distance yet, an open end no month
        fixed = ask(moved.question, moved.choices)  # the first of the choices is True, the second False
    change = move(plan, record, "end", 2, fixed)
"""

import calendar
import datetime as dt
from bisect import bisect
from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

import msgspec

from nrw_desktop.domain.edits.reading import phase_period
from nrw_desktop.domain.edits.setters import setter
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, reference, table_of
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.period import point, stored
from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, shifted
from nrw_desktop.domain.text.points import (
    NOWHERE,
    PHASE_END,
    SIDES,
    Period,
    Point,
    Side,
    before,
    day_point,
    said,
    spoken,
)
from nrw_desktop.domain.text.shortening import shortened

Edge = Literal["start", "end", "both"]
Unit = Literal["day", "month"]

_FARTHEST = 999
"""Months of distance that can be typed."""
_FIXED: dict[Edge, str] = {"start": "fester Beginn", "end": "festes Ende", "both": "fester Zeitraum"}
_LIMITS: dict[Edge, str] = {
    "start": "Später als das Ende kann der Beginn nicht liegen.",
    "end": "Früher als der Beginn kann das Ende nicht liegen.",
    "both": "Weiter lässt sich der Zeitraum nicht verschieben.",
}
_NO_FURTHER = "Weiter reicht der Kalender nicht."


class Handle(msgspec.Struct, frozen=True):
    """Where a period is taken hold of: its ends as months or days, and in which unit a step moves it.

    An open end that is moved by itself stands where its phase or the project ends, else at the start. In „both“ it is
    nowhere, and so is what follows an end that nobody knows: these stay as they are.
    """

    unit: Unit
    start: Point
    end: Point


class Moved(msgspec.Struct, frozen=True):
    """What a move would come to.

    ``start`` and ``end`` are months or days as far as they are known, ``text`` the words that the field then has,
    ``note`` sentences on what comes otherwise than one may think; mostly nothing. ``steps`` are those that were
    possible: no start passes its end. With ``asks`` a person must choose: ``question``, and the words of the two
    ``choices``, a fixed point and what stays relative or open; ``text`` is then that of the first.
    """

    unit: Unit
    steps: int
    start: Point
    end: Point
    text: str
    note: str = ""
    question: str = ""
    choices: tuple[str, str] = ("", "")

    @property
    def asks(self) -> bool:
        """Whether a person must choose before this can be done."""
        return bool(self.question)


class _Points(NamedTuple):
    """Both ends, as they are stored or as they are known."""

    start: Point
    end: Point

    def of(self, side: Side) -> Point:
        """The end on this side."""
        return self.start if side == "start" else self.end


def handle(plan: Plan, record: Phase | Measure, edge: Edge) -> Handle:
    """Where the edge is taken hold of, before it is moved.

    Raises:
        PlanError: it has no place in time that could be moved.
    """
    return _Hold(plan, record, edge).handle


def preview(plan: Plan, record: Phase | Measure, edge: Edge, steps: int, fixed: bool | None = None) -> Moved:
    """What moving the edge by these steps (see `handle`; earlier where negative) would come to.

    What follows the project's or a phase's end at a distance changes its distance. Where it has none yet, and where an
    end is open, ``fixed`` says whether it becomes a month or stays relative or open; without an answer the move asks.
    Where none is to be asked about, ``fixed`` makes a month of what has a distance.

    Raises:
        PlanError: it has no place in time that could be moved.
    """
    held = _Hold(plan, record, edge)
    taken = _farthest(steps, partial(held.fits, fixed=fixed))
    points = (held.points if taken == 0 and fixed is None else held.at(taken, fixed)) or held.points
    notes = [] if taken == steps else [_LIMITS[edge] if held.at(steps, fixed) else _NO_FURTHER]
    text = period.wording(plan, held.record)
    if points != held.points:
        text = held.text(points)
        notes += _replaced(held, points, text)
    moved = Moved(held.handle.unit, taken, *held.known(points), text, " ".join(notes))
    other = held.at(taken, False)
    if fixed is not None or points == held.points or other is None or not held.unsaid:
        return moved
    return msgspec.structs.replace(moved, question=_question(held), choices=_choices(held, points, other))


def move(plan: Plan, record: Phase | Measure, edge: Edge, steps: int, fixed: bool | None = None) -> Change:
    """Move the edge as `preview` says; without rows where nothing would change.

    Raises:
        PlanError: it has no place in time that could be moved, or a person must choose first.
    """
    moved = preview(plan, record, edge, steps, fixed)
    if moved.asks:
        raise PlanError(f"{moved.question} Bitte eines davon wählen.")
    change = setter(table_of(record))(plan, record.id, "period", moved.text)
    return Change(change.rows, _label(plan.apply(change), record, edge)) if change.rows else change


class _Hold:
    """An edge that is held, and what its period would be after so many steps."""

    def __init__(self, plan: Plan, record: Phase | Measure, edge: Edge):
        self.plan, self.edge, self.record = plan, edge, plan.get(type(record), record.id)
        self.points = _Points(*(point(self.record, side) for side in SIDES))
        period.check(plan, self.record)
        ends = _Points(*period.ends(plan, self.record))
        self._refuse_unknown(ends)
        if edge != "both" and ends.of(edge) == NOWHERE:
            ends = ends._replace(**{edge: self._where_open(edge, ends)})
        self._moving = [side for side in SIDES if edge == side or (edge == "both" and ends.of(side) != NOWHERE)]
        by_days = all(self.points.of(side).day for side in self._moving)
        self.handle = Handle("day" if by_days else "month", *ends)
        self.unsaid = [side for side in self._moving if self._is_unsaid(side)]
        """The sides on which stand neither a month nor words for a distance: open, or „bis Projektende“."""

    def _refuse_unknown(self, ends: _Points) -> None:
        """Refuse what has no place in time.

        Raises:
            PlanError: it has none.
        """
        name = shortened(caption(self.record))
        if self.points == (NOWHERE, NOWHERE):
            raise PlanError(f"„{name}“ hat keinen Zeitraum, der sich verschieben ließe. Bitte zuerst einen eintragen.")
        asked = SIDES if self.edge == "both" else (self.edge,)
        lost = [side for side in asked if self.points.of(side).rule and ends.of(side) == NOWHERE]
        if ends == (NOWHERE, NOWHERE) or (lost and self.edge != "both"):
            raise PlanError(
                f"„{name}“ richtet sich nach einem Ende, das noch nicht bekannt ist. "
                "Bitte zuerst dieses angeben oder den Zeitraum selbst ändern."
            )

    def _where_open(self, side: Side, ends: _Points) -> Point:
        """Where an open end is taken hold of: a month that does not lie on the wrong side of the other end."""
        other = (ends.start if side == "end" else ends.end).month
        phase = self.plan.find(Phase, self.record.phase) if isinstance(self.record, Measure) else None
        around = [period.resolved(self.plan, phase, side)] if phase else []
        around += [self.plan.project.end] if side == "end" else []
        fitting = (month for month in around if month and other and (month > other) == (side == "end"))
        return Point(next(fitting, other))

    def _is_unsaid(self, side: Side) -> bool:
        one = self.points.of(side)
        # What starts „im Anschluss an Phase 2“, in the month after it, says no distance either.
        is_next = side == "start" and one.rule == PHASE_END and one.offset == 1
        return not one.month and (one.offset == 0 or is_next)

    def at(self, steps: int, fixed: bool | None) -> _Points | None:
        """The ends after so many steps, as they are stored; None beyond the calendar or what can be typed.

        Without ``fixed``, what says its distance keeps to it, and all else becomes fixed; so it does with it, unless
        all say theirs.
        """
        points = self.points
        for side in self._moving:
            # An answer is about what was asked; the other end keeps its distance.
            is_fixed = fixed is not False and side in self.unsaid if self.unsaid else bool(fixed)
            found = self._moved(side, steps, is_fixed)
            if found is None:
                return None
            points = points._replace(**{side: found})
        return points

    def _moved(self, side: Side, steps: int, fixed: bool) -> Point | None:
        one = self.points.of(side)
        if one.rule:
            moved = one._replace(offset=one.offset + steps)
            if not fixed:
                return moved if abs(moved.offset) <= _FARTHEST else None
            return _in_calendar(_Points(*self.known(self.points._replace(**{side: moved}))).of(side))
        if one.month:
            return _in_calendar(_later(one, steps, self.handle.unit))
        held = self.handle.start if side == "start" else self.handle.end
        return _in_calendar(_later(held, steps, "month")) if fixed else one

    def fits(self, steps: int, fixed: bool | None) -> bool:
        """Whether the period can be what it would be after so many steps."""
        points = self.at(steps, fixed)
        if points is None:
            return False
        start, end = self.known(points)
        return not before(end, start)

    def known(self, points: _Points) -> tuple[Point, Point]:
        """These ends as months or days."""
        fields = {**stored("start", points.start), **stored("end", points.end)}
        return period.ends(self.plan, msgspec.structs.replace(self.record, **fields))

    def text(self, points: _Points) -> str:
        """The words for these ends, as a person would type them."""
        text = spoken(Period(*points), self.plan.number)
        if not isinstance(self.record, Phase) or not self.record.start_derived or points.start != self.points.start:
            return text
        # A start whose year nobody has said goes without it as long as it is read as the same.
        whole = said(points.start, self.plan.number, "start")
        undated = text.replace(whole, whole.removesuffix((points.start.month or "")[:4]).strip(), 1)
        try:
            typed = phase_period(self.plan, self.record, undated)
        except PlanError:
            return text
        return undated if (typed.start, typed.end, typed.derived) == (*points, True) else text


def _farthest(steps: int, fits: Callable[[int], bool]) -> int:
    """The most of these steps that fit, one after the other from none."""
    if fits(steps):
        return steps
    sign = 1 if steps > 0 else -1
    return sign * bisect(range(1, abs(steps)), False, key=lambda count: not fits(sign * count))


def _later(one: Point, steps: int, unit: Unit) -> Point:
    """A month or day so many months or days later, nowhere beyond the calendar.

    Of a day that the month has not, its last.
    """
    month = one.month or ""
    if unit == "day":
        try:
            return day_point(dt.date(int(month[:4]), int(month[5:]), one.day or 1) + dt.timedelta(steps))
        except OverflowError:
            return NOWHERE
    found = shifted(month, steps)
    if shifted(found, -steps) != month:
        return NOWHERE
    return Point(found, day=one.day and min(one.day, calendar.monthrange(int(found[:4]), int(found[5:]))[1]))


def _in_calendar(one: Point) -> Point | None:
    return one if one.month and FIRST_YEAR <= int(one.month[:4]) <= LAST_YEAR else None


def _replaced(held: _Hold, points: _Points, text: str) -> list[str]:
    """What a person may miss of the words that stood there."""
    record = held.record
    if isinstance(record, Phase) and record.start_derived:
        moved = points.start != held.points.start
        return ["Das Jahr des Beginns war erschlossen, jetzt steht es fest."] if moved else []
    if record.period_text in (None, spoken(Period(*held.points), held.plan.number)):
        return []
    return [f"Statt „{shortened(record.period_text or '')}“ steht dann „{text}“."]


def _question(held: _Hold) -> str:
    if len(held.unsaid) > 1:
        return "Beginn und Ende richten sich nach etwas anderem. Sollen sie fest werden oder ihm mit Abstand folgen?"
    (side,) = held.unsaid
    one, name = held.points.of(side), "Der Beginn" if side == "start" else "Das Ende"
    it = "er" if side == "start" else "es"
    if not one.rule:
        return f"{name} ist offen. Soll {it} fest werden?"
    followed = said(one._replace(offset=0), held.plan.number, side)
    return f"{name} folgt dem {followed}. Soll {it} fest werden oder ihm mit Abstand folgen?"


def _choices(held: _Hold, points: _Points, other: _Points) -> tuple[str, str]:
    """The words of both answers."""
    if held.edge == "both":
        return f"{_FIXED['both']}: {held.text(points)}", held.text(other)
    one, rest = (said(found.of(held.edge), held.plan.number, held.edge) for found in (points, other))
    return f"{_FIXED[held.edge]}: {one}", rest or "bleibt offen"


def _label(after: Plan, record: Phase | Measure, edge: Edge) -> str:
    """What a person would say was done."""
    moved = after.get(type(record), record.id)
    if edge == "both":
        return f"Zeitraum von {reference(record)} verschoben: {period.wording(after, moved)}"
    what, one = "Beginn" if edge == "start" else "Ende", point(moved, edge)
    words = said(one, after.number, edge)
    if one.rule:
        return f"{what} von {reference(record)} verschoben: {words}"
    return f"{what} von {reference(record)} auf {'den ' if one.day else ''}{words} verschoben"
