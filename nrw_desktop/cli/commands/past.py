"""The commands about what was done to a plan: history, undo, redo."""

import argparse
import sys
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.cli.commands.arguments import Parser
from nrw_desktop.cli.console import DONE, PROGRAM, WrongUseError, say
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages, lock
from nrw_desktop.storage.upkeep import upgrade

LIMIT = 20
"""So many steps are shown where nothing else is asked for."""


def prepare_history(parser: Parser) -> None:
    """The arguments of `history`."""
    parser.description = "Zeigt, was an einem Plan geändert wurde, das Neueste zuerst."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument(
        "--limit", metavar="N", type=_count, default=LIMIT, help=f"so viele Schritte (sonst {LIMIT}; „all“: alle)"
    )


def _count(text: str) -> int:
    if text == "all":
        return sys.maxsize
    try:
        count = int(text)
    except ValueError:
        count = 0
    if count < 1:
        raise WrongUseError(f"„{text}“ ist keine Anzahl. Bitte bei --limit eine Zahl ab 1 oder „all“ angeben.")
    return count


def history(options: argparse.Namespace) -> int:
    """Say what was done, a line for each step."""
    with PlanFile.open(options.plan, read_only=True) as file:
        steps = file.steps()
        lines = [f"{step.at:%d.%m.%Y, %H:%M} Uhr  {step.label}" for step in steps[: options.limit]]
    if len(steps) > len(lines):
        lines.append(f"Davor: {len(steps) - len(lines)} weitere; „--limit all“ zeigt alle.")
    say("\n".join(lines))
    return DONE


def prepare_undo(parser: Parser) -> None:
    """The arguments of `undo`."""
    parser.description = "Nimmt den letzten Schritt zurück, der auf diesem Rechner gemacht wurde."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")


def undo(options: argparse.Namespace) -> int:
    """Take the last step back and say which."""
    return _step(options.plan, "undo", "Rückgängig gemacht", "zurücknehmen")


def prepare_redo(parser: Parser) -> None:
    """The arguments of `redo`."""
    parser.description = "Macht den Schritt noch einmal, der zuletzt zurückgenommen wurde."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")


def redo(options: argparse.Namespace) -> int:
    """Do again what was taken back last and say what."""
    return _step(options.plan, "redo", "Wiederholt", "wiederholen")


def _step(path: Path, kind: str, done: str, verb: str) -> int:
    with error_messages.worded(path):
        # Before a lock is laid beside what may be no plan.
        file_check.check_header(path)
    held = lock.Lock.acquire(path)
    try:
        with upgrade.open_plan(path, paths.origin()) as file:
            change = file.undo() if kind == "undo" else file.redo()
            if change is None and file.fork is None:
                raise PlanError(
                    f"In „{path.name}“ lässt sich kein Schritt {verb}, der auf diesem Rechner gemacht wurde. "
                    f"„{PROGRAM} history {path}“ zeigt, was geändert wurde."
                )
            label = label_text(change, file.plan) if change else ""
        if file.fork is not None:
            what = f"{done} ist dort: {label}." if label else f"Ohne Verlauf ließ sich darin kein Schritt {verb}."
            raise PlanError(f"{file.fork.sentence} {what}")
    finally:
        held.release()
    say(f"{done}: {label}")
    return DONE
