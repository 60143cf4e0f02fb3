"""Erasing a person: what a partner's contacts held goes from the plan and from all of its history, for good."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Engine, func, select, update

from nrw_desktop.domain.change import Change, RowChange, Values, reference
from nrw_desktop.domain.labels import references
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Contact, Partner
from nrw_desktop.storage import history, schema, writer
from nrw_desktop.storage.ground import Ground

ERASED = tuple(field for field in Contact.__struct_fields__ if field not in ("id", "partner"))
"""The fields of a contact that say who the person is, and why that was kept."""

_CONTACT = schema.metadata.tables["contact"]
_BODY = schema.change_body


def erase_contacts(engine: Engine, ground: Ground, plan: Plan, partner: Partner, origin: str) -> Change:
    """Empty all contacts that this partner has or had, in their rows and wherever the log has them.

    The change that notes it names rows and fields, no content; no undo goes back behind it (LOG: erasing a person).
    What is freed in the file is overwritten with zeros (secure_delete).

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    empty: Values = dict.fromkeys(ERASED)
    with writer.transaction(engine, ground, plan.head) as (connection, last):
        for contact in empty_log(connection, plan.rows["partner"].keys(), partner.id):
            connection.execute(update(_CONTACT).where(_CONTACT.c.id == contact).values(empty))
        left = sorted(contact.id for contact in plan.contacts(partner.id))
        change = Change(
            tuple(RowChange("contact", contact, empty, empty) for contact in left),
            f"Kontaktdaten von {reference(partner)} endgültig gelöscht",
            "erase",
        )
        writer.note(connection, change, origin, last)
    return change


def empty_log(connection: Connection, partners: Collection[str], partner: str) -> set[str]:
    """Empties in the log all contacts that a partner has or had; ``partners`` are those there are. Gives the ids."""
    owners = _merged_into(connection, partners, partner)
    contacts = {part.id for _, rows in _bodies(connection) for part in rows if _belongs(part, owners)}
    for seq, rows in list(_bodies(connection)):
        if any(part.id in contacts for part in rows):
            _rewrite(connection, seq, tuple(_emptied(part, contacts) for part in rows))
    return contacts


def _bodies(connection: Connection) -> Iterator[tuple[int, tuple[RowChange, ...]]]:
    """The log entries that are about contacts, with their rows."""
    about = select(_BODY.c.seq, _BODY.c.body).where(func.instr(_BODY.c.body, b'"contact"') > 0).order_by(_BODY.c.seq)
    for seq, body in connection.execute(about).all():
        yield seq, history.decoded(body)


def _merged_into(connection: Connection, partners: Collection[str], partner: str) -> set[str]:
    """The partner and all that were made one with it: what they had is the same people's.

    The log knows it by the entries that delete a partner and name the other one in their label too.
    """
    found = {partner}
    entries = (
        select(schema.change.c.label, _BODY.c.body)
        .join(_BODY, _BODY.c.seq == schema.change.c.seq)
        .where(func.instr(schema.change.c.label, "{partner:") > 0)
        .order_by(_BODY.c.seq.desc())
    )
    for label, body in connection.execute(entries).all():
        named = {key for table, key in references(label) if table == "partner"}
        if named & found:
            gone = {part.id for part in history.decoded(body) if part.table == "partner" and part.after is None}
            found |= gone & named - set(partners)
    return found


def _belongs(part: RowChange, partners: set[str]) -> bool:
    """Whether this inserts, deletes or hands on a contact of these partners: only then the row names one."""
    owners = {(values or {}).get("partner") for values in (part.before, part.after)}
    return part.table == "contact" and not owners.isdisjoint(partners)


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
