"""The form of one partner of the register: its fields, its other spellings, and its contacts."""

import datetime as dt

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Record
from nrw_desktop.domain.queries import retention
from nrw_desktop.gui.forms.binder import Binder, load_form
from nrw_desktop.gui.kit import icons, list_menu, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.list_menu import MenuEntry
from nrw_desktop.gui.kit.safe_widgets import Label, tip_text
from nrw_desktop.gui.kit.tab_order import in_order
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.columns import TableSpec
from nrw_desktop.gui.lists.record_table import RecordTable
from nrw_desktop.gui.lists.record_view import RecordView
from nrw_desktop.gui.lists.register_tables import ALIASES, CONTACTS
from nrw_desktop.gui.session.workspace import Workspace

_PRIVACY = (
    "Personen nur speichern, wenn sie gebraucht werden. "
    "Kontakte druckt nur das Partnerverzeichnis in der internen Fassung."
)
_EXPIRED = f"{retention.EXPIRED}: Bitte den Kontakt löschen oder eine neue Frist vereinbaren."
_HEIGHTS = {"alias": 70, "contact": 118}
"""Pixels that the tables are high; more rows than fit are scrolled."""


class PartnerForm(QScrollArea):
    """Shows and edits the partner given to `show_partner`."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._partner: str | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The fields themselves are stops for the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host = host = theme.named(QWidget(), "form_host")
        self._layout = QVBoxLayout(host)
        self._layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
        self._layout.setSpacing(GRID)
        self.aliases = self._table(ALIASES)
        self.contacts = self._table(CONTACTS)
        partner, contact = load_form("partner", host), load_form("contact", host)
        hint = theme.named(Label(_PRIVACY), "muted")
        hint.setWordWrap(True)
        self._expired = theme.named(Label(_EXPIRED), "banner")
        self._expired.setWordWrap(True)
        self._layout.addWidget(partner)
        self._layout.addLayout(self._heading("Weitere Schreibweisen", "Neue Schreibweise", self.aliases))
        self._layout.addWidget(self.aliases)
        self._layout.addLayout(self._heading("Kontakte", "Weiterer Kontakt", self.contacts))
        self._layout.addWidget(hint)
        self._layout.addWidget(self.contacts)
        self._layout.addWidget(self._expired)
        self._layout.addWidget(contact)
        self._layout.addStretch(1)
        self._binder = Binder(partner, "partner", workspace)
        self._contact_binder = Binder(contact, "contact", workspace, record_of=_contact_of)
        self.setWidget(host)
        in_order(host)
        self.contacts.beyond = contact.findChild(QWidget, "purpose")
        self.contacts.chosen.connect(lambda _record: self._show_contact())

    def minimumSizeHint(self) -> QSize:
        """As wide as its fields, which are scrolled upwards and downwards only."""
        hint = super().minimumSizeHint()
        hint.setWidth(self._host.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        return hint

    def show_partner(self, partner: str | None) -> None:
        """Show another partner, or none; or the same one as it is now."""
        if partner != self._partner:
            self._partner = partner
            for view in (self.aliases, self.contacts):
                view.model().set_scope(partner)
        self._host.setEnabled(partner is not None)
        self._binder.show(partner)
        self._show_contact()

    def focus(self, field: str) -> bool:
        """Put the keyboard on a field of the partner, or of the contact; False where neither has it."""
        return self._binder.focus(field) or self._contact_binder.focus(field)

    def _show_contact(self) -> None:
        """Show the chosen contact, else the first; typing into the empty form makes that one."""
        first = next(iter(self._workspace.plan.contacts(self._partner)), None) if self._partner else None
        record = self.contacts.current_record()
        chosen = record if isinstance(record, Contact) else first
        # The first goes by its partner's id: that stays the same when it is only just being typed.
        self._contact_binder.show(self._partner if chosen is None or chosen == first else chosen.id)
        newest = self._workspace.plan.find(Contact, chosen.id) if chosen else None
        self._expired.setVisible(newest is not None and retention.is_over(newest, dt.date.today()))

    def _table(self, spec: TableSpec) -> RecordView:
        view = RecordView(RecordTable(self._workspace, spec, None, self))
        view.horizontalHeader().setVisible(spec is CONTACTS)
        height = _HEIGHTS[spec.table]
        theme.follow_text(view, lambda it: it.setFixedHeight(theme.scaled(height)))
        view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        list_menu.offer(view, lambda: self._menu(view))
        return view

    def _menu(self, view: RecordView) -> tuple[MenuEntry, ...]:
        writable = not self._workspace.read_only
        of_row = writable and view.current_record() is not None
        return (
            MenuEntry("Neu", "plus", view.add, writable),
            MenuEntry("Bearbeiten", "pencil", view.edit_current, of_row),
            MenuEntry("Löschen", "trash-2", view.remove_selected, of_row),
        )

    def _heading(self, title: str, tip: str, view: RecordView) -> QHBoxLayout:
        view.setAccessibleName(title)
        button = QToolButton()
        button.setText(beside_icon("Neu"))
        icons.assign(button, "plus")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tip_text(tip))
        button.setAccessibleName(tip)
        button.setEnabled(not self._workspace.read_only)
        button.clicked.connect(view.add)
        line = QHBoxLayout()
        line.addWidget(theme.named(Label(title), "card_title"))
        line.addStretch(1)
        line.addWidget(button)
        return line


def _contact_of(plan: Plan, key: str) -> Record | None:
    """A contact by its id; by that of its partner, the first one."""
    return plan.find(Contact, key) or next(iter(plan.contacts(key)), None)
