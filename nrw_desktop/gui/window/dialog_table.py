"""Commands that open a dialog or a panel; each module is loaded when its command is used for the first time."""

from collections.abc import Callable
from functools import partial

from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.window import focus_areas


def dialogs(window: PlanWindow) -> dict[str, Callable[[], None]]:
    """What opens over a window, by the name of the action.

    Each may raise a `PlanError`: what the dialog is about is not there.
    """
    opening: dict[str, Callable[[PlanWindow], None]] = {
        "project_data": _project_data,
        "partner_matrix": _partner_matrix,
        "variants": _variants,
        "abbreviations": _abbreviations,
        "find": _find,
        "find_next": _find_next,
        "find_previous": _find_previous,
        "check": _check,
        "changes": _changes,
        "next_area": focus_areas.show_next,
        "previous_area": focus_areas.show_previous,
    }
    return {name: partial(show, window) for name, show in opening.items()}


def _project_data(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import project_dialog

    project_dialog.show(window)


def _partner_matrix(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import matrix_dialog

    matrix_dialog.show(window)


def _variants(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import duplicates_dialog

    duplicates_dialog.show(window)


def _abbreviations(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import abbreviations_dialog

    abbreviations_dialog.show(window)


def _find(window: PlanWindow) -> None:
    from nrw_desktop.gui.panels import find_panel

    find_panel.show(window)


def _find_next(window: PlanWindow) -> None:
    from nrw_desktop.gui.panels import find_panel

    find_panel.show_next(window)


def _find_previous(window: PlanWindow) -> None:
    from nrw_desktop.gui.panels import find_panel

    find_panel.show_previous(window)


def _check(window: PlanWindow) -> None:
    from nrw_desktop.gui.panels import checks_panel

    checks_panel.show(window)


def _changes(window: PlanWindow) -> None:
    from nrw_desktop.gui.panels import changes_panel

    changes_panel.show(window)
