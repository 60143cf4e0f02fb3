"""Editing the other spellings under which a partner is known."""

from collections.abc import Sequence

from nrw_desktop.domain.edits.common import checked, field_change, removed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Alias, Partner, new_id
from nrw_desktop.domain.text.gate import looks


def add(plan: Plan, partner: str, text: str) -> Change:
    """Another spelling of a partner.

    Raises:
        PlanError: the partner has it already, or it is how another partner is called.
    """
    owner, text = plan.get(Partner, partner), checked("alias", "text", text)
    _refuse_double(plan, owner, text)
    return Change(
        (inserted(Alias(new_id(), partner=partner, text=text)),), f"Schreibweise von {reference(owner)} hinzugefügt"
    )


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Change a spelling."""
    alias = plan.get(Alias, key)
    if field != "text":
        return field_change(plan, alias, field, value)
    owner, text = plan.get(Partner, alias.partner), checked("alias", "text", value)
    _refuse_double(plan, owner, text, key)
    return Change(updated(alias, text=text), f"Schreibweise von {reference(owner)} geändert")


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Forget spellings; what phases printed in them stays as it is."""
    aliases = [plan.get(Alias, key) for key in keys]
    if not aliases:
        raise PlanError("Es ist keine Schreibweise ausgewählt. Bitte zuerst eine Zeile anklicken.")
    owner = plan.get(Partner, aliases[0].partner)
    what = "Schreibweise" if len(aliases) == 1 else f"{len(aliases)} Schreibweisen"
    return Change(tuple(removed(plan, aliases)), f"{what} von {reference(owner)} gelöscht")


def _refuse_double(plan: Plan, owner: Partner, text: str, own: str | None = None) -> None:
    look = looks(text)
    if look == looks(owner.name) or any(
        look == looks(alias.text) for alias in plan.aliases(owner.id) if alias.id != own
    ):
        raise PlanError(f"Die Schreibweise „{text}“ ist bei diesem Partner schon bekannt.")
    if other := next((partner for partner in plan.called(text) if partner.id != owner.id), None):
        raise PlanError(
            f"„{text}“ steht schon bei „{other.name}“. Sind beide dasselbe, bitte die Partner zusammenführen."
        )
