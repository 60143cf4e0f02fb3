"""Which steps make and try the frozen program and what people install, and which tools they take."""

import os
from collections.abc import Sequence

from release import debian, installers, wine

FROZEN, FROZEN_IN_WINE = "dist/nrw-desktop", "dist/windows/nrw-desktop"


def steps(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The steps of `dev.py build` with these arguments, each with its name and what Python is given."""
    if "--windows" in arguments and os.name != "nt":
        found = [
            ("PyInstaller in Wine", ["-m", "release.wine", "freeze"]),
            ("Inhalt", ["-m", "release.shipped", FROZEN_IN_WINE]),
            ("Installationsprogramme", ["-m", "release.installers", FROZEN_IN_WINE, "dist/windows"]),
            ("Probelauf in Wine", ["tests/release/try_windows.py", "dist/windows"]),
        ]
    else:
        found = [
            ("PyInstaller", ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR", "build.spec"]),
            ("Inhalt", ["-m", "release.shipped", FROZEN]),
            ("Probelauf", ["tests/smoke_frozen.py", FROZEN]),
        ]
    if "--deb" in arguments:
        found.append(("Debian-Paket", ["-m", "release.debian", FROZEN, "dist"]))
    return found


def tools(arguments: Sequence[str]) -> dict[str, str]:
    """What the packages that are asked for take to be made, command by command with its Debian package."""
    chosen = {"--deb": debian.TOOLS, "--windows": wine.TOOLS | installers.TOOLS}
    return {name: package for option in arguments for name, package in chosen.get(option, {}).items()}
