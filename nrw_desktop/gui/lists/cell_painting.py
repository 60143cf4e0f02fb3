"""How cells are painted: their ground, the frame around the one with the keyboard, and the pill of a status."""

from collections.abc import Collection
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from nrw_desktop.gui.kit import icons, text_layout, theme
from nrw_desktop.gui.kit.colors import color
from nrw_desktop.gui.kit.row_marks import RowHover, is_same_row, paint_frame, ring

Index = QModelIndex | QPersistentModelIndex

PADDING_X, PADDING_Y = 8, 7


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """The ground: selected, under the mouse, or plain.

    The view is asked, not the option's state: reading that makes Python learn all enums of QStyle, 9 ms of the start.
    """
    view = _view(option)
    if view is None:
        return
    if _is_chosen(view, index):
        painter.fillRect(option.rect, chosen_color(view))
    elif isinstance(view, RowHover) and is_same_row(view.hovered, index):
        painter.fillRect(option.rect, color(theme.colors().hover))


def inks(option: QStyleOptionViewItem, index: Index) -> tuple[QColor, QColor]:
    """The colours for the text of a row and for what is quieter in it, on the ground that it has."""
    view, shades = _view(option), theme.colors()
    if view is not None and _is_chosen(view, index):
        return chosen_ink(view), chosen_ink(view, quiet=True)
    return color(shades.text), color(shades.muted)


def chosen_color(view: Any) -> QColor:
    """The ground of chosen rows: one list at a time has the keyboard, and only its rows stand out."""
    shades = theme.colors()
    return color(shades.selection if view.has_keyboard() else shades.selection_beside)


def chosen_ink(view: Any, quiet: bool = False) -> QColor:
    """The colour of texts in chosen rows, or of quieter ones."""
    shades = theme.colors()
    if view.has_keyboard():
        return color(shades.muted_on_selection if quiet else shades.on_selection)
    return color(shades.muted if quiet else shades.text)


def _is_chosen(view: QAbstractItemView, index: Index) -> bool:
    """Whether a cell is selected; a view that knows its chosen rows while it paints is asked for them alone."""
    rows: Collection[int] | None = getattr(view, "painted_rows", None)
    if rows is not None:
        return index.row() in rows
    return view.selectionModel().isSelected(cast(QModelIndex, index))


def _view(option: QStyleOptionViewItem) -> QAbstractItemView | None:
    return option.widget if isinstance(option.widget, QAbstractItemView) else None


def paint_focus(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """A frame around the cell that the keyboard is at."""
    view = _view(option)
    if view is not None and view.currentIndex() == index and view.hasFocus():
        paint_frame(painter, option.rect, ring(_is_chosen(view, index)))


def paint_empty(view: QAbstractItemView, sentence: str, above: int) -> None:
    """What a list without rows shows: a quiet sentence, and whether the keyboard is here.

    It stands so far below the list's edge, nearer in a low list; what does not fit at all ends in an ellipsis.
    """
    painter = QPainter(view.viewport())
    painter.setPen(color(theme.colors().muted))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    room = view.viewport().rect().adjusted(16, 0, -16, 0)
    spare = room.height() - painter.boundingRect(room, flags, sentence).height()
    room.setTop(min(above, max(0, spare // 2)))
    if spare < 0:
        text_layout.draw(painter, room, sentence, view.font())
    else:
        painter.drawText(room, flags, sentence)
    if view.hasFocus():
        paint_frame(painter, view.viewport().rect(), ring(False))
    painter.end()


_ICON = 14
_pills: dict[tuple[object, ...], QPixmap] = {}


class Look(NamedTuple):
    """How a cell is painted: its font, that one's key, the painter, and whether pills have an edge.

    On a ground other than that of plain rows, the ground of some could not be told from it.
    """

    font: QFont
    key: str
    painter: QPainter
    edged: bool


def pill(code: str, word: str, room: int, look: Look) -> QPixmap:
    """A status as colour, icon and word, level with the first line of its row; a picture that is made once."""
    shades, density = theme.colors(), look.painter.device().devicePixelRatio()
    place = (code, word, room, look.key, density, look.edged, getattr(shades, code), icons.are_drawn())
    found = _pills.get(place)
    if found is None:
        if len(_pills) > 200:
            _pills.clear()
        found = _pills[place] = _made_pill(code, word, room, look, density)
    return found


def pill_room() -> int:
    """The pixels that a pill has beside its word."""
    return theme.scaled(_ICON) + 22


def _made_pill(code: str, word: str, room: int, look: Look, density: float) -> QPixmap:
    shades, font, metrics = theme.colors(), look.font, QFontMetrics(look.font)
    height, icon = metrics.height() + 6, theme.scaled(_ICON)
    width = min(metrics.horizontalAdvance(word) + pill_room(), room - PADDING_X)
    line = text_layout.height(word, font, 400)
    top = max(0.0, PADDING_Y + (line - height) / 2)
    picture = QPixmap(max(1, round(room * density)), round((top + height + 2) * density))
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    pill = QRectF(PADDING_X - 2, top, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = getattr(shades, code)
    painter.setPen(color(shade) if look.edged else Qt.PenStyle.NoPen)
    painter.setBrush(color(getattr(shades, f"{code}_ground")))
    edge = 0.5 if look.edged else 0
    painter.drawRoundedRect(pill.adjusted(edge, edge, -edge, -edge), height / 2 - edge, height / 2 - edge)
    place = QRectF(pill.left() + 8, pill.center().y() - icon / 2, icon, icon)
    icons.paint(painter, place, icons.STATUS_ICONS[code], shade)
    painter.setPen(color(shade))
    text = pill.adjusted(icon + 13, 0, -6, 0)
    elided = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(text.width()) + 2)
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), elided)
    painter.end()
    return picture
