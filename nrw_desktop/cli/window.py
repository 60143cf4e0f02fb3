"""Opening the window, once what is to be opened has been looked at."""

import gc
import logging
import os
import sys
from pathlib import Path

from nrw_desktop.cli.console import complain
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.database.connection import has_hot_journal
from nrw_desktop.storage.system import error_messages

_log = logging.getLogger(__name__)


def open_window(plan: Path | None) -> int:
    """Open the window with a plan, or with the one used last, and give back the exit code.

    Raises:
        PlanError: there is no such file, it is no plan, or there is no screen to show it on.
    """
    if plan is not None:
        _check_plan(plan)
    if not _has_screen():
        from nrw_desktop.cli.commands import no_screen

        return no_screen.print_instead(plan)
    # Looking for garbage while everything is being made costs a tenth of the start and finds none. The window turns it
    # on again when it has been seen.
    gc.disable()
    from nrw_desktop.gui.kit import qt_startup

    qt_startup.load_qt()
    from nrw_desktop import app

    return app.run(plan.absolute() if plan else None)


def _check_plan(plan: Path) -> None:
    """Refuse what is no plan before a window opens: whoever calls from a console is answered there.

    One that has a good backup is left to the window, which offers that.
    """
    try:
        if not os.path.lexists(plan):
            from nrw_desktop.cli.commands import rescue

            raise error_messages.DamagedError(rescue.not_there(plan))
        with error_messages.worded(plan):
            file_check.check_header(plan)
            if not has_hot_journal(plan):
                file_check.check_length(plan)
    except error_messages.DamagedError as error:
        from nrw_desktop.cli.commands import rescue

        way = rescue.way_to_good(plan)
        if not way or not _has_screen():
            raise PlanError(f"{error}{way}") from error


def _has_screen() -> bool:
    """Whether Qt has something to show a window on."""
    if os.name != "posix" or sys.platform == "darwin":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def complain_in_a_box(sentence: str) -> None:
    """Say what went wrong in a message box; on stderr where there can be none."""
    if sentence and _has_screen():
        try:
            from nrw_desktop import app

            app.show_error(sentence)
            return
        except Exception:
            _log.critical("no message box", exc_info=True)
    complain(sentence)
