"""The pictures of the handbook show the program as it is: each is taken anew and compared with the one that is shipped.

Two pictures are the same where, of all squares of 8 by 8 pixels, at most 4 in 1,000 differ in their mean by more than
12 of 255. All are taken at one hour of one day. A single small button stays below the bound; a bar, a card or a row
that has come or moved does not. Those that differ are renewed by `dev.py screenshots handbook`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nrw_desktop import paths
from tests import screenshots
from tests.e2e.person import missing_tool, person

_missing = missing_tool() or ("" if screenshots.on_the_day() else "faketime")
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"{_missing} is not installed")

SQUARE, FAR, SHARE = 8, 12, 0.004
SHIPPED = paths.resources() / "handbook" / "pictures"
NAMES = tuple(screenshots.HANDBOOK)
QUICK = NAMES[:2]
"""What is compared in each run; the others cost half a minute."""


def difference(one: Path, other: Path) -> float:
    """The share of squares in which two pictures differ; 1 where they are not of one size."""
    pictures = [Image.open(path).convert("RGB") for path in (one, other)]
    if pictures[0].size != pictures[1].size:
        return 1.0
    width, height = (side // SQUARE for side in pictures[0].size)
    means = [np.asarray(picture.resize((width, height), Image.Resampling.BOX), np.int16) for picture in pictures]
    return float((np.abs(means[0] - means[1]).max(axis=2) > FAR).mean())


@pytest.fixture
def taken(tmp_path: Path) -> Iterator["Camera"]:
    with person(screenshots.HANDBOOK_SIZE) as someone:
        yield Camera(someone, tmp_path)


class Camera:
    """Takes the pictures of the handbook anew."""

    def __init__(self, someone: object, folder: Path):
        self._someone, self.folder = someone, folder

    def take(self, schemes: Sequence[str], names: Sequence[str]) -> dict[str, float]:
        """How far those that are shipped differ from these, by scheme and name."""
        plan = self.folder / "Bielefeld.nrwplan"
        screenshots.make_on_the_day(plan)
        screenshots.take_handbook(self._someone, plan, self.folder, schemes, names)
        shown = [f"{scheme}/{name}.png" for scheme in schemes for name in names]
        return {place: difference(SHIPPED / place, self.folder / place) for place in shown}


def test_the_first_pictures_show_the_program_as_it_is(taken: Camera) -> None:
    found = taken.take(("light",), QUICK)
    assert {place: share for place, share in found.items() if share > SHARE} == {}


@pytest.mark.faults
def test_every_picture_shows_the_program_as_it_is(taken: Camera) -> None:
    found = taken.take(screenshots.HANDBOOK_SCHEMES, NAMES)
    assert {place: share for place, share in found.items() if share > SHARE} == {}


def test_what_has_changed_is_told_from_what_may_differ(tmp_path: Path) -> None:
    shipped = SHIPPED / "light" / "stand.png"
    picture = Image.open(shipped).convert("RGB")
    # Another hour, somewhere.
    hour = picture.copy()
    hour.paste(picture.crop((20, 20, 80, 32)), (600, 600))
    hour.save(tmp_path / "hour.png")
    assert difference(shipped, tmp_path / "hour.png") < SHARE / 2
    # What is below the tabs a line further down, as under a new bar; a row more in a list.
    moved, row = picture.copy(), picture.copy()
    moved.paste(picture.crop((0, 130, picture.width, 620)), (0, 154))
    moved.save(tmp_path / "moved.png")
    row.paste(picture.crop((20, 540, 400, 570)), (520, 540))
    row.save(tmp_path / "row.png")
    for other in (
        tmp_path / "moved.png",
        tmp_path / "row.png",
        SHIPPED / "dark" / "stand.png",
        SHIPPED / "light" / "tour.png",
    ):
        assert difference(shipped, other) > SHARE, other
