"""The steps of each kind, done without a window: what is done in one, and what it leaves."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from nrw_desktop.domain import edits
from nrw_desktop.domain.drafts import bringing_in
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Goal, Measure, Mention, Partner, Phase, Project, Record, link_id, new_id
from nrw_desktop.exchange.lists.cells import table
from nrw_desktop.exchange.reading.drafts import draft_as_suggested
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.database.connection import SCHEMA, has_hot_journal
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.upkeep import backup, new_plans, recent_plans, upgrade
from tests.faults.steps import ORIGIN, BrokenError, OnPlan, Steps, bielefeld

FIXTURES = Path(__file__).resolve().parents[1] / "storage" / "fixtures"


class Edits(OnPlan):
    """Edits of all kinds, small and large."""

    name = "edit"
    length = 24

    def prepare(self) -> None:
        self._changes: list[Change] = []
        super().prepare()

    def step(self, number: int) -> None:
        if number == len(self._changes):
            self._changes.append(self.change(number))
        self.file.commit(self._changes[number])

    def change(self, number: int) -> Change:
        """What a step does to the plan as it is."""
        return EDITS[number % len(EDITS)](self.file.plan, number)


EDITS: tuple[Callable[[Plan, int], Change], ...] = (
    lambda plan, number: edits.measures.set_field(plan, _measure(plan), "text", f"Text {number} " * 40),
    lambda plan, number: edits.measures.add(plan, plan.phases[0].id, f"Maßnahme {number}"),
    lambda plan, number: edits.measures.set_status(plan, list(plan.rows["measure"]), ("done", "running")[number % 2]),
    lambda plan, number: edits.goals.add(plan, plan.phases[1].id, f"Ziel {number}"),
    lambda plan, number: edits.mentions.add(plan, plan.phases[1].id, f"Verein {number}"),
    lambda plan, number: edits.phases.set_period(plan, plan.phases[0].id, f"03/2017 bis 0{4 + number % 5}/2018"),
    lambda plan, number: edits.measures.move(plan, [_measure(plan)], _elsewhere(plan), 1),
    lambda plan, number: edits.measures.set_field(plan, _measure(plan), "note", "x" * 9000 + str(number)),
)


def _measure(plan: Plan) -> str:
    return next(iter(plan.rows["measure"]))


def _elsewhere(plan: Plan) -> str:
    here = plan.get(Measure, _measure(plan)).phase
    return next(phase.id for phase in plan.phases if phase.id != here)


class Imports(Edits):
    """Each brings in a table of another program's file: as more phases, then what is new in it as an update."""

    name = "import"
    length = 8

    def change(self, number: int) -> Change:
        told = f"Stand {number // 2}" if number % 2 else "Anfang"
        rows = [("Phase", "Zeitraum", "Maßnahme", "Ziel", "Kooperationspartner", "Notiz")]
        for phase in range(4):
            for measure in range(20):
                title = f"Phase {number // 2}.{phase}"
                beside = (f"Ziel {measure}", f"Verein {phase} {measure}", f"{told} " * 40)
                rows.append((title, "März bis Juli 2019", f"Maßnahme {measure}", *beside))
        draft = draft_as_suggested(Source((table("Tabelle 1", rows),)), {}, self.file.plan)
        return bringing_in.change(self.file.plan, draft, "update" if number % 2 else "append", draft.links)


class Undos(OnPlan):
    """Each takes one edit back."""

    name = "undo"

    def before(self) -> None:
        for number in range(self.length):
            self.file.commit(EDITS[number % len(EDITS)](self.file.plan, number))

    def step(self, number: int) -> None:
        self.file.undo()


class Redos(Undos):
    """Each does one edit again."""

    name = "redo"

    def before(self) -> None:
        super().before()
        for _ in range(self.length):
            self.file.undo()

    def step(self, number: int) -> None:
        self.file.redo()


class Deletions(OnPlan):
    """Each deletes a phase with its measures, nested goals and mentions."""

    name = "delete with children"

    def first(self) -> Change:
        def records() -> Iterator[Record]:
            yield Project("p")
            yield from (Partner(f"k{number}", name=f"Verein {number}") for number in range(3))
            phases = [f"f{number:02}" for number in range(self.length + 1)]
            yield from (
                Phase(key, key, f"Phase {key}", refers_to=before)
                for before, key in zip([None, *phases], phases, strict=False)
            )
            for phase in phases:
                yield from (Measure(f"m{phase}{n}", phase, f"{n:02}", text=f"Maßnahme {n}" * 9) for n in range(20))
                yield from (
                    Goal(f"g{phase}{n}", phase, f"g{phase}{n - 1}" if n % 4 else None, f"{n}", f"Ziel {n}")
                    for n in range(8)
                )
                yield from (Mention(link_id(phase, f"k{n}"), phase, f"k{n}", f"{n}") for n in range(3))

        return Change(tuple(map(inserted, records())), "Plan angelegt", "origin")

    def step(self, number: int) -> None:
        self.file.commit(edits.phases.remove(self.file.plan, f"f{number:02}"))


class Merges(OnPlan):
    """Each merges another copy, which has come on by some edits."""

    name = "merge"
    length = 8
    entries = 5

    def before(self) -> None:
        for number in range(self.length):
            self.file.copy_to(self._copy(number))
            with PlanFile.open(self._copy(number), "77777777-7777-4777-8777-777777777777") as copy:
                phase = copy.plan.phases[number % 3]
                key = copy.plan.measures(phase.id)[number // 3].id
                copy.commit(edits.measures.set_field(copy.plan, key, "place", f"Ort {number}"))
                copy.commit(edits.measures.add(copy.plan, phase.id, f"Unterwegs {number}"))
                copy.commit(edits.goals.add(copy.plan, phase.id, f"Ziel {number}"))
                copy.commit(edits.measures.set_field(copy.plan, key, "note", "x" * 9000 + str(number)))

    def _copy(self, number: int) -> Path:
        return self.folder / f"Kopie {number}.nrwplan"

    def step(self, number: int) -> None:
        with closing(self.file.other_copy(self._copy(number))) as copy:
            self.file.merge(copy, {})


class Backups(Edits):
    """Each is an edit and a backup of the plan with it."""

    name = "backup"
    length = 8

    def step(self, number: int) -> None:
        super().step(number)
        backup.make(self.file, "Probe")

    def prepare(self) -> None:
        super().prepare()
        shutil.rmtree(self.folder / "data", ignore_errors=True)

    def whole(self) -> int:
        done = super().whole()
        made = backup_store.listed(backup_store.folder(self.path))
        head = self.file.plan.head or ""
        if done and not any(backup_store.has(one, head) for one in made):
            backup.make(self.file, "Probe")
        return done

    def found(self) -> int:
        done, newest = self.state_of(self.path), 0
        for one in backup.backups(self.path):
            if not backup_store.is_intact(one) or one.facts is None:
                raise BrokenError(f"{one.path.name} is no whole backup")
            number = self.state_of(one.path)
            if number != one.facts.seq - self.base:
                raise BrokenError(f"{one.path.name}: its facts are of another state")
            newest = max(newest, number)
        if newest > done:
            raise BrokenError(f"{newest} backed up, {done} committed")
        return newest


class Restores(Steps):
    """Each puts another backup in the place of a plan file."""

    name = "restore"
    length = 6

    def prepare(self) -> None:
        self.target = self.folder / "Zurück.nrwplan"
        where = self.folder / "backups"
        with PlanFile.create(self.folder / "Plan ä.nrwplan", bielefeld(), ORIGIN) as file:
            for number in range(self.length + 1):
                file.commit(EDITS[number % len(EDITS)](file.plan, number))
                _put_by(file, where, number)
        self._backups = backup_store.listed(where)[::-1]
        self._digests = [one.facts.sha256 if one.facts else "" for one in self._backups]
        backup.restore_copy(self._backups[0], self.target)

    def step(self, number: int) -> None:
        backup.restore_copy(self._backups[number + 1], self.target, replace=True)

    def whole(self) -> int:
        return self.found()

    def found(self) -> int:
        try:
            return self._digests.index(hashlib.sha256(self.target.read_bytes()).hexdigest())
        except (OSError, ValueError) as error:
            raise BrokenError(f"the file is none of the backups: {error}") from error


def _put_by(file: PlanFile, where: Path, number: int) -> None:
    """A backup of an open plan that no retention touches, with a name of its own time."""
    draft = backup.begin(file, "Probe", where.parent)
    assert draft is not None
    made = draft.finish()
    where.mkdir(exist_ok=True)
    name = backup_store.new_name(datetime(2026, 1, 1, 12, number, tzinfo=UTC))
    made.path.with_name(f"{made.path.name}.json").rename(where / f"{name}.json")
    made.path.rename(where / name)


class BroughtBack(OnPlan):
    """Each brings the open plan to the state of one of two backups, as one change."""

    name = "restore in place"
    length = 8

    def before(self) -> None:
        for number in range(2):
            self.file.commit(Change(tuple(inserted(Measure(new_id(), self.file.plan.phases[0].id, f"x{n}", text="neu"))
                                          for n in range(60)), "60 Maßnahmen"))  # fmt: skip
            _put_by(self.file, self.folder / "backups", number)
        self._backups = backup_store.listed(self.folder / "backups")

    def step(self, number: int) -> None:
        past = backup.plan_of(self._backups[(number + 1) % 2], self.file)
        self.file.commit(edits.restore.back_to(self.file.plan, past, "Sicherung wiederhergestellt"))


class Migrations(Steps):
    """Each brings one file to today's schema: from nothing (a new plan), and from each older schema there is.

    The first one is made as on a first start, in a folder that is not there yet. A file is as it was, or whole.
    """

    name = "migration"

    def prepare(self) -> None:
        self._first = bielefeld()
        self._texts = _texts(Plan.empty().apply(self._first))
        self._files: list[tuple[Path, Path | None]] = [(recent_plans.default_plan(), None)]
        for number, source in enumerate((*OLDER, None, *OLDER, None), 1):
            path = self.folder / f"Plan {number}.nrwplan"
            if source is not None:
                shutil.copy(source, path)
            self._files.append((path, source))
        self.length = len(self._files)

    @property
    def different(self) -> int:
        return 1 + len(OLDER)

    def step(self, number: int) -> None:
        path, source = self._files[number]
        if source is not None:
            bring_up(path)
        elif number == 0:
            new_plans.plan_to_open()
        else:
            PlanFile.create(path, self._first, ORIGIN).close()

    def whole(self) -> int:
        return self.found()

    def found(self) -> int:
        done = [self._is_new(path, source) for path, source in self._files]
        number = done.index(False) if False in done else len(done)
        if any(done[number:]):
            raise BrokenError(f"a later file is done before an earlier one: {done}")
        return number

    def _is_new(self, path: Path, source: Path | None) -> bool:
        if not path.exists() if source is None else path.read_bytes() == source.read_bytes():
            return False
        if has_hot_journal(path):
            raise BrokenError(f"{path.name} is new, but has a journal")
        try:
            with PlanFile.open(path, ORIGIN, read_only=True) as file:
                plan = file.plan
            problems = integrity_check.problems(path)
        except PlanError as error:
            raise BrokenError(f"{path.name}: {error}") from error
        expected = self._texts if source is None else _texts_in(source)
        if problems or _texts(plan) != expected:
            raise BrokenError(f"{path.name}: {problems[:1] or 'another plan'}")
        return True


def _texts(plan: Plan) -> list[str]:
    return sorted(measure.text for phase in plan.phases for measure in plan.measures(phase.id))


def _texts_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return sorted(text for (text,) in database.execute("SELECT text FROM measure"))


def _schema(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


OLDER: tuple[Path, ...] = tuple(sorted(path for path in FIXTURES.glob("schema-*.nrwplan") if _schema(path) < SCHEMA))
"""Plan files of each schema that there was before today's; SQLite keeps its number in the file's header."""


def bring_up(path: Path) -> None:
    """Bring a file of an older schema to today's, as the program does when it meets one."""
    upgrade.open_plan(path, ORIGIN).close()


KINDS: dict[str, type[Steps]] = {
    kind.name: kind
    for kind in (Edits, Imports, Undos, Redos, Deletions, Merges, Migrations, Backups, Restores, BroughtBack)
}
