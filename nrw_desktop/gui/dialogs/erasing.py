"""Erasing people: what is asked before, and which backups are named after."""

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.domain.queries.person_traces import Whom
from nrw_desktop.gui.dialogs.erase_dialog import EraseDialog
from nrw_desktop.gui.kit.error_boxes import confirm
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup

if TYPE_CHECKING:
    from nrw_desktop.storage.database.person_log import Place

_MOST = 8
"""So many backups are named one by one."""
_DAYS = 14
"""Days for which a backup from before an erasing can still be restored."""


def erase(parent: QWidget, workspace: Workspace, whom: Whom) -> bool:
    """Ask, erase for good, and say which backups still hold what was erased; whether it was.

    Raises:
        PlanError: the name stands nowhere, the history cannot be read, or the plan not be written.
    """
    also = ask(parent, workspace, whom)
    change = workspace.erase(whom, also) if also is not None else None
    if change is not None:
        tell_backups(parent, workspace.plan_file, change.id)
    return change is not None


def ask(parent: QWidget, workspace: Workspace, whom: Whom) -> "tuple[Place, ...] | None":
    """Say what goes and that it cannot be brought back; which texts are to lose the name too, None for a no.

    Raises:
        PlanError: the name stands nowhere, or the history cannot be read.
    """
    traces, name = workspace.traces(whom), whom.name if isinstance(whom, Partner) else whom
    if traces:
        dialog = EraseDialog(parent, whom, traces, workspace.plan)
        return dialog.chosen() if dialog.exec() else None
    if not isinstance(whom, Partner) and not person_traces.contacts(workspace.plan, whom):
        raise PlanError(
            f"„{name}“ steht nirgends im Plan und in seinem Verlauf. Bitte die Schreibweise prüfen."
            if name
            else "Bitte einen Namen eingeben oder aus der Liste wählen."
        )
    sure = confirm(
        parent,
        "Kontaktdaten endgültig löschen",
        f"Alle Kontaktdaten von „{name}“ werden aus dem Plan und aus seinem ganzen Verlauf gelöscht.",
        "Das ist der einzige Schritt, der sich nicht rückgängig machen lässt. Auch frühere Schritte lassen sich danach "
        "nicht mehr zurücknehmen; im Verlauf bleiben sie zu sehen.",
        "Endgültig löschen",
        "Behalten",
    )
    return () if sure else None


def tell_backups(parent: QWidget, file: PlanFile, change: str) -> None:
    """Name the backups that still hold what was erased and the day they go, and offer to remove them at once."""
    holding = backup.made_before(file, change)
    if not holding:
        return
    day = date.today() + timedelta(days=_DAYS)
    for one in holding:
        # A damaged one, or one at a place that is gone, cannot be told; it is named all the same.
        with suppress(PlanError):
            backup_store.let_go(one, day)
    lines = [f"{one.at:%d.%m.%Y, %H:%M} Uhr{' (zweiter Ort)' if one.second else ''}" for one in holding]
    shown = lines if len(lines) <= _MOST else [*lines[:_MOST], f"und {len(lines) - _MOST} weitere"]
    box = MessageBox(MessageBox.Icon.Information, "Endgültig gelöscht", "", parent=parent)
    box.setText(
        "Im Plan und im Verlauf sind die Angaben gelöscht. Diese Sicherungen können sie noch enthalten und "
        f"werden am {day:%d.%m.%Y} gelöscht:"
    )
    box.setInformativeText("\n".join(shown) + "\n\nSollen sie gleich gelöscht werden? Eine neue Sicherung kommt dazu.")
    remove = box.addButton("Gleich löschen", MessageBox.ButtonRole.DestructiveRole)
    later = box.addButton(f"Am {day:%d.%m.%Y}", MessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(later)
    box.exec()
    if box.clickedButton() is remove:
        backup.make(file, "nach endgültigem Löschen")
        for one in holding:
            backup_store.remove(one)
