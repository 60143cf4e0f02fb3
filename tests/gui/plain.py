"""A plan from elsewhere whose every text is full of markup, and the way through all that the program shows of it."""

import ctypes
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QTextDocumentFragment, QWheelEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTabBar,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)

from nrw_desktop.domain.model import records
from nrw_desktop.domain.model.change import Change, inserted
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Record, field_of
from nrw_desktop.domain.text import kinds
from tests.gui.hands import settle

WORD = "<u>Marke</u> & a<b"
"""With this, each text begins; where „Marke“ is seen, all of it must be."""
_IN_OPEN = 0x20


def marked(number: int, picture: Path) -> str:
    """A text that Qt would take for HTML with two pictures and a link."""
    uri = picture.as_uri()
    return (
        f'{WORD} {number} %1 [*] {{0}} &lt;i&gt; <img src="{uri}"><img src="//host/share/{picture.name}">'
        f'<img src="{picture.name}"><a href="{uri}">Verweis</a>'
    )


def marked_plan(plan: Plan, picture: Path) -> Change:
    """The plan with such a text in each field that holds text, as the first change of a file."""
    rows = {table: list(plan.rows[table].values()) for table in records.TABLES}
    for table, kind in records.TABLES.items():
        rows[table] = rows[table] or [_made(table, kind, rows)]
    number = 0
    changes = []
    for table, found in rows.items():
        for one in found:
            texts = {}
            for field in records.FIELDS[table]:
                if field_of(table, field).kind.is_text and field_of(table, field).kind is not kinds.CODE:
                    number += 1
                    texts[field] = marked(number, picture)
            changes.append(inserted(msgspec.structs.replace(one, **texts)))
    return Change(tuple(changes), "Plan angelegt", "origin")


_LINKS = ("distinct", "measure_goal", "measure_partner", "agenda_measure", "agenda_phase", "measure_decision")


def _made(table: str, kind: type[Record], rows: dict[str, list[Record]]) -> Record:
    to, specs = records.REFERENCES.get(table, {}), records.FIELD_TABLE[table]
    if table == "set_aside":
        return records.SetAside("overdue", "overdue")
    # Of a table that the plan has no row of yet, this is the first, and stands under none.
    values: dict[str, Any] = {field: rows[other][0].id for field, other in to.items() if rows[other]}
    if table == "decision":
        # It belongs to a measure or to an item, not to both.
        del values["agenda_item"]
    if table == "distinct":
        values["other"] = rows["partner"][1].id
    values |= {field: 2018 for field, spec in specs.items() if spec.kind is kinds.YEAR}
    values |= {field: 100 for field, spec in specs.items() if spec.kind is kinds.CENTS}
    links = [values[field] for field in values if field in to]
    is_link = table in _LINKS
    return kind(id=records.link_id(*links) if is_link else records.new_id(), **values)


@contextmanager
def watched(folder: Path) -> Iterator[Callable[[], list[str]]]:
    """Within, gives the names of the files of a folder that were opened so far, by whatever part of the program."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    assert descriptor >= 0
    assert libc.inotify_add_watch(descriptor, os.fsencode(folder), _IN_OPEN) >= 0

    def opened() -> list[str]:
        names = []
        try:
            data = os.read(descriptor, 65536)
        except BlockingIOError:
            return []
        while data:
            length = struct.unpack_from("iIII", data)[3]
            # Without a name it is the folder itself, which was only listed.
            if name := data[16 : 16 + length].rstrip(b"\0").decode():
                names.append(name)
            data = data[16 + length :]
        return names

    try:
        yield opened
    finally:
        os.close(descriptor)


def through_the_pages(window: QWidget, look: Callable[[], None]) -> None:
    """Bring each page of a window to the front, and there each page of the details; look at each."""
    pages = next(bar for bar in window.findChildren(QTabBar) if bar.accessibleName() == "Seiten des Plans")
    for place in range(pages.count()):
        pages.setCurrentIndex(place)
        settle()
        look()
        for bar in window.findChildren(QTabBar):
            for tab in range(bar.count() if bar is not pages and bar.isVisible() else 0):
                bar.setCurrentIndex(tab)
                settle()
                look()


def visible() -> list[QWidget]:
    """All widgets that can be seen."""
    return [one for one in QApplication.allWidgets() if one.isVisible()]


def tips() -> Iterator[str]:
    """All tips that can come up, as Qt is given them."""
    for widget in visible():
        yield widget.toolTip()
        for action in widget.actions():
            yield from (action.toolTip(), action.statusTip(), action.whatsThis())
        if isinstance(widget, QTabBar):
            yield from (widget.tabToolTip(place) for place in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from _tips_of_view(widget)


def _tips_of_view(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(QModelIndex()), 20)):
        # Qt's models of lists hide how many columns they have: one.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for column in range(columns):
            index = model.index(row, column)
            yield model.data(index, Qt.ItemDataRole.ToolTipRole) or ""
    first = model.index(0, 0)
    if first.isValid():
        yield _tip_at(view.viewport(), view.visualRect(first).center())
    headers = [view.horizontalHeader(), view.verticalHeader()] if isinstance(view, QTableView) else []
    headers += [view.header()] if isinstance(view, QTreeView) else []
    for header in headers:
        if header.isVisible() and header.count():
            at = header.sectionViewportPosition(0) + 3
            flat = header.orientation() == Qt.Orientation.Horizontal
            yield _tip_at(header.viewport(), QPoint(at, 3) if flat else QPoint(3, at))


def _tip_at(widget: QWidget, at: QPoint) -> str:
    QToolTip.hideText()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def shown(tip: str) -> str:
    """What Qt shows of a tip."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if GuiQt.mightBeRichText(tip) else tip


def turn_wheel(widget: QWidget, down: int = -120) -> None:
    """Turn the wheel one notch with the mouse in the middle of a widget."""
    middle, modifiers = QPointF(widget.rect().center()), Qt.KeyboardModifier.NoModifier
    button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    at = widget.mapToGlobal(middle)
    QApplication.sendEvent(widget, QWheelEvent(middle, at, QPoint(), QPoint(0, down), button, modifiers, phase, False))
    settle()
