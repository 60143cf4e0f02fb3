"""What the plan still lacks, kind by kind; it follows the work and leads to each place."""

from collections import Counter

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import table_of
from nrw_desktop.domain.queries import checks
from nrw_desktop.domain.text.values import running_date
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import Entry, GroupedList, Heading, Line, Row
from nrw_desktop.gui.panels.side_panel import SidePanel, existing
from nrw_desktop.gui.session import gap_search
from nrw_desktop.gui.session.plan_window import PlanWindow

LISTED = 100
"""Gaps of one kind that are listed; the heading counts all."""

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
        self._search = gap_search.of(window.workspace)
        self._search.watch(self)
        self._search.found.connect(self._show)
        self._kinds.activated.connect(self._choose_kind)
        self._list.chosen.connect(self._go)

    def come(self) -> None:
        """Come up with the keyboard in the list; go where the keyboard is there already."""
        if self.isVisible() and self.isAncestorOf(QApplication.focusWidget() or self):
            self.close()
            return
        self.open()
        self._take_keyboard()

    def show_kind(self, kind: str) -> None:
        """Come up with the gaps of one kind, and the keyboard there."""
        self._settings.setValue(_SETTING, kind)
        if self.isVisible():
            self._show()
        else:
            self.open()
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        (self._list if self._list.isVisible() else self._kinds).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.show_rows(())
        self._search.look(at_once=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._search.rest()

    def _show(self) -> None:
        if not self.isVisible():
            return
        gaps = self._search.gaps
        counts = Counter(gap.kind for gap in gaps)
        chosen = self._fill_kinds(counts)
        rows: list[Row] = []
        listed: Counter[str] = Counter()
        for gap in gaps:
            if chosen in ("", gap.kind) and listed[gap.kind] < LISTED:
                if not listed[gap.kind]:
                    rows.append(Heading(checks.TITLES[gap.kind], counts[gap.kind]))
                listed[gap.kind] += 1
                rows.append(Entry((gap.kind, gap.record.id, gap.text), lambda gap=gap: Line(gap.text)))  # type: ignore[misc]
        self._list.show_rows(rows, self._list.current_key())
        self._list.setVisible(bool(rows))
        self.card.set_count(len(gaps))
        day = running_date(self._search.day.isoformat())
        self._well.setVisible(not rows)
        self._well.setText("Alles vollständig." if not gaps else "Von dieser Art ist nichts mehr offen.")
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
        gap = next((gap for gap in self._search.gaps if gap.kind == kind and gap.record.id == record_id), None)
        record = self.workspace.plan.record(table_of(gap.record), record_id) if gap else None
        if record is None:
            self._search.look()
        else:
            self.lead_to(record)


def show(window: PlanWindow) -> None:
    """Open the panel of a window, go to it, or close it where the keyboard is in it."""
    (existing(window, ChecksPanel) or ChecksPanel(window)).come()


def show_kind(window: PlanWindow, kind: str) -> None:
    """Open the panel of a window at the gaps of one kind."""
    (existing(window, ChecksPanel) or ChecksPanel(window)).show_kind(kind)
