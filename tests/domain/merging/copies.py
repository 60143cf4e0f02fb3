"""Copies of a plan that are edited apart and merged, with the part of a log that merging looks at; all in memory."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import ConflictError, PlanError
from nrw_desktop.domain.merging.groups import groups
from nrw_desktop.domain.merging.joining import Choices, Copy, Merge
from nrw_desktop.domain.merging.news import Written
from nrw_desktop.domain.merging.seen import Seen, kind_of, seen
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.meeting_records import (
    AgendaItem,
    AgendaMeasure,
    AgendaPhase,
    Attendance,
    Body,
    BodyMember,
    MeasureDecision,
    Meeting,
    Task,
)
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    TABLES,
    Cost,
    Decision,
    Goal,
    Measure,
    MeasureGoal,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    YearText,
    link_id,
)
from nrw_desktop.domain.queries import invariants
from tests.domain.test_random_edits import PERIODS, STEPS, Chooser

Draw = Callable[[st.SearchStrategy[Any]], Any]

_FEW = st.sampled_from([None, "eins", "zwei"])
_WHO = st.sampled_from(["Verein 0", "Verein 1", "Frau Abel", "Herr Bock"])
_VOTES = st.sampled_from(edits.meeting_decisions.VOTES)
_DAYS = ("1.2.2018", "5.2.2018", "6.2.2018")
_TODAY = (dt.date(2018, 1, 1), dt.date(2018, 5, 4))
"""Before all meetings, and after them."""
_HOT: Sequence[Callable[[Chooser], Change]] = (
    lambda c: edits.measures.set_field(c.plan, c.key("measure"), "place", c.draw(_FEW)),
    lambda c: edits.measures.set_status(c.plan, [c.key("measure")], c.draw(st.sampled_from(["done", "running"]))),
    lambda c: edits.measures.set_period(c.plan, c.key("measure"), c.draw(st.sampled_from(["", "3/2017", "4/2017"]))),
    lambda c: edits.phases.set_field(c.plan, c.key("phase"), "title", c.draw(st.sampled_from(["eins", "zwei"]))),
    lambda c: edits.phases.set_period(c.plan, c.key("phase"), c.draw(PERIODS)),
    lambda c: edits.references.set_reference(c.plan, c.key("phase"), c.maybe("phase"), None, ""),
    lambda c: edits.goals.move(c.plan, c.key("goal"), c.draw(st.sampled_from(["f1", "f2"])), c.maybe("goal"), None),
    lambda c: edits.measures.remove(c.plan, [c.key("measure")]),
    lambda c: edits.set_asides.set_aside(c.plan, "without_goal", c.plan.get(Measure, c.key("measure")), c.draw(_FEW)),
    lambda c: edits.goals.remove(c.plan, c.key("goal")),
    lambda c: edits.detail_rows.YEAR_TEXTS.add(c.plan, None, c.draw(st.sampled_from(["2018", "2019"]))),
    lambda c: edits.detail_rows.YEAR_TEXTS.set_field(
        c.plan, c.key("year_text"), c.draw(st.sampled_from(["course", "outlook"])), c.draw(_FEW)
    ),
)
_HOT_IN_MEETINGS: Sequence[Callable[[Chooser], Change]] = (
    lambda c: edits.agenda.move(c.plan, c.key("agenda_item"), c.maybe("agenda_item"), None),
    lambda c: edits.agenda.set_field(c.plan, c.key("agenda_item"), "text", c.draw(_FEW)),
    lambda c: edits.agenda.remove(c.plan, c.key("agenda_item")),
    lambda c: edits.agenda.set_measure(c.plan, c.key("agenda_item"), c.key("measure"), c.draw(st.booleans())),
    lambda c: edits.agenda.set_phase(c.plan, c.key("agenda_item"), c.key("phase"), c.draw(st.booleans())),
    lambda c: edits.agenda.postpone(c.plan, c.key("agenda_item"), c.draw(st.sampled_from(_TODAY))),
    lambda c: edits.agenda.take_up(c.plan, [c.key("agenda_item")], c.key("meeting")),
    lambda c: edits.meetings.set_field(c.plan, c.key("meeting"), "date", c.draw(st.sampled_from(_DAYS))),
    lambda c: edits.meetings.set_field(c.plan, c.key("meeting"), "body", c.maybe("body")),
    lambda c: edits.meetings.close(c.plan, c.key("meeting")),
    lambda c: edits.meetings.reopen(c.plan, c.key("meeting"), "fehlt noch etwas"),
    lambda c: edits.meetings.remove(c.plan, c.key("meeting")),
    lambda c: edits.bodies.set_field(c.plan, c.key("body"), "name", c.draw(st.sampled_from(["Rat", "Stadtrat"]))),
    lambda c: edits.bodies.add_member(c.plan, c.key("body"), c.draw(_WHO)),
    lambda c: edits.bodies.remove(c.plan, c.key("body")),
    lambda c: edits.attendance.add(c.plan, c.key("meeting"), c.draw(_WHO)),
    lambda c: edits.attendance.set_state(c.plan, [c.key("attendance")], c.draw(st.sampled_from(["came", "excused"]))),
    lambda c: edits.attendance.set_field(c.plan, c.key("attendance"), "who", c.draw(_WHO)),
    lambda c: edits.attendance.set_field(c.plan, c.key("attendance"), "named", c.draw(st.sampled_from("01"))),
    lambda c: edits.meeting_decisions.add(c.plan, c.key("agenda_item"), "Neu", c.keys("measure")),
    lambda c: edits.meeting_decisions.set_field(
        c.plan,
        c.key("decision"),
        c.draw(st.sampled_from(edits.meeting_decisions.VOTES)),
        c.draw(st.sampled_from("037")),
    ),
    lambda c: edits.meeting_decisions.set_field(c.plan, c.key("decision"), "text", c.draw(_FEW)),
    lambda c: edits.meeting_decisions.set_measure(c.plan, c.key("decision"), c.key("measure"), c.draw(st.booleans())),
    lambda c: edits.tasks.set_field(c.plan, c.key("task"), c.draw(st.sampled_from(["text", "who"])), c.draw(_FEW)),
    lambda c: edits.partners.remove(c.plan, c.key("partner")),
    lambda c: edits.merge_partners.merge(c.plan, "k0", "k1"),
)
"""What copies do to the same rows again and again."""
Focus = Sequence[Sequence[Callable[[Chooser], Change]]]
FOCUSES: Sequence[Focus] = ((STEPS, _HOT), (_HOT_IN_MEETINGS,), (STEPS, _HOT, _HOT_IN_MEETINGS))
"""What both copies are edited by."""


def small_plan() -> Plan:
    """A plan of few rows, so that two copies often edit the same one."""
    records: list[Record] = [
        Project("project", title="Konzept", end="2018-12"),
        Phase("f1", "a", "Analyse", "2017-03", "2017-07"),
        Phase("f2", "b", "Konzept", refers_to="f1", wording="Siehe Phase {n}"),
        Phase("f3", "c", "Umsetzung"),
        *(Partner(f"k{number}", name=f"Verein {number}") for number in range(2)),
        Mention(link_id("f1", "k0"), "f1", "k0", "a"),
        *(Measure(f"m{number}", f"f{1 + number % 2}", f"a{number}", text=f"Maßnahme {number}") for number in range(3)),
        *(
            Goal(f"g{number}", "f1", f"g{number - 1}" if number == 2 else None, f"a{number}", "Ziel")
            for number in range(4)
        ),
        MeasureGoal(link_id("m0", "g0"), "m0", "g0"),
        Cost("c0", "m0", 2018, 100),
        YearText("y0", 2018, course="Verlauf"),
        Body("b0", "Rat"),
        BodyMember("n0", "b0", "k0"),
        Meeting("s0", "b0", "Rat", "2018-02-01"),
        Attendance("t0", "s0", "k0"),
        Attendance("t1", "s0", name="Frau Abel"),
        *(
            AgendaItem(f"i{number}", "s0", f"i{number - 1}" if number == 2 else None, f"a{number}", f"TOP {number}")
            for number in range(4)
        ),
        AgendaMeasure(link_id("i0", "m0"), "i0", "m0"),
        AgendaPhase(link_id("i0", "f1"), "i0", "f1"),
        Decision("d0", body="Rat", date="2018-02-01", text="Beschlossen", agenda_item="i0"),
        MeasureDecision(link_id("m0", "d0"), "d0", "m0"),
        Task("u0", "Einladen", "k1", agenda_item="i0", measure="m0"),
    ]
    return Plan.empty().apply(Change(tuple(map(inserted, records)), "Plan angelegt", "origin"))


class Entry(NamedTuple):
    """What a log holds of a step."""

    id: str
    kind: str
    target: str | None
    merged: str | None
    change: Change


class EditedCopy:
    """One copy of a plan."""

    def __init__(self, plan: Plan, name: str, log: tuple[Entry, ...] = ()) -> None:
        self.plan = plan
        self.name = name
        self.log = list(log)

    def copied(self, name: str) -> "EditedCopy":
        """Another copy of the same."""
        return EditedCopy(self.plan, name, tuple(self.log))

    def do(self, change: Change, merged: str | None = None) -> Change:
        """Apply a change, as a file does."""
        self.plan = invariants.applied(self.plan, change)
        self.log.append(Entry(change.id, change.kind, change.target, merged, change))
        return change

    def edit(self, draw: Draw, count: int, focus: Focus) -> None:
        """Do some edits, now and then take one back."""
        for _ in range(count):
            if draw(st.integers(0, 7)) == 0:
                self.undo()
                continue
            try:
                change = draw(st.sampled_from(draw(st.sampled_from(focus))))(Chooser(self.plan, draw))
            except PlanError:
                continue
            if change.rows:
                self.do(change)

    def undo(self) -> bool:
        """Take back the newest step of this copy, if it still fits; whether it did."""
        for entry in reversed(self.log):
            if entry.kind in ("edit", "merge"):
                change = Change(inverted(entry.change.rows), entry.change.label, "undo", entry.id)
                try:
                    self.do(change)
                except ConflictError:
                    return False
                return True
            if entry.kind != "foreign":
                return False
        return False

    def seen(self) -> Seen:
        """What the copy knows."""
        return seen(self.log)

    def news_for(self, other: "EditedCopy") -> Copy:
        """The copy as another one merges it."""
        mine, others = self.seen(), other.seen()
        new = mine.steps - others.steps - mine.void_for(others)
        return Copy(self.plan, [_written(entry, self.name) for entry in self.log if entry.id in new])

    def merge_of(self, other: "EditedCopy") -> Merge:
        """What merging the other one does."""
        return Merge(self.news_for(other), other.news_for(self))

    def take_in(self, other: "EditedCopy", choices: Choices | None = None) -> Change | None:
        """Merge the other one, by these choices; None where it has nothing new."""
        merge = self.merge_of(other)
        if merge.is_empty:
            return None
        change = merge.decided(choices or {}, "Zusammengeführt")
        assert merge.lost(change) == 0
        mine, theirs = self.seen().steps, other.seen().steps
        here = {entry.id for entry in self.log}
        new = [entry for entry in other.log if entry.id in theirs - here]
        self.log += [
            entry._replace(kind="foreign", merged=entry.merged if entry.kind == "foreign" else _origin(entry))
            for entry in new
        ]
        again = [entry.id for entry in other.log if entry.id in (theirs & here) - mine]
        return self.do(change, " ".join([other.log[-1].id, *again]))


def _origin(entry: Entry) -> str:
    return f"{entry.kind} {entry.merged}" if entry.merged else entry.kind


def _written(entry: Entry, name: str) -> Written:
    change = entry.change
    return Written(change.id, kind_of(entry), "2026-01-01T00:00", name, change.label, change.rows)  # type: ignore[arg-type]


def held(plan: Plan, table: str, key: str, group: str) -> tuple[Any, ...] | None:
    """What a group of a row holds; None where the row is not there."""
    record = plan.record(table, key)
    return tuple(getattr(record, field) for field in groups(table)[group]) if record else None


def all_keys(*plans: Plan) -> set[tuple[str, str]]:
    """Table and id of all rows of some plans."""
    return {(table, key) for plan in plans for table in TABLES for key in plan.rows[table]}
