"""Reads what stands in a table under „Kooperationspartner“: names, and before them a reference to an earlier phase."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.partners import WORDINGS, numbered, unnumbered
from nrw_desktop.domain.text import blanks
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.domain.text.gate import looks

_REFERENCE = re.compile(r"(?:siehe|s\.|vgl\.|wie(?:\s+in)?)\s+Phase\s*(?P<number>\d{1,4})\b", re.I)
_PIECE = re.compile(r"\([^()]*\)|[,;](?=\s)|[^(),;]+|.", re.S)
"""What is in brackets, a comma or semicolon that divides, and what stands between them."""
_AND = re.compile(rf"{blanks.SOME}(?:und|u\.|&)\s+(?=[^\W\d_])")
_STRESSED = "insbesondere"
_LONGEST_NAME = 500
"""Letters behind an „und“ that are taken for a name."""


class Named(NamedTuple):
    """A name as it stands in the cell, and what stands before it."""

    text: str
    joiner: str = ", "


class PartnerCell(NamedTuple):
    """What a cell says: the number of the phase it refers to (0: none), the words for that, and the names.

    ``stressed`` says that the reference stresses these names, ``stresses_new`` that it stresses who joined in the phase
    referred to.
    """

    number: int
    wording: str | None
    names: tuple[Named, ...]
    stressed: bool = False
    stresses_new: bool = False


def partner_cell(lines: Sequence[str], earlier: Collection[int] = (), known: Collection[str] = ()) -> PartnerCell:
    """What the lines of a cell say; ``earlier`` are the numbers of the phases that it may refer to.

    Commas divide names, or lines where there are several. „und“ may belong to a name: it divides two only where one of
    them is among the ``known``, by what they look like (`gate.looks`).

    Raises:
        PlanError: the cell refers to none of these.
    """
    text = " ".join(line.strip() for line in lines).strip()
    match = _REFERENCE.match(text)
    if match is None:
        return PartnerCell(0, None, _names(lines, known))
    number = int(match["number"])
    if number not in earlier:
        raise PlanError(
            f"„{match[0]}“ ist keine frühere Phase, die eingefügt wird. Bitte die Nummer einer solchen eingeben."
        )
    opening, colon, _rest = text.partition(":")
    behind = text[match.end() :]
    if colon and len(_parts(opening[match.end() :].lstrip(",;") + " ")) < 2:
        names = _names(_without(lines, opening + colon), known)
        return PartnerCell(number, unnumbered(opening + colon, number), names, _STRESSED in opening.casefold())
    if alike(text, numbered(WORDINGS["rule"], number)):
        return PartnerCell(number, unnumbered(text, number), (), stresses_new=True)
    if behind.startswith((",", ";")) and _STRESSED not in behind.casefold():
        return PartnerCell(number, unnumbered(match[0], number), _names(_without(lines, match[0] + behind[0]), known))
    # Whatever else it says prints as it stands.
    return PartnerCell(number, unnumbered(text, number), ())


def refers(text: str) -> bool:
    """Whether a text begins by referring to a phase."""
    return bool(_REFERENCE.match(text))


def sure_names(lines: Sequence[str]) -> list[str]:
    """The names of a cell that stand by themselves, so that „und“ beside them elsewhere divides two names."""
    text = " ".join(lines)
    match = _REFERENCE.match(text)
    rest = text.partition(":")[2] if match and ":" in text else "" if match else None
    found = _names(lines if rest is None else [rest], ())
    return [name.text for name in found if not _AND.search(name.text)]


def _without(lines: Sequence[str], opening: str) -> list[str]:
    """The lines without the words at their beginning, which may go over several."""
    rest, left = list(lines), len(opening)
    while rest and left >= len(rest[0].strip()):
        # Between two lines the opening has a blank.
        left -= len(rest.pop(0).strip()) + 1
    return [rest[0].strip()[max(0, left) :].strip(), *rest[1:]] if rest else []


def _names(lines: Sequence[str], known: Collection[str]) -> tuple[Named, ...]:
    texts = [text for line in lines if (text := line.strip())]
    if len(texts) < 2 or any(text.endswith((",", ";")) for text in texts[:-1]):
        texts = _parts(" ".join(texts))
    names = (text.strip().rstrip(",;").rstrip() for text in texts)
    return tuple(name for text in names if text for name in _divided(text, known))


def _parts(text: str) -> list[str]:
    """A text at its commas and semicolons, those within brackets left alone; in one walk, however long it is."""
    parts = [""]
    taken: list[str] = []
    for piece in _PIECE.findall(text):
        if piece in (",", ";"):
            parts[-1] = "".join(taken)
            parts.append("")
            taken.clear()
        else:
            taken.append(piece)
    parts[-1] = "".join(taken)
    return parts


def _divided(text: str, known: Collection[str]) -> list[Named]:
    """The names that „und“ divides: one of two is known."""
    found: list[Named] = []
    joiner = ", "
    start = 0
    # Where nobody is known, nothing is divided.
    for match in _AND.finditer(text) if known else ():
        left = text[start : match.start()]
        # A long row of names is looked through once: what stands right of it may be as long again.
        right = text[match.end() : match.end() + _LONGEST_NAME]
        if len(left) > _LONGEST_NAME:
            continue
        if looks(left) in known or looks(right) in known or looks(_AND.split(right, 1)[0]) in known:
            found.append(Named(left, joiner))
            joiner, start = " und ", match.end()
    return [*found, Named(text[start:], joiner)]
