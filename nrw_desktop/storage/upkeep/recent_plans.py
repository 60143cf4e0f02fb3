"""Which plans there are for this user: the one of the first start, and those used last."""

import contextlib
import logging
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.storage.system.error_messages import DamagedError, worded

SUFFIX = ".nrwplan"
MOST_RECENT = 10
"""How many plans are remembered as used last."""

_log = logging.getLogger(__name__)


def default_plan() -> Path:
    """Where the plan of the first start lies: in the user's documents."""
    return paths.documents() / "NRWeltoffen" / f"Bielefeld{SUFFIX}"


def last_plan_there() -> Path | None:
    """The plan that was opened last; None before the first start.

    Raises:
        DamagedError: it is gone. The sentence says what to do.
    """
    last = last_plan()
    if last is not None and not is_there(last):
        raise DamagedError(
            f"Der zuletzt geöffnete Plan „{last}“ ist nicht mehr da: verschoben, umbenannt, gelöscht oder auf "
            "einem Laufwerk, das gerade fehlt. Bitte ihn mit „Öffnen“ suchen oder mit „Neu“ einen anderen anlegen."
        )
    return last


def last_plan() -> Path | None:
    """The plan that was opened last, whether or not it still lies there; None before the first start."""
    return next(iter(recent_plans()), None)


def recent_plans() -> list[Path]:
    """The plans opened last, the newest first; those that are gone included, since a drive may only be missing."""
    try:
        listed = msgspec.json.decode(_list_file().read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    names = [name for name in listed if isinstance(name, str) and name] if isinstance(listed, list) else []
    return [Path(name) for name in dict.fromkeys(names) if "\0" not in name][:MOST_RECENT]


def remember_plan(path: Path) -> None:
    """Note that this plan was opened. Where that cannot be kept, the plan opens all the same."""
    path = path.absolute()
    names = [str(path), *(str(other) for other in recent_plans() if other != path)]
    try:
        content = msgspec.json.encode(names[:MOST_RECENT])
        paths.make_data_folder()
        paths.write_whole(_list_file(), content)
    except (OSError, ValueError):
        _log.warning("the list of recent plans was not kept", exc_info=True)


def forget_others(path: Path) -> None:
    """Forget all plans but this one, which is open.

    Raises:
        PlanError: the list cannot be written.
    """
    with worded(_list_file()):
        paths.write_whole(_list_file(), msgspec.json.encode([str(path.absolute())]))


def _list_file() -> Path:
    return paths.data_dir() / "recent.json"


def is_there(path: Path) -> bool:
    """Whether there is a file of this name that can be asked for."""
    with contextlib.suppress(OSError, ValueError):
        return path.exists()
    return False
