"""What a meeting is: which body meets, when, where, who chairs and who writes."""

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.forms.form_pages import FieldsPage
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.safe_widgets import ComboBox
from nrw_desktop.gui.lists.record_page import RecordPage
from nrw_desktop.gui.meetings.meeting_tables import is_closed
from nrw_desktop.gui.session.workspace import Workspace


class AboutPage(RecordPage):
    """The fields of one meeting after the other; they can only be looked at once the minutes are closed."""

    def __init__(self, workspace: Workspace):
        super().__init__()
        self._workspace = workspace
        self._key: str | None = None
        self._fields = FieldsPage(workspace, "meeting", "meeting")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Card("Angaben", self._fields, count=False))
        page.addStretch(1)
        self._keep_from_closing()
        workspace.changed.connect(self._follow)

    def show_record(self, key: str | None) -> None:
        """Show another meeting, or none."""
        self._key = key
        self._fields.show_record(key)
        self._follow(self._workspace.plan, None)

    def focus(self, field: str) -> None:
        """Put the keyboard on a field."""
        self._fields.focus(field)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self._fields.lock(is_closed(plan, self._key))

    def _keep_from_closing(self) -> None:
        """Minutes are closed by the command, which says first what is odd; the choice only shows that they are."""
        states = self.findChild(ComboBox, "state")
        assert states is not None
        model = states.model()
        assert isinstance(model, QStandardItemModel)
        model.item(states.findData("closed")).setEnabled(False)
