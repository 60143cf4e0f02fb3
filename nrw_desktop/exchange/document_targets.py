"""Where a plan's documents lead, and what of that may be opened: a plan may come from anybody."""

import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from nrw_desktop.domain.errors import PlanError

OPENED = frozenset((
    ".pdf", ".txt", ".rtf", ".csv", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".odg", ".epub",
    ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic",
    ".mp3", ".m4a", ".ogg", ".wav", ".flac", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm",
    ".eml", ".msg", ".ics", ".vcf", ".nrwplan",
))  # fmt: skip
"""Endings of files that are looked at and run nothing.

Not on it: the older formats and the ones with macros (.doc, .xls, .docm), pages and pictures that hold scripts (.html,
.svg), archives and disks (.zip, .iso). What is not on it is shown in its folder, where its owner sees what it is.
"""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""Longer than the letter of a drive."""
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
"""Categories of characters that are not seen, or turn those around them: a name may not hide its ending."""


class Target(NamedTuple):
    """What a document names: a web address, an address to write to, or a file.

    ``place`` is the address or the path. ``host`` is another computer that opening it would sign in to, else empty.
    """

    kind: Literal["web", "mail", "file"]
    place: str
    host: str = ""


def read(text: str, folder: Path) -> Target:
    """What the text of a document names; nothing is looked for yet. ``folder`` is that of the plan.

    Raises:
        PlanError: it is an address of a kind that is not opened.
    """
    text = text.strip()
    if text.casefold().startswith("www."):
        return Target("web", f"https://{text}")
    scheme = found[1].casefold() if (found := _SCHEME.match(text)) else ""
    if scheme in ("http", "https"):
        return Target("web", text)
    if scheme == "mailto":
        # Some mail programs would attach a file that the rest of the address names.
        return Target("mail", text.partition("?")[0])
    if scheme == "file":
        text = _local(text)
    elif scheme and not _exists(folder / text):
        raise PlanError(
            f"Adressen mit „{scheme}:“ werden von hier nicht geöffnet. Bitte eine Datei zuordnen oder eine Adresse, "
            "die mit https:// beginnt."
        )
    host = _host(text)
    if host in (".", "?"):
        raise PlanError(f"„{text}“ ist keine Datei, die sich öffnen lässt. Bitte neu zuordnen.")
    return Target("file", text if host else str(folder / text), host)


def resolved(target: Target, text: str) -> Path:
    """The file or folder that is really meant, links followed. It is looked for now, on a network too.

    Raises:
        PlanError: it is not there, or neither file nor folder.
    """
    try:
        path = Path(os.path.realpath(target.place, strict=True))
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        # Also a name that no file can have, a circle of links, and a place that may not be looked into.
        raise PlanError(f"„{text}“ liegt nicht mehr dort. Bitte neu zuordnen.") from error
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise PlanError(f"„{text}“ ist keine Datei, die sich öffnen lässt. Bitte neu zuordnen.")
    return path


def may_open(path: Path) -> bool:
    """Whether a resolved file or folder may be opened: by its ending, as the systems that it is opened on see it.

    A folder with an ending can be a program (macOS).
    """
    name = path.name
    if name != name.rstrip(". ") or ":" in name or any(unicodedata.category(sign) in _HIDDEN for sign in name):
        # Windows passes over dots and blanks at the end, and takes what follows a colon for a part of the file.
        return False
    return path.suffix == "" if path.is_dir() else path.suffix.casefold() in OPENED


def remote_host(path: Path) -> str:
    """The computer on the network that a resolved path is on, as its name tells; empty for this one."""
    return _host(str(path))


def _local(address: str) -> str:
    """The path of a file address."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.netloc and parts.netloc.casefold() != "localhost":
        return f"//{parts.netloc}{path}"
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path


def _host(path: str) -> str:
    """The computer that a path on the network begins with, or the mark of a device; empty for a path of this one."""
    parts = path.replace("\\", "/").split("/")
    return parts[2] if len(parts) > 2 and parts[0] == parts[1] == "" else ""


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
