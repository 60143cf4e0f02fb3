"""Where things are, in a checkout, a wheel and a frozen build; how files are made, and replaced whole or not at all.

Plans hold what people told in confidence. Whatever the program makes is for its user alone: files 0600, folders 0700,
whatever the umask, and SQLite gives a journal the mode of its file. Only what is made to be handed on, a report, is as
the system makes files. On Windows rights are inherited from the folder, and a user's profile (documents, data of
programs) is closed to others; a file in a shared folder has that folder's rights.
"""

import contextlib
import errno
import os
import re
import stat
import time
from pathlib import Path
from typing import BinaryIO, Literal

import platformdirs

DATA_VARIABLE = "NRW_DESKTOP_DATA"
"""An environment variable that puts the program's own data elsewhere."""

_OWN_FILE, _OWN_FOLDER = 0o600, 0o700
_ORIGIN = "origin"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

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


def own_templates() -> Path:
    """The folder of plan templates that the user has saved or got from others; it need not exist yet."""
    return data_dir() / "Vorlagen"


def documents() -> Path:
    """The user's documents folder; on Windows often one that is synchronised or on the network."""
    return platformdirs.user_documents_path()


def data_dir() -> Path:
    """The folder of the program's own data for this user on this computer; it need not exist yet."""
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen)
    return platformdirs.user_data_path("nrw_desktop", appauthor=False)


def origin() -> str:
    """The id of this installation, a random UUID made once, so that the log tells whose change is whose.

    Where it cannot be kept (the folder cannot be written), each call gives a new one.
    """
    file = data_dir() / _ORIGIN
    with contextlib.suppress(OSError, ValueError):
        if _UUID.fullmatch(kept := file.read_text("ascii").strip()):
            return kept
    import uuid

    made = str(uuid.uuid4())
    try:
        make_folder(file.parent)
        write_whole(file, made.encode("ascii"))
    except OSError:
        pass
    return made


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it, where it is not there, for this user alone; puts their names on the disk.

    Raises:
        OSError: it cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    for made in reversed(missing):
        # Each by itself: those above would be made open to all.
        made.mkdir(_OWN_FOLDER, exist_ok=True)
        # A power cut would take what is in it along, however well that was synced.
        sync_folder(made.parent)


def make_data_folder() -> None:
    """Makes the folder of the program's own data; one that an earlier version left open to others is closed to them.

    Raises:
        OSError: it cannot be made or written, or is a file.
    """
    folder = data_dir()
    make_folder(folder)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        status = folder.stat()
        # One that others may write into is not the program's alone, wherever the variable points.
        ours = status.st_uid == os.geteuid() and not status.st_mode & (stat.S_ISVTX | 0o022)
        if ours and status.st_mode & 0o077 and (folder / _ORIGIN).is_file():
            folder.chmod(_OWN_FOLDER)


def open_private(path: Path, mode: Literal["xb", "ab"] = "xb") -> BinaryIO:
    """A file for this user alone, open for writing; one that is there already keeps its rights.

    Raises:
        OSError: it cannot be opened; with „x“ in the mode, there is one.
    """
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, _OWN_FILE))


def make_private_file(path: Path) -> None:
    """Makes an empty file for this user alone, for others than Python to write into; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    open_private(path, "ab").close()


def open_like(path: Path, model: Path) -> BinaryIO:
    """A new file with the rights of another one, open for writing: who may read the one may read the other.

    Raises:
        OSError: it cannot be made, or is there already.
    """
    stream = open_private(path)
    with contextlib.suppress(OSError):
        _take_rights(path, model)
        if os.name != "nt":
            # The other one may be read-only.
            path.chmod(stat.S_IMODE(path.stat().st_mode) | _OWN_FILE)
    return stream


def write_whole(path: Path, data: bytes, shared: bool = False, lasting: bool = True) -> None:
    """Writes a file so that its name always has the old content or the new one, whole and on the disk.

    A new one is for this user alone or, ``shared``, as the system makes files. What tells of running programs need not
    be ``lasting``: then nobody waits for the disk. A link is followed. A device or pipe is written straight into.

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
        with temporary.open("xb") if shared else open_private(temporary) as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        replace_file(temporary, target, lasting)
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


def replace_file(temporary: Path, target: Path, lasting: bool = True) -> None:
    """Renames onto the target; tries again while another program holds it. A ``lasting`` name is put on the disk.

    What was there hands on its owner, group and rights: a plan that a group shares stays theirs.

    Raises:
        OSError: it could not be replaced; the target is unchanged.
    """
    with contextlib.suppress(FileNotFoundError):
        _take_rights(temporary, target)
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            os.replace(temporary, target)
            break
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    if lasting:
        sync_folder(target.parent)


def _take_rights(path: Path, model: Path) -> None:
    """Gives a file of our own the owner, the group and the rights of another one, as far as the system lets us."""
    if os.name == "nt":
        # Both have the rights that their folder hands down.
        return
    status = model.stat()
    mode = stat.S_IMODE(status.st_mode)
    try:
        os.chown(path, status.st_uid, status.st_gid)
    except OSError:
        try:
            os.chown(path, -1, status.st_gid)
        except OSError:
            # It is in another group now, which gets no more than everybody.
            mode = mode & ~0o070 | (mode & 0o007) << 3
    # A stick or a share may know no rights: that is no reason not to save.
    with contextlib.suppress(OSError):
        path.chmod(mode)
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        # Lists of rights are among them.
        for name in os.listxattr(model):
            with contextlib.suppress(OSError):
                os.setxattr(path, name, os.getxattr(model, name))


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
