"""Which row of a plan a row of a draft is: by its id, by the words that it is known by, or none."""

from collections.abc import Mapping
from typing import Any

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.edits.names import Names, by_print
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import REFERENCES, TABLES, Goal, Measure, Partner, Phase, Project, Record, link_id
from nrw_desktop.domain.text.folding import fold
from nrw_desktop.domain.text.gate import looks

_KNOWN_BY = {
    "alias": ("partner", "text"),
    "contact": ("partner", "person"),
    "funding_year": ("year",),
    "deadline": ("what",),
    "year_text": ("year",),
    "cost": ("measure", "year"),
    "body": ("name",),
    "body_member": ("body", "partner", "name"),
    "decision": ("measure", "agenda_item", "body", "date"),
    "document": ("measure", "target"),
    "meeting": ("body", "date"),
}
"""The fields that two rows have in common which are the same."""
_ONCE = frozenset({"funding_year", "year_text", "alias", "body", "body_member"})
"""What a plan has one of at most: it is looked for even where the rest is put in anew."""
_ALIKE = frozenset({"contact"})
"""What is looked for as well, and is the same only where it says nothing else."""
_JOINS = frozenset({"mention", "measure_goal", "measure_partner", "agenda_measure", "agenda_phase", "measure_decision"})


class Matching:
    """Looks for the rows of a draft in a plan; ``thorough`` says that more than partners are looked for.

    A row of the plan is found once: of two with the same words, the second is another one.
    """

    def __init__(self, plan: Plan, draft: Draft, thorough: bool):
        self._plan, self._draft, self._thorough = plan, draft, thorough
        self._names, self._printed = Names(plan), by_print(plan)
        self._taken: set[str] = set()
        self._by_words: dict[str, dict[Any, list[Record]]] = {}

    def find(self, table: str, record: Record, referring: Mapping[str, Any]) -> Record | None:
        """The row that this one is; ``referring`` are its references as they are in the plan, by field."""
        if isinstance(record, Project):
            return self._plan.project if self._plan.project.id else None
        if isinstance(record, Partner):
            found = self._same(table, record) or self._plan.record(table, self._draft.registered.get(record.id))
            return found or self._names.find(record.name) or self._printed.get(looks(record.name))
        if table in _JOINS:
            one, other = list(REFERENCES[table])[:2]
            same = self._same(table, record) if self._thorough else None
            return same or self._plan.record(table, link_id(referring[one], referring[other]))
        if not self._thorough and table not in _ONCE | _ALIKE:
            return None
        found = self._same(table, record) or self._by_its_words(table, record, referring)
        if found is not None and not self._thorough and table in _ALIKE and not _says_all(found, record, referring):
            return None
        if found is not None:
            self._taken.add(found.id)
        return found

    def _same(self, table: str, record: Record) -> Record | None:
        return self._plan.record(table, self._draft.same.get(record.id))

    def _by_its_words(self, table: str, record: Record, referring: Mapping[str, Any]) -> Record | None:
        for key in _keys(table, record, referring):
            found = [one for one in self._rows(table).get(key, ()) if one.id not in self._taken]
            # Anywhere in the plan, words must be of one row alone.
            if found and (len(found) == 1 or key[0] == "here"):
                return found[0]
        return None

    def _rows(self, table: str) -> dict[Any, list[Record]]:
        if table not in self._by_words:
            found = self._by_words[table] = {}
            for record in self._plan.rows[table].values():
                referring = {field: getattr(record, field) for field in REFERENCES.get(table, ())}
                for key in _keys(table, record, referring):
                    found.setdefault(key, []).append(record)
        return self._by_words[table]


def _says_all(there: Record, record: Record, referring: Mapping[str, Any]) -> bool:
    """Whether a row of the plan says all that another one does."""
    said = {field: getattr(record, field) for field in record.__struct_fields__ if field != "id"} | dict(referring)
    return all(value in (None, "", getattr(there, field)) for field, value in said.items())


def _keys(table: str, record: Record, referring: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What a row is known by, the nearest first: within its phase („here“), then anywhere in the plan."""
    if isinstance(record, Phase):
        return [("anywhere", _words(record.title))]
    if isinstance(record, Measure):
        return [("here", referring["phase"], _words(record.text)), ("anywhere", _words(record.text))]
    if isinstance(record, Goal):
        return [("here", referring["phase"], _words(record.text))]
    if table in _KNOWN_BY and table in TABLES:
        values = (referring.get(field, getattr(record, field)) for field in _KNOWN_BY[table])
        return [("here", *(_words(value) if isinstance(value, str) else value for value in values))]
    return []


def _words(text: str) -> str:
    return " ".join(fold(text)[0].split())
