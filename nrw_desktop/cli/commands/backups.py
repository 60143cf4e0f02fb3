"""The commands about backups: backup, backups, restore."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nrw_desktop.cli.commands.arguments import NEW_PLAN, Parser, new_plan_name
from nrw_desktop.cli.console import DONE, say
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.archive import backup_mirror, backup_store
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup as plan_backup

if TYPE_CHECKING:
    from nrw_desktop.storage.archive.backup_store import Backup


def prepare_backup(parser: Parser) -> None:
    """The arguments of `backup`."""
    parser.description = "Macht eine geprüfte Sicherung eines Plans; er darf dabei geöffnet sein."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument(
        "--to", metavar="ORDNER", type=Path, help="Ordner, in den sie soll (sonst zu den anderen Sicherungen)"
    )


def backup(options: argparse.Namespace) -> int:
    """Make a backup and say where it is."""
    with PlanFile.open(options.plan, read_only=True) as file:
        if draft := plan_backup.begin(file, "von Hand", options.to):
            say(f"Die Sicherung liegt in „{draft.finish().path}“.")
        else:
            say(f"Seit der letzten Sicherung hat sich an „{options.plan}“ nichts geändert; es kam keine dazu.")
    if options.to is None and (trouble := backup_mirror.mirror(options.plan)):
        say(trouble)
    return DONE


def prepare_backups(parser: Parser) -> None:
    """The arguments of `backups`."""
    parser.description = "Zeigt die Sicherungen eines Plans, die neueste zuerst, auch wenn es ihn nicht mehr gibt."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")


def backups(options: argparse.Namespace) -> int:
    """Say which backups there are, a line for each."""
    found = plan_backup.backups(options.plan)
    file: PlanFile | None = None
    try:
        file = PlanFile.open(options.plan, read_only=True)
    except PlanError:
        # A plan that is gone or damaged is what backups are for.
        if not found:
            raise
    try:
        lines = [_line(one, file) for one in found]
    finally:
        if file is not None:
            file.close()
    say("\n".join(lines) if lines else f"Von „{options.plan}“ gibt es noch keine Sicherung.")
    return DONE


def _line(one: "Backup", file: "PlanFile | None") -> str:
    facts = [f"{one.at:%d.%m.%Y, %H:%M} Uhr", f"{max(1, one.size // 1024)} KiB"]
    if not backup_store.is_intact(one):
        facts.append("beschädigt")
    elif one.facts:
        facts += [_counted(one.facts.measures, "Maßnahme", "Maßnahmen"), one.facts.reason]
        since = plan_backup.changes_since(file, one) if file else None
        if since is not None:
            facts.append(f"{_counted(since, 'Änderung', 'Änderungen')} seither")
    if one.second:
        facts.append("zweiter Ort")
    return f"{', '.join(facts)}: {one.path}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def prepare_restore(parser: Parser) -> None:
    """The arguments of `restore`."""
    parser.description = "Macht aus einer Sicherung eine neue Plandatei. Was es schon gibt, wird nicht angetastet."
    parser.add_argument("backup", metavar="SICHERUNG", type=Path, help="Sicherung, wie „backups“ sie nennt")
    parser.add_argument("-o", "--output", metavar="PLAN", type=Path, required=True, help=NEW_PLAN)


def restore(options: argparse.Namespace) -> int:
    """Make a plan file of a backup and say so."""
    plan = new_plan_name(options.output)
    one = backup_store.read(options.backup)
    plan_backup.restore_copy(one, plan)
    say(f"Der Plan „{plan}“ ist da, auf dem Stand der Sicherung vom {one.at:%d.%m.%Y, %H:%M} Uhr.")
    return DONE
