"""What SQLite and the operating system say, as one German sentence with a next step."""

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from nrw_desktop.domain.errors import ConflictError, PlanError

_log = logging.getLogger(__name__)

_FULL = "Der Datenträger mit „{name}“ ist voll. Bitte Platz schaffen oder mit „Kopie speichern unter“ woanders sichern."
_DEVICE = (
    "„{name}“ lässt sich gerade nicht lesen oder schreiben. "
    "Bitte prüfen, ob Laufwerk, Stick oder Netz noch verbunden sind, und es noch einmal versuchen."
)
_BUSY = (
    "„{name}“ wird gerade von einem anderen Programm benutzt. Bitte dort schließen oder kurz warten und noch einmal "
    "versuchen."
)
_MOVED = (
    "„{name}“ wurde verschoben, gelöscht oder ersetzt, während der Plan offen war. "
    "Bitte mit „Kopie speichern unter“ sichern und neu öffnen."
)
_ANOTHER = (
    "„{name}“ enthält jetzt einen anderen Stand des Plans. Bitte neu öffnen; „Kopie speichern unter“ sichert den, "
    "der hier zu sehen ist."
)
_SPOILT = (
    "„{name}“ wurde beschädigt, während der Plan offen war. Bitte mit „Kopie speichern unter“ sichern und neu öffnen."
)
_READ_ONLY = "„{name}“ ist schreibgeschützt. Bitte mit „Kopie speichern unter“ eine Kopie anlegen und dort arbeiten."
_UNFINISHED = (
    "„{name}“ wurde beim letzten Mal nicht zu Ende gespeichert und ist schreibgeschützt. "
    "Bitte die Datei zusammen mit „{name}-journal“ in einen anderen Ordner kopieren und dort öffnen."
)
_DAMAGED = "„{name}“ ist beschädigt. Bitte eine Sicherung oder eine Kopie der Datei öffnen."
_BREACH = "„{name}“ ist beschädigt: {breach} Bitte eine Sicherung oder eine Kopie der Datei öffnen."
_TOO_LARGE = (
    "„{name}“ braucht mehr Arbeitsspeicher, als gerade frei ist. Bitte andere Programme schließen und es noch einmal "
    "versuchen, oder eine Sicherung öffnen."
)
_NO_ACCESS = "Auf „{name}“ darf nicht zugegriffen werden. Bitte die Rechte der Datei und ihres Ordners prüfen."
_REFERENCED = (
    "Der Schritt lässt sich nicht ausführen: Eine Zeile verweist auf etwas, das es nicht mehr gibt oder das dabei "
    "verloren ginge. Bitte den Plan ansehen und den Schritt anders ausführen."
)
_UNKNOWN = "„{name}“ lässt sich nicht lesen oder schreiben. Bitte noch einmal versuchen oder eine Kopie öffnen."
_UNWRITABLE = "Der Text enthält ein Zeichen, das sich nicht speichern lässt. Bitte den Text neu eingeben."
_MISSING = "Die Datei „{name}“ gibt es nicht. Bitte prüfen, ob sie verschoben oder umbenannt wurde."
_NO_FOLDER = (
    "Den Ordner „{folder}“ gibt es nicht. Bitte prüfen, ob das Laufwerk verbunden ist oder der Ordner umbenannt wurde."
)

_FULL_FOR_NEW = (
    "Der Datenträger, auf den „{name}“ soll, ist voll. Bitte dort Platz schaffen oder einen anderen Ordner wählen."
)
_NO_PLACE_FOR_NEW = (
    "In den Ordner „{folder}“ lässt sich nichts schreiben. Bitte seine Rechte prüfen oder einen anderen wählen."
)
_FULL_FOLDER = "Der Datenträger mit dem Ordner „{path}“ ist voll. Bitte dort Platz schaffen."
_READ_ONLY_FOLDER = "In den Ordner „{path}“ lässt sich nichts schreiben. Bitte seine Rechte prüfen."
_UNMOUNTED = (
    "„{name}“ ist nicht da, und „{folder}“ liegt nicht mehr auf demselben Laufwerk. "
    "Bitte prüfen, ob das Laufwerk noch verbunden ist."
)

_TOO_LONG = "Der Name „{name}“ ist zu lang. Bitte einen kürzeren wählen."
_TOO_DEEP = (
    "„{name}“ liegt in so vielen Ordnern, dass der ganze Name für Windows zu lang ist. "
    "Bitte einen Ordner weiter oben wählen, oder Ordner mit kürzeren Namen."
)
_NO_NAME = "„{name}“ ist kein Name, den Windows zulässt. Bitte einen anderen wählen."

_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY_DBMOVED": _MOVED,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_READONLY_ROLLBACK": _UNFINISHED,
    "SQLITE_IOERR": _DEVICE,
    "SQLITE_PROTOCOL": _DEVICE,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    # Reading was given up: see `connection`.
    "SQLITE_INTERRUPT": _DAMAGED,
    "SQLITE_TOOBIG": _DAMAGED,
    "SQLITE_CANTOPEN": _NO_ACCESS,
    "SQLITE_PERM": _NO_ACCESS,
    "SQLITE_AUTH": _NO_ACCESS,
}
"""By the name of the error; the longest name that fits is meant."""

_AWAY = ("EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN", "ESTALE", "ETIMEDOUT")
"""What a drive in the network answers that is gone; not every system knows each of these."""
_SYSTEM = {
    **{number: _DEVICE for name in _AWAY if (number := getattr(errno, name, None)) is not None},
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EIO: _DEVICE,
    errno.ENODEV: _DEVICE,
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ELOOP: "„{name}“ ist eine Verknüpfung, die auf sich selbst zeigt. Bitte die Datei selbst auswählen.",
    errno.ENAMETOOLONG: _TOO_LONG,
}
OPENED: Mapping[str, str] = {}
"""About a plan that there is: the sentences as they are."""
NEW: Mapping[str, str] = {_FULL: _FULL_FOR_NEW, _READ_ONLY: _NO_PLACE_FOR_NEW, _NO_ACCESS: _NO_PLACE_FOR_NEW}
"""About a file that is yet to be: there is nothing to be saved as a copy."""
FOLDER: Mapping[str, str] = {_FULL: _FULL_FOLDER, _READ_ONLY: _READ_ONLY_FOLDER, _NO_ACCESS: _READ_ONLY_FOLDER}
"""About a folder that the program writes into, as that of the backups."""
_OF_SURROUNDINGS = {_FULL, _DEVICE, _BUSY, _READ_ONLY, _NO_ACCESS, _MISSING, _NO_FOLDER}
"""What needs no trace in the log: the program did nothing wrong."""
_WINDOWS = {
    19: _READ_ONLY,
    21: _DEVICE,
    32: _BUSY,
    33: _BUSY,
    39: _FULL,
    53: _NO_FOLDER,
    59: _DEVICE,
    64: _DEVICE,
    67: _NO_FOLDER,
    112: _FULL,
    123: _NO_NAME,
    161: _NO_NAME,
    206: _TOO_LONG,
    1117: _DEVICE,
    1231: _NO_FOLDER,
}
"""By the numbers of Windows, where Python's of POSIX say less: what is locked, gone from the network, or no name."""
_LONGEST_OF_WINDOWS = 259
"""Characters that a whole path may have there, unless an administrator has allowed more; what is longer „is not there“.
"""


class StaleError(ConflictError):
    """The file has changes that the plan in memory does not know: reload, and build the change anew."""

    def __init__(self) -> None:
        super().__init__("Der Plan wurde inzwischen an anderer Stelle geändert. Bitte den Schritt wiederholen.")


class DamagedError(PlanError):
    """The file is not, or no longer, the plan that its name promises: a backup may have it."""


class BreachError(sqlite3.DatabaseError):
    """The rows of a file can be read and are no plan; says in a German sentence what is wrong with them."""


@contextmanager
def worded(path: Path, about: Mapping[str, str] = OPENED) -> Iterator[None]:
    """Within, an error of SQLite or the operating system becomes a PlanError about the file; the log has the original.

    ``about`` says what the file is, where it is no plan that there is: `NEW` or a `FOLDER`.
    """
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeError, MemoryError, msgspec.MsgspecError) as error:
        if _text(error) in _OF_SURROUNDINGS:
            _log.warning("%s: %s", path, error)
        else:
            _log.error("%s: %s", path, error, exc_info=error)
        raise worded_error(error, path, about) from error


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Within, what goes wrong with the file is only noted: there is nothing more to be done about it."""
    try:
        with worded(path):
            yield
    except PlanError:
        _log.exception("%s", path)


@contextmanager
def worded_while_open(path: Path) -> Iterator[None]:
    """The same for a plan that is open: what is gone or damaged by now can still be saved as a copy."""
    try:
        with worded(path):
            yield
    except DamagedError as error:
        raise spoilt(path) from error


def spoilt(path: Path) -> PlanError:
    """The sentence for an open plan whose file is gone or no longer what it was."""
    return PlanError((_SPOILT if path.exists() else _MOVED).format(name=path.name))


def another_version(path: Path) -> PlanError:
    """The sentence for a plan that is only read, whose file has another version of it by now."""
    return PlanError(_ANOTHER.format(name=path.name))


def busy(path: Path) -> PlanError:
    """The sentence for a file that another program is writing again and again."""
    return PlanError(_BUSY.format(name=path.name))


def is_damage(error: BaseException, path: Path) -> bool:
    """Whether an error of SQLite says that an open file is not what it was, and not that it is out of reach."""
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    moved = getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED"
    return moved or isinstance(worded_error(error, path), DamagedError)


def is_about_content(error: PlanError) -> bool:
    """Whether a file could be reached and was refused for what it is, not for what the system says."""
    return isinstance(error, DamagedError) or error.__cause__ is None


def read_only(path: Path) -> PlanError:
    """The sentence for a file that must not be written."""
    return PlanError(_READ_ONLY.format(name=path.name))


def unmounted(path: Path) -> PlanError:
    """The sentence for an open plan whose folder is no longer on the drive that it was on."""
    return PlanError(_UNMOUNTED.format(name=path.name, folder=path.parent))


def worded_error(error: BaseException, path: Path, about: Mapping[str, str] = OPENED) -> PlanError:
    """The sentence for an error of SQLite or the operating system; ``about`` as in `worded`."""
    if isinstance(error, sqlite3.IntegrityError):
        return ConflictError(_REFERENCED)
    if isinstance(error, BreachError):
        return DamagedError(_BREACH.format(name=path.name, breach=error))
    if isinstance(error, MemoryError):
        return PlanError(_TOO_LARGE.format(name=path.name))
    if isinstance(error, UnicodeEncodeError):
        return PlanError(_UNWRITABLE)
    text = _text(error)
    if text in (_MISSING, _MOVED, _NO_ACCESS) and not os.path.isdir(path.parent):
        text = _NO_FOLDER
    if text in (_MISSING, _NO_FOLDER, _TOO_LONG) and is_too_deep(path):
        text = _TOO_DEEP
    kind = DamagedError if text in (_DAMAGED, _MISSING) else PlanError
    return kind(about.get(text, text).format(name=path.name, folder=path.parent, path=path))


def is_too_deep(path: Path, windows: bool = os.name == "nt") -> bool:
    """Whether a whole path is longer than Windows usually takes."""
    return windows and len(str(path)) > _LONGEST_OF_WINDOWS


def _text(error: BaseException) -> str:
    """The sentence for an error, yet without names."""
    if isinstance(error, OSError):
        text = _SYSTEM.get(error.errno or 0, _UNKNOWN)
        text = _WINDOWS.get(getattr(error, "winerror", None) or 0, text)
    elif not isinstance(error, sqlite3.Error):
        # What was read is not what can be read: no text in UTF-8, no number.
        text = _DAMAGED
    else:
        name = getattr(error, "sqlite_errorname", "") or ""
        fitting = [known for known in _SQLITE if name.startswith(known)]
        text = _SQLITE[max(fitting, key=len)] if fitting else _UNKNOWN
        # A broken table definition or text comes as a plain error without a code of its own.
        if any(words in str(error) for words in ("malformed", "decode", "no such table")):
            text = _DAMAGED
    return text


def not_upgraded(path: Path, why: str) -> PlanError:
    """The sentence for a file that cannot be brought to the newest schema."""
    return PlanError(
        f"„{path.name}“ stammt aus einer älteren Version dieses Programms und ließ sich nicht umstellen: {why} "
        "Die Datei ist unverändert. Bitte eine Sicherung öffnen."
    )
