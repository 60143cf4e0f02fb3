"""The numbers of „Stand“, Prüfen, Sachstand and Sachbericht agree: the reports are read as a screen reader has them."""

import datetime as dt
import re
from collections import Counter

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.edits.set_asides import set_aside
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Deadline, Measure
from nrw_desktop.domain.queries import checks, due, standing
from nrw_desktop.domain.queries.standing import Lists
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.domain.queries import test_due
from tests.domain.queries.test_standing import measure, plan_with
from tests.reports import random_plans
from tests.reports.tag_tree import Node, plain, read

PLANS = st.one_of(random_plans.plans(), test_due.plans())
"""Plans with everything, and plans with hardly more than months and statuses, in all ways to put them together."""
DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2020, 12, 31))
_UNLISTED = {
    "später fällig": "later",
    "ohne bekanntes Ende": "undated",
    "schon früher abgeschlossen": "done_earlier",
    "zurückgestellt": "postponed",
    "entfallen": "dropped",
}

slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def counted(words: str, before: str) -> int:
    """The number in brackets after words; 0 where they are not there."""
    found = re.search(rf"{before}[^()]*\((\d+)\)", words)
    return int(found[1]) if found else 0


def rows(root: Node, first_label: str) -> list[list[str]]:
    """The cells of the table whose first column has this label, without its header."""
    for table in root.all("Table"):
        head, *lines = table.all("TR")
        if plain(head.kids[0].whole) == first_label:
            return [[plain(cell.whole) for cell in line.kids] for line in lines]
    return []


@slow
@given(PLANS, DAYS, st.one_of(st.none(), DAYS), st.sampled_from(["public", "internal"]))
def test_the_sachstand_has_the_same_numbers(plan: Plan, today: dt.date, since: dt.date | None, edition: str) -> None:
    found = standing.of_plan(plan, today, since)
    lists = found.lists
    request = Request(today, since=since, edition=edition)  # type: ignore[arg-type]
    root = read(catalogue.made("status", plan, request)).root
    if not lists.all:
        assert "Es gibt noch keine Maßnahmen" in root.kids[-1].whole
        return
    pairs = [tuple(plain(part.text) for part in item.kids[0].kids) for item in root.all("L")[0].kids]
    figures = {label: int(number) for number, label in pairs}
    assert figures.pop("Maßnahme" if len(lists.all) == 1 else "Maßnahmen") == len(lists.all)
    assert figures.pop("überfällig") == len(lists.overdue)
    assert figures == {
        word: lists.statuses[code]
        for code, word in STATUS_WORDS.items()
        if lists.statuses[code] or code in ("running", "done")
    }
    assert figures["läuft"] == len(lists.running)
    headings = " ".join(plain(node.text) for node in root.all("H2"))
    assert [counted(headings, before) for before in ("Überfällig", "Fällig", "Abgeschlossen")] == [
        len(entries) for entries in (lists.overdue, lists.soon, lists.done)
    ]
    told = " ".join(plain(node.text) for node in root.walk())
    rest = re.search(r"In keiner der Listen: ([^.]*)\.", told)
    counts = re.findall(r"(\d+) ([^,]+)", rest[1]) if rest else []
    assert {_UNLISTED[words]: int(number) for number, words in counts} == {
        name: len(getattr(lists, name)) for name in _UNLISTED.values() if getattr(lists, name)
    }


@settings(max_examples=100)
def _said(gap: checks.Gap) -> tuple[str, str, str, str | None]:
    """A gap with its sentence, which is made when it is read."""
    return gap.kind, gap.record.id, gap.text, gap.aspect


@given(PLANS, DAYS, st.data())
def test_the_checks_have_the_same_numbers(plan: Plan, today: dt.date, data: st.DataObject) -> None:
    found = standing.of_plan(plan, today)
    gaps = checks.gaps(plan, today)
    groups = checks.grouped(gaps)
    assert [gap for group in groups for gap in group.gaps] == gaps
    # What is set aside is shown no more, and counted as before wherever else it is.
    without, asides = (
        plan,
        data.draw(st.lists(st.sampled_from(gaps), max_size=4, unique_by=id) if gaps else st.just([])),
    )
    for gap in asides:
        record = gap.record if data.draw(st.booleans()) else None
        without = without.apply(set_aside(without, gap.kind, record, None, gap.aspect if record else None))
    told = checks.gaps(without, today, with_aside=True)
    assert list(map(_said, told)) == list(map(_said, gaps))
    assert [_said(gap) for gap in told if gap.aside is None] == list(map(_said, checks.gaps(without, today)))
    assert set(map(_said, asides)) <= {_said(gap) for gap in told if gap.aside is not None}
    split = {group.kind: (len(group.gaps), len(group.aside)) for group in checks.grouped(told)}
    assert {kind: sum(counts) for kind, counts in split.items()} == {group.kind: len(group.gaps) for group in groups}
    assert standing.of_plan(without, today) == found
    assert len({group.kind for group in groups}) == len(groups)
    by_kind = {group.kind: [gap.record.id for gap in group.gaps] for group in groups}
    assert Counter(by_kind.get("overdue", [])) == Counter(entry.measure.id for entry in found.lists.overdue)
    told = set(by_kind.get("deadline", []))
    past = {deadline.id for deadline in found.past_deadlines}
    assert past <= told
    near = told - past
    if near:
        assert found.next_deadline is not None
        assert found.next_deadline.date == min(plan.get(Deadline, key).date or "" for key in near)


@slow
@given(PLANS, DAYS)
@example(plan_with(measure("1", None, "dropped"), measure("2")), dt.date(2018, 5, 1))
def test_the_sachbericht_has_the_same_numbers(plan: Plan, today: dt.date) -> None:
    root = read(catalogue.made("annual-report", plan, Request(today, edition="internal"))).root
    of_year = [one for one in plan.all(Measure).values() if due.measure_in_year(plan, one, today.year)]
    lists: Lists = standing.of_measures(plan, of_year, today)
    statuses = lists.statuses
    found = {word: int(number) for word, number in rows(root, "Stand")} if of_year else {"insgesamt": 0}
    assert found.pop("insgesamt") == len(lists.all)
    assert found == {word: statuses[code] for code, word in STATUS_WORDS.items() if statuses[code]}
    if table := rows(root, f"Im Jahr {today.year}"):
        name, planned, done, _ = table[0]
        assert int(planned) == len(lists.all) - len(lists.dropped)
        assert int(done) == len(lists.done) == statuses["done"]
        # What has no period belongs to every year.
        undated = re.search(r"(\d+) ohne Zeitraum", name)
        assert (int(undated[1]) if undated else 0) == len(standing.of_plan(plan, today).without_period)
    dates = [date for date, _ in rows(root, "Datum")]
    days = [dt.date(*map(int, reversed(date.split(".")))) for date in dates if date[:1].isdigit()]
    stand = standing.of_plan(plan, today)
    assert sum(day < today for day in days) == len(stand.past_deadlines)
    coming = min((day for day in days if day >= today), default=None)
    assert (stand.next_deadline and stand.next_deadline.date) == (coming and coming.isoformat())
