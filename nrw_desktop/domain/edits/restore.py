"""Bringing a plan back to an earlier state."""

from datetime import datetime

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.difference import difference
from nrw_desktop.domain.model.plan import Plan


def back_to(plan: Plan, past: Plan, label: str) -> Change:
    """All that makes the plan what it was, as one step that can be taken back; no rows where it is so already."""
    return Change(difference(plan, past), label)


def state_label(at: datetime) -> str:
    """How going back in the history is called; ``at`` is in local time."""
    return f"Stand vom {at:%d.%m.%Y, %H:%M} Uhr wiederhergestellt"


def backup_label(at: datetime) -> str:
    """How restoring a backup is called; ``at`` is in local time."""
    return f"Sicherung vom {at:%d.%m.%Y, %H:%M} Uhr wiederhergestellt"
