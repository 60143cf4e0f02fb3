"""By what files of ours are known again: the little that those who write them and those who read them both know.

It needs nothing else, for the sake of the child that reads.
"""

import re

ID_HEAD = "Kennung"
"""The head of the column that holds our ids."""
CHOICES = "Auswahl"
"""The hidden sheet with what can be chosen: a list that stands in the cell itself would be parted at each comma."""
DOMAIN = "nrw-desktop"
"""Behind the ids of events, by which it is known that they are ours."""
MARK = "'"
"""Stands before a text that a sheet would take for a formula, and is taken off again when it is read."""
_READ_AS_FORMULA = re.compile(r"(?![+-]?[\d.,]+%?\Z)'*[=+\-@\t\r]")
"""How such a text begins, numbers aside; one that was marked before is marked again."""


def marked(text: str) -> str:
    """A text as no sheet takes it for a formula."""
    return f"{MARK}{text}" if _READ_AS_FORMULA.match(text) else text


def unmarked(text: str) -> str:
    """A text as it was before it was marked as one."""
    return text[1:] if text.startswith(MARK) and _READ_AS_FORMULA.match(text) else text
