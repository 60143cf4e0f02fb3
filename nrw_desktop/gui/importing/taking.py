"""What becomes of dropped files: one opens its import, a plan is opened or merged, and of several it is said so."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from nrw_desktop import paths
from nrw_desktop.gui.importing import opening
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.upkeep import recent_plans

_NOT_IMPORTED = "Nicht importiert"
_SEVERAL = "Das sind {count} Dateien. Importiert wird eine nach der anderen: bitte die erste allein herziehen."
_FOLDER = "„{name}“ ist ein Ordner. Bitte eine Datei daraus herziehen."


def take(
    window: PlanWindow, files: Sequence[Path], open_plan: Callable[[Path], None], merge: Callable[[Path], None]
) -> None:
    """Do with dropped files what their kind is for; ``open_plan`` and ``merge`` are done with a plan file."""
    file = files[0]
    if len(files) > 1:
        error_boxes.tell(window, _NOT_IMPORTED, _SEVERAL.format(count=len(files)))
    elif file.is_dir():
        error_boxes.tell(window, _NOT_IMPORTED, _FOLDER.format(name=file.name))
    elif file.suffix.casefold() != recent_plans.SUFFIX:
        opening.open_file(window, file)
    elif paths.is_same_file(file, window.workspace.path):
        window.say(f"„{file.name}“ ist schon offen.")
    elif way := _way(window, file):
        (open_plan if way == "open" else merge)(file)


def _way(window: PlanWindow, file: Path) -> Literal["open", "merge", ""]:
    box = MessageBox(MessageBox.Icon.Question, "Plan herangezogen", f"„{file.name}“ ist ein Plan.", window)
    box.setInformativeText(
        "„Öffnen“ zeigt ihn statt des Plans, der jetzt offen ist. „Zusammenführen“ holt herein, was in einer anderen "
        "Kopie dieses Plans geändert wurde; vorher wird gezeigt, was geschieht."
    )
    opening_it = box.addButton("Ö&ffnen", MessageBox.ButtonRole.AcceptRole)
    merging = box.addButton("&Zusammenführen …", MessageBox.ButtonRole.ActionRole)
    leaving = box.addButton("Abbrechen", MessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(leaving)
    box.setDefaultButton(leaving)
    box.exec()
    return "open" if box.clickedButton() is opening_it else "merge" if box.clickedButton() is merging else ""
