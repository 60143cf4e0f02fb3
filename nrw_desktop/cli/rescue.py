"""The way from a plan that is damaged or gone to its last good backup, as a sentence."""

from pathlib import Path

from nrw_desktop.cli.console import PROGRAM


def way_to_good(plan: Path) -> str:
    """Which backup of a plan is the last good one and how to open it; nothing where there is none."""
    from nrw_desktop.storage.upkeep import backup

    good = backup.last_good(plan)
    if good is None:
        return ""
    return (
        f" Die letzte gute Sicherung ist vom {good.at:%d.%m.%Y, %H:%M} Uhr; „{PROGRAM} restore {good.path} -o NEU“ "
        "macht daraus eine neue Plandatei."
    )
