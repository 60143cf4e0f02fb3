"""What has changed since a day or a backup, phase by phase; it follows the work, leads to each place and is printed."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Distinct, Partner, Record
from nrw_desktop.domain.queries import changes_since, meetings
from nrw_desktop.domain.queries.changes_since import Ground, Group, Item
from nrw_desktop.domain.text import values
from nrw_desktop.gui.kit import error_boxes, file_dialogs, theme
from nrw_desktop.gui.kit.callout import show_note, show_refusal
from nrw_desktop.gui.kit.idle import AFTER_A_CHANGE, Pieces
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Line, Row
from nrw_desktop.gui.panels.side_panel import SidePanel, existing
from nrw_desktop.gui.printing import print_dialog
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.archive import backup_store
from nrw_desktop.storage.upkeep import compared

LISTED = 500
"""Lines that are listed; the headings count all, and the report has them."""

_TITLE = "Was sich geändert hat"
_ANOTHER = "Oben lässt sich ein anderer Tag eintippen oder eine Sicherung wählen."
_GONE = "Das wurde gelöscht und steht nur noch im Verlauf (Strg+H)."

Read = Callable[[], Ground]
Place = tuple[changes_since.Line, Item]


class ChangesPanel(SidePanel):
    """Compares only while it is seen, and only when nothing has been edited for a moment.

    It begins with the last day before today on which somebody worked: so there is always something to see, after a
    weekend and after a holiday. The day stays until another is typed or the window is closed; tomorrow it would be an
    old one.
    """

    def __init__(self, window: PlanWindow):
        self._list = GroupedList("Was sich geändert hat, nach Phasen")
        self._day = LineEdit()
        self._day.setAccessibleName("Seit")
        self._day.setPlaceholderText("Datum")
        backup = QPushButton("Sicherung …")
        backup.setAutoDefault(True)
        backup.setToolTip(tip_text("Mit einer Sicherung vergleichen"))
        self._well = Label()
        self._well.setWordWrap(True)
        self._well.setContentsMargins(GRID, GRID, GRID, 0)
        self._foot = theme.named(Label(), "muted")
        self._foot.setWordWrap(True)
        self._print = QPushButton("Drucken …")
        self._print.setAutoDefault(True)
        self._print.setToolTip(tip_text("Als Bericht „Änderungen“ ansehen, drucken oder als PDF speichern"))
        super().__init__(window, _TITLE, "changes_panel", self._body(backup))
        self.workspace = window.workspace
        self._groups: tuple[Group, ...] = ()
        self._places: list[Place] = []
        self._read: Read | None = None
        self._ground: Ground | None = None
        self._words = self._trouble = ""
        self._comparing = Pieces(self)
        self._comparing.done.connect(self._found)
        self._later = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE)
        self._later.timeout.connect(lambda: self._compare(at_once=False))
        self._day.returnPressed.connect(self._enter_day)
        self._day.editingFinished.connect(self._take_day)
        backup.clicked.connect(self._choose_backup)
        self._print.clicked.connect(self._show_report)
        self._list.chosen.connect(self._go)
        self.workspace.changed.connect(self._follow)

    def _body(self, backup: QPushButton) -> QWidget:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GRID, 0, GRID, GRID // 2)
        layout.setSpacing(GRID)
        since = Label("Seit")
        since.setBuddy(self._day)
        top, end = QHBoxLayout(), QHBoxLayout()
        for line, widgets in ((top, (since, self._day, backup)), (end, (self._foot, self._print))):
            line.setContentsMargins(GRID, 0, GRID, 0)
            line.setSpacing(GRID)
            for widget in widgets:
                line.addWidget(widget, 1 if widget in (self._day, self._foot) else 0)
        layout.addLayout(top)
        layout.addWidget(self._well)
        layout.addWidget(self._list, 1)
        layout.addStretch(0)
        layout.addLayout(end)
        return body

    def take_keyboard(self) -> None:
        """Put the keyboard in the list, or on the day where that is not to be seen."""
        (self._list if self._list.isVisible() else self._day).setFocus()

    def come_with_meeting(self) -> None:
        """Come up with what has changed since the last meeting.

        Raises:
            PlanError: no meeting took place yet, or the log is damaged before it.
        """
        file, today = self.workspace.plan_file, dt.date.today()
        self._ground = compared.since_meeting(file, today)
        self._read = partial(compared.since_meeting, file, today)
        self._name_ground(values.german_date(meetings.last_day(file.plan, today)))
        if self.isVisible():
            self._compare()
        self.open()
        (self._list if self._list.isVisible() else self._day).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.show_rows(())
        self._day.setText(self._words)
        self._compare()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
        self._comparing.stop()

    # With what it is compared

    def _since_day(self, day: dt.date) -> None:
        self._read = partial(self.workspace.plan_file.since_day, day)
        self._ground = None
        self._name_ground(values.german_date(day.isoformat()))

    def _name_ground(self, words: str) -> None:
        self._day.setText(words)
        self._day.setCursorPosition(0)
        self._day.setToolTip(tip_text(words))
        self._words = words

    def _enter_day(self) -> None:
        self._take_day()
        if self._day.text() == self._words and self._list.isVisible():
            self._list.setFocus()

    def _take_day(self) -> None:
        """Compare with the day that was typed; what is none stays there, with a sentence."""
        if self._day.text() == self._words or not self.isVisible():
            return
        try:
            today = dt.date.today()
            day = values.parse_past_day(self._day.text(), today) or today
        except PlanError as error:
            show_refusal(str(error), self._day)
            return
        self._since_day(day)
        self._compare()

    def _choose_backup(self) -> None:
        file = self.workspace.plan_file
        path = file_dialogs.ask_open(self, backup_store.folder(file.path), "Mit einer Sicherung vergleichen")
        if path is None:
            return
        read = partial(compared.since_backup, file, path)
        try:
            self._ground = read()
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
            return
        self._read = read
        self._name_ground(self._ground.since.removeprefix("der "))
        self._compare()

    # Comparing

    def _follow(self, _plan: Plan, change: Change | None) -> None:
        self._comparing.stop()
        if change is None or change.kind == "erase":
            # The past may be another one now.
            self._ground = None
        if self.isVisible():
            self._later.start()

    def _compare(self, at_once: bool = True) -> None:
        """Compare with the newest plan; in pieces, where that takes long."""
        self._later.stop()
        self._comparing.start(self._pieces(self.workspace.plan), at_once)

    def _pieces(self, plan: Plan) -> Iterator[Group | None]:
        self._trouble = ""
        try:
            if self._read is None:
                self._since_day(compared.last_day_worked_on(self.workspace.plan_file, dt.date.today()))
                yield None
            if self._ground is None and self._read is not None:
                self._ground = self._read()
                yield None
        except PlanError as error:
            self._trouble = str(error)
            return
        if self._ground is not None:
            yield from changes_since.pieces(self._ground.plan, plan)

    def _found(self, pieces: list[Any]) -> None:
        self._groups = changes_since.grouped(pieces)
        self._show()

    def _show(self) -> None:
        rows: list[Row] = []
        self._places = []
        total = 0
        for group in self._groups:
            places = [(line, item) for item in group.items for line in item.lines]
            total += len(places)
            if len(self._places) < LISTED:
                rows.append(Heading(group.title, len(places)))
                shown = places[: LISTED - len(self._places)]
                self._places += shown
                rows += (Entry(_key(place), partial(_shown, *place)) for place in shown)
        self._list.show_rows(rows, self._list.current_key())
        self._list.setVisible(bool(rows))
        self.card.set_count(total)
        since = self._ground.since if self._ground else ""
        self._well.setVisible(not rows)
        self._well.setText(self._trouble or f"Seit {since} hat sich nichts geändert. {_ANOTHER}")
        cut = f" Die ersten {LISTED} stehen hier, im Bericht alle." if total > LISTED else ""
        self._foot.setText(f"Seit {since}.{cut}" if rows else "")
        self._print.setEnabled(not self._trouble)

    # Where it leads

    def _go(self, key: object) -> None:
        """Show the record that a line is about; one that is gone can only be told of."""
        place = next((place for place in self._places if _key(place) == key), None)
        if place is None:
            self._compare()
            return
        line, item = place
        record = self._record(line, item)
        if record is None:
            at = self._list.visualRect(self._list.currentIndex()).bottomLeft()
            show_note(_GONE, self._list, self._list.viewport().mapTo(self._list, at))
        else:
            self.lead_to(record, line.field)

    def _record(self, line: changes_since.Line, item: Item) -> Record | None:
        plan = self.workspace.plan
        owner = plan.record(item.table, item.id)
        if isinstance(owner, Distinct):
            return plan.find(Partner, owner.one)
        # A link is seen at the measure alone.
        is_part = line.event not in ("linked", "unlinked")
        return (plan.record(line.table, line.id) if is_part else None) or owner

    def _show_report(self) -> None:
        if self._ground is not None:
            print_dialog.show(self._window, None, (self._words, self._ground))


def _key(place: Place) -> tuple[str, str, str]:
    line, _item = place
    return line.id, line.field, f"{line.event} {line.what}"


def _shown(line: changes_since.Line, item: Item) -> Line:
    """A line as a row, below it what it is about; what came or went as a whole says it at once."""
    if line.event in ("new", "gone") and not line.what:
        return Line(f"{item.kind} {line.text}: {item.title}")
    return Line(line.text, foot=f"{item.kind}: {item.title}")


def show(window: PlanWindow) -> None:
    """Open the panel of a window, go to it, or close it where the keyboard is in it."""
    (existing(window, ChangesPanel) or ChangesPanel(window)).come()


def show_since_meeting(window: PlanWindow) -> None:
    """Open the panel of a window, or go to it, with what has changed since the last meeting.

    Raises:
        PlanError: no meeting took place yet, or the history is damaged.
    """
    (existing(window, ChangesPanel) or ChangesPanel(window)).come_with_meeting()
