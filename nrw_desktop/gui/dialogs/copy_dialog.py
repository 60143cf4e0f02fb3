"""The dialog that merges another copy of the plan: what will be taken over, and what is to be decided, side by side."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from nrw_desktop import paths
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.merging import telling
from nrw_desktop.domain.merging.conflict import Choice, Conflict, Version
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.gui.kit import error_boxes, text_layout, theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.plain_table import Index, PlainDelegate, PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import Label, tip_text, window_title
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.storage.file.other_copy import OtherCopy

_WAYS: tuple[tuple[Choice, str, str], ...] = (
    ("ours", "Hier", "Was hier steht, bleibt"),
    ("theirs", "Andere Kopie", "Was in der anderen Kopie steht, kommt"),
    ("both", "Beides", "Was hier steht, bleibt; das andere kommt in die Notiz"),
    (
        "later",
        "Später",
        "Was hier steht, bleibt; ein Vermerk kommt in die Notiz, und „Prüfen“ zeigt ihn",
    ),
)
"""What can be chosen, in the order of its keys: what it is called, and what it does."""
_WORDS = {choice: word for choice, word, _tip in _WAYS}
_HEADERS = ("Was", "1  Hier", "2  Andere Kopie", "Entscheidung")
_DECISION = 3
_SOURCE = Qt.ItemDataRole.UserRole
"""Who wrote a value, when and in which step; the text of its item has it too, for who does not see it."""
_PADDING = 8


class _VersionDelegate(PlainDelegate):
    """Shows a value, and more quietly below it where that comes from."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        shades = theme.colors()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        inks = (shades.on_selection, shades.muted_on_selection) if chosen else (shades.text, shades.muted)
        place = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        for text, ink in zip(_parts(index), inks, strict=True):
            painter.setPen(QColor(ink))
            text_layout.draw(painter, place, text, option.font)
            place.setTop(place.top() + text_layout.height(text, option.font, place.width()) + _PADDING // 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.columnWidth(index.column()) if isinstance(view, QTableWidget) else option.rect.width()
        heights = [text_layout.height(text, option.font, width - 2 * _PADDING) for text in _parts(index)]
        return QSize(width, sum(heights) + 3 * _PADDING)


def _parts(index: Index) -> tuple[str, str]:
    text, source = str(index.data()), str(index.data(_SOURCE) or "")
    return text.removesuffix(f"\n{source}") if source else text, source


class CopyDialog(Dialog):
    """Shows what merging does before it is done; Ctrl+Z takes it back as one step. Nothing is chosen beforehand."""

    def __init__(self, window: PlanWindow, other: OtherCopy):
        super().__init__(window)
        self._window, self._workspace, self._other = window, window.workspace, other
        self._joining = self._workspace.joining(other)
        self._choices: dict[str, Choice] = {}
        self.setWindowTitle(window_title(f"Zusammenführen – {other.path.name}"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda _result: other.close())
        self._build()
        self._show()
        self.want_size(980, 640 if self._conflicts else 0)
        self._workspace.changed.connect(self._follow)

    @property
    def _conflicts(self) -> tuple[Conflict, ...]:
        return self._joining.merge.conflicts

    def _build(self) -> None:
        self._headline = Label()
        make_heading(self._headline, 1.15)
        self._headline.setWordWrap(True)
        self._told = Label()
        self._told.setWordWrap(True)
        self._table = plain_table(_HEADERS)
        self._table.setAccessibleName("Zu entscheiden")
        self._table.setItemDelegate(_VersionDelegate(self._table))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_DECISION, QHeaderView.ResizeMode.ResizeToContents)
        self._table.fit_rows()
        self._buttons: list[QPushButton] = []
        self._line = QHBoxLayout()
        self._line.setSpacing(GRID)
        for number, (choice, word, tip) in enumerate(_WAYS, 1):
            self._add_button(f"&{number}  {word}", tip, partial(self._choose, choice))
            QShortcut(QKeySequence(str(number)), self).activated.connect(partial(self._choose, choice))
        self._line.addStretch(1)
        self._add_button("&Alle auswählen", "Die nächste Wahl gilt dann für alle (Strg+A)", self._table.selectAll)
        self._left = Label()
        buttons = QDialogButtonBox()
        self._do = buttons.addButton("&Zusammenführen", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._merge)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._left, 1)
        foot.addWidget(buttons)
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addWidget(self._headline)
        page.addWidget(self._told)
        page.addWidget(self._table, 1)
        page.addLayout(self._line)
        # Where there is nothing to decide, the words stay at the top.
        page.addStretch(0)
        page.addLayout(foot)

    def _add_button(self, text: str, tip: str, do: Callable[[], object]) -> None:
        button = QPushButton(text)
        button.setToolTip(tip_text(tip))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: do())
        self._line.addWidget(button)
        self._buttons.append(button)

    def _show(self) -> None:
        """What the merge does as it stands now."""
        merge = self._joining.merge
        self._choices = {one.key: self._choices[one.key] for one in merge.conflicts if one.key in self._choices}
        lost = merge.lost(merge.decided(dict.fromkeys((one.key for one in merge.conflicts), "ours"), ""))
        if merge.is_empty:
            self._headline.setText(telling.NOTHING_NEW)
        else:
            self._headline.setText(telling.headline(self._joining.taken, len(merge.conflicts), lost))
        told = [
            telling.taken_words(merge),
            telling.revived_words(merge),
            telling.named_words(self._joining.named),
        ]
        self._told.setText("\n".join(filter(None, told)))
        self._told.setVisible(any(told))
        origin = paths.origin()
        self._table.setRowCount(len(merge.conflicts))
        for row, one in enumerate(merge.conflicts):
            items = (PlainItem(telling.about(one)), _item(one.ours, origin), _item(one.theirs, origin))
            for column, item in enumerate((*items, PlainItem())):
                self._table.setItem(row, column, item)
        self._table.resizeRowsToContents()
        for button in self._buttons:
            button.setVisible(bool(merge.conflicts))
        self._table.setVisible(bool(merge.conflicts))
        self._show_choices()
        if merge.conflicts:
            self._go_to_open(0)
            self._table.setFocus()
        else:
            self._do.setFocus()

    def _show_choices(self) -> None:
        for row, one in enumerate(self._conflicts):
            item = self._table.item(row, _DECISION)
            if item is not None:
                choice = self._choices.get(one.key)
                item.setText(_WORDS[choice] if choice else "offen")
        left = len(self._conflicts) - len(self._choices)
        self._left.setText(f"Noch {left} zu entscheiden" if left else "")
        self._do.setEnabled(not left and not self._joining.merge.is_empty)
        self._do.setDefault(not left)

    def _choose(self, choice: Choice) -> None:
        """Decide what is chosen in the table, and go on to the next that is open."""
        rows = sorted({index.row() for index in self._table.selectionModel().selectedRows()})
        possible = [row for row in rows if choice in self._conflicts[row].choices]
        self._choices |= {self._conflicts[row].key: choice for row in possible}
        self._show_choices()
        if len(possible) < len(rows):
            where = telling.about(self._conflicts[next(row for row in rows if row not in possible)])
            show_refusal(f"„{_WORDS[choice]}“ geht nur, wo es eine Notiz gibt, nicht bei „{where}“.", self._table)
        if possible:
            self._go_to_open(possible[-1] + 1)

    def _go_to_open(self, start: int) -> None:
        count = len(self._conflicts)
        rows = ((start + step) % count for step in range(count))
        row = next((row for row in rows if self._conflicts[row].key not in self._choices), None)
        if row is None:
            self._do.setFocus()
        else:
            self._table.selectRow(row)
            self._table.setCurrentCell(row, 0)

    def _merge(self) -> None:
        self._workspace.changed.disconnect(self._follow)
        try:
            change = self._workspace.merge(self._other, self._choices)
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
            self._workspace.changed.connect(self._follow)
            self._follow(self._workspace.plan, None)
            return
        if change is not None:
            told = f"{self._joining.taken} übernommen. Strg+Z nimmt das Zusammenführen zurück."
            self._window.say(" ".join(filter(None, (told, telling.named_words(self._joining.named)))))
        self.accept()

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        """Somebody else wrote into the plan meanwhile."""
        with error_boxes.told(self):
            self._joining = self._workspace.joining(self._other)
            self._show()


def _item(version: Version, origin: str) -> QTableWidgetItem:
    text, source = version.text or "leer", telling.source(version, origin)
    item = PlainItem(f"{text}\n{source}" if source else text)
    item.setData(_SOURCE, source)
    return item
