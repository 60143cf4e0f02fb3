"""The rows of the timeline: groups and their measures with where they lie in time and what is said of them.

Each is looked at when it is first shown, and kept until a change is about it: thousands of measures cost nothing
until they are seen.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import msgspec

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.labels_de import full_name
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import due, measure_groups, period, progress, stretches
from nrw_desktop.domain.queries.measure_groups import ALL, By, Chosen, Group
from nrw_desktop.domain.queries.stretches import Stretch
from nrw_desktop.domain.queries.time_axis import of_day
from nrw_desktop.domain.text.values import german_date

UNDATED = "\0"
"""The key of the tray of what nobody knows a period of; no group is called so."""
_EVERYTHING = frozenset({"project", "phase"})
"""Tables whose rows decide when other rows are: ends follow them."""


class Lane(msgspec.Struct, frozen=True):
    """A row: a group's own, or that of one of its measures; in the tray also that of a phase without a period."""

    group: Group
    record: Phase | Measure | None

    @property
    def is_head(self) -> bool:
        """Whether it is the row of the group itself, which can be opened."""
        return self.record is None or self.record is self.group.phase

    @property
    def key(self) -> str:
        """What tells it from all other rows, in this plan and the next."""
        return f"{self.group.key} {self.record.id if self.record and not self.is_head else ''}"


class Said(msgspec.Struct, frozen=True):
    """What is said of a row: its name, what stands below that and at its bar, and who is responsible.

    ``period`` is „wie die Phase“ where a measure has none of its own, ``state`` its status or how far a group is,
    ``due`` when it is due, or of a group ``what`` is due next; ``overdue`` counts what is overdue.
    """

    name: str
    period: str
    state: str
    due: str = ""
    what: str = ""
    responsible: str = ""
    overdue: int = 0
    states: tuple[str, ...] = ()
    """The state in fewer and fewer words."""

    @property
    def shorter(self) -> list[str]:
        """How far a group is and when, then less and less of it, for what has little room."""
        both = [" · ".join(filter(None, (state, self.period))) for state in (self.state, *self.states[:1])]
        return [*both, self.state, *self.states]

    @property
    def next(self) -> str:
        """When it is due, or what is next in a group, as a phrase."""
        return f"Nächste Frist: {self.due} {self.what}" if self.what else f"fällig {self.due}" if self.due else ""

    @property
    def late(self) -> str:
        """That, or how much, is overdue; empty for nothing."""
        return f"{self.overdue} überfällig" if self.what and self.overdue else "überfällig" if self.overdue else ""

    @property
    def whole(self) -> str:
        """All of it, for who listens and for a tip."""
        parts = (self.name, self.period, self.state, self.late, self.next, self.responsible)
        return " · ".join(part for part in parts if part)


class Lanes:
    """All rows of a plan on a day, grouped ``by`` and as ``chosen``; of groups that are not ``opened`` only their own.

    `earlier` is the plan as it was once, or None; `ghost` tells where a row lay in it.
    """

    def __init__(self, plan: Plan, today: dt.date):
        self.plan, self.today = plan, today
        self.earlier: Plan | None = None
        self.opened: set[str] = set()
        self.by: By = "phase"
        self.chosen: Chosen = ALL
        self.shown: list[Lane] = []
        self.groups: tuple[Group, ...] = ()
        self._stretches: dict[str, Stretch | None] = {}
        self._said: dict[str, Said] = {}
        self._ghosts: dict[str, Stretch | None] = {}
        self._due: dict[str, due.Due | None] = {}
        self._spans: dict[str, Stretch | None] = {}
        self._statuses: dict[str, Counter[str]] = {}
        self._months: list[int] = []
        self.deadlines: list[tuple[float, str]] = []
        """When the plan's deadlines are, as times on the axis, and what they are."""
        self.follow(plan, None, today)

    def follow(self, plan: Plan, change: Change | None, today: dt.date) -> None:
        """Take over the next plan; only what the change names, and what depends on that, is looked at anew.

        On another day all is.
        """
        if today != self.today:
            change = None
        self.plan, self.today = plan, today
        tables = {row.table for row in change.rows} if change is not None else _EVERYTHING
        if tables & _EVERYTHING or change is None:
            for kept in (self._stretches, self._said, self._ghosts, self._due):
                kept.clear()
        elif "measure" in tables:
            for row in change.rows:
                for kept in (self._stretches, self._ghosts, self._due):
                    kept.pop(row.id, None)
            # What is said of a group is about all of its measures.
            self._said.clear()
        elif tables & {"partner", "deadline"}:
            self._said.clear()
        if self._is_about(change, "deadline"):
            dated = [one for one in plan.deadlines if one.date]
            days = ((dt.date.fromisoformat(one.date or ""), one.what) for one in dated)
            self.deadlines = [(of_day(day), f"{german_date(day.isoformat())} {what}") for day, what in days]
        self._months = []
        self.arrange()

    @staticmethod
    def _is_about(change: Change | None, table: str) -> bool:
        return change is None or any(row.table == table for row in change.rows)

    def arrange(self) -> None:
        """Put the rows that are shown under each other anew, as they are grouped, chosen and opened now."""
        self._spans.clear()
        self._statuses.clear()
        found = list(self._groups())
        self.groups = tuple(found)
        self.shown = [lane for group in found for lane in self.lanes_of(group, group.key in self.opened)]

    def choose(self, by: By, chosen: Chosen) -> None:
        """Group in another way, or show other measures."""
        self.by, self.chosen = by, chosen
        # What is said of a group is about those of its measures that are shown.
        self._said.clear()
        self.arrange()

    def lanes_of(self, group: Group, opened: bool) -> Iterator[Lane]:
        """The rows of a group."""
        if group.key == UNDATED:
            yield Lane(group, None)
            if opened:
                waiting = {measure.phase for measure in group.measures}
                for phase in self.plan.phases:
                    if self.stretch(phase) is None and (phase.id in waiting or self._is_bare(phase)):
                        yield Lane(group, phase)
                    yield from (Lane(group, one) for one in group.measures if one.phase == phase.id)
            return
        yield Lane(group, group.phase)
        if opened:
            yield from (Lane(group, measure) for measure in group.measures)

    def _is_bare(self, phase: Phase) -> bool:
        return self.by == "phase" and self.chosen == ALL and not self.plan.measures(phase.id)

    def _groups(self) -> Iterator[Group]:
        undated: list[Measure] = []
        left_out = False
        for group in measure_groups.groups(self.plan, self.by, self.chosen):
            dated = group
            if self._may_be_undated(group):
                found = [one for one in group.measures if self.stretch(one) is None]
                undated += found
                rest = tuple(one for one in group.measures if self.stretch(one) is not None)
                if not rest:
                    left_out = left_out or self.chosen == ALL
                    continue
                dated = Group(group.key, group.title, group.phase, rest)
            elif not group.measures and self.chosen != ALL:
                continue
            yield dated
        if undated or left_out:
            yield Group(UNDATED, "Ohne Zeitraum", None, tuple(undated))

    def _may_be_undated(self, group: Group) -> bool:
        """Whether some of a group may have no stretch; in a phase that has one, all do."""
        return group.phase is None or self.stretch(group.phase) is None

    # Where they lie

    def stretch(self, record: Phase | Measure) -> Stretch | None:
        """Where a record lies in time; None while nobody knows."""
        if record.id not in self._stretches:
            self._stretches[record.id] = self._found(record)
        return self._stretches[record.id]

    def _found(self, record: Phase | Measure) -> Stretch | None:
        phase = self.plan.find(Phase, record.phase) if isinstance(record, Measure) else None
        return _stretch(self.plan, record, self.stretch(phase) if phase else None)

    def lane_stretch(self, lane: Lane) -> Stretch | None:
        """Where a row lies; that of a group without a phase from its first measure's beginning to the last end."""
        if lane.record is not None:
            return self.stretch(lane.record)
        if lane.key not in self._spans:
            self._spans[lane.key] = self._span(lane)
        return self._spans[lane.key]

    def _span(self, lane: Lane) -> Stretch | None:
        found = [one for measure in lane.group.measures if (one := self.stretch(measure)) is not None]
        if lane.group.key == UNDATED or not found:
            return None
        return Stretch(min(one.first for one in found), max(one.last for one in found))

    def ghost(self, record: Phase | Measure) -> Stretch | None:
        """Where a record lay in `earlier`, if that is elsewhere; None too where there was none."""
        if self.earlier is None:
            return None
        if record.id not in self._ghosts:
            before = self.earlier.find(type(record), record.id)
            found = None
            if before is not None:
                phase = self.earlier.find(Phase, before.phase) if isinstance(before, Measure) else None
                found = _stretch(self.earlier, before, stretches.of_phase(self.earlier, phase) if phase else None)
            self._ghosts[record.id] = None if found == self.stretch(record) else found
        return self._ghosts[record.id]

    def compare(self, earlier: Plan | None) -> None:
        """Show where everything lay in this plan, or nothing of the kind."""
        self.earlier = earlier
        self._ghosts.clear()
        self._months = []

    def months(self) -> list[int]:
        """The months that an axis has to hold for all rows and ghosts, in their order."""
        if not self._months:
            measures = self.plan.all(Measure).values()
            phases: tuple[Phase | Measure, ...] = self.plan.phases
            found = [self.stretch(record) for record in (*phases, *period.one_of_each(measures))]
            if self.earlier is not None:
                found += [self.ghost(record) for record in (*phases, *measures)]
            self._months = sorted(set(stretches.months_shown(self.plan, self.plan.phases, found, of_day(self.today))))
        return self._months

    # What is said of them

    def said(self, lane: Lane) -> Said:
        """What is said of a row."""
        if lane.key not in self._said:
            self._said[lane.key] = (
                self._of_measure(lane.record) if isinstance(lane.record, Measure) else self._of_group(lane)
            )
        return self._said[lane.key]

    def _of_measure(self, measure: Measure) -> Said:
        plan, found = self.plan, self._due_of(measure)
        late = due.standing_when(measure, found, self.today) == "overdue"
        when = period.cell(plan, measure)
        if not when:
            when = "wie die Phase" if self.stretch(measure) else "noch ohne Zeitraum"
        waits = found is not None and measure.status in due.OPEN
        until = f"{found.numeric}{' ' + due.BY_PHASE if found.by_phase else ''}" if found and waits else ""
        return Said(
            _name(measure),
            when,
            STATUS_WORDS[measure.status],
            until,
            responsible=plan.responsible(measure),
            overdue=int(late),
        )

    def _of_group(self, lane: Lane) -> Said:
        phase, measures = (lane.record if isinstance(lane.record, Phase) else None), lane.group.measures
        name = lane.group.title
        when = state = ""
        if phase is not None:
            name = f"{self.plan.number(phase.id)} {phase.title}".rstrip()
            when = period.shown(self.plan, phase) or "noch ohne Zeitraum"
            if phase.start_derived:
                when += " (Beginn erschlossen)"
        if lane.group.key == UNDATED:
            if phase is None:
                kinds = Counter(type(one.record).__name__ for one in self.lanes_of(lane.group, opened=True))
                state = _counted(kinds["Phase"], "Phase", "Phasen", kinds["Measure"])
            return Said(name, when, state)
        done = progress.of_statuses(self._statuses_of(lane))
        state, states = done.short, done.shorter
        waiting = [(found, one) for one in measures if one.status in due.OPEN and (found := self._due_of(one))]
        late = sum(due.is_past(found.until, self.today) for found, _measure in waiting)
        if not waiting:
            return Said(name, when, state, states=states)
        found, measure = min(waiting, key=lambda pair: pair[0].order)
        return Said(name, when, state, found.numeric, _name(measure), self.plan.responsible(measure), late, states)

    def _due_of(self, measure: Measure) -> due.Due | None:
        if measure.id not in self._due:
            self._due[measure.id] = due.of_measure(self.plan, measure)
        return self._due[measure.id]

    def told(self, lane: Lane) -> str:
        """All that is said of a row, and how it stood in `earlier`."""
        words = [self.said(lane).whole]
        if lane.record is not None and self.earlier is not None:
            before = self.earlier.find(type(lane.record), lane.record.id)
            if before is None:
                words.append("damals noch nicht im Plan")
            elif self.ghost(lane.record) != self.stretch(lane.record) and self.ghost(lane.record) is not None:
                words.append(f"damals: {period.shown(self.earlier, before) or 'wie die Phase'}")
        return " · ".join(words)

    def shares(self, lane: Lane) -> Counter[str]:
        """How many measures of a group have which status; those dropped do not count."""
        return Counter({status: count for status, count in self._statuses_of(lane).items() if status != "dropped"})

    def _statuses_of(self, lane: Lane) -> Counter[str]:
        if lane.key not in self._statuses:
            self._statuses[lane.key] = progress.statuses(lane.group.measures)
        return self._statuses[lane.key]

    def place(self, record: Phase | Measure) -> int | None:
        """The number of a record's row among those shown; None where it is not."""
        return next((at for at, lane in enumerate(self.shown) if lane.record and lane.record.id == record.id), None)


def _stretch(plan: Plan, record: Phase | Measure, phase: Stretch | None) -> Stretch | None:
    if isinstance(record, Phase):
        return stretches.of_phase(plan, record)
    return stretches.of_measure(plan, record, phase)


def _counted(phases: int, one: str, more: str, measures: int) -> str:
    parts = []
    if phases:
        parts.append(f"{phases} {one if phases == 1 else more}")
    if measures:
        parts.append(f"{measures} {'Maßnahme' if measures == 1 else 'Maßnahmen'}")
    return ", ".join(parts)


def _name(measure: Measure) -> str:
    return " ".join(full_name(measure).split())
