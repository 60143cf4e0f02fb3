"""Another version of a plan in the place of its open file: nothing is written over it, and nothing typed is lost."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits import restore
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, inserted, updated
from nrw_desktop.domain.model.records import Contact, Partner
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.database import change_log
from nrw_desktop.storage.file import integrity_check, proven_file
from nrw_desktop.storage.file.plan_file import PlanFile, StaleError
from nrw_desktop.storage.system.error_messages import DamagedError
from nrw_desktop.storage.upkeep import backup
from nrw_desktop.storage.writing import writer
from tests.storage.plans import ORIGIN
from tests.storage.synchroniser import WAYS, added, by_rename, in_place, mixed, removed, version

R = TypeVar("R")


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked for again and again is looked for without a pause."""
    monkeypatch.setattr(proven_file, "_WAITS", (0, None))


def texts(file: PlanFile) -> set[str]:
    return {measure.text for measure in file.plan.measures("f1")}


def beside(path: Path) -> list[Path]:
    """The other plan files in the folder."""
    return sorted(one for one in path.parent.glob("*.nrwplan") if one != path)


def read(path: Path) -> set[str]:
    assert integrity_check.problems(path) == []
    with PlanFile.open(path, read_only=True) as file:
        return texts(file)


def ids(path: Path) -> list[str]:
    with PlanFile.open(path, read_only=True) as file:
        return [entry.id for entry in change_log.entries(file._connection)]


@pytest.mark.parametrize("way", WAYS)
def test_an_older_copy_takes_no_edits_with_it(path: Path, way: str) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("eins"))
        older = path.read_bytes()
        for text in ("zwei", "drei"):
            file.commit(added(text))
        log = ids(path)
        WAYS[way](path, older)
        file.commit(added("vier"))
        assert {"eins", "zwei", "drei", "vier"} <= texts(file)
        assert path.read_bytes() == older
        assert [file.path] == beside(path)
        assert " (mein Stand vom " in file.path.name
        assert read(file.path) == texts(file)
        # With the history, under the ids that it had.
        assert ids(file.path)[:-1] == log
        for _ in range(4):
            file.undo()
        assert not {"eins", "zwei", "drei", "vier"} & texts(file)
        assert file.fork is not None
        assert file.fork.whole
        assert file.fork.mine.steps == 2
        assert file.fork.mine.labels == ("„drei“ hinzugefügt", "„zwei“ hinzugefügt")
        assert file.fork.theirs is not None
        assert (file.fork.theirs.steps, file.fork.theirs.labels) == (0, ())


ACTS: dict[str, Callable[[PlanFile], object]] = {
    "commit": lambda file: file.commit(added("danach")),
    "undo": lambda file: file.undo(),
    "erase": lambda file: file.erase(file.plan.get(Partner, "k1")),
    "backup": lambda file: backup.make(file, "von Hand"),
    "reload": lambda file: file.reload(),
    "close": lambda file: file.close(),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("way", WAYS)
def test_two_copies_with_equal_counters_are_told_apart(path: Path, tmp_path: Path, act: str, way: str) -> None:
    base = path.read_bytes()
    theirs = version(base, tmp_path / "dort", "ihres")
    file = PlanFile.open(path, ORIGIN)
    file.commit(added("meins"))
    assert path.read_bytes()[24:28] == theirs[24:28]
    WAYS[way](path, theirs)
    ACTS[act](file)
    file.close()
    assert path.read_bytes() == theirs
    assert file.path != path
    assert ("meins" in read(file.path)) is (act != "undo")
    assert "ihres" not in read(file.path)
    assert read(path) == {"ihres"} | read(file.path) - {"meins", "danach"}
    # A backup is of this plan, and in the place of its own file.
    assert backup_store.listed(backup_store.folder(path)) == []
    assert len(backup_store.listed(backup_store.folder(file.path))) == (act == "backup")


def test_a_version_that_goes_on_from_ours_is_read_and_nothing_parted(path: Path, tmp_path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("meins"))
        in_place(path, version(path.read_bytes(), tmp_path / "dort", "ihres"))
        with pytest.raises(StaleError):
            file.commit(added("danach"))
        file.reload()
        file.commit(added("danach"))
        assert texts(file) >= {"meins", "ihres", "danach"}
    assert file.path == path
    assert beside(path) == []
    assert integrity_check.problems(path) == []


@pytest.mark.parametrize("content", [b"", b"Sehr geehrte Damen und Herren,\n" * 900, None, "half"])
def test_a_file_that_is_no_plan_any_more_is_left_alone(path: Path, content: Any) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("vorher"))
        if content is None:
            removed(path)
        else:
            content = path.read_bytes()[: path.stat().st_size // 2] if content == "half" else content
            in_place(path, content)
        file.commit(added("nachher"))
        assert read(file.path) >= {"vorher", "nachher"}
        assert file.fork is not None
        assert file.fork.theirs is None
    assert (path.read_bytes() if path.exists() else None) == content


def test_without_a_file_that_has_its_beginning_the_plan_is_kept_alone(path: Path, tmp_path: Path) -> None:
    base = path.read_bytes()
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("gestern"))
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("heute"))
        in_place(path, base)
        file.commit(added("jetzt"))
        assert file.fork is not None
        assert not file.fork.whole
        assert read(file.path) >= {"gestern", "heute", "jetzt"}


def test_with_a_backup_the_history_comes_along(path: Path) -> None:
    base = path.read_bytes()
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("gestern"))
    with PlanFile.open(path, ORIGIN) as file:
        backup.make(file, "automatisch")
        file.commit(added("heute"))
        log = ids(path)
        in_place(path, base)
        file.commit(added("jetzt"))
        assert file.fork is not None
        assert file.fork.whole
        assert ids(file.path)[:-1] == log
        assert read(file.path) >= {"gestern", "heute", "jetzt"}


def test_a_backup_is_brought_back_as_one_step_across_another_version(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        older = path.read_bytes()
        file.commit(added("vorher"))
        one = backup.make(file, "von Hand")
        assert one is not None
        file.commit(added("nachher"))
        in_place(path, older)
        past = backup.plan_of(one, file)
        file.commit(restore.back_to(file.plan, past, "Sicherung wiederhergestellt"))
        assert "vorher" in texts(file)
        assert "nachher" not in texts(file)
        file.undo()
        assert "nachher" in texts(file)
        assert file.path != path
    assert path.read_bytes() == older
    assert integrity_check.problems(file.path) == []


def test_who_was_erased_does_not_come_back_by_way_of_an_old_file(path: Path) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        person = Contact("c1", partner="k1", person="Erika Mustermann")
        file.commit(Change((inserted(person),), "Kontakt hinzugefügt"))
        backup.make(file, "automatisch")
        file.commit(Change(updated(person, phone="0521 112233"), "Telefon geändert"))
        older = path.read_bytes()
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("vorher"))
        file.erase(file.plan.get(Partner, "k1"))
        in_place(path, older)
        file.commit(added("nachher"))
        assert file.fork is not None
        assert file.fork.whole
    assert read(file.path) >= {"vorher", "nachher"}
    content = file.path.read_bytes()
    assert b"Mustermann" not in content
    assert b"112233" not in content


@pytest.mark.parametrize("told", ["now", "since", "no more"])
def test_who_was_erased_by_the_name_does_not_come_back_by_way_of_an_old_file(path: Path, told: str) -> None:
    """An old file tells the name where it stood then; where it only stood before, its history does not come along."""
    name = "Erika Mustermann"

    def note(file: PlanFile, text: str) -> None:
        file.commit(edits.measures.set_field(file.plan, "m1", "note", text))

    with PlanFile.open(path, ORIGIN) as file:
        note(file, f"Rückruf {name}")
        note(file, f"Rückruf {name}, eilt" if told != "no more" else "erledigt")
        older = path.read_bytes()
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("vorher"))
        if told == "since":
            note(file, "erledigt")
        file.erase(name, [trace.place for trace in file.traces(name)])
        in_place(path, older)
        file.commit(added("nachher"))
        assert file.fork is not None
        assert file.fork.whole == (told != "no more")
    assert read(file.path) >= {"vorher", "nachher"}
    assert integrity_check.problems(file.path) == []
    assert b"Mustermann" not in file.path.read_bytes()


def test_a_folder_that_cannot_be_written_sends_the_plan_among_the_data(
    path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PlanFile.open(path, ORIGIN) as file:
        older = path.read_bytes()
        file.commit(added("vorher"))
        in_place(path, older)
        monkeypatch.setattr("nrw_desktop.paths.temporary_beside", refusing(path.parent))
        file.commit(added("nachher"))
        monkeypatch.undo()
        assert file.path.parent == data_dir / "rescued"
        assert file.fork is not None
        assert file.fork.is_elsewhere
        assert str(file.path) in file.fork.sentence
        assert read(file.path) >= {"vorher", "nachher"}


def refusing(folder: Path) -> Callable[[Path], Path]:
    from nrw_desktop import paths

    temporary_beside = paths.temporary_beside

    def temporary(path: Path) -> Path:
        if path.parent == folder:
            raise PermissionError(13, "Permission denied")
        return temporary_beside(path)

    return temporary


def test_a_disk_that_takes_nothing_says_so_and_keeps_what_is_in_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = PlanFile.open(path, ORIGIN)
    older = path.read_bytes()
    file.commit(added("vorher"))
    in_place(path, older)
    with monkeypatch.context() as patch:
        patch.setattr("nrw_desktop.paths.sync_file", full)
        with pytest.raises(PlanError, match="voll"):
            file.commit(added("nachher"))
    assert path.read_bytes() == older
    assert beside(path) == []
    file.commit(added("nachher"))
    file.close()
    assert read(file.path) >= {"vorher", "nachher"}


def test_names_that_are_taken_stay(path: Path) -> None:
    files = set[Path]()
    for number in range(3):
        with PlanFile.open(path, ORIGIN) as file:
            older = path.read_bytes()
            file.commit(added(str(number)))
            in_place(path, older)
            file.commit(added("nachher"))
            files.add(file.path)
            assert read(file.path) >= {str(number), "nachher"}
    assert len(files) == 3
    with PlanFile.open(file.path, ORIGIN) as file:
        first = file.path
        removed(file.path)
        file.commit(added("noch einmal"))
        assert file.path.name.count("mein Stand") == 1
        assert file.path != first or not file.path.name.endswith(", 2).nrwplan")


def test_a_mix_of_pages_is_found_at_rest(path: Path, tmp_path: Path) -> None:
    base = path.read_bytes()
    theirs = version(base, tmp_path / "dort", *(f"ihres {number} {'x' * 500}" for number in range(20)))
    dice, parted = random.Random(1), 0
    for number in range(6):
        by_rename(path, base)
        with PlanFile.open(path, ORIGIN) as file:
            file.take(file.look()())
            for step in range(20):
                file.commit(added(f"meins {step} {'y' * 500}"))
            mixed(path, path.read_bytes(), theirs, dice)
            file.take(file.look()())
            parted += file.path != path
            assert len([text for text in read(file.path) if text.startswith("meins")]) == 20, number
    assert parted == 6


# Random schedules


class Run:
    """One plan that is worked on while a program for synchronising does what it wants with its file."""

    def __init__(self, path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dice = random.Random(seed)
        self.file = PlanFile.open(path, ORIGIN)
        self.folder = path.parent.with_name("dort")
        self.folder.mkdir()
        self.seen = [path.read_bytes()]
        self.expected = set[str]()
        self.foreign = dict[Path, tuple[bytes, str]]()
        self.spoilt = set[Path]()
        self.pending: Callable[[], object] | None = None
        self.within: Callable[[], object] | None = None
        self.parted = self.number = 0
        note, write = writer.note, writer.write

        def noted(*arguments: Any) -> None:
            note(*arguments)
            self._happen()

        def written(*arguments: Any) -> None:
            write(*arguments)
            if self.within is not None and self.within is self.mix:
                self._happen()

        monkeypatch.setattr(writer, "note", noted)
        monkeypatch.setattr(writer, "write", written)

    def _happen(self) -> None:
        within, self.within = self.within, None
        if within is self.mix and self.file._connection.in_transaction:
            self.within = within
        elif within is not None:
            within()

    def version(self) -> bytes:
        """Some version of the plan: an older one, one that went apart, one that went on."""
        kind = self.dice.choice(["older", "apart", "equal", "further"])
        now = self.file.path.read_bytes() if self.file.path.exists() else b""
        if kind == "further" and now and self.file.path not in self.spoilt and not self.file._connection.in_transaction:
            base, count = now, 1
        else:
            # Those seen last have the counters that come nearest.
            base, count = self.dice.choice(self.seen[-3:] if kind == "equal" else self.seen), self.dice.randint(1, 3)
            if kind == "older":
                return base
        self.number += 1
        return version(base, self.folder, *(f"ihres {self.number}.{step}" for step in range(count)))

    def lay(self) -> None:
        content = self.version()
        self.check_foreign()
        self.dice.choice(list(WAYS.values()))(self.file.path, content)
        self.laid(content)

    def laid(self, content: bytes) -> None:
        path = self.folder / "gelegt.nrwplan"
        path.write_bytes(content)
        self.foreign[self.file.path] = content, ids(path)[-1]
        self.spoilt.discard(self.file.path)

    def mix(self) -> None:
        path = self.file.path
        mixed(path, path.read_bytes(), self.version(), self.dice)
        self.foreign.pop(path, None)
        self.spoilt.add(path)

    def cut(self) -> None:
        """Truncated now, filled later."""
        content, path = self.version(), self.file.path
        self.check_foreign()
        in_place(path, content[: self.dice.choice([0, 50, 4096, len(content) // 2])])
        self.foreign.pop(path, None)
        self.spoilt.add(path)
        self.pending = lambda: self._fill(path, content)

    def gone(self) -> None:
        """Away now, back later."""
        content, path = self.version(), self.file.path
        self.check_foreign()
        removed(path)
        self.foreign.pop(path, None)
        self.pending = lambda: self._fill(path, content)

    def _fill(self, path: Path, content: bytes) -> None:
        if path != self.file.path:
            # It has been parted from: filled, it must stay as it is.
            in_place(path, content)
            self.spoilt.discard(path)
            self.foreign[path] = content, ""
        else:
            in_place(path, content)
            self.laid(content)

    def check_foreign(self) -> None:
        """What was laid there is there, or what was made of it."""
        # What comes now comes in the place of what was under way.
        self.pending = None
        for path, (content, head) in self.foreign.items():
            if path not in self.spoilt and path.exists() and path.read_bytes() != content:
                assert head in ids(path), path

    def edit(self) -> None:
        self.number += 1
        text = f"meins {self.number}"
        self.on_newest(lambda: self.file.commit(added(text)))
        self.expected.add(text)
        if self.file.path.exists() and self.file.path not in self.spoilt:
            self.seen.append(self.file.path.read_bytes())

    def on_newest(self, write: Callable[[], R]) -> R:
        while True:
            try:
                return write()
            except StaleError:
                self.file.reload()

    def undo(self) -> None:
        try:
            change = self.on_newest(self.file.undo)
        except PlanError:
            # As for `back_up`: a step that is damaged is refused.
            assert self.file.path in self.spoilt
            self.rest()
            return
        for row in change.rows if change else ():
            if row.after is None and row.before:
                self.expected.discard(row.before["text"])
            elif row.before is None and row.after:
                self.expected.add(row.after["text"])

    def rest(self) -> None:
        self.file.take(self.file.look()())

    def back_up(self) -> None:
        try:
            backup.make(self.file, "automatisch")
        except DamagedError:
            # A mix of pages that a look at rest, which comes first in the window, parts from.
            assert self.file.path in self.spoilt
            self.rest()
            backup.make(self.file, "automatisch")

    def arm(self) -> None:
        """Something happens while the next edit is written."""
        self.within = self.dice.choice([self.lay, self.cut, self.mix])
        self.edit()
        self.within = None

    def step(self) -> None:
        if self.pending is not None and self.dice.random() < 0.6:
            pending, self.pending = self.pending, None
            pending()
        acts = [self.edit, self.edit, self.edit, self.lay, self.lay, self.cut, self.gone, self.arm, self.arm, self.undo]
        before = self.file.path
        self.dice.choice([*acts, self.rest, self.back_up])()
        self.parted += before != self.file.path
        assert self.expected <= texts(self.file)

    def end(self) -> None:
        if self.pending is not None and self.dice.random() < 0.5:
            self.pending()
            self.pending = None
        before, pending = self.file.path, self.pending
        self.file.close()
        if pending is not None and before != self.file.path:
            pending()
        self.check_foreign()
        folder = self.file.path.parent
        for path in folder.glob("*.nrwplan"):
            if path not in self.spoilt:
                assert integrity_check.problems(path) == [], path
        assert self.expected <= read(self.file.path)
        assert not [one for one in folder.iterdir() if one.suffix == ".tmp"]


@pytest.mark.parametrize("schedules", [20, pytest.param(300, marks=pytest.mark.faults)])
def test_random_schedules_lose_nothing(
    template: Path, tmp_path: Path, schedules: int, monkeypatch: pytest.MonkeyPatch, counted: Callable[..., None]
) -> None:
    edits = parted = 0
    for seed in range(schedules):
        folder = tmp_path / str(seed) / "hier"
        folder.mkdir(parents=True)
        path = folder / "Bielefeld.nrwplan"
        path.write_bytes(template.read_bytes())
        with monkeypatch.context() as patch:
            run = Run(path, seed, patch)
            run.rest()
            for _ in range(12):
                run.step()
            run.end()
        edits += len(run.expected)
        parted += run.parted
    counted("a program for synchronising at the file", schedules=schedules, edits=edits, parted=parted, lost=0)
    assert parted > schedules / 2


def test_a_name_that_a_plan_left_is_not_taken_again(path: Path) -> None:
    """Its file may only have been moved for a moment, and would come back onto the new one."""
    with PlanFile.open(path, ORIGIN) as file:
        file.commit(added("eins"))
        removed(path)
        file.commit(added("zwei"))
        first = file.path
        away = first.rename(first.with_name("woanders"))
        file.commit(added("drei"))
        assert file.path not in (path, first)
        away.rename(first)
        file.commit(added("vier"))
        assert {"eins", "zwei", "drei", "vier"} <= texts(file)
    assert read(first) >= {"eins", "zwei"}
