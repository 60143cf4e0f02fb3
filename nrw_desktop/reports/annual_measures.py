"""What the Sachbericht says of each measure: what, when, for whom, where, with whom, how many, and what came of it."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Document as Linked
from nrw_desktop.domain.model.records import Goal, Measure, Partner, Phase
from nrw_desktop.domain.queries import period, year_figures
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.domain.text.values import euros, german_date
from nrw_desktop.reports.document import Document
from nrw_desktop.reports.long_phases import bookmark_of
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.structure_tree import Element, item_list
from nrw_desktop.reports.typeset.styles import EMPTY, NAME, QUIET, Style
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import Column, Row

_LABEL = 36 * mm
_GAP = 4 * mm
_LABEL_STYLE = Style(colour=QUIET, ragged=1)
_LONGEST_NAME = 160
"""A longer text is not its own heading."""

Fact = tuple[str, list[str]]


def measure_part(draft: Document, measure: Measure, phase: Phase, year: int, opening: Sequence[Row]) -> Part:
    """A measure's name below what opens it, and what is known of it; at the end, what is not. On one page if it can."""
    head = CellText(draft.composer, draft.root, draft.paper.measure)
    head.text(heading_of(measure), NAME, tag="H3")
    whole = Column(0, draft.paper.measure)
    outline = bookmark_of(measure)
    name = Row([whole], (head.blocks,), above=9, below=3, outline=outline, level=1)
    caption = draft.goes_on(f"Phase {draft.numbers[phase.id]} · {outline or 'Maßnahme'}")
    columns = [Column(0, _LABEL), Column(_LABEL + _GAP, draft.paper.measure - _LABEL - _GAP)]
    listing = item_list(draft.root, numbered=False)
    rows = []
    for label, texts in facts(draft.plan, measure, phase, year):
        if not texts:
            continue
        item = Element("LI", listing)
        term = CellText(draft.composer, Element("Lbl", item), columns[0].width)
        body = CellText(draft.composer, Element("LBody", item), columns[1].width)
        term.text(label, _LABEL_STYLE)
        for text in texts:
            body.text(text)
        rows.append(Row(columns, (term.blocks, body.blocks), above=1.2, below=1.2, caption=caption))
    # What is still to be asked for is for the coordinator alone.
    missing = missing_of(draft.plan, measure) if draft.request.edition == "internal" else []
    if missing:
        rest = CellText(draft.composer, draft.root, draft.paper.measure)
        rest.text(f"Noch ohne Angabe: {', '.join(missing)}.", EMPTY)
        rows.append(Row([whole], (rest.blocks,), above=1.2, below=1.2, caption=caption))
    rows[-1] = replace(rows[-1], below=9, rule=0.5, width=draft.paper.measure)
    return Part([*opening, name], None, rows, whole=True)


def heading_of(measure: Measure) -> str:
    """What the measure is called: its short title, or its text; the first words of a text that is too long for it."""
    if measure.short:
        return measure.short
    return shortened(measure.text, _LONGEST_NAME) if measure.text.strip() else "Ohne Text"


def facts(plan: Plan, measure: Measure, phase: Phase, year: int) -> list[Fact]:
    """What is said of a measure, each under its label; nothing where nothing is known."""
    text = measure.text if plain(measure.text) != plain(heading_of(measure)) else ""
    return [
        ("Was", _some(text)),
        ("Stand", _some(labels_de.value_text("measure", "status", measure.status))),
        ("Wann", _some(when(plan, measure, phase))),
        ("Für wen", _some(measure.target_group)),
        ("Wo", _some(measure.place)),
        ("Handlungsfeld", _some(measure.field_of_action)),
        ("Verantwortlich", _some(plan.responsible(measure))),
        ("Mit wem", _some(", ".join(partner_names(plan, measure)))),
        ("Teilnehmende", _some(participants(measure))),
        ("Trägt bei zu", _goals(plan, measure)),
        ("Ergebnis", _some(measure.result)),
        ("Abweichung und Grund", _some(measure.deviation)),
        ("Beschlüsse", [_decision(each.date, each.body, each.text) for each in plan.decisions(measure.id)]),
        (f"Kosten {year}", _some(_costs(plan, measure, year))),
        ("Unterlagen", [_document(each) for each in plan.documents(measure.id)]),
    ]


def missing_of(plan: Plan, measure: Measure) -> list[str]:
    """What the Sachbericht has to say of every measure, and nobody has said of this one."""
    asked = {
        "Zielgruppe": measure.target_group,
        "Ort": measure.place,
        "Beteiligte": partner_names(plan, measure),
        "Teilnehmende": "" if measure.participants_actual is None else "known",
        "Ergebnis": measure.result,
    }
    return [label for label, value in asked.items() if not value]


def when(plan: Plan, measure: Measure, phase: Phase) -> str:
    """The measure's own period, else that of its phase."""
    if own := period.cell(plan, measure):
        return own
    shown = period.shown(plan, phase)
    return f"{shown} (wie die Phase)" if shown else ""


def participants(measure: Measure) -> str:
    """How many were expected and how many came, and the difference."""
    expected, actual = measure.participants_expected, measure.participants_actual
    if expected is None and actual is None:
        return ""
    parts = [f"erwartet {grouped(expected)}" if expected is not None else "ohne Erwartung"]
    parts.append(f"gekommen {grouped(actual)}" if actual is not None else "gekommen: noch offen")
    if expected is not None and actual is not None:
        parts.append(f"Abweichung {signed(actual - expected)}")
    return ", ".join(parts)


def signed(number: int) -> str:
    """A difference with its sign; none is ±0."""
    return f"{'+' if number > 0 else '−' if number < 0 else '±'}{grouped(abs(number))}"


def partner_names(plan: Plan, measure: Measure) -> list[str]:
    """The partners that take part in a measure."""
    found = (plan.find(Partner, link.partner) for link in plan.partners_of(measure.id))
    return [partner.name for partner in found if partner is not None and partner.name]


def plain(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


def _goals(plan: Plan, measure: Measure) -> list[str]:
    found = (plan.find(Goal, link.goal) for link in plan.goals_of(measure.id))
    return [goal.text for goal in found if goal is not None and goal.text.strip()]


def _document(document: Linked) -> str:
    """Its title and below it where it is, since nobody can click on paper."""
    return "\n".join(part for part in (document.title, document.target) if part)


def _decision(date: str | None, body: str, text: str | None) -> str:
    first = " ".join(part for part in (german_date(date), body) if part)
    return ": ".join(part for part in (first, text) if part)


def _costs(plan: Plan, measure: Measure, year: int) -> str:
    planned, actual = year_figures.costs(plan, [measure], year)
    if planned is None and actual is None:
        return ""
    return f"geplant {euros(planned) or 'nichts'}, tatsächlich {euros(actual) or 'noch offen'}"


def _some(text: str | None) -> list[str]:
    return [text] if text and text.strip() else []
