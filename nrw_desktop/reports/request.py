"""What is asked of a report besides the plan: scope, edition, paper; the same for all, each takes what concerns it."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import REFERENCES, Measure, Phase, Record
from nrw_desktop.domain.queries import due

Edition = Literal["public", "internal"]
PaperName = Literal["A4", "A3"]
Orientation = Literal["portrait", "landscape"]
Option = Literal[
    "phases", "measures", "edition", "paper", "orientation", "columns", "year", "since", "logo", "signature"
]

Progress = Callable[[int, int], None]
"""Is told now and then how much of how much is done, and may raise to cancel."""

EDITIONS: Mapping[Edition, str] = {"public": "Öffentliche Fassung", "internal": "Interne Fassung"}
DETAILS = (
    "field_of_action",
    "target_group",
    "place",
    "participants_expected",
    "participants_actual",
    "priority",
    "result",
    "deviation",
)
"""Fields of a measure that an overview prints below its text if they are chosen among the columns."""
ORIENTATIONS: Mapping[Orientation, str] = {"portrait": "Hochformat", "landscape": "Querformat"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a person chose.

    ``today`` is the date that is printed and that tells what is due. ``phases`` are ids (None: all), which come in the
    plan's order, ``measures`` those of the only measures that are listed, each with its phase (None: all), ``columns``
    keys of the report's columns (None: all), ``orientation`` None for the report's own.
    ``year`` leaves out what lies outside it. ``since`` asks for what was done since then; ``earlier`` is the plan as it
    stood at that time, without which the measures' own months tell. ``logo`` is a PNG or JPEG, ``signature`` the name
    or office under a line at the end.
    """

    today: datetime.date
    phases: tuple[str, ...] | None = None
    measures: tuple[str, ...] | None = None
    edition: Edition = "public"
    paper: PaperName = "A4"
    orientation: Orientation | None = None
    columns: tuple[str, ...] | None = None
    year: int | None = None
    since: datetime.date | None = None
    earlier: Plan | None = None
    logo: bytes | None = None
    signature: str = ""
    progress: Progress | None = None


def chosen_phases(plan: Plan, request: Request) -> tuple[Phase, ...]:
    """The phases that are asked for, in the plan's order.

    Raises:
        PlanError: one of them is not in the plan.
    """
    phases = plan.phases
    if request.measures is not None:
        phases = tuple(phase for phase in phases if plan.measures(phase.id))
    if request.phases is not None:
        wanted = {plan.get(Phase, key).id for key in request.phases}
        phases = tuple(phase for phase in phases if phase.id in wanted)
    if request.year is not None:
        year = request.year
        phases = tuple(phase for phase in phases if due.phase_in_year(plan, phase, year))
    return phases


def only_measures(plan: Plan, keys: Collection[str]) -> Plan:
    """The plan with no other measures than these, and what is theirs: a report's figures then count just what it lists.

    Raises:
        PlanError: one of them is not in the plan.
    """
    kept: dict[str, Record] = {key: plan.get(Measure, key) for key in keys}
    rows = {**plan.rows, "measure": kept}
    for table, references in REFERENCES.items():
        if "measure" in references.values():
            rows[table] = {key: row for key, row in plan.rows[table].items() if getattr(row, "measure", None) in kept}
    return Plan(rows, plan.head)


_NOT_PUBLIC: Mapping[str, Mapping[str, None]] = {
    "measure": {"note": None, "responsible": None},
    "partner": {"remark": None},
    "goal": {"remark": None},
    "project": {"funding_notice": None},
}
"""Fields that no public edition gets. Who is responsible in words of one's own is often a person's name; a partner of
the register stays."""
_INTERNAL_TABLES = ("contact", "cost", "funding_year", "document")


def public(plan: Plan) -> Plan:
    """The plan without what is nobody else's business: contacts, notes, money, documents, and names typed by hand.

    A report in the public edition gets no other plan, so that nothing of it can reach the paper.
    """
    rows = {table: dict(records) for table, records in plan.rows.items()}
    for table, gone in _NOT_PUBLIC.items():
        rows[table] = {key: msgspec.structs.replace(record, **gone) for key, record in plan.rows[table].items()}
    for table in _INTERNAL_TABLES:
        rows[table] = {}
    return Plan(rows, plan.head)


def chosen_columns(
    request: Request, known: Mapping[str, str], details: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the columns that are asked for, and of the details; all columns and no detail if nothing is.

    ``known`` has the columns' labels. What comes first in the report comes first here.

    Raises:
        PlanError: there is no such column, or none is left.
    """
    if request.columns is None:
        return tuple(known), ()
    for key in request.columns:
        if key not in known and key not in details:
            choice = ", ".join((*known, *details))
            raise PlanError(f"Eine Spalte „{key}“ gibt es nicht. Bitte aus diesen wählen: {choice}.")
    if not request.columns:
        raise PlanError("Es ist keine Spalte gewählt. Bitte mindestens eine wählen.")
    return (
        tuple(key for key in known if key in request.columns),
        tuple(key for key in details if key in request.columns),
    )
