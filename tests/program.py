"""The program as tests start it: from the checkout, or the frozen one in the folder that ``NRW_FROZEN`` names."""

import os
import sys
from pathlib import Path

FOLDER = os.environ.get("NRW_FROZEN", "")
SUFFIX = ".exe" if os.name == "nt" else ""


def program_command(*arguments: object, windowed: bool = False) -> list[str]:
    """What starts it, with its arguments; ``windowed`` is as a menu or a double click does it."""
    if FOLDER:
        start = [str(Path(FOLDER, f"nrw-desktop{'-gui' if windowed else ''}{SUFFIX}"))]
    else:
        start = [sys.executable, "-m", "nrw_desktop"]
    return [*start, *map(str, arguments)]
