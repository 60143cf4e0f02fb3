"""The logo of the municipality: chosen once, kept as a copy, so that it is there when its file has moved."""

from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.safe_widgets import literal, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.reports.typeset import logo

_NAME = "print/logo"
_PICTURES = "Bilder (*.png *.jpg *.jpeg)"
_WIDEST_NAME = 18


class LogoField(QWidget):
    """A button that says which logo there is and lets choose another, and one that takes it away."""

    changed = Signal()

    def __init__(self, settings: QSettings):
        super().__init__()
        self._settings = settings
        self._choose = QPushButton()
        self._choose.setObjectName("in_line")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(lambda _checked=False: self._ask())
        self._remove = QPushButton("&Ohne Logo")
        self._remove.setObjectName("in_line")
        self._remove.setAutoDefault(False)
        self._remove.clicked.connect(lambda _checked=False: self._forget())
        self.setFocusProxy(self._choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._choose, 1)
        line.addWidget(self._remove)
        self._show()

    def data(self) -> bytes | None:
        """The picture; None where no logo is wanted, or its copy is gone."""
        if not self._name():
            return None
        try:
            return _kept_copy().read_bytes()
        except OSError:
            return None

    def _name(self) -> str:
        return str(self._settings.value(_NAME, "") or "")

    def _ask(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "Logo wählen", "", _PICTURES)
        if not chosen:
            return
        try:
            _keep(Path(chosen))
        except PlanError as error:
            error_boxes.tell(self, "Logo nicht übernommen", str(error))
            return
        self._settings.setValue(_NAME, Path(chosen).name)
        self._show()
        self.changed.emit()

    def _forget(self) -> None:
        self._settings.setValue(_NAME, "")
        self._choose.setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        name = self._name()
        short = name if len(name) <= _WIDEST_NAME else f"{name[: _WIDEST_NAME - 1]}…"
        self._choose.setText(literal(short) or "Wählen …")
        self._choose.setToolTip(
            tip_text(f"{name}: anderes Logo wählen" if name else "PNG oder JPEG für den Kopf der Berichte")
        )
        self._choose.setAccessibleName(f"Logo: {name}" if name else "Logo wählen")
        self._remove.setVisible(bool(name))


def _kept_copy() -> Path:
    return paths.data_dir() / "logo"


def _keep(picture: Path) -> None:
    """Take over a picture if a report can print it.

    Raises:
        PlanError: it cannot, or the picture cannot be read or kept.
    """
    try:
        # What is too large is not even read as a whole.
        with picture.open("rb") as file:
            data = file.read(logo.MOST_BYTES + 1)
    except OSError as error:
        raise PlanError(f"„{picture.name}“ lässt sich nicht lesen. Bitte ein anderes Bild wählen.") from error
    logo.logo_of(data)
    try:
        paths.make_data_folder()
        paths.write_whole(_kept_copy(), data)
    except OSError as error:
        raise PlanError(
            "Das Logo konnte nicht übernommen werden. Ist auf dem Datenträger noch Platz? Bitte noch einmal versuchen."
        ) from error
