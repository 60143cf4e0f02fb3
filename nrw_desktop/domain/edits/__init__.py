"""The use cases: (plan, arguments) -> Change, one module a record. Pure: nothing is read or written."""

from collections.abc import Callable

from nrw_desktop.domain.change import Change
from nrw_desktop.domain.edits import goals, measures, mentions, partners, phases, project, restore
from nrw_desktop.domain.plan import Plan

Setter = Callable[[Plan, str, str, str | None], Change]

SETTERS: dict[str, Setter] = {
    "project": project.set_field,
    "phase": phases.set_field,
    "measure": measures.set_field,
    "goal": goals.set_field,
    "partner": partners.set_field,
    "contact": partners.set_contact,
    "mention": mentions.set_field,
}
"""How one field of a record is set, by table: what cells and forms call."""

__all__ = ["SETTERS", "Setter", "goals", "measures", "mentions", "partners", "phases", "project", "restore"]
