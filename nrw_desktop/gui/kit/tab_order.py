"""The way of the Tab key through what was made at different times: Qt goes by that, not by what stands where."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QGridLayout, QLayout, QSplitter, QWidget

_BACKWARDS = (QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop)


def in_order(*roots: QWidget) -> None:
    """Let Tab go through what is in these widgets one after the other; within each, as its parts are laid out."""
    last: QWidget | None = None
    for widget in [found for root in roots for found in _stops(root)]:
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def _stops(root: QWidget) -> list[QWidget]:
    """The widget itself and those in it that take the keyboard.

    Not by `nextInFocusChain`: PySide makes each widget the owner of the next, and once one of them is deleted, an
    editor of a cell perhaps, it takes all that follow for deleted too.
    """
    window = root.window()
    # The list of a combo box is a window of its own.
    found = [root, *(widget for widget in _within(root) if widget.window() is window)]
    return [widget for widget in found if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _within(widget: QWidget) -> Iterator[QWidget]:
    """What is in a widget, as one reads it; what has no place in a layout comes last."""
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    for child in dict.fromkeys([*_placed(widget), *children]):
        yield child
        yield from _within(child)


def _placed(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        yield from (part for place in range(widget.count()) if (part := widget.widget(place)) is not None)
    elif (layout := widget.layout()) is not None:
        yield from _items(layout)


def _items(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QBoxLayout) and layout.direction() in _BACKWARDS:
        places.reverse()
    elif isinstance(layout, QGridLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]
    elif isinstance(layout, QFormLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[0])  # type: ignore[index]
    for item in filter(None, map(layout.itemAt, places)):
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _items(inner)
