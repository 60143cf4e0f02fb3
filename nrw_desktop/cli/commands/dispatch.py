"""The commands that need no window: those about a plan as it is, and the way to the others."""

import argparse
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nrw_desktop import paths
from nrw_desktop.cli.commands import backups, changes, exports, handbook, importing, merging, past, reports, status
from nrw_desktop.cli.commands.arguments import NEW_PLAN, Parser, new_plan_name
from nrw_desktop.cli.commands.rescue import way_to_good
from nrw_desktop.cli.console import DONE, WrongUseError, put, say
from nrw_desktop.domain.edits import new_plan
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.plan_json import plan_json
from nrw_desktop.exchange.plan_text import plan_text
from nrw_desktop.storage.database.connection import has_hot_journal
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.upkeep import new_plans

if TYPE_CHECKING:
    from nrw_desktop.domain.model.plan import Plan


def carry_out(command: str, arguments: Sequence[str]) -> int:
    """Do what a command says and give back the exit code.

    Raises:
        WrongUseError: the arguments make no sense.
        PlanError: it could not be done.
    """
    prepare, run = {
        "new": (_prepare_new, _new),
        "show": (_prepare_show, _show),
        "status": (status.prepare_status, status.status),
        "changes": (changes.prepare_changes, changes.changes),
        "report": (reports.prepare_report, reports.report),
        "minutes": (reports.prepare_minutes, reports.report),
        "agenda": (reports.prepare_agenda, reports.report),
        "export": (exports.prepare_export, exports.export),
        "check": (_prepare_check, _check),
        "history": (past.prepare_history, past.history),
        "undo": (past.prepare_undo, past.undo),
        "redo": (past.prepare_redo, past.redo),
        "merge": (merging.prepare_merge, merging.merge),
        "import": (importing.prepare_import, importing.import_file),
        "backup": (backups.prepare_backup, backups.backup),
        "backups": (backups.prepare_backups, backups.backups),
        "restore": (backups.prepare_restore, backups.restore),
        "handbook": (handbook.prepare_handbook, handbook.handbook),
    }[command]
    parser = Parser(command)
    prepare(parser)
    return run(parser.parse_args(arguments))


_DETAILS = {
    "municipality": ("NAME", "Kommune"),
    "lead": ("NAME", "Federführung"),
    "begin": ("MONAT", "Beginn der ersten Phase: „3/2018“, „März 18“, „15.3.2018“; die anderen Monate wandern mit"),
    "end": ("MONAT", "Projektende"),
}
"""What can be said of a new plan, as in the window: the option, what stands for its value, and what it is."""
_MONTHS = {"begin": "Beginn", "end": "Projektende"}


def _prepare_new(parser: Parser) -> None:
    parser.description = "Legt einen neuen Plan an. Eine Datei, die es schon gibt, wird nicht angetastet."
    parser.add_argument("plan", metavar="PLAN", type=Path, help=NEW_PLAN)
    parser.add_argument(
        "--template",
        metavar="NAME",
        type=_template,
        default=new_plans.FIRST_TEMPLATE,
        # argparse takes a „%“ for a place to fill in.
        help=(
            f"Vorlage: {_template_names()} (sonst {new_plans.FIRST_TEMPLATE}); eigene liegen in "
            f"„{paths.own_templates()}“"
        ).replace("%", "%%"),
    )
    for field, (metavar, what) in _DETAILS.items():
        parser.add_argument(f"--{field}", metavar=metavar, default="", help=what)


def _template_names() -> str:
    return ", ".join((*paths.template_names(), *new_plans.own_templates()))


def _template(name: str) -> str:
    names = _template_names()
    if re.search(r"[/\\:]", name) or name in (".", ".."):
        raise WrongUseError(f"„{name}“ ist ein Pfad; gebraucht wird der Name einer Vorlage: {names}.")
    if name not in {*paths.template_names(), *new_plans.own_templates()}:
        raise WrongUseError(f"Eine Vorlage „{name}“ gibt es nicht. Bitte eine von diesen angeben: {names}.")
    return name


def _new(options: argparse.Namespace) -> int:
    plan = new_plan_name(options.plan)
    details = new_plan.Details(**{field: getattr(options, field) for field in _DETAILS})
    read = [f"{name} {told}" for side, name in _MONTHS.items() if (told := _told(details, side))]
    new_plans.new_plan(plan, options.template, partial(new_plan.begun, details=details)).close()
    say(f"Der Plan „{plan}“ ist angelegt ({', '.join((f'Vorlage „{options.template}“', *read))}).")
    return DONE


def _told(details: new_plan.Details, side: str) -> str:
    try:
        return new_plan.told(details, side)
    except PlanError as error:
        raise WrongUseError(f"Bei --{side}: {error}") from None


def _prepare_show(parser: Parser) -> None:
    parser.description = "Zeigt einen Plan."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument("--json", action="store_true", help="als JSON in UTF-8, für andere Programme")


def _show(options: argparse.Namespace) -> int:
    plan = _read(options.plan)
    if options.json:
        put(plan_json(plan))
    else:
        say(plan_text(plan).rstrip("\n"))
    return DONE


def _prepare_check(parser: Parser) -> None:
    parser.description = "Prüft, ob eine Plandatei unbeschädigt ist. Die Datei wird nicht verändert."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")


def _check(options: argparse.Namespace) -> int:
    with error_messages.worded(options.plan):
        hot = has_hot_journal(options.plan)
    try:
        found = integrity_check.problems(options.plan)
    except error_messages.DamagedError as error:
        raise PlanError(f"{error}{way_to_good(options.plan)}") from error
    if not found:
        taken_back = " Eine abgebrochene Speicherung wurde zurückgenommen." if hot else ""
        say(f"„{options.plan}“ ist in Ordnung.{taken_back}")
        return DONE
    say("\n".join(found))
    raise PlanError(
        f"„{options.plan}“ ist beschädigt. Bitte mit einer Sicherung oder einer Kopie weiterarbeiten."
        f"{way_to_good(options.plan)}"
    )


def _read(path: Path) -> "Plan":
    with PlanFile.open(path, read_only=True) as file:
        return file.plan
