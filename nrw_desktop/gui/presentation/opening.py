"""The way from a window to its presentation: what is internal ends here."""

import datetime as dt

from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.gui.kit import callout
from nrw_desktop.gui.presentation.presentation import Presentation, Since
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

    def compare(since: Since) -> Ground:
        file, today = workspace.plan_file, dt.date.today()
        if since == "meeting":
            return plan.ground(compared.since_meeting(file, today))
        day = compared.last_day_worked_on(file, today) if since == "work" else today - dt.timedelta(since)
        return plan.ground(file.since_day(day))

    def hand_back(typed: list[str]) -> None:
        callout.hand_back(typed, "Die Sitzungsansicht ist beendet.", window)

    plan = PublicPlan(workspace)
    made = Presentation(plan, window.settings, None if workspace.is_past else compare, hand_back, window)
    window.leaving.connect(made.writing.hold_up)
    window.closing.connect(made.close)
    made.start(window.screen())
