"""The whole plan as a JSON package for other programs: every row of every table by the names of its fields.

Its JSON Schema is made of the table of fields, so that it never says anything else than the program does; a package
of an older version has fewer fields, which then hold what they hold in a new record.
"""

import functools
from typing import Any

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, FIELDS, LONGEST_TEXT, TABLES, required, row
from nrw_desktop.domain.queries.public_plan import Edition
from nrw_desktop.domain.text import kinds

FORMAT, VERSION = "nrw-desktop-plan", 1
"""What a package says it is. The version rises when an older program could not read a new package."""


def package(plan: Plan, edition: Edition) -> bytes:
    """The package of a plan, which in the public edition is one without what is not public, and says so."""
    tables = {table: [row(record) for _key, record in sorted(rows.items())] for table, rows in plan.rows.items()}
    content = {
        "format": FORMAT,
        "version": VERSION,
        "edition": edition,
        "whole": edition == "internal",
        "plan": tables,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of a package."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Ein Plan aus nrw_desktop",
        "type": "object",
        "required": ["format", "version", "edition", "whole", "plan"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "edition": {"enum": ["public", "internal"]},
            "whole": {"type": "boolean", "description": "false: ohne das, was nicht öffentlich ist"},
            "plan": {
                "type": "object",
                "required": ["project"],
                "additionalProperties": False,
                "properties": {table: _table(table) for table in TABLES},
            },
        },
    }


def schema_text() -> bytes:
    """The same as a file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


def _table(table: str) -> dict[str, Any]:
    specs = FIELD_TABLE[table]
    needed = [field for field, spec in specs.items() if field == "id" or (spec.placing and required(table, field))]
    rows: dict[str, Any] = {
        "type": "array",
        "items": {
            "type": "object",
            "required": needed,
            "additionalProperties": False,
            "properties": {field: _field(table, field) for field in FIELDS[table]},
        },
    }
    return {**rows, "minItems": 1, "maxItems": 1} if table == "project" else rows


def _field(table: str, field: str) -> dict[str, Any]:
    """What a field may hold; the words of people for it as its title."""
    spec = FIELD_TABLE[table][field]
    found: dict[str, Any]
    if spec.kind.is_number:
        found = {"type": "integer", "minimum": spec.kind.low, "maximum": spec.kind.high}
    elif spec.kind is kinds.CHOICE:
        found = {"enum": list(spec.words)}
    elif spec.kind is kinds.MONTH:
        found = {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}
    elif spec.kind is kinds.DATE:
        found = {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
    else:
        found = {"type": "string", "maxLength": LONGEST_TEXT}
    title = {"title": spec.word} if spec.word else {}
    if required(table, field):
        return {**title, **found}
    if "enum" in found:
        return {**title, "enum": [*found["enum"], None]}
    return {**title, **found, "type": [found["type"], "null"]}
