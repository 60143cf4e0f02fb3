"""The command line: open the window, or make, show, print and check a plan without one."""

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from nrw_desktop import __version__
from nrw_desktop.cli import console, window
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.system import logging_setup

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say and give back the exit code: 0 done, 1 could not, 2 wrong use."""
    return _run(sys.argv[1:] if arguments is None else arguments, console.complain)


def main_windowed(arguments: Sequence[str] | None = None) -> int:
    """The same, started without a console: what goes wrong is said in a message box."""
    return _run(sys.argv[1:] if arguments is None else arguments, window.complain_in_a_box)


def _run(arguments: Sequence[str], complain: Callable[[str], None]) -> int:
    logging_setup.start()
    console.speak_utf8()
    try:
        return _obey(arguments)
    except console.WrongUseError as error:
        complain(str(error))
        return console.WRONG_USE
    except PlanError as error:
        complain(str(error))
    except KeyboardInterrupt:
        complain("Abgebrochen.")
    except Exception:
        _log.critical("unexpected, with %s", arguments, exc_info=True)
        complain(
            f"Es ist ein unerwarteter Fehler aufgetreten. Einzelheiten stehen in „{logging_setup.log_file()}“; "
            "bitte diese Datei weitergeben und es noch einmal versuchen."
        )
    return console.COULD_NOT


def _obey(arguments: Sequence[str]) -> int:
    # The way to the window is short: it needs neither argparse nor the commands.
    if not arguments:
        return window.open_window(None)
    first = arguments[0]
    if len(arguments) == 1 and first not in console.COMMANDS and not first.startswith("-"):
        return window.open_window(Path(first))
    try:
        return _parsed(arguments)
    except console.AnswerError as answer:
        console.say(str(answer))
        return console.DONE


def _parsed(arguments: Sequence[str]) -> int:
    from nrw_desktop.cli.commands import dispatch
    from nrw_desktop.cli.commands.arguments import Parser, Tell

    if arguments[0] in console.COMMANDS:
        return dispatch.carry_out(arguments[0], arguments[1:])
    parser = Parser()
    parser.add_argument("--version", action=Tell, text=f"{console.PROGRAM} {__version__}")
    parser.add_argument("plan", metavar="PLAN", type=Path, nargs="?")
    return window.open_window(parser.parse_args(arguments).plan)
