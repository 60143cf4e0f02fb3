"""What a meeting is: its fields, which can only be looked at once the minutes are closed."""

from PySide6.QtGui import QStandardItemModel

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.forms.form_pages import FieldsPage
from nrw_desktop.gui.kit.safe_widgets import ComboBox
from nrw_desktop.gui.meetings.meeting_tables import is_closed
from nrw_desktop.gui.session.workspace import Workspace


class MeetingFields(FieldsPage):
    """The fields of one meeting after the other."""

    def __init__(self, workspace: Workspace):
        super().__init__(workspace, "meeting", "meeting")
        self._workspace = workspace
        self._key: str | None = None
        self._keep_from_closing()
        workspace.changed.connect(self._follow)

    def show_record(self, key: str | None, *others: str) -> None:
        """Show another meeting, or none."""
        super().show_record(key, *others)
        self._key = key
        self._follow(self._workspace.plan, None)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self.lock(is_closed(plan, self._key))

    def _keep_from_closing(self) -> None:
        """Minutes are closed by the command, which says first what is odd; the choice only shows that they are."""
        states = self.findChild(ComboBox, "state")
        assert states is not None
        model = states.model()
        assert isinstance(model, QStandardItemModel)
        model.item(states.findData("closed")).setEnabled(False)
