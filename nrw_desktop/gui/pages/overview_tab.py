"""The tab „Übersicht“: where the plan stands, and the five-column table as in the document."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Faces, PageTabs
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.session.page import Page
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.standing.stand_face import StandFace

if TYPE_CHECKING:
    from nrw_desktop.gui.pages.table_face import TableFace

_FACES = {"stand": "Stand", "table": "Tabelle (Anlage 1)"}

F = TypeVar("F", "StandFace", "TableFace")


class OverviewTab(Page):
    """The plan as a whole under the project's title, with two faces: where it stands, and the table of the document.

    A face is made when it is first seen.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._kept: dict[str, str] = {}
        self._stand: StandFace | None = None
        self._table: TableFace | None = None
        self._title = ElidedLabel()
        make_heading(self._title)
        self._lead = theme.named(ElidedLabel(), "muted")
        self._bar = PageTabs("Ansichten der Übersicht")
        for title in _FACES.values():
            self._bar.addTab(title)
        self._faces = Faces()
        self._lay_out()
        self._bar.currentChanged.connect(self._show_face)
        workspace.changed.connect(self._refresh)
        self._refresh(workspace.plan, None)

    def _lay_out(self) -> None:
        print_button = QPushButton()
        icons.word(print_button, "Alle Phasen drucken")
        icons.assign(print_button, "printer")
        print_button.clicked.connect(lambda: self.print_wanted.emit(None))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self._title)
        words.addWidget(self._lead)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(print_button, 0, Qt.AlignmentFlag.AlignVCenter)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(head)
        page.addWidget(self._faces, 1)

    # What the window calls

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """What can be done in the timeline, while it is in front."""
        return self._stand.timeline.commands() if self._stand is not None and self._is_standing() else {}

    def shows(self, record: type[Record]) -> bool:
        """The timeline has a row for each phase and measure: who has the keyboard there stays there."""
        in_timeline = self._stand is not None and self._is_standing() and self._stand.timeline.has_keyboard
        return issubclass(record, Phase | Measure) and in_timeline

    def _is_standing(self) -> bool:
        return self._stand is not None and self._faces.currentWidget() is self._stand

    def reveal(self, record: Record) -> None:
        """Choose a phase's row."""
        face = self._face()
        if isinstance(face, StandFace):
            face.reveal(record)
        else:
            face.view.select(record.id)

    def focus_first(self) -> None:
        """Put the keyboard where people start."""
        face = self._face()
        if isinstance(face, StandFace):
            face.focus_first()
        else:
            face.view.setFocus()

    def state(self) -> dict[str, str]:
        """Which face is in front, and the sizes of what is in them."""
        found = self._kept | {"face": list(_FACES)[self._bar.currentIndex()]}
        if self._table is not None:
            view = self._table.view
            found["columns"] = f"{view.width_by_hand(0)},{view.width_by_hand(1)}"
        if self._stand is not None:
            found |= self._stand.state()
        return found

    def restore(self, state: dict[str, str]) -> None:
        """Bring back what `state` told."""
        self._kept = dict(state)
        for face in (self._stand, self._table):
            if face is not None:
                self._restore_sizes(face)
        if (name := state.get("face", "")) in _FACES:
            self._bar.setCurrentIndex(list(_FACES).index(name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._face()

    # Inside

    def _show_face(self, _place: int) -> None:
        if self._faces.count():
            self._face()
            self.area_changed.emit()

    def _face(self) -> "StandFace | TableFace":
        """The face in front."""
        face: StandFace | TableFace
        if self._bar.currentIndex() == list(_FACES).index("table"):
            face = self._table = self._table or self._made_table()
        else:
            face = self._stand = self._stand or self._made_stand()
        self._faces.setCurrentWidget(face)
        return face

    def _made_stand(self) -> StandFace:
        face = StandFace(self._workspace)
        face.area_changed.connect(self.area_changed)
        face.record_wanted.connect(self.record_wanted)
        face.kind_wanted.connect(self.gaps_wanted)
        face.command_wanted.connect(self.command_wanted)
        return self._put_in(face)

    def _made_table(self) -> "TableFace":
        from nrw_desktop.gui.pages.table_face import TableFace

        face = TableFace(self._workspace)
        face.view.opened.connect(self.opened)
        face.view.print_wanted.connect(self.print_wanted)
        return self._put_in(face)

    def _put_in(self, face: F) -> F:
        self._faces.addWidget(face)
        self._restore_sizes(face)
        return face

    def _restore_sizes(self, face: "StandFace | TableFace") -> None:
        if isinstance(face, StandFace):
            face.restore(self._kept)
            return
        for place, width in enumerate(self._kept.get("columns", "").split(",")):
            if width.isdigit():
                face.view.give_width(place, int(width))

    def _refresh(self, plan: Plan, _change: Change | None) -> None:
        project = plan.project
        self._title.setText(project.title or "Plan ohne Titel")
        parts = (project.heading, project.municipality, f"Federführung: {project.lead}" if project.lead else "")
        self._lead.setText("  ·  ".join(part for part in parts if part))
        self._lead.setVisible(any(parts))
