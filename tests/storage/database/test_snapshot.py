"""From rows to a plan: fields that no row uses are left out on the way, and none that even one row does."""

from pathlib import Path

import pytest

from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.records import FIELDS, Measure, Phase, Project, Record, field_of, required
from nrw_desktop.storage.file.plan_file import PlanFile

MANY = 1001
"""More than are read at a time, twice."""
_OPTIONAL = [field for field in FIELDS["measure"] if not required("measure", field)]


def _value(field: str) -> object:
    spec = field_of("measure", field)
    if spec.table:
        return {"phase": "p"}.get(spec.table)
    if spec.kind.is_number:
        return 1
    return next(iter(spec.words), "2018-01" if spec.kind.holds else "Etwas")


@pytest.mark.parametrize("place", [0, 500, MANY - 1])
def test_what_one_row_alone_holds_is_read(tmp_path: Path, place: int) -> None:
    used = {field: value for field in _OPTIONAL if (value := _value(field)) is not None} | {"start": "2018-01"}
    used |= {"end": "2018-02"}
    measures = [
        Measure(f"m{number:05}", "p", order="a", **(used if number == place else {}))  # type: ignore[arg-type]
        for number in range(MANY)
    ]
    records: list[Record] = [Project("pr"), Phase("p", order="a", title="P"), *measures]
    change = Change(tuple(map(inserted, records)), "Plan angelegt", "origin")
    with PlanFile.create(tmp_path / "plan.nrwplan", change, "origin") as file:
        assert list(file.plan.all(Measure).values()) == measures


def test_where_no_row_holds_anything_all_are_empty(tmp_path: Path) -> None:
    records: list[Record] = [Project("pr"), Phase("p", order="a", title="P"), Measure("m", "p", order="a")]
    change = Change(tuple(map(inserted, records)), "Plan angelegt", "origin")
    with PlanFile.create(tmp_path / "plan.nrwplan", change, "origin") as file:
        assert file.plan.find(Measure, "m") == records[-1]
