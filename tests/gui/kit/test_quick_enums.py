"""Enums made quickly are those that Python makes, to the last attribute: all of Qt, in processes of their own."""

import enum
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from nrw_desktop.gui.kit import quick_enums

_QT = """
import enum, json, pickle, sys
if sys.argv[1:]:
    from nrw_desktop.gui.kit import quick_enums
    quick_enums.begin()
from PySide6 import QtCore, QtGui, QtWidgets

def walk(owner, seen):
    for name in dir(owner):
        found = getattr(owner, name, None)
        if isinstance(found, enum.EnumType):
            yield found
        elif isinstance(found, type) and found not in seen and found.__module__.startswith("PySide6"):
            seen.add(found)
            yield from walk(found, seen)

told = {}
for made in (each for module in (QtCore, QtGui, QtWidgets) for each in walk(module, set())):
    members = list(made.__members__.items())
    told[f"{made.__module__}.{made.__qualname__}"] = [
        [parent.__name__ for parent in made.__mro__], sorted(vars(made)),
        [(name, repr(it), str(it), it.value, it._sort_order_, made(it.value) is it) for name, it in members],
        [repr(it) for it in made], pickle.loads(pickle.dumps(members[:1])) == members[:1],
    ]
print(json.dumps(told))
"""

_NAMES = [
    [("A", 1), ("B", 2), ("Nothing", 0), ("AB", 3), ("C", 4), ("AlsoA", 1), ("Big", 1 << 40)],
    [],
    [("C", 4), ("A", 1)],
    [("name", 1), ("value", 2)],
    [("_A", 1)],
    [("A", -1)],
    [("mro", 1)],
]


@pytest.fixture
def quick() -> Iterator[None]:
    quick_enums.begin()
    yield
    quick_enums.end()


def _enums_of_qt(*arguments: str) -> dict[str, list[Any]]:
    done = subprocess.run([sys.executable, "-c", _QT, *arguments], capture_output=True, text=True, check=True)
    found: dict[str, list[Any]] = json.loads(done.stdout)
    return found


def test_all_enums_of_qt_are_as_python_makes_them() -> None:
    plain, quick = _enums_of_qt(), _enums_of_qt("quick")
    assert len(plain) > 500
    assert [name for name in plain if plain[name] != quick.get(name)] == []
    assert plain.keys() == quick.keys()


def _told(made: Any) -> list[Any]:
    members = list(made.__members__.values())
    told = [made.__module__, sorted(vars(made)), list(map(repr, made)), [sorted(vars(each)) for each in members]]
    if issubclass(made, enum.Flag):
        pairs = [(one, other) for one in members for other in members]
        told += [[repr(one | other) for one, other in pairs], [repr(~one) for one in members], list(map(list, members))]
    return told


@pytest.mark.parametrize("base", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
@pytest.mark.parametrize("names", _NAMES)
def test_each_kind_is_as_python_makes_it(base: Any, names: list[tuple[str, int]]) -> None:
    def made() -> list[Any]:
        try:
            return [repr(each) for each in _told(base("Made", names, boundary=enum.KEEP))]
        except (TypeError, ValueError) as error:
            return [str(error)]

    plain = made()
    quick_enums.begin()
    try:
        assert made() == plain
    finally:
        quick_enums.end()


@pytest.mark.usefixtures("quick")
def test_what_is_not_as_plain_is_left_to_python() -> None:
    words = enum.Enum("Words", ["ONE", "TWO"])  # type: ignore[misc]
    assert [each.value for each in words] == [1, 2]
    texts = enum.Enum("Texts", [("ONE", "eins")], module="elsewhere", qualname="Of.Texts")  # type: ignore[misc]
    assert (texts.__module__, texts.__qualname__) == ("elsewhere", "Of.Texts")
    with pytest.raises(ValueError, match="invalid value"):
        enum.Flag("Strict", [("A", 1)], boundary=enum.STRICT)(8)


def test_it_ends() -> None:
    before = vars(enum.EnumType)["_create_"]
    quick_enums.begin()
    assert vars(enum.EnumType)["_create_"] is not before
    quick_enums.end()
    assert vars(enum.EnumType)["_create_"] is before
