"""Every report is valid PDF/UA-1 and PDF/A-2a by veraPDF's own rules, whatever the plan, the edition and the paper."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jpype
import pytest

from nrw_desktop.domain.queries.public_plan import EDITIONS, Edition
from nrw_desktop.handbook import paper as handbook_paper
from nrw_desktop.handbook.pages import Handbook
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports import verapdf
from tests.reports.hard_cases import PLANS, spoilt
from tests.reports.pdf_tools import DAY, saved
from tests.reports.test_catalogue import picture

pytestmark = pytest.mark.xdist_group("verapdf")

BrokenRules = Callable[[Path], list[str]]

PAPERS: dict[str, dict[str, Any]] = {
    "A4": {"paper": "A4"},
    "A3": {"paper": "A3"},
    "portrait": {"paper": "A4", "orientation": "portrait"},
}
FRONTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "logos": {
        "logo": picture(),
        "funding": "Gefördert durch das Land",
        "funder_logos": (picture(), picture("JPEG", "CMYK", (900, 100))),
        "signature": "Die Koordinatorin",
    },
}
LARGE = ("1,000 measures", "many scripts")
"""Plans of which only one report is checked in each run, as they take seconds."""
LARGEST = "phase-overview"


class Case(NamedTuple):
    """A report to check, by the names of what it is made of."""

    report: str
    plan: str
    edition: Edition
    paper: str
    front: str

    def printed(self) -> bytes:
        year = 2018 if catalogue.REPORTS[self.report].yearly else None
        request = Request(DAY, edition=self.edition, year=year, **PAPERS[self.paper], **FRONTS[self.front])
        return catalogue.made(self.report, PLANS[self.plan], request)


def cases() -> Iterator[tuple[Case, bool]]:
    """Every report of every plan in each edition on each paper, logos on every second; and whether each run checks it.

    A run checks one of each report and plan, turn by turn, so that every two that can meet do.
    """
    kinds = list(itertools.product(EDITIONS, PAPERS))
    for (row, report), (column, plan) in itertools.product(enumerate(catalogue.REPORTS), enumerate(PLANS)):
        for number, (edition, paper) in enumerate(kinds):
            case = Case(report, plan, edition, paper, list(FRONTS)[number % len(FRONTS)])
            yield case, number == (row + column) % len(kinds) and (plan not in LARGE or report == LARGEST)


@pytest.fixture(scope="module")
def broken_rules() -> Iterator[BrokenRules]:
    with verapdf.running() as found:
        yield found


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=" ".join(case), marks=() if always else pytest.mark.faults) for case, always in cases()],
)
def test_a_report_breaks_no_rule(broken_rules: BrokenRules, tmp_path: Path, case: Case) -> None:
    assert broken_rules(saved(case.printed(), tmp_path)) == []


@pytest.mark.faults
def test_the_handbook_breaks_no_rule(broken_rules: BrokenRules, tmp_path: Path) -> None:
    assert broken_rules(saved(handbook_paper.pdf(Handbook(), DAY), tmp_path)) == []


def test_each_run_has_every_two_that_can_meet() -> None:
    def pairs(some: list[Case]) -> set[tuple[str, ...]]:
        return {pair for case in some for pair in itertools.combinations(case, 2)}

    every, chosen = [case for case, _ in cases()], [case for case, always in cases() if always]
    left = {pair for pair in pairs(every) - pairs(chosen) if not set(pair) & set(LARGE)}
    assert left == set()


@pytest.mark.parametrize(
    ("fault", "rules"),
    [
        ("untagged", {"PDFUA-1 7.1-11", "PDFUA-1 7.1-3", "PDFA-2A 6.7.3.3-1"}),
        ("no language", {"PDFUA-1 7.2-34"}),
        ("no scope", {"PDFUA-1 7.5-1"}),
        ("no output intent", {"PDFA-2A 6.2.4.3-2"}),
    ],
)
def test_what_is_spoilt_breaks_rules(broken_rules: BrokenRules, tmp_path: Path, fault: str, rules: set[str]) -> None:
    pdf = catalogue.made("phase-overview", PLANS["seed"], Request(DAY))
    found = broken_rules(spoilt(saved(pdf, tmp_path), fault))
    assert rules <= {" ".join(line.split()[:2]) for line in found}, found


def test_without_java_a_test_is_skipped_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise jpype.JVMNotFoundException

    monkeypatch.setattr(jpype, "getDefaultJVMPath", missing)
    with pytest.raises(pytest.skip.Exception, match="needs a Java runtime"), verapdf.running():
        pass
