"""The Umsetzungsschritte as a table of five columns, whatever word processor it is for."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.model.choices import ListStyle
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Mention, Partner, Phase
from nrw_desktop.domain.queries import partners, period

NAME = "Umsetzungsschritte"
HEADS = ("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner")
SHARES = (44, 27, 61, 57, 65)
"""How wide the columns are, in parts of all."""
PURPOSE = "Eine Zeile für jede Phase, mit Zeitraum, Maßnahmen, Zielen und Kooperationspartnern"
MOST_DEPTH = 8
"""So deep can lists of word processors be, the first level being 0."""
_SHORT = 700
"""Letters of a row that stays on one page."""
_BEGINS_ITEM, _WITHIN_LINE = re.compile(r"[-–—*•·]\s"), re.compile(r"\s•\s")


class Item(msgspec.Struct, frozen=True, gc=False):
    """An item of a list: its text and depth, and which series its number belongs to, counted from 1; 0 for a bullet.

    Below an item that has a number, one belongs to the same series and says both („2.1“).
    """

    text: str
    depth: int = 0
    series: int = 0


class Row(NamedTuple):
    """A phase: its number and title, its period in words, and what stands in the other columns."""

    name: str
    period: str
    measures: Sequence[Item]
    goals: Sequence[Item]
    partners: str

    @property
    def is_short(self) -> bool:
        """Whether it is to stand on one page: one that is longer would leave too much of a page empty."""
        listed = sum(len(one.text) for one in (*self.measures, *self.goals))
        return len(self.name) + len(self.period) + len(self.partners) + listed < _SHORT


class FiveColumns(NamedTuple):
    """The whole: heading and title, the paragraphs before the table, and its rows; and what had no place in it.

    ``series`` are the depths at which the series of numbers begin.
    """

    heading: str
    title: str
    introduction: Sequence[str]
    rows: Sequence[Row]
    series: Sequence[int]
    told: list[str]


def five_columns(plan: Plan) -> FiveColumns:
    """The table of a plan."""
    project, rows, goals = plan.project, [], _Goals(plan)
    # By a sign behind it the number of a single one is told from a title such as „1 Workshop“.
    sign = "." if len(plan.phases) == 1 else ""
    for number, phase in enumerate(plan.phases, 1):
        row = Row(
            f"{number}{sign} {phase.title}".rstrip(),
            period.wording(plan, phase),
            [Item(one.text or one.short or "") for one in plan.measures(phase.id)],
            goals.of(phase),
            partners.cell_text(plan, phase),
        )
        rows.append(row)
    told = []
    if goals.deepest > MOST_DEPTH:
        told.append(f"Listen haben höchstens {MOST_DEPTH + 1} Ebenen: Tiefere Ziele stehen auf der letzten davon.")
    mentions = [one for one in plan.all(Mention).values() if one.printed is not None]
    if other := sum(one.printed != plan.get(Partner, one.partner).name for one in mentions):
        names = "ein Name" if other == 1 else f"{other} Namen"
        told.append(f"Partner heißen so, wie die Phase sie schreibt: {names} im Verzeichnis anders.")
    if other := sum(_is_read_otherwise(one.text) for row in rows for one in chain(row.measures, row.goals)):
        texts = "Ein Text hat" if other == 1 else f"{other} Texte haben"
        told.append(f"{texts} mehrere Zeilen oder Zeichen einer Liste; eingelesen kommt das nicht ganz so zurück.")
    return FiveColumns(
        project.heading,
        project.title,
        project.introduction.split("\n") if project.introduction else [],
        rows,
        goals.series,
        told,
    )


def _is_read_otherwise(text: str) -> bool:
    """Whether something in a text is taken for the layout of a list where a document is read."""
    # Nearly all texts have no bullet, and need no looking for one between blanks.
    return "\n" in text or bool(_BEGINS_ITEM.match(text)) or ("•" in text and bool(_WITHIN_LINE.search(text)))


class _Goals:
    """Makes items of the goals of a plan; ``series`` are the depths at which those that count begin."""

    def __init__(self, plan: Plan):
        self._plan = plan
        self.series: list[int] = []
        self.deepest = 0

    def of(self, phase: Phase) -> list[Item]:
        """The goals of a phase in reading order."""
        items: list[Item] = []
        self._add(items, self._plan.goals(phase.id), phase.goal_style, 0, 0)
        return items

    def _add(self, items: list[Item], goals: Sequence[Goal], style: ListStyle, depth: int, above: int) -> None:
        """Add a list and those below it; ``above`` is the series of the goal that it stands under."""
        self.deepest = max(self.deepest, depth)
        level, number = min(depth, MOST_DEPTH), 0
        if style == "numbered" and goals:
            if not above:
                self.series.append(level)
            number = above or len(self.series)
        for goal in goals:
            items.append(Item(goal.text, level, number))
            if below := self._plan.goals(goal.phase, goal.id):
                self._add(items, below, goal.child_style, depth + 1, number)
