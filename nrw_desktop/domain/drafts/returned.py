"""What rows that come back say otherwise than the plan, and an import does not change by itself: names and places."""

from collections.abc import Iterator, Sequence

import msgspec

from nrw_desktop.domain.drafts.bringing_in import closed_minutes
from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Draft, Fault, Place, answered
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Partner, Phase
from nrw_desktop.domain.queries.partners import known
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.domain.text.shortening import shortened

_RENAME, _KEEP = "rename", "keep"
_MOVED = (
    "{count} in der Datei in einer anderen Phase als im Plan, etwa „{example}“. Ein Import verschiebt nichts; bitte im "
    "Programm verschieben, wenn das so gemeint ist."
)
_BELOW = (
    "{count} in der Datei unter einem anderen Ziel als im Plan oder unter keinem, etwa „{example}“. Ein Import ordnet "
    "nichts um; bitte im Programm verschieben, wenn das so gemeint ist."
)
_CLOSED = (
    "Das Protokoll dieser Sitzung ist abgeschlossen; es bleibt, wie es ist. Bitte zuerst mit einem Grund wieder "
    "öffnen, wenn gelten soll, was in der Datei steht."
)
_ORDER = "{what} stehen in der Datei in einer anderen Reihenfolge als im Plan. Die Reihenfolge im Plan bleibt."
_KINDS: tuple[tuple[type[Measure | Goal], str, str], ...] = (
    (Measure, "Eine Maßnahme steht", "Maßnahmen"),
    (Goal, "Ein Ziel steht", "Ziele"),
)


def compared(draft: Draft, plan: Plan, answers: Answers) -> Draft:
    """The draft with a question for each partner that has another name now, and with what is said of moved rows."""
    doubts: list[Doubt] = []
    errors: list[Fault] = []
    renamed = set()
    for partner in draft.plan.partners:
        there = plan.find(Partner, draft.same.get(partner.id))
        if there is None or partner.name == there.name or "name" not in draft.said.get(partner.id, ("name",)):
            continue
        place = draft.places.get(partner.id, Place())
        other = known(plan, partner.name)
        if other is not None and other.id != there.id:
            why = f"So heißt schon ein anderer Kooperationspartner; „{there.name}“ behält seinen Namen."
            errors.append(Fault(place, partner.name, why))
            continue
        asked = Doubt(
            key=f"„{there.name}“, neuer Name",
            place=place,
            read=partner.name,
            question=f"„{there.name}“ heißt in der Datei „{partner.name}“. Welcher Name gilt?",
            choices=(Choice(_RENAME, f"„{partner.name}“"), Choice(_KEEP, f"weiter „{there.name}“")),
            suggestion=_RENAME,
            kind="neue Namen",
        )
        doubts.append(answered(asked, answers))
        if doubts[-1].chosen == _RENAME:
            renamed.add(partner.id)
    return msgspec.structs.replace(
        draft,
        doubts=(*draft.doubts, *doubts),
        errors=(*draft.errors, *errors, *_of_closed_minutes(draft, plan)),
        renamed=frozenset(renamed),
        remarks=(*draft.remarks, *_of_places(draft, plan)),
    )


def _of_closed_minutes(draft: Draft, plan: Plan) -> Iterator[Fault]:
    for meeting, row in closed_minutes(plan, draft).items():
        yield Fault(draft.places.get(row, Place()), caption(plan.get(Meeting, meeting)), _CLOSED)


def _of_places(draft: Draft, plan: Plan) -> Sequence[str]:
    """That rows stand elsewhere: an import moves none, as lists are sorted and filtered in many ways."""
    found = []
    if _is_reordered([draft.same.get(phase.id, "") for phase in draft.plan.phases], [one.id for one in plan.phases]):
        found.append(_ORDER.format(what="Phasen"))
    for kind, one, several in _KINDS:
        moved: list[Measure | Goal] = []
        nested: list[Measure | Goal] = []
        reordered = False
        for phase, rows in _lists(draft.plan, kind):
            there = [(row, old) for row in rows if (old := plan.find(kind, draft.same.get(row.id))) is not None]
            away = [old for _, old in there if not _is_same(draft, phase, plan.get(Phase, old.phase))]
            below = [(row, old) for row, old in there if old not in away and not _is_below_same(draft, row, old)]
            gone = {old.id for old in (*away, *(old for _, old in below))}
            stay = [(old.order, old.id) for _, old in there if old.id not in gone]
            moved += away
            # Those whose goal is not in the file, as where a filter hides it, are only left out of its order.
            nested += (old for row, old in below if _parent(row) or _parent(old) in draft.same.values())
            reordered |= stay != sorted(stay)
        for sentence, told in ((_MOVED, moved), (_BELOW, nested)):
            if told:
                count = one if len(told) == 1 else f"{len(told)} {several} stehen"
                found.append(sentence.format(count=count, example=shortened(caption(told[0]))))
        if reordered:
            found.append(_ORDER.format(what=several))
    return found


def _lists(plan: Plan, kind: type[Measure | Goal]) -> Iterator[tuple[Phase, Sequence[Measure | Goal]]]:
    """The rows that have an order among them, with their phase: of goals, those below each other one as well."""
    for phase in plan.phases:
        if kind is Measure:
            yield phase, plan.measures(phase.id)
            continue
        above: list[str | None] = [None]
        for parent in above:
            yield phase, (rows := plan.goals(phase.id, parent))
            above += [goal.id for goal in rows]


def _is_below_same(draft: Draft, row: Measure | Goal, there: Measure | Goal) -> bool:
    """Whether a goal stands below the same one as in the plan; a measure stands below none."""
    above = _parent(row)
    return (draft.same.get(above, "") if above else None) == _parent(there)


def _parent(row: Measure | Goal) -> str | None:
    return row.parent if isinstance(row, Goal) else None


def _is_same(draft: Draft, phase: Phase, there: Phase) -> bool:
    """Whether a phase of the draft is that one: by its id, or by its title where the file has no list of phases."""
    same = draft.same.get(phase.id)
    return same == there.id if same else alike(phase.title, there.title)


def _is_reordered(keys: Sequence[str], there: Sequence[str]) -> bool:
    """Whether those of the keys that are there stand in another order."""
    found = [there.index(key) for key in keys if key in there]
    return found != sorted(found)
