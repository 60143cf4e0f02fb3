"""The register by every name its partners are known under, so that many names are looked up in one pass."""

from collections.abc import Iterable

from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Partner
from nrw_desktop.domain.search import fold


def spellings(text: str) -> set[str]:
    """What two names share that are alike; nothing for an empty one."""
    return {key for key in fold(text.strip()) if key}


class Names:
    """Finds partners as `partners.known` does: by name, abbreviation or other spelling, the first of the register."""

    def __init__(self, plan: Plan):
        self._known: dict[str, tuple[int, Partner]] = {}
        self._next = 0
        for partner in plan.partners:
            aliases = (alias.text for alias in plan.aliases(partner.id))
            self.add(partner, (partner.name, partner.abbreviation or "", *aliases))

    def add(self, partner: Partner, words: Iterable[str]) -> None:
        """Know one more partner under these words, behind all that are known already."""
        for text in words:
            for key in spellings(text):
                self._known.setdefault(key, (self._next, partner))
        self._next += 1

    def find(self, text: str) -> Partner | None:
        """The partner that is known under this text, if there is one."""
        found = [self._known[key] for key in spellings(text) if key in self._known]
        return min(found, key=lambda entry: entry[0])[1] if found else None
