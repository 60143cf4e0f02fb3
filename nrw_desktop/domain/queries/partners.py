"""Which partners count in a phase: those it names, and those of the phase it refers to, resolved live."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

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


class Effective(NamedTuple):
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


def _resolved(plan: Plan, phase: Phase) -> Iterator[Partner]:
    chain = [phase]
    while (earlier := referred_phase(plan, chain[-1])) is not None and earlier not in chain:
        chain.append(earlier)
    for member in reversed(chain):
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
        parts += [mention.joiner if parts else "", printed_name(plan, mention)]
    named, opening = "".join(parts), lead_in(plan, phase)
    if not opening or not named:
        return opening or named
    return f"{opening}{' ' if opening.rstrip().endswith(':') else ', '}{named}"
