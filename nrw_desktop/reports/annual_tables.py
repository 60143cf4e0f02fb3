"""The tables of the Sachbericht: target against actual, the goals of a phase, costs by measure and year, deadlines."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Phase
from nrw_desktop.domain.queries import due, goals, progress, year_figures
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.values import euros, german_date
from nrw_desktop.reports.annual_measures import heading_of, signed
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.phase_overview import column_widths
from nrw_desktop.reports.typeset.decimal_columns import NOTHING, Figure, set_figures, set_label
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.styles import BODY, COLUMN, NOTE, STRONG, Share, Style
from nrw_desktop.reports.typeset.table_layout import Cell, Row

_WIDE = Share(70 * mm, 45 * mm)
_AMOUNT = Share(32 * mm, 29 * mm)
_VALUE = Share(24.5 * mm, 23.5 * mm)
_REACHED = Share(25 * mm, 24 * mm)
_NARROW_GUTTER = 4 * mm
_ABOVE, _BELOW = 3.0, 4.0

Figures = Sequence[str]


def figure_table(
    draft: Document,
    labels: Sequence[str],
    rows: Sequence[tuple[str, str, Figures]],
    *,
    caption: Cell = (),
    sums_last: bool = False,
) -> tuple[Row, list[Row]]:
    """A table of names, each with a note or none, and amounts: its header and its rows; the last may be the sums."""
    table = draft.table(column_widths([_WIDE, *(_AMOUNT for _ in labels[1:])], draft), [labels[0], *("",) * 3])
    for label, cell in zip(labels[1:], table.head.cells[1:], strict=True):
        set_label(draft.composer, cell, label, COLUMN)
    lines = [table.line() for _ in rows]
    styles = [STRONG if sums_last and row is rows[-1] else BODY for row in rows]
    for (name, note, _), line, style in zip(rows, lines, styles, strict=True):
        line.cells[0].text(name, style)
        if note:
            line.cells[0].text(note, NOTE)
    for at in range(1, len(labels)):
        figures = [Figure(row[2][at - 1] or NOTHING, style) for row, style in zip(rows, styles, strict=True)]
        set_figures(draft.composer, [line.cells[at] for line in lines], figures)
    return table.header(), [line.row(above=_ABOVE, below=_BELOW, rule=0.25, caption=caption) for line in lines]


def comparison(draft: Document, measures: Sequence[Measure], found: Sequence[Goal], year: int) -> Part:
    """Target against actual of the whole year: measures, people, goals, and money where the plan still has it."""
    plan = draft.plan
    done = progress.of_measures(measures)
    rows = [("Maßnahmen", _told(plan, measures, done), _counts(done.total, done.done))]
    rows.append(_people(measures))
    reached = sum(goal.reached == "yes" for goal in found)
    partly = sum(goal.reached == "partly" for goal in found)
    rows.append(("Ziele", f"erreicht; dazu {partly} teilweise" if partly else "erreicht", _counts(len(found), reached)))
    planned, spent = year_figures.costs(plan, measures, year)
    if planned is not None or spent is not None:
        rows.append(("Kosten", year_figures.costs_note(plan, measures, year), _sum(plan, measures, year)))
    # Before the table, as it is read.
    heading = draft.heading("Soll und Ist", above=8)
    header, lines = figure_table(draft, [f"Im Jahr {year}", "Soll", "Ist", "Abweichung"], rows)
    return Part([heading], header, lines, whole=True)


def _told(plan: Plan, measures: Sequence[Measure], done: progress.Progress) -> str:
    """What of the measures is counted, and what is not."""
    within = [f"{done.postponed} zurückgestellt"] if done.postponed else []
    if undated := sum(not due.has_period(plan, measure) for measure in progress.counted(measures)):
        within.append(f"{undated} ohne Zeitraum")
    told = "vorgesehen und abgeschlossen" + (f", davon {' und '.join(within)}" if within else "")
    return f"{told}; dazu {done.dropped} entfallen" if done.dropped else told


def _people(measures: Sequence[Measure]) -> tuple[str, str, Figures]:
    """Those expected and those who came; without a difference where some are known on one side only."""
    found = year_figures.people(measures)
    figures = _counts(found.expected, found.actual)
    return "Teilnehmende", found.note, figures if found.comparable else (*figures[:2], "")


def _sum(plan: Plan, measures: Sequence[Measure], year: int) -> Figures:
    """Costs planned and actual; without a difference while an actual one is missing."""
    amounts = _amounts(*year_figures.costs(plan, measures, year))
    return (*amounts[:2], "") if year_figures.open_costs(plan, measures, year) else amounts


def _counts(planned: int | None, actual: int | None) -> Figures:
    difference = "" if planned is None or actual is None else signed(actual - planned)
    return (*("" if number is None else grouped(number) for number in (planned, actual)), difference)


def _amounts(planned: int | None, actual: int | None) -> Figures:
    difference = "" if planned is None or actual is None else difference_of(actual - planned)
    return euros(planned), euros(actual), difference


def difference_of(cents: int) -> str:
    """A difference of amounts with its sign."""
    return f"{'+' if cents > 0 else '' if cents else '±'}{euros(cents)}"


def goals_part(draft: Document, phase: Phase) -> Part:
    """The goals of a phase: their indicators, and the values they began with, aimed at and reached."""
    labels = ("Ziel und Indikator", "Ausgangswert", "Zielwert", "Istwert", "Erreicht")
    shares = [Share(68.5 * mm, 45 * mm), _VALUE, _VALUE, _VALUE, _REACHED]
    entries = list(goals.entries(draft.plan, phase))
    heading = sub_heading(draft, "Ziele")
    if not entries:
        return Part([heading, draft.sentence("Für diese Phase gibt es noch keine Ziele.")])
    table = draft.table(column_widths(shares, draft, _NARROW_GUTTER), [labels[0], "", "", "", labels[4]])
    for label, cell in zip(labels[1:4], table.head.cells[1:4], strict=True):
        set_label(draft.composer, cell, label, COLUMN)
    lines = [table.line() for _ in entries]
    for entry, line in zip(entries, lines, strict=True):
        goal, cell = entry.goal, line.cells[0]
        indent = min(entry.depth, 3) * 9.0
        mark = "" if entry.mark == goals.BULLET else f"{entry.mark} "
        cell.text(f"{mark}{goal.text}" if goal.text.strip() else "Ohne Text", indent=indent)
        for note in goal_notes(goal):
            cell.text(note, NOTE, indent=indent)
        reached = labels_de.value_text("goal", "reached", goal.reached)
        line.cells[4].text(reached or "noch offen", BODY if reached else _OPEN)
        draft.steps.set()
    for at, field in enumerate(("baseline", "target", "actual"), 1):
        figures = [Figure(getattr(entry.goal, field) or NOTHING) for entry in entries]
        set_figures(draft.composer, [line.cells[at] for line in lines], figures)
    caption = draft.goes_on(f"Phase {draft.numbers[phase.id]} · Ziele")
    rows = [line.row(above=_ABOVE, below=_BELOW, rule=0.25, caption=caption) for line in lines]
    return Part([heading], table.header(), rows)


_OPEN = Style("Italic", colour=NOTE.colour)


def goal_notes(goal: Goal) -> list[str]:
    """What is noted under a goal: its indicator with the unit, and its step in the logic of effects."""
    unit = f" (in {goal.unit})" if goal.unit else ""
    notes = [f"Indikator: {goal.indicator}{unit}" if goal.indicator else f"Einheit: {goal.unit}" if goal.unit else ""]
    notes.append(f"Wirkungsstufe {labels_de.value_text('goal', 'step', goal.step)}" if goal.step else "")
    return [note for note in notes if note]


def sub_heading(draft: Document, text: str) -> Row:
    """A heading below that of a phase."""
    return draft.heading(text, above=12, level=3)


def costs_parts(draft: Document, measures: Sequence[Measure], year: int) -> list[Part]:
    """The costs of a year by measure with their sum, then all years against cap and own share."""
    plan = draft.plan
    heading = draft.heading(f"Kosten {year}", above=22)
    rows = []
    for measure in measures:
        planned, actual = year_figures.costs(plan, [measure], year)
        if planned is not None or actual is not None:
            rows.append((heading_of(measure), "", _amounts(planned, actual)))
    parts = [Part([heading, draft.sentence(f"Für {year} sind noch keine Kosten eingetragen.")])]
    if rows:
        rows.append(("Summe", year_figures.costs_note(plan, measures, year), _sum(plan, measures, year)))
        labels = ["Maßnahme", "Geplant", "Tatsächlich", "Abweichung"]
        header, lines = figure_table(draft, labels, rows, caption=draft.goes_on(f"Kosten {year}"), sums_last=True)
        parts = [Part([heading], header, lines)]
    return [*parts, _years(draft)]


_LEFT_OVER = (
    "Alle Maßnahmen des Plans, auch entfallene. Noch frei ist, was vom Höchstbetrag nach den tatsächlichen Kosten "
    "bleibt; wo diese noch offen sind, nach den geplanten."
)


def _years(draft: Document) -> Part:
    """Costs, own share and cap by year, of the whole plan: the cap is for all of it."""
    plan = draft.plan
    measures = [measure for phase in plan.phases for measure in plan.measures(phase.id)]
    funded = {each.year: each for each in plan.funding_years}
    years = sorted({*funded, *(cost.year for measure in measures for cost in plan.costs(measure.id))})
    title = "Kosten, Eigenanteil und Höchstbetrag nach Jahren"
    heading = draft.heading(title, notes=[_LEFT_OVER])
    if not years:
        return Part([heading, draft.sentence("Es sind noch keine Förderjahre eingetragen.")])
    labels = ("Jahr", "Geplant", "Tatsächlich", "Eigenanteil", "Höchstbetrag", "Noch frei")
    amount = Share(30 * mm, 28 * mm)
    table = draft.table(
        column_widths([Share(17 * mm, 15 * mm), *(amount,) * 5], draft, _NARROW_GUTTER), ["Jahr", *("",) * 5]
    )
    for label, cell in zip(labels[1:], table.head.cells[1:], strict=True):
        set_label(draft.composer, cell, label, COLUMN)
    amounts = [_of_year(plan, measures, year) for year in years]
    total = [_total([row[at] for row in amounts]) for at in range(3)]
    lines = [table.line() for _ in (*years, "")]
    for line, name in zip(lines, (*map(str, years), "Summe"), strict=True):
        line.cells[0].text(name, STRONG if name == "Summe" else BODY)
    for at in range(5):
        figures = [Figure(euros(row[at]) or NOTHING) for row in amounts]
        figures.append(Figure((euros(total[at]) if at < 3 else "") or NOTHING, STRONG))
        set_figures(draft.composer, [line.cells[at + 1] for line in lines], figures)
    return Part([heading], table.header(), [line.row(above=_ABOVE, below=_BELOW, rule=0.25) for line in lines])


def _of_year(plan: Plan, measures: Sequence[Measure], year: int) -> list[int | None]:
    """Planned, actual, own share, cap, and what of the cap is left after what was spent or else is planned."""
    funded = [each for each in plan.funding_years if each.year == year]
    own, cap = _total([each.own_share for each in funded]), _total([each.cap for each in funded])
    used = 0
    for measure in measures:
        planned, actual = year_figures.costs(plan, [measure], year)
        used += actual if actual is not None else planned or 0
    return [*year_figures.costs(plan, measures, year), own, cap, None if cap is None else cap - used]


def _total(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def deadlines_part(draft: Document) -> Part:
    """What is due when, as the funding notice says."""
    heading = draft.heading("Fristen", above=22)
    deadlines = draft.plan.deadlines
    if not deadlines:
        return Part([heading, draft.sentence("Es sind noch keine Fristen eingetragen.")])
    table = draft.table(column_widths([Share(37 * mm, 26 * mm), Share(130 * mm, 60 * mm)], draft), ["Datum", "Frist"])
    rows = []
    for deadline in deadlines:
        line = table.line()
        line.cells[0].text(german_date(deadline.date) or "noch offen", BODY if deadline.date else _OPEN)
        line.cells[1].text(deadline.what or "Ohne Text")
        rows.append(line.row(above=_ABOVE, below=_BELOW, rule=0.25))
    return Part([heading], table.header(), rows, whole=True)
