"""The tab of the register: all partners, and the form of the chosen one with its contact."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from nrw_desktop.domain.change import Change
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Partner, Record
from nrw_desktop.domain.words import caption
from nrw_desktop.gui import theme
from nrw_desktop.gui.card import Card
from nrw_desktop.gui.columns import PARTNERS
from nrw_desktop.gui.forms import Binder, load_form
from nrw_desktop.gui.later import after_first_paint
from nrw_desktop.gui.pane import Pane, row_commands
from nrw_desktop.gui.register_pane import RegisterPane
from nrw_desktop.gui.theme import GRID
from nrw_desktop.gui.workspace import Workspace

_PRIVACY = "Personen nur speichern, wenn sie gebraucht werden. Kontakte stehen nicht im Ausdruck."


class PartnerTab(QWidget):
    """The register of cooperation partners."""

    context_menu_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._card = RegisterPane(workspace)
        self._view = self._card.view
        self._form_host = QWidget()
        self._form_layout = QVBoxLayout(self._form_host)
        self._form_layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        self._form_layout.setSpacing(GRID + 4)
        self._form_card = Card("Einzelheiten", self._form_host, count=False)
        self._binders: list[Binder] = []
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
        workspace.changed.connect(self._refresh)
        self._refresh(workspace.plan, None)
        self.commands: dict[str, Callable[[], None]] = {
            # The register has no order of its own: nothing in it can move.
            **{name: run for name, run in row_commands(self._with_active).items() if name != "cut"},
            "add_partner": self._view.add,
            "erase_contacts": self._erase_contacts,
        }

    def reveal(self, record: Record) -> None:
        """Choose a partner and bring it into sight."""
        self._view.select(record.id)
        self._view.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard on the register."""
        self._view.setFocus()

    def state(self) -> dict[str, str]:
        """Column and splitter widths, to come back at the next start."""
        widths = (self._view.columnWidth(place) for place in range(1, len(PARTNERS.columns)))
        return {"columns": ",".join(map(str, widths)), "splitters": ",".join(map(str, self._sides.sizes()))}

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for place, width in enumerate(state.get("columns", "").split(","), 1):
            if width.isdigit():
                self._view.setColumnWidth(place, int(width))
        sizes = [int(size) for size in state.get("splitters", "").split(",") if size.isdigit()]
        if len(sizes) == self._sides.count():
            self._sides.setSizes(sizes)

    def _load_forms(self) -> None:
        partner, contact = load_form("partner", self._form_host), load_form("contact", self._form_host)
        heading = theme.named(QLabel("Kontakt"), "card_title")
        hint = theme.named(QLabel(_PRIVACY), "muted")
        hint.setWordWrap(True)
        for widget in (partner, heading, hint, contact):
            self._form_layout.addWidget(widget)
        self._form_layout.addStretch(1)
        self._binders = [
            Binder(partner, "partner", self._workspace),
            Binder(contact, "contact", self._workspace, record_of=_first_contact),
        ]
        if not self._view.currentIndex().isValid() and self._view.model().rowCount():
            self._view.setCurrentIndex(self._view.model().index(0, 0))
        self._show_partner(self._view.current_record())

    def _with_active(self, run: Callable[[Pane], None]) -> None:
        # Delete, or a key of the clipboard, in a field of the form is about that field.
        if self._card.is_active():
            run(self._card)

    def _erase_contacts(self) -> None:
        """Ask, erase for good, and say which backups still hold what was erased."""
        partner = self._view.current_record()
        if partner is None or self._workspace.flush():
            return
        from nrw_desktop.gui.erasing import ask, tell_backups

        if ask(self, caption(partner)):
            change = self._workspace.erase_contacts(partner.id)
            if change is not None:
                tell_backups(self, self._workspace.plan_file, change.id)

    def _refresh(self, plan: Plan, _change: Change | None) -> None:
        self._card.refresh(plan)
        self._show_partner(self._view.current_record())

    def _show_partner(self, record: Record | None) -> None:
        partner = self._workspace.plan.find("partner", record.id) if record else None
        self._form_card.set_title(partner.name if isinstance(partner, Partner) else "Einzelheiten")
        self._form_host.setEnabled(partner is not None)
        for binder in self._binders:
            binder.show(partner.id if partner else None)


def _first_contact(plan: Plan, partner: str) -> Record | None:
    contacts = plan.contacts(partner)
    return contacts[0] if contacts else None
