"""Ways to the first phases of a plan: those that NRWeltoffen names, or one for a table from Word."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from nrw_desktop import paths
from nrw_desktop.domain import edits
from nrw_desktop.domain.model import template
from nrw_desktop.gui.clipboard import system_clipboard
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.session.workspace import Workspace

_USUAL = "nrweltoffen"
"""The template whose phases every plan of NRWeltoffen has."""
_HOW_TO_PASTE = "Jetzt die Tabelle in Word markieren, mit Strg+C kopieren und hier mit Strg+V einfügen."


def add_usual_phases(workspace: Workspace) -> None:
    """Add the four phases by their titles, as one step.

    Raises:
        PlanError: the plan cannot be written.
    """
    titles = [phase.title for phase in template.read(paths.plan_template(_USUAL).read_bytes()).phases]
    workspace.run(edits.phases.add_all, titles)


def paste_table(workspace: Workspace, open_phase: Callable[[str], None], paste: Callable[[], None]) -> None:
    """Paste what is on the clipboard into a first phase, after a look at it, or say there how to.

    ``open_phase`` puts the keyboard on the measures of a phase, ``paste`` does what Ctrl+V does there.

    Raises:
        PlanError: the plan cannot be written, or what is on the clipboard not pasted.
    """
    rows = system_clipboard.rows()
    if not workspace.plan.phases:
        workspace.run(edits.phases.add, "Neue Phase")
    open_phase(workspace.plan.phases[0].id)
    if any(len(row.cells) > 1 for row in rows):
        paste()
    elif (target := QApplication.focusWidget()) is not None:
        show_note(_HOW_TO_PASTE, target)
