"""Logos for the reports: chosen once and kept as copies, so that they are there when their files have moved."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.safe_widgets import literal, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.reports.request import MOST_FUNDERS

_PICTURES = "Bilder (*.png *.jpg *.jpeg)"
_WIDEST_NAME = 18


class Place(NamedTuple):
    """Which logos a field is for: how they are called, what they are for, and how many there can be."""

    key: str
    word: str
    other: str
    purpose: str
    none: str
    most: int


OWN = Place("logo", "Logo", "anderes Logo", "PNG oder JPEG für den Kopf der Berichte", "&Ohne Logo", 1)
FUNDERS = Place(
    "funder_logo",
    "Logos der Förderung",
    "andere Logos",
    "PNG oder JPEG für die erste Seite",
    "Ohne Logos",
    MOST_FUNDERS,
)


class LogoField(QWidget):
    """A button that says which logos there are and lets choose others, and one that takes them away."""

    changed = Signal()

    def __init__(self, settings: QSettings, place: Place = OWN):
        super().__init__()
        self._settings, self._place = settings, place
        self._choose = QPushButton()
        self._choose.setObjectName("in_line")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(lambda _checked=False: self._ask())
        self._remove = QPushButton(place.none)
        self._remove.setObjectName("in_line")
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(lambda _checked=False: self._forget())
        self.setFocusProxy(self._choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._choose)
        line.addWidget(self._remove)
        line.addStretch(1)
        self._show()

    def data(self) -> tuple[bytes, ...]:
        """The pictures; none where no logo is wanted, and without those whose copy is gone."""
        found = []
        for number in range(len(self._names())):
            try:
                found.append(_kept_copy(self._place, number).read_bytes())
            except OSError:
                continue
        return tuple(found)

    def _names(self) -> list[str]:
        kept = self._settings.value(f"print/{self._place.key}", "") or ""
        names = kept if isinstance(kept, list) else [kept]
        return [str(name) for name in names if name]

    def _ask(self) -> None:
        title = f"{self._place.word} wählen"
        if self._place.most == 1:
            chosen = [QFileDialog.getOpenFileName(self, title, "", _PICTURES)[0]]
        else:
            chosen = QFileDialog.getOpenFileNames(self, title, "", _PICTURES)[0]
        pictures = [Path(name) for name in chosen if name]
        if not pictures:
            return
        try:
            _keep(self._place, pictures)
        except PlanError as error:
            error_boxes.tell(self, f"{self._place.word} nicht übernommen", str(error))
            return
        self._settings.setValue(f"print/{self._place.key}", [picture.name for picture in pictures])
        self._show()
        self.changed.emit()

    def _forget(self) -> None:
        self._settings.setValue(f"print/{self._place.key}", "")
        self._choose.setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        name = ", ".join(self._names())
        short = name if len(name) <= _WIDEST_NAME else f"{name[: _WIDEST_NAME - 1]}…"
        word = self._place.word
        self._choose.setText(literal(short) or "Wählen …")
        self._choose.setToolTip(tip_text(f"{name}: {self._place.other} wählen" if name else self._place.purpose))
        self._choose.setAccessibleName(f"{word}: {name}" if name else f"{word} wählen")
        self._remove.setVisible(bool(name))


def _kept_copy(place: Place, number: int) -> Path:
    return paths.data_dir() / (f"{place.key}_{number + 1}" if number else place.key)


def _keep(place: Place, pictures: Sequence[Path]) -> None:
    """Take over pictures if a report can print them; all or none.

    Raises:
        PlanError: there are too many, a report cannot print one, or it cannot be read or kept.
    """
    if len(pictures) > place.most:
        raise PlanError(f"Es sind {len(pictures)} Bilder gewählt. Bitte höchstens {place.most} nehmen.")
    read = [_read(picture) for picture in pictures]
    try:
        paths.make_data_folder()
        for number, data in enumerate(read):
            paths.write_whole(_kept_copy(place, number), data)
    except OSError as error:
        raise PlanError(
            "Das Logo konnte nicht übernommen werden. Ist auf dem Datenträger noch Platz? Bitte noch einmal versuchen."
        ) from error


def _read(picture: Path) -> bytes:
    from nrw_desktop.reports.typeset import logo

    try:
        # What is too large is not even read as a whole.
        with picture.open("rb") as file:
            data = file.read(logo.MOST_BYTES + 1)
    except OSError as error:
        raise PlanError(f"„{picture.name}“ lässt sich nicht lesen. Bitte ein anderes Bild wählen.") from error
    logo.logo_of(data)
    return data
