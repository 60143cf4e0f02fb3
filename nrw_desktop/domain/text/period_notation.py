"""Whether words say a period and nothing else: „07/2018“, „1.–3. Juli 2018“, „bis Projektende“, but not „Anfang 2018“.

What is mere notation is stored as the period alone and shown in one way; all other words are kept beside it.
"""

import re
from collections.abc import Sequence

from nrw_desktop.domain.text.period_years import Stretch

_MONTH = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|m(?:ä|ae)rz|mär|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)"
)
_RULE = (
    r"(?:projektende|ende\s+des\s+projekts|ende\s+(?:von\s+|der\s+)?phase|im\s+anschluss\s+an\s+phase|nach\s+phase|"
    r"(?:\d{1,3}|ein(?:en)?)\s+monate?n?\s+(?:vor|nach))"
)
_GLUE = r"(?:bis|zum|zur|von|vom|ab|am|im|den|der|dem|seit)"
_NOTATION = rf"(?:\b(?:{_MONTH}|{_RULE}|{_GLUE})\b|[\d\s./–—−‐‑-])+"


def is_notation(text: str, stretches: Sequence[Stretch]) -> bool:
    """Whether a text, read as these stretches, says no more than where they begin and end."""
    single = all(one.first == one.last and one.first.unit in ("day", "month", "rule", "bare") for one in stretches)
    return single and re.fullmatch(_NOTATION, text.casefold()) is not None
