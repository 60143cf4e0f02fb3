"""The command about what has changed in a plan: changes."""

import argparse
import datetime as dt
from pathlib import Path

from nrw_desktop.cli.commands.arguments import LAST_MEETING, Parser, edition, refuse_to_come
from nrw_desktop.cli.console import DONE, WrongUseError, put, say
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries import changes_since
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.text.values import parse_date
from nrw_desktop.exchange.changes_json import changes_json
from nrw_desktop.exchange.changes_text import changes_text
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import compared


def prepare_changes(parser: Parser) -> None:
    """The arguments of `changes`."""
    parser.description = (
        "Zeigt, was sich an einem Plan geändert hat: Phase für Phase, jede Maßnahme einmal, mit dem Wert von damals\n"
        "und dem von jetzt. Was zurückgenommen wurde, steht nicht da."
    )
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument(
        "--since",
        metavar="TAG",
        required=True,
        help=f"seit diesem Tag (TT.MM.JJJJ), seit einer Sicherung, wie „backups“ sie nennt, oder „{LAST_MEETING}“",
    )
    parser.add_argument(
        "--edition", metavar="FASSUNG", type=edition, default="public", help="public (sonst) oder internal"
    )
    parser.add_argument("--json", action="store_true", help="als JSON in UTF-8, für andere Programme")


def changes(options: argparse.Namespace) -> int:
    """Say what has changed."""
    day = _day(options.since)
    with PlanFile.open(options.plan, read_only=True) as file:
        ground = _ground(file, options.since, day)
        now = file.plan
    earlier = ground.plan
    if options.edition == "public":
        earlier, now = public(earlier, now), public(now)
    groups = changes_since.changes(earlier, now)
    if options.json:
        put(changes_json(ground.since, groups))
    else:
        say(changes_text(now, ground.since, groups).rstrip("\n"))
    return DONE


def _day(text: str) -> dt.date | None:
    """The day that is given; None for a backup or a meeting.

    Raises:
        WrongUseError: it is none of these, or a day that is still to come.
    """
    try:
        found = parse_date(text)
    except PlanError as error:
        if text == LAST_MEETING or _is_there(Path(text)):
            return None
        raise WrongUseError(f"Bei --since: {error} Auch eine Datei „{text}“ gibt es nicht.") from None
    if found is None:
        raise WrongUseError("Bei --since fehlt der Wert.")
    day = dt.date.fromisoformat(found)
    refuse_to_come(day, dt.date.today())
    return day


def _is_there(path: Path) -> bool:
    """Whether there is such a file; what no file can be called is none."""
    try:
        return path.exists()
    except OSError:
        return False


def _ground(file: PlanFile, text: str, day: dt.date | None) -> Ground:
    if day is not None:
        return file.since_day(day)
    if text == LAST_MEETING:
        return compared.since_meeting(file, dt.date.today())
    return compared.since_backup(file, Path(text))
