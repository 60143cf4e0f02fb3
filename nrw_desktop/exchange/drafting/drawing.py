"""Makes a draft of what was found in tables: reads periods, names and values as if they had been typed, and asks."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from nrw_desktop.domain.drafts.draft import Draft, Place
from nrw_desktop.domain.edits import merge_partners, phase_table
from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.edits.partner_cells import Named, partner_cell, refers
from nrw_desktop.domain.edits.phase_table import TypedPhase
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    LONGEST_TEXT,
    Contact,
    Goal,
    Partner,
    Project,
    Record,
    new_id,
)
from nrw_desktop.domain.queries.duplicate_names import REASONS, suggestions
from nrw_desktop.domain.text import gate
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.exchange.drafting.dittos import partners_above
from nrw_desktop.exchange.drafting.measures import Measures, period_instead
from nrw_desktop.exchange.drafting.references import with_references
from nrw_desktop.exchange.drafting.years import Years, ends_in_month, is_bare, of_its_day
from nrw_desktop.exchange.phase_numbers import are_counted, without_number
from nrw_desktop.exchange.tables.found import FoundPartner, FoundPhase, FoundPlan
from nrw_desktop.exchange.tables.headings import folded
from nrw_desktop.exchange.tables.questions import Questions

_NONE, _NAMES, _LEAVE = "none", "names", "leave"
_ONE, _OTHER, _APART = "one", "other", "apart"
_MOST_PARTNERS = 300
"""Names that are compared with each other."""


def drawn(found: FoundPlan, questions: Questions) -> Draft:
    """The draft of what was found."""
    return _Drawing(found, questions).draft()


class _Drawing:
    """A draft while it is made."""

    def __init__(self, found: FoundPlan, questions: Questions):
        self._questions = questions
        self._places: dict[str, Place] = {}
        self._said: dict[str, frozenset[str]] = {}
        self._links: list[tuple[str, str]] = []
        self._partners = found.partners
        self._years = Years(found, questions)
        self._phases = self._titled(self._storable(found.phases))
        head = {"heading": found.heading, "title": found.title, "introduction": found.introduction}
        project = Project(new_id(), **{field: gate.received(text, lines=True) for field, text in head.items()})
        self._plan = Plan.empty().apply(Change((inserted(project),), ""))
        self._said[project.id] = frozenset(field for field, text in head.items() if text)

    def draft(self) -> Draft:
        """All of it."""
        if self._phases:
            typed = self._with_partners(self._with_periods(self._typed()))
            self._plan = self._plan.apply(phase_table.add(self._plan, typed))
            self._fill()
            self._join_partners()
        self._add_register()
        links = tuple(dict.fromkeys(self._links))
        return Draft(plan=self._plan, places=self._places, said=self._said, links=links, **self._questions.told)

    # Phases

    def _storable(self, phases: Sequence[FoundPhase]) -> list[FoundPhase]:
        """The phases without what no plan can hold, which is said."""
        kept = []
        for phase in phases:
            phase.measures = [one for one in phase.measures if self._is_storable(one.text, one.place)]
            pairs = zip(phase.goals, phase.goal_places, strict=True)
            good = [(goal, place) for goal, place in pairs if self._is_storable(goal.text, place)]
            phase.goals, phase.goal_places = [goal for goal, _ in good], [place for _, place in good]
            if self._is_storable(phase.title, phase.place):
                kept.append(phase)
        return kept

    def _is_storable(self, text: str, place: Place) -> bool:
        if not gate.is_storable(text) or len(text) > LONGEST_TEXT:
            why = "Das lässt sich nicht speichern: Es ist zu lang oder enthält ein unlesbares Zeichen."
            self._questions.refuse(place, shortened(text[:200]), why)
            return False
        return True

    def _typed(self) -> list[TypedPhase]:
        titles = {number: phase.title for number, phase in enumerate(self._phases, 1)}
        counted = are_counted(titles)
        rows = []
        for number, phase in enumerate(self._phases, 1):
            title = without_number(phase.title, number, counted)
            goals = tuple(phase_table.Item(goal.text, goal.depth, goal.numbered) for goal in phase.goals)
            rows.append(TypedPhase(number, title, phase.period, (), goals, tuple(phase.partners)))
        return rows

    def _titled(self, phases: Sequence[FoundPhase]) -> list[FoundPhase]:
        """The phases with a title each; what to do with rows that have none is asked."""
        kept = []
        for number, phase in enumerate(phases, 1):
            if not phase.title:
                phase.title = f"Phase {number}"
                answer = self._questions.ask(
                    f"{phase.place.said}, Titel",
                    phase.place,
                    shortened(next((measure.text for measure in phase.measures), "")),
                    "Hier steht kein Titel einer Phase. Wohin mit den Zeilen?",
                    {"new": f"in eine neue Phase „{phase.title}“", _NONE: "nicht übernehmen"},
                    kind="Phasen ohne Titel",
                )
                if answer == _NONE:
                    continue
            kept.append(phase)
        return kept

    def _with_periods(self, typed: list[TypedPhase]) -> list[TypedPhase]:
        """The phases with periods that can be read; behind one with a year, others count from the end before them."""
        are_counted_on = False
        for number, phase in enumerate(typed):
            if not is_bare(phase.period):
                are_counted_on = are_counted_on or ends_in_month(phase.period)
            elif not are_counted_on or not ends_in_month(typed[number - 1].period):
                place = self._phases[number].period_place
                with_year = self._years.with_year(phase.period, place, phase.title)
                typed[number] = msgspec.structs.replace(phase, period=with_year)
        refusals = [
            of_its_day(phase.period) or why
            for phase, why in zip(typed, phase_table.period_refusals(self._plan, typed), strict=True)
        ]
        for number, why in enumerate(refusals):
            if why:
                place = self._phases[number].period_place
                text = period_instead(self._plan, self._questions, "phase", typed[number].period, place, why)
                typed[number] = msgspec.structs.replace(typed[number], period=text)
        # What was chosen instead may make another one impossible.
        for number, why in enumerate(phase_table.period_refusals(self._plan, typed) if any(refusals) else ()):
            if why:
                self._questions.refuse(self._phases[number].period_place, typed[number].period, why)
                typed[number] = msgspec.structs.replace(typed[number], period="")
        return typed

    def _with_partners(self, typed: list[TypedPhase]) -> list[TypedPhase]:
        """The phases with partners that can be read."""
        for number, phase in enumerate(typed[1:], 1):
            place = self._phases[number].partners_place
            if (above := partners_above(phase.partners, number, place, self._questions)) is not None:
                typed[number] = msgspec.structs.replace(phase, partners=above)
        typed = with_references(typed, [phase.partners_place for phase in self._phases], self._questions)
        for number, cell in enumerate(phase_table.partner_cells(self._plan, typed)):
            if not isinstance(cell, PlanError):
                continue
            place = self._phases[number].partners_place
            text = " ".join(typed[number].partners)
            question = f"{cell} Was soll gelten?"
            answer = self._questions.ask(
                f"{place.said}, Verweis",
                place,
                shortened(text),
                question,
                {_NAMES: "nur die Namen dahinter", _LEAVE: "die Zelle weglassen"},
                kind="Verweise",
            )
            names = _bare_names(typed[number].partners) if answer == _NAMES else ()
            typed[number] = msgspec.structs.replace(typed[number], partners=names)
        return typed

    # What stands in a phase

    def _fill(self) -> None:
        remarks: list[RowChange] = []
        measures: dict[str, Record] = {}
        partners = _Partners(self._plan)
        making = Measures(self._plan, self._years, self._questions)
        for phase, found in zip(self._plan.phases, self._phases, strict=True):
            self._places[phase.id] = found.place
            self._said[phase.id] = frozenset({"title", *(["period"] if found.period else [])})
            goals = _in_order(self._plan, phase.id)
            for goal, item, place in zip(goals, found.goals, found.goal_places, strict=True):
                self._places[goal.id] = place
                self._said[goal.id] = frozenset({"text", *(["remark"] if item.notes else [])})
                if item.notes:
                    remarks += updated(goal, remark="\n".join(item.notes) or None)
            for mention in self._plan.mentions(phase.id):
                self._places.setdefault(mention.partner, found.partners_place)
                self._said.setdefault(mention.partner, frozenset({"name"}))
            by_text = {folded(goal.text): goal.id for goal in goals}
            given = making.once(found.measures)
            made = {measure.id: measure for measure in making.of(phase, given)}
            measures |= made
            self._places.update(zip(made, [one.place for one in given], strict=True))
            self._said.update(zip(made, map(making.said, given), strict=True))
            for key, one in zip(made, given, strict=True):
                if one.goals:
                    named = (by_text.get(folded(text)) for text in one.goals)
                    self._links += [(key, goal) for goal in named if goal]
                if one.partners:
                    self._links += [(key, partner) for partner in partners.named(one.partners)]
        self._plan = self._plan.apply(Change(tuple(remarks), ""))
        self._plan = Plan({**self._plan.rows, "measure": measures})

    # Partners that may be the same

    def _join_partners(self) -> None:
        if len(self._plan.partners) > _MOST_PARTNERS:
            return
        for one, other, reason in suggestions(self._plan):
            if reason not in ("spelling", "slip") or not (self._is_there(one) and self._is_there(other)):
                continue
            # A letter is left out more often than one too many is typed.
            first, second = (one, other) if len(one.name) >= len(other.name) else (other, one)
            answer = self._questions.ask(
                f"„{one.name}“ und „{other.name}“",
                self._places.get(other.id, Place()),
                other.name,
                f"Sind „{one.name}“ und „{other.name}“ dieselben ({REASONS[reason]})?",
                {_ONE: f"ja: „{first.name}“", _OTHER: f"ja: „{second.name}“", _APART: "nein, verschiedene"},
                kind="gleiche Kooperationspartner",
            )
            if answer != _APART:
                kept, gone = (first, second) if answer == _ONE else (second, first)
                self._plan = self._plan.apply(merge_partners.merge(self._plan, kept.id, gone.id))
                self._links = [(measure, kept.id if key == gone.id else key) for measure, key in self._links]

    def _add_register(self) -> None:
        """The partners of registers, each once, and how to reach them."""
        names = Names(self._plan)
        partners, contacts = dict(self._plan.all(Partner)), dict(self._plan.all(Contact))
        for found in self._partners:
            partner = names.find(found.name)
            if partner is None:
                if not self._is_storable(found.name, found.place):
                    continue
                partner = Partner(new_id(), name=gate.received(found.name))
                names.add(partner, (partner.name,))
                partners[partner.id] = partner
                self._places[partner.id], self._said[partner.id] = found.place, frozenset({"name"})
            own = self._read("partner", found, ("abbreviation", "remark"))
            contact = self._read("contact", found, ("person", "phone", "mail", "address"))
            there = partners[partner.id]
            new = {field: value for field, value in own.items() if not getattr(there, field)}
            partners[partner.id] = msgspec.structs.replace(there, **new)
            why = f"Für „{shortened(there.name)}“ steht weiter oben etwas anderes."
            for field, value in own.items():
                if value not in (new.get(field), getattr(there, field)):
                    self._questions.refuse(found.place, shortened(value), why)
            self._said[partner.id] = self._said.get(partner.id, frozenset()) | frozenset(new)
            if contact:
                added = Contact(new_id(), partner=partner.id, **contact)
                contacts[added.id], self._places[added.id] = added, found.place
        self._plan = Plan({**self._plan.rows, "partner": partners, "contact": contacts})

    def _read(self, table: str, found: FoundPartner, fields: Sequence[str]) -> dict[str, Any]:
        """What stands in a row under these fields as it is stored; what is none is told of."""
        values: dict[str, Any] = {}
        for field in fields:
            if text := found.cells.get(field):
                try:
                    values[field] = checked(table, field, text)
                except PlanError as error:
                    self._questions.refuse(found.place, shortened(text), str(error))
        return values

    def _is_there(self, partner: Partner) -> bool:
        return self._plan.find(Partner, partner.id) is not None


class _Partners:
    """Finds the partners of a plan that cells name; the same cell is read once, and the same name looked for once."""

    def __init__(self, plan: Plan):
        self._find = cache(Names(plan).find)
        self._found: dict[str, tuple[str, ...]] = {}

    def named(self, lines: Sequence[str]) -> tuple[str, ...]:
        """The ids of those that these lines name."""
        text = " ".join(lines)
        if text not in self._found:
            partners = (self._find(name.text) for name in _behind(text))
            self._found[text] = tuple(partner.id for partner in partners if partner)
        return self._found[text]


def _in_order(plan: Plan, phase: str, parent: str | None = None) -> list[Goal]:
    """The goals of a phase as they are read."""
    return [goal for one in plan.goals(phase, parent) for goal in (one, *_in_order(plan, phase, one.id))]


def _bare_names(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in the lines of a cell, without any reference: one that cannot be must not refuse the whole file."""
    return tuple(name.text for line in lines for name in _behind(line) if not refers(name.text))


def _behind(text: str) -> tuple[Named, ...]:
    """The names in a cell, whatever phase it refers to."""
    return partner_cell([text], range(1, 10_000)).names if text else ()
