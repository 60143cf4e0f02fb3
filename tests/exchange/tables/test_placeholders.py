"""What a form says where nobody has written anything: it becomes no record, and is counted."""

from pathlib import Path

import pytest
from exchange.tables.plans import keys, said
from exchange.tables.test_documents import HEAD
from exchange.tables.test_word_tables import ANALYSE, BESTAND, ONE, PLAN, TWO
from exchange.word.docx_maker import cell, control, document, p, row, run, table
from exchange.word.test_odt import cell as odt_cell
from exchange.word.test_odt import p as odt_p
from exchange.word.test_odt import row as odt_row
from exchange.word.test_odt import written

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.tables.placeholders import says_to_fill_in
from nrw_desktop.exchange.word import docx, odt

SHOWN = "<w:showingPlcHdr/>"
CLICK = "Klicken oder tippen Sie hier, um Text einzugeben."
WORDS = "Platzhalter einer Vorlage"


def read(content: bytes, tmp_path: Path) -> Draft:
    path = tmp_path / "Plan.docx"
    path.write_bytes(content)
    return draft_as_suggested(docx.read(path), {})


def left(draft: Draft) -> dict[str, int]:
    return {one.one: one.count for one in draft.left_out}


def empty(text: str) -> str:
    """A cell whose content control nobody has filled in, around its paragraph."""
    return cell(control(p(text), SHOWN))


def within(text: str) -> str:
    """The same within its paragraph."""
    return cell(f"<w:p>{control(run(text), SHOWN)}</w:p>")


@pytest.mark.parametrize(
    "last",
    [
        (empty(CLICK), within("Von wann bis wann?"), empty("Was"), control(cell("Wozu"), SHOWN), within("Wer")),
        ("Bitte Titel eintragen", "[Zeitraum]", "[Maßnahme]", "<Ziel der Phase>", "Hier bitte Partner eingeben"),
        (CLICK, "Wählen Sie ein Element aus.", "Click or tap here to enter text.", "xxx", "[Name], [Name]"),
        ("[…]", "{Datum}", "Bitte Maßnahmen hier ergänzen …", "Text eingeben", "Klicken Sie hier, um Text einzugeben."),
    ],
)
def test_a_row_of_a_form_that_nobody_filled_in_is_no_phase(last: tuple[str, ...], tmp_path: Path) -> None:
    draft = read(
        document(p("[Titel des Plans]"), control(p("Untertitel"), SHOWN), table(HEAD, ONE, TWO, last)), tmp_path
    )
    assert (said(draft.plan), draft.plan.project.title, draft.doubts) == (PLAN, "", ())
    assert left(draft) == {WORDS: 8 if "[Name], [Name]" in last else 7}


@pytest.mark.parametrize("title", [within("Titel der Phase"), "[Titel]", "…"])
def test_rows_whose_title_nobody_wrote_are_a_phase_of_which_is_asked(title: str, tmp_path: Path) -> None:
    draft = read(document(table(HEAD, ONE, (title, *TWO[1:]))), tmp_path)
    assert said(draft.plan) == ["# 1 Analyse (2017)", *ANALYSE[1:], "# Phase 2 (2018)", *BESTAND[1:]]
    assert keys(draft) == ["Tabelle 1, Zeile 3, Titel"]
    bands = (row(cell("Phase 1: Analyse", span=4)), ONE[1:], row(cell(title.replace("<w:tc>", ""), span=4)), TWO[1:])
    if title == "[Titel]":
        draft = read(document(table(HEAD[1:], *bands)), tmp_path)
        assert said(draft.plan) == ["# Analyse (2017)", *ANALYSE[1:], "# Phase 2 (2018)", *BESTAND[1:]]
        assert (keys(draft), left(draft)) == (["Tabelle 1, Zeile 4, Titel"], {WORDS: 1})


def test_placeholders_among_what_was_written_go_alone(tmp_path: Path) -> None:
    listed = p("Tagung", "-") + p("[Maßnahme 2]", "-") + control(p("Noch eine", "-"), SHOWN)
    filled = (*ONE[:2], cell(listed), p("Austausch\n[Ziel]"), "AK Asyl, [Name des Partners]")
    draft = read(document(table(HEAD, filled, (*TWO[:2], control(run("Umfrage"), ""), *TWO[3:]))), tmp_path)
    assert said(draft.plan)[:4] == ANALYSE
    assert left(draft) == {WORDS: 4}


def test_what_says_that_there_is_no_measure_is_none(tmp_path: Path) -> None:
    draft = read(
        document(table(HEAD, ONE, (*TWO[:2], "entfällt", *TWO[3:]), ("3 Ende", "2019", "…", "", ""))), tmp_path
    )
    assert said(draft.plan) == [*ANALYSE, BESTAND[0], *BESTAND[2:], "# Ende (2019)"]


def test_so_it_is_in_writer(tmp_path: Path) -> None:
    own = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    shown = f'<loext:content-control {own} loext:showing-place-holder="true">Was?</loext:content-control>'
    field = '<text:placeholder text:placeholder-type="text">&lt;Titel&gt;</text:placeholder>'
    rows = (("Phase", "Maßnahme"), ("Analyse", "Tagung"), (field, shown))
    body = "".join(odt_row(*(odt_cell(odt_p(text)) for text in one)) for one in rows)
    path = written(f"{odt_p(field)}<table:table>{body}</table:table>", tmp_path / "Plan.odt")
    draft = draft_as_suggested(odt.read(path), {})
    assert (said(draft.plan), left(draft)) == (["# Analyse", "- Tagung; geplant"], {WORDS: 3})


@pytest.mark.parametrize(
    "text",
    [
        "Bitte um Unterstützung beim Antrag",
        "Termine in den Kalender eintragen",
        "[optional] Fest im Park",
        "[Workshop für Eltern]",
        "Hier entsteht ein Treffpunkt",
        "Klicktipps – Medienkompetenz für Eltern",
        "Text und Musik: ein Abend",
        "Wählen gehen! Kampagne zur Wahl",
        "<3 für Vielfalt",
        "Ziele überprüfen",
    ],
)
def test_what_a_person_wrote_is_none(text: str) -> None:
    assert not says_to_fill_in(text)
