"""What is said of rows put into a plan: what was there already, and what could not come along."""

from collections import Counter
from collections.abc import Mapping

from nrw_desktop.domain.edits.names import Names
from nrw_desktop.domain.edits.paste import Found
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Partner, Phase
from nrw_desktop.domain.queries.clipboard_rows import ClipboardRows
from nrw_desktop.domain.text.points import SIDES


def of_parcel(plan: Plan, copied: ClipboardRows, change: Change) -> str:
    """What a person should know of copied rows put into a plan: what could not come along, and what was there already.

    ``plan`` is the plan before the change. Empty where all came as it was.
    """
    moved = all(row.before is not None for row in change.rows if row.table == copied.table)
    if moved and copied.table != "partner":
        return ""
    sentences: list[str] = []
    found = Found(plan, copied)
    new = {row.table: 0 for row in change.rows} | Counter(row.table for row in change.rows if row.before is None)
    if copied.table in ("partner", "mention"):
        sentences += _partner_remarks(plan, copied, new)
    lost_goals = sum(found.goal(values.get("goal")) is None for values in copied.rows("measure_goal"))
    if copied.table == "goal":
        lost_goals = sum(plan.find(Measure, values.get("measure")) is None for values in copied.rows("measure_goal"))
    lost_partners = sum(found.partner(values.get("partner")) is None for values in copied.rows("measure_partner"))
    other = "Maßnahmen" if copied.table == "goal" else "Zielen"
    for count, what in ((lost_goals, other), (lost_partners, "Kooperationspartnern")):
        if count:
            links = "1 Verknüpfung" if count == 1 else f"{count} Verknüpfungen"
            came = "kam" if count == 1 else "kamen"
            sentences.append(f"{links} mit {what} {came} nicht mit: Es gibt sie in diesem Plan nicht.")
    keys = [values.get("responsible_partner") for values in copied.rows("measure")]
    if unlinked := sum(bool(key) and found.partner(key) is None for key in keys):
        stand = "1 Name steht" if unlinked == 1 else f"{unlinked} Namen stehen"
        sentences.append(f"{stand} bei „Verantwortlich“ als Text: Das Verzeichnis kennt sie nicht.")
    followed = [{values.get(f"{side}_phase") for side in SIDES} - {None} for values in copied.rows("measure")]
    if fixed := sum(any(plan.find(Phase, key) is None for key in phases) for phases in followed):
        periods = "1 Zeitraum richtete" if fixed == 1 else f"{fixed} Zeiträume richteten"
        have = "hat" if fixed == 1 else "haben"
        sentences.append(
            f"{periods} sich nach einer Phase des anderen Plans und {have} jetzt den Monat, der dort galt."
        )
    if sentence := _style_remark(plan, copied, change):
        sentences.append(sentence)
    return " ".join(sentences)


def _partner_remarks(plan: Plan, copied: ClipboardRows, new: Mapping[str, int]) -> list[str]:
    sentences = []
    names = Names(plan)
    unknown = [
        values
        for values in copied.rows("partner")
        if plan.find(Partner, str(values.get("id"))) is None and names.find(str(values.get("name"))) is None
    ]
    count, added = len(copied.rows("partner")), new.get("partner", 0)
    if known := count - added:
        stay = "Er bleibt, wie er ist." if known == 1 else "Sie bleiben, wie sie sind."
        sentences.append(f"{added} neu im Verzeichnis, {known} gab es dort schon. {stay}")
    if copied.table == "mention" and (named := count - new.get("mention", 0)) and new.get("mention"):
        sentences.append(f"{named} nannte die Phase schon.")
    if contacts := sum(copied.contacts.get(str(values.get("id")), 0) for values in unknown):
        people = "1 Ansprechperson kam" if contacts == 1 else f"{contacts} Ansprechpersonen kamen"
        sentences.append(f"{people} nicht mit: Daten von Personen bleiben in dem Plan, für den sie erfasst sind.")
    if copied.table == "partner" and any(values.get("joined_phase") for values in unknown):
        sentences.append("„Dabei seit“ kam nicht mit: Es gehört zu einer Phase des anderen Plans.")
    return sentences


def _style_remark(plan: Plan, copied: ClipboardRows, change: Change) -> str:
    """Goals in a list that is marked otherwise than theirs was."""
    goals = [row.after or {} for row in change.rows if row.table == "goal" and row.before is None]
    if copied.style is None or not goals:
        return ""
    phase, parent = goals[0]["phase"], goals[0]["parent"]
    owner = plan.find(Goal, parent) if parent else plan.get(Phase, phase)
    style = getattr(owner, "child_style" if parent else "goal_style", None)
    if style == copied.style or not plan.goals(phase, parent):
        return ""
    theirs, ours = ("Nummern", "Punkte") if copied.style == "numbered" else ("Punkte", "Nummern")
    return f"{theirs} kamen nicht mit: Die Liste hier hat {ours} (umstellen in der Karte „Ziele“)."
