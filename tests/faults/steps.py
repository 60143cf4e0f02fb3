"""Steps that a program may be cut off in, and what each whole step leaves in its files: what all kinds share."""

import os
import shutil
from pathlib import Path
from typing import ClassVar

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model import template
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.storage.file import integrity_check
from nrw_desktop.storage.file.plan_file import PlanFile

ORIGIN = "33333333-3333-4333-8333-333333333333"

Contents = dict[str, bytes | None]
"""The files of a folder by their names in it; None stands for a folder."""


class BrokenError(Exception):
    """What is in the files is no whole number of steps; the sentence says why."""


def contents(folder: Path) -> Contents:
    """All that is in a folder."""
    return {str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes() for path in folder.rglob("*")}


def lay(folder: Path, wanted: Contents) -> None:
    """Make a folder hold this and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in sorted(wanted.items()):
        if data is None:
            (folder / name).mkdir(parents=True, exist_ok=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)


def bielefeld() -> Change:
    """The first change of a plan of real size."""
    return template.origin_change(template.read(paths.plan_template("bielefeld").read_bytes()))


class Steps:
    """Steps of one kind, in a folder of their own that also holds the program's data.

    `begin`, `step` and `whole` run in the program that is cut off, `reset` and `found` outside, before and after it.
    """

    name: ClassVar[str]
    length = 12

    @property
    def different(self) -> int:
        """So many of the first steps are of different kinds."""
        return 1

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.folder.mkdir(parents=True)
        os.environ[paths.DATA_VARIABLE] = str(self.folder / "data")
        os.environ["XDG_DOCUMENTS_DIR"] = str(self.folder / "Dokumente")
        self.prepare()
        self.start = contents(self.folder)

    def prepare(self) -> None:
        """Make the files, and learn what each step will leave."""
        raise NotImplementedError

    def begin(self) -> None:
        """What comes before the first step."""

    def ready(self, number: int) -> None:
        """Do what comes right before a step and may be lost."""

    def step(self, number: int) -> None:
        """Do one step; it is acknowledged when this returns."""
        raise NotImplementedError

    def whole(self) -> int:
        """How many steps are done now, as the running program sees it."""
        raise NotImplementedError

    def again(self, number: int) -> int:
        """Go on after this step was refused; how many steps are done then."""
        self.step(self.whole())
        return self.whole()

    def found(self) -> int:
        """How many whole steps the files hold.

        Raises:
            BrokenError: no whole number; something is half done or damaged.
        """
        raise NotImplementedError

    def reset(self) -> None:
        """Put the files back to the start."""
        lay(self.folder, self.start)


class OnPlan(Steps):
    """Steps that each write one change to a plan."""

    path: Path
    entries: ClassVar[int] = 1
    """So many entries of the log a step makes."""
    states: list[Plan]
    file: PlanFile

    def prepare(self) -> None:
        self.path = self.folder / "Plan ä.nrwplan"
        with PlanFile.create(self.path, self.first(), ORIGIN) as self.file:
            self.before()
            newest = self.file.newest()
            assert newest is not None
            self.base = newest.seq
            # Made once on the file itself, so that the changes that are committed later fit.
            self.states = [self.file.plan]
            saved = self.path.read_bytes()
            for number in range(self.length):
                self.rehearse(number)
                assert self.whole() == number + 1, f"step {number} wrote nothing"
                self.states.append(self.file.plan)
        self.path.write_bytes(saved)

    def first(self) -> Change:
        """The plan that it begins with."""
        return bielefeld()

    def before(self) -> None:
        """What is done before the first step."""

    def rehearse(self, number: int) -> None:
        """Do a step beforehand, to learn what it leaves."""
        self.step(number)

    def begin(self) -> None:
        self.file = PlanFile.open(self.path, ORIGIN)

    def whole(self) -> int:
        self.file.reload()
        newest = self.file.newest()
        assert newest is not None
        return (newest.seq - self.base) // self.entries

    def found(self) -> int:
        return self.state_of(self.path)

    def state_of(self, path: Path) -> int:
        """How many whole steps a plan file holds."""
        try:
            with PlanFile.open(path, ORIGIN) as file:
                plan, newest = file.plan, file.newest()
            problems = integrity_check.problems(path)
        except PlanError as error:
            raise BrokenError(f"{path.name}: {error}") from error
        number, rest = divmod((newest.seq if newest else 0) - self.base, self.entries)
        if rest:
            raise BrokenError(f"{path.name}: a part of a step is in its log")
        if problems:
            raise BrokenError(f"{path.name}: {problems[0]}")
        if not 0 <= number < len(self.states) or plan != self.states[number]:
            raise BrokenError(f"{path.name}: not the plan after {number} steps")
        return number
