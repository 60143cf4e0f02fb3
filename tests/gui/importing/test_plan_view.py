"""The lines of a draft: what belongs to a phase stands in from the left, also where it takes several lines."""

import numpy as np
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.importing.plan_view import Line, PlanView
from tests.gui.looks import look


def test_a_wrapped_line_keeps_its_indent(qtbot: QtBot) -> None:
    view = PlanView()
    qtbot.addWidget(view)
    view.resize(260, 300)
    view.show_lines([Line("MM", None, is_title=True), Line("      " + 9 * "MMMMMM ", None)], is_open=False)
    view.show()
    table = view.table
    line = table.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: table.rowHeight(1) > 3 * line)

    def left(row: int) -> int:
        """Where the ink of a row begins."""
        picture = look(table.viewport(), table.visualRect(table.model().index(row, 0)))
        return int(np.flatnonzero((picture[1:-1, 1:-1] != picture[1, 1]).any(axis=0))[0])

    assert left(1) - left(0) >= 4 * table.fontMetrics().horizontalAdvance(" ")
