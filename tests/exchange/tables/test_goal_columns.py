"""Goals in several columns, from the one that leads to those it is reached by: they stand below each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from exchange.tables.plans import keys, said
from exchange.word.docx_maker import cell, document, ps, row, table

from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.word import docx

HEAD = ("Phase", "Maßnahme", "Leitziel", "Mittlerziel", "Handlungsziel")
LEVELS = ("A", "B", "C")
NESTED = ["# 1 Analyse", "- Tagung; geplant", "* A", "  * B", "    * C"]


def down(text: str = "") -> str:
    """A cell that is merged downwards: it begins with a text and goes on without one."""
    return cell(text, merge="restart" if text else "continue")


class Case(NamedTuple):
    """The rows of a table, the plan they are, and the keys of what is asked."""

    rows: Sequence[str | tuple[str, ...]]
    plan: Sequence[str] = NESTED
    doubts: Sequence[str] = ()


ROW = ("1 Analyse", "Tagung", *LEVELS)
CASES = {
    "three kinds": Case([HEAD, ROW]),
    "other words": Case([(*HEAD[:2], "Oberziele", "Teilziele", "Unterziele"), ROW]),
    "words for effects": Case([(*HEAD[:2], "Wirkungsziel", "Teilziel", "Handlungsziel(e)"), ROW]),
    "a plain one above": Case([(*HEAD[:2], "Ziel", "Teilziel", "Feinziel"), ROW]),
    "below one head": Case([row(*HEAD[:2], cell("Ziele", span=3)), row("", "", *HEAD[2:]), ROW]),
    "turned": Case([*zip(HEAD, ROW, strict=True)]),
    "merged downwards": Case(
        [
            HEAD,
            (down("1 Analyse"), "Tagung", down("A"), down("B"), "C"),
            (down(), "Fest", down(), down(), "C2"),
            (down(), "Rat", down(), "B2", "C3"),
        ],
        [NESTED[0], NESTED[1], "- Fest; geplant", "- Rat; geplant", *NESTED[2:], "    * C2", "  * B2", "    * C3"],
    ),
    "said again, left empty, and come back to": Case(
        [
            HEAD,
            ROW,
            ("", "Fest", "A", "B", "C2"),
            ("", "", "D", "", "E"),
            ("", "", "", "F", ""),
            ("", "", "A", "", "G"),
        ],
        [*NESTED[:2], "- Fest; geplant", *NESTED[2:], "    * C2", "  * G", "* D", "  * E", "  * F"],
    ),
    "merged over two phases": Case(
        [HEAD, ("1 Analyse", "Tagung", down("A"), "B", "C"), ("2 Bestand", "Rat", down(), "D", "E")],
        ["# Analyse", *NESTED[1:], "# Bestand", "- Rat; geplant", "* A", "  * D", "    * E"],
        ["Tabelle 1, Zeile 2, Spalte 3, mehrere Phasen"],
    ),
    "the lowest first": Case(
        [(*HEAD[:2], *reversed(HEAD[2:])), (*ROW[:2], *reversed(LEVELS))], doubts=["Tabelle 1, Ebenen der Ziele"]
    ),
    "several beside as many": Case(
        [(*HEAD[:3], HEAD[4]), (*ROW[:2], ps("A", "B", mark="-"), ps("C", ">c", "D", mark="-"))],
        [*NESTED[:3], "  * C", "    * c", "* B", "  * D"],
        ["Tabelle 1, Zeile 2, Spalte 4, Ebenen"],
    ),
    "several beside one": Case(
        [(*HEAD[:3], HEAD[4]), (*ROW[:2], ps("A", "B", mark="-"), "C")],
        [*NESTED[:3], "* B", "* C"],
        ["Tabelle 1, Zeile 2, Spalte 4, Ebenen"],
    ),
    "two of one kind": Case([(*HEAD[:2], "Ziel", "Ziele"), (*ROW[:2], "A", "B")], [*NESTED[:3], "* B"]),
}


@pytest.mark.parametrize("shape", CASES)
def test_goals_of_a_column_stand_below_those_of_the_one_that_leads_to_them(shape: str, tmp_path: Path) -> None:
    case = CASES[shape]
    path = tmp_path / "Plan.docx"
    path.write_bytes(document(table(*case.rows)))
    draft = draft_as_suggested(docx.read(path), {})
    assert said(draft.plan) == list(case.plan)
    assert keys(draft) == list(case.doubts)
    assert (draft.errors, draft.left_out) == ((), ())


def test_they_go_on_behind_a_page_break_and_may_be_a_list(tmp_path: Path) -> None:
    path = tmp_path / "Plan.docx"
    path.write_bytes(document(table(HEAD, ROW), table(("noch 1 Analyse", "", "", "", "C2"))))
    assert said(draft_as_suggested(docx.read(path), {}).plan) == [*NESTED, "    * C2"]
    path.write_bytes(document(table((*HEAD[:2], "Handlungsziel", "Leitziel"), (*ROW[:2], "A", "B"))))
    draft = draft_as_suggested(docx.read(path), {"Tabelle 1, Ebenen der Ziele": "beside"})
    assert said(draft.plan) == [*NESTED[:3], "* B"]
