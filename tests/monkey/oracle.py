"""What must hold whatever is done to the program: judged from its files and its log alone, outside of it."""

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.quiet import HARMLESS

STRANGER = "22222222-2222-4222-8222-222222222222"
"""The installation whose changes the monkey itself writes, as another computer would."""

_HARMLESS = (*HARMLESS, "qt.qpa.services: Unable to detect a launcher")
"""There is no desktop here that would open a PDF."""
_RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (\w+) ([\w.]+): (.*)")
_END = "0000-00-00 00:00:00,000 0 END end: "
_STORAGE = "nrw_desktop.storage."
_CHAIN = re.compile(r"Error calling Python override of \S+: ")
_VARYING = re.compile(r"/tmp/\S+?/home/|0x[0-9a-f]+|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|„[^“]*“|\b\d\d[.:]\d\d Uhr")
_FRAME = re.compile(r'File ".*/(nrw_desktop/[^"]+)", line (\d+),? in (\S+)')


class FaultError(Exception):
    """Something does not hold; ``kind`` says what in a few words that are the same each time."""

    def __init__(self, kind: str, details: str = ""):
        super().__init__(f"{kind}\n{details}".strip())
        self.kind = kind


class _Entry(NamedTuple):
    id: str
    origin: str


class Standing(NamedTuple):
    """The ids of changes in a file that the program need not have read, and the plan that it has."""

    unread: frozenset[str]
    plan: Plan | None


class Oracle:
    """Looks at a folder with plan files and at what the program says of itself there."""

    def __init__(self, folder: Path, log: Path, errors: Path):
        self.folder = folder
        self._log, self._errors = log, errors
        self._read = {log: 0, errors: 0}
        self._files: dict[Path, tuple[tuple[int, int, int], list[_Entry]]] = {}
        self._acknowledged: set[str] = set()
        self._owed: set[str] = set()
        self._plan: Plan | None = None

    def plans(self) -> list[Path]:
        """The plan files of the folder."""
        return sorted(self.folder.glob("*.nrwplan"))

    # What was acknowledged stays

    def observe(self) -> None:
        """Note the changes in the files; none that was there before may be in no file any more.

        Those which the monkey itself took out of the files (`laid`) the program still has in memory: it may keep them
        there until it writes. From then on they have to be in a file again, or at least all that they did: right after
        a start the program may know its plan alone, without its history.
        """
        found = self._entries()
        if found is None:
            return
        there = {entry.id: entry for entry in found}
        missing = self._acknowledged - there.keys()
        new = {key for key, entry in there.items() if key not in self._acknowledged and entry.origin != STRANGER}
        wrote = bool(new - self._begun() if missing else new)
        gone = missing if wrote else missing - self._owed
        if gone and gone <= self._owed and self._is_kept_alone():
            self._acknowledged -= gone
            gone = set()
        if gone:
            how = "the program wrote on over another version of its file" if self._owed else "nobody touched its file"
            names = ", ".join(sorted(gone)[:10])
            raise FaultError(f"acknowledged changes are in no file any more: {how}", f"{len(gone)}: {names}")
        self._acknowledged |= there.keys()
        self._owed &= missing

    def standing(self, path: Path) -> Standing:
        """What the program knows of its file, and what not: changes of others that came after its own last one."""
        entries = _log_of(path) or []
        last = max((number for number, entry in enumerate(entries) if entry.origin != STRANGER), default=-1)
        plan = _state(path, entries[last].id) if last >= 0 else None
        return Standing(frozenset(entry.id for entry in entries[last + 1 :]), plan)

    def laid(self, before: Standing) -> None:
        """Another version was put in the place of a file, of which this is known from `standing`."""
        there = {entry.id for entry in self._entries() or []}
        self._acknowledged -= before.unread - there
        if not self._owed:
            self._plan = before.plan
        self._owed = self._acknowledged - there
        self._acknowledged |= there

    def ended(self) -> None:
        """The program is gone, with what it had only in memory through no fault of its own."""
        self._acknowledged -= self._owed - {entry.id for entry in self._entries() or []}
        self._owed = set()

    def _begun(self) -> set[str]:
        """The first changes of plans that are new, as „Neu“ makes them: what the program has open is not in those."""
        found = set[str]()
        for path in self.plans():
            first = next(iter(_log_of(path) or ()), None)
            plan = _state(path, first.id) if first is not None and first.id not in self._acknowledged else None
            if (
                first is not None
                and plan is not None
                and self._plan is not None
                and plan.project.id != self._plan.project.id
            ):
                found.add(first.id)
        return found

    def _is_kept_alone(self) -> bool:
        """Whether a new file begins with the plan that the program had when its file was taken from under it."""
        for path in self.plans():
            first = next(iter(_log_of(path) or ()), None)
            if first is not None and first.id not in self._acknowledged and _state(path, first.id) == self._plan:
                return self._plan is not None
        return False

    def _entries(self) -> list[_Entry] | None:
        """The log entries of all files; None where one cannot be read just now."""
        found: list[_Entry] = []
        for path in self.plans():
            try:
                status = path.stat()
            except FileNotFoundError:
                return None
            mark = (status.st_ino, status.st_size, status.st_mtime_ns)
            if path not in self._files or self._files[path][0] != mark:
                entries = _log_of(path)
                if entries is None:
                    return None
                self._files[path] = mark, entries
            found += self._files[path][1]
        return found

    # What was typed is somewhere

    def has_word(self, word: str) -> bool:
        """Whether a word stands in the log of a file: what was typed and later taken back is there as well."""
        return any(_says(path, word) for path in self.plans())

    # Files are sound

    def check_files(self) -> None:
        """Each plan file of the folder is what its log adds up to."""
        for path in self.plans():
            try:
                found = integrity_check.problems(path)
            except PlanError as error:
                found = [str(error)]
            if found:
                raise FaultError(f"a damaged file: {found[0]}", f"{path.name}: {'; '.join(found)}")

    def check_undo(self, path: Path, origin: str) -> None:
        """Taken back to the start and done again to the end, the plan is what it was."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copy(path, folder))
            with PlanFile.open(copy, origin) as file:
                _until_none(file, back=False)
                whole: Plan = file.plan
                taken = _until_none(file, back=True)
                _until_none(file, back=False)
                if file.plan.rows != whole.rows:
                    raise FaultError("another plan after undo to the start and redo to the end", f"{taken} steps")

    # Nothing in the log

    def check_words(self, outside: bool) -> None:
        """Neither the log nor stderr tells of an error, nor of a warning that means one.

        ``outside`` says that files were touched from outside: it is right then that storage tells of it, and that
        others warn.
        """
        level, where, lines = "", "", list[str]()
        for line in [*self._news(self._log), _END]:
            match = _RECORD.match(line)
            if match:
                if not (outside and where.startswith(_STORAGE)):
                    self._judge(level, lines, outside)
                level, where, lines = match[1], match[2], []
            lines.append(line)
        news = self._news(self._errors)
        bad = [line for line in news if line.strip() and not any(part in line for part in _HARMLESS)]
        if bad:
            raise FaultError(f"stderr: {_short(bad)}", "\n".join(news[-40:]))

    def _judge(self, level: str, lines: list[str], outside: bool) -> None:
        traced = any(line.startswith("Traceback") for line in lines)
        if level in ("ERROR", "CRITICAL") or (traced and not outside):
            raise FaultError(f"log: {_short(lines)}", "\n".join(lines[-40:]))

    def _news(self, file: Path) -> list[str]:
        """The lines that came to a file since the last look."""
        try:
            with file.open("rb") as stream:
                if stream.seek(0, 2) < self._read[file]:
                    # A long log makes room.
                    self._read[file] = 0
                stream.seek(self._read[file])
                news = stream.read()
        except FileNotFoundError:
            return []
        self._read[file] += len(news)
        return news.decode(errors="replace").splitlines()


def place_of(dump: list[str]) -> str:
    """The innermost place of the program in a dump of all threads."""
    frames = [match for line in dump if (match := _FRAME.search(line))]
    return f"{frames[0][1]}:{frames[0][2]} {frames[0][3]}" if frames else "nowhere"


def tail(file: Path, lines: int = 40) -> str:
    """The end of a text file; nothing where there is none."""
    try:
        return "\n".join(file.read_text("utf-8", "replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""


def bytes_at_rest(path: Path) -> bytes:
    """The bytes of a plan file while nobody writes into it."""
    with closing(_connected(path)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM change").fetchone()
        return path.read_bytes()


def _until_none(file: PlanFile, back: bool) -> int:
    """Undo or redo until nothing is left, or what others wrote is in the way; how many steps."""
    steps = 0
    try:
        while file.undo() if back else file.redo():
            steps += 1
    except PlanError:
        pass
    return steps


def _state(path: Path, change: str) -> Plan | None:
    """The plan right after a change; None where it cannot be read, which `Oracle.check_files` tells of."""
    try:
        with PlanFile.open(path, read_only=True) as file:
            return file.state_at(change)
    except PlanError:
        return None


def _log_of(path: Path) -> list[_Entry] | None:
    try:
        file_check.check_header(path)
        with closing(_connected(path)) as connection:
            return [_Entry(*row) for row in connection.execute("SELECT id, origin FROM change ORDER BY seq")]
    except (sqlite3.Error, PlanError, OSError):
        return None


def _says(path: Path, word: str) -> bool:
    try:
        with closing(_connected(path)) as connection:
            found = connection.execute(
                "SELECT 1 FROM change_body WHERE instr(body, ?) ORDER BY seq DESC LIMIT 1", (word.encode(),)
            )
            return found.fetchone() is not None
    except sqlite3.Error:
        return False


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None, timeout=5)


def _short(lines: list[str]) -> str:
    """An error in a line: the last one of its traceback, and the place of the program where it arose."""
    frames = [match for line in lines if (match := _FRAME.search(line))]
    said = [line for line in lines if line.strip() and not line.startswith((" ", "Traceback"))]
    last = _CHAIN.sub("", said[-1] if said else lines[-1])
    last = _VARYING.sub("…", last)
    where = f" ({frames[-1][1]}:{frames[-1][2]} {frames[-1][3]})" if frames else ""
    return f"{last}{where}"
