"""What is left out of the frozen program is not missed by anything in it."""

import subprocess
import sys
from pathlib import Path

from release import about, used

WITHOUT = """
import importlib, pkgutil, sys

class Left:
    def find_spec(self, name, path=None, target=None):
        if name in left_out:
            raise ModuleNotFoundError(f"{name} is left out", name=name)

left_out = set(sys.argv[2:])
sys.meta_path.insert(0, Left())
import nrw_desktop

for module in pkgutil.walk_packages(nrw_desktop.__path__, "nrw_desktop."):
    if ".migrations." not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from nrw_desktop.cli import main
from reportlab.lib.utils import ImageReader
ImageReader(sys.argv[1])
for command in (["new", "p"], ["report", "phase-overview", "p.nrwplan", "-o", "p.pdf", "--logo", sys.argv[1]]):
    assert main(command) == 0
"""


def test_all_of_it_is_imported_and_prints_a_logo_without(tmp_path: Path) -> None:
    logo = next((about.ROOT / "docs").glob("*.png"))
    command = [sys.executable, "-c", WITHOUT, str(logo), *used.left_out()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "p.pdf").stat().st_size > 10_000


def test_other_pictures_than_logos_can_have_are_left_out() -> None:
    left = used.left_out()
    assert {"PIL.GifImagePlugin", "PIL.BmpImagePlugin"} <= set(left)
    assert not {f"PIL.{name}" for name in used.PICTURES} & set(left)
