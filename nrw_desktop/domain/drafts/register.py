"""Asks about names in a draft that a plan's register has in nearly the same spelling."""

import msgspec

from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Draft, Place, answered
from nrw_desktop.domain.edits.names import Names, by_print
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.duplicate_names import REASONS, suggestions
from nrw_desktop.domain.text.gate import looks

_SAME, _APART = "same", "apart"
_MOST = 200
"""Names that are compared with each other; a municipality has some fifty partners."""


def against(draft: Draft, plan: Plan, answers: Answers) -> Draft:
    """The draft with a question for each new name that may be one of the plan's register, spelt in another way.

    A name that is answered to be the same is that partner, and keeps its own spelling where it is printed.
    """
    names, printed = Names(plan), by_print(plan)
    others = (one for one in draft.plan.partners if one.id not in draft.same and looks(one.name) not in printed)
    new = {one.id: one for one in others if names.find(one.name) is None}
    if not new or len(new) + len(plan.partners) > _MOST:
        return draft
    rows = {**Plan.empty().rows, **{table: plan.rows[table] for table in ("project", "alias", "distinct")}}
    both = Plan({**rows, "partner": {**plan.rows["partner"], **new}})
    doubts: list[Doubt] = []
    same: dict[str, str] = {}
    for one, other, reason in suggestions(both):
        mine, theirs = (one, other) if one.id in new else (other, one)
        if mine.id not in new or theirs.id in new or mine.id in same or reason not in ("spelling", "slip"):
            continue
        asked = Doubt(
            key=f"„{mine.name}“ und „{theirs.name}“ im Verzeichnis",
            place=draft.places.get(mine.id, Place()),
            read=mine.name,
            question=f"Ist „{mine.name}“ der Kooperationspartner „{theirs.name}“ ({REASONS[reason]})?",
            choices=(Choice(_SAME, f"ja: „{theirs.name}“"), Choice(_APART, "nein, ein neuer")),
            suggestion=_SAME,
            kind="Kooperationspartner im Verzeichnis",
        )
        doubts.append(answered(asked, answers))
        if doubts[-1].chosen == _SAME:
            same[mine.id] = theirs.id
    return msgspec.structs.replace(draft, doubts=(*draft.doubts, *doubts), registered=same)
