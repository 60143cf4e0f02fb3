"""The commands about paper: report, minutes, agenda."""

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from nrw_desktop.cli.commands.arguments import Parser, Tell, day_for, edition, one_of, refuse_to_come
from nrw_desktop.cli.commands.outputs import check_output
from nrw_desktop.cli.console import DONE, WrongUseError, complain, reason, say, unwritable, write
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.corrections import Minutes
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.exchange.exporting.paper_docx import paper_docx
from nrw_desktop.reports import catalogue, unprintable
from nrw_desktop.reports.request import Option, Orientation, PaperName, Request
from nrw_desktop.storage.file.plan_file import PlanFile

if TYPE_CHECKING:
    from nrw_desktop.domain.model.plan import Plan

WORD = ".docx"
"""The ending of a Word document."""
_WORDS: dict[Option, str] = {
    "phases": "--phase",
    "edition": "--edition",
    "paper": "--paper",
    "orientation": "--orientation",
    "columns": "--columns",
    "year": "--year",
    "since": "--since",
    "meeting": "--meeting",
    "logo": "--logo",
    "funding": "--funding",
    "funder_logos": "--funder-logo",
    "signature": "--signature",
}
"""How an option is given; each is kept under the option's own name."""


def prepare_report(parser: Parser) -> None:
    """The arguments of `report`."""
    parser.description = (
        "Druckt einen Bericht in eine PDF-Datei oder schreibt ihn als Word-Dokument, wenn die Datei auf .docx endet. "
        "Sie wird ganz geschrieben oder gar nicht."
    )
    names = ", ".join(catalogue.REPORTS)
    parser.add_argument("report", metavar="BERICHT", type=_report_name, help=f"Bericht: {names}")
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    _add_output(parser)
    parser.add_argument("--list", action=Tell, text=_listed(), dest=argparse.SUPPRESS, help="zeigt alle Berichte")

    def option(key: Option, metavar: str, **more: object) -> None:
        parser.add_argument(_WORDS[key], dest=key, metavar=metavar, **more)  # type: ignore[arg-type]

    option("phases", "N", type=_number, nargs="+", action="extend", help="nur die Phasen mit diesen Nummern")
    option(
        "edition",
        "FASSUNG",
        type=edition,
        help="public (ohne Kontakte, Notizen, Kosten, Unterlagen und getippte Namen) oder internal; sonst public",
    )
    option("paper", "PAPIER", type=_paper, help="A4 oder A3; sonst A4")
    option("orientation", "LAGE", type=_orientation, help="portrait oder landscape; sonst wie es zum Bericht passt")
    option("columns", "SPALTEN", type=_columns, help="nur diese Spalten, durch Kommas getrennt")
    option(
        "year",
        "JAHR",
        type=_year,
        help="nur, was in dieses Jahr reicht (Sachbericht: sonst das heutige)",
    )
    option("since", "TT.MM.JJJJ", type=day_for("--since"), help="was seit diesem Tag abgeschlossen oder geändert wurde")
    option("meeting", "SITZUNG", help="die Sitzung, nach ihrem Tag (TT.MM.JJJJ) oder ihrer Kennung; sonst die nächste")
    option("logo", "BILD", type=Path, help="Logo am Kopf, PNG oder JPEG")
    option("funding", "TEXT", help="Zeile zur Förderung am Fuß der ersten Seite, zum Beispiel „Gefördert durch …“")
    option("funder_logos", "BILD", type=Path, nargs="+", action="extend", help="Logos daneben, PNG oder JPEG")
    option("signature", "NAME", help="Linie für eine Unterschrift am Ende, mit diesem Namen oder Amt")


def _listed() -> str:
    width = max(map(len, catalogue.REPORTS))
    lines = []
    for report in catalogue.REPORTS.values():
        options = " ".join(word for key, word in _WORDS.items() if key in report.options)
        lines.append(f"{report.name:{width}}  {report.title}: {report.purpose}")
        lines.append(f"{'':{width}}  {report.editions}")
        lines.append(f"{'':{width}}  {options}")
        if report.columns:
            lines.append(f"{'':{width}}  Spalten: {', '.join(key for key, _ in report.columns)}")
    return "\n".join(lines)


def _report_name(name: str) -> str:
    if name not in catalogue.REPORTS:
        known = ", ".join(catalogue.REPORTS)
        raise WrongUseError(f"Einen Bericht „{name}“ gibt es nicht. Bitte einen von diesen angeben: {known}.")
    return name


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise WrongUseError(f"„{text}“ ist keine Nummer. Bitte bei --phase eine Zahl angeben.") from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise WrongUseError(f"„{text}“ ist kein Jahr. Bitte bei --year vier Ziffern angeben, zum Beispiel 2018.")
    return int(text)


def _columns(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _paper(text: str) -> str:
    return one_of(text, "--paper", get_args(PaperName))


def _orientation(text: str) -> str:
    return one_of(text, "--orientation", get_args(Orientation))


def prepare_minutes(parser: Parser) -> None:
    """The arguments of `minutes`."""
    _prepare_paper(parser, "minutes", "Druckt das Protokoll einer Sitzung in eine PDF-Datei (oder .docx).")


def prepare_agenda(parser: Parser) -> None:
    """The arguments of `agenda`."""
    _prepare_paper(parser, "agenda", "Druckt Einladung und Tagesordnung einer Sitzung in eine PDF-Datei (oder .docx).")


def _add_output(parser: Parser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="DATEI", type=Path, required=True, help="PDF-Datei, die entsteht, oder .docx für Word"
    )


def _prepare_paper(parser: Parser, name: str, description: str) -> None:
    """The arguments of a command that is short for a report about a meeting."""
    parser.description = f"{description} Dasselbe wie „report {name}“, dort mit allen Optionen."
    parser.add_argument("plan", metavar="PLAN", type=Path, help="Plandatei")
    parser.add_argument(
        _WORDS["meeting"], metavar="SITZUNG", required=True, help="die Sitzung, nach ihrem Tag oder ihrer Kennung"
    )
    _add_output(parser)
    parser.add_argument(_WORDS["edition"], metavar="FASSUNG", type=edition, help="public (sonst) oder internal")
    parser.set_defaults(report=name, **{key: None for key in _WORDS if key not in ("meeting", "edition")})


def report(options: argparse.Namespace) -> int:
    """Make the report and write it."""
    wanted = catalogue.REPORTS[options.report]
    for key, word in _WORDS.items():
        if getattr(options, key) is not None and key not in wanted.options:
            raise WrongUseError(f"Der Bericht „{wanted.name}“ nimmt {word} nicht. „report --list“ zeigt, was er nimmt.")
    if wanted.compares and options.since is not None:
        refuse_to_come(options.since, dt.date.today())
    out: Path = options.output
    is_word = out.suffix.casefold() == WORD
    try:
        check_output(out, options.plan, WORD if is_word else ".pdf")
    except OSError as error:
        raise unwritable(out, error) from error
    if is_word:
        # A word processor has fonts of its own.
        write(out, paper_docx(catalogue.content(options.report, *asked(options))))
    else:
        report = unprintable.printed(options.report, *asked(options))
        if report.unprintable:
            complain("\n".join((unprintable.HEADING, *report.unprintable)))
        write(out, report.pdf)
    say(f"Der Bericht steht in „{out}“.")
    return DONE


def asked(options: argparse.Namespace) -> tuple["Plan", Request]:
    """The plan as the report prints it, and what is asked of that.

    Raises:
        PlanError: the plan or the logo cannot be read, or something is not in the plan.
    """
    with PlanFile.open(options.plan, read_only=True) as file:
        wanted, today = catalogue.REPORTS[options.report], dt.date.today()
        meeting = wanted.meeting(file.plan, _meeting(file.plan, options.meeting), today)
        papers = file.minutes(meeting) if meeting else Minutes(file.plan)
        plan = papers.plan
        earlier = file.state_before(options.since) if options.since and not wanted.compares else None
        ground = file.since_day(options.since) if wanted.compares else None
    request = Request(
        today,
        phases=_phase_ids(plan, options.plan, options.phases),
        edition=options.edition or "public",
        paper=options.paper or "A4",
        orientation=options.orientation,
        columns=options.columns,
        year=options.year,
        since=options.since,
        earlier=earlier,
        ground=ground,
        meeting=meeting,
        corrections=papers.corrections,
        logo=_picture(options.logo) if options.logo else None,
        funding=options.funding or "",
        funder_logos=tuple(map(_picture, options.funder_logos or ())),
        signature=options.signature or "",
    )
    return plan, request


def _meeting(plan: "Plan", text: str | None) -> str | None:
    """The id of the meeting that is asked for."""
    if text is None:
        return None
    found = meetings.called(plan, text)
    if found is None:
        days = ", ".join(german_date(one.date) for one in plan.meetings if one.date) or "noch keine"
        raise PlanError(f"Eine Sitzung „{text}“ gibt es in diesem Plan nicht. Sitzungen mit Datum: {days}.")
    return found.id


def overview(path: Path) -> bytes:
    """The overview of all phases of a plan file, as PDF.

    Raises:
        PlanError: the plan cannot be read.
    """
    with PlanFile.open(path, read_only=True) as file:
        plan = file.plan
    return catalogue.made("phase-overview", plan, Request(dt.date.today()))


def _phase_ids(plan: "Plan", path: Path, numbers: Sequence[int] | None) -> tuple[str, ...] | None:
    if numbers is None:
        return None
    count = len(plan.phases)
    for number in numbers:
        if not 1 <= number <= count:
            there = f"die Phasen 1 bis {count}" if count > 1 else "nur Phase 1" if count else "noch keine Phase"
            raise PlanError(f"Phase {number} gibt es in „{path.name}“ nicht, sondern {there}. Bitte --phase ändern.")
    return tuple(plan.phases[number - 1].id for number in numbers)


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PlanError(
            f"Das Logo „{path}“ lässt sich nicht lesen: {reason(error)}. Bitte ein anderes nehmen."
        ) from error
