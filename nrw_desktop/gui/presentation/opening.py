"""The way from a window to its presentation: what is internal ends here."""

import datetime as dt

from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.gui.presentation.presentation import Presentation
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.public_plan import PublicPlan
from nrw_desktop.storage.upkeep import compared


def show(window: PlanWindow) -> None:
    """Show the plan of a window to a room; what is shown already comes to the front."""
    if (shown := window.findChild(Presentation)) is not None and shown.isVisible():
        shown.raise_()
        shown.activateWindow()
        shown.setFocus()
        return
    workspace = window.workspace

    def compare(day: dt.date | None) -> Ground:
        file = workspace.plan_file
        return plan.ground(compared.since_day(file, day or compared.last_day_worked_on(file, dt.date.today())))

    plan = PublicPlan(workspace)
    made = Presentation(plan, window.settings, None if workspace.is_past else compare, window)
    window.closing.connect(made.close)
    made.start(window.screen())
