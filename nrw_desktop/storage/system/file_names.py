"""Names of files that every system takes: what is suggested, and what Windows refuses or takes for another thing."""

import os
import re
from pathlib import Path

from nrw_desktop.domain.errors import PlanError

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)
"""Windows opens a device by these names, whatever ending they have and in whatever folder."""
_LONGEST = 120
"""Characters; the folders above it, a journal and a lock have names too, and Windows takes 259 for all together."""


def suitable(words: str) -> str:
    """Words as the name of a file, without its ending; empty where nothing is left of them."""
    name = _REFUSED.sub("-", words)[:_LONGEST].strip().rstrip(" .")
    return f"{name.partition('.')[0].rstrip()}-" if _DEVICE.match(name) else name


def refuse_unsuitable(path: Path, windows: bool = os.name == "nt") -> None:
    """Refuses a name that Windows would take for something else than a file of this name.

    Raises:
        PlanError: it is such a name; the sentence says why.
    """
    if not windows:
        return
    name = path.name
    if _DEVICE.match(name):
        reason = f"„{name.partition('.')[0]}“ ist in Windows der Name eines Geräts."
    elif found := _REFUSED.search(name):
        what = "ein Zeichen, das man nicht sieht" if found[0] < " " else f"„{found[0]}“"
        reason = f"Der Name „{name}“ enthält {what}, was Windows in Namen von Dateien nicht zulässt."
    elif name.endswith((" ", ".")):
        reason = f"Der Name „{name}“ endet mit einem Leerzeichen oder Punkt, was Windows wegließe."
    else:
        return
    raise PlanError(f"{reason} Bitte einen anderen Namen wählen.")
