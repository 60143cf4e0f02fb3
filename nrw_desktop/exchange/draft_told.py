"""A draft as it is told outside a window: as text, and as JSON for other programs."""

from collections.abc import Iterator, Sequence

import msgspec

from nrw_desktop.domain.drafts.bringing_in import Effect
from nrw_desktop.domain.drafts.draft import Doubt, Draft, Place
from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption
from nrw_desktop.domain.model.meeting_records import Body, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import TABLE_OF, Contact, Deadline, Decision, Document, Mention, Partner
from nrw_desktop.exchange.plan_json import plan_object
from nrw_desktop.exchange.plan_text import plan_text, wrapped


def draft_json(draft: Draft, effects: Sequence[Effect], done: bool) -> bytes:
    """The draft in UTF-8: the plan as `show --json` has it, then what there is to say about it; ``done``: is it in.

    Those of „doubts“ need an answer each; one there may stand for several in „covered“, which can be answered as well.
    """
    told = {
        **plan_object(draft.plan),
        "doubts": [_doubt(doubt) for doubt in draft.doubts],
        "covered": [_doubt(doubt) for doubt in draft.covered],
        "errors": [{**_place(error.place), "read": error.read, "why": error.why} for error in draft.errors],
        "left_out": [
            {"what": left.said, "count": left.count, "examples": list(left.examples)} for left in draft.left_out
        ],
        "contacts": [_contact(draft.plan, contact) for contact in draft.plan.all(Contact).values()],
        "remarks": list(draft.remarks),
        "links_offered": len(draft.links),
        "changes": [effect._asdict() for effect in effects],
        "told": draft.told,
        "done": done,
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def draft_text(draft: Draft, effects: Sequence[Effect]) -> str:
    """The draft for a person at a console: the plan, then questions, errors, what changes and what is left out."""
    parts = [f"{draft.told}.", plan_text(draft.plan).rstrip("\n")]
    if beside := [text for text, _ in beside_phases(draft.plan)]:
        parts.append(_listed("Neben den Phasen:", beside))
    if draft.doubts:
        parts.append("\n".join(["Fragen:", *(line for doubt in draft.doubts for line in _question(doubt))]))
    if draft.errors:
        errors = [f"{error.place.said}: „{error.read}“. {error.why}" for error in draft.errors]
        parts.append(_listed("Fehler; das bleibt weg:", errors))
    if effects:
        told = [f"{one.whose}, {one.field}: „{one.before}“ wird „{one.after}“" for one in effects]
        parts.append(_listed("Was sich ändert:", told))
    if draft.left_out:
        left = [f"{one.said}{': ' if one.examples else ''}{'; '.join(one.examples)}" for one in draft.left_out]
        parts.append(_listed("Nicht übernommen:", left))
    if draft.links:
        parts.append(f"{len(draft.links)} Verknüpfungen aus gemeinsamen Zeilen sind möglich, aber nicht gemacht.")
    return "\n\n".join([*parts, *draft.remarks])


def beside_phases(plan: Plan) -> Iterator[tuple[str, str]]:
    """What comes in beside phases, each as a line and its id: partners that none names, how to reach people, tasks."""
    named = {mention.partner for mention in plan.all(Mention).values()}
    for partner in plan.partners:
        about = "; ".join(filter(None, (partner.abbreviation, partner.remark)))
        if partner.id not in named or about:
            yield f"Partner: {partner.name}{f' ({about})' if about else ''}", partner.id
        for one in plan.contacts(partner.id):
            reached = ", ".join(filter(None, (one.person, one.phone, one.mail, _one_line(one.address))))
            yield f"Kontakt bei {partner.name}: {reached}", one.id
    for kind in (Body, Decision, Task, Deadline, Document):
        for record in plan.all(kind).values():
            yield f"{TABLE_WORDS[TABLE_OF[kind]]}: {caption(record)}", record.id


def questions_text(draft: Draft) -> str:
    """The open questions, each with its key and choices."""
    return "\n".join(line for doubt in draft.open for line in _question(doubt))


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(part for line in lines for part in wrapped(line, "  • "))])


def _question(doubt: Doubt) -> list[str]:
    place = f" ({doubt.place.said})" if doubt.place.said else ""
    choices = ", ".join(
        f"{choice.key} ({choice.words}{'; vorgeschlagen' if choice.key == doubt.suggestion else ''})"
        for choice in (*doubt.choices, *doubt.more)
    )
    answer = f" Beantwortet: {doubt.answer}." if doubt.answer else ""
    return [*wrapped(f"{doubt.question}{place}{answer}", "  • "), f"      --answer '{doubt.key}=…': {choices}"]


def _doubt(doubt: Doubt) -> dict[str, object]:
    return {
        "key": doubt.key,
        **_place(doubt.place),
        "read": doubt.read,
        "question": doubt.question,
        "suggestion": doubt.suggestion,
        "choices": {choice.key: choice.words for choice in (*doubt.choices, *doubt.more)},
        "answer": doubt.answer or None,
    }


def _contact(plan: Plan, contact: Contact) -> dict[str, object]:
    fields = ("person", "phone", "mail", "address")
    return {"partner": plan.get(Partner, contact.partner).name, **{field: getattr(contact, field) for field in fields}}


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _place(place: Place) -> dict[str, object]:
    return {"place": place.part, "row": place.row or None, "column": place.column or None}
