"""What is asked when a plan is damaged or gone, or was taken over: the way to its last good backup, or to a copy."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.archive.backup_store import Backup
from nrw_desktop.storage.system.error_messages import DamagedError
from nrw_desktop.storage.upkeep import backup, recent_plans

OPEN, NEW, LIST, COPY = "Plan ö&ffnen …", "&Neuer Plan …", "Alle Sicherun&gen …", "&Kopie speichern unter …"
"""Ways that can be offered besides the backup."""

_BACKUP = "&Sicherung öffnen …"


def ask(
    parent: QWidget | None, title: str, sentence: str, good: Backup | None, ways: tuple[str, ...], leave: str
) -> str:
    """Say what is wrong and ask how to go on: "" to leave it, the way chosen, or "backup" for the good one."""
    box = MessageBox(MessageBox.Icon.Warning, title, sentence, parent=parent)
    buttons = {}
    if good is not None:
        box.setInformativeText(_about(good))
        buttons[box.addButton(_BACKUP, MessageBox.ButtonRole.AcceptRole)] = "backup"
    for way in ways:
        role = MessageBox.ButtonRole.ActionRole if buttons else MessageBox.ButtonRole.AcceptRole
        buttons[box.addButton(way, role)] = way
    leaving = box.addButton(leave, MessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(leaving)
    # Over a window it may come while one types: an Enter meant for the plan must do nothing.
    box.setDefaultButton(leaving if parent is not None else next(iter(buttons)))
    box.exec()
    return next((way for button, way in buttons.items() if button is box.clickedButton()), "")


def _about(good: Backup) -> str:
    count = good.facts.measures if good.facts else 0
    holds = f" mit {count} Maßnahmen" if count != 1 else " mit einer Maßnahme"
    return (
        f"Die letzte gute Sicherung ist vom {good.at:%d.%m.%Y, %H:%M} Uhr{holds}. Sie lässt sich als neue Datei "
        "öffnen; die andere bleibt, wie sie ist."
    )


def good_backup(path: Path, error: PlanError) -> Backup | None:
    """The newest backup that is intact, where the error says that the plan itself cannot be read any more."""
    return backup.last_good(path) if isinstance(error, DamagedError) else None


def restored_copy(parent: QWidget | None, plan: Path, good: Backup) -> Path | None:
    """Ask where to put a copy of the backup, and make it; None where the person leaves it.

    Raises:
        PlanError: it cannot be written.
    """
    backup_store.verify(good)
    folder = plan.parent if plan.parent.is_dir() else recent_plans.default_plan().parent
    suggested = folder / f"{plan.stem} vom {good.at:%Y-%m-%d %H-%M}{recent_plans.SUFFIX}"
    target = ask_save(parent, "Sicherung als neuen Plan speichern", suggested, "Pläne (*.nrwplan)", recent_plans.SUFFIX)
    if target is not None:
        backup.restore_copy(good, target, replace=True)
    return target
