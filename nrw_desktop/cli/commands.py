"""The commands that need no window: those about a plan as it is, and the way to the others."""

import argparse
import datetime as dt
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nrw_desktop import paths
from nrw_desktop.cli import backups, past
from nrw_desktop.cli.arguments import NEW_PLAN, Parser, new_plan_name
from nrw_desktop.cli.console import DONE, WrongUseError, put, say, unwritable, write
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage import library
from nrw_desktop.storage.connection import has_hot_journal

if TYPE_CHECKING:
    from nrw_desktop.domain.plan import Plan

REPORTS = ("phase-overview",)


def carry_out(command: str, arguments: Sequence[str]) -> int:
    """Do what a command says and give back the exit code.

    Raises:
        WrongUseError: the arguments make no sense.
        PlanError: it could not be done.
    """
    prepare, run = {
        "new": (_prepare_new, _new),
        "show": (_prepare_show, _show),
        "report": (_prepare_report, _report),
        "check": (_prepare_check, _check),
        "history": (past.prepare_history, past.history),
        "undo": (past.prepare_undo, past.undo),
        "redo": (past.prepare_redo, past.redo),
        "backup": (backups.prepare_backup, backups.backup),
        "backups": (backups.prepare_backups, backups.backups),
        "restore": (backups.prepare_restore, backups.restore),
    }[command]
    parser = Parser(command)
    prepare(parser)
    return run(parser.parse_args(arguments))


def _prepare_new(parser: Parser) -> None:
    parser.description = "Legt einen neuen Plan an. Eine Datei, die es schon gibt, wird nicht angetastet."
    parser.add_argument("plan", metavar="PLAN", type=Path, help=NEW_PLAN)
    parser.add_argument(
        "--template",
        metavar="NAME",
        type=_template,
        default=library.FIRST_TEMPLATE,
        help=f"Vorlage: {', '.join(paths.template_names())} (sonst {library.FIRST_TEMPLATE})",
    )


def _template(name: str) -> str:
    names = ", ".join(paths.template_names())
    if re.search(r"[/\\:]", name) or name in (".", ".."):
        raise WrongUseError(f"„{name}“ ist ein Pfad; gebraucht wird der Name einer Vorlage: {names}.")
    if name not in paths.template_names():
        raise WrongUseError(f"Eine Vorlage „{name}“ gibt es nicht. Bitte eine von diesen angeben: {names}.")
    return name


def _new(options: argparse.Namespace) -> int:
    plan = new_plan_name(options.plan)
    library.new_plan(plan, options.template).close()
    say(f"Der Plan „{plan}“ ist angelegt (Vorlage „{options.template}“).")
    return DONE


def _prepare_show(parser: Parser) -> None:
    parser.description = "Zeigt einen Plan."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument("--json", action="store_true", help="als JSON in UTF-8, für andere Programme")


def _show(options: argparse.Namespace) -> int:
    plan = _read(options.plan)
    if options.json:
        from nrw_desktop.exchange.plan_json import plan_json

        put(plan_json(plan))
    else:
        from nrw_desktop.exchange.plan_text import plan_text

        say(plan_text(plan).rstrip("\n"))
    return DONE


def _prepare_report(parser: Parser) -> None:
    parser.description = "Druckt einen Bericht in eine PDF-Datei. Sie wird ganz geschrieben oder gar nicht."
    parser.add_argument("report", metavar="BERICHT", type=_report_name, help=f"Bericht: {', '.join(REPORTS)}")
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument("-o", "--output", metavar="PDF", type=Path, required=True, help="PDF-Datei, die entsteht")
    parser.add_argument("--phase", metavar="N", type=_number, help="nur die Phase mit dieser Nummer")


def _report_name(name: str) -> str:
    if name not in REPORTS:
        raise WrongUseError(
            f"Einen Bericht „{name}“ gibt es nicht. Bitte einen von diesen angeben: {', '.join(REPORTS)}."
        )
    return name


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise WrongUseError(f"„{text}“ ist keine Nummer. Bitte bei --phase eine Zahl angeben.") from None


def _report(options: argparse.Namespace) -> int:
    out: Path = options.output
    try:
        _check_output(out, options.plan)
    except OSError as error:
        raise unwritable(out, error) from error
    write(out, overview(options.plan, options.phase))
    say(f"Der Bericht steht in „{out}“.")
    return DONE


def _check_output(out: Path, plan: Path) -> None:
    """Refuse what must not be replaced by a report, before the work is done."""
    if out.is_dir():
        raise PlanError(f"„{out}“ ist ein Ordner. Bitte den Namen einer PDF-Datei angeben.")
    is_plan = out.suffix.casefold() == library.SUFFIX
    if not out.exists():
        if is_plan:
            raise PlanError(f"„{out}“ heißt wie ein Plan. Bitte einen Namen mit der Endung .pdf angeben.")
        return
    if is_plan or (plan.exists() and out.samefile(plan)) or _is_database(out):
        raise PlanError(f"„{out}“ ist ein Plan und wird nicht überschrieben. Bitte einen anderen Namen angeben.")
    if not os.access(out, os.W_OK) or not out.stat().st_mode & 0o222:
        raise PlanError(f"„{out}“ ist schreibgeschützt. Bitte einen anderen Namen angeben.")


def _is_database(path: Path) -> bool:
    """Whether it begins like a plan file, under whatever name; a device or pipe is not read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def overview(path: Path, number: int | None) -> bytes:
    """The overview of a plan file's phases, or of the one with this number, as PDF.

    Raises:
        PlanError: the plan cannot be read, or has no such phase.
    """
    plan = _read(path)
    phases = None
    if number is not None:
        count = len(plan.phases)
        if not 1 <= number <= count:
            there = f"die Phasen 1 bis {count}" if count > 1 else "nur Phase 1" if count else "noch keine Phase"
            raise PlanError(f"Phase {number} gibt es in „{path.name}“ nicht, sondern {there}. Bitte --phase ändern.")
        phases = [plan.phases[number - 1].id]
    from nrw_desktop.reports.phase_overview import phase_overview

    return phase_overview(plan, phases, printed_on=dt.date.today())


def _prepare_check(parser: Parser) -> None:
    parser.description = "Prüft, ob eine Plandatei unbeschädigt ist. Die Datei wird nicht verändert."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")


def _check(options: argparse.Namespace) -> int:
    from nrw_desktop.cli.rescue import way_to_good
    from nrw_desktop.storage import check, faults

    with faults.worded(options.plan):
        hot = has_hot_journal(options.plan)
    try:
        found = check.problems(options.plan)
    except faults.DamagedError as error:
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
    from nrw_desktop.storage.plan_file import PlanFile

    with PlanFile.open(path, read_only=True) as file:
        return file.plan
