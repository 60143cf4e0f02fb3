"""Tab goes as things are laid out, whenever they were made."""

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.kit.tab_order import in_order


def test_tab_goes_as_things_are_laid_out(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    last, second, first, below, above, right, left = fields = [QLineEdit(window) for _ in range(7)]
    page = QVBoxLayout(window)
    grid = QGridLayout()
    grid.addWidget(second, 1, 0)
    grid.addWidget(first, 0, 1)
    upwards = QBoxLayout(QBoxLayout.Direction.BottomToTop)
    upwards.addWidget(below)
    upwards.addWidget(above)
    sides = QSplitter()
    sides.addWidget(right)
    sides.insertWidget(0, left)
    page.addWidget(last)
    page.insertLayout(0, grid)
    page.insertLayout(1, upwards)
    page.insertWidget(2, sides)
    in_order(window)
    window.show()
    qtbot.waitActive(window)
    first.setFocus()
    way = []
    for _ in fields:
        way.append(window.focusWidget())
        window.focusNextChild()
    assert way == [first, second, above, below, left, right, last]
