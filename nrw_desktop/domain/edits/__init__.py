"""The use cases: (plan, arguments) -> Change, one module a record. Pure: nothing is read or written.

Modules are loaded when they are first asked for: a plan is shown before anything in it is edited.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from nrw_desktop.domain.change import Change
from nrw_desktop.domain.plan import Plan

if TYPE_CHECKING:
    from nrw_desktop.domain.edits import (
        goals,
        lists,
        many,
        measures,
        mentions,
        parcels,
        partners,
        phases,
        project,
        restore,
    )

Setter = Callable[[Plan, str, str, str | None], Change]

_MODULES = frozenset(
    {"goals", "lists", "many", "measures", "mentions", "parcels", "partners", "phases", "project", "restore"}
)


def __getattr__(name: str) -> ModuleType:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")


def setter(table: str) -> Setter:
    """How one field of a record of this table is set: what cells and forms call."""
    from nrw_desktop.domain.edits import goals, measures, mentions, partners, phases, project

    setters: dict[str, Setter] = {
        "project": project.set_field,
        "phase": phases.set_field,
        "measure": measures.set_field,
        "goal": goals.set_field,
        "partner": partners.set_field,
        "contact": partners.set_contact,
        "mention": mentions.set_field,
    }
    return setters[table]


__all__ = [
    "Setter",
    "goals",
    "lists",
    "many",
    "measures",
    "mentions",
    "parcels",
    "partners",
    "phases",
    "project",
    "restore",
    "setter",
]
