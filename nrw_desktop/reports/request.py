"""What is asked of a report besides the plan: scope, edition, paper; the same for all, each takes what concerns it."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from msgspec.structs import replace

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, FIELDS, REFERENCES, TABLES, Measure, Phase, Record
from nrw_desktop.domain.queries import due
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.points import PARTS

Edition = Literal["public", "internal"]
PaperName = Literal["A4", "A3"]
Orientation = Literal["portrait", "landscape"]
Option = Literal[
    "phases",
    "measures",
    "edition",
    "paper",
    "orientation",
    "columns",
    "year",
    "since",
    "logo",
    "funding",
    "funder_logos",
    "signature",
]

Progress = Callable[[int, int], None]
"""Is told now and then how much of how much is done, and may raise to cancel."""

EDITIONS: Mapping[Edition, str] = {"public": "Öffentliche Fassung", "internal": "Interne Fassung"}
LONGEST_FUNDING, MOST_FUNDERS = 300, 6
"""So many letters on who funds the project, and so many logos, have room at the foot of a page."""
_FIRST = "field_of_action"
_OWN_COLUMNS = frozenset({"short", "text", "status"}) | PARTS
DETAILS = (
    _FIRST,
    *(
        field
        for field, spec in FIELD_TABLE["measure"].items()
        if spec.public and spec.is_own and field not in _OWN_COLUMNS | {_FIRST}
    ),
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
    stood at that time, without which the measures' own months tell. ``logo`` is a PNG or JPEG, and so are
    ``funder_logos``, which stand at the foot of the first page beside ``funding``, the words on who pays for the
    project. ``signature`` is the name or office under a line at the end.
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
    funding: str = ""
    funder_logos: tuple[bytes, ...] = ()
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


def _hidden(table: str) -> dict[str, Any]:
    """What stands in a public edition where a field is not public: what it holds without a value."""
    record = TABLES[table]
    empty = dict(zip(FIELDS[table][1:], record.__struct_defaults__, strict=True))
    return {field: empty[field] for field, spec in FIELD_TABLE[table].items() if not spec.public}


_HIDDEN = {table: _hidden(table) for table in FIELDS}
_INTERNAL_TABLES = frozenset(
    table
    for table, specs in FIELD_TABLE.items()
    if not any(spec.public for field, spec in specs.items() if spec.kind is not kinds.KEY)
)
"""Tables of which a public edition has no row, as no field of theirs is public."""


def public(plan: Plan) -> Plan:
    """The plan with nothing but what its fields allow in public: no contacts, notes, money, documents, names by hand.

    A report in the public edition gets no other plan, so that nothing of it can reach the paper.
    """
    rows: dict[str, dict[str, Record]] = {}
    for table, records in plan.rows.items():
        gone = _HIDDEN[table]
        kept = {} if table in _INTERNAL_TABLES else records
        rows[table] = {key: replace(record, **gone) if gone else record for key, record in kept.items()}
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
