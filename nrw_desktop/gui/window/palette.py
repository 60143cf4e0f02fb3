"""A line to type into that comes over the page, and below it what fits, best first; Enter chooses, Esc goes back."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.name_index import Chunk, matches
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.idle import AFTER_A_CHANGE, Pieces
from nrw_desktop.gui.kit.keyboard_loan import Loan, is_borrower
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.cell_editors import ENTER
from nrw_desktop.gui.lists.grouped_list import KEYS, GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Line, Row
from nrw_desktop.gui.session.plan_window import PlanWindow

LIMIT = 100
"""What is listed; nobody reads more."""

_WIDTH = 640
_SEEN = 9
"""Rows that are seen at once where the window is high enough."""
_AT_ONCE = 0.03
"""Seconds of work before a keystroke is shown."""
_KEYS = "Eingabe wählt, Esc bricht ab."
_NOTHING = "Nichts gefunden. Andere Wörter oder nur einen Wortteil versuchen."
_GONE = "Das gibt es nicht mehr. Die Liste zeigt, was es jetzt gibt."


class Source(Protocol):
    """What a palette offers."""

    title: str
    """What the palette is called."""
    hint: str
    """What its empty line says."""
    is_at_the_right: bool
    """Whether it comes up below the button at the right, and not in the middle."""

    def renew(self) -> None:
        """Offer what there is now."""

    def sections(self) -> list[tuple[str, Sequence[Any]]]:
        """What is listed while nothing is typed, under its headings."""

    def first(self) -> str | None:
        """The id of what is current at first while nothing is typed; None for the first there is."""

    def chunks(self) -> Iterator[Chunk[Any]]:
        """All that can be found, in the order in which equals are listed."""

    def line(self, item: Any, words: str) -> Line:
        """What the row of an item says."""

    def choose(self, item: Any) -> bool:
        """Go there or do it; False, with nothing done, where that is not possible any more."""


class _Field(LineEdit):
    """The line; arrows move in the list below it."""

    entered = Signal()

    def __init__(self, below: GroupedList):
        super().__init__()
        self.setObjectName("search_field")
        icons.put_before(self, "search", "Suche")
        self.setClearButtonEnabled(True)
        self._list = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            # Held down, it would go on into what it led to.
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() in KEYS:
            self._list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class Palette(QFrame):
    """Comes over the page with `open`; the keyboard is on loan meanwhile."""

    def __init__(self, window: PlanWindow, above: QWidget, home: Callable[[], None]):
        """``above`` is what it comes up below; ``home`` has the keyboard where the one who lent it has gone."""
        super().__init__(window)
        self.setObjectName("palette")
        self._window, self._above, self._home = window, above, home
        self._source: Source | None = None
        self._items: dict[str, Any] = {}
        self._keep: str | None = None
        self._is_wanted = False
        self._loan = Loan(self)
        self._list = GroupedList("Treffer")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field = _Field(self._list)
        self._foot = theme.named(Label(), "muted")
        self._foot.setContentsMargins(GRID // 2, 0, GRID // 2, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        for widget in (self.field, self._list, self._foot):
            layout.addWidget(widget)
        self.hide()
        self._pieces = Pieces(self, _AT_ONCE)
        self._pieces.done.connect(self._show_found)
        self._folding = Pieces(self)
        self._later = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE)
        self._later.timeout.connect(self._renew)
        self.field.textChanged.connect(self._look)
        self.field.entered.connect(self._choose)
        self._list.chosen.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(self._announce)
        window.workspace.changed.connect(self._follow)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def open(self, source: Source) -> None:
        """Come up with what this source has now, ready to be typed into."""
        self._source = source
        for widget in (self, self.field):
            widget.setAccessibleName(source.title)
        self.field.setPlaceholderText(source.hint)
        source.renew()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.show()
        self.raise_()
        self._loan.take(self.field)
        self._look()

    def toggle(self, source: Source) -> None:
        """Come up with this source; where it is up already, go."""
        if self.isVisible() and self._source is source:
            self.give_back()
        else:
            self.open(source)

    def give_back(self) -> None:
        """Go, and put the keyboard where it was."""
        if self.isVisible():
            # Hidden while it is here, it would go to whatever comes next.
            if not self._loan.give_back():
                self._home()
            self._go()

    def leave(self) -> None:
        """Go, as another page came to the front below; the keyboard belongs there."""
        if self.isVisible():
            self._go()
            self._loan.let_go()
            self._home()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._list.step(1 if forward else -1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place while the window gets another size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def _go(self) -> None:
        self._pieces.stop()
        self._folding.stop()
        self._later.stop()
        self.hide()

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A click elsewhere in the window is a way out too."""
        if self.isVisible() and new is not None and new.window() is self._window and not is_borrower(new):
            self._go()
            self._loan.let_go()

    # Looking

    def _follow(self, _plan: Plan, _change: Change | None) -> None:
        if self.isVisible():
            self._later.start()

    def _renew(self) -> None:
        """Look through what there is now; who stands at an entry stays there."""
        if self._source is not None:
            self._source.renew()
            self._look(keep=str(self._list.current_key()))

    def _look(self, _words: str = "", keep: str | None = None) -> None:
        """List what fits what is typed; what takes long is done while the window goes on."""
        assert self._source is not None
        self._keep, self._is_wanted = keep, False
        if words := self.field.text().strip():
            self._folding.stop()
            self._pieces.start(matches(words, self._source.chunks(), LIMIT + 1))
            if self._pieces.is_busy:
                self._say("Suche läuft …")
        else:
            self._pieces.stop()
            self._show_sections(self._source.sections())
            # What the first letter needs is made ready while nobody types.
            self._folding.start((chunk.text for chunk in self._source.chunks()), at_once=False)

    def _show_sections(self, sections: Sequence[tuple[str, Sequence[Any]]]) -> None:
        assert self._source is not None
        rows: list[Row] = []
        for title, items in sections:
            rows += [Heading(title, len(items)), *map(self._entry, items)]
        self._items = {item.id: item for _title, items in sections for item in items}
        self._keep = self._keep or self._source.first()
        self._say(", ".join(f"{title}: {len(items)}" for title, items in sections))
        self._show(rows)

    def _show_found(self, found: list[Any]) -> None:
        items = [item for item in found if item is not None]
        self._items = {item.id: item for item in items}
        if len(items) > LIMIT:
            self._say(f"Mehr als {LIMIT} Treffer. Weitere Wörter grenzen sie ein.")
        else:
            self._say(f"{len(items)} Treffer. {_KEYS}" if items else _NOTHING)
        self._show([*map(self._entry, items[:LIMIT])])
        if self._is_wanted:
            self._choose()

    def _entry(self, item: Any) -> Entry:
        assert self._source is not None
        return Entry(item.id, partial(self._source.line, item, self.field.text()))

    def _show(self, rows: Sequence[Row]) -> None:
        self._list.setVisible(bool(rows))
        self._list.show_rows(rows, self._keep)
        self._fit()
        self._announce()

    def _fit(self) -> None:
        """Stand below the tabs, as high as what is listed."""
        below = self._above.mapTo(self._window, QPoint(0, self._above.height()))
        width = min(theme.scaled(_WIDTH), self._window.width() - 4 * GRID)
        spare = self._window.width() - width
        self.setFixedWidth(width)
        rows = min(self._list.model().rowCount(), _SEEN)
        wanted = sum(self._list.sizeHintForRow(row) for row in range(rows)) + GRID // 2
        around = self.field.sizeHint().height() + self._foot.sizeHint().height() + 4 * GRID
        room = self._window.height() - below.y() - around - 4 * GRID
        self._list.setFixedHeight(max(0, min(wanted, room)))
        is_right = self._source is not None and self._source.is_at_the_right
        self.move(spare - 2 * GRID if is_right else spare // 2, below.y())
        self.adjustSize()
        # The first of several that are chosen among may lie below what is seen.
        self._list.scrollTo(self._list.currentIndex())

    # Saying

    def _say(self, sentence: str) -> None:
        self._foot.setText(sentence)

    def _announce(self) -> None:
        """Tell those who do not see it how many there are, and which one Enter would choose."""
        index = self._list.currentIndex()
        current = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else ""
        told = f"{self._foot.text()}\n{current or ''}".strip()
        if told != self.field.accessibleDescription():
            self.field.setAccessibleDescription(told)
            announce(self.field, told)

    # Choosing

    def _choose(self) -> None:
        """Choose the current entry, or the first one as soon as that is known."""
        if self._pieces.is_busy:
            self._is_wanted = True
            return
        item, source = self._items.get(str(self._list.current_key())), self._source
        if item is None or source is None:
            return
        words = self.field.text()
        self.give_back()
        if not source.choose(item):
            self.open(source)
            self.field.setText(words)
            self._say(_GONE)
            self._announce()
