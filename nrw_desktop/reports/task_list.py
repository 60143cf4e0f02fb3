"""The open tasks, person by person."""

from itertools import groupby

from reportlab.lib.units import mm

from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.meeting_records import Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.reports.document import Document, written
from nrw_desktop.reports.phase_overview import column_widths
from nrw_desktop.reports.request import Request
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import NOTE, Share

REPORT = "Aufgabenliste"
_SHARES = (Share(115, 60 * mm), Share(24, 24 * mm), Share(28, 26 * mm))
_LABELS = ("Aufgabe", "Bis", "Stand")
_NOBODY = "Ohne genannte Person"
_NONE = "Dieser Plan hat noch keine Aufgaben."
_NONE_OPEN = "Es gibt keine offenen Aufgaben."


def task_list(plan: Plan, request: Request) -> bytes:
    """The open tasks as a PDF; those who are no partner of the register are named in the internal edition alone.

    Raises:
        PlanError: the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "portrait")
    tasks = meetings.open_tasks(plan)
    draft.count(len(tasks))
    opening = draft.opening(REPORT, [f"Stand: {written(request.today)}"])
    if not tasks:
        return draft.finished([Part([*opening, draft.sentence(_NONE_OPEN if plan.tasks else _NONE)])])

    def who(task: Task) -> str:
        return meetings.who(plan, task)

    listed = sorted(tasks, key=lambda task: (not who(task), sort_key(who(task)), who(task)))
    parts = [_table(draft, name or _NOBODY, list(some)) for name, some in groupby(listed, who)]
    return draft.finished([Part(opening), *parts])


def _table(draft: Document, name: str, tasks: list[Task]) -> Part:
    # What is made first is read first.
    heading = draft.heading(f"{name} ({len(tasks)})")
    table = draft.table(column_widths(_SHARES, draft), _LABELS)
    header, goes_on = table.header(), draft.goes_on(name)
    rows = []
    for task in tasks:
        line = table.line()
        what, until, state = line.cells
        what.text(task.text)
        if measure := draft.plan.find(Measure, task.measure):
            what.text(f"Zu: {caption(measure)}", NOTE)
        until.text(german_date(task.until) or "–")
        state.text("überfällig" if meetings.is_overdue(task, draft.request.today) else "offen")
        draft.steps.set()
        rows.append(line.row(above=3.5, below=4, rule=0.25, caption=goes_on))
    return Part([heading], header, rows)
