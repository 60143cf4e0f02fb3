"""Setting aside what the checks find: a whole rule, or what it finds at one record; and taking that back."""

from nrw_desktop.domain.edits.common import checked, field_change
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, deleted, inserted, reference, table_of
from nrw_desktop.domain.model.choices import CHECK_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record, SetAside, set_aside_id


def set_aside(
    plan: Plan, rule: str, record: Record | None = None, reason: str | None = None, aspect: str | None = None
) -> Change:
    """Show no more what a rule finds, at this record or, without one, anywhere; the reason may be empty.

    ``aspect`` is that of the gap (`checks.Gap`). Where it is set aside already, only the reason becomes another.

    Raises:
        PlanError: there is no such rule, the record is gone, or the reason cannot be stored.
    """
    if rule not in CHECK_WORDS:
        raise PlanError(f"Eine Regel „{rule}“ gibt es nicht. Bitte unter „Prüfen“ eine auswählen.")
    table, row = (table_of(record), plan.get(type(record), record.id).id) if record else (None, None)
    key = set_aside_id(rule, row, aspect)
    if there := plan.find(SetAside, key):
        return set_field(plan, there.id, "reason", reason)
    aside = SetAside(key, rule, table, row, aspect, checked("set_aside", "reason", reason))
    return Change((inserted(aside),), f"{_named(aside, record)} beiseitegelegt{_at(record)}")


def take_back(plan: Plan, key: str) -> Change:
    """Show again what was set aside.

    Raises:
        PlanError: it is no longer set aside.
    """
    aside = plan.get(SetAside, key)
    record = plan.record_of(aside)
    return Change((deleted(aside),), f"{_named(aside, record)} nicht mehr beiseitegelegt{_at(record)}")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give another reason for setting something aside; what it is about does not change."""
    aside = plan.get(SetAside, key)
    record = plan.record_of(aside)
    change = field_change(plan, aside, field, value)
    return Change(change.rows, f"Grund geändert: {_named(aside, record)} beiseitegelegt{_at(record)}")


def _named(aside: SetAside, record: Record | None) -> str:
    return reference(aside) if record else f"Alle {reference(aside)}"


def _at(record: Record | None) -> str:
    return f": {reference(record)}" if record else ""
