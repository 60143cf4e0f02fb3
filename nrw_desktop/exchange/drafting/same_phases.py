"""Phases that stand in several places of a file under one title: their measures here, their goals on another sheet."""

import re
from collections import defaultdict
from collections.abc import Sequence

from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.tables.cells import together
from nrw_desktop.exchange.tables.found import NAMELESS, FoundMeasure, FoundPhase
from nrw_desktop.exchange.tables.headings import WORDS, folded
from nrw_desktop.exchange.tables.questions import Questions
from nrw_desktop.exchange.tables.titles import without_continuation

_ONE, _APART = "one", "apart"
_NUMBER = re.compile(r"Phase ([1-9]\d?)")


def joined(phases: Sequence[FoundPhase], questions: Questions) -> list[FoundPhase]:
    """The phases, those of one title as one, if that is what they are, which is asked."""
    phases = _by_number(phases, questions)
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
    for phase in found:
        phase.measures = _once(phase, questions)
    return found


def _by_number(phases: Sequence[FoundPhase], questions: Questions) -> Sequence[FoundPhase]:
    """The phases without those that only a number names, where another table has their titles, as it is answered."""
    bare = {id(phase): int(match[1]) for phase in phases if (match := _NUMBER.fullmatch(phase.title))}
    named: defaultdict[str, list[FoundPhase]] = defaultdict(list)
    for phase in phases:
        if id(phase) not in bare and phase.title and phase.title != NAMELESS:
            named[phase.place.part].append(phase)
    first = next((phase for phase in phases if id(phase) in bare), None)
    titles = next((found for found in named.values() if bare and len(found) >= max(bare.values())), [])
    if first is None or not titles or titles[0].place.part in {one.place.part for one in phases if id(one) in bare}:
        return phases
    number = bare[id(first)]
    meant, where = titles[number - 1], titles[0].place.part
    answer = questions.ask(
        "Phasen, nach Nummern",
        first.place,
        first.title,
        f"In {first.place.part} stehen Nummern statt der Titel von Phasen. Ist „{first.title}“ die Phase "
        f"„{shortened(meant.title)}“, die {number}. in {where}?",
        {_ONE: "ja; auch die anderen nach ihrer Nummer", _APART: "nein, eigene Phasen"},
    )
    if answer == _APART:
        return phases
    for phase in phases:
        if id(phase) in bare:
            _add(titles[bare[id(phase)] - 1], phase, questions)
    return [phase for phase in phases if id(phase) not in bare]


def _key(phase: FoundPhase) -> str:
    return folded(without_continuation(phase.title))


def _once(phase: FoundPhase, questions: Questions) -> list[FoundMeasure]:
    """The measures of a phase; those of the same words in several tables, as in an overview, are one if that is so."""
    first: dict[str, FoundMeasure] = {}
    again = []
    for measure in phase.measures:
        before = first.setdefault(folded(measure.text), measure)
        if before.place.part != measure.place.part:
            again.append((before, measure))
    if not again:
        return phase.measures
    words = shortened(again[0][1].text)
    answer = questions.ask(
        "Maßnahmen, in mehreren Tabellen",
        again[0][1].place,
        again[0][1].text,
        f"„{words}“ steht in derselben Phase auch in {again[0][0].place.part}. Ist es dieselbe Maßnahme?",
        {_ONE: "ja; auch andere solche, mit allen Angaben", _APART: "nein, einzeln übernehmen"},
    )
    if answer == _APART:
        return phase.measures
    for before, measure in again:
        for field, text in measure.cells.items():
            if folded(before.cells.setdefault(field, text)) != folded(text):
                before.notes.append(f"{WORDS.get(field, field)}: {text}")
        before.notes += [note for note in measure.notes if note not in before.notes]
        before.goals = [*before.goals, *(goal for goal in measure.goals if goal not in before.goals)]
        before.partners = [*before.partners, *(name for name in measure.partners if name not in before.partners)]
    gone = {id(measure) for _, measure in again}
    return [measure for measure in phase.measures if id(measure) not in gone]


def _add(phase: FoundPhase, more: FoundPhase, questions: Questions) -> None:
    """Take what a phase says further on; of two periods the first counts, and the other is told of."""
    if more.period and not phase.period:
        phase.period, phase.period_place = more.period, more.period_place
    elif more.period and folded(more.period) != folded(phase.period):
        why = f"Für „{shortened(phase.title)}“ steht weiter oben ein anderer Zeitraum: „{phase.period}“."
        questions.refuse(more.period_place, more.period, why)
    phase.measures += more.measures
    phase.add_goals(more.goals, more.goal_places, {folded(goal.text) for goal in phase.goals})
    if not phase.partners_place.part:
        phase.partners_place = more.partners_place
    phase.partners = together([cell for cell in (phase.partners, more.partners) if cell])
