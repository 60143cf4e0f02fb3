"""Editing the rows of small lists, all in one way: costs, decisions and documents of a measure, and of the project.

Those of the project are its funding years, its deadlines, and the texts of each year's Sachbericht.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from nrw_desktop.domain.edits.common import checked, field_change, field_label, removed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    TABLE_OF,
    Cost,
    Deadline,
    Decision,
    Document,
    FundingYear,
    Measure,
    Record,
    YearText,
    new_id,
)
from nrw_desktop.domain.queries.meetings import meeting_of


class DetailRows(msgspec.Struct, frozen=True):
    """One kind of list. ``first`` is the field that a row cannot be without and is made with.

    ``one`` and ``many`` say what its rows are called, ``of`` how a field of one is called („Datum des Beschlusses“;
    empty where that says enough, „Ausblick 2018“);
    ``words`` are the names of fields for which that would read badly. With ``once``, no two rows of a list have the
    same ``first``.
    """

    kind: type[Any]
    first: str
    one: str
    many: str
    of: str
    words: dict[str, str] = {}
    once: bool = False

    @property
    def table(self) -> str:
        """The name of the table that the rows are of."""
        return TABLE_OF[self.kind]

    def add(self, plan: Plan, owner: str | None, text: str) -> Change:
        """A new row, of the measure given or of the project where its rows belong to that.

        Raises:
            PlanError: the text is not what ``first`` holds, or stands in the list already.
        """
        value = checked(self.table, self.first, text)
        self._refuse_double(plan, owner, value)
        fields = {self.first: value} | ({"measure": plan.get(Measure, owner or "").id} if self._of_measure else {})
        record = self.kind(new_id(), **fields)
        return Change((inserted(record),), f"{self.one} {reference(record)}{_at(plan, record)} hinzugefügt")

    def set_field(self, plan: Plan, key: str, field: str, value: str | None) -> Change:
        """Give one field of a row a new value.

        Raises:
            PlanError: the value is not possible there.
        """
        record = plan.get(self.kind, key)
        _refuse_of_meeting(plan, record)
        change = field_change(plan, record, field, value)
        for row in change.rows:
            if field == self.first:
                self._refuse_double(plan, getattr(record, "measure", None), (row.after or {})[field])
        word = self.words.get(field) or f"{field_label(self.table, field)} {self.of}".rstrip()
        return Change(change.rows, f"{word} {reference(record)}{_at(plan, record)} geändert")

    def remove(self, plan: Plan, keys: Sequence[str]) -> Change:
        """Delete rows.

        Raises:
            PlanError: there are none, or one is gone already.
        """
        records = [plan.get(self.kind, key) for key in keys]
        if not records:
            raise PlanError("Es ist keine Zeile ausgewählt. Bitte zuerst eine Zeile anklicken.")
        for record in records:
            _refuse_of_meeting(plan, record)
        subject = f"{self.one} {reference(records[0])}" if len(records) == 1 else f"{len(records)} {self.many}"
        return Change(tuple(removed(plan, records)), f"{subject}{_at(plan, records[0])} gelöscht")

    @property
    def _of_measure(self) -> bool:
        return "measure" in self.kind.__struct_fields__

    def _refuse_double(self, plan: Plan, owner: str | None, value: Any) -> None:
        if self.once and any(
            getattr(record, self.first) == value and getattr(record, "measure", None) == owner
            for record in plan.rows[self.table].values()
        ):
            raise PlanError(f"{value} steht schon in der Liste. Bitte die vorhandene Zeile ändern.")


def _refuse_of_meeting(plan: Plan, record: Record) -> None:
    if isinstance(record, Decision) and record.agenda_item and (meeting := meeting_of(plan, record)):
        raise PlanError(f"Dieser Beschluss steht im Protokoll von „{caption(meeting)}“. Bitte ihn dort ändern.")


def _at(plan: Plan, record: Record) -> str:
    """The measure that a row belongs to, for a label."""
    measure = plan.find(Measure, getattr(record, "measure", None))
    return f" bei {reference(measure)}" if measure else ""


YEARS = DetailRows(
    FundingYear, "year", "Förderjahr", "Förderjahre", "des Förderjahrs", {"year": "Förderjahr"}, once=True
)
DEADLINES = DetailRows(Deadline, "what", "Frist", "Fristen", "der Frist", {"what": "Bezeichnung der Frist"})
YEAR_TEXTS = DetailRows(
    YearText, "year", "Texte zum Jahr", "Jahre mit ihren Texten", "", {"year": "Jahr der Texte"}, once=True
)
COSTS = DetailRows(Cost, "year", "Kosten für", "Kostenjahre", "für", {"year": "Kostenjahr"}, once=True)
DECISIONS = DetailRows(Decision, "body", "Beschluss", "Beschlüsse", "des Beschlusses")
DOCUMENTS = DetailRows(Document, "target", "Dokument", "Dokumente", "des Dokuments")

ALL: dict[str, DetailRows] = {part.table: part for part in (YEARS, DEADLINES, YEAR_TEXTS, COSTS, DECISIONS, DOCUMENTS)}
"""By the name of the table."""
