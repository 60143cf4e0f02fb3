"""Ways to the first phases of a plan: those that NRWeltoffen names, or one for a table from Word."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication

from nrw_desktop import paths
from nrw_desktop.domain.model import template
from nrw_desktop.gui.kit.callout import show_note
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.page_stack import PageStack

_USUAL = "nrweltoffen"
"""The template whose phases every plan of NRWeltoffen has."""
_HOW_TO_PASTE = "Jetzt die Tabelle in Word markieren, mit Strg+C kopieren und hier mit Strg+V einfügen."


def first_phases(workspace: Workspace, pages: PageStack) -> dict[str, Callable[[], None]]:
    """What an empty plan offers beside a new phase, by the names of commands.

    Each may raise a `PlanError`: the plan cannot be written, or what is on the clipboard not pasted.
    """
    return {
        "add_usual_phases": partial(_add_usual, workspace, pages),
        "paste_table": partial(_paste_table, workspace, pages),
    }


def _add_usual(workspace: Workspace, pages: PageStack) -> None:
    titles = [phase.title for phase in template.read(paths.plan_template(_USUAL).read_bytes()).phases]
    workspace.run(edits.phases.add_all, titles)
    pages.focus_first()


def _paste_table(workspace: Workspace, pages: PageStack) -> None:
    """Paste what is on the clipboard into a first phase, or say there how to; the table is looked at before."""
    from nrw_desktop.gui.clipboard import system_clipboard

    rows = system_clipboard.rows()
    if not workspace.plan.phases:
        workspace.run(edits.phases.add, "Neue Phase")
    pages.open(workspace.plan.phases[0].id)
    if any(len(row.cells) > 1 for row in rows):
        pages.commands()["paste"]()
    elif (target := QApplication.focusWidget()) is not None:
        show_note(_HOW_TO_PASTE, target)
