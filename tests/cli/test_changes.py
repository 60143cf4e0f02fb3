"""The command changes: what has changed since a day or a backup."""

import datetime as dt
import json
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup, new_plans
from tests.cli.conftest import Call

HERE = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def saved(plan: Path) -> Path:
    """A backup of the plan, which has been worked on since."""
    with PlanFile.open(plan, HERE) as file:
        one = backup.make(file, "Probe")
        first = file.plan.measures(file.plan.phases[0].id)[0]
        for field, value in (("status", "running"), ("status", "done"), ("note", "Nur für uns")):
            file.commit(edits.measures.set_field(file.plan, first.id, field, value))
    assert one is not None
    return one.path


def test_it_tells_what_has_changed_since_a_day_or_a_backup(call: Call, plan: Path, saved: Path) -> None:
    before = plan.read_bytes()
    today = dt.date.today()
    lines = (
        "\nPhase 1: Analyse der Ausgangssituation\n"
        "  Maßnahme: Ausschreibung einer Fachstelle\n"
        "    • Status: geplant → abgeschlossen\n"
    )
    out = call("changes", plan, "--since", f"{today:%d.%m.%Y}").out
    # The plan is from today, so that there is no state before it.
    assert "Was sich seit der Anlage des Plans am " in out
    assert out.endswith(lines)
    assert "Was sich seit der Sicherung vom " in (out := call("changes", plan, "--since", saved).out)
    assert out.endswith(lines)
    out = call("changes", plan, "--since", saved, "--edition", "internal").out
    assert out.endswith(f"{lines}    • Notiz: – → Nur für uns\n")
    assert plan.read_bytes() == before


def test_as_json_it_keeps_its_keys(call: Call, plan: Path, saved: Path) -> None:
    told = json.loads(call("changes", plan, "--since", saved, "--json").out)
    assert list(told) == ["since", "groups"]
    assert told["groups"] == [
        {
            "title": "Phase 1: Analyse der Ausgangssituation",
            "phase": 1,
            "changed": [
                {
                    "kind": "measure",
                    "title": "Ausschreibung einer Fachstelle",
                    "lines": [
                        {
                            "event": "changed",
                            "kind": "measure",
                            "field": "status",
                            "before": "geplant",
                            "after": "abgeschlossen",
                            "text": "Status: geplant → abgeschlossen",
                        }
                    ],
                }
            ],
        }
    ]


def test_where_nothing_has_changed_it_says_so(call: Call, plan: Path) -> None:
    out = call("changes", plan, "--since", "01.03.2018").out
    assert "hat sich nichts geändert." in out


def test_what_it_cannot_compare_with_is_said(call: Call, plan: Path, tmp_path: Path, saved: Path) -> None:
    def refused(since: object, code: int) -> str:
        result = call("changes", plan, "--since", since)
        assert result.code == code
        return result.err

    tomorrow = dt.date.today() + dt.timedelta(days=1)
    assert refused("last-meeting", 1).startswith("Dieser Plan hat noch keine Sitzung.")
    assert refused(f"{tomorrow:%d.%m.%Y}", 2).startswith("Bei --since steht ein Tag nach dem ")
    assert "„nirgends“ ist kein Datum" in refused("nirgends", 2)
    assert refused("", 2) == "Bei --since fehlt der Wert.\n"
    assert "fehlt „b.nrwplan.json“ mit der Prüfsumme" in refused(plan, 1)
    with new_plans.new_plan(tmp_path / "andere.nrwplan") as other:
        of_another = backup.make(other, "Probe")
    assert of_another is not None
    assert "ist eine Sicherung eines anderen Plans" in refused(of_another.path, 1)
    saved.chmod(0o644)
    saved.write_bytes(saved.read_bytes()[:-1])
    assert "ist beschädigt" in refused(saved, 1)
    assert call("changes", tmp_path / "weg.nrwplan", "--since", "last-meeting").code == 1
    assert call("changes", plan, "--since", "1.1.2018", "--edition", "geheim").code == 2


def test_what_no_file_can_be_called_is_no_backup(call: Call, plan: Path) -> None:
    done = call("changes", plan, "--since", "x" * 300)
    assert done.code == 2
    assert "Auch eine Datei" in done.err
