"""Finding words in the plan as people spell them: case, umlauts, ß and gender marks do not matter."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from nrw_desktop.domain import goals
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Phase, Record

_GENDER = re.compile(r"(?<=\w)[*:_](?=\w)")
_UMLAUT = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class Hit(NamedTuple):
    """A place where the words stand: the record, its phase (None for the project and the register), and its text."""

    record: Record
    phase: Phase | None
    text: str


def fold(text: str) -> str:
    """The text for comparing: „Müller“, „Mueller“, „muller“ fold alike; so do „Migrant*innen“, „Migrantinnen“."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUT)
    for pair, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        text = text.replace(pair, letter)
    text = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return _GENDER.sub("", text)


def find(plan: Plan, words: str, limit: int = 200) -> list[Hit]:
    """The first hits in the order of the plan: project, phases with their measures and goals, then the register."""
    needle = fold(words.strip())
    if not needle:
        return []
    hits: list[Hit] = []
    for hit in _texts(plan):
        if needle in fold(hit.text):
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
