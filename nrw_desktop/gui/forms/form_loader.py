"""Makes the widgets of a form of Qt Designer, each of the program's own class where Qt's plain one is named."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from nrw_desktop import paths
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit
from nrw_desktop.gui.kit.text_edit import TextEdit

OWN: dict[str, type[QWidget]] = {
    "QLabel": Label,
    "QComboBox": ComboBox,
    "QLineEdit": LineEdit,
    "QPlainTextEdit": TextEdit,
}
"""By the name of Qt's class, what is made in its place."""


class FormLoader(QUiLoader):
    """Qt's loader, which knows nothing but these classes and Qt's own."""

    def __init__(self, *classes: type[QWidget]):
        # The loader takes along the widgets of all plugins of Qt Designer: with them comes a web browser of 25 MB.
        folders = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])
        super().__init__()
        QCoreApplication.setLibraryPaths(folders)
        for one in classes:
            self.registerCustomWidget(one)

    def createWidget(self, class_name: str, parent: QWidget | None = None, name: str = "") -> QWidget:
        if class_name not in OWN:
            return super().createWidget(class_name, parent, name)
        widget = OWN[class_name](parent=parent)
        widget.setObjectName(name)
        return widget

    def form(self, name: str, parent: QWidget) -> QWidget:
        """The widgets of ``ui/<name>.ui``."""
        return self.load(str(paths.forms() / f"{name}.ui"), parent)
