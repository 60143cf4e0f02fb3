"""Putting rows in that were taken out elsewhere: pasted from this plan or another one, or doubled where they stand."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from nrw_desktop.domain.edits import many
from nrw_desktop.domain.edits.bulk_add import added_label
from nrw_desktop.domain.edits.common import Ordered, checked, counted, places
from nrw_desktop.domain.edits.goals import check_list, set_list_style
from nrw_desktop.domain.edits.measures import move as move_measures
from nrw_desktop.domain.edits.mentions import move as move_mentions
from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, RowChange, inserted, updated
from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import (
    FIELD_TABLE,
    TABLES,
    Alias,
    Goal,
    Measure,
    MeasureGoal,
    MeasurePartner,
    Partner,
    Phase,
    Record,
    link_id,
    new_id,
)
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows, packed, top_goals
from nrw_desktop.domain.queries.trees import levels_of
from nrw_desktop.domain.text.months import shifted
from nrw_desktop.domain.text.points import NOWHERE, PHASE_END, SIDES, Point, is_day, stored

_OF_A_MEASURE = ("cost", "decision", "document")


def paste_measures(plan: Plan, copied: ClipboardRows, home: str, phase: str, index: int | None = None) -> Change:
    """Put measures before the one of this index in a phase (None: at its end).

    Those cut from the plan called ``home`` move there; all others are new, with all they have of their own, and with
    the goals and partners that this plan has too.

    Raises:
        PlanError: they hold what no plan can.
    """
    plan.get(Phase, phase)
    if staying := _cut_here(plan, copied, home, "measure"):
        return move_measures(plan, staying, phase, index)
    keys, rekeyed = places(plan.measures(phase), index, _some(copied, "measure"))
    rows, measures = _measures(plan, copied, phase, keys, home)
    return Change((*rekeyed, *rows), f"{counted(measures, 'Maßnahme', 'Maßnahmen')} eingefügt")


def paste_goals(
    plan: Plan, copied: ClipboardRows, home: str, phase: str, parent: str | None = None, index: int | None = None
) -> Change:
    """Put goals with all below them into a list, before the goal of this index (None: at its end).

    Raises:
        PlanError: they hold what no plan can, or a goal would stand under itself.
    """
    check_list(plan, phase, parent)
    if staying := _cut_here(plan, copied, home, "goal"):
        return many.move_goals(plan, staying, phase, parent, index)
    _some(copied, "goal")
    check_list(plan, phase, parent, levels_of((_id(values), values.get("parent")) for values in copied.rows("goal")))
    roots = _roots(copied)
    keys, rekeyed = places(plan.goals(phase, parent), index, len(roots))
    rows, goals = _goals(plan, copied, phase, {root: (parent, key) for root, key in zip(roots, keys, strict=True)})
    styled = _styled(plan, copied, phase, parent)
    return Change((*rekeyed, *styled, *rows), f"{counted(goals, 'Ziel', 'Ziele')} eingefügt")


def _styled(plan: Plan, copied: ClipboardRows, phase: str, parent: str | None) -> tuple[RowChange, ...]:
    """An empty list is marked as the one was that the goals come from; one that holds goals stays as it is."""
    if copied.style is None or plan.goals(phase, parent):
        return ()
    return set_list_style(plan, phase, parent, copied.style).rows


def paste_partners(plan: Plan, copied: ClipboardRows) -> Change:
    """Add partners to the register, with their other spellings; those that it knows are left as they are.

    Raises:
        PlanError: it knows all of them, or they hold what no plan can.
    """
    _some(copied, "partner")
    rows, partners = _new_partners(plan, copied, None)
    added = {row.id for row in rows}
    new = list({partner.id: partner for partner in partners if partner.id in added}.values())
    if not new:
        raise PlanError("Diese Kooperationspartner stehen schon im Verzeichnis. Es wurde nichts eingefügt.")
    return Change(tuple(rows), added_label(new, len(partners) - len(new)))


def paste_mentions(plan: Plan, copied: ClipboardRows, home: str, phase: str, index: int | None = None) -> Change:
    """Name partners in a phase; those that the register does not know are added to it.

    Raises:
        PlanError: the phase names all of them, or they hold what no plan can.
    """
    _some(copied, "partner")
    if staying := _cut_here(plan, copied, home, "mention"):
        return move_mentions(plan, staying, phase, index)
    rows, partners = _new_partners(plan, copied, phase)
    came = dict(zip((_id(values) for values in copied.rows("partner")), partners, strict=True))
    printed: dict[str, str | None] = {}
    for values in copied.rows("mention"):
        if partner := came.get(str(values.get("partner"))):
            printed.setdefault(partner.id, checked("mention", "printed", values.get("printed")))
    return many.name_partners(plan, phase, partners, rows, index, printed)


def duplicate_measures(plan: Plan, keys: Sequence[str]) -> Change:
    """Double measures with all they have of their own, each right after its original."""
    if not keys:
        raise PlanError("Es ist keine Maßnahme ausgewählt. Bitte zuerst eine Zeile anklicken.")
    rows: list[RowChange] = []
    doubles: list[Record] = []
    wanted = set(keys)
    for phase in dict.fromkeys(plan.get(Measure, key).phase for key in keys):
        siblings = plan.measures(phase)
        chosen = [measure.id for measure in siblings if measure.id in wanted]
        orders, rekeyed = _after_each(siblings, chosen)
        made, measures = _measures(plan, packed(plan, "measure", chosen), phase, [orders[key] for key in chosen])
        rows += [*rekeyed, *made]
        doubles += measures
    return Change(tuple(rows), f"{counted(doubles, 'Maßnahme', 'Maßnahmen')} dupliziert")


def duplicate_goals(plan: Plan, keys: Sequence[str]) -> Change:
    """Double goals with all below them and their links to measures, each right after its original."""
    goals = top_goals(plan, keys)
    if not goals:
        raise PlanError("Es ist kein Ziel ausgewählt. Bitte zuerst eine Zeile anklicken.")
    rows: list[RowChange] = []
    doubles: list[Record] = []
    lists: dict[tuple[str, str | None], list[str]] = {}
    for goal in goals:
        lists.setdefault((goal.phase, goal.parent), []).append(goal.id)
    for (phase, parent), chosen in lists.items():
        orders, rekeyed = _after_each(plan.goals(phase, parent), chosen)
        spots = {key: (parent, orders[key]) for key in chosen}
        made, new = _goals(plan, packed(plan, "goal", chosen), phase, spots)
        rows += [*rekeyed, *made]
        doubles += new
    return Change(tuple(rows), f"{counted(doubles, 'Ziel', 'Ziele')} dupliziert")


def _cut_here(plan: Plan, copied: ClipboardRows, home: str, table: str) -> list[str]:
    """The rows that move instead of being copied: cut from this very plan, and still in it."""
    if not copied.cut or copied.table != table or copied.source != home:
        return []
    return [key for key in copied.keys if plan.record(table, key)]


def _some(copied: ClipboardRows, table: str) -> int:
    count = len(copied.rows(table))
    if not count:
        raise PlanError("In der Zwischenablage ist nichts, was hierher passt. Bitte noch einmal kopieren.")
    return count


def _from_afar(target: str, source: str) -> str:
    """A document's file or address, as it is found from a plan in another folder than the one it was copied from."""
    windows = "\\" in source
    path = PureWindowsPath(target) if windows else PurePosixPath(target)
    is_address = re.match(r"(?i)www\.|[a-z][a-z0-9+.-]+:", target) is not None
    return target if is_address or path.is_absolute() or path.anchor else str(type(path)(source).parent / path)


def _measures(
    plan: Plan, copied: ClipboardRows, phase: str, keys: Sequence[str], home: str | None = None
) -> tuple[list[RowChange], list[Measure]]:
    """The changes that add their measures at these places, and the measures; ``home`` is the plan's own file."""
    new = {_id(values): new_id() for values in copied.rows("measure")}
    found = Found(plan, copied)
    made: list[Record] = []
    measures: list[Measure] = []
    for number, (values, key) in enumerate(zip(copied.rows("measure"), keys, strict=True), 1):
        fields = _fields("measure", values, number)
        partner = found.partner(values.get("responsible_partner"))
        name = copied.names.get(str(values.get("responsible_partner")))
        fields |= {"responsible_partner": partner.id} if partner else {"responsible": name or fields.get("responsible")}
        measure = Measure(new[_id(values)], phase=phase, order=key, **fields | _followed(plan, copied, values, fields))
        period.check(plan, measure)
        measures.append(measure)
    for table in _OF_A_MEASURE:
        for values in copied.rows(table):
            if owner := new.get(str(values.get("measure"))):
                fields = _fields(table, values)
                if table == "document" and home is not None and copied.source not in ("", home):
                    fields["target"] = _from_afar(fields["target"], copied.source)
                made.append(TABLES[table](**{"id": new_id(), "measure": owner, **fields}))
    for values in copied.rows("measure_goal"):
        owner, goal = new.get(str(values.get("measure"))), found.goal(values.get("goal"))
        if owner and goal:
            made.append(MeasureGoal(link_id(owner, goal), measure=owner, goal=goal))
    for values in copied.rows("measure_partner"):
        owner, partner = new.get(str(values.get("measure"))), found.partner(values.get("partner"))
        if owner and partner:
            made.append(MeasurePartner(link_id(owner, partner.id), measure=owner, partner=partner.id))
    # Two partners of the other plan may be one here.
    records = {record.id: record for record in (*measures, *made)}
    return [inserted(record) for record in records.values()], measures


def _followed(plan: Plan, copied: ClipboardRows, values: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a period that follows phases: the same ones here, else the months at which they ended there."""
    found: dict[str, Any] = {}
    for side in SIDES:
        if fields.get(f"{side}_rule") != PHASE_END:
            continue
        followed = plan.find(Phase, key) if isinstance(key := values.get(f"{side}_phase"), str) else None
        if isinstance(followed, Phase):
            found[f"{side}_phase"] = followed.id
            continue
        month, day = copied.ends.get(str(key), (None, None))
        point, offset = NOWHERE, fields.get(f"{side}_offset") or 0
        if month := checked("measure", side, month):
            point = Point(shifted(month, offset), day=None if offset or not is_day(month, day) else day)
        found |= {**stored(side, point), "period_text": None}
    return found


def _goals(
    plan: Plan, copied: ClipboardRows, phase: str, spots: dict[str, tuple[str | None, str]]
) -> tuple[list[RowChange], list[Goal]]:
    """The changes that add their goals, those at the top of it at these places; and these."""
    new: dict[str, str] = {}
    rows: list[RowChange] = []
    tops: list[Goal] = []
    owners = Counter(str(values.get("parent")) for values in copied.rows("goal"))
    below = {owner: iter(order.block("", None, count)) for owner, count in owners.items()}
    for number, values in enumerate(copied.rows("goal"), 1):
        key = _id(values)
        owner = str(values.get("parent"))
        # Those below follow their parents, which come before them, and stand in the order they came in.
        parent, place = spots.get(key) or (new.get(owner), next(below[owner]))
        goal = Goal(new_id(), phase=phase, parent=parent, order=place, **_fields("goal", values, number))
        new[key] = goal.id
        rows.append(inserted(goal))
        if key in spots:
            tops.append(goal)
    for values in copied.rows("measure_goal"):
        measure, copy = plan.find(Measure, values.get("measure")), new.get(str(values.get("goal")))
        if measure and copy:
            rows.append(inserted(MeasureGoal(link_id(measure.id, copy), measure=measure.id, goal=copy)))
    return rows, tops


def _roots(copied: ClipboardRows) -> list[str]:
    """The goals of copied rows that stand under none of it."""
    ids = {_id(values) for values in copied.rows("goal")}
    return [_id(values) for values in copied.rows("goal") if values.get("parent") not in ids]


def _new_partners(plan: Plan, copied: ClipboardRows, phase: str | None) -> tuple[list[RowChange], list[Partner]]:
    """The changes that add their partners which the register does not know; and all partners of the rows."""
    rows: list[RowChange] = []
    partners: list[Partner] = []
    names, own = Names(plan), Names(Plan.empty())
    aliases: dict[str, list[dict[str, Any]]] = {}
    for alias in copied.rows("alias"):
        aliases.setdefault(str(alias.get("partner")), []).append(alias)
    for number, values in enumerate(copied.rows("partner"), 1):
        fields = _fields("partner", values, number)
        found = plan.find(Partner, _id(values)) or names.find(fields["name"])
        found = found or own.find(fields["name"])
        if found is None:
            found = Partner(new_id(), joined_phase=phase, **fields)
            own.add(found, (found.name,))
            rows.append(inserted(found))
            rows += [
                inserted(Alias(new_id(), partner=found.id, **_fields("alias", alias)))
                for alias in aliases.get(_id(values), ())
            ]
        partners.append(found)
    return rows, partners


def _fields(table: str, values: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """What a copied row holds, each value checked; its place and what it refers to are left out."""
    try:
        return {
            field: checked(table, field, values.get(field))
            for field, spec in FIELD_TABLE[table].items()
            if spec.is_own and (field in values or spec.needed)
        }
    except PlanError as error:
        if not number:
            raise
        raise PlanError(f"{TABLE_WORDS[table]} {number} der Zwischenablage: {error}") from None


def _id(values: dict[str, Any]) -> str:
    return str(values.get("id"))


class Found:
    """What of a plan the rows of copied rows refer to: the same records, or those of the same words."""

    def __init__(self, plan: Plan, copied: ClipboardRows):
        self._plan, self._words = plan, copied.names
        self._names: Names | None = None
        self._goals: dict[str, list[str]] | None = None

    def partner(self, key: Any) -> Partner | None:
        """The partner: the same one, or one of its name."""
        found = self._plan.find(Partner, str(key)) if key else None
        if isinstance(found, Partner):
            return found
        self._names = self._names or Names(self._plan)
        return self._names.find(self._words.get(str(key), ""))

    def goal(self, key: Any) -> str | None:
        """The id of the goal: the same one, or the only one of its text."""
        if self._plan.find(Goal, str(key)):
            return str(key)
        if self._goals is None:
            self._goals = {}
            for goal in self._plan.all(Goal).values():
                self._goals.setdefault(goal.text, []).append(goal.id)
        same = self._goals.get(self._words.get(str(key), ""), [])
        return same[0] if len(same) == 1 else None


def _after_each(siblings: Sequence[Ordered], chosen: Sequence[str]) -> tuple[dict[str, str], list[RowChange]]:
    """A place right after each of the chosen; and the rows of siblings that need a new one to make room."""
    spots: dict[str, str] = {}
    doubled = set(chosen)
    for place, sibling in enumerate(siblings):
        if sibling.id in doubled:
            # Only the two that it comes between matter: looking at all of them each time would take the square.
            keys, rekeyed = places(siblings[place : place + 2], 1, 1)
            if rekeyed:
                break
            spots[sibling.id] = keys[0]
    else:
        return spots, []
    fresh = iter(order.block("", None, len(siblings) + len(doubled)))
    rows: list[RowChange] = []
    for sibling in siblings:
        rows += updated(sibling, order=next(fresh))
        if sibling.id in doubled:
            spots[sibling.id] = next(fresh)
    return spots, rows
