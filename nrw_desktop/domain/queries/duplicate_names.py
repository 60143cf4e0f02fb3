"""Which partners of the register may be the same, spelt in two ways: the program suggests, a person decides.

Names are compared word by word. Two names are suggested where all their words are the same but for spelling (case,
umlauts, gender marks, hyphens and blanks), endings (singular and plural, declension, gender), one slip of the pen, or
an abbreviation written out. Whole words more or less make another partner: a network is not its members.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Distinct, Partner
from nrw_desktop.domain.text.folding import fold

Reason = Literal["spelling", "ending", "slip", "abbreviation"]

REASONS: dict[Reason, str] = {
    "spelling": "nur anders geschrieben",
    "ending": "nur andere Endung",
    "slip": "vielleicht ein Tippfehler",
    "abbreviation": "Abkürzung und ausgeschrieben",
}
_RANK: tuple[Reason, ...] = ("spelling", "ending", "slip", "abbreviation")

COMMON = {"AK": "Arbeitskreis", "AG": "Arbeitsgemeinschaft", "KI": "Kommunales Integrationszentrum"}
"""What short words of names stand for everywhere in the programme, unless the register says otherwise."""

_ENDINGS = ("in", "en", "er", "es", "em", "e", "n", "s", "")
_SHORTEST_STEM = 6
_SHORTEST_WITH_SLIP = 6
_LONG = 14
"""Letters from which on a word may hold two slips."""
_SHORTEST_PAIR = 4
"""Letters that the male form of a pair has before its ending."""
_FEWEST_INITIALS = 3

# „Migrant*innenorganisationen“ reads „Migrantenorganisationen“, whatever the mark; without one, women alone are meant.
_BOTH_GENDERS = re.compile(r"(?:[*:_·]|/-?)[Ii]nnen")
_INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß])Innen")
_WORDS = re.compile(r"[\w*:·]+")
_IN_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*\((?P<short>\w{2,8})\)$")
_FILLERS = frozenset(
    {"der", "die", "das", "des", "dem", "den", "und", "u", "im", "in", "e", "v", "ev", "ggmbh", "gmbh"}
)


class Suggestion(NamedTuple):
    """Two partners that may be the same, and why the program thinks so."""

    one: Partner
    other: Partner
    reason: Reason


class _Word(NamedTuple):
    """A word of a name: folded, umlauts bare and spelt out, and what is left of it without its endings."""

    folded: tuple[str, str]
    spellings: frozenset[str]
    stems: frozenset[str]


class _Form(NamedTuple):
    """One way to call a partner: its words, the same as one string, and whether an abbreviation was written out."""

    words: tuple[_Word, ...]
    squashed: frozenset[str]
    expanded: bool


def suggestions(plan: Plan, decided: bool = False) -> list[Suggestion]:
    """The pairs of partners that may be the same, in the order of the register.

    Pairs that a person told apart are left out; with ``decided``, they alone are returned.
    """
    return [found for found in compared(plan, decided) if found is not None]


def compared(plan: Plan, decided: bool = False) -> Iterator[Suggestion | None]:
    """The same one after the other, with a None whenever a partner has been compared with all behind it.

    That takes long in a large register: whoever draws from this can go on with something else in between.
    """
    apart = {frozenset((pair.one, pair.other)) for pair in plan.all(Distinct).values()}
    forms = {partner.id: _forms(plan, partner) for partner in plan.partners}
    for place, one in enumerate(plan.partners, 1):
        for other in plan.partners[place:]:
            if (frozenset((one.id, other.id)) in apart) == decided:
                reason = _reason(forms[one.id], forms[other.id]) or _initials(one, other)
                if reason:
                    yield Suggestion(one, other, reason)
        yield None


def _reason(these: Sequence[_Form], those: Sequence[_Form]) -> Reason | None:
    """The best reason why any two forms are the same."""
    compared = (_compared(this, that) for this in these for that in those)
    reasons = {reason for reason in compared if reason is not None}
    return min(reasons, key=_RANK.index, default=None)


def _compared(this: _Form, that: _Form) -> Reason | None:
    reason: Reason | None = None
    if not this.squashed.isdisjoint(that.squashed):
        reason = "spelling"
    elif len(this.words) == len(that.words):
        reason = _by_words(this.words, that.words)
    return "abbreviation" if reason and (this.expanded or that.expanded) else reason


def _by_words(these: Sequence[_Word], those: Sequence[_Word]) -> Reason | None:
    """Pair each word with one of the other name: all alike, and at most one of them by a slip."""
    left = list(those)
    reason: Reason = "spelling"
    slip: _Word | None = None
    for word in these:
        match = next((other for other in left if not word.spellings.isdisjoint(other.spellings)), None)
        if match is None and (match := next((one for one in left if not word.stems.isdisjoint(one.stems)), None)):
            reason = "ending"
        if match:
            left.remove(match)
        elif slip:
            return None
        else:
            slip = word
    if slip is None:
        return reason
    return "slip" if _is_slip(slip.folded, left[0].folded) else None


def _stems(word: str) -> set[str]:
    """The word without each ending that it may have; umlauts are bare already, so „Räte“ and „Rat“ meet."""
    cut = (word[: len(word) - len(ending)] for ending in _ENDINGS if word.endswith(ending))
    return {stem for stem in cut if len(stem) >= _SHORTEST_STEM} | {word}


def _is_slip(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether the words differ by slips within them; what begins or ends differently is another word."""
    for this, that in zip(one, other, strict=True):
        length = min(len(this), len(that))
        if length < _SHORTEST_WITH_SLIP or this[0] != that[0] or this[-1] != that[-1]:
            continue
        # „Integrationsrat“ and „Integrationsamt“ are two letters apart.
        most = 2 if length >= _LONG and this[-3:] == that[-3:] else 1
        if _distance(this, that, most) <= most:
            return True
    return False


def _distance(one: str, other: str, most: int) -> int:
    """How many letters must be added, left out, exchanged or swapped with their neighbour; above ``most`` any number.

    The optimal string alignment distance.
    """
    if abs(len(one) - len(other)) > most or any(letter.isdigit() for letter in one + other):
        return most + 1
    before, last = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            steps = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                steps = min(steps, before[column - 2] + 1)
            line.append(steps)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


def _forms(plan: Plan, partner: Partner) -> list[_Form]:
    """All ways to call a partner: its name, its other spellings, and what its abbreviation stands for."""
    names = [partner.name, *(alias.text for alias in plan.aliases(partner.id))]
    if is_whole_name(partner):
        names += filter(None, (partner.abbreviation, partner.expansion))
    names += [part for name in names if (match := _IN_BRACKETS.match(name)) for part in match.groups()]
    place = plan.project.municipality
    forms = []
    for name in dict.fromkeys(names):
        forms.append(_form(name, place))
        written_out = _written_out(name, partner)
        if written_out != name:
            forms.append(_form(written_out, place, expanded=True))
    return forms


def is_whole_name(partner: Partner) -> bool:
    """Whether the abbreviation stands for the partner as such, and not for a word of its name as in „AK Asyl“."""
    return (partner.abbreviation or "") not in _WORDS.findall(partner.name) or partner.abbreviation == partner.name


def _written_out(name: str, partner: Partner) -> str:
    """The name with its abbreviations written out."""
    meanings = COMMON | (
        {partner.abbreviation: partner.expansion} if partner.abbreviation and partner.expansion else {}
    )
    return re.sub(r"\w+", lambda word: meanings.get(word[0], word[0]), name)


def _form(name: str, place: str, expanded: bool = False) -> _Form:
    words = list(_words(name))
    # Where a partner sits tells it from others only if it is called by nothing else.
    own = {"stadt", *(fold(place)[0].split()), *(f"{word}er" for word in fold(place)[0].split())} if place else set()
    kept = [word for word in words if word[0] not in own] or words
    squashed = frozenset("".join(word[side] for word in kept) for side in (0, 1))
    return _Form(
        tuple(_Word(word, frozenset(word), frozenset(_stems(word[0]) | _stems(word[1]))) for word in kept),
        squashed,
        expanded,
    )


def _words(name: str) -> Iterator[tuple[str, str]]:
    """The folded words of a name without fillers; „…innen und -…en“ is one word for both."""
    plain = _BOTH_GENDERS.sub("en", _INNER_CAPITAL.sub("*innen", name))
    words = [fold(word) for word in _WORDS.findall(plain)]
    words = [word for word in words if word[0]]
    place = 0
    while place < len(words):
        word = words[place]
        pair = words[place + 2] if place + 2 < len(words) and words[place + 1][0] in ("und", "u") else None
        paired = pair is not None and word[0].endswith("innen") and _ends_alike(word[0], pair[0])
        if word[0] not in _FILLERS:
            yield (word[0].removesuffix("innen") + "en", word[1].removesuffix("innen") + "en") if paired else word
        place += 3 if paired else 1


def _ends_alike(female: str, male: str) -> bool:
    """Whether „stadtteilkordinatorinnen“ goes with „koordinatoren“, slips included."""
    stem = male[:-2] if male.endswith("en") else male
    end = female.removesuffix("innen")
    return len(stem) >= 4 and any(
        _distance(end[-length:], stem, 1) <= 1 for length in range(len(stem) - 1, len(stem) + 2)
    )


def _initials(one: Partner, other: Partner) -> Reason | None:
    """„MBR“ beside „Mobile Beratung gegen Rechtsextremismus“, though nobody has said what it stands for."""
    for short, long in ((one.name, other.name), (other.name, one.name)):
        letters = "".join(word[0] for word in re.findall(r"\w+", long) if word[0].isupper())
        if short.isupper() and short.isalpha() and len(short) >= _FEWEST_INITIALS and short == letters:
            return "abbreviation"
    return None
