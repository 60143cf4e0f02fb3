"""A second place for backups, a share or a stick: which one it is, and bringing it up to date without ever blocking."""

import os
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.system import error_messages


def second_place() -> Path | None:
    """The folder that the user chose, whether or not it is there just now; None where there is none."""
    try:
        name = _note().read_bytes()
    except OSError:
        return None
    return Path(os.fsdecode(name)) if name and b"\0" not in name else None


def set_second_place(place: Path | None) -> None:
    """Choose the folder for further copies of all backups, or none. What is in the old one stays there.

    Raises:
        PlanError: there is no such folder, or the choice cannot be kept.
    """
    if place is not None and not place.is_dir():
        raise PlanError(f"Den Ordner „{place}“ gibt es nicht. Bitte einen anderen wählen oder das Laufwerk verbinden.")
    with error_messages.worded(_note()):
        paths.make_data_folder()
        paths.write_whole(_note(), os.fsencode(place.absolute()) if place else b"")


def folder(plan: Path | str) -> Path | None:
    """Where the backups of a plan are at the second place; None where there is no such place."""
    place = second_place()
    return place / backup_store.folder_name(plan) if place else None


def mirror(plan: Path | str) -> str:
    """Copies the newest intact backup of a plan to the second place, unless it is there, and thins out what is.

    It may take long where the place is slow or gone, and needs no open plan: it is for a thread of its own. Returns the
    sentence why it did not succeed; nothing where it did, or where there is no second place.
    """
    place = second_place()
    newest = next((one for one in backup_store.listed(backup_store.folder(plan)) if backup_store.is_intact(one)), None)
    if place is None or newest is None:
        return ""
    where = place / backup_store.folder_name(plan)
    try:
        with error_messages.worded(where):
            if not place.is_dir():
                return (
                    f"Der zweite Ort für Sicherungen, „{place}“, ist gerade nicht da. "
                    "Die Sicherungen auf diesem Rechner gibt es trotzdem; sobald er wieder da ist, kommen neue dorthin."
                )
            paths.make_folder(where)
            there = next((one for one in backup_store.listed(where) if one.path.name == newest.path.name), None)
            if there and not backup_store.is_intact(there):
                backup_store.remove(there)
                there = None
            if there is None:
                backup_store.add(newest, where)
            backup_store.thin(where)
    except PlanError as error:
        return f"Der zweite Ort für Sicherungen, „{place}“, ließ sich nicht auf den neuesten Stand bringen. {error}"
    return ""


def _note() -> Path:
    return paths.data_dir() / "second_place"
