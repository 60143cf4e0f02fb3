"""A real print queue of CUPS, in a folder of its own, that turns every job into a PDF."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUEUE = "PDF"
_MODEL = "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd"
_BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
_OUT = Path("/var/spool/cups-pdf/ANONYMOUS")
"""Where the queue puts the jobs of a person that the system does not know."""

_FILES = """\
ServerRoot {0}/root
RequestRoot {0}/spool
CacheDir {0}/cache
StateDir {0}/state
TempDir {0}/tmp
AccessLog {0}/log/access
ErrorLog {0}/log/error
PageLog {0}/log/page
SystemGroup root
"""
_SERVER = """\
LogLevel info
Listen {0}/sock
WebInterface No
Browsing No
DefaultAuthType None
<Location />
  Order allow,deny
</Location>
<Location /admin>
  Order allow,deny
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
  </Limit>
</Policy>
"""


def missing() -> str:
    """Why no queue can run here; empty where one can."""
    if not sys.platform.startswith("linux"):
        return "CUPS is tried on Linux only"
    if os.geteuid() != 0:
        return "only root may run a print server"
    gone = [name for name in ("cupsd", "lpadmin", "cupsdisable", "cupsreject", "gs") if shutil.which(name) is None]
    if gone or not _BACKEND.exists():
        return "Debian's packages cups and printer-driver-cups-pdf are not installed"
    return ""


class Queue:
    """The queue while its server runs."""

    def __init__(self, folder: Path):
        self._environment = os.environ | {"CUPS_SERVER": str(folder / "sock")}
        self._known: set[Path] = set()

    def begin(self) -> None:
        """A fresh queue, the default one, without anything printed."""
        self.do("lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-m", _MODEL, "-o", "printer-error-policy=abort-job")
        self.do("lpadmin", "-d", QUEUE)
        self._known = set(_OUT.glob("*.pdf"))

    def end(self) -> None:
        """Take the queue away, and what came out of it."""
        self.do("cancel", "-a", QUEUE, check=False)
        self.do("lpadmin", "-x", QUEUE, check=False)
        for path in self.printed():
            path.unlink()

    def do(self, *command: str, check: bool = True) -> str:
        """Run a command of CUPS; what it says."""
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=30, check=check)
        return done.stdout

    def printed(self) -> list[Path]:
        """What came out so far and is whole."""
        return sorted(path for path in set(_OUT.glob("*.pdf")) - self._known if b"%%EOF" in path.read_bytes()[-16:])

    def waiting(self) -> int:
        """How many jobs are not done yet."""
        return len(self.do("lpstat", "-W", "not-completed", "-o", QUEUE, check=False).splitlines())


@contextmanager
def alone() -> Iterator[None]:
    """Within, no other test run prints: all queues put their jobs into one folder."""
    import fcntl

    with Path(tempfile.gettempdir(), "nrw-desktop-test-print.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def server() -> Iterator[Queue]:
    """A print server that this process prints to, by its own socket; nothing of the system's one is touched."""
    # Its filters run as another user, who may not look into pytest's folders.
    folder = Path(tempfile.mkdtemp(prefix="nrw-cups-"))
    folder.chmod(0o755)
    for name in ("root", "spool", "cache", "state", "log", "tmp"):
        (folder / name).mkdir()
    shutil.chown(folder / "tmp", group="lp")
    (folder / "tmp").chmod(0o1770)
    (folder / "cupsd.conf").write_text(_SERVER.format(folder))
    (folder / "cups-files.conf").write_text(_FILES.format(folder))
    command = ["cupsd", "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    cups = ctypes.CDLL("libcups.so.2")
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 20
        while not (folder / "sock").exists() and time.monotonic() < until:
            time.sleep(0.05)
        # Environment variables are read once in a thread, and that may be long ago.
        cups.cupsSetServer(str(folder / "sock").encode())
        cups.cupsSetUser(b"nrw-desktop-test")
        yield Queue(folder)
    finally:
        cups.cupsSetServer(None)
        cups.cupsSetUser(None)
        daemon.terminate()
        daemon.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
