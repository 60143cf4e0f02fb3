"""What stands in for the window where there is no screen: the overview of the last plan, as PDF."""

import hashlib
import logging
import os
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.cli.commands.reports import overview
from nrw_desktop.cli.console import DONE, PROGRAM, say, write
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.upkeep import new_plans

_log = logging.getLogger(__name__)


def print_instead(plan: Path | None) -> int:
    """Print the plan that a start would open, since there is no screen for a window."""
    if plan is not None:
        raise PlanError(
            f"Hier gibt es keinen Bildschirm für das Fenster. „{PROGRAM} show {plan}“ zeigt den Plan als Text."
        )
    plan = new_plans.plan_to_open()
    say("Hier gibt es keinen Bildschirm für das Fenster. Stattdessen wird die Übersicht aller Phasen gedruckt.")
    content = overview(plan)
    out = _own_place(plan.with_name(f"{plan.stem} Phasenübersicht.pdf"))
    write(out, content)
    _remember_own(out, content)
    say(f"Plan: {plan}\nPDF:  {out}")
    return DONE


def _own_place(wanted: Path) -> Path:
    """The place wanted, or the next one with a number where somebody else's file lies already."""
    for number in range(1, 1000):
        place = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not os.path.lexists(place) or _is_own(place):
            return place
    return wanted


def _own_mark(place: Path, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()} {place}"


def _is_own(place: Path) -> bool:
    """Whether the file is, byte for byte, what `print_instead` wrote last."""
    try:
        return (paths.data_dir() / "printed").read_text("utf-8") == _own_mark(place, place.read_bytes())
    except (OSError, ValueError):
        return False


def _remember_own(place: Path, content: bytes) -> None:
    try:
        paths.make_data_folder()
        paths.write_whole(paths.data_dir() / "printed", _own_mark(place, content).encode())
    except (OSError, ValueError):
        _log.warning("the next print will take another name", exc_info=True)
