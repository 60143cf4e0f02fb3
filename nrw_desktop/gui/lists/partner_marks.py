"""How a partner's place in a phase is shown: a word, and where there is a legend a sign and a colour."""

import msgspec

from nrw_desktop.domain.queries.partners import Effective, Origin


class Look(msgspec.Struct, frozen=True):
    """The sign before a name, the words for it, and the theme's colour (its ground is called ``…_ground``)."""

    sign: str
    word: str
    color: str


LOOKS: dict[Origin, Look] = {
    "new": Look("+", "neu akquiriert", "done"),
    "stressed": Look("!", "hervorgehoben", "postponed"),
    "added": Look("•", "genannt", "running"),
    "inherited": Look("○", "übernommen", "planned"),
}

ABSENT = "nicht dabei"
BY_REFERENCE = "durch den Verweis"


def sign(found: Effective) -> str:
    """The sign of a partner in a phase, in brackets where a reference brings it and the phase does not name it."""
    mark = LOOKS[found.origin].sign
    return f"({mark})" if found.mention is None and found.origin != "inherited" else mark


def words(found: Effective | None) -> str:
    """What the sign means, as it is read out."""
    if found is None:
        return ABSENT
    word = LOOKS[found.origin].word
    return f"{word}, {BY_REFERENCE}" if found.mention is None else word
