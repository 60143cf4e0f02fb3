"""Rows while they are dragged: from one list to another of the same kind, or onto the tab of a phase."""

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QMimeData

_PREFIX = "application/x-nrw-desktop-"


class Dragged(msgspec.Struct, frozen=True):
    """Rows of a table, by their ids."""

    table: str
    keys: list[str]


def mime_type(table: str) -> str:
    """How rows of a table are called while they are dragged."""
    return f"{_PREFIX}{table}"


def packed(table: str, keys: Iterable[str]) -> QMimeData:
    """What is dragged."""
    data = QMimeData()
    data.setData(mime_type(table), "\n".join(dict.fromkeys(keys)).encode())
    return data


def read(data: QMimeData) -> Dragged | None:
    """The rows that are dragged; None where it is something else."""
    kind = next((kind for kind in data.formats() if kind.startswith(_PREFIX)), None)
    if kind is None:
        return None
    return Dragged(kind.removeprefix(_PREFIX), bytes(data.data(kind).data()).decode(errors="replace").split("\n"))
