"""A table of all phases in which nothing is edited: Enter and a double click open one, its menu prints it too."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from nrw_desktop.gui.kit import list_menu
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView


class PhasesView(RecordView):
    """`opened` tells the id of the phase to go to, `print_wanted` of the one to print."""

    opened = Signal(str)
    print_wanted = Signal(object)
    tab_leaves = True

    def __init__(self, model: RecordTable):
        super().__init__(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _index: self._open())
        list_menu.offer(self, self._menu)

    def edit_current(self) -> None:
        """Enter opens the phase: there is nothing to edit here."""
        self._open()

    def _menu(self) -> tuple[MenuEntry, ...]:
        chosen = self.current_record() is not None
        return (
            MenuEntry("Öffnen", "arrow-right", self._open, chosen),
            MenuEntry("Diese Phase drucken …", "printer", self._print, chosen),
        )

    def _print(self) -> None:
        if (record := self.current_record()) is not None:
            self.print_wanted.emit(record.id)

    def _open(self) -> None:
        record = self.current_record()
        if record is not None:
            self.opened.emit(record.id)
