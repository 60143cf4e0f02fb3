"""The commands new, show, check and report, with what they refuse."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from nrw_desktop.cli.commands import reports
from nrw_desktop.storage.system import logging_setup
from nrw_desktop.storage.system.lock import Lock
from tests.cli.conftest import Call

GOLDEN = Path(__file__).parent.parent / "data" / "bielefeld.json"


def test_new_names_the_file_it_made(call: Call, tmp_path: Path) -> None:
    assert "„b.nrwplan“ ist angelegt (Vorlage „bielefeld“)" in call("new", "b.nrwplan").out
    assert "„Plan.nrwplan“" in call("new", "Plan", "--template", "leer").out
    assert "„x.plan“" in call("new", "x.plan", "--template=nrweltoffen").out
    assert sorted(path.name for path in tmp_path.glob("*plan")) == ["Plan.nrwplan", "b.nrwplan", "x.plan"]
    assert json.loads(call("show", "x.plan", "--json").out)["phases"][3]["measures"] == []


def test_new_takes_what_is_known_of_the_plan(call: Call) -> None:
    known = ("--municipality", "Stadt Hamm", "--lead", "KI Hamm", "--begin", "März 25", "--end", "Ende 2027")
    out = call("new", "b.nrwplan", *known).out
    assert "Beginn gelesen als 03/2025, Projektende gelesen als 12/2027" in out
    plan = json.loads(call("show", "b.nrwplan", "--json").out)
    assert [plan["project"][field] for field in ("municipality", "lead", "end")] == ["Stadt Hamm", "KI Hamm", "2027-12"]
    assert plan["phases"][1]["period"]["start"] == "2025-08"
    assert "kein Schritt zurücknehmen" in call("undo", "b.nrwplan").err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--begin", "bald"), 2, "Bei --begin: „bald“ ist kein Monat"),
        (("--begin", "3/2025", "--end", "2/2025"), 2, "Bei --end: Das Ende (02/2025) liegt vor dem Beginn (03/2025)"),
        (("--begin", "3/2025", "--template", "leer"), 1, "ohne Phasen hat noch keinen Beginn"),
        (("--begin", "12/9999"), 1, "jenseits des Kalenders"),
        (("--begin", "nach Phase 2"), 2, "gibt es noch keine Phasen"),
    ],
)
def test_new_refuses_what_is_no_beginning_or_end(
    call: Call, tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    result = call("new", "b.nrwplan", *options)
    assert result.code == code
    assert said in result.err
    assert not (tmp_path / "b.nrwplan").exists()


def test_new_leaves_a_file_alone(call: Call, plan: Path, seed: bytes) -> None:
    result = call("new", plan)
    assert (result.code, plan.read_bytes()) == (1, seed)
    assert "gibt es schon" in result.err
    assert "gibt es schon" in call("new", plan.with_suffix("")).err


def test_new_needs_a_folder(call: Call, tmp_path: Path) -> None:
    result = call("new", "fehlt/b.nrwplan")
    assert result.code == 1
    assert "Den Ordner „" in result.err
    assert "ist ein Ordner" in call("new", tmp_path).err
    assert "ist ein Ordner" in call("new", "").err


@pytest.mark.parametrize("name", ["unbekannt", "../bielefeld", "a/b", "C:\\bielefeld", "bielefeld.json", "..", ""])
def test_new_refuses_what_is_no_template(call: Call, tmp_path: Path, name: str) -> None:
    result = call("new", "b.nrwplan", "--template", name)
    assert result.code == 2
    assert "bielefeld, leer, nrweltoffen" in result.err
    assert not (tmp_path / "b.nrwplan").exists()


def test_a_plan_becomes_a_template_of_ones_own(call: Call, plan: Path, data_dir: Path) -> None:
    own = data_dir / "Vorlagen"
    own.mkdir(parents=True)
    said = call("export", plan, "-o", own / "Unsere 100 %.json", "--as-template").out
    assert "ohne Personen und Kontakte, Termine und Zeiträume, Status" in " ".join(said.split())
    assert "Bitte Einleitung, Maßnahmen und Ziele auf Namen und Daten durchsehen." in " ".join(said.split())
    assert "Unsere 100 %" in " ".join(call("new", "--help").out.split())
    assert "(Vorlage „Unsere 100 %“)" in call("new", "d.nrwplan", "--template", "Unsere 100 %").out
    # It may come in as a file as well.
    assert "Importiert: 4 Phasen" in call("import", own / "Unsere 100 %.json", "--into", "c.nrwplan").out
    one, other = (json.loads(call("show", name, "--json").out) for name in ("d.nrwplan", "c.nrwplan"))
    assert one == other
    assert (one["project"]["municipality"], one["phases"][0]["period"]["start"]) == ("", None)
    assert "nur bei .json" in call("export", plan, "-o", "x.docx", "--as-template").err


def test_show_in_words(call: Call, plan: Path) -> None:
    out = call("show", plan).out
    assert "Phase 4: Maßnahmenumsetzung und Nachhaltigkeit" in out
    assert "  1. Akquise von Kooperationspartnern aus einzelnen Handlungsfeldern" in out


def test_check(call: Call, plan: Path, seed: bytes) -> None:
    assert "ist in Ordnung" in call("check", plan).out
    place = seed.index("Öffentlichkeitsarbeit".encode())
    plan.write_bytes(seed[:place] + b"\xc3\x84" + seed[place + 2 :])
    result = call("check", plan)
    assert result.code == 1
    assert result.out
    assert "beschädigt" in result.err


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=9999")
    connection.close()


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "gibt es nicht"),
    "folder": (lambda path: (path.unlink(), path.mkdir()), "ist ein Ordner"),
    "text": (lambda path: path.write_text("Hallo " * 100), "keine Plandatei"),
    "empty": (lambda path: path.write_bytes(b""), "ist leer"),
    "half": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "abgeschnitten"),
    "foreign": (lambda path: (path.unlink(), _foreign(path)), "anderen Programms"),
    "newer": (_newer, "neueren Version"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize(
    "words",
    [
        ["show"],
        ["show", "--json"],
        ["status", "--since", "1.7.2018"],
        ["check"],
        ["report", "phase-overview", "-o", "o.pdf"],
    ],
    ids=" ".join,
)
def test_a_bad_plan_is_said_and_left_alone(call: Call, plan: Path, kind: str, words: list[str]) -> None:
    spoil, why = BAD_FILES[kind]
    spoil(plan)
    before = plan.read_bytes() if plan.is_file() else None
    result = call(*words[: 1 + (words[0] == "report")], plan, *words[1 + (words[0] == "report") :])
    assert (result.code, result.out) == (1, "")
    assert why in result.err
    assert (plan.read_bytes() if plan.is_file() else None) == before
    assert not (plan.parent / "o.pdf").exists()


@pytest.mark.parametrize("kind", [kind for kind in BAD_FILES if kind != "half"])
def test_a_bad_plan_opens_no_window(
    call: Call, plan: Path, window: list[object], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    spoil, why = BAD_FILES[kind]
    spoil(plan)
    result = call(plan)
    assert (result.code, result.out, window) == (1, "", [])
    assert why in result.err


def test_a_read_only_plan_can_be_read(call: Call, plan: Path) -> None:
    plan.chmod(0o444)
    assert call("show", plan, "--json").out.encode() == GOLDEN.read_bytes()
    assert call("check", plan).code == 0


def test_a_report_of_one_phase(call: Call, plan: Path) -> None:
    assert call("report", "phase-overview", plan, "-o", "o.pdf", "--phase", 2).code == 0
    one = (plan.parent / "o.pdf").stat().st_size
    assert call("report", "phase-overview", plan, "--output", "o.pdf").code == 0
    assert (plan.parent / "o.pdf").stat().st_size > one
    # By the ending of its name, a file is one for Word.
    assert call("report", "phase-overview", plan, "--output", "o.docx").code == 0
    assert (plan.parent / "o.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("number", ["9", "0", "-1", "99999999999"])
def test_a_phase_that_is_not_there(call: Call, plan: Path, number: str) -> None:
    result = call("report", "phase-overview", plan, "-o", "o.pdf", "--phase", number)
    assert result.code == 1
    assert f"Phase {number} gibt es in „b.nrwplan“ nicht, sondern die Phasen 1 bis 4." in result.err
    assert not (plan.parent / "o.pdf").exists()


def test_a_plan_without_phases_has_no_phase_1(call: Call) -> None:
    call("new", "leer.nrwplan", "--template", "leer")
    assert "noch keine Phase" in call("report", "phase-overview", "leer.nrwplan", "-o", "o.pdf", "--phase", 1).err


def test_a_plan_is_never_overwritten_by_a_report(call: Call, plan: Path, seed: bytes) -> None:
    other, disguised, link = (plan.with_name(name) for name in ("c.nrwplan", "plan.pdf", "link.pdf"))
    other.write_text("kein Plan, heißt aber so")
    disguised.write_bytes(seed)
    try:
        link.symlink_to(plan)
    except OSError:
        # Windows lets only some people make links.
        link.write_bytes(seed)
    for out in (plan, other, disguised, link, plan.with_name("neu.nrwplan")):
        result = call("report", "phase-overview", plan, "-o", out)
        assert result.code == 1
        assert "Bitte einen" in result.err
    assert plan.read_bytes() == disguised.read_bytes() == seed
    assert other.read_text().startswith("kein Plan")


def test_out_that_cannot_be_written(call: Call, plan: Path) -> None:
    assert "ist ein Ordner" in call("report", "phase-overview", plan, "-o", plan.parent).err
    missing = call("report", "phase-overview", plan, "-o", "fehlt/o.pdf")
    assert (missing.code, "Den Ordner gibt es nicht" in missing.err) == (1, True)
    assert "Der Name ist zu lang" in call("report", "phase-overview", plan, "-o", "x" * 300).err
    old = plan.with_name("alt.pdf")
    old.write_bytes(b"alt")
    old.chmod(0o444)
    assert "schreibgeschützt" in call("report", "phase-overview", plan, "-o", old).err
    assert old.read_bytes() == b"alt"


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write everywhere")
def test_a_folder_without_rights(call: Call, plan: Path) -> None:
    plan.parent.chmod(0o555)
    try:
        assert "Die Rechte fehlen" in call("report", "phase-overview", plan, "-o", "o.pdf").err
    finally:
        plan.parent.chmod(0o755)


def test_a_report_that_fails_leaves_the_old_one(
    call: Call, plan: Path, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    out = plan.with_name("o.pdf")
    out.write_bytes(b"alt")

    def fail(*_: object) -> bytes:
        raise ZeroDivisionError("kaputt")

    monkeypatch.setattr(reports, "asked", fail)
    result = call("report", "phase-overview", plan, "-o", out)
    assert result.code == 1
    assert "unerwarteter Fehler" in result.err
    assert str(logging_setup.log_file()) in result.err
    assert "ZeroDivisionError: kaputt" in logging_setup.log_file().read_text("utf-8")
    assert out.read_bytes() == b"alt"


def test_while_a_window_has_the_plan_open(call: Call, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = Lock.acquire(plan)
    try:
        assert call("show", plan).code == 0
        assert call("check", plan).code == 0
        plan.unlink()
        result = call("new", plan)
        assert (result.code, "geöffnet" in result.err, plan.exists()) == (1, True, False)
    finally:
        lock.release()
