"""Editing who was invited to a meeting, came or is excused."""

from collections.abc import Mapping, Sequence

from nrw_desktop.domain.edits.common import checked, field_change, field_label, removed
from nrw_desktop.domain.edits.meeting_links import refuse_closed
from nrw_desktop.domain.edits.reading import read
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, reference, updated
from nrw_desktop.domain.model.labels_de import value_text
from nrw_desktop.domain.model.meeting_records import Attendance, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import new_id
from nrw_desktop.domain.queries import meetings


def add(plan: Plan, meeting: str, text: str, state: str = "invited") -> Change:
    """One more who is invited or came: the partner that is called so, else a name.

    Raises:
        PlanError: the text is empty, somebody of that name is in the list, or the minutes are closed.
    """
    owner = plan.get(Meeting, meeting)
    refuse_closed(plan, owner)
    who = read(plan, "attendance", "who", text)
    if not any(who.values()):
        raise PlanError("Hier fehlt ein Name. Bitte einen eingeben oder mit Esc abbrechen.")
    _refuse_double(plan, meeting, who)
    row = Attendance(new_id(), meeting=meeting, state=checked("attendance", "state", state), **who)
    return Change((inserted(row),), f"Teilnahme an {reference(owner)} hinzugefügt")


def invite_members(plan: Plan, meeting: str) -> Change:
    """Invite the members of the body that are not in the list yet.

    Raises:
        PlanError: the meeting is of no body, or its minutes are closed.
    """
    owner = plan.get(Meeting, meeting)
    refuse_closed(plan, owner)
    if owner.body is None:
        raise PlanError("Diese Sitzung gehört zu keinem Gremium. Bitte zuerst eines auswählen.")
    known = {(one.partner, one.name) for one in plan.attendance(meeting)}
    new = [one for one in plan.members(owner.body) if (one.partner, one.name) not in known]
    rows = tuple(inserted(Attendance(new_id(), meeting=meeting, partner=one.partner, name=one.name)) for one in new)
    return Change(rows, f"Mitglieder zu {reference(owner)} eingeladen")


def set_state(plan: Plan, keys: Sequence[str], state: str) -> Change:
    """Note of several at once that they came, are excused, or did not come.

    Raises:
        PlanError: there is no such state, none is chosen, or the minutes are closed.
    """
    rows = _chosen(plan, keys)
    value = checked("attendance", "state", state)
    changes = [row for one in rows for row in updated(one, state=value)]
    word = value_text("attendance", "state", value)
    owner = plan.get(Meeting, rows[0].meeting)
    who = "1 Person" if len(rows) == 1 else f"{len(rows)} Personen"
    return Change(tuple(changes), f"{who} bei {reference(owner)}: {word}")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a row a new value; „who“ is the partner that is called so, else a name."""
    row = plan.get(Attendance, key)
    refuse_closed(plan, row)
    owner = plan.get(Meeting, row.meeting)
    if field in ("who", "name"):
        who = read(plan, "attendance", "who", value or "")
        if not any(who.values()):
            raise PlanError("Hier fehlt ein Name. Bitte einen eingeben oder mit Esc abbrechen.")
        if not updated(row, **who):
            return Change((), "")
        _refuse_double(plan, meeting=row.meeting, who=who)
        # Another person has not agreed to be named.
        return Change(updated(row, **who, named=0), f"Name bei {reference(owner)} geändert")
    change = field_change(plan, row, field, value)
    return Change(change.rows, f"{field_label('attendance', field)} bei {reference(owner)} geändert")


def remove(plan: Plan, keys: Sequence[str]) -> Change:
    """Take some out of the list.

    Raises:
        PlanError: none is chosen, or the minutes are closed.
    """
    rows = _chosen(plan, keys)
    owner = plan.get(Meeting, rows[0].meeting)
    subject = "Teilnahme" if len(rows) == 1 else f"{len(rows)} Teilnahmen"
    return Change(tuple(removed(plan, rows)), f"{subject} an {reference(owner)} gelöscht")


def _refuse_double(plan: Plan, meeting: str, who: Mapping[str, str | None]) -> None:
    """Nobody is there twice, and would count twice."""
    same = (one for one in plan.attendance(meeting) if (one.partner, one.name) == (who["partner"], who["name"]))
    if (found := next(same, None)) is not None:
        raise PlanError(
            f"„{meetings.who(plan, found)}“ steht schon in der Liste. Bitte dort ändern oder mit Esc abbrechen."
        )


def _chosen(plan: Plan, keys: Sequence[str]) -> list[Attendance]:
    rows = [plan.get(Attendance, key) for key in keys]
    if not rows:
        raise PlanError("Es ist niemand ausgewählt. Bitte zuerst eine Zeile anklicken.")
    for row in rows:
        refuse_closed(plan, row)
    return rows
