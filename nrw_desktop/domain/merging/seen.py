"""Which steps a copy of a plan knows, from its log: its own, and those that a merge brought and that are in force.

A merge that was taken back brought nothing: merging again asks and takes over anew. Its log keeps what it brought as
history all the same (kind ``foreign``). ``merged`` of a merge names the newest change of the other copy and then those
of its steps that the log had already, by a merge that was taken back; of a foreign entry, the kind that the step had
where it was made, and then what was ``merged`` there.
"""

from collections.abc import Iterable
from typing import Protocol

import msgspec


class Logged(Protocol):
    """What an entry of a log tells of a step."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """Its kind in this log."""

    @property
    def target(self) -> str | None:
        """The step that an undo or redo is about."""

    @property
    def merged(self) -> str | None:
        """See above."""


class Seen(msgspec.Struct, frozen=True):
    """``steps`` are those that a copy knows, ``undone`` the merges taken back, ``about`` the merge of each undo or redo
    that is about one.
    """

    steps: frozenset[str]
    undone: frozenset[str]
    about: dict[str, str]

    def void_for(self, other: "Seen") -> frozenset[str]:
        """The steps that say nothing to another copy: merges that were taken back before it saw them, with that."""
        of_merges = {step for step, merge in self.about.items() if merge not in other.steps}
        return (self.undone - other.steps) | of_merges


def kind_of(entry: Logged) -> str:
    """The kind of a step where it was made."""
    return (entry.merged or "").partition(" ")[0] if entry.kind == "foreign" else entry.kind


def seen(log: Iterable[Logged]) -> Seen:
    """What a log knows, its entries given oldest first."""
    own: set[str] = set()
    merges: set[str] = set()
    undone: dict[str, bool] = {}
    own_undone: dict[str, bool] = {}
    about: dict[str, str] = {}
    brought: dict[str, set[str]] = {}
    batch: set[str] = set()
    for entry in log:
        kind = kind_of(entry)
        (batch if entry.kind == "foreign" else own).add(entry.id)
        if kind == "merge":
            merges.add(entry.id)
            if entry.kind == "merge":
                brought[entry.id] = {*batch, *(entry.merged or "").split()[1:]}
                batch = set()
        elif entry.target in merges:
            about[entry.id] = entry.target or ""
            undone[entry.target or ""] = kind == "undo"
            if entry.kind != "foreign":
                own_undone[entry.target or ""] = kind == "undo"
    in_force = (steps for merge, steps in brought.items() if not own_undone.get(merge))
    return Seen(frozenset(own.union(*in_force)), frozenset(one for one, is_ in undone.items() if is_), about)
