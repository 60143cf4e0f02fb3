"""How long contacts may be kept: whose retention date is past."""

import datetime as dt

from nrw_desktop.domain.model.records import Contact

EXPIRED = "Aufbewahrungsfrist abgelaufen"


def is_over(contact: Contact, today: dt.date) -> bool:
    """Whether a contact should be gone: it may be kept up to and including its date."""
    return contact.retain_until is not None and contact.retain_until < today.isoformat()
