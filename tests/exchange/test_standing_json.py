"""What `status` promises to other programs: the keys in their order, and what they mean."""

import datetime as dt
import json
from typing import Any

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure, Phase, Project
from nrw_desktop.domain.queries import checks, standing
from nrw_desktop.exchange.plan_text import WIDTH
from nrw_desktop.exchange.standing_json import standing_json
from nrw_desktop.exchange.standing_text import standing_text

TODAY = dt.date(2026, 11, 26)

KEYS = {
    "": [
        "on",
        "since",
        "soon_until",
        "counts",
        "overdue",
        "soon",
        "running",
        "done_since",
        "undated",
        "without_period",
        "postponed",
        "dropped",
        "deadlines",
        "phases",
        "missing",
        "set_aside",
        "open_tasks",
    ],
    "counts": [
        "measures",
        "overdue",
        "soon",
        "later",
        "undated",
        "planned",
        "running",
        "done",
        "done_since",
        "postponed",
        "dropped",
        "without_period",
    ],
    "measure": ["text", "short", "phase", "status", "due", "due_with_phase", "responsible"],
    "deadlines": ["next", "past"],
    "deadline": ["what", "date"],
    "phases": ["number", "title", "measures", "done", "postponed", "dropped"],
    "missing": ["kind", "title", "count"],
    "set_aside": ["kind", "title", "count"],
}

ROWS = (
    Project("p", title="Konzept"),
    Phase("a", "a", "Analyse", end="2026-10"),
    Phase("b", "b", "Umsetzung"),
    Measure("1", "a", "1", text="Umfrage in allen\nQuartieren", status="running", responsible="Frau Öz"),
    Measure("2", "b", "1", text="Fachtagung", end="2026-12", end_day=5),
    Measure("3", "b", "2", text="Auftakt", end="2026-07", status="done"),
    Measure("4", "b", "3", text="Broschüre"),
    Measure("5", "b", "4", text="Film", end="2027-08"),
    Measure("6", "b", "5", text="Lied", end="2026-08", status="postponed"),
    Deadline("x", "Zwischenbericht", "2026-03-31"),
    Deadline("y", "Verwendungsnachweis", "2027-03-31"),
)


def plan() -> Plan:
    return Plan.empty().apply(Change(tuple(map(inserted, ROWS)), "Test"))


def groups(one: Plan) -> list[checks.Group]:
    return checks.grouped(checks.gaps(one, TODAY, with_aside=True))


def as_json(one: Plan, since: dt.date | None = None) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(standing_json(one, standing.of_plan(one, TODAY, since), groups(one)))
    return told


def as_text(one: Plan, since: dt.date | None = None) -> str:
    return standing_text(one, standing.of_plan(one, TODAY, since), groups(one))


def with_set_asides() -> Plan:
    """A case, and a whole rule."""
    one = plan()
    one = one.apply(edits.set_asides.set_aside(one, "overdue", one.get(Measure, "1"), "läuft"))
    return one.apply(edits.set_asides.set_aside(one, "without_goal"))


def test_what_is_set_aside_is_counted_by_itself() -> None:
    before, found = as_json(plan()), as_json(with_set_asides())
    kinds = {group["kind"]: group["count"] for group in before["missing"]}
    assert list(kinds) == ["overdue", "deadline", "without_period", "without_goals", "without_goal"]
    assert [group["kind"] for group in found["missing"]] == ["deadline", "without_period", "without_goals"]
    assert before["set_aside"] == []
    assert found["set_aside"] == [group for group in before["missing"] if group["kind"] in ("overdue", "without_goal")]
    # That it is overdue, and is counted so, remains.
    assert (found["counts"], found["overdue"]) == (before["counts"], before["overdue"])
    lines = as_text(with_set_asides()).partition("\nPrüfen ")[2].splitlines()
    left = sum(group["count"] for group in found["missing"])
    assert lines[:2] == [
        f"({left}, {1 + kinds['without_goal']} beiseitegelegt)", "  0  Überfällige Maßnahmen (1 beiseitegelegt)"
    ]  # fmt: skip


def test_the_keys_keep_their_order() -> None:
    found = as_json(with_set_asides(), dt.date(2026, 7, 1))
    assert {
        "": list(found),
        "counts": list(found["counts"]),
        "measure": list(found["overdue"][0]),
        "deadlines": list(found["deadlines"]),
        "deadline": list(found["deadlines"]["next"]),
        "phases": list(found["phases"][0]),
        "missing": list(found["missing"][0]),
        "set_aside": list(found["set_aside"][0]),
    } == KEYS


def test_what_it_says() -> None:
    found = as_json(plan(), dt.date(2026, 7, 1))
    assert (found["on"], found["since"], found["soon_until"]) == ("2026-11-26", "2026-07-01", "2027-01")
    assert list(found["counts"].values()) == [6, 1, 1, 1, 1, 3, 1, 1, 1, 1, 0, 1]
    assert found["overdue"] == found["running"]
    assert found["overdue"] == [
        {
            "text": "Umfrage in allen\nQuartieren",
            "short": None,
            "phase": 1,
            "status": "running",
            "due": "2026-10",
            "due_with_phase": True,
            "responsible": "Frau Öz",
        }
    ]
    assert [(one["text"], one["due"]) for one in found["soon"]] == [("Fachtagung", "2026-12-05")]
    names = ("done_since", "undated", "without_period", "postponed", "dropped")
    assert [[one["text"] for one in found[name]] for name in names] == [
        ["Auftakt"],
        ["Broschüre"],
        ["Broschüre"],
        ["Lied"],
        [],
    ]
    assert found["deadlines"] == {"next": {"what": "Verwendungsnachweis", "date": "2027-03-31"}, "past": 1}
    assert [list(phase.values()) for phase in found["phases"]] == [
        [1, "Analyse", 1, 0, 0, 0],
        [2, "Umsetzung", 5, 1, 1, 0],
    ]
    assert found["missing"][:2] == [
        {"kind": "overdue", "title": "Überfällige Maßnahmen", "count": 1},
        {"kind": "deadline", "title": "Fristen", "count": 1},
    ]


def test_nothing_is_done_since_no_day() -> None:
    found = as_json(plan())
    assert (found["since"], found["done_since"], found["counts"]["done_since"]) == (None, None, None)
    assert found["counts"]["done"] == 1


def test_the_text_is_aligned_and_as_narrow_as_that_of_show() -> None:
    text = as_text(plan(), dt.date(2026, 7, 1))
    assert text.split("\n\nPhasen\n")[0] == (
        "Konzept\n"
        "Stand vom 26. November 2026: 1 überfällig · 1 bis Ende Januar 2027 fällig · nächste\n"
        "Frist 31.03.2027 · 1 seit dem 1. Juli 2026 abgeschlossen\n"
        "\n"
        "Überfällig (1)\n"
        "  10/2026  Umfrage in allen Quartieren (nach Phase 1, läuft, Frau Öz)\n"
        "\n"
        "Fällig bis Ende Januar 2027 (1)\n"
        "  05.12.2026  Fachtagung (Phase 2, geplant)\n"
        "\n"
        "Läuft (1)\n"
        "  10/2026  Umfrage in allen Quartieren (nach Phase 1, läuft, Frau Öz)\n"
        "\n"
        "Abgeschlossen seit dem 1. Juli 2026 (1)\n"
        "  07/2026  Auftakt (Phase 2, abgeschlossen)\n"
        "\n"
        "Ohne Zeitraum (1)\n"
        "  –  Broschüre (Phase 2, geplant)\n"
        "\n"
        "In keiner der Listen\n"
        "  1 später fällig, 1 zurückgestellt\n"
        "\n"
        "Fristen\n"
        "  31.03.2027  Verwendungsnachweis\n"
        "              1 Frist ist vergangen."
    )
    long = plan().apply(Change((inserted(Measure("7", "b", "6", text="Wort " * 99, end="2026-01")),), "Test"))
    lines = as_text(long).splitlines()
    assert max(map(len, lines)) <= WIDTH
    at = next(place for place, line in enumerate(lines) if line.startswith("  01/2026  Wort"))
    assert lines[at + 1].startswith(" " * 11 + "Wort")


def test_a_plan_without_anything_says_so() -> None:
    text = as_text(Plan.empty().apply(Change((inserted(Project("p")),), "Test")))
    assert text.endswith("\n\nPhasen\n  Noch keine Phase.\n\nPrüfen (0)\n  Alles vollständig.\n")
    assert "0 überfällig · 0 bis Ende Januar 2027 fällig\n" in text
