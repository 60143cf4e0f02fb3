"""Which screen a room looks at, and which one it does not see; chosen once, and kept."""

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QScreen

_SHOWN, _OPENLY = "presentation_screen", "presentation_writes_openly"


class Screens:
    """The screens there are, as the settings want them used."""

    def __init__(self, settings: QSettings):
        self._settings = settings

    @property
    def all(self) -> list[QScreen]:
        """All screens."""
        return QGuiApplication.screens()

    def for_room(self, beside: QScreen) -> QScreen:
        """The screen for the room: the one that was chosen, else another than this, if there is one."""
        kept = self._settings.value(_SHOWN)
        others = [screen for screen in self.all if screen is not beside]
        known = [screen for screen in self.all if screen.name() == kept]
        return (*known, *others, beside)[0]

    def choose(self, screen: QScreen) -> None:
        """Keep that the room looks at this one."""
        self._settings.setValue(_SHOWN, screen.name())

    def unseen(self, shown: QScreen, first: QScreen) -> QScreen | None:
        """One that the room does not see, rather this one than any other; None where it is to read along, too."""
        if self.writes_openly:
            return None
        # Of two that show the same, the room sees both.
        apart = (one for one in (first, *self.all) if not one.geometry().intersects(shown.geometry()))
        return next(apart, None)

    @property
    def writes_openly(self) -> bool:
        """Whether the room is to read along what is being written."""
        return bool(self._settings.value(_OPENLY, False, bool))

    def write_openly(self, openly: bool) -> None:
        """Keep whether it is."""
        self._settings.setValue(_OPENLY, openly)
