"""What has changed in a plan as JSON for other programs, as `changes --json` promises it.

Keys keep their order, new ones come last.
"""

from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.queries.changes_since import Group, Item, Line


def changes_json(since: str, groups: Sequence[Group]) -> bytes:
    """What has changed ``since`` („dem 1. März 2018“), in UTF-8, indented, with a line end at the end.

    Phases are their numbers of today, null for what is of none and for one that is gone. Kinds and fields are the
    English names of tables and fields, values and texts as people read them, whole.
    """
    told = {
        "since": since,
        "groups": [
            {"title": group.title, "phase": group.number or None, "changed": [_item(item) for item in group.items]}
            for group in groups
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _item(item: Item) -> dict[str, object]:
    return {"kind": item.table, "title": item.title, "lines": [_line(line) for line in item.lines]}


def _line(line: Line) -> dict[str, object]:
    return {
        "event": line.event,
        "kind": line.table,
        "field": line.field or None,
        "before": line.before or None,
        "after": line.after or None,
        "text": line.text,
    }
