"""What is asked of a report besides the plan: scope, edition, paper; the same for all, each takes what concerns it.

First is chosen what of the whole plan a report is about, then what may not be shown is taken away: so both editions are
about the same, and count the same.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Measure, Phase
from nrw_desktop.domain.queries import due
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.corrections import Correction
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.domain.text.paper import Paper
from nrw_desktop.domain.text.points import PARTS

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
    "meeting",
    "logo",
    "funding",
    "funder_logos",
    "signature",
]

Progress = Callable[[int, int], None]
"""Is told now and then how much of how much is done, and may raise to cancel."""
ToldPaper = Callable[[Paper], None]
"""Is told what a report says, which then becomes no PDF."""
Unprinted = Callable[[str, str], None]
"""Is told each text that holds characters which no font has, and these."""

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


class Choice(NamedTuple):
    """What of a plan a report is about: the ids of its phases, in the plan's order, and of its measures."""

    phases: tuple[str, ...]
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Request:
    """What a person chose.

    ``today`` is the date that is printed and that tells what is due. ``phases`` are ids (None: all), which come in the
    plan's order, ``measures`` those of the only measures that are listed, each with its phase (None: all), ``columns``
    keys of the report's columns (None: all), ``orientation`` None for the report's own.
    ``year`` leaves out what does not belong to it. ``since`` asks for what was done since then; ``earlier`` is the plan
    as it stood at that time, without which the measures' own months tell. ``ground`` is what the plan is compared with
    where the report tells what has changed. ``meeting`` is the id of the one that it is about (None: the one that comes
    or was last), ``corrections`` what was corrected in its closed minutes. ``logo`` is a PNG or JPEG, and so are
    ``funder_logos``, which stand at the foot of the first page beside ``funding``, the words on who pays for the
    project. ``signature`` is the name or office under a line at the end. ``choice`` is what all this means in the whole
    plan: `catalogue.made` says it, so that no report chooses from a plan of which something was taken away.
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
    ground: Ground | None = None
    meeting: str | None = None
    corrections: tuple[Correction, ...] = ()
    logo: bytes | None = None
    funding: str = ""
    funder_logos: tuple[bytes, ...] = ()
    signature: str = ""
    progress: Progress | None = None
    unprinted: Unprinted | None = None
    told: ToldPaper | None = None
    choice: Choice | None = None

    @property
    def report_year(self) -> int:
        """The year of a report that is always about one: that asked for, or else today's."""
        return self.today.year if self.year is None else self.year


def choose(plan: Plan, request: Request) -> Choice:
    """What of the whole plan a report is about.

    A phase belongs to a year by its own period or by a measure that does.

    Raises:
        PlanError: a phase or measure that is asked for is not in the plan.
    """
    year = request.year
    wanted = None if request.measures is None else {plan.get(Measure, key).id for key in request.measures}
    measures = {
        phase.id: [
            measure.id
            for measure in plan.measures(phase.id)
            if (wanted is None or measure.id in wanted) and (year is None or due.measure_in_year(plan, measure, year))
        ]
        for phase in asked_phases(plan, request)
    }
    phases = tuple(
        phase.id
        for phase in asked_phases(plan, request)
        if measures[phase.id] or (wanted is None and (year is None or due.phase_in_year(plan, phase, year)))
    )
    return Choice(phases, frozenset(key for phase in phases for key in measures[phase]))


def asked_phases(plan: Plan, request: Request) -> tuple[Phase, ...]:
    """The phases that are asked for by themselves, whatever the year, in the plan's order.

    Raises:
        PlanError: one of them is not in the plan.
    """
    if request.phases is None:
        return plan.phases
    asked = {plan.get(Phase, key).id for key in request.phases}
    return tuple(phase for phase in plan.phases if phase.id in asked)


def chosen_phases(plan: Plan, request: Request) -> tuple[Phase, ...]:
    """The phases that a report is about, in the plan's order.

    Raises:
        PlanError: one that is asked for is not in the plan.
    """
    choice = request.choice or choose(plan, request)
    return tuple(plan.get(Phase, key) for key in choice.phases)


def chosen_measures(plan: Plan, request: Request, phase: Phase) -> list[Measure]:
    """The measures of a phase that a report is about, in their order.

    Raises:
        PlanError: one that is asked for is not in the plan.
    """
    choice = request.choice or choose(plan, request)
    return [measure for measure in plan.measures(phase.id) if measure.id in choice.measures]


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
