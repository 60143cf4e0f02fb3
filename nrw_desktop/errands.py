"""What an open plan asks of the world outside: files, backups, other starts, printing, and what to do in need.

Loaded as a whole when the first window has been seen, or when a question comes before it.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.file_dialogs import ask_copy, ask_open, ask_other_copy, ask_travelling_copy
from nrw_desktop.gui.session import lock_dialog, recovery_dialog, single_instance
from nrw_desktop.gui.session.backup_scheduler import BackupScheduler
from nrw_desktop.gui.session.copies import Copies
from nrw_desktop.gui.session.forks import Forks, Rest
from nrw_desktop.gui.session.plan_window import USER_NAME, PlanWindow
from nrw_desktop.gui.window import plan_line
from nrw_desktop.gui.window.copies_banner import CopiesBanner
from nrw_desktop.storage.database.history import Step
from nrw_desktop.storage.file.fork import Fork
from nrw_desktop.storage.file.plan_file import PlanFile
from nrw_desktop.storage.system import lock
from nrw_desktop.storage.system.error_messages import DamagedError
from nrw_desktop.storage.system.lock import Holder, LockedError
from nrw_desktop.storage.upkeep import new_plans, recent_plans, upgrade
from nrw_desktop.storage.upkeep.copies import OtherVersion


class Opener(Protocol):
    """The running program, as far as errands need it."""

    @property
    def window(self) -> PlanWindow | None:
        """The window there is."""

    def open(self, path: Path, read_only: bool = False, over: Holder | None = None) -> PlanWindow:
        """Open a plan in a window, which takes the place of the one there is."""

    def open_or_ask(self, path: Path) -> PlanWindow | None:
        """The same; where somebody has it open, the person is asked."""

    def prepare_to_ask(self) -> None:
        """Dress the program for a question that may come before the first window."""

    def look_at(self, window: PlanWindow, step: Step) -> None:
        """Show the plan as it was after a step."""

    def set_scheme(self, name: str) -> None:
        """Dress the program in a scheme, and remember it."""

    def set_text_size(self, percent: int) -> None:
        """Show all texts in this size, and remember it."""


class Errands(QObject):
    """Does what windows ask for; it lives as long as the program."""

    def __init__(self, opener: Opener, settings: QSettings, parent: QObject):
        super().__init__(parent)
        self._opener, self._settings = opener, settings

    # A plan is to be opened

    def open_locked(self, path: Path, error: LockedError) -> PlanWindow | None:
        """Open a plan that somebody has open, in the way the person chooses; None where its own window comes instead.

        Raises:
            PlanError: it cannot be opened at all.
        """
        # A file may be open under another of its names.
        if single_instance.ring_holder(path, error.holder):
            return None
        if lock.holder(path) is None:
            # Who had it has closed it meanwhile.
            return self._opener.open_or_ask(path)
        self._opener.prepare_to_ask()
        answer = lock_dialog.ask(self._opener.window, path, error)
        if answer.choice == "open":
            return self._opener.open(path, over=answer.over)
        if answer.choice == "read":
            return self._opener.open(path, read_only=True)
        if answer.choice == "copy":
            chosen = ask_copy(self._opener.window, path)
            if chosen is not None:
                with PlanFile.open(path, read_only=True) as file:
                    file.copy_to(chosen)
                return self._opener.open(chosen)
        return None

    def upgraded(self, file: PlanFile) -> PlanFile:
        """An open file of an older schema, brought to the newest where it can be written.

        Raises:
            PlanError: it cannot be brought to the newest schema; then it is as it was, and closed.
        """
        return upgrade.upgraded(file, paths.origin())

    def ask_for_plan(self, path: Path | None, error: PlanError) -> PlanWindow | None:
        """Nothing could be opened: say why, and let the person open a backup, choose another plan or make one."""
        self._opener.prepare_to_ask()
        while True:
            good = recovery_dialog.good_backup(path, error) if path else None
            ways = (recovery_dialog.OPEN, recovery_dialog.NEW)
            way = recovery_dialog.ask(None, "Plan nicht geöffnet", str(error), good, ways, "Beenden")
            if not way:
                return None
            try:
                if way == recovery_dialog.NEW:
                    if (window := self.make_new(None)) is None:
                        continue
                    return window
                if good is not None and path is not None and way == "backup":
                    chosen = recovery_dialog.restored_copy(None, path, good)
                else:
                    chosen = self._choose_plan(None)
                if chosen is not None:
                    path = chosen
                    return self._opener.open_or_ask(chosen)
            except PlanError as trouble:
                error = trouble

    def first_plan(self) -> Path:
        """The plan of the first start, made if need be.

        Raises:
            PlanError: it cannot be made. The sentence says what to do.
        """
        is_new = not recent_plans.is_there(recent_plans.default_plan())
        path = new_plans.plan_to_open()
        if is_new:
            plan_line.want(self._settings, path, plan_line.EXAMPLE)
        return path

    def make_new(self, window: QWidget | None) -> PlanWindow | None:
        """Make a plan as the person says and open it; None where they leave it.

        Raises:
            PlanError: it cannot be opened.
        """
        from nrw_desktop.domain.edits.new_plan import Details, begun
        from nrw_desktop.gui.dialogs.new_plan_dialog import WITHOUT_PHASES, NewPlanDialog

        def create(path: Path, template: str, details: Details) -> None:
            new_plans.new_plan(path, template, partial(begun, details=details)).close()

        def bring_in(page: NewPlanDialog) -> Path | None:
            from nrw_desktop.gui.importing import opening

            return opening.new_plan(page, self._settings, self._folder, partial(begun, details=page.details))

        dialog = NewPlanDialog(self._folder, create, window, new_plans.own_templates(), bring_in)
        if not dialog.exec() or dialog.path is None:
            return None
        if dialog.template == WITHOUT_PHASES:
            plan_line.want(self._settings, dialog.path, plan_line.TABLE)
        return self._opener.open(dialog.path)

    def open_plan(self, window: PlanWindow, path: Path | None) -> None:
        """Open another plan; without a path the person chooses one.

        Raises:
            PlanError: it cannot be opened.
        """
        chosen = path or self._choose_plan(window)
        if chosen is not None:
            try:
                self._opener.open_or_ask(chosen)
            except DamagedError as error:
                self._offer_backup(window, chosen, error)

    def _choose_plan(self, window: QWidget | None) -> Path | None:
        return ask_open(window, self._folder)

    @property
    def _folder(self) -> Path:
        window = self._opener.window
        return (window.workspace.path if window else recent_plans.default_plan()).parent

    # While it is open

    def attend(self, window: PlanWindow) -> None:
        """What can wait until the window has been seen."""
        name = self._settings.value(USER_NAME)
        window.workspace.user_name = name if isinstance(name, str) else ""
        single_instance.answer(window)
        self.backups_of(window).look()
        Rest(window)
        self._watch_copies(window)
        self._take_dropped_files(window)

    def _take_dropped_files(self, window: PlanWindow) -> None:
        """Import a file that is dropped onto the window; a plan is opened or merged."""
        from nrw_desktop.gui.importing.dropped_files import DroppedFiles

        def take(files: Sequence[Path]) -> None:
            from nrw_desktop.gui.importing import taking

            with error_boxes.told(window):
                if window.workspace.take_in():
                    taking.take(window, files, partial(self.open_plan, window), partial(self.merge_copy, window))

        DroppedFiles(window, take)

    def _watch_copies(self, window: PlanWindow) -> None:
        """Tell of copies beside the plan that have come on without it."""
        watching = Copies(window)

        def merge(found: OtherVersion) -> None:
            with error_boxes.told(window):
                if window.workspace.take_in():
                    self.merge_copy(window, found.path)

        banner = CopiesBanner(merge, watching.waive)
        window.put_above(banner)
        watching.found.connect(banner.tell)

    def backups_of(self, window: PlanWindow) -> BackupScheduler:
        """What makes the backups of a window's plan; begun when the window has been seen."""
        found = window.findChild(BackupScheduler)
        if found is None:
            found = BackupScheduler(window.workspace, window)
            found.trouble.connect(window.say)
            found.damaged.connect(lambda sentence: self._tell_damaged(window, sentence))
            window.closing.connect(found.finish)
        return found

    def follow_fork(self, window: PlanWindow, fork: Fork) -> None:
        """The plan goes on in another file: the next start, other starts and the person are told."""
        recent_plans.remember_plan(fork.kept)
        merge = partial(self.merge_copy, window)
        Forks.of(window, self._opener.open_or_ask, merge).note(fork)
        if not window.is_closing:
            single_instance.answer(window)

    def take_up(self, window: PlanWindow, over: Holder | None) -> None:
        """Work on the plan that was only read so far; ``over`` is from whom it is taken."""
        if over is not None and not lock_dialog.confirm_taking(window, over):
            return
        with error_boxes.told(window):
            self._opener.open(window.workspace.path, over=over)

    def tell_lost(self, window: PlanWindow, sentence: str) -> None:
        """Say that somebody has taken the plan over, and offer to keep a copy."""
        way = recovery_dialog.COPY
        if recovery_dialog.ask(window, "Plan wurde übernommen", sentence, None, (way,), "Nur weiter ansehen"):
            with error_boxes.told(window):
                self.save_copy(window)

    def _tell_damaged(self, window: PlanWindow, sentence: str) -> None:
        with error_boxes.told(window):
            self._offer_backup(window, window.workspace.path, DamagedError(sentence), recovery_dialog.LIST)

    def _offer_backup(self, window: PlanWindow, path: Path, error: DamagedError, *ways: str) -> None:
        """Say what is wrong with a plan, and open its last good backup if there is one and the person wants it."""
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
                self._opener.open_or_ask(chosen)

    # What the window's commands are

    def save_copy(self, window: PlanWindow) -> None:
        """Write the whole plan as another file; the window stays with the one it has."""
        window.workspace.flush()
        target = ask_copy(window, window.workspace.path)
        if target is not None:
            whole = window.workspace.copy_to(target)
            without = "" if whole else " (der Stand allein, ohne Verlauf)"
            window.say(f"Kopie gespeichert: {target}{without}")

    def take_along(self, window: PlanWindow) -> None:
        """Write a copy for another computer, which can be merged again."""
        window.workspace.flush()
        target = ask_travelling_copy(window, window.workspace.path)
        if target is not None:
            window.workspace.copy_to(target)
            window.say(f"Mitzunehmen: {target}. Zurück kommt sie mit „Datei ▸ Zusammenführen …“")

    def merge_copy(self, window: PlanWindow, path: Path | None) -> None:
        """Show what merging another copy does, and do it; without a path the person chooses one.

        Raises:
            PlanError: it is no copy of this plan, or cannot be read.
        """
        from nrw_desktop.gui.dialogs.copy_dialog import CopyDialog

        chosen = path or ask_other_copy(window, self._folder)
        if chosen is not None:
            other = window.workspace.plan_file.other_copy(chosen)
            try:
                dialog = CopyDialog(window, other)
            except BaseException:
                other.close()
                raise
            dialog.open()

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

        dialog = HistoryDialog(window.workspace, window)
        dialog.look_wanted.connect(lambda step: self._opener.look_at(window, step))
        dialog.show()

    def show_backups(self, window: PlanWindow) -> None:
        """Show the backups of the plan, and the way to bring one back."""
        from nrw_desktop.gui.dialogs.backup_dialog import BackupDialog

        BackupDialog(window.workspace, self.backups_of(window), window).show()

    def show_help(self, window: PlanWindow, topic: str) -> None:
        """Show what the menu „Hilfe“ has under the name of this action."""
        from nrw_desktop.gui.help import about, support_dialog, tour

        if topic == "help":
            self.help_at(QApplication.focusWidget() or window)
        elif topic == "keys":
            self.explain(window, topic)
        else:
            {"about": about.show, "support": support_dialog.show, "tour": tour.show}[topic](window)

    def explain(self, window: PlanWindow, action: str) -> None:
        """Show the page of the handbook about an action."""
        from nrw_desktop.gui.help import help_window, topics

        help_window.show(window, topics.ACTIONS[action])

    def show_settings(self, window: PlanWindow) -> None:
        """Show what is set for all plans."""
        from nrw_desktop.gui.settings import settings_dialog

        looks = settings_dialog.Looks(self._opener.set_scheme, self._opener.set_text_size)
        settings_dialog.show(window, looks)

    def help_at(self, widget: QWidget) -> None:
        """Show the page of the handbook about where a widget stands."""
        from nrw_desktop.gui.help import help_window, topics

        help_window.show(widget.window(), topics.page_about(widget))
