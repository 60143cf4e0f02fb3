"""A draft as it is told outside a window: as text, and as JSON for other programs."""

from collections.abc import Sequence

import msgspec

from nrw_desktop.domain.drafts.bringing_in import Effect
from nrw_desktop.domain.drafts.draft import Doubt, Draft, Place
from nrw_desktop.exchange.plan_json import plan_object
from nrw_desktop.exchange.plan_text import plan_text, wrapped


def draft_json(draft: Draft, effects: Sequence[Effect], done: bool) -> bytes:
    """The draft in UTF-8: the plan as `show --json` has it, then what there is to say about it; ``done``: is it in."""
    told = {
        **plan_object(draft.plan),
        "doubts": [_doubt(doubt) for doubt in draft.doubts],
        "errors": [{**_place(error.place), "read": error.read, "why": error.why} for error in draft.errors],
        "left_out": [
            {"what": left.said, "count": left.count, "examples": list(left.examples)} for left in draft.left_out
        ],
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
    if draft.doubts:
        parts.append("\n".join(["Fragen:", *(line for doubt in draft.doubts for line in _question(doubt))]))
    if draft.errors:
        errors = [f"{error.place.said}: „{error.read}“. {error.why}" for error in draft.errors]
        parts.append(_listed("Fehler; diese Zeilen bleiben weg:", errors))
    if effects:
        told = [f"{one.whose}, {one.field}: „{one.before}“ wird „{one.after}“" for one in effects]
        parts.append(_listed("Was sich ändert:", told))
    if draft.left_out:
        left = [f"{one.said}{': ' if one.examples else ''}{'; '.join(one.examples)}" for one in draft.left_out]
        parts.append(_listed("Nicht übernommen:", left))
    if draft.links:
        parts.append(f"{len(draft.links)} Verknüpfungen aus gemeinsamen Zeilen sind möglich, aber nicht gemacht.")
    return "\n\n".join([*parts, *draft.remarks])


def questions_text(draft: Draft) -> str:
    """The open questions, each with its key and choices."""
    return "\n".join(line for doubt in draft.open for line in _question(doubt))


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(part for line in lines for part in wrapped(line, "  • "))])


def _question(doubt: Doubt) -> list[str]:
    place = f" ({doubt.place.said})" if doubt.place.said else ""
    choices = ", ".join(
        f"{choice.key} ({choice.words}{'; vorgeschlagen' if choice.key == doubt.suggestion else ''})"
        for choice in doubt.choices
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
        "choices": {choice.key: choice.words for choice in doubt.choices},
        "answer": doubt.answer or None,
    }


def _place(place: Place) -> dict[str, object]:
    return {"place": place.part, "row": place.row or None, "column": place.column or None}
