"""How far measures are, and which of them count."""

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase

_STATUS = attrgetter("status")


class Progress(msgspec.Struct, frozen=True):
    """Measures that are done, and all that count: those dropped do not, those postponed do."""

    done: int
    total: int
    postponed: int = 0
    dropped: int = 0

    @property
    def text(self) -> str:
        """The progress in words, e.g. „1 von 2 Maßnahmen abgeschlossen, 3 entfallen“; all measures are told of."""
        if not self.total:
            return self._without_any
        noun = "Maßnahme" if self.total == 1 else "Maßnahmen"
        return f"{self.done} von {self.total} {noun} abgeschlossen{self._rest}"

    @property
    def short(self) -> str:
        """The same where it stands among measures, e.g. „1 von 2 abgeschlossen, 3 entfallen“."""
        return f"{self.done} von {self.total} abgeschlossen{self._rest}" if self.total else self._without_any

    @property
    def shorter(self) -> tuple[str, ...]:
        """The same where there is little room, the longest first, e.g. „1 von 2 abgeschlossen“, „1 von 2“."""
        least = f"{self.done} von {self.total}"
        return (f"{least} abgeschlossen", least) if self.total else ()

    @property
    def _without_any(self) -> str:
        if not self.dropped:
            return "Noch keine Maßnahmen"
        return "1 Maßnahme, entfallen" if self.dropped == 1 else f"{self.dropped} Maßnahmen, alle entfallen"

    @property
    def _rest(self) -> str:
        postponed = f" (davon {self.postponed} zurückgestellt)" if self.postponed else ""
        return f"{postponed}, {self.dropped} entfallen" if self.dropped else postponed


def counts(measure: Measure) -> bool:
    """Whether a measure counts: all do but the dropped ones."""
    return measure.status != "dropped"


def counted(measures: Iterable[Measure]) -> list[Measure]:
    """Those that count."""
    return list(filter(counts, measures))


def of_measures(measures: Iterable[Measure]) -> Progress:
    """The progress of some measures."""
    return of_statuses(statuses(measures))


def statuses(measures: Iterable[Measure]) -> Counter[str]:
    """How many of some measures have which status."""
    return Counter(map(_STATUS, measures))


def of_statuses(statuses: Counter[str]) -> Progress:
    """The progress of measures of which so many have which status."""
    dropped = statuses["dropped"]
    return Progress(statuses["done"], statuses.total() - dropped, statuses["postponed"], dropped)


def of_phase(plan: Plan, phase: Phase) -> Progress:
    """The progress of a phase's measures."""
    return of_measures(plan.measures(phase.id))
