"""The reports of the seed plan as they were looked at: every text and its place, in `tests/data/reports/`.

To look at a change and keep it: NRW_GOLDEN=1 pytest tests/reports/test_golden.py, then read the difference.
"""

import os
from pathlib import Path

import pytest

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.full_plan import meeting_records
from tests.reports.pdf_tools import DAY, made, seed
from tests.reports.tag_tree import read

FOLDER = Path(__file__).parent.parent / "data" / "reports"
OF_MEETINGS = {"agenda", "minutes", "attendance-list", "task-list"}
"""These have a meeting in their plan: without one they would be empty."""


def all_of(plan: Plan) -> list[Record]:
    return [record for rows in plan.rows.values() for record in rows.values()]


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_every_text_stands_where_it_stood(name: str) -> None:
    request = Request(DAY, edition="internal", signature="Leitung der Fachstelle")
    plan = made([*all_of(seed()), *meeting_records(seed())]) if name in OF_MEETINGS else seed()
    places = read(catalogue.made(name, plan, request)).places
    found = [f"{page} {x:7.2f} {y:7.2f}  {words}" for page, x, y, words in places]
    golden = FOLDER / f"{name}.txt"
    if os.environ.get("NRW_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(found) + "\n", "utf-8")
    wanted = golden.read_text("utf-8").splitlines()
    assert [line.split(maxsplit=3)[3] for line in found] == [line.split(maxsplit=3)[3] for line in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert list(map(float, one.split()[:3])) == pytest.approx(list(map(float, other.split()[:3])), abs=0.5)
