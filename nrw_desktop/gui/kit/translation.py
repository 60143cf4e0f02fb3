"""Qt's own words in German: standard buttons, context menus, file dialogs."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_german(application: QApplication) -> None:
    """Have them shown from now on."""
    QLocale.setDefault(QLocale("de_DE"))
    translator = QTranslator(application)
    if translator.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
