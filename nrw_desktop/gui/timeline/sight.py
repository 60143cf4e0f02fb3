"""Where everything of the timeline is in its view: rows from the top, months from the left, whatever the font."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics

from nrw_desktop.domain.queries.time_axis import YEAR, TimeAxis
from nrw_desktop.domain.text.months import MONTH_NAMES
from nrw_desktop.gui.timeline.lanes import Lane

Face = Literal["plain", "bold", "small"]

LEAST_MONTHS, MOST_MONTHS = 3, 15 * YEAR
"""What can be seen at once: from a quarter to fifteen years."""
QUARTER = 3
_AIR = 8
"""Pixels around texts."""
_LEAST_NAMES, _MOST_NAMES = 16, 30
"""The widths of the column of names, in widths of an „M“."""
_MOST_TEXTS = 4096
_SMALLER = 0.92


class Sight:
    """What is where. ``month`` is how many pixels a month has, None to show all of the axis at once."""

    def __init__(self) -> None:
        self.month: float | None = None
        self.axis = TimeAxis(0, QUARTER, 1)
        self.names_width = self.chart_width = 1
        self.tops: list[int] = [0]
        self._months: list[int] = [0]
        self._elided: dict[tuple[str, int, Face], str] = {}
        self.measure_font(QFont(), False)

    def measure_font(self, font: QFont, has_deadlines: bool) -> None:
        """Take the sizes of everything from a font; deadlines have a line of their own in the axis."""
        small, bold = QFont(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        if font.pointSizeF() > 0:
            small.setPointSizeF(font.pointSizeF() * _SMALLER)
        self.fonts: dict[Face, QFont] = {"plain": QFont(font), "bold": bold, "small": small}
        self.metrics_of: dict[Face, QFontMetrics] = {face: QFontMetrics(one) for face, one in self.fonts.items()}
        self.metrics, self.small_metrics = self.metrics_of["plain"], self.metrics_of["small"]
        self.line = self.metrics.height()
        self.lane_height = self.line + _AIR + 2
        self.head_height = self.line + self.small_metrics.height() + 2 * _AIR
        self.bar_height = max(10, round(self.line * 0.72))
        self.icon = max(16, round(self.line * 0.8))
        self.axis_line = self.small_metrics.height() + _AIR // 2
        self.axis_height = self.axis_line * (3 if has_deadlines else 2) + _AIR // 2
        self._elided.clear()

    # Rows

    def place_rows(self, lanes: Sequence[Lane]) -> None:
        """Put the rows under each other."""
        self.tops = [0]
        for lane in lanes:
            self.tops.append(self.tops[-1] + (self.head_height if lane.is_head else self.lane_height))

    @property
    def height(self) -> int:
        """How high all rows are."""
        return self.tops[-1]

    def row_at(self, y: float) -> int:
        """The number of the row at a height; one before the first or behind the last where there is none."""
        return bisect_right(self.tops, y) - 1 if y >= 0 else -1

    def row_rect(self, row: int, top: float) -> QRectF:
        """A row in the view, whose first visible line is ``top``."""
        height = self.tops[row + 1] - self.tops[row]
        return QRectF(0, self.axis_height + self.tops[row] - top, self.names_width + self.chart_width, height)

    # Months

    def place_months(self, months: list[int], width: int) -> None:
        """Have the axis hold these months in a view as wide as this."""
        wide = self.metrics.horizontalAdvance("M")
        self.names_width = round(min(max(width * 0.28, wide * _LEAST_NAMES), wide * _MOST_NAMES, width * 0.5))
        self.chart_width = max(1, width - self.names_width)
        self._months = months
        if self.month is None:
            self.axis = TimeAxis.over(months, self.chart_width)
        else:
            self.axis = TimeAxis.scaled(months, self.month, self.chart_width)

    def zoom(self, factor: float) -> bool:
        """Make months wider by a factor, as far as is useful; False where they are as wide or narrow as can be."""
        whole = TimeAxis.over(self._months, self.chart_width).month
        widest, narrowest = self.chart_width / LEAST_MONTHS, min(self.chart_width / MOST_MONTHS, whole)
        month = min(max(self.axis.month * factor, narrowest), widest)
        if abs(month - self.axis.month) < 1e-6:
            return False
        self.month = month
        self.place_months(self._months, self.names_width + self.chart_width)
        return True

    def x(self, at: float, left: float) -> float:
        """Where a time is in the view, whose chart begins with the pixel ``left`` of the axis."""
        return self.names_width + self.axis.x(at) - left

    def seen(self, left: float) -> tuple[float, float]:
        """From which time to which the view shows the axis."""
        return self.axis.at(left), self.axis.at(left + self.chart_width)

    def steps(self) -> tuple[int, int]:
        """How many months the marks of the upper and of the lower line of the axis are apart; 0 for no lower ones."""
        month, room = self.axis.month, self.small_metrics.horizontalAdvance
        years = next(
            (step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step * YEAR * month >= room("2000") + 2 * _AIR),
            1000,
        )
        if month >= room("Mär") + _AIR:
            return years * YEAR, 1
        return years * YEAR, QUARTER if month * QUARTER >= room("Q4") + _AIR else 0

    def name_of(self, at: int, step: int) -> str:
        """What a month, a quarter or a year is called on the axis."""
        if step == QUARTER:
            return f"Q{at % YEAR // QUARTER + 1}"
        if step != 1:
            return str(at // YEAR)
        name = MONTH_NAMES[at % YEAR]
        return name if self.axis.month >= self.small_metrics.horizontalAdvance("September") + 2 * _AIR else name[:3]

    # Texts

    def fitting(self, texts: Sequence[str], width: float, face: Face) -> str:
        """The first of these texts that fits whole; the last one where none does."""
        return next((text for text in texts if self.elided(text, width, face) == text), texts[-1])

    def elided(self, text: str, width: float, face: Face) -> str:
        """The text, or as much of it as fits, with an ellipsis."""
        key = (text, int(width), face)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) >= _MOST_TEXTS:
                self._elided.clear()
            found = self.metrics_of[face].elidedText(text, Qt.TextElideMode.ElideRight, int(width))
            self._elided[key] = found
        return found
