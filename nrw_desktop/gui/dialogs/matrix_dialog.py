"""Which partner takes part in which phase: all of them at a glance, named and unnamed by the space bar."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries import partners
from nrw_desktop.domain.queries.partners import Effective
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.dialogs.work_dialog import WorkDialog
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.row_marks import RowHover
from nrw_desktop.gui.kit.safe_widgets import Label, tip_text
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_painting import paint_empty, paint_focus, paint_ground
from nrw_desktop.gui.lists.partner_marks import ABSENT, BY_REFERENCE, LOOKS, sign, words
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

if TYPE_CHECKING:
    from nrw_desktop.domain.model.records import Partner, Phase

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_FOUND = Role.UserRole
"""The `Effective` of a cell; None where the partner does not take part."""
_COLUMN, _ROW = 132, 34
_WIDE = 184
"""Pixels that a column has where there is room."""
_PILL = QSize(44, 24)
_EMPTY = (
    "Noch nichts zu zeigen: Nennen Sie auf der Seite einer Phase die ersten Kooperationspartner (Strg+K). Hier steht "
    "dann, wer in welcher Phase dabei ist."
)
_NAME = 48
"""Letters of a name beside its row; the whole is in the tip."""


class Matrix(QAbstractTableModel):
    """Partners in German order by phases in their order."""

    def __init__(self, workspace: Workspace, parent: QObject):
        super().__init__(parent)
        self.workspace = workspace
        self.shown_title: Callable[[str], str] = str
        """Cuts a title to the width of its column."""
        self._read(workspace.plan)
        workspace.changed.connect(self._follow)

    def _read(self, plan: Plan) -> None:
        self.partners: list[Partner] = sorted(plan.partners, key=lambda partner: sort_key(partner.name))
        self.phases: tuple[Phase, ...] = plan.phases
        self._found = [{found.partner.id: found for found in partners.effective(plan, phase)} for phase in self.phases]

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        if [one.id for one in sorted(plan.partners, key=lambda partner: sort_key(partner.name))] != [
            one.id for one in self.partners
        ] or [one.id for one in plan.phases] != [one.id for one in self.phases]:
            self.beginResetModel()
            self._read(plan)
            self.endResetModel()
            return
        self._read(plan)
        if self.partners and self.phases:
            last = self.index(len(self.partners) - 1, len(self.phases) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.phases) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.partners) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.partners)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.phases)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        of_phase = orientation == Qt.Orientation.Horizontal
        text = f"{section + 1}  {self.phases[section].title}" if of_phase else self.partners[section].name
        if role == Role.DisplayRole:
            return self.shown_title(text) if of_phase else shortened(text, _NAME)
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            whole = f"Phase {text}" if of_phase else text
            return tip_text(whole) if role == Role.ToolTipRole else whole
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter if of_phase else Qt.AlignmentFlag.AlignLeft) | int(
                Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def found(self, index: Index) -> Effective | None:
        """The partner of a cell as it takes part in the phase."""
        return self._found[index.column()].get(self.partners[index.row()].id)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self.found(index)
        if role == Role.DisplayRole:
            return sign(found) if found else ""
        if role == _FOUND:
            return found
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            text = f"{self.partners[index.row()].name}, Phase {index.column() + 1}: {words(found)}"
            return tip_text(text) if role == Role.ToolTipRole else text
        return None


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell as a coloured pill with its sign."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_ground(painter, option, index)
        painter.setPen(QPen(QColor(theme.colors().line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if found := index.data(_FOUND):
            paint_sign(painter, QRectF(option.rect), option.font, index.data(), LOOKS[found.origin].color)
        paint_focus(painter, option, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.scaled(_COLUMN), theme.scaled(_ROW))


def paint_sign(painter: QPainter, place: QRectF, font: QFont, text: str, color: str) -> None:
    """Draw a sign on its coloured ground into the middle of a place."""
    pill = QRectF(0, 0, theme.scaled(_PILL.width()), theme.scaled(_PILL.height()))
    pill.moveCenter(place.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QColor(getattr(theme.colors(), color))
    painter.setPen(shade if theme.colors().strong else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(theme.colors(), f"{color}_ground")))
    painter.drawRoundedRect(pill, 6, 6)
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(shade)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)


class MatrixView(RowHover, QTableView):
    """The space bar, Enter or a double click names a partner in a phase, or no longer."""

    toggled = Signal(QModelIndex)

    def __init__(self, model: Matrix):
        super().__init__()
        self.follow_mouse()
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Partner und Phasen")
        self.horizontalHeader().setHighlightSections(False)
        model.shown_title = self._cut
        theme.follow_text(self, MatrixView._fit)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setObjectName("names")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount() or not self.model().columnCount():
            paint_empty(self, _EMPTY, 2 * GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Few phases share the width; many keep theirs and scroll, while the names stay."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width() // max(1, self.model().columnCount())
        self.horizontalHeader().setDefaultSectionSize(max(theme.scaled(_COLUMN), room))
        self.horizontalHeader().viewport().update()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW))

    def _cut(self, title: str) -> str:
        # The style sheet's headers are bold and cut without a mark.
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        room = self.horizontalHeader().defaultSectionSize() - 2 * GRID - 4
        return QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideRight, room)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.toggled.emit(index)


class _Sign(QWidget):
    """A sign as in the cells, for the legend."""

    def __init__(self, text: str, color: str):
        super().__init__()
        self._text, self._color = text, color
        theme.follow_text(self, lambda it: it.setFixedSize(theme.scaled(_PILL.width()), theme.scaled(_PILL.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self.font(), self._text, self._color)


class MatrixDialog(WorkDialog):
    """Follows one workspace; stays open beside the window."""

    title = "Partner × Phase"

    def __init__(self, workspace: Workspace, parent: QWidget):
        super().__init__(workspace, parent)
        self._matrix = Matrix(workspace, self)
        self.view = MatrixView(self._matrix)
        self._state = Label()
        self._state.setWordWrap(True)
        card = Card("Kooperationspartner in den Phasen", self.view)
        card.set_count(self._matrix.rowCount())
        self._matrix.modelReset.connect(lambda: card.set_count(self._matrix.rowCount()))
        close = self.close_button()
        line = QHBoxLayout()
        line.addWidget(self._state, 1)
        line.addWidget(close)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(_legend())
        page.addWidget(card, 1)
        page.addLayout(line)
        names = self.view.verticalHeader().sizeHint().width() / theme.scale()
        self.want_size(max(720, names + _WIDE * self._matrix.columnCount() + 8 * GRID), 860)
        self.view.toggled.connect(self._toggle)
        self.view.selectionModel().currentChanged.connect(self._tell)
        workspace.changed.connect(self._follow)
        self.view.setCurrentIndex(self._matrix.index(0, 0))
        self.view.setFocus()
        self._tell()

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._matrix.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        index = self.view.currentIndex()
        self._state.setText(index.data(Role.AccessibleTextRole) if index.isValid() else "")

    def _toggle(self, index: QModelIndex) -> None:
        phase, partner = self._matrix.phases[index.column()], self._matrix.partners[index.row()]
        self.view.setCurrentIndex(index)
        try:
            if self._workspace.read_only:
                raise PlanError("Dieser Plan lässt sich nur ansehen. Bitte eine Kopie öffnen, um etwas zu ändern.")
            self._workspace.run(edits.mentions.toggle, phase.id, partner.id)
        except PlanError as error:
            place = self.view.visualRect(index)
            show_refusal(str(error), self.view.viewport(), place.bottomLeft())


def _legend() -> QVBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(GRID)
    for look in LOOKS.values():
        line.addWidget(_Sign(look.sign, look.color))
        line.addWidget(Label(look.word))
        line.addSpacing(GRID)
    line.addStretch(1)
    more = (
        f"In Klammern: {BY_REFERENCE}. Leer: {ABSENT}. Die Leertaste nennt einen Partner in der Phase oder nicht mehr."
    )
    hint = theme.named(Label(more), "muted")
    hint.setWordWrap(True)
    legend = QVBoxLayout()
    legend.setSpacing(GRID)
    legend.addLayout(line)
    legend.addWidget(hint)
    return legend


def show(window: PlanWindow) -> None:
    """Open the matrix over a main window."""
    MatrixDialog.open_over(window.workspace, window)
