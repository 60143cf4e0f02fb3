"""Opens the import of a file that was chosen or dropped, once a child process has read it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.exchange.reading.child import source_of
from nrw_desktop.gui.importing.import_dialog import ImportDialog
from nrw_desktop.gui.kit import error_boxes
from nrw_desktop.gui.printing.pdf_export import make_in_background
from nrw_desktop.gui.session.plan_window import PlanWindow

_TITLE = "Importieren"
_KINDS = (
    "Alles, was sich importieren lässt (*.docx *.docm *.odt *.xlsx *.xls *.ods *.csv *.ics *.json);;Alle Dateien (*)"
)


def show(window: PlanWindow) -> None:
    """Ask which file, and open its import."""
    folder = window.workspace.path.parent
    chosen, _filter = QFileDialog.getOpenFileName(window, _TITLE, str(folder), _KINDS)
    if chosen:
        open_file(window, Path(chosen))


def open_file(window: PlanWindow, path: Path) -> None:
    """Open the import of a file; what it cannot be read for is said in a box."""
    window.workspace.flush()
    source = make_in_background(
        window, lambda _progress: source_of(path), _TITLE, "Die Datei wird gelesen …", "Nicht importiert"
    )
    if source is None:
        return
    try:
        dialog = ImportDialog(source, path, window)
    except PlanError as error:
        error_boxes.tell(window, "Nicht importiert", str(error))
        return
    dialog.open()
