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
from release.licences import Part

BILL = "sbom.cdx.json"
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
    """Write build.json, licences.txt and sbom.cdx.json, the list of parts for other programs; give back all three.

    ``libraries`` are the shared libraries of the system that go along.
    """
    folder.mkdir(parents=True, exist_ok=True)
    build, texts, bill = (folder / name for name in ("build.json", "licences.txt", BILL))
    known = {"commit": commit(), "day": day().isoformat()}
    build.write_text(json.dumps(known), encoding="utf-8")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    # The frozen program is started by a part of PyInstaller.
    names = licences.needed_distributions(asked) | {"pyinstaller"}
    parts = [*licences.python_parts(names), *licences.own_parts(), *licences.system_parts(libraries)]
    texts.write_text(licences.told(parts), encoding="utf-8")
    bill.write_text(json.dumps(bill_of_materials(parts), indent=1), encoding="utf-8")
    return [build, texts, bill]


def bill_of_materials(parts: Iterable[Part]) -> dict[str, object]:
    """The parts of the program in the form of CycloneDX 1.5, by which others look for what is known to be unsafe."""
    listed = [
        {"type": "library", "name": part.name, "version": part.version, "purl": part.source}
        | {"bom-ref": part.source, "licenses": [{"license": {"name": part.licence}}]}
        for part in parts
        if part.source
    ]
    whole = {"type": "application", "name": "nrw-desktop", "version": version()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"timestamp": f"{day().isoformat()}T00:00:00Z", "component": whole},
        "components": listed,
    }


def _git(*arguments: str) -> str:
    """What git says about the checkout; nothing where there is none."""
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
