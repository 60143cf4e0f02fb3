"""A small plan file for each test, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nrw_desktop.storage.file.plan_file import PlanFile
from tests.storage.plans import ORIGIN, origin_change


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "vorlage.nrwplan"
    PlanFile.create(path, origin_change(), ORIGIN).close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """A plan file that nobody has open; its folder holds nothing else."""
    folder = tmp_path / "Pläne"
    folder.mkdir()
    return Path(shutil.copy(template, folder / "Bielefeld ä#%?.nrwplan"))


@pytest.fixture
def plan_file(path: Path) -> Iterator[PlanFile]:
    with PlanFile.open(path, ORIGIN) as opened:
        yield opened
