"""Both editions are about the same: what both print is the same, and the public one has no figure of its own."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries import meetings
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.random_plans import plans, requests
from tests.reports.tag_tree import INLINE, Node, plain, read

OWN_LABELS = (
    "Kosten",
    "Verantwortlich",
    "Unterlagen",
    "Notiz:",
    "Zuwendungsbescheid",
    "Kontakt",
    "Auch:",
    "Bemerkung:",
    "Dokument",
    "Berichtigt:",
    "Schreibweise",
)
"""What begins a line of the internal edition alone."""

_OF_MEETINGS = {
    "body", "body_member", "meeting", "attendance", "agenda_item", "agenda_measure", "agenda_phase", "task",
    "measure_decision",
}  # fmt: skip


class Said(NamedTuple):
    """One text of a report: the heading above it, the name of its row or item, the label of its column, the words."""

    heading: str
    name: str
    label: str
    words: str


def spoken(node: Node) -> Iterator[str]:
    """The texts of an element, those in dots one by one."""
    for one in node.walk():
        # What stands within a line is told with the line.
        for part in () if one.tag in INLINE else one.text.split(" · "):
            if words := plain(part):
                yield words


def said(root: Node) -> Iterator[Said]:
    """All texts of a report, in their order, each with what tells what it is about."""
    heading = ""
    for node in root.kids:
        if node.text == "Inhalt":
            # One edition may be long enough for a list of contents, and the other not.
            continue
        if re.fullmatch(r"H\d", node.tag):
            heading = plain(node.text)
            yield Said(heading, "", "", heading)
        elif node.tag == "Table":
            yield from (Said(heading, *one) for one in _rows(node))
        elif node.tag == "L":
            for item in node.kids:
                words = list(spoken(item))
                yield from (Said(heading, words[0], "", one) for one in words)
        elif node.tag != "TOC":  # whose figures are of the pages
            yield from (Said(heading, "", "", words) for words in spoken(node))


def _rows(table: Node) -> Iterator[tuple[str, str, str]]:
    header, *rows = table.all("TR")
    labels = [plain(cell.whole) for cell in header.kids]
    for row in rows:
        name = next(spoken(row.kids[0]), "")
        for label, cell in zip(labels, row.kids, strict=True):
            yield from ((name, label, words) for words in spoken(cell))


def figures(root: Node) -> list[Said]:
    return [one for one in said(root) if re.search(r"\d", one.words)]


def names(root: Node) -> list[str]:
    """The phases, measures, goals and partners named, each time that they are; but for tables of money."""
    money = [one for one in said(root) if one.heading.startswith("Kosten")]
    found = (re.findall(r"\b(?:phase|measure|goal|partner)\d+\b", one.words) for one in said(root) if one not in money)
    return list(itertools.chain.from_iterable(found))


def is_within(some: list[Said], all_of: list[Said]) -> Said | None:
    """The first that is missing of some, as they come one after the other among all of them; None where none is."""
    rest = iter(all_of)
    return next((one for one in some if one not in rest), None)


def is_long(root: Node) -> bool:
    """Whether the phases stand below each other, since their measures run over more than a page."""
    return any(node.tag == "H2" and node.text.startswith("Phase ") for node in root.kids)


def of_meetings(plan: Plan) -> Iterator[str]:
    """What was said in meetings, and who came or does something, as the internal edition has it."""
    yield from (line for item in plan.all(AgendaItem).values() for line in plain(item.text or "").split(" · "))
    for record in (*plan.all(Attendance).values(), *plan.tasks):
        yield plain(meetings.who(plan, record))


def both(name: str, plan: Plan, request: Request) -> tuple[Node, Node]:
    public, internal = (
        read(catalogue.made(name, plan, replace(request, edition=edition))).root for edition in ("public", "internal")
    )
    return public, internal


def rows_of(root: Node) -> list[str]:
    """What stands in each row below the headers of its table, in no order."""
    tables = (table.all("TR")[1:] for table in root.all("Table"))
    return sorted(" | ".join(plain(cell.whole) for cell in row.kids) for row in itertools.chain.from_iterable(tables))


def without_meetings(plan: Plan) -> Plan:
    """What is new of a meeting is told in one line, in which the internal edition says more than the public one."""
    rows = {table: {} if table in _OF_MEETINGS else found for table, found in plan.rows.items()}
    rows["decision"] = {key: one for key, one in rows["decision"].items() if getattr(one, "measure", None)}
    return Plan(rows, plan.head)


@pytest.mark.parametrize("name", catalogue.REPORTS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_every_figure_that_both_print_is_the_same(name: str, data: st.DataObject) -> None:
    plan = data.draw(plans())
    if name == "changes":
        plan = without_meetings(plan)
    request = data.draw(requests(plan))
    public, internal = both(name, plan, request)
    if is_long(public) != is_long(internal):
        # Notes and typed names made the internal one long; the same stands elsewhere then.
        assert sorted(names(public)) == sorted(names(internal))
        return
    if name == "task-list":
        # It is sorted by who does what, and the public one leaves out who is no partner: the same rows elsewhere.
        assert rows_of(public) == rows_of(internal)
        return
    shown, known = figures(public), figures(internal)
    assert is_within(shown, known) is None
    # What the internal edition has besides stands under labels of its own, or is a name that was typed.
    places, typed = {one[:3] for one in shown}, {plain(one.responsible or "") for one in plan.all(Measure).values()}
    typed |= set(of_meetings(plan))
    more = [one for one in known if one not in shown and one[:3] in places and one.words not in typed]
    assert [one for one in more if not one.words.startswith(OWN_LABELS) and one.label not in OWN_LABELS] == []
    if "meeting" not in catalogue.REPORTS[name].options:
        # Of who came to a meeting, the internal one names those too who did not agree.
        assert names(public) == names(internal)
