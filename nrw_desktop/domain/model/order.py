"""Order keys: text between its neighbours' texts, so that moving a row writes that row alone.

Rows sort by (key, id), compared by code point. The rows that one change inserts share a random block prefix: two
copies of a plan that each insert some rows at the same place never interleave them.
"""

import random
from itertools import islice, product

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 64
"""A key longer than this makes its whole list get new ones, in the same change."""

_random = random.SystemRandom()


def between(low: str, high: str | None) -> str:
    """A key after ``low`` ("" is before all) and before ``high`` (None is after all), as short as can be.

    Raises:
        ValueError: there is no room, since ``low`` is not before ``high``.
    """
    if high is not None and low >= high:
        raise ValueError(f"no key between {low!r} and {high!r}")
    key, place, top = "", 0, len(DIGITS)
    while True:
        floor = DIGITS.index(low[place]) if place < len(low) else 0
        ceiling = DIGITS.index(high[place]) if high is not None and place < len(high) else top
        if ceiling - floor > 1:
            # Close to an open end the step is small: adding row after row keeps keys short.
            step = 1 if high is None and low else (ceiling - floor) // 2
            return key + DIGITS[floor + step]
        key += DIGITS[floor]
        if ceiling > floor:
            high = None
        place += 1


def block(low: str, high: str | None, count: int) -> list[str]:
    """``count`` keys in order between two neighbours, under one random prefix."""
    prefix = between(low, high)
    if count == 0:
        return []
    if count == 1 and high is None:
        return [prefix + _salt(2)]
    prefix += _salt(4)
    width = 1
    while (len(DIGITS) - 1) ** width < count:
        width += 1
    return [prefix + "".join(digits) for digits in islice(product(DIGITS[1:], repeat=width), count)]


def _salt(length: int) -> str:
    return "".join(_random.choice(DIGITS[1:]) for _ in range(length))
