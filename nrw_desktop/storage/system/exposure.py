"""Whether other people can read a plan where it lies; said once, and never changed: a group may share it on purpose."""

import logging
import os
import stat
from pathlib import Path

import msgspec

from nrw_desktop import paths

_log = logging.getLogger(__name__)

_MOST = 200
"""So many plans are remembered as told of."""


def is_exposed(plan: Path) -> bool:
    """Whether others than this user can read the file: by its rights and those of the folders above it.

    On Windows the folder decides, and only of a network's it can be said that it is not hers alone.
    """
    real = Path(os.path.realpath(plan))
    if os.name == "nt":
        return str(real).startswith("\\\\")
    try:
        status = real.stat()
        folders = [folder.stat().st_mode for folder in real.parents]
    except OSError:
        return False
    everybody = status.st_mode & stat.S_IROTH and all(mode & stat.S_IXOTH for mode in folders)
    # A group of her own holds nobody else.
    others = status.st_gid != os.getgid() and status.st_mode & stat.S_IRGRP
    group = others and all(mode & (stat.S_IXGRP | stat.S_IXOTH) for mode in folders)
    return bool(everybody or group)


def first_warning(plan: Path) -> str:
    """What to say about who can read a plan; nothing where nobody else can, or where it was said before."""
    name = str(Path(os.path.realpath(plan)))
    if not is_exposed(plan) or name in (told := _told()):
        return ""
    try:
        paths.make_data_folder()
        paths.write_whole(_note(), msgspec.json.encode([name, *told][:_MOST]))
    except (OSError, ValueError):
        _log.warning("it will be said again that a plan can be read by others", exc_info=True)
    return (
        f"„{plan.name}“ können auch andere lesen, mit allen Kontakten. Soll das nicht so sein, bitte die Rechte der "
        "Datei ändern oder den Plan in einen eigenen Ordner legen."
    )


def _told() -> list[str]:
    try:
        return msgspec.json.decode(_note().read_bytes(), type=list[str])
    except (OSError, ValueError, RecursionError):
        return []


def _note() -> Path:
    return paths.data_dir() / "exposed.json"
