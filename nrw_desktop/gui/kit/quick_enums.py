"""Makes the enums of Qt at a fifth of what they cost: a tenth of the time to the first paint.

PySide6 makes the enums of a class when the class is first used: three hundred with four thousand members before the
first picture. Python looks at each member as if a person had written it: whether its name is allowed, hides a property,
is a descriptor. Here a class is a copy of an empty one that Python made itself, and its members are put in as Python
would. Whatever is not as plain as the enums of Qt is left to Python, as is everything where its enums hold more than is
known here.
"""

import enum
import sys
from typing import Any

_by_python: Any = vars(enum.EnumType)["_create_"]
_COLLECTIONS = {"_member_names_", "_member_map_", "_value2member_map_", "_unhashable_values_"}
"""What an enum keeps of its members; Python 3.13 keeps more."""


class _Kind:
    """What an enum of this base holds before it has members."""

    def __init__(self, base: Any):
        empty = base("Empty", [], module=__name__, boundary=enum.KEEP)
        self._base = base
        self._content = {name: value for name, value in vars(empty).items() if name not in ("__dict__", "__weakref__")}
        self._collections = {name: type(it) for name, it in self._content.items() if isinstance(it, list | dict | set)}
        self._taken = {"mro", *(name for parent in base.__mro__ for name in vars(parent))}
        self._is_flag = issubclass(base, enum.Flag)
        self._is_number = issubclass(base, int)

    def is_known(self) -> bool:
        """Whether such a class holds no more than `make` fills."""
        return self._collections.keys() == _COLLECTIONS

    def suits(self, names: Any, boundary: object) -> bool:
        """Whether nothing about these members is special."""
        return (
            isinstance(names, list) and (boundary is enum.KEEP or not self._is_flag) and all(map(self._is_plain, names))
        )

    def _is_plain(self, item: Any) -> bool:
        if type(item) is not tuple:
            return False
        name, value = item
        return type(value) is int and value >= 0 and name[0] != "_" and name not in self._taken

    def make(self, class_name: str, names: list[tuple[str, int]], module: str) -> Any:
        """A class with these members; each value after its first name is another name of the same member."""
        content = self._content | {name: kind() for name, kind in self._collections.items()} | {"__module__": module}
        made: Any = type.__new__(enum.EnumType, class_name, (self._base,), content)
        order, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
        put, mask, singles = type.__setattr__, 0, 0
        for name, value in names:
            member = by_value.get(value)
            if member is None:
                by_value[value] = member = int.__new__(made, value) if self._is_number else object.__new__(made)
                member._value_, member._name_ = value, name
                member.__objclass__, member._sort_order_ = made, len(order)
                if not self._is_flag:
                    order.append(name)
                else:
                    mask |= value
                    if value.bit_count() == 1:
                        order.append(name)
                        singles |= value
            by_name[name] = member
            put(made, name, member)
        if self._is_flag:
            made._flag_mask_, made._singles_mask_, made._all_bits_ = mask, singles, 2 ** mask.bit_length() - 1
            values = [member._value_ for member in made]
            if values != sorted(values):
                made._iter_member_ = made._iter_member_by_def_
        return made


_KINDS = {base: _Kind(base) for base in (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)}


def begin() -> None:
    """Make enums so from now on."""
    if all(kind.is_known() for kind in _KINDS.values()):
        _have_made(_made)


def end() -> None:
    """Leave them to Python again; those that there are stay."""
    _have_made(_by_python)


def _have_made(function: Any) -> None:
    enum.EnumType._create_ = function  # type: ignore[attr-defined]


def _made(
    base: Any, class_name: str, names: Any, *, module: Any = None, qualname: Any = None, type: Any = None, **more: Any
) -> Any:
    """In place of the function of `enum.EnumType` that makes an enum of names and values."""
    # The second caller, as Python has it.
    module = module or sys._getframe(2).f_globals.get("__name__")  # noqa: SLF001
    kind = _KINDS.get(base)
    if kind is None or qualname or type or not kind.suits(names, more.get("boundary")):
        return _by_python(base, class_name, names, module=module, qualname=qualname, type=type, **more)
    return kind.make(class_name, names, module)
