"""The label of a change as a person reads it, with the names that its rows have today."""

import re
from collections.abc import Callable, Iterable, Iterator

from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.meeting_records import Attendance, BodyMember
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, REFERENCES, TABLES, Mention, Partner, Record, SetAside, field_of
from nrw_desktop.domain.queries.field_differences import told_value
from nrw_desktop.domain.queries.meetings import who
from nrw_desktop.domain.text.shortening import shortened

_LINKS = frozenset({"measure_goal", "measure_partner", "measure_decision", "agenda_measure", "agenda_phase"})
_SMALL = frozenset({"cost", "decision", "document", "funding_year", "deadline", "year_text", "task"})
_LONGEST = 200
"""Letters that are shown of a text of a row that came or went as a whole."""
_REFERENCE = re.compile(r"\{(\w+):([^{}]+)\}")


def label_text(change: Change, plan: Plan) -> str:
    """The change's label with its references filled, e.g. „Status von ‚Fachtagung‘ geändert“.

    A row that is gone gives the name it had in the change itself; one that neither knows is an ellipsis.
    """
    return filled(change.label, lambda table, key: plan.record(table, key) or row_in(change.rows, table, key))


def filled(label: str, find: Callable[[str, str], Record | None]) -> str:
    """A label whose references to rows are replaced by what ``find`` knows of them; else by an ellipsis."""

    def name(match: re.Match[str]) -> str:
        table, key = match.groups()
        found = find(table, key) if table in TABLES else None
        if found is None:
            return "…"
        # A year is no name.
        return caption(found) if hasattr(found, "year") else f"‚{caption(found)}‘"

    return _REFERENCE.sub(name, label)


def references(label: str) -> tuple[tuple[str, str], ...]:
    """The rows that a label names: table and id of each."""
    return tuple((match[1], match[2]) for match in _REFERENCE.finditer(label))


def row_in(rows: Iterable[RowChange], table: str, key: str) -> Record | None:
    """A whole row that the rows of a change carry themselves (an insert or a delete)."""
    for changed in rows:
        for values in (changed.before, changed.after):
            if (changed.table, changed.id) == (table, key) and values and len(values) == len(FIELDS[table]):
                return TABLES[table](**values)
    return None


def row_lines(rows: Iterable[RowChange], plan: Plan) -> list[tuple[str, str, str]]:
    """What a change did, as lines of (what, before, after): a line a field, one for a row that came or went."""
    lines = []
    for changed in _told(tuple(rows)):
        if changed.before is None or changed.after is None:
            record = TABLES[changed.table](**(changed.after or changed.before or {}))
            text = _whole(record, changed.table, plan)
            lines.append(
                (TABLE_WORDS[changed.table], text if changed.after is None else "", text if changed.after else "")
            )
            continue
        for field in changed.after:
            # What is the same, a merge notes so as decided.
            if changed.before.get(field) == changed.after[field] or _is_mute(changed.table, field):
                continue
            word = "Reihenfolge" if field == "order" else field_word(changed.table, field)
            before, after = (
                told_value(plan, changed.table, field, values[field]) for values in (changed.before, changed.after)
            )
            lines.append((word, before, after))
    return lines


def _told(rows: tuple[RowChange, ...]) -> Iterator[RowChange]:
    """Those that did something: a merge notes with a row that comes and goes that it is not to be there."""
    gone = {(row.table, row.id) for row in rows if row.after is None}
    come: set[tuple[str, str]] = set()
    for row in rows:
        key = row.table, row.id
        if row.before is None and key in gone:
            come.add(key)
        elif row.after is not None or key not in come:
            yield row


def _whole(record: Record, table: str, plan: Plan) -> str:
    """What a row that came or went is called: a link by what it joins, one of a small list by all that it holds."""
    if isinstance(record, Mention):
        partner = plan.find(Partner, record.partner)
        return caption(partner) if partner else ""
    if isinstance(record, Attendance | BodyMember):
        return who(plan, record)
    if table in _LINKS:
        return " – ".join(told_value(plan, table, field, getattr(record, field)) for field in REFERENCES[table])
    text = caption(record)
    if isinstance(record, SetAside):
        at = plan.record_of(record)
        return ", ".join([f"{text}: {caption(at)}" if at else text, *((record.reason,) if record.reason else ())])
    if table not in _SMALL:
        return text
    fields = FIELDS[table][1:]
    held = ((field_word(table, field), told_value(plan, table, field, getattr(record, field))) for field in fields)
    # What the caption is made of needs no second saying; whose it is, the label says.
    more = (f"{word}: {shortened(value, _LONGEST)}" for word, value in held if value and word != TABLE_WORDS["measure"])
    return ", ".join([text, *(one for one in more if not one.endswith(f": {text}"))])


def _is_mute(table: str, field: str) -> bool:
    return field != "order" and field_of(table, field).is_mute
