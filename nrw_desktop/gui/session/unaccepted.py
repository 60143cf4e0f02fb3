"""What was typed and not accepted: it stays with its record until it is mended or discarded."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.storage.system import unaccepted_store
from nrw_desktop.storage.system.unaccepted_store import Entry

_OWNERS = {"contact": "partner", "cost": "measure"}
"""What records belong to that come and go with their content: one that is only being typed goes by its owner."""
_WORDS = {"name": "Name"}
"""What fields are called that are another record's."""


class Unaccepted(QObject):
    """The entries of one open plan. `changed` tells that there is one more or one less.

    ``plan_id`` gives the id of the plan that they are kept for; it is asked when there is something to keep.
    """

    changed = Signal()

    def __init__(self, plan_id: Callable[[], str], parent: QObject):
        super().__init__(parent)
        self._ask_id = plan_id
        self._known_id: str | None = None
        self._entries: dict[tuple[str, str, str, str], Entry] = {}

    def load(self) -> None:
        """Take up what was left the last time."""
        key = self._plan_id()
        found = unaccepted_store.load(key, dt.datetime.now(dt.UTC)) if key else []
        if found:
            self._entries = {entry.place: entry for entry in found} | self._entries
            self.changed.emit()

    def __bool__(self) -> bool:
        return bool(self._entries)

    def keep(self, table: str, key: str, field: str, text: str, sentence: str, scope: str = "") -> None:
        """Keep a text that a field refused."""
        entry = Entry(table, key, field, text, sentence, dt.datetime.now(dt.UTC), scope)
        before = self._entries.get(entry.place)
        if before is None or (before.text, before.sentence) != (text, sentence):
            self._entries[entry.place] = entry
            self._save()

    def settle(self, table: str, key: str, field: str, scope: str = "") -> None:
        """Forget the text of a field: it was mended, or is not wanted any more."""
        if self._entries.pop((table, key, field, scope), None) is not None:
            self._save()

    def settle_all(self, gone: Callable[[Entry], bool]) -> None:
        """Forget all entries of which this holds."""
        left = {place: entry for place, entry in self._entries.items() if not gone(entry)}
        if len(left) != len(self._entries):
            self._entries = left
            self._save()

    def entry(self, table: str, key: str, field: str, scope: str = "") -> Entry | None:
        """What a field of a record still has to take; None for nothing."""
        return self._entries.get((table, key, field, scope))

    def records(self) -> set[str]:
        """The ids of the records that have a field with such an entry."""
        return {key for entry in self._entries.values() for key in entry.records}

    def shown(self, plan: Plan) -> list[Entry]:
        """The entries whose records are in the plan, the newest last; an undo may bring back those of others."""
        return [entry for entry in self._entries.values() if record_of(plan, entry) is not None or not entry.id]

    def _save(self) -> None:
        if key := self._plan_id():
            unaccepted_store.save(key, self._entries.values())
        self.changed.emit()

    def _plan_id(self) -> str | None:
        """The id of the plan; None where its file cannot be read just now, which is often why a text is not taken."""
        if self._known_id is None:
            with suppress(PlanError):
                self._known_id = self._ask_id()
        return self._known_id


def record_of(plan: Plan, entry: Entry) -> Record | None:
    """The record that an entry is for, the first of several; one that is only being typed goes by its owner."""
    for key in entry.records:
        found = plan.record(entry.table, key) or plan.record(_OWNERS.get(entry.table, entry.table), key)
        if found is not None:
            return found
    return None


def place_text(plan: Plan, entry: Entry) -> str:
    """Which field of which record it is, e.g. „Zeitraum von ‚Fachtagung‘“."""
    word = _WORDS.get(entry.field) or field_word(entry.table, entry.field)
    record = record_of(plan, entry)
    if record is None:
        return f"{word} (neue Zeile: {TABLE_WORDS[entry.table]})"
    count = len(entry.records)
    return f"{word} von {count} Zeilen" if count > 1 else f"{word} von ‚{caption(record)}‘"


def listed(plan: Plan, entries: Iterable[Entry]) -> str:
    """The entries as one line: the newest, and how many there are besides."""
    *others, newest = entries
    more = f" und {len(others)} weitere" if others else ""
    return f"{place_text(plan, newest)}{more}"
