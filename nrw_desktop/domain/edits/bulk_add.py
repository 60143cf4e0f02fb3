"""Adding a whole list at once, as it was pasted from a text or a table: every row is read as if it had been typed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from nrw_desktop.domain.edits import many
from nrw_desktop.domain.edits.common import checked, counted, places
from nrw_desktop.domain.edits.goals import check_list
from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.edits.reading import check_period, read
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.ids import new_ids
from nrw_desktop.domain.model.labels_de import choices, field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLES, Document, Goal, Measure, Partner, Phase, Record, new_id
from nrw_desktop.domain.queries.partners import known, registered
from nrw_desktop.domain.queries.trees import levels_of
from nrw_desktop.domain.text.folding import alike

Typed = Mapping[str, str]
"""What stands in a row, by field, as a person wrote it."""
FIRST = {"measure": "text", "goal": "text", "partner": "name", "phase": "title"}
"""The field that a row of a table cannot be without."""
R = TypeVar("R")


class Reader:
    """Reads what people write into the cells of one table, as it is stored in one plan.

    ``phase`` is where new rows go: it tells the year of a date that has none.
    """

    def __init__(self, plan: Plan, table: str, phase: str | None = None):
        self._plan, self._table, self._phase = plan, table, phase
        # In thousands of rows the same words come again and again, and are understood once.
        self._cells: dict[tuple[str, str], dict[str, Any] | PlanError] = {}

    def cell(self, field: str, text: str) -> dict[str, Any]:
        """The fields of a record that one cell gives; none for an empty one.

        Raises:
            PlanError: the text is not what the field holds, or a period that ends before it starts.
        """
        found = self._cells.get((field, text))
        if found is None:
            found = self._cells[field, text] = self._read(field, text)
        if isinstance(found, PlanError):
            raise found.with_traceback(None)
        return found

    def _read(self, field: str, text: str) -> dict[str, Any] | PlanError:
        try:
            found = read(self._plan, self._table, field, text, self._phase) if text.strip() else {}
            if field == "period":
                self.check(found)
        except PlanError as error:
            return error
        return found

    def knows(self, name: str) -> bool:
        """Whether the register has a partner that is called so."""
        return known(self._plan, name) is not None

    def row(self, cells: Typed) -> dict[str, Any]:
        """The fields of a new record that a row gives.

        Raises:
            PlanError: a cell is not what its field holds, or the row has no text.
        """
        first = FIRST[self._table]
        if not cells.get(first, "").strip():
            checked(self._table, first, "")
        fields = self.cells(cells)
        self.check(fields)
        return fields

    def check(self, fields: dict[str, Any]) -> None:
        """Refuse what does not go together in a new record.

        Raises:
            PlanError: its period ends before it starts.
        """
        if self._table == "measure":
            check_period(self._plan, Measure("", **fields))

    def cells(self, cells: Typed) -> dict[str, Any]:
        """The fields that the cells of a row give.

        Raises:
            PlanError: one is not what its field holds.
        """
        fields: dict[str, Any] = {}
        # A whole period says more than its ends.
        for field in sorted(cells, key="period".__eq__):
            fields |= self.cell(field, cells[field])
        return fields


def add_measures(plan: Plan, phase: str, rows: Sequence[Typed], index: int | None = None) -> Change:
    """New measures, before the one of this index in a phase (None: at its end).

    Raises:
        PlanError: a row is not possible; the sentence says which.
    """
    plan.get(Phase, phase)
    keys, rekeyed = places(plan.measures(phase), index, len(_some(rows)))
    fields = _each(rows, Reader(plan, "measure", phase).row)
    measures = [Measure(new_id(), phase=phase, order=key, **row) for key, row in zip(keys, fields, strict=True)]
    return _added(rekeyed, measures, counted(measures, "Maßnahme", "Maßnahmen"))


def add_goals(
    plan: Plan, phase: str, rows: Sequence[tuple[int, Typed]], parent: str | None = None, index: int | None = None
) -> Change:
    """New goals, before the goal of this index in a list (None: at its end).

    A row's number says how deep it stands: a deeper one than the row before stands under that.

    Raises:
        PlanError: a row is not possible; the sentence says which.
    """
    fields = _each([row for _depth, row in _some(rows)], Reader(plan, "goal").row)
    above: list[tuple[int, str]] = []
    owners: list[str | None] = []
    ids = new_ids(len(rows))
    for key, (depth, _row) in zip(ids, rows, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        owners.append(above[-1][1] if above else None)
        above.append((depth, key))
    check_list(plan, phase, parent, levels_of(zip(ids, owners, strict=True)))
    top, rekeyed = places(plan.goals(phase, parent), index, owners.count(None))
    blocks = {owner: iter(order.block("", None, count)) for owner, count in Counter(owners).items()}
    blocks[None] = iter(top)
    goals = [
        Goal(key, phase=phase, parent=owner or parent, order=next(blocks[owner]), **row)
        for key, owner, row in zip(ids, owners, fields, strict=True)
    ]
    return _added(rekeyed, goals, counted(goals, "Ziel", "Ziele"))


def fill(plan: Plan, table: str, rows: Sequence[tuple[str, Typed]]) -> Change:
    """Write into records of a table, each given by its id, what stands in a row; an empty cell leaves what is there.

    Raises:
        PlanError: a row is not possible; the sentence says which.
    """
    numbers = iter(range(len(_some(rows))))
    records: list[Any] = [plan.get(TABLES[table], key) for key, _cells in rows]

    def read(cells: Typed) -> dict[str, Any]:
        record = records[next(numbers)]
        fields = Reader(plan, table, getattr(record, "phase", None)).cells(cells)
        check_period(plan, msgspec.structs.replace(record, **fields))
        return fields

    changes: list[RowChange] = []
    filled: list[Record] = []
    for record, fields in zip(records, _each([cells for _key, cells in rows], read), strict=True):
        if row := updated(record, **fields):
            changes += row
            filled.append(record)
    fields_set = {field for _key, cells in rows for field, text in cells.items() if text.strip()}
    if not changes:
        return Change((), "")
    what = field_word(table, fields_set.pop()) if len(fields_set) == 1 else "Werte"
    one, several = {"measure": ("Maßnahme", "Maßnahmen"), "partner": ("Kooperationspartner",) * 2}[table]
    return Change(tuple(changes), f"{what} bei {counted(filled, one, several)} eingefügt")


def add_documents(plan: Plan, measure: str, targets: Sequence[str]) -> Change:
    """New documents of a measure, in this order; those that it has already are left out.

    Raises:
        PlanError: it has all of them, or one is not possible.
    """
    owner = plan.get(Measure, measure)
    there = {document.target for document in plan.documents(measure)}
    values = [checked("document", "target", target) for target in dict.fromkeys(_some(targets))]
    new = [Document(new_id(), measure=owner.id, target=value) for value in values if value not in there]
    if not new:
        raise PlanError("Diese Dateien stehen schon bei der Maßnahme. Es wurde nichts eingefügt.")
    return Change(
        tuple(map(inserted, new)), f"{counted(new, 'Dokument', 'Dokumente')} bei {reference(owner)} eingefügt"
    )


def add_partners(plan: Plan, rows: Sequence[Typed]) -> Change:
    """New partners in the register; those that it knows are left as they are.

    Raises:
        PlanError: it knows all of them, or a row is not possible.
    """
    partners, new = _found_or_new(plan, rows, None)
    if not new:
        raise PlanError("Diese Kooperationspartner stehen schon im Verzeichnis. Es wurde nichts eingefügt.")
    return Change(tuple(map(inserted, new)), added_label(new, len(partners) - len(new)))


def name_partners(plan: Plan, phase: str, rows: Sequence[Typed], index: int | None = None) -> Change:
    """Name partners in a phase, before the mention of this index (None: at the end); the register gets new ones.

    Raises:
        PlanError: the phase names all of them, or a row is not possible.
    """
    partners, new = _found_or_new(plan, rows, phase)
    return many.name_partners(plan, phase, partners, [inserted(partner) for partner in new], index)


def code_of(table: str, field: str, text: str) -> str:
    """What is handed to an edit for the word of a choice; any other text as it is."""
    words = text.strip()
    return next((code for code, word in choices(table, field).items() if alike(word, words)), text)


def _some(rows: Sequence[R]) -> Sequence[R]:
    if not rows:
        raise PlanError("In der Zwischenablage steht kein Text. Bitte die Liste noch einmal kopieren.")
    return rows


def _each(rows: Sequence[Typed], read: Callable[[Typed], dict[str, Any]]) -> list[dict[str, Any]]:
    """Every row as it is stored.

    Raises:
        PlanError: one is not possible; the sentence says which.
    """
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(read(row))
        except PlanError as error:
            if len(rows) == 1:
                raise
            raise PlanError(f"Zeile {number} der Liste: {error} Es wurde nichts eingefügt.") from None
    return found


def _found_or_new(plan: Plan, rows: Sequence[Typed], phase: str | None) -> tuple[list[Partner], list[Partner]]:
    """The partners of the rows, and those of them that are new; each is looked for as if it had been typed there."""
    partners: list[Partner] = []
    new: list[Partner] = []
    reader, own = Reader(plan, "partner"), Names(Plan.empty())
    for fields in _each(_some(rows), reader.row):
        name = fields["name"]
        found = (registered(plan, name) if phase is None else known(plan, name)) or own.find(name, phase is not None)
        if found is None:
            found = Partner(new_id(), joined_phase=phase, **fields)
            own.add(found, (found.name,))
            new.append(found)
        partners.append(found)
    return partners, new


def added_label(new: Sequence[Partner], known: int) -> str:
    """What is said of partners put into the register, some of which it had."""
    subject = counted(new, "Kooperationspartner", "Kooperationspartner")
    return f"{subject}{f' ({known} gab es schon)' if known else ''} eingefügt"


def _added(rekeyed: Iterable[RowChange], records: Sequence[Any], subject: str) -> Change:
    return Change((*rekeyed, *(inserted(record) for record in records)), f"{subject} eingefügt")
