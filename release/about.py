"""What a frozen program knows about itself: the day and commit it was built of, and the licences of its parts."""

import datetime
import json
import os
import subprocess
import time
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


def epoch() -> int:
    """The moment of the release in seconds: SOURCE_DATE_EPOCH, else that of the commit, else now."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct") or time.time())


def day() -> datetime.date:
    """The day of the release."""
    return datetime.datetime.fromtimestamp(epoch(), datetime.UTC).date()


def commit() -> str:
    """The commit of this checkout, short: that of SOURCE_COMMIT, else git's; empty where there is neither."""
    return os.environ.get("SOURCE_COMMIT") or _git("rev-parse", "--short", "HEAD")


def write_files(folder: Path, libraries: Iterable[Path]) -> list[Path]:
    """Write build.json and licences.txt for a program with these shared libraries of the system; give back both."""
    folder.mkdir(parents=True, exist_ok=True)
    build, texts = folder / "build.json", folder / "licences.txt"
    known = {"commit": commit(), "day": day().isoformat()}
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
