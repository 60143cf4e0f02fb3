"""From a file that was read to its draft, whatever kind of file it was."""

import msgspec

from nrw_desktop.domain.drafts.alike import asked_together, given_together
from nrw_desktop.domain.drafts.draft import Answers, Draft
from nrw_desktop.domain.drafts.register import against
from nrw_desktop.domain.drafts.returned import compared
from nrw_desktop.domain.model.garbage import collecting_later
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.exchange.drafting.appointments import draft_of_calendar
from nrw_desktop.exchange.drafting.documents import draft_of_document
from nrw_desktop.exchange.returning.own_lists import draft_of_lists
from nrw_desktop.exchange.returning.own_rows import is_ours
from nrw_desktop.exchange.returning.packages import draft_of_package
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.turning import as_told, doubts_of

SUGGESTED = "suggested"
"""Stands for an answer to every question: what is suggested."""


def draft_of(source: Source, answers: Answers, into: Plan | None = None) -> Draft:
    """The draft of a source as it is drawn with these answers; ``into`` is the plan that it is to come into.

    Raises:
        PlanError: there is nothing in it that could be one.
    """
    with collecting_later():
        draft = _whole(source, answers, into)
        given = answers
        while more := given_together(draft, given):
            given = {**given, **more}
            draft = _whole(source, given, into)
        return asked_together(draft, answers)


def _whole(source: Source, answers: Answers, into: Plan | None) -> Draft:
    draft = _drawn(source, answers, into)
    return compared(against(draft, into, answers), into, answers) if into is not None else draft


def _drawn(source: Source, answers: Answers, into: Plan | None) -> Draft:
    if source.package:
        return draft_of_package(source.package)
    if is_ours(source):
        return draft_of_lists(source, answers, into)
    if source.appointments is not None:
        return draft_of_calendar(source, source.appointments, answers)
    draft = draft_of_document(as_told(source, answers), answers)
    doubts = (*doubts_of(source, answers), *draft.doubts)
    return msgspec.structs.replace(draft, doubts=doubts, remarks=(*source.remarks, *draft.remarks))


def draft_as_suggested(source: Source, answers: Answers, into: Plan | None = None) -> Draft:
    """The same with every question that is open answered by its suggestion.

    Raises:
        PlanError: there is nothing in it that could be one.
    """
    draft = draft_of(source, answers, into)
    # An answer may lead to further questions, each of a key that was not there before; one that is asked again and
    # again stays open.
    while new := {doubt.key: doubt.suggestion for doubt in draft.open if doubt.key not in answers}:
        answers = {**answers, **new}
        draft = draft_of(source, answers, into)
    return draft
