"""The Partnerverzeichnis: who the partners are, who takes part in which phase, and what abbreviations mean."""

import math
from collections.abc import Iterator, Mapping, Sequence

from reportlab.lib.units import mm

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Contact, Partner, Phase
from nrw_desktop.domain.queries import abbreviations, partners
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.domain.text.values import german_date
from nrw_desktop.reports.document import Document, titled
from nrw_desktop.reports.phase_overview import column_widths, scope
from nrw_desktop.reports.request import Request, chosen_phases
from nrw_desktop.reports.typeset.pagination import Part
from nrw_desktop.reports.typeset.structure_tree import Element, item_list
from nrw_desktop.reports.typeset.styles import ACCENT, BODY, NOTE, QUIET, STRONG, Share, Style
from nrw_desktop.reports.typeset.table_builder import CellText
from nrw_desktop.reports.typeset.table_layout import Row

REPORT = "Partnerverzeichnis"

_NAME, _KIND, _JOINED, _CONTACT = Share(74, 55 * mm), Share(50, 32 * mm), Share(43, 30 * mm), Share(62, 50 * mm)
_MATRIX_NAME, _MATRIX_PHASE, _MATRIX_GUTTER = Share(62, 56 * mm), Share(21, 18.4 * mm), 4 * mm
_NEW = Style("Bold", colour=ACCENT)
_FAINT = Style(colour=QUIET)
_TAKES_PART: Mapping[partners.Origin, tuple[str, Style]] = {
    "new": ("neu", _NEW),
    "stressed": ("betont", STRONG),
    "added": ("dabei", BODY),
    "inherited": ("dabei", BODY),
}
_LEGEND = (
    "neu: in dieser Phase gewonnen; betont: in dieser Phase hervorgehoben; dabei: genannt oder aus der Phase "
    "übernommen, auf die sie verweist."
)


def partner_directory(plan: Plan, request: Request) -> bytes:
    """The Partnerverzeichnis as a PDF; with contacts where the plan still has them, so in the internal edition.

    Raises:
        PlanError: a phase is not in the plan, or the paper is too narrow.
    """
    draft = Document(plan, request, REPORT, "portrait")
    phases = chosen_phases(plan, request)
    part = scope(draft, phases)
    opening = draft.opening(titled(REPORT, part))
    taking_part = {phase.id: {each.partner.id: each for each in partners.effective(plan, phase)} for phase in phases}
    everything = request.phases is None and request.year is None
    listed = sorted(
        (
            each
            for each in plan.partners
            if partners.same(plan, each)[0] is each
            and (everything or any(each.id in found for found in taking_part.values()))
        ),
        key=lambda partner: (sort_key(partner.name), partner.id),
    )
    if not listed:
        sentence = (
            "Für diese Auswahl gibt es keine Kooperationspartner."
            if plan.partners
            else ("Dieser Plan hat noch keine Kooperationspartner.")
        )
        return draft.finished([Part([*opening, draft.sentence(sentence)])])
    draft.count(2 * len(listed))
    parts = [_register(draft, opening, listed), *_matrix(draft, phases, listed, taking_part)]
    return draft.finished([*parts, *_abbreviations(draft, listed)])


def _register(draft: Document, opening: Sequence[Row], listed: Sequence[Partner]) -> Part:
    """All partners with kind and the phase they joined in; with contacts where there are any."""
    plan = draft.plan
    columns: dict[str, Share] = {"Kooperationspartner": _NAME}
    if any(partner.kind for partner in listed):
        columns["Art"] = _KIND
    columns["Dabei seit"] = _JOINED
    if any(_contacts_of(plan, partner) for partner in listed):
        columns["Kontakt"] = _CONTACT
    count = f"{len(listed)} Kooperationspartner" if len(listed) > 1 else "Ein Kooperationspartner"
    heading = draft.heading(count, above=0)
    table = draft.table(column_widths(list(columns.values()), draft), list(columns))
    header, caption = table.header(), draft.goes_on("Kooperationspartner")
    rows = []
    for partner in listed:
        line = table.line()
        cells = dict(zip(columns, line.cells, strict=True))
        _named(draft, partner, cells["Kooperationspartner"])
        if "Art" in cells:
            cells["Art"].text(labels_de.value_text("partner", "kind", partner.kind) or "–")
        number = draft.numbers.get(partner.joined_phase or "")
        cells["Dabei seit"].text(f"Phase {number}" if number else "–")
        if "Kontakt" in cells:
            _contacts(_contacts_of(plan, partner), cells["Kontakt"])
        draft.steps.set()
        rows.append(line.row(above=3.5, below=4, rule=0.25, caption=caption))
    return Part([*opening, heading], header, rows)


def _named(draft: Document, partner: Partner, cell: CellText) -> None:
    cell.text(partner.name or "Ohne Namen", STRONG)
    if partner.abbreviation and partner.abbreviation not in partner.name:
        cell.text(f"Abkürzung: {partner.abbreviation}", NOTE)
    rows = partners.same(draft.plan, partner)
    aliases = [alias.text for row in rows for alias in draft.plan.aliases(row.id) if alias.text.strip()]
    if aliases:
        cell.text(f"Auch: {', '.join(sorted(aliases, key=sort_key))}", NOTE)
    if partner.remark:
        cell.text(f"Bemerkung: {partner.remark}", NOTE)


def _contacts_of(plan: Plan, partner: Partner) -> list[Contact]:
    return [contact for row in partners.same(plan, partner) for contact in plan.contacts(row.id)]


def _contacts(contacts: Sequence[Contact], cell: CellText) -> None:
    for position, contact in enumerate(contacts):
        lines = [line for line in (contact.person, contact.phone, contact.mail, contact.address) if line]
        if contact.purpose:
            lines.append(f"Zweck: {contact.purpose}")
        if contact.retain_until:
            lines.append(f"Aufbewahren bis {german_date(contact.retain_until)}")
        for at, line in enumerate(lines):
            cell.text(line, BODY if at == 0 else NOTE, before=5 if position and not at else 0)
    if not contacts:
        cell.text("–", _FAINT)


def _matrix(
    draft: Document,
    phases: Sequence[Phase],
    listed: Sequence[Partner],
    taking_part: Mapping[str, Mapping[str, partners.Effective]],
) -> Iterator[Part]:
    """Partners against phases; where these are too many for the page, in several tables."""
    most = max(1, int((draft.paper.measure - _MATRIX_NAME.least + 0.1) // _MATRIX_PHASE.least))
    # Of several tables none is left with a single phase.
    tables = max(1, math.ceil(len(phases) / most))
    size = max(1, math.ceil(len(phases) / tables))
    for start in range(0, len(phases), size):
        group = phases[start : start + size]
        numbers = [draft.numbers[phase.id] for phase in group]
        first, last = numbers[0], numbers[-1]
        title = "Wer wirkt in welcher Phase mit?"
        if len(phases) > most:
            title += f" Phasen {first} bis {last}" if last > first else f" Phase {first}"
        named = "; ".join(f"Phase {n}: {phase.title}" for n, phase in zip(numbers, group, strict=True) if phase.title)
        heading = draft.heading(title, above=22, notes=[named, _LEGEND] if named else [_LEGEND])
        columns = column_widths([_MATRIX_NAME, *(_MATRIX_PHASE for _ in group)], draft, _MATRIX_GUTTER)
        table = draft.table(columns, ["Kooperationspartner", *(f"Phase {n}" for n in numbers)])
        header, caption = table.header(), draft.goes_on(title.replace("?", ""))
        rows = []
        for partner in listed:
            line = table.line()
            line.cells[0].text(partner.name or "Ohne Namen")
            for phase, cell in zip(group, line.cells[1:], strict=True):
                found = taking_part[phase.id].get(partner.id)
                cell.text(*(_TAKES_PART[found.origin] if found else ("–", _FAINT)))
            draft.steps.set()
            rows.append(line.row(above=2.5, below=3, rule=0.25, caption=caption))
        yield Part([heading], header, rows, whole=True)


def _abbreviations(draft: Document, listed: Sequence[Partner]) -> list[Part]:
    """What the abbreviations of the partners mean, each once."""
    shown = {row for partner in listed for row in partners.same(draft.plan, partner)}
    known = [
        (line.short, line.meaning)
        for line in abbreviations.listed(draft.plan)
        if line.meaning and not shown.isdisjoint(line.partners)
    ]
    if not known:
        return []
    heading = draft.heading("Abkürzungen", above=22)
    listing = item_list(draft.root, numbered=False)
    columns = column_widths([Share(30 * mm, 20 * mm), Share(137 * mm, 60 * mm)], draft)
    rows, caption = [], draft.goes_on("Abkürzungen")
    for short, meaning in known:
        item = Element("LI", listing)
        label = CellText(draft.composer, Element("Lbl", item), columns[0].width)
        body = CellText(draft.composer, Element("LBody", item), columns[1].width)
        label.text(short, STRONG)
        body.text(meaning)
        rows.append(Row(columns, (label.blocks, body.blocks), above=2.5, below=3, rule=0.25, caption=caption))
    return [Part([heading], None, rows, whole=True)]
