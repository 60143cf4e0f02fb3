"""Names of partners that are put in together: each is one of the register, one of those before it, or new."""

from collections.abc import Iterable, Mapping

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner
from nrw_desktop.domain.queries.partners import known
from nrw_desktop.domain.text.folding import fold
from nrw_desktop.domain.text.gate import looks


class Names:
    """Finds partners of a plan, and those added, as `partners.known` does."""

    def __init__(self, plan: Plan):
        self._plan = plan
        self._looks: dict[str, Partner] = {}
        self._spelt: dict[str, Partner] = {}

    def add(self, partner: Partner, words: Iterable[str]) -> None:
        """Know one more partner under these words, behind all that are known already."""
        for text in words:
            self._looks.setdefault(looks(text), partner)
            for key in fold(text):
                self._spelt.setdefault(key, partner)

    def find(self, text: str, spelling: bool = True) -> Partner | None:
        """The partner that is called so; with ``spelling``, also one that is only spelt in another way."""
        if not looks(text):
            return None
        found = known(self._plan, text) or self._looks.get(looks(text))
        if found is None and spelling:
            found = next((self._spelt[key] for key in fold(text) if key in self._spelt), None)
        return found


def by_print(plan: Plan) -> Mapping[str, Partner]:
    """The partners by what phases print for them, as it looks (`gate.looks`), where that is one partner alone."""
    found: dict[str, set[str]] = {}
    for mention in plan.all(Mention).values():
        if mention.printed:
            found.setdefault(looks(mention.printed), set()).add(mention.partner)
    return {words: plan.get(Partner, *partners) for words, partners in found.items() if len(partners) == 1}
