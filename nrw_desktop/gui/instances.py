"""One window for one plan: a second start of the program asks the first one to come to the front."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 700
"""Milliseconds for the other window to answer."""
_WORD = b"raise\n"


class Doorbell(QObject):
    """Tells when another start of the program wants this plan's window."""

    rung = Signal()

    def __init__(self, plan: Path, parent: QObject):
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # The lock of the plan was free: a name that is taken is left over from a crash.
        QLocalServer.removeServer(_name(plan))
        self._server.listen(_name(plan))
        self._server.newConnection.connect(self._answer)

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.write(_WORD)
            caller.flush()
            caller.disconnectFromServer()
            self.rung.emit()


def ring(plan: Path) -> bool:
    """Ask the window that has this plan to come to the front; whether one answered."""
    socket = QLocalSocket()
    socket.connectToServer(_name(plan))
    return socket.waitForConnected(_PATIENCE) and socket.waitForReadyRead(_PATIENCE)


def _name(plan: Path) -> str:
    """A name for the plan that fits into a socket's short path; two names of one file (links) give one."""
    real = os.path.normcase(os.path.realpath(plan))
    return f"nrw-desktop-{hashlib.sha256(real.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
