#!/usr/bin/env python3
"""The one way to run, check and build this project; needs nothing but Python 3.11 and its standard library."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

USAGE = """\
Aufruf:
  python3 dev.py run [ARGUMENTE…]     startet nrw-desktop ARGUMENTE im aktuellen Ordner, richtet vorher alles ein
  python3 dev.py test [ARGUMENTE…]    prüft alles und testet (pytest ARGUMENTE); --faults: auch langsame Störfälle;
                                      --coverage: misst auch, was davon ausgeführt wird (dauert doppelt so lang);
                                      --windows: was ohne Fenster geht, in Wine
  python3 dev.py build                baut das fertige Programm nach dist/ und probiert es aus; --deb: auch als Paket;
                                      --windows: für Windows, mit Installationsprogrammen (unter Linux in Wine)
  python3 dev.py bench [ARGUMENTE…]   misst die Geschwindigkeit
  python3 dev.py screenshots          macht die Bilder des Programms neu
"""

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup-stamp.json"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
SUFFIX = ".exe" if WINDOWS else ""
PYTHON = SCRIPTS / f"python{SUFFIX}"
PROGRAM = SCRIPTS / f"nrw-desktop{SUFFIX}"

# What the libraries and plugins of the PySide6 wheels link to and do not bring along: objdump -p on Core, Gui,
# Widgets, Network, DBus, Pdf, XcbQpa and the plugins for xcb, Wayland, OpenGL and printing.
QT_LIBRARIES = """
    libEGL.so.1 libGL.so.1 libX11-xcb.so.1 libX11.so.6 libbrotlidec.so.1 libcups.so.2 libdbus-1.so.3
    libfontconfig.so.1 libfreetype.so.6 libglib-2.0.so.0 libgssapi_krb5.so.2 libwayland-client.so.0
    libwayland-cursor.so.0 libwayland-egl.so.1 libxcb-cursor.so.0 libxcb-glx.so.0
    libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 libxcb-randr.so.0 libxcb-render-util.so.0
    libxcb-render.so.0 libxcb-shape.so.0 libxcb-shm.so.0 libxcb-sync.so.1 libxcb-util.so.1 libxcb-xfixes.so.0
    libxcb-xkb.so.1 libxkbcommon-x11.so.0 libxkbcommon.so.0
"""
PACKAGES_NAMED_OTHERWISE = {"libbrotlidec.so.1": "libbrotli1", "libglib-2.0.so.0": "libglib2.0-0"}
SCREEN_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xprop": "x11-utils",
    "xdotool": "xdotool",
    "faketime": "faketime",
}
TEST_TOOLS = SCREEN_TOOLS | {
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "gs": "ghostscript",
    "pdftotext": "poppler-utils",
    "setxkbmap": "x11-xkb-utils",
    "xsetroot": "x11-xserver-utils",
    "xwininfo": "x11-utils",
}
# A print queue to try real prints with; only root may run one, and without it those tests are skipped.
PRINT_TOOLS = {"cupsd": "cups", "/usr/lib/cups/backend/cups-pdf": "printer-driver-cups-pdf"}
# The compiler only recommends its headers; the screen reader says what the program tells it.
FAULT_TOOLS = {"cc": "build-essential", "orca": "orca"}
BUILD_TOOLS = SCREEN_TOOLS | {"chrpath": "chrpath", "objdump": "binutils", "strip": "binutils"}
# Since the change to 64-bit times these two have another name on Ubuntu 24.04, Debian 13 and later.
RENAMED_T64 = {"libcups2", "libglib2.0-0"}


def say(text: str) -> None:
    """Print one line for the person, on stderr, so that stdout belongs to the program."""
    print(text, file=sys.stderr, flush=True)


def library_folders() -> list[Path]:
    """The folders in which Debian and Ubuntu keep shared libraries of this machine's kind."""
    triplet = getattr(sys.implementation, "_multiarch", "") or f"{os.uname().machine}-linux-gnu"
    return [Path("/usr/lib", triplet), Path("/lib", triplet), Path("/usr/lib"), Path("/usr/local/lib")]


def package_of(library: str) -> str:
    """The Debian package of a shared library, by Debian's rule for names (policy 8.1), but for two that differ."""
    if library in PACKAGES_NAMED_OTHERWISE:
        return PACKAGES_NAMED_OTHERWISE[library]
    name, _, version = library.lower().replace("_", "-").partition(".so.")
    return f"{name}-{version}" if name[-1].isdigit() else f"{name}{version}"


def missing_packages(libraries: Iterable[str], tools: Mapping[str, str], folders: Sequence[Path]) -> list[str]:
    """The Debian packages, sorted, of those libraries and tools (command: package) that are not there.

    Looks at files instead of asking dpkg: it costs a millisecond, so it needs no memory of an earlier look.
    """
    missing = {package_of(name) for name in libraries if not any((folder / name).exists() for folder in folders)}
    missing |= {package for name, package in tools.items() if shutil.which(name) is None}
    return sorted(missing)


def current_name(package: str) -> str:
    """The name that this release of Debian or Ubuntu gives the package."""
    if package in RENAMED_T64:
        found = subprocess.run(["apt-cache", "show", f"{package}t64"], capture_output=True, check=False)
        if found.stdout.strip():
            return f"{package}t64"
    return package


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages as root or with a sudo that asks nothing; False, and a word to the person, if not."""
    root = os.geteuid() == 0
    if root or (shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0):
        say(f"Fehlende Systempakete werden installiert: {', '.join(packages)} …")
        apt = [*([] if root else ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        # A package source that does not answer is no reason to stop: the lists at hand may do.
        subprocess.run([*apt, "update"], capture_output=True, check=False)
        options = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
        command = [*apt, "install", *options, *map(current_name, packages)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode == 0:
            return True
        say(done.stdout.decode(errors="replace"))
    say("Es fehlen Systempakete. Bitte einmal diesen Befehl ausführen und dann von vorn beginnen:")
    say(f"  sudo apt-get update && sudo apt-get install {' '.join(map(current_name, packages))}")
    return False


def prepare_machine(tools: Mapping[str, str], required: bool) -> None:
    """On Debian and Ubuntu, install what Qt and the tools lack; elsewhere do nothing.

    Without the packages a command that needs no window still works, so only `required` makes it an end.
    """
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    missing = missing_packages(QT_LIBRARIES.split(), tools, library_folders())
    if missing and not install_packages(missing) and required:
        raise SystemExit(1)


class Stamp(NamedTuple):
    """What a finished set-up writes down: everything whose change makes another set-up necessary."""

    root: str
    python: str
    inputs: str
    extras: list[str]


def wanted_stamp(extras: Iterable[str]) -> Stamp:
    """The stamp of a set-up with these extras, done now."""
    inputs = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        inputs.update((ROOT / name).read_bytes())
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Stamp(str(ROOT), python, inputs.hexdigest(), sorted(extras))


def read_stamp(path: Path) -> Stamp | None:
    """The stamp of the last finished set-up; None if there is none or it cannot be read."""
    try:
        return Stamp(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def set_up_step(found: Stamp | None, wanted: Stamp, complete: bool) -> str:
    """What there is to do: "nothing", "install" into the .venv at hand, or "create" it anew.

    No stamp means that a set-up was cut off, another root that the folder was moved; in both cases nothing
    in .venv can be trusted.
    """
    if found is None or not complete or (found.root, found.python) != (wanted.root, wanted.python):
        return "create"
    return "nothing" if found.inputs == wanted.inputs and set(wanted.extras) <= set(found.extras) else "install"


@contextlib.contextmanager
def set_up_lock() -> Iterator[None]:
    """Let a second dev.py wait while the first sets up; the system frees the lock of a killed one."""
    with (ROOT / ".venv.lock").open("a+b") as handle:
        if sys.platform == "win32":
            import msvcrt

            while True:
                # LK_LOCK gives up after ten seconds, and an installation takes longer.
                with contextlib.suppress(OSError):
                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def create_venv() -> None:
    """Make .venv anew with the Python that runs this file (or the one behind it, if that is .venv's own)."""
    import importlib.util

    if importlib.util.find_spec("ensurepip") is None and not (
        shutil.which("apt-get") and install_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
    ):
        raise SystemExit("Diesem Python fehlt das Modul „venv“ (unter Debian und Ubuntu das Paket python3-venv).")
    say("Die Programmumgebung .venv wird angelegt …")
    base = getattr(sys, "_base_executable", "") or sys.executable
    if subprocess.run([base, "-m", "venv", "--clear", str(VENV)], stdout=sys.stderr, check=False).returncode != 0:
        raise SystemExit(f"Die Programmumgebung {VENV} ließ sich nicht anlegen. Läuft das Programm noch daraus?")


def install_command(extras: Iterable[str]) -> list[str]:
    """The pip call, to be run in ROOT, that installs the checkout with its pinned dependencies and extras."""
    target = f".[{','.join(sorted(extras))}]" if extras else "."
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return [*pip, "install", "--progress-bar", "off", "-c", "constraints.txt", "-e", target]


def progress_line(line: str) -> str:
    """What the person is told for one line of pip's output; empty for nothing."""
    words = line.split()
    if len(words) >= 2 and words[0] == "Downloading" and words[1].endswith(".whl"):
        return f"  lädt {words[1].rsplit('/')[-1].split('-')[0]} {' '.join(words[2:4])}"
    if words[:2] == ["Installing", "collected"]:
        return "  richtet die Pakete ein …"
    if words[:2] == ["WARNING:", "Retrying"]:
        return "  die Verbindung stockt, neuer Versuch …"
    return ""


def install_package(extras: Iterable[str]) -> None:
    """Install the checkout into .venv, telling the progress in a line a download."""
    say("Die Pakete werden installiert, das dauert beim ersten Mal einige Minuten …")
    # Both names, for older and newer pip: the package is built with pinned tools as well. A relative name,
    # because pip splits these variables at blanks.
    constraints = {"PIP_CONSTRAINT": "constraints.txt", "PIP_BUILD_CONSTRAINT": "constraints.txt"}
    environment = os.environ | constraints | {"PIP_ROOT_USER_ACTION": "ignore"}
    last_lines: deque[str] = deque(maxlen=20)
    with subprocess.Popen(
        install_command(extras),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            last_lines.append(line.rstrip())
            if shown := progress_line(line):
                say(shown)
    if pip.returncode != 0:
        say("\n".join(last_lines))
        raise SystemExit("Die Installation ist fehlgeschlagen; der Grund steht darüber. Besteht eine Netzverbindung?")


def prepare_venv(*extras: str) -> None:
    """Bring .venv to what pyproject.toml and constraints.txt ask for; extras once installed stay."""

    def step() -> str:
        return set_up_step(read_stamp(STAMP), wanted_stamp(extras), PYTHON.exists() and PROGRAM.exists())

    if step() == "nothing":
        return
    with set_up_lock():
        todo = step()
        if todo == "nothing":
            return
        found = read_stamp(STAMP)
        stamp = wanted_stamp({*extras, *(found.extras if found and todo == "install" else [])})
        # Gone while something is under way: whatever ends it half-way, the next call begins anew.
        STAMP.unlink(missing_ok=True)
        if todo == "create":
            create_venv()
        install_package(stamp.extras)
        STAMP.write_text(json.dumps(stamp._asdict()), encoding="utf-8")
        say("Die Einrichtung ist fertig.")


def run(arguments: list[str]) -> int:
    """Run nrw-desktop in the caller's folder; on POSIX this process becomes the program."""
    prepare_machine({}, required=False)
    prepare_venv()
    if not WINDOWS:
        os.execv(PROGRAM, [str(PROGRAM), *arguments])
    return subprocess.run([str(PROGRAM), *arguments], check=False).returncode


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """What pytest is given: all processors unless the caller decides that, and coverage where it is asked for."""
    chosen = [argument for argument in arguments if argument not in ("--faults", "--coverage")]
    given = list(chosen)
    if "--faults" in arguments:
        given += ["-m", ""]
    if not any(argument.startswith(("-n", "--numprocesses", "-p", "--pdb", "--trace")) for argument in chosen):
        given += ["-n", "logical", "--dist", "loadgroup"]
    if "--coverage" in arguments:
        given += ["--cov", "--cov-report=term"]
    return given


def test_steps(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The checks in their order, each with its name and command; pytest, whose summary ends the output, last."""
    if "--windows" in arguments and not WINDOWS:
        chosen = [argument for argument in arguments if argument != "--windows"]
        return [("pytest in Wine", [str(PYTHON), "-m", "release.wine", "test", *chosen])]
    return [
        ("ruff check", [str(SCRIPTS / "ruff"), "check"]),
        ("ruff format", [str(SCRIPTS / "ruff"), "format", "--check"]),
        ("mypy", [str(PYTHON), "-m", "mypy"]),
        ("import-linter", [str(SCRIPTS / "lint-imports"), "--no-logo"]),
        ("pytest", [str(PYTHON), "-m", "pytest", *pytest_arguments(arguments)]),
    ]


def take(steps: Iterable[tuple[str, list[str]]], environment: Mapping[str, str]) -> int:
    """Take the steps in ROOT, each a name and a command, up to the first that fails; give back its exit code."""
    for name, command in steps:
        print(f"— {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code != 0:
            return code
    return 0


def test(arguments: list[str]) -> int:
    """Run all checks in ROOT, stop at the first that fails and give back its exit code."""
    from release import packing

    tools = TEST_TOOLS | (FAULT_TOOLS if "--faults" in arguments else {}) | packing.tools(arguments)
    prepare_machine(tools, required=True)
    if not WINDOWS and os.geteuid() == 0:
        prepare_machine(PRINT_TOOLS, required=False)
    prepare_venv("dev")
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"} | os.environ
    return take(test_steps(arguments), environment)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    prepare_machine(TEST_TOOLS, required=True)
    prepare_venv("dev")
    return subprocess.run([str(PYTHON), str(ROOT / "tests/bench/run.py"), *arguments], check=False).returncode


def screenshots(arguments: list[str]) -> int:
    """Take the pictures, on Linux on a screen of their own."""
    prepare_machine(TEST_TOOLS, required=True)
    prepare_venv("dev")
    command = [str(PYTHON), str(ROOT / "tests/screen.py"), str(PYTHON), str(ROOT / "tests/screenshots.py"), *arguments]
    return subprocess.run(command, check=False).returncode


def build(arguments: list[str]) -> int:
    """Freeze the program with PyInstaller, try the result, and pack it; stop at the first step that fails."""
    from release import packing

    prepare_machine(BUILD_TOOLS | packing.tools(arguments), required=True)
    prepare_venv("build")
    return take([(name, [str(PYTHON), *step]) for name, step in packing.steps(arguments)], os.environ)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "build": build,
    "bench": bench,
    "screenshots": screenshots,
}


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name and give back its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  (a person may well call it with an older one)
        say(f"Gebraucht wird Python 3.11 oder neuer, dies ist {sys.version.split()[0]}.")
        return 1
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        asked = arguments[:1] in (["-h"], ["--help"])
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return command(arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
