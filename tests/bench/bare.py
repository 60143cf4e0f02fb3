"""The limit for a start: a bare PySide6 window with seven tabs and one table whose rows come from Python.

With a plan as its argument it takes all rows of that file out of SQLite first, and does nothing with them.
"""

import sys

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QTabWidget


class Rows(QAbstractTableModel):
    """Ten thousand rows of eight cells, none of them stored."""

    def rowCount(self, _parent=None):
        return 10_000

    def columnCount(self, _parent=None):
        return 8

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"Maßnahme {index.row()}, {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def read(plan: str) -> list[list[tuple[object, ...]]]:
    """All rows of all tables of a plan, but for its history."""
    # A bare window needs none of this.
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"file:{plan}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        wanted = [name for name in names if not name.startswith(("change", "sqlite_"))]
        return [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in wanted]


taken = [read(plan) for plan in sys.argv[1:]]
application = QApplication(sys.argv)
window, rows, tabs = QMainWindow(), Rows(), QTabWidget()
for number in range(7):
    table = QTableView()
    if number == 0:
        table.setModel(rows)
    tabs.addTab(table, f"Phase {number}")
window.setCentralWidget(tabs)
window.resize(1280, 760)
window.show()
sys.exit(application.exec())
