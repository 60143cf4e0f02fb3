"""Any edits in any order: references hold, lists stay in step, and each step can be taken back."""

import datetime as dt
from collections.abc import Callable, Sequence
from inspect import isfunction
from itertools import pairwise
from pkgutil import iter_modules
from typing import Any

from hypothesis import Phase as Stage
from hypothesis import given, settings
from hypothesis import strategies as st

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, inserted, inverted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import REFERENCES, TABLES, Measure, Phase, SetAside, field_of, set_aside_id
from nrw_desktop.domain.queries import goals, invariants, partners, period
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows, packed
from nrw_desktop.domain.text import kinds
from nrw_desktop.domain.text.points import PROJECT_END, check_ends

TEXTS = st.sampled_from(["", "Neu", "Öz & Söhne", "ak asyl", "x\0", "„a“\nb", "MBR", "Neuer Verein"])
PERIODS = st.sampled_from(
    [
        "",
        "März bis Juli 2017",
        "07/2018",
        "bis Projektende",
        "Juli 2018 bis Projektende",
        "Juli",
        "Juli bis Projektende",
        "14.11.2018",
        "1.–3.7.",
        "Anfang 2018 laufend",
        "in 2 Wochen",
        "im Anschluss an Phase 2",
        "3 Monate vor Projektende bis Projektende",
        "im Anschluss an Phase 1 bis Projektende",
        "Juli 2018 bis Ende von Phase 3",
        "2 Monate nach Ende von Phase 2 bis 12/2019",
    ]
)
MONTHS = st.sampled_from([None, "2017-01", "2018-06", "2019-12", "2018-13"])
INDEXES = st.one_of(st.none(), st.integers(0, 20))

HOME = "hier.nrwplan"
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "date": st.sampled_from([None, "30.06.2018", "2018-06-30", "31.02.2018", "bald"]),
    "cents": st.sampled_from([None, "70.000", "0", "-1", "1,5 €", "viel"]),
    "number": st.sampled_from([None, "2017", "2018", "3", "7", "8", "-1", "viele"]),
}

Draw = Callable[[st.SearchStrategy[Any]], Any]

PARTS = tuple(edits.detail_rows.ALL)
SET = (
    *("agenda_item", "attendance", "body", "body_member", "meeting", "task"),
    *("alias", "contact", "goal", "measure", "mention", "partner", "phase", "project", "set_aside"),
    *PARTS,
)
LOOKED_AT = ("phase", "measure", "goal", "partner", "contact", "deadline", "funding_year")


class Chooser:
    """Draws arguments that fit a plan."""

    def __init__(self, plan: Plan, draw: Draw):
        self.plan = plan
        self.draw = draw

    def key(self, table: str) -> str:
        """A row's id, or one that is gone."""
        return str(self.draw(st.sampled_from([*self.plan.rows[table], "gone"])))

    def keys(self, table: str) -> list[str]:
        """A few rows' ids, in any order."""
        found = list(self.plan.rows[table]) or ["gone"]
        return list(self.draw(st.lists(st.sampled_from(found), max_size=4, unique=True)))

    def maybe(self, table: str) -> str | None:
        """A row's id or None."""
        return self.draw(st.sampled_from([*self.plan.rows[table], None]))  # type: ignore[no-any-return]

    def field(self, table: str) -> str:
        """Any field of the table, the forbidden ones too."""
        return str(self.draw(st.sampled_from(TABLES[table].__struct_fields__)))

    def value(self, table: str, field: str) -> str | None:
        """A value that may fit the field."""
        if target := REFERENCES.get(table, {}).get(field):
            return self.maybe(target)
        place = (table, field)
        kind = field_of(*place).kind
        if kind is kinds.DATE or kind.is_number:
            return self.draw(VALUES[kind.name if kind in (kinds.DATE, kinds.CENTS) else "number"])  # type: ignore[no-any-return]
        choices = {
            "status": st.sampled_from(["planned", "done", "dropped", "x"]),
            "goal_style": st.sampled_from(["numbered", "bulleted"]),
            "child_style": st.sampled_from(["numbered", "bulleted"]),
            "end_rule": st.sampled_from([None, PROJECT_END]),
            "start": MONTHS,
            "end": MONTHS,
        }
        return self.draw(choices.get(field, TEXTS))  # type: ignore[no-any-return]


def _set_field(chooser: Chooser) -> Change:
    table = chooser.draw(st.sampled_from(SET))
    field = chooser.field(table)
    rows = "partner" if table == "contact" else table
    return edits.setter(table)(chooser.plan, chooser.key(rows), field, chooser.value(table, field))


def _move_goal(c: Chooser) -> Change:
    return edits.goals.move(c.plan, c.key("goal"), c.key("phase"), c.maybe("goal"), c.draw(INDEXES))


def _style(c: Chooser) -> Change:
    style = c.draw(st.sampled_from(["numbered", "bulleted"]))
    return edits.goals.set_list_style(c.plan, c.key("phase"), c.maybe("goal"), style)


def _add_goal(c: Chooser) -> Change:
    return edits.goals.add(c.plan, c.key("phase"), c.draw(TEXTS), c.maybe("goal"), c.draw(INDEXES))


def _add_part(c: Chooser) -> Change:
    part = edits.detail_rows.ALL[c.draw(st.sampled_from(PARTS))]
    texts = st.sampled_from(["2018", "2019", "Rat"])
    return part.add(
        c.plan, c.key("measure") if "measure" in TABLES[part.table].__struct_fields__ else None, c.draw(texts)
    )


def _remove_parts(c: Chooser) -> Change:
    table = c.draw(st.sampled_from(PARTS))
    return edits.detail_rows.ALL[table].remove(c.plan, c.keys(table))


def _rows(c: Chooser, field: str) -> list[dict[str, str]]:
    """A few rows of a pasted list."""
    return [{field: text} for text in c.draw(st.lists(TEXTS, max_size=3))]


def _deep(c: Chooser, field: str) -> list[tuple[int, dict[str, str]]]:
    return [(c.draw(st.integers(0, 3)), row) for row in _rows(c, field)]


def _parcel(c: Chooser, table: str) -> ClipboardRows:
    """Rows that were copied or cut in this plan."""
    return packed(c.plan, table, c.keys(table), HOME, c.draw(st.booleans()))


def _kept_apart(c: Chooser) -> Change:
    """Two partners that were told apart are compared again; any two where none were."""
    pairs = [(pair.one, pair.other) for pair in c.plan.rows["distinct"].values()]  # type: ignore[attr-defined]
    one, other = c.draw(st.sampled_from(pairs)) if pairs else (c.key("partner"), c.key("partner"))
    return edits.merge_partners.compare_again(c.plan, one, other)


def _responsible(c: Chooser) -> Change:
    """A partner of the register is responsible for a measure."""
    names = [partner.name for partner in c.plan.partners] or [""]
    return edits.measures.set_field(c.plan, c.key("measure"), "responsible", c.draw(st.sampled_from(names)))


def _back_to(c: Chooser) -> Change:
    """What going back in the history does: any edit is taken back by a change of its own."""
    phase = c.key("phase")
    past = c.plan.apply(edits.phases.remove(c.plan, phase))
    return edits.restore.back_to(c.plan, past, "Stand vom 01.03.2017, 08:00 Uhr wiederhergestellt")


def _move_period(c: Chooser) -> Change:
    """An end or a bar is dragged in the timeline."""
    record = c.draw(st.sampled_from([*c.plan.all(Phase).values(), *c.plan.all(Measure).values()] or [Phase("gone")]))
    edge: edits.period_moves.Edge = c.draw(st.sampled_from(["start", "end", "both"]))
    fixed = c.draw(st.sampled_from([None, True, False]))
    return edits.period_moves.move(c.plan, record, edge, c.draw(st.integers(-30, 30)), fixed)


def _set_aside(c: Chooser) -> Change:
    """A rule, or a case of it at any row, even one that it does not find; pairs of partners among them."""
    table = c.draw(st.sampled_from(LOOKED_AT))
    record = c.plan.record(table, c.maybe(table))
    aspect = c.draw(st.sampled_from([None, "planned", *c.plan.rows["partner"]])) if record else None
    rule = c.draw(st.sampled_from(["overdue", "spelt_alike", "without_heart"]))
    return edits.set_asides.set_aside(c.plan, rule, record, c.draw(TEXTS), aspect)


def _add_table(c: Chooser) -> Change:
    """A table from Word: a phase with a partner that may be known, and one that refers to it."""
    row = edits.phase_table.TypedPhase(
        1, c.draw(TEXTS), c.draw(PERIODS), (c.draw(TEXTS),), partners=(c.draw(TEXTS), "AK Asyl")
    )
    return edits.phase_table.add(c.plan, [row, edits.phase_table.TypedPhase(2, "Danach", partners=("Siehe Phase 1",))])


def _status(c: Chooser) -> Change:
    return edits.measures.set_status(c.plan, c.keys("measure"), c.draw(st.sampled_from(["done", "running"])))


def _set_cost(c: Chooser) -> Change:
    field = c.draw(st.sampled_from(["planned", "actual"]))
    year = c.draw(st.sampled_from([2018, 2019]))
    return edits.cells.set_cost(c.plan, c.key("measure"), year, field, c.value("cost", field))


def _set_cells(c: Chooser) -> Change:
    """Two columns of costs and one of texts in a few rows."""

    def put(plan: Plan, key: str, field: str, value: str | None) -> Change:
        return edits.cells.set_cost(plan, key, 2018, field, value)

    amount, text = c.draw(VALUES["cents"]) or "", c.draw(TEXTS)
    cells = [edits.cells.Cell(key, "place", text, edits.measures.set_field, "Ort") for key in c.keys("measure")]
    for field in ("planned", "actual"):
        cells += [edits.cells.Cell(key, field, amount, put, field) for key in c.keys("measure")]
    return edits.cells.set_cells(c.plan, cells)


def _vote(c: Chooser) -> Change:
    field = c.draw(st.sampled_from(["votes_for", "votes_against", "abstained"]))
    count = c.draw(st.sampled_from([None, "0", "3", "viele"]))
    return edits.meeting_decisions.set_field(c.plan, c.key("decision"), field, count)


def _task(c: Chooser) -> Change:
    if c.draw(st.booleans()):
        return edits.tasks.add(c.plan, c.draw(TEXTS), c.maybe("agenda_item"), c.draw(TEXTS))
    until = st.sampled_from(["", "in 2 Wochen", "Ende März 2019", "bald", "31.12.2018"])
    values = {"until": until, "measure": st.just(c.maybe("measure")), "phase": st.just(c.maybe("phase"))}
    field = c.draw(st.sampled_from(sorted(values)))
    return edits.tasks.set_field(c.plan, c.key("task"), field, c.draw(values[field]))


def _in_room(c: Chooser) -> Change:
    place = edits.in_room.Place(c.draw(TEXTS), c.maybe("meeting"), c.maybe("agenda_item"), c.maybe("phase"))
    today, text = dt.date(2018, 7, 1), c.draw(TEXTS)
    write = c.draw(st.sampled_from([edits.in_room.decide, edits.in_room.give_task, edits.in_room.note]))
    return write(c.plan, place, today, text)


MEETING_STEPS: Sequence[Callable[[Chooser], Change]] = (
    lambda c: edits.bodies.add(c.plan, c.draw(TEXTS)),
    lambda c: edits.bodies.add_member(c.plan, c.key("body"), c.draw(TEXTS)),
    lambda c: edits.bodies.set_member(c.plan, c.key("body_member"), "who", c.draw(TEXTS)),
    lambda c: edits.bodies.remove_members(c.plan, c.keys("body_member")),
    lambda c: edits.bodies.remove(c.plan, c.key("body")),
    lambda c: edits.meetings.add(c.plan, c.maybe("body"), c.draw(st.sampled_from(["", "4.6.2018", "bald"]))),
    lambda c: edits.meetings.add(c.plan, c.maybe("body")),
    lambda c: edits.meetings.close(c.plan, c.key("meeting")),
    lambda c: edits.meetings.reopen(c.plan, c.key("meeting"), c.draw(TEXTS)),
    lambda c: edits.meetings.remove(c.plan, c.key("meeting")),
    lambda c: edits.next_meeting.prepared(c.plan, c.maybe("body"), dt.date(2018, 7, 15)),
    lambda c: edits.attendance.add(c.plan, c.key("meeting"), c.draw(TEXTS)),
    lambda c: edits.attendance.invite_members(c.plan, c.key("meeting")),
    lambda c: edits.attendance.set_state(c.plan, c.keys("attendance"), c.draw(st.sampled_from(["came", "x"]))),
    lambda c: edits.attendance.remove(c.plan, c.keys("attendance")),
    lambda c: edits.agenda.add(c.plan, c.key("meeting"), c.draw(TEXTS), c.maybe("agenda_item")),
    lambda c: edits.agenda.add(c.plan, None, c.draw(TEXTS)),
    lambda c: edits.agenda.take_up(c.plan, [one.id for one in c.plan.agenda(None)], c.key("meeting")),
    lambda c: edits.agenda.postpone(c.plan, c.key("agenda_item"), dt.date(2018, 6, 1)),
    lambda c: edits.agenda.move(c.plan, c.key("agenda_item"), c.maybe("agenda_item"), c.draw(INDEXES)),
    lambda c: edits.agenda.indent(c.plan, c.key("agenda_item")),
    lambda c: edits.agenda.outdent(c.plan, c.key("agenda_item")),
    lambda c: edits.agenda.remove(c.plan, c.key("agenda_item")),
    lambda c: edits.agenda.set_measure(c.plan, c.key("agenda_item"), c.key("measure"), c.draw(st.booleans())),
    lambda c: edits.agenda.set_phase(c.plan, c.key("agenda_item"), c.key("phase"), c.draw(st.booleans())),
    lambda c: edits.meeting_decisions.add(c.plan, c.key("agenda_item"), c.draw(TEXTS), c.keys("measure")),
    lambda c: edits.meeting_decisions.set_measure(c.plan, c.key("decision"), c.key("measure"), c.draw(st.booleans())),
    lambda c: edits.meeting_decisions.remove(c.plan, c.keys("decision")),
    _vote,
    _task,
    _in_room,
    lambda c: edits.tasks.set_done(c.plan, c.keys("task"), c.draw(st.sampled_from([None, dt.date(2018, 7, 1)]))),
    lambda c: edits.tasks.remove(c.plan, c.keys("task")),
)
STEPS: Sequence[Callable[[Chooser], Change]] = (
    _set_field,
    _move_goal,
    _style,
    _add_goal,
    _status,
    _move_period,
    _add_part,
    _remove_parts,
    lambda c: edits.links.set_goal(c.plan, c.key("measure"), c.key("goal"), c.draw(st.booleans())),
    lambda c: edits.links.set_partner(c.plan, c.key("measure"), c.key("partner"), c.draw(st.booleans())),
    lambda c: edits.goals.indent(c.plan, c.key("goal")),
    lambda c: edits.goals.outdent(c.plan, c.key("goal")),
    lambda c: edits.goals.remove(c.plan, c.key("goal")),
    lambda c: edits.measures.add(c.plan, c.key("phase"), c.draw(TEXTS), c.draw(INDEXES)),
    lambda c: edits.measures.move(c.plan, c.keys("measure"), c.key("phase"), c.draw(INDEXES)),
    lambda c: edits.measures.remove(c.plan, c.keys("measure")),
    lambda c: edits.measures.set_period(c.plan, c.key("measure"), c.draw(PERIODS)),
    lambda c: edits.mentions.add(c.plan, c.key("phase"), c.draw(TEXTS), c.draw(INDEXES)),
    lambda c: edits.mentions.move(c.plan, c.keys("mention"), c.key("phase"), c.draw(INDEXES)),
    lambda c: edits.mentions.remove(c.plan, c.keys("mention")),
    lambda c: edits.mentions.toggle(c.plan, c.key("phase"), c.key("partner")),
    lambda c: edits.merge_partners.merge(c.plan, c.key("partner"), c.key("partner"), c.draw(st.booleans())),
    lambda c: edits.merge_partners.keep_apart(c.plan, c.key("partner"), c.key("partner")),
    lambda c: edits.aliases.add(c.plan, c.key("partner"), c.draw(TEXTS)),
    lambda c: edits.contacts.add(c.plan, c.key("partner"), c.draw(TEXTS)),
    lambda c: edits.references.set_reference(c.plan, c.key("phase"), c.maybe("phase"), c.maybe("phase"), c.draw(TEXTS)),
    lambda c: edits.partners.add(c.plan, c.draw(TEXTS)),
    lambda c: edits.partners.remove(c.plan, c.key("partner")),
    lambda c: edits.aliases.remove(c.plan, c.keys("alias")),
    lambda c: edits.contacts.remove(c.plan, c.keys("contact")),
    _kept_apart,
    _responsible,
    _set_aside,
    _set_aside,
    lambda c: edits.set_asides.take_back(c.plan, c.key("set_aside")),
    _back_to,
    lambda c: edits.bulk_add.add_measures(c.plan, c.key("phase"), _rows(c, "text"), c.draw(INDEXES)),
    lambda c: edits.bulk_add.add_goals(c.plan, c.key("phase"), _deep(c, "text"), c.maybe("goal"), c.draw(INDEXES)),
    lambda c: edits.bulk_add.add_partners(c.plan, _rows(c, "name")),
    lambda c: edits.bulk_add.name_partners(c.plan, c.key("phase"), _rows(c, "name"), c.draw(INDEXES)),
    lambda c: edits.bulk_add.fill(c.plan, "measure", [(key, {"period": "3/2017"}) for key in c.keys("measure")]),
    lambda c: edits.bulk_add.add_documents(c.plan, c.key("measure"), ["a.pdf", c.draw(TEXTS)]),
    lambda c: edits.many.set_in_all(
        c.plan, edits.measures.set_field, "measure", c.keys("measure"), "place", c.draw(TEXTS)
    ),
    _set_cost,
    _set_cells,
    lambda c: edits.many.clear_field(c.plan, c.keys("measure"), "note", "Notiz", edits.measures.set_field),
    lambda c: edits.many.remove_partners(c.plan, c.keys("partner")),
    lambda c: edits.many.remove_goals(c.plan, c.keys("goal")),
    lambda c: edits.many.move_goals(c.plan, c.keys("goal"), c.key("phase"), c.maybe("goal"), c.draw(INDEXES)),
    lambda c: edits.paste.paste_measures(c.plan, _parcel(c, "measure"), HOME, c.key("phase"), c.draw(INDEXES)),
    lambda c: edits.paste.paste_goals(
        c.plan, _parcel(c, "goal"), HOME, c.key("phase"), c.maybe("goal"), c.draw(INDEXES)
    ),
    lambda c: edits.paste.paste_partners(c.plan, _parcel(c, "partner")),
    lambda c: edits.paste.paste_mentions(c.plan, _parcel(c, "mention"), HOME, c.key("phase"), c.draw(INDEXES)),
    lambda c: edits.paste.duplicate_measures(c.plan, c.keys("measure")),
    lambda c: edits.paste.duplicate_goals(c.plan, c.keys("goal")),
    lambda c: edits.phases.add(c.plan, c.draw(TEXTS), c.draw(INDEXES)),
    lambda c: edits.phases.add_all(c.plan, [c.draw(TEXTS), c.draw(TEXTS)]),
    _add_table,
    lambda c: edits.phases.move(c.plan, c.key("phase"), c.draw(st.integers(0, 6))),
    lambda c: edits.phases.remove(c.plan, c.key("phase")),
    lambda c: edits.phases.set_period(c.plan, c.key("phase"), c.draw(PERIODS)),
    *MEETING_STEPS,
)


def lists(plan: Plan) -> dict[tuple[str, Any], tuple[Any, ...]]:
    """Every list of a plan that people see."""
    found: dict[tuple[str, Any], tuple[Any, ...]] = {("phases", None): plan.phases, ("partners", None): plan.partners}
    for phase in plan.rows["phase"]:
        found["measures", phase] = plan.measures(phase)
        found["mentions", phase] = plan.mentions(phase)
        for parent in (None, *plan.rows["goal"]):
            found["goals", (phase, parent)] = plan.goals(phase, parent)
    found |= {("years", None): plan.funding_years, ("deadlines", None): plan.deadlines}
    found |= {("year texts", None): plan.year_texts, ("set asides", None): plan.set_asides()}
    for table in LOOKED_AT:
        found |= {("set asides", key): plan.set_asides(table, key) for key in plan.rows[table]}
    for measure in plan.rows["measure"]:
        found["costs", measure] = plan.costs(measure)
        found["decisions", measure] = plan.decisions(measure)
        found["documents", measure] = plan.documents(measure)
        found["goals of", measure] = plan.goals_of(measure)
        found["partners of", measure] = plan.partners_of(measure)
    for partner in plan.rows["partner"]:
        found["mentioned", partner] = plan.mentioned(partner)
        found["aliases", partner] = plan.aliases(partner)
        found["contacts", partner] = plan.contacts(partner)
    return found


def check(plan: Plan) -> None:
    """What holds in every plan."""
    for table, references in REFERENCES.items():
        for record in plan.rows[table].values():
            for field, target in references.items():
                key = getattr(record, field)
                assert key is None or key in plan.rows[target], (table, field)
    assert lists(plan) == lists(Plan(plan.rows))
    for members in lists(plan).values():
        orders = [record.order for record in members if hasattr(record, "order")]
        assert all(len(key) <= order.LONGEST for key in orders)
    assert sum(goals.count(plan, phase) for phase in plan.phases) == len(plan.rows["goal"])
    for rows in (plan.funding_years, plan.year_texts, *(plan.costs(measure) for measure in plan.rows["measure"])):
        assert len({row.year for row in rows}) == len(rows)
    # Asked of a partner or of a phase, who counts where is the same.
    of_phases = {(number, found.partner.id) for number, phase in enumerate(plan.phases, 1)
                 for found in partners.effective(plan, phase)}  # fmt: skip
    of_partners = {(each.number, partners.same(plan, one)[0].id) for one in plan.partners
                   for each in partners.taking_part(plan, one)}  # fmt: skip
    assert of_partners == of_phases
    for phase in plan.phases:
        check_ends(period.point(phase, "start"), period.point(phase, "end"))
        assert not (phase.end and phase.end_rule)
        assert len({mention.partner for mention in plan.mentions(phase.id)}) == len(plan.mentions(phase.id))
        for measure in plan.measures(phase.id):
            check_ends(period.point(measure, "start"), period.point(measure, "end"))
            assert not (measure.end and measure.end_rule)


def effective(plan: Plan) -> dict[str, set[str]]:
    """The ids of each phase's effective partners."""
    return {phase.id: {one.partner.id for one in partners.effective(plan, phase)} for phase in plan.phases}


@settings(max_examples=150)
@given(st.data())
def test_any_edits_keep_the_plan_whole(template_plan: Plan, data: st.DataObject) -> None:
    plan = template_plan
    lists(plan)
    for _ in range(data.draw(st.integers(1, 12))):
        step = data.draw(st.sampled_from(STEPS))
        try:
            change = step(Chooser(plan, data.draw))
        except PlanError:
            continue
        if not change.rows:
            continue
        after = plan.apply(change)
        check(after)
        assert list(invariants.breaches(after)) == []
        assert label_text(change, after)
        assert after.apply(Change(inverted(change.rows), "")) == plan
        plan = after


def with_everything_set_aside(plan: Plan) -> Plan:
    """Something is set aside about each row of the plan, and about each two partners that follow each other."""
    for partner in plan.partners[:3]:
        plan = plan.apply(edits.contacts.add(plan, partner.id, "Frau A."))
    for measure in list(plan.rows["measure"]):
        plan = plan.apply(edits.cells.set_cost(plan, measure, 2018, "planned", "70"))
    rows = [
        SetAside(set_aside_id("overdue", key), "overdue", table, key)
        for table, records in plan.rows.items()
        for key in records
    ]
    for one, other in pairwise(partner.id for partner in plan.partners):
        rows.append(SetAside(set_aside_id("spelt_alike", one, other), "spelt_alike", "partner", one, other))
    return plan.apply(Change(tuple(map(inserted, rows)), ""))


# Shrinking all edits at once takes minutes, and the failing one is seen without.
@settings(max_examples=20, phases=(Stage.explicit, Stage.reuse, Stage.generate))
@given(st.data())
def test_what_is_set_aside_goes_with_its_row(template_plan: Plan, data: st.DataObject) -> None:
    plan = with_everything_set_aside(template_plan)
    for step in STEPS:
        try:
            change = step(Chooser(plan, data.draw))
        except PlanError:
            continue
        after = plan.apply(change)
        if any(row.after is None or row.table == "set_aside" for row in change.rows):
            assert list(invariants.breaches(after)) == []
            gone = plan.rows["partner"].keys() - after.rows["partner"].keys()
            assert gone.isdisjoint(one.aspect for one in after.all(SetAside).values())
            assert after.apply(Change(inverted(change.rows), "")) == plan


@settings(max_examples=100)
@given(st.data())
def test_removing_phases_takes_no_partner_from_another(template_plan: Plan, data: st.DataObject) -> None:
    plan = template_plan
    for _ in range(data.draw(st.integers(0, 4))):
        plan = plan.apply(
            edits.phases.move(plan, data.draw(st.sampled_from(list(plan.rows["phase"]))), data.draw(st.integers(0, 4)))
        )
    assert effective(plan) == effective(template_plan)
    while plan.phases:
        before = effective(plan)
        gone = data.draw(st.sampled_from([phase.id for phase in plan.phases]))
        wordings = {phase.id: phase.wording for phase in plan.phases}
        plan = plan.apply(edits.phases.remove(plan, gone))
        check(plan)
        for phase in plan.phases:
            assert effective(plan)[phase.id] >= before[phase.id]
            assert phase.wording == (wordings[phase.id] if phase.refers_to else None)
    assert len(plan.partners) == 19


def edits_of_the_program() -> set[str]:
    """Every function of `domain.edits` that makes a change out of a plan."""
    found = set()
    for package in (edits, edits.meeting):
        for module in iter_modules(package.__path__):
            members = vars(getattr(package, module.name))
            for name, function in members.items():
                own = isfunction(function) and function.__module__ == f"{package.__name__}.{module.name}"
                if own and not name.startswith("_") and function.__annotations__.get("return") is Change:
                    found.add(f"{module.name}.{name}")
    return found


def called(function: Callable[..., object]) -> set[str]:
    """The names that a function uses."""
    return set(function.__code__.co_names)


def test_the_random_edits_are_all_that_the_program_has() -> None:
    """A new edit takes part in random sequences, or this fails."""
    # Setters are chosen by table; `field_change` and `name_partners` serve the edits that are called, and `begun` is
    # the first change of a plan.
    known = {"common.field_change", "many.name_partners", "new_plan.begun"}
    setters = {name for name in edits_of_the_program() if name.endswith((".set_field", ".set_contact", ".set_member"))}
    used = [called(step) for step in STEPS]
    missing = {
        name
        for name in edits_of_the_program() - known - setters
        if not any(set(name.split(".")) <= names for names in used)
    }
    assert missing == set()
    used_setters = {edits.setter(table).__module__.rpartition(".")[2] for table in SET}
    assert used_setters >= {name.split(".")[0] for name in setters}
