"""Ids of new records."""

import os
import time

_LAST_MOMENT = (1 << 60) - 1
_VARIANT = 0x2 << 62


def new_id() -> str:
    """A UUIDv7 (RFC 9562, method 3) as text: ids sort as they were made, down to a fraction of a millisecond."""
    return _id(_now(), int.from_bytes(os.urandom(8), "big"))


def new_ids(count: int) -> list[str]:
    """So many of them for rows that are made together, in this order."""
    now = _now()
    return list(map(_id, range(now, now + count), memoryview(os.urandom(8 * count)).cast("Q")))


def _now() -> int:
    """The time in parts of a millisecond, of which it has 4,096."""
    return time.time_ns() * 4096 // 1_000_000


def _id(moment: int, salt: int) -> str:
    # The last three digits are parts of a millisecond, and stand behind the version.
    when, rest = f"{moment & _LAST_MOMENT:015x}", f"{_VARIANT | salt >> 2:x}"
    return f"{when[:8]}-{when[8:12]}-7{when[12:]}-{rest[:4]}-{rest[4:]}"
