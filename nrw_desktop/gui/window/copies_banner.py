"""The banner over the pages that tells of a copy of the plan with steps that the plan lacks."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from nrw_desktop.gui.cards.enter_button import EnterButton
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.safe_widgets import Label, Sign
from nrw_desktop.gui.kit.theme import GRID

if TYPE_CHECKING:
    from nrw_desktop.storage.upkeep.copies import OtherVersion

_ICON = 20


class CopiesBanner(QFrame):
    """``merge`` is done with the copy that is told of, ``waive`` where the person does not want to hear of it now."""

    def __init__(self, merge: "Callable[[OtherVersion], None]", waive: Callable[[], None]):
        super().__init__()
        self._found: list[OtherVersion] = []
        theme.named(self, "copies_banner")
        self.setAccessibleName("Andere Kopie des Plans")
        sign = Sign(_ICON, "Kopie")
        icons.assign(sign, "copy", "accent")
        self._words = Label()
        self._words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        line.setSpacing(GRID)
        line.addWidget(sign)
        line.addSpacing(GRID // 2)
        line.addWidget(self._words, 1)
        for text, do in (("Zusammenführen …", lambda: merge(self._found[0])), ("Nicht jetzt", waive)):
            button = EnterButton(text)
            button.clicked.connect(lambda _checked=False, do=do: do())
            line.addWidget(button)
        self.hide()

    def tell(self, found: "list[OtherVersion]") -> None:
        """Tell of these copies, the first of them by its name; nothing is shown where there are none."""
        self._found = found
        if found:
            self._words.setText(sentence(found))
        self.setVisible(bool(found))
        if found:
            announce(self, self._words.text())


def sentence(found: "list[OtherVersion]") -> str:
    """Which copy has what the plan lacks."""
    first = found[0]
    steps = "1 Schritt, der" if first.steps == 1 else f"{first.steps} Schritte, die"
    lacks = "fehlt" if first.steps == 1 else "fehlen"
    at = f" (zuletzt {first.at:%d.%m.%Y, %H:%M} Uhr)" if first.at else ""
    if first.is_backup:
        said = (
            f"Die letzte Sicherung enthält {steps} in dieser Datei {lacks}{at}: Wahrscheinlich wurde eine ältere "
            "Fassung an ihre Stelle gelegt."
        )
    else:
        said = f"Daneben liegt „{first.path.name}“, eine Kopie dieses Plans. Sie enthält {steps} hier {lacks}{at}."
    if len(found) > 1:
        more = len(found) - 1
        said += f" Und {'noch eine weitere Kopie' if more == 1 else f'{more} weitere Kopien'}."
    return said
