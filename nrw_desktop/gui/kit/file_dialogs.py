"""Asks which file to open, under which name to save, and whether to replace what has it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.error_boxes import confirm, tell
from nrw_desktop.storage.system import file_names
from nrw_desktop.storage.upkeep import recent_plans

_PLANS = "Pläne (*.nrwplan);;Alle Dateien (*)"


def ask_open(parent: QWidget | None, folder: Path, title: str = "Plan öffnen") -> Path | None:
    """The plan that the person wants to open, or a backup of one; None to leave it."""
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, str(folder), _PLANS)
    return Path(chosen) if chosen else None


def ask_other_copy(parent: QWidget, folder: Path) -> Path | None:
    """The copy of the plan that the person wants to merge; None to leave it."""
    chosen, _filter = QFileDialog.getOpenFileName(parent, "Andere Kopie des Plans zusammenführen", str(folder), _PLANS)
    return Path(chosen) if chosen else None


def ask_travelling_copy(parent: QWidget, plan: Path) -> Path | None:
    """Where the person wants the copy that goes along; None to leave it."""
    suggested = plan.with_name(f"{plan.stem} (unterwegs){recent_plans.SUFFIX}")
    return ask_save(parent, "Für unterwegs mitnehmen", suggested, _PLANS, recent_plans.SUFFIX)


def ask_copy(parent: QWidget | None, plan: Path) -> Path | None:
    """Where the person wants a copy of the plan; None to leave it."""
    suggested = plan.with_name(f"{plan.stem} Kopie{recent_plans.SUFFIX}")
    return ask_save(parent, "Kopie speichern unter", suggested, _PLANS, recent_plans.SUFFIX)


def ask_save(
    parent: QWidget | None, title: str, suggested: Path, kinds: str, suffix: str, replace: bool = True
) -> Path | None:
    """The file that the person wants to write, with its ending even where none was typed; None to leave it.

    An existing file is asked about by its whole name, and after a no a name can be chosen anew. Without ``replace``
    nothing is asked: who writes refuses it.
    """
    while True:
        # The dialog itself asks about the name as it was typed, which need not be the file's.
        option = QFileDialog.Option.DontConfirmOverwrite
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds, options=option)
        if not chosen:
            return None
        target = Path(chosen)
        if target.suffix.casefold() != suffix:
            target = target.with_name(f"{target.name}{suffix}")
        try:
            file_names.refuse_unsuitable(target)
            if not target.parent.is_dir():
                raise PlanError(f"Einen Ordner „{target.parent}“ gibt es nicht. Bitte einen anderen Ort wählen.")
        except PlanError as error:
            tell(parent, title, str(error))
            suggested = suggested.with_name(target.name)
            continue
        if not replace or not target.exists() or may_replace(parent, title, target):
            return target
        suggested = target


def may_replace(parent: QWidget | None, title: str, target: Path) -> bool:
    """Whether the person wants a file replaced that is there already."""
    more = "Soll die Datei ersetzt werden? Was bisher darin steht, geht dann verloren."
    return confirm(parent, title, f"„{target.name}“ gibt es schon.", more, "Ersetzen", "Anderer Name …")
