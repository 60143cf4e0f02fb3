"""What asks who is to be erased, for people whom no partner has as a contact: a guest, or who wrote the minutes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.gui.dialogs import erasing
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_editors import name_completer
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

_WIDTH = 520


class PersonDialog(Dialog):
    """Takes any name, and offers those that stand in the plan; it stays until somebody was erased."""

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle("Person endgültig löschen")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = Label("Wer soll aus dem Plan und aus seinem Verlauf gelöscht werden?")
        self._name = ComboBox()
        self._name.setLineEdit(LineEdit())
        self._name.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self._name.setAccessibleName("Name")
        names = person_traces.typed_names(workspace.plan)
        self._name.addItems(names)
        self._name.setCompleter(name_completer(list(names), self._name))
        self._name.setCurrentIndex(-1)
        if line := self._name.lineEdit():
            line.setPlaceholderText("Vor- und Familienname")
        more = Label(
            "Die Liste nennt, wer in Sitzungen, Gremien, Aufgaben, Zuständigkeiten und Kontakten steht. Gesucht wird "
            "in allen Texten. Was gelöscht wird, ist vorher zu sehen."
        )
        more.setWordWrap(True)
        buttons = QDialogButtonBox()
        buttons.addButton("&Weiter …", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("A&bbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        for widget in (what, self._name, theme.named(more, "muted"), buttons):
            page.addWidget(widget)
        self.want_size(_WIDTH, 0)
        self._name.setFocus()

    def accept(self) -> None:
        """Only once the person is erased."""
        try:
            if erasing.erase(self, self._workspace, " ".join(self._name.currentText().split())):
                super().accept()
        except PlanError as error:
            show_refusal(str(error), self._name)
            self._name.setFocus()


def show(window: PlanWindow) -> None:
    """Open the dialog over a main window, once all that was typed is in the plan."""
    if not window.workspace.flush():
        PersonDialog(window.workspace, window).open()
