"""The limit for a start: a bare PySide6 window with seven tabs and one table whose rows come from Python."""

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
