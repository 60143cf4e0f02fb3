"""Rows of the five-column overview, the same for every engine: the seed plan's own texts, shuffled."""

import random
from collections.abc import Sequence

from nrw_desktop.domain.model import order, template
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Mention, Partner, Phase, Project, Record
from nrw_desktop.domain.queries import goals, partners
from nrw_desktop.paths import plan_template

BIG_EVERY = 25
"""Every so many rows there is one nearly as high as a page; with higher ones it would be no table."""


def plan_of_rows(count: int) -> Plan:
    """A plan of so many phases, each a row."""
    seed = Plan.empty().apply(template.origin_change(template.read(plan_template("bielefeld").read_bytes())))
    chance = random.Random(42)
    measures = [record.text for record in seed.rows["measure"].values()]
    top = [entry.goal.text for phase in seed.phases for entry in goals.entries(seed, phase)]
    known = [Partner(f"k{number}", name=partner.name) for number, partner in enumerate(seed.partners)]
    rows: list[Record] = [Project("project", heading="Anlage 1", title="Umsetzungsschritte"), *known]
    for number, place in enumerate(order.block("", None, count), 1):
        key, big = f"p{number}", number % BIG_EVERY == 0
        year = 2017 + number % 9
        rows.append(
            Phase(
                key,
                place,
                title=f"Maßnahmenpaket {number}",
                start=f"{year}-03",
                end=f"{year + 1}-07",
                goal_style="numbered",
            )
        )
        for at in range(9 if big else chance.randint(1, 2)):
            rows.append(Measure(f"{key}m{at}", key, f"{at:02}", text=chance.choice(measures)))
        for at in range(8 if big else chance.randint(1, 2)):
            rows.append(Goal(f"{key}g{at}", key, order=f"{at:02}", text=chance.choice(top)))
            if not at and (big or chance.random() < 0.3):
                rows += [Goal(f"{key}s{sub}", key, f"{key}g{at}", f"{sub:02}", chance.choice(top)) for sub in range(2)]
        for at, partner in enumerate(chance.sample(known, len(known) if big else chance.randint(3, 7))):
            rows.append(Mention(f"{key}+{partner.id}", key, partner.id, f"{at:02}"))
    return Plan.empty().apply(Change(tuple(map(inserted, rows)), "Plan angelegt", "origin"))


def as_data(plan: Plan) -> list[dict[str, object]]:
    """The same rows for the other engines."""
    return [
        {
            "phase": [str(number), phase.title],
            "period": f"März {phase.start and phase.start[:4]} bis Juli {phase.end and phase.end[:4]}",
            "measures": [measure.text for measure in plan.measures(phase.id)],
            "goals": _nested(plan, phase.id, None),
            "partners": partners.cell_text(plan, phase),
        }
        for number, phase in enumerate(plan.phases, 1)
    ]


def _nested(plan: Plan, phase: str, parent: str | None) -> Sequence[object]:
    return [[goal.text, _nested(plan, phase, goal.id)] for goal in plan.goals(phase, parent)]
