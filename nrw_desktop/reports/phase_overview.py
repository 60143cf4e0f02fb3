"""The Phasenübersicht: the table of the document, for one phase, several or all, with how far the measures are."""

import datetime
import logging
from collections.abc import Callable, Iterable, Sequence

from reportlab.lib.units import mm

from nrw_desktop.domain import goals, months, partners, period, words
from nrw_desktop.domain import progress as measures_done
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Measure, Phase
from nrw_desktop.reports import cell_table
from nrw_desktop.reports.cell_table import Block, Cell, Column, Page, Row
from nrw_desktop.reports.layout import (
    BODY,
    COLUMN,
    CONTINUED,
    EMPTY,
    EYEBROW,
    FOOTER,
    INK,
    LEAD,
    NAME,
    NOTE,
    NUMBER,
    PERIOD,
    TITLE,
    Composer,
    Paper,
    Particulars,
    Pen,
    Style,
)

_log = logging.getLogger(__name__)

REPORT = "Phasenübersicht"

Progress = Callable[[int, int], None]

_LABELS = ("Phase", "Zeitraum", "Maßnahmen", "Ziele", "Kooperationspartner")
_WIDTHS = (40 * mm, 24 * mm, 63 * mm, 54 * mm)
"""All columns but the last, which takes what is left."""
_GUTTER = 6 * mm
_HANG = 8.0
_ITEM = 3.5
_MANY = 50
"""The progress is told after so many measures, goals and rows."""


def phase_overview(
    plan: Plan,
    phases: Sequence[str] | None = None,
    *,
    printed_on: datetime.date,
    progress: Progress | None = None,
) -> bytes:
    """The Phasenübersicht as a PDF in A4 landscape.

    ``phases`` are ids (None: all); they come in the plan's order. ``progress(done, total)`` is called now and then and
    may raise to cancel.

    Raises:
        PlanError: one of the phases is not in the plan.
    """
    chosen = _chosen(plan, phases)
    steps = _Steps(plan, chosen, progress)
    paper, composer = Paper(), Composer()
    columns = _columns(paper)
    rows = [_row(plan, phase, chosen, columns, composer, steps) for phase in chosen]
    opening = _opening(plan, chosen, paper, composer, whole=phases is None)
    header = _header(columns, composer) if rows else None
    laid = list(cell_table.pages(opening, header, rows, paper))
    pdf = _drawn(plan, laid, paper, composer, printed_on, steps)
    if composer.missing:
        _log.warning(
            "Zeichen, die keine Schrift hat, sind in der Phasenübersicht ersetzt: %s",
            " ".join(f"U+{ord(letter):04X}" for letter in sorted(composer.missing)),
        )
    return pdf


class _Steps:
    """Counts what is done: every measure, goal and row once when it is set and once when it is drawn."""

    def __init__(self, plan: Plan, phases: Sequence[Phase], report: Progress | None):
        self._report = report
        lists = (len(plan.measures(phase.id)) + goals.count(plan, phase) + 1 for phase in phases)
        self._items = sum(lists) if report else 0
        self._done = 0

    def set(self) -> None:
        """One more item is set."""
        self._done += 1
        if self._report and self._done % _MANY == 0:
            self._report(self._done, 2 * self._items)

    def drawn(self, page: int, pages: int) -> None:
        """A page is drawn."""
        if self._report:
            total = max(2 * self._items, 1)
            self._report(total if page == pages else self._items + self._items * page // pages, total)


def _chosen(plan: Plan, ids: Iterable[str] | None) -> list[Phase]:
    if ids is None:
        return list(plan.phases)
    wanted = {plan.get(Phase, key).id for key in ids}
    return [phase for phase in plan.phases if phase.id in wanted]


def _columns(paper: Paper) -> list[Column]:
    columns, x = [], 0.0
    for width in _WIDTHS:
        columns.append(Column(x, width - _GUTTER))
        x += width
    return [*columns, Column(x, paper.measure - x)]


def _opening(plan: Plan, chosen: Sequence[Phase], paper: Paper, composer: Composer, *, whole: bool) -> list[Row]:
    project, width = plan.project, paper.measure
    kind = REPORT if whole or not chosen else f"{REPORT}: {_scope(plan, chosen)}"
    eyebrow = " · ".join(part for part in (project.heading, kind) if part)
    blocks = [Block(composer.lines(eyebrow, EYEBROW, width), EYEBROW, keeps=True)]
    title = project.title or project.programme or "Ohne Titel"
    blocks.append(Block(composer.lines(title, TITLE, width * 0.8), TITLE, before=2))
    if project.lead:
        blocks.append(Block(composer.lines(f"Federführung: {project.lead}", LEAD, width * 0.8), LEAD, before=3))
    rows = [Row([Column(0, width)], (tuple(blocks),), below=13)]
    if not chosen:
        sentence = "Keine Phase gewählt." if plan.phases else "Dieser Plan hat noch keine Phasen."
        nothing = Block(composer.lines(sentence, EMPTY, width), EMPTY)
        rows.append(Row([Column(0, width)], ((nothing,),), above=8))
    return rows


def _scope(plan: Plan, chosen: Sequence[Phase]) -> str:
    """Which phases are printed, e.g. „Phasen 1, 2 und 4“."""
    numbers = [str(plan.number(phase.id)) for phase in chosen]
    if len(numbers) < 2:
        return f"Phase {''.join(numbers)}"
    return f"Phasen {', '.join(numbers[:-1])} und {numbers[-1]}"


def _header(columns: Sequence[Column], composer: Composer) -> Row:
    cells = tuple(
        (Block(composer.lines(label, COLUMN, column.width), COLUMN),)
        for label, column in zip(_LABELS, columns, strict=True)
    )
    return Row(columns, cells, below=4, rule=1.0, rule_colour=INK)


def _row(
    plan: Plan, phase: Phase, chosen: Sequence[Phase], columns: Sequence[Column], composer: Composer, steps: _Steps
) -> Row:
    number = str(plan.number(phase.id))
    widths = [column.width for column in columns]
    again = Block(composer.lines(f"Phase {number}, Fortsetzung", CONTINUED, widths[0]), CONTINUED, keeps=True)
    row = Row(
        columns,
        (
            _phase_cell(plan, phase, number, composer, widths[0]),
            _text(period.shown(plan, phase), "Noch ohne Zeitraum", composer, widths[1], PERIOD),
            _measures(plan, phase, composer, widths[2], steps),
            _goals(plan, phase, composer, widths[3], steps),
            _partners(plan, phase, chosen, composer, widths[4]),
        ),
        above=8,
        below=9,
        rule=0.5,
        outline=f"{number} {phase.title}",
        again=(again,),
    )
    steps.set()
    return row


def _phase_cell(plan: Plan, phase: Phase, number: str, composer: Composer, width: float) -> Cell:
    blocks = [
        Block(composer.lines(number, NUMBER, width), NUMBER, keeps=True),
        Block(composer.lines(phase.title or "Ohne Titel", NAME, width), NAME, before=5),
    ]
    if any(measure.status != "planned" for measure in plan.measures(phase.id)):
        text = measures_done.of_phase(plan, phase).text
        blocks.append(Block(composer.lines(text, NOTE, width), NOTE, before=4))
    return tuple(blocks)


def _text(text: str, otherwise: str, composer: Composer, width: float, style: Style = BODY) -> Cell:
    style = style if text.strip() else EMPTY
    return (Block(composer.lines(text if text.strip() else otherwise, style, width), style),)


def _measures(plan: Plan, phase: Phase, composer: Composer, width: float, steps: _Steps) -> Cell:
    blocks: list[Block] = []
    for measure in plan.measures(phase.id):
        lines = composer.lines(measure.text or measure.short or "", BODY, width - _HANG)
        state = _state(plan, measure)
        blocks.append(Block(lines, BODY, _HANG, goals.BULLET, 0.0, _ITEM, keeps=bool(state)))
        if state:
            blocks.append(Block(composer.lines(state, NOTE, width - _HANG), NOTE, _HANG))
        steps.set()
    return tuple(blocks) or _text("", "Noch keine Maßnahmen", composer, width)


def _state(plan: Plan, measure: Measure) -> str:
    """Status, period and responsible, where they say more than the default."""
    status = words.code_word("measure", "status", measure.status) if measure.status != "planned" else ""
    parts = (status, months.span(measure.start, measure.end), plan.responsible(measure))
    return " · ".join(part for part in parts if part)


def _goals(plan: Plan, phase: Phase, composer: Composer, width: float, steps: _Steps) -> Cell:
    entries = list(goals.entries(plan, phase))
    marks: dict[int, float] = {}
    for entry in entries:
        space = _HANG if entry.mark == goals.BULLET else composer.width(entry.mark, BODY) + 4
        marks[entry.depth] = max(marks.get(entry.depth, 0.0), space)
    blocks = []
    for entry in entries:
        # However deep goals nest, half of the column stays for their text.
        at = min(sum(marks[depth] for depth in range(entry.depth)), width / 2 - marks[entry.depth])
        indent = at + marks[entry.depth]
        if entry.mark.endswith("."):
            at = indent - 4 - composer.width(entry.mark, BODY)
        lines = composer.lines(entry.goal.text, BODY, width - indent)
        blocks.append(Block(lines, BODY, indent, entry.mark, at, _ITEM))
        steps.set()
    return tuple(blocks) or _text("", "Noch keine Ziele", composer, width)


def _partners(plan: Plan, phase: Phase, chosen: Sequence[Phase], composer: Composer, width: float) -> Cell:
    """The cell as the document has it, and below it how many count; by name where the paper lacks the phase meant."""
    cell = _text(partners.cell_text(plan, phase), "Noch keine Kooperationspartner", composer, width)
    earlier = partners.referred_phase(plan, phase)
    names = [found.partner.name for found in partners.effective(plan, phase)]
    if earlier is None or not names:
        return cell
    text = f"Insgesamt {len(names)}"
    if earlier not in chosen:
        text += f": {', '.join(names)}"
    return (*cell, Block(composer.lines(text, NOTE, width), NOTE, before=6))


def _drawn(
    plan: Plan,
    laid: Sequence[Page],
    paper: Paper,
    composer: Composer,
    printed_on: datetime.date,
    steps: _Steps,
) -> bytes:
    project = plan.project
    title = project.title or project.programme or REPORT
    pen = Pen(paper, Particulars(f"{title} – {REPORT}", project.municipality or project.lead, REPORT))
    name = " · ".join(part for part in (project.title, project.municipality) if part)
    name = composer.shortened(name, FOOTER, _columns(paper)[-1].x - _GUTTER)
    date = f"Stand: {printed_on:%d.%m.%Y}"
    for number, page in enumerate(laid, 1):
        for top, row in page.rows:
            cell_table.draw(pen, row, paper.left, top)
        _footer(pen, paper, name, date, f"Seite {number} von {len(laid)}", composer)
        pen.end_page()
        steps.drawn(number, len(laid))
    return pen.finished()


def _footer(pen: Pen, paper: Paper, name: str, date: str, place: str, composer: Composer) -> None:
    top = paper.footer + FOOTER.leading
    pen.lines(paper.left, top, (name,), FOOTER)
    # The date stands below the partners, so that the foot keeps to the columns above it.
    pen.lines(paper.left + _columns(paper)[-1].x, top, (date,), FOOTER)
    pen.lines(paper.left + paper.measure - composer.width(place, FOOTER), top, (place,), FOOTER)
