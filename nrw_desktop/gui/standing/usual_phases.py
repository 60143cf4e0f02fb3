"""The four phases that NRWeltoffen names, for a plan that has none."""

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.model import template
from nrw_desktop.gui.session.workspace import Workspace

_USUAL = "nrweltoffen"
"""The template whose phases every plan of NRWeltoffen has."""


def add(workspace: Workspace) -> None:
    """Add the four phases by their titles, as one step.

    Raises:
        PlanError: the plan cannot be written.
    """
    titles = [phase.title for phase in template.read(paths.plan_template(_USUAL).read_bytes()).phases]
    workspace.run(edits.phases.add_all, titles)
