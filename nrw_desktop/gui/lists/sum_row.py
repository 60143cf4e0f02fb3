"""The line below a table that has the sums of its columns, each below its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.lists.cell_painting import PADDING_X

_NAME = "Summe"


class SumRow(QWidget):
    """Follows the widths and the scrolling of one table."""

    def __init__(self, view: QTableView):
        super().__init__()
        self._view = view
        self._texts: dict[int, str] = {}
        theme.follow_text(self, lambda row: row.setFixedHeight(row.fontMetrics().lineSpacing() + 12))
        view.horizontalHeader().sectionResized.connect(self._paint_anew)
        view.horizontalScrollBar().valueChanged.connect(self._paint_anew)

    def show_sums(self, sums: dict[int, tuple[str, str]]) -> None:
        """Show sums by the place of their columns, each as what it is called and how much it is; none show nothing."""
        self._texts = {place: text for place, (_header, text) in sums.items()}
        spoken = ", ".join(f"{header} {text}" for header, text in sums.values())
        self.setAccessibleName(f"{_NAME}: {spoken}" if sums else "")
        self.update()

    def width_of(self, text: str) -> int:
        """How wide a column has to be for a sum."""
        return QFontMetrics(self._bold()).horizontalAdvance(text) + 2 * PADDING_X + 2

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _paint_anew(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._texts:
            return
        painter = QPainter(self)
        painter.setFont(self._bold())
        painter.setPen(QColor(theme.colors().text))
        beside = self._view.viewport().x()
        middle = Qt.AlignmentFlag.AlignVCenter
        left = int(Qt.AlignmentFlag.AlignLeft | middle)
        painter.drawText(PADDING_X, 0, self.width(), self.height(), left, _NAME)
        # What is scrolled away is not to be seen beside the rows' names.
        painter.setClipRect(beside, 0, self._view.viewport().width(), self.height())
        for place, text in self._texts.items():
            start = beside + self._view.columnViewportPosition(place) + PADDING_X
            width = self._view.columnWidth(place) - 2 * PADDING_X
            painter.drawText(start, 0, width, self.height(), int(Qt.AlignmentFlag.AlignRight | middle), text)
