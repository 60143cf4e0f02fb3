"""The command about where a plan stands: status."""

import argparse
import datetime as dt
from pathlib import Path

from nrw_desktop.cli.commands.arguments import LAST_MEETING, Parser, day_for, refuse_to_come
from nrw_desktop.cli.console import DONE, put, say
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import checks, meetings, standing
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
        metavar="TAG",
        type=_since,
        help=f"auch, was seit diesem Tag (TT.MM.JJJJ) abgeschlossen wurde; „{LAST_MEETING}“: seit der letzten Sitzung",
    )
    parser.add_argument(
        "--on",
        metavar="TT.MM.JJJJ",
        type=day_for("--on"),
        help="wie der Plan, so wie er jetzt ist, an diesem Tag steht (sonst heute)",
    )


def _since(text: str) -> dt.date | str:
    return text if text == LAST_MEETING else day_for("--since")(text)


def _day(plan: Plan, since: dt.date | str | None, today: dt.date) -> dt.date | None:
    """The day since which; that of the last meeting where that is asked for.

    Raises:
        PlanError: no meeting took place yet.
    """
    if not isinstance(since, str):
        return since
    last = meetings.last_day(plan, today)
    if last is None:
        raise PlanError("Dieser Plan hat noch keine Sitzung. Bitte bei --since einen Tag angeben.")
    return dt.date.fromisoformat(last)


def status(options: argparse.Namespace) -> int:
    """Say where the plan stands."""
    today: dt.date = options.on or dt.date.today()
    asked: dt.date | str | None = options.since
    if isinstance(asked, dt.date):
        refuse_to_come(asked, today, "einen früheren oder --on")
    with PlanFile.open(options.plan, read_only=True) as file:
        plan = file.plan
        since = _day(plan, asked, today)
        earlier = file.state_before(since) if since else None
    stand = standing.of_plan(plan, today, since, earlier)
    found = checks.grouped(checks.gaps(plan, today, with_aside=True))
    if options.json:
        put(standing_json(plan, stand, found))
    else:
        say(standing_text(plan, stand, found).rstrip("\n"))
    return DONE
