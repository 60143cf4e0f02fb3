"""The Sachstand for a meeting, on one or two pages: what is overdue, what is due soon, and what has been done.

Where all of it does not fit, texts are shortened first. Only when each measure has one line and there are still too
many are the longest lists cut, and what they lack is counted. How long the names are and how many measures are listed
is decided by what both editions print, so that both list the same; notes and typed names get what room is left.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Partner
from nrw_desktop.domain.queries import due, meetings, standing
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.queries.standing import Entries, Entry, Lists
from nrw_desktop.domain.text import months
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.reports.document import Document, titled, written
from nrw_desktop.reports.phase_overview import column_widths, scope
from nrw_desktop.reports.request import Request, chosen_measures, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.structure_tree import Element, item_list
from nrw_desktop.reports.typeset.styles import ACCENT, BODY, NOTE, Share, Style
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import Column, Row

REPORT = "Sachstand"

_MOST_PAGES = 2
_ONE_LINE = _NONE = 0
_NAMES = (1000, 200, 100, _ONE_LINE)
_NOTES = (4000, 1000, 300, 100, _NONE)
"""So many letters a name or a note has at most, tried one after the other until all fits on two pages."""
_TITLE = 300
"""So many letters the titles and the signature have at most: what they fill is missing below."""
_ABOVE, _BELOW = 3.5, 4.0
# A day stands on one line.
_SHARES = (Share(66, 50 * mm), Share(15, 15 * mm), Share(23, 23 * mm), Share(28, 28 * mm), Share(35, 30 * mm))
_LABELS = ("Maßnahme", "Phase", "Bis", "Stand", "Verantwortlich")
_FIGURE = Style("Bold", 20, 22, ACCENT)


class _Fit(NamedTuple):
    """How many letters names and notes may have, and how many measures a list."""

    name: int
    note: int
    limit: int


class _Line(NamedTuple):
    """What is said of a measure, as long as it may be; ``cut`` where that is not all."""

    entry: Entry
    name: str
    note: str
    who: str
    cut: bool


def status(plan: Plan, request: Request) -> bytes:
    """The Sachstand as a PDF of at most two pages; what does not fit is counted.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    request = replace(request, signature=_short(request.signature, _TITLE))
    draft, lists = _draft(plan, request), _lists(plan, request)
    parts = _parts(draft, lists, _fit(plan, request))
    draft.count(0)
    return draft.finished(parts)


def _draft(plan: Plan, request: Request) -> Document:
    return Document(plan, request, REPORT, "portrait")


def _fit(plan: Plan, request: Request) -> _Fit:
    """The longest texts with which all measures are listed on two pages, or else how many are with the shortest."""
    # The head of the internal edition is the higher one, and that some text is cut takes a line more.
    common, higher = public(plan), replace(request, edition="internal")
    lists = _lists(common, higher)

    def fits(fit: _Fit) -> bool:
        return _is_short(_draft(common, higher), lists, fit, cut=True)

    lengths = _lengths(lists)
    longest = max(lengths)
    most = int(_MOST_PAGES * _draft(common, higher).paper.room / (_ABOVE + BODY.leading + _BELOW))
    names = (_Fit(name, _NONE, longest) for name in _NAMES)
    found = next(filter(fits, names), None) if sum(lengths) <= most else None
    if found is None:
        limits = range(1, min(longest, most) + 1)
        count = bisect_left(limits, True, key=lambda limit: not fits(_Fit(_ONE_LINE, _NONE, limit)))
        found = _Fit(_ONE_LINE, _NONE, max(count, 1))
    if request.edition == "internal":
        lists = _lists(plan, request)
        for note in _NOTES:
            fit = found._replace(note=note)
            if _is_short(_draft(plan, request), lists, fit):
                return fit
    return found


def _is_short(draft: Document, lists: Lists, fit: _Fit, *, cut: bool = False) -> bool:
    return draft.page_count(_parts(draft, lists, fit, cut=cut)) <= _MOST_PAGES


def _lists(plan: Plan, request: Request) -> Lists:
    phases = chosen_phases(plan, request)
    measures = (measure for phase in phases for measure in chosen_measures(plan, request, phase))
    return standing.of_measures(plan, measures, request.today, request.since, request.earlier)


def _shown(lists: Lists) -> tuple[Entries, ...]:
    """The lists that the report has."""
    return lists.overdue, lists.soon, lists.done


def _lengths(lists: Lists) -> list[int]:
    return [len(entries) for entries in _shown(lists)]


def _parts(draft: Document, lists: Lists, fit: _Fit, *, cut: bool = False) -> list[Part]:
    """The report; ``cut`` says that some text is cut, even where none is."""
    request = draft.request
    part = scope(draft, chosen_phases(draft.plan, request))
    opening = draft.opening(titled(REPORT, part), [f"Stand: {written(request.today)}"])
    if not lists.all:
        return [Part([*opening, draft.sentence("Es gibt noch keine Maßnahmen, über die zu berichten wäre.")])]
    opening.append(_figures(draft, lists))
    columns = column_widths(_SHARES, draft)
    shown = [[_line(draft, columns, entry, fit) for entry in entries[: fit.limit]] for entries in _shown(lists)]
    lengths = _lengths(lists)
    cut = cut or any(line.cut for lines in shown for line in lines)
    if told := _explained(draft.plan, lists, request.today, cut=cut):
        note = CellText(draft.composer, draft.root, draft.paper.measure)
        note.text(told, NOTE)
        opening.append(Row([Column(0, draft.paper.measure)], (note.blocks,)))
    since = f"seit {meetings.since(draft.plan, request.since, request.today)}" if request.since else ""
    titles = ("Überfällig", "Fällig in den nächsten drei Monaten", f"Abgeschlossen {since}".rstrip())
    sentences = (
        "Nichts ist überfällig.",
        "In den nächsten drei Monaten wird nichts fällig.",
        f"S{since[1:]} ist nichts abgeschlossen worden." if since else "Nichts ist abgeschlossen worden.",
    )
    if nothing := [sentence for sentence, length in zip(sentences, lengths, strict=True) if not length]:
        # Together: a heading for each empty list would send the report to a second page.
        opening.append(draft.sentence(" ".join(nothing)))
    tables = (
        _list(draft, columns, title, lines, length)
        for title, lines, length in zip(titles, shown, lengths, strict=True)
        if length
    )
    return [Part(opening), *chain.from_iterable(tables)]


def _figures(draft: Document, lists: Lists) -> Row:
    """How many measures there are and how they stand, as figures in a row."""
    statuses = lists.statuses
    total = statuses.total()
    counts = [("Maßnahme" if total == 1 else "Maßnahmen", total), ("überfällig", len(lists.overdue))]
    always = ("running", "done")
    counts += [(word, statuses[code]) for code, word in STATUS_WORDS.items() if statuses[code] or code in always]
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


def _explained(plan: Plan, lists: Lists, today: dt.date, *, cut: bool) -> str:
    """What the figures and lists hold, and what they leave out."""
    told = ["Was überfällig ist, zählt auch als geplant oder läuft."] if lists.overdue else []
    if tasks := meetings.open_tasks(plan):
        late = sum(meetings.is_overdue(task, today) for task in tasks)
        noun = "1 Aufgabe ist" if len(tasks) == 1 else f"{len(tasks)} Aufgaben sind"
        told.append(f"{noun} offen, davon {late or 'keine'} überfällig.")
    if lists.soon:
        told.append(f"Bald fällig ist, was bis Ende {months.named(due.last_month_of_soon(today))} fertig sein soll.")
    if rest := lists.told_unlisted(_shown(lists)):
        told.append(f"In keiner der Listen: {rest}.")
    if cut:
        told.append("Gekürzte Texte stehen in voller Länge in der Phasenübersicht.")
    return " ".join(told)


def _line(draft: Document, columns: Sequence[Column], entry: Entry, fit: _Fit) -> _Line:
    measure = entry.measure
    whole = (labels_de.full_name(measure), measure.note or "", draft.plan.responsible(measure) or "–")
    name, note, who = whole
    is_typed = not draft.plan.find(Partner, measure.responsible_partner)
    one_line = draft.composer.shortened
    name = _short(name, fit.name) if fit.name else one_line(name, BODY, columns[0].width)
    note = _short(note, fit.note) if fit.note else ""
    letters = fit.note if is_typed else fit.name
    who = _short(who, letters) if letters else one_line(who, BODY, columns[-1].width)
    cut = any(months.plain(one) != months.plain(text) for one, text in zip((name, note, who), whole, strict=True))
    return _Line(entry, name, note, who, cut)


def _short(text: str, letters: int) -> str:
    """The text with its line breaks, or as many of its first words as have so many letters."""
    return text if len(text) <= letters else shortened(text, letters)


def _list(draft: Document, columns: Sequence[Column], title: str, lines: Sequence[_Line], length: int) -> list[Part]:
    """A list under its title; ``length`` is how many measures it would have without a limit."""
    heading = draft.heading(f"{title} ({length})")
    table = draft.table(columns, _LABELS)
    header, caption = table.header(), draft.goes_on(title)
    rows = []
    for line in lines:
        row, entry = table.line(), line.entry
        name, phase, until, state, who = row.cells
        name.text(line.name)
        if line.note:
            name.text(f"Notiz: {line.note}", NOTE)
        phase.text(str(draft.numbers[entry.measure.phase]))
        until.text(entry.due.numeric if entry.due else "–")
        if entry.due and entry.due.by_phase:
            until.text(due.BY_PHASE, NOTE)
        state.text(labels_de.value_text("measure", "status", entry.measure.status))
        who.text(line.who)
        rows.append(row.row(above=_ABOVE, below=_BELOW, rule=0.25, caption=caption))
    parts = [Part([heading], header, rows)]
    if hidden := length - len(lines):
        noun = "weitere Maßnahme steht" if hidden == 1 else "weitere Maßnahmen stehen"
        parts.append(Part([draft.sentence(f"{hidden} {noun} in der Phasenübersicht.")]))
    return parts
