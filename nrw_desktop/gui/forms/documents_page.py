"""The documents of a measure: files and web pages, added, found again, and opened where that can start nothing."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import Document
from nrw_desktop.exchange import document_targets
from nrw_desktop.exchange.document_targets import Target
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.error_boxes import confirm
from nrw_desktop.gui.lists.detail_table import DOCUMENTS, DetailTable
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.system import trust


class DocumentsPage(DetailTable):
    """The table of documents with the buttons that are about files."""

    def __init__(self, workspace: Workspace):
        super().__init__(workspace, DOCUMENTS, "Dokumente", stacks=True)
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
            change = self._model.try_run(edits.detail_rows.DOCUMENTS.add, self._model.scope, str(Path(chosen)))
            if change is not None:
                self.view.select(change.rows[-1].id)

    def _choose_file(self) -> None:
        document = self._document()
        if document is None:
            return
        start = self.workspace.path.parent
        with suppress(PlanError):
            target = document_targets.read(document.target, start)
            # Asking whether a folder on another computer is there would sign in to it.
            if self._is_home(target.host) and (beside := Path(target.place).parent).is_dir():
                start = beside
        chosen, _filter = QFileDialog.getOpenFileName(self, "Datei wählen", str(start))
        if chosen:
            self._model.try_run(edits.detail_rows.DOCUMENTS.set_field, document.id, "target", str(Path(chosen)))

    def _open_it(self) -> None:
        document = self._document()
        if document is None:
            return
        try:
            target = document_targets.read(document.target, self.workspace.path.parent)
            if self._may_follow(document.target, target):
                self._follow_target(document.target, target)
        except PlanError as error:
            show_refusal(str(error), self._open)

    def _may_follow(self, text: str, target: Target) -> bool:
        """Ask once for a plan that came from elsewhere, and once for each computer that a document would sign in to."""
        plan = self.workspace.provenance()
        host = "" if self._is_home(target.host) or trust.is_known(target.host) else target.host
        trusted = not plan.from_elsewhere or trust.is_trusted(plan.id)
        if trusted and not host:
            return True
        elsewhere = (
            "" if trusted else "Dieser Plan kommt nicht von diesem Rechner, ein anderer kann ihn geändert haben. "
        )
        sign_in = (
            f"Es liegt auf dem Rechner „{host}“ im Netz; beim Öffnen meldet sich dieser PC dort an. " if host else ""
        )
        again = "Bei diesem Plan" if not host else f"Bei „{host}“" if trusted else "Bei diesem Plan und diesem Rechner"
        more = f"{elsewhere}{sign_in}Bitte nur öffnen, was bekannt ist. {again} wird danach nicht mehr gefragt."
        if not confirm(self, "Dokument öffnen", f"„{text}“ öffnen?", more, "Öffnen", "Abbrechen"):
            return False
        if not trusted:
            trust.trust(plan.id)
        if host:
            trust.know(host)
        return True

    def _is_home(self, host: str) -> bool:
        """Whether a computer need not be asked about: this one, or the one that the plan itself is on."""
        return not host or host.casefold() == document_targets.remote_host(self.workspace.path).casefold()

    def _follow_target(self, text: str, target: Target) -> None:
        """Open what a document names; a file that could start something is shown in its folder after a question.

        Raises:
            PlanError: it is not there, or nothing on this computer opens it.
        """
        if target.kind != "file":
            _open(QUrl(target.place), text)
            return
        path = document_targets.resolved(target, text)
        host = document_targets.remote_host(path)
        if host != target.host and not self._may_follow(str(path), Target("file", str(path), host)):
            # A link led to another computer.
            return
        if document_targets.may_open(path):
            _open(QUrl.fromLocalFile(str(path)), text)
            return
        leads = "" if path.name in text else f" Sie steht hinter „{text}“."
        more = f"Dateien dieser Art können ein Programm starten.{leads} Im Ordner lässt sich ansehen, was es ist."
        sentence = f"„{path.name}“ wird von hier nicht geöffnet."
        if confirm(self, "Datei im Ordner zeigen", sentence, more, "Im Ordner zeigen", "Abbrechen"):
            _open(QUrl.fromLocalFile(str(path.parent)), str(path.parent))


def _open(url: QUrl, text: str) -> None:
    if not QDesktopServices.openUrl(url):
        raise PlanError(
            f"Für „{text}“ ist auf diesem Rechner kein Programm eingerichtet. Bitte eines einrichten oder von Hand "
            "öffnen."
        )
