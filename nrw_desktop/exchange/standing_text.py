"""The „Stand“ of a plan as plain text, to be read in a console."""

from collections.abc import Iterator, Sequence

from nrw_desktop.domain.model.labels_de import caption, full_name, value_text
from nrw_desktop.domain.model.meeting_records import Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.domain.queries.checks import Group
from nrw_desktop.domain.queries.due import BY_PHASE, last_month_of_soon
from nrw_desktop.domain.queries.standing import Entry, Standing
from nrw_desktop.domain.text import months
from nrw_desktop.domain.text.values import german_date, running_date
from nrw_desktop.exchange.plan_text import wrapped


def standing_text(plan: Plan, standing: Standing, found: Sequence[Group]) -> str:
    """How a plan stands, and how much was found missing: all in a line, then what there is to say of each.

    What is done is listed only where a day was asked for, since which.
    """
    lists = standing.lists
    shown = {"Überfällig": lists.overdue, f"Fällig bis Ende {_soon(standing)}": lists.soon, "Läuft": lists.running}
    if standing.since:
        shown[f"Abgeschlossen {_since(plan, standing)}"] = lists.done
    shown["Ohne Zeitraum"] = standing.without_period
    lines = wrapped(plan.project.title or "Plan ohne Titel")
    lines += wrapped(f"Stand vom {running_date(standing.today.isoformat())}: {' · '.join(_in_a_line(plan, standing))}")
    for title, entries in shown.items():
        if entries:
            lines += _section(f"{title} ({len(entries)})", [_measure(plan, entry) for entry in entries])
    if rest := lists.told_unlisted(shown.values()):
        lines += _section("In keiner der Listen", [("", rest)])
    if standing.tasks:
        tasks = [_task(plan, standing, task) for task in standing.tasks]
        lines += _section(f"Offene Aufgaben ({len(tasks)})", tasks)
    if deadlines := list(_deadlines(standing)):
        lines += _section("Fristen", deadlines)
    phases = [(str(n), f"{caption(phase)}: {progress.short}") for n, (phase, progress) in enumerate(standing.phases, 1)]
    lines += _section("Phasen", phases or [("", "Noch keine Phase.")])
    gaps = [(str(len(group.gaps)), f"{group.title}{_aside([group], ' ({})')}") for group in found]
    total = sum(len(group.gaps) for group in found)
    lines += _section(f"Prüfen ({total}{_aside(found, ', {}')})", gaps or [("", "Alles vollständig.")])
    return "\n".join(lines) + "\n"


def _aside(groups: Sequence[Group], form: str) -> str:
    """How many gaps of some kinds are set aside; empty for none."""
    count = sum(len(group.aside) for group in groups)
    return form.format(f"{count} beiseitegelegt") if count else ""


def _in_a_line(plan: Plan, standing: Standing) -> Iterator[str]:
    lists = standing.lists
    yield f"{len(lists.overdue)} überfällig"
    yield f"{len(lists.soon)} bis Ende {_soon(standing)} fällig"
    if standing.next_deadline:
        yield f"nächste Frist {german_date(standing.next_deadline.date)}"
    if standing.since:
        yield f"{len(lists.done)} {_since(plan, standing)} abgeschlossen"


def _soon(standing: Standing) -> str:
    return months.named(last_month_of_soon(standing.today))


def _since(plan: Plan, standing: Standing) -> str:
    return f"seit {meetings.since(plan, standing.since, standing.today)}" if standing.since else ""


def _measure(plan: Plan, entry: Entry) -> tuple[str, str]:
    """When a measure is due, what it is called, and what else is asked about it in a meeting."""
    measure, due = entry.measure, entry.due
    number = plan.number(measure.phase)
    facts = (
        f"{BY_PHASE} {number}" if due and due.by_phase else f"Phase {number}",
        value_text("measure", "status", measure.status),
        plan.responsible(measure),
    )
    name = full_name(measure)
    return due.numeric if due else "–", f"{name} ({', '.join(fact for fact in facts if fact)})"


def _task(plan: Plan, standing: Standing, task: Task) -> tuple[str, str]:
    facts = ["überfällig" if meetings.is_overdue(task, standing.today) else "", meetings.who(plan, task)]
    told = ", ".join(filter(None, facts))
    return german_date(task.until) or "–", f"{task.text}{f' ({told})' if told else ''}"


def _deadlines(standing: Standing) -> Iterator[tuple[str, str]]:
    if found := standing.next_deadline:
        yield german_date(found.date), found.what or "Ohne Text"
    if past := len(standing.past_deadlines):
        yield "", "1 Frist ist vergangen." if past == 1 else f"{past} Fristen sind vergangen."


def _section(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """A title and its rows, what stands in front as wide as the widest, numbers on the right of that."""
    width = max(len(front) for front, _ in rows)
    lines = ["", title]
    for front, text in rows:
        place = front.rjust(width) if front.isdecimal() else front.ljust(width)
        lines += wrapped(text, f"  {place}  " if width else "  ")
    return lines
