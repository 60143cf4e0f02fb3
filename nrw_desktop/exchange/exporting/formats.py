"""All forms in which a plan can leave for other programs, and the one way to make a file of them."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from nrw_desktop.domain.model.garbage import collecting_later
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES
from nrw_desktop.domain.queries.public_plan import Edition, public
from nrw_desktop.domain.text.points import PARTS
from nrw_desktop.exchange.exporting import sheets, told
from nrw_desktop.exchange.exporting.calendar_file import calendar_file
from nrw_desktop.exchange.exporting.csv_text import FIRST_LIST, csv_text
from nrw_desktop.exchange.exporting.docx import docx
from nrw_desktop.exchange.exporting.ods import ods
from nrw_desktop.exchange.exporting.odt import odt
from nrw_desktop.exchange.exporting.xlsx import xlsx
from nrw_desktop.exchange.package import package

Made = tuple[bytes, list[str]]


class Format(NamedTuple):
    """One form: the ending of its files, what it is called, what it is good for, what it holds, and what makes it.

    What holds a single list holds the fields of that.
    """

    suffix: str
    title: str
    purpose: str
    holds: told.Fields
    make: Callable[[Plan, Edition, dt.datetime, str], Made]


class Exported(NamedTuple):
    """A file that was made: its bytes, and German sentences about what it holds and what it does not."""

    content: bytes
    told: tuple[str, ...]


_PHASE = {"title", "period_text", "start_derived", *PARTS}
_LISTS = {table: told.whole(table)[table] for table in sheets.TABLES}
_TABLE: told.Fields = {
    "project": {"heading", "title", "introduction"},
    "phase": {*_PHASE, "goal_style", "refers_to", "wording", "emphasis_phase"},
    "measure": {"text"},
    "goal": {"text", "parent", "child_style"},
    "partner": {"name", "joined_phase"},
    **told.whole("mention"),
}
_DATES: told.Fields = {
    "project": {"title"},
    "phase": _PHASE,
    "meeting": {"body", "title", "date", "time", "place", "state"},
    "measure": {"text", "short", "status", "place", "responsible", "responsible_partner", *PARTS},
    **told.whole("deadline", "task"),
}

FORMATS: dict[str, Format] = {
    one.suffix: one
    for one in (
        Format(
            "docx",
            "Word-Dokument",
            "die Umsetzungsschritte als Tabelle mit fünf Spalten",
            _TABLE,
            lambda plan, edition, _now, _list: docx(plan, edition),
        ),
        Format(
            "odt",
            "Writer-Dokument",
            "dieselbe Tabelle für LibreOffice",
            _TABLE,
            lambda plan, edition, _now, _list: odt(plan, edition),
        ),
        Format(
            "xlsx",
            "Excel-Arbeitsmappe",
            "ein Blatt für jede Liste, mit Filtern, Datumsfeldern und Auswahllisten",
            _LISTS,
            lambda plan, edition, _now, _list: xlsx(plan, edition),
        ),
        Format(
            "ods",
            "Calc-Tabelle",
            "dieselben Blätter wie für Excel, für LibreOffice",
            _LISTS,
            lambda plan, edition, _now, _list: (ods(plan, edition), []),
        ),
        Format(
            "csv",
            "CSV-Liste",
            "eine einzige Liste, die jedes Programm liest",
            {},
            lambda plan, edition, _now, chosen: (csv_text(plan, edition, chosen), []),
        ),
        Format(
            "ics",
            "Kalender",
            "Phasen, Maßnahmen, Sitzungen, offene Aufgaben und Fristen als ganztägige Termine",
            _DATES,
            lambda plan, _edition, now, _list: calendar_file(plan, now),
        ),
        Format(
            "json",
            "Paket",
            "der ganze Plan für ein anderes Programm oder einen anderen Rechner",
            told.whole(*TABLES),
            lambda plan, edition, _now, _list: (package(plan, edition), []),
        ),
    )
}
"""By the ending of the file, without its dot."""


def exported(plan: Plan, suffix: str, edition: Edition, now: dt.datetime, chosen: str = FIRST_LIST) -> Exported:
    """The plan in one of these forms; in the public edition nothing reaches it but what anybody may see.

    ``chosen`` is the title of the list, for a form that holds just one.

    Raises:
        PlanError: the plan has no such list.
    """
    form = FORMATS[suffix]
    given = public(plan) if edition == "public" else plan
    with collecting_later():
        content, said = form.make(given, edition, now, chosen)
    holds = form.holds or told.whole(*sheets.held(chosen))
    if edition == "internal":
        about = told.personal(plan, holds)
    elif suffix == "json":
        about = "Öffentliche Fassung: Das Paket ist nicht der ganze Plan. Es fehlt, was nur die interne Fassung hat."
    else:
        about = "Öffentliche Fassung: ohne Kontakte, Notizen, Kosten, Unterlagen und getippte Namen."
    return Exported(content, tuple(filter(None, (about, *said, told.missing(given, holds)))))
