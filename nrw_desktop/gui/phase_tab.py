"""The tab of one phase: its head, its measures with the form of the chosen one, its goals and its partners."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.change import Change, table_of
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal, Phase, Record
from nrw_desktop.domain.words import CODE_WORDS, caption
from nrw_desktop.gui import places, theme
from nrw_desktop.gui.card import Card
from nrw_desktop.gui.columns import MEASURES
from nrw_desktop.gui.later import after_first_paint
from nrw_desktop.gui.measures_pane import MeasuresPane
from nrw_desktop.gui.pane import Pane, row_commands
from nrw_desktop.gui.phase_head import PhaseHead
from nrw_desktop.gui.theme import GRID
from nrw_desktop.gui.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.gui.form_pages import Details
    from nrw_desktop.gui.part_table import PartTable

_FRAME = 9
_FORM_HEIGHT = 220
_LOW_FORM_HEIGHT = 96
_LOW_SCREEN = 700


class PhaseTab(QWidget):
    """One phase. `commands` are what the window's actions call while this tab is in front.

    A patient tab shows its measures first and gets the rest when they have been seen: the start of the program.
    """

    print_wanted = Signal(object)
    context_menu_wanted = Signal(object)

    def __init__(self, workspace: Workspace, phase: str, patient: bool = False):
        super().__init__()
        self._workspace, self.phase = workspace, phase
        self._measures_pane = MeasuresPane(workspace, phase)
        self._measures = self._measures_pane.view
        self._panes: list[Pane] = [self._measures_pane]
        self._form: Details | None = None
        self._about_goal = False
        self._build()
        self._refresh(workspace.plan, None)
        workspace.changed.connect(self._refresh)
        self._measures.chosen.connect(lambda _record: self._show_details())
        self._measures.installEventFilter(self)
        self._measures_pane.context_menu_wanted.connect(self.context_menu_wanted)
        if patient:
            after_first_paint(self, self._complete)
        else:
            self._complete()
        self.commands: dict[str, Callable[[], None]] = {
            "add_measure": self._measures_pane.add_row,
            "add_goal": lambda: self._goals_pane.add_row(),
            "add_partner": lambda: self._partners_pane.add_row(),
            "edit_reference": lambda: self._partners_pane.edit_reference(),
            **row_commands(self._with_pane),
            "edit": lambda: self._with_active(lambda pane: pane.view.edit_current()),
            "delete": lambda: self._with_active(lambda pane: pane.remove_row()),
            "filter": lambda: (self._active() or self._measures_pane).filter_rows(),
            "duplicate": lambda: self._with_pane(lambda pane: pane.duplicate_rows()),
            **{f"status_{code}": partial(self._set_status, code) for code in CODE_WORDS["measure", "status"]},
            "move_up": lambda: self._with_active(lambda pane: pane.move_row(-1)),
            "move_down": lambda: self._with_active(lambda pane: pane.move_row(1)),
            "indent": lambda: self._goals_pane.nest(edits.goals.indent),
            "outdent": lambda: self._goals_pane.nest(edits.goals.outdent),
            "goal_style": lambda: self._goals_pane.toggle_style(),
            "toggle_form": self._toggle_form,
            "rename_phase": self._head.rename,
        }

    # Building

    def _build(self) -> None:
        self._form_host = QWidget()
        self._form_layout = QVBoxLayout(self._form_host)
        self._form_layout.setContentsMargins(0, 0, 0, 0)
        # As high as its first page from the start, so that nothing jumps when that comes; lower where the screen is.
        low = QApplication.primaryScreen().availableGeometry().height() < _LOW_SCREEN
        self._form_host.setMinimumHeight(_LOW_FORM_HEIGHT if low else _FORM_HEIGHT)
        self._form_card = Card("Einzelheiten", self._form_host, count=False)
        self._form_card.add_button("", "x", "Einzelheiten ausblenden (F4)", self._toggle_form)
        left = _column(self._measures_pane, self._form_card, (3, 1))
        # Goals and partners take the places of these.
        self._right = _column(theme.named(QFrame(), "card"), theme.named(QFrame(), "card"), (2, 3))
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(GRID + 4)
        sides.setChildrenCollapsible(False)
        sides.addWidget(left)
        sides.addWidget(self._right)
        sides.setStretchFactor(0, 13)
        sides.setStretchFactor(1, 7)
        sides.setSizes([780, 420])
        self._splitters = (sides, self._right, left)
        page = QVBoxLayout(self)
        # The fields of the head show a frame only in use: their words line up with the cards, not their frames.
        page.setContentsMargins(2 * GRID - _FRAME, GRID + 4, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        self._head = PhaseHead()
        self._head.print_wanted.connect(lambda: self.print_wanted.emit(self.phase))
        page.addWidget(self._head)
        cards = QHBoxLayout()
        cards.setContentsMargins(_FRAME, 0, 0, 0)
        cards.addWidget(sides)
        page.addLayout(cards, 1)

    def _complete(self) -> None:
        """Add what the first look at a phase does not need: goals, partners, and the form."""
        from nrw_desktop.gui.form_pages import Details
        from nrw_desktop.gui.goals_pane import GoalsPane
        from nrw_desktop.gui.partners_pane import PartnersPane
        from nrw_desktop.gui.tab_order import in_order

        self._goals_pane = GoalsPane(self._workspace, self.phase)
        self._partners_pane = PartnersPane(self._workspace, self.phase)
        self._goals, self._partners = self._goals_pane.view, self._partners_pane.view
        sizes = self._right.sizes()
        for place, pane in enumerate((self._goals_pane, self._partners_pane)):
            cast(QWidget, self._right.replaceWidget(place, pane)).deleteLater()
            pane.context_menu_wanted.connect(self.context_menu_wanted)
            pane.show()
            pane.refresh(self._workspace.plan)
            self._panes.append(pane)
        self._right.setSizes(sizes)
        self._head.bind(self._workspace, self.phase)
        self._goals.installEventFilter(self)
        self._goals.chosen.connect(lambda _node: self._show_details())
        self._form = Details(self._workspace)
        self._form_layout.addWidget(self._form)
        in_order(self._head, self._measures_pane, self._form_card, *self._panes[1:])
        if not self._measures.currentIndex().isValid() and self._measures.model().rowCount():
            self._measures.setCurrentIndex(self._measures.model().index(0, 0))
        self._show_details()

    # What the window calls

    def reveal(self, record: Record) -> None:
        """Choose a record of this phase and bring it into sight."""
        measure = places.owner(self._workspace.plan, record)
        if measure is not record and self._form is not None:
            # A cost, a decision, a link: its measure is chosen, and the page of the form that holds it.
            self._about_goal = False
            self._measures.select(measure.id)
            self._show_details()
            self._form.bring(table_of(record))
            return
        for pane in self._panes:
            if pane.reveal(record):
                return

    def chosen_measures(self) -> list[str]:
        """The ids of the measures that are chosen."""
        return self._measures.selected_keys()

    def focus_first(self) -> None:
        """Put the keyboard where people start: on the measures."""
        self._measures.setFocus()

    def fill_move_menu(self, menu: QMenu) -> None:
        """The other phases, as places that the chosen row can go to."""
        menu.clear()
        for number, phase in enumerate(self._workspace.plan.phases, 1):
            if phase.id != self.phase:
                mnemonic = "&" if number < 10 else ""
                title = phase.title.replace("&", "&&")
                action = menu.addAction(f"{mnemonic}{number}  {title}")
                action.setData(phase.id)
                # The menu is the window's, and keeps what it was filled with longer than this tab may live.
                action.triggered.connect(self._move_to_chosen)
        menu.setEnabled(not menu.isEmpty())

    def state(self) -> dict[str, str]:
        """Column and splitter widths, to come back at the next start."""
        widths = [self._measures.wanted_width(place) for place in range(1, len(MEASURES.columns))]
        return {
            "columns": ",".join(map(str, widths)),
            "splitters": ";".join(",".join(map(str, splitter.sizes())) for splitter in self._splitters),
            "form": str(int(not self._form_card.isHidden())),
        }

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for place, width in enumerate(_numbers(state.get("columns", "")), 1):
            self._measures.setColumnWidth(place, width)
        for splitter, sizes in zip(self._splitters, state.get("splitters", "").split(";"), strict=False):
            if len(_numbers(sizes)) == splitter.count():
                splitter.setSizes(_numbers(sizes))
        self._form_card.setVisible(state.get("form", "1") != "0")

    # Following the plan

    def _refresh(self, plan: Plan, change: Change | None) -> None:
        phase = cast("Phase | None", plan.find("phase", self.phase))
        if phase is None:
            return
        touched = {row.table for row in change.rows} if change else {"measure", "phase", "project"}
        if touched & {"phase", "project"}:
            self._head.show_phase(plan, phase)
        if "measure" in touched:
            self._head.show_progress(plan, phase)
        for pane in self._panes:
            if change is None or touched & set(pane.counted):
                pane.refresh(plan)
        self._show_details()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The form is about the list that the keyboard was in last: measures or goals."""
        if event.type() == QEvent.Type.FocusIn and self._form is not None:
            self._about_goal = watched is self._goals
            self._show_details()
        return False

    def _show_details(self) -> None:
        """Show the form of the chosen measure, or of the chosen goal where the goals were worked on last."""
        node = self._goals.current_node() if self._form is not None and self._about_goal else None
        # A new goal that is being typed has no record yet.
        record = node.record if node and node.record else self._measures.current_record()
        # As it is now: a view may still hold what an edit has just taken away.
        record = self._workspace.plan.find(table_of(record), record.id) if record else None
        title = caption(record) if record else "Einzelheiten"
        self._form_card.set_title(f"Ziel: {title}" if isinstance(record, Goal) else title)
        self._form_host.setEnabled(record is not None)
        if self._form is not None:
            self._form.show_record(record)

    # Commands

    def _with_active(self, run: "Callable[[Pane | PartTable], None]") -> None:
        """Do something with the list that the keyboard is in; nothing where it is in none."""
        for pane in (*self._panes, *(self._form.tables if self._form else ())):
            if pane.is_active():
                run(pane)
                return

    def _with_pane(self, run: Callable[[Pane], None]) -> None:
        """The same, where the smaller tables of the form have no such thing."""
        if (pane := self._active()) is not None:
            run(pane)

    def _active(self) -> Pane | None:
        return next((pane for pane in self._panes if pane.is_active()), None)

    def _set_status(self, code: str) -> None:
        self._with_pane(lambda pane: pane.set_status(code))

    def _move_to_chosen(self) -> None:
        """An action of the menu was chosen: its data is the phase."""
        self._move_to(str(cast(QAction, self.sender()).data()))

    def _move_to(self, phase: str) -> None:
        self._with_active(lambda pane: pane.move_row_to(phase))

    def _toggle_form(self) -> None:
        self._form_card.setVisible(self._form_card.isHidden())


def _column(upper: QWidget, lower: QWidget, shares: tuple[int, int]) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(GRID + 4)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(upper)
    splitter.addWidget(lower)
    splitter.setStretchFactor(0, shares[0])
    splitter.setStretchFactor(1, shares[1])
    splitter.setSizes([100 * shares[0], 100 * shares[1]])
    return splitter


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.isdigit()]
