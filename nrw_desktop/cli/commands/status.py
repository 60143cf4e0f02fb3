"""The command about where a plan stands: status."""

import argparse
import datetime as dt
from pathlib import Path

from nrw_desktop.cli.commands.arguments import Parser, day_for
from nrw_desktop.cli.console import DONE, WrongUseError, put, say
from nrw_desktop.domain.queries import checks, standing
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.exchange.standing_json import standing_json
from nrw_desktop.exchange.standing_text import standing_text
from nrw_desktop.storage.file.plan_file import PlanFile


def prepare_status(parser: Parser) -> None:
    """The arguments of `status`."""
    parser.description = (
        "Zeigt, wo ein Plan steht: was überfällig ist, was bald fällig wird, was läuft und was noch fehlt.\n"
        "Gezählt wird wie im Sachstand und unter „Prüfen“; was dort beiseitegelegt ist, steht als Zahl dabei."
    )
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument("--json", action="store_true", help="als JSON in UTF-8, für andere Programme")
    parser.add_argument(
        "--since",
        metavar="TT.MM.JJJJ",
        type=day_for("--since"),
        help="auch, was seit diesem Tag abgeschlossen wurde, zum Beispiel seit der letzten Sitzung",
    )
    parser.add_argument(
        "--on",
        metavar="TT.MM.JJJJ",
        type=day_for("--on"),
        help="wie der Plan, so wie er jetzt ist, an diesem Tag steht (sonst heute)",
    )


def status(options: argparse.Namespace) -> int:
    """Say where the plan stands."""
    today: dt.date = options.on or dt.date.today()
    since: dt.date | None = options.since
    if since and since > today:
        day = german_date(today.isoformat())
        raise WrongUseError(f"Bei --since steht ein Tag nach dem {day}. Bitte einen früheren oder --on angeben.")
    with PlanFile.open(options.plan, read_only=True) as file:
        plan = file.plan
        earlier = file.state_before(since) if since else None
    stand = standing.of_plan(plan, today, since, earlier)
    found = checks.grouped(checks.gaps(plan, today, with_aside=True))
    if options.json:
        put(standing_json(plan, stand, found))
    else:
        say(standing_text(plan, stand, found).rstrip("\n"))
    return DONE
