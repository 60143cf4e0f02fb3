"""Opens the import of a file that was chosen or dropped, once a child process has read it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from nrw_desktop.domain.drafts.bringing_in import beginning
from nrw_desktop.domain.drafts.draft import Draft, How
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.gui.importing import remembered
from nrw_desktop.gui.importing.drawing import Drawn, Links, Wanted, drawn
from nrw_desktop.gui.importing.import_dialog import ImportDialog
from nrw_desktop.gui.kit.background import Progress
from nrw_desktop.gui.printing.pdf_export import make_in_background
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.upkeep import new_plans

_TITLE = "Importieren"
_KINDS = (
    "Alles, was sich importieren lässt (*.docx *.docm *.odt *.xlsx *.xls *.ods *.csv *.ics *.json);;Alle Dateien (*)"
)
_EMPTY_TEMPLATE = "leer"

Begun = Callable[[Change], Change]


def show(window: PlanWindow) -> None:
    """Ask which file, and open its import."""
    if chosen := _chosen(window, window.workspace.path.parent):
        open_file(window, chosen)


def open_file(window: PlanWindow, path: Path) -> None:
    """Open the import of a file into a window's plan; what it cannot be read for is said in a box."""
    window.workspace.flush()
    settings = window.settings
    first = _read(window, partial(_source, path), window.workspace.plan, settings)
    if first is not None:
        _show(window, first, path)


def open_source(window: PlanWindow, source: Source) -> None:
    """Open the import of a table that was copied elsewhere."""
    first = _read(window, lambda _progress: source, window.workspace.plan, window.settings)
    if first is not None:
        _show(window, first, Path("Zwischenablage"))


def _show(window: PlanWindow, first: Drawn, path: Path) -> None:
    settings, folder = window.settings, window.workspace.path.parent
    dialog = ImportDialog(first, path, window, _create, partial(_read_again, path), settings, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def open_made() -> None:
        if dialog.made is not None:
            window.workspace.copy_made.emit(dialog.made)

    dialog.accepted.connect(open_made)
    dialog.open()


def new_plan(parent: QWidget | None, settings: QSettings, folder: Path, begun: Begun) -> Path | None:
    """Ask for a file and make a plan file of it, to which ``begun`` gives what else is known; None to leave it."""
    chosen = _chosen(parent, folder)
    first = _read(parent, partial(_source, chosen), None, settings) if chosen else None
    if chosen is None or first is None:
        return None
    create, reread = partial(_create, begun=begun), partial(_read_again, chosen)
    dialog = ImportDialog(first, chosen, None, create, reread, settings, folder, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.made


def _chosen(parent: QWidget | None, folder: Path) -> Path | None:
    chosen, _filter = QFileDialog.getOpenFileName(parent, _TITLE, str(folder), _KINDS)
    return Path(chosen) if chosen else None


def _source(path: Path, progress: Progress) -> Source:
    # Whoever gives up is heard in between, and the child ends with it.
    return source_of(path, watch=lambda: progress(0, 0))


def _read(
    parent: QWidget | None, read: Callable[[Progress], Source], plan: Plan | None, settings: QSettings
) -> Drawn | None:
    """The first draft of what is read, with what is remembered of its columns; None where there is none."""
    known = remembered.known(settings)

    def make(progress: Progress) -> Drawn:
        source = read(progress)
        draft = draft_of(source, {}, plan)
        answers = remembered.answers(known, draft)
        how: How = "new" if plan is None else "update" if plan.phases and draft.is_of(plan) else "append"
        return drawn(Wanted(source, answers, plan, how), None if answers else draft)

    return make_in_background(parent, make, _TITLE, "Die Datei wird gelesen …", "Nicht importiert")


def _read_again(path: Path, parent: QWidget, encoding: str, separator: str) -> Source | None:
    def make(progress: Progress) -> Source:
        return source_of(path, watch=lambda: progress(0, 0), form=(encoding, separator))

    return make_in_background(parent, make, _TITLE, "Die Datei wird gelesen …", "Nicht gelesen")


def _create(path: Path, draft: Draft, links: Links, begun: Begun = lambda origin: origin) -> None:
    """Make a plan file of a draft.

    Raises:
        PlanError: it cannot be written, or there is nothing to write.
    """
    new_plans.new_plan(path, _EMPTY_TEMPLATE, lambda origin: begun(beginning(origin, draft, links))).close()
