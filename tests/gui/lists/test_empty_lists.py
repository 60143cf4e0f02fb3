"""A list with nothing in it says what to do: the button or the keys with which something comes into it."""

import gc
import importlib
import re

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from nrw_desktop.gui.lists.cell_painting import paint_empty
from nrw_desktop.gui.lists.columns import TableSpec
from tests.gui.looks import look

MODULES = (
    "gui.dialogs.bodies_dialog",
    "gui.dialogs.results_columns",
    "gui.lists.columns",
    "gui.lists.detail_table",
    "gui.lists.phase_outlines",
    "gui.lists.register_tables",
    "gui.meetings.meeting_tables",
)
_WAY = re.compile(r"„[A-ZÄÖÜ]|\((?:Strg|Einfg)|Strg\+|Einfg|Felder darunter|Bitte ")


def test_every_table_says_how_something_comes_into_it() -> None:
    for name in MODULES:
        importlib.import_module(f"nrw_desktop.{name}")
    specs = [found for found in gc.get_objects() if isinstance(found, TableSpec)]
    assert len(specs) > 12
    assert {spec.empty for spec in specs if not _WAY.search(spec.empty)} == set()


class _Empty(QTreeView):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_empty(self, "Noch keine Kooperationspartner. „Neu“ oder Strg+K nennt den ersten.", 16)


def test_a_low_list_says_it_whole_as_well(qtbot: QtBot) -> None:
    """As many pixels are painted as where there is plenty of room, or it ends in an ellipsis: no line is cut."""
    view = _Empty()
    qtbot.addWidget(view)
    line = view.fontMetrics().height()
    around = view.width() - view.viewport().width()

    def ink(lines: float) -> tuple[int, int]:
        """How many pixels are painted, and in the lowest row."""
        view.resize(round(22 * line) + around, round(lines * line) + around)
        picture = look(view.viewport())
        painted = picture != picture[0, 0]
        return int(painted.sum()), int(painted[-1].sum())

    whole, _lowest = ink(12)
    assert ink(2.2) == (whole, 0)
    fewer, lowest = ink(1.2)
    assert 0 < fewer < whole
    assert lowest == 0
