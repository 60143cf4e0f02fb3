"""The command about the handbook: as one PDF, or as web pages in a folder."""

import argparse
import datetime as dt
import shutil
from pathlib import Path

from nrw_desktop import __version__, paths
from nrw_desktop.cli.commands.arguments import Parser
from nrw_desktop.cli.commands.outputs import check_output
from nrw_desktop.cli.console import DONE, say, unwritable, write
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.system import file_names

_PDF = ".pdf"


def prepare_handbook(parser: Parser) -> None:
    """The arguments of `handbook`."""
    parser.description = "Schreibt das Handbuch als barrierefreie PDF-Datei oder als Webseiten."
    parser.add_argument(
        "-o",
        "--output",
        metavar="ZIEL",
        type=Path,
        required=True,
        help="mit der Endung .pdf eine Datei, sonst ein Ordner für die Webseiten, der neu ist oder leer",
    )


def handbook(options: argparse.Namespace) -> int:
    """Make what is asked for and write it."""
    # The names of keys are those of the window.
    from nrw_desktop.gui.help import keys
    from nrw_desktop.gui.kit.translation import speak_german_without_window

    out: Path = options.output
    is_pdf = out.suffix.casefold() == _PDF
    try:
        if is_pdf:
            check_output(out, out, _PDF)
        else:
            _check_folder(out)
    except OSError as error:
        raise unwritable(out, error) from error
    speaking = speak_german_without_window()
    book = keys.handbook()
    del speaking
    if is_pdf:
        from nrw_desktop.handbook import paper

        write(out, paper.pdf(book, dt.date.today()))
        say(f"Das Handbuch steht in „{out}“.")
        return DONE
    from nrw_desktop.handbook import web

    _write_folder(out, [(Path(place), content) for place, content in web.files(book, f"nrw_desktop {__version__}")])
    say(f"Das Handbuch steht im Ordner „{out}“; es beginnt mit „{web.FIRST}“.")
    return DONE


def _check_folder(out: Path) -> None:
    if not out.name:
        raise PlanError("Bitte den Namen eines neuen Ordners angeben, zum Beispiel „Handbuch“.")
    file_names.refuse_unsuitable(out)
    if out.exists() and not out.is_dir():
        raise PlanError(f"„{out}“ ist eine Datei. Bitte einen Ordner angeben, oder einen Namen mit der Endung {_PDF}.")
    if out.is_dir() and any(out.iterdir()):
        raise PlanError(f"Der Ordner „{out}“ ist nicht leer. Bitte einen neuen angeben.")


def _write_folder(out: Path, files: list[tuple[Path, bytes]]) -> None:
    """Write a folder as a whole or not at all.

    Raises:
        PlanError: it cannot be written.
    """
    try:
        made = paths.temporary_beside(out)
        made.mkdir()
        try:
            for place, content in files:
                (made / place).parent.mkdir(parents=True, exist_ok=True)
                (made / place).write_bytes(content)
            if out.is_dir():
                out.rmdir()
            made.rename(out)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise unwritable(out, error) from error
