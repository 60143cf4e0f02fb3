"""A real print queue of CUPS, in a folder of its own, that puts every job into a file."""

import ctypes
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

QUEUE = "PDF"
_USER = "nrw-desktop-test"
_MODEL = "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd"
_BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
_OUT = Path("/var/spool/cups-pdf/ANONYMOUS")
"""Where the queue puts the jobs of a person that the system does not know."""

_DRIVER = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "OFFICE.PPD"
*Manufacturer: "Office"
*Product: "(Office)"
*ModelName: "Office"
*ShortNickName: "Office"
*NickName: "Office, both sides"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*LandscapeOrientation: Plus90
{filter}*OpenUI *PageSize/Paper: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A5/A5: "<</PageSize[420 595]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion A5/A5: "<</PageSize[420 595]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea A5/A5: "12 12 408 583"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension A5/A5: "420 595"
*OpenUI *ColorModel/Colour: PickOne
*OrderDependency: 15 AnySetup *ColorModel
*DefaultColorModel: RGB
*ColorModel RGB/Colour: "<</ProcessColorModel /DeviceRGB>>setpagedevice"
*ColorModel Gray/Grey: "<</ProcessColorModel /DeviceGray>>setpagedevice"
*CloseUI: *ColorModel
*OpenUI *Duplex/Both sides: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: {sides}
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
"""
"""An office printer: no paper larger than A4, both sides, colour."""
_FILES = """\
FileDevice Yes
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
DirtyCleanInterval 0
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


def _as(user: str) -> dict[str, str]:
    return os.environ | {"CUPS_USER": user}


class Queue:
    """The queue while its server runs."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._known: set[Path] = set()
        self._known_jobs: set[Path] = set()
        self._others: list[str] = []

    def begin(self) -> None:
        """A fresh queue, the default one, without anything printed."""
        self.do("lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-m", _MODEL, "-o", "printer-error-policy=abort-job")
        self.do("lpadmin", "-d", QUEUE)
        self._known = set(_OUT.glob("*.pdf"))
        self._known_jobs = set(self._folder.glob("spool/d*"))

    def use_office_printer(self, takes_pdf: bool = False, sides: str = "DuplexNoTumble") -> None:
        """Let the queue have a driver with nothing larger than A4; a printer that takes PDF gets it as CUPS made it."""
        driver = self._driver(takes_pdf, sides)
        self.do("lpadmin", "-p", QUEUE, "-P", str(driver))
        if takes_pdf:
            self.taken.unlink(missing_ok=True)
            self.do("lpadmin", "-p", QUEUE, "-v", f"file:{self.taken}")

    def add_office_printer(self, name: str) -> None:
        """Another queue with such a driver."""
        self._others.append(name)
        self.do("lpadmin", "-p", name, "-E", "-v", "cups-pdf:/", "-P", str(self._driver(False, "DuplexNoTumble")))

    def _driver(self, takes_pdf: bool, sides: str) -> Path:
        kind = '*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"\n' if takes_pdf else ""
        driver = self._folder / "office.ppd"
        driver.write_text(_DRIVER.format(filter=kind, sides=sides))
        return driver

    @property
    def taken(self) -> Path:
        """Where a printer that takes PDF puts the job."""
        return self._folder / "tmp" / "taken.pdf"

    def sent(self) -> list[Path]:
        """The jobs as the program sent them."""
        return sorted(set(self._folder.glob("spool/d*")) - self._known_jobs)

    def told(self) -> dict[str, bytes]:
        """The attributes of the last job by their names, as IPP writes them (RFC 8010, 3.1)."""
        data = max(self._folder.glob("spool/c*")).read_bytes()
        told, place = dict[str, bytes](), 8
        while place < len(data):
            kind, place = data[place], place + 1
            # Below these are the beginnings of groups.
            if kind >= 0x10:
                parts = list[bytes]()
                for _part in ("name", "value"):
                    (length,) = struct.unpack_from(">H", data, place)
                    parts.append(data[place + 2 : place + 2 + length])
                    place += 2 + length
                told.setdefault(parts[0].decode(), parts[1])
        return told

    def end(self) -> None:
        """Take the queue away, and what came out of it."""
        self.do("cancel", "-a", "-x", QUEUE, check=False)
        for name in (QUEUE, *self._others):
            self.do("lpadmin", "-x", name, check=False)
        self._others.clear()
        for path in self.printed():
            path.unlink()

    def do(self, *command: str, check: bool = True) -> str:
        """Run a command of CUPS; what it says."""
        done = subprocess.run(command, env=_as("root"), capture_output=True, text=True, timeout=30, check=check)
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
    before = dict(os.environ)
    try:
        until = time.monotonic() + 20
        while not (folder / "sock").exists() and time.monotonic() < until:
            time.sleep(0.05)
        # Environment variables are read once in a thread, and that may be long ago; programs and new threads read them.
        cups.cupsSetServer(str(folder / "sock").encode())
        cups.cupsSetUser(_USER.encode())
        os.environ.update(CUPS_SERVER=str(folder / "sock"), CUPS_USER=_USER)
        yield Queue(folder)
    finally:
        os.environ.clear()
        os.environ.update(before)
        cups.cupsSetServer(None)
        cups.cupsSetUser(None)
        daemon.terminate()
        daemon.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def marked(test: Callable[..., None]) -> Callable[..., None]:
    """A test that needs a queue: it is left out where none can run, and no other such test runs at the same time."""
    for mark in (
        pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
        pytest.mark.xdist_group("cups"),
    ):
        test = mark(test)
    return test
