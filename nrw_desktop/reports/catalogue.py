"""All reports by name. A new one is a file of its own and an entry here; window and command line then offer it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.reports.request import DETAILS, Option, Request, only_measures, public

Make = Callable[[Plan, Request], bytes]

_ALWAYS: frozenset[Option] = frozenset(
    {"edition", "paper", "orientation", "logo", "funding", "funder_logos", "signature"}
)
"""What every report takes."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its name on the command line, its German title, what it is for, and which options it takes.

    ``columns`` are those that can be chosen, with their labels, and what can stand below each measure.
    """

    name: str
    title: str
    purpose: str
    options: frozenset[Option]
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def make(self) -> Make:
        """The function that makes the PDF: it has the report's name, and so has its module.

        Imported only now, since ReportLab is slow to come.
        """
        name = self.name.replace("-", "_")
        return cast(Make, getattr(import_module(f"nrw_desktop.reports.{name}"), name))


REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        Report(
            "phase-overview",
            "Phasenübersicht",
            "die Phasen mit Maßnahmen und ihrem Stand, Zielen und Kooperationspartnern",
            _ALWAYS | {"phases", "measures", "columns", "year"},
            (
                ("phase", "Phase"),
                ("period", "Zeitraum"),
                ("measures", "Maßnahmen"),
                ("goals", "Ziele"),
                ("partners", "Kooperationspartner"),
                *((field, labels_de.field_word("measure", field)) for field in DETAILS),
            ),
        ),
        Report(
            "action-plan",
            "Umsetzungsschritte (Anlage 1)",
            "das Dokument mit seinem eigenen Wortlaut, ohne Status",
            _ALWAYS | {"phases", "measures", "year"},
        ),
        Report(
            "timeline",
            "Zeitplan",
            "Phasen und Maßnahmen mit Balken auf einer Zeitachse",
            _ALWAYS | {"phases", "measures", "year"},
        ),
        Report(
            "partner-directory",
            "Partnerverzeichnis",
            "die Kooperationspartner, wer in welcher Phase mitwirkt, Abkürzungen; intern mit Kontakten",
            _ALWAYS | {"phases", "year"},
        ),
        Report(
            "status",
            "Sachstand",
            "was überfällig, bald fällig und abgeschlossen ist, auf einer oder zwei Seiten",
            _ALWAYS | {"phases", "measures", "since"},
        ),
        Report(
            "annual-report",
            "Sachbericht",
            "ein Jahr, Soll gegen Ist: Maßnahmen, Ziele und Fristen; intern mit Kosten, nie mit Notizen und Kontakten",
            _ALWAYS | {"phases", "year"},
        ),
    )
}


def made(name: str, plan: Plan, request: Request) -> bytes:
    """The report as a PDF. In the public edition it never sees contacts, notes or money.

    Raises:
        PlanError: there is no such report, or it cannot be made of this plan as asked for.
    """
    report = REPORTS.get(name)
    if report is None:
        raise PlanError(f"Einen Bericht „{name}“ gibt es nicht. Bitte einen von diesen wählen: {', '.join(REPORTS)}.")
    make = report.make
    if "measures" not in report.options:
        request = replace(request, measures=None)
    if request.measures is not None:
        plan = only_measures(plan, request.measures)
    return make(public(plan) if request.edition == "public" else plan, request)
