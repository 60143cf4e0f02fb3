"""The way of the Tab key through what was made at different times: Qt goes by that, not by what stands where."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QGridLayout, QLayout, QSplitter, QTabWidget, QWidget

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
    for child in dict.fromkeys([*_placed(widget, children), *children]):
        yield child
        yield from _within(child)


def _placed(widget: QWidget, children: Sequence[QWidget]) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        yield from (part for place in range(widget.count()) if (part := widget.widget(place)) is not None)
    elif isinstance(widget, QTabWidget):
        # It has its pages before it has its bar.
        yield widget.tabBar()
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout, children)


def _laid_out(layout: QLayout, children: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of the children that a layout and the ones within it place.

    Not by the layout's items: PySide goes on knowing one that Qt has deleted, and takes a widget that comes to lie at
    its address for it.
    """
    found: list[tuple[tuple[int, ...], QWidget | QLayout]] = [
        (_place(layout, number), child) for child in children if (number := layout.indexOf(child)) >= 0
    ]
    found += [(_place(layout, layout.indexOf(one)), one) for one in layout.children() if isinstance(one, QLayout)]
    for _place_of, one in sorted(found, key=itemgetter(0)):
        if isinstance(one, QLayout):
            yield from _laid_out(one, children)
        else:
            yield one


def _place(layout: QLayout, number: int) -> tuple[int, ...]:
    """Where the item of this number stands, so that the first to be read is the least."""
    if isinstance(layout, QGridLayout | QFormLayout):
        # Row and column of a grid; of a form the row, as what it says of the column is no number.
        position: Any = layout.getItemPosition(number)
        return (position[0], position[1] if isinstance(layout, QGridLayout) else number)
    is_backwards = isinstance(layout, QBoxLayout) and layout.direction() in _BACKWARDS
    return (-number if is_backwards else number,)
