"""The panel with the form of what is chosen on a phase's page: a measure, a goal or a partner."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.records import Goal, Partner, Record
from nrw_desktop.gui.pages.entered_card import EnteredCard
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.gui.forms.form_pages import Details

_EMPTY = "Einzelheiten"


class DetailsPanel(EnteredCard):
    """Stands empty in its place until `complete` makes the forms, so that nothing jumps when they come."""

    def __init__(self, hide: Callable[[], None]):
        self._host = QWidget()
        self._forms = QVBoxLayout(self._host)
        self._forms.setContentsMargins(0, 0, 0, 0)
        super().__init__(_EMPTY, self._host)
        self.form: Details | None = None
        self.add_button("", "x", "Einzelheiten ausblenden (F4)", hide)

    def complete(self, workspace: Workspace) -> None:
        """Make the forms."""
        from nrw_desktop.gui.forms.form_pages import Details

        self.form = Details(workspace)
        self._forms.addWidget(self.form)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show the form of what is chosen, all of one kind, or an empty one."""
        self.set_title(_title(records))
        self._host.setEnabled(bool(records))
        if self.form is not None:
            self.form.show_records(records)
        self.look_again()


def _title(records: Sequence[Record]) -> str:
    """What the form is about, as the title of its card."""
    if len(records) > 1:
        return f"{len(records)} Maßnahmen"
    record = next(iter(records), None)
    kind = "Ziel: " if isinstance(record, Goal) else "Partner: " if isinstance(record, Partner) else ""
    return f"{kind}{caption(record)}" if record else _EMPTY
