"""Tries the frozen program as a person would: make a plan, show it, print it, open it in its window.

python tests/smoke_frozen.py FOLDER prints one line a step; exit 1 at the first that fails. All steps are taken twice:
where the program lies, and in a folder whose name has blanks, umlauts and brackets. Standard library only.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from quiet import complaints
from screen import count, stop, virtual_screen

SUFFIX = ".exe" if os.name == "nt" else ""
STRANGE = "Jörg Müller (neu)"
"""A folder as people name them, and as no other language than a file system takes without care."""
EDGE, DRESSED = 0x7F8B97, 1_000
"""The colour that the style sheet gives to borders of fields, and more pixels of it than there are without."""
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def smoke(folder: Path) -> bool:
    """Whether every step went well with the program in that folder, and with a copy of it in a `STRANGE` one."""
    with tempfile.TemporaryDirectory(prefix="nrw-smoke-") as scratch:
        strange = Path(scratch, STRANGE)
        shutil.copytree(folder, strange / folder.name, symlinks=True)
        return smoke_there(folder, Path(scratch)) and smoke_there(strange / folder.name, strange)


def smoke_there(folder: Path, scratch: Path) -> bool:
    """Whether every step went well with the program in that folder; nothing of the person's own is touched."""
    with virtual_screen() as (environment, framebuffer):
        environment = {name: value for name, value in environment.items() if not name.startswith("PYTHON")}
        environment |= dict.fromkeys(HOMES, str(scratch))
        plan, paper, word, calendar = (
            scratch / name for name in ("Probelauf.nrwplan", "Phasen.pdf", "Tabelle.docx", "Termine.ics")
        )
        console, windowed = (str(folder / f"{name}{SUFFIX}") for name in ("nrw-desktop", "nrw-desktop-gui"))

        def call(*arguments: str) -> bytes:
            return subprocess.run([console, *arguments], env=environment, stdout=subprocess.PIPE, check=True).stdout

        def new() -> bool:
            call("new", str(plan))
            return plan.stat().st_size > 0

        def show() -> bool:
            return len(json.loads(call("show", str(plan), "--json"))["phases"]) == 4

        def report() -> bool:
            call("report", "phase-overview", str(plan), "-o", str(paper))
            return paper.read_bytes().startswith(b"%PDF-")

        def bring_in() -> bool:
            """By the child process, which either program starts from itself."""
            write_document(word)
            call("import", str(word), "--into", str(plan), "--answer", "suggested")
            read = subprocess.run(
                [windowed, "read-file", "docx", "4", str(word), "", ""], env=environment, capture_output=True
            )
            return read.stdout[:1] == b"+" and len(json.loads(call("show", str(plan), "--json"))["phases"]) == 5

        def there_and_back() -> bool:
            """Each form by the libraries that write it, and what can be read again by those that do."""
            shown = call("show", str(plan), "--json")
            for suffix in ("docx", "odt", "xlsx", "ods", "csv", "ics", "json"):
                call("export", str(plan), "-o", str(scratch / f"Plan.{suffix}"), "--edition", "internal")
            for suffix in ("xlsx", "ods", "csv", "json"):
                call("import", str(scratch / f"Plan.{suffix}"), "--into", str(plan))
            calendar.write_bytes((scratch / "Plan.ics").read_bytes().replace(b"@nrw-desktop", b"@example"))
            told = json.loads(call("import", str(calendar), "--into", str(plan), "--dry-run", "--json"))
            return call("show", str(plan), "--json") == shown and bool(told["phases"])

        def window() -> bool:
            return window_is_dressed([windowed, str(plan)], plan.stem, environment, framebuffer)

        print(folder, flush=True)
        return all(went_well(step) for step in (new, show, report, bring_in, there_and_back, window))


def write_document(path: Path) -> None:
    """Write a Word file with a table of one phase."""
    rows = (("Phase", "Maßnahme", "Ziel"), ("Analyse", "Fachtagung", "Austausch"))
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows)
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{name}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>'
        )


def went_well(step: Callable[[], bool]) -> bool:
    """Take one step, print how it went, and say whether it went well."""
    started = time.monotonic()
    try:
        well = step()
    except (OSError, ValueError, LookupError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr, flush=True)
        well = False
    print(f"— {step.__name__}: {'geht' if well else 'FEHLER'} ({time.monotonic() - started:.1f} s)", flush=True)
    return well


def window_is_dressed(
    command: Sequence[str], title: str, environment: Mapping[str, str], framebuffer: Path | None
) -> bool:
    """Whether the program shows, within 30 s, a window with this in its title, in its design, and complains of nothing.

    Without pixels that can be read, whether it is still alive after five seconds.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=environment, stderr=said)
        try:
            trouble = _trouble(process, title, environment, framebuffer)
        finally:
            stop(process)
        said.seek(0)
        words = complaints(said.read().decode(errors="replace").splitlines())
    for line in (*words, *trouble):
        print(line, file=sys.stderr, flush=True)
    return not words and not trouble


def _trouble(
    process: "subprocess.Popen[bytes]", title: str, environment: Mapping[str, str], framebuffer: Path | None
) -> list[str]:
    """What is wrong with the window of a program; nothing once it is as it should be."""
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    found = False
    until = time.monotonic() + (30 if framebuffer else 5)
    while time.monotonic() < until:
        time.sleep(0.2)
        if process.poll() is not None:
            return [f"Das Programm endete mit {process.returncode}."]
        if framebuffer:
            found = bool(subprocess.run(search, env=environment, capture_output=True, check=False).stdout)
            if found and count(framebuffer, EDGE) >= DRESSED:
                return []
    if framebuffer is None:
        return []
    why = "es hat nicht sein Aussehen" if found else f"keines trägt „{title}“ im Titel"
    return [f"Kein gemaltes Fenster nach 30 Sekunden: {why}."]


if __name__ == "__main__":
    sys.exit(0 if smoke(Path(sys.argv[1]).resolve()) else 1)
