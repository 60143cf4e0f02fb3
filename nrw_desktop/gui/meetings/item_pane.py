"""What came of the chosen item of an agenda: what was said, its decisions with their votes, and its tasks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.meeting_records import AgendaItem, Task
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Decision
from nrw_desktop.domain.queries import meetings
from nrw_desktop.gui.dialogs import topics_dialog
from nrw_desktop.gui.forms.binder import Binder
from nrw_desktop.gui.forms.form_pages import FieldsPage
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.link_button import LinkButton
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.link_lists import MEASURES_OF_DECISION, TOPICS_OF_ITEM
from nrw_desktop.gui.meetings.meeting_tables import DECISIONS, TASKS, item_is_closed, mark_of
from nrw_desktop.gui.meetings.rows_card import RowsCard
from nrw_desktop.gui.session.workspace import Workspace

_NONE = "Tagesordnungspunkt"
_NO_ITEM = "Bitte zuerst einen Tagesordnungspunkt anlegen oder wählen."


class ItemPane(QSplitter):
    """Shows one item; empty and not to be used without one."""

    def __init__(self, workspace: Workspace):
        super().__init__(Qt.Orientation.Vertical)
        self._workspace = workspace
        self._key: str | None = None
        self._said = FieldsPage(workspace, "agenda_item", "agenda_item")
        self._said_card = Card(_NONE, self._said, count=False)
        self._topics = LinkButton("layers", self.choose_topics)
        self._said_card.add_line(self._topics)
        minutes = QWidget()
        _add_minutes(minutes)
        self._said_card.put_in_head(minutes)
        self._length = Binder(minutes, "agenda_item", workspace)
        self._decisions = RowsCard(workspace, DECISIONS, "Beschlüsse", "Neuer Beschluss (Strg+B)")
        self._decisions.add_command(
            "Betrifft …", "layers", "Welche Maßnahmen der gewählte Beschluss betrifft", self.choose_concerned
        )
        self._tasks = RowsCard(workspace, TASKS, "Aufgaben", "Neue Aufgabe (Strg+U)")
        self.setHandleWidth(GRID + 4)
        self.setChildrenCollapsible(False)
        for card in (self._said_card, self._decisions, self._tasks):
            self.addWidget(card)
        workspace.changed.connect(self._follow)
        self._follow(workspace.plan, None)

    def show_item(self, key: str | None) -> None:
        """Show another item, or none."""
        if key == self._key:
            # Each part follows the plan by itself.
            return
        self._key = key
        self._said.show_record(key)
        self._length.show(key)
        self._decisions.show_record(key)
        self._tasks.show_record(key)
        self._follow(self._workspace.plan, None)

    def add_decision(self) -> None:
        """Open a new decision to type into.

        Raises:
            PlanError: there is no item that it could belong to.
        """
        self._refuse_without_item()
        self._decisions.view.add()

    def add_task(self) -> None:
        """Open a new task to type into.

        Raises:
            PlanError: there is no item that it could belong to.
        """
        self._refuse_without_item()
        self._tasks.view.add()

    def choose_topics(self) -> None:
        """Ask which phases and measures the item is about.

        Raises:
            PlanError: there is no item.
        """
        self._refuse_without_item()
        item = self._workspace.plan.get(AgendaItem, self._key or "")
        about = f"{mark_of(self._workspace.plan, item)}: {item.title}"
        topics_dialog.choose(self._workspace, self, TOPICS_OF_ITEM, item.id, about)

    def choose_concerned(self) -> None:
        """Ask which measures the chosen decision is about.

        Raises:
            PlanError: none is chosen.
        """
        decision = self._decisions.view.current_record()
        if decision is None or self._key is None:
            raise PlanError("Es ist kein Beschluss ausgewählt. Bitte zuerst eine Zeile anklicken.")
        assert isinstance(decision, Decision)
        topics_dialog.choose(self._workspace, self, MEASURES_OF_DECISION, decision.id, decision.text or "")

    def focus_said(self) -> None:
        """Put the keyboard on what was said.

        Raises:
            PlanError: there is no item that it could belong to.
        """
        self._refuse_without_item()
        self._said.focus("text")

    def focus(self, field: str) -> None:
        """Put the keyboard on a field of the item, if there is such a one."""
        if not self._said.focus(field):
            self._length.focus(field)

    def reveal(self, record: Decision | Task) -> None:
        """Choose the row of a decision or task and give it the keyboard."""
        view = (self._decisions if isinstance(record, Decision) else self._tasks).view
        view.select(record.id)
        view.setFocus()

    def _refuse_without_item(self) -> None:
        if self._key is None:
            raise PlanError(_NO_ITEM)

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        item = plan.find(AgendaItem, self._key)
        self._said_card.set_title(f"{mark_of(plan, item)}  {item.title}" if item else _NONE)
        self.setEnabled(item is not None)
        closed = item_is_closed(plan, self._key)
        self._said.lock(closed)
        self._length.lock(closed)
        about = ", ".join(meetings.topics(plan, self._key or ""))
        words = f"Es geht um: {about}" if about else "Worum es geht …"
        self._topics.show_words(words, "Phasen und Maßnahmen wählen (Strg+Umschalt+M)")
        self._topics.setEnabled(not closed and not self._workspace.read_only)


def _add_minutes(host: QWidget) -> None:
    """Put the field for how long an item is to take into the head of its card: as a line of its own it is too much."""
    field = theme.named(LineEdit(), "minutes")
    field.setAccessibleName("Minuten")
    field.setToolTip("Wie viele Minuten der Tagesordnungspunkt dauern soll")
    theme.follow_text(field, lambda line: line.setFixedWidth(theme.scaled(48)))
    line = QHBoxLayout(host)
    line.setContentsMargins(0, 0, GRID, 0)
    line.addWidget(field)
    line.addWidget(theme.named(Label("min"), "muted"))
