"""Paints what is seen of the timeline, and nothing else: grid, rows with their bars, names at the left, axis on top."""

from itertools import pairwise

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nrw_desktop.domain.model.records import Measure
from nrw_desktop.domain.queries.stretches import Stretch
from nrw_desktop.domain.queries.time_axis import of_day
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.colors import color
from nrw_desktop.gui.kit.row_marks import paint_frame, ring
from nrw_desktop.gui.timeline import bars
from nrw_desktop.gui.timeline.lanes import Lane, Lanes
from nrw_desktop.gui.timeline.sight import Face, Sight

PADDING = 10
_BESIDE = 8
"""Pixels between a bar and the text beside it."""
_LEAST_TEXT = 7
"""Texts beside bars have at least the room of so many lines' height, or are left out."""
_BELOW = 24
"""What stands below a bar has at least the room of so many lines' height."""


class Look(msgspec.Struct, frozen=True):
    """What else decides the picture: where it is scrolled to, which rows are marked, what is being dragged."""

    left: int
    top: int
    current: int
    hovered: int
    focused: bool
    dragged: dict[str, Stretch]


class Painting:
    """One picture of the timeline on a painter."""

    def __init__(self, painter: QPainter, lanes: Lanes, sight: Sight, look: Look):
        self._painter, self._lanes, self._sight, self._look = painter, lanes, sight, look
        self._shades = theme.colors()
        self._right = sight.names_width + sight.chart_width
        self._behind = color(self._shades.card)

    def paint(self, area: QRect) -> None:
        """Paint what lies in this part of the view."""
        painter, sight, look = self._painter, self._sight, self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, color(self._shades.card))
        offset = look.top - sight.axis_height
        first = max(0, sight.row_at(max(0, area.top() + offset)))
        last = min(len(self._lanes.shown) - 1, sight.row_at(area.bottom() + offset))
        if area.bottom() >= sight.axis_height:
            painter.save()
            painter.setClipRect(area.intersected(QRect(0, sight.axis_height, self._right, 1 << 20)))
            rows = [(row, sight.row_rect(row, look.top)) for row in range(first, last + 1)]
            for row, rect in rows:
                self._ground(row, rect)
            painter.save()
            painter.setClipRect(QRect(sight.names_width, 0, sight.chart_width, 1 << 20), Qt.ClipOperation.IntersectClip)
            self._grid(area)
            for row, rect in rows:
                self._behind = self._chart_ground(row)
                self._bars(self._lanes.shown[row], rect, self._behind)
            painter.restore()
            for row, rect in rows:
                self._name(row, rect)
            painter.restore()
        if area.top() < sight.axis_height:
            self._axis()
        if not self._lanes.shown:
            self._text("Noch keine Phasen", QRectF(0, sight.axis_height, self._right, 3 * sight.line), "plain", "muted")

    # Rows

    def _ground(self, row: int, rect: QRectF) -> None:
        painter, shades = self._painter, self._shades
        if self._lanes.shown[row].is_head and row:
            painter.fillRect(QRectF(0, rect.top(), self._right, 1), color(shades.line))
        ground = self._chart_ground(row)
        if ground != color(shades.card):
            painter.fillRect(rect, ground)
        if row == self._look.current:
            shade = shades.selection if self._look.focused else shades.selection_beside
            painter.fillRect(QRectF(0, rect.top(), self._sight.names_width, rect.height()), color(shade))

    def _chart_ground(self, row: int) -> QColor:
        marked = row in (self._look.current, self._look.hovered)
        return color(self._shades.hover if marked else self._shades.card)

    def _name(self, row: int, rect: QRectF) -> None:
        painter, sight, look = self._painter, self._sight, self._look
        lane = self._lanes.shown[row]
        said = self._lanes.said(lane)
        chosen = row == look.current and look.focused
        ink, quiet = ("on_selection", "muted_on_selection") if chosen else ("text", "muted")
        room = sight.names_width - PADDING
        late = QRectF(room - sight.icon, rect.top() + (self._first_line(lane) - sight.icon) / 2, sight.icon, sight.icon)
        if said.overdue:
            icons.paint(painter, late, "triangle-alert", getattr(self._shades, ink if chosen else "danger"))
            room -= sight.icon + PADDING // 2
        x = self.indent(lane)
        if lane.is_head:
            sign = "chevron-down" if lane.group.key in self._lanes.opened else "chevron-right"
            place = QRectF(PADDING - 4, rect.top() + (self._first_line(lane) - sight.icon) / 2, sight.icon, sight.icon)
            if lane.group.measures or lane.record is None:
                icons.paint(painter, place, sign, getattr(self._shades, ink))
        elif isinstance(lane.record, Measure):
            place = QRectF(x, rect.center().y() - sight.icon / 2, sight.icon, sight.icon)
            shade = getattr(self._shades, ink if chosen else lane.record.status)
            icons.paint(painter, place, icons.STATUS_ICONS[lane.record.status], shade)
            x += sight.icon + PADDING // 2
        face: Face = "bold" if lane.is_head else "plain"
        name = QRectF(x, rect.top(), room - x, self._first_line(lane))
        self._text(said.name, name, face, ink)
        if lane.is_head:
            # The sign of what is overdue stands in the first line alone.
            width = sight.names_width - PADDING - x
            below = QRectF(x, rect.top() + self._first_line(lane), width, rect.height() - self._first_line(lane) - 6)
            self._text(sight.fitting(said.shorter, below.width(), "small"), below, "small", quiet)
        if row == look.current and look.focused:
            paint_frame(painter, rect.toRect(), ring(False))

    def indent(self, lane: Lane) -> float:
        """Where the words of a row begin."""
        return PADDING + self._sight.icon + (0 if lane.is_head else 6)

    def _first_line(self, lane: Lane) -> float:
        return self._sight.line + 10 if lane.is_head else self._sight.lane_height

    def _text(self, text: str, place: QRectF, face: Face, role: str) -> None:
        """One line in the middle of a place, as much of it as fits."""
        sight, metrics = self._sight, self._sight.metrics_of[face]
        if place.width() <= 0:
            return
        self._painter.setFont(sight.fonts[face])
        self._painter.setPen(color(getattr(self._shades, role)))
        base = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
        self._painter.drawText(QPointF(place.left(), base), sight.elided(text, place.width(), face))

    # Bars

    def _pieces(self, stretch: Stretch) -> list[bars.Piece]:
        start = self._sight.names_width - self._look.left
        return [(start + left, start + right) for left, right in self._sight.axis.pieces(stretch.first, stretch.last)]

    def _bars(self, lane: Lane, rect: QRectF, ground: QColor) -> None:
        painter, sight, record = self._painter, self._sight, lane.record
        height = sight.bar_height
        top = rect.top() + (self._first_line(lane) - height) / 2 + (2 if lane.is_head else 0)
        if record is not None and (ghost := self._lanes.ghost(record)) is not None and ghost.own:
            bars.ghost_bar(painter, self._pieces(ghost), top - 3, height + 6)
        stretch = self._look.dragged.get(record.id) if record is not None else None
        stretch = stretch or self._lanes.lane_stretch(lane)
        said = self._lanes.said(lane)
        pieces = self._pieces(stretch) if stretch is not None else []
        if stretch is None or not pieces:
            if stretch is None and not lane.is_head and record is not None:
                self._text(
                    said.period, QRectF(sight.names_width + PADDING, rect.top(), 600, rect.height()), "small", "muted"
                )
            self._below(lane, [], rect)
            return
        if isinstance(record, Measure):
            if not stretch.own:
                bars.thin_line(painter, pieces, rect.center().y())
            else:
                bars.measure_bar(painter, pieces, top, height, record.status, bool(said.overdue))
                self._faded(pieces, stretch, top, height, ground)
            self._beside(lane, pieces, rect)
        elif lane.is_head or record is not None:
            bars.group_bar(painter, pieces, top, height, self._lanes.shares(lane), stretch.derived)
            self._faded(pieces, stretch, top, height, ground)
            self._below(lane, pieces, rect)

    def _faded(self, pieces: list[bars.Piece], stretch: Stretch, top: float, height: float, ground: QColor) -> None:
        if not stretch.ends:
            bars.fade(self._painter, pieces[-1], top, height, ground, to_right=True)
        if not stretch.starts:
            bars.fade(self._painter, pieces[0], top, height, ground, to_right=False)

    def _below(self, lane: Lane, pieces: list[bars.Piece], rect: QRectF) -> None:
        """What is due next in a group, and with whom, below its bar."""
        if not lane.is_head:
            return
        said, sight = self._lanes.said(lane), self._sight
        rest = " · ".join(part for part in (said.next, said.responsible) if part)
        if not pieces and not rest:
            rest = said.period
        left = min(pieces[0][0] if pieces else 0.0, self._right - _BELOW * sight.line)
        left, first = max(left, sight.names_width + (2 if pieces else PADDING)), self._first_line(lane)
        place = QRectF(left, rect.top() + first + 2, self._right - left - PADDING, rect.height() - first - 6)
        self._phrase(*self._pointed(said.late, rest, pieces), place)

    def _pointed(self, late: str, rest: str, pieces: list[bars.Piece]) -> tuple[str, str]:
        """The words, with an arrow to where the bar lies if that is out of sight."""
        if not pieces or not (late or rest):
            return late, rest
        if pieces[-1][1] <= self._sight.names_width:
            return (f"◂ {late}", rest) if late else (late, f"◂ {rest}")
        return late, f"{rest} ▸".strip() if pieces[0][0] >= self._right else rest

    def _phrase(self, late: str, rest: str, place: QRectF) -> None:
        """What is overdue, in the colour of what is wrong, and the rest behind it, in one line."""
        if not (late or rest):
            return
        metrics = self._sight.small_metrics
        wide = min(metrics.horizontalAdvance(f"{late} · {rest}" if late and rest else late or rest), place.width())
        # The lines of months do not run through letters.
        behind = QRectF(place.left() - 2, place.center().y() - metrics.height() / 2, wide + 4, metrics.height())
        self._painter.fillRect(behind, self._behind)
        if late:
            self._text(late, place, "small", "danger")
            rest = f" · {rest}" if rest else ""
            place = place.adjusted(metrics.horizontalAdvance(late), 0, 0, 0)
        self._text(rest, place, "small", "muted")

    def _beside(self, lane: Lane, pieces: list[bars.Piece], rect: QRectF) -> None:
        """When a measure is due, and who is responsible, at the side of its bar that has room."""
        said, sight = self._lanes.said(lane), self._sight
        state = said.state if not said.overdue else ""
        words = " · ".join(part for part in (state, said.period, said.responsible) if part)
        late, rest = self._pointed(said.late, words, pieces)
        whole = f"{late} · {rest}" if late else rest
        need = sight.small_metrics.horizontalAdvance(whole) + 1
        left, right = pieces[0][0] - _BESIDE, max(pieces[-1][1], sight.names_width) + _BESIDE
        least = _LEAST_TEXT * sight.line
        behind, before = self._right - right - PADDING, left - sight.names_width - _BESIDE
        if need <= behind or (behind >= least and behind >= before):
            self._phrase(late, rest, QRectF(right, rect.top(), behind, rect.height()))
        elif before >= least:
            room, end = min(need, before), min(left, self._right - PADDING)
            self._phrase(late, rest, QRectF(end - room, rect.top(), room, rect.height()))

    # The axis

    def _grid(self, area: QRect) -> None:
        painter, sight, shades = self._painter, self._sight, self._shades
        high = QRectF(0, area.top(), 1, area.height())
        upper, lower = sight.steps()
        for step in (lower, upper):
            if step:
                for at, _after in sight.axis.spans(step, *sight.seen(self._look.left)):
                    x = sight.x(at, self._look.left)
                    if sight.names_width < x < self._right:
                        painter.fillRect(high.translated(round(x), 0), color(shades.line))
        for start, end in sight.axis.cuts:
            left, right = sight.x(start, self._look.left), sight.x(end, self._look.left)
            painter.fillRect(QRectF(left, area.top(), right - left, area.height()), color(shades.window))
        pen = QPen(color(shades.muted), 1, Qt.PenStyle.DotLine)
        for when, _what in self._lanes.deadlines:
            if sight.axis.holds(when):
                painter.setPen(pen)
                x = sight.x(when, self._look.left)
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 1))
        now = of_day(self._lanes.today)
        if sight.axis.holds(now):
            line = QRectF(sight.x(now, self._look.left) - 1, area.top(), 2, area.height())
            painter.fillRect(line, color(shades.danger))

    def _axis(self) -> None:
        painter, sight, shades = self._painter, self._sight, self._shades
        painter.save()
        band = QRectF(0, 0, self._right, sight.axis_height)
        painter.fillRect(band, color(shades.card))
        painter.fillRect(QRectF(0, band.bottom() - 1, band.width(), 1), color(shades.edge))
        painter.setClipRect(QRectF(sight.names_width, 0, sight.chart_width, sight.axis_height))
        upper, lower = sight.steps()
        self._labels(upper, 0, "bold")
        if lower:
            self._labels(lower, sight.axis_line, "small")
        for start, end in sight.axis.cuts:
            self._break(sight.x((start + end) / 2, self._look.left), band)
        self._today()
        self._deadlines()
        painter.restore()

    def _labels(self, step: int, top: float, face: Face) -> None:
        """The names of months, quarters or years; the first stays in sight while its stretch is."""
        sight, left = self._sight, self._look.left
        for at, after in sight.axis.spans(step, *sight.seen(left)):
            start, end = sight.x(at, left), sight.x(after, left)
            if start > sight.names_width:
                mark = QRectF(round(start), top, 1, sight.axis_height - top)
                self._painter.fillRect(mark, color(self._shades.line))
            text, x = sight.name_of(at, step), max(start, sight.names_width) + 5
            if sight.metrics_of[face].horizontalAdvance(text) <= end - x:
                self._text(text, QRectF(x, top, end - x, sight.axis_line), face, "text" if face == "bold" else "muted")

    def _break(self, x: float, band: QRectF) -> None:
        """Two strokes across the axis where years are cut out."""
        self._painter.setPen(QPen(color(self._shades.muted), 1.4))
        for at in (x - 2, x + 2):
            self._painter.drawLine(QPointF(at - 2, band.bottom()), QPointF(at + 2, band.bottom() - 10))

    def _today(self) -> None:
        sight, today = self._sight, of_day(self._lanes.today)
        if not sight.axis.holds(today):
            return
        x = sight.x(today, self._look.left)
        wide = sight.metrics_of["small"].horizontalAdvance("heute") + 8
        left = min(max(x - wide / 2, sight.names_width), self._right - wide)
        if not sight.names_width - 1 <= x <= self._right + 1:
            return
        place = QRectF(left, sight.axis_line, wide, sight.axis_line)
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._shades.danger))
        painter.drawRoundedRect(place, 3, 3)
        painter.drawRect(QRectF(x - 1, place.bottom() - 1, 2, sight.axis_height))
        self._text("heute", place.adjusted(4, 0, 0, 0), "small", "card")

    def _deadlines(self) -> None:
        """Diamonds in a line of their own, and what they are where the next one leaves room."""
        sight = self._sight
        found = [(sight.x(at, self._look.left), what) for at, what in self._lanes.deadlines if sight.axis.holds(at)]
        middle, size = sight.axis_line * 2.5, sight.axis_line * 0.6
        for (x, what), (after, _) in pairwise([*found, (float(self._right), "")]):
            bars.diamond(self._painter, x, middle, size)
            left = x + size
            if after - size - left >= 3 * sight.line:
                self._text(
                    what,
                    QRectF(left, middle - sight.axis_line / 2, after - size - left, sight.axis_line),
                    "small",
                    "muted",
                )
