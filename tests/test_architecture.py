"""The house stands as docs/architecture.md draws it, its rooms are not crowded, and documents name what there is."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "nrw_desktop"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = ROOT / "docs" / "decisions"

MOST_FILES, MOST_LINES = 30, 400

_DRAWING = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ROOM = re.compile(r"^\| `([\w/]+)` \| .+ \|$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
_ROOTS = "docs|gui|tests|ui|nrw_desktop|domain|storage|reports|exchange|cli"
_PATH = re.compile(rf"`((?:{_ROOTS})/[\w/.-]+\.(?:py|ui|md|json))`")


def drawn() -> dict[str, list[str]]:
    """The floors of each house or room in the drawing, from the top down."""
    floors: dict[str, list[str]] = {}
    (drawing,) = _DRAWING.findall(ARCHITECTURE.read_text("utf-8"))
    house = ""
    for line in filter(None, drawing.splitlines()):
        name, floor = re.fullmatch(r"(\S*)\s+(\S.*)", line).groups()  # type: ignore[union-attr]
        house = name or house
        floors.setdefault(house, []).append(floor)
    return floors


def contracted() -> dict[str, list[str]]:
    """The same as the contracts about layers have it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    floors: dict[str, list[str]] = {}
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] != "layers":
            continue
        layers = contract["layers"]
        if "containers" in contract:
            (house,) = contract["containers"]
        else:
            (house,) = {layer.rpartition(".")[0] for layer in layers}
            layers = [layer.rpartition(".")[2] for layer in layers]
        floors[house] = layers
    return floors


def test_the_drawing_is_what_import_linter_holds() -> None:
    found, held = drawn(), contracted()
    assert found.keys() == held.keys()
    for house, floors in held.items():
        assert found[house] == floors, house


def test_each_room_is_explained_once_and_is_there() -> None:
    wanted = [
        f"{house}.{room}".removeprefix("nrw_desktop.").replace(".", "/")
        for house, floors in contracted().items()
        for floor in floors
        for room in re.findall(r"\w+", floor)
    ]
    explained = _ROOM.findall(ARCHITECTURE.read_text("utf-8"))
    assert sorted(explained) == sorted(wanted)
    for room in wanted:
        assert (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file(), room


def test_no_room_is_crowded() -> None:
    sizes = {folder: len(list(folder.glob("*.py"))) for folder in (PACKAGE, *PACKAGE.rglob("*/"))}
    assert {str(folder): size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_no_module_is_long() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name for name, length in lengths.items() if length > MOST_LINES} == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_names_is_there(path: Path) -> None:
    said = path.read_text("utf-8")
    assert [link for link in _LINK.findall(said) if not (path.parent / link).exists()] == []
    assert [name for name in _PATH.findall(said) if not ((ROOT / name).exists() or (PACKAGE / name).exists())] == []


def test_every_decision_is_listed() -> None:
    records = sorted(path.name for path in DECISIONS.glob("0*.md"))
    assert records == sorted(_LINK.findall((DECISIONS / "README.md").read_text("utf-8")))
    assert [name[:4] for name in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
