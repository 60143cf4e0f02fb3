"""Where things are, in a checkout, a wheel and a frozen build; and how a file is replaced as a whole or not at all."""

import os
import stat
import time
from pathlib import Path

DATA_VARIABLE = "NRW_DESKTOP_DATA"
"""An environment variable that puts the program's own data elsewhere."""

PATIENCE_SECONDS = 3.0
"""How long a virus scanner or viewer may hold a file that is about to be replaced (Windows)."""


def resources() -> Path:
    """The folder with plan templates, fonts and icons."""
    return _shipped("resources")


def forms() -> Path:
    """The folder with the forms of Qt Designer."""
    return _shipped("ui")


def _shipped(name: str) -> Path:
    package = Path(__file__).parent
    # A wheel and a frozen build have them within the package, a checkout beside it.
    within = package / name
    return within if within.is_dir() else package.parent / name


def template_names() -> tuple[str, ...]:
    """The names of the plan templates, in alphabetical order."""
    return tuple(sorted(path.stem for path in (resources() / "plans").glob("*.json")))


def plan_template(name: str) -> Path:
    """The file of a plan template.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in template_names():
        raise KeyError(name)
    return resources() / "plans" / f"{name}.json"


def documents() -> Path:
    """The user's documents folder; on Windows often one that is synchronised or on the network."""
    import platformdirs

    return platformdirs.user_documents_path()


def data_dir() -> Path:
    """The folder of the program's own data for this user on this computer; it need not exist yet."""
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("nrw_desktop", appauthor=False)


def origin() -> str:
    """The id of this installation, a random UUID made once, so that the log tells whose change is whose.

    Where it cannot be kept (the folder cannot be written), each call gives a new one.
    """
    import uuid

    file = data_dir() / "origin"
    try:
        return str(uuid.UUID(file.read_text("ascii").strip()))
    except (OSError, ValueError):
        made = str(uuid.uuid4())
    try:
        make_folder(file.parent)
        write_whole(file, made.encode("ascii"))
    except OSError:
        pass
    return made


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it, where it is not there, and puts their names on the disk.

    Raises:
        OSError: it cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in reversed(missing):
        # A power cut would take what is in it along, however well that was synced.
        sync_folder(made.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that its name always has the old content or the new one, whole and on the disk.

    A link is followed. A device or pipe is written straight into.

    Raises:
        OSError: it cannot be written; what was there before is unchanged.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        with target.open("wb") as stream:
            stream.write(data)
        return
    temporary = temporary_beside(target)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace_file(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def temporary_beside(path: Path) -> Path:
    """A name in the same folder that nobody uses, for what will be renamed to ``path``."""
    return path.with_name(f".{os.getpid()}-{os.urandom(6).hex()}.tmp")


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names are of one file, by whatever links."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def replace_file(temporary: Path, target: Path) -> None:
    """Renames onto the target and puts the name on the disk; tries again while another program holds the target.

    Raises:
        OSError: it could not be replaced; the target is unchanged.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            os.replace(temporary, target)
            break
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Puts a file's content on the disk."""
    # For writing, since Windows flushes nothing else.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on the disk; Windows has no such call, and some network folders refuse it."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
