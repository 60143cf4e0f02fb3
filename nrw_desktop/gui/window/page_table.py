"""The kinds of pages; each module is loaded when the first page of its kind is shown."""

from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.workspace import Workspace


def phase(workspace: Workspace, key: str, patient: bool) -> Page:
    """The page of a phase; a patient one shows its measures first, and the rest when they have been seen."""
    from nrw_desktop.gui.pages.phase_tab import PhaseTab

    return PhaseTab(workspace, key, patient)


def overview(workspace: Workspace) -> Page:
    """The page of all phases."""
    from nrw_desktop.gui.pages.overview_tab import OverviewTab

    return OverviewTab(workspace)


def register(workspace: Workspace) -> Page:
    """The page of all partners."""
    from nrw_desktop.gui.pages.partner_tab import PartnerTab

    return PartnerTab(workspace)


def meetings(workspace: Workspace) -> Page:
    """The page of all meetings."""
    from nrw_desktop.gui.pages.meeting_tab import MeetingTab

    return MeetingTab(workspace)
