"""The foot of the window: whether all is saved, what was done last, and in which file."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from nrw_desktop.domain.change import Change
from nrw_desktop.domain.labels import label_text
from nrw_desktop.domain.plan import Plan
from nrw_desktop.gui import icons
from nrw_desktop.gui.later import after_first_paint
from nrw_desktop.gui.workspace import Workspace

_PUT_IN = ("eingefügt", "dupliziert")
_VERBS = {"undo": "Rückgängig gemacht", "redo": "Wiederholt"}


class StatusBar(QStatusBar):
    """Follows one workspace."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._icon, self._saved, self._last = QLabel(), QLabel(), QLabel()
        self._icon.setAccessibleName("Speicherstand")
        # A long label must not push the file's name out of the window.
        self._last.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        file = QLabel(workspace.name)
        file.setToolTip(str(workspace.path))
        self.setSizeGripEnabled(False)
        self.addWidget(self._icon)
        self.addWidget(self._saved)
        self.addWidget(self._last, 1)
        self.addPermanentWidget(file)
        workspace.unsaved.connect(self.show_saved)
        workspace.changed.connect(self._show_last)
        self.show_saved()
        # Once more for its icon, which comes after the plan.
        after_first_paint(self, self.show_saved)
        self._show_last(workspace.plan, None)

    def show_saved(self, trouble: str = "") -> None:
        """Tell by icon and words whether the file has all; ``trouble`` is the sentence why it has not."""
        read_only = "Nur lesen" if self._workspace.read_only else ""
        self._saved.setText(f"Nicht gespeichert: {trouble}" if trouble else read_only or "Alles gespeichert")
        self._saved.setToolTip(trouble)
        name, role = "check", "done"
        if trouble or read_only:
            name, role = "triangle-alert", "danger" if trouble else "postponed"
        self._icon.setPixmap(icons.icon(name, role).pixmap(16, 16))

    def _show_last(self, plan: Plan, change: Change | None) -> None:
        text = ""
        if change is not None and change.kind in _VERBS:
            text = f"{_VERBS[change.kind]}: {label_text(change, plan)}"
        elif step := self._workspace.undo_label():
            text = f"Zuletzt: {step}"
            if change is not None and step.endswith(_PUT_IN):
                text = f"{step}. Strg+Z nimmt {'sie' if step[0].isdigit() else 'das'} zurück."
        self._last.setText(text)
        self._last.setToolTip(text)
