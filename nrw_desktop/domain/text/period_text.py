"""Periods and dates as people type them: „3/2018“, „1.–3.7.2018“, „Ende 2018 bis Q2 2019“, „ab sofort“, „laufend“.

Nothing is known here of a plan: the phases that a text may name come as their ids.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.months import FIRST_YEAR, LAST_YEAR, plain
from nrw_desktop.domain.text.period_notation import is_notation
from nrw_desktop.domain.text.period_pieces import Piece, beside, piece, shared
from nrw_desktop.domain.text.period_refusals import is_unclear, no_end, no_period
from nrw_desktop.domain.text.period_years import Anchor, Stretch, dated
from nrw_desktop.domain.text.points import NOWHERE, PHASE_END, Period, Point, before, check_ends, is_day, spoken

_LONGEST, _MOST_MARKS = 120, 8
# Patterns are compiled when something is typed, not at the start of the program.
_POINT = r"(?:\d\d\.)?\d\d[/.]\d{4}"
_KNOWN = rf"\s*\((?:(?:ab |bis )?{_POINT}|{_POINT} bis {_POINT})\)$"
_HEDGE = r"(?i)(?:^|(?<=\s))(?:ca\.|ca|circa|etwa|ungefähr|voraussichtlich|voraus\.|vsl\.|geplant(?: für)?:?)\s+(?=\S)"
_LATEST, _EARLIEST = r"(?i)^(?:bis )?spätestens (?:bis )?(?:zum )?", r"(?i)^(?:ab )?frühestens (?:ab )?"
_HOUR = r"\d{1,2}(?:[:.]\d\d)?"
_TIME = (
    rf"(?i)(?:,\s*|\s+)(?:(?:um|ab|von|gegen|bis)\s+)?(?P<time>{_HOUR}(?:\s*(?:[-–]|bis)\s*{_HOUR})?\s*uhr|"
    r"\d{1,2}:\d\d(?:\s*[-–]\s*\d{1,2}:\d\d)?)$"
)
_OPEN = (
    r"laufend|lfd\.?|fortlaufend|fortl\.?|bis auf weiteres|dauerhaft|dauernd|ständig|offen|unbefristet|durchgehend"
    r"|fortwährend|kontinuierlich|ff\.?"
)
_OPEN_FIRST, _OPEN_LAST = rf"(?i)^(?:{_OPEN})(?:,\s*|\s+)", rf"(?i)(?:,?\s+(?:bis\s+)?|\s*[-–—]\s*)(?:{_OPEN})$"
_ISO_PERIOD = r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)"
_BETWEEN = r"(?i)zwischen\s+"
_OPENED = r"(?i)(?:\s+bis|\s*[-–—])$"
_SURE = r"(?:zum\s+|zur\s+|einschließlich\s+|einschl\.\s*|inkl\.\s*|spätestens\s+)*"
_FROM, _TO = r"(?i)(?:ab|seit|beginnend(?: ab| mit| im| am)?)\s+", rf"(?i)(?:bis\s+{_SURE}|[-–—]\s*)"
_SEPARATORS = (rf"(?i)\s+bis\s+{_SURE}", r"\s+[-–—−]\s+", r"\s*[-–—−‐‑]\s*")
_DATED = "(?:([0-9]{1,2})[.]([0-9]{1,2})[.]|([0-9]{1,2})/)([0-9]{4})"
_DATES = rf"{_DATED}(?: bis {_DATED})?"
"""As nearly all stand in sheets; the other forms are tried one by one, which takes twenty times as long."""
_JOINED = r"(?i)\s*/\s*|\s+(?:und|u\.|&|\+)\s+"
_MARKS = r"(?i)[-–—−‐‑/&+]|\bbis\b|\bund\b"

Reader = Callable[[str], Stretch | None]


class _Grammar(NamedTuple):
    """What a text is read with."""

    phases: Sequence[str]
    today: dt.date
    own: str | None

    def piece(self, text: str) -> Stretch | None:
        """One piece."""
        found = piece(text, self.phases, self.today, self.own)
        return Stretch(found, found) if found else None

    def joined(self, text: str) -> Stretch | None:
        """One piece, or two that touch: „Mai/Juni 2018“."""
        if one := self.piece(text):
            return one
        both = _first_of(text, re.finditer(_JOINED, text), self.piece)
        return Stretch(both[0].first, both[1].last) if both else None

    def range(self, text: str) -> tuple[Stretch, Stretch] | None:
        """Two stretches with „bis“ or a dash between them; the first separator at which both can be read."""
        if re.match(_BETWEEN, text):
            words = re.sub(_BETWEEN, "", text, count=1)
            return _first_of(words, re.finditer(r"(?i)\s+und\s+", words), self.joined)
        return _first_of(text, (match for one in _SEPARATORS for match in re.finditer(one, text)), self.joined)


def _first_of(text: str, places: Iterator[re.Match[str]], read: Reader) -> tuple[Stretch, Stretch] | None:
    """Both sides of the first of these places where each can be read; the second may tell what the first means.

    Raises:
        PlanError: at none, and at one because there is no such thing, as month 13.
    """
    refused: PlanError | None = None
    for match in places:
        try:
            found = _two(text[: match.start()].strip(), text[match.end() :].strip(), read)
        except PlanError as error:
            refused = refused or error
        else:
            if found:
                return found
    if refused:
        raise refused
    return None


def _two(left: str, right: str, read: Reader) -> tuple[Stretch, Stretch] | None:
    one = read(left)
    if one is None:
        return None
    words = shared(left, right)
    other = (read(words) if words else None) or read(right)
    if other is None or other.first.unit == "bare":
        return None
    if one.first.unit == "bare":
        meant = beside(one.first, other.first)
        return (Stretch(meant, meant), other) if meant else None
    return one, other


def parse_period(
    text: str,
    phases: Sequence[str] = (),
    after: str | None = None,
    *,
    today: dt.date | None = None,
    within: tuple[str | None, str | None] = (None, None),
    own: str | None = None,
) -> Period:
    """The period that a person typed; a year that stands once holds for both ends, as in „März bis Juli 2017“.

    ``phases`` are the ids of the plan's phases in order, for „Ende von Phase 2“, and ``own`` is that of the phase whose
    end „Phasenende“ is. Where no year stands at all, the one
    assumed is that nearest to the phase between the months ``within``, else the first later than the month ``after``,
    else the nearest to ``today`` if it is given. Words like „morgen“ count from ``today``, else from this day. Years of
    two digits are 2000 to 2099.

    Raises:
        PlanError: it is no period, has no year, ends before it starts, or names something that there is not.
    """
    # Single blanks first: the gate looks long at long ones. The months in brackets are what is shown beside the words.
    typed = re.sub(_KNOWN, "", plain(" ".join(text.split()))[: _LONGEST + 100])
    if not typed:
        return Period()
    if dates := _dates(typed):
        return dates
    if len(typed) > _LONGEST or len(re.findall(_MARKS, typed)) > _MOST_MARKS or is_unclear(typed):
        raise no_period(typed)
    grammar = _Grammar(phases, today or dt.date.today(), own)
    words, note = _without_time(typed)
    words, opened = _without_opening(words)
    if not words:
        return Period(remark=note, words=typed)
    start, end, alone = _sides(grammar, words)
    if alone and opened:
        end, alone = None, False
    if alone and start and start.first.unit == "rule":
        if not _begins(start.first):
            raise no_end(words)
        end = None
    anchor = Anchor(after, grammar.today, within, today is not None, alone)
    period, assumed = dated(start, end, anchor)
    says_more = assumed or not is_notation(typed, [one for one in (start, end) if one])
    return _with_remark(_with_words(period, typed if says_more else ""), assumed, phases, note)


def _dates(text: str) -> Period | None:
    """The period of one day or month with its year, or from one to another; None for what is none or not in order."""
    match = re.fullmatch(_DATES, text)
    if match is None:
        return None
    first, last = match.groups()[:4], match.groups()[4:]
    start = _point(*first)
    end = _point(*last) if last[3] else start
    return Period(start, end) if start and end and not before(end, start) else None


def _point(day: str | None, month: str | None, alone: str | None, year: str) -> Point | None:
    number = int(month or alone or 0)
    if not (1 <= number <= 12 and FIRST_YEAR <= int(year) <= LAST_YEAR):
        return None
    found = Point(f"{year}-{number:02}", day=int(day) if day else None)
    return found if is_day(found.month, found.day) else None


def _with_words(period: Period, words: str) -> Period:
    """The period with the words to be stored; none where they are true today alone.

    Nor where they name a phase: its number is another one when it moves.
    """
    numbered = any(point.rule == PHASE_END for point in period[:2])
    return period._replace(words=words) if period.keeps_wording and not numbered else period


def _begins(one: Piece) -> bool:
    """Whether a rule is the month after something, as in „im Anschluss an Phase 2“."""
    point = one.ends[0] if one.ends else NOWHERE
    return point.rule == PHASE_END and point.offset > 0


def _without_time(text: str) -> tuple[str, str]:
    """The text without words that make it less certain and without the time of day, and a note on the latter.

    A plan knows no hours. They stay in the words that a person typed, where those are stored.
    """
    text = re.sub(_HEDGE, "", text)
    text = re.sub(_EARLIEST, "ab ", re.sub(_LATEST, "bis ", text))
    text = re.sub(_ISO_PERIOD, r"\1 bis \2", text)
    match = re.search(_TIME, text)
    return (text[: match.start()], f"Ohne Uhrzeit gelesen („{match['time']}“).") if match else (text, "")


def _without_opening(text: str) -> tuple[str, bool]:
    """The text without „laufend“ and the like, and whether it stood behind: then what is left has no end."""
    if re.fullmatch(rf"(?i)(?:{_OPEN})", text):
        return "", True
    text = re.sub(_OPEN_FIRST, "", text)
    rest = re.sub(_OPEN_LAST, "", text)
    return rest, rest != text


def _sides(grammar: _Grammar, text: str) -> tuple[Stretch | None, Stretch | None, bool]:
    """What stands on both sides of „bis“; the third says that there is but one stretch, which is both.

    Raises:
        PlanError: it cannot be read.
    """
    if match := re.match(_TO, text):
        last = grammar.joined(text[match.end() :])
        if last is None or last.first.unit == "bare":
            raise _unreadable(grammar, text, text[match.end() :])
        return None, last, False
    match, opened = re.match(_FROM, text), re.search(_OPENED, text)
    words = text[match.end() if match else 0 : opened.start() if opened else len(text)].strip()
    if whole := grammar.piece(words):
        alone = not match and not opened and words.casefold() != "sofort"
        return whole, whole if alone else None, alone
    if both := None if opened else grammar.range(words):
        return *both, False
    found = grammar.joined(words)
    if found is None:
        raise _unreadable(grammar, text, words)
    alone = not match and not opened
    return found, found if alone else None, alone


def _unreadable(grammar: _Grammar, text: str, words: str) -> PlanError:
    """Why a text cannot be read, said of the side of „bis“ that cannot."""
    first, found, last = (words or text).partition(" bis ")
    if not found or not last or not first:
        return no_period(words or text)
    return no_period(last if _readable(grammar, first) else first)


def _readable(grammar: _Grammar, text: str) -> bool:
    try:
        return grammar.joined(re.sub(_FROM, "", text, count=1)) is not None
    except PlanError:
        return False


def _with_remark(period: Period, assumed: bool, phases: Sequence[str], note: str) -> Period:
    """The period with what was assumed, once its ends are in order."""
    check_ends(period.start, period.end)
    read = spoken(period, lambda key: phases.index(key) + 1)
    remarks = ([f"Ohne Jahr: als {read} gelesen."] if assumed else []) + ([note] if note else [])
    return period._replace(remark=" ".join(remarks))
