"""What a frozen program knows about itself: the day and commit it was built of, and the licences of its parts."""

import datetime
import json
import os
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

from release import licences

ROOT = Path(__file__).resolve().parent.parent


def version() -> str:
    """The version of this checkout, the one that is written in the package."""
    line = next(
        line for line in (ROOT / "nrw_desktop/__init__.py").read_text("utf-8").splitlines() if "version" in line
    )
    return line.split('"')[1]


def day() -> datetime.date:
    """The day of the release: that of SOURCE_DATE_EPOCH, else of the commit, else today."""
    if seconds := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    return datetime.date.fromisoformat(_git("log", "-1", "--format=%cs") or datetime.date.today().isoformat())


def write_files(folder: Path, libraries: Iterable[Path]) -> list[Path]:
    """Write build.json and licences.txt for a program with these shared libraries of the system; give back both."""
    folder.mkdir(parents=True, exist_ok=True)
    build, texts = folder / "build.json", folder / "licences.txt"
    known = {"commit": _git("rev-parse", "--short", "HEAD"), "day": day().isoformat()}
    build.write_text(json.dumps(known), encoding="utf-8")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    # The frozen program is started by a part of PyInstaller.
    names = licences.needed_distributions(asked) | {"pyinstaller"}
    parts = [*licences.python_parts(names), *licences.own_parts(), *licences.system_parts(libraries)]
    texts.write_text(licences.told(parts), encoding="utf-8")
    return [build, texts]


def _git(*arguments: str) -> str:
    """What git says about the checkout; nothing where there is none."""
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
