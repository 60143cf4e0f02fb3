"""Sentences for a plan that is damaged or not there: the way to its last good backup, or what may be meant."""

import difflib
from pathlib import Path

from nrw_desktop.cli.console import COMMANDS, PROGRAM
from nrw_desktop.storage.upkeep import backup


def way_to_good(plan: Path) -> str:
    """Which backup of a plan is the last good one and how to open it; nothing where there is none."""
    good = backup.last_good(plan)
    if good is None:
        return ""
    return (
        f" Die letzte gute Sicherung ist vom {good.at:%d.%m.%Y, %H:%M} Uhr; „{PROGRAM} restore {good.path} -o NEU“ "
        "macht daraus eine neue Plandatei."
    )


def not_there(plan: Path) -> str:
    """The sentence for a first argument that is neither a command nor a file."""
    similar = difflib.get_close_matches(str(plan), COMMANDS, 1)
    if similar:
        return f"„{plan}“ ist weder ein Befehl noch eine Plandatei. War „{PROGRAM} {similar[0]}“ gemeint?"
    return (
        f"Die Datei „{plan}“ gibt es nicht. Bitte den Namen prüfen oder mit „{PROGRAM} new {plan}“ einen Plan anlegen."
    )
