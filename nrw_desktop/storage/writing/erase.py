"""Erasing a person: contacts, and the name in texts, go from the plan and from all of its history, for good.

Who that is says a partner, by its contacts, or a name that somebody typed. No log notes the name of one who is erased:
a copy of the plan that has not heard of it tells the name itself, by what it still holds where the other one is empty.
"""

import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, Values, deleted, reference
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.domain.queries.person_traces import Person, Whom
from nrw_desktop.storage.database import change_log, person_log, snapshot
from nrw_desktop.storage.database.ground import Ground
from nrw_desktop.storage.database.history import Erasure, Tables
from nrw_desktop.storage.database.person_log import Place
from nrw_desktop.storage.writing import writer

ERASED = tuple(field for field in Contact.__struct_fields__ if field not in ("id", "partner"))
"""The fields of a contact that say who the person is, and why that was kept."""


def erase(
    connection: sqlite3.Connection, ground: Ground, plan: Plan, whom: Whom, origin: str, also: Collection[Place] = ()
) -> Change:
    """Delete the contacts that a partner has or had, or those of one person, and empty them wherever the log has them.

    ``also`` are texts that name the person: there and in the log they lose the name. The change that notes it names
    rows and fields, and of these texts what is left; no undo goes back behind it. What is freed in the
    file is overwritten with zeros (secure_delete).

    Raises:
        StaleError: the file is further than the plan.
        TouchedError: it lacks the plan's newest change, or somebody else wrote into it meanwhile. Nothing was written.
    """
    who = f"Kontaktdaten von {reference(whom)}" if isinstance(whom, Partner) else "Angaben zu einer Person"
    with writer.on_ground(connection, ground, plan.head) as last:
        contacts = person_log.contacts_of(connection, plan, whom)
        set_asides = person_log.set_asides(connection, contacts)
        erasing = Erasing(contacts, set_asides, frozenset(also), person_log.person(connection, whom, contacts))
        _empty(connection, erasing)
        change = Change(_empty_tables(connection, plan, erasing), f"{who} endgültig gelöscht", "erase")
        writer.note(connection, change, origin, last)
    return change


def erase_again(connection: sqlite3.Connection, label: str, erasing: "Erasing") -> Change | None:
    """Erases in one copy of a plan what was erased in another one.

    Gives the change that notes it, with the label that the other one has; None where nothing was left to erase.
    """
    emptied = _empty(connection, erasing)
    # As they are now: what was erased right before it is gone from them already.
    rows = _empty_tables(connection, snapshot.rows_of(connection), erasing)
    left = emptied or any(changed.after is None for changed in rows)
    return Change(rows, label, "erase") if left else None


def erase_elsewhere(
    connection: sqlite3.Connection, elsewhere: sqlite3.Connection, erasure: Erasure, known: Collection[str]
) -> "Erasing":
    """What an erasing in one copy of a plan takes away from another one, which has not heard of it.

    Of contacts, those that it took away there: one that was added elsewhere is nobody's that was meant. Of texts, also
    those that surely name these people by what the other copy wrote. ``known`` are the ids of the entries that were
    there when the people were erased: what these say was seen then.
    """
    contacts = _contacts_erased(connection, erasure)
    names = person_log.lost(connection, elsewhere, erasure.texts) if erasure.texts else set()
    of = person_traces.person([*person_log.held_by(elsewhere, contacts), *({"person": name} for name in names)])
    set_asides = person_log.set_asides(elsewhere, contacts)
    own = {"contact": contacts, "set_aside": set_asides}
    named = {
        (changed.table, changed.id, field)
        for key, body in elsewhere.execute(person_log.ENTRIES).fetchall()
        if key not in known
        for changed in change_log.decoded(body)
        if changed.id not in own.get(changed.table, ())
        for values in (changed.before, changed.after)
        for field, text in person_log.naming(changed.table, values, of)
        if person_traces.is_sure(text, of)
    }
    return Erasing(contacts, set_asides, erasure.texts | named, of)


class Older(NamedTuple):
    """An older log of the plan, up to the entry ``last``, and ``tables``, which it comes to.

    ``since`` are the rows of what comes after it in the plan's own log, up to an erasing: without what that took away.
    ``partners`` are those there are then.
    """

    last: int
    tables: Tables
    since: Sequence[RowChange]
    partners: Collection[str]


def erase_before(connection: sqlite3.Connection, older: Older, erasure: Erasure) -> None:
    """Does in an older log of the plan what an erasing did later: nobody comes back by way of an old file.

    Raises:
        PlanError: that log does not tell any more whose names these texts are to lose.
    """
    contacts = set(erasure.contacts)
    for partner in erasure.partners:
        contacts |= person_log.of_partners(connection, person_log.merged_into(connection, older.partners, partner))
    of = person_traces.person(
        [*person_log.held_by(connection, contacts), *({"person": name} for name in _lost_since(older, erasure.texts))]
    )
    if not any(of) and any(
        (values or {}).get(field)
        for seq, rows in person_log.bodies(connection, b"")
        if seq <= older.last
        for changed in rows
        for values in (changed.before, changed.after)
        for field in values or {}
        if (changed.table, changed.id, field) in erasure.texts
    ):
        raise PlanError("Aus dem älteren Verlauf lässt sich nicht löschen, was seitdem endgültig gelöscht wurde.")
    _empty(connection, Erasing(contacts, person_log.set_asides(connection, contacts), erasure.texts, of))


def _lost_since(older: Older, texts: Collection[Place]) -> set[str]:
    """The names that these texts lost since, where they stand in an older state of the plan."""
    met: dict[Place, str | None] = {}
    for changed in older.since:
        for field, left in (changed.before or {}).items():
            if (place := (changed.table, changed.id, field)) in texts:
                met.setdefault(place, left)
    return {
        name
        for (table, key, field), left in met.items()
        if (text := older.tables[table].get(key, {}).get(field))
        for name in person_traces.lost(text, left)
    }


def _contacts_erased(connection: sqlite3.Connection, erasure: Erasure) -> set[str]:
    """All contacts that an erasing took away from a copy of the plan: those that its log has nothing of any more."""
    partners = {key for (key,) in connection.execute("SELECT id FROM partner")}
    owners = erasure.partners.union(*(person_log.merged_into(connection, partners, one) for one in erasure.partners))
    own = person_log.of_partners(connection, set(owners))
    still = {key for key in own if any(map(_tells, person_log.held_by(connection, (key,))))}
    return (own - still) | erasure.contacts


def _tells(values: Values) -> bool:
    return any(values.get(field) for field in ERASED)


def _empty_tables(connection: sqlite3.Connection, plan: Plan, erasing: "Erasing") -> tuple[RowChange, ...]:
    """Takes out of the plan's rows what goes; what there is to note of it."""
    connection.executemany("DELETE FROM contact WHERE id = ?", [(key,) for key in erasing.contacts])
    connection.executemany("DELETE FROM set_aside WHERE id = ?", [(key,) for key in erasing.set_asides])
    texts = [erasing.rewritten(plan, place) for place in sorted(erasing.texts)]
    writer.write_rows(connection, tuple(one for one in texts if plan.record(one.table, one.id)))
    # Contacts that only the log had are noted too: another copy may still have them.
    noted = dict.fromkeys(ERASED)
    past = [RowChange("contact", key, noted, noted) for key in sorted(erasing.contacts - plan.rows["contact"].keys())]
    # The rows go too: an empty one would tell nobody anything.
    gone = [
        erasing.emptied(deleted(one))
        for key in sorted(erasing.contacts & plan.rows["contact"].keys())
        for one in (*plan.set_asides("contact", key), plan.rows["contact"][key])
    ]
    return (*gone, *past, *texts)


def _empty(connection: sqlite3.Connection, erasing: "Erasing") -> bool:
    """Empties the log; whether there was anything to be emptied."""
    found = False
    for seq, rows in list(person_log.bodies(connection, b"")):
        if (without := tuple(map(erasing.emptied, rows))) != rows:
            writer.rewrite(connection, seq, without)
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
