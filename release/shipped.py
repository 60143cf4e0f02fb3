"""What must not be in a frozen program, and what must: python -m release.shipped FOLDER prints each fault; exit 1."""

import filecmp
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from release import used

PROGRAMS = ("nrw-desktop", "nrw-desktop-gui")
ARCHIVE = ".pkg"
"""How the file beside a program ends that has its modules, the same for both."""
_PLUGINS = {
    "linux": ("libqxcb.so", "libqwayland.so", "libcupsprintersupport.so"),
    "win32": ("qwindows.dll", "qmodernwindowsstyle.dll"),
}
"""What Qt loads by name, so that nothing else tells when it is left out: the screen, its style, the printers."""
MOST_MEGABYTES = 200
"""What the folder may have, in millions of bytes."""
_OF_WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")
"""Stands at the beginning of each library that comes with Wine."""
_ONLY_THERE = ("icuuc.dll", "sitecustomize.py")
"""What makes Wine do for building; a part of Windows, and a file that Python reads unasked."""
_FOR_TESTS = ("_pytest", "pytest", "hypothesis", "mypy", "release", "tests", "numpy")


def faults(folder: Path) -> list[str]:
    """What is wrong with a frozen program, one line each; nothing if it may be given to people."""
    inside = folder / "_internal"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    found = [f"{name} is missing" for name in PROGRAMS if not _program(folder, name)]
    system = "win32" if (folder / "nrw-desktop.exe").exists() else sys.platform
    there = {path.name for path in files}
    found += [f"the plugin {name} is missing" for name in _PLUGINS.get(system, ()) if name not in there]
    found += [f"{path.relative_to(folder)} is there for tests" for path in files if _is_for_tests(path, inside)]
    found += [f"{path.relative_to(folder)} is a crutch for Wine" for path in files if is_of_wine(path)]
    found += [f"{path.relative_to(folder)}: libraries are sought in {where}" for path, where in _strange_paths(files)]
    found += [f"{path.relative_to(folder)} is not used" for path in files if not _is_used(path, inside)]
    found += [f"the module {name} is not used" for name in sorted(unused_modules(folder / f"{PROGRAMS[0]}{ARCHIVE}"))]
    found += list(_known_faults(inside / "nrw_desktop" / "resources"))
    size = sum(path.stat().st_size for path in files) / 10**6
    if size > MOST_MEGABYTES:
        found.append(f"{size:.0f} MB are more than {MOST_MEGABYTES}")
    return found


def unused_modules(archive: Path) -> set[str]:
    """The modules in an archive that should have been left out; none where there is no archive (macOS)."""
    if not archive.exists():
        return set()
    # Of the tools for building, and not there for tests.
    from PyInstaller.archive.readers import CArchiveReader

    names = set(CArchiveReader(str(archive)).open_embedded_archive("PYZ.pyz").toc)
    unwanted = used.left_out()
    return {name for name in names if any(name == other or name.startswith(f"{other}.") for other in unwanted)}


def is_of_wine(path: Path) -> bool:
    """Whether a file is a part of Wine, or stands in for what Wine lacks."""
    if path.name.lower() in _ONLY_THERE:
        return True
    if path.suffix.lower() not in (".dll", ".exe", ".drv", ".pyd"):
        return False
    with path.open("rb") as file:
        beginning = file.read(256)
    return any(mark in beginning for mark in _OF_WINE)


def search_path(path: Path) -> str:
    """Where a Linux library has the libraries it needs looked for; empty for no place of its own."""
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return ""
    told = subprocess.run(["objdump", "-p", path], capture_output=True, encoding="utf-8", check=True).stdout
    lines = (line.split() for line in told.splitlines())
    return next((words[1] for words in lines if words[:1] in (["RUNPATH"], ["RPATH"])), "")


def cut_strange_paths(folder: Path) -> None:
    """Take out of a frozen program's Linux libraries where on the machine that built it they looked for others."""
    for path, _ in _strange_paths([path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]):
        subprocess.run(["chrpath", "--delete", path], stdout=subprocess.DEVNULL, check=True)


def share_archive(folder: Path) -> None:
    """Have both programs read one archive of modules, where the system has links; elsewhere there are two."""
    one, other = (folder / f"{name}{ARCHIVE}" for name in PROGRAMS)
    if not filecmp.cmp(one, other, shallow=False):
        raise ValueError(f"{other} is not {one}")
    if os.name != "nt":
        other.unlink()
        other.symlink_to(one.name)


def _strange_paths(files: list[Path]) -> Iterator[tuple[Path, str]]:
    for path in files:
        if ".so" in path.name and (where := search_path(path)).startswith("/"):
            yield path, where


def _program(folder: Path, name: str) -> bool:
    return any((folder / f"{name}{suffix}").is_file() for suffix in ("", ".exe"))


def _is_for_tests(path: Path, inside: Path) -> bool:
    return path.is_relative_to(inside) and path.relative_to(inside).parts[0].partition("-")[0] in _FOR_TESTS


def _is_used(path: Path, inside: Path) -> bool:
    return not path.is_relative_to(inside) or used.is_used(path.relative_to(inside).as_posix())


def _known_faults(resources: Path) -> Iterator[str]:
    try:
        known = json.loads((resources / "build.json").read_text("utf-8"))
        if not known["day"]:
            yield "build.json does not say the day"
        texts = (resources / "licences.txt").read_text("utf-8")
    except (OSError, ValueError, LookupError) as error:
        yield f"it does not know itself: {error}"
        return
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "SIL OPEN FONT LICENSE", "PySide6_Essentials", "Python "):
        if words.lower() not in texts.lower():
            yield f"licences.txt lacks „{words}“"


if __name__ == "__main__":
    told = faults(Path(sys.argv[1]))
    print("\n".join(told), file=sys.stderr)
    sys.exit(1 if told else 0)
