"""Bringing a document into a plan from the command line: shown, asked about, written as one step or not at all."""

import json
from pathlib import Path

import pytest
from cli.conftest import Call
from exchange.reading.bombs import BOMBS
from exchange.tables.test_documents import HEAD, ONE, ROWS, TWO
from exchange.word.docx_maker import document, p, table

SLIP = "„Jugendkordinatoren“ und „Jugendkoordinatoren“"


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "Tabelle.docx"
    path.write_bytes(document(p("Plan der Fachstelle"), table(HEAD, *ROWS)))
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "Zweifel.docx"
    rows = [
        (*ONE[:4], "Jugendkordinatoren, AK Asyl"),
        ("2 Bestand", "Sommer 2018", *TWO[2:4], "Jugendkoordinatoren"),
    ]
    path.write_bytes(document(table(HEAD, *rows)))
    return path


def test_a_document_becomes_a_new_plan_and_more_phases_of_one(call: Call, word: Path) -> None:
    shown = json.loads(call("import", word, "--into", "neu", "--dry-run", "--json").out)
    assert (shown["done"], shown["doubts"], shown["errors"], shown["left_out"]) == (False, [], [], [])
    assert shown["told"] == "3 Phasen, 5 Maßnahmen, 8 Ziele, 4 Partner"
    assert not Path("neu.nrwplan").exists()
    assert call("import", word, "--into", "neu").out == "Importiert: 3 Phasen, 5 Maßnahmen, 8 Ziele, 4 Partner.\n"
    plan = json.loads(call("show", "neu.nrwplan", "--json").out)
    assert (plan["phases"], plan["project"]["title"]) == (shown["phases"], "Plan der Fachstelle")
    assert "gibt es schon" in call("import", word, "--into", "neu.nrwplan", "--as", "new").err
    # The same once more as an update changes nothing, and as more phases is one step.
    again = call("import", word, "--into", "neu.nrwplan", "--as", "update").out
    assert again == "Alles stand schon so im Plan; geändert ist nichts.\n"
    assert json.loads(call("show", "neu.nrwplan", "--json").out) == plan
    call("import", word, "--into", "neu.nrwplan")
    assert len(json.loads(call("show", "neu.nrwplan", "--json").out)["phases"]) == 6
    assert call("undo", "neu.nrwplan").out == "Rückgängig gemacht: 3 Phasen importiert\n"
    assert json.loads(call("show", "neu.nrwplan", "--json").out) == plan
    assert call("redo", "neu.nrwplan").out == "Wiederholt: 3 Phasen importiert\n"
    assert call("check", "neu.nrwplan").code == 0


def test_nothing_is_written_while_a_question_is_open(call: Call, doubtful: Path, plan: Path) -> None:
    before = plan.read_bytes()
    refused = call("import", doubtful, "--into", plan)
    assert (refused.code, plan.read_bytes()) == (1, before)
    assert "2 Fragen sind offen; es wurde nichts geändert." in refused.err
    assert f"--answer '{SLIP}=…': one (ja: „Jugendkoordinatoren“; vorgeschlagen)" in refused.out
    shown = json.loads(call("import", doubtful, "--into", plan, "--dry-run", "--json").out)
    period, slip = shown["doubts"]
    assert (period["place"], period["row"], period["column"], period["read"]) == ("Tabelle 1", 3, 2, "Sommer 2018")
    assert (slip["key"], slip["answer"], list(slip["choices"])) == (SLIP, None, ["one", "other", "apart"])
    answers = ("--answer", f"{SLIP}=apart", "--answer", f"{period['key']}=none")
    assert "apart" in call("import", doubtful, "--into", plan, "--dry-run", *answers).out
    assert call("import", doubtful, "--into", plan, *answers).code == 0
    phases = json.loads(call("show", plan, "--json").out)["phases"]
    assert phases[-1]["partners"]["effective"] == ["Jugendkoordinatoren"]
    assert phases[-1]["period"]["text"] == ""


def test_suggestions_are_taken_together(call: Call, doubtful: Path) -> None:
    assert call("import", doubtful, "--into", "neu", "--answer", "suggested").code == 0
    shown = json.loads(call("show", "neu.nrwplan", "--json").out)
    assert shown["phases"][1]["period"]["text"] == "Juni bis August 2018"
    assert [partner["name"] for partner in shown["partners"]] == ["AK Asyl", "Jugendkoordinatoren"]


def test_one_answer_does_for_many_questions_and_each_can_have_its_own(call: Call, tmp_path: Path) -> None:
    sheet = tmp_path / "Plan.csv"
    rows = [f"Analyse;Tagung {number};gleich nach den Ferien {number}" for number in range(8)]
    sheet.write_text("\n".join(["Phase;Maßnahme;Zeitraum", *rows]), "utf-8-sig")
    shown = json.loads(call("import", sheet, "--into", "neu", "--dry-run", "--json").out)
    (all_of_them,) = shown["doubts"]
    assert all_of_them["question"].startswith("8 Fragen wie diese: „gleich nach den Ferien 0“")
    assert all_of_them["question"].endswith(" Die Antwort gilt für alle.")
    assert [(one["row"], one["column"]) for one in shown["covered"]] == [(row, 3) for row in range(2, 10)]
    third = shown["covered"][2]["key"]
    answers = ("--answer", f"{all_of_them['key']}=suggested", "--answer", f"{third}=none")
    assert call("import", sheet, "--into", "neu", *answers).code == 0
    (phase,) = json.loads(call("show", "neu.nrwplan", "--json").out)["phases"]
    notes = [measure["note"] for measure in phase["measures"]]
    assert notes[2] is None
    assert notes[3] == "Zeitraum: gleich nach den Ferien 3"


def test_wrong_use_and_other_files_say_what_to_do(call: Call, doubtful: Path, word: Path, plan: Path) -> None:
    before = plan.read_bytes()
    for words, said in (
        (("--answer", "gibt es nicht=x"), "Eine Frage „gibt es nicht“ gibt es nicht."),
        (("--answer", "apart"), "In --answer „apart“ fehlt Frage oder Wahl."),
        (("--answer", f"{SLIP}=x"), "one, other, apart"),
        (("--as", "x"), "new, append, update"),
    ):
        wrong = call("import", doubtful, "--into", plan, *words)
        assert wrong.code == 2
        assert said in wrong.err
    assert "gibt es nicht" in call("import", word, "--into", "fehlt", "--as", "update").err
    for name in ("a PDF", "a password", "half of it"):
        word.write_bytes(BOMBS[name][0]())
        assert call("import", word, "--into", plan).code == 1
    word.write_bytes(document(p("Nur Text")))
    assert "steht keine Tabelle" in call("import", word, "--into", plan).err
    assert plan.read_bytes() == before
