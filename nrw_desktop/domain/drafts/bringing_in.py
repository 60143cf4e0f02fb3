"""The one change that brings a draft into a plan: as a plan of its own, as more rows, or as new values of its rows."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from nrw_desktop.domain.drafts.draft import Draft, How
from nrw_desktop.domain.drafts.matching import Matching
from nrw_desktop.domain.edits.common import counted, places
from nrw_desktop.domain.edits.meeting.tasks import NOTED_LATER
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, updated
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    BELONGING,
    FIELDS,
    NESTING,
    REFERENCES,
    TABLES,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Mention,
    Partner,
    Phase,
    Project,
    Record,
    link_id,
    new_id,
)
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.corrections import OF_A_MEETING
from nrw_desktop.domain.queries.field_differences import told_fields
from nrw_desktop.domain.queries.meetings import meeting_of
from nrw_desktop.domain.queries.partners import effective, known
from nrw_desktop.domain.text.points import PARTS

_PERIOD = (*sorted(PARTS), "start_derived")
_WHO = ("name", "partner")
_RESPONSIBLE = ("responsible", "responsible_partner")
_TOGETHER: dict[tuple[str, str], tuple[str, ...]] = {
    ("measure", "responsible"): _RESPONSIBLE,
    ("measure", "responsible_partner"): _RESPONSIBLE,
    ("task", "name"): _WHO,
    ("task", "partner"): _WHO,
} | {(table, field): _PERIOD for table in ("phase", "measure") for field in ("period", *_PERIOD)}
"""Fields that say one thing together, by the one that a draft names."""
_LINKS = frozenset({"mention", "measure_goal", "measure_partner", "agenda_measure", "agenda_phase", "measure_decision"})
"""Tables whose ids are made of the two that they join."""
_NOT_TAKEN = frozenset({"set_aside", "distinct"})
"""What a person decided about a plan stays in that plan, and in one that is made of it."""
_CLOSING = ("state", "closed_by")
_REFERENCE = ("refers_to", "wording", "emphasis_phase")


def change(plan: Plan, draft: Draft, how: How, links: Collection[tuple[str, str]] = ()) -> Change:
    """What brings a draft into a plan; ``links`` are those of the draft that a person wants.

    „append“ puts phases behind those that there are, and says of the project what is not said yet; „new“ and „update“
    say all of it. „update“ finds what is there, by its id or its words, gives it what the draft says of it, and adds
    what it does not find. Partners are always looked for. Nothing is deleted and no field emptied.

    Raises:
        PlanError: a question is open, or there is nothing to bring in.
    """
    if draft.open:
        count = f"{len(draft.open)} Fragen sind" if len(draft.open) > 1 else "Eine Frage ist"
        raise PlanError(f"{count} noch offen. Bitte zuerst beantworten; bis dahin wird nichts importiert.")
    if draft.is_empty:
        raise PlanError("Es gibt nichts zu importieren. Bitte eine andere Datei wählen.")
    return _Bringing(plan, draft, how).change(links)


def closed_minutes(plan: Plan, draft: Draft) -> dict[str, str]:
    """The closed minutes that an update would leave as they are: by a meeting's id, that of a draft's row in them."""
    if not draft.is_of(plan) or all(meeting.state != "closed" for meeting in plan.all(Meeting).values()):
        return {}
    bringing = _Bringing(plan, draft, "update")
    bringing.change(())
    return {meeting: bringing.mine(key) for meeting, key in bringing.spared.items()}


class _Bringing:
    """A draft on its way into a plan."""

    def __init__(self, plan: Plan, draft: Draft, how: How):
        self._plan, self._draft, self._how = plan, draft, how
        self._matching = Matching(plan, draft, how == "update")
        self._ids: dict[str, str] = {}
        self._rows: list[RowChange] = []
        self._given: dict[str, dict[str, Any]] = {}
        self._new: dict[str, list[Any]] = {table: [] for table in TABLES}
        self._joined: dict[str, str] = {}
        self._joining: set[str] = set()
        """The ids of new links."""
        self.spared: dict[str, str] = {}
        """Closed minutes of which the draft says something else, each with the id of a row that does."""

    def change(self, links: Collection[tuple[str, str]]) -> Change:
        """All of it."""
        for table in TABLES:
            if table in _NOT_TAKEN and self._how != "new":
                continue
            for record in self._in_order(table):
                self._bring(table, record)
        self._drop_what_is_equal()
        self._spare_closed_minutes()
        self._ordered("phase", lambda phase: None, lambda _owner: self._plan.phases)
        self._ordered("measure", lambda one: one.phase, self._plan.measures)
        self._ordered("mention", lambda one: one.phase, self._plan.mentions)
        self._ordered("goal", lambda one: (one.phase, one.parent), lambda owner: self._plan.goals(*owner))
        self._link(links)
        rows = [*self._rows, *(inserted(record) for table in TABLES for record in self._new[table])]
        return Change(tuple(rows), self._label())

    def mine(self, key: str) -> str:
        """The id in the draft of what has this one in the plan."""
        return next((mine for mine, there in self._ids.items() if there == key), "")

    # Inside

    def _in_order(self, table: str) -> Iterator[Record]:
        """The rows of a table as people see them, those above before those below."""
        plan = self._draft.plan
        if table == "phase":
            yield from plan.phases
        elif table == "measure":
            yield from (measure for phase in plan.phases for measure in plan.measures(phase.id))
        elif table == "goal":
            yield from (goal for phase in plan.phases for goal in _goals(plan, phase.id))
        elif table == "mention":
            yield from (mention for phase in plan.phases for mention in plan.mentions(phase.id))
        elif table == "partner":
            yield from plan.partners
        else:
            yield from plan.rows[table].values()

    def _bring(self, table: str, record: Record) -> None:
        referring = self._referring(table, record)
        there = self._matching.find(table, record, referring)
        if there is not None:
            self._ids[record.id] = there.id
            values = {**self._given.get(there.id, {}), **self._values(table, record, referring, there)}
            if there.id in self._given:
                # Two rows of a file may be one partner, who is called otherwise in each.
                self._rows = [row for row in self._rows if row.id != there.id]
            self._given[there.id] = values
            self._rows += updated(there, **values)
            return
        key = record.id if self._plan.record(table, record.id) is None else new_id()
        one, other = [referring.get(field) for field in REFERENCES.get(table, ())][:2] if table in _LINKS else ("", "")
        # Of what an agenda item was about that is gone, only the name is left.
        if one and other:
            key = link_id(one, other)
            if key in self._joining:
                return
            self._joining.add(key)
        self._ids[record.id] = key
        values = {**referring, **self._with_that_above(table, referring), **self._of_plan(record, referring)}
        self._new[table].append(msgspec.structs.replace(record, id=key, **values))

    def _drop_what_is_equal(self) -> None:
        """Leave phases alone whose partners are the same in all, whether they are named there or referred to."""
        if self._how != "update":
            return
        draft = self._draft.plan
        for phase in draft.phases:
            there = self._plan.find(Phase, self._ids[phase.id])
            # A row of ours that comes back says itself what it refers to.
            if there is None or phase.id in self._draft.same:
                continue
            mine = {self._ids[one.partner.id] for one in effective(draft, phase)}
            if mine != {one.partner.id for one in effective(self._plan, there)}:
                continue
            self._new["mention"] = [one for one in self._new["mention"] if one.phase != there.id]
            named = {mention.id for mention in self._plan.mentions(there.id)}
            self._rows = [
                _without(row, _REFERENCE) if (row.table, row.id) == ("phase", there.id) else row
                for row in self._rows
                if row.id not in named and (row.table, row.after) != ("partner", {"joined_phase": there.id})
            ]
        self._rows = [row for row in self._rows if row.after]

    def _spare_closed_minutes(self) -> None:
        """Leave minutes alone that are closed, with all that belongs to them: they are opened again for a reason.

        Nor does an import close minutes: then they would be closed by a change that the plan does not have.
        """
        if self._how == "new":
            return
        self._rows = [_without(row, _CLOSING) if _closes(row) else row for row in self._rows]
        self._new["meeting"] = [
            msgspec.structs.replace(one, state="held", closed_by=None) if one.state == "closed" else one
            for one in self._new["meeting"]
        ]
        if any(meeting.state == "closed" for meeting in self._plan.all(Meeting).values()):
            self._rows = [row if self._may_change(row) else _only(row, _later(row)) for row in self._rows]
            self._leave_out_of_closed()
        self._rows = [row for row in self._rows if row.after]

    def _may_change(self, row: RowChange) -> bool:
        there = self._plan.record(row.table, row.id)
        is_later = set(row.after or ()) <= _later(row)
        return there is None or is_later or not self._is_spared(self._plan, row.table, there)

    def _leave_out_of_closed(self) -> None:
        """Drop new rows of closed minutes, those below new agenda items among them."""
        new = {table: {one.id: one for one in self._new[table]} for table in TABLES}
        after = Plan({table: {**self._plan.rows[table], **new[table]} for table in TABLES})
        for table in OF_A_MEETING:
            self._new[table] = [one for one in self._new[table] if not self._is_spared(after, table, one)]

    def _is_spared(self, plan: Plan, table: str, record: Record) -> bool:
        meeting = meeting_of(plan, record) if table in OF_A_MEETING else None
        if meeting is None or meeting.state != "closed":
            return False
        self.spared.setdefault(meeting.id, record.id)
        return True

    def _referring(self, table: str, record: Record) -> dict[str, Any]:
        """The fields of a record that refer to others, as they do in the plan."""
        values = ((field, getattr(record, field)) for field in REFERENCES.get(table, ()))
        return {field: self._ids.get(value, value) if value else value for field, value in values}

    def _with_that_above(self, table: str, referring: dict[str, Any]) -> dict[str, Any]:
        """What a new row belongs to along with the one that it stands below, which may have been moved."""
        nesting = NESTING.get(table, "")
        if not (above := referring.get(nesting)):
            return {}
        upper = self._plan.record(table, above) or next(
            (one for one in reversed(self._new[table]) if one.id == above), None
        )
        others = [field for field in BELONGING[table] if field != nesting]
        return {field: getattr(upper, field) for field in others} if upper is not None else {}

    def _of_plan(self, record: Record, referring: dict[str, Any]) -> dict[str, Any]:
        """What a new row says otherwise in this plan than in the draft."""
        if isinstance(record, Mention):
            partner = self._draft.plan.get(Partner, record.partner)
            there = self._plan.find(Partner, referring["partner"])
            words = record.printed or partner.name
            if there is not None and there.joined_phase is None and there.id not in self._joined:
                self._joined[there.id] = referring["phase"]
                self._rows += updated(there, joined_phase=referring["phase"])
            return {"printed": words if there and words != there.name else record.printed}
        return self._responsible(record)

    def _responsible(self, record: Record) -> dict[str, Any]:
        """Who is responsible or does it, where the plan has a partner that is called so."""
        if isinstance(record, Measure) and record.responsible and (found := known(self._plan, record.responsible)):
            return {"responsible": None, "responsible_partner": found.id}
        if isinstance(record, Task) and record.name and (found := known(self._plan, record.name)):
            return {"name": None, "partner": found.id}
        return {}

    def _values(self, table: str, record: Record, referring: dict[str, Any], there: Record) -> dict[str, Any]:
        """The values that a row which is there gets: what the draft says, where that is something."""
        if isinstance(record, Project):
            fields = self._draft.said.get(record.id, self._told(table, record))
            kept = self._how == "append"
            return {
                field: value
                for field in fields
                if (value := getattr(record, field)) not in (None, "") and not (kept and getattr(there, field))
            }
        if self._how != "update":
            return {}
        after = msgspec.structs.replace(record, **{**referring, **self._responsible(record)})
        found: dict[str, Any] = {}
        for field in self._draft.said.get(record.id, self._told(table, record)):
            # Where a row stands is moved by hand alone; it would be moved unseen, or a goal below itself.
            if field == "order" or field in BELONGING.get(table, {}):
                continue
            group = _TOGETHER.get((table, field), (field,))
            values = {one: getattr(after, one) for one in group if one in FIELDS[table]}
            # A zero that stands by itself is a value; in a period it says that there is no offset.
            nothing = (None, "") if len(group) == 1 else (None, "", 0)
            if group in (_WHO, _RESPONSIBLE) and not values[group[0]] and values[group[1]] == getattr(there, group[1]):
                # A name beside the same partner stays.
                continue
            if any(value not in nothing for value in values.values()) and not self._says_so(there, values, group):
                found |= values
        if isinstance(after, Phase) and after.refers_to:
            found |= {field: getattr(after, field) for field in _REFERENCE}
        if isinstance(there, Partner | Mention):
            # A partner keeps the name that it has in the register, unless somebody wants the other one.
            own = set() if record.id in self._draft.renamed else {"name"}
            # Where it joined and how it is printed follows from where it stands, unless the row itself came back.
            own |= {"joined_phase", "printed"} if self._draft.same.get(record.id) != there.id else set()
            found = {field: value for field, value in found.items() if field not in own}
        return found

    def _says_so(self, there: Record, values: dict[str, Any], group: tuple[str, ...]) -> bool:
        """Whether a period is worded and dated as it is: words are kept or made of its ends, which nobody sees."""
        if group is not _PERIOD or not isinstance(there, Phase | Measure):
            return False
        after = msgspec.structs.replace(there, **values)
        is_worded = period.wording(self._plan, after) == period.wording(self._plan, there)
        return is_worded and all(period.point(after, side) == period.point(there, side) for side in period.SIDES)

    def _told(self, table: str, record: Record) -> frozenset[str]:
        """All fields that hold what a new row does not, of a record of which nobody said which the file gives."""
        without = {"id", "order", *REFERENCES.get(table, ())}
        empty = zip(FIELDS[table][1:], TABLES[table].__struct_defaults__, strict=True)
        return frozenset(field for field, value in empty if field not in without and getattr(record, field) != value)

    def _ordered(self, table: str, owner_of: Any, siblings_of: Any) -> None:
        """Put new rows behind those that their list has already."""
        by_owner: dict[Any, list[int]] = {}
        for number, record in enumerate(self._new[table]):
            by_owner.setdefault(owner_of(record), []).append(number)
        for owner, numbers in by_owner.items():
            siblings: Sequence[Any] = siblings_of(owner)
            if not siblings:
                continue
            keys, rekeyed = places(siblings, None, len(numbers))
            self._rows += rekeyed
            for number, key in zip(numbers, keys, strict=True):
                self._new[table][number] = msgspec.structs.replace(self._new[table][number], order=key)

    def _link(self, links: Collection[tuple[str, str]]) -> None:
        for measure, other in links:
            one, two = self._ids[measure], self._ids[other]
            is_goal = self._draft.plan.find(Goal, other) is not None
            kind: Any = MeasureGoal if is_goal else MeasurePartner
            table = "measure_goal" if is_goal else "measure_partner"
            record = kind(link_id(one, two), one, two)
            if record.id not in self._plan.rows[table] and record.id not in self._joining:
                self._joining.add(record.id)
                self._new[table].append(record)

    def _label(self) -> str:
        if phases := self._new["phase"]:
            return f"{counted(phases, 'Phase', 'Phasen')} importiert"
        if measures := self._new["measure"]:
            return f"{counted(measures, 'Maßnahme', 'Maßnahmen')} importiert"
        if meetings := self._new["meeting"]:
            return f"{counted(meetings, 'Sitzung', 'Sitzungen')} importiert"
        return "Angaben importiert"


def _later(row: RowChange) -> frozenset[str]:
    """What may be noted of a row in closed minutes as well."""
    return NOTED_LATER if row.table == "task" else frozenset()


def _closes(row: RowChange) -> bool:
    return row.table == "meeting" and (row.after or {}).get("state") == "closed"


def _only(row: RowChange, fields: Collection[str]) -> RowChange:
    """A change of a row with these of its fields alone."""
    return _without(row, {*(row.after or ())} - {*fields})


def _without(row: RowChange, fields: Collection[str]) -> RowChange:
    """A change of a row without these of its fields."""
    sides = (side or {} for side in (row.before, row.after))
    before, after = ({field: value for field, value in side.items() if field not in fields} for side in sides)
    return msgspec.structs.replace(row, before=before, after=after)


def _goals(plan: Plan, phase: str, parent: str | None = None) -> Iterator[Goal]:
    for goal in plan.goals(phase, parent):
        yield goal
        yield from _goals(plan, phase, goal.id)


def beginning(origin: Change, draft: Draft, links: Collection[tuple[str, str]] = ()) -> Change:
    """The first change of a new plan, made of that of an empty one and of a draft; see `change` for its errors."""
    plan = Plan.empty().apply(origin)
    plan = plan.apply(change(plan, draft, "new", links))
    rows = tuple(inserted(record) for table in TABLES for record in plan.rows[table].values())
    return msgspec.structs.replace(origin, rows=rows)


class Effect(NamedTuple):
    """A field of a row that an import changes: whose, which, and what it held and holds, as people read them."""

    whose: str
    field: str
    before: str
    after: str


def effects(plan: Plan, brought: Change) -> list[Effect]:
    """The fields of rows that are there already which a change gives new values."""
    after = plan.apply(brought)
    found: list[Effect] = []
    for row in brought.rows:
        old, new = plan.record(row.table, row.id), after.record(row.table, row.id)
        if old is not None and new is not None and set(row.after or ()) != {"order"}:
            told = told_fields(row.table, old, new, plan, after)
            found += (Effect(caption(old), one.what, one.before, one.after) for one in told if not one.placing)
    return found
