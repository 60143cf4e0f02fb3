"""A draft of lists of ours that come back, as from colleagues who filled them in: known again by the ids in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from nrw_desktop.domain.drafts.draft import Answers, Draft, Place
from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    TABLES,
    Alias,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Partner,
    Phase,
    Project,
    Record,
    link_id,
    new_id,
)
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.returning.own_fields import NEEDED, OwnFields
from nrw_desktop.exchange.returning.own_ids import given_back, meant, with_ids
from nrw_desktop.exchange.returning.own_periods import PERIOD_HEADS, WORDS, before, period_of
from nrw_desktop.exchange.returning.own_rows import OwnRow, by_words, fields_by_head, forms, own_rows
from nrw_desktop.exchange.returning.phases_beside import adds_phase, tell_other_partners, tell_other_title
from nrw_desktop.exchange.returning.what_is_there import WhatIsThere, measure_before, what_is_there
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.questions import Questions

_NOT_THERE = "Mit dieser Nummer und diesem Wortlaut steht {what} im Blatt „{title}“. Bitte beides angleichen."
_NAMELESS = caption(Phase(""))
"""What stands in a list for the title of a phase that has none."""
_OF_MEASURE = {"Kosten": "cost", "Beschlüsse": "decision", "Dokumente": "document"}


def draft_of_lists(source: Source, answers: Answers, into: Plan | None = None) -> Draft:
    """The draft of lists of ours, as it is drawn with these answers; ``into`` is the plan that it is to come into."""
    return _Reading(source, Questions(answers), into).draft()


class _Reading:
    """The lists while they are read."""

    def __init__(self, source: Source, questions: Questions, into: Plan | None):
        self._source, self._questions, self._into = source, questions, into
        lists = own_rows(source, questions)
        self._lists = {title: with_ids(title, rows, into, questions) for title, rows in lists.items()}
        self._records: dict[str, dict[str, Record]] = {table: {} for table in TABLES}
        self._places: dict[str, Place] = {}
        self._said: dict[str, frozenset[str]] = {}
        self._same: dict[str, str] = {}
        self._astray: dict[str, OwnRow] = {}
        self._phases: dict[str, str] = {}
        self._numbered: dict[str, str] = {}
        self._names = Names(Plan.empty())
        self._fields = OwnFields(questions, into)
        # In thousands of rows the same words come again and again, and are understood once.
        self._named_phases: dict[tuple[str, str], str] = {}
        self._by_words: dict[str, Mapping[str, set[str]]] = {}
        self._sets: dict[tuple[str, ...], frozenset[str]] = {}

    def draft(self) -> Draft:
        """All of it."""
        for sentence in self._source.remarks:
            self._questions.remark(sentence)
        if self._into is not None and (there := what_is_there(self._into, self._lists)) is not None:
            self._know(there)
        self._read_project()
        self._read_phases()
        self._read_partners()
        self._read_measures()
        self._read_goals()
        self._read_periods()
        self._read_mentions()
        self._read_links()
        for title, table in _OF_MEASURE.items():
            self._read_about_measures(title, table)
        for title, table in (("Förderjahre", "funding_year"), ("Fristen", "deadline")):
            for row in self._rows(title):
                self._add(table, row, {})
        self._read_tasks()
        self._read_contacts()
        self._same |= given_back(self._same, self._astray, self._questions)
        if "Nennungen" in self._lists:
            tell_other_partners(self._rows("Phasen"), self._plan, self._questions)
        for left in self._source.left:
            self._questions.leave_out_read(left)
        return Draft(plan=self._plan, places=self._places, said=self._said, same=self._same, **self._questions.told)

    @property
    def _plan(self) -> Plan:
        return Plan(self._records)

    def _rows(self, title: str) -> Sequence[OwnRow]:
        return self._lists.get(title, ())

    def _know(self, there: WhatIsThere) -> None:
        """Take what a list by itself refers to as the plan has it that it came out of; of that, nothing is said."""
        for table, rows in there.rows.items():
            self._records[table] |= rows
            self._said |= dict.fromkeys(rows, frozenset())
            self._same |= {key: key for key in rows}
        self._numbered, self._phases, self._names = there.numbered, there.phases, there.names

    # One row

    def _add(self, table: str, row: OwnRow, placing: dict[str, Any], key: str = "", said: Sequence[str] = ()) -> str:
        """Take a row, with what it belongs to; its id, empty where it cannot be taken."""
        fields = self._fields.of(table, row)
        needed = NEEDED.get(table)
        # A phase of ours may have no title yet.
        if needed and not fields.get(needed) and not (table == "phase" and row.is_known):
            head = next(head for head, field in fields_by_head(table).items() if field == needed)
            self._questions.refuse(row.place(head), row.told, f"Ohne „{head}“ geht es nicht.")
            return ""
        same = row.id if row.is_known else ""
        if self._into is not None:
            same = meant(self._into, table, row, {**fields, **placing})
        key = key or (row.id if not row.is_known or same == row.id else new_id())
        if key in self._records[table]:
            self._questions.leave_out("doppelte Zeile", "doppelte Zeilen", row.told)
            return ""
        given = {field: value for field, value in placing.items() if value is not None}
        self._records[table][key] = TABLES[table](key, **{**fields, **given})
        self._places[key] = row.place()
        told = (*fields, *said)
        self._said[key] = self._sets.setdefault(told, frozenset(told))
        if same:
            self._same[key] = same
        if row.is_known and same != row.id:
            self._astray[key] = row
        return key

    def _refuse(self, row: OwnRow, head: str, why: str) -> None:
        self._questions.refuse(row.place(head), shortened(row.text(head)), why)

    def _drop(self, table: str, row: OwnRow) -> None:
        """Keep a row back that was taken, and whatever names it by its number."""
        del self._records[table][row.id]
        self._numbered = {name: key for name, key in self._numbered.items() if key != row.id}

    # The lists

    def _read_project(self) -> None:
        for row in self._rows("Projekt")[:1]:
            self._add("project", row, {})
        if not self._records["project"]:
            key = new_id()
            self._records["project"][key] = Project(key)
            self._said[key] = frozenset()

    def _read_phases(self) -> None:
        rows = self._rows("Phasen")
        for row, place in zip(rows, order.block("", None, len(rows)), strict=True):
            if key := self._add("phase", row, {"order": place}):
                self._phases[row.text("Nr.").rstrip(".") or key] = key
        for row in rows:
            if phase := self._records["phase"].get(row.id):
                found = {
                    field: self._phases.get(row.text(head).rstrip("."))
                    for field, head in (
                        ("refers_to", "Verweis auf Phase"),
                        ("emphasis_phase", "Hervorhebung aus Phase"),
                    )
                }
                self._records["phase"][row.id] = msgspec.structs.replace(phase, **found)
                self._said[row.id] |= {field for field, value in found.items() if value}

    def _phase_named(self, number: str, title: str) -> str:
        """The phase with a title, or else with a number, which may have moved on; empty where there is none."""
        found = self._named_phases.get((number, title))
        if found is None:
            found = self._named_phases[number, title] = self._looked_for_phase(number, title)
        return found

    def _looked_for_phase(self, number: str, title: str) -> str:
        phases = ((key, one) for key, one in self._records["phase"].items() if isinstance(one, Phase) and title)
        called = [key for key, phase in phases if alike(phase.title, title)]
        counted = self._phases.get(number, "")
        return called[0] if called and counted not in called else counted

    def _phase_of(self, row: OwnRow, last: str) -> str:
        """The phase of a measure or goal: by the title beside it, by its number, else that of the row above."""
        number, _, rest = row.text("Nr.").partition(".")
        title = row.text("Phase").removeprefix(_NAMELESS)
        counted = self._phases.get(number, "") if rest else ""
        if found := self._phase_named(number if rest else "", title):
            if title and found == counted:
                tell_other_title(row, self._records["phase"][found], self._questions)
            return found
        if not title:
            return last
        if self._into is not None and (last or counted) and not adds_phase(row, self._into, self._questions):
            return last or counted
        key = new_id()
        keys = [one.order for one in self._plan.phases]
        self._records["phase"][key] = Phase(key, order=order.between(keys[-1] if keys else "", None), title=title)
        self._named_phases.clear()
        self._said[key], self._places[key] = frozenset({"title"}), row.place("Phase")
        if rest:
            self._phases[number] = key
        return key

    def _read_partners(self) -> None:
        for row in self._rows("Kooperationspartner"):
            joined = self._phases.get(row.text("Dabei seit Phase").rstrip("."))
            key = self._add("partner", row, {"joined_phase": joined}, said=["joined_phase"] if joined else [])
            partner = self._records["partner"].get(key)
            if isinstance(partner, Partner):
                self._names.add(partner, (partner.name,))
                for text in filter(None, map(str.strip, row.text("Schreibweisen").split("\n"))):
                    alias = Alias(new_id(), partner=key, text=text)
                    self._records["alias"][alias.id] = alias

    def _partner(self, row: OwnRow, head: str) -> Partner | None:
        """The partner that is named under a head; a new one where the list of partners has none."""
        name = row.text(head)
        if not name:
            return None
        found = self._names.find(name)
        if found is None:
            found = Partner(new_id(), name=name)
            self._records["partner"][found.id] = found
            self._said[found.id], self._places[found.id] = frozenset({"name"}), row.place(head)
            self._names.add(found, (name,))
        return found

    def _read_measures(self) -> None:
        known: dict[str, dict[str, Any]] = {}

        def responsible(row: OwnRow) -> dict[str, Any]:
            words = row.text("Verantwortlich")
            if words not in known:
                known[words] = self._responsible(words)
            return known[words]

        self._read_placed("Maßnahmen", "measure", responsible)

    def _responsible(self, words: str) -> dict[str, Any]:
        found = self._names.find(words) if words else None
        return {"responsible_partner": found.id if found else None, "responsible": None if found else words or None}

    def _read_placed(self, title: str, table: str, more: Callable[[OwnRow], dict[str, Any]]) -> None:
        """Rows that stand in a phase, in the order of the list."""
        last = next(iter(self._phases.values()), "")
        rows = self._rows(title)
        for row, place in zip(rows, order.block("", None, len(rows)), strict=True):
            phase = self._phase_of(row, last)
            if not phase:
                self._refuse(row, "Nr.", "Zu welcher Phase die Zeile gehört, steht nicht da.")
                continue
            placing = {"phase": phase, "order": place, **more(row)}
            said = ["responsible"] if placing.get("responsible") or placing.get("responsible_partner") else []
            if key := self._add(table, row, placing, said=said):
                last = phase
                if number := row.text("Nr."):
                    self._numbered.setdefault(f"{table} {number}", key)

    def _read_goals(self) -> None:
        self._read_placed("Ziele", "goal", lambda _row: {})
        numbers = {key: name for name, key in self._numbered.items() if name.startswith("goal ")}
        for key, goal in self._records["goal"].items():
            above, dot, _ = numbers.get(key, "").rpartition(".")
            parent = self._records["goal"].get(self._numbered.get(above, "")) if dot else None
            if isinstance(goal, Goal) and isinstance(parent, Goal):
                self._records["goal"][key] = msgspec.structs.replace(goal, parent=parent.id, phase=parent.phase)
        self._hold_back_below()

    def _hold_back_below(self) -> None:
        """Goals below one that is held back are so too: elsewhere they would mean something else."""
        held = {row.text("Nr.") for row in self._rows("Ziele") if row.id not in self._records["goal"]} - {""}
        for row in self._rows("Ziele"):
            above = row.text("Nr.").rpartition(".")[0]
            while above and above not in held:
                above = above.rpartition(".")[0]
            if above and row.id in self._records["goal"]:
                self._drop("goal", row)
                self._refuse(row, "Nr.", f"Das Ziel {above}, unter dem es steht, kann nicht übernommen werden.")

    def _read_periods(self) -> None:
        """Once all phases are there, which periods may name."""
        dated: dict[frozenset[str], frozenset[str]] = {}
        kinds: dict[str, type[Phase | Measure]] = {"Phasen": Phase, "Maßnahmen": Measure}
        for title, kind in kinds.items():
            plan, records = self._plan, self._records["phase" if kind is Phase else "measure"]
            known: dict[tuple[Any, ...], dict[str, Any]] = {}
            for row in self._rows(title):
                if not isinstance(record := records.get(row.id), kind):
                    continue
                # The same words mean the same in one phase, as long as nobody has to be asked about them.
                there = self._into.find(kind, row.id) if self._into else None
                same = (getattr(record, "phase", record.id), before(there), *map(row.cells.get, PERIOD_HEADS))
                if (found := known.get(same)) is None:
                    asked = self._questions.asked
                    try:
                        found = period_of(plan, record, row, self._questions, there)
                    except PlanError as error:
                        # What hangs on the row is not to be lost with its period.
                        self._refuse(row, WORDS, f"{error} Die anderen Angaben der Zeile sind übernommen.")
                        continue
                    if self._questions.asked == asked:
                        known[same] = found
                if found:
                    records[row.id] = msgspec.structs.replace(record, **found)
                    said = self._said[row.id]
                    self._said[row.id] = dated.get(said) or dated.setdefault(said, said | {"period"})

    def _read_mentions(self) -> None:
        rows = self._rows("Nennungen")
        for row, place in zip(rows, order.block("", None, len(rows)), strict=True):
            phase = self._phase_named(row.text("Nr.").rstrip("."), row.text("Phase"))
            partner = self._partner(row, "Kooperationspartner")
            if not phase or not partner:
                self._refuse(row, "Nr.", "Phase oder Kooperationspartner steht nicht da.")
                continue
            placing = {"phase": phase, "partner": partner.id, "order": place}
            self._add("mention", row, placing, link_id(phase, partner.id))

    def _named(self, table: str, number: str, words: str) -> str:
        """The measure or goal of a number, as long as it has the words beside it; else the only one that has them."""
        found = self._numbered.get(f"{table} {number}", "")
        if not words:
            return found
        others = self._called(table, words)
        return found if found in others else next(iter(others)) if len(others) == 1 else ""

    def _called(self, table: str, words: str) -> set[str]:
        """The ids of all measures or goals with these words."""
        if table not in self._by_words:
            self._by_words[table] = by_words(self._records[table])
        return set().union(*(self._by_words[table].get(form, ()) for form in forms(words)))

    def _measures_of(self, row: OwnRow, known: str = "") -> list[str]:
        """The measures that a row names by their numbers, with their words beside them; else the ``known`` one."""
        numbers = [one.strip() for one in row.text("Nr. der Maßnahme").split(",") if one.strip()]
        beside = row.text("Maßnahme")
        counted = [self._numbered.get(f"measure {number}", "") for number in numbers]
        if len(counted) > 1 and all(counted):
            shown = "; ".join(caption(self._records["measure"][key]) for key in counted)
            beside = "" if forms(shown) & forms(beside) else beside
        words = [beside] if len(numbers) == 1 else beside.split("; ") if beside else [""] * len(numbers)
        found = [self._named("measure", *one) for one in zip(numbers, words, strict=False)]
        if numbers and len(words) == len(numbers) and all(found):
            return found
        if known in self._records["measure"]:
            return [known]
        self._refuse(row, "Nr. der Maßnahme", _NOT_THERE.format(what="keine Maßnahme", title="Maßnahmen"))
        return []

    def _read_links(self) -> None:
        for row in self._rows("Verknüpfungen"):
            # Numbers change with every row that is put in, and words are mended; the id is of the two that it joins.
            one, _, other = row.id.partition("+")
            goal = self._named("goal", row.text("Nr. des Ziels"), row.text("Ziel"))
            names_goal = row.text("Ziel") or row.text("Nr. des Ziels")
            goal = goal or (other if names_goal and other in self._records["goal"] else "")
            for measure in self._measures_of(row, one):
                if goal:
                    self._join(MeasureGoal, measure, goal)
                elif not row.text("Ziel") and (partner := self._partner(row, "Kooperationspartner")):
                    self._join(MeasurePartner, measure, partner.id)
                else:
                    self._refuse(row, "Nr. des Ziels", _NOT_THERE.format(what="kein Ziel", title="Ziele"))

    def _join(self, kind: type[MeasureGoal | MeasurePartner], measure: str, other: str) -> None:
        link = kind(link_id(measure, other), measure, other)
        self._records["measure_goal" if kind is MeasureGoal else "measure_partner"][link.id] = link

    def _read_about_measures(self, title: str, table: str) -> None:
        for row in self._rows(title):
            for place, measure in enumerate(self._measures_of(row, measure_before(self._into, table, row))):
                # A decision of a meeting may be about several.
                self._add(table, row, {"measure": measure}, new_id() if place else "")

    def _read_tasks(self) -> None:
        for row in self._rows("Aufgaben"):
            known = measure_before(self._into, "task", row)
            measures = self._measures_of(row, known) if row.text("Nr. der Maßnahme") else []
            words = row.text("Wer")
            found = self._names.find(words) if words else None
            who = {"partner": found.id} if found else {"name": words or None}
            phase = self._phases.get(row.text("Phase").rstrip("."))
            self._add("task", row, {"measure": next(iter(measures), None), "phase": phase, **who}, said=list(who))

    def _read_contacts(self) -> None:
        for row in self._rows("Kontakte"):
            if partner := self._partner(row, "Kooperationspartner"):
                self._add("contact", row, {"partner": partner.id})
            else:
                self._refuse(row, "Kooperationspartner", "Zu welchem Kooperationspartner das gehört, steht nicht da.")
