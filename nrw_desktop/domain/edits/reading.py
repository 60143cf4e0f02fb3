"""How what is put into a field is read, the same for a cell, a form, a pasted list and one value for many rows."""

from typing import Any

from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.edits.partners import known
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.period import Period, parse_period


def read(plan: Plan, table: str, field: str, value: Any) -> dict[str, Any]:
    """What is stored for a value, by field.

    A measure's responsible is the partner that is called so, else words; its period („period“) are two months.

    Raises:
        PlanError: the value is not possible there.
    """
    if table == "measure" and field == "responsible":
        text = checked(table, field, value)
        partner = known(plan, text or "")
        return {"responsible_partner": partner.id if partner else None, "responsible": None if partner else text}
    if table == "measure" and field == "period":
        typed = typed_period(value or "")
        return {"start": typed.start.month, "end": typed.end.month}
    return {field: checked(table, field, value)}


def typed_period(text: str) -> Period:
    """The months that a person typed for a measure.

    Raises:
        PlanError: the text is no period, or follows the end of project or phase, which a measure has no rule for.
    """
    typed = parse_period(text)
    if typed.start.rule or typed.end.rule:
        raise PlanError("Eine Maßnahme braucht eigene Monate. Bitte sie nennen oder nur „ab 07/2018“ schreiben.")
    return typed
