"""A small plan file for each test, copied from one that is made once."""

import os
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
    # Windows has no name with a question mark.
    name = "Bielefeld ä#%&" if os.name == "nt" else "Bielefeld ä#%?"
    return Path(shutil.copy(template, folder / f"{name}.nrwplan"))


@pytest.fixture
def plan_file(path: Path) -> Iterator[PlanFile]:
    with PlanFile.open(path, ORIGIN) as opened:
        yield opened
