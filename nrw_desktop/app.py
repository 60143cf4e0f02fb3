"""Wires the window together: settings, theme and the open plan; what the window asks for besides is an errand."""

import logging
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes, icons, lifetimes, quick_enums, theme
from nrw_desktop.gui.kit.application import application, lend_font, prepared_settings, show_icon
from nrw_desktop.gui.kit.field_undo import FieldUndo
from nrw_desktop.gui.kit.idle import after_first_paint, collect_garbage_here
from nrw_desktop.gui.kit.translation import speak_german
from nrw_desktop.gui.session.plan_lock import Follower, PlanLock
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.app_commands import SCHEMES, STRONG
from nrw_desktop.gui.window.help_key import HelpKey
from nrw_desktop.gui.window.in_sight import InSight
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.past_windows import PastWindows
from nrw_desktop.gui.window.status_bar import StatusBar
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import exposure
from nrw_desktop.storage.system.lock import Holder, Lock, LockedError
from nrw_desktop.storage.upkeep import recent_plans

if TYPE_CHECKING:
    from nrw_desktop.errands import Errands
    from nrw_desktop.storage.database.history import Step

_log = logging.getLogger(__name__)

_IDLE = 300
"""Milliseconds after which what the first look does not need is set up."""


class App(QObject):
    """The running program: one window with one plan at a time. What can wait is an errand."""

    def __init__(self, qt: QApplication):
        super().__init__(qt)
        self._application = qt
        no_font = lend_font(qt)
        self._settings, trouble = prepared_settings()
        self._trouble = f"{trouble} {no_font}".strip()
        self._window: PlanWindow | None = None
        self._past_windows = PastWindows(self, self._settings)
        self._dress()
        qt.styleHints().colorSchemeChanged.connect(self._dress)
        qt.styleHints().accessibility().contrastPreferenceChanged.connect(self._dress)

    @cached_property
    def _errands(self) -> "Errands":
        from nrw_desktop.errands import Errands

        return Errands(self, self._settings, self)

    @property
    def window(self) -> PlanWindow | None:
        """The window of the open plan."""
        return self._window

    def start(self, path: Path | None) -> int:
        """Open the plan asked for, or the last one, and run until the window is closed; the exit code."""
        icons.put_off()
        wanted = path or recent_plans.last_plan()
        try:
            window: PlanWindow | None = self.open_or_ask(
                path or recent_plans.last_plan_there() or self._errands.first_plan()
            )
            if window is None:
                return 0
        except PlanError as error:
            window = self._errands.ask_for_plan(wanted, error)
        if window is None:
            return 1
        after_first_paint(window, self._settle)
        after_first_paint(window, partial(window.say, self._trouble))
        return self._application.exec()

    def _settle(self) -> None:
        """Set up what the first look did not need."""
        collect_garbage_here(self)
        self._application.focusChanged.connect(FieldUndo(self).watch)
        self._application.focusChanged.connect(InSight(self).watch)
        key = HelpKey(self)
        self._application.focusChanged.connect(key.watch)
        key.wanted.connect(lambda widget: self._errands.help_at(widget))
        show_icon(self._application)
        speak_german(self._application)
        # Not at once: it would take its turns from what completes the picture.
        QTimer.singleShot(_IDLE, self, quick_enums.end)

    def open_or_ask(self, path: Path) -> PlanWindow | None:
        """Open a plan; one that is open elsewhere comes to the front there, or can be read, or worked on as a copy.

        Raises:
            PlanError: it cannot be opened at all.
        """
        try:
            return self.open(path)
        except LockedError as error:
            return self._errands.open_locked(path, error)

    def open(self, path: Path, read_only: bool = False, over: Holder | None = None) -> PlanWindow:
        """Open a plan in a window of its own, which takes the place of the one there is.

        ``over`` is from whom the plan is taken over.

        Raises:
            PlanError: it cannot be opened; the window there is stays.
        """
        path = path.absolute()
        there = self._window
        if (
            there is not None
            and paths.is_same_file(there.workspace.path, path)
            and (read_only or there.findChild(Follower) is None)
        ):
            there.come_to_front()
            return there
        lock = None if read_only else Lock.take_over(path, over) if over else Lock.acquire(path)
        try:
            file = PlanFile.open(path, paths.origin(), read_only)
            if file.older and not read_only:
                file = self._errands.upgraded(file)
        except PlanError:
            if lock is not None:
                lock.release()
            raise
        if there is not None and not there.may_close():
            file.close()
            if lock is not None:
                lock.release()
            return there
        window = MainWindow(Workspace(file), self, self._settings)
        self._window = window
        # Also one that is only looked at has backups, of which copies are made.
        window.workspace.copy_made.connect(self.open_or_ask)
        if lock is None:
            self._follow_others(window)
        else:
            self._keep(window, lock)
        theme.put_on_sheet(self._application)
        window.show()
        if there is not None:
            there.close()
        after_first_paint(window, lambda: recent_plans.remember_plan(path))
        if file.recovered:
            QTimer.singleShot(0, window, lambda: error_boxes.tell_recovered(window))
        return window

    def _keep(self, window: PlanWindow, lock: Lock) -> None:
        """What a plan needs that is worked on here: its lock, an answer to other starts, backups."""
        keeper = PlanLock(lock, window.workspace, window)
        keeper.lost.connect(lambda sentence: self._errands.tell_lost(window, sentence))
        window.closed.connect(keeper.release)
        QTimer.singleShot(_IDLE, window, lambda: self._errands.attend(window))
        # An edit may come before the timer does; a backup comes before the first one all the same.
        lifetimes.connect(window.workspace.writing_first, window, lambda: self._errands.backups_of(window).look())
        lifetimes.connect(window.workspace.moved, window, lambda fork: self._errands.follow_fork(window, fork))
        after_first_paint(window, lambda: window.say(exposure.first_warning(window.workspace.path)))

    def _follow_others(self, window: PlanWindow) -> None:
        """A plan that somebody else works on is read anew as it changes, and can be had once it is free."""
        bar = window.statusBar()
        assert isinstance(bar, StatusBar)

        def tell(sentence: str, can_open: bool, over: Holder | None) -> None:
            bar.show_reading(sentence, (lambda: self._errands.take_up(window, over)) if can_open else None)

        Follower(window.workspace, window).news.connect(tell)

    def look_at(self, window: PlanWindow, step: "Step") -> None:
        """Show the plan as it was after a step, in a window of its own."""
        self._past_windows.open(window, step)

    def prepare_to_ask(self) -> None:
        """A question may come before the first window, which would see to this."""
        theme.put_on_sheet(self._application)
        show_icon(self._application)
        speak_german(self._application)

    # What the window asks for

    def new_plan(self, window: PlanWindow) -> None:
        """Make a plan from a template and open it."""
        self._errands.make_new(window)

    def open_plan(self, window: PlanWindow, path: Path | None = None) -> None:
        """Open another plan; without a path the person chooses one."""
        self._errands.open_plan(window, path)

    def save_copy(self, window: PlanWindow) -> None:
        """Write the whole plan as another file; the window stays with the one it has."""
        self._errands.save_copy(window)

    def print_phases(self, window: PlanWindow, phase: str | None) -> None:
        """Show the reports and their pages before they are printed."""
        self._errands.print_phases(window, phase)

    def save_pdf(self, window: PlanWindow, phase: str | None) -> None:
        """Make the PDF and ask where to put it."""
        self._errands.save_pdf(window, phase)

    def show_history(self, window: PlanWindow) -> None:
        """Show what was done to the plan, and the way back."""
        self._errands.show_history(window)

    def show_backups(self, window: PlanWindow) -> None:
        """Show the backups of the plan, and the way to bring one back."""
        self._errands.show_backups(window)

    def take_along(self, window: PlanWindow) -> None:
        """Write a copy for another computer."""
        self._errands.take_along(window)

    def merge_copy(self, window: PlanWindow) -> None:
        """Merge another copy of the plan, which the person chooses."""
        self._errands.merge_copy(window, None)

    def go_back(self, past: PlanWindow) -> None:
        """Bring the plan to the earlier state that a window shows."""
        self._past_windows.go_back(past)

    def show_help(self, window: PlanWindow, topic: str) -> None:
        """Show what the menu „Hilfe“ has under the name of this action."""
        self._errands.show_help(window, topic)

    def explain(self, window: PlanWindow, action: str) -> None:
        """Show the page of the handbook about an action."""
        self._errands.explain(window, action)

    def show_settings(self, window: PlanWindow) -> None:
        """Show what is set for all plans."""
        self._errands.show_settings(window)

    def recent_plans(self) -> list[Path]:
        """The plans opened last, the newest first."""
        return recent_plans.recent_plans()

    def set_scheme(self, name: str) -> None:
        """Dress the window light, dark, in high contrast, or as the system is."""
        self._settings.setValue("scheme", name)
        self._dress()

    def set_text_size(self, percent: int) -> None:
        """Show all texts in this size, in percent of the system's, and remember it."""
        self._settings.setValue("text_size", percent)
        self._dress()

    def _dress(self) -> None:
        percent = theme.text_size_of(self._settings.value("text_size", theme.NORMAL))
        name = str(self._settings.value("scheme", "system"))
        scheme = SCHEMES.get(name, SCHEMES["system"])[1]
        # Told by the system and asked for by the person may come in one: dressing twice would repaint everything.
        if theme.apply(self._application, scheme, sheet=False, strong=name == STRONG, percent=percent):
            icons.retint()


def run(plan: Path | None) -> int:
    """Open the window with this plan, or with the last one; the exit code of the program."""
    return App(application()).start(plan)


def show_error(sentence: str) -> None:
    """Say in a box why the program cannot start; for a start without a console."""
    speak_german(application())
    show_icon(application())
    error_boxes.tell(None, "NRWeltoffen", sentence)
