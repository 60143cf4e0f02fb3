"""Erasing a person: what a partner's contacts held goes from the plan and from all of its history, for good."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, select, update

from nrw_desktop.domain.model.change import Change, RowChange, Values, deleted, reference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.domain.queries.change_labels import references
from nrw_desktop.domain.queries.person_traces import Person
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.database.ground import Ground
from nrw_desktop.storage.database.history import Erasure
from nrw_desktop.storage.writing import schema, writer

ERASED = tuple(field for field in Contact.__struct_fields__ if field not in ("id", "partner"))
"""The fields of a contact that say who the person is, and why that was kept."""

_CONTACT, _SET_ASIDE = (schema.metadata.tables[table] for table in ("contact", "set_aside"))
_BODY = schema.change_body
_TEXTS = person_traces.texts()


class Trace(NamedTuple):
    """A text that names an erased person outside of the contacts: ``text`` is how it stands now, or stood last.

    ``in_plan`` tells whether it stands there today, ``in_log`` in how many steps of the history it did. Where ``sure``
    is false, only the family name is found, which may be somebody else's.
    """

    table: str
    id: str
    field: str
    text: str
    sure: bool
    in_plan: bool
    in_log: int

    @property
    def place(self) -> "Place":
        """The field that the text is in."""
        return self.table, self.id, self.field


Place = tuple[str, str, str]
"""Table, id and field of a text."""


def traces(connection: sqlite3.Connection, plan: Plan, partner: Partner) -> list[Trace]:
    """Where the persons that this partner's contacts name, or named once, stand as free text; the surest first.

    Raises:
        PlanError: the log is damaged.
    """
    owners = _merged_into(connection, plan.rows["partner"].keys(), partner.id)
    of = _person(connection, owners)
    found: dict[Place, Trace] = {}
    contacts = _contacts(connection, owners)
    own = {"contact": contacts, "set_aside": _set_asides(connection, contacts)}
    for _seq, rows in _bodies(connection, b""):
        met: dict[Place, str] = {}
        for changed in rows:
            for values in (changed.before, changed.after):
                met |= {(changed.table, changed.id, field): text for field, text in _naming(changed.table, values, of)}
        for place, text in met.items():
            if place[1] not in own.get(place[0], ()):
                before = found.get(place)
                sure = person_traces.is_sure(text, of) or (before is not None and before.sure)
                found[place] = Trace(*place, text, sure, False, before.in_log + 1 if before else 1)
    for (table, key, field), trace in found.items():
        record = plan.record(table, key)
        now = getattr(record, field, None)
        if now and person_traces.names(now, of):
            found[table, key, field] = trace._replace(text=now, in_plan=True)
    return sorted(found.values(), key=lambda trace: (not trace.sure, not trace.in_plan))


def erase_contacts(
    engine: Engine, ground: Ground, plan: Plan, partner: Partner, origin: str, also: Collection[Place] = ()
) -> Change:
    """Delete all contacts that this partner has or had, and empty them wherever the log has them.

    ``also`` are texts that name the person: there and in the log they lose the name. The change that notes it names
    rows and fields, and of these texts what is left; no undo goes back behind it. What is freed in the
    file is overwritten with zeros (secure_delete).

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    with writer.transaction(engine, ground, plan.head) as (connection, last):
        erasing = empty_log(connection, plan.rows["partner"].keys(), partner.id, also)
        label = f"Kontaktdaten von {reference(partner)} endgültig gelöscht"
        change = Change(_empty_tables(connection, plan, erasing), label, "erase")
        writer.note(connection, change, origin, last)
    return change


def erase_again(connection: Connection, plan: Plan, erasure: Erasure, known: Collection[str]) -> Change | None:
    """Erases in one copy of a plan what was erased in another one.

    Gives the change that notes it; None where nothing was left to erase.
    ``known`` are the contacts that it took away there, and so all that it takes away here: one that was added here is
    nobody's that was meant.
    """
    raw, contacts = _driver(connection), set(known)
    person = person_traces.person(_held(raw, contacts))
    erasing = Erasing(contacts, _set_asides(raw, contacts), erasure.texts, person)
    emptied = _empty(connection, erasing)
    rows = _empty_tables(connection, plan, erasing)
    left = emptied or any(changed.after is None for changed in rows)
    return Change(rows, erasure.label, "erase") if left else None


def contacts_erased(connection: sqlite3.Connection, erasure: Erasure) -> set[str]:
    """All contacts that an erasing took away from a copy of the plan: those that its log has nothing of any more."""
    partners = {key for (key,) in connection.execute("SELECT id FROM partner")}
    owners = erasure.partners.union(*(_merged_into(connection, partners, one) for one in erasure.partners))
    own = _contacts(connection, set(owners))
    still = {key for key in own if any(map(_tells, _held(connection, (key,))))}
    return (own - still) | erasure.contacts


def named_since(connection: sqlite3.Connection, contacts: Collection[str], known: Collection[str]) -> set[Place]:
    """The texts that surely name people whom these contacts are about, by what a copy wrote that its eraser knew not.

    ``known`` are the ids of the entries that were there when the people were erased: what these say was seen then.
    """
    of = person_traces.person(_held(connection, contacts))
    own = {"contact": set(contacts), "set_aside": _set_asides(connection, set(contacts))}
    entries = "SELECT id, body FROM change JOIN change_body USING (seq)"
    return {
        (changed.table, changed.id, field)
        for key, body in connection.execute(entries).fetchall()
        if key not in known
        for changed in change_log.decoded(body)
        if changed.id not in own.get(changed.table, ())
        for values in (changed.before, changed.after)
        for field, text in _naming(changed.table, values, of)
        if person_traces.is_sure(text, of)
    }


def _tells(values: Values) -> bool:
    return any(values.get(field) for field in ERASED)


def _empty_tables(connection: Connection, plan: Plan, erasing: "Erasing") -> tuple[RowChange, ...]:
    """Takes out of the plan's rows what goes; what there is to note of it."""
    connection.execute(delete(_CONTACT).where(_CONTACT.c.id.in_(erasing.contacts)))
    connection.execute(delete(_SET_ASIDE).where(_SET_ASIDE.c.id.in_(erasing.set_asides)))
    texts = [erasing.rewritten(plan, place) for place in sorted(erasing.texts)]
    for changed in texts:
        table = schema.metadata.tables[changed.table]
        connection.execute(update(table).where(table.c.id == changed.id).values(changed.after or {}))
    # The rows go too: an empty one would tell nobody anything.
    gone = [
        erasing.emptied(deleted(one))
        for key in sorted(erasing.contacts & plan.rows["contact"].keys())
        for one in (*plan.set_asides("contact", key), plan.rows["contact"][key])
    ]
    return (*gone, *texts)


def empty_log(connection: Connection, partners: Collection[str], partner: str, also: Collection[Place]) -> "Erasing":
    """Empties in the log all contacts that a partner has or had, and takes the names of these people out of texts.

    ``partners`` are those there are now.
    """
    raw = _driver(connection)
    owners = _merged_into(raw, partners, partner)
    contacts = _contacts(raw, owners)
    erasing = Erasing(contacts, _set_asides(raw, contacts), frozenset(also), _person(raw, owners))
    _empty(connection, erasing)
    return erasing


def _empty(connection: Connection, erasing: "Erasing") -> bool:
    """Empties the log; whether there was anything to be emptied."""
    found = False
    for seq, rows in list(_bodies(_driver(connection), b"")):
        if (without := tuple(map(erasing.emptied, rows))) != rows:
            _rewrite(connection, seq, without)
            found = True
    return found


class Erasing(NamedTuple):
    """What goes: contacts by their ids, why something about them was set aside, and the name out of texts."""

    contacts: set[str]
    set_asides: set[str]
    texts: frozenset[Place]
    person: Person

    def rewritten(self, plan: Plan, place: Place) -> RowChange:
        """A text without the name: as it is from now on and, as the log has it then, always was; none in a row gone."""
        table, key, field = place
        text = getattr(plan.record(table, key), field, None)
        values = {field: person_traces.without(table, field, text, self.person) if text else text}
        return RowChange(table, key, values, values)

    def emptied(self, changed: RowChange) -> RowChange:
        """A row of the log without what goes."""
        return RowChange(
            changed.table, changed.id, self._without(changed, changed.before), self._without(changed, changed.after)
        )

    def _without(self, changed: RowChange, values: Values | None) -> Values | None:
        if values is None:
            return None
        if changed.table == "contact" and changed.id in self.contacts:
            return {field: None if field in ERASED else value for field, value in values.items()}
        if changed.table == "set_aside" and changed.id in self.set_asides:
            return {field: None if field == "reason" else value for field, value in values.items()}
        return {
            field: person_traces.without(changed.table, field, value, self.person)
            if value and (changed.table, changed.id, field) in self.texts
            else value
            for field, value in values.items()
        }


def _driver(connection: Connection) -> sqlite3.Connection:
    """The connection that SQLAlchemy's stands on: within its transaction."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _bodies(
    connection: sqlite3.Connection, holding: bytes = b'"contact"'
) -> Iterator[tuple[int, tuple[RowChange, ...]]]:
    """The log entries whose bodies hold these bytes, with their rows."""
    about = "SELECT seq, body FROM change_body WHERE instr(body, ?) > 0 ORDER BY seq"
    for seq, body in connection.execute(about, (holding,)).fetchall():
        yield seq, change_log.decoded(body)


def _contacts(connection: sqlite3.Connection, owners: set[str]) -> set[str]:
    """The contacts that these partners have or had."""
    return {changed.id for _, rows in _bodies(connection) for changed in rows if _belongs(changed, owners)}


def _set_asides(connection: sqlite3.Connection, contacts: set[str]) -> set[str]:
    """What is or was set aside about these contacts."""
    return {
        changed.id
        for _, rows in _bodies(connection, b'"set_aside"')
        for changed in rows
        for values in (changed.before, changed.after)
        if changed.table == "set_aside" and (values or {}).get("row") in contacts
    }


def _person(connection: sqlite3.Connection, owners: set[str]) -> Person:
    """The people that contacts of these partners are or were about."""
    return person_traces.person(_held(connection, _contacts(connection, owners)))


def _held(connection: sqlite3.Connection, contacts: Collection[str]) -> list[Values]:
    """All that the log has of these contacts."""
    return [
        values
        for _, rows in _bodies(connection)
        for changed in rows
        if changed.table == "contact" and changed.id in contacts
        for values in (changed.before, changed.after)
        if values
    ]


def _naming(table: str, values: Values | None, of: Person) -> Iterator[tuple[str, str]]:
    """The texts of a row that may name a person."""
    for field in _TEXTS[table] if values else ():
        text = (values or {}).get(field)
        if text and person_traces.names(text, of):
            yield field, text


def _merged_into(connection: sqlite3.Connection, partners: Collection[str], partner: str) -> set[str]:
    """The partner and all that were made one with it: what they had is the same people's.

    The log knows it by the entries that delete a partner and name the other one in their label too.
    """
    found = {partner}
    entries = (
        "SELECT label, body FROM change JOIN change_body USING (seq) "
        "WHERE instr(label, '{partner:') > 0 ORDER BY seq DESC"
    )
    for label, body in connection.execute(entries).fetchall():
        named = {key for table, key in references(label) if table == "partner"}
        if named & found:
            gone = {
                changed.id
                for changed in change_log.decoded(body)
                if changed.table == "partner" and changed.after is None
            }
            found |= gone & named - set(partners)
    return found


def _belongs(changed: RowChange, partners: set[str]) -> bool:
    """Whether this inserts, deletes or hands on a contact of these partners: only then the row names one."""
    owners = {(values or {}).get("partner") for values in (changed.before, changed.after)}
    return changed.table == "contact" and not owners.isdisjoint(partners)


def _rewrite(connection: Connection, seq: int, rows: tuple[RowChange, ...]) -> None:
    body = change_log.encoded(rows)
    entry = change_log.Entry(*connection.execute(select(schema.change).where(schema.change.c.seq == seq)).one())
    values = {"body": body, "checksum": change_log.checksum(entry, body)}
    connection.execute(update(_BODY).where(_BODY.c.seq == seq).values(values))
