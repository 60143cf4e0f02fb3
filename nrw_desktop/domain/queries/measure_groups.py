"""The measures of a plan by phase, Handlungsfeld or responsible, and which of them a filter shows.

::

    shown = groups(plan, "responsible", Chosen(statuses=frozenset({"planned", "running"})))
    offered = offers(plan)            # what the menus have; `Offer.key` goes into `Chosen`
    chosen = chosen.still(offered)    # after an edit: what nobody has any more is chosen no longer
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Literal

import msgspec

from nrw_desktop.domain.model.choices import STATUS_WORDS
from nrw_desktop.domain.model.labels_de import caption
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase
from nrw_desktop.domain.queries import partners
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.domain.text.gate import looks

By = Literal["phase", "field", "responsible"]
_NONE: Mapping[By, str] = {"field": "Ohne Handlungsfeld", "responsible": "Ohne Verantwortliche"}


class Group(msgspec.Struct, frozen=True):
    """Measures that belong together: by phases, and in their order there.

    ``key`` stays the same while the plan changes: a phase's id, or what its name looks like; empty where the measures
    have none. ``phase`` is there only where one groups by phases.
    """

    key: str
    title: str
    phase: Phase | None
    measures: tuple[Measure, ...]


class Offer(msgspec.Struct, frozen=True):
    """What a filter can be set to: its key, its words, and how many measures of the plan that is."""

    key: str
    title: str
    count: int


class Offers(msgspec.Struct, frozen=True):
    """What occurs in a plan, in German order, statuses in theirs; „Ohne …“ comes last, with an empty key."""

    fields: tuple[Offer, ...]
    responsibles: tuple[Offer, ...]
    statuses: tuple[Offer, ...]


class Chosen(msgspec.Struct, frozen=True):
    """What a filter shows: measures that have one of each of these, by the keys of `Offers`; an empty set shows all."""

    fields: frozenset[str] = frozenset()
    responsibles: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()

    def still(self, offered: Offers) -> "Chosen":
        """Without what is not offered any more: it could not be seen in a menu, nor be taken back there."""
        return Chosen(
            *(getattr(self, name) & {offer.key for offer in getattr(offered, name)} for name in self.__struct_fields__)
        )


ALL = Chosen()
"""A filter that shows all."""


def groups(plan: Plan, by: By, chosen: Chosen = ALL) -> tuple[Group, ...]:
    """The measures that the filter shows, each in just one group.

    Phases come in their order, with or without measures; other groups in German order, none empty, and the one without
    a Handlungsfeld or responsible last.
    """
    names = _Names(plan)
    shown = [names.shown(chosen, plan.measures(phase.id)) for phase in plan.phases]
    if by == "phase":
        pairs = zip(plan.phases, shown, strict=True)
        return tuple(Group(phase.id, caption(phase), phase, measures) for phase, measures in pairs)
    return _gathered(names, chain.from_iterable(shown), by)


def gathered(plan: Plan, measures: Iterable[Measure], by: Literal["field", "responsible"]) -> tuple[Group, ...]:
    """Some measures as groups, in German order and without one last; within a group they stay in their order."""
    return _gathered(_Names(plan), measures, by)


def offers(plan: Plan) -> Offers:
    """What the filters can be set to."""
    names = _Names(plan)
    measures = [measure for phase in plan.phases for measure in plan.measures(phase.id)]
    fields, responsibles = (_offered(_gathered(names, measures, by)) for by in _NONE)
    held = [measure.status for measure in measures]
    statuses = tuple(Offer(code, word, held.count(code)) for code, word in STATUS_WORDS.items() if code in held)
    return Offers(fields, responsibles, statuses)


def _offered(found: Iterable[Group]) -> tuple[Offer, ...]:
    return tuple(Offer(group.key, group.title, len(group.measures)) for group in found)


class _Names:
    """What the measures of a plan are grouped by. Names that look the same are one, titled as it comes first.

    Words for who is responsible that a partner is known by are that partner, as when they are typed.
    """

    def __init__(self, plan: Plan):
        self._plan = plan
        self._meant: dict[str, str] = {}

    def of(self, measure: Measure, by: By) -> str:
        """The name of the group that a measure belongs to."""
        if by == "field":
            return (measure.field_of_action or "").strip()
        name = self._plan.responsible(measure).strip()
        if name and name not in self._meant:
            partner = partners.known(self._plan, name)
            self._meant[name] = partner.name if partner else name
        return self._meant.get(name, "")

    def shown(self, chosen: Chosen, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        """Those that a filter lets through."""
        return measures if chosen == ALL else tuple(one for one in measures if self._shows(chosen, one))

    def _shows(self, chosen: Chosen, measure: Measure) -> bool:
        return (
            (not chosen.statuses or measure.status in chosen.statuses)
            and (not chosen.fields or looks(self.of(measure, "field")) in chosen.fields)
            and (not chosen.responsibles or looks(self.of(measure, "responsible")) in chosen.responsibles)
        )


def _gathered(names: _Names, measures: Iterable[Measure], by: By) -> tuple[Group, ...]:
    titles: dict[str, str] = {"": _NONE[by]}
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        name = names.of(measure, by)
        key = looks(name)
        titles.setdefault(key, name)
        found.setdefault(key, []).append(measure)
    ordered = sorted(found, key=lambda key: (not key, sort_key(titles[key]), key))
    return tuple(Group(key, titles[key], None, tuple(found[key])) for key in ordered)
