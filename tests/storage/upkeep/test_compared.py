"""What a plan is compared with: as it was when a day began, or as a backup has it."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.records import Contact, Measure, Partner, SetAside
from nrw_desktop.domain.queries import invariants
from nrw_desktop.domain.queries.changes_since import Ground, changes
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup, compared
from nrw_desktop.storage.writing import writer

TODAY = dt.date.today()


def clock(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon, so many days from now."""
    at = dt.datetime.combine(TODAY + dt.timedelta(days), dt.time(12)).astimezone(dt.UTC)

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: object = None) -> dt.datetime:  # type: ignore[override]
            return at

    monkeypatch.setattr(writer, "datetime", Clock)


def edit(file: PlanFile, text: str, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Type into a measure at noon, so many days from now."""
    clock(days, monkeypatch)
    file.commit(Change(updated(file.plan.get(Measure, "m1"), text=text), text))


def test_a_day_is_that_before_anything_was_done_on_it(plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def text(days: int | None) -> tuple[str, str]:
        day = None if days is None else TODAY + dt.timedelta(days)
        ground = plan_file.since_day(day)
        return ground.plan.get(Measure, "m1").text, ground.since.split()[0]

    first = plan_file.plan.get(Measure, "m1").text
    assert compared.last_day_worked_on(plan_file, TODAY) == TODAY
    for days in (1, 1, 4):
        edit(plan_file, f"am {days}. Tag", days, monkeypatch)
    assert text(1) == (first, "dem")
    assert text(2) == text(4) == ("am 1. Tag", "dem")
    assert text(5) == ("am 4. Tag", "dem")
    # There was no plan yet: what has changed since it is there.
    assert text(0) == text(-900) == text(None) == (first, "der")
    assert compared.last_day_worked_on(plan_file, TODAY + dt.timedelta(4)) == TODAY + dt.timedelta(1)
    assert compared.last_day_worked_on(plan_file, TODAY + dt.timedelta(9)) == TODAY + dt.timedelta(4)


def test_a_backup_tells_nothing_of_what_was_erased_since(plan_file: PlanFile) -> None:
    contact = Contact("c1", partner="k1", person="Erika Muster")
    plan_file.commit(Change((inserted(contact),), "Kontakt"))
    one = backup.make(plan_file, "Probe")
    assert one is not None
    plan_file.erase(plan_file.plan.get(Partner, "k1"))
    found: Ground = compared.since_backup(plan_file, one.path)
    assert found.since.startswith("der Sicherung vom ")
    assert changes(found.plan, plan_file.plan) == ()


def test_what_a_merge_brought_was_not_there_before_it(
    plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "Kopie.nrwplan"
    shutil.copy(plan_file.path, copy)
    first = plan_file.plan.get(Measure, "m1").text
    with PlanFile.open(copy) as other:
        edit(other, "dort am 2. Tag", 2, monkeypatch)
    at_last = TODAY + dt.timedelta(8)
    clock(8, monkeypatch)
    other_copy = plan_file.other_copy(copy)
    plan_file.merge(other_copy, {})
    other_copy.close()
    for day in (1, 5, 8):
        assert plan_file.since_day(TODAY + dt.timedelta(day)).plan.get(Measure, "m1").text == first
    assert plan_file.since_day(at_last + dt.timedelta(1)).plan.get(Measure, "m1").text == "dort am 2. Tag"
    assert compared.last_day_worked_on(plan_file, at_last) == TODAY


def test_a_backup_tells_no_reason_about_who_was_erased_since(plan_file: PlanFile) -> None:
    contact = Contact("c1", partner="k1", person="Erika Muster")
    plan_file.commit(Change((inserted(contact),), "Kontakt"))
    plan_file.commit(edits.set_asides.set_aside(plan_file.plan, "kept_too_long", contact, "Erika Muster bleibt"))
    one = backup.make(plan_file, "Probe")
    assert one is not None
    plan_file.erase(plan_file.plan.get(Partner, "k1"))
    past = compared.since_backup(plan_file, one.path).plan
    assert [aside.row for aside in past.all(SetAside).values() if aside.row] == []
    plan_file.commit(edits.restore.back_to(plan_file.plan, past, "Sicherung wiederhergestellt"))
    assert list(invariants.breaches(plan_file.plan)) == []
