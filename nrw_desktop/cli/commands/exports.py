"""The command about other programs' files: export."""

import argparse
import datetime as dt
from pathlib import Path

from nrw_desktop.cli.commands.arguments import Parser, edition, one_of
from nrw_desktop.cli.commands.outputs import check_output
from nrw_desktop.cli.console import DONE, WrongUseError, say, unwritable, write
from nrw_desktop.domain.model import template
from nrw_desktop.domain.queries.template_of import LEFT_OUT, template_of
from nrw_desktop.exchange.exporting.csv_text import FIRST_LIST
from nrw_desktop.exchange.exporting.formats import FORMATS, exported
from nrw_desktop.exchange.exporting.sheets import SHEETS
from nrw_desktop.storage.file.plan_file import PlanFile


def prepare_export(parser: Parser) -> None:
    """The arguments of `export`."""
    kinds = "\n".join(f"  .{one.suffix:5} {one.title}: {one.purpose}" for one in FORMATS.values())
    parser.description = f"Schreibt einen Plan in eine Datei für andere Programme. Die Endung sagt, welche:\n{kinds}"
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument("-o", "--output", metavar="DATEI", type=Path, required=True, help="Datei, die entsteht")
    parser.add_argument(
        "--edition",
        metavar="FASSUNG",
        type=edition,
        default="public",
        help="public (ohne Kontakte, Notizen, Kosten, Unterlagen und getippte Namen) oder internal; sonst public",
    )
    parser.add_argument(
        "--list",
        dest="chosen",
        metavar="LISTE",
        type=lambda text: one_of(text, "--list", tuple(SHEETS)),
        help=f"nur bei .csv, welche Liste: {', '.join(SHEETS)}; sonst {FIRST_LIST}",
    )
    parser.add_argument(
        "--as-template",
        action="store_true",
        help="nur bei .json: eine Vorlage für „new --template“, ohne Personen, Termine und Status",
    )


def export(options: argparse.Namespace) -> int:
    """Make the file and write it."""
    out: Path = options.output
    suffix = out.suffix.casefold().removeprefix(".")
    if suffix not in FORMATS:
        known = ", ".join(f".{one}" for one in FORMATS)
        raise WrongUseError(f"„{out.name}“ endet nicht so wie eine Datei, die geschrieben werden kann: {known}.")
    if options.chosen and suffix != "csv":
        raise WrongUseError("--list gibt es nur bei .csv; andere Dateien haben alle Listen, die sie fassen.")
    if options.as_template and suffix != "json":
        raise WrongUseError("--as-template gibt es nur bei .json.")
    try:
        check_output(out, options.plan, f".{suffix}")
    except OSError as error:
        raise unwritable(out, error) from error
    with PlanFile.open(options.plan, read_only=True) as file:
        plan = file.plan
    if options.as_template:
        write(out, template.written(template_of(plan)))
        say(f"Die Vorlage steht in „{out}“. {LEFT_OUT}")
        return DONE
    made = exported(plan, suffix, options.edition, dt.datetime.now(dt.UTC), options.chosen or FIRST_LIST)
    write(out, made.content)
    say("\n".join((f"Der Plan steht in „{out}“ ({FORMATS[suffix].title}).", *made.told)))
    return DONE
