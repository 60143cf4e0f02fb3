"""Finding words in the plan as people spell them: case, umlauts, ß and gender marks do not matter."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from nrw_desktop.domain import goals
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Phase, Record

_GENDER = re.compile(r"(?<=\w)[*:_](?=\w)")
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Hit(NamedTuple):
    """A place where the words stand: the record, its phase (None for the project and the register), and its text."""

    record: Record
    phase: Phase | None
    text: str


def fold(text: str) -> tuple[str, str]:
    """The text for comparing, without case, accents and gender marks: umlauts bare, and umlauts spelt out.

    „Müller“ gives „muller“ and „mueller“, so that either is found; words that hold „ue“ of their own stay whole.
    """
    text = _GENDER.sub("", unicodedata.normalize("NFC", text).casefold())
    return _unaccented(text.translate(_BARE)), _unaccented(text.translate(_SPELT_OUT))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def contains(text: tuple[str, str], words: tuple[str, str]) -> bool:
    """Whether folded words stand in a folded text, in either spelling."""
    return words[0] in text[0] or words[1] in text[1] or words[0] in text[1]


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, umlauts and gender marks."""
    return not set(fold(one)).isdisjoint(fold(other))


def find(plan: Plan, words: str, limit: int = 200) -> list[Hit]:
    """The first hits in the order of the plan: project, phases with their measures and goals, then the register."""
    needle = fold(words.strip())
    if not needle[0]:
        return []
    hits: list[Hit] = []
    for hit in _texts(plan):
        if contains(fold(hit.text), needle):
            hits.append(hit)
            if len(hits) == limit:
                break
    return hits


def _texts(plan: Plan) -> Iterator[Hit]:
    project = plan.project
    for text in (project.title, project.introduction, project.lead):
        yield Hit(project, None, text)
    for phase in plan.phases:
        yield Hit(phase, phase, phase.title)
        for measure in plan.measures(phase.id):
            text = " · ".join(part for part in (measure.short, measure.text, measure.note) if part)
            yield Hit(measure, phase, text)
        for entry in goals.entries(plan, phase):
            yield Hit(entry.goal, phase, entry.goal.text)
    for partner in plan.partners:
        spellings = [alias.text for alias in plan.aliases(partner.id)]
        spellings += [mention.printed for mention in plan.mentioned(partner.id) if mention.printed]
        texts = (partner.name, partner.abbreviation, partner.expansion, partner.remark, *spellings)
        yield Hit(partner, None, " · ".join(dict.fromkeys(text for text in texts if text)))
