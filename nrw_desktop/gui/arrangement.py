"""Which rows of a list a table shows, and in which order: as the plan has them, sorted by a column, or filtered."""

from collections.abc import Iterable, Sequence
from typing import Any

from nrw_desktop.domain import search
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Record
from nrw_desktop.gui.columns import TableSpec


class Arrangement:
    """A way to look at a list; the plan knows nothing of it.

    Keys to sort by and folded texts are made when they are first needed, and kept until their row changes.
    """

    def __init__(self, spec: TableSpec):
        self._spec = spec
        self.column: int | None = None
        self.descending = False
        self._needle: tuple[str, str] = ("", "")
        self._keys: dict[int, dict[str, Any]] = {}
        self._folded: dict[str, tuple[str, str]] = {}
        self._known: set[str] = set()

    @property
    def rests(self) -> bool:
        """Whether all rows stand as the plan has them."""
        return self.column is None and not self._needle[0]

    @property
    def is_filtered(self) -> bool:
        """Whether only rows with certain words are shown."""
        return bool(self._needle[0])

    def sort(self, column: int | None, descending: bool) -> None:
        """Look at the rows by a column; None is the plan's order."""
        self.column, self.descending = column, descending

    def filter(self, words: str) -> None:
        """Look only at rows that hold these words, spelt as people spell them; empty for all."""
        self._needle = search.fold(words.strip())

    def forget(self, keys: Iterable[str] | None) -> None:
        """Rows that changed (None: all) are read anew."""
        if keys is None:
            self._keys.clear()
            self._folded.clear()
            return
        for key in keys:
            self._folded.pop(key, None)
            for held in self._keys.values():
                held.pop(key, None)

    def arranged(self, plan: Plan, records: Sequence[Record]) -> list[Record]:
        """The rows to show, in their order. Empty cells come last, up or down; equal ones stay as in the plan."""
        self._known = set() if self.rests else {record.id for record in records}
        shown = [record for record in records if self._fits(plan, record)] if self.is_filtered else list(records)
        if self.column is None:
            return shown
        keys = self._sort_keys(plan, shown)
        filled = [place for place, key in enumerate(keys) if key is not None]
        filled.sort(key=keys.__getitem__, reverse=self.descending)
        if len(filled) < len(keys):
            filled += [place for place, key in enumerate(keys) if key is None]
        return [shown[place] for place in filled]

    def kept(self, shown: Sequence[Record], records: Sequence[Record]) -> list[Record]:
        """The rows to show after an edit: those shown stay where they are, whatever they say now; new ones come last.

        Who sorted by a column and edits a cell of it goes on in the row below.
        """
        if self.rests:
            return list(records)
        before, now = {record.id for record in shown}, {record.id: record for record in records}
        new = [record for record in records if record.id not in self._known]
        self._known = set(now)
        if self.column is None:
            came = {record.id for record in new}
            return [record for record in records if record.id in before or record.id in came]
        return [*(now[record.id] for record in shown if record.id in now), *new]

    def _sort_keys(self, plan: Plan, records: Sequence[Record]) -> list[Any]:
        assert self.column is not None
        held, column = self._keys.setdefault(self.column, {}), self._spec.columns[self.column]
        if len(held) < len(records):
            for record in records:
                if record.id not in held:
                    held[record.id] = column.sort_key(plan, record)
        try:
            return [held[record.id] for record in records]
        except KeyError:
            # Rows that have gone left their keys behind.
            held.clear()
            return self._sort_keys(plan, records)

    def _fits(self, plan: Plan, record: Record) -> bool:
        folded = self._folded.get(record.id)
        if folded is None:
            # A line end is in no words: no match reaches from one cell into the next.
            text = "\n".join(column.show(plan, record) for column in self._spec.columns)
            folded = self._folded[record.id] = search.fold(text)
        return search.contains(folded, self._needle)
