"""Moving rows within lists that nest: which place a move means, and whether there is such a place."""

from collections.abc import Sequence
from typing import NamedTuple

from nrw_desktop.domain.edits.common import places
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import RowChange
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import MOST_LEVELS
from nrw_desktop.domain.queries.trees import N


class Place(NamedTuple):
    """A place in a list: the key of its order, and the siblings that get another one to make room."""

    order: str
    rekeyed: tuple[RowChange, ...]


def place_for(row: N, standing: Sequence[N], index: int | None) -> Place | None:
    """Where a row comes to stand in a list, before the row of this index (None: at its end); None where it stands
    there already.

    The index counts the list as it is, the row itself included where it stands in it.
    """
    rest = [sibling for sibling in standing if sibling.id != row.id]
    if index is not None and row in standing[:index]:
        index -= 1
    at_end = index is None or index >= len(rest)
    if row in standing and standing.index(row) == (len(rest) if at_end else index):
        return None
    keys, rekeyed = places(rest, index, 1)
    return Place(keys[0], rekeyed)


def refuse_depth(plan: Plan, kind: type[N], parent: str | None, levels: int, many: str) -> None:
    """Refuse to put rows of so many levels under a parent where they would stand too deep; ``many`` names them.

    Raises:
        PlanError: they would.
    """
    step = parent
    while step is not None:
        levels, step = levels + 1, plan.get(kind, step).parent
    if levels > MOST_LEVELS:
        raise PlanError(
            f"{many} lassen sich höchstens {MOST_LEVELS} Ebenen tief gliedern. Bitte eine höhere Ebene wählen."
        )


def one_above(row: N, siblings: Sequence[N], refusal: str) -> str:
    """The id of the row above in the list, which it comes to stand under when it is indented.

    Raises:
        PlanError: it is the first, said by ``refusal``.
    """
    place = siblings.index(row)
    if place == 0:
        raise PlanError(refusal)
    return siblings[place - 1].id
