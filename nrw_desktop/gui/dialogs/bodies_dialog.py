"""The bodies that meet, with how many of them must come to decide, and their members."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QVBoxLayout, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import Body
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.columns import Editor, TableSpec, column_of
from nrw_desktop.gui.lists.detail_table import DetailTable
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

_BODIES = TableSpec(
    "body",
    (column_of("body", "name", stretch=True), column_of("body", "quorum", tip="Zum Beispiel 7")),
    lambda plan, _scope: plan.bodies,
    add=lambda plan, _scope, text: edits.bodies.add(plan, text),
    remove=lambda plan, keys: edits.bodies.remove(plan, keys[0]),
    placed_by=(),
    draft="name",
    empty="Noch kein Gremium. „Neu“ oder Einfg nennt das erste, zum Beispiel den Steuerungskreis.",
)
_MEMBERS = TableSpec(
    "body_member",
    (column_of("body_member", "who", header="Name", editor=Editor.PARTNER, stretch=True, shows=meetings.who),),
    lambda plan, body: plan.members(body) if body else (),
    add=edits.bodies.add_member,
    remove=edits.bodies.remove_members,
    depends=("partner", "body"),
    placed_by=(),
    draft="who",
    empty="Noch kein Mitglied. „Neu“ oder Einfg nennt das erste.",
    locked=lambda plan, body: plan.find(Body, body) is None,
)
_NO_BODY = "Mitglieder"


class BodiesDialog(WorkDialog):
    """Shows and edits them; each cell is written as it is left."""

    title = "Gremien"

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(workspace, parent)
        self._bodies = DetailTable(workspace, _BODIES, "Gremien", stacks=True)
        self._members = DetailTable(workspace, _MEMBERS, "Mitglieder", stacks=True)
        self._bodies.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._card = Card(_NO_BODY, self._members, count=False)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(GRID + 4)
        sides.setChildrenCollapsible(False)
        for card in (Card("Gremien", self._bodies, count=False), self._card):
            sides.addWidget(card)
        line = self.close_line()
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(sides, 1)
        page.addLayout(line)
        self.want_size(860, 480)
        self._bodies.view.chosen.connect(self._show)
        workspace.changed.connect(self._follow)
        if workspace.plan.bodies:
            self._bodies.view.select(workspace.plan.bodies[0].id)
        self._show(self._bodies.view.current_record())
        self._bodies.view.setFocus()

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        self._show(self._bodies.view.current_record())

    def _show(self, record: Record | None) -> None:
        body = self._workspace.plan.find(Body, record.id) if record else None
        self._card.set_title(f"{_NO_BODY} · {body.name}" if body else _NO_BODY)
        self._members.show_record(body.id if body else None)


def show(window: PlanWindow) -> None:
    """Open the dialog over a main window."""
    BodiesDialog.open_over(window.workspace, window)
