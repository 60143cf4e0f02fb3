"""The line of today: what is overdue, what is due soon and which deadline comes; each part leads to what it counts."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import today_line
from nrw_desktop.domain.queries.standing import Standing
from nrw_desktop.gui.cards.enter_button import EnterButton
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import Label, literal
from nrw_desktop.gui.kit.theme import GRID

_ICONS = {
    "overdue": ("triangle-alert", "danger"),
    "soon": ("clock", "text"),
    "deadline": ("calendar-days", "text"),
    "done": ("circle-check", "done"),
}


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _PartButton(EnterButton):
    """Leaves the arrows to the line; Qt would go by the stops of Tab."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TodayLine(QWidget):
    """Shows the parts of a `Standing`. `part_wanted` carries one that was chosen, and the button that it has.

    Tab stops here once; the arrows go from part to part.
    """

    part_wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Heute")
        self._buttons: dict[str, EnterButton] = {}
        self._parts: dict[str, today_line.Part] = {}
        self._rest = theme.named(Label(), "muted")
        # As many as there are parts; most often the first one has all of them.
        self._lines = [QHBoxLayout() for _part in range(len(_ICONS) + 1)]
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        for line in self._lines:
            line.setSpacing(GRID)
            line.setAlignment(Qt.AlignmentFlag.AlignLeft)
            page.addLayout(line)
        for kind, (icon, role) in _ICONS.items():
            button = theme.named(_PartButton(), "today")
            icons.assign(button, icon, role)
            button.clicked.connect(partial(self._choose, kind))
            button.hide()
            self._buttons[kind] = button
        for part in (*self._buttons.values(), self._rest):
            self._lines[0].addWidget(part)

    def show_standing(self, plan: Plan, standing: Standing) -> None:
        """Show the parts; those with nothing behind them are words alone, after the others."""
        parts = today_line.parts(plan, standing)
        self._parts = {part.kind: part for part in parts if part.leads_on}
        focus = next((kind for kind, button in self._buttons.items() if button.hasFocus()), None)
        for kind, button in self._buttons.items():
            part = self._parts.get(kind)
            if part is not None:
                icons.word(button, literal(part.words))
            button.setVisible(part is not None)
        self._rest.setText(today_line.SEPARATOR.join(part.words for part in parts if not part.leads_on))
        self._rest.setVisible(bool(self._rest.text()))
        self._break_lines()
        if focus not in self._parts:
            self._stop_at(next(iter(self._parts), None))
            if focus is not None:
                self.focus_first()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for each part by itself: where there is no room beside each other, they stand in more lines."""
        return QSize(
            max((one.sizeHint().width() for one in self._all()), default=0), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_lines()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._break_lines()
        return done

    def _break_lines(self) -> None:
        """Have as many parts in each line as there is room for."""
        number, used = 0, 0
        for part in self._all():
            width = part.sizeHint().width()
            if used and used + width > self.width():
                number, used = number + 1, 0
            used += width + GRID
            if self._lines[number].indexOf(part) < 0:
                self._lines[number].addWidget(part)
        for place, line in enumerate(self._lines):
            line.setContentsMargins(0, GRID if 0 < place <= number else 0, 0, 0)

    def _all(self) -> list[QWidget]:
        """The parts as they stand one after the other, and the words behind them."""
        return [*self._shown(), *([self._rest] if self._rest.text() else [])]

    def focus_first(self) -> bool:
        """Put the keyboard on the part where Tab stops; False where none leads anywhere."""
        button = next((one for one in self._shown() if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        return button is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._shown()
        here = next((place for place, button in enumerate(shown) if button.hasFocus()), None)
        if event.key() not in _STEPS or here is None:
            super().keyPressEvent(event)
            return
        shown[(here + _STEPS[Qt.Key(event.key())]) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, kind: str, _checked: bool = False) -> None:
        self._stop_at(kind)
        self.part_wanted.emit(self._parts[kind], self._buttons[kind])

    def _shown(self) -> list[EnterButton]:
        return [self._buttons[kind] for kind in self._parts]

    def _stop_at(self, wanted: str | None) -> None:
        for kind, button in self._buttons.items():
            is_it = kind == wanted
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_it else Qt.FocusPolicy.ClickFocus)
