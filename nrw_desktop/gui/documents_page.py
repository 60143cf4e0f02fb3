"""The documents of a measure: files and web pages, added, found again, and opened with the system's program."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.records import Document
from nrw_desktop.gui.bubble import show_refusal
from nrw_desktop.gui.part_table import DOCUMENTS, PartTable
from nrw_desktop.gui.workspace import Workspace

_PROGRAMS = frozenset((
    ".app", ".appimage", ".bat", ".cmd", ".com", ".cpl", ".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk",
    ".msi", ".msp", ".pif", ".ps1", ".py", ".pyw", ".reg", ".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf",
))  # fmt: skip
"""Files that would run instead of opening: a plan comes from others too."""


class DocumentsPage(PartTable):
    """The table of documents with the buttons that are about files."""

    def __init__(self, workspace: Workspace):
        super().__init__(workspace, DOCUMENTS, "Dokumente")
        self.add_button("Datei hinzufügen …", "file-plus", "Eine Datei dieser Maßnahme zuordnen", self._add_file, 0)
        self._open = self.add_button(
            "Öffnen",
            "external-link",
            "Mit dem Programm öffnen, das auf diesem Rechner dafür da ist",
            self._open_it,
            2,
            of_row=True,
            writes=False,
        )
        tip = "Dem gewählten Dokument eine andere Datei zuordnen"
        self.add_button("Datei wählen …", "folder-open", tip, self._choose_file, 3, of_row=True)

    def _document(self) -> Document | None:
        record = self.view.current_record()
        return record if isinstance(record, Document) else None

    def _add_file(self) -> None:
        if self._model.scope is None:
            return
        chosen, _filter = QFileDialog.getOpenFileName(self, "Datei hinzufügen", str(self.workspace.path.parent))
        if chosen:
            change = self._model.try_run(edits.parts.DOCUMENTS.add, self._model.scope, str(Path(chosen)))
            if change is not None:
                self.view.select(change.rows[-1].id)

    def _choose_file(self) -> None:
        document = self._document()
        if document is None:
            return
        beside = _path(document.target, self.workspace.path.parent).parent
        start = beside if beside.is_dir() else self.workspace.path.parent
        chosen, _filter = QFileDialog.getOpenFileName(self, "Datei wählen", str(start))
        if chosen:
            self._model.try_run(edits.parts.DOCUMENTS.set_field, document.id, "target", str(Path(chosen)))

    def _open_it(self) -> None:
        document = self._document()
        if document is None:
            return
        try:
            url = address(document.target, self.workspace.path.parent)
            if not QDesktopServices.openUrl(url):
                raise PlanError(
                    f"Für „{document.target}“ ist auf diesem Rechner kein Programm eingerichtet. Bitte eines "
                    "einrichten oder von Hand öffnen."
                )
        except PlanError as error:
            show_refusal(str(error), self._open)


def address(target: str, folder: Path) -> QUrl:
    """What to open for a document: a web address as it is, a file where it lies; ``folder`` is that of the plan.

    Raises:
        PlanError: the file is not there, or is a program.
    """
    scheme = QUrl(target).scheme().casefold()
    if scheme in ("http", "https", "mailto"):
        return QUrl(target)
    if target.casefold().startswith("www."):
        return QUrl(f"https://{target}")
    path = _path(target, folder)
    if path.suffix.casefold() in _PROGRAMS:
        raise PlanError(f"„{path.name}“ ist ein Programm und wird von hier nicht gestartet. Bitte von Hand öffnen.")
    if not _exists(path):
        raise PlanError(f"„{target}“ liegt nicht mehr dort. Bitte neu zuordnen.")
    return QUrl.fromLocalFile(str(path))


def _path(target: str, folder: Path) -> Path:
    """The file of a document; one named without a folder, or by a part of its path, lies beside the plan."""
    local = QUrl(target).toLocalFile() if target.casefold().startswith("file:") else target
    return folder / local


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # A name that no file can have, or a place that may not be looked into.
        return False
