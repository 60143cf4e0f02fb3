"""The Sachstand: what is overdue, due and done, on two pages at most."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Project
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.pdf_tools import DAY, info, made, seed, text
from tests.reports.tag_tree import Node, plain, read


def printed(plan: Plan, **options: object) -> bytes:
    return catalogue.made("status", plan, Request(DAY, **options))  # type: ignore[arg-type]


def sections(root: Node) -> dict[str, list[str]]:
    """What is listed under each heading: the first cells, or the sentence that there is none."""
    found: dict[str, list[str]] = {}
    for node in root.kids:
        if node.tag == "H2":
            here = found[plain(node.text)] = []
        elif found:
            here += [plain(row.kids[0].whole) for row in node.all("TR")[1:]] or [plain(node.whole)]
    return found


def measure(key: str, end: str | None, status: str = "planned", **more: Any) -> Measure:
    return Measure(key, phase="a", order=key, text=f"Maßnahme {key}", end=end, status=status, **more)


def plan_with(*measures: Measure, phase_end: str | None = None, rule: str | None = None, **project: str) -> Plan:
    return made([Project("p", title="Plan", **project), Phase("a", end=phase_end, end_rule=rule), *measures])


def test_measures_are_sorted_by_when_they_are_due() -> None:
    plan = plan_with(
        measure("1", "2026-12"),
        measure("2", "2026-10"),
        measure("3", "2025-01"),
        measure("4", "2026-11", "running"),
        measure("5", "2027-01"),
        measure("6", "2027-02"),
        measure("7", "2020-01", "postponed"),
        measure("8", "2020-01", "dropped"),
        measure("9", "2026-01", "done"),
        measure("x", None),
    )
    assert sections(read(printed(plan)).root) == {
        "Überfällig (2)": ["Maßnahme 3", "Maßnahme 2"],
        "Fällig in den nächsten drei Monaten (3)": ["Maßnahme 4", "Maßnahme 1", "Maßnahme 5"],
        "Abgeschlossen (1)": ["Maßnahme 9"],
    }


def test_without_an_end_of_its_own_a_measure_is_due_with_its_phase() -> None:
    assert "Überfällig (1)" in sections(read(printed(plan_with(measure("1", None), phase_end="2026-10"))).root)
    assert sections(read(printed(plan_with(measure("1", None), rule="project_end"))).root) == {}
    closed = plan_with(measure("1", None), rule="project_end", end="2026-10")
    assert "Überfällig (1)" in sections(read(printed(closed)).root)


def test_the_figures_count_every_measure() -> None:
    plan = plan_with(measure("1", "2025-01"), measure("2", None, "done"), measure("3", None, "postponed"))
    figures = read(printed(plan)).root.all("L")[0]
    assert [tuple(plain(part.text) for part in item.kids[0].kids) for item in figures.kids] == [
        ("3", "Maßnahmen"),
        ("1", "überfällig"),
        ("1", "geplant"),
        ("0", "läuft"),
        ("1", "abgeschlossen"),
        ("1", "zurückgestellt"),
    ]


@pytest.mark.parametrize(
    ("earlier", "wanted"),
    [
        (None, ["Maßnahme 1"]),
        (plan_with(measure("1", "2026-05", "done"), measure("2", "2026-01")), ["Maßnahme 3", "Maßnahme 2"]),
    ],
    ids=["by its months", "by the plan as it was"],
)
def test_done_since_a_date(earlier: Plan | None, wanted: list[str]) -> None:
    now = plan_with(measure("1", "2026-05", "done"), measure("2", "2026-01", "done"), measure("3", "2026-03", "done"))
    found = sections(read(printed(now, since=datetime.date(2026, 5, 1), earlier=earlier)).root)
    assert found[f"Abgeschlossen seit dem 1. Mai 2026 ({len(wanted)})"] == wanted


def test_the_day_of_the_last_meeting_is_called_so() -> None:
    now = plan_with(measure("1", "2026-05", "done"), Meeting("m", date="2026-05-01", state="held"))
    found = sections(read(printed(now, since=datetime.date(2026, 5, 1))).root)
    assert found["Abgeschlossen seit der letzten Sitzung am 1. Mai 2026 (1)"] == ["Maßnahme 1"]


def test_nothing_to_tell_is_said_in_sentences() -> None:
    """All in one: a heading for each empty list would send a short report to a second page."""
    said = read(printed(plan_with(measure("1", None))))
    assert sections(said.root) == {}
    sentences = (
        "Nichts ist überfällig. In den nächsten drei Monaten wird nichts fällig. Nichts ist abgeschlossen worden."
    )
    assert sentences in map(plain, said.texts())


def test_the_seed_plan_is_on_one_page(tmp_path) -> None:
    pdf = printed(seed())
    assert info(pdf, tmp_path)["Pages"] == "1"
    assert len(sections(read(pdf).root)["Überfällig (12)"]) == 12


@pytest.mark.parametrize("long", [False, True], ids=["many", "many and long"])
def test_two_pages_are_enough_for_any_plan(tmp_path, long: bool) -> None:
    words = " und noch mehr davon" * 60 if long else ""
    late = [
        Measure(f"m{n}", phase="a", order=f"{n:04}", text=f"Maßnahme {n}{words}", end="2020-01", status=status)
        for n, status in enumerate(["planned", "done"] * 150)
    ]
    pdf = printed(plan_with(*late), signature="Leitung")
    assert int(info(pdf, tmp_path)["Pages"]) <= 2
    root = read(pdf).root
    assert [kid.text for kid in root.kids[-2:]] == ["Ort, Datum", "Leitung"]
    del root.kids[-2:]
    found = sections(root)
    for heading in ("Überfällig (150)", "Abgeschlossen (150)"):
        *listed, rest = found[heading]
        assert rest == f"{150 - len(listed)} weitere Maßnahmen stehen in der Phasenübersicht."


LONG = pytest.mark.parametrize("length", [10, 100, 1000, 6000, 30_000, 100_000])


def long(length: int) -> str:
    return ("Ein langer Satz. " * length)[:length]


def of_all_lists(**of_one: str) -> list[Measure]:
    """Eleven measures that are overdue, three that are due soon and one that is done, which has what is given."""
    overdue = [measure(f"a{n:02}", "2020-01") for n in range(11)]
    soon = [measure(f"b{n}", "2026-12", "running") for n in range(3)]
    return [*overdue, *soon, measure("c", "2025-01", "done", **of_one)]


def listed(plan: Plan, tmp_path: Path, **options: object) -> dict[str, int]:
    """How long each list is, once it is on two pages."""
    pdf = printed(plan, **options)
    assert int(info(pdf, tmp_path)["Pages"]) <= 2
    root = read(pdf).root
    return {heading: len(table.all("TR")) - 1 for heading, table in zip(sections(root), root.all("Table"), strict=True)}


WHOLE = {"Überfällig (11)": 11, "Fällig in den nächsten drei Monaten (3)": 3, "Abgeschlossen (1)": 1}


@LONG
@pytest.mark.parametrize("field", ["note", "short", "responsible"])
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_long_text_of_one_measure_leaves_every_list_whole(
    tmp_path: Path, edition: str, field: str, length: int
) -> None:
    plan = plan_with(*of_all_lists(**{field: long(length)}))
    assert listed(plan, tmp_path, edition=edition) == WHOLE


@LONG
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_long_texts_everywhere_leave_every_list_whole(tmp_path: Path, edition: str, length: int) -> None:
    words = long(length)
    measures = [replace(one, note=words, text=words, responsible=words) for one in of_all_lists()]
    plan = plan_with(*measures, heading=words, lead=words)
    assert listed(plan, tmp_path, edition=edition, signature=words) == WHOLE


def test_a_text_that_is_cut_is_said_to_be_whole_elsewhere() -> None:
    def told(length: int) -> str:
        plan = plan_with(*of_all_lists(note=long(length)))
        return " ".join(read(printed(plan, edition="internal")).texts())

    assert "Gekürzte Texte" not in told(300)
    assert f"Notiz: {long(300)}" in told(300)
    assert "Gekürzte Texte stehen in voller Länge in der Phasenübersicht." in told(100_000)
    assert "Ein langer Satz. Ein … 1 01/2025 abgeschlossen" in told(100_000)


def test_a_list_too_long_takes_nothing_from_a_short_one(tmp_path: Path) -> None:
    many = [measure(f"d{n:03}", "2019-01", "done") for n in range(300)]
    plan = plan_with(*of_all_lists()[:14], *many)
    found = sections(read(printed(plan)).root)
    assert len(found["Überfällig (11)"]) == 11
    assert len(found["Fällig in den nächsten drei Monaten (3)"]) == 3
    *done, rest = found["Abgeschlossen (300)"]
    assert len(done) > 20
    assert rest == f"{300 - len(done)} weitere Maßnahmen stehen in der Phasenübersicht."


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_day_stands_on_one_line(tmp_path: Path, orientation: str) -> None:
    pdf = printed(plan_with(measure("1", "2026-10", end_day=28)), orientation=orientation)
    assert "28.10.2026" in text(pdf, tmp_path)


def test_what_is_in_no_list_is_counted() -> None:
    plan = plan_with(
        measure("1", "2026-12"),
        measure("2", "2027-02"),
        measure("3", None),
        measure("4", "2020-01", "postponed"),
        measure("5", None, "dropped"),
        measure("6", "2020-01", "done"),
        measure("7", "2026-10", "running"),
    )
    said = read(printed(plan, since=datetime.date(2026, 1, 1))).texts()
    assert (
        "Was überfällig ist, zählt auch als geplant oder läuft. Bald fällig ist, was bis Ende Januar 2027 fertig sein "
        "soll. In keiner der Listen: 1 später fällig, 1 ohne bekanntes Ende, 1 schon früher abgeschlossen, "
        "1 zurückgestellt, 1 entfallen."
    ) in said


def test_a_measure_that_is_due_with_its_phase_says_so() -> None:
    root = read(printed(plan_with(measure("1", None), measure("2", "2026-09"), phase_end="2026-10"))).root
    (table,) = root.all("Table")
    assert [plain(row.kids[2].whole) for row in table.all("TR")[1:]] == ["09/2026", "10/2026nach Phase"]
