"""What is missing in a plan, a line and a number for each kind; it leads to the panel that lists them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.lists.grouped_rows import Entry, Line
from nrw_desktop.gui.session import gap_search
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.card_rows import CardRows


class MissingCard(Card):
    """The card „Was fehlt“. `kind_wanted` carries the kind of gap that somebody wants to see."""

    kind_wanted = Signal(object)

    def __init__(self, workspace: Workspace):
        self._rows = CardRows("Was fehlt")
        super().__init__("Was fehlt", self._rows)
        self._rows.chosen.connect(self.kind_wanted)
        self._search = gap_search.of(workspace)
        self._search.watch(self)
        self._search.found.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        after_first_paint(self, self._search.look)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._search.rest()

    def _show(self) -> None:
        if not self.isVisible():
            return
        groups = [group for group in self._search.groups() if group.gaps]
        rows = [
            Entry(group.kind, lambda group=group: Line(group.title, total=len(group.gaps)))  # type: ignore[misc]
            for group in groups
        ]
        if rows:
            self._rows.show_rows(rows)
        else:
            self._rows.say("Alles vollständig: Es fehlt nichts.")
        self.set_count(sum(len(group.gaps) for group in groups))
