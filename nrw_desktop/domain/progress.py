"""How far a phase is."""

from typing import NamedTuple

from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Phase


class Progress(NamedTuple):
    """Measures that are done, and all that count: those dropped do not."""

    done: int
    total: int

    @property
    def text(self) -> str:
        """The progress in words, e.g. „2 von 4 Maßnahmen abgeschlossen“."""
        if not self.total:
            return "Noch keine Maßnahmen"
        noun = "Maßnahme" if self.total == 1 else "Maßnahmen"
        return f"{self.done} von {self.total} {noun} abgeschlossen"


def of_phase(plan: Plan, phase: Phase) -> Progress:
    """The progress of a phase's measures."""
    statuses = [measure.status for measure in plan.measures(phase.id)]
    return Progress(statuses.count("done"), len(statuses) - statuses.count("dropped"))
