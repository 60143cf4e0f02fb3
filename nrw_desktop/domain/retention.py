"""How long contacts may be kept: whose retention date is past."""

import datetime as dt
from typing import cast

from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Contact

EXPIRED = "Aufbewahrungsfrist abgelaufen"


def is_over(contact: Contact, today: dt.date) -> bool:
    """Whether a contact should be gone: it may be kept up to and including its date."""
    return contact.retain_until is not None and contact.retain_until < today.isoformat()


def expired(plan: Plan, today: dt.date) -> tuple[Contact, ...]:
    """All contacts whose date is past, the longest first."""
    contacts = (cast(Contact, contact) for contact in plan.rows["contact"].values())
    return tuple(
        sorted((one for one in contacts if is_over(one, today)), key=lambda one: (one.retain_until or "", one.id))
    )
