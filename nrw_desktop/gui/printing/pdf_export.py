"""Reports as PDF files: their names, how they are written as a whole, and „Als PDF speichern“ without a preview."""

import errno
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.kit.background import Progress, Work
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.printing.print_options import PrintOptions
from nrw_desktop.gui.printing.progress_dialog import ProgressDialog
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.reports import unprintable
from nrw_desktop.storage.system import file_names

_log = logging.getLogger(__name__)

T = TypeVar("T")


def maker(options: PrintOptions) -> Callable[[Progress], unprintable.Printed]:
    """What makes the report that is chosen, as PDF, and says what of it cannot be printed.

    Raises:
        PlanError: what is chosen does not do.
    """
    name, request, plan = options.report.name, options.request(), options.printed_plan

    def make(progress: Progress) -> unprintable.Printed:
        return unprintable.printed(name, plan, replace(request, progress=progress))

    return make


def suggested_name(plan: Plan, report: str, phase: str | None) -> str:
    """A file name for the PDF of a report."""
    found = next((one for one in plan.phases if one.id == phase), None)
    words = f"{report} {plan.number(found.id)} {found.title}" if found else report
    return f"{file_names.suitable(words)}.pdf"


def save_pdf(parent: QWidget, data: bytes, name: str, folder: Path) -> None:
    """Ask where, write the PDF as a whole, and offer to open it."""
    target = ask_save(parent, "Als PDF speichern", folder / name, "PDF-Dateien (*.pdf)", ".pdf")
    if target is None:
        return
    write_file(parent, data, target)


def write_file(parent: QWidget, data: bytes, target: Path, told: Sequence[str] = ()) -> bool:
    """Write a file as a whole, and offer to open it; ``told`` is what else is said of it. False where it failed."""
    try:
        paths.write_whole(target, data, shared=True)
    except OSError as error:
        _log.warning("a file could not be written: %s", error)
        error_boxes.tell(parent, "Nicht gespeichert", _why_not_written(target, error))
        return False
    box = MessageBox(MessageBox.Icon.Information, "Gespeichert", f"„{target.name}“ ist gespeichert.", parent=parent)
    box.setInformativeText("\n\n".join((str(target.parent), *told)))
    open_button = box.addButton("Öffnen", MessageBox.ButtonRole.AcceptRole)
    box.addButton("Schließen", MessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is open_button:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
    return True


def _why_not_written(target: Path, error: OSError) -> str:
    before = " Die bisherige Datei ist unverändert." if target.exists() else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"„{target.name}“ konnte nicht geschrieben werden: Auf dem Datenträger ist kein Platz mehr.{before} "
            "Bitte Platz schaffen oder einen anderen Ort wählen."
        )
    return (
        f"„{target.name}“ konnte nicht geschrieben werden.{before} Ist die Datei in einem anderen Programm geöffnet "
        "oder der Ordner schreibgeschützt? Bitte dort schließen oder einen anderen Ort wählen."
    )


def make_in_background(
    parent: QWidget | None,
    make: Callable[[Progress], T],
    title: str = "Als PDF speichern",
    sentence: str = "Seiten werden gesetzt …",
    refusal: str = "Nicht möglich",
) -> T | None:
    """What is made, while the window stays alive; None where it could not be made, or nobody waits for it any more.

    ``refusal`` is the title under which a refusal is told.
    """
    made: list[T] = []
    waiting = ProgressDialog(title, sentence, 0, parent)
    waiting.setMinimumDuration(400)
    loop = QEventLoop()
    # Not the window's: that may be closed meanwhile, and a thread must not go before it has ended.
    work = Work(make)
    work.advanced.connect(lambda _step, steps: waiting.setMaximum(steps))
    work.advanced.connect(lambda step, _steps: waiting.setValue(step))
    work.done.connect(made.append)
    refused: list[str] = []
    work.failed.connect(refused.append)
    work.finished.connect(loop.quit)
    waiting.canceled.connect(work.stop)
    waiting.destroyed.connect(work.stop)
    work.start()
    loop.exec()
    work.wait()
    if not isValid(waiting):
        return None
    was_seen = waiting.isVisible()
    waiting.close()
    if was_seen and parent is not None:
        # Not every system gives the keyboard back by itself.
        parent.window().activateWindow()
    for reason in refused:
        error_boxes.tell(parent, refusal, reason)
    return made[0] if made else None


def save(window: PlanWindow, phase: str | None) -> None:
    """Write the report last used, with its options, of a phase or of all, and ask where to put it."""
    window.workspace.flush()
    workspace = window.workspace
    options = PrintOptions(workspace, window.settings, phase, ())
    try:
        make = maker(options)
        name = suggested_name(workspace.plan, options.report.title, options.phase)
    except PlanError as error:
        error_boxes.tell(window, "Nicht möglich", str(error))
        return
    finally:
        options.deleteLater()
    report = make_in_background(window, make)
    if report is not None and (not report.unprintable or _goes_on(window, report.unprintable)):
        save_pdf(window, report.pdf, name, workspace.path.parent)


def _goes_on(parent: QWidget, sentences: Sequence[str]) -> bool:
    """Say what cannot be printed, and ask whether the PDF is wanted all the same."""
    box = MessageBox(MessageBox.Icon.Warning, "Zeichen ohne Schrift", unprintable.HEADING, parent=parent)
    box.setInformativeText("\n".join(sentences))
    go_on = box.addButton("Trotzdem speichern …", MessageBox.ButtonRole.AcceptRole)
    box.addButton("Abbrechen", MessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is go_on
