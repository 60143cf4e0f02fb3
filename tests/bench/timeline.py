"""The painted timeline: its first picture in a warm program, and a frame of scrolling, zooming and dragging."""

import os
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench import plans
from tests.bench.table import Finding, milliseconds

FEW, MANY = 400, 4_000
_FIRST, _FRAME = 50.0, 16.0
"""Bars in milliseconds."""
_FRAMES = 60


def measure(folder: Path, pairs: int) -> list[Finding]:
    """All groups are open, so that every measure has its row; each frame is painted whole."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    from nrw_desktop.gui.kit import theme
    from nrw_desktop.gui.session.workspace import Workspace
    from nrw_desktop.gui.timeline.timeline_view import TimelineView
    from nrw_desktop.storage.file.plan_file import PlanFile

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, Qt.ColorScheme.Light)

    def shown(workspace: Any) -> Any:
        view = TimelineView(workspace)
        view.lanes.opened = {phase.id for phase in workspace.plan.phases}
        view.lanes.arrange()
        view.resize(1240, 800)
        view.show()
        # Shown, and painted for the first time.
        application.processEvents()
        return view

    findings = []
    with PlanFile.open(plans.make(folder / "few.nrwplan", FEW), plans.ORIGIN) as file:
        workspace = Workspace(file)
        # The program is warm: fonts and pictures have been used.
        shown(workspace).close()
        first = []
        for _ in range(max(5, pairs)):
            views: list[Any] = []
            first.append(milliseconds(lambda made=views: made.append(shown(workspace))))
            views.pop().close()
        findings.append(_against(f"timeline, first picture of {FEW}", first, _FIRST))
    with PlanFile.open(plans.make(folder / "many.nrwplan", MANY), plans.ORIGIN) as file:
        view = shown(Workspace(file))
        view.zoom(1.6)
        steps = count(1)

        def scroll() -> None:
            bar = view.verticalScrollBar()
            bar.setValue(next(steps) * 97 % bar.maximum())
            view.viewport().repaint()

        def zoom() -> None:
            view.zoom(1.05 if next(steps) // 20 % 2 else 1 / 1.05)
            view.viewport().repaint()

        for what, frame in (("scroll", scroll), ("zoom", zoom)):
            findings.append(
                _against(f"timeline, {what} frame of {MANY:,}", [milliseconds(frame) for _ in range(_FRAMES)], _FRAME)
            )
        view.show_all()
        view.verticalScrollBar().setValue(0)
        lasts = [view.lanes.lane_stretch(lane).last for lane in view.lanes.shown[:20]]
        row = next(row for row in range(1, 20) if lasts[row] < view.sight.axis.last - 4)
        x = view.sight.x(lasts[row], 0)
        middle = float(view.row_rect(row).center().y())

        def mouse(kind: Any, at: float) -> None:
            place = QPointF(at, middle)
            held = Qt.MouseButton.LeftButton
            event = QMouseEvent(kind, place, place, held, held, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(view.viewport(), event)

        mouse(QEvent.Type.MouseButtonPress, x)

        def drag() -> None:
            mouse(QEvent.Type.MouseMove, x + 20 + next(steps) * 83 % 300)
            application.processEvents()

        dragged = [milliseconds(drag) for _ in range(_FRAMES)]
        assert view.dragging.is_on
        view.dragging.give_up()
        findings.append(_against(f"timeline, drag frame of {MANY:,}", dragged, _FRAME))
        view.close()
    return findings


def _against(what: str, found: list[float], bar: float) -> Finding:
    return Finding(what, found, [bar] * len(found), "bar", 1.0)
