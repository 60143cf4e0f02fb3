"""The Umsetzungsschritte as a table of five columns, whatever word processor it is for."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner
from nrw_desktop.domain.queries import goals, partners, period

NAME = "Umsetzungsschritte"
HEADS = ("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner")
SHARES = (40, 24, 63, 60, 67)
"""How wide the columns are, in parts of all."""
PURPOSE = "Eine Zeile für jede Phase, mit Zeitraum, Maßnahmen, Zielen und Kooperationspartnern"
MOST_DEPTH = 8
"""So deep can lists of word processors be, the first level being 0."""
_READ_OTHERWISE = re.compile(r"\n|^[-–—*•·]\s|\s•\s")
"""What is taken for the layout of a list where a document is read."""


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
    project, rows, series = plan.project, [], list[int]()
    # By a sign behind it the number of a single one is told from a title such as „1 Workshop“.
    sign = "." if len(plan.phases) == 1 else ""
    deepest = 0
    for number, phase in enumerate(plan.phases, 1):
        entries = list(goals.entries(plan, phase))
        items = _goals(plan, entries, series)
        deepest = max((deepest, *(entry.depth for entry in entries)))
        row = Row(
            f"{number}{sign} {phase.title}".rstrip(),
            period.wording(plan, phase),
            [Item(one.text or one.short or "") for one in plan.measures(phase.id)],
            items,
            partners.cell_text(plan, phase),
        )
        rows.append(row)
    told = []
    if deepest > MOST_DEPTH:
        told.append(f"Listen haben höchstens {MOST_DEPTH + 1} Ebenen: Tiefere Ziele stehen auf der letzten davon.")
    mentions = [one for one in plan.all(Mention).values() if one.printed is not None]
    if other := sum(one.printed != plan.get(Partner, one.partner).name for one in mentions):
        names = "ein Name" if other == 1 else f"{other} Namen"
        told.append(f"Partner heißen so, wie die Phase sie schreibt: {names} im Verzeichnis anders.")
    if other := sum(bool(_READ_OTHERWISE.search(one.text)) for row in rows for one in (*row.measures, *row.goals)):
        texts = "Ein Text hat" if other == 1 else f"{other} Texte haben"
        told.append(f"{texts} mehrere Zeilen oder Zeichen einer Liste; eingelesen kommt das nicht ganz so zurück.")
    return FiveColumns(
        project.heading,
        project.title,
        project.introduction.split("\n") if project.introduction else [],
        rows,
        series,
        told,
    )


def _goals(plan: Plan, entries: Sequence[goals.Entry], series: list[int]) -> list[Item]:
    """The goals of a phase as items; ``series`` gets those that begin in it."""
    items, of_lists, of_goals = list[Item](), dict[str | None, int](), dict[str | None, int]()
    for goal, depth, _mark in entries:
        depth = min(depth, MOST_DEPTH)
        number = of_lists.get(goal.parent)
        if number is None:
            number = 0
            if goals.style_of(plan, goal) == "numbered":
                number = of_goals.get(goal.parent, 0)
                if not number:
                    series.append(depth)
                    number = len(series)
            of_lists[goal.parent] = number
        of_goals[goal.id] = number
        items.append(Item(goal.text, depth, number))
    return items
