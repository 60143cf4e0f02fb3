"""Tab goes as things are laid out, whenever they were made."""

from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
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
    assert _way(window, first, len(fields), qtbot) == [first, second, above, below, left, right, last]


def test_tab_reaches_the_tabs_before_what_is_on_the_page(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, second, first, hidden, above = QPushButton("Zu"), QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
    tabs, shown = QTabWidget(), QWidget()
    inside = QVBoxLayout(shown)
    inside.addWidget(first)
    inside.addWidget(second)
    tabs.addTab(shown, "Eins")
    tabs.addTab(hidden, "Zwei")
    page = QVBoxLayout(window)
    for part in (above, tabs, button):
        page.addWidget(part)
    in_order(window)
    assert _way(window, above, 6, qtbot) == [above, tabs.tabBar(), first, second, button, above]


def _way(window: QWidget, start: QWidget, steps: int, qtbot: QtBot) -> list[QWidget | None]:
    """Where the Tab key goes from here."""
    window.show()
    qtbot.waitActive(window)
    start.setFocus()
    found = []
    for _ in range(steps):
        found.append(window.focusWidget())
        window.focusNextChild()
    return found
