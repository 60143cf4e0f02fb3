"""What partners' cells refer to, in letters, titles and other words: the phase that is meant, or a question."""

from pathlib import Path

import pytest
from exchange.tables.plans import keys
from exchange.tables.test_word_tables import HEAD
from exchange.word.docx_maker import document, p, table

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.queries.partners import cell_text
from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.word import docx

ROWS = (("2017", "Tagung", "", "AK Asyl, DRK"), ("2018", "Umfrage", "", "VHS"), ("2019", "Fest", "", ""))
TITLES = {
    "letters": ("Phase A: Analyse", "Phase B: Bestand", "Phase C: Ende"),
    "letters alone": ("A. Analyse", "B. Bestand", "C. Ende"),
    "numbers": ("1 Analyse", "2 Bestand", "3 Ende"),
    "names": ("Analyse der Lage", "Bestand", "Ende"),
}
WHICH, SEVERAL, NO_PHASE, BEHIND = "welche Phase", "mehrere Phasen", "Verweis", "hinter dem Verweis"


def read(path: Path, titles: str, cell: str, row: int = 2) -> Draft:
    """The draft where the partners of a row, counted from 0, are in this cell."""
    rows = [(title, *one[:3], cell if number == row else one[3]) for number, (title, one) in enumerate(_pairs(titles))]
    path.write_bytes(document(table(HEAD, *rows)))
    return draft_as_suggested(docx.read(path), {})


def _pairs(titles: str) -> list[tuple[str, tuple[str, ...]]]:
    return list(zip(TITLES[titles], ROWS, strict=True))


@pytest.mark.parametrize(
    ("titles", "cell", "said"),
    [
        ("letters", "siehe Phase A", "siehe Phase 1"),
        ("letters", "wie Phase a", "wie Phase 1"),
        ("letters", "Siehe Phase B und insbesondere: MBR", "Siehe Phase 2 und insbesondere: MBR"),
        ("letters", "Siehe Phase A, zusätzlich MBR", "Siehe Phase 1, MBR"),
        ("letters", p("siehe Phase A") + p("MBR") + p("Caritas"), "siehe Phase 1, MBR, Caritas"),
        ("letters", "wie Phase Analyse", "wie Phase 1"),
        ("letters alone", "s. Phase B", "s. Phase 2"),
        ("names", "wie in der Analyse der Lage", "wie in Phase 1"),
        ("names", "vgl. „Bestand“; MBR", "vgl. Phase 2, MBR"),
        ("numbers", p("siehe Phase 1") + p("MBR") + p("Caritas"), "siehe Phase 1, MBR, Caritas"),
        ("numbers", "Siehe Phase 1 (ohne Schulen)", "Siehe Phase 1 (ohne Schulen)"),
        ("numbers", "Siehe Phase 1, 2 Schulen", "Siehe Phase 1, 2 Schulen"),
    ],
)
def test_a_phase_that_is_there_is_referred_to_without_a_question(
    titles: str, cell: str, said: str, tmp_path: Path
) -> None:
    draft = read(tmp_path / "Plan.docx", titles, cell)
    assert cell_text(draft.plan, draft.plan.phases[2]) == said
    assert (draft.doubts, draft.left_out) == ((), ())


@pytest.mark.parametrize(
    ("titles", "cell", "said", "doubt"),
    [
        ("letters", "Partner wie Phase A", "Siehe Phase 1", WHICH),
        ("letters", "Alle aus Phase A", "Siehe Phase 1", WHICH),
        ("letters", "wie Phase D", "Siehe Phase 2", WHICH),
        ("letters", "siehe Phase C", "Siehe Phase 2", WHICH),
        ("numbers", "siehe Phase A", "Siehe Phase 1", WHICH),
        ("numbers", "siehe Phase II", "Siehe Phase 2", WHICH),
        ("letters", "AK Asyl, siehe Phase B", "Siehe Phase 2, AK Asyl", "„siehe Phase B“"),
        ("numbers", "MBR, s. o.", "Siehe Phase 2, MBR", "„s. o.“"),
        ("letters", "Siehe Phase A und B", "Siehe Phase 2, AK Asyl, DRK", SEVERAL),
        ("numbers", "Siehe Phasen 1 bis 2, MBR", "Siehe Phase 2, AK Asyl, DRK, MBR", SEVERAL),
        ("numbers", "Siehe Phase 1, siehe Phase 2", "Siehe Phase 2, AK Asyl, DRK", SEVERAL),
        ("numbers", "Siehe Phase 1 sowie MBR", "Siehe Phase 1, MBR", BEHIND),
        ("numbers", "Siehe Phase 1 + MBR", "Siehe Phase 1, MBR", BEHIND),
        ("numbers", "Siehe Phase 1, insbesondere MBR", "Siehe Phase 1, insbesondere: MBR", BEHIND),
        ("numbers", "Siehe Phase 1, jedoch ohne DRK", "Siehe Phase 1", "„jedoch ohne DRK“"),
        ("numbers", "siehe Anlage 3", "", NO_PHASE),
    ],
)
def test_what_is_not_sure_of_a_reference_is_asked(
    titles: str, cell: str, said: str, doubt: str, tmp_path: Path
) -> None:
    draft = read(tmp_path / "Plan.docx", titles, cell)
    assert cell_text(draft.plan, draft.plan.phases[2]) == said
    assert keys(draft) == [f"Tabelle 1, Zeile 4, Spalte 5, {doubt}"]


@pytest.mark.parametrize("cell", ["siehe Phase B", "siehe oben", "wie Analyse"])
def test_the_first_phase_has_none_to_refer_to(cell: str, tmp_path: Path) -> None:
    draft = read(tmp_path / "Plan.docx", "letters", cell, 0)
    assert [partner.name for partner in draft.plan.partners] == ["VHS"]
    assert keys(draft) == ["Tabelle 1, Zeile 2, Spalte 5, Verweis"]
    assert [one.said for one in draft.left_out] == ["1 Verweis bei Partnern"]
