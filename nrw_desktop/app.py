"""Wires the window together: settings, theme, the open plan, and what the window asks of the world outside."""

import logging
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop import __version__, paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes, icons, lifetimes, theme
from nrw_desktop.gui.kit.application import application, prepared_settings, show_icon
from nrw_desktop.gui.kit.idle import after_first_paint, collect_garbage_here
from nrw_desktop.gui.kit.translation import speak_german
from nrw_desktop.gui.session.plan_lock import Follower, PlanLock
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.gui.window.app_commands import SCHEMES, STRONG
from nrw_desktop.gui.window.main_window import MainWindow
from nrw_desktop.gui.window.status_bar import StatusBar
from nrw_desktop.storage.file import plan_file
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import exposure
from nrw_desktop.storage.system.error_messages import DamagedError
from nrw_desktop.storage.system.lock import Holder, Lock, LockedError
from nrw_desktop.storage.upkeep import recent_plans

if TYPE_CHECKING:
    from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
    from nrw_desktop.gui.window.past_windows import PastWindows
    from nrw_desktop.storage.file.fork import Fork

_log = logging.getLogger(__name__)

_IDLE = 300
"""Milliseconds after which what the first look does not need is set up."""


class App(QObject):
    """The running program: one window with one plan at a time."""

    def __init__(self, qt: QApplication):
        super().__init__(qt)
        self._application = qt
        self._settings, self._trouble = prepared_settings()
        self._window: PlanWindow | None = None
        self._past_windows: PastWindows | None = None
        self._dress()
        qt.styleHints().colorSchemeChanged.connect(self._dress)
        qt.styleHints().accessibility().contrastPreferenceChanged.connect(self._dress)

    def start(self, path: Path | None) -> int:
        """Open the plan asked for, or the last one, and run until the window is closed; the exit code."""
        icons.put_off()
        wanted = path or recent_plans.last_plan()
        try:
            window: PlanWindow | None = self._open_or_ask(path or recent_plans.plan_to_open())
            if window is None:
                return 0
        except PlanError as error:
            window = self._ask_for_plan(wanted, error)
        if window is None:
            return 1
        after_first_paint(window, self._settle)
        after_first_paint(window, partial(window.say, self._trouble))
        return self._application.exec()

    def _settle(self) -> None:
        """Set up what the first look did not need."""
        from nrw_desktop.gui.kit.field_undo import FieldUndo

        collect_garbage_here(self)
        self._application.focusChanged.connect(FieldUndo(self).watch)
        show_icon(self._application)
        speak_german(self._application)
        threading.Thread(target=plan_file.warm_up, daemon=True).start()

    def _open_or_ask(self, path: Path) -> PlanWindow | None:
        """Open a plan; one that is open elsewhere comes to the front there, or can be read, or worked on as a copy.

        Raises:
            PlanError: it cannot be opened at all.
        """
        try:
            return self._open(path)
        except LockedError as error:
            from nrw_desktop.gui.session import lock_dialog, single_instance

            # A file may be open under another of its names.
            if single_instance.ring(Path(error.holder.plan or path)):
                return None
            self._prepare_to_ask()
            answer = lock_dialog.ask(self._window, path, error)
        if answer.choice == "open":
            return self._open(path, over=answer.over)
        if answer.choice == "read":
            return self._open(path, read_only=True)
        if answer.choice == "copy":
            from nrw_desktop.gui.kit.file_dialogs import ask_copy

            chosen = ask_copy(self._window, path)
            if chosen is not None:
                with PlanFile.open(path, read_only=True) as file:
                    file.copy_to(chosen)
                return self._open(chosen)
        return None

    def _open(self, path: Path, read_only: bool = False, over: Holder | None = None) -> PlanWindow:
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
                from nrw_desktop.storage.upkeep import upgrade

                file = upgrade.upgraded(file, paths.origin())
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
        keeper.lost.connect(lambda sentence: self._tell_lost(window, sentence))
        window.closed.connect(keeper.release)
        QTimer.singleShot(_IDLE, window, lambda: self._attend(window))
        # An edit may come before the timer does; a backup comes before the first one all the same.
        lifetimes.connect(window.workspace.writing_first, window, lambda: self._backups_of(window).look())
        window.workspace.copy_made.connect(self._open_or_ask)
        lifetimes.connect(window.workspace.moved, window, lambda fork: self._follow_fork(window, fork))
        after_first_paint(window, lambda: window.say(exposure.first_warning(window.workspace.path)))

    def _attend(self, window: PlanWindow) -> None:
        """What can wait until the window has been seen."""
        from nrw_desktop.gui.session import single_instance
        from nrw_desktop.gui.session.forks import Rest

        single_instance.answer(window)
        self._backups_of(window).look()
        Rest(window)

    def _follow_fork(self, window: PlanWindow, fork: "Fork") -> None:
        """The plan goes on in another file: the next start, other starts and the person are told."""
        from nrw_desktop.gui.session import single_instance
        from nrw_desktop.gui.session.forks import Forks

        recent_plans.remember_plan(fork.kept)
        Forks.of(window, self._open_or_ask).note(fork)
        if not window.is_closing:
            single_instance.answer(window)

    def _follow_others(self, window: PlanWindow) -> None:
        """A plan that somebody else works on is read anew as it changes, and can be had once it is free."""
        bar = window.statusBar()
        assert isinstance(bar, StatusBar)

        def tell(sentence: str, can_open: bool, over: Holder | None) -> None:
            bar.show_reading(sentence, partial(self._take_up, window, over) if can_open else None)

        Follower(window.workspace, window).news.connect(tell)

    def _take_up(self, window: PlanWindow, over: Holder | None) -> None:
        """Work on the plan that was only read so far."""
        from nrw_desktop.gui.session import lock_dialog

        if over is not None and not lock_dialog.confirm_taking(window, over):
            return
        with error_boxes.told(window):
            self._open(window.workspace.path, over=over)

    def _tell_lost(self, window: PlanWindow, sentence: str) -> None:
        from nrw_desktop.gui.session.recovery_dialog import COPY, ask

        if ask(window, "Plan wurde übernommen", sentence, None, (COPY,), "Nur weiter ansehen"):
            with error_boxes.told(window):
                self.save_copy(window)

    def _ask_for_plan(self, path: Path | None, error: PlanError) -> PlanWindow | None:
        """Nothing could be opened: say why, and let the person open a backup, choose another plan or make one."""
        from nrw_desktop.gui.session import recovery_dialog

        self._prepare_to_ask()
        while True:
            good = recovery_dialog.good_backup(path, error) if path else None
            ways = (recovery_dialog.OPEN, recovery_dialog.NEW)
            way = recovery_dialog.ask(None, "Plan nicht geöffnet", str(error), good, ways, "Beenden")
            if not way:
                return None
            try:
                if way == recovery_dialog.NEW:
                    if (window := self._make_new(None)) is None:
                        continue
                    return window
                if good is not None and path is not None and way == "backup":
                    chosen = recovery_dialog.restored_copy(None, path, good)
                else:
                    chosen = self._choose_plan(None)
                if chosen is not None:
                    path = chosen
                    return self._open_or_ask(chosen)
            except PlanError as trouble:
                error = trouble

    # What the window asks for

    def new_plan(self, window: PlanWindow) -> None:
        """Make a plan from a template and open it."""
        self._make_new(window)

    def open_plan(self, window: PlanWindow, path: Path | None = None) -> None:
        """Open another plan; without a path the person chooses one."""
        chosen = path or self._choose_plan(window)
        if chosen is not None:
            try:
                self._open_or_ask(chosen)
            except DamagedError as error:
                self._offer_backup(window, chosen, error)

    def _tell_damaged(self, window: PlanWindow, sentence: str) -> None:
        from nrw_desktop.gui.session import recovery_dialog

        with error_boxes.told(window):
            self._offer_backup(window, window.workspace.path, DamagedError(sentence), recovery_dialog.LIST)

    def _offer_backup(self, window: PlanWindow, path: Path, error: DamagedError, *ways: str) -> None:
        """Say what is wrong with a plan, and open its last good backup if there is one and the person wants it."""
        from nrw_desktop.gui.session import recovery_dialog

        good = recovery_dialog.good_backup(path, error)
        if good is None and not ways:
            raise error
        leave = "Weiterarbeiten" if ways else "Abbrechen"
        way = recovery_dialog.ask(window, "Plan ist beschädigt", str(error), good, ways, leave)
        if way == recovery_dialog.LIST:
            self.show_backups(window)
        elif way and good is not None:
            chosen = recovery_dialog.restored_copy(window, path, good)
            if chosen is not None:
                self._open_or_ask(chosen)

    def save_copy(self, window: PlanWindow) -> None:
        """Write the whole plan as another file; the window stays with the one it has."""
        from nrw_desktop.gui.kit.file_dialogs import ask_copy

        window.workspace.flush()
        target = ask_copy(window, window.workspace.path)
        if target is not None:
            whole = window.workspace.copy_to(target)
            without = "" if whole else " (der Stand allein, ohne Verlauf)"
            window.say(f"Kopie gespeichert: {target}{without}")

    def print_phases(self, window: PlanWindow, phase: str | None) -> None:
        """Show the reports and their pages before they are printed."""
        from nrw_desktop.gui.printing import print_dialog

        print_dialog.show(window, phase)

    def save_pdf(self, window: PlanWindow, phase: str | None) -> None:
        """Make the PDF and ask where to put it."""
        from nrw_desktop.gui.printing import pdf_export

        pdf_export.save(window, phase)

    def show_history(self, window: PlanWindow) -> None:
        """Show what was done to the plan, and the way back."""
        from nrw_desktop.gui.dialogs.history_dialog import HistoryDialog
        from nrw_desktop.gui.window.past_windows import PastWindows

        if self._past_windows is None:
            self._past_windows = PastWindows(self, self._settings)
        dialog = HistoryDialog(window.workspace, window)
        dialog.look_wanted.connect(partial(self._past_windows.open, window))
        dialog.show()

    def show_backups(self, window: PlanWindow) -> None:
        """Show the backups of the plan, and the way to bring one back."""
        from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog

        BackupDialog(window.workspace, self._backups_of(window), window).show()

    def _backups_of(self, window: PlanWindow) -> "BackupScheduler":
        """What makes the backups of a window's plan; begun when the window has been seen."""
        from nrw_desktop.gui.session.backup_scheduler import BackupScheduler

        found = window.findChild(BackupScheduler)
        if found is None:
            found = BackupScheduler(window.workspace, window)
            found.trouble.connect(window.say)
            found.damaged.connect(lambda sentence: self._tell_damaged(window, sentence))
            window.closing.connect(found.finish)
        return found

    def go_back(self, past: PlanWindow) -> None:
        """Bring the plan to the earlier state that a window shows."""
        assert self._past_windows is not None
        self._past_windows.go_back(past)

    def recent_plans(self) -> list[Path]:
        """The plans opened last, the newest first."""
        return recent_plans.recent_plans()

    def set_scheme(self, name: str) -> None:
        """Dress the window light, dark, in high contrast, or as the system is."""
        self._settings.setValue("scheme", name)
        self._dress()

    def show_help(self, window: PlanWindow, topic: str) -> None:
        """Show the shortcuts, or what this program is."""
        from nrw_desktop.gui.window.help import about, shortcuts

        about(window, __version__) if topic == "about" else shortcuts(window)

    # Inside

    def _prepare_to_ask(self) -> None:
        """A question may come before the first window, which would see to this."""
        theme.put_on_sheet(self._application)
        show_icon(self._application)
        speak_german(self._application)

    def _dress(self) -> None:
        name = str(self._settings.value("scheme", "system"))
        scheme = SCHEMES.get(name, SCHEMES["system"])[1]
        # Told by the system and asked for by the person may come in one: dressing twice would repaint everything.
        if theme.apply(self._application, scheme, sheet=False, strong=name == STRONG):
            icons.retint()

    @property
    def _folder(self) -> Path:
        return (self._window.workspace.path if self._window else recent_plans.default_plan()).parent

    def _choose_plan(self, window: QWidget | None) -> Path | None:
        from nrw_desktop.gui.kit.file_dialogs import ask_open

        return ask_open(window, self._folder)

    def _make_new(self, window: QWidget | None) -> PlanWindow | None:
        from nrw_desktop.gui.dialogs.new_plan_dialog import NewPlanDialog

        dialog = NewPlanDialog(self._folder, window)
        if not dialog.exec() or dialog.path is None:
            return None
        recent_plans.new_plan(dialog.path, dialog.template).close()
        return self._open(dialog.path)


def run(plan: Path | None) -> int:
    """Open the window with this plan, or with the last one; the exit code of the program."""
    return App(application()).start(plan)


def show_error(sentence: str) -> None:
    """Say in a box why the program cannot start; for a start without a console."""
    speak_german(application())
    show_icon(application())
    error_boxes.tell(None, "NRWeltoffen", sentence)
