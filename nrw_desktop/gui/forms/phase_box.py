"""A choice of one phase of the plan, or of none."""

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit.safe_widgets import ComboBox


class PhaseBox(ComboBox):
    """Lists the phases with number and title; each item's data is the phase's id, that of no phase is empty."""

    def fill(self, plan: Plan, none: str = "–") -> None:
        """List the plan's phases of today after ``none``, the word for no phase; the choice stays."""
        wanted = [(none, ""), *((f"{number}  {phase.title}", phase.id) for number, phase in enumerate(plan.phases, 1))]
        if wanted == [(self.itemText(place), self.itemData(place)) for place in range(self.count())]:
            return
        chosen, blocked = self.currentData(), self.blockSignals(True)
        self.clear()
        for text, key in wanted:
            self.addItem(text, key)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(blocked)
