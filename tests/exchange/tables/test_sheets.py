"""Sheets in every shape that people give them: each is read as the plan it is, and its doubts are stated."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.model.records import Contact, Measure, Partner
from nrw_desktop.exchange.draft_told import draft_text
from nrw_desktop.exchange.lists import ods as calc
from nrw_desktop.exchange.lists import workbooks
from nrw_desktop.exchange.reading.drafts import draft_as_suggested, draft_of
from tests.exchange.lists.sheet_maker import Month, Page, Percent, Result, Value, ods, xlsx
from tests.exchange.tables.plans import keys, said

HEAD = ("Phase", "Maßnahme", "Ziel", "Kooperationspartner", "Beginn", "Ende", "Status")
ONE: Sequence[Value] = (
    *("Aufbau", "Auftakt vorbereiten", "Bekanntheit", "AK Asyl", "01/2018", "03/2018", "abgeschlossen"),
)
TWO: Sequence[Value] = ("Aufbau", "Netzwerk einladen", "Bekanntheit", "MBR", "04/2018", "05/2018", "läuft")
THREE: Sequence[Value] = ("Umsetzung", "Fachtag", "Austausch", "AK Asyl, MBR", "06/2018", "06/2018", "geplant")
ROWS = (ONE, TWO, THREE)
PLAN = [
    "# Aufbau",
    "- Auftakt vorbereiten; Januar bis März 2018; abgeschlossen",
    "- Netzwerk einladen; April bis Mai 2018; läuft",
    "* Bekanntheit",
    "@ AK Asyl, MBR",
    "# Umsetzung",
    "- Fachtag; Juni 2018; geplant",
    "* Austausch",
    "@ AK Asyl, MBR",
]
"""What all of these rows say."""


class Case(NamedTuple):
    """A book, the plan it is, the keys of its questions, and what is left out of it."""

    pages: Sequence[Page]
    plan: Sequence[str] = PLAN
    doubts: Sequence[str] = ()
    left: Mapping[str, int] = {}
    errors: int = 0
    excel_alone: bool = False


def without(rows: Sequence[Sequence[Value]], *columns: int) -> list[list[Value]]:
    return [[value for place, value in enumerate(row) if place not in columns] for row in rows]


def short(*phases: tuple[str, Sequence[str]], note: str = "") -> list[str]:
    """A plan of measures alone, as they are planned."""
    return [line for title, texts in phases for line in (f"# {title}", *(f"- {text}; geplant{note}" for text in texts))]


BARE = without((HEAD, *ROWS), 0)
AB = short(("A", ["eins"]), ("B", ["zwei"]))
WITH_GOALS = ["# A", "- eins; geplant", "* z1", "# B", "- zwei; geplant", "* z2"]
SMALL: Sequence[Sequence[Value]] = (("Phase", "Maßnahme", "Verantwortlich"), ("A", "eins", "Kim"))
LONG = "Wort " * 4_000
CASES = {
    "one row for each measure": Case([Page([HEAD, *ROWS])]),
    "the phase merged downwards": Case([Page([HEAD, ONE, ("", *TWO[1:]), THREE], merged=[(1, 0, 2, 0)])]),
    "the phase and the goal merged downwards": Case(
        [Page([HEAD, ONE, ("", TWO[1], "", *TWO[3:]), THREE], merged=[(1, 0, 2, 0), (1, 2, 2, 2)])]
    ),
    "blanks below the phase": Case([Page([HEAD, ONE, ("", *TWO[1:]), THREE])]),
    "phases as merged bands": Case(
        [
            Page(
                [BARE[0], ["Phase 1: Aufbau"], *BARE[1:3], ["Phase 2: Umsetzung"], BARE[3]],
                merged=[(1, 0, 1, 5), (4, 0, 4, 5)],
            )
        ]
    ),
    "phases as bands that are one cell": Case([Page([BARE[0], ["Aufbau"], *BARE[1:3], ["Umsetzung"], BARE[3]])]),
    "bands that are counted": Case(
        [
            Page(
                [
                    ["Nr.", *BARE[0]],
                    ["1", "Aufbau"],
                    ["1.1", *BARE[1]],
                    ["1.2", *BARE[2]],
                    ["2", "Umsetzung"],
                    ["2.1", *BARE[3]],
                ]
            )
        ]
    ),
    "numbers stored as numbers": Case(
        [
            Page(
                [
                    ["Nr.", *BARE[0]],
                    [1, "Phase Aufbau"],
                    [1.1, *BARE[1]],
                    [1.2, *BARE[2]],
                    [2, "Phase Umsetzung"],
                    [2.1, *BARE[3]],
                ]
            )
        ],
        [line.replace("# ", "# Phase ") for line in PLAN],
    ),
    "a sheet for each phase": Case(
        [Page(BARE[:3], "Aufbau"), Page([BARE[0], BARE[3]], "Umsetzung")],
        [*PLAN[:5], "# Umsetzung (Juni 2018)", "- Fachtag; geplant", *PLAN[7:]],
        doubts=["Aufbau, Phase", "Umsetzung, Phase"],
    ),
    "the head in row 5 below a title": Case(
        [Page([["Maßnahmenplan 2018"], [], ["Stand: 14.3.2018"], [], HEAD, *ROWS])],
        left={"Zeile davor": 1},
    ),
    "a head of two rows": Case(
        [Page([(*HEAD[:4], "Zeitraum", "", HEAD[6]), ("", "", "", "", "von", "bis"), *ROWS], merged=[(0, 4, 0, 5)])]
    ),
    "a head of two rows that nobody merged": Case(
        [Page([(*HEAD[:4], "Zeitraum", "", HEAD[6]), ("", "", "", "", "von", "bis"), *ROWS])]
    ),
    "a head merged downwards": Case(
        [
            Page(
                [(*HEAD[:4], "Zeitraum", "", HEAD[6]), ("", "", "", "", "von", "bis"), *ROWS],
                merged=[(0, 4, 0, 5), *((0, place, 1, place) for place in (0, 1, 2, 3, 6))],
            )
        ]
    ),
    "parts below the words of a head": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Kosten", "", "Kontakt", "", "Dauer"),
                    ("", "", "Plan", "Ist", "Name", "Telefon", "in Wochen"),
                    ("A", "eins", 100, 90, "Kim", "0521 12345", ""),
                    ("B", "zwei", 50, "", "Lou", "", ""),
                ],
                merged=[(0, 4, 0, 5)],
            )
        ],
        [
            *("# A", "- eins; geplant; Kosten Plan: 100\nKosten Ist: 90\nKontakt Telefon: 0521 12345"),
            *("# B", "- zwei; geplant; Kosten Plan: 50"),
        ],
        [f"Tabelle1, Spalte {column}" for column in (3, 4, 5, 6)],
    ),
    "a head of three rows": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Zeitraum", "", "Kosten"),
                    ("", "", "geplant"),
                    ("", "", "von", "bis"),
                    ("A", "eins", "1/2018", "2/2018", 100, 90),
                ],
                merged=[(0, 2, 0, 3), (0, 4, 0, 5), (1, 2, 1, 3)],
            )
        ],
        ["# A (Januar bis Februar 2018)", "- eins; geplant; Kosten: 100\nKosten: 90"],
        ["Tabelle1, Spalte 5", "Tabelle1, Spalte 6"],
    ),
    "a first row that is none of the head": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Ziel", "", "Kosten"),
                    ("", "eins", "z1", "z2", 100, 90),
                    ("", "", "z3"),
                    ("B", "zwei"),
                ],
                merged=[(0, 2, 0, 3), (0, 4, 0, 5)],
            )
        ],
        ["# Phase 1", "- eins; geplant; Kosten: 100 90", "* z1", "* z2", "* z3", "# B", "- zwei; geplant"],
        ["Tabelle1, Spalte 5", "Tabelle1, Zeile 2, Titel"],
    ),
    "other words in another order": Case(
        [
            Page(
                [
                    (
                        "Stand",
                        "Ende",
                        "Beteiligte / Akteure",
                        "Anfang",
                        "Zielsetzung",
                        "Geplante Aktivität",
                        "Projektphase",
                    ),
                    *([row[place] for place in (6, 5, 3, 4, 2, 1, 0)] for row in ROWS),
                ]
            )
        ]
    ),
    "real dates": Case(
        [
            Page(
                [
                    HEAD,
                    [*ONE[:4], dt.date(2018, 1, 8), dt.date(2018, 3, 31), ONE[6]],
                    [*TWO[:4], dt.date(2018, 4, 2), dt.date(2018, 5, 14), TWO[6]],
                    [*THREE[:4], dt.date(2018, 6, 14), dt.date(2018, 6, 15), THREE[6]],
                ]
            )
        ],
        [
            line.replace("Januar bis März 2018", "8.1.2018 bis 31.3.2018")
            .replace("April bis Mai 2018", "2.4.2018 bis 14.5.2018")
            .replace("Juni 2018", "14.6.2018 bis 15.6.2018")
            for line in PLAN
        ],
    ),
    "dates shown as months": Case(
        [
            Page(
                [
                    HEAD,
                    [*ONE[:4], Month(dt.date(2018, 1, 1)), Month(dt.date(2018, 3, 1)), ONE[6]],
                    [*TWO[:4], Month(dt.date(2018, 4, 1)), Month(dt.date(2018, 5, 1)), TWO[6]],
                    [*THREE[:4], Month(dt.date(2018, 6, 1)), Month(dt.date(2018, 6, 1)), THREE[6]],
                ]
            )
        ]
    ),
    "dates as texts, names of months, quarters": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Zeitraum"),
                    ("A", "eins", "1.2.2018 - 14.3.2018"),
                    ("A", "zwei", "Jan.–März 18"),
                    ("A", "drei", "Q2 2018"),
                    ("A", "vier", "III. Quartal 2018"),
                    ("A", "fünf", "Sommer 2018"),
                    ("A", "sechs", "irgendwann"),
                ]
            )
        ],
        [
            "# A",
            "- eins; 1.2.2018 bis 14.3.2018; geplant",
            "- zwei; Januar bis März 2018; geplant",
            "- drei; Q2 2018; geplant",
            "- vier; III. Quartal 2018; geplant",
            "- fünf; Juni bis August 2018; geplant",
            "- sechs; geplant; Zeitraum: irgendwann",
        ],
        ["Zeitraum „Sommer 2018“", "Zeitraum „irgendwann“"],
    ),
    "the status in words, short, as a colour, a mark and a share": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Status"),
                    ("A", "eins", "in Arbeit"),
                    ("A", "zwei", "erl."),
                    ("A", "drei", "grün"),
                    ("A", "vier", "✓"),
                    ("A", "fünf", Percent(0.5)),
                    ("A", "sechs", Percent(1)),
                    ("A", "sieben", "–"),
                ]
            )
        ],
        [
            "# A",
            "- eins; läuft",
            "- zwei; abgeschlossen",
            "- drei; geplant; Status: grün",
            "- vier; abgeschlossen",
            "- fünf; läuft",
            "- sechs; abgeschlossen",
            "- sieben; geplant",
        ],
        [f"Status „{text}“" for text in ("in Arbeit", "erl.", "grün", "✓", "50 %", "100 %")],
    ),
    "hidden rows, columns and sheets": Case(
        [
            Page(
                [("Phase", "Intern", "Maßnahme"), ("A", "geheim", "eins"), ("A", "auch", "zwei"), ("B", "", "zwei")],
                hidden_columns=[1],
                hidden_rows=[2],
            ),
            Page([HEAD, *ROWS], "Alt", is_hidden=True),
        ],
        AB,
        left={"verborgene Zeile": 1, "verborgene Spalte": 1, "verborgenes Blatt": 1},
    ),
    "what is merged over hidden rows and columns": Case(
        [
            Page(
                [("x", "Phase", "Maßnahme"), ("", "A", "weg"), ("", "", "eins"), ("Phase 2: B",), ("", "", "zwei")],
                merged=[(1, 1, 2, 1), (3, 0, 3, 2)],
                hidden_columns=[0],
                hidden_rows=[1],
            )
        ],
        AB,
        left={"verborgene Zeile": 1, "verborgene Spalte": 1},
    ),
    "errors, and formulas without a result": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Ziel"),
                    ("A", Result("eins"), Result("#DIV/0!")),
                    ("B", "zwei", Result("#NV")),
                    ("B", Result(""), "z2"),
                ]
            )
        ],
        ["# A", "- eins; geplant", "# B", "- zwei; geplant", "* z2"],
        left={"Zelle mit einem Fehler": 2, "Formel ohne Ergebnis": 1},
        excel_alone=True,
    ),
    "empty rows and columns between": Case(
        [
            Page(
                [
                    [*row[:1], "", *row[1:3], "", "", *row[3:]] if row else []
                    for row in (HEAD, [], ONE, TWO, [], [], THREE)
                ]
            )
        ]
    ),
    "sums, and remarks below": Case(
        [
            Page(
                [
                    *([*row, cost] for row, cost in zip((HEAD, *ROWS[:2]), ("Kosten", 100, 250.5), strict=True)),
                    ("Zwischensumme", *[""] * 6, 350.5),
                    [*THREE, 50],
                    ("Gesamt", *[""] * 6, 400.5),
                    [],
                    ("Anmerkung: alles netto",),
                    ("Bearbeitet von Frau Kaya",),
                ]
            )
        ],
        [
            line + {1: "; Kosten: 100", 2: "; Kosten: 250,5", 6: "; Kosten: 50"}.get(number, "")
            for number, line in enumerate(PLAN)
        ],
        ["Tabelle1, Spalte 8", *(f"Tabelle1, Zeile {row}, Spalte 1, Fußzeile" for row in (4, 6, 8, 9))],
        left={"Fußzeile": 4},
    ),
    "a legend below": Case(
        [Page([("Phase", "Maßnahme"), ("A", "eins"), ("B", "zwei"), [], ("Legende:",), ("g", "grün"), ("r", "rot")])],
        AB,
        ["Tabelle1, Zeile 5, Spalte 1, Fußzeile"],
        left={"Fußzeile": 3},
    ),
    "words alone below a gap": Case(
        [Page([("Phase", "Maßnahme"), ("A", "eins"), ("B", "zwei"), [], ("Nächste Sitzung im Mai",)])],
        [*AB, "# Nächste Sitzung im Mai"],
        ["Tabelle1, Zeile 5, Spalte 1, Fußzeile"],
    ),
    "comments and a text box": Case(
        [
            Page(
                [("Phase", "Maßnahme"), ("A", "eins"), ("B", "zwei")],
                notes={(1, 1): "Mit Roth klären", (0, 0): "Kopf"},
                box="Frist beachten",
            )
        ],
        ["# A", "- eins; geplant; Kommentar (Kaya): Mit Roth klären", *AB[2:]],
        left={"Textfeld": 1, "Anmerkung in der Kopfzeile": 1},
    ),
    "lists within cells": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahmen", "Ziele", "Partner"),
                    ("A", "• eins\n• zwei", "1. z eins\n2. z zwei\n   a) z unter\n3. z drei", "AK Asyl\nMBR"),
                    ("B", "Drei\nVier", "- z vier\n- z fünf", "AK Asyl, MBR und Caritas"),
                    ("C", "fünf machen und\nDann feiern", "", ""),
                ]
            )
        ],
        [
            *("# A", "- eins; geplant", "- zwei; geplant", "* z eins", "* z zwei", "  * z unter", "* z drei"),
            *("@ AK Asyl, MBR", "# B", "- Drei; geplant", "- Vier; geplant", "* z vier", "* z fünf"),
            *("@ AK Asyl, MBR, Caritas", "# C", "- fünf machen und Dann feiern; geplant"),
        ],
        ["Tabelle1, Zeile 4, Spalte 2, Umbrüche"],
    ),
    "goals on a sheet of their own": Case(
        [
            Page([("Phase", "Maßnahme"), ("A", "eins"), ("B", "zwei")], "Maßnahmen"),
            Page([("Phase", "Ziel"), ("A", "z1"), ("B", "z2")], "Ziele"),
        ],
        WITH_GOALS,
        ["Phasen, mehrmals"],
    ),
    "two tables on one sheet": Case(
        [Page([("Phase", "Maßnahme"), ("A", "eins"), ("B", "zwei"), [], ("Phase", "Ziel"), ("A", "z1"), ("B", "z2")])],
        WITH_GOALS,
        ["Phasen, mehrmals"],
    ),
    "two plans beside each other": Case(
        [
            Page(
                [
                    ("2018", "", "", "2019"),
                    ("Phase", "Maßnahme", "", "Phase", "Maßnahme"),
                    ("A", "eins", "", "B", "drei"),
                    ("", "zwei"),
                ]
            )
        ],
        short(("A", ["eins", "zwei"]), ("B", ["drei"])),
        left={"Absatz dazwischen": 1},
    ),
    "the head again in other words, and in another order": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Ziel"),
                    ("A", "eins", "z1"),
                    ("Phase", "Maßnahmen", "Ziele"),
                    ("", "zwei", "z1"),
                    ("Phase", "Ziel", "Maßnahme"),
                    ("B", "z2", "zwei"),
                ]
            )
        ],
        ["# A", "- eins; geplant", "- zwei; geplant", *WITH_GOALS[2:]],
    ),
    "signs for what stands above": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Ziel", "Partner", "Status"),
                    ("A", "eins", "z1", "MBR", "läuft"),
                    ("″", "zwei", "dito", "″", '-"-'),
                    ("B", "drei", "", "s. o.", "s. o."),
                ]
            )
        ],
        ["# A", "- eins; läuft", "- zwei; läuft", "* z1", "@ MBR", "# B", "- drei; läuft"],
        ["Tabelle1, wie darüber", "Tabelle1, Zeile 4, Spalte 4, wie oben"],
    ),
    "measures counted below bands, one of them alone in its row": Case(
        [Page([("Maßnahme", "Ziel"), ("1 A",), ("1.1 eins", "z1"), ("1.2 zwei",), ("2 B",), ("2.1 drei", "z2")])],
        [*("# A", "- 1.1 eins; geplant", "- 1.2 zwei; geplant", "* z1"), *("# B", "- 2.1 drei; geplant", "* z2")],
    ),
    "notes below": Case(
        [Page([("Phase", "Maßnahme"), ("A", "eins"), ("B", "zwei"), ("* vorläufig",), ("1) laut Antrag",), ("Ende",)])],
        AB,
        ["Tabelle1, Zeile 4, Spalte 1, Fußzeile"],
        left={"Fußzeile": 3},
    ),
    "heads in English": Case(
        [Page([("Activity", "Goal", "Start", "End"), ("eins", "z1", "1/2018", "2/2018")])],
        ["# Maßnahmen (Januar bis Februar 2018)", "- eins; geplant", "* z1"],
        [*(f"Tabelle1, Spalte {column}" for column in (1, 2, 4)), "Tabelle1, Phase"],
    ),
    "partners below a small plan": Case(
        [Page([*SMALL, [], ("Kooperationspartner", "Telefon", "E-Mail"), ("MBR", "0521 1", "mbr@example.org")])],
        short(("A", ["eins"])),
        ["Tabelle1 ab Zeile 4, Verzeichnis"],
    ),
    "partners above a small plan": Case(
        [Page([("Kooperationspartner", "Telefon", "E-Mail"), ("MBR", "0521 1", "mbr@example.org"), [], *SMALL])],
        short(("A", ["eins"])),
        ["Tabelle1, Verzeichnis"],
    ),
    "people below a small plan": Case(
        [Page([*SMALL, [], ("Name", "Telefon", "E-Mail"), ("Kim Muster", "0521 1234", "kim@example.org")])],
        short(("A", ["eins"])),
        ["Tabelle1 ab Zeile 4, Fortsetzung"],
        {"weitere Tabelle": 1},
    ),
    "people below a plan without a gap, whose head has two rows and people as well": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Kontakt", ""),
                    ("", "", "Name", "Telefon"),
                    ("A", "eins", "", ""),
                    ("Name", "Vorname", "Telefon", "Mail"),
                    ("Muster", "Kim", "0521 1234", "kim@example.org"),
                ],
                merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)],
            )
        ],
        short(("A", ["eins"])),
        ["Tabelle1 ab Zeile 4, Fortsetzung"],
        {"weitere Tabelle": 1},
    ),
    "people below a plan whose head says little": Case(
        [Page([("Maßnahme", "Wann"), ("eins", "6/2018"), [], ("Name", "Mobil"), ("Kim Muster", "0521 1234")])],
        ["# Maßnahmen (Juni 2018)", "- eins; geplant"],
        ["Tabelle1, Spalte 2", "Tabelle1 ab Zeile 4, Fortsetzung", "Tabelle1, Phase"],
        {"weitere Tabelle": 1},
    ),
    "how to reach somebody below a plan": Case(
        [
            Page(
                [
                    *SMALL,
                    ("Kim Muster", "0521 12345", "kim@example.org"),
                    [],
                    ("Lou Roth",),
                    ("Telefon:", "0521 12346"),
                    ("", "E-Mail", "lou@example.org"),
                    [],
                    ("Ansprechpartnerin:",),
                    ("Kaya Öz",),
                    ("Markt 1",),
                    ("33602 Bielefeld",),
                ]
            )
        ],
        short(("A", ["eins"])),
        left={"Kontaktangabe": 8},
    ),
    "how to reach somebody above a plan, and beside it": Case(
        [
            Page(
                [
                    ("Maßnahmenplan",),
                    ("Kontakt:", "Kim Muster"),
                    [],
                    (*SMALL[0], "", "Tel.: 0521 12345"),
                    (*SMALL[1], "", "Mail: kim@example.org"),
                ]
            )
        ],
        short(("A", ["eins"])),
        left={"Kontaktangabe": 3},
    ),
    "half-years below years, and how to reach somebody within cells": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Verantwortlich", "2018", ""),
                    ("", "", "", "1. Hj.", "2. Hj."),
                    ("A", "eins\nKontakt: Kim Muster", "Kim, kim@example.org", "", "x"),
                ]
            )
        ],
        ["# A (2. Halbjahr 2018)", "- eins; geplant"],
        ["Tabelle1, Zeitleiste"],
        {"Kontaktangabe": 2},
    ),
    "labels right beside a plan": Case(
        [Page([(*SMALL[0], "Telefon:", "0521 12345"), (*SMALL[1], "Kontakt:", "Kim Muster")])],
        short(("A", ["eins"])),
        left={"Kontaktangabe": 2},
    ),
    "what may be of a person or not": Case(
        [Page([*SMALL, ("Kontakt", "Kim Muster"), ("B", "Adressen sammeln"), ("Träger:", "Stadt"), ("Geld:", "BAMF")])],
        short(("A", ["eins"]), ("B", ["Adressen sammeln"])),
        ["Tabelle1, Zeile 3, Kontakt", *(f"Tabelle1, Zeile {row}, Spalte 1, Fußzeile" for row in (5, 6))],
        {"Kontaktangabe": 1, "Fußzeile": 2},
    ),
    "words of contacts that are measures": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Ziel"),
                    ("Kontakt", "Schulen ansprechen"),
                    ("Leitung", "Kontakt: Kitas ansprechen\nTelefon: Hotline einrichten"),
                    ("Website", "Auftritt"),
                ]
            )
        ],
        short(
            ("Kontakt", ["Schulen ansprechen"]),
            ("Leitung", ["Kontakt: Kitas ansprechen", "Telefon: Hotline einrichten"]),
            ("Website", ["Auftritt"]),
        ),
    ),
    "words of contacts that are heads and titles": Case(
        [Page([("Phase", "Kontakt", "B"), ("Maßnahme", "knüpfen", "zwei"), ("Ansprechpartnerin", "Kim", "Lou")])],
        short(("Kontakt", ["knüpfen"]), ("B", ["zwei"])),
    ),
    "a line above partners whose head has two rows": Case(
        [
            Page(
                [
                    ("Verteiler, nur für uns",),
                    [],
                    ("Partner", "Kontakt"),
                    ("", "Name", "Telefon"),
                    ("MBR", "Kim", "0521 1"),
                ]
            )
        ],
        [],
        ["Tabelle1, Verzeichnis"],
        {"Zeile davor": 1},
    ),
    "the head again on each page": Case([Page([HEAD, ONE, [], HEAD, TWO, HEAD, THREE])]),
    "a phase that comes again": Case([Page([HEAD, ONE, THREE, TWO])], doubts=["Phasen, mehrmals"]),
    "phases that have numbers alone": Case(
        [Page([("Phase", "Maßnahme"), (1, "eins"), (1, "zwei"), (2, "drei")])],
        short(("Phase 1", ["eins", "zwei"]), ("Phase 2", ["drei"])),
    ),
    "phases with a number and a title": Case(
        [Page([("Phase", "Phasentitel", "Maßnahme"), (1, "A", "eins"), (2, "B", "zwei")])], AB, ["Tabelle1, Spalte 1"]
    ),
    "numbers and amounts": Case(
        [
            Page(
                [
                    ("Nr.", "Phase", "Maßnahme", "Teilnehmende"),
                    ("1.10", " A ", "  eins  ", "25"),
                    (1.1, "B", "zwei", 30.0),
                ]
            )
        ],
        AB,
        ["Tabelle1, Spalte 4"],
    ),
    "turned": Case([Page([list(column) for column in zip(HEAD, *ROWS, strict=True)])]),
    "a filter that hides rows, and rows in groups": Case(
        [Page([HEAD, *ROWS], hidden_rows=[1], has_filter=True, grouped=[2, 3])],
        [
            "# Aufbau (April bis Mai 2018)",
            "- Netzwerk einladen; läuft",
            "* Bekanntheit",
            "@ MBR",
            "# Umsetzung (Juni 2018)",
            "- Fachtag; geplant",
            *PLAN[-2:],
        ],
        left={"verborgene Zeile": 1},
    ),
    "a very long text": Case([Page([("Phase", "Maßnahme"), ("A", LONG)])], short(("A", [LONG.strip()]))),
    "rows that stand there twice": Case(
        [Page([HEAD, ONE, ONE, TWO, THREE])], [*PLAN[:2], *PLAN[1:]], ["Maßnahmen, mehrmals"]
    ),
    "a column that no plan has": Case(
        [Page([("Phase", "Maßnahme", "Kostenstelle"), ("A", "eins", 4711), ("B", "zwei", 4712)])],
        ["# A", "- eins; geplant; Kostenstelle: 4711", "# B", "- zwei; geplant; Kostenstelle: 4712"],
        ["Tabelle1, Spalte 3"],
    ),
    "a cross for each month": Case(
        [Page([("Phase", "Maßnahme", "Jan 18", "Feb 18"), ("A", "eins", "x", "x"), ("B", "zwei", "", "x")])],
        ["# A", "- eins; geplant; Jan 18: x\nFeb 18: x", "# B", "- zwei; geplant; Feb 18: x"],
        ["Tabelle1, Spalte 3", "Tabelle1, Spalte 4"],
    ),
    "no phase at all": Case(
        [Page([("Maßnahme", "Zuständig", "Frist"), ("eins", "Kaya", dt.date(2018, 5, 2)), ("zwei", "Roth", "6/2018")])],
        ["# Maßnahmen", "- eins; 2.5.2018; geplant", "- zwei; Juni 2018; geplant"],
        ["Tabelle1, Spalte 3", "Tabelle1, Phase"],
    ),
    "a column that begins far down": Case(
        [
            Page(
                [
                    ("Phase", "Maßnahme", "Rückmeldung"),
                    *(("A", f"M{number}", "gern" if number > 404 else "") for number in range(410)),
                ]
            )
        ],
        [
            "# A",
            *(f"- M{number}; geplant{'; Rückmeldung: gern' if number > 404 else ''}" for number in range(410)),
        ],
        ["Tabelle1, Spalte 3"],
    ),
    "another list beside the plan": Case(
        [Page([HEAD, *ROWS], "Plan"), Page([("Datum", "Wert"), (dt.date(2018, 1, 1), 5)], "Messung")],
        left={"weitere Tabelle": 1},
    ),
}


def read(case: Case, kind: str, tmp_path: Path) -> Draft:
    path = tmp_path / f"Liste.{kind}"
    path.write_bytes(xlsx(*case.pages) if kind == "xlsx" else ods(*case.pages))
    source = workbooks.read(path) if kind == "xlsx" else calc.read(path)
    return draft_as_suggested(source, {})


@pytest.mark.parametrize("shape", CASES)
def test_a_sheet_of_any_shape_is_the_plan_it_is(shape: str, tmp_path: Path) -> None:
    case = CASES[shape]
    for kind in ("xlsx", *([] if case.excel_alone else ["ods"])):
        draft = read(case, kind, tmp_path)
        assert said(draft.plan) == list(case.plan), kind
        assert keys(draft) == list(case.doubts), kind
        assert {one.one: one.count for one in draft.left_out} == dict(case.left), kind
        assert len(draft.errors) == case.errors, kind
        # The file has no tables but its sheets.
        places = [*draft.places.values(), *(one.place for one in (*draft.doubts, *draft.errors))]
        assert not any(" ab " in place.part for place in places), kind


def test_partners_on_a_sheet_of_their_own_bring_along_how_to_reach_them(tmp_path: Path) -> None:
    plan = Page([("Phase", "Maßnahme", "Partner"), ("A", "eins", "AK Asyl"), ("B", "zwei", "")], "Plan")
    people = Page(
        [
            ("Einrichtung", "Kürzel", "Ansprechperson", "Telefon", "E-Mail", "Straße", "PLZ", "Stadtteil"),
            ("AK Asyl", "AK", "Frau Kaya", "0521 123", "kaya@example.org", "Markt 1", 33602, "Mitte"),
            ("MBR", "", "Herr Roth", 521456, "kein Anschluss", "", "", ""),
            ("", "", "Frau Öz", "", "oez@example.org", "", "", ""),
        ],
        "Adressen",
    )
    path = tmp_path / "Liste.xlsx"
    path.write_bytes(xlsx(plan, people))
    source = workbooks.read(path)
    draft = draft_as_suggested(source, {})
    found = draft.plan
    assert said(found) == ["# A", "- eins; geplant", "@ AK Asyl", "# B", "- zwei; geplant"]
    assert [(one.name, one.abbreviation, one.remark) for one in found.partners] == [
        ("AK Asyl", "AK", "Stadtteil: Mitte"),
        ("MBR", None, None),
    ]
    reached = [
        (found.get(Partner, one.partner).name, one.person, one.phone, one.mail, one.address)
        for one in found.all(Contact).values()
    ]
    assert reached == [
        ("AK Asyl", "Frau Kaya", "0521 123", "kaya@example.org", "Markt 1, 33602"),
        ("MBR", "Herr Roth", "521456", None, None),
        ("MBR", "Frau Öz", None, "oez@example.org", None),
    ]
    assert [(one.place.said, one.read) for one in draft.errors] == [("Adressen, Zeile 3, Spalte 1", "kein Anschluss")]
    assert keys(draft) == ["Adressen, Verzeichnis"]
    assert draft.told == "2 Phasen, 2 Maßnahmen, 2 Partner, 3 Kontakte; 1 Fehler"
    told = draft_text(draft, ()).partition("Neben den Phasen:\n")[2].partition("\n\n")[0]
    assert [line.strip("• ") for line in told.split("\n")] == [
        "Partner: AK Asyl (AK; Stadtteil: Mitte)",
        "Kontakt bei AK Asyl: Frau Kaya, 0521 123, kaya@example.org, Markt 1, 33602",
        "Partner: MBR",
        "Kontakt bei MBR: Herr Roth, 521456",
        "Kontakt bei MBR: Frau Öz, oez@example.org",
    ]
    names = draft_of(source, {"Adressen, Verzeichnis": "names"})
    assert ([one.name for one in names.plan.partners], names.plan.all(Contact)) == (["AK Asyl", "MBR"], {})
    assert [one.said for one in names.left_out] == ["3 Zeilen eines Verzeichnisses"]


def test_people_below_a_plan_are_in_the_register_or_left_out_by_their_head(tmp_path: Path) -> None:
    partners = [("Kooperationspartner", "Telefon", "E-Mail"), ("MBR", "0521 1", "mbr@example.org")]
    people = [("Name", "Tel.-Nr.", "E-Mail-Adressen"), ("Kim Muster", "0521 1234", "kim@example.org")]
    path = tmp_path / "Liste.xlsx"
    path.write_bytes(xlsx(Page([*SMALL, ("B", "zwei", "Lou"), [], ("C", "drei", "Lou"), *partners, [], *people])))
    draft = draft_as_suggested(workbooks.read(path), {})
    assert said(draft.plan) == short(("A", ["eins"]), ("B", ["zwei"]), ("C", ["drei"]))
    reached = [(draft.plan.get(Partner, one.partner).name, one.phone) for one in draft.plan.all(Contact).values()]
    assert reached == [("MBR", "0521 1")]
    assert [(one.said, one.examples) for one in draft.left_out] == [
        ("1 weitere Tabelle", ("Name Tel.-Nr. E-Mail-Adressen",))
    ]
    assert draft.errors == ()


OLD = Path(__file__).parents[2] / "data" / "lists"


def test_what_is_hidden_or_wrong_in_an_old_form_is_told() -> None:
    """An .xls with a hidden row, a merged cell and an error, as LibreOffice writes it."""
    draft = draft_as_suggested(workbooks.read(OLD / "hidden_row_and_error.xls"), {})
    assert [one.text for one in draft.plan.all(Measure).values()] == ["Auftakt vorbereiten", "Fachtag"]
    assert [(one.said, one.examples) for one in draft.left_out] == [
        ("1 verborgene Zeile", ("Netzwerk einladen 04/2018 läuft",)),
        ("1 Zelle mit einem Fehler", ("Plan D4: #N/A",)),
    ]
    assert len(draft.remarks) == 1
    assert "Bitte sie in der Datei berichtigen" in draft.remarks[0]


def test_bars_comments_and_boxes_of_an_old_form_are_read() -> None:
    """An .xls with bars, a comment, a hidden column, a month and a box, as LibreOffice writes it."""
    source = workbooks.read(OLD / "bars_and_comment.xls")
    draft = draft_as_suggested(source, {})
    assert said(draft.plan) == [
        "# A",
        "- eins; Januar bis Februar 2024; geplant; Kommentar: Bitte prüfen\n05/2024",
        "- zwei; Dezember 2024; geplant",
    ]
    assert {one.said for one in draft.left_out} == {"1 verborgene Spalte", "1 Textfeld"}
