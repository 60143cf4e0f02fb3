"""The window of the handbook: its pages and the search at the left, the page that is read at the right."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from nrw_desktop import paths
from nrw_desktop.gui.help import keys
from nrw_desktop.gui.help.article import Article
from nrw_desktop.gui.kit import icons, theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit, window_title
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.lists.grouped_list import KEYS, GroupedList
from nrw_desktop.gui.lists.grouped_rows import Entry, Heading, Line, Row
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.window.actions import TEXT_SIZES
from nrw_desktop.handbook.pages import CHAPTERS, TITLE, Found
from nrw_desktop.storage.system import file_names

_NOTHING = "Nichts gefunden. Andere Wörter oder nur einen Wortteil versuchen."


class _Field(LineEdit):
    """The line to type words into; arrows move in the list below it, Enter opens the page."""

    def __init__(self, below: GroupedList):
        super().__init__()
        self.setObjectName("search_field")
        self.setPlaceholderText("Im Handbuch suchen")
        self.setAccessibleName("Im Handbuch suchen")
        icons.put_before(self, "search", "Suche")
        self.setClearButtonEnabled(True)
        self._list = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            self._list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class HelpWindow(Dialog):
    """Stands beside the window that it helps with, and goes with it."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._handbook = keys.handbook()
        self._list = GroupedList("Seiten")
        self._field = _Field(self._list)
        self._foot = theme.named(Label(), "muted")
        self._foot.setWordWrap(True)
        self.article = Article(self._handbook)
        self._build()
        self.want_size(980, 680)
        self._field.textChanged.connect(self._search)
        self._list.chosen.connect(self._open)
        self.article.sourceChanged.connect(self._follow)
        self.article.historyChanged.connect(self._enable)
        self._search("")
        self._enable()

    def open_page(self, name: str) -> None:
        """Show a page of the handbook, or with „name#heading“ a part of it, ready to be read on by key."""
        self._field.clear()
        self.article.show_page(name)
        self.article.setFocus()

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID)
        for widget in (self._field, self._list, self._foot):
            column.addWidget(widget)
        pages, read = Card("Handbuch", side, count=False), Card("", self.article, count=False)
        read.setAccessibleName("Seite")
        article = self.article
        self._back = read.add_button(
            "Zurück", "arrow-left", "Zur vorigen Seite (Alt+Pfeil links)", article.backward, stop=True
        )
        self._on = read.add_button("Vor", "arrow-right", "Wieder vor (Alt+Pfeil rechts)", article.forward, stop=True)
        print_button = read.add_button("Drucken …", "printer", "Diese Seite drucken (Strg+P)", self._print, stop=True)
        save_button = read.add_button(
            "PDF …", "file-down", "Das ganze Handbuch als PDF speichern", self._save_pdf, stop=True
        )
        # The card has no title that a button's name could begin with: the page has its own.
        names = ("Zurück", "Vor", "Seite drucken", "Handbuch als PDF speichern")
        for button, name in zip((self._back, self._on, print_button, save_button), names, strict=True):
            button.setAccessibleName(name)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(GRID + 4)
        sides.setChildrenCollapsible(False)
        sides.addWidget(pages)
        sides.addWidget(read)
        sides.setSizes([theme.scaled(280), theme.scaled(680)])
        sides.setStretchFactor(1, 1)
        line = self.close_line()
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(sides, 1)
        page.addLayout(line)
        standard = QKeySequence.StandardKey
        for key, run in (
            (QKeySequence(standard.Back), self.article.backward),
            (QKeySequence(standard.Forward), self.article.forward),
            (QKeySequence(standard.Print), self._print),
            (QKeySequence(standard.Find), self._ask),
        ):
            self._add_key(key, run)
        # What changes the size of the text for the whole program does so from here, too.
        self.addActions([action for action in self._window_actions() if action.objectName() in TEXT_SIZES])

    def _window_actions(self) -> list[QAction]:
        """Those of the window that all of this belongs to; before the first one there are none."""
        host = self.parentWidget()
        while host is not None and not isinstance(host, PlanWindow):
            host = host.parentWidget()
        return host.actions() if host is not None else []

    def _add_key(self, key: QKeySequence, run: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(key)
        action.triggered.connect(run)
        self.addAction(action)

    def _ask(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    # The list

    def _search(self, words: str) -> None:
        """List the pages that hold these words; all of them where there are none."""
        found = self._handbook.find(words)
        asked = bool(words.strip())
        rows = [Entry(hit.page.name, partial(_hit, hit)) for hit in found] if asked else self._contents()
        self._list.setVisible(bool(rows))
        self._list.show_rows(rows, None if asked else self.article.page)
        self._foot.setVisible(asked)
        self._foot.setText(f"{len(found)} {'Seite' if len(found) == 1 else 'Seiten'}" if found else _NOTHING)
        if asked:
            announce(self._field, self._foot.text())

    def _contents(self) -> list[Row]:
        rows: list[Row] = []
        for title, names in CHAPTERS:
            rows.append(Heading(title, None))
            rows += [Entry(name, partial(Line, self._handbook.pages[name].title)) for name in names]
        return rows

    def _open(self, name: str) -> None:
        self.article.show_page(name)
        self.article.mark(self._field.text())
        self.article.setFocus()

    # The page

    def _follow(self) -> None:
        title = self._handbook.pages[self.article.page].title
        self.setWindowTitle(window_title(f"{title} – Handbuch"))
        if not self._field.text().strip():
            self._list.show_rows(self._contents(), self.article.page)
            self._list.scrollTo(self._list.currentIndex())

    def _enable(self) -> None:
        self._back.setEnabled(self.article.isBackwardAvailable())
        self._on.setEnabled(self.article.isForwardAvailable())

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("Drucken")
        if dialog.exec():
            self.article.for_paper().print_(printer)

    def _save_pdf(self) -> None:
        """Make one PDF of all pages, and ask where to put it."""
        from nrw_desktop.gui.printing import pdf_export
        from nrw_desktop.handbook import paper

        pdf = pdf_export.make_in_background(self, partial(paper.pdf, self._handbook, dt.date.today()))
        if pdf is not None:
            pdf_export.save_pdf(self, pdf, f"{file_names.suitable(TITLE)}.pdf", paths.documents())


def _hit(found: Found) -> Line:
    return Line(found.text, found.places, found.page.title)


def show(host: QWidget, name: str) -> None:
    """Open the handbook beside a window or a dialog, at a page; one that is open there already turns to it."""
    open_one = host if isinstance(host, HelpWindow) else host.findChild(HelpWindow)
    window = open_one or HelpWindow(host)
    window.show()
    window.raise_()
    window.activateWindow()
    # Once it is laid out: a heading further down is to come to the top.
    window.open_page(name)
