"""What the MSI is made of: every file once, known again in the next version, and plans that open by a double click."""

from pathlib import Path
from xml.etree.ElementTree import Element

from release import installers

FILES = ("nrw-desktop-gui.exe", "_internal/a.dll", "_internal/PySide6/a.dll", "_internal/Maß ä.txt")


def _frozen(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def _guids(product: Element) -> dict[str, str]:
    """Each component's GUID by the file in it."""
    components = [component for component in product.iter("Component") if component.find("File") is not None]
    return {file.get("Source", ""): part.get("Guid", "") for part in components for file in part.iter("File")}


def test_every_file_is_in_it_once_and_known_again(tmp_path: Path) -> None:
    one = installers.described(_frozen(tmp_path / "1", *FILES), "0.1.0")
    guids = _guids(one)
    assert set(guids) == {f"frozen/{name}" for name in FILES}
    assert len(set(guids.values())) == len(FILES)
    # One file more, before the others: those that were there stay what they were.
    other = _guids(installers.described(_frozen(tmp_path / "2", "_internal/0.dll", *FILES), "0.2.0"))
    assert {name: other[name] for name in guids} == guids
    parts = [component.get("Id") for component in one.iter("Component")]
    assert [reference.get("Id") for reference in one.iter("ComponentRef")] == parts
    ids = [element.get("Id") for kind in ("Directory", "Component", "File") for element in one.iter(kind)]
    assert len(set(map(str, ids))) == len(ids) - len(FILES)


def test_it_takes_the_place_of_older_ones_and_asks_for_no_administrator(tmp_path: Path) -> None:
    described = installers.described(_frozen(tmp_path, *FILES), "0.1.0")
    package, upgrade, product = (next(described.iter(name)) for name in ("Package", "MajorUpgrade", "Product"))
    assert package.get("InstallScope") == "perUser"
    assert upgrade.get("DowngradeErrorMessage")
    # Windows knows the versions of the program by this one alone.
    assert product.get("UpgradeCode") == "5B6D1C1E-7F0B-4C53-9B0A-6E5F0F6A2D11"
    values = list(described.iter("RegistryValue"))
    assert {value.get("Root") for value in values} == {"HKCU"}
    told = {value.get("Key"): value.get("Value") for value in values}
    plan = told[r"Software\Classes\.nrwplan"]
    assert told[rf"Software\Classes\{plan}\shell\open\command"] == '"[INSTALLDIR]nrw-desktop-gui.exe" "%1"'


def test_what_both_programs_read_is_packed_once_and_copied(tmp_path: Path) -> None:
    frozen = _frozen(tmp_path, *FILES, "nrw-desktop.exe", "nrw-desktop.pkg", "nrw-desktop-gui.pkg")
    described = installers.described(frozen, "0.1.0")
    ids = {file.get("Name"): file.get("Id") for file in described.iter("File")}
    assert "nrw-desktop-gui.pkg" not in ids
    told = installers.duplicated(frozen, described)
    # It comes and goes with the program that reads it.
    row = f"('twin', '{ids['nrw-desktop-gui.exe']}', '{ids['nrw-desktop.pkg']}', 'nrw-desktop-gui.pkg', 'INSTALLDIR')"
    assert any(query.endswith(row) for query in told)
    assert installers.duplicated(_frozen(tmp_path / "old", *FILES), described) == []


def test_both_installers_have_the_same_names_for_plans() -> None:
    script = (Path(installers.__file__).parent / "windows/setup.nsi").read_text("utf-8")
    assert f'!define PLAN "{installers.PLAN}"' in script
    assert f'!define TITLE "{installers.TITLE}"' in script
