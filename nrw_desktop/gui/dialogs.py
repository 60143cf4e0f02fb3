"""Which module shows the dialog that an action opens; it is loaded when the action is used for the first time."""

from importlib import import_module
from typing import Any

DIALOGS: dict[str, str] = {
    "project_data": "project_dialog",
    "partner_matrix": "matrix_dialog",
    "variants": "variants_dialog",
    "abbreviations": "abbreviations_dialog",
}
"""By the name of the action: a module of this package with a function ``show(window)``."""


def show(name: str, window: Any) -> None:
    """Open the dialog of an action over a main window.

    Raises:
        PlanError: what the dialog is about is not there.
    """
    import_module(f"nrw_desktop.gui.{DIALOGS[name]}").show(window)
