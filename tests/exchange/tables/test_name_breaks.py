"""Breaks in the cells of partners: a list, one name that goes on, or both, which is asked where it is not sure."""

from pathlib import Path

import pytest
from exchange.tables.plans import keys
from exchange.tables.test_word_tables import HEAD, ONE
from exchange.word.docx_maker import document, p, table

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.word import docx

KEY = "Tabelle 1, Zeile 2, Spalte 5, Umbrüche"
AWO = "Arbeiterwohlfahrt\nKreisverband Bielefeld e. V."
AWO_WHOLE = "Arbeiterwohlfahrt Kreisverband Bielefeld e. V."


def read(cell: str, tmp_path: Path, answers: dict[str, str] | None = None) -> Draft:
    path = tmp_path / "Plan.docx"
    path.write_bytes(document(table(HEAD, (*ONE[:4], cell))))
    return draft_as_suggested(docx.read(path), answers or {})


def names(draft: Draft) -> list[str]:
    return [partner.name for partner in draft.plan.partners]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Gleichstellung und\nInklusion der\nStadt Hamm", ["Gleichstellung und Inklusion der Stadt Hamm"]),
        ("Koordination im KI\n(leitet das Netzwerk)", ["Koordination im KI (leitet das Netzwerk)"]),
        ("Verein (Haus\nder Vielfalt)\ngGmbH", ["Verein (Haus der Vielfalt) gGmbH"]),
        ("Stadtteilkoordinatorinnen und\n-koordinatoren", ["Stadtteilkoordinatorinnen und -koordinatoren"]),
        ("Integrations-\nrat der Stadt", ["Integrationsrat der Stadt"]),
        ("AK Asyl,\nMBR;\nCaritas", ["AK Asyl", "MBR", "Caritas"]),
        ("AK Asyl\nMBR\nVerein für ein Leben in Vielfalt", ["AK Asyl", "MBR", "Verein für ein Leben in Vielfalt"]),
        ("- AK Asyl\n- MBR", ["AK Asyl", "MBR"]),
        (p("AK Asyl") + p("MBR"), ["AK Asyl", "MBR"]),
        (p("AK Asyl", "-") + p(AWO, "-"), ["AK Asyl", AWO_WHOLE]),
    ],
)
def test_what_nobody_would_doubt_is_not_asked(cell: str, found: list[str], tmp_path: Path) -> None:
    draft = read(cell, tmp_path)
    assert (names(draft), draft.doubts) == (found, ())


@pytest.mark.parametrize(
    ("cell", "found", "suggested"),
    [
        (AWO, [AWO_WHOLE], "one"),
        (f"AK Asyl\n{AWO}\nMBR", ["AK Asyl", AWO_WHOLE, "MBR"], "some"),
        (f"AK Asyl,\n{AWO},\nMBR", ["AK Asyl", AWO_WHOLE, "MBR"], "some"),
        (p("AWO") + p("Kreisverband e. V.") + p("MBR"), ["AWO Kreisverband e. V.", "MBR"], "some"),
        ("Universität Bielefeld\n– IKG", ["Universität Bielefeld – IKG"], "one"),
        ("AK Asyl\nMBR", ["AK Asyl", "MBR"], "own"),
        ("AK Asyl, MBR\nCaritas, VHS", ["AK Asyl", "MBR", "Caritas", "VHS"], "own"),
        (p("AK Asyl\nMBR", "-"), ["AK Asyl", "MBR"], "own"),
    ],
)
def test_what_is_not_sure_is_asked_with_the_likelier_answer(
    cell: str, found: list[str], suggested: str, tmp_path: Path
) -> None:
    draft = read(cell, tmp_path)
    assert names(draft) == found
    assert [(doubt.key, doubt.suggestion) for doubt in draft.doubts] == [(KEY, suggested)]


def test_any_answer_holds(tmp_path: Path) -> None:
    cell = f"AK Asyl\n{AWO}\nMBR"
    assert names(read(cell, tmp_path, {KEY: "own"})) == ["AK Asyl", *AWO.split("\n"), "MBR"]
    assert names(read(cell, tmp_path, {KEY: "one"})) == [f"AK Asyl {AWO_WHOLE} MBR"]
    assert keys(read(cell, tmp_path, {KEY: "one"})) == [KEY]
