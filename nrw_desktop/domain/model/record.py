"""What all rows of a plan have in common."""

from typing import Annotated

import msgspec

from nrw_desktop.domain.model import fields


# Nothing in a record leads back to it, so Python need not look for garbage there: it is read sooner and is smaller.
class Record(msgspec.Struct, frozen=True, gc=False):
    """What all rows of a plan have in common."""

    id: Annotated[str, fields.key()]
