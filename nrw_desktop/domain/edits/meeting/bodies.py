"""Editing the bodies that meet, and their members."""

from collections.abc import Sequence
from typing import Any

from nrw_desktop.domain.edits.common import checked, field_change, removed
from nrw_desktop.domain.edits.reading import read
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, inserted, reference, updated
from nrw_desktop.domain.model.meeting_records import Body, BodyMember
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import new_id
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.text.folding import alike


def add(plan: Plan, name: str) -> Change:
    """A new body without members."""
    body = Body(new_id(), checked("body", "name", name))
    _refuse_double(plan, body.name)
    return Change((inserted(body),), f"Gremium {reference(body)} hinzugefügt")


def set_field(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give one field of a body a new value; decisions of its meetings are called by its name, but in closed minutes."""
    body = plan.get(Body, key)
    change = field_change(plan, body, field, value)
    rows: list[RowChange] = list(change.rows)
    if field == "name" and rows:
        name = (rows[0].after or {})["name"]
        _refuse_double(plan, name, key)
        for meeting in plan.meetings:
            if meeting.body == key and meeting.state != "closed":
                rows += [row for one in meetings.decisions(plan, meeting.id) for row in updated(one, body=name)]
    return Change(tuple(rows), change.label)


def remove(plan: Plan, key: str) -> Change:
    """Delete a body with its members; its meetings stay, and keep their titles."""
    body = plan.get(Body, key)
    freed: list[RowChange] = []
    for meeting in plan.meetings:
        if meeting.body == key:
            freed += updated(meeting, body=None, title=meeting.title or body.name)
    return Change((*freed, *removed(plan, (*plan.members(key), body))), f"Gremium {reference(body)} gelöscht")


def add_member(plan: Plan, body: str, text: str) -> Change:
    """One more member: the partner that is called so, else a name.

    Raises:
        PlanError: it is a member already, or the text is empty.
    """
    owner = plan.get(Body, body)
    member = BodyMember(new_id(), body=body, **_who(plan, body, text))
    return Change((inserted(member),), f"Mitglied von {reference(owner)} hinzugefügt")


def set_member(plan: Plan, key: str, field: str, value: str | None) -> Change:
    """Give a member another name („who“): the partner that is called so, else words.

    Raises:
        PlanError: there is no other field, or it is a member already.
    """
    member = plan.get(BodyMember, key)
    owner = plan.get(Body, member.body)
    if field != "who":
        raise PlanError("Ein Mitglied wird durch seinen Namen geändert. Bitte den Namen eingeben.")
    fields = _who(plan, member.body, value or "", key)
    return Change(updated(member, **fields), f"Mitglied von {reference(owner)} geändert")


def remove_members(plan: Plan, keys: Sequence[str]) -> Change:
    """Take members out of their body.

    Raises:
        PlanError: none is chosen.
    """
    members = [plan.get(BodyMember, key) for key in keys]
    if not members:
        raise PlanError("Es ist kein Mitglied ausgewählt. Bitte zuerst eine Zeile anklicken.")
    owner = plan.get(Body, members[0].body)
    subject = "Mitglied" if len(members) == 1 else f"{len(members)} Mitglieder"
    return Change(tuple(removed(plan, members)), f"{subject} von {reference(owner)} gelöscht")


def _who(plan: Plan, body: str, text: str, own: str = "") -> dict[str, Any]:
    found = read(plan, "body_member", "who", text)
    if not any(found.values()):
        raise PlanError("Ein Mitglied braucht einen Namen. Bitte einen eingeben oder mit Esc abbrechen.")
    for one in plan.members(body):
        if one.id != own and (one.partner, one.name) == (found["partner"], found["name"]):
            raise PlanError(f"„{text.strip()}“ ist schon Mitglied. Bitte die vorhandene Zeile ändern.")
    return found


def _refuse_double(plan: Plan, name: str, own: str = "") -> None:
    if any(alike(body.name, name) and body.id != own for body in plan.bodies):
        raise PlanError(f"Das Gremium „{name}“ gibt es schon. Bitte das vorhandene verwenden.")
