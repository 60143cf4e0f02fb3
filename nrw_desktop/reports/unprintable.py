"""A report together with what of it no font can print: which characters, and where in the plan they stand."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from nrw_desktop.domain.model import labels_de
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, REFERENCES, TABLE_OF, Phase, Project, Record
from nrw_desktop.domain.queries.public_plan import public
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request

HEADING = "Für diese Zeichen gibt es keine Schrift; auf dem Papier steht für jedes ein Kästchen:"
"""What stands above the sentences."""

_BETWEEN = " · "
"""What stands between short texts in one line (`Composer.dotted`, which comes with ReportLab)."""
_MOST = 20
"""More places are counted."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as PDF, and a sentence for each place in the plan where a character of it cannot be printed."""

    pdf: bytes
    unprintable: tuple[str, ...] = ()


def printed(name: str, plan: Plan, request: Request) -> Printed:
    """The report as `catalogue.made` makes it, and what it cannot print: of this report in this edition alone.

    Raises:
        PlanError: as `catalogue.made` does.
    """
    texts: dict[str, str] = {}
    pdf = catalogue.made(name, plan, replace(request, unprinted=texts.__setitem__))
    if not texts:
        return Printed(pdf)
    seen = public(plan) if request.edition == "public" else plan
    sentences = list(dict.fromkeys(_sentences(seen, texts)))
    if more := max(0, len(sentences) - _MOST):
        sentences[_MOST:] = ["Und an einer weiteren Stelle." if more == 1 else f"Und an {more} weiteren Stellen."]
    return Printed(pdf, tuple(sentences))


class _Place(NamedTuple):
    """A field of a record that holds characters which were printed as boxes."""

    record: Record
    field: str
    value: str


def _sentences(plan: Plan, texts: Mapping[str, str]) -> Iterator[str]:
    """``texts`` are those that were printed, with their characters that no font has."""
    places = list(_places(plan, "".join(texts.values())))
    found: dict[_Place, str] = {}
    lost = []
    for text, letters in texts.items():
        # A value stands by itself, or in a longer text („Notiz: …“), or is printed in parts, or cut.
        part = text.strip().removesuffix("…").strip()
        parts = (piece.strip(" „“") for piece in part.replace("…", _BETWEEN).split(_BETWEEN))
        pieces = [piece for piece in parts if not set(letters).isdisjoint(piece)]
        within = [place for place in places if place.value == part] or [
            place
            for place in places
            if place.value in text or any(piece in " ".join(place.value.split()) for piece in pieces)
        ]
        for place in within:
            found[place] = found.get(place, "") + "".join(letter for letter in letters if letter in place.value)
        if not within:
            lost.append(_sentence(f"„{shortened(text)}“: ", letters))
    for place in places:
        if place in found:
            word = labels_de.field_word(TABLE_OF[type(place.record)], place.field)
            yield _sentence(f"{_where(plan, place.record)}, {word}: ", "".join(dict.fromkeys(found[place])))
    yield from lost


def _places(plan: Plan, letters: str) -> Iterator[_Place]:
    """Where in the plan one of these letters stands."""
    wanted = set(letters)
    for table, rows in plan.rows.items():
        own = [field for field, spec in FIELD_TABLE[table].items() if spec.is_own]
        for record in rows.values():
            for field in own:
                value = getattr(record, field)
                if isinstance(value, str) and not wanted.isdisjoint(value):
                    yield _Place(record, field, value.strip())


def _sentence(where: str, missing: str) -> str:
    signs = [_sign(letter) for letter in missing]
    if len(signs) == 1:
        return f"{where}{signs[0]} kann nicht gedruckt werden."
    return f"{where}{', '.join(signs[:-1])} und {signs[-1]} können nicht gedruckt werden."


def _sign(letter: str) -> str:
    """A character, or its number where nobody could see it."""
    return f"„{letter}“" if unicodedata.category(letter) not in ("Co", "Cs", "Cn") else f"U+{ord(letter):04X}"


def _where(plan: Plan, record: Record) -> str:
    """Where in the plan a record is found."""
    table = TABLE_OF[type(record)]
    word = labels_de.TABLE_WORDS[table]
    match record:
        case Project():
            return "Projektdaten"
        case Phase():
            return f"Phase {plan.number(record.id)}"
    owner = _owner(plan, record)
    called = f"{word} „{shortened(labels_de.caption(record))}“"
    if isinstance(owner, Phase):
        return f"{called} in Phase {plan.number(owner.id)}"
    return called if owner is None else f"{word} bei {_where(plan, owner)}"


def _owner(plan: Plan, record: Record) -> Record | None:
    """What a record belongs to: a phase, a measure, a partner; nothing for what stands by itself."""
    table = TABLE_OF[type(record)]
    for field, other in REFERENCES.get(table, {}).items():
        key = getattr(record, field)
        if FIELD_TABLE[table][field].placing and key in plan.rows[other]:
            return plan.rows[other][key]
    return None
