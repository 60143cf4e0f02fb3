"""Plans of any size for the benchmarks, with German texts of real length; the same number gives the same plan."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from nrw_desktop.domain.model import order
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.choices import Status
from nrw_desktop.domain.model.records import Goal, Measure, Mention, Partner, Phase, Project, Record, link_id, new_id
from nrw_desktop.storage.file.plan_file import PlanFile

ORIGIN = "22222222-2222-4222-8222-222222222222"
RARE = "Schlüsselübergabe"
"""A word that stands in the last measure only: who looks for it has to read everything."""

_PHASES = ("Analyse der Ausgangssituation", "Bestandsanalyse", "Maßnahmenentwicklung", "Umsetzung und Nachhaltigkeit")
_PARTNERS = 20
_GOALS_PER_MEASURES = 50
_DOING = (
    "Einholung",
    "Prüfung",
    "Erhebung",
    "Bündelung",
    "Vorstellung",
    "Überarbeitung",
    "Auswertung",
    "Veröffentlichung",
)
_WHAT = (
    "der Förderanträge", "von Dokumentationen zu Erfahrungen im Themenfeld", "eines Handlungskonzeptes",
    "der Ergebnisse aus den Quartieren", "von Bildungsangeboten für Jugendliche", "der Öffentlichkeitsarbeit",
)  # fmt: skip
_HOW = (
    "mit den Migrantenselbstorganisationen", "durch extern moderierte Dialogforen", "in enger Abstimmung",
    "für Schulen, Vereine und Verbände", "auf Grundlage der Bestandsanalyse", "gegen Rassismus und Rechtsextremismus",
)  # fmt: skip


def make(path: Path, measures: int) -> Path:
    """A plan file with so many measures, in four phases, with goals, and partners that are responsible for them."""
    PlanFile.create(path, Change(tuple(map(inserted, _records(measures))), "Plan angelegt", "origin"), ORIGIN).close()
    return path


def _records(measures: int) -> Iterator[Record]:
    chance = random.Random(measures)
    phases = [
        Phase(new_id(), key, title, f"2017-{1 + 3 * number:02}", f"2017-{3 + 3 * number:02}")
        for number, (key, title) in enumerate(zip(order.block("", None, len(_PHASES)), _PHASES, strict=True))
    ]
    partners = [Partner(new_id(), name=f"Fachstelle für Vielfalt und Teilhabe {n}") for n in range(1, _PARTNERS + 1)]
    yield Project(new_id(), title="Integriertes Handlungskonzept", lead="das Kommunale Integrationszentrum")
    yield from phases
    yield from partners
    share = measures // len(phases)
    for phase in phases:
        for key, partner in zip(order.block("", None, len(partners)), partners, strict=True):
            yield Mention(link_id(phase.id, partner.id), phase.id, partner.id, key)
        for key in order.block("", None, max(5, share // _GOALS_PER_MEASURES)):
            yield Goal(new_id(), phase.id, order=key, text=text(chance))
        for number, key in enumerate(order.block("", None, share), 1):
            last = phase is phases[-1] and number == share
            yield _measure(chance, phase, key, partners, RARE if last else "")


def _measure(chance: random.Random, phase: Phase, key: str, partners: list[Partner], note: str) -> Measure:
    start = chance.randint(1, 9)
    return Measure(
        new_id(),
        phase=phase.id,
        order=key,
        text=text(chance),
        status=chance.choice(get_args(Status)),
        start=f"2017-{start:02}",
        end=f"2017-{start + chance.randint(0, 3):02}",
        responsible_partner=chance.choice(partners).id,
        note=note or text(chance),
    )


def text(chance: random.Random) -> str:
    """What a measure or a goal says."""
    return f"{chance.choice(_DOING)} {chance.choice(_WHAT)} {chance.choice(_HOW)} ({chance.randint(1, 999)})"
