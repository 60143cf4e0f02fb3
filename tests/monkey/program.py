"""The program as a person starts it, which besides answers on two pipes whether it is idle, and what is to be seen.

python program.py READ WRITE [PLAN]: READ and WRITE are file descriptors. To each line ``idle`` or ``look`` it writes
one of JSON, as soon as everything has happened that was due. It changes nothing and keeps nothing.
"""

import json
import os
import sys
import threading
import time
from typing import Any

_ROUNDS = 3
"""So many times everything that is due happens before the program counts as idle: focus and windows come by turns."""


def answer(read: int, write: int) -> None:
    """Answer, from a thread of its own, until nobody asks any more."""
    while (application := _application()) is None:
        time.sleep(0.01)
    from PySide6.QtCore import QObject, QTimer, Signal

    class Door(QObject):
        asked = Signal(str)

        def reply(self, question: str, rounds: int = _ROUNDS) -> None:
            if rounds:
                QTimer.singleShot(1 if rounds == _ROUNDS else 0, lambda: self.reply(question, rounds - 1))
            else:
                os.write(write, json.dumps(_seen() if question == "look" else {}).encode() + b"\n")

    door = Door()
    door.moveToThread(application.thread())
    door.asked.connect(door.reply)
    with os.fdopen(read, encoding="ascii") as questions:
        for line in questions:
            door.asked.emit(line.strip())


def _application() -> Any:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return getattr(widgets, "QApplication", None) and widgets.QApplication.instance()  # type: ignore[union-attr]


def _seen() -> dict[str, Any]:
    """What a person sees: the window or menu in front, what has the keyboard, texts of fields and boxes, widgets."""
    from PySide6.QtWidgets import (
        QAbstractButton,
        QAbstractItemView,
        QApplication,
        QComboBox,
        QLabel,
        QLineEdit,
        QPlainTextEdit,
        QTabBar,
        QTextEdit,
    )

    window = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    fields: list[str] = []
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        if isinstance(widget, QLineEdit):
            fields.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            fields.append(widget.toPlainText())
        elif isinstance(widget, QLabel):
            words.append(widget.text())
        clickable = QAbstractButton | QAbstractItemView | QComboBox | QLineEdit | QPlainTextEdit | QTabBar
        if widget.window() is window and isinstance(widget, clickable) and not widget.visibleRegion().isEmpty():
            middle = widget.mapToGlobal(widget.visibleRegion().boundingRect().center())
            places.append((middle.x(), middle.y()))
    focus = QApplication.focusWidget()
    above: Any = focus
    while above is not None and not isinstance(above, QAbstractItemView):
        above = above.parentWidget()
    in_cell = above is not None and above is not focus
    typed = getattr(focus, "toPlainText", None) or getattr(focus, "text", None)
    frame = window.geometry().getRect() if window is not None else (0, 0, 0, 0)
    return {
        "window": type(window).__name__ if window is not None else "",
        "title": window.windowTitle() if window is not None else "",
        "modal": QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None,
        "frame": frame,
        "focus": type(focus).__name__ if focus is not None else "",
        "cell": typed() if in_cell and typed else None,
        "column": focus.accessibleName() if in_cell and focus is not None else "",
        "fields": fields,
        "words": words,
        "places": sorted(places),
    }


if __name__ == "__main__":
    _read, _write = (int(number) for number in sys.argv[1:3])
    del sys.argv[1:3]
    sys.argv[0] = "nrw-desktop"
    threading.Thread(target=answer, args=(_read, _write), daemon=True).start()
    from nrw_desktop.cli import main

    sys.exit(main())
