"""All reports by name. A new one is a file of its own and an entry here; window and command line then offer it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

import msgspec

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.garbage import collecting_later
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.corrections import Correction, with_gone_partners
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.text.paper import Paper
from nrw_desktop.reports.request import DETAILS, Option, Request, choose

Make = Callable[[Plan, Request], bytes]

_ALWAYS: frozenset[Option] = frozenset(
    {"edition", "paper", "orientation", "logo", "funding", "funder_logos", "signature"}
)
"""What every report takes."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its name on the command line, its German title, what it is for, and which options it takes.

    ``internal`` is what only its internal edition shows, empty for nothing. ``columns`` are those that can be chosen,
    with their labels, and what can stand below each measure. One that is ``yearly`` is about the year of today where
    none is asked for; one that ``looks_back`` is about the last meeting then, any other about the next; one that
    ``compares`` tells what has changed since a ground, which a day alone is not.
    """

    name: str
    title: str
    purpose: str
    internal: str
    options: frozenset[Option]
    columns: tuple[tuple[str, str], ...] = ()
    yearly: bool = False
    compares: bool = False
    looks_back: bool = False

    def meeting(self, plan: Plan, asked: str | None, today: dt.date) -> str | None:
        """The id of the meeting that it is about; None where the plan has none, or it is about none.

        Raises:
            PlanError: the one that is asked for is not in the plan.
        """
        if "meeting" not in self.options:
            return None
        found = plan.get(Meeting, asked) if asked else meetings.meant(plan, today, self.looks_back)
        return found.id if found else None

    @property
    def editions(self) -> str:
        """In a sentence what its internal edition shows that the public one does not."""
        if not self.internal:
            return "Beide Fassungen zeigen dasselbe."
        return f"Nur die interne Fassung zeigt {self.internal}."

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
            "Notizen und getippte Namen von Verantwortlichen",
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
            "Notizen",
            _ALWAYS | {"phases", "measures", "year"},
        ),
        Report(
            "timeline",
            "Zeitplan",
            "Phasen und Maßnahmen mit Balken auf einer Zeitachse",
            "",
            _ALWAYS | {"phases", "measures", "year"},
        ),
        Report(
            "partner-directory",
            "Partnerverzeichnis",
            "die Kooperationspartner, wer in welcher Phase mitwirkt, Abkürzungen",
            "Kontakte, Bemerkungen und weitere Schreibweisen",
            _ALWAYS | {"phases", "year"},
        ),
        Report(
            "status",
            "Sachstand",
            "was überfällig, bald fällig und abgeschlossen ist, auf einer oder zwei Seiten",
            "Notizen und getippte Namen von Verantwortlichen",
            _ALWAYS | {"phases", "measures", "since"},
        ),
        Report(
            "annual-report",
            "Sachbericht",
            "ein Jahr, Soll gegen Ist: Maßnahmen, Ziele und Fristen, ohne Notizen und Kontakte",
            "Kosten, Fördermittel, Zuwendungsbescheid, Unterlagen und getippte Namen von Verantwortlichen",
            _ALWAYS | {"phases", "year"},
            yearly=True,
        ),
        Report(
            "changes",
            "Änderungen",
            "was sich seit einem Tag oder einer Sicherung geändert hat, Phase für Phase",
            "Notizen, Bemerkungen, Kontakte, Kosten, Fördermittel, Zuwendungsbescheid, Unterlagen, "
            "getippte Namen, zugeteilte Namen, Sitzungsleitung, was besprochen wurde und wer nicht zugestimmt hat, "
            "Gründe für Beiseitegelegtes",
            _ALWAYS | {"phases", "since"},
            compares=True,
        ),
        Report(
            "agenda",
            "Tagesordnung",
            "die Einladung zu einer Sitzung mit ihrer Tagesordnung",
            "die Sitzungsleitung und die Namen derer, die nicht zugestimmt haben",
            _ALWAYS | {"meeting"},
        ),
        Report(
            "minutes",
            "Protokoll",
            "Ort und Tag, Anwesende, Tagesordnung, Beschlüsse mit Stimmen und Aufgaben einer Sitzung",
            "Sitzungsleitung, was besprochen wurde, zugeteilte Namen und die derer, die nicht zugestimmt haben",
            _ALWAYS | {"meeting"},
            looks_back=True,
        ),
        Report(
            "attendance-list",
            "Anwesenheitsliste",
            "die Eingeladenen einer Sitzung, zum Unterschreiben",
            "die Namen derer, die nicht zugestimmt haben",
            _ALWAYS | {"meeting"},
        ),
        Report(
            "task-list",
            "Aufgabenliste",
            "die offenen Aufgaben, nach Personen",
            "zugeteilte Namen, die nicht im Partnerverzeichnis stehen",
            _ALWAYS,
        ),
    )
}


def made(name: str, plan: Plan, request: Request) -> bytes:
    """The report as a PDF. What it is about is chosen on the whole plan; the public edition then sees no more of that
    than may be shown: no contacts, notes or money.

    Raises:
        PlanError: there is no such report, or it cannot be made of this plan as asked for.
    """
    report = REPORTS.get(name)
    if report is None:
        raise PlanError(f"Einen Bericht „{name}“ gibt es nicht. Bitte einen von diesen wählen: {', '.join(REPORTS)}.")
    make = report.make
    request = replace(
        request,
        measures=request.measures if "measures" in report.options else None,
        year=_year(report, request),
        meeting=report.meeting(plan, request.meeting, request.today),
    )
    request = replace(request, choice=choose(plan, request))
    if request.edition == "public":
        plan, request = public(plan), _publicly(request, plan)
    with collecting_later():
        return make(plan, request)


def content(name: str, plan: Plan, request: Request) -> Paper:
    """What the same report says, for programs that set it themselves.

    Raises:
        PlanError: as `made` does.
    """
    found: list[Paper] = []
    made(name, plan, replace(request, told=found.append))
    return found[0]


def _publicly(request: Request, now: Plan) -> Request:
    """What is asked, with no more of the earlier states that come with it than may be shown."""
    earlier, ground = request.earlier, request.ground
    return replace(
        request,
        earlier=public(earlier, now) if earlier else None,
        ground=msgspec.structs.replace(ground, plan=public(ground.plan, now)) if ground else None,
        corrections=tuple(
            Correction(one.on, "", public(one.before, now), public(with_gone_partners(one.before, one.after), now))
            for one in request.corrections
        ),
    )


def _year(report: Report, request: Request) -> int | None:
    """The year that a report is about, None for all of them."""
    if "year" not in report.options:
        return None
    return request.report_year if report.yearly else request.year
