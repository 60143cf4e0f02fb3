"""The open plan as anybody may see it: what looks through this gets nothing internal, and edits by ids alone."""

from typing import ParamSpec

import msgspec
from PySide6.QtCore import QObject, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.gui.session.workspace import Edit, Workspace

P = ParamSpec("P")
_WAITS = "Im Fenster steht noch ein Eintrag, der nicht angenommen wurde. Bitte ihn dort zuerst ändern."


class PublicPlan(QObject):
    """Stands for a workspace where others look on.

    `changed` carries the plan as anybody may see it, and never the change that led to it: its rows hold all fields.
    """

    changed = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._plan = public(workspace.plan)
        workspace.changed.connect(self._follow)

    @property
    def plan(self) -> Plan:
        """The newest snapshot, without what is internal."""
        return self._plan

    @property
    def read_only(self) -> bool:
        """Whether the file can only be looked at."""
        return self._workspace.read_only

    @property
    def user_name(self) -> str:
        """Who works here, as it is said in the settings; empty if it is not."""
        return self._workspace.user_name

    def run(self, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """As the workspace does, on the whole plan.

        Raises:
            PlanError: the edit or the file refuses; nothing was written.
        """
        return self._workspace.run(edit, *arguments, **more)

    def run_joined(self, first: str | None, edit: Edit[P], *arguments: P.args, **more: P.kwargs) -> Change | None:
        """As the workspace does, on the whole plan."""
        return self._workspace.run_joined(first, edit, *arguments, **more)

    def undo(self) -> None:
        """Take back the newest step that is in force.

        Raises:
            PlanError: a text that was refused waits in the window.
        """
        self._refuse_over_refused()
        self._workspace.undo()

    def redo(self) -> None:
        """Do again what was taken back last.

        Raises:
            PlanError: a text that was refused waits in the window.
        """
        self._refuse_over_refused()
        self._workspace.redo()

    def ground(self, ground: Ground) -> Ground:
        """What the plan is compared with, as anybody may see it who looks today."""
        return msgspec.structs.replace(ground, plan=public(ground.plan, self._workspace.plan))

    def _refuse_over_refused(self) -> None:
        if self._workspace.flush():
            raise PlanError(_WAITS)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        self._plan = public(plan)
        self.changed.emit(self._plan, None)
