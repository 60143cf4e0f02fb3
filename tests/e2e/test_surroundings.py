"""The real program where something around it is missing or broken: it starts, works on, loses nothing, logs no trace.

What it says of each is tested where it is made; here eyes and files tell that work goes on. Mounting takes root.
"""

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nrw_desktop.storage.upkeep import new_plans
from tests.e2e.person import PATIENCE, Person, missing_tool, person
from tests.e2e.test_a_day import measures
from tests.program import program_command
from tests.screen import stop

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(bool(missing_tool()), reason=f"{missing_tool()} is not installed"),
    # That a drive is gone or full stands in the log, in one line each.
    pytest.mark.complains(".nrwplan: "),
]

TYPED = "Trotz allem getippt"


@pytest.fixture
def coordinator() -> Iterator[Person]:
    with person() as someone:
        yield someone


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "Laufwerk" / "Plan ä.nrwplan"
    path.parent.mkdir()
    new_plans.new_plan(path).close()
    return path


@pytest.fixture
def mount() -> Iterator[Callable[..., None]]:
    """Mounts something, and takes it all away at the end."""
    places: list[str] = []

    def do(*arguments: object) -> None:
        done = subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("may not mount")
        places.append(str(arguments[-1]))

    yield do
    for place in reversed(places):
        subprocess.run(["umount", "--lazy", place], capture_output=True, check=False)


def log_of(data_dir: Path) -> str:
    log = data_dir / "nrw-desktop.log"
    return log.read_text("utf-8") if log.exists() else ""


def works(someone: Person, plan: Path) -> None:
    """A row that is typed is in the file."""
    someone.after(lambda: someone.press("ctrl+m"), "the new row")
    someone.type(TYPED)
    someone.told(lambda: someone.press("Return"))
    someone.after(lambda: someone.press("Escape"), "the end of new rows")
    assert [measure.text for measure in measures(plan, 1)][-1] == TYPED


def leaves(someone: Person) -> None:
    someone.press("ctrl+q")
    assert someone.wait_for_end() == 0


@pytest.mark.parametrize("state", ["read-only", "full"])
def test_a_home_that_takes_nothing(
    coordinator: Person, plan: Path, data_dir: Path, mount: Callable[..., None], state: str
) -> None:
    home = data_dir.parent
    mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", home)
    if state == "full":
        with contextlib.suppress(OSError):
            (home / "voll").write_bytes(bytes(2**20))
    else:
        mount("-o", "remount,ro", home)
    coordinator.start_on_first_phase(plan.name, plan)
    works(coordinator, plan)
    leaves(coordinator)
    assert "Traceback" not in log_of(data_dir)


def test_all_that_is_remembered_is_garbage(coordinator: Person, plan: Path, data_dir: Path) -> None:
    coordinator.start_on_first_phase(plan.name, plan)
    works(coordinator, plan)
    leaves(coordinator)
    spoilt = [path for path in data_dir.rglob("*") if path.is_file() and "backups" not in path.parts]
    assert {"window.ini", "recent.json", "origin"} <= {path.name for path in spoilt}
    for path in spoilt:
        path.write_bytes(b"\xff\x00[[[\n= kaputt" * 40)
    coordinator.start_on_first_phase(plan.name, plan)
    works(coordinator, plan)
    leaves(coordinator)
    assert [measure.text for measure in measures(plan, 1)].count(TYPED) == 2
    assert (data_dir / "window.old.ini").exists()
    assert "Traceback" not in log_of(data_dir)


def on_a_share(coordinator: Person, plan: Path, folder: Path, mount: Callable[..., None]) -> Path:
    """Work on a plan in a folder that can go and come back, as that of a share does; the folder."""
    share = folder / "Freigabe"
    share.mkdir()
    mount("-t", "tmpfs", "tmpfs", folder / "Laufwerk")
    new_plans.new_plan(plan).close()
    mount("--bind", plan.parent, share)
    coordinator.start_on_first_phase(plan.name, share / plan.name)
    works(coordinator, plan)
    return share


def test_a_share_that_goes_and_comes_back(
    coordinator: Person, plan: Path, tmp_path: Path, data_dir: Path, mount: Callable[..., None]
) -> None:
    share = on_a_share(coordinator, plan, tmp_path, mount)
    coordinator.after(lambda: coordinator.press("ctrl+m"), "the new row")
    subprocess.run(["umount", "--lazy", share], check=True)
    coordinator.type("Während es weg war")
    coordinator.after(lambda: coordinator.press("Return"), "the refusal")
    assert not coordinator.says_saved()
    assert list(share.glob("*.nrwplan")) == []
    mount("--bind", plan.parent, share)
    coordinator.told(lambda: coordinator.press("Return"))
    assert [measure.text for measure in measures(plan, 1)][-1] == "Während es weg war"
    coordinator.after(lambda: coordinator.press("Escape"), "the end of new rows")
    leaves(coordinator)
    assert [path.name for path in plan.parent.glob("*.nrwplan")] == [plan.name]
    assert "Traceback" not in log_of(data_dir)


def test_a_share_that_is_gone_when_the_program_ends(
    coordinator: Person, plan: Path, tmp_path: Path, data_dir: Path, mount: Callable[..., None]
) -> None:
    share = on_a_share(coordinator, plan, tmp_path, mount)
    subprocess.run(["umount", "--lazy", share], check=True)
    coordinator.press("ctrl+q")
    coordinator.until(lambda: coordinator.windows("Zwei Stände des Plans"), "the word where it is")
    coordinator.press("Return")
    assert coordinator.wait_for_end() == 0
    # Not into the folder that the drive will hide again.
    assert list(share.glob("*.nrwplan")) == []
    (kept,) = (data_dir / "rescued").glob("*.nrwplan")
    assert [measure.text for measure in measures(kept, 1)][-1] == TYPED
    assert "Traceback" not in log_of(data_dir)


def test_no_font_and_no_printer(coordinator: Person, plan: Path, tmp_path: Path, data_dir: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f'<?xml version="1.0"?><fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>')
    coordinator.surround(FONTCONFIG_FILE=str(fonts), CUPS_SERVER=str(tmp_path / "nirgends"))
    coordinator.start_on_first_phase(plan.name, plan)
    works(coordinator, plan)
    coordinator.press("ctrl+p")
    coordinator.has_keyboard("Drucken und PDF")
    coordinator.rest(2.5)
    coordinator.press("alt+d")
    coordinator.until(lambda: coordinator.windows("Drucken") == 2, "the system's own dialog")
    coordinator.rest(1.0)
    # Without a printer it offers to print into a file.
    coordinator.press("Return")
    coordinator.until(lambda: list(data_dir.parent.rglob("*.pdf")) + list(tmp_path.rglob("*.pdf")), "a PDF")
    coordinator.until(lambda: coordinator.windows("Gespeichert"), "the word that it is saved")
    coordinator.press("Escape", "Escape")
    coordinator.until(lambda: not coordinator.windows("Drucken und PDF"), "the end of the dialog")
    leaves(coordinator)
    assert "Traceback" not in log_of(data_dir)


def test_two_plans_at_once_and_one_twice(coordinator: Person, plan: Path, data_dir: Path) -> None:
    other = plan.with_name("Zweiter.nrwplan")
    shutil.copy(plan, other)
    environment = coordinator.environment
    started = [
        subprocess.Popen(program_command(path, windowed=True), env=environment) for path in (plan, other, plan, other)
    ]
    try:
        for path in (plan, other):
            coordinator.until(lambda path=path: coordinator.windows(path.name), f"a window with {path.name}")
        # Each plan has one window; the other starts have brought it to the front and are gone.
        coordinator.until(lambda: sum(one.poll() is None for one in started) == 2, "the end of the others")
        assert [one.poll() for one in started if one.poll() is not None] == [0, 0]
        assert [coordinator.windows(path.name) for path in (plan, other)] == [1, 1]
    finally:
        for one in started:
            stop(one)
    assert "Traceback" not in log_of(data_dir)


def test_two_first_starts_at_once(coordinator: Person, data_dir: Path) -> None:
    started = [subprocess.Popen(program_command(windowed=True), env=coordinator.environment) for _ in range(2)]
    try:
        coordinator.until(lambda: sum(one.poll() is None for one in started) == 1, "the end of one of them")
        assert [one.poll() for one in started if one.poll() is not None] == [0]
        coordinator.until(lambda: coordinator.windows("Bielefeld.nrwplan") == 1, "its window")
        assert coordinator.windows("Plan nicht geöffnet") == 0
    finally:
        for one in started:
            stop(one)
    assert "Traceback" not in log_of(data_dir)


def test_another_version_of_the_program_beside_this_one(
    coordinator: Person, plan: Path, tmp_path: Path, data_dir: Path
) -> None:
    """One has the plan, the other brings it to the front; what the one remembers is no harm to the other."""
    root = Path(new_plans.__file__).resolve().parents[3]
    for name in ("nrw_desktop", "resources", "ui"):
        shutil.copytree(root / name, tmp_path / "neu" / name, ignore=shutil.ignore_patterns("__pycache__"))
    init = tmp_path / "neu/nrw_desktop/__init__.py"
    init.write_text(init.read_text("utf-8").replace('__version__ = "', '__version__ = "9.'), encoding="utf-8")
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "window.ini").write_text(
        "[General]\nvon_morgen=@Variant(\\0\\0)\n[neu]\nliste=a, b\n", encoding="utf-8"
    )
    coordinator.start_on_first_phase(plan.name, plan)
    newer = [sys.executable, "-m", "nrw_desktop", str(plan)]
    environment = coordinator.environment | {"PYTHONPATH": str(tmp_path / "neu")}
    assert subprocess.run(newer, env=environment, cwd=tmp_path, timeout=60, check=False).returncode == 0
    works(coordinator, plan)
    leaves(coordinator)
    process = subprocess.Popen(newer, env=environment, cwd=tmp_path)
    try:
        patience = time.monotonic() + PATIENCE
        while not coordinator.windows(plan.name):
            assert time.monotonic() < patience
            time.sleep(0.1)
        time.sleep(1)
    finally:
        stop(process)
    coordinator.start_on_first_phase(plan.name, plan)
    leaves(coordinator)
    assert "Traceback" not in log_of(data_dir)
