"""Editing what concerns the whole project."""

from nrw_desktop.domain.edits.common import field_change
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan


def set_field(plan: Plan, _id: str, field: str, value: str | None) -> Change:
    """Give one field of the project a new value."""
    change = field_change(plan, plan.project, field, value)
    return Change(change.rows, f"{change.label.partition(' von ')[0]} des Projekts geändert")
