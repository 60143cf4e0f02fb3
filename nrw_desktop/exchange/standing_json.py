"""The „Stand“ of a plan as JSON for other programs, as `status --json` promises it: keys keep their order, new ones
come last.
"""

from collections.abc import Iterable

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.checks import Gap, Group
from nrw_desktop.domain.queries.due import last_month_of_soon
from nrw_desktop.domain.queries.standing import Entry, Standing


def standing_json(plan: Plan, standing: Standing, found: Iterable[Group]) -> bytes:
    """How a plan stands and what was found missing, in UTF-8, indented, with a line end at the end.

    Days are ISO dates, months ``YYYY-MM``, phases their numbers, status and kinds the English codes. What is done is
    listed only where a day was asked for, since which.
    """
    return msgspec.json.format(msgspec.json.encode(_object(plan, standing, tuple(found))), indent=2) + b"\n"


def _object(plan: Plan, standing: Standing, found: tuple[Group, ...]) -> dict[str, object]:
    lists, statuses = standing.lists, standing.lists.statuses
    done = lists.done if standing.since else None
    listed = {
        "overdue": lists.overdue,
        "soon": lists.soon,
        "running": lists.running,
        "done_since": done,
        "undated": lists.undated,
        "without_period": standing.without_period,
        "postponed": lists.postponed,
        "dropped": lists.dropped,
    }
    deadline = standing.next_deadline
    return {
        "on": standing.today.isoformat(),
        "since": standing.since and standing.since.isoformat(),
        "soon_until": last_month_of_soon(standing.today),
        "counts": {
            "measures": statuses.total(),
            "overdue": len(lists.overdue),
            "soon": len(lists.soon),
            "later": len(lists.later),
            "undated": len(lists.undated),
            "planned": statuses["planned"],
            "running": statuses["running"],
            "done": statuses["done"],
            "done_since": None if done is None else len(done),
            "postponed": statuses["postponed"],
            "dropped": statuses["dropped"],
            "without_period": len(standing.without_period),
        },
        **{key: None if entries is None else _measures(plan, entries) for key, entries in listed.items()},
        "deadlines": {
            "next": {"what": deadline.what, "date": deadline.date} if deadline else None,
            "past": len(standing.past_deadlines),
        },
        "phases": [
            {
                "number": number,
                "title": phase.title,
                "measures": progress.total,
                "done": progress.done,
                "postponed": progress.postponed,
                "dropped": progress.dropped,
            }
            for number, (phase, progress) in enumerate(standing.phases, 1)
        ],
        "missing": [_counted(group, group.gaps) for group in found if group.gaps],
        "set_aside": [_counted(group, group.aside) for group in found if group.aside],
        "open_tasks": [
            {
                "text": task.text,
                "who": meetings.who(plan, task) or None,
                "until": task.until,
                "overdue": meetings.is_overdue(task, standing.today),
            }
            for task in standing.tasks
        ],
    }


def _counted(group: Group, gaps: tuple[Gap, ...]) -> dict[str, object]:
    return {"kind": group.kind, "title": group.title, "count": len(gaps)}


def _measures(plan: Plan, entries: Iterable[Entry]) -> list[dict[str, object]]:
    return [
        {
            "text": entry.measure.text,
            "short": entry.measure.short,
            "phase": plan.number(entry.measure.phase),
            "status": entry.measure.status,
            "due": entry.due.until if entry.due else None,
            "due_with_phase": bool(entry.due and entry.due.by_phase),
            "responsible": plan.responsible(entry.measure) or None,
        }
        for entry in entries
    ]
