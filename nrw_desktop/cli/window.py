"""Opening the window, and what stands in for it where there is no screen."""

import gc
import hashlib
import logging
import os
import sys
from pathlib import Path

from nrw_desktop import paths
from nrw_desktop.cli.console import DONE, PROGRAM, complain, say, write
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.storage.database import file_check
from nrw_desktop.storage.database.connection import has_hot_journal
from nrw_desktop.storage.system import error_messages
from nrw_desktop.storage.upkeep import recent_plans

_log = logging.getLogger(__name__)


def open_window(plan: Path | None) -> int:
    """Open the window with a plan, or with the one used last, and give back the exit code.

    Raises:
        PlanError: there is no such file, it is no plan, or there is no screen to show it on.
    """
    if plan is not None:
        _check_plan(plan)
    if not _has_screen():
        return _print_instead(plan)
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


def _print_instead(plan: Path | None) -> int:
    """Print the plan that a start would open, since there is no screen for a window."""
    if plan is not None:
        raise PlanError(
            f"Hier gibt es keinen Bildschirm für das Fenster. „{PROGRAM} show {plan}“ zeigt den Plan als Text."
        )
    from nrw_desktop.cli.commands.reports import overview

    plan = recent_plans.plan_to_open()
    say("Hier gibt es keinen Bildschirm für das Fenster. Stattdessen wird die Übersicht aller Phasen gedruckt.")
    content = overview(plan)
    out = _own_place(plan.with_name(f"{plan.stem} Phasenübersicht.pdf"))
    write(out, content)
    _remember_own(out, content)
    say(f"Plan: {plan}\nPDF:  {out}")
    return DONE


def _own_place(wanted: Path) -> Path:
    """The place wanted, or the next one with a number where somebody else's file lies already."""
    for number in range(1, 1000):
        place = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not os.path.lexists(place) or _is_own(place):
            return place
    return wanted


def _own_mark(place: Path, content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()} {place}"


def _is_own(place: Path) -> bool:
    """Whether the file is, byte for byte, what `_print_instead` wrote last."""
    try:
        return (paths.data_dir() / "printed").read_text("utf-8") == _own_mark(place, place.read_bytes())
    except (OSError, ValueError):
        return False


def _remember_own(place: Path, content: bytes) -> None:
    try:
        paths.make_data_folder()
        paths.write_whole(paths.data_dir() / "printed", _own_mark(place, content).encode())
    except (OSError, ValueError):
        _log.warning("the next print will take another name", exc_info=True)


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
