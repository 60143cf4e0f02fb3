"""Which module shows the dialog that an action opens; it is loaded when the action is used for the first time."""

from importlib import import_module
from typing import Any

DIALOGS: dict[str, str] = {
    "project_data": "project_dialog",
    "partner_matrix": "matrix_dialog",
    "variants": "variants_dialog",
    "abbreviations": "abbreviations_dialog",
    "find": "find_panel",
    "find_next": "find_panel:show_next",
    "find_previous": "find_panel:show_previous",
    "check": "gaps_panel",
    "next_area": "areas:show_next",
    "previous_area": "areas:show_previous",
}
"""By the name of the action: a module of this package, and its function to call with the window if not ``show``."""


def show(name: str, window: Any) -> None:
    """Open the dialog of an action over a main window.

    Raises:
        PlanError: what the dialog is about is not there.
    """
    module, _, function = DIALOGS[name].partition(":")
    getattr(import_module(f"nrw_desktop.gui.{module}"), function or "show")(window)
