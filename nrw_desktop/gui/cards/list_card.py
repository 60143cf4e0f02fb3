"""One list in its card, and what the window's commands can do with its rows."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.cards.filter_field import FilterField
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.callout import show_note, show_refusal
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.edits.bulk_add import Typed
    from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows
    from nrw_desktop.gui.lists.outline_view import OutlineView

_CUT = "Ausgeschnitten. Was hier steht, bleibt, bis es anderswo eingefügt wird."


class ListCard(Card):
    """The base of the cards of measures, goals and partners; each says what can be done with its rows.

    ``table`` is that of its rows, ``takes`` those whose rows can be pasted as they are, ``typed_table`` that which a
    pasted list of words belongs to, ``takes_files`` says whether its rows have documents.
    """

    context_menu_wanted = Signal(object)
    table = ""
    takes: tuple[str, ...] = ()
    typed_table = ""
    takes_files = False

    counted: tuple[str, ...] = ()
    """The tables whose rows decide what `refresh` shows."""

    def __init__(self, title: str, view: "RecordView | OutlineView", workspace: Workspace, short: str = ""):
        super().__init__(title, view, short=short)
        self.view = view
        self.workspace = workspace
        self._filter: FilterField | None = None
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._want_context_menu)
        view.arranged.connect(self._count_anew)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions can do with the rows of this list, by the actions' names."""
        commands: dict[str, Callable[[], None]] = {
            "edit": self.view.edit_current,
            "delete": self.remove_row,
            "cut": self.cut_rows,
            "copy": self.copy_rows,
            "paste": self.paste_rows,
            "filter": self.filter_rows,
        }
        if isinstance(self.view, RecordView):
            commands["sort"] = self.view.sort_current
        if self.duplicate_edit is not None:
            commands["duplicate"] = self.duplicate_rows
        return commands

    def add_row(self) -> None:
        """Open a new row to type into."""
        raise NotImplementedError

    def remove_row(self) -> None:
        """Delete what is chosen."""
        self.view.remove_selected()

    def refresh(self, plan: Plan) -> None:
        """Follow the plan in what stands in the head of the card."""
        raise NotImplementedError

    def _count_anew(self) -> None:
        self.refresh(self.workspace.plan)

    def show_count(self, count: int) -> None:
        """Tell how many rows there are, and how many of them a filter shows."""
        filtered = self._filter is not None and bool(self._filter.text().strip())
        if filtered:
            shown, total = self.view.counts()
            self.set_count(shown, total)
            if self._filter is not None and self._filter.hasFocus():
                announce(self._filter, f"{shown} von {total}")
        else:
            self.set_count(count)

    def reveal(self, record: Record) -> bool:
        """Choose the row of a record and bring it into sight; False where it is not in this list."""
        found = self.view.select(record.id)
        if found:
            self.view.setFocus()
        return found

    def filter_rows(self) -> None:
        """Open the line that shows only some of the rows."""
        if self._filter is None:
            self._filter = FilterField(self.view, self._name)
            self._filter.turned.connect(self.fit_head)
            self.put_in_head(self._filter, gives=True, passing=True)
        self._filter.open()

    # The clipboard

    @property
    def home(self) -> str:
        """What tells this plan apart on the clipboard."""
        return str(self.workspace.path)

    def copy_rows(self, cut: bool = False) -> None:
        """Put what is chosen on the clipboard; cut rows move once they are pasted in this plan."""
        from nrw_desktop.gui.clipboard import copied_rows

        keys = self.view.selected_keys()
        if keys:
            copied_rows.copy(self.workspace.plan, self.table, keys, self.home, cut)

    def cut_rows(self) -> None:
        """Put what is chosen on the clipboard, to move it."""
        if self.view.selected_keys():
            self.copy_rows(cut=True)
            self._say(_CUT)

    def paste_rows(self) -> None:
        """Put in what is on the clipboard: rows of a plan as they are, any list or table as new rows or into cells."""
        if not self.workspace.read_only and not self.view.is_editing():
            self._try(self._paste)

    def _paste(self) -> Change | None:
        from nrw_desktop.gui.clipboard import pasting

        return pasting.paste(self)

    def show_pasted(self, change: Change | None, sentence: str) -> None:
        """Choose the rows that a paste brought or wrote into, and say what else there is to know of it."""
        if change is not None:
            self.view.choose(self._touched(change))
        if sentence:
            show = show_note if change is not None else show_refusal
            show(sentence, self.view.viewport(), self.view.below(self.view.currentIndex()))

    def duplicate_rows(self) -> None:
        """Double what is chosen, each right after its original."""
        edit = self.duplicate_edit
        keys = self.view.selected_keys()
        if edit is None or not keys or self.view.is_editing():
            return
        change = self._try(lambda: self.workspace.run(edit, keys))
        if change is not None:
            self.view.choose(self._touched(change))

    duplicate_edit: Callable[[Plan, Sequence[str]], Change] | None = None

    def paste_parcel(self, copied: "ClipboardRows") -> Change | None:
        """Put in rows of a plan.

        Raises:
            PlanError: they do not fit.
        """
        raise NotImplementedError

    def add_typed(self, rows: "Sequence[tuple[int, Typed]]") -> Change | None:
        """Add a row of ``typed_table`` for each of these, given as (depth, text by field).

        Raises:
            PlanError: they do not fit.
        """
        raise NotImplementedError

    # Inside

    def _touched(self, change: Change) -> list[str]:
        """The rows of this list that a change added or moved, those that stand under another one left out."""
        rows = [row for row in change.rows if row.table == self.table and row.after is not None]
        added = {row.id for row in rows}
        return [row.id for row in rows if (row.after or {}).get("parent") not in added]

    def _try(self, run: Callable[[], Change | None]) -> Change | None:
        try:
            return run()
        except PlanError as error:
            show_refusal(str(error), self.view.viewport(), self.view.below(self.view.currentIndex()))
            return None

    def _say(self, sentence: str) -> None:
        show_note(sentence, self.view.viewport(), self.view.below(self.view.currentIndex()))

    def _want_context_menu(self, at: QPoint) -> None:
        """What the menu offers is about the row under the pointer, so the keyboard goes there."""
        self.view.setFocus()
        self.context_menu_wanted.emit(self.view.viewport().mapToGlobal(at))


class Movable:
    """What a card has besides whose rows stand in a phase, in an order of their own."""

    def move_row(self, step: int) -> None:
        """Move what is chosen one place up (-1) or down (1)."""
        raise NotImplementedError

    def move_row_to(self, phase: str) -> None:
        """Move what is chosen to the end of another phase."""
        raise NotImplementedError

    def moves(self) -> dict[str, Callable[[], None]]:
        """The window's actions that move rows."""
        return {"move_up": lambda: self.move_row(-1), "move_down": lambda: self.move_row(1)}


def neighbour(place: int, step: int) -> int | None:
    """The index that moves a row from its place one step, as `move` edits count it; None beyond the top."""
    target = place + step if step < 0 else place + 2
    return target if target >= 0 else None
