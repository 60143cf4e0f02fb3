"""When something is, as a period or by its ends; where a row says it twice, both mean the same, or it is asked."""

from collections.abc import Sequence
from functools import lru_cache

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.text.points import Point, without_edge
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.titles import read_period

_PERIOD, _ENDS = "period", "ends"


def of_both(start: str, end: str) -> str:
    """The period that two columns make."""
    if start and end:
        return start if start == end else f"{start} bis {end}"
    return f"ab {start}" if start else f"bis {end}" if end else ""


def one_of_both(
    part: str, places: Sequence[Place], periods: Sequence[str], ends: Sequence[str], questions: Questions
) -> tuple[list[str], list[str]]:
    """What holds of the periods of rows and of their ends, and what is left of the other as a note; mostly nothing.

    ``places`` are those of the periods.
    """
    chosen, notes = list(periods), [""] * len(periods)
    for number, (said, end) in enumerate(zip(periods, ends, strict=True)):
        if not said or not end:
            continue
        if _is_same(said, end):
            # Days within the months that the period says are no other time.
            notes[number] = f"Beginn und Ende: {end}" if _says_days(end) and not _says_days(said) else ""
            continue
        words = {
            _PERIOD: "der Zeitraum; Beginn und Ende als Notiz",
            _ENDS: "Beginn und Ende; der Zeitraum als Notiz",
        }
        readable = _read(said) is not None
        answer = questions.ask(
            f"{part}, Zeiten{'' if readable else ' in Worten'}",
            places[number],
            said,
            f"Neben dem Zeitraum „{shortened(said)}“ steht „{shortened(end)}“ als Beginn und Ende. Was gilt in solchen "
            "Zeilen?",
            words if readable else dict(reversed(words.items())),
        )
        chosen[number] = said if answer == _PERIOD else end
        notes[number] = f"Beginn und Ende: {end}" if answer == _PERIOD else f"Zeitraum: {said}"
    return chosen, notes


def _is_same(one: str, other: str) -> bool:
    """Whether two periods mean the same months, and the same days where both say some."""
    first, second = _read(one), _read(other)
    if first is None or second is None:
        return False
    pairs = list(zip(first, second, strict=True))
    has_days = all(any(point.day for point in ends) for ends in (first, second))
    same_days = not has_days or all(mine.day == theirs.day for mine, theirs in pairs)
    return same_days and all((mine.month, mine.rule) == (theirs.month, theirs.rule) for mine, theirs in pairs)


def _says_days(text: str) -> bool:
    """Whether a period says days that are not the first and last of months."""
    found = _read(text)
    return found is not None and any(point.day for point in found)


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Point, Point] | None:
    """The ends of a period; None where it cannot be read."""
    found = read_period(text)
    return None if found is None else (without_edge(found.start, "start"), without_edge(found.end, "end"))
