"""What a person said of columns is remembered by the words at their heads, for the next file with the same ones."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QSettings

from nrw_desktop.domain.drafts.draft import Draft
from nrw_desktop.domain.text.folding import fold

_KEY = "importing/columns"
_MOST = 500
"""Heads that are remembered; the oldest go first."""


def known(settings: QSettings) -> dict[str, str]:
    """What is remembered, by the words at the head of a column."""
    try:
        return msgspec.json.decode(str(settings.value(_KEY) or "{}"), type=dict[str, str])
    except msgspec.DecodeError:
        return {}


def answers(known: Mapping[str, str], draft: Draft) -> dict[str, str]:
    """The answers that are known to questions about columns, as far as these can be chosen."""
    asked = [doubt for doubt in (*draft.doubts, *draft.covered) if doubt.key in draft.columns]
    found = {doubt.key: known.get(_words(doubt.read), "") for doubt in asked}
    choices = {doubt.key: {choice.key for choice in (*doubt.choices, *doubt.more)} for doubt in asked}
    return {key: answer for key, answer in found.items() if answer in choices[key]}


def remember(settings: QSettings, draft: Draft) -> None:
    """Remember what was answered about columns."""
    given = {_words(doubt.read): doubt.answer for doubt in draft.doubts if doubt.key in draft.columns and doubt.answer}
    if given:
        kept = {words: field for words, field in known(settings).items() if words not in given} | given
        settings.setValue(_KEY, msgspec.json.encode(dict(list(kept.items())[-_MOST:])).decode())


def is_there(settings: QSettings) -> bool:
    """Whether any is known."""
    return bool(known(settings))


def forget(settings: QSettings) -> None:
    """Know none any more."""
    settings.remove(_KEY)


def _words(text: str) -> str:
    return fold(" ".join(text.split()))[0]
