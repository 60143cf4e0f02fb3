"""Erasing a person takes the name out of every field that can hold it: from plan, log, JSON, reports and the room."""

import datetime as dt
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.records import FIELD_TABLE, Record
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.text import kinds
from nrw_desktop.exchange.plan_json import plan_json
from nrw_desktop.gui.presentation import sections
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from tests.reports.full_plan import full_plan
from tests.reports.tag_tree import read

NAME, MAIL = "Erika Mustermann-Geheim", "erika@geheim.example"
ORIGIN = "11111111-1111-4111-8111-111111111111"
TEXTS = {(table, name) for table, specs in FIELD_TABLE.items() for name, spec in specs.items() if spec.kind.is_text}
TODAY = dt.date(2018, 6, 4)


def naming(record: Record, table: str) -> dict[str, str]:
    """What the fields of a row hold that name the person, beside what they held."""
    specs = FIELD_TABLE[table].items()
    words = {name: f"{getattr(record, name) or ''} {NAME}".strip() for name, spec in specs if spec.kind.is_text}
    # An address has one at sign and no blank.
    return words | {name: MAIL for name, spec in specs if spec.kind is kinds.MAIL}


@pytest.mark.parametrize("by", ["contacts of a partner", "name"])
def test_no_field_keeps_the_name(tmp_path: Path, by: str) -> None:
    plan = full_plan()
    rows = tuple(inserted(record) for records in plan.rows.values() for record in records.values())
    with PlanFile.create(tmp_path / "p.nrwplan", Change(rows, "Neu", "origin"), ORIGIN) as file:
        of = file.plan.partners[0]
        for field, value in (("person", NAME), ("mail", MAIL)):
            file.commit(edits.partners.set_contact(file.plan, of.id, field, value))
        others = [
            (table, record)
            for table, records in file.plan.rows.items()
            for record in records.values()
            if getattr(record, "partner", None) != of.id or table != "contact"
        ]
        file.commit(Change(tuple(row for table, one in others for row in updated(one, **naming(one, table))), "Namen"))
        # What edits write of a person goes through the log too, with what their labels say.
        for edit, given in (
            (edits.bodies.add_member, ("body", f"{NAME} 2")),
            (edits.attendance.add, ("meeting", f"Frau {NAME}")),
            (edits.tasks.add, (f"Mit {NAME} sprechen", "item", NAME)),
            (edits.meetings.set_field, ("meeting", "chair", NAME)),
            (edits.in_room.note, (sections.Place("Stand", "meeting"), TODAY, f"{NAME} sagt zu.")),
            (edits.meetings.close, ("meeting",)),
            (edits.meetings.reopen, ("meeting", f"{NAME} war da.")),
        ):
            file.commit(edit(file.plan, *given))  # type: ignore[operator]
        whom = of if by != "name" else NAME
        traces = file.traces(whom)
        found = {(trace.table, trace.field) for trace in traces if trace.in_plan}
        # Nobody can forget a field here: whichever can hold words is offered.
        assert found == TEXTS
        assert all(trace.sure for trace in traces)
        file.erase(whom, [trace.place for trace in traces])
        plan = file.plan
        path = file.path
    assert integrity_check.problems(path) == []
    held = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    room = sections.sections(public(plan), None, TODAY, "all", meetings.at_hand(plan, TODAY))
    shown = str(plan.rows) + plan_json(plan).decode() + str(room)
    assert "TOP 1" in shown
    for name in catalogue.REPORTS:
        options = {"year": 2018} if "year" in catalogue.REPORTS[name].options else {}
        said = read(catalogue.made(name, plan, Request(TODAY, edition="internal", **options)))  # type: ignore[arg-type]
        shown += " ".join([*said.texts(), *said.artifacts])
    for secret in (NAME, MAIL, "Mustermann"):
        assert secret.encode() not in held
        assert secret not in shown
