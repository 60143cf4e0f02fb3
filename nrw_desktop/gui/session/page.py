"""What the window knows of each of its pages."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from nrw_desktop.domain.model.records import Record


@runtime_checkable
class Editor(Protocol):
    """What holds typed text on a page."""

    def give_up(self) -> list[str]:
        """Let go of what is edited without committing it, as it has no place any more; what was typed."""


class Page(QFrame):
    """A page of an open plan: one phase, or one of those about the plan as a whole.

    `opened` tells the key of another page to go to, `print_wanted` the phase to print (None: all), and `area_changed`
    that the commands are about another part of the page. `record_wanted` carries a record to go to, wherever it is
    seen, `gaps_wanted` a kind of gap to list, `command_wanted` the name of a command of the window, and
    `paper_wanted` the name of a report and the id of the meeting that it is to be about.
    """

    opened = Signal(str)
    print_wanted = Signal(object)
    context_menu_wanted = Signal(object)
    area_changed = Signal()
    record_wanted = Signal(object)
    gaps_wanted = Signal(object)
    command_wanted = Signal(str)
    paper_wanted = Signal(str, str)

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions do here, by the actions' names."""
        return {}

    def shows(self, record: type[Record]) -> bool:
        """Whether a page of the plan as a whole has rows for records of this kind, which are at home elsewhere."""
        return False

    def reveal(self, record: Record) -> None:
        """Choose a record and bring it into sight."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard where people start."""
        raise NotImplementedError

    def focus_field(self, record: Record, field: str) -> None:
        """Bring a record in sight and put the keyboard on one of its fields, where the page has any."""
        self.reveal(record)

    def chosen_measures(self) -> list[str]:
        """The ids of the measures that are chosen; none where there is no table of them."""
        return []

    def fill_move_menu(self, menu: QMenu) -> None:
        """Offer the places that the chosen row can go to, where there are any."""

    def state(self) -> dict[str, str]:
        """Widths and the like, to come back at the next start."""
        raise NotImplementedError

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        raise NotImplementedError
