"""The Phasenübersicht: the table of the document, for one phase, several or all, with how far the measures are."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import partial

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import goals, partners, period, progress
from nrw_desktop.reports.document import Document, titled
from nrw_desktop.reports.long_phases import LongTable, bookmark_of, long_phase, run_over
from nrw_desktop.reports.request import DETAILS, ORIENTATIONS, Request, chosen_columns, chosen_measures, chosen_phases
from nrw_desktop.reports.typeset.links import Link
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import CONTINUED, NAME, NOTE, NUMBER, PERIOD, Composer, Paper, Share, shared
from nrw_desktop.reports.typeset.table_builder import CellText, Item, Line, Table
from nrw_desktop.reports.typeset.table_layout import Block, Column, Row

REPORT = "Phasenübersicht"

COLUMNS = {
    "phase": "Phase",
    "period": "Zeitraum",
    "measures": "Maßnahmen",
    "goals": "Ziele",
    "partners": "Kooperationspartner",
}
_SHARES = {
    "phase": Share(40 * mm, 32 * mm),
    "period": Share(24 * mm, 22 * mm),
    "measures": Share(63 * mm, 40 * mm),
    "goals": Share(54 * mm, 40 * mm),
    "partners": Share(73 * mm, 40 * mm),
}
"""On A4 in landscape all five have just these widths, the space between two columns included."""
GUTTER = 6 * mm
_LONG_LABELS = ("Maßnahme", "Zeitraum", "Stand", "Verantwortlich")
_LONG_SHARES = (Share(132 * mm, 60 * mm), Share(34 * mm, 26 * mm), Share(32 * mm, 29 * mm), Share(56 * mm, 36 * mm))
NO_PERIOD = "Noch ohne Zeitraum"


def phase_overview(plan: Plan, request: Request) -> bytes:
    """The Phasenübersicht as a PDF.

    Raises:
        PlanError: a phase or column is not there, or the paper is too narrow for the columns.
    """
    draft = Document(plan, request, REPORT, "landscape")
    phases = chosen_phases(plan, request)
    keys, details = chosen_columns(request, COLUMNS, DETAILS)
    if details and "measures" not in keys:
        # They stand below the measures' texts.
        keys = tuple(key for key in COLUMNS if key in (*keys, "measures"))
    draft.count(items_of(draft, phases))
    opening = _opening(draft, phases)
    if not phases:
        opening.append(draft.sentence(nothing_chosen(plan)))
        return draft.finished([Part(opening)])
    chosen = keys
    keys, shares, labels = fitted(draft, chosen, _SHARES, COLUMNS)
    widths = column_widths(shares, draft)
    printed = {phase.id for phase in phases}
    # On narrow paper its place is below the phase's title.
    below = "period" in chosen and "period" not in keys
    if "measures" in keys:
        lists = ((_item(plan, each, details) for each in measures_of(draft, phase)) for phase in phases)
        if run_over(draft, lists, widths[keys.index("measures")].width):
            return draft.finished([Part(opening), *_long(draft, phases, printed, chosen, details)])
    table = draft.table(widths, labels)
    header = table.header()
    rows = [_row(draft, table, phase, printed, keys, details, period_below=below) for phase in phases]
    return draft.finished([Part(opening, header, rows)], date_at=widths[-1].x if len(widths) > 3 else None)


def fitted(
    draft: Document, keys: Sequence[str], shares: Mapping[str, Share], labels: Mapping[str, str]
) -> tuple[tuple[str, ...], list[Share], list[str]]:
    """The columns with their widths and labels; on narrow paper the period stands below the phase."""
    kept = tuple(keys)
    narrow = sum(shares[key].least for key in keys) > draft.paper.measure
    if narrow and {"phase", "period"} <= set(keys):
        kept = tuple(key for key in keys if key != "period")
    names = {**labels, "phase": f"{labels['phase']} und {labels['period']}"} if len(kept) < len(keys) else labels
    return kept, [shares[key] for key in kept], [names[key] for key in kept]


def items_of(draft: Document, phases: Sequence[Phase]) -> int:
    """How many measures, goals and rows there are to be set."""
    return sum(len(measures_of(draft, phase)) + goals.count(draft.plan, phase) + 1 for phase in phases)


def measures_of(draft: Document, phase: Phase) -> list[Measure]:
    """The measures of a phase that the report is about, in their order."""
    return chosen_measures(draft.plan, draft.request, phase)


def left_out(draft: Document, phase: Phase) -> str:
    """How many measures of a phase the report is not about, and why; empty for none."""
    count = len(draft.plan.measures(phase.id)) - len(measures_of(draft, phase))
    if not count:
        return ""
    year, chosen = draft.request.year, draft.request.measures is not None
    one = count == 1
    reasons = ["ist nicht gewählt" if one else "sind nicht gewählt"] if chosen else []
    if year is not None:
        reasons.append(f"{'gehört' if one else 'gehören'} nicht in das Jahr {year}")
    return f"{count} weitere {'Maßnahme' if one else 'Maßnahmen'} {' oder '.join(reasons)}"


def no_measures(draft: Document, phase: Phase) -> str:
    """The sentence instead of the measures of a phase that has none, or none that the report is about."""
    if not draft.plan.measures(phase.id):
        return "Noch keine Maßnahmen"
    return f"Keine Maßnahme im Jahr {draft.request.year}"


def column_widths(shares: Sequence[Share], draft: Document, gutter: float = GUTTER) -> list[Column]:
    """The columns of a table over the whole width, with this space between two.

    Raises:
        PlanError: the paper is too narrow for them.
    """
    paper: Paper = draft.paper
    orientation = ORIENTATIONS["landscape" if paper.width > paper.height else "portrait"]
    columns, x = [], 0.0
    for width in shared(shares, paper.measure, f"{draft.request.paper} im {orientation}"):
        columns.append(Column(x, width - gutter))
        x += width
    last = columns[-1]
    return [*columns[:-1], Column(last.x, paper.measure - last.x)]


def nothing_chosen(plan: Plan) -> str:
    """The sentence of a report without a phase."""
    return "Für diese Auswahl gibt es keine Phase." if plan.phases else "Dieser Plan hat noch keine Phasen."


def scope(draft: Document, phases: Sequence[Phase]) -> str:
    """What of the plan is printed, e.g. „Phasen 1, 2 und 4“ or „Jahr 2018“; empty for all of it."""
    parts, request = [], draft.request
    if request.phases is not None and phases:
        numbers = [str(draft.numbers[phase.id]) for phase in phases]
        named = f"Phasen {', '.join(numbers[:-1])} und {numbers[-1]}" if len(numbers) > 1 else f"Phase {numbers[0]}"
        parts.append(named)
    if request.year is not None:
        parts.append(f"Jahr {request.year}")
    if request.measures is not None:
        count = len(request.measures)
        parts.append("eine ausgewählte Maßnahme" if count == 1 else f"{count} ausgewählte Maßnahmen")
    return ", ".join(parts)


def _opening(draft: Document, phases: Sequence[Phase]) -> list[Row]:
    lead = draft.plan.project.lead
    return draft.opening(titled(REPORT, scope(draft, phases)), [f"Federführung: {lead}"] if lead else [])


def _row(
    draft: Document,
    table: Table,
    phase: Phase,
    printed: Set[str],
    keys: Sequence[str],
    details: Sequence[str],
    *,
    period_below: bool,
) -> Row:
    plan, line = draft.plan, table.line()
    for key, cell in zip(keys, line.cells, strict=True):
        match key:
            case "phase":
                _phase(draft, phase, cell, with_period=period_below)
            case "period":
                cell.text_or(period.shown(plan, phase), NO_PERIOD, PERIOD)
            case "measures":
                _measures(draft, phase, cell, details)
            case "goals":
                set_goals(draft, phase, cell)
            case "partners":
                _partners(draft, phase, printed, cell)
    draft.steps.set()
    again = continued(draft.composer, f"Phase {draft.numbers[phase.id]}, Fortsetzung", line.cells[0])
    return line.row(above=8, below=9, rule=0.5, outline=draft.phase_name(phase), anchor=phase.id, again=(again,))


def _long(
    draft: Document, phases: Sequence[Phase], printed: Set[str], keys: Sequence[str], details: Sequence[str]
) -> Iterator[Part]:
    """The phases below each other, each with goals and partners above its measures."""
    plan = draft.plan
    columns = column_widths(_LONG_SHARES, draft)

    def fill(line: Line, measure: Measure) -> None:
        name, span, state, who = line.cells
        name.text_or(measure.text or measure.short or "", "Ohne Text")
        for note in _details(measure, details):
            name.text(note, NOTE)
        span.text(period.cell(plan, measure) or "–", PERIOD)
        state.text(labels_de.value_text("measure", "status", measure.status))
        who.text(plan.responsible(measure) or "–")

    fillers: dict[str, Callable[[Phase, CellText], None]] = {
        "goals": lambda phase, cell: set_goals(draft, phase, cell),
        "partners": lambda phase, cell: _partners(draft, phase, printed, cell),
    }
    for phase in phases:
        span = period.shown(plan, phase) or NO_PERIOD if "period" in keys else ""
        measures = measures_of(draft, phase)
        told = (span, progress.of_measures(measures).text if measures else "")
        notes = [*draft.composer.dotted(told, NOTE, draft.paper.measure), left_out(draft, phase)]
        beside = [(COLUMNS[key], partial(fillers[key], phase)) for key in fillers if key in keys]
        yield from long_phase(
            draft, phase, notes, beside, LongTable(measures, no_measures(draft, phase), columns, _LONG_LABELS, fill)
        )
        draft.steps.set()


def continued(composer: Composer, text: str, cell: CellText) -> Block:
    """What opens a row on a further page, for the eye alone."""
    return Block(composer.lines(text, CONTINUED, cell.width), CONTINUED, keeps=True)


def _phase(draft: Document, phase: Phase, cell: CellText, *, with_period: bool) -> None:
    cell.text(str(draft.numbers[phase.id]), NUMBER, keeps=True)
    if phase.title:
        cell.text(phase.title, NAME, before=5)
    if with_period and (shown := period.shown(draft.plan, phase)):
        cell.text(shown, PERIOD, before=2)
    measures = measures_of(draft, phase)
    told = [progress.of_measures(measures).text] if any(one.status != "planned" for one in measures) else []
    for number, text in enumerate(filter(None, (*told, left_out(draft, phase)))):
        cell.text(text, NOTE, before=0 if number else 4)


def _measures(draft: Document, phase: Phase, cell: CellText, details: Sequence[str]) -> None:
    items = [_item(draft.plan, measure, details) for measure in measures_of(draft, phase)]
    if items:
        cell.items(items, draft.steps.set)
    else:
        cell.text_or("", no_measures(draft, phase))


def _item(plan: Plan, measure: Measure, details: Sequence[str]) -> Item:
    return Item(measure.text or measure.short or "", notes=_notes(plan, measure, details), outline=bookmark_of(measure))


def _notes(plan: Plan, measure: Measure, details: Sequence[str]) -> tuple[str | tuple[str, ...], ...]:
    parts: tuple[str | tuple[str, ...], ...] = (state_of(plan, measure), *_details(measure, details))
    return tuple(part for part in parts if part)


def _details(measure: Measure, details: Sequence[str]) -> tuple[str, ...]:
    told = [(field, labels_de.value_text("measure", field, getattr(measure, field))) for field in details]
    chosen = [f"{labels_de.field_word('measure', field)}: {value}" for field, value in told if value]
    return (*chosen, *([f"Notiz: {measure.note}"] if measure.note else ()))


def state_of(plan: Plan, measure: Measure) -> tuple[str, ...]:
    """Status, period and responsible, where they say more than the default."""
    status = labels_de.value_text("measure", "status", measure.status) if measure.status != "planned" else ""
    parts = (status, period.cell(plan, measure), plan.responsible(measure))
    return tuple(part for part in parts if part)


def set_goals(draft: Document, phase: Phase, cell: CellText) -> None:
    """The goals of a phase with the marks of their lists."""
    items = [Item(entry.goal.text, entry.mark, entry.depth) for entry in goals.entries(draft.plan, phase)]
    if items:
        cell.items(items, draft.steps.set)
    else:
        cell.text_or("", "Noch keine Ziele")


def reference_link(draft: Document, phase: Phase, printed: Set[str]) -> tuple[str, Link] | None:
    """What of the partners' cell leads to the phase that it refers to, if that is in the report."""
    earlier = partners.referred_phase(draft.plan, phase)
    if earlier is None or earlier.id not in printed:
        return None
    number = draft.numbers[earlier.id]
    words = partners.lead_in(draft.plan, phase)
    named = next((each for each in (f"Siehe Phase {number}", f"Phase {number}") if each in words), words)
    return named, Link(f"Zu Phase {number}", anchor=earlier.id)


def _partners(draft: Document, phase: Phase, printed: Set[str], cell: CellText) -> None:
    """The cell as the document has it, and below it how many count; by name where the paper lacks the phase meant."""
    plan = draft.plan
    link = reference_link(draft, phase, printed)
    cell.text_or(partners.cell_text(plan, phase), "Noch keine Kooperationspartner", link=link)
    earlier = partners.referred_phase(plan, phase)
    names = [found.partner.name for found in partners.effective(plan, phase)]
    if earlier is None or not names:
        return
    text = f"Insgesamt {len(names)} Kooperationspartner, die aus Phase {plan.number(earlier.id)} mitgezählt"
    cell.text(f"{text}: {', '.join(names)}" if earlier.id not in printed else text, NOTE, before=6)
