"""Erasing a person: what a partner's contacts held goes from the plan and from all of its history, for good."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, select, update

from nrw_desktop.domain.change import Change, RowChange, Values, reference
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Contact, Partner
from nrw_desktop.storage import history, schema, writer

ERASED = tuple(field for field in Contact.__struct_fields__ if field not in ("id", "partner"))
"""The fields of a contact that say who the person is, and why that was kept."""

_CONTACT = schema.metadata.tables["contact"]
_BODY = schema.change_body


def erase_contacts(engine: Engine, plan: Plan, partner: Partner, origin: str) -> Change:
    """Empty all contacts that this partner has or had, in their rows and wherever the log has them.

    The change that notes it names rows and fields, no content; no undo goes back behind it (LOG: erasing a person).
    What is freed in the file is overwritten with zeros (secure_delete).

    Raises:
        StaleError: the file's newest change is another one.
    """
    empty: Values = dict.fromkeys(ERASED)
    with writer.transaction(engine, plan.head) as (connection, last):
        contacts = {part.id for _, rows in _bodies(connection) for part in rows if _belongs(part, partner.id)}
        for contact in contacts:
            connection.execute(update(_CONTACT).where(_CONTACT.c.id == contact).values(empty))
        for seq, rows in list(_bodies(connection)):
            if any(part.id in contacts for part in rows):
                _rewrite(connection, seq, tuple(_emptied(part, contacts) for part in rows))
        left = sorted(contact.id for contact in plan.contacts(partner.id))
        change = Change(
            tuple(RowChange("contact", contact, empty, empty) for contact in left),
            f"Kontaktdaten von {reference(partner)} endgültig gelöscht",
            "erase",
        )
        writer.note(connection, change, origin, last)
    return change


def _bodies(connection: Connection) -> Iterator[tuple[int, tuple[RowChange, ...]]]:
    """The log entries that are about contacts, with their rows."""
    about = select(_BODY.c.seq, _BODY.c.body).where(func.instr(_BODY.c.body, b'"contact"') > 0).order_by(_BODY.c.seq)
    for seq, body in connection.execute(about).all():
        yield seq, history.decoded(body)


def _belongs(part: RowChange, partner: str) -> bool:
    """Whether this inserts or deletes a contact of the partner: only then the row is whole and names it."""
    return part.table == "contact" and partner in (
        (part.before or {}).get("partner"),
        (part.after or {}).get("partner"),
    )


def _rewrite(connection: Connection, seq: int, rows: tuple[RowChange, ...]) -> None:
    body = history.encoded(rows)
    entry = history.Entry(*connection.execute(select(schema.change).where(schema.change.c.seq == seq)).one())
    values = {"body": body, "checksum": history.checksum(entry, body)}
    connection.execute(update(_BODY).where(_BODY.c.seq == seq).values(values))


def _emptied(part: RowChange, contacts: set[str]) -> RowChange:
    if part.table != "contact" or part.id not in contacts:
        return part
    return RowChange(part.table, part.id, _without_content(part.before), _without_content(part.after))


def _without_content(values: Values | None) -> Values | None:
    return None if values is None else {field: None if field in ERASED else value for field, value in values.items()}
