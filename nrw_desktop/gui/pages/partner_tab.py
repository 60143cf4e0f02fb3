"""The tab of the register: all partners, and the form of the chosen one with its spellings and contacts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner, Record
from nrw_desktop.domain.queries import duplicate_names
from nrw_desktop.domain.queries.duplicate_names import Suggestion
from nrw_desktop.gui.cards.register_card import RegisterCard
from nrw_desktop.gui.dialogs import erasing
from nrw_desktop.gui.dialogs.duplicates_dialog import DuplicatesDialog
from nrw_desktop.gui.dialogs.merge_dialog import MergeDialog
from nrw_desktop.gui.forms.partner_form import PartnerForm
from nrw_desktop.gui.kit.idle import Pieces, after_first_paint
from nrw_desktop.gui.kit.keyboard_loan import is_elsewhere
from nrw_desktop.gui.kit.link_button import LinkButton
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.columns import PARTNERS
from nrw_desktop.gui.pages.entered_card import EnteredCard
from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.gui.lists.record_view import RecordView

_COMPARED = {"partner", "alias", "distinct", "project"}


class PartnerTab(Page):
    """The register of cooperation partners."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._card = RegisterCard(workspace)
        self._view = self._card.view
        self._alike = LinkButton("copy", self._show_alike)
        self._card.add_line(self._alike)
        self._alike.hide()
        self._comparing = Pieces(self)
        self._comparing.done.connect(self._tell_alike)
        self._form_host = QWidget()
        self._form_layout = QVBoxLayout(self._form_host)
        self._form_layout.setContentsMargins(0, 0, 0, 0)
        self._form_card = EnteredCard("Einzelheiten", self._form_host)
        self._form_card.escaped.connect(self._view.setFocus)
        self._form: PartnerForm | None = None
        self._table: RecordView | None = None
        self._in_form = False
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(GRID + 4)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._card)
        sides.addWidget(self._form_card)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setSizes([740, 460])
        self._sides = sides
        page = QHBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.addWidget(sides)
        self._view.chosen.connect(self._show_partner)
        after_first_paint(self, self._load_forms)
        self._card.context_menu_wanted.connect(self.context_menu_wanted)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        workspace.changed.connect(self._refresh)
        self._refresh(workspace.plan, None)

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """What the window's actions can do here: with the register, or the smaller table that the keyboard is in."""
        commands: dict[str, Callable[[], None]] = {
            "add_partner": self._view.add,
            "merge_partners": self._merge,
            "erase_contacts": self._erase_contacts,
            "filter": self._card.filter_rows,
        }
        if self._table is not None:
            return commands | {"edit": self._table.edit_current, "delete": self._table.remove_selected}
        if self._in_form:
            # Delete, and a key of the clipboard, in a field of the form are about that field.
            return commands
        # The register has no order of its own: nothing in it can move.
        return commands | {name: run for name, run in self._card.commands().items() if name != "cut"}

    def _follow_focus(self, _before: QWidget | None, widget: QWidget | None) -> None:
        """Commands go where the keyboard is, or was before a menu took it."""
        if widget is None or is_elsewhere(widget):
            return
        before = self._in_form, self._table
        smaller = (self._form.aliases, self._form.contacts) if self._form else ()
        self._table = next((one for one in smaller if one is widget or one.isAncestorOf(widget)), None)
        self._in_form = self._form_card.isAncestorOf(widget)
        if before != (self._in_form, self._table):
            self.area_changed.emit()

    def reveal(self, record: Record) -> None:
        """Choose a partner and bring it into sight."""
        self._view.select(record.id)
        self._view.setFocus()

    def focus_field(self, record: Record, field: str) -> None:
        """Put the keyboard on a field of a partner, in the form."""
        self._view.select(record.id)
        if self._form is not None:
            self._form.focus(field)

    def focus_first(self) -> None:
        """Put the keyboard on the register."""
        self._view.come_by()

    def state(self) -> dict[str, str]:
        """Column and splitter widths, to come back at the next start."""
        widths = (self._view.width_by_hand(place) for place in range(1, len(PARTNERS.columns)))
        return {"columns": ",".join(map(str, widths)), "splitters": ",".join(map(str, self._sides.sizes()))}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for place, width in enumerate(state.get("columns", "").split(","), 1):
            if width.isdigit():
                self._view.give_width(place, int(width))
        sizes = [int(size) for size in state.get("splitters", "").split(",") if size.isdigit()]
        if len(sizes) == self._sides.count():
            self._sides.setSizes(sizes)

    def _load_forms(self) -> None:
        self._form = PartnerForm(self._workspace)
        self._form_layout.addWidget(self._form)
        self._form_card.look_again()
        self._comparing.start(duplicate_names.compared(self._workspace.plan))
        if not self._view.currentIndex().isValid() and self._view.model().rowCount():
            self._view.setCurrentIndex(self._view.model().index(0, 0))
        self._show_partner(self._view.current_record())

    def _merge(self) -> None:
        """Open the dialog about the two partners that are chosen."""
        keys = self._view.selected_keys()
        if len(keys) != 2:
            raise PlanError(
                "Zum Zusammenführen bitte im Register zwei Kooperationspartner auswählen: den ersten anklicken, den "
                "zweiten mit Strg+Klick dazu."
            )
        if not self._workspace.flush():
            MergeDialog(self._workspace, keys[0], keys[1], self.window()).open()

    def _show_alike(self) -> None:
        DuplicatesDialog.open_over(self._workspace, self.window())

    def _erase_contacts(self) -> None:
        """Erase the people of the partner that the list is on."""
        partner = self._view.current_record()
        if isinstance(partner, Partner) and not self._workspace.flush():
            erasing.erase(self, self._workspace, partner)

    def _refresh(self, plan: Plan, change: Change | None) -> None:
        self._card.refresh(plan)
        tables = {row.table for row in change.rows} if change else _COMPARED
        if self._form is not None and tables & _COMPARED:
            self._comparing.start(duplicate_names.compared(plan))
        self._show_partner(self._view.current_record())

    def _tell_alike(self, pairs: list[Suggestion | None]) -> None:
        found = len([pair for pair in pairs if pair is not None])
        self._alike.setVisible(bool(found))
        names = "Zwei Namen sind" if found == 1 else f"{found} Paare von Namen sind"
        self._alike.show_words(f"{names} sich sehr ähnlich. Ansehen …")

    def _show_partner(self, record: Record | None) -> None:
        partner = self._workspace.plan.find(Partner, record.id) if record else None
        self._form_card.set_title(partner.name if isinstance(partner, Partner) else "Einzelheiten")
        if self._form is not None:
            self._form.show_partner(partner.id if partner else None)
