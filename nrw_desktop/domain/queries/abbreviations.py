"""The list of abbreviations: what the short forms in the register of partners stand for."""

from typing import NamedTuple

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.text.collation import sort_key


class Abbreviation(NamedTuple):
    """A short form, what it stands for (empty while nobody has said it), and the partners that it comes from."""

    short: str
    meaning: str
    partners: tuple[Partner, ...]


def listed(plan: Plan) -> tuple[Abbreviation, ...]:
    """All abbreviations in German order; one that several partners share in one meaning stands once."""
    found: dict[tuple[str, str], list[Partner]] = {}
    for partner in plan.partners:
        if partner.abbreviation:
            found.setdefault((partner.abbreviation, partner.expansion or ""), []).append(partner)
    lines = (Abbreviation(short, meaning, tuple(partners)) for (short, meaning), partners in found.items())
    return tuple(sorted(lines, key=lambda line: (sort_key(line.short), line.short, sort_key(line.meaning))))


def without_meaning(plan: Plan) -> tuple[Abbreviation, ...]:
    """The abbreviations of which nobody has said what they stand for."""
    return tuple(line for line in listed(plan) if not line.meaning)
