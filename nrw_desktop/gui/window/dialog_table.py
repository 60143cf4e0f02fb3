"""Commands that open a dialog or a panel; each module is loaded when its command is used for the first time."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from nrw_desktop.domain.model.records import Record
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import focus_areas

if TYPE_CHECKING:
    from nrw_desktop.exchange.sources.source import Source


def dialogs(window: PlanWindow, go_to_phases: Callable[[], None]) -> dict[str, Callable[[], None]]:
    """What opens over a window, by the name of the action; ``go_to_phases`` brings phases in sight that were pasted.

    Each may raise a `PlanError`: what the dialog is about is not there.
    """
    opening: dict[str, Callable[[PlanWindow], None]] = {
        "import": _import,
        "export": _export,
        "save_template": _save_template,
        "project_data": _project_data,
        "results": _results,
        "partner_matrix": _partner_matrix,
        "variants": _variants,
        "abbreviations": _abbreviations,
        "bodies": _bodies,
        "erase_person": _erase_person,
        "find": _find,
        "find_next": _find_next,
        "find_previous": _find_previous,
        "check": _check,
        "changes": _changes,
        "changes_since_meeting": _changes_since_meeting,
        "presentation": _presentation,
        "next_area": focus_areas.show_next,
        "previous_area": focus_areas.show_previous,
    }
    pasting = partial(_paste_phases, window, go_to_phases)
    return {
        "paste": pasting,
        "paste_phases": pasting,
        **{name: partial(show, window) for name, show in opening.items()},
    }


def add_usual_phases(workspace: Workspace) -> None:
    """Add the four phases of NRWeltoffen, which an empty plan offers.

    Raises:
        PlanError: the plan cannot be written.
    """
    from nrw_desktop.gui.standing import usual_phases

    usual_phases.add(workspace)


def show_in_project_data(window: PlanWindow, record: Record) -> None:
    """Open the project's data where a record of it is."""
    from nrw_desktop.gui.dialogs import project_dialog

    project_dialog.reveal(window, record)


def show_gaps(window: PlanWindow, kind: str) -> None:
    """Open the panel „Prüfen“ at one kind of gaps."""
    from nrw_desktop.gui.panels import checks_panel

    checks_panel.show_kind(window, kind)


def show_paper(window: PlanWindow, report: str, meeting: str) -> None:
    """Open the print dialog with a paper of a meeting."""
    from nrw_desktop.gui.printing import print_dialog

    print_dialog.show(window, None, meeting=(report, meeting))


def _import(window: PlanWindow) -> None:
    from nrw_desktop.gui.importing import opening

    opening.show(window)


def _paste_phases(window: PlanWindow, go_to_phases: Callable[[], None]) -> None:
    from nrw_desktop.gui.clipboard import pasting_phases

    def bring_in(source: "Source") -> None:
        from nrw_desktop.gui.importing import opening

        opening.open_source(window, source)

    pasting_phases.show(window, go_to_phases, bring_in)


def _export(window: PlanWindow) -> None:
    from nrw_desktop.gui.printing import export_dialog

    export_dialog.show(window)


def _save_template(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import saving_template

    saving_template.show(window)


def _project_data(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import project_dialog

    project_dialog.show(window)


def _results(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import results_dialog

    results_dialog.show(window)


def _partner_matrix(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import matrix_dialog

    matrix_dialog.show(window)


def _variants(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import duplicates_dialog

    duplicates_dialog.show(window)


def _abbreviations(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import abbreviations_dialog

    abbreviations_dialog.show(window)


def _bodies(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import bodies_dialog

    bodies_dialog.show(window)


def _erase_person(window: PlanWindow) -> None:
    from nrw_desktop.gui.dialogs import person_dialog

    person_dialog.show(window)


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


def _changes_since_meeting(window: PlanWindow) -> None:
    from nrw_desktop.gui.panels import changes_panel

    changes_panel.show_since_meeting(window)


def _presentation(window: PlanWindow) -> None:
    from nrw_desktop.gui.presentation import opening

    opening.show(window)
