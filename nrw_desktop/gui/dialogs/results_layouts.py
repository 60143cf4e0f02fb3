"""Views of the results of a year: which columns stand where, and how wide; kept in the settings, not in a plan."""

from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar

import msgspec
from PySide6.QtCore import QSettings

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.folding import alike
from nrw_desktop.domain.text.gate import received

_VIEWS, _LAST = "results/views", "results/last"
_NARROWEST, _WIDEST = 60, 900
_LONGEST, _MOST = 60, 100
"""Letters of a name, and views that are kept."""

T = TypeVar("T")
Shown = tuple[str, Annotated[int, msgspec.Meta(ge=0)]]
"""A column by its key, and its width in pixels; 0 where it has its own."""


class Layout(msgspec.Struct, frozen=True):
    """A view: its name, and its columns from left to right."""

    name: str
    columns: tuple[Shown, ...]

    def renamed(self, name: str) -> "Layout":
        """The same under another name."""
        return Layout(name, self.columns)


def _built_in(name: str, *keys: str) -> Layout:
    return Layout(name, tuple((key, 0) for key in keys))


BUILT_IN = (
    _built_in(
        "Ergebnisse",
        "measure.status", "measure.participants_expected", "measure.participants_actual", "measure.result",
        "measure.deviation", "cost.planned", "cost.actual",
    ),
    _built_in("Kosten", "measure.phase", "measure.status", "cost.planned", "cost.actual", "measure.deviation"),
    _built_in(
        "Termine",
        "measure.phase", "measure.status", "measure.period", "measure.responsible", "measure.deviation",
    ),
)  # fmt: skip
"""What is there without being made."""


class Layouts:
    """The views in the settings of a window. What is broken there is as if it was not there."""

    def __init__(self, settings: QSettings, keys: Iterable[str]):
        self._settings, self._keys = settings, frozenset(keys)
        found = _read(settings, _VIEWS, list[Layout]) or []
        self.own = [whole for one in found[:_MOST] if (whole := self._whole(one)) is not None and one.name.strip()]

    def last(self) -> Layout:
        """The view that was shown last, as it was left."""
        found = _read(self._settings, _LAST, Layout)
        return (self._whole(found) if found else None) or BUILT_IN[0]

    def keep_last(self, layout: Layout) -> None:
        """Come back to this one the next time."""
        self._settings.setValue(_LAST, msgspec.json.encode(layout).decode())

    def all(self) -> list[Layout]:
        """Those that are always there, then one's own."""
        return [*BUILT_IN, *self.own]

    def find(self, name: str) -> Layout | None:
        """The view of this name."""
        return next((one for one in self.all() if one.name == name), None)

    def is_own(self, name: str) -> bool:
        """Whether a view can be renamed and deleted."""
        return any(one.name == name for one in self.own)

    def checked_name(self, text: str, before: str = "") -> str:
        """The name as it can be kept; ``before`` is what the view was called.

        Raises:
            PlanError: it is empty, too long, or that of another view.
        """
        name = received(text).strip()
        if not name:
            raise PlanError("Bitte einen Namen für die Ansicht eingeben.")
        if len(name) > _LONGEST:
            raise PlanError(f"Der Name ist zu lang: höchstens {_LONGEST} Zeichen.")
        if len(self.own) >= _MOST and not before:
            raise PlanError(f"Es gibt schon {_MOST} eigene Ansichten. Bitte erst eine löschen.")
        if any(alike(one.name, name) for one in self.all() if one.name != before):
            raise PlanError(f"Eine Ansicht „{name}“ gibt es schon. Bitte einen anderen Namen eingeben.")
        return name

    def save(self, layout: Layout) -> None:
        """Keep a view of one's own, instead of that of the same name if there is one."""
        names = [one.name for one in self.own]
        if layout.name in names:
            self.own[names.index(layout.name)] = layout
        else:
            self.own.append(layout)
        self._write()

    def rename(self, name: str, to: str) -> None:
        """Call a view of one's own something else."""
        self.own = [one.renamed(to) if one.name == name else one for one in self.own]
        self._write()

    def remove(self, name: str) -> None:
        """Forget a view of one's own."""
        self.own = [one for one in self.own if one.name != name]
        self._write()

    def _write(self) -> None:
        self._settings.setValue(_VIEWS, msgspec.json.encode(self.own).decode())

    def _whole(self, layout: Layout) -> Layout | None:
        """The view with those of its columns that there are, each once; None where none is left."""
        widths = {key: width for key, width in layout.columns if key in self._keys}
        columns = tuple((key, _bounded(width)) for key, width in widths.items())
        return Layout(layout.name[:_LONGEST], columns) if columns else None


def _bounded(width: int) -> int:
    return max(_NARROWEST, min(_WIDEST, width)) if width else 0


def _read(settings: QSettings, key: str, kind: type[T]) -> T | None:
    value = settings.value(key, "")
    try:
        return msgspec.json.decode(str(value), type=kind) if value else None
    except (msgspec.MsgspecError, ValueError):
        return None


def columns_of(layout: Layout) -> Sequence[str]:
    """The keys of its columns from left to right."""
    return [key for key, _width in layout.columns]
