"""A package for Debian and Ubuntu, made of the frozen program: python -m release.debian FOLDER OUT prints its name."""

import datetime
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from release import about

HERE = Path(__file__).resolve().parent / "linux"
TOOLS = {"dpkg-shlibdeps": "dpkg-dev"}
"""What this calls, and the Debian package that has it."""
NAME = "nrw-desktop"
MAINTAINER = f"{os.environ.get('DEBFULLNAME', 'nrw_desktop')} <{os.environ.get('DEBEMAIL', 'nrw-desktop@example.org')}>"
"""As Debian's own tools, by the environment: who makes the package answers for it."""
PROGRAMS = ("nrw-desktop", "nrw-desktop-gui")
HOME = Path("usr/lib") / NAME
"""Where the frozen program lies, below the root of the system."""
SHARED = {
    "release/linux/nrw-desktop.desktop": "applications/nrw-desktop.desktop",
    "release/linux/nrw-desktop-mime.xml": "mime/packages/nrw-desktop.xml",
    "release/linux/de.nrw_desktop.nrw_desktop.metainfo.xml": "metainfo/de.nrw_desktop.nrw_desktop.metainfo.xml",
    "release/linux/application-x-nrwplan.svg": "icons/hicolor/scalable/mimetypes/application-x-nrwplan.svg",
    "resources/logo.svg": "icons/hicolor/scalable/apps/nrw-desktop.svg",
}
"""What desktops look for below share/, by where it is in the checkout; a wheel has the same (pyproject.toml)."""
_DESCRIPTION = """\
 Plan and print the phases of a municipal action plan
 For the coordination of a municipal NRWeltoffen project: phases with their
 measures, goals and partners, where things stand in a meeting, and accessible
 reports as PDF. A plan is a file; every entry is saved at once and can be taken
 back. The program is in German.
"""


def make_package(frozen: Path, out: Path) -> Path:
    """Make the package of a frozen program in a folder and give back its path; the program is left as it is.

    Raises:
        CalledProcessError: dpkg-shlibdeps or dpkg-deb failed; what they said stands on stderr.
    """
    with tempfile.TemporaryDirectory(prefix="nrw-deb-") as scratch:
        root = Path(scratch, NAME)
        # By it, dpkg-shlibdeps knows which libraries are of the package itself.
        (root / "DEBIAN").mkdir(parents=True, mode=0o755)
        lay_out(frozen, root)
        machine = _said("dpkg", "--print-architecture")
        write_control(root, machine, needed_packages(root))
        out.mkdir(parents=True, exist_ok=True)
        package = out / f"{NAME}_{about.version()}_{machine}.deb"
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", root, package], check=True)
    return package


def lay_out(frozen: Path, root: Path) -> None:
    """Put everything below ``root`` where it will be in the system, with the rights that Debian asks for."""
    shutil.copytree(frozen, root / HOME, symlinks=True)
    commands = root / "usr/bin"
    commands.mkdir(parents=True)
    for name in PROGRAMS:
        (commands / name).symlink_to(Path("..", *HOME.parts[1:], name))
    for source, place in SHARED.items():
        _put(about.ROOT / source, root / "usr/share" / place)
    _put(HERE / "lintian-overrides", root / "usr/share/lintian/overrides" / NAME)
    documents = root / "usr/share/doc" / NAME
    documents.mkdir(parents=True)
    licence = (about.ROOT / "LICENSE").read_text("utf-8")
    (documents / "copyright").write_text((HERE / "copyright").read_text("utf-8") + licence, encoding="utf-8")
    _compress(_changelog().encode(), documents / "changelog.gz")
    manual = (HERE / "nrw-desktop.1").read_bytes()
    for name in PROGRAMS:
        _compress(manual, root / f"usr/share/man/man1/{name}.1.gz")
    _set_rights(root)


def needed_packages(root: Path) -> str:
    """The packages that have the libraries which the program links to and does not bring along."""
    home = root / HOME
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    folders = sorted({path.parent for path in files})
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "debian").mkdir()
        Path(scratch, "debian/control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
        found = _said(
            "dpkg-shlibdeps",
            "-O",
            "--ignore-missing-info",
            "--warnings=0",
            # Libraries of wheels name each other by where they lie, which dpkg-shlibdeps does not follow.
            *(f"-l{folder}" for folder in folders),
            *map(str, files),
            folder=Path(scratch),
        )
    return found.partition("shlibs:Depends=")[2]


def write_control(root: Path, machine: str, depends: str) -> None:
    """Write what dpkg reads: the control file, and the sums of all files."""
    control = root / "DEBIAN"
    files = [path for path in sorted((root / "usr").rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files]
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    size = sum(path.stat().st_size for path in files) // 1024
    (control / "control").write_text(
        f"Package: {NAME}\nVersion: {about.version()}\nArchitecture: {machine}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\nDepends: {depends}\nSection: misc\nPriority: optional\nDescription:{_DESCRIPTION}",
        encoding="utf-8",
    )


def _changelog() -> str:
    day = datetime.datetime.combine(about.day(), datetime.time(12), datetime.UTC)
    return (
        f"{NAME} ({about.version()}) stable; urgency=medium\n\n  * CHANGELOG.md of the project tells what is new.\n\n"
        f" -- {MAINTAINER}  {day.strftime('%a, %d %b %Y %H:%M:%S +0000')}\n"
    )


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compress(content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, 9, mtime=0))


def _set_rights(root: Path) -> None:
    """Programs can be run, libraries and all else only read."""
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if name in PROGRAMS and path.parent == root / HOME else 0o644)


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _said(*command: str, folder: Path | None = None) -> str:
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.strip()


if __name__ == "__main__":
    print(make_package(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
