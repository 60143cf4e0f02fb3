"""Which rows of a list a table shows, and in which order: as the plan has them, sorted by a column, or filtered."""

from collections.abc import Iterable, Iterator, Sequence
from operator import is_
from typing import overload

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record
from nrw_desktop.domain.text import folding
from nrw_desktop.gui.lists.columns import TableSpec

_NOTHING: tuple[int, Sequence[Record], Sequence[Record], list[str], list[int]] = (-1, (), (), [], [])


class Sorted(Sequence[Record]):
    """Rows in another order, told by their places: to put 100,000 records into a list of its own takes half as long as
    sorting their keys.
    """

    def __init__(self, records: Sequence[Record], order: list[int]):
        self.records, self._order = records, order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return [self.records[source] for source in self._order[place]]
        return self.records[self._order[place]]

    def __iter__(self) -> Iterator[Record]:
        return map(self.records.__getitem__, self._order)

    def place_of(self, record: Record, hint: int) -> int | None:
        """Where a record stands; ``hint`` is where it stood before. None where it does not stand here."""
        before = hint if hint < len(self.records) and self.records[hint] is record else None
        if before is None:
            before = next((place for place, found in enumerate(self.records) if found.id == record.id), None)
        return None if before is None else self._order.index(before)

    def source(self, place: int) -> int:
        """The place that a row has in the rows as they were given."""
        return self._order[place]


class RowOrder:
    """A way to look at a list; the plan knows nothing of it.

    Keys to sort by and folded texts are made when they are first needed, and kept until their row changes.
    """

    def __init__(self, spec: TableSpec):
        self._spec = spec
        self.column: int | None = None
        self.descending = False
        self._words: tuple[folding.Word, ...] = ()
        self._keys: dict[int, dict[str, str]] = {}
        self._folded: dict[str, folding.Word] = {}
        self._total: Sequence[Record] = ()
        """All rows as they were last seen, those included that are not shown."""
        self._ready = _NOTHING
        """The last column sorted by, its rows and their keys: turning the order round costs the sorting alone."""

    @property
    def rests(self) -> bool:
        """Whether all rows stand as the plan has them."""
        return self.column is None and not self._words

    @property
    def is_filtered(self) -> bool:
        """Whether only rows with certain words are shown."""
        return bool(self._words)

    def sort(self, column: int | None, descending: bool) -> None:
        """Look at the rows by a column; None is the plan's order."""
        self.column, self.descending = column, descending

    def filter(self, words: str) -> None:
        """Look only at rows that hold all of these words, spelt as people spell them; empty for all."""
        self._words = folding.needles(words)

    def forget(self, keys: Iterable[str] | None) -> None:
        """Rows that changed (None: all) are read anew."""
        if keys is None:
            self._keys.clear()
            self._folded.clear()
            self._ready = _NOTHING
            return
        self._ready = _NOTHING
        for key in keys:
            self._folded.pop(key, None)
            for held in self._keys.values():
                held.pop(key, None)

    def arranged(self, plan: Plan, records: Sequence[Record]) -> Sequence[Record]:
        """The rows to show, in their order. Empty cells come last, up or down; equal ones stay as in the plan."""
        self._total = records
        shown = [record for record in records if self._fits(plan, record)] if self.is_filtered else records
        if self.column is None:
            return list(shown)
        rows, keys, places = self._sortable(plan, shown)
        order = sorted(places, key=keys.__getitem__, reverse=self.descending)
        order += range(len(keys), len(rows))
        return Sorted(rows, order)

    def kept(self, shown: Sequence[Record], records: Sequence[Record]) -> list[Record]:
        """The rows to show after an edit: those shown stay where they are, whatever they say now; new ones come last.

        Who sorted by a column and edits a cell of it goes on in the row below.
        """
        if self.rests:
            return list(records)
        before, now = {record.id for record in shown}, {record.id: record for record in records}
        known = {record.id for record in self._total}
        new = [record for record in records if record.id not in known]
        self._total = records
        if self.column is None:
            came = {record.id for record in new}
            return [record for record in records if record.id in before or record.id in came]
        return [*(now[record.id] for record in shown if record.id in now), *new]

    def _sortable(self, plan: Plan, records: Sequence[Record]) -> tuple[Sequence[Record], list[str], list[int]]:
        """The rows, those last whose cell in the column sorted by is empty; keys and places of all others."""
        assert self.column is not None
        column, before, rows, keys, places = self._ready
        if column == self.column and (before is records or _same(before, records)):
            return rows, keys, places
        held, spec = self._keys.setdefault(self.column, {}), self._spec.columns[self.column]
        filled, keys, empty = [], [], []
        for record in records:
            key = held.get(record.id)
            if key is None:
                key = held[record.id] = spec.sort_key(plan, record)
            if key:
                filled.append(record)
                keys.append(key)
            else:
                empty.append(record)
        self._ready = self.column, records, [*filled, *empty], keys, list(range(len(keys)))
        return self._ready[2:]

    def _fits(self, plan: Plan, record: Record) -> bool:
        folded = self._folded.get(record.id)
        if folded is None:
            # A line end is in no words: no match reaches from one cell into the next.
            text = "\n".join(column.show(plan, record) for column in self._spec.columns)
            folded = self._folded[record.id] = folding.fold(text)
        return all(folding.contains(folded, word) for word in self._words)


def _same(before: Sequence[Record], records: Sequence[Record]) -> bool:
    return len(before) == len(records) and all(map(is_, before, records))
