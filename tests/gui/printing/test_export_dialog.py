"""„Exportieren“ in the window: by the keyboard alone, told what was written, never over a file unasked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit

from nrw_desktop.gui.window.main_window import MainWindow
from tests.gui.hands import CTRL, SHIFT, Key, answer, callouts, command, press, replace_text, type_text


def in_dialog(do: Callable[[QDialog], object]) -> None:
    """Do something in the dialog once it has the keyboard; whatever goes wrong there, it closes in the end."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isActiveWindow() and QApplication.focusWidget():
            do(dialog)
            dialog.reject()
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def test_a_person_exports_by_keys_and_is_told_what_the_file_does_not_hold(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = window.workspace.path.parent
    shown = answer(monkeypatch, "Schließen", "Anderer Name …", "Schließen", "Schließen")
    seen: list[str] = []

    def choose(dialog: QDialog) -> None:
        type_text("CSV")
        kind, which, edition = dialog.findChildren(QComboBox)
        seen.extend((kind.currentText(), which.currentText(), edition.currentText()))
        press(Key.Key_Tab)
        type_text("Ziele")
        press(Key.Key_Tab, times=2)
        replace_text(" ")
        press(Key.Key_Return)
        seen.extend(callouts(dialog))
        replace_text("Liste: A.csv")
        press(Key.Key_Return)

    in_dialog(choose)
    press(Key.Key_E, CTRL | SHIFT)
    assert seen[:3] == ["CSV-Liste (.csv)", "Maßnahmen", "Öffentliche Fassung"]
    assert "Ohne Namen geht es nicht" in seen[3]
    assert (folder / "Liste- A.csv").read_bytes().startswith(b"\xef\xbb\xbfNr.;Phase;Ziel;")
    assert "„Liste- A.csv“ ist gespeichert." in shown[0]

    def again(dialog: QDialog) -> None:
        type_text("CSV")
        press(Key.Key_Tab, times=2)
        press(Key.Key_Down)
        (name,) = (one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "Dateiname")
        name.setFocus()
        replace_text("Liste- A")
        press(Key.Key_Return)
        replace_text("Intern")
        press(Key.Key_Return)

    in_dialog(again)
    command(window, "Exportieren …")
    assert ";Notiz;" in (folder / "Intern.csv").read_text("utf-8-sig").splitlines()[0]
    assert ";Notiz;" not in (folder / "Liste- A.csv").read_text("utf-8-sig").splitlines()[0]
    assert "„Liste- A.csv“ gibt es schon." in shown[1]
