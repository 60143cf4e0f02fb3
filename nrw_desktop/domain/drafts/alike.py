"""Questions of a draft that are asked again and again, row by row or column by column: one answer does for all."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from nrw_desktop.domain.drafts.draft import Answers, Choice, Doubt, Draft, answered
from nrw_desktop.domain.text.shortening import shortened

MOST = 6
"""Questions of one kind that are asked one by one."""
_SUGGESTED, _EACH = "suggested", "each"
_EXAMPLES = 5


def given_together(draft: Draft, answers: Answers) -> Mapping[str, str]:
    """The answers to questions of a draft that follow from one that was given to all of their kind."""
    found: dict[str, str] = {}
    for kind, doubts in _alike(draft).items():
        answer = _of_all(kind, doubts, answers).answer
        if answer and answer != _EACH:
            open_ones = (one for one in doubts if one.key not in answers)
            found |= {one.key: one.suggestion if answer == _SUGGESTED else answer for one in open_ones}
    return found


def asked_together(draft: Draft, answers: Answers) -> Draft:
    """A draft with one question in place of many of a kind; those that somebody answers one by one are still there."""
    alike = _alike(draft)
    if not alike:
        return draft
    asked: list[Doubt] = []
    covered: list[Doubt] = []
    first: set[str] = set()
    for doubt in draft.doubts:
        if doubt.kind not in alike:
            asked.append(doubt)
            continue
        all_of_them = _of_all(doubt.kind, alike[doubt.kind], answers)
        if doubt.kind not in first:
            first.add(doubt.kind)
            asked.append(all_of_them)
        is_by_itself = doubt.key in answers or all_of_them.answer == _EACH
        (asked if is_by_itself else covered).append(doubt)
    return msgspec.structs.replace(draft, doubts=tuple(asked), covered=tuple(covered))


def _alike(draft: Draft) -> Mapping[str, Sequence[Doubt]]:
    """The questions of each kind of which there are many."""
    found: defaultdict[str, list[Doubt]] = defaultdict(list)
    for doubt in draft.doubts:
        if doubt.kind:
            found[doubt.kind].append(doubt)
    return {kind: doubts for kind, doubts in found.items() if len(doubts) > MOST}


def _of_all(kind: str, doubts: Sequence[Doubt], answers: Answers) -> Doubt:
    """The question that stands for all of these."""
    words = Counter(_words(one) for one in doubts)
    counted = ", ".join(f"{count}-mal „{word}“" for word, count in words.most_common())
    usual = "überall wie vorgeschlagen"
    choices = [Choice(_SUGGESTED, f"{usual}: {counted}" if len(words) <= 2 else usual)]
    # What reads otherwise in one of them would be another answer there.
    shared = set(doubts[0].choices).intersection(*(one.choices for one in doubts[1:]))
    choices += [one for one in doubts[0].choices if one in shared and {one.words} != set(words)]
    choices.append(Choice(_EACH, "einzeln entscheiden"))
    first = doubts[0]
    asked = Doubt(
        key=f"{kind}, alle",
        place=first.place,
        read=shortened(", ".join(dict.fromkeys(one.read for one in doubts[:_EXAMPLES] if one.read))),
        question=f"{len(doubts)} Fragen wie diese: {first.question} Die Antwort gilt für alle.",
        choices=tuple(choices),
        suggestion=_SUGGESTED,
    )
    return answered(asked, answers)


def _words(doubt: Doubt) -> str:
    return next((one.words for one in (*doubt.choices, *doubt.more) if one.key == doubt.suggestion), doubt.suggestion)
