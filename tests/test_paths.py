"""Resources are found in checkout, wheel and frozen build; files are replaced whole; an installation has an id."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from nrw_desktop import paths

CHECKOUT = Path(__file__).parent.parent


def test_in_a_checkout() -> None:
    assert paths.resources() == CHECKOUT / "resources"
    assert paths.forms() == CHECKOUT / "ui"
    assert (paths.resources() / "fonts").is_dir()


def test_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "nrw_desktop"
    for name in ("resources", "ui"):
        shutil.copytree(CHECKOUT / name, package / name)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resources() == package / "resources"
    assert paths.forms() == package / "ui"


def test_the_wheel_takes_them_along() -> None:
    import tomllib

    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"resources": "nrw_desktop/resources", "ui": "nrw_desktop/ui"}


def test_in_a_frozen_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller gives modules the path they would have below its folder; `dev.py build` tries it for real."""
    bundle = tmp_path / "_internal"
    package = bundle / "nrw_desktop"
    for name in ("resources", "ui"):
        (package / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.pyc"))
    assert paths.resources() == package / "resources"
    assert paths.forms() == package / "ui"


def test_templates_are_known_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("leer.json", "bielefeld.json", "LIESMICH.txt"):
        (tmp_path / "plans" / name).touch()
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert paths.template_names() == ("bielefeld", "leer")
    assert paths.plan_template("leer") == tmp_path / "plans" / "leer.json"
    for name in ("fremd", "../plans/leer", "plans/leer", "leer.json", "", "..\\leer", str(tmp_path / "plans" / "leer")):
        with pytest.raises(KeyError):
            paths.plan_template(name)


def test_folders_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert paths.documents().is_absolute()
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    assert paths.data_dir().name == "nrw_desktop"
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path))
    assert paths.data_dir() == tmp_path


def test_an_installation_keeps_its_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "neu"))
    first = paths.origin()
    assert paths.origin() == first
    assert len(first) == 36
    (tmp_path / "neu" / "origin").write_text("kaputt")
    assert paths.origin() == paths.origin() != first


def test_an_id_that_cannot_be_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "Datei").touch()
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "Datei"))
    assert paths.origin() != paths.origin()


def test_a_new_folder_is_there_after_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = list[Path]()
    monkeypatch.setattr(paths, "sync_folder", synced.append)
    for _ in range(2):
        paths.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [tmp_path, tmp_path / "a"]


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "Bericht ä.pdf"
    paths.write_whole(path, b"eins")
    paths.write_whole(path, b"zwei")
    assert path.read_bytes() == b"zwei"
    assert os.listdir(tmp_path) == [path.name]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "Bericht.pdf"
    path.write_bytes(b"alt")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        paths.write_whole(path, b"neu")
    assert path.read_bytes() == b"alt"
    assert os.listdir(tmp_path) == [path.name]
    with pytest.raises(FileNotFoundError):
        paths.write_whole(tmp_path / "weg" / "Bericht.pdf", b"neu")
    with pytest.raises(IsADirectoryError):
        paths.write_whole(tmp_path, b"neu")


@pytest.mark.skipif(os.name == "nt", reason="links and devices as POSIX has them")
def test_links_are_followed_and_devices_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "Ziel").write_bytes(b"alt")
    (tmp_path / "Link").symlink_to(tmp_path / "Ziel")
    paths.write_whole(tmp_path / "Link", b"neu")
    assert (tmp_path / "Link").is_symlink()
    assert (tmp_path / "Ziel").read_bytes() == b"neu"
    paths.write_whole(Path("/dev/null"), b"neu")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("failures", [2, 10**6])
def test_a_file_that_another_program_holds_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    replace, calls = os.replace, []

    def held(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) <= failures:
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(paths, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(os, "replace", held)
    (tmp_path / "neu").write_bytes(b"neu")
    (tmp_path / "alt").write_bytes(b"alt")
    if failures == 2:
        paths.replace_file(tmp_path / "neu", tmp_path / "alt")
    else:
        with pytest.raises(PermissionError):
            paths.replace_file(tmp_path / "neu", tmp_path / "alt")
    assert (tmp_path / "alt").read_bytes() == (b"neu" if failures == 2 else b"alt")
    assert len(calls) > 2


def test_a_folder_that_cannot_be_synced_is_no_error(tmp_path: Path) -> None:
    paths.sync_folder(tmp_path / "weg")
