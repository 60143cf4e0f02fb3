"""The sentence that stands in a card in the place of rows."""

from PySide6.QtCore import Qt

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID


class Hint(Label):
    """A quiet sentence at the top."""

    def __init__(self) -> None:
        super().__init__()
        theme.named(self, "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID)
