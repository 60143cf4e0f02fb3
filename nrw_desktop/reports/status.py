"""The Sachstand for a meeting, on one or two pages: what is overdue, what is due soon, and what has been done."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import due
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.phase_overview import column_widths, scope
from nrw_desktop.reports.request import Request, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.structure_tree import Element, item_list
from nrw_desktop.reports.typeset.styles import ACCENT, BODY, NOTE, Share, Style
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import Column, Row

REPORT = "Sachstand"

_MOST_PAGES = 2
_LIMITS = (60, 45, 30, 20, 15, 10, 7, 5, 3, 2, 1)
"""So many measures a list has at most, tried one after the other until all fits on two pages."""
_SHARES = (Share(69, 50 * mm), Share(15, 15 * mm), Share(20, 20 * mm), Share(28, 28 * mm), Share(35, 30 * mm))
_LABELS = ("Maßnahme", "Phase", "Bis", "Stand", "Verantwortlich")
_FIGURE = Style("Bold", 20, 22, ACCENT)


class _Entry(NamedTuple):
    measure: Measure
    phase: Phase
    due: due.Due | None

    @property
    def until(self) -> str:
        """When it is due; empty while nobody knows."""
        return self.due.until if self.due else ""


class _Lists(NamedTuple):
    """The measures by what is to be said about them."""

    overdue: list[_Entry]
    soon: list[_Entry]
    done: list[_Entry]
    all: list[_Entry]


def status(plan: Plan, request: Request) -> bytes:
    """The Sachstand as a PDF of at most two pages; what does not fit is counted.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    lists = _lists(plan, request, chosen_phases(plan, request))
    longest = max(len(lists.overdue), len(lists.soon), len(lists.done))
    for limit in (*(limit for limit in _LIMITS if limit < longest or limit == _LIMITS[0]), 0):
        draft = Document(plan, request, REPORT, "portrait")
        parts = _parts(draft, lists, limit)
        if limit == 0 or draft.page_count(parts) <= _MOST_PAGES:
            break
    draft.count(0)
    return draft.finished(parts)


def _lists(plan: Plan, request: Request, phases: Sequence[Phase]) -> _Lists:
    found = [
        _Entry(measure, phase, due.of_measure(plan, measure)) for phase in phases for measure in plan.measures(phase.id)
    ]
    by_due = sorted(found, key=lambda entry: entry.due.order if entry.due else "")
    return _Lists(
        [entry for entry in by_due if due.is_overdue(plan, entry.measure, request.today)],
        [entry for entry in by_due if due.is_due_soon(plan, entry.measure, request.today)],
        [entry for entry in reversed(by_due) if _newly_done(entry, request)],
        found,
    )


def _newly_done(entry: _Entry, request: Request) -> bool:
    """Whether a measure is done, and since the date that was asked for, if one was."""
    if entry.measure.status != "done":
        return False
    if request.since is None:
        return True
    if request.earlier is not None:
        before = request.earlier.find(Measure, entry.measure.id)
        return before is None or before.status != "done"
    return not entry.until or not due.is_past(entry.until, request.since)


def _parts(draft: Document, lists: _Lists, limit: int) -> list[Part]:
    request = draft.request
    part = scope(draft, chosen_phases(draft.plan, request))
    opening = draft.opening(titled(REPORT, part), [f"Stand: {written(request.today)}"])
    if not lists.all:
        return [Part([*opening, draft.sentence("Es gibt noch keine Maßnahmen, über die zu berichten wäre.")])]
    opening.append(_figures(draft, lists))
    since = f"Abgeschlossen seit dem {written(request.since)}" if request.since else "Abgeschlossen"
    return [
        Part(opening),
        *_list(draft, "Überfällig", "Nichts ist überfällig.", lists.overdue, limit),
        *_list(draft, "Fällig in den nächsten drei Monaten", "Nichts wird fällig.", lists.soon, limit),
        *_list(draft, since, "Nichts ist abgeschlossen worden.", lists.done, limit),
    ]


def _figures(draft: Document, lists: _Lists) -> Row:
    """How many measures there are and how they stand, as figures in a row."""
    statuses = [entry.measure.status for entry in lists.all]
    counts = [("Maßnahme" if len(statuses) == 1 else "Maßnahmen", len(statuses))]
    for code in ("planned", "running", "done", "postponed", "dropped"):
        number = statuses.count(code)
        if number or code in ("running", "done"):
            counts.append((labels_de.value_text("measure", "status", code), number))
    counts.insert(1, ("überfällig", len(lists.overdue)))
    width = draft.paper.measure / len(counts)
    columns = [Column(at * width, width - 6) for at in range(len(counts))]
    figures = item_list(draft.root, numbered=False)
    cells = []
    for column, (label, number) in zip(columns, counts, strict=True):
        cell = CellText(draft.composer, Element("LBody", Element("LI", figures)), column.width)
        cell.text(str(number), _FIGURE, keeps=True)
        cell.text(label, NOTE)
        cells.append(cell.blocks)
    return Row(columns, tuple(cells), above=2, below=8)


def _list(draft: Document, title: str, nothing: str, entries: Sequence[_Entry], limit: int) -> list[Part]:
    heading = [draft.heading(f"{title} ({len(entries)})" if entries else title)]
    if not entries:
        return [Part([*heading, draft.sentence(nothing)])]
    parts: list[Part] = []
    if shown := entries[:limit]:
        table = draft.table(column_widths(_SHARES, draft), _LABELS)
        header, caption = table.header(), draft.goes_on(title)
        rows = []
        for entry in shown:
            line = table.line()
            name, phase, until, state, who = line.cells
            name.text(entry.measure.short or entry.measure.text or "Ohne Text")
            if entry.measure.note:
                name.text(f"Notiz: {entry.measure.note}", NOTE)
            phase.text(str(draft.numbers[entry.phase.id]))
            until.text(entry.due.numeric if entry.due else "–")
            if entry.due and entry.due.by_phase:
                until.text(due.BY_PHASE, NOTE)
            state.text(labels_de.value_text("measure", "status", entry.measure.status))
            who.text(draft.plan.responsible(entry.measure) or "–", BODY)
            rows.append(line.row(above=3.5, below=4, rule=0.25, caption=caption))
        parts.append(Part(heading, header, rows))
        heading = []
    if hidden := len(entries) - len(shown):
        noun = "weitere Maßnahme steht" if hidden == 1 else "weitere Maßnahmen stehen"
        rest = draft.sentence(f"{hidden} {noun} in der Phasenübersicht.")
        parts.append(Part([*heading, rest]))
    return parts
