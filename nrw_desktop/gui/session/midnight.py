"""The turn of the day, for what depends on which day it is and stands open over night."""

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK = 60_000
"""Milliseconds between two looks: a timer until midnight would be late by all that a computer sleeps."""


class Midnight(QObject):
    """`passed` tells that another day has begun; ``day`` is the one there was at the last look."""

    passed = Signal()

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self.day = dt.date.today()
        timer = QTimer(self, interval=_LOOK)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Look at the calendar now."""
        today = dt.date.today()
        if today != self.day:
            self.day = today
            self.passed.emit()
