"""Sorting 100,000 measures by their text in German order, as a click on the heading does, against Python's own sort."""

import os
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec

from nrw_desktop.domain.text.collation import sort_key
from tests.bench import plans
from tests.bench.table import Finding, explained, in_turns, milliseconds

MEASURES = 100_000


def all_measures(workspace: Any) -> Any:
    """The model of a table that holds all measures of a plan, whatever their phase."""
    from nrw_desktop.gui.lists.columns import MEASURES as SPEC
    from nrw_desktop.gui.lists.record_table import RecordTable

    measures = tuple(workspace.plan.rows["measure"].values())
    spec = msgspec.structs.replace(SPEC, rows=lambda _plan, _scope: measures)
    return RecordTable(workspace, spec)


def measure(folder: Path, pairs: int) -> list[Finding]:
    """In a view, up and down in turn; what the first click takes on top, the keys, is only reported."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from nrw_desktop.gui.lists.record_view import RecordView
    from nrw_desktop.gui.session.workspace import Workspace
    from nrw_desktop.storage.file.plan_file import PlanFile

    application = QApplication.instance() or QApplication([])
    with PlanFile.open(plans.make(folder / "sort.nrwplan", MEASURES), plans.ORIGIN) as file:
        view = RecordView(all_measures(Workspace(file)))
        view.resize(900, 600)
        view.show()
        application.processEvents()
        header = view.horizontalHeader()
        orders = cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder))
        first = milliseconds(lambda: header.setSortIndicator(0, next(orders)))
        keys = [sort_key(one.text) for one in file.plan.rows["measure"].values()]  # type: ignore[attr-defined]

        def sort() -> None:
            header.setSortIndicator(0, next(orders))

        found = Finding(
            f"sort {MEASURES:,} measures by text",
            *in_turns(pairs, sort, lambda: sorted(keys)),
            "sorted(ready keys)",
            1.5,
        )
        found = explained(found, sort, 2)
        texts = [view.model().index(row, 0).data() for row in (0, 1, MEASURES // 2, MEASURES - 1)]
        assert texts[0] in (min(texts, key=sort_key), max(texts, key=sort_key))
        view.close()
    return [found, Finding("the first time, with making the keys", [first])]
