"""The licences of all parts inside the frozen program, collected while it is built and shown under „Hilfe ▸ Über“."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "licences"
_TEXT_NAMES = re.compile(r"licen[cs]e|copying|notice|third-party", re.IGNORECASE)
_QT = ("pyside6-essentials", "pyside6-addons", "shiboken6")
_REPLACEABLE = """\
Qt und PySide6 werden unter der LGPL-3.0 benutzt und sind unverändert. Sie liegen als einzelne Dateien im Ordner
„_internal“ des Programms (Qt6…, PySide6, shiboken6) und lassen sich dort durch andere Fassungen derselben
Hauptversion ersetzen. Ihre Quellen: https://download.qt.io/official_releases/QtForPython/ und
https://download.qt.io/official_releases/qt/. Was Qt selbst von anderen enthält:
https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""


class Part(NamedTuple):
    """A part of the frozen program: its name and version, the licence in a few words, its texts, and where it is from.

    The last is a package URL; empty for what is in no register of packages.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    source: str = ""


def needed_distributions(requirements: Iterable[str]) -> set[str]:
    """The normalised names of the distributions that these lines of requirements ask for, with all that those need.

    What is not installed is for another system or an older Python.
    """
    found = set()
    todo = list(requirements)
    while todo:
        line = todo.pop()
        name = _normal(re.split(r"[^\w.-]", line, maxsplit=1)[0])
        if "extra ==" in line or name in found:
            continue
        try:
            todo += importlib.metadata.requires(name) or ()
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
    return found


def python_parts(names: Iterable[str]) -> Iterator[Part]:
    """Python itself and the distributions of these names with the texts that they bring; for Qt's the LGPL."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Part("Python", version, "PSF-2.0", tuple(_read(path) for path in _python_texts()))
    for name in sorted(names):
        found = importlib.metadata.distribution(name)
        texts = [_read(Path(str(file.locate()))) for file in found.files or () if _is_text(file)]
        if name in _QT:
            texts = [_REPLACEABLE, *(_read(TEXTS / text) for text in ("LGPL-3.0.txt", "GPL-3.0.txt"))]
        source = f"pkg:pypi/{name}@{found.version}"
        yield Part(found.metadata["Name"], found.version, _licence(found), tuple(texts), source)


def own_parts() -> Iterator[Part]:
    """What lies in resources/ and is of others."""
    for name, licence, folder in (
        ("Lato und Noto (Schriften im Druck)", "OFL-1.1", "fonts"),
        ("Lucide (Symbole)", "ISC", "icons"),
        ("sRGB (Farbprofil)", "frei", "colour"),
    ):
        texts = sorted((ROOT / "resources" / folder).glob("LICENSE*"))
        yield Part(name, "", licence, tuple(map(_read, texts)))


def system_parts(libraries: Iterable[Path]) -> Iterator[Part]:
    """The Debian packages that these shared libraries of the system come from, with their texts; elsewhere none."""
    packages = {package for path in libraries if (package := _package_of(path.resolve()))}
    for name, version in sorted(packages):
        text = Path("/usr/share/doc", name, "copyright")
        if text.exists():
            yield Part(name, version, "siehe unten", (_read(text),), f"pkg:deb/debian/{name}@{version}")


def told(parts: Iterable[Part]) -> str:
    """A list of the parts, then the text of each; a text that several have is given once."""
    parts = list(parts)
    lines = [
        "nrw_desktop steht unter der EUPL-1.2. In diesem Programm sind außerdem enthalten:",
        "",
        *(f"  {' '.join(filter(None, (part.name, part.version)))}: {part.licence}" for part in parts),
    ]
    owners: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            owners.setdefault(text.strip(), []).append(part.name)
    for text, names in owners.items():
        lines += ["", "—" * 80, ", ".join(dict.fromkeys(names)), "—" * 80, "", text]
    return "\n".join(lines) + "\n"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_text(file: PurePath) -> bool:
    within = next((place for place, part in enumerate(file.parts) if part.endswith(".dist-info")), None)
    return within is not None and any(_TEXT_NAMES.search(part) for part in file.parts[within + 1 :])


def _licence(found: importlib.metadata.Distribution) -> str:
    fields = found.metadata.get_all
    told = (fields("License-Expression") or fields("License") or [""])[0]
    classes = [line.split(" :: ")[-1] for line in fields("Classifier") or () if "License ::" in line]
    return told.split("\n")[0].partition(" (see")[0].strip() or ", ".join(classes) or "siehe unten"


def _python_texts() -> list[Path]:
    base = Path(sys.base_prefix)
    places = (base, base / f"lib/python{sys.version_info.major}.{sys.version_info.minor}")
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").exists()]
    debian = Path(f"/usr/share/doc/python{sys.version_info.major}.{sys.version_info.minor}/copyright")
    return found or ([debian] if debian.exists() else [])


def _package_of(library: Path) -> tuple[str, str] | None:
    # Since /lib became a link to /usr/lib, dpkg knows some files by the one name and some by the other.
    names = (str(library), str(library).removeprefix("/usr"))
    try:
        asked = subprocess.run(["dpkg", "-S", *names], capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return None
    if ": " not in asked.stdout:
        return None
    package = asked.stdout.partition(":")[0]
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}\\n", package], capture_output=True, encoding="utf-8", check=False
    )
    return package, shown.stdout.split("\n")[0]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
