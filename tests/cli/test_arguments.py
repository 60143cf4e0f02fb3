"""Reading the arguments, and opening the window."""

import io
import sys
from pathlib import Path

import pytest

import nrw_desktop
from nrw_desktop import cli
from nrw_desktop.cli import console
from nrw_desktop.cli.commands import arguments, dispatch
from nrw_desktop.storage.system import logging_setup
from nrw_desktop.storage.upkeep import recent_plans
from tests.cli.conftest import Call

GOLDEN = Path(__file__).parent.parent / "data" / "bielefeld.json"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["new"], "Es fehlt: PLAN."),
        (["show"], "Es fehlt: PLAN."),
        (["report"], "Es fehlt: BERICHT, PLAN, -o/--output."),
        (["report", "phase-overview", "b.nrwplan"], "Es fehlt: -o/--output."),
        (["report", "gantt", "b.nrwplan", "-o", "o.pdf"], "Einen Bericht „gantt“ gibt es nicht."),
        (["report", "phase-overview", "b.nrwplan", "-o"], "Bei -o/--output fehlt der Wert."),
        (["report", "phase-overview", "b", "-o", "o", "--phase", "zwei"], "„zwei“ ist keine Nummer."),
        (["report", "phase-overview", "b", "-o", "o", "--phase"], "Bei --phase fehlt der Wert."),
        (["report", "phase-overview", "b", "-o", "o", "--phase", "9" * 5000], "ist keine Nummer."),
        (["report", "status", "b", "-o", "o", "--year", "2018"], "nimmt --year nicht."),
        (["report", "timeline", "b", "-o", "o", "--year", "18"], "„18“ ist kein Jahr."),
        (["report", "status", "b", "-o", "o", "--since", "gestern"], "„gestern“ ist kein Datum."),
        (["report", "status", "b", "-o", "o", "--since", "31.2.2018"], "Bei --since: „31.2.2018“ ist kein Datum."),
        (["report", "changes", "b", "-o", "o", "--since", "1.1.2999"], "Bei --since steht ein Tag nach dem "),
        (["status"], "Es fehlt: PLAN."),
        (["status", "b", "--on", "bald"], "Bei --on: „bald“ ist kein Datum."),
        (["status", "b", "--on", "1.1.0001"], "Das Jahr 1 liegt außerhalb von 1900 bis 9999."),
        (["status", "b", "--since="], "Bei --since fehlt der Wert."),
        (["status", "b", "--on", "1.7.2018", "--since", "2.7.2018"], "Bei --since steht ein Tag nach dem 01.07.2018."),
        (["report", "status", "b", "-o", "o", "--edition", "x"], "„x“ kennt --edition nicht."),
        (["report", "status", "b", "-o", "o", "--paper", "A5"], "„A5“ kennt --paper nicht."),
        (["report", "status", "b", "-o", "o", "--orientation", "quer"], "„quer“ kennt --orientation nicht."),
        (["show", "b.nrwplan", "--jso"], "Unbekannt oder zu viel: --jso."),
        (["show", "b.nrwplan", "--json=1"], "--json nimmt keinen Wert."),
        (["check", "a", "b"], "Unbekannt oder zu viel: b."),
        (["--unbekannt"], "Unbekannt oder zu viel: --unbekannt."),
        (["a.nrwplan", "b.nrwplan"], "Unbekannt oder zu viel: b.nrwplan."),
        (["--json", "show"], "Unbekannt oder zu viel: --json."),
    ],
)
def test_wrong_use_is_said_in_german(call: Call, words: list[str], why: str) -> None:
    result = call(*words)
    assert (result.code, result.out) == (2, "")
    assert why in result.err
    assert not any(word in result.err.casefold() for word in ("usage", "error", "argument", "invalid", "expected"))


@pytest.mark.parametrize("command", ["", *console.COMMANDS])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_german(call: Call, command: str, option: str) -> None:
    result = call(*command.split(), option)
    assert result.code == 0
    assert result.out.startswith("Aufruf: nrw-desktop")
    assert "zeigt diese Hilfe" in result.out
    for english in ("usage", "positional", "options:", "optional", "show this", "exit"):
        assert english not in result.out


def test_words_of_argparse_nobody_foresaw_are_german_too() -> None:
    with pytest.raises(arguments.WrongUseError, match="passen nicht zusammen"):
        arguments.Parser("show").error("one of the arguments --a --b is required")


def test_the_version(call: Call) -> None:
    assert call("--version").out == f"nrw-desktop {nrw_desktop.__version__}\n"


def test_a_plan_opens_in_the_window(
    call: Call, plan: Path, window: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert call().code == 0
    assert call(plan.name).code == 0
    assert call("--", plan.name).code == 0
    assert window == [None, plan, plan]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
def test_a_plan_without_a_screen_is_said(call: Call, plan: Path, window: list[object]) -> None:
    result = call(plan)
    assert (result.code, window) == (1, [])
    assert f"nrw-desktop show {plan}" in result.err


def test_what_is_neither_command_nor_file_is_said(call: Call, window: list[object], data_dir: Path) -> None:
    assert "„shwo“ ist weder ein Befehl noch eine Plandatei. War „nrw-desktop show“ gemeint?" in call("shwo").err
    result = call("fehlt.nrwplan")
    assert (result.code, window) == (1, [])
    assert "„nrw-desktop new fehlt.nrwplan“" in result.err


@pytest.mark.skipif(sys.platform != "linux", reason="with a screen it is said in a window, which waits for an answer")
def test_a_last_plan_that_is_gone_is_said(call: Call, tmp_path: Path) -> None:
    recent_plans.remember_plan(tmp_path / "weg.nrwplan")
    result = call()
    assert result.code == 1
    assert "ist nicht mehr da" in result.err


def test_the_windowed_program_speaks_in_message_boxes(window: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main_windowed(["fehlt.nrwplan"]) == 1
    assert cli.main_windowed(["--version"]) == 0
    assert cli.main(["fehlt.nrwplan"]) == 1
    assert len(window) == 1
    assert "fehlt.nrwplan" in str(window[0])


def test_without_any_way_to_speak_nothing_breaks(window: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delattr(nrw_desktop.app, "show_error")  # type: ignore[attr-defined]
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    assert cli.main_windowed(["fehlt.nrwplan"]) == 1
    assert "fehlt.nrwplan" in stderr.getvalue()


def test_an_interrupt_is_no_traceback(call: Call, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dispatch, "_read", interrupt)
    assert call("show", plan).err == "Abgebrochen.\n"


def test_a_console_without_umlauts_gets_what_it_can_show(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    # Else it is UTF-8 on Windows.
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    assert cli.main(["show", str(plan)]) == 0
    assert b"?ffentlichkeitsarbeit" in buffer.getvalue()
    assert cli.main(["show", str(plan), "--json"]) == 0
    assert buffer.getvalue().endswith(GOLDEN.read_bytes())


def test_a_log_that_grew_long_makes_room(call: Call, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging_setup, "LONGEST", 10)
    for _ in range(2):
        monkeypatch.setattr(cli.window, "open_window", lambda plan: 1 // 0)
        assert call("x.nrwplan").code == 1
    assert logging_setup.log_file().with_suffix(".old.log").exists()
    assert "ZeroDivisionError" in logging_setup.log_file().read_text("utf-8")
