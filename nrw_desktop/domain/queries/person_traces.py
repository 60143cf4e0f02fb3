"""Where the name of a person stands as free text, and such a text without it; for erasing the person."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from nrw_desktop.domain.model.change import Values
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELD_TABLE, Contact, Partner, required, row
from nrw_desktop.domain.text.collation import sort_key

Whom = Partner | str
"""Who is erased: all the people that a partner's contacts are about, or one person by the name."""

GONE = "…"
"""What stands in a text where the name was."""

_NAMES = {
    "attendance": ("name",),
    "body_member": ("name",),
    "contact": ("person",),
    "measure": ("responsible",),
    "meeting": ("chair", "minutes_by"),
    "task": ("name",),
}
"""The fields that are there for the name of a person."""
_TITLES = frozenset(("dr", "prof", "frau", "herr", "herrn", "dipl", "ing", "med", "phil", "jur", "rer", "nat"))
_SHORTEST = 3
"""Letters that a family name or number has at least; shorter ones stand in too many words."""
_SPELLINGS = {
    **dict.fromkeys(("ä", "ae"), "(?:ä|ae)"),
    **dict.fromkeys(("ö", "oe"), "(?:ö|oe)"),
    **dict.fromkeys(("ü", "ue"), "(?:ü|ue)"),
    **dict.fromkeys(("ß", "ss"), "(?:ß|ss)"),
}
# Patterns are compiled when somebody is looked for, not at the start of the program.
_SPELT = "|".join(_SPELLINGS)
_LEFT = r"(?i)(?:\W|_)*(?:(?:{})\b(?:\W|_)*)*".format("|".join(sorted(_TITLES)))
"""What is left of a text that was nothing but a name: titles and signs."""
_LONGEST_TITLE = 20
"""Letters before a name in which a title is looked for."""
_TITLED = r"(?i)(?<!\w)(?:{}|fr|hr)(?:\.\s*|\s+)(?:\w\.\s*)?$".format("|".join(sorted(_TITLES)))
"""How a text ends before a name."""


class Person(NamedTuple):
    """Patterns for people: ``sure`` for what is theirs alone (full name, mail, number), ``maybe`` for family names."""

    sure: re.Pattern[str] | None
    maybe: re.Pattern[str] | None


def person(contacts: Iterable[Values]) -> Person:
    """The person, or persons, that rows of contacts are about."""
    sure, maybe = set[str](), set[str]()
    for contact in contacts:
        words = [word for word in _words(contact.get("person")) if word.casefold().strip(".") not in _TITLES]
        if len(words) > 1:
            sure.add(r"\s+".join(map(_spelt, words)))
            sure.add(rf"{_spelt(words[-1])}\s*,\s*" + r"\s+".join(map(_spelt, words[:-1])))
            if "," in (typed := _bare(unicodedata.normalize("NFC", contact["person"]))):
                # As it stands too: before the comma may be more than one word, or somebody else.
                sure.add(r"\s+".join(map(_spelt, typed.split())))
        if words and len(words[-1]) >= _SHORTEST:
            maybe.add(_spelt(words[-1]))
        if mail := (contact.get("mail") or "").strip():
            sure.add(re.escape(mail))
        digits = re.sub(r"\D", "", contact.get("phone") or "")
        if len(digits) > 2 * _SHORTEST:
            sure.add(r"[\s/().-]*".join(digits))
    return Person(_pattern(sure), _pattern(maybe))


def whom(plan: Plan, one: Whom) -> Person:
    """The person, or persons, that are erased, by what the plan has of them now."""
    known = [row(contact) for contact in contacts(plan, one)]
    return person(known if isinstance(one, Partner) else [{"person": one}, *known])


def contacts(plan: Plan, one: Whom) -> tuple[Contact, ...]:
    """The contacts of the plan that go whole with them: all of a partner, or those that have this name alone."""
    if isinstance(one, Partner):
        return plan.contacts(one.id)
    of = person([{"person": one}])
    return tuple(contact for contact in plan.all(Contact).values() if is_hers([contact.person], of))


def is_hers(people: Iterable[str | None], of: Person) -> bool:
    """Whether a contact that had these people in turn was surely the person's, and never anybody else's."""
    named = list(filter(None, people))
    alone = all(without("contact", "person", _bare(one), of) is None for one in named)
    return alone and any(is_sure(one, of) for one in named)


def typed_names(plan: Plan) -> tuple[str, ...]:
    """The names that stand where a person is named, each once, without what is in brackets; in German order."""
    found = {
        " ".join(_bare(name).split())
        for table, fields in _NAMES.items()
        for record in plan.rows[table].values()
        for field in fields
        if (name := getattr(record, field))
    }
    return tuple(sorted(filter(None, found), key=sort_key))


def texts() -> dict[str, tuple[str, ...]]:
    """The fields of each table that hold what a person typed as text."""
    return {
        table: tuple(field for field, spec in specs.items() if spec.kind.is_text)
        for table, specs in FIELD_TABLE.items()
    }


def is_sure(text: str, of: Person) -> bool:
    """Whether a text names the person by what is hers alone."""
    return of.sure is not None and of.sure.search(unicodedata.normalize("NFC", text)) is not None


def is_likely(table: str, field: str, text: str, of: Person) -> bool:
    """Whether a text names somebody of the person's family name as a person: where names stand, or by „Frau“ or „Dr.“.

    Elsewhere it may be a word like any other („Sommer“, „Koch“), or a street.
    """
    if of.maybe is None:
        return False
    text = unicodedata.normalize("NFC", text)
    if field in _NAMES.get(table, ()):
        return of.maybe.search(text) is not None
    ends = (found.start() for found in of.maybe.finditer(text))
    return any(re.search(_TITLED, text[max(0, end - _LONGEST_TITLE) : end]) for end in ends)


def names(text: str, of: Person) -> bool:
    """Whether a text may name the person."""
    text = unicodedata.normalize("NFC", text)
    return any(pattern is not None and pattern.search(text) for pattern in of)


def without(table: str, field: str, text: str, of: Person) -> str | None:
    """The text without the person; nothing where it was nothing else and the field can be empty."""
    if not names(text, of):
        return text
    left = unicodedata.normalize("NFC", text)
    for pattern in of:
        left = pattern.sub(GONE, left) if pattern is not None else left
    if re.fullmatch(_LEFT, left):
        return GONE if required(table, field) else None
    return left


def lost(text: str, left: str | None) -> set[str]:
    """What `without` took out of a text of which this is left; nothing where that can be told in more than one way.

    A text with an ellipsis of its own tells nothing: nobody knows which of them stands for a name.
    """
    text, left = unicodedata.normalize("NFC", text), left or GONE
    if GONE in text or GONE not in left:
        return set()
    pieces = left.split(GONE)
    gaps = _between(pieces, text)
    from_the_end = _between([piece[::-1] for piece in reversed(pieces)], text[::-1])
    # Where each piece stands as far forward as it can and as far back, it can stand nowhere else.
    return set(gaps) if gaps == [gap[::-1] for gap in reversed(from_the_end)] else set()


def _between(pieces: list[str], text: str) -> list[str]:
    """What a text has between these pieces, each as far forward as it can be; nothing where they do not make it up."""
    first, *inner, last = map(re.escape, pieces)
    # In an atomic group none is looked for a second time, or a long text would take for ever.
    pattern = first + "".join(f"(?>(.+?){piece})" for piece in inner) + "(.+)" + last
    found = re.fullmatch(pattern, text, re.DOTALL)
    return list(found.groups()) if found else []


def _bare(name: str) -> str:
    """A name without what is in brackets after it: an office, an organisation."""
    return re.sub(r"\([^()]*\)", " ", name)


def _words(text: str | None) -> list[str]:
    """The words of a name, given names first."""
    text = _bare(unicodedata.normalize("NFC", text or ""))
    family, comma, given = text.partition(",")
    return f"{given} {family}".split() if comma else text.split()


def _spelt(word: str) -> str:
    """A word in each way that its umlauts are spelt."""
    return re.sub(_SPELT, lambda match: _SPELLINGS[match[0]], re.escape(word.casefold()))


def _pattern(parts: set[str]) -> re.Pattern[str] | None:
    if not parts:
        return None
    # The longest first; a name may be in the genitive.
    any_of = "|".join(sorted(parts, key=lambda part: (-len(part), part)))
    return re.compile(rf"(?<!\w)(?:{any_of})(?:s|['’])?(?!\w)", re.IGNORECASE)
