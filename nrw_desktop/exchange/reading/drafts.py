"""From a file that was read to its draft, whatever kind of file it was."""

from nrw_desktop.domain.drafts.draft import Answers, Draft
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.documents import draft_of_document

SUGGESTED = "suggested"
"""Stands for an answer to every question: what is suggested."""


def draft_of(source: Source, answers: Answers) -> Draft:
    """The draft of a source as it is drawn with these answers.

    Raises:
        PlanError: there is nothing in it that could be one.
    """
    return draft_of_document(source, answers)


def draft_as_suggested(source: Source, answers: Answers) -> Draft:
    """The same with every question that is open answered by its suggestion.

    Raises:
        PlanError: there is nothing in it that could be one.
    """
    draft = draft_of(source, answers)
    while draft.open:
        # An answer may lead to further questions, each of a key that was not there before.
        answers = {**answers, **{doubt.key: doubt.suggestion for doubt in draft.open}}
        draft = draft_of(source, answers)
    return draft
