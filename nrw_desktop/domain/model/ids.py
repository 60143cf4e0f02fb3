"""Ids of new records."""

import os
import time


def new_id() -> str:
    """A UUIDv7 (RFC 9562, method 3) as text: ids sort as they were made, down to a fraction of a millisecond."""
    return _id(_now(), os.urandom(8))


def new_ids(count: int) -> list[str]:
    """So many of them for rows that are made together, in this order."""
    salts, now = os.urandom(8 * count), _now()
    return [_id(now + place, salts[8 * place : 8 * place + 8]) for place in range(count)]


def _now() -> int:
    """The time in parts of a millisecond, of which it has 4,096."""
    return time.time_ns() * 4096 // 1_000_000


def _id(moment: int, salt: bytes) -> str:
    milliseconds, fraction = divmod(moment, 4096)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | fraction << 64
    value |= 0x2 << 62 | int.from_bytes(salt, "big") >> 2
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
