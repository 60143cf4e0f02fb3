"""Editing a phase's reference to an earlier one, and how the phase prints the partners that it names."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from nrw_desktop.domain.edits.common import checked
from nrw_desktop.domain.edits.mentions import as_printed
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange, reference, updated
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries.partners import numbered, unnumbered
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.domain.text.months import plain
from nrw_desktop.domain.text.shortening import shortened

NO_REFERENCE = "kein Verweis"
"""What people read and type where a phase refers to none."""

_NUMBER = re.compile(r"(?:Phase\s*)?(\d{1,4})\b.*", re.IGNORECASE)


class Naming(NamedTuple):
    """How a phase prints one partner: its own spelling (None: the partner's name), what stands before it, emphasis."""

    printed: str | None
    joiner: str
    stressed: bool


def typed_phase(plan: Plan, text: str) -> str | None:
    """The phase that a person means: „2“, „Phase 2“, „2  Bestandsanalyse“ or its title; None for no phase.

    Raises:
        PlanError: there is none of that number or title.
    """
    words = plain(text)
    if not words or alike(words, NO_REFERENCE):
        return None
    match = _NUMBER.fullmatch(words)
    found = [phase for phase in plan.phases if alike(phase.title, words)]
    if match and 0 < int(match[1]) <= len(plan.phases):
        found = [plan.phases[int(match[1]) - 1]]
    if not found:
        raise PlanError(f"Eine Phase „{shortened(words)}“ gibt es nicht. Bitte eine aus der Liste wählen.")
    return found[0].id


def check_target(plan: Plan, phase: Phase, target: str) -> None:
    """Refuse a new reference to the phase itself, to a later one, or to one that leads back here.

    Raises:
        PlanError: it is one of these.
    """
    if target == phase.id:
        raise PlanError(
            "Eine Phase kann nur auf eine frühere verweisen, nicht auf sich selbst. Bitte eine andere wählen."
        )
    if plan.number(target) > plan.number(phase.id):
        raise PlanError("Eine Phase kann nur auf eine frühere verweisen. Bitte eine frühere Phase wählen.")
    seen: set[str] = set()
    step: str | None = target
    while step is not None and step not in seen:
        if step == phase.id:
            raise PlanError("Der Verweis führte im Kreis. Bitte eine andere Phase wählen.")
        seen.add(step)
        step = plan.get(Phase, step).refers_to


def check_emphasis(plan: Plan, phase: Phase, target: str) -> None:
    """Refuse a new rule that stresses who joined in the phase itself or in a later one.

    Raises:
        PlanError: it is such a rule.
    """
    if plan.number(target) >= plan.number(phase.id):
        raise PlanError(
            "Hervorheben lässt sich, wer in einer früheren Phase dazugekommen ist. Bitte eine frühere Phase wählen."
        )


def set_reference(
    plan: Plan,
    key: str,
    refers_to: str | None,
    emphasis_phase: str | None,
    wording: str,
    namings: Mapping[str, Naming] | None = None,
) -> Change:
    """Give a phase its reference, the rule of whom it stresses, the words that print, and how it prints its mentions.

    ``wording`` is what prints, with today's number; without a reference there is none, and nobody is stressed.
    ``namings`` is by the id of the mention; one that is not in it stays as it is. A reference or rule that points
    forward since phases were moved may stay as it is.

    Raises:
        PlanError: the reference leads to the phase itself, to a later one or in a circle; or a value is not possible.
    """
    phase = plan.get(Phase, key)
    if refers_to is not None and refers_to != phase.refers_to:
        check_target(plan, phase, plan.get(Phase, refers_to).id)
    if refers_to is None:
        emphasis_phase, wording = None, ""
    if emphasis_phase is not None and emphasis_phase != phase.emphasis_phase:
        check_emphasis(plan, phase, plan.get(Phase, emphasis_phase).id)
    stored = checked("phase", "wording", wording)
    number = plan.number(refers_to) if refers_to else 0
    if stored and wording == numbered(phase.wording or "", number):
        # What nobody changed stays to the letter, a number of its own included.
        stored = phase.wording
    elif stored:
        stored = unnumbered(stored, number)
    rows: list[RowChange] = []
    for mention in plan.mentions(key):
        naming = (namings or {}).get(mention.id, Naming(mention.printed, mention.joiner, bool(mention.stressed)))
        stressed = naming.stressed and refers_to is not None
        # What does not change is not looked at: an old file may hold a joiner that nobody could choose today.
        rows += as_printed(plan, mention, printed=naming.printed, joiner=naming.joiner, stressed=int(stressed))
    of_phase = updated(phase, refers_to=refers_to, emphasis_phase=emphasis_phase, wording=stored)
    what = "Verweis" if of_phase else "Wortlaut der Kooperationspartner"
    return Change((*of_phase, *rows), f"{what} von {reference(phase)} geändert")
