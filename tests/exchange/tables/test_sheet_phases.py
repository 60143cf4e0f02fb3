"""Sheets that say by a row, a number or the name of a sheet what belongs to which phase and year, and what is none."""

import datetime as dt
from pathlib import Path

import pytest

from nrw_desktop.exchange.lists.cells import typed
from tests.exchange.lists.sheet_maker import Page
from tests.exchange.tables.plans import keys, said
from tests.exchange.tables.test_sheets import Case, read, short

NUMBERED = ("Nr.", "Maßnahme", "Beginn", "Ende")
SHORT = ("Phase", "Maßnahme", "Zeitraum")
CASES = {
    "phases by their word, with a time of their own": Case(
        [
            Page(
                [
                    ("Maßnahme", "Zeitraum", "Verantwortlich"),
                    ("Phase 1: Aufbau", "Jan–Apr 2019", ""),
                    ("eins", "Januar 2019", "Kim"),
                    ("Phase 2: Umsetzung", "Mai–Dez 2019", "Kim"),
                    ("zwei", "Juni 2019", "Kim"),
                ]
            )
        ],
        [
            *("# Aufbau (Januar bis April 2019)", "- eins; Januar 2019; geplant"),
            *("# Umsetzung (Mai bis Dezember 2019)", "- zwei; Juni 2019; geplant"),
        ],
        errors=1,
    ),
    "phases by their count, with a time of their own": Case(
        [
            Page(
                [
                    NUMBERED,
                    ("1", "A", "1/2019", "3/2019"),
                    ("1.1", "eins", "1/2019", "1/2019"),
                    ("2", "B", "4/2019", "4/2019"),
                    ("2.1", "zwei", "", ""),
                ]
            )
        ],
        [
            *("# A (Januar bis März 2019)", "- eins; Januar 2019; geplant"),
            *("# B (April 2019)", "- zwei; geplant"),
        ],
    ),
    "rows that count others and say more": Case(
        [Page([("Nr.", "Maßnahme", "Ziel"), ("1", "A", "z1"), ("1.1", "eins", ""), ("2", "B"), ("2.1", "zwei")])],
        ["# A", "- eins; geplant", "* z1", "# B", "- zwei; geplant"],
        ["Tabelle1, gezählte Zeilen"],
    ),
    "numbers that count no others": Case(
        [Page([NUMBERED, ("1", "eins", "", ""), ("2", "zwei", "1/2019", ""), ("2.1", "drei", "2/2019", "")])],
        ["# Maßnahmen", "- eins; geplant", "- zwei; ab Januar 2019; geplant", "- drei; ab Februar 2019; geplant"],
        ["Tabelle1, Phase"],
    ),
    "a line above a head that comes again": Case(
        [Page([("Phase", "Maßnahme"), ("A", "eins"), [], ["Plan Kultur"], ("Phase", "Maßnahme"), ("B", "zwei")])],
        short(("A", ["eins"]), ("B", ["zwei"])),
        left={"Zwischenzeile": 1},
    ),
    "a phase above a head that comes again": Case(
        [
            Page(
                [
                    *(("Phase", "Maßnahme", "Ort"), ("A", "eins", "Rathaus"), ["B"]),
                    *(("Phase", "Maßnahme", "Ort"), ("", "zwei", "Schule")),
                ]
            )
        ],
        short(("A", ["eins"]), ("B", ["zwei"])),
    ),
    "sums of phases": Case(
        [
            Page(
                [
                    ("Maßnahme", "Partner", "Ziel"),
                    ("Phase 1: A",),
                    ("eins", "MBR", "z1"),
                    ("Summe Phase 1", "", "300"),
                    ("Phase 2: B",),
                    ("zwei", "MBR", ""),
                ]
            )
        ],
        ["# A", "- eins; geplant", "* z1", "@ MBR", "# B", "- zwei; geplant", "@ MBR"],
        ["Tabelle1, Zeile 4, Spalte 1, Fußzeile"],
        {"Fußzeile": 1},
    ),
    "sums that Excel puts below groups": Case(
        [
            Page(
                [
                    *(("Phase", "Maßnahme", "Kosten"), ("A", "eins", 100), ("A Ergebnis", "", 100)),
                    *(("B", "zwei", 50), ("B Ergebnis", "", 50), ("Gesamtergebnis", "", 150)),
                ]
            )
        ],
        ["# A", "- eins; geplant; Kosten: 100", "# B", "- zwei; geplant; Kosten: 50"],
        ["Tabelle1, Spalte 3", *(f"Tabelle1, Zeile {row}, Spalte 1, Fußzeile" for row in (3, 5, 6))],
        {"Fußzeile": 3},
    ),
    "an overview and its details": Case(
        [
            Page([("Phase", "Maßnahme", "Status"), ("A", "eins", "läuft"), ("B", "zwei", "geplant")], "Übersicht"),
            Page([("Phase", "Maßnahme", "Ort", "Status"), ("A", "Eins", "Rathaus", "geplant")], "Einzeln"),
        ],
        ["# A", "- eins; läuft; Status: geplant", "# B", "- zwei; geplant"],
        ["Phasen, mehrmals", "Maßnahmen, in mehreren Tabellen"],
    ),
    "a head far below many lines": Case(
        [Page([*([f"Satz {number}."] for number in range(15)), ("Phase", "Maßnahme", "Ort"), ("A", "eins", "")])],
        short(("A", ["eins"])),
    ),
    "a line that goes on, and lines that do not": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahmen"),
                    ("A", "Fachtag\n(mit Kinderbetreuung)"),
                    ("B", "Plakate\nkleben"),
                    ("C", "Treff\noffene Beratung"),
                    ("D", "Feste\nfeiern\nTagung"),
                ]
            )
        ],
        short(
            ("A", ["Fachtag (mit Kinderbetreuung)"]),
            ("B", ["Plakate kleben"]),
            ("C", ["Treff", "offene Beratung"]),
            ("D", ["Feste", "feiern", "Tagung"]),
        ),
        ["Tabelle1, Zeile 2, Spalte 2, Umbrüche", "Tabelle1, Zeile 3, Spalte 2, Umbrüche"],
    ),
    "phases that stand above indented rows": Case(
        [
            Page(
                [
                    ("Maßnahme", "Zeitraum", "Ort"),
                    *(("A", "2019", ""), ("   eins", "Mai 2019", "Rathaus"), ("\tzwei", "Juni 2019", "Schule")),
                    *(("B", "2020", ""), ("   drei", "Mai 2020", "Rathaus")),
                ]
            )
        ],
        [
            *("# A (2019)", "- eins; Mai 2019; geplant", "- zwei; Juni 2019; geplant"),
            *("# B (2020)", "- drei; Mai 2020; geplant"),
        ],
        ["Tabelle1, eingerückte Zeilen"],
    ),
    "a period beside beginning and end": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Zeitraum", "Beginn", "Ende"),
                    ("A", "eins", "Q1 2019", dt.date(2019, 1, 1), dt.date(2019, 3, 31)),
                    ("A", "zwei", "Mai 2019", "06/2019", "07/2019"),
                    ("B", "drei", "bald", "08/2019", ""),
                ]
            )
        ],
        [
            *("# A", "- eins; Q1 2019; geplant", "- zwei; Mai 2019; geplant; Beginn und Ende: 06/2019 bis 07/2019"),
            *("# B", "- drei; ab August 2019; geplant; Zeitraum: bald"),
        ],
        ["Tabelle1, Zeiten", "Tabelle1, Zeiten in Worten"],
    ),
    "how long something takes beside when it is": Case(
        [Page([("Nr.", "Vorgangsname", "Dauer", "Anfang", "Ende"), ("1", "eins", "10 Tage", "5/2019", "6/2019")])],
        ["# Maßnahmen (Mai bis Juni 2019)", "- eins; geplant; Dauer: 10 Tage"],
        ["Tabelle1, Spalte 2", "Tabelle1, Spalte 3", "Tabelle1, Phase"],
    ),
    "how long something takes, in numbers whose unit the head says": Case(
        [Page([("Phase", "Maßnahmen", "Dauer in Wochen"), ("A", "eins", "3"), ("A", "zwei", "12")])],
        ["# A", "- eins; geplant; Dauer in Wochen: 3", "- zwei; geplant; Dauer in Wochen: 12"],
        ["Tabelle1, Spalte 3"],
    ),
    "quarters below years beside measures alone": Case(
        [
            Page(
                [
                    *(("Maßnahme", "2019", "", "2020"), ("", "Q3", "Q4", "Q1")),
                    *(("eins", "x", "", "x"), ("zwei", "", "x", "")),
                ],
                merged=[(0, 0, 1, 0), (0, 1, 0, 2)],
            )
        ],
        [
            *("# Maßnahmen", "- eins; Q3 2019 bis Q1 2020; geplant; Zeitleiste: Q3 2019, Q1 2020"),
            "- zwei; Q4 2019; geplant",
        ],
        ["Tabelle1, Zeitleiste", "Tabelle1, Phase"],
    ),
    "phases on a sheet of their own, to which numbers refer": Case(
        [
            Page([("Nr.", "Phase", "Zeitraum"), (1, "Aufbau", "2019"), (2, "Umsetzung", "2020")], "Phasen"),
            Page([("Phase", "Maßnahme"), (1, "eins"), (2, "zwei"), (2, "drei")], "Schritte"),
        ],
        ["# Aufbau (2019)", "- eins; geplant", "# Umsetzung (2020)", "- zwei; geplant", "- drei; geplant"],
        ["Phasen, nach Nummern"],
    ),
    "tasks as Planner exports them": Case(
        [
            Page(
                [
                    ("Planname", "Fachstelle"),
                    (),
                    (
                        "Vorgangsname",
                        "Bucketname",
                        "Fortschritt",
                        "Startdatum",
                        "Fälligkeitsdatum",
                        "Fertigstellungsdatum",
                    ),
                    ("eins", "Aufbau", "Abgeschlossen", "01.02.2019", "15.03.2019", "14.03.2019"),
                    ("zwei", "Aufbau", "In Bearbeitung", "01.04.2019", "", ""),
                ]
            )
        ],
        [
            *("# Aufbau", "- eins; 1.2.2019 bis 15.3.2019; abgeschlossen; Fertigstellungsdatum: 14.03.2019"),
            "- zwei; ab 1.4.2019; läuft",
        ],
        [*(f"Tabelle1, Spalte {column}" for column in (1, 2, 3, 5, 6)), "Status „In Bearbeitung“"],
    ),
    "a calendar as Outlook exports it to Excel, and several columns of partners": Case(
        [
            Page(
                [
                    ("Betreff", "Beginnt am", "Endet am", "Partner 1", "Partner 2"),
                    ("eins", "01.02.2019", "01.02.2019", "MBR", "AK Asyl"),
                    ("zwei", "2019-03-01 00:00:00", "43526", "", "Amt"),
                ]
            )
        ],
        [
            *("# Maßnahmen", "- eins; 1.2.2019; geplant", "- zwei; 1.3.2019 bis 2.3.2019; geplant"),
            "@ MBR, AK Asyl, Amt",
        ],
        [
            *(f"Tabelle1, Spalte {column}" for column in range(1, 6)),
            *("Tabelle1, Phase", "Zeitraum „2019-03-01 00:00:00 bis 43526“"),
        ],
    ),
    "goals in columns from wide to near": Case(
        [
            Page(
                [
                    ("Phase", "Leitziel", "Mittlerziel", "Handlungsziel", "Maßnahme"),
                    ("A", "Vielfalt", "Bekanntheit", "Treffen", "eins"),
                    ("A", "Mut", "Haltung", "", "zwei"),
                    ("A", "Vielfalt", "Bekanntheit", "Verteiler", "drei"),
                    ("A", "Mut", "Kurse", "Treffen", "vier"),
                ]
            )
        ],
        [
            *("# A", *(f"- {text}; geplant" for text in ("eins", "zwei", "drei", "vier"))),
            *("* Vielfalt", "  * Bekanntheit", "    * Treffen", "    * Verteiler"),
            *("* Mut", "  * Haltung", "  * Kurse", "    * Treffen"),
        ],
    ),
    "years above measures": Case(
        [Page([("Maßnahme", "Monat"), ("2019",), ("Auftakt", "Mai"), ("Forum", "Juni"), ("2020",), ("Tag", "März")])],
        [
            *("# 2019", "- Auftakt; Mai 2019; geplant", "- Forum; Juni 2019; geplant"),
            *("# 2020", "- Tag; März 2020; geplant"),
        ],
        ["Tabelle1, Spalte 2"],
    ),
    "quarters above measures": Case(
        [Page([("Maßnahme", "Ziel"), ("1. Quartal 2019",), ("eins", "z1"), ("2. Quartal 2019",), ("zwei", "z2")])],
        [
            *("# 1. Quartal 2019 (1. Quartal 2019)", "- eins; geplant", "* z1"),
            *("# 2. Quartal 2019 (2. Quartal 2019)", "- zwei; geplant", "* z2"),
        ],
    ),
    "a plan that goes on below its legend": Case(
        [Page([SHORT, ("A", "eins", "2019"), (), ("Legende:",), ("x = neu",), (), SHORT, ("B", "zwei", "2020")])],
        ["# A (2019)", "- eins; geplant", "# B (2020)", "- zwei; geplant"],
        ["Tabelle1, Zeile 4, Spalte 1, Fußzeile"],
        left={"Fußzeile": 2},
    ),
    "years beside months, merged downwards": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Monat", "Jahr"),
                    *(("A", "eins", "Mai", 2019), ("A", "zwei", "7-9", ""), ("B", "drei", "", 2020)),
                ],
                merged=[(1, 3, 2, 3)],
            )
        ],
        [
            *("# A", "- eins; Mai 2019; geplant", "- zwei; Juli bis September 2019; geplant"),
            *("# B", "- drei; 2020; geplant"),
        ],
        ["Tabelle1, Spalte 3"],
    ),
    "weeks beside years": Case(
        [Page([("Phase", "Maßnahme", "KW", "Jahr"), ("A", "eins", 12, 2019), ("B", "zwei", "14", 2020)])],
        ["# A (KW 12 2019)", "- eins; geplant", "# B (KW 14 2020)", "- zwei; geplant"],
        ["Tabelle1, Spalte 3"],
    ),
    "how long something takes, as a number": Case(
        [Page([(*SHORT, "Dauer (Tage)"), ("A", "eins", "Mai 2019", 20), ("B", "zwei", "2020", 5)])],
        ["# A (Mai 2019)", "- eins; geplant; Dauer (Tage): 20", "# B (2020)", "- zwei; geplant; Dauer (Tage): 5"],
        ["Tabelle1, Spalte 4"],
    ),
    "one time beside a phase that each row names": Case(
        [
            Page(
                [("Phase", "Maßnahme", "Zeitraum"), ("A", "eins", "Mai 2019"), ("A", "zwei", ""), ("B", "drei", "2020")]
            )
        ],
        ["# A", "- eins; Mai 2019; geplant", "- zwei; geplant", "# B (2020)", "- drei; geplant"],
    ),
    "when a sheet was made, above its head": Case(
        [Page([("Konzept", "", "Stand 3.4.2019"), ("Phase", "Maßnahme", "Ziel"), ("A", "eins", "z1")])],
        ["# A", "- eins; geplant", "* z1"],
        left={"Zeile davor": 1},
    ),
    "years that stand in the names of sheets without phases": Case(
        [
            Page([("Maßnahme", "Zeitraum"), ("eins", "März"), ("zwei", "Mai")], "Maßnahmen 2019"),
            Page([("Maßnahme", "Zeitraum"), ("drei", "März"), ("vier", "Mai")], "Maßnahmen 2020"),
        ],
        [
            *("# Maßnahmen 2019", "- eins; März 2019; geplant", "- zwei; Mai 2019; geplant"),
            *("# Maßnahmen 2020", "- drei; März 2020; geplant", "- vier; Mai 2020; geplant"),
        ],
        ["Maßnahmen 2019, Phase", "Maßnahmen 2020, Phase"],
    ),
    "years that stand in the names of sheets with phases": Case(
        [
            Page([("Phase", "Maßnahme", "Zeitraum"), ("A", "eins", "März"), ("A", "zwei", "Mai")], "2019"),
            Page([("Phase", "Maßnahme", "Zeitraum"), ("B", "drei", "März"), ("B", "vier", "Mai")], "2020"),
        ],
        [
            *("# A", "- eins; März 2019; geplant", "- zwei; Mai 2019; geplant"),
            *("# B", "- drei; März 2020; geplant", "- vier; Mai 2020; geplant"),
        ],
        ["2019, Jahr", "2020, Jahr"],
    ),
    "a year that others say, and a day that was today once": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Zeitraum"),
                    *(("A", "eins", "März 2019"), ("A", "zwei", "Mai"), ("A", "drei", "sofort")),
                ]
            )
        ],
        ["# A", "- eins; März 2019; geplant", "- zwei; Mai 2019; geplant", "- drei; geplant; Zeitraum: sofort"],
        ["Jahr", "Zeitraum „sofort“"],
    ),
    "what may be no contact among contacts, and one among measures": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Ziel"),
                    *(("A", "eins", "z1"), ("B", "E-Mail: amt@example.org", ""), ("B", "zwei", "")),
                    [],
                    *(("Telefon: 0521 12345",), ("Adresse: alle Vereine sammeln",)),
                ]
            )
        ],
        ["# A", "- eins; geplant", "* z1", "# B", "- zwei; geplant"],
        ["Tabelle1, Zeile 7, Kontakt", "Tabelle1, Zeile 3, Spalte 2, Kontakt"],
        {"Kontaktangabe": 3},
    ),
}


@pytest.mark.parametrize("shape", CASES)
def test_a_row_belongs_where_its_sheet_says(shape: str, tmp_path: Path) -> None:
    case = CASES[shape]
    for kind in ("xlsx", "ods"):
        draft = read(case, kind, tmp_path)
        assert said(draft.plan) == list(case.plan), kind
        assert keys(draft) == list(case.doubts), kind
        assert {one.one: one.count for one in draft.left_out} == dict(case.left), kind
        assert len(draft.errors) == case.errors, kind


def test_hours_and_tiny_amounts_are_written_as_people_do() -> None:
    assert [typed(dt.timedelta(hours=26)), typed(1e-7), typed(1234.5)] == ["26:00", "0,0000001", "1234,5"]
