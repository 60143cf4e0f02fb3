"""One list of a phase in its card, and what the window's commands can do with it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication

from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Record
from nrw_desktop.gui.card import Card
from nrw_desktop.gui.editing import EditingView


class Pane(Card):
    """The base of the panes of measures, goals and partners; each says what the commands mean for its rows."""

    context_menu_wanted = Signal(object)

    counted: tuple[str, ...] = ()
    """The tables whose rows decide what `refresh` shows."""

    def __init__(self, title: str, view: EditingView):
        super().__init__(title, view)
        self.view = view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._want_context_menu)

    def is_active(self) -> bool:
        """Whether the keyboard is in the list, or in an editor of it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self.view or self.view.isAncestorOf(focus))

    def add_row(self) -> None:
        """Open a new row to type into."""
        raise NotImplementedError

    def remove_row(self) -> None:
        """Delete what is chosen."""
        raise NotImplementedError

    def move_row(self, step: int) -> None:
        """Move what is chosen one place up (-1) or down (1)."""
        raise NotImplementedError

    def move_row_to(self, phase: str) -> None:
        """Move what is chosen to the end of another phase."""
        raise NotImplementedError

    def refresh(self, plan: Plan) -> None:
        """Follow the plan in what stands in the head of the card."""
        raise NotImplementedError

    def reveal(self, record: Record) -> bool:
        """Choose the row of a record and bring it into sight; False where it is not in this list."""
        found = self.view.select(record.id)
        if found:
            self.view.setFocus()
        return found

    def _want_context_menu(self, at: QPoint) -> None:
        self.context_menu_wanted.emit(self.view.viewport().mapToGlobal(at))


def neighbour(place: int, step: int) -> int | None:
    """The index that moves a row from its place one step, as `move` edits count it; None beyond the top."""
    target = place + step if step < 0 else place + 2
    return target if target >= 0 else None
