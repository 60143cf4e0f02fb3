"""The sums over measures that the Sachbericht and the results of a year show: money and people, and what they lack."""

from collections.abc import Sequence
from typing import NamedTuple

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries import progress


class People(NamedTuple):
    """Those expected and those who came, None where nobody has said; and what these numbers are of.

    ``comparable`` says whether both are known of the same measures.
    """

    expected: int | None
    actual: int | None
    note: str
    comparable: bool = True


def people(measures: Sequence[Measure]) -> People:
    """How many people were expected and came; dropped measures do not count."""
    counted = progress.counted(measures)
    dropped = len(measures) - len(counted)
    rest = f"; ohne {dropped} entfallene" if dropped else ""
    told = [measure for measure in counted if measure.participants_expected is not None]
    came = [measure for measure in counted if measure.participants_actual is not None]
    if not told and not came:
        return People(None, None, f"noch ohne Angabe{rest}")
    expected = sum(measure.participants_expected or 0 for measure in told) if told else None
    actual = sum(measure.participants_actual or 0 for measure in came) if came else None
    if told == came:
        return People(expected, actual, f"bei {len(told)} von {len(counted)} Maßnahmen angegeben{rest}")
    note = f"erwartet bei {len(told)}, gekommen bei {len(came)} von {len(counted)} Maßnahmen angegeben{rest}"
    return People(expected, actual, note, comparable=False)


def costs(plan: Plan, measures: Sequence[Measure], year: int) -> tuple[int | None, int | None]:
    """What these measures cost in a year, as planned and as it came, in cents; None where nobody has said."""
    of_year = [cost for measure in measures for cost in plan.costs(measure.id) if cost.year == year]
    planned = [cost.planned for cost in of_year if cost.planned is not None]
    actual = [cost.actual for cost in of_year if cost.actual is not None]
    return sum(planned) if planned else None, sum(actual) if actual else None


def open_costs(plan: Plan, measures: Sequence[Measure], year: int) -> str:
    """How many measures have planned costs of the year but no actual ones; empty for none."""
    count = sum(
        planned is not None and actual is None for planned, actual in (costs(plan, [each], year) for each in measures)
    )
    noun = "einer Maßnahme" if count == 1 else f"{count} Maßnahmen"
    return f"tatsächliche Kosten von {noun} noch offen" if count else ""


def costs_note(plan: Plan, measures: Sequence[Measure], year: int) -> str:
    """What a sum of costs holds beyond the measures that count, and what it lacks."""
    dropped = [each for each in measures if each.status == "dropped" and costs(plan, [each], year) != (None, None)]
    noun = "eine entfallene Maßnahme" if len(dropped) == 1 else f"{len(dropped)} entfallene Maßnahmen"
    notes = (f"darin {noun}" if dropped else "", open_costs(plan, measures, year))
    return "; ".join(note for note in notes if note)
