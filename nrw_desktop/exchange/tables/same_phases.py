"""Phases that stand in several places of a file under one title: their measures here, their goals on another sheet."""

from collections.abc import Sequence

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.tables.cells import Item, together
from nrw_desktop.exchange.tables.found import NAMELESS, FoundPhase
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.titles import without_continuation

_ONE, _APART = "one", "apart"


def joined(phases: Sequence[FoundPhase], questions: Questions) -> list[FoundPhase]:
    """The phases, those of one title as one, if that is what they are, which is asked."""
    first: dict[str, FoundPhase] = {}
    called = (phase for phase in phases if phase.title and phase.title != NAMELESS)
    again = [phase for phase in called if first.setdefault(_key(phase), phase) is not phase]
    if not again:
        return list(phases)
    named = "“, „".join(dict.fromkeys(shortened(phase.title) for phase in again[:3]))
    answer = questions.ask(
        "Phasen, mehrmals",
        again[0].place,
        again[0].title,
        f"„{named}“ {'steht' if len(again) == 1 else 'stehen'} an mehreren Stellen. Ist es jeweils dieselbe Phase?",
        {_ONE: "ja, zusammen", _APART: "nein, einzeln übernehmen"},
    )
    if answer == _APART:
        return list(phases)
    found: list[FoundPhase] = []
    for phase in phases:
        before = first.get(_key(phase), phase)
        if before is phase:
            found.append(phase)
        else:
            _add(before, phase, questions)
    return found


def _key(phase: FoundPhase) -> str:
    return folded(without_continuation(phase.title))


def _add(phase: FoundPhase, more: FoundPhase, questions: Questions) -> None:
    """Take what a phase says further on; of two periods the first counts, and the other is told of."""
    if more.period and not phase.period:
        phase.period, phase.period_place = more.period, more.period_place
    elif more.period and folded(more.period) != folded(phase.period):
        why = f"Für „{shortened(phase.title)}“ steht weiter oben ein anderer Zeitraum: „{phase.period}“."
        questions.refuse(more.period_place, more.period, why)
    phase.measures += more.measures
    known = {folded(goal.text) for goal in phase.goals}
    for block in _blocks(more.goals):
        if any(folded(more.goals[number].text) not in known for number in block):
            phase.goals += [more.goals[number] for number in block]
            phase.goal_places += [more.goal_places[number] for number in block]
    if not phase.partners_place.part:
        phase.partners_place = more.partners_place
    if more.partners:
        phase.partners = together([phase.partners, more.partners]) if phase.partners else more.partners


def _blocks(goals: Sequence[Item]) -> list[list[int]]:
    """The numbers of the goals, each with those below it."""
    found: list[list[int]] = []
    for number, goal in enumerate(goals):
        if goal.depth and found:
            found[-1].append(number)
        else:
            found.append([number])
    return found
