"""The head of the chosen meeting: what it is, its state and quorum in words, its papers, and closing its minutes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.model.labels_de import caption, value_text
from nrw_desktop.domain.model.meeting_records import Body, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, tip_text
from nrw_desktop.gui.kit.theme import GRID, make_heading

_PAPERS = (("print_agenda", "Tagesordnung", "list-ordered"), ("print_minutes", "Protokoll", "printer"))
_NARROW = 640
"""Pixels below which its buttons have no words, where text has its usual size."""


class MeetingHead(QWidget):
    """Shows one meeting; `command_wanted` carries the name of the window's command that a button stands for."""

    command_wanted = Signal(str)

    def __init__(self, writable: bool) -> None:
        super().__init__()
        self._title = ElidedLabel()
        make_heading(self._title)
        self._state = theme.named(ElidedLabel(), "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._state)
        head = QHBoxLayout(self)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GRID)
        head.addLayout(words, 1)
        self._papers = [
            self._button(command, word, icon, f"{word} ansehen, drucken, als PDF speichern")
            for command, word, icon in _PAPERS
        ]
        self._close = self._button("close_meeting", "Abschließen …", "lock", "Protokoll prüfen und abschließen")
        self._reopen = self._button("reopen_meeting", "Wieder öffnen …", "lock-open", "Das Protokoll wieder ändern")
        for button in (self._close, self._reopen):
            button.setEnabled(writable)
        for button in (*self._papers, self._close, self._reopen):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the papers give up their words before the title is cut short."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        for button, (_command, word, _icon) in zip(self._papers, _PAPERS, strict=True):
            button.setText("" if narrow else beside_icon(word))

    def show_meeting(self, plan: Plan, meeting: Meeting) -> None:
        """Show its name and state."""
        self._title.setText(caption(meeting))
        self._state.setText(" · ".join(filter(None, _facts(plan, meeting))))
        closed = meeting.state == "closed"
        self._close.setVisible(not closed)
        self._reopen.setVisible(closed)

    def _button(self, command: str, text: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(beside_icon(text))
        icons.assign(button, icon)
        button.setToolTip(tip_text(tip))
        button.setAccessibleName(tip)
        # For the mouse: the menu „Sitzung“ has them all.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.command_wanted.emit(command))
        return button


def _facts(plan: Plan, meeting: Meeting) -> tuple[str, ...]:
    """The state, why closed minutes were opened again, who came; then which body meets, when and where."""
    body = plan.find(Body, meeting.body)
    reopened = f"wieder geöffnet: {meeting.reopened}" if meeting.reopened and meeting.state != "closed" else ""
    name = body.name if body and body.name != meeting.title else ""
    state = value_text("meeting", "state", meeting.state)
    return state, reopened, present_text(plan, meeting), name, meeting.time or "", meeting.place or ""


def present_text(plan: Plan, meeting: Meeting) -> str:
    """How many came, and whether that is enough to decide; nothing before anybody was noted."""
    rows, came = plan.attendance(meeting.id), len(meetings.present(plan, meeting.id))
    if not rows:
        return ""
    text = f"{came} von {len(rows)} anwesend"
    if (quorum := meetings.quorum(plan, meeting)) is None:
        return text
    enough = "beschlussfähig" if quorum.is_reached else "nicht beschlussfähig"
    members = "1 Mitglied" if quorum.present == 1 else f"{quorum.present} Mitglieder"
    return f"{text}, {enough} ({members}, nötig {quorum.needed})"
