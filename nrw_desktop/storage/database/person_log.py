"""What the log of a plan has of people: their contacts, and the texts that name them."""

import sqlite3
from collections.abc import Collection, Iterator

import msgspec

from nrw_desktop.domain.model.change import RowChange, Values
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.domain.queries.change_labels import references
from nrw_desktop.domain.queries.person_traces import Person, Whom
from nrw_desktop.storage.database import change_log

_TEXTS = person_traces.texts()
ENTRIES = "SELECT id, body FROM change JOIN change_body USING (seq)"
"""The query for all entries with their bodies."""


class Trace(msgspec.Struct, frozen=True):
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


def traces(connection: sqlite3.Connection, plan: Plan, whom: Whom) -> list[Trace]:
    """Where the persons stand as free text, outside of the contacts that go whole; the surest first.

    Raises:
        PlanError: the log is damaged.
    """
    contacts = contacts_of(connection, plan, whom)
    of = person(connection, whom, contacts)
    found: dict[Place, Trace] = {}
    own = {"contact": contacts, "set_aside": set_asides(connection, contacts)}
    for _seq, rows in bodies(connection, b""):
        met: dict[Place, str] = {}
        for changed in rows:
            for values in (changed.before, changed.after):
                met |= {(changed.table, changed.id, field): text for field, text in naming(changed.table, values, of)}
        for place, text in met.items():
            if place[1] not in own.get(place[0], ()):
                before = found.get(place)
                sure = person_traces.is_sure(text, of) or (before is not None and before.sure)
                found[place] = Trace(*place, text, sure, False, before.in_log + 1 if before else 1)
    for (table, key, field), trace in found.items():
        record = plan.record(table, key)
        now = getattr(record, field, None)
        if now and person_traces.names(now, of):
            found[table, key, field] = msgspec.structs.replace(trace, text=now, in_plan=True)
    return sorted(found.values(), key=lambda trace: (not trace.sure, not trace.in_plan))


def lost(erased: sqlite3.Connection, elsewhere: sqlite3.Connection, texts: Collection[Place]) -> set[str]:
    """The names that these texts lost in one copy, as the steps that both copies know still have them elsewhere."""
    emptied = dict(erased.execute(ENTRIES).fetchall())
    return {
        name
        for key, body in elsewhere.execute(ENTRIES).fetchall()
        if emptied.get(key, body) != body
        for left, whole in zip(change_log.decoded(emptied[key]), change_log.decoded(body), strict=False)
        for less, values in ((left.before, whole.before), (left.after, whole.after))
        for field, text in (values or {}).items()
        if text and (whole.table, whole.id, field) in texts
        for name in person_traces.lost(text, (less or {}).get(field))
    }


def bodies(
    connection: sqlite3.Connection, holding: bytes = b'"contact"'
) -> Iterator[tuple[int, tuple[RowChange, ...]]]:
    """The log entries whose bodies hold these bytes, with their rows."""
    about = "SELECT seq, body FROM change_body WHERE instr(body, ?) > 0 ORDER BY seq"
    for seq, body in connection.execute(about, (holding,)).fetchall():
        yield seq, change_log.decoded(body)


def contacts_of(connection: sqlite3.Connection, plan: Plan, whom: Whom) -> set[str]:
    """The contacts that go whole: all that a partner has or had, or those that are or were about nobody but one person.

    A row that is somebody else's now, or was before it went, only loses the name.
    """
    if isinstance(whom, Partner):
        return of_partners(connection, merged_into(connection, plan.rows["partner"].keys(), whom.id))
    of = person_traces.whom(Plan.empty(), whom)
    named: dict[str, list[str]] = {}
    for _, rows in bodies(connection):
        for changed in rows:
            if changed.table == "contact" and changed.id not in plan.rows["contact"]:
                people = ((values or {}).get("person") for values in (changed.before, changed.after))
                named.setdefault(changed.id, []).extend(filter(None, people))
    past = {key for key, people in named.items() if person_traces.is_hers(people, of)}
    return past | {contact.id for contact in person_traces.contacts(plan, whom)}


def of_partners(connection: sqlite3.Connection, owners: set[str]) -> set[str]:
    """The contacts that these partners have or had."""
    return {changed.id for _, rows in bodies(connection) for changed in rows if _belongs(changed, owners)}


def set_asides(connection: sqlite3.Connection, contacts: set[str]) -> set[str]:
    """What is or was set aside about these contacts."""
    return {
        changed.id
        for _, rows in bodies(connection, b'"set_aside"')
        for changed in rows
        for values in (changed.before, changed.after)
        if changed.table == "set_aside" and (values or {}).get("row") in contacts
    }


def person(connection: sqlite3.Connection, whom: Whom, contacts: Collection[str]) -> Person:
    """The people to be erased, by all that these contacts of theirs held."""
    held = held_by(connection, contacts)
    return person_traces.person(held if isinstance(whom, Partner) else [{"person": whom}, *held])


def held_by(connection: sqlite3.Connection, contacts: Collection[str]) -> list[Values]:
    """All that the log has of these contacts."""
    return [
        values
        for _, rows in bodies(connection)
        for changed in rows
        if changed.table == "contact" and changed.id in contacts
        for values in (changed.before, changed.after)
        if values
    ]


def naming(table: str, values: Values | None, of: Person) -> Iterator[tuple[str, str]]:
    """The texts of a row that may name a person."""
    for field in _TEXTS[table] if values else ():
        text = (values or {}).get(field)
        if text and person_traces.names(text, of):
            yield field, text


def merged_into(connection: sqlite3.Connection, partners: Collection[str], partner: str) -> set[str]:
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
