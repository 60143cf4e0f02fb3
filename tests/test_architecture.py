"""The house stands as docs/architecture.md draws it, its rooms are not crowded, and documents name what there is."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "nrw_desktop"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = ROOT / "docs" / "decisions"

MOST_FILES, MOST_LINES = 30, 400

HEAVY = {
    "PIL": "reads a logo and draws bars for Word, which few reports have",
    "PySide6.QtCore": "the command line does without Qt, and `qt_startup` prepares its import",
    "PySide6.QtSvg": "draws the icons, once the plan has been seen",
    "fastjsonschema": "looks at packages, and few files are one",
    "icalendar": "reads and writes calendars, and few commands do",
    "python_calamine": "reads sheets, in the child alone",
    "xlsxwriter": "writes sheets, and few commands do",
    "pyphen": "reads a dictionary, once a word has to be divided",
    "ctypes": "tells Windows whose windows these are, on Windows alone",
    "dateutil.rrule": "only calendars have appointments that recur",
    "pikepdf": "lays pages out for the printer, and is 14 MB in memory",
    "pypdfium2": "draws into the printer, on Windows alone",
    "pypdfium2.raw": "draws into the printer, on Windows alone",
    "uuid": "looks at the computer first, and a name is needed once for each installation",
    "subprocess": "asks for the age of a process, on macOS alone",
}
"""What is no module of ours and may be imported within a function, and why it must not be loaded sooner."""
BESIDE = {
    "nrw_desktop.gui.window.quick_open": "is opened by a key; with its list it would be 15 ms of the start",
    "nrw_desktop.gui.pages.table_face": "is shown by a tab; with the tables of records it would be 14 ms of the start",
    "nrw_desktop.gui.timeline.timeline_table": "is shown by a button; with its delegate it would be 12 ms of the start",
    "nrw_desktop.domain.queries.checks": "look through the plan after the first picture; it would be 2 ms of the start",
    "nrw_desktop.gui.lists.grouped_list": "has its first rows after the first picture; it would be 6 ms of the start",
    "nrw_desktop.gui.lists.editing": "comes with the first list; with its editors it would be 2 ms of the start",
    "nrw_desktop.gui.standing.measure_list": "is opened by a button, and shows such a list",
    "nrw_desktop.storage.file.other_copy": "merges; with the rules for that it would be 2 ms of the start",
    "nrw_desktop.reports.typeset.east_asian": "most reports have no letter but Latin ones, and do without HarfBuzz",
    "nrw_desktop.reports.typeset.glyph_font": "the same",
    "nrw_desktop.reports.typeset.glyph_writer": "the same",
    "nrw_desktop.reports.typeset.shaping": "the same",
    "nrw_desktop.reports.typeset.typefaces": "the same",
}
"""What a room does without until it is needed, and what for: more of these would be a room of their own."""
NETWORK = re.compile(
    r"(?:socket|ssl|http|ftplib|smtplib|xmlrpc|urllib\.request|urllib3|requests|httpx|aiohttp)(?:\.|$)"
    r"|PySide6\.Qt(?:Network|WebEngine|WebSockets)"
)
"""What can reach another computer."""
START = "nrw_desktop.app"
"""What imports all that is loaded before the first page is."""
BY_NAME = {"reports/catalogue.py"}
"""Modules that import others by name: of the reports, each is a room of its own."""

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


Import = tuple[int, list[str]]
"""A line, and the names of the modules that it imports."""


@cache
def files() -> dict[str, Path]:
    """All modules of the program by name."""
    found = {path.relative_to(ROOT).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for name, path in found.items()}


def imports(tree: ast.AST, late: bool = False) -> Iterator[tuple[bool, Import]]:
    """All imports of a module but those for types alone, each with whether it waits for a call."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from (found for rest in node.orelse for found in imports(ast.Module([rest], []), late))
        elif isinstance(node, ast.Import):
            yield late, (node.lineno, [name.name for name in node.names])
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            whole = [f"{node.module}.{name.name}" for name in node.names]
            yield late, (node.lineno, [name if name in files() else node.module for name in whole])
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from imports(node, late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def imported(module: str) -> tuple[list[Import], list[Import]]:
    """What a module imports when it is loaded itself, and what within its functions."""
    found = list(imports(ast.parse(files()[module].read_text("utf-8"))))
    return [one for late, one in found if not late], [one for late, one in found if late]


@cache
def loaded_with(module: str) -> frozenset[str]:
    """The modules of the program that are loaded with one, itself and the packages around them included."""
    found: set[str] = set()
    todo = [module]
    while todo:
        parts = todo.pop().split(".")
        for name in (".".join(parts[:end]) for end in range(1, len(parts) + 1)):
            if name in files() and name not in found:
                found.add(name)
                todo += (target for _, targets in imported(name)[0] for target in targets)
    return frozenset(found)


@cache
def rooms() -> frozenset[str]:
    """All rooms by name."""
    floors = ((house, floor) for house, held in contracted().items() for floor in held)
    return frozenset(f"{house}.{room}" for house, floor in floors for room in re.findall(r"\w+", floor))


def room_of(module: str) -> str | None:
    """The room that a module is in; None for the packages around rooms."""
    parts = module.split(".")
    return next((name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in rooms()), None)


def late_imports() -> Iterator[tuple[str, str]]:
    """All imports within functions: the module, and what it imports there."""
    for module in sorted(files()):
        yield from ((module, target) for _line, targets in imported(module)[1] for target in targets)


def test_what_is_imported_within_functions_is_told_from_the_rest() -> None:
    source = """
import a
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import b
class C:
    import c
    def method(self):
        if self:
            import d.e
        def inner():
            from nrw_desktop.domain import edits
            from sys import path
try:
    import f
finally:
    pass
"""
    found = list(imports(ast.parse(source)))
    assert [names for late, (_, names) in found if late] == [["d.e"], ["nrw_desktop.domain.edits"], ["sys"]]
    assert [names for late, (_, names) in found if not late] == [["a"], ["typing"], ["c"], ["f"]]


def test_within_functions_rooms_are_imported_that_the_start_does_without() -> None:
    """Never within a room, never what is loaded anyway, and so never to hide a circle."""
    wrong = []
    for module, target in late_imports():
        before = loaded_with(module) | (frozenset() if module.startswith("nrw_desktop.cli") else loaded_with(START))
        if target in files() and target not in BESIDE and room_of(target) in {room_of(module), *map(room_of, before)}:
            wrong.append((module, target))
    assert wrong == []


def test_within_functions_only_heavy_libraries_are_imported() -> None:
    assert {target for _module, target in late_imports() if target not in files()} == HEAVY.keys()


def test_nothing_calls_home() -> None:
    """What reaches other computers is not even imported; programs on this one find each other by local sockets."""
    found = {
        (module, target)
        for module in files()
        for imports_of in imported(module)
        for _line, targets in imports_of
        for target in targets
        if NETWORK.match(target)
    }
    assert {module for module, _target in found} == {"nrw_desktop.gui.session.single_instance"}
    used = ast.walk(ast.parse(files()["nrw_desktop.gui.session.single_instance"].read_text("utf-8")))
    names = {node.id for node in used if isinstance(node, ast.Name)}
    assert {name for name in names if name.startswith(("QNetwork", "QTcp", "QUdp", "QSsl"))} == set()


def test_nothing_is_imported_by_name_behind_our_backs() -> None:
    found = {
        path for path in files().values() if re.search(r"\b(?:import_module|__import__)\(", path.read_text("utf-8"))
    }
    assert {path.relative_to(PACKAGE).as_posix() for path in found} == BY_NAME


def test_nobody_asks_a_layout_for_its_items() -> None:
    """PySide goes on knowing an item that Qt has deleted, and takes a widget at its address for it."""
    asking = {name for name, path in files().items() if re.search(r"\.itemAt\(", path.read_text("utf-8"))}
    assert asking == set()
