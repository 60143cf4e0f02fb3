"""The minutes of a meeting, with what § 93 VwVfG asks: place and date, chair and those present, motions, decisions."""

from collections.abc import Iterator
from dataclasses import replace

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import Meeting, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.meetings import Entry
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.meeting_paper import empty, head, paragraphs, people, when_and_where
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import BODY, NOTE, STRONG, Style

REPORT = "Protokoll"
_SIGNED, _WRITTEN = "Sitzungsleitung", "Schriftführung"
"""Who signs: who wrote the minutes too, if somebody did (§ 93 VwVfG)."""


def minutes(plan: Plan, request: Request) -> bytes:
    """The minutes as a PDF, with lines for the signatures; without a meeting that is asked for, those of the last one.

    Raises:
        PlanError: the meeting is not in the plan, or the paper is too narrow.
    """
    meeting = plan.find(Meeting, request.meeting)
    if meeting is not None:
        request = replace(request, signature=request.signature or _SIGNED)
    draft = Document(plan, request, REPORT, "portrait")
    if meeting is None:
        return empty(draft, REPORT)
    if meeting.minutes_by:
        draft.also_signed_by = (_WRITTEN,)
    entries = list(meetings.entries(plan, meeting.id))
    draft.count(len(entries))
    leads = [f"Stand: {written(request.today)}"]
    if meeting.state != "closed":
        leads.append("Entwurf: Dieses Protokoll ist noch nicht abgeschlossen.")
    if request.corrections:
        leads.append("Berichtigt: Was seit dem ersten Abschluss geändert wurde, steht am Ende.")
    elif meeting.reopened:
        leads.append(f"Berichtigt: {meeting.reopened}")
    opening = draft.opening(titled(REPORT, caption(meeting)), leads)
    if not entries:
        opening.append(draft.sentence("Die Tagesordnung ist noch leer."))
    facts = head(draft, _facts(draft, meeting))
    parts = [replace(facts, opening=opening), *(_item(draft, entry) for entry in entries)]
    if request.corrections:
        parts.append(_corrections(draft, meeting))
    return draft.finished(parts)


def _facts(draft: Document, meeting: Meeting) -> Iterator[tuple[str, str]]:
    plan = draft.plan
    yield "Gremium", meetings.body_name(plan, meeting)
    yield from when_and_where(meeting)
    yield "Leitung", meeting.chair or ""
    yield "Protokoll", meeting.minutes_by or ""
    found = plan.attendance(meeting.id)
    for state, word in (("came", "Anwesend"), ("excused", "Entschuldigt"), ("absent", "Nicht erschienen")):
        yield word, people(draft, [one for one in found if one.state == state])
    # Who is a member is not public, so that only the internal edition can tell.
    if draft.request.edition == "internal" and (quorum := meetings.quorum(plan, meeting)):
        said = "ja" if quorum.is_reached else "nein"
        yield "Beschlussfähig", f"{said}: {quorum.members} anwesend, beschlussfähig ab {quorum.needed}"


def _item(draft: Document, entry: Entry) -> Part:
    plan, item = draft.plan, entry.item
    told: list[tuple[str, Style]] = []
    if topics := meetings.topics(plan, item.id):
        told.append((f"Zu: {'; '.join(topics)}", NOTE))
    if item.text:
        told.append((item.text, BODY))
    for decision in plan.decisions_at(item.id):
        told += _decision(decision)
    for task in plan.tasks_at(item.id):
        told.append((_task(plan, task), BODY))
    draft.steps.set()
    # What is made first is read first.
    level = 2 if item.parent is None else 3
    opening = [draft.heading(f"TOP {entry.number}: {item.title}", above=14.0 if level == 2 else 9.0, level=level)]
    return Part(opening, None, [paragraphs(draft, told)] if told else [])


def _corrections(draft: Document, meeting: Meeting) -> Part:
    """What was corrected each time that the minutes were opened again, and why."""
    opening, rows = [draft.heading("Berichtigungen")], []
    for one in draft.request.corrections:
        front = f"Berichtigt am {german_date(one.on)}"
        told = [(f"{front}: {one.reason}" if one.reason else front, STRONG)]
        told += [(line, BODY) for line in one.lines(meeting.id) or ("Am Wortlaut hat sich nichts geändert.",)]
        rows.append(paragraphs(draft, told))
    return Part(opening, None, rows)


def _decision(decision: Decision) -> Iterator[tuple[str, Style]]:
    yield f"Beschluss: {decision.text or ''}", STRONG
    reference = f"Vorlage {decision.reference}" if decision.reference else ""
    vote = meetings.vote_text(decision)
    if told := ", ".join(filter(None, (f"Abstimmung: {vote}" if vote else "", reference))):
        yield told, NOTE


def _task(plan: Plan, task: Task) -> str:
    facts = [f"bis {german_date(task.until)}" if task.until else ""]
    if task.done_on:
        facts.append(f"erledigt am {german_date(task.done_on)}")
    return " · ".join(filter(None, (f"Aufgabe: {task.text}", *facts, meetings.who(plan, task))))
