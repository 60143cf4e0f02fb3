"""The head of a phase's page: its title and period to type into, its progress, and the button that prints it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.domain.queries import period, progress
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, LineEdit, tip_text
from nrw_desktop.gui.kit.theme import GRID, make_heading

if TYPE_CHECKING:
    from nrw_desktop.gui.forms.binder import Binder

_WIDEST_PERIOD = 520
_NARROW = 720
"""Pixels of the page below which the words of the button are short and the bar is left out."""
_PERIOD_TIP = (
    "Zeitraum der Phase, zum Beispiel:\n\nMärz bis Juli 2017\n08/2017–12/2017\nJuli 2018 bis Projektende\n"
    "3 Monate vor Projektende bis Projektende\nim Anschluss an Phase 2 bis Ende von Phase 3\n\n"
    "Was sich nach dem Projektende oder nach einer Phase richtet, folgt ihm von selbst."
)


class PhaseHead(QWidget):
    """Shows one phase; `bind` makes its fields write what is typed."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._binder: Binder | None = None
        self.title = theme.named(LineEdit(), "title")
        self.title.setProperty("role", "title")
        make_heading(self.title)
        self.title.setAccessibleName("Titel der Phase")
        self.title.setPlaceholderText("Titel der Phase")
        self.period = theme.named(LineEdit(), "period")
        self.period.setProperty("role", "quiet")
        self.period.setAccessibleName("Zeitraum der Phase")
        self.period.setPlaceholderText("Zeitraum, zum Beispiel März bis Juli 2017 oder Juli 2018 bis Projektende")
        self.period.setToolTip(tip_text(_PERIOD_TIP))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("Fortschritt")
        self._progress = theme.named(ElidedLabel(), "muted")
        self.derived = theme.named(Label("Jahr erschlossen"), "count")
        self.derived.setToolTip(
            "Das Jahr steht nicht in der Vorlage, es folgt aus der Phase davor. Wer den Zeitraum ändert, legt es fest."
        )
        self.print = QPushButton()
        self._word_print(narrow=False)
        icons.assign(self.print, "printer")
        self.print.setToolTip("Vorschau, Druck und PDF dieser Phase (Strg+P)")
        self.print.setAccessibleName("Phasenübersicht drucken")
        self.print.clicked.connect(self.print_wanted)
        self._words = ""
        theme.follow_text(self, PhaseHead._fit_period)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for widget in (self.period, self.derived, self._bar, self._progress):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addLayout(line)
        head = QHBoxLayout(self)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(self.print, 0, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it gets once the bar is left out and the words are short."""
        hint = super().minimumSizeHint()
        hint.setWidth(min(hint.width(), 360))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        if self._bar.isHidden() != narrow:
            self._bar.setHidden(narrow)
            self._word_print(narrow)

    def bind(self, binder: "Binder", phase: str) -> None:
        """Let the fields write to the plan, and follow it by themselves from now on."""
        self._binder = binder
        self._binder.show(phase)

    def focus(self, field: str) -> None:
        """Put the keyboard on a field."""
        if self._binder is not None:
            self._binder.focus(field)

    def show_phase(self, plan: Plan, phase: Phase) -> None:
        """Show title and period."""
        text = period.shown(plan, phase)
        if self._binder is None:
            self.title.setText(phase.title)
            self.period.setText(text)
        self.derived.setVisible(bool(phase.start_derived))
        self._words = text
        self._fit_period()

    def show_progress(self, plan: Plan, phase: Phase) -> None:
        """Show how many measures are done."""
        state = progress.of_phase(plan, phase)
        self._bar.setRange(0, max(1, state.total))
        self._bar.setValue(state.done)
        self._progress.setText(state.text)
        self._bar.setToolTip(tip_text(state.text))
        self._bar.setAccessibleDescription(state.text)

    def _fit_period(self) -> None:
        """Make the period as wide as its words."""
        fit = self.period.fontMetrics().horizontalAdvance(self._words or self.period.placeholderText())
        self.period.setFixedWidth(min(max(theme.scaled(120), fit + 32), theme.scaled(_WIDEST_PERIOD)))

    def rename(self) -> None:
        """Put the keyboard on the title, to be typed over."""
        self.title.setFocus()
        self.title.selectAll()

    def _word_print(self, narrow: bool) -> None:
        self.print.setText(beside_icon("Drucken" if narrow else "Phasenübersicht drucken"))
