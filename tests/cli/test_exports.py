"""The command export: a plan as a file for other programs."""

from pathlib import Path

import pytest

from nrw_desktop.exchange.exporting.formats import FORMATS
from tests.cli.conftest import Call


def test_a_plan_leaves_in_each_form_and_the_message_says_what_it_holds(call: Call, plan: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    for suffix, form in FORMATS.items():
        out = tmp_path / f"Plan.{suffix}"
        first, about, *_ = call("export", plan, "-o", out).out.splitlines()
        assert first == f"Der Plan steht in „{out}“ ({form.title})."
        assert about.startswith("Öffentliche Fassung")
        assert out.stat().st_size > 500
    told = call("export", plan, "-o", tmp_path / "Plan.JSON", "--edition", "internal").out
    assert "Interne Fassung mit personenbezogenen Daten: Notizen und Bemerkungen." in told
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-o", "Plan.pdf"], 2, "„Plan.pdf“ endet nicht so wie eine Datei, die geschrieben werden kann: .docx,"),
        (["-o", "b.nrwplan"], 2, "endet nicht so"),
        (["-o", "x.csv", "--edition", "geheim"], 2, "„geheim“ kennt --edition nicht."),
        (["-o", "fehlt/x.csv"], 1, "Den Ordner gibt es nicht"),
        (["-o", "ordner.csv"], 1, "ist ein Ordner"),
        (["-o", "x.xlsx", "--list", "Ziele"], 2, "--list gibt es nur bei .csv"),
        (["-o", "x.csv", "--list", "Wünsche"], 2, "„Wünsche“ kennt --list nicht."),
        (["-o", "x.csv", "--list", "Kosten"], 1, "„Kosten“ gibt es nur in der internen Fassung."),
        (["-o", "x.csv", "--list", "Fristen"], 1, "„Fristen“ ist leer."),
    ],
)
def test_what_cannot_be_written_is_refused(call: Call, plan: Path, words: list[str], code: int, said: str) -> None:
    (plan.parent / "ordner.csv").mkdir()
    result = call("export", plan, *words)
    assert result.code == code
    assert said in result.err


def test_what_comes_back_updates_the_plan_it_came_from_and_makes_a_new_one_elsewhere(
    call: Call, plan: Path, tmp_path: Path
) -> None:
    shown = call("show", plan, "--json").out
    for suffix in ("xlsx", "ods", "json"):
        out, new = tmp_path / f"Plan.{suffix}", tmp_path / f"{suffix}.nrwplan"
        call("export", plan, "-o", out, "--edition", "internal")
        assert call("import", out, "--into", new).code == 0
        assert call("show", new, "--json").out == shown
        call("import", out, "--into", plan)
    assert call("show", plan, "--json").out == shown
    assert len(call("history", plan).out.splitlines()) == 1
    told = call("import", tmp_path / "Plan.json", "--into", plan, "--as", "append", "--dry-run").out
    assert "Phase 4" in told
