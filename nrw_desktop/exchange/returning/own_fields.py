"""The fields of a record that the cells of a row of ours give: each distinct text of a column is read once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from nrw_desktop.domain.drafts.draft import Place
from nrw_desktop.domain.edits.bulk_add import code_of
from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.labels_de import choices, field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.pasted_columns import usual_choice
from nrw_desktop.exchange.returning.own_periods import HEADS, WORDS
from nrw_desktop.exchange.returning.own_rows import OwnRow, fields_by_head
from nrw_desktop.exchange.tables.questions import Questions

_LEAVE = "leave"
NEEDED = {"phase": "title", "measure": "text", "goal": "text", "partner": "name", "deadline": "what", "task": "text"}
NEEDED |= {"document": "target", "cost": "year", "funding_year": "year", "decision": "body"}
"""The fields without which there is no such record."""
_WHO = {("measure", "responsible"), ("task", "name")}
"""Fields that name somebody, who may be in the list of partners."""


class _Column(NamedTuple):
    """A column: its head, its field, whether it has choices, and what is stored there for the texts that were read."""

    head: str
    field: str
    has_choices: bool
    known: dict[str, Any]


class OwnFields:
    """Reads rows; a cell that cannot be read is asked about or told of, and left out."""

    def __init__(self, questions: Questions, into: Plan | None = None):
        self._questions, self._into = questions, into
        self._columns: dict[tuple[str, int], list[_Column]] = {}

    def of(self, table: str, row: OwnRow) -> dict[str, Any]:
        """The fields that the cells of a row give."""
        found: dict[str, Any] = {}
        for head, field, has_choices, known in self._columns_of(table, row):
            text = row.cells[head]
            if text in known:
                found[field] = known[text]
            elif text.strip():
                try:
                    given = code_of(table, field, text) if has_choices else text
                    found[field] = known[text] = checked(table, field, given)
                except PlanError as error:
                    if value := self._chosen(table, field, row.place(head), text, str(error)):
                        found[field] = value
        return found | self._of_plan(table, row, found)

    def _of_plan(self, table: str, row: OwnRow, found: Mapping[str, Any]) -> dict[str, Any]:
        """What a row needs and does not say, as the plan has it that it came out of."""
        needed = NEEDED.get(table, "")
        there = self._into.record(table, row.id) if self._into and row.is_known and needed not in found else None
        if there is None or not needed or table == "phase":
            return {}
        head = next(head for head, field in fields_by_head(table).items() if field == needed)
        if head in row.columns:
            self._questions.leave_out(f"leere Zelle „{head}“", f"leere Zellen „{head}“", row.place(head).said)
        return {needed: getattr(there, needed)}

    def _chosen(self, table: str, field: str, place: Place, text: str, why: str) -> str:
        """What is chosen for a cell that holds none of its choices; empty for nothing, as where there are none."""
        words = {code: f"„{word}“" for code, word in choices(table, field).items()}
        if not words:
            self._questions.refuse(place, shortened(text), f"{why} Die anderen Angaben der Zeile sind übernommen.")
            return ""
        question = f"„{shortened(text)}“ bei „{field_word(table, field)}“?"
        leave = {_LEAVE: "so lassen, wie es im Plan ist"}
        usual = usual_choice(table, field, text)
        offered = ({usual: words[usual]} if usual else {}) | leave
        # The same word means the same in each row.
        key = f"{place.part}, {field_word(table, field)}: {shortened(text)}"
        answer = self._questions.ask(key, place, text, question, offered, words, field_word(table, field))
        return "" if answer == _LEAVE else answer

    def _columns_of(self, table: str, row: OwnRow) -> "list[_Column]":
        """The columns of the row's sheet that say something about the record itself, as a value of its own."""
        found = self._columns.get((table, id(row.columns)))
        if found is None:
            taken = fields_by_head(table).items()
            others = {WORDS, *HEADS.values()} if table in ("phase", "measure") else set()
            found = self._columns[table, id(row.columns)] = [
                _Column(head, field, bool(choices(table, field)), {})
                for head, field in taken
                if head in row.cells and head not in others and (table, field) not in _WHO
            ]
        return found
