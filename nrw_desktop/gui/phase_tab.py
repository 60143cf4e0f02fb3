"""The tab of one phase: its head, its measures with the form of the chosen one, its goals and its partners."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits, goals, partners, progress
from nrw_desktop.domain.change import Change
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import Goal, Measure, Phase, Record
from nrw_desktop.domain.words import caption
from nrw_desktop.gui import icons, theme
from nrw_desktop.gui.actions import beside_icon
from nrw_desktop.gui.card import Card
from nrw_desktop.gui.columns import MEASURES
from nrw_desktop.gui.forms import Binder, load_form
from nrw_desktop.gui.later import after_first_paint
from nrw_desktop.gui.outline import Outline
from nrw_desktop.gui.outline_view import OutlineView
from nrw_desktop.gui.phase_outlines import GOALS, MENTIONS
from nrw_desktop.gui.record_table import RecordTable
from nrw_desktop.gui.record_view import RecordView
from nrw_desktop.gui.theme import GRID, heading_font
from nrw_desktop.gui.workspace import Workspace

_FRAME = 9


class PhaseTab(QWidget):
    """One phase. `commands` are what the window's actions call while this tab is in front."""

    print_wanted = Signal(object)

    def __init__(self, workspace: Workspace, phase: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace, self.phase = workspace, phase
        self._measures = RecordView(RecordTable(workspace, MEASURES, phase, self))
        self._goals = OutlineView(Outline(workspace, GOALS, phase, self))
        self._partners = OutlineView(Outline(workspace, MENTIONS, phase, self), self._unnamed_partners)
        self._views = (self._measures, self._goals, self._partners)
        self._form: Binder | None = None
        self._build()
        self._refresh(workspace.plan, None)
        workspace.changed.connect(self._refresh)
        self._measures.chosen.connect(self._show_measure)
        after_first_paint(self, self._load_form)
        for view in self._views:
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(partial(self._want_context_menu, view))
        self.commands: dict[str, Callable[[], None]] = {
            "add_measure": self._measures.add,
            "add_goal": lambda: self._goals.add(self._goal_list()),
            "add_partner": self._partners.add,
            "edit": lambda: self._active().edit_current(),
            "delete": self._delete,
            "move_up": lambda: self._move(-1),
            "move_down": lambda: self._move(1),
            "indent": lambda: self._nest(edits.goals.indent),
            "outdent": lambda: self._nest(edits.goals.outdent),
            "goal_style": self._toggle_goal_style,
            "toggle_form": self._toggle_form,
            "rename_phase": self._rename,
        }

    context_menu_wanted = Signal(object)

    def _want_context_menu(self, view: RecordView | OutlineView, at: QPoint) -> None:
        self.context_menu_wanted.emit(view.viewport().mapToGlobal(at))

    # Building

    def _build(self) -> None:
        writable = not self._workspace.read_only
        self._measures_card = Card("Maßnahmen", self._measures)
        self._measures_card.add_button("Neu", "plus", "Neue Maßnahme (Strg+M)", self._measures.add, writable)
        self._goals_card = Card("Ziele", self._goals)
        self._goals_card.add_button("", "list-ordered", "Nummern oder Punkte", self._toggle_goal_style, writable)
        self._goals_card.add_button(
            "Neu", "plus", "Neues Ziel (Strg+G)", lambda: self._goals.add(self._goal_list()), writable
        )
        self._partners_card = Card("Kooperationspartner", self._partners)
        self._partners_card.add_button(
            "Neu", "plus", "Kooperationspartner nennen (Strg+K)", self._partners.add, writable
        )
        self._form_host = QWidget()
        self._form_layout = QVBoxLayout(self._form_host)
        self._form_layout.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        self._form_card = Card("Einzelheiten", self._form_host, count=False)
        self._form_card.add_button("", "x", "Einzelheiten ausblenden (F4)", self._toggle_form)

        left = _column(self._measures_card, self._form_card, (3, 1))
        right = _column(self._goals_card, self._partners_card, (2, 3))
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(GRID + 4)
        sides.setChildrenCollapsible(False)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setStretchFactor(0, 13)
        sides.setStretchFactor(1, 7)
        sides.setSizes([780, 420])
        page = QVBoxLayout(self)
        # The fields of the head show a frame only in use: their words line up with the cards, not their frames.
        page.setContentsMargins(2 * GRID - _FRAME, GRID + 4, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(self._head())
        cards = QHBoxLayout()
        cards.setContentsMargins(_FRAME, 0, 0, 0)
        cards.addWidget(sides)
        page.addLayout(cards, 1)
        self._head_binder = Binder(self, "phase", self._workspace)

    def _head(self) -> QHBoxLayout:
        self._title = theme.named(QLineEdit(), "title")
        self._title.setProperty("role", "title")
        self._title.setFont(heading_font(QApplication.font()))
        self._title.setAccessibleName("Titel der Phase")
        self._title.setPlaceholderText("Titel der Phase")
        self._period = theme.named(QLineEdit(), "period")
        self._period.setProperty("role", "quiet")
        self._period.setAccessibleName("Zeitraum der Phase")
        self._period.setPlaceholderText("Zeitraum, zum Beispiel März bis Juli 2017")
        self._period.setToolTip("Zeitraum: „März bis Juli 2017“, „08/2017–12/2017“ oder „Juli 2018 bis Projektende“")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("Fortschritt")
        self._progress = theme.named(QLabel(), "muted")
        self._derived = theme.named(QLabel("Jahr erschlossen"), "count")
        self._derived.setToolTip(
            "Das Jahr steht nicht in der Vorlage, es folgt aus der Phase davor. Wer den Zeitraum ändert, legt es fest."
        )
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for widget, stretch in ((self._period, 0), (self._derived, 0), (self._bar, 0), (self._progress, 0)):
            line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addLayout(line)
        print_button = theme.named(QPushButton(beside_icon("Phasenübersicht drucken")), "primary")
        icons.assign(print_button, "printer", "on_accent")
        print_button.setToolTip("Vorschau, Druck und PDF dieser Phase (Strg+P)")
        print_button.clicked.connect(lambda: self.print_wanted.emit(self.phase))
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(print_button, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _load_form(self) -> None:
        form = load_form("measure", self._form_host)
        self._form_layout.addWidget(form)
        self._form = Binder(form, "measure", self._workspace)
        if not self._measures.currentIndex().isValid() and self._measures.model().rowCount():
            self._measures.setCurrentIndex(self._measures.model().index(0, 0))
        self._show_measure(self._measures.current_record())

    # What the window calls

    def reveal(self, record: Record) -> None:
        """Choose a record of this phase and bring it into sight."""
        if isinstance(record, Measure):
            self._measures.select(record.id)
            self._measures.setFocus()
        elif isinstance(record, Goal):
            self._goals.select(record.id)
            self._goals.setFocus()
        elif self._partners.select(record.id):
            self._partners.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard where people start: on the measures."""
        self._measures.setFocus()

    def fill_move_menu(self, menu: QMenu) -> None:
        """The other phases, as places that the chosen row can go to."""
        menu.clear()
        for number, phase in enumerate(self._workspace.plan.phases, 1):
            if phase.id != self.phase:
                mnemonic = "&" if number < 10 else ""
                title = phase.title.replace("&", "&&")
                menu.addAction(f"{mnemonic}{number}  {title}").triggered.connect(partial(self._move_to, phase.id))
        menu.setEnabled(not menu.isEmpty())

    def state(self) -> dict[str, str]:
        """Column and splitter widths, to come back at the next start."""
        splitters = self.findChildren(QSplitter)
        widths = [self._measures.columnWidth(place) for place in range(1, len(MEASURES.columns))]
        return {
            "columns": ",".join(map(str, widths)),
            "splitters": ";".join(",".join(map(str, splitter.sizes())) for splitter in splitters),
            "form": str(int(not self._form_card.isHidden())),
        }

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        for place, width in enumerate(_numbers(state.get("columns", "")), 1):
            self._measures.setColumnWidth(place, width)
        for splitter, sizes in zip(self.findChildren(QSplitter), state.get("splitters", "").split(";"), strict=False):
            if len(_numbers(sizes)) == splitter.count():
                splitter.setSizes(_numbers(sizes))
        self._form_card.setVisible(state.get("form", "1") != "0")

    # Following the plan

    def _refresh(self, plan: Plan, _change: Change | None) -> None:
        phase = cast("Phase | None", plan.find("phase", self.phase))
        if phase is None:
            return
        self._head_binder.show(phase.id)
        self._derived.setVisible(bool(phase.start_derived))
        state = progress.of_phase(plan, phase)
        self._bar.setRange(0, max(1, state.total))
        self._bar.setValue(state.done)
        self._progress.setText(state.text)
        self._measures_card.set_count(len(plan.measures(phase.id)))
        self._goals_card.set_count(goals.count(plan, phase))
        self._partners_card.set_count(len(partners.effective(plan, phase)))
        fit = self._period.fontMetrics().horizontalAdvance(self._period.text() or self._period.placeholderText())
        self._period.setFixedWidth(max(200, fit + 32))
        self._show_measure(self._measures.current_record())

    def _show_measure(self, record: Record | None) -> None:
        measure = cast("Measure | None", self._workspace.plan.find("measure", record.id)) if record else None
        self._form_card.set_title(caption(measure) if measure else "Einzelheiten")
        self._form_host.setEnabled(measure is not None)
        if self._form is not None:
            self._form.show(measure.id if measure else None)

    # Commands

    def _active(self) -> RecordView | OutlineView:
        """The list that the keyboard was in last."""
        focus = QApplication.focusWidget()
        for view in self._views:
            if focus is not None and (focus is view or view.isAncestorOf(focus)):
                self._last_view = view
        return getattr(self, "_last_view", self._measures)

    def _delete(self) -> None:
        view = self._active()
        if view is self._measures:
            self._measures.remove_selected()
            return
        node = cast(OutlineView, view).current_node()
        if node is not None and node.record is not None:
            if view is self._goals:
                self._goals.remove(edits.goals.remove, node.record.id)
            elif node.movable:
                self._partners.remove(edits.mentions.remove, [node.record.id])

    def _move(self, step: int) -> None:
        view = self._active()
        if view is self._measures:
            self._measures.move_selected(step)
            return
        node = cast(OutlineView, view).current_node()
        if node is None or node.record is None or not node.movable:
            return
        plan = self._workspace.plan
        if isinstance(node.record, Goal):
            goal = plan.get(Goal, node.record.id)
            place = plan.goals(self.phase, goal.parent).index(goal)
            target = place + step if step < 0 else place + 2
            if target >= 0:
                self._goals.run(edits.goals.move, goal.id, self.phase, goal.parent, target)
        else:
            place = [mention.id for mention in plan.mentions(self.phase)].index(node.record.id)
            target = place + step if step < 0 else place + 2
            if target >= 0:
                self._partners.run(edits.mentions.move, [node.record.id], self.phase, target)

    def _move_to(self, phase: str, _checked: bool = False) -> None:
        view = self._active()
        if view is self._measures:
            self._measures.move_to_phase(phase)
            return
        node = cast(OutlineView, view).current_node()
        if node is not None and node.record is not None and node.movable:
            if view is self._goals:
                self._goals.run(edits.goals.move, node.record.id, phase)
            else:
                self._partners.run(edits.mentions.move, [node.record.id], phase)

    def _nest(self, edit: Callable[[Plan, str], Change]) -> None:
        node = self._goals.current_node()
        if node is not None and node.record is not None:
            self._goals.run(edit, node.record.id)

    def _goal_list(self) -> str | None:
        """The list that a new goal belongs to: that of the chosen goal."""
        node = self._goals.current_node() if self._goals.hasFocus() else None
        return node.parent if node else None

    def _toggle_goal_style(self) -> None:
        plan, parent = self._workspace.plan, None
        node = self._goals.current_node()
        if node is not None and isinstance(node.record, Goal):
            parent = node.record.parent
            style = goals.style_of(plan, plan.get(Goal, node.record.id))
        else:
            style = plan.get(Phase, self.phase).goal_style
        other = "bulleted" if style == "numbered" else "numbered"
        self._workspace.run(edits.goals.set_list_style, self.phase, parent, other)

    def _toggle_form(self) -> None:
        self._form_card.setVisible(self._form_card.isHidden())

    def _rename(self) -> None:
        self._title.setFocus()
        self._title.selectAll()

    def _unnamed_partners(self) -> list[str]:
        """The register's names that this phase does not name yet."""
        plan = self._workspace.plan
        named = {mention.partner for mention in plan.mentions(self.phase)}
        return [partner.name for partner in plan.partners if partner.id not in named]


def _column(upper: QWidget, lower: QWidget, shares: tuple[int, int]) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(GRID + 4)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(upper)
    splitter.addWidget(lower)
    splitter.setStretchFactor(0, shares[0])
    splitter.setStretchFactor(1, shares[1])
    splitter.setSizes([100 * shares[0], 100 * shares[1]])
    return splitter


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.isdigit()]
