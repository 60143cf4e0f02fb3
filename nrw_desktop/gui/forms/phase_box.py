"""Choices of one record of the plan, or of none: of a phase, of a body."""

from collections.abc import Sequence

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.gui.kit.safe_widgets import ComboBox


class PhaseBox(ComboBox):
    """Lists the phases with number and title; each item's data is the phase's id, that of no phase is empty."""

    def fill(self, plan: Plan, none: str = "–") -> None:
        """List what there is today after ``none``, the word for no choice; what is chosen stays."""
        wanted = [(none, ""), *self.entries(plan)]
        if wanted == [(self.itemText(place), self.itemData(place)) for place in range(self.count())]:
            return
        chosen, blocked = self.currentData(), self.blockSignals(True)
        self.clear()
        for text, key in wanted:
            self.addItem(text, key)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(blocked)

    def entries(self, plan: Plan) -> Sequence[tuple[str, str]]:
        """What can be chosen: its words and its id."""
        return [(f"{number}  {phase.title}", phase.id) for number, phase in enumerate(plan.phases, 1)]


class BodyBox(PhaseBox):
    """Lists the bodies that meet, in the same way."""

    def entries(self, plan: Plan) -> Sequence[tuple[str, str]]:
        """What can be chosen: its words and its id."""
        return sorted(((body.name, body.id) for body in plan.bodies), key=lambda entry: sort_key(entry[0]))
