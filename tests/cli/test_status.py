"""The command status: where a plan stands, today or on another day."""

import datetime as dt
import json
from pathlib import Path

from nrw_desktop.domain import edits
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.cli.conftest import Call


def test_it_says_where_the_plan_stands(call: Call, plan: Path, seed: bytes) -> None:
    out = call("status", plan, "--on", "26.11.2026").out
    assert "Stand vom 26. November 2026: 12 überfällig · 0 bis Ende Januar 2027 fällig\n" in out
    assert "\nÜberfällig (12)\n  07/2017  Ausschreibung einer Fachstelle (nach Phase 1, geplant)\n" in out
    assert "\nPrüfen (39)\n  12  Überfällige Maßnahmen\n" in out
    assert plan.read_bytes() == seed


def test_what_is_set_aside_is_a_number_beside(call: Call, plan: Path) -> None:
    with PlanFile.open(plan, "11111111-1111-4111-8111-111111111111") as file:
        first = file.plan.measures(file.plan.phases[0].id)[0]
        file.commit(edits.set_asides.set_aside(file.plan, "overdue", first, "läuft nebenan"))
        file.commit(edits.set_asides.set_aside(file.plan, "without_indicator"))
    out = call("status", plan, "--on", "26.11.2026").out
    assert "Stand vom 26. November 2026: 12 überfällig" in out
    assert "\nPrüfen (25, 14 beiseitegelegt)\n  11  Überfällige Maßnahmen (1 beiseitegelegt)\n" in out
    assert out.endswith("   0  Ziele ohne Indikator (13 beiseitegelegt)\n")
    found = json.loads(call("status", plan, "--json", "--on", "26.11.2026").out)
    assert {group["kind"]: group["count"] for group in found["missing"]} == {"overdue": 11, "without_goal": 14}
    assert {group["kind"]: group["count"] for group in found["set_aside"]} == {"overdue": 1, "without_indicator": 13}
    history = call("history", plan, "--limit", "2").out
    assert "‚Überfällige Maßnahmen‘ beiseitegelegt: ‚Ausschreibung einer Fachstelle‘" in history
    assert "läuft nebenan" in call("show", plan, "--json").out


def test_the_day_is_today_where_none_is_given(call: Call, plan: Path) -> None:
    assert json.loads(call("status", plan, "--json").out)["on"] == dt.date.today().isoformat()


def test_on_another_day_other_measures_are_due(call: Call, plan: Path) -> None:
    def counts(day: str) -> tuple[int, int]:
        found = json.loads(call("status", plan, "--json", "--on", day).out)
        assert found["counts"]["overdue"] == len(found["overdue"])
        return found["counts"]["overdue"], found["counts"]["soon"]

    assert [counts(day) for day in ("30.04.2017", "1. Mai 2017", "2017-07-31", "01.08.2017")] == [
        (0, 0),
        (0, 6),
        (0, 6),
        (6, 0),
    ]


def test_what_is_done_since_a_day_is_read_from_the_history(call: Call, plan: Path) -> None:
    def done(*words: str) -> tuple[int, int | None]:
        counts = json.loads(call("status", plan, "--json", *words).out)["counts"]
        return counts["done"], counts["done_since"]

    with PlanFile.open(plan, "11111111-1111-4111-8111-111111111111") as file:
        first = file.plan.measures(file.plan.phases[0].id)[0]
        file.commit(edits.measures.set_field(file.plan, first.id, "status", "done"))
    tomorrow = f"{dt.date.today() + dt.timedelta(days=1):%d.%m.%Y}"
    assert done() == (1, None)
    assert done("--since", tomorrow, "--on", tomorrow) == (1, 0)
    # The file is younger than that, so only the months of its measures tell.
    assert done("--since", "01.07.2017") == (1, 1)
    assert done("--since", "01.08.2017") == (1, 0)
    out = call("status", plan, "--since", "01.07.2017").out
    assert "Abgeschlossen seit dem 1. Juli 2017 (1)\n  07/2017  Ausschreibung einer Fachstelle" in out
