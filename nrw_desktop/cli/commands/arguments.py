"""Reading the arguments: argparse in German, without one of its English words."""

import argparse
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from nrw_desktop.cli.console import PROGRAM, AnswerError, WrongUseError
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.domain.text.values import german_date, parse_date
from nrw_desktop.storage.system import file_names, lock
from nrw_desktop.storage.upkeep import recent_plans

NEW_PLAN = f"neue Datei; ohne Endung bekommt sie {recent_plans.SUFFIX}"
"""The help for an argument that names a plan file which is to be made."""

SUMMARY = f"""\
Aufruf: {PROGRAM} [PLAN]
        {PROGRAM} BEFEHL [ANGABEN]

Ohne Befehl öffnet sich das Fenster: mit PLAN, sonst mit dem zuletzt benutzten Plan.

Befehle:
  new PLAN [--template NAME]     legt einen neuen Plan an; auch mit Kommune, Beginn und Ende
  show PLAN [--json]             zeigt einen Plan als Text oder als JSON
  status PLAN [--json]           zeigt, wo ein Plan steht: was überfällig ist, was kommt, was fehlt
  changes PLAN --since TAG       zeigt, was sich seit einem Tag oder einer Sicherung geändert hat
  report BERICHT PLAN -o PDF     druckt einen Bericht in eine PDF-Datei; „report --list“ zeigt alle
  minutes PLAN --meeting TAG -o PDF
                                  druckt das Protokoll einer Sitzung
  agenda PLAN --meeting TAG -o PDF
                                  druckt Einladung und Tagesordnung einer Sitzung
  export PLAN -o DATEI           schreibt einen Plan für andere Programme: Word, Excel, Kalender …
  check PLAN                     prüft, ob eine Plandatei unbeschädigt ist
  history PLAN [--limit N]       zeigt, was zuletzt geändert wurde
  undo PLAN                      nimmt den letzten Schritt zurück
  redo PLAN                      macht, was zurückgenommen wurde, noch einmal
  merge KOPIE --into PLAN        führt eine andere Kopie des Plans mit ihm zusammen
  import DATEI --into PLAN       holt eine Tabelle, Liste oder ein Paket in einen Plan
  backup PLAN [--to ORDNER]      macht eine Sicherung
  backups PLAN                   zeigt die Sicherungen eines Plans
  restore SICHERUNG -o PLAN      macht aus einer Sicherung eine neue Plandatei
  handbook -o ZIEL               schreibt das Handbuch als PDF-Datei oder als Webseiten

Optionen:
  -h, --help                     zeigt diese Hilfe; „{PROGRAM} BEFEHL --help“ die eines Befehls
  --version                      zeigt die Version

Rückgabewert: 0 erledigt, 1 nicht möglich, 2 falscher Aufruf."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in German; argparse has its English words only where it puts them together."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """The line with the call."""
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class Tell(argparse.Action):
    """An option that answers with a text, or with the parser's help, and ends all else."""

    def __init__(self, text: str = "", **more: Any) -> None:
        super().__init__(nargs=0, **more)
        self.text = text

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise AnswerError(self.text or parser.format_help().rstrip("\n"))


class Parser(argparse.ArgumentParser):
    """Reads the arguments of one command, or those without a command; says in German what is wrong with them."""

    def __init__(self, command: str = "") -> None:
        prog = f"{PROGRAM} {command}" if command else PROGRAM
        super().__init__(prog=prog, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self.color = False
        self._positionals.title = "Angaben"
        self._optionals.title = "Optionen"
        summary = "" if command else SUMMARY
        self.add_argument("-h", "--help", action=Tell, text=summary, help="zeigt diese Hilfe", dest=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        """What argparse found wrong, in German."""
        for pattern, german in _ARGPARSE:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                sentence = german.format(*match.groups())
                break
        else:
            sentence = "Diese Angaben passen nicht zusammen."
        raise WrongUseError(f"{sentence} „{self.prog} --help“ zeigt, was möglich ist.")


_ARGPARSE = (
    (r"the following arguments are required: (.+)", "Es fehlt: {}."),
    (r"unrecognized arguments: (.+)", "Unbekannt oder zu viel: {}."),
    (r"argument (.+?): expected (?:one|at least one) argument", "Bei {} fehlt der Wert."),
    (r"argument (.+?): ignored explicit argument .+", "{} nimmt keinen Wert."),
)
"""The sentences of argparse that these parsers can lead to."""


LAST_MEETING = "last-meeting"
"""What stands for the day of the last meeting."""


def refuse_to_come(day: dt.date, today: dt.date, instead: str = "einen früheren") -> None:
    """What is looked back to is not still to come.

    Raises:
        WrongUseError: it is; ``instead`` is what to give at --since.
    """
    if day > today:
        after = german_date(today.isoformat())
        raise WrongUseError(f"Bei --since steht ein Tag nach dem {after}. Bitte {instead} angeben.")


def day_for(option: str) -> Callable[[str], dt.date]:
    """What reads the day that is given with an option, as the fields of the window do.

    Raises:
        WrongUseError: it is none.
    """

    def day(text: str) -> dt.date:
        try:
            found = parse_date(text)
        except PlanError as error:
            raise WrongUseError(f"Bei {option}: {error}") from None
        if found is None:
            raise WrongUseError(f"Bei {option} fehlt der Wert.")
        return dt.date.fromisoformat(found)

    return day


def one_of(text: str, word: str, known: Sequence[str]) -> str:
    """What is given with an option that knows only a few words.

    Raises:
        WrongUseError: it is none of these.
    """
    if text not in known:
        raise WrongUseError(f"„{text}“ kennt {word} nicht. Bitte eins davon angeben: {', '.join(known)}.")
    return text


def edition(text: str) -> str:
    """The edition that is given with --edition.

    Raises:
        WrongUseError: there is no such edition.
    """
    return one_of(text, "--edition", get_args(Edition))


def new_plan_name(plan: Path) -> Path:
    """The name of a plan file that is to be made; without an ending it gets that of plans.

    Raises:
        PlanError: it is a folder's, or that of a plan which somebody has open, or Windows takes no such name.
    """
    if not plan.name or plan.is_dir():
        raise PlanError(
            f"„{plan}“ ist ein Ordner. Bitte einen Dateinamen angeben, zum Beispiel „Plan{recent_plans.SUFFIX}“."
        )
    if not plan.suffix:
        plan = plan.with_name(f"{plan.name}{recent_plans.SUFFIX}")
    file_names.refuse_unsuitable(plan)
    if holder := lock.holder(plan):
        raise lock.refusal(plan, holder)
    return plan
