"""Tables of Word that say things in passing: each is the plan it is, and what is not sure of it is asked or told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from exchange.tables.plans import keys, said
from exchange.tables.test_documents import HEAD
from exchange.word.docx_maker import box, cell, control, document, p, ps, row, run, table

from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.word import docx

ONE = ("1 Analyse", "2017", "Tagung", "Austausch", "AK Asyl")
TWO = ("2 Bestand", "2018", "Umfrage", "Wissen", "MBR")
ANALYSE = ["# Analyse (2017)", "- Tagung; geplant", "* Austausch", "@ AK Asyl"]
BESTAND = ["# Bestand (2018)", "- Umfrage; geplant", "* Wissen", "@ MBR"]
PLAN = [*ANALYSE, *BESTAND]
"""What both of these rows say."""
WITH_STATUS = ("Phase", "Maßnahme", "Status")


class Case(NamedTuple):
    """A document, the plan it is, the keys of its questions, and what is left out of it."""

    content: bytes
    plan: Sequence[str] = PLAN
    doubts: Sequence[str] = ()
    left: Mapping[str, int] = {}


def field(kind: str, inside: str, result: str = "") -> str:
    """A form field of older documents."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {kind} </w:instrText></w:r>'
    parts = ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', result, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return begin + code + "".join(parts)


def with_status(inside: str) -> bytes:
    """A measure whose status is shown so."""
    return document(table(WITH_STATUS, ("Analyse", "Tagung", cell(f"<w:p>{inside}</w:p>"))))


def over(*cells: str) -> tuple[str, ...]:
    return tuple(cell(text, merge="restart" if text else "continue") for text in cells)


TICKED, OPEN = ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "<w:checkBox/>")
LIST = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="geplant"/><w:listEntry w:val="läuft"/></w:ddList>'
FOOTNOTE = '<w:footnote w:id="1"><w:p><w:r><w:t>Laut Antrag</w:t></w:r></w:p></w:footnote>'
REFERENCE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
TIMES = (row(cell("Zeitraum", span=2), *over("Phase", "Maßnahme")), row("von", "bis", *over("", "")))
MANY = ("Phase", "Inhalt")
CASES = {
    "each thing under its word in one cell": Case(
        document(
            table(
                MANY,
                (
                    "1 Analyse",
                    p("Zeitraum: 2017")
                    + p("Maßnahmen:")
                    + p("Tagung", "-")
                    + p("Ziele:")
                    + p("Austausch", "-")
                    + p("Partner: AK Asyl"),
                ),
                ("2 Bestand", p("Laufzeit: 2018") + p("Maßnahme: Umfrage") + p("Ziel: Wissen") + p("Partner: MBR")),
            )
        ),
        doubts=["Tabelle 1, Spalte 2"],
    ),
    "a measure that has a colon": Case(
        document(table(HEAD, (*ONE[:2], p("Tagung: Ziele und Wege") + p("Ziel: Vielfalt"), *ONE[3:]))),
        [
            ANALYSE[0].replace("# ", "# 1 "),
            "- Tagung: Ziele und Wege; geplant",
            "- Ziel: Vielfalt; geplant",
            *ANALYSE[2:],
        ],
    ),
    "a list to choose from": Case(with_status(field("FORMDROPDOWN", LIST)), ["# Analyse", "- Tagung; läuft"]),
    "boxes that are ticked": Case(
        with_status(field("FORMCHECKBOX", TICKED) + run(" erledigt ") + field("FORMCHECKBOX", OPEN) + run(" offen")),
        ["# Analyse", "- Tagung; geplant; Status: ☒ erledigt ☐ offen"],
        ["Status „☒ erledigt ☐ offen“"],
    ),
    "a field to fill in": Case(
        with_status(field("FORMTEXT", "<w:textInput/>", run("läuft"))), ["# Analyse", "- Tagung; läuft"]
    ),
    "a newer list to choose from": Case(with_status(control(run("läuft"))), ["# Analyse", "- Tagung; läuft"]),
    "how to reach somebody, around a table and in it": Case(
        document(
            p("Arbeitsplan", style="Titel"),
            p("Ansprechpartnerin: Kim Muster"),
            p("Tel. 0521 12345"),
            table(
                HEAD,
                (*ONE[:4], "AK Asyl (Kim Muster, Tel. 0521 12346)"),
                TWO,
                row(cell("Telefon:"), cell("0521 12345", span=4)),
                row(cell(p("Kontakt:") + p("Kim Muster") + p("kim@example.org"), span=5)),
            ),
            table(("Anschrift:", "Markt 1"), ("Kontakt", "Kim Muster")),
            p("kim@example.org"),
        ),
        [*ANALYSE[:3], "@ AK Asyl (Kim Muster)", *BESTAND],
        left={"Kontaktangabe": 8},
    ),
    "how to reach somebody within cells, and a table within one": Case(
        document(
            table(
                (*HEAD, "Verantwortlich"),
                (
                    *ONE[:2],
                    p("Tagung") + p("Kontakt: Kim Muster") + p("Mail: kim@example.org"),
                    *ONE[3:],
                    "Kim Muster, 0521 12345",
                ),
                (
                    *TWO[:2],
                    cell(table(("Schritt", "Wer"), ("Umfrage", "Lou")) + table(("Telefon", "0521 12346"), ("", ""))),
                    *TWO[3:],
                    "",
                ),
            )
        ),
        [*ANALYSE, BESTAND[0], "- Schritt – Wer; geplant", "- Umfrage – Lou; geplant", *BESTAND[2:]],
        ["Tabelle 2, in einer Zelle"],
        {"Kontaktangabe": 4},
    ),
    "as above": Case(
        document(table(HEAD, ONE, (*TWO[:4], "s. o."))),
        [*ANALYSE, *BESTAND[:3]],
        ["Tabelle 1, Zeile 3, Spalte 5, wie oben"],
    ),
    "words for nothing": Case(
        document(table(HEAD, (*ONE[:3], "–", "keine"), (*TWO[:3], "k. A.", "---"))), [*ANALYSE[:2], *BESTAND[:2]]
    ),
    "a caption above": Case(document(p("Tabelle 1: Arbeitsplan") + table(HEAD, ONE, TWO))),
    "years as bands": Case(
        document(
            table(
                ("Zeitraum", "Maßnahme"),
                row(cell("2017", span=2)),
                ("März", "eins"),
                row(cell("2018", span=2)),
                ("Mai bis Juni", "zwei"),
            )
        ),
        ["# 2017 (März 2017)", "- eins; geplant", "# 2018 (Mai bis Juni 2018)", "- zwei; geplant"],
    ),
    "months without a year below a title with one": Case(
        document(p("Zeitplan 2018") + table(HEAD, (ONE[0], "März bis Juli", *ONE[2:]), (TWO[0], "August", *TWO[2:]))),
        ["# Analyse (März bis Juli 2018)", *ANALYSE[1:], "# Bestand (August 2018)", *BESTAND[1:]],
        ["Jahr"],
    ),
    "partners of all phases at once": Case(
        document(table(HEAD, (*ONE[:4], cell("AK Asyl, MBR", merge="restart")), (*TWO[:4], cell(merge="continue")))),
        [*ANALYSE[:3], "@ AK Asyl, MBR", *BESTAND[:3], "@ AK Asyl, MBR"],
    ),
    "a measure and a goal of two phases": Case(
        document(table(HEAD, (*ONE[:2], *over("Beratung", "Hilfe"), ONE[4]), (*TWO[:2], *over("", ""), TWO[4]))),
        [
            *(ANALYSE[0], "- Beratung; geplant", "* Hilfe", ANALYSE[3]),
            *(BESTAND[0], "- Beratung; geplant", "* Hilfe", BESTAND[3]),
        ],
        [f"Tabelle 1, Zeile 2, Spalte {column}, mehrere Phasen" for column in (4, 3)],
    ),
    "a row for each goal, all else merged": Case(
        document(table(HEAD, (*over(*ONE[:3]), ONE[3], *over(ONE[4])), (*over("", "", ""), "Wissen", *over("")), TWO)),
        [*ANALYSE[:3], "* Wissen", ANALYSE[3], *BESTAND],
    ),
    "a head of two rows again on each page": Case(
        document(
            table(*TIMES, ("1/2017", "2/2017", "Analyse", "eins"), *TIMES, ("3/2017", "4/2017", "Bestand", "zwei"))
        ),
        [
            "# Analyse (Januar bis Februar 2017)",
            "- eins; geplant",
            "# Bestand (März bis April 2017)",
            "- zwei; geplant",
        ],
    ),
    "a footnote in the head": Case(
        document(table((p("Phase", inside=REFERENCE), *HEAD[1:]), ONE, TWO), footnotes=FOOTNOTE),
        left={"Anmerkung in der Kopfzeile": 1},
    ),
    "a sentence in the box of the table": Case(
        document(p("Vor", inside=box(p("Wichtig.") + table(HEAD, ONE, TWO)))),
        left={"Textfeld": 1, "Absatz dahinter": 1},
    ),
    "a box within a cell": Case(
        document(table(HEAD, (*ONE[:2], p("Tagung", inside=box(p("Umfrage"))), *ONE[3:]), TWO)),
        [*ANALYSE[:2], "- Umfrage; geplant", *ANALYSE[2:], *BESTAND],
    ),
    "goals in a table of their own": Case(
        document(
            p("Plan", style="Titel")
            + table(("Phase", "Zeitraum", "Maßnahme"), ONE[:3], TWO[:3])
            + p()
            + table(("Phase", "Ziel", "Partner"), (ONE[0], *ONE[3:]), (TWO[0], *TWO[3:]))
        ),
        doubts=["Phasen, mehrmals"],
    ),
    "who to call behind the plan": Case(
        document(
            table(HEAD, ONE, TWO) + p() + table(("Einrichtung", "Name", "Telefon"), ("MBR", "Frau Kaya", "0521 1"))
        ),
        doubts=["Tabelle 2, Verzeichnis"],
    ),
    "phases as columns": Case(
        document(
            table(
                ("", "Analyse", "Bestand"),
                ("Zeitraum", "2017", "2018"),
                ("Maßnahmen", "Tagung", "Umfrage"),
                ("Ziele", "Austausch", "Wissen"),
                ("Partner", "AK Asyl", "MBR"),
            )
        ),
        doubts=["Tabelle 1, Zeile 1"],
    ),
    "numbers that Word counts": Case(
        document(table(("Nr.", *HEAD), *((p("", "1"), p(one[0][2:], "1"), *one[1:]) for one in (ONE, TWO))))
    ),
    "numbers that were typed": Case(
        document(table(HEAD, (*ONE[:2], p("1.1 Tagung") + p("1.2 Fest"), *ONE[3:]), TWO)),
        [*ANALYSE[:2], "- Fest; geplant", *ANALYSE[2:], *BESTAND],
    ),
    "a title and a date above the head, a sum below": Case(
        document(
            table(
                row(cell("NRWeltoffen", span=5)),
                row(cell("Stand: Mai 2017", span=5)),
                HEAD,
                ONE,
                TWO,
                row(cell("Summe: 2", span=5)),
            )
        ),
        left={"Zeile davor": 1, "Zwischenzeile": 1},
    ),
    "columns that are counted": Case(
        document(table(("1", "2", "3", "4", "5"), HEAD, tuple("abcde"), ONE, tuple("12345"), TWO))
    ),
    "the head again in short": Case(
        document(table(HEAD, ONE, ("Phase", "Zeitr.", "Maßn.", "Ziel", "Koop.-Partner"), TWO))
    ),
    "questions as heads": Case(
        document(table(("Phase", "Wann?", "Was?", "Wozu?", "Mit wem?"), ONE, TWO)),
        doubts=[f"Tabelle 1, Spalte {number}" for number in (2, 3, 4, 5)],
    ),
    "sums that are carried over": Case(
        document(
            table(
                (*HEAD, "Bemerkung"),
                (*ONE, ""),
                ("Übertrag von Seite 1", *[""] * 4, "5 €"),
                (*TWO, ""),
                row(cell("Gesamtsumme (alle Phasen)", span=5), "9 €"),
            )
        ),
        doubts=["Tabelle 1, Zeile 3, Spalte 1, Fußzeile", "Tabelle 1, Zeile 5, Spalte 1, Fußzeile"],
        left={"Fußzeile": 2},
    ),
    "a card that goes on without a word at the left": Case(
        document(
            table(("Phase", ONE[0]), ("Zeitraum", "2017"), ("Maßnahmen", "Tagung"), ("", "Fest"), ("Ziele", ONE[3]))
        ),
        ["# 1 Analyse (2017)", ANALYSE[1], "- Fest; geplant", ANALYSE[2]],
    ),
    "a telephone in brackets before another name": Case(
        document(table(HEAD, (*ONE[:4], "AK Asyl (Tel. 0521 12345), MBR, mbr@example.org"))),
        ["# 1 Analyse (2017)", *ANALYSE[1:3], "@ AK Asyl, MBR"],
        left={"Kontaktangabe": 2},
    ),
    "a phase that goes on behind a page break": Case(
        document(
            table(HEAD, ONE, ("Analyse (Fortsetzung)", "", "Fest", "", ""))
            + table(("noch Phase 1", "", "Beratung", "", ""), TWO)
        ),
        [*ANALYSE[:2], "- Fest; geplant", "- Beratung; geplant", *ANALYSE[2:], *BESTAND],
    ),
    "as above, and one more": Case(
        document(table(HEAD, ONE, (*TWO[:4], "s. o., zusätzlich MBR"))),
        PLAN,
        ["Tabelle 1, Zeile 3, Spalte 5, wie oben"],
    ),
    "kinds of goals": Case(
        document(
            table(
                HEAD,
                (*ONE[:3], p("Leitziel:") + p("Vielfalt") + p("Handlungsziele:") + p("Austausch", "-"), ONE[4]),
                (*TWO[:3], p("Leitziel: Mut") + p("Teilziel 1: Wissen"), TWO[4]),
            )
        ),
        [
            *(*ANALYSE[:2], "* Leitziel: Vielfalt", "* Handlungsziele:", "  * Austausch", ANALYSE[3]),
            *(*BESTAND[:2], "* Leitziel: Mut", "* Teilziel 1: Wissen", BESTAND[3]),
        ],
    ),
    "what a line announces": Case(
        document(
            table(
                HEAD,
                (*ONE[:2], p("Runden:") + p("• Tagung"), ONE[3], p("Ämter:", "-") + p("AK Asyl", "-", 1)),
                (*TWO[:3], p("Wege:") + p("Wissen", "-") + p("Mut"), TWO[4]),
            )
        ),
        [
            *(ANALYSE[0], "- Runden:; geplant", *ANALYSE[1:3], "@ Ämter, AK Asyl"),
            *(*BESTAND[:2], "* Wege:", "  * Wissen", "* Mut", BESTAND[3]),
        ],
        ["Tabelle 1, Unterpunkte"],
    ),
    "times in short, and one that counts from today": Case(
        document(
            table(HEAD, (ONE[0], "I/2017", *ONE[2:]), (TWO[0], "ab sofort", *TWO[2:]), ("3 Dauer", "lfd.", "", "", ""))
        ),
        ["# Analyse (1. Quartal 2017)", *ANALYSE[1:], "# Bestand", *BESTAND[1:], "# Dauer (lfd.)"],
        ["Zeitraum „I/2017“", "Zeitraum „ab sofort“"],
    ),
    "two phases in a cell, and a time for each measure": Case(
        document(
            table(
                HEAD,
                (
                    p("Phase 1: Analyse") + p("Phase 2: Bestand"),
                    p("3/2017") + p("4/2018"),
                    p("Tagung") + p("Umfrage"),
                    *ONE[3:],
                ),
            )
        ),
        [
            "# Analyse / Phase 2: Bestand",
            *("- Tagung; März 2017; geplant", "- Umfrage; April 2018; geplant"),
            *ANALYSE[2:],
        ],
        ["Tabelle 1, Zeile 2, Spalte 1, mehrere Phasen", "Tabelle 1, Zeiten je Maßnahme"],
    ),
    "years in rows of their own": Case(
        document(
            table(
                *(HEAD, row(cell("2017", span=5)), (ONE[0], "März bis Juli", *ONE[2:])),
                *(row(cell("Jahr 2018", span=5)), (TWO[0], "Mai 2019", *TWO[2:])),
            )
        ),
        ["# Analyse (März bis Juli 2017)", *ANALYSE[1:], "# Bestand (Mai 2019)", *BESTAND[1:]],
        left={"Zwischenzeile": 1},
    ),
    "rows that other papers refer to": Case(
        document(table(("Nr.", *HEAD), ("M 1.1", *ONE), ("2", *TWO))), left={"Kennung einer Zeile": 1}
    ),
    "a document within a cell": Case(
        document(table(HEAD, (*ONE[:2], cell(p("Tagung") + "<w:altChunk/>"), *ONE[3:]), TWO)),
        left={"eingebettetes Dokument": 1},
    ),
    "references by numbers that titles say themselves, and in words": Case(
        document(
            table(
                *(HEAD, ("Phase 0: Vorlauf", *ONE[1:]), ("Phase 1a: Analyse", *ONE[1:3], "Mut", "MBR")),
                ("Phase 1b: Bestand", *TWO[1:3], "", "Alle Partner aus Phase 1a sowie VHS"),
                ("Phase 2: Ende", "", "", "", "s. Phase 0; zusätzlich: DRK"),
            )
        ),
        [
            *("# Phase 0: Vorlauf (2017)", *ANALYSE[1:]),
            *("# Phase 1a: Analyse (2017)", ANALYSE[1], "* Mut", "@ MBR"),
            *("# Phase 1b: Bestand (2018)", BESTAND[1], "@ VHS", "# Phase 2: Ende", "@ DRK"),
        ],
        [f"Tabelle 1, Zeile {number}, Spalte 5, welche Phase" for number in (4, 5)],
    ),
    "sentences below a title and below a measure": Case(
        document(
            table(
                HEAD,
                (
                    p(ONE[0]) + p("Hier wird der Anfang gemacht, mit allen."),
                    ONE[1],
                    p("Tagung") + p("Alle reden einen Tag lang miteinander."),
                    *ONE[3:],
                ),
                TWO,
            )
        ),
        [ANALYSE[0], "- Tagung\nAlle reden einen Tag lang miteinander.; geplant", *ANALYSE[2:], *BESTAND],
        ["Tabelle 1, Zeile 2, Spalte 1, Erläuterung", "Tabelle 1, Sätze"],
        {"Erläuterung zu einem Titel": 1},
    ),
    "partners in groups": Case(
        document(table(HEAD, (*ONE[:4], p("Verwaltung: Amt A, Amt B") + p("Vereine: AK Asyl")), TWO)),
        [*ANALYSE[:3], "@ Amt A, Amt B, AK Asyl", *BESTAND],
        ["Tabelle 1, Gruppen von Partnern"],
        {"Wort vor Partnern": 2},
    ),
    "fields of work above phases": Case(
        document(
            table(
                *(("Maßnahme", "Ziel"), row(cell("Bildung", span=2)), row(cell("Phase 1: Analyse", span=2))),
                *(("Tagung", "Austausch"), row(cell("Phase 2: Bestand", span=2)), ("Umfrage", "Wissen")),
            )
        ),
        ["# Analyse", *ANALYSE[1:3], "# Bestand", *BESTAND[1:3]],
        left={"Zwischenzeile": 1},
    ),
    "goals that look turned": Case(
        document(
            table(("Leitziel", "Teilziel"), ("Mut", "Netzwerk bilden"), ("", "Wir")) + p() + table(HEAD, ONE, TWO)
        ),
        left={"weitere Tabelle": 1},
    ),
    "what is said of the project above, dots and signatures below": Case(
        document(
            table(
                *(("Projekt:", "Vielfalt", "", "Stand:", "1.2.2017"), ("Träger:", "Stadt", "", "Version:", "3"), HEAD),
                *(ONE, TWO, ("…", "…", "…", "", ""), ("Ort, Datum", "", "", "Unterschrift", "")),
                ("Hamm, 1.2.2017", "", "", "gez. Muster", ""),
            )
        ),
        doubts=["Tabelle 1, Zeile 7, Spalte 1, Fußzeile"],
        left={"Zeile davor": 3, "Fußzeile": 2},
    ),
    "a frame of one cell": Case(
        document(table((cell(table(HEAD, ONE) + p("Weiter:") + table(HEAD, TWO) + p("Ende")),)), p("Anhang")),
        left={"Absatz dazwischen": 1, "Absatz dahinter": 2},
    ),
    "phases beside each other in a frame in a frame": Case(
        document(
            table(
                (
                    cell(p("Phase 1: Analyse") + table(HEAD[2:], ONE[2:]) + p()),
                    cell(table((cell(p("Phase 2: Bestand") + table(HEAD[2:], TWO[2:]) + p()),))),
                )
            )
        ),
        ["# Analyse", *ANALYSE[1:], "# Bestand", *BESTAND[1:]],
    ),
    "measures in a list below the title of their phase": Case(
        document(
            table(
                ("Phase", "Ziel", "Partner"),
                (p("Phase 1: Analyse (2017)") + p("Tagung", "-") + p("Fest", "-"), *ONE[3:]),
                ("Phase 2: Bestand (2018)\n• Umfrage", *TWO[3:]),
            )
        ),
        [*ANALYSE[:2], "- Fest; geplant", *ANALYSE[2:], *BESTAND],
        ["Tabelle 1, Listen unter Titeln"],
    ),
    "columns of one kind that are counted": Case(
        document(
            table(
                ("Phase", "Zeitraum", "Maßnahme 1", "Maßnahme 2", "Ziel", "Partner"),
                (*ONE[:3], "Fest", *ONE[3:]),
                (*TWO[:3], "", *TWO[3:]),
            )
        ),
        [*ANALYSE[:2], "- Fest; geplant", *ANALYSE[2:], *BESTAND],
        ["Tabelle 1, Spalte 3", "Tabelle 1, Spalte 4"],
    ),
    "words in a cell that only continues the one above": Case(
        document(
            table(
                HEAD,
                (cell(ONE[0], merge="restart"), *ONE[1:]),
                (cell("alt", merge="continue"), "", "Fest", "", ""),
                TWO,
            )
        ),
        [*ANALYSE[:2], "- Fest; geplant", *ANALYSE[2:], *BESTAND],
        left={"verborgene Textstelle": 1},
    ),
    "cells over several columns": Case(
        document(
            table(
                ("Nr.", "Phase", "von", "bis", *HEAD[2:]),
                row("1", ONE[0], cell("2017", span=2), *ONE[2:]),
                row(cell("2 Bestand", span=2), "1/2018", "2/2018", TWO[2], cell("siehe Konzept", span=2)),
                row("3", "3 Ende", cell("–", span=2), cell("–", span=3)),
            )
        ),
        [*ANALYSE, "# Bestand (Januar bis Februar 2018)", BESTAND[1], "* siehe Konzept", "# Ende"],
        ["Tabelle 1, Zeile 3, Spalte 6, mehrere Spalten"],
    ),
    "columns of one kind below one head": Case(
        document(
            table(
                row(cell("Phase", merge="restart"), cell("Maßnahme", merge="restart"), cell("Partner", span=2)),
                row(cell(merge="continue"), cell(merge="continue"), "intern", "extern"),
                ("1 Analyse", "Tagung", "MBR", "AK Asyl"),
            )
        ),
        ["# 1 Analyse", "- Tagung; geplant", "@ MBR, AK Asyl"],
        left={"Wort über einer Spalte": 2},
    ),
    "bands over two columns of which one is known": Case(
        document(
            table(
                *(("Maßnahme", "Indikator"), row(cell("Phase 1: Analyse", span=2)), ("Tagung", "20")),
                *(row(cell("Phase 2: Bestand", span=2)), ("Umfrage", "")),
            )
        ),
        ["# Analyse", "- Tagung; geplant; Indikator: 20", "# Bestand", BESTAND[1]],
        ["Tabelle 1, Spalte 2"],
    ),
    "a list with nothing beside it, and one that ends with „an“": Case(
        document(
            p("Phase 1: Analyse", style="U1")
            + table(HEAD[2:], (ps("Tagung", "Fest", mark="-"), "", ""))
            + p("Phase 2: Bestand", style="U1")
            + table(HEAD[2:], (p("1. Fest von Mai an") + p("2. Umfrage"), *TWO[3:]))
        ),
        ["# Analyse", ANALYSE[1], "- Fest; geplant", "# Bestand", "- Fest von Mai an; geplant", *BESTAND[1:]],
    ),
    "measures with nothing beside them": Case(
        document(
            p("Phase 1: Analyse", style="U1")
            + table(HEAD[2:], ONE[2:], ("2 Feste", "", ""), ("Rat", "Mut", ""))
            + p()
            + table(HEAD[2:], row(cell("Phase 2: Bestand", span=3)), TWO[2:], ("Beirat", "", ""))
        ),
        [
            *("# Analyse", ANALYSE[1], "- 2 Feste; geplant", "- Rat; geplant", ANALYSE[2], "* Mut", ANALYSE[3]),
            *("# Bestand", BESTAND[1], "- Beirat; geplant", *BESTAND[2:]),
        ],
        ["Tabelle 1, einzeln in der Zeile"],
    ),
    "the same measure twice": Case(
        document(table(HEAD, (*ONE[:2], ps("Tagung", "Tagung", mark="-"), *ONE[3:]), TWO)),
        [*ANALYSE[:2], *ANALYSE[1:], *BESTAND],
        ["Maßnahmen, mehrmals"],
    ),
}


@pytest.mark.parametrize("shape", CASES)
def test_what_a_table_says_in_passing_is_read_or_asked(shape: str, tmp_path: Path) -> None:
    case = CASES[shape]
    path = tmp_path / "Plan.docx"
    path.write_bytes(case.content)
    draft = draft_as_suggested(docx.read(path), {})
    assert said(draft.plan) == list(case.plan)
    assert keys(draft) == list(case.doubts)
    assert {one.one: one.count for one in draft.left_out} == dict(case.left)
    assert draft.errors == ()


def test_a_period_above_a_table_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "Plan.docx"
    path.write_bytes(document(p("Arbeitsplan") + p("Stadt Hamm") + p("2017 bis 2018") + table(HEAD, ONE, TWO)))
    project = draft_as_suggested(docx.read(path), {}).plan.project
    assert (project.heading, project.title, project.introduction) == ("Arbeitsplan", "Stadt Hamm", "2017 bis 2018")


def test_what_is_struck_out_is_taken_and_told(tmp_path: Path) -> None:
    path = tmp_path / "Plan.docx"
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>Tagung</w:t></w:r></w:p>"
    path.write_bytes(document(table(HEAD, (*ONE[:2], cell(struck), *ONE[3:]), TWO)))
    draft = draft_as_suggested(docx.read(path), {})
    assert said(draft.plan) == PLAN
    assert "etwa „Tagung“" in draft.remarks[0]


def test_a_title_at_the_side_of_a_table_or_over_a_turned_one_is_that_of_the_plan(tmp_path: Path) -> None:
    beside = (
        (cell("Vielfalt", merge=merge), *one)
        for merge, one in zip(("restart", "continue", "continue"), (HEAD, ONE, TWO), strict=True)
    )
    over = (row(cell("Vielfalt", span=3)), *zip(HEAD, ONE, TWO, strict=True))
    for rows in (beside, over):
        path = tmp_path / "Plan.docx"
        path.write_bytes(document(table(*rows)))
        draft = draft_as_suggested(docx.read(path), {})
        assert (said(draft.plan), draft.plan.project.title, draft.doubts) == (PLAN, "Vielfalt", ())
