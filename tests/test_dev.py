"""dev.py decides rightly what to set up, what to install and what to run."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from nrw_desktop.gui.kit import colors
from release import packing
from tests import screen
from tests.e2e import at_spi, person
from tests.screen import virtual_screen
from tests.smoke_frozen import EDGE, HOMES, STRANGE, window_is_dressed


@pytest.fixture
def wanted():
    return dev.wanted_stamp(["dev"])


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ],
)
def test_a_library_names_its_debian_package(library, package):
    assert dev.package_of(library) == package


def test_only_what_is_missing_is_installed(tmp_path):
    (tmp_path / "libEGL.so.1").touch()
    tools = {"no-such-command-anywhere": "some-package"}
    folders = [tmp_path / "nowhere", tmp_path]
    assert dev.missing_packages(["libEGL.so.1", "libGL.so.1"], tools, folders) == ["libgl1", "some-package"]
    assert dev.missing_packages(["libEGL.so.1"], {}, folders) == []


def test_a_finished_set_up_is_not_repeated(wanted):
    assert dev.set_up_step(wanted, wanted, complete=True) == "nothing"
    assert dev.set_up_step(wanted._replace(extras=["build", "dev"]), wanted, complete=True) == "nothing"


@pytest.mark.parametrize("change", [{"inputs": "other"}, {"extras": []}, {"extras": ["build"]}])
def test_new_requirements_are_installed_into_the_venv_at_hand(wanted, change):
    assert dev.set_up_step(wanted._replace(**change), wanted, complete=True) == "install"


@pytest.mark.parametrize("change", [{"root": "/elsewhere"}, {"python": "3.9"}])
def test_a_moved_folder_or_another_python_needs_a_new_venv(wanted, change):
    assert dev.set_up_step(wanted._replace(**change), wanted, complete=True) == "create"


def test_a_set_up_cut_off_begins_anew(wanted):
    assert dev.set_up_step(None, wanted, complete=True) == "create"
    assert dev.set_up_step(wanted, wanted, complete=False) == "create"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"root": "x"}', "null"])
def test_a_broken_stamp_counts_as_none(tmp_path, content):
    stamp = tmp_path / "stamp.json"
    assert dev.read_stamp(stamp) is None
    stamp.write_text(content, encoding="utf-8")
    assert dev.read_stamp(stamp) is None


def test_a_stamp_comes_back_as_it_was_written(tmp_path, wanted):
    stamp = tmp_path / "stamp.json"
    stamp.write_text(json.dumps(wanted._asdict()), encoding="utf-8")
    assert dev.read_stamp(stamp) == wanted


def test_the_installation_is_pinned_and_sees_the_checkout():
    assert dev.install_command(["dev", "build"])[-4:] == ["-c", "constraints.txt", "-e", ".[build,dev]"]
    assert dev.install_command([])[-1] == "."


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("  Downloading reportlab-5.1.0-py3-none-any.whl (2.0 MB)\n", "  lädt reportlab (2.0 MB)"),
        ("  Downloading reportlab-5.1.0-py3-none-any.whl.metadata (1.7 kB)\n", ""),
        ("Installing collected packages: a, b\n", "  richtet die Pakete ein …"),
        ("Requirement already satisfied: reportlab\n", ""),
        ("\n", ""),
    ],
)
def test_progress_is_told_in_german(line, shown):
    assert dev.progress_line(line) == shown


def test_a_full_run_is_on_all_processors():
    assert dev.pytest_arguments([]) == ["-n", "logical", "--dist", "loadgroup"]


def test_coverage_is_measured_where_it_is_asked_for():
    assert dev.pytest_arguments(["--coverage"]) == [*dev.pytest_arguments([]), "--cov", "--cov-report=term"]


def test_a_chosen_part_is_handed_on():
    given = dev.pytest_arguments(["tests/test_dev.py", "-k", "stamp"])
    assert given[:3] == ["tests/test_dev.py", "-k", "stamp"]


@pytest.mark.parametrize("option", ["-n0", "--pdb", "-pno:xdist", "--numprocesses=1"])
def test_the_caller_decides_about_processes(option):
    assert dev.pytest_arguments([option]) == [option]


def test_faults_are_added():
    given = dev.pytest_arguments(["--faults", "--coverage"])
    assert given[:2] == ["-m", ""]
    assert "--cov" in given
    assert "--faults" not in given


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ([], ["PyInstaller", "Inhalt", "Probelauf"]),
        (["--deb"], ["PyInstaller", "Inhalt", "Probelauf", "Debian-Paket"]),
        (["--windows"], ["PyInstaller in Wine", "Inhalt", "Installationsprogramme", "Probelauf in Wine"]),
    ],
)
def test_a_build_is_tried_before_it_is_packed(monkeypatch, arguments, names):
    monkeypatch.setattr(dev, "WINDOWS", False)
    assert [name for name, _ in packing.steps(arguments)] == names


def test_what_packs_the_program_is_installed_before():
    assert packing.tools([]) == {}
    assert set(packing.tools(["--deb"])) == {"dpkg-shlibdeps"}
    assert {"wine", "wixl", "makensis"} <= set(packing.tools(["--windows"]))


def test_pytest_comes_last(monkeypatch):
    assert [name for name, _ in dev.test_steps([])][-1] == "pytest"
    monkeypatch.setattr(dev, "WINDOWS", False)
    ((_, command),) = dev.test_steps(["--windows", "tests/cli"])
    assert command[1:] == ["-m", "release.wine", "test", "tests/cli"]


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), ([], 2), (["nonsense"], 2)])
def test_wrong_use_shows_how_to_use_it(arguments, code):
    called = subprocess.run(
        [sys.executable, dev.__file__, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert called.returncode == code
    assert "dev.py run" in (called.stderr if code else called.stdout)


def test_every_dependency_is_pinned():
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(name for group in project["optional-dependencies"].values() for name in group)]
    lines = (dev.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0] for line in lines if "==" in line}
    assert {name.partition(">")[0].lower().replace("_", "-") for name in asked} <= pinned


def test_what_tests_call_is_installed_before_them():
    assert set(screen.TOOLS) <= set(dev.SCREEN_TOOLS)
    assert {*person.TOOLS, *at_spi.TOOLS} <= set(dev.TEST_TOOLS)
    assert dev.SCREEN_TOOLS.items() <= dev.BUILD_TOOLS.items()


def test_every_tab_is_in_the_contract_of_tabs():
    linter = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(contract for contract in linter["contracts"] if contract["id"] == "tabs-independent")
    tabs = {f"nrw_desktop.gui.pages.{path.stem}" for path in Path(dev.ROOT, "nrw_desktop/gui/pages").glob("*_tab.py")}
    assert tabs <= set(contract["modules"])


@pytest.mark.skipif(not shutil.which("Xvfb") or not shutil.which("xdotool"), reason="needs Xvfb and xdotool")
def test_the_program_has_its_design_in_a_folder_of_any_name(tmp_path: Path) -> None:
    """As a checkout there has it, with the packages that are installed already."""
    root = tmp_path / STRANGE
    for part in ("nrw_desktop", "resources", "ui"):
        shutil.copytree(dev.ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    with virtual_screen() as (environment, framebuffer):
        environment |= {name: str(root) for name in ("PYTHONPATH", "XDG_DOCUMENTS_DIR", *HOMES)}
        program = [sys.executable, "-P", "-m", "nrw_desktop"]
        assert window_is_dressed(program, "Bielefeld.nrwplan", environment, framebuffer)


def test_the_trial_of_the_build_looks_for_a_colour_of_the_design():
    assert f"#{EDGE:06x}" == colors.LIGHT.edge
