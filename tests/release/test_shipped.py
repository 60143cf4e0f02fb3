"""Nothing that was there for building, for tests or for Wine gets into what people install."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from release import shipped

PLUGINS = ("platforms/qwindows.dll", "styles/qmodernwindowsstyle.dll")
PLUGIN = "_internal/PySide6/plugins/platforms/qwindows.dll"
TEXTS = "GNU Lesser General Public License; SIL Open Font License; PySide6_Essentials 6; Python 3"


def _write(path: Path, content: bytes | str = b"MZ") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder such as PyInstaller makes on Windows, with nothing wrong."""
    resources = tmp_path / "_internal/nrw_desktop/resources"
    _write(resources / "build.json", json.dumps({"commit": "", "day": "2026-01-31"}))
    _write(resources / "licences.txt", TEXTS)
    for name in ("nrw-desktop.exe", "nrw-desktop-gui.exe", *(f"_internal/PySide6/plugins/{name}" for name in PLUGINS)):
        _write(tmp_path / name)
    return tmp_path


def test_a_sound_folder_has_no_faults(frozen: Path) -> None:
    assert shipped.faults(frozen) == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: _write(folder / "_internal/ICUUC.dll"), "crutch for Wine"),
        (lambda folder: _write(folder / "_internal/sitecustomize.py"), "crutch for Wine"),
        (lambda folder: _write(folder / "_internal/msvcrt.dll", b"MZ" + bytes(62) + b"Wine builtin DLL"), "for Wine"),
        (lambda folder: _write(folder / "_internal/_pytest/python.py"), "for tests"),
        (lambda folder: _write(folder / "_internal/numpy-2.4.6.dist-info/METADATA"), "for tests"),
        (lambda folder: _write(folder / "_internal/PySide6/opengl32sw.dll"), "opengl32sw.dll is not used"),
        (lambda folder: _write(folder / "_internal/PySide6/translations/qtbase_fr.qm"), "is not used"),
        (lambda folder: _write(folder / "_internal/PySide6/plugins/imageformats/qwebp.dll"), "is not used"),
        (lambda folder: (folder / "nrw-desktop-gui.exe").unlink(), "nrw-desktop-gui is missing"),
        (
            lambda folder: (folder / "_internal/PySide6/plugins/platforms/qwindows.dll").unlink(),
            "qwindows.dll is missing",
        ),
        (lambda folder: _write(folder / "_internal/nrw_desktop/resources/build.json", "{}"), "does not know itself"),
        (lambda folder: _write(folder / "_internal/nrw_desktop/resources/licences.txt", "Qt"), "LESSER"),
    ],
)
def test_each_fault_is_told(frozen: Path, spoil: Callable[[Path], None], told: str) -> None:
    spoil(frozen)
    assert any(told in fault for fault in shipped.faults(frozen))
