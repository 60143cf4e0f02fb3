"""What the lists about meetings show: the meetings, who was there, the agenda, decisions with their votes, tasks."""

from collections.abc import Sequence

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.labels_de import TABLE_WORDS
from nrw_desktop.domain.model.meeting_records import AgendaItem, Attendance, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.lists.columns import Editor, TableSpec, column_of
from nrw_desktop.gui.lists.outline import Node, OutlineSpec


def is_closed(plan: Plan, meeting: str | None) -> bool:
    """Whether nothing of a meeting can be written: its minutes are closed, or there is none."""
    found = plan.find(Meeting, meeting)
    return found is None or found.state == "closed"


def item_is_closed(plan: Plan, item: str | None) -> bool:
    """The same for an item of an agenda."""
    found = plan.find(AgendaItem, item)
    return found is None or is_closed(plan, found.meeting)


def name_of(plan: Plan, meeting: Meeting) -> str:
    """What a meeting is called without its day."""
    return meeting.title or meetings.body_name(plan, meeting) or TABLE_WORDS["meeting"]


def mark_of(plan: Plan, item: AgendaItem) -> str:
    """How an item is numbered in its agenda: „TOP 1.2“."""
    found = next(entry.number for entry in meetings.entries(plan, item.meeting) if entry.item.id == item.id)
    return f"TOP {found}"


def _named_told(_plan: Plan, one: Attendance) -> str:
    may = "darf" if one.named else "darf nicht"
    return f"{may} in der öffentlichen Fassung des Protokolls genannt werden"


def _agenda_nodes(plan: Plan, meeting: str) -> Sequence[Node]:
    """The items of a meeting, each under the one it stands under, with what came of it."""
    movable = not is_closed(plan, meeting)
    return [
        Node(entry.item.id, entry.item.parent, entry.item.title, entry.number, _came_of(plan, entry.item), entry.item,
             movable, movable)
        for entry in meetings.entries(plan, meeting)
    ]  # fmt: skip


def _came_of(plan: Plan, item: AgendaItem) -> str:
    """How long an item is to take, and how many decisions and tasks came of it."""
    decided, given = len(plan.decisions_at(item.id)), len(plan.tasks_at(item.id))
    parts = (
        f"{item.minutes} min" if item.minutes else "",
        f"{decided} {'Beschluss' if decided == 1 else 'Beschlüsse'}" if decided else "",
        f"{given} {'Aufgabe' if given == 1 else 'Aufgaben'}" if given else "",
    )
    return " · ".join(filter(None, parts))


def _concerned(plan: Plan, decision: Decision) -> str:
    return ", ".join(meetings.concerned(plan, decision.id)) or "–"


MEETINGS = TableSpec(
    "meeting",
    (
        column_of("meeting", "date", width=84, editable=False),
        column_of("meeting", "title", stretch=True, editable=False, shows=name_of),
    ),
    lambda plan, _scope: plan.meetings[::-1],
    remove=lambda plan, keys: edits.meetings.remove(plan, keys[0]),
    depends=("body",),
    placed_by=("date",),
    empty="Noch keine Sitzung. „Neu“ legt die erste an.",
    sortable=False,
)
ATTENDANCE = TableSpec(
    "attendance",
    (
        column_of("attendance", "who", header="Name", editor=Editor.PARTNER, stretch=True, shows=meetings.who),
        column_of("attendance", "state", width=150),
        column_of(
            "attendance",
            "named",
            header="Namentlich",
            width=104,
            editable=False,
            shows=lambda _plan, one: "ja" if one.named else "–",
            tells=_named_told,
        ),
    ),
    lambda plan, meeting: plan.attendance(meeting) if meeting else (),
    add=edits.attendance.add,
    remove=edits.attendance.remove,
    depends=("partner", "meeting"),
    placed_by=(),
    draft="who",
    empty="Noch niemand. „Neu“ oder Einfg nennt den Ersten, „Mitglieder einladen“ alle des Gremiums.",
    locked=is_closed,
)
AGENDA = OutlineSpec(
    "agenda_item",
    ("agenda_item", "decision", "task", "meeting"),
    _agenda_nodes,
    rename=lambda plan, key, text: edits.agenda.set_field(plan, key, "title", text),
    add=edits.agenda.add,
    drop=lambda plan, keys, _meeting, above, row: edits.agenda.move(plan, keys[0], above, row),
    remove=lambda plan, keys: edits.agenda.remove(plan, keys[0]),
    empty="Noch keine Tagesordnung. „Neu“ oder Strg+Umschalt+T legt den ersten Punkt an.",
    nests=True,
    owner=Meeting,
    field="title",
    locked=is_closed,
)
DECISIONS = TableSpec(
    "decision",
    (
        column_of("decision", "text", stretch=True),
        column_of("decision", "votes_for", header="Ja", width=60),
        column_of("decision", "votes_against", header="Nein", width=60),
        column_of("decision", "abstained", header="Enth.", width=60),
        column_of("decision", "measure", header="Betrifft", width=90, editable=False, shows=_concerned),
    ),
    lambda plan, item: plan.decisions_at(item) if item else (),
    add=edits.meeting_decisions.add,
    remove=edits.meeting_decisions.remove,
    depends=("meeting", "measure", "measure_decision"),
    placed_by=(),
    empty="Kein Beschluss. Strg+B nimmt den ersten auf.",
    sortable=False,
    locked=item_is_closed,
)
TOPICS = TableSpec(
    "agenda_item",
    (column_of("agenda_item", "title", stretch=True),),
    lambda plan, _scope: plan.agenda(None),
    add=lambda plan, _scope, text: edits.agenda.add(plan, None, text),
    remove=lambda plan, keys: edits.agenda.remove(plan, keys[0]),
    placed_by=("meeting", "order"),
    draft="title",
    empty="Kein Thema. „Neu“ oder Einfg notiert, was in einer der nächsten Sitzungen besprochen werden soll.",
    sortable=False,
)
OPEN_TASKS = TableSpec(
    "task",
    (
        column_of("task", "text", stretch=True),
        column_of("task", "who", header="Wer", width=70, editor=Editor.PARTNER, wraps=True, shows=meetings.who),
        column_of("task", "until", width=84, tip="31.12.2018"),
    ),
    lambda plan, _scope: meetings.open_tasks(plan),
    remove=edits.tasks.remove,
    depends=("partner",),
    placed_by=("until", "done_on"),
    empty="Keine Aufgabe ist offen. In einer Sitzung vergibt Strg+U eine.",
    sortable=False,
)
TASKS = TableSpec(
    "task",
    (
        column_of("task", "text", stretch=True),
        column_of("task", "who", header="Wer", width=130, editor=Editor.PARTNER, shows=meetings.who),
        column_of("task", "until", width=92, tip="31.12.2018 oder in 2 Wochen"),
        column_of("task", "done_on", width=92, tip="heute"),
    ),
    lambda plan, item: plan.tasks_at(item) if item else (),
    add=lambda plan, item, text: edits.tasks.add(plan, text, item),
    remove=edits.tasks.remove,
    depends=("partner", "meeting"),
    placed_by=(),
    empty="Keine Aufgabe. Strg+U legt die erste an.",
    sortable=False,
    locked=item_is_closed,
)
