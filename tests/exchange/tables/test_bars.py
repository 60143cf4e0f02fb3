"""Bars below months, weeks and years, marked or coloured: one question for all of them, and the period of each row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.exchange.lists import ods as calc
from nrw_desktop.exchange.lists import workbooks
from nrw_desktop.exchange.reading.drafts import draft_as_suggested, draft_of
from nrw_desktop.exchange.sources.source import packed, unpacked
from nrw_desktop.exchange.word import docx
from tests.exchange.lists.sheet_maker import Page, Value, ods, xlsx
from tests.exchange.tables.plans import keys, said
from tests.exchange.word.docx_maker import cell, document, row, table

MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
BLUE, GREY, GREEN = "#4472c4", "#d9d9d9", "#70ad47"
QUESTION = ["Tabelle1, Zeitleiste"]
PHASE = "Tabelle1, Phase"
THREE = [
    *("# A", "- eins; Januar bis März 2024; geplant", "- zwei; April 2024 bis März 2025; geplant"),
    *("# B", "- drei; Juli 2026; geplant"),
]


class Case(NamedTuple):
    """A sheet, the plan it is as suggested, the keys of its questions, what is left out and what is remarked of it."""

    page: Page
    plan: Sequence[str]
    doubts: Sequence[str] = QUESTION
    left: Mapping[str, int] = {}
    errors: int = 0
    remark: str = ""


def bars(*ends: tuple[int, int], first: int = 2, row: int = 1, colour: str = BLUE) -> dict[tuple[int, int], str]:
    """The colours of bars, row by row, each from one of the times to another."""
    return {
        (row + number, first + place): colour
        for number, (begin, end) in enumerate(ends)
        for place in range(begin, end + 1)
    }


def marked(words: Sequence[str], marks: str) -> list[Value]:
    """A row with the marks of its columns; a dot is none."""
    return [*words, *("" if mark == "." else mark for mark in marks)]


def of_year(year: int) -> list[str]:
    return [f"{month} {year}" for month in MONTHS]


NAMES = (("A", "eins"), ("A", "zwei"), ("B", "drei"))
ENDS = ((0, 2), (3, 14), (30, 30))
YEARS: list[Value] = ["", "", *(2024 + number // 12 if number % 12 == 0 else "" for number in range(36))]
BELOW: list[Value] = ["Phase", "Maßnahme", *(MONTHS * 3)]
HEAD = ["Phase", "Maßnahme", *of_year(2024)]
CASES = {
    "36 months that are marked": Case(
        Page(
            [
                ["Phase", "Maßnahme", *of_year(2024), *of_year(2025), *of_year(2026)],
                *(
                    marked(words, "." * begin + "x" * (end - begin + 1))
                    for words, (begin, end) in zip(NAMES, ENDS, strict=True)
                ),
            ]
        ),
        THREE,
    ),
    "36 coloured months below merged years": Case(
        Page(
            [YEARS, BELOW, *NAMES],
            merged=[(0, 2 + 12 * n, 0, 13 + 12 * n) for n in range(3)],
            colours=bars(*ENDS, row=2),
        ),
        THREE,
    ),
    "years that nobody merged, and first letters of months": Case(
        Page([YEARS, ["Phase", "Maßnahme", *("JFMAMJJASOND" * 3)], *NAMES], colours=bars(*ENDS, row=2)), THREE
    ),
    "months as numbers below years": Case(
        Page([YEARS, ["Phase", "Maßnahme", *(list(range(1, 13)) * 3)], *NAMES], colours=bars(*ENDS, row=2)), THREE
    ),
    "weeks below a year": Case(
        Page(
            [["", "", "2024"], ["Phase", "Maßnahme", *(f"KW {week}" for week in range(1, 30))], *NAMES],
            colours=bars((0, 1), (5, 9), (28, 28), row=2),
        ),
        [
            *("# A", "- eins; KW 1 bis KW 2 2024; geplant", "- zwei; KW 6 bis KW 10 2024; geplant"),
            *("# B", "- drei; KW 29 2024; geplant"),
        ],
    ),
    "quarters below years": Case(
        Page(
            [
                ["", "", "2024", "", "", "", "2025"],
                ["Phase", "Maßnahme", *(f"{number}. Quartal" for number in (1, 2, 3, 4, 1, 2, 3, 4))],
                marked(("A", "eins"), "XXX"),
                marked(("A", "zwei"), "...XX"),
            ]
        ),
        ["# A", "- eins; Q1 bis Q3 2024; geplant", "- zwei; Q4 2024 bis Q1 2025; geplant"],
    ),
    "gaps, marks of several kinds and words are notes as well": Case(
        Page(
            [
                HEAD,
                marked(("A", "eins"), "PPII"),
                marked(("A", "zwei"), "P..P"),
                ["A", "drei", "", "P", "Fachtag"],
                marked(("A", "vier"), "P"),
            ]
        ),
        [
            "# A",
            "- eins; Januar bis April 2024; geplant; Zeitleiste: Januar bis Februar 2024 (P), März bis April 2024 (I)",
            "- zwei; Januar bis April 2024; geplant; Zeitleiste: Januar 2024 (P), April 2024 (P)",
            "- drei; Februar bis März 2024; geplant; Zeitleiste: Februar 2024 (P), März 2024 („Fachtag“)",
            "- vier; Januar 2024; geplant",
        ],
    ),
    "no head over the measures": Case(
        Page([["", *of_year(2024)], ["eine Maßnahme"], ["andere Maßnahme"]], colours=bars((0, 1), (3, 3), first=1)),
        ["# Maßnahmen", "- eine Maßnahme; Januar bis Februar 2024; geplant", "- andere Maßnahme; April 2024; geplant"],
        [*QUESTION, PHASE],
    ),
    "no year but in the title": Case(
        Page(
            [
                ["Zeitplan 2023"],
                [],
                ["Phase", "Maßnahme", *MONTHS],
                marked(("A", "eins"), "xx"),
                marked(("A", "zwei"), "x"),
            ]
        ),
        ["# A", "- eins; Januar bis Februar 2023; geplant", "- zwei; Januar 2023; geplant"],
    ),
    "every other row has a colour, and a column of holidays": Case(
        Page(
            [HEAD, ("A", "eins"), ("A", "zwei"), ("A", "drei"), ("A", "vier")],
            colours={(row, place): GREY for row in (2, 4) for place in range(14)}
            | {(row, 9): GREEN for row in range(1, 5)}
            | bars((0, 1), (2, 5), (4, 4), (0, 3)),
        ),
        [
            *("# A", "- eins; Januar bis Februar 2024; geplant", "- zwei; März bis Juni 2024; geplant"),
            *("- drei; Mai 2024; geplant", "- vier; Januar bis April 2024; geplant"),
        ],
        left={"Zelle, die nur eine Farbe hat": 0},
        remark="„Aug 2024“ in fast allen Zeilen gleich gefärbt",
    ),
    "a line for today, over which a bar goes": Case(
        Page(
            [HEAD, ("A", "eins"), ("A", "zwei"), ("A", "drei"), ("A", "vier")],
            colours={(row, 8): GREEN for row in range(1, 5)} | bars((0, 1), (4, 8), (9, 9), (3, 4)),
        ),
        [
            *("# A", "- eins; Januar bis Februar 2024; geplant", "- zwei; Mai bis September 2024; geplant"),
            *("- drei; Oktober 2024; geplant", "- vier; April bis Mai 2024; geplant"),
        ],
        left={"Zelle, die nur eine Farbe hat": 3},
        remark="„Jul 2024“ in fast allen Zeilen gleich gefärbt",
    ),
    "names in the colours of their bars, one from end to end": Case(
        Page(
            [HEAD, ("A", "eins"), ("A", "zwei")],
            colours={(1, place): BLUE for place in range(14)} | {(2, 0): GREEN, (2, 1): GREEN, (2, 5): GREEN},
        ),
        ["# A", "- eins; Januar bis Dezember 2024; geplant", "- zwei; April 2024; geplant"],
        remark="verschiedene Farben",
    ),
    "a row that is coloured as a whole": Case(
        Page(
            [HEAD, ("A", "eins"), ("A", "zwei")],
            colours={(1, place): GREY for place in range(14)} | bars((3, 3), row=2),
        ),
        ["# A", "- eins; geplant", "- zwei; April 2024; geplant"],
        remark="„A“ ganz gefärbt",
    ),
    "weeks of months that nobody counts through": Case(
        Page(
            [
                *(["", "Jan 2024", "", "", "Feb 2024", "", "", "Mrz 2024"], ["Maßnahme", *([1, 2, 3] * 3)]),
                *(["eins zwei"], ["drei vier"]),
            ],
            merged=[(0, 1, 0, 3), (0, 4, 0, 6), (0, 7, 0, 9)],
            colours=bars((0, 3), (8, 8), first=1, row=2),
        ),
        ["# Maßnahmen", "- eins zwei; Januar bis Februar 2024; geplant", "- drei vier; März 2024; geplant"],
        [*QUESTION, PHASE],
    ),
    "weeks as numbers, with their word beside them": Case(
        Page(
            [["", "2024"], ["KW", *range(44, 53), 1, 2], ["eine Maßnahme"], ["andere Maßnahme"]],
            colours=bars((0, 1), (7, 10), first=1, row=2),
        ),
        [
            *("# Maßnahmen", "- eine Maßnahme; KW 44 bis KW 45 2024; geplant"),
            "- andere Maßnahme; KW 51 2024 bis KW 2 2025; geplant",
        ],
        [*QUESTION, PHASE],
    ),
    "the same months twice, below other words than years": Case(
        Page(
            [
                ["", "", "Plan", *[""] * 5, "Ist"],
                ["Phase", "Maßnahme", *(MONTHS[:6] * 2)],
                marked(("A", "eins"), "xx....xxx"),
            ]
        ),
        ["# A", "- eins; geplant; Plan Jan: x\nPlan Feb: x\nIst Jan: x\nIst Feb: x\nIst Mrz: x"],
        [f"Tabelle1, Spalte {column}" for column in (3, 4, 9, 10, 11)],
    ),
    "all in the same month, their names coloured too": Case(
        Page(
            [HEAD, ("A", "eins"), ("A", "zwei"), ("B", "drei")],
            colours={(row, place): BLUE for row in (1, 2, 3) for place in (0, 1, 4)},
        ),
        ["# A (März 2024)", "- eins; geplant", "- zwei; geplant", "# B (März 2024)", "- drei; geplant"],
    ),
    "merged cells with words": Case(
        Page([HEAD, ("A", "eins", "", "Planung"), ("A", "zwei", "Bau")], merged=[(1, 3, 1, 6), (2, 2, 2, 3)]),
        [
            "# A",
            "- eins; Februar bis Mai 2024; geplant; Zeitleiste: Februar bis Mai 2024 („Planung“)",
            "- zwei; Januar bis Februar 2024; geplant; Zeitleiste: Januar bis Februar 2024 (Bau)",
        ],
    ),
    "begin and end stand beside": Case(
        Page(
            [["Phase", "Maßnahme", "Beginn", "Ende", *of_year(2024)], ("A", "eins", "15.1.2024", "3.2.2024")],
            colours=bars((0, 2), first=4),
        ),
        ["# A (15.1.2024 bis 3.2.2024)", "- eins; geplant"],
        left={"Zelle, die nur eine Farbe hat": 3},
    ),
    "months that count from nobody knows when": Case(
        Page([["Phase", "Maßnahme", *(f"Monat {n}" for n in range(1, 10))], marked(("A", "eins"), "xxx")]),
        ["# A", "- eins; geplant; Zeitleiste: Monat 1 bis Monat 3"],
    ),
    "years that stand one below the other": Case(
        Page(
            [
                *(["Maßnahme", *of_year(2024)], marked(["eins"], "xx"), marked(["zwei"], "...x"), []),
                *(["Maßnahme", *of_year(2025)], marked(["drei"], "..x")),
            ]
        ),
        [
            *("# Maßnahmen", "- eins; Januar bis Februar 2024; geplant", "- zwei; April 2024; geplant"),
            "- drei; März 2025; geplant",
        ],
        [*QUESTION, "Tabelle1, Zeitleiste in Zeile 5", PHASE],
    ),
    "marks of nothing": Case(
        Page([HEAD, marked(("A", "eins"), "xx"), ["", "", "", "", "x"]]),
        ["# A (Januar bis Februar 2024)", "- eins; geplant"],
        errors=1,
    ),
    "rows of days and months are no head": Case(
        Page(
            [
                ("Phase", "Maßnahme", "Beginn", "Ende", "Prüfung", "Bericht", "Abgabe"),
                ("A", "eins", "01/2024", "02/2024", "03/2024", "04/2024", "05/2024"),
            ]
        ),
        ["# A (Januar bis Februar 2024)", "- eins; geplant; Prüfung: 03/2024\nBericht: 04/2024\nAbgabe: 05/2024"],
        [f"Tabelle1, Spalte {column}" for column in (5, 6, 7)],
    ),
    "nothing is marked": Case(
        Page([HEAD, ("A", "eins")]),
        ["# A", "- eins; geplant"],
        (),
        remark="steht unter „Januar 2024“ bis „Dezember 2024“",
    ),
    "hours are no bars, and one question too": Case(
        Page([HEAD, ["A", "eins", 5, 10, *[""] * 9, 7], ["A", "zwei", *[8] * 12]]),
        [
            "# A",
            "- eins; geplant; Jan 2024: 5\nFeb 2024: 10\nDez 2024: 7",
            "- zwei; geplant; " + "\n".join(f"{month}: 8" for month in of_year(2024)),
        ],
        ["Tabelle1, Spalten, alle"],
    ),
}


def drafts(page: Page, tmp_path: Path) -> list[Draft]:
    """What is suggested for a sheet, as Excel and as Calc would write it."""
    excel, lotus = tmp_path / "bars.xlsx", tmp_path / "bars.ods"
    excel.write_bytes(xlsx(page))
    lotus.write_bytes(ods(page))
    sources = workbooks.read(excel), calc.read(lotus)
    return [draft_as_suggested(unpacked(packed(source)), {}) for source in sources]


@pytest.mark.parametrize("name", CASES)
def test_bars_are_read_as_periods(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    for draft in drafts(case.page, tmp_path):
        assert said(draft.plan) == list(case.plan)
        assert keys(draft) == list(case.doubts)
        left = {one.one: one.count for one in draft.left_out}
        assert left == {kind: count for kind, count in case.left.items() if count}
        assert len(draft.errors) == case.errors
        assert case.remark in " ".join(draft.remarks)
        assert bool(case.remark) == bool(draft.remarks)


def test_bars_may_be_notes_or_stay_out(tmp_path: Path) -> None:
    page = Page([HEAD, ("A", "eins"), marked(("A", "zwei"), ".x")], colours=bars((0, 2)))
    path = tmp_path / "bars.xlsx"
    path.write_bytes(xlsx(page))
    source = workbooks.read(path)
    noted = draft_of(source, {QUESTION[0]: "note"})
    assert said(noted.plan) == [
        *("# A", "- eins; geplant; Zeitleiste: Januar bis März 2024", "- zwei; geplant; Zeitleiste: Februar 2024"),
    ]
    out = draft_of(source, {QUESTION[0]: "skip"})
    assert said(out.plan) == ["# A", "- eins; geplant", "- zwei; geplant"]
    assert {one.said for one in out.left_out} == {"3 Zellen, die nur eine Farbe haben", "1 markierte Zelle"}


def test_a_column_may_be_taken_out_of_the_bars(tmp_path: Path) -> None:
    path = tmp_path / "bars.xlsx"
    path.write_bytes(xlsx(Page([HEAD, marked(("A", "eins"), "x.x"), marked(("A", "zwei"), "x")])))
    draft = draft_of(workbooks.read(path), {"Tabelle1, Spalte 5": "note"})
    assert said(draft.plan)[:2] == ["# A (Januar 2024)", "- eins; geplant; Mrz 2024: x"]
    assert draft.columns["Tabelle1, Spalte 3"] == draft.columns["Tabelle1, Spalte 14"] == "period"


def test_marks_in_a_table_of_word_are_read_and_bars_that_cannot_be_are_told(tmp_path: Path) -> None:
    path = tmp_path / "bars.docx"
    years = row("Phase", "Maßnahme", cell("2024", span=12)), row("", "", *MONTHS)
    path.write_bytes(document(table(*years, row("A", "eins", "x", "x", *[""] * 10), row("B", "zwei", *[""] * 11, "x"))))
    draft = draft_as_suggested(docx.read(path), {})
    assert said(draft.plan) == [
        "# A (Januar bis Februar 2024)",
        "- eins; geplant",
        "# B (Dezember 2024)",
        "- zwei; geplant",
    ]
    assert keys(draft) == ["Tabelle 1, Zeitleiste"]
    path.write_bytes(document(table(*years, row("A", "eins", *[""] * 12))))
    draft = draft_as_suggested(docx.read(path), {})
    assert said(draft.plan) == ["# A", "- eins; geplant"]
    assert "nichts, was sich lesen lässt" in draft.remarks[0]
