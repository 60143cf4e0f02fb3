"""What was found of a plan in tables, before it is read as a plan: texts with the places where they stand."""

from collections.abc import Sequence
from itertools import chain

import msgspec

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.exchange.tables.cells import Item
from nrw_desktop.exchange.tables.headings import folded

NAMELESS = "Maßnahmen"
"""What a phase is called that has no title."""


class FoundMeasure(msgspec.Struct):
    """A measure: its text, what stands in its row by field, and who and what stands beside it there.

    ``columns`` are those of its cells, counted from 1, as far as they have one; rows of texts share them.
    """

    text: str
    place: Place
    cells: dict[str, str] = msgspec.field(default_factory=dict)
    notes: list[str] = msgspec.field(default_factory=list)
    columns: dict[str, int] = msgspec.field(default_factory=dict)
    goals: list[str] = msgspec.field(default_factory=list)
    partners: list[str] = msgspec.field(default_factory=list)


class FoundPhase(msgspec.Struct):
    """A phase with what stands in its rows."""

    title: str
    place: Place
    period: str = ""
    period_place: Place = Place()
    measures: list[FoundMeasure] = msgspec.field(default_factory=list)
    goals: list[Item] = msgspec.field(default_factory=list)
    goal_places: list[Place] = msgspec.field(default_factory=list)
    partners: list[str] = msgspec.field(default_factory=list)
    partners_place: Place = Place()

    def add_goals(self, goals: Sequence[Item], places: Sequence[Place], known: set[str]) -> None:
        """Take goals with those below them, but none of which all words are ``known``; these get the new ones."""
        blocks: list[list[int]] = []
        for number, goal in enumerate(goals):
            if goal.depth and blocks:
                blocks[-1].append(number)
            else:
                blocks.append([number])
        new = [one for one in blocks if any(folded(goals[number].text) not in known for number in one)]
        for number in chain.from_iterable(new):
            self.goals.append(goals[number])
            self.goal_places.append(places[number])
        known.update(folded(goal.text) for goal in goals)


class FoundPartner(msgspec.Struct):
    """A partner of a register, and by field what stands beside it: how to reach whom, an abbreviation, a remark."""

    name: str
    place: Place
    cells: dict[str, str] = msgspec.field(default_factory=dict)


class FoundPlan(msgspec.Struct):
    """All phases, and what stands above them."""

    phases: list[FoundPhase] = msgspec.field(default_factory=list)
    heading: str = ""
    title: str = ""
    introduction: str = ""
    partners: list[FoundPartner] = msgspec.field(default_factory=list)
