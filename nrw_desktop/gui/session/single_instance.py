"""One window for one plan: a second start of the program asks the first one to come to the front."""

import contextlib
import hashlib
import os
import socket
import stat
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from nrw_desktop import paths
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.lock import Holder

_PATIENCE = 700
"""Milliseconds for the other window to answer."""
_BEGINNING = 3.0
"""Seconds in which a program that has just been started has its window."""
_WORD = b"raise\n"
_PREFIX = "nrw-desktop-"
_LONGEST_FOLDER = 60
"""Bytes; the whole path of a socket may have 104 (macOS) to 108, and Qt puts a folder of its own in between."""


class Doorbell(QObject):
    """Tells when another start of the program wants this plan's window."""

    rung = Signal()

    def __init__(self, plan: Path, parent: QObject):
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = _name(plan)
        if name is None:
            return
        # The lock of the plan was free: a name that is taken is left over from a crash.
        QLocalServer.removeServer(name)
        self._server.listen(name)
        self._server.newConnection.connect(self._answer)
        _sweep()

    def close(self) -> None:
        """Answer no more; what comes in its place may have the same name."""
        self._server.close()

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.write(_WORD)
            caller.flush()
            caller.disconnectFromServer()
            self.rung.emit()


def ring(plan: Path) -> bool:
    """Ask the window that has this plan to come to the front; whether one answered."""
    name = _name(plan)
    if name is None:
        return False
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(_PATIENCE) and socket.waitForReadyRead(_PATIENCE)


def ring_holder(plan: Path, holder: Holder) -> bool:
    """The same for who has the lock of a plan. One that has begun just now answers once its window has been seen."""
    until = time.monotonic() + (_BEGINNING if holder.is_here and abs(holder.age) < _BEGINNING else 0)
    while not ring(Path(holder.plan or plan)):
        if time.monotonic() > until or lock.holder(plan) is None:
            return False
        time.sleep(0.1)
    return True


def _name(plan: Path) -> str | None:
    """The socket of a plan, the same for two names of one file (links); None where there is no safe place for one."""
    real = os.path.normcase(os.path.realpath(plan))
    name = f"{_PREFIX}{hashlib.sha256(real.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
    if os.name == "nt":
        # A pipe, which Qt opens to this user alone.
        return name
    folder = _folder()
    return str(folder / name) if folder else None


def _folder() -> Path | None:
    """A folder for sockets that nobody else can look into: the session's own, else one of the program."""
    places = [Path(given)] if (given := os.environ.get("XDG_RUNTIME_DIR")) else []
    places += [paths.data_dir() / "run", Path(tempfile.gettempdir()) / f"{_PREFIX}{os.getuid()}"]
    return next((place for place in places if _is_private(place)), None)


def _is_private(folder: Path) -> bool:
    """Whether the folder is there, or could be made, and is this user's alone."""
    if not folder.is_absolute() or len(os.fsencode(folder)) > _LONGEST_FOLDER:
        return False
    with contextlib.suppress(OSError):
        paths.make_folder(folder)
        # Of a link somebody else could say where it leads.
        status = folder.lstat()
        return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077
    return False


def _sweep() -> None:
    """Take away sockets that nobody answers any more: of crashes, and of versions that left them open to others."""
    if os.name == "nt":
        return
    for folder in {_folder(), Path(tempfile.gettempdir())} - {None}:
        with contextlib.suppress(OSError):
            for found in folder.glob(f"{_PREFIX}*") if folder else ():
                status = found.lstat()
                if stat.S_ISSOCK(status.st_mode) and status.st_uid == os.getuid() and not _is_answered(found):
                    found.unlink(missing_ok=True)


def _is_answered(place: Path) -> bool:
    """Whether a program listens there; it does not notice, as what knocks is of another kind than what it waits for."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as knock:
        try:
            knock.connect(str(place))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            pass
    return True


def answer(window: PlanWindow) -> None:
    """Have other starts with the plan of a window bring it to the front; with the file that the plan is in now."""
    for old in window.findChildren(Doorbell):
        # Now: later it would take the socket of the next one away, where that has its name.
        old.close()
        old.deleteLater()
    Doorbell(window.workspace.path, window).rung.connect(window.come_to_front)
