"""The one walk through lists that nest: the goals of a phase, the agenda of a meeting."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from nrw_desktop.domain.model.meeting_records import AgendaItem
from nrw_desktop.domain.model.records import Goal

N = TypeVar("N", Goal, AgendaItem)
Lists = Callable[[str | None], Sequence[N]]
"""What stands under a row of this id, in its order; at the top for None."""


def numbered(below: Lists[N], parent: str | None = None, above: str = "") -> Iterator[tuple[N, str]]:
    """All rows in reading order, each with its number: „2“, „2.1“."""
    for position, row in enumerate(below(parent), 1):
        number = f"{above}{position}"
        yield row, number
        yield from numbered(below, row.id, f"{number}.")


def branch(below: Lists[N], row: N) -> tuple[N, ...]:
    """A row and all that stand under it, parents first."""
    members = [row]
    members += (one for one, _number in numbered(below, row.id))
    return tuple(members)


def levels_of(rows: Iterable[tuple[str, str | None]]) -> int:
    """How many levels rows have among them, as ids with that of the parent; parents first."""
    found: dict[str | None, int] = {}
    for key, parent in rows:
        found[key] = found.get(parent, 0) + 1
    return max(found.values(), default=0)
