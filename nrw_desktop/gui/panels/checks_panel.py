"""What the plan still lacks, kind by kind; it follows the work and leads to each place."""

import datetime as dt
from collections import Counter

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change, table_of
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.queries.checks import Gap
from nrw_desktop.domain.text.values import running_date
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.idle import Pieces
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import Entry, GroupedList, Heading, Line, Row
from nrw_desktop.gui.panels.side_panel import SidePanel, existing
from nrw_desktop.gui.session.plan_window import PlanWindow

LISTED = 100
"""Gaps of one kind that are listed; the heading counts all."""

_AFTER_A_CHANGE = 400
_SETTING = "gaps/kind"
_ALL = "Alle Arten"


class ChecksPanel(SidePanel):
    """Looks for gaps only while it is seen, and only when nothing has been edited for a moment."""

    def __init__(self, window: PlanWindow):
        self._list = GroupedList("Was noch fehlt oder nicht stimmt")
        self._kinds = ComboBox()
        self._kinds.setAccessibleName("Welche Art")
        self._foot = theme.named(Label(), "muted")
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(GRID, 0, GRID, GRID // 2)
        self._well = Label()
        self._well.setWordWrap(True)
        self._well.setContentsMargins(GRID, GRID, GRID, 0)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._kinds)
        layout.addWidget(self._well)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._foot)
        layout.addStretch(0)
        super().__init__(window, "Prüfen", "gaps_panel", body)
        self.workspace, self._settings = window.workspace, window.settings
        self._gaps: list[Gap] = []
        self._today = dt.date.today()
        self._looking = Pieces(self)
        self._looking.done.connect(self._found)
        self._later = QTimer(self, singleShot=True, interval=_AFTER_A_CHANGE)
        self._later.timeout.connect(lambda: self._look(at_once=False))
        self._kinds.activated.connect(self._choose_kind)
        self._list.chosen.connect(self._go)
        self.workspace.changed.connect(self._follow)

    def come(self) -> None:
        """Come up with the keyboard in the list; go where the keyboard is there already."""
        if self.isVisible() and self.isAncestorOf(QApplication.focusWidget() or self):
            self.close()
            return
        self.open()
        (self._list if self._list.isVisible() else self._kinds).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.show_rows(())
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._looking.stop()

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        self._looking.stop()
        if self.isVisible():
            self._later.start()

    def _look(self, at_once: bool = True) -> None:
        """Look through the newest plan; in pieces, where that takes long."""
        self._later.stop()
        self._today = dt.date.today()
        self._looking.start(checks.pieces(self.workspace.plan, self._today), at_once)

    def _found(self, pieces: list[list[Gap]]) -> None:
        self._gaps = checks.ordered(gap for piece in pieces for gap in piece)
        self._show()

    def _show(self) -> None:
        counts = Counter(gap.kind for gap in self._gaps)
        chosen = self._fill_kinds(counts)
        rows: list[Row] = []
        listed: Counter[str] = Counter()
        for gap in self._gaps:
            if chosen in ("", gap.kind) and listed[gap.kind] < LISTED:
                if not listed[gap.kind]:
                    rows.append(Heading(checks.TITLES[gap.kind], counts[gap.kind]))
                listed[gap.kind] += 1
                rows.append(Entry((gap.kind, gap.record.id, gap.text), lambda gap=gap: Line(gap.text)))  # type: ignore[misc]
        self._list.show_rows(rows, self._list.current_key())
        self._list.setVisible(bool(rows))
        self.card.set_count(len(self._gaps))
        day = running_date(self._today.isoformat())
        self._well.setVisible(not rows)
        self._well.setText("Alles vollständig." if not self._gaps else "Von dieser Art ist nichts mehr offen.")
        cut = any(counts[kind] > LISTED for kind in listed)
        self._foot.setText(f"Stand: {day}." + (f" Von jeder Art stehen die ersten {LISTED} hier." if cut else ""))

    def _fill_kinds(self, counts: Counter[str]) -> str:
        """Offer the kinds that there are, and the one chosen last; that one, empty for all."""
        chosen = str(self._settings.value(_SETTING, "") or "")
        chosen = chosen if chosen in checks.TITLES else ""
        self._kinds.clear()
        self._kinds.addItem(f"{_ALL} ({counts.total()})", "")
        for kind, title in checks.TITLES.items():
            if counts[kind] or kind == chosen:
                self._kinds.addItem(f"{title} ({counts[kind]})", kind)
        self._kinds.setCurrentIndex(self._kinds.findData(chosen))
        return chosen

    def _choose_kind(self, _place: int) -> None:
        self._settings.setValue(_SETTING, self._kinds.currentData())
        self._show()

    def _go(self, key: tuple[str, str, str]) -> None:
        """Show the record that a gap is about."""
        kind, record_id, _text = key
        gap = next((gap for gap in self._gaps if gap.kind == kind and gap.record.id == record_id), None)
        record = self.workspace.plan.record(table_of(gap.record), record_id) if gap else None
        if record is None:
            self._look()
        else:
            self.lead_to(record)


def show(window: PlanWindow) -> None:
    """Open the panel of a window, go to it, or close it where the keyboard is in it."""
    (existing(window, ChecksPanel) or ChecksPanel(window)).come()
