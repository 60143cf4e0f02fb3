"""People are never shown an id: not in the history, in what changed, nor where a merge asks."""

import re
import uuid
from itertools import product

import pytest
from msgspec.structs import replace

from nrw_desktop.domain.merging.conflict import value
from nrw_desktop.domain.merging.groups import groups, place_of
from nrw_desktop.domain.model.change import deleted, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, FIELDS, TABLES, Record
from nrw_desktop.domain.queries import changes_since
from nrw_desktop.domain.queries.change_labels import row_lines
from nrw_desktop.domain.queries.field_differences import told_fields
from nrw_desktop.domain.text import kinds

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def filled(table: str, ids: dict[str, str]) -> Record:
    """A row of which every field that can hold an id holds one: of what is there, or of nothing."""
    values = {}
    for field, spec in FIELD_TABLE[table].items():
        if spec.table:
            values[field] = ids[spec.table]
        elif spec.kind is kinds.KEY or (spec.kind is kinds.CODE and not spec.words):
            values[field] = str(uuid.uuid4())
    return TABLES[table](**values)


@pytest.mark.parametrize("known", [True, False], ids=["known", "gone"])
def test_no_id_is_told(known: bool) -> None:
    ids = {table: str(uuid.uuid4()) for table in TABLES}
    rows = {table: {key: filled(table, ids)} for table, key in ids.items()}
    rows = {table: {key: replace(row, id=key) for key, row in some.items()} for table, some in rows.items()}
    plan = Plan(rows) if known else Plan({table: {} for table in TABLES})
    told: list[str] = []
    for table in TABLES:
        one, other = filled(table, ids), rows[table][ids[table]]
        other = replace(other, id=one.id)
        for row in ((inserted(one),), (deleted(one),), updated(one, **{f: getattr(other, f) for f in FIELDS[table]})):
            told += [f"{table}: {text}" for line in row_lines(row, plan) for text in line]
        bare = TABLES[table](one.id)
        for before, after in product((bare, one, other), repeat=2):
            told += [f"{table}: {text}" for text in map(str, told_fields(table, before, after, plan, plan))]
        told += [f"{table}: {value(plan, table, group, one)}" for group in groups(table) if group != place_of(table)]
        there = Plan({**plan.rows, table: {**plan.rows[table], one.id: one}})
        for before, after in product((plan, there), repeat=2):
            for group in changes_since.changes(before, after):
                told += [group.title, *(f"{item.title} {line.text}" for item in group.items for line in item.lines)]
    assert len(told) > 200
    assert [text for text in told if ID.search(text)] == []
