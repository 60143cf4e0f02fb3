"""The report of what has changed: compared with a ground, in its phases, and with nothing internal in public."""

import datetime as dt
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.domain.queries.public_plan import EDITIONS, public
from nrw_desktop.reports import catalogue
from nrw_desktop.reports.request import Request
from tests.reports.full_plan import full_plan
from tests.reports.pdf_tools import DAY, seed
from tests.reports.pdf_tools import text as pages_of
from tests.reports.tag_tree import Read, read
from tests.reports.test_catalogue import leaked

SINCE = "dem 1. März 2018"


def printed(earlier: Plan, now: Plan, **options: object) -> bytes:
    request = Request(DAY, since=dt.date(2018, 3, 1), ground=Ground(earlier, SINCE), **options)  # type: ignore[arg-type]
    return catalogue.made("changes", now, request)


def rows(said: Read) -> list[list[str]]:
    """The cells of all tables, a row each, without the heads."""
    return [[cell.whole for cell in row.kids] for body in said.root.all("TBody") for row in body.kids]


def test_what_has_changed_stands_under_its_phase() -> None:
    plan = seed()
    first, second = (plan.measures(phase.id)[0] for phase in plan.phases[:2])
    now = plan.apply(edits.measures.set_field(plan, first.id, "status", "done"))
    now = now.apply(edits.measures.set_field(now, second.id, "status", "running"))
    said = read(printed(plan, now))
    assert f"Was sich seit {SINCE} geändert hat." in said.texts()
    assert [heading.text for heading in said.root.all("H2")] == [
        "Phase 1 · Analyse der Ausgangssituation",
        "Phase 2 · Bestandsanalyse",
    ]
    assert [told for _what, told in rows(said)] == ["Status: geplant → abgeschlossen", "Status: geplant → läuft"]
    said = read(printed(plan, now, phases=(plan.phases[1].id,)))
    assert [told for _what, told in rows(said)] == ["Status: geplant → läuft"]
    assert "hat sich daran nichts geändert" in " ".join(read(printed(plan, now, phases=(plan.phases[2].id,))).texts())


def test_what_goes_on_overleaf_says_of_what_it_is(tmp_path: Path) -> None:
    plan = now = seed()
    text = "Ein Dialogforum nach dem anderen wird vorbereitet und ausgewertet. " * 9
    fields = ("note", "target_group", "place", "field_of_action", "responsible", "result", "deviation", "short")
    for number, measure in enumerate(plan.measures(plan.phases[0].id)):
        for field in fields if number == 0 else fields[:-1]:
            now = now.apply(edits.measures.set_field(now, measure.id, field, f"{number} {text}"))
    last = pages_of(printed(plan, now, edition="internal"), tmp_path).split("\f")[-2]
    assert "\nÖffentlichkeitsarbeit, Fortsetzung\n" in last


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_plan_that_has_not_changed_says_so(edition: str) -> None:
    plan = full_plan()
    said = read(printed(plan, plan, edition=edition))
    assert f"Seit {SINCE} hat sich nichts geändert." in said.texts()
    assert rows(said) == []


def test_the_public_edition_holds_nothing_internal_of_the_earlier_state_either() -> None:
    plan = full_plan()
    for earlier, now in ((plan, public(plan)), (public(plan), plan)):
        assert leaked(printed(earlier, now, edition="internal"))
        assert leaked(printed(earlier, now)) == set()
        assert rows(read(printed(earlier, now))) == []
