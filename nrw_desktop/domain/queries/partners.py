"""Which partner words mean, and which count in a phase: those it names and, resolved live, those it refers to."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

import msgspec

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Distinct, Mention, Partner, Phase
from nrw_desktop.domain.text.gate import looks

Origin = Literal["new", "stressed", "added", "inherited"]
Emphasis = Literal["none", "named", "rule"]
"""Whom a reference stresses: nobody, partners that the phase names one by one, or those who joined in some phase."""

WORDINGS: dict[Emphasis, str] = {
    "none": "Siehe Phase {n}",
    "named": "Siehe Phase {n} und insbesondere:",
    "rule": "Siehe Phase {n}, insbesondere die neu akquirierten Kooperationspartner",
}
"""The words suggested for a reference, by whom it stresses; ``{n}`` is the number of the phase referred to."""


def registered(plan: Plan, text: str) -> Partner | None:
    """The partner of the register that is called so: whose name, abbreviation or other spelling looks like this."""
    return next(iter(plan.called(text)), None)


def known(plan: Plan, text: str) -> Partner | None:
    """The partner that is meant by these words: the one called so, else one that is only spelt in another way.

    People who have no umlauts on their keyboard write „Buendnis“ for „Bündnis“.
    """
    return registered(plan, text) or next(iter(plan.called(text, "spelling")), None)


class Effective(msgspec.Struct, frozen=True):
    """A partner that counts in a phase, and why: won here, stressed, added here, or taken over by reference."""

    partner: Partner
    origin: Origin
    mention: Mention | None


def referred_phase(plan: Plan, phase: Phase) -> Phase | None:
    """The phase whose partners count here too."""
    return plan.find(Phase, phase.refers_to)


def effective(plan: Plan, phase: Phase) -> tuple[Effective, ...]:
    """All partners of a phase without doubles: those taken over first, then those it adds, each in its order.

    Partners that are the same, though the register has them twice, count once (`same`).
    References are followed through any number of phases; one that leads back to a phase already seen ends there.
    """
    own: dict[str, Mention] = {}
    for named in plan.mentions(phase.id):
        own.setdefault(_standing_for(plan, named.partner), named)
    result = []
    for partner in {partner.id: partner for partner in _resolved(plan, phase)}.values():
        mention = own.get(partner.id)
        stressed = (
            mention.stressed if mention else phase.emphasis_phase and partner.joined_phase == phase.emphasis_phase
        )
        origin: Origin = "inherited"
        if partner.joined_phase == phase.id:
            origin = "new"
        elif stressed:
            origin = "stressed"
        elif mention:
            origin = "added"
        result.append(Effective(partner, origin, mention))
    return tuple(result)


class TakingPart(msgspec.Struct, frozen=True):
    """The number of a phase in which a partner counts, and whether only because the phase refers to another one."""

    number: int
    by_reference: bool


def taking_part(plan: Plan, partner: Partner) -> tuple[TakingPart, ...]:
    """The phases in which a partner counts, in their order: the same that `effective` tells, asked of the partner."""
    named = {mention.phase for one in same(plan, partner) for mention in plan.mentioned(one.id)}
    return tuple(
        TakingPart(number, phase.id not in named)
        for number, phase in enumerate(plan.phases, 1)
        if not named.isdisjoint(member.id for member in _chain(plan, phase))
    )


def phases_text(plan: Plan, partner: Partner) -> str:
    """The phases in which a partner counts, and by which way, e.g. „1, 2 (Verweis), 3“; empty for none.

    Phases one after the other that only refer to others stand together: „1, 2–4 (Verweis)“.
    """
    parts: list[str] = []
    # The number less the place in its row is the same for numbers without a gap.
    ways = groupby(enumerate(taking_part(plan, partner)), lambda one: one[1].by_reference and one[1].number - one[0])
    for _way, members in ways:
        found = [each for _place, each in members]
        if not found[0].by_reference:
            parts += [str(each.number) for each in found]
            continue
        ends = dict.fromkeys((found[0].number, found[-1].number))
        parts.append(f"{'–'.join(map(str, ends))}\N{NO-BREAK SPACE}(Verweis)")
    return ", ".join(parts)


def _chain(plan: Plan, phase: Phase) -> list[Phase]:
    """The phase, the one that it refers to, the one that that refers to, and so on."""
    chain = [phase]
    while (earlier := referred_phase(plan, chain[-1])) is not None and earlier not in chain:
        chain.append(earlier)
    return chain


def _resolved(plan: Plan, phase: Phase) -> Iterator[Partner]:
    for member in reversed(_chain(plan, phase)):
        for mention in plan.mentions(member.id):
            if partner := plan.find(Partner, _standing_for(plan, mention.partner)):
                yield partner


def _standing_for(plan: Plan, key: str) -> str:
    partner = plan.find(Partner, key)
    return same(plan, partner)[0].id if isinstance(partner, Partner) else key


def same(plan: Plan, partner: Partner) -> tuple[Partner, ...]:
    """The rows of the register that are this partner, the first of which stands for all: their names look the same.

    Nobody can enter such a double, but an older plan may hold one. Those that a person told apart stay apart.
    """
    alike = plan.namesakes(partner)
    if len(alike) < 2 or not looks(partner.name):
        return (partner,)
    apart = {frozenset((pair.one, pair.other)) for pair in plan.all(Distinct).values()}
    return tuple(one for one in alike if frozenset((one.id, partner.id)) not in apart)


def refers_forward(plan: Plan, phase: Phase) -> bool:
    """Whether the phase refers to a later one or itself, as can be left over when phases were moved."""
    return phase.refers_to is not None and plan.number(phase.refers_to) >= plan.number(phase.id)


def printed_name(plan: Plan, mention: Mention) -> str:
    """The partner as this phase prints it: its own spelling, else the register's name."""
    if mention.printed is not None:
        return mention.printed
    partner = plan.find(Partner, mention.partner)
    return partner.name if partner else ""


def lead_in(plan: Plan, phase: Phase) -> str:
    """The words of the reference with today's number, e.g. „Siehe Phase 1 und insbesondere:“; empty for none."""
    if phase.refers_to is None:
        return ""
    return numbered(phase.wording or WORDINGS["none"], plan.number(phase.refers_to))


def emphasis_of(plan: Plan, phase: Phase) -> Emphasis:
    """Whom the phase's reference stresses."""
    if phase.emphasis_phase is not None:
        return "rule"
    return "named" if any(mention.stressed for mention in plan.mentions(phase.id)) else "none"


def numbered(wording: str, number: int) -> str:
    """A stored wording with the number that prints today."""
    return wording.replace("{n}", str(number))


def unnumbered(text: str, number: int) -> str:
    """A typed wording as it is stored: where it names the phase of this number, the number follows that phase."""
    return re.sub(rf"(?<=\bPhase\s){number}\b", "{n}", text)


def cell_text(plan: Plan, phase: Phase) -> str:
    """The partners' cell of the document: lead-in and mentions put together."""
    parts: list[str] = []
    for mention in plan.mentions(phase.id):
        parts += (mention.joiner if parts else "", printed_name(plan, mention))
    named, opening = "".join(parts), lead_in(plan, phase)
    if not opening or not named:
        return opening or named
    return f"{opening}{' ' if opening.rstrip().endswith(':') else ', '}{named}"
