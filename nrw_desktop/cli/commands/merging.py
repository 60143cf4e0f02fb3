"""The command that brings another copy of a plan home: merge."""

import argparse
from contextlib import closing
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.cli.commands.arguments import Parser
from nrw_desktop.cli.console import DONE, PROGRAM, WrongUseError, put, say
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.merging import telling
from nrw_desktop.domain.merging.conflict import Choice
from nrw_desktop.domain.merging.joining import Merge
from nrw_desktop.exchange.merge_told import merge_json, merge_text
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.file.other_copy import Joining, OtherCopy
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages, lock
from nrw_desktop.storage.upkeep import upgrade

_CHOICES: tuple[Choice, ...] = ("ours", "theirs", "later")


def prepare_merge(parser: Parser) -> None:
    """The arguments of `merge`."""
    parser.description = (
        "Führt eine andere Kopie eines Plans mit ihm zusammen: Was dort geändert wurde, kommt hinzu.\n"
        "Wo beide dasselbe verschieden geändert haben, ist zu entscheiden; solange etwas offen ist, wird nichts\n"
        "geschrieben. Die andere Kopie wird nicht verändert."
    )
    parser.add_argument("other", metavar="KOPIE", type=Path, help="die andere Kopie des Plans")
    parser.add_argument("--into", metavar="PLAN", type=Path, required=True, help="Plandatei, in die sie kommt")
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschähe")
    parser.add_argument("--json", action="store_true", help="als JSON in UTF-8, für andere Programme")
    parser.add_argument(
        "--on-conflict",
        metavar="WAHL",
        type=_choice,
        help="was bei Widersprüchen gilt: ours (der Plan), theirs (die Kopie) oder later (der Plan, mit einem Vermerk "
        "in der Notiz, den „Prüfen“ zeigt)",
    )


def _choice(text: str) -> Choice:
    for choice in _CHOICES:
        if choice == text:
            return choice
    raise WrongUseError(f"„{text}“ ist bei --on-conflict nicht möglich. Bitte ours, theirs oder later angeben.")


def merge(options: argparse.Namespace) -> int:
    """Merge, or say what merging would do."""
    path: Path = options.into
    with error_messages.worded(path):
        # Before a lock is laid beside what may be no plan.
        file_check.check_header(path)
    if options.dry_run:
        with (
            PlanFile.open(path, paths.origin(), read_only=True) as file,
            closing(file.other_copy(options.other)) as other,
        ):
            joining = file.joining(other)
        found = joining.merge
        _tell(joining, found.lost(found.decided(_all(found, "ours"), "")), False, options.json)
        return DONE
    held = lock.Lock.acquire(path)
    try:
        with upgrade.open_plan(path, paths.origin()) as file, closing(file.other_copy(options.other)) as other:
            joining = file.joining(other)
            lost = _merge(file, other, joining, options)
        if file.fork is not None:
            raise PlanError(file.fork.sentence)
    finally:
        held.release()
    _tell(joining, lost, True, options.json)
    return DONE


def _merge(file: PlanFile, other: OtherCopy, joining: Joining, options: argparse.Namespace) -> int:
    """Write it, where all is decided; how much was lost by that."""
    choice: Choice | None = options.on_conflict
    found = joining.merge
    if found.conflicts and choice is None:
        _tell(joining, 0, False, options.json)
        raise PlanError(
            f"{len(found.conflicts)} zu entscheiden; es wurde nichts geändert. Bitte im Fenster zusammenführen oder "
            f"mit --on-conflict sagen, was gilt („{PROGRAM} merge --help“)."
        )
    if choice is not None and (without := [one for one in found.conflicts if choice not in one.choices]):
        raise PlanError(
            f"Bei „{telling.about(without[0])}“ lässt sich nichts für später vermerken, da es dort keine Notiz gibt; "
            "es wurde nichts geändert. Bitte im Fenster zusammenführen oder ours oder theirs angeben."
        )
    choices = _all(found, choice or "ours")
    lost = found.lost(found.decided(choices, ""))
    file.merge(other, choices)
    return lost


def _all(found: Merge, choice: Choice) -> dict[str, Choice]:
    return dict.fromkeys((one.key for one in found.conflicts), choice)


def _tell(joining: Joining, lost: int, done: bool, as_json: bool) -> None:
    found, origin = joining.merge, paths.origin()
    if as_json:
        put(merge_json(found, lost, done, origin, joining.named))
    elif found.is_empty:
        say(telling.NOTHING_NEW)
    else:
        say(merge_text(found, lost, origin, joining.named))
