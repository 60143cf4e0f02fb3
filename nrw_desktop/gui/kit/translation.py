"""Qt's own words in German: standard buttons, context menus, file dialogs, and the names of keys."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


def speak_german(application: QCoreApplication) -> None:
    """Have them shown from now on."""
    QLocale.setDefault(QLocale("de_DE"))
    translator = QTranslator(application)
    if translator.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def speak_german_without_window() -> QCoreApplication:
    """The same for a command that shows nothing; what it gives back has to be kept as long."""
    application = QCoreApplication.instance() or QCoreApplication([])
    speak_german(application)
    return application
