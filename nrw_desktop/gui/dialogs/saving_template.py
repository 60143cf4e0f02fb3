"""„Als Vorlage sichern“: the plan without people, dates and status, for another municipality."""

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.template_of import LEFT_OUT
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.upkeep import new_plans

_TITLE = "Als Vorlage sichern"


def show(window: PlanWindow) -> None:
    """Ask for a name, write the template, and say what it leaves out and where it is listed."""
    workspace, folder = window.workspace, paths.own_templates()
    workspace.flush()
    try:
        paths.make_folder(folder)
    except OSError:
        # Then it is saved elsewhere.
        folder = workspace.path.parent
    suggested = folder / f"{workspace.path.stem}{new_plans.TEMPLATE_SUFFIX}"
    target = ask_save(window, _TITLE, suggested, "Vorlagen (*.json)", new_plans.TEMPLATE_SUFFIX)
    if target is None:
        return
    try:
        new_plans.save_template(target, workspace.plan)
    except PlanError as error:
        error_boxes.tell(window, "Nicht gesichert", str(error))
        return
    is_listed = any(paths.is_same_file(file, target) for file in new_plans.own_templates().values())
    where = "steht unter „Neu“" if is_listed else f"steht unter „Neu“, sobald sie im Ordner „{folder}“ liegt"
    box = MessageBox(
        MessageBox.Icon.Information, _TITLE, f"Die Vorlage „{target.stem}“ ist gesichert und {where}.", window
    )
    box.setInformativeText(LEFT_OUT)
    box.setStandardButtons(MessageBox.StandardButton.Ok)
    box.exec()
