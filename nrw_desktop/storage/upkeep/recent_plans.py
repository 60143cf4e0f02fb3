"""Which plans there are for this user: the one of the first start, a new one from a template, and those used last."""

import contextlib
import logging
from pathlib import Path

import msgspec

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system.error_messages import DamagedError

SUFFIX = ".nrwplan"
FIRST_TEMPLATE = "bielefeld"
MOST_RECENT = 10
"""How many plans are remembered as used last."""

_log = logging.getLogger(__name__)


def default_plan() -> Path:
    """Where the plan of the first start lies: in the user's documents."""
    return paths.documents() / "NRWeltoffen" / f"Bielefeld{SUFFIX}"


def new_plan(path: Path, template_name: str = FIRST_TEMPLATE) -> PlanFile:
    """A new plan file made from a template, open; filling it is no step that could be undone.

    Raises:
        PlanError: there is a file of this name already, or it cannot be written.
        KeyError: there is no template of this name.
    """
    content = template.read(paths.plan_template(template_name).read_bytes())
    return PlanFile.create(path, template.origin_change(content), paths.origin())


def plan_to_open() -> Path:
    """The plan that a start without arguments opens: the last one; on the first start the default, made if need be.

    Raises:
        DamagedError: the last plan is gone.
        PlanError: the first one cannot be made. The sentence says what to do.
    """
    last = last_plan()
    if last is not None:
        if not _is_there(last):
            raise DamagedError(
                f"Der zuletzt geöffnete Plan „{last}“ ist nicht mehr da: verschoben, umbenannt, gelöscht oder auf "
                "einem Laufwerk, das gerade fehlt. Bitte ihn mit „Öffnen“ suchen oder mit „Neu“ einen anderen anlegen."
            )
        return last
    first = default_plan()
    if not _is_there(first):
        try:
            paths.make_folder(first.parent)
        except OSError as error:
            raise PlanError(
                f"Der Ordner „{first.parent}“ für den ersten Plan lässt sich nicht anlegen. "
                "Bitte die Rechte des Dokumente-Ordners prüfen oder einen Plan an anderer Stelle anlegen."
            ) from error
        new_plan(first).close()
    return first


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


def _list_file() -> Path:
    return paths.data_dir() / "recent.json"


def _is_there(path: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return path.exists()
    return False
