"""A frame of scrolling through 100,000 measures, 275 new cells, against a C++ model that reads them from SQL."""

import os
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench import plans
from tests.bench.table import Finding, explained, in_turns

MEASURES = 100_000
CELLS = 275
_WIDTH = 900
_SQL = """
SELECT measure.text, measure.status, measure.start || '–' || measure."end", partner.name
FROM measure LEFT JOIN partner ON partner.id = measure.responsible_partner ORDER BY measure."order", measure.id
"""


def measure(folder: Path, pairs: int) -> list[Finding]:
    """The same columns, widths, row heights and texts in both; each frame shows rows that were not seen before."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtSql import QSqlDatabase, QSqlQuery, QSqlQueryModel
    from PySide6.QtWidgets import QApplication, QTableView

    from nrw_desktop.gui.lists.record_view import RecordView
    from nrw_desktop.gui.session.workspace import Workspace
    from nrw_desktop.storage.file.plan_file import PlanFile
    from tests.bench.sorting import all_measures

    application = QApplication.instance() or QApplication([])
    path = plans.make(folder / "scroll.nrwplan", MEASURES)
    with PlanFile.open(path, plans.ORIGIN) as file:
        ours = RecordView(all_measures(Workspace(file)))
        base = QSqlDatabase.addDatabase("QSQLITE", "bench")
        base.setDatabaseName(str(path))
        base.open()
        model = QSqlQueryModel()
        model.setQuery(QSqlQuery(_SQL, base))
        other = QTableView()
        other.setModel(model)
        other.setWordWrap(True)
        other.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        other.verticalHeader().hide()
        columns = ours.model().columnCount()
        rows = -(-CELLS // columns)
        ours.show()
        height = ours.verticalHeader().defaultSectionSize()
        for view in (ours, other):
            view.setShowGrid(False)
            view.resize(_WIDTH, height * rows + ours.horizontalHeader().height() + 4)
            view.show()
            for place in range(min(columns, model.columnCount())):
                other.setColumnWidth(place, ours.columnWidth(place))
        other.verticalHeader().setDefaultSectionSize(height)
        while model.canFetchMore() and model.rowCount() < rows * (2 * pairs + 8):
            model.fetchMore()
        application.processEvents()
        frame = _frames(ours, rows * height)
        shown = f"scroll frame of {rows * columns} cells, {MEASURES:,} measures"
        found = Finding(shown, *in_turns(pairs, frame, _frames(other, rows * height)), "QSqlQueryModel", 1.5)
        found = explained(found, frame)
        ours.close()
        other.close()
        model.clear()
        base.close()
    del base
    QSqlDatabase.removeDatabase("bench")
    return [found]


def _frames(view: Any, page: int) -> Any:
    """Shows the next page of a view whenever it is called."""
    pages = count(1)

    def frame() -> None:
        view.verticalScrollBar().setValue(next(pages) * page)
        view.viewport().repaint()

    return frame
