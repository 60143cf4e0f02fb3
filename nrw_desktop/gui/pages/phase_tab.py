"""The tab of one phase: its head, its measures with the form of the chosen one, its goals and its partners."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.model.change import Change, table_of
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.gui.cards.list_card import ListCard, Movable
from nrw_desktop.gui.cards.measures_card import MeasuresCard
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.kit.keyboard_loan import is_elsewhere
from nrw_desktop.gui.kit.safe_widgets import literal, tip_text
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.columns import MEASURES
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.pages.details_panel import DetailsPanel
from nrw_desktop.gui.pages.phase_areas import PhaseAreas, numbers
from nrw_desktop.gui.pages.phase_head import PhaseHead
from nrw_desktop.gui.session import record_location
from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.workspace import Workspace

_FRAME = 9
_OF_RECORD = ("duplicate", "move_up", "move_down", "indent", "outdent", "goal_style",
              *(f"status_{code}" for code in STATUS_WORDS))  # fmt: skip
"""What can be done from the form with the record that it shows."""


class PhaseTab(Page):
    """One phase. `commands` are what the window's actions call while this tab is in front.

    A patient tab shows its measures first and gets the rest when they have been seen: the start of the program.
    """

    def __init__(self, workspace: Workspace, phase: str, patient: bool = False):
        super().__init__()
        self._workspace, self.phase = workspace, phase
        self._measures_card = MeasuresCard(workspace, phase)
        self._measures = self._measures_card.view
        self._cards: list[ListCard] = [self._measures_card]
        self._area: ListCard | None = self._measures_card
        self._about: ListCard = self._measures_card
        self._in_form = False
        self._table: RecordView | None = None
        self._build()
        self._refresh(workspace.plan, None)
        workspace.changed.connect(self._refresh)
        self._measures.chosen.connect(lambda _record: self._show_details())
        self._measures.selectionModel().selectionChanged.connect(lambda *_: self._show_details())
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        self._measures_card.context_menu_wanted.connect(self.context_menu_wanted)
        if patient:
            after_first_paint(self, self._complete)
        else:
            self._complete()

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions can do here: with the page, and with the list that the keyboard is in.

        In the form they are about its record; the fields themselves take what one does with a text.
        """
        commands: dict[str, Callable[[], None]] = {
            "add_measure": lambda: self._bring(self._measures_card).add_row(),
            "add_goal": lambda: self._bring(self._goals_card).add_row(),
            "add_partner": lambda: self._bring(self._partners_card).add_row(),
            "edit_reference": lambda: self._partners_card.edit_reference(),
            "filter": lambda: self._bring(self._measures_card).filter_rows(),
            "toggle_form": self._toggle_form,
            "rename_phase": self._head.rename,
        }
        if self._area is not None:
            return commands | self._area.commands()
        if self._in_form:
            of_record = self._about.commands()
            commands |= {name: of_record[name] for name in _OF_RECORD if name in of_record}
            if (table := self._table) is not None:
                commands |= {"edit": table.edit_current, "delete": table.remove_selected}
        return commands

    # Building

    def _build(self) -> None:
        self._panel = DetailsPanel(self._toggle_form)
        self._panel.escaped.connect(self._leave_form)
        # Goals and partners take the places of these.
        empty = (theme.named(QFrame(), "card"), theme.named(QFrame(), "card"))
        self._areas = PhaseAreas(self._measures_card, *empty, self._panel)
        page = QVBoxLayout(self)
        # The fields of the head show a frame only in use: their words line up with the cards, not their frames.
        page.setContentsMargins(2 * GRID - _FRAME, GRID + 4, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        self._head = PhaseHead()
        self._head.print_wanted.connect(lambda: self.print_wanted.emit(self.phase))
        page.addWidget(self._head)
        cards = QHBoxLayout()
        cards.setContentsMargins(_FRAME, 0, 0, 0)
        cards.addWidget(self._areas)
        page.addLayout(cards, 1)

    def _complete(self) -> None:
        """Add what the first look at a phase does not need: goals, partners, and the form."""
        from nrw_desktop.gui.forms.binder import Binder
        from nrw_desktop.gui.trees.goals_card import GoalsCard
        from nrw_desktop.gui.trees.partners_card import PartnersCard

        self._goals_card = GoalsCard(self._workspace, self.phase)
        self._partners_card = PartnersCard(self._workspace, self.phase)
        self._goals, self._partners = self._goals_card.view, self._partners_card.view
        for place, card in enumerate((self._goals_card, self._partners_card)):
            self._areas.replace(place, card)
            card.context_menu_wanted.connect(self.context_menu_wanted)
            card.refresh(self._workspace.plan)
            self._cards.append(card)
        self._head.bind(Binder(self._head, "phase", self._workspace), self.phase)
        for view in (self._goals, self._partners):
            view.chosen.connect(lambda _node: self._show_details())
        self._panel.complete(self._workspace)
        # The form follows the measures: on the way through the other lists it would come to be about their rows.
        in_order(self._head, self._measures_card, self._panel, *self._cards[1:])
        if not self._measures.currentIndex().isValid() and self._measures.model().rowCount():
            self._measures.setCurrentIndex(self._measures.model().index(0, 0))
        self._show_details()

    # What the window calls

    def reveal(self, record: Record) -> None:
        """Choose a record of this phase and bring it into sight."""
        measure = record_location.owner(self._workspace.plan, record)
        if measure is not record and self._panel.form is not None:
            # A cost, a decision, a link: its measure is chosen, and the page of the form that holds it.
            self._about = self._measures_card
            self._measures.select(measure.id)
            self._show_details()
            self._panel.form.bring(table_of(record))
            return
        for card in self._cards:
            if card.reveal(record):
                self._bring(card).view.setFocus()
                return

    def chosen_measures(self) -> list[str]:
        """The ids of the measures that are chosen."""
        return self._measures.selected_keys()

    def focus_first(self) -> None:
        """Put the keyboard where people start: on the measures."""
        self._measures.come_by()

    def fill_move_menu(self, menu: QMenu) -> None:
        """The other phases, as places that the chosen row can go to."""
        menu.clear()
        for number, phase in enumerate(self._workspace.plan.phases, 1):
            if phase.id != self.phase:
                mnemonic = "&" if number < 10 else ""
                action = menu.addAction(f"{mnemonic}{number}  {literal(phase.title)}")
                # Else it is the text as it is.
                action.setToolTip(tip_text(phase.title))
                action.setData(phase.id)
                # The menu is the window's, and keeps what it was filled with longer than this tab may live.
                action.triggered.connect(self._move_to_chosen)
        menu.setEnabled(not menu.isEmpty())

    def state(self) -> dict[str, str]:
        """Column and splitter widths, to come back at the next start."""
        widths = [self._measures.width_by_hand(place) for place in range(1, len(MEASURES.columns))]
        return {
            "columns": ",".join(map(str, widths)),
            **self._areas.state(),
        }

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for place, width in enumerate(numbers(state.get("columns", "")), 1):
            self._measures.give_width(place, width)
        self._areas.restore(state)

    # Following the plan

    def _refresh(self, plan: Plan, change: Change | None) -> None:
        phase = plan.find(Phase, self.phase)
        if phase is None:
            return
        touched = {row.table for row in change.rows} if change else {"measure", "phase", "project"}
        if touched & {"phase", "project"}:
            self._head.show_phase(plan, phase)
        if "measure" in touched:
            self._head.show_progress(plan, phase)
        for card in self._cards:
            if change is None or touched & set(card.counted):
                card.refresh(plan)
        self._show_details()

    def _follow_focus(self, _before: QWidget | None, widget: QWidget | None) -> None:
        """Commands go to the list that the keyboard is in, and the form is about what is chosen there.

        A menu takes the keyboard as well, or a list over the page; what it is about is where it was before.
        """
        if widget is None or is_elsewhere(widget):
            return
        before = self._area, self._in_form, self._table
        self._area = next((card for card in self._cards if _holds(card.view, widget)), None)
        self._in_form = self._panel.isAncestorOf(widget)
        self._table = next((one for one in self._panel.findChildren(RecordView) if _holds(one, widget)), None)
        if self._area is not None and self._area is not self._about and self._panel.form is not None:
            self._about = self._bring(self._area)
            self._show_details()
        if before[1] and not self._in_form:
            # It may have stayed only as long as somebody typed there.
            self._areas.settle()
        if before != (self._area, self._in_form, self._table):
            self.area_changed.emit()

    def _show_details(self) -> None:
        """Show the form of what is chosen in the list that was worked on last."""
        self._panel.about = self._about
        self._panel.show_records(self._chosen_records())

    def _chosen_records(self) -> list[Record]:
        """What the form is about; the chosen measures where the list worked on last has nothing."""
        found: list[Record | None] = []
        if self._about is not self._measures_card:
            if self._about is self._partners_card:
                found = [self._partners_card.chosen_partner()]
            elif node := self._goals.current_node():
                # A new goal that is being typed has no record yet.
                found = [node.record]
        if not any(found):
            keys = self._measures.selected_keys()
            several = (self._workspace.plan.find(Measure, key) for key in keys)
            found = [*several] if len(keys) > 1 else [self._measures.current_record()]
        # As it is now: a view may still hold what an edit has just taken away.
        now = (self._workspace.plan.record(table_of(one), one.id) for one in found if one is not None)
        return [record for record in now if record is not None]

    def focus_field(self, record: Record, field: str) -> None:
        """Put the keyboard on a field of a record, in the form."""
        if isinstance(record, Phase):
            self._head.focus(field)
            return
        self.reveal(record)
        self._areas.open()
        if (self._panel.form is None or not self._panel.form.focus(field)) and isinstance(record, Measure):
            self._measures.edit_field(field)

    # Commands

    def _move_to_chosen(self) -> None:
        """An action of the menu was chosen: its data is the phase."""
        card, action = self._area or self._about, self.sender()
        if isinstance(card, Movable) and isinstance(action, QAction):
            card.move_row_to(str(action.data()))

    def _toggle_form(self) -> None:
        if self._in_form:
            self._leave_form()
        self._areas.toggle()

    def _bring(self, card: ListCard) -> ListCard:
        """The card, in sight also where there is room for one list only."""
        self._areas.show_list(card)
        return card

    def _leave_form(self) -> None:
        """Give the keyboard back to the list that the form is about."""
        self._about.view.setFocus()


def _holds(view: QWidget, widget: QWidget) -> bool:
    return view is widget or view.isAncestorOf(widget)
