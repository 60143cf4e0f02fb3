"""The window around an open plan: menus, toolbar, tabs and status bar. It knows no detail of the plan."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.domain.model.meeting_records import AgendaItem, Meeting
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Measure, Phase, Record
from nrw_desktop.gui.kit import error_boxes, icons, theme
from nrw_desktop.gui.kit.dialog import keep_on_screen
from nrw_desktop.gui.kit.icons import beside_icon
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.kit.safe_widgets import literal, tip_text, window_title
from nrw_desktop.gui.session import late_edits as edits
from nrw_desktop.gui.session import record_location
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.saving import save
from nrw_desktop.gui.session.unaccepted import record_of
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window import plan_line
from nrw_desktop.gui.window.actions import CONTEXT, HELP, LISTING, LOOKING, OF_PHASE, TEXT_SIZES, WRITING, Actions
from nrw_desktop.gui.window.app_commands import SCHEMES, AppCommands
from nrw_desktop.gui.window.dialog_table import add_usual_phases, dialogs, show_gaps, show_in_project_data, show_paper
from nrw_desktop.gui.window.page_stack import MEETINGS, OVERVIEW, PARTNERS, PageStack
from nrw_desktop.gui.window.past_banner import PastBanner
from nrw_desktop.gui.window.plan_line import PlanLine
from nrw_desktop.gui.window.status_bar import StatusBar
from nrw_desktop.gui.window.tool_bar import ToolBar
from nrw_desktop.storage.system.unaccepted_store import Entry

if TYPE_CHECKING:
    from nrw_desktop.gui.window.quick_open import QuickOpen

_log = logging.getLogger(__name__)

_NEW = {"measure": "add_measure", "goal": "add_goal", "mention": "add_partner", "partner": "add_partner"}
"""The command that opens a new row of a table."""
_OWNERS: tuple[type[Record], ...] = (Measure, AgendaItem, Meeting)
"""What the rows of a form belong to."""

_WHILE_TYPING = frozenset(
    {*LISTING, *TEXT_SIZES, *HELP, "save", "edit", "toggle_form", "full_screen", "settings", "quit"}
)
"""Actions that leave alone what is being typed, or see to it themselves."""
_WAYS_OUT = frozenset({"save_copy", "backups", "open", "new"})
"""Actions that a person needs most where the file takes nothing any more; they leave the place of a refused text."""


class MainWindow(PlanWindow):
    """Shows one workspace until it is closed."""

    def __init__(self, workspace: Workspace, commands: AppCommands, settings: QSettings):
        super().__init__()
        self.workspace, self._app, self.settings = workspace, commands, settings
        self._discarded = False
        self._quick_open: QuickOpen | None = None
        self._show_name()
        workspace.moved.connect(self._show_name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._pages = PageStack(workspace, settings, self)
        self._commands = self._command_table(commands)
        self._actions = Actions(self, self._run)
        self._build_bars()
        self._foot = StatusBar(workspace)
        self._foot.entry_wanted.connect(self._show_entry)
        self.setStatusBar(self._foot)
        body = QWidget()
        layout = self._body = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if (at := workspace.past_at) is not None:
            layout.addWidget(PastBanner(at, self._run))
        elif kind := plan_line.wanted(settings, workspace):
            layout.addWidget(PlanLine(kind, workspace, settings, self._run, self._pages.focus_first))
        layout.addWidget(self._pages.line)
        layout.addWidget(self._pages.area, 1)
        self.setCentralWidget(body)
        self._pages.changed.connect(self._enable_actions)
        self._pages.print_wanted.connect(lambda phase: commands.print_phases(self, phase))
        self._pages.context_menu_wanted.connect(self._show_context_menu)
        self._pages.phase_menu_wanted.connect(self._show_phase_menu)
        self._pages.all_wanted.connect(partial(self._run, "go_to_phase"))
        self._pages.record_wanted.connect(self._lead_to)
        self._pages.gaps_wanted.connect(partial(show_gaps, self))
        self._pages.command_wanted.connect(self._run)
        self._pages.paper_wanted.connect(partial(show_paper, self))
        workspace.changed.connect(self._follow)
        self._restore_geometry()
        self._follow(workspace.plan, None)
        self._pages.focus_first()
        after_first_paint(self, self._complete_bars)

    def _command_table(self, app: AppCommands) -> dict[str, Callable[[], object]]:
        """What each action does; the page in front does some in its own way, and others only there."""
        return {
            "new": partial(app.new_plan, self),
            "open": partial(app.open_plan, self),
            "save": self._save,
            "save_copy": partial(app.save_copy, self),
            "backups": partial(app.show_backups, self),
            "take_along": partial(app.take_along, self),
            "merge_copy": partial(app.merge_copy, self),
            "print": lambda: app.print_phases(self, self._pages.current_phase()),
            "save_pdf": lambda: app.save_pdf(self, self._pages.current_phase()),
            "quit": self.close,
            "undo": lambda: self._show_change(self.workspace.undo()),
            "redo": lambda: self._show_change(self.workspace.redo()),
            "history": partial(app.show_history, self),
            "go_back": partial(app.go_back, self),
            "add_phase": self._add_phase,
            "phase_left": partial(self._move_phase, -1),
            "phase_right": partial(self._move_phase, 1),
            "remove_phase": self._remove_phase,
            "quick_open": lambda: self._lists().show_everything(),
            "overview": partial(self._pages.open, OVERVIEW),
            "go_to_phase": lambda: self._lists().show_pages(),
            "next_tab": partial(self._pages.step, 1),
            "previous_tab": partial(self._pages.step, -1),
            "text_larger": lambda: self._resize_text(theme.next_text_size(1)),
            "text_smaller": lambda: self._resize_text(theme.next_text_size(-1)),
            "text_normal": lambda: self._resize_text(theme.NORMAL),
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "settings": partial(app.show_settings, self),
            **{name: partial(app.show_help, self, name) for name in HELP},
            **dialogs(self, partial(self._pages.open, OVERVIEW)),
            "add_usual_phases": partial(add_usual_phases, self.workspace),
            **{name: partial(self._in_meetings, name) for name in ("add_meeting", "next_meeting", "add_topic")},
        }

    def chosen_measures(self) -> list[str]:
        """The ids of the measures that are chosen on the page in front."""
        return self._pages.chosen_measures()

    # Building

    def _build_bars(self) -> None:
        self._actions.add_menus(self.menuBar())
        bar = ToolBar()
        self._actions.fill_toolbar(bar)
        self.addToolBar(bar)

    def _complete_bars(self) -> None:
        """Add what nobody can use before the window is seen: what is in the menus."""
        icons.draw()
        if not self.workspace.read_only:
            self.workspace.unaccepted.load()
        self._actions.fill_menus(partial(self._app.explain, self))
        menus = self._actions.menus
        menus["recent"].aboutToShow.connect(self._fill_recent)
        menus["move_to"].aboutToShow.connect(lambda: self._pages.fill_move_menu(menus["move_to"]))
        group = QActionGroup(self)
        for name, (text, _scheme) in SCHEMES.items():
            action = menus["theme"].addAction(text)
            action.triggered.connect(partial(self._choose_scheme, name))
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(self.settings.value("scheme", "system") == name)
            group.addAction(action)
        menus["theme"].aboutToShow.connect(lambda: _check(group, self.settings.value("scheme", "system")))
        sizes = QActionGroup(self)
        menus["text_size"].addSeparator()
        for percent in theme.TEXT_SIZES:
            action = menus["text_size"].addAction(f"{percent} %")
            action.setData(percent)
            action.setCheckable(True)
            action.triggered.connect(partial(self._resize_text, percent))
            sizes.addAction(action)
        menus["text_size"].aboutToShow.connect(lambda: _check(sizes, theme.text_size()))
        self._enable_actions()

    # Following the plan

    def _show_name(self) -> None:
        self.setWindowTitle(window_title(f"{self.workspace.name} – NRWeltoffen"))

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        read_only = self.workspace.read_only
        undo, redo = self.workspace.undo_label(), self.workspace.redo_label()
        for action, verb, label in (("undo", "Rückgängig", undo), ("redo", "Wiederholen", redo)):
            self._actions[action].setEnabled(bool(label) and not read_only)
            self._actions[action].setText(f"&{verb}: {literal(label)}" if label else f"&{verb}")
            self._actions[action].setIconText(beside_icon(verb))
            self._actions[action].setToolTip(tip_text(f"{verb}: {label}" if label else verb))
        self._enable_actions()

    def _enable_actions(self) -> None:
        commands = self._pages.commands()
        writable = not self.workspace.read_only
        for name in WRITING:
            self._actions[name].setEnabled(writable and name in commands)
        for name in LOOKING:
            self._actions[name].setEnabled(name in commands)
        if status := self._actions.menus.get("status"):
            status.setEnabled(writable and "status_done" in commands)
        on_phase = self._pages.current_phase() is not None
        for name in ("phase_left", "phase_right", "remove_phase"):
            self._actions[name].setEnabled(writable and on_phase)
        always = ("add_phase", "paste_phases", "add_meeting", "next_meeting", "add_topic")
        for name in (*always, "import", "merge_copy", "erase_person"):
            self._actions[name].setEnabled(writable)
        if self._pages.current() == OVERVIEW:
            # What is pasted among phases are phases.
            self._actions["paste"].setEnabled(writable)
        for name in ("history", "backups", "changes", "take_along"):
            self._actions[name].setEnabled(not self.workspace.is_past)
        if move_to := self._actions.menus.get("move_to"):
            move_to.setEnabled(writable and "move_up" in commands and len(self.workspace.plan.phases) > 1)

    # Actions

    def _run(self, name: str) -> None:
        """Take in what is being typed, then do what an action stands for; a refusal is said."""
        if self._quick_open is not None and name not in LISTING:
            # Its keys are pressed over the list, and about what lies below.
            self._quick_open.give_back()
        if name not in _WHILE_TYPING and not self.workspace.take_in() and name not in _WAYS_OUT:
            return
        try:
            # Taking in what was typed may have changed the page: then there is nothing here that this is about.
            if command := self._pages.commands().get(name) or self._commands.get(name):
                command()
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))

    def _save(self) -> None:
        self._foot.answer(save(self.workspace))

    def _add_phase(self) -> None:
        phase = self._pages.current_phase()
        place = self.workspace.plan.number(phase) if phase else None
        change = self.workspace.run(edits.phases.add, "Neue Phase", place)
        assert change is not None
        key = next(row.id for row in change.rows if row.before is None)
        self._pages.show(key)
        self._run("rename_phase")

    def _in_meetings(self, command: str) -> None:
        """Do on the page of meetings what can be done there only, from wherever it is asked for."""
        self._pages.show(MEETINGS)
        self._pages.commands()[command]()

    def _move_phase(self, step: int) -> None:
        phase = self._pages.current_phase()
        if phase is not None:
            place = self.workspace.plan.number(phase) - 1 + step
            if 0 <= place < len(self.workspace.plan.phases):
                self.workspace.run(edits.phases.move, phase, place)
                self._pages.show(phase)

    def _remove_phase(self) -> None:
        phase = self._pages.current_phase()
        if phase is not None:
            change = self.workspace.run(edits.phases.remove, phase)
            if change is not None:
                self.workspace.deleted.emit(change, lambda: self._pages.show(phase))

    def _lists(self) -> "QuickOpen":
        if self._quick_open is None:
            from nrw_desktop.gui.window.quick_open import QuickOpen  # not at the start

            self._quick_open = QuickOpen(self, self._pages, self._actions)
        return self._quick_open

    def _choose_scheme(self, name: str, _checked: bool = False) -> None:
        self._app.set_scheme(name)

    def _resize_text(self, percent: int, _checked: bool = False) -> None:
        self._app.set_text_size(percent)
        self.say(f"Schriftgröße {percent} %")

    # Inside

    def _show_change(self, change: Change | None) -> None:
        """Bring the place in sight that an undo or redo was about."""
        # What is set aside shows beside any page.
        rows = [row for row in change.rows if row.table != "set_aside"] if change else []
        for row in sorted(rows, key=self._distance):
            record = self.workspace.plan.record(row.table, row.id)
            if record is not None:
                (self._pages.reveal_here if self._pages.shows(row.table) else self.reveal)(record)
                return
            # What is gone can only be missed where it stood.
            if self._distance(row) == 0:
                return
            self._pages.show(record_location.phase_of_row(self.workspace.plan, row) or "")

    def _distance(self, row: RowChange) -> int:
        """How far from the page in front a row is shown: who named a new partner in a phase stays in that phase."""
        if self._pages.shows(row.table):
            return 0
        phase = record_location.phase_of_row(self.workspace.plan, row)
        if phase is None:
            return 0 if self._pages.current() in (PARTNERS, MEETINGS) else 2
        return 0 if phase == self._pages.current() else 1

    def _show_entry(self, entry: Entry) -> None:
        """Go to the field whose text was not accepted."""
        plan = self.workspace.plan
        record = record_of(plan, entry)
        if record is not None:
            self._pages.focus_field(record_location.phase_of(plan, record), record, entry.field)
        elif (owner := next(filter(None, (plan.find(kind, entry.scope) for kind in _OWNERS)), None)) is not None:
            self.reveal(owner)
        elif entry.table in _NEW:
            self._pages.show(entry.scope or PARTNERS)
            self._run(_NEW[entry.table])

    def put_above(self, banner: QWidget) -> None:
        self._body.insertWidget(0, banner)

    def say(self, sentence: str) -> None:
        self._foot.say(sentence)

    def reveal(self, record: Record) -> None:
        """Bring a record in sight: its page, and there its row."""
        self._pages.reveal(record_location.phase_of(self.workspace.plan, record), record)

    def _lead_to(self, record: Record) -> None:
        """Go on at a record: on its page, or where it is edited."""
        if record_location.is_of_project(record):
            show_in_project_data(self, record)
        elif isinstance(record, Phase):
            self._pages.open(record.id)
        else:
            self.reveal(record)

    def _fill_recent(self) -> None:
        menu = self._actions.menus["recent"]
        menu.clear()
        for number, path in enumerate(self._app.recent_plans(), 1):
            mnemonic, name = "&" if number < 10 else "", literal(path.name)
            action = QAction(f"{mnemonic}{number}  {name}", menu)
            action.setToolTip(tip_text(str(path)))
            action.setEnabled(path != self.workspace.path)
            action.triggered.connect(lambda _checked=False, to=path: self._app.open_plan(self, to))
            menu.addAction(action)

    def _show_context_menu(self, at: QPoint) -> None:
        self._actions.context_menu(CONTEXT, self._pages.commands()).popup(at)

    def _show_phase_menu(self, at: QPoint) -> None:
        self._actions.context_menu(OF_PHASE).popup(at)

    def _restore_geometry(self) -> None:
        geometry = self.settings.value("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self.resize(theme.scaled(1320), theme.scaled(860))
        # Before it is shown, or the layout would be made for a size that the screen has not.
        keep_on_screen(self)
        after_first_paint(self, partial(keep_on_screen, self))

    def may_close(self) -> bool:
        """Commit what was typed; where that is refused, ask once rather than lose it."""
        refused = [] if self._discarded else self.workspace.flush()
        self._discarded = self._discarded or (bool(refused) and error_boxes.ask_to_leave(self, refused))
        leaves = (not refused or self._discarded) and not self.is_held_up()
        # What is typed from now on into a window that stays is not what was given up.
        self._discarded = self._discarded and leaves
        return leaves

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        from nrw_desktop.gui.lists.editing import close_editors

        close_editors(self)
        if not self.workspace.is_past and not self.forgets_layout:
            # What that one shows is not where somebody goes on.
            self.settings.setValue("geometry", self.saveGeometry())
            self._pages.save_state()
            self.settings.sync()
        self.is_closing = True
        self.closing.emit()
        self.workspace.close()
        event.accept()
        # At once: with the last window the event loop ends, and a timer would not come any more.
        self.closed.emit()


def _check(choices: QActionGroup, now: object) -> None:
    for action in choices.actions():
        action.setChecked(action.data() == now)
