"""„Drucken und PDF“: a report and its options at the left, its pages at the right; to print, save or copy."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.queries.changes_since import Ground
from nrw_desktop.gui.forms.form_pages import scrolling
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.background import Progress
from nrw_desktop.gui.kit.callout import show_note, show_refusal
from nrw_desktop.gui.kit.card import Card
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.message_boxes import MessageBox
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.printing import pdf_engine, pdf_export
from nrw_desktop.gui.printing.pdf_export import make_in_background, maker, save_pdf, suggested_name, write_file
from nrw_desktop.gui.printing.print_job import Sheet
from nrw_desktop.gui.printing.print_options import PrintOptions
from nrw_desktop.gui.printing.print_preview import PrintPreview
from nrw_desktop.gui.printing.printer import PrintSetup, page_sizes, pages_of, paper_name, send
from nrw_desktop.gui.printing.sheets import laid_out
from nrw_desktop.gui.printing.word_export import WORD_TITLE, save_word, word_maker
from nrw_desktop.gui.session.plan_window import PlanWindow
from nrw_desktop.gui.session.workspace import Workspace

T = TypeVar("T")

_OPTIONS_WIDTH = 330


class PrintDialog(Dialog):
    """Prints the plan as it was when the dialog was opened; ``measures`` are those that are chosen in the window."""

    def __init__(
        self,
        workspace: Workspace,
        settings: QSettings,
        phase: str | None,
        measures: Sequence[str] = (),
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self.setWindowTitle("Drucken und PDF")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._plan, self._folder = workspace.plan, workspace.path.parent
        self.options = PrintOptions(workspace, settings, phase, measures)
        self.preview = PrintPreview(lambda: maker(self.options))
        self._build()
        if parent is not None:
            self.resize(int(parent.width() * 0.92), int(parent.height() * 0.94))
        self.options.changed.connect(self.preview.refresh)
        self.preview.ready.connect(self._enable)
        self.preview.refresh(at_once=True)
        self.options.focus_first()

    def _build(self) -> None:
        area = scrolling(self.options)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = Card("Was und wie", area, count=False)
        theme.follow_text(card, lambda it: it.setFixedWidth(theme.scaled(_OPTIONS_WIDTH)))
        body = QHBoxLayout()
        body.setSpacing(2 * GRID)
        body.addWidget(card)
        body.addWidget(self.preview, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addLayout(body, 1)
        page.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._which = ComboBox()
        self._which.setAccessibleName("Seiten für den Druck")
        for text in ("Alle Seiten", "Nur diese Seite", "Diese Seiten:"):
            self._which.addItem(text)
        self._which.currentIndexChanged.connect(self._show_range)
        self._range = LineEdit()
        self._range.setPlaceholderText("1, 3–5")
        self._range.setAccessibleName("Seiten, zum Beispiel 1, 3–5")
        theme.follow_text(self._range, lambda line: line.setFixedWidth(theme.scaled(110)))
        self._range.hide()
        label = Label("S&eiten")
        label.setBuddy(self._which)
        self._copy = QPushButton("Seite &kopieren")
        self._copy.setToolTip("Legt die Seite in der Vorschau als Bild in die Zwischenablage")
        self._copy.clicked.connect(self._copy_page)
        self._save = QPushButton("Als PDF &speichern …")
        self._save.clicked.connect(self._save_pdf)
        self._word = QPushButton("Als &Word-Datei speichern …")
        self._word.setToolTip("Speichert, was der Bericht sagt, mit Überschriften, Listen und Tabellen zum Bearbeiten")
        self._word.clicked.connect(self._save_word)
        self._print = theme.named(QPushButton("&Drucken …"), "primary")
        self._print.clicked.connect(self._print_pages)
        close = QPushButton("S&chließen")
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for widget in (label, self._which, self._range):
            line.addWidget(widget)
        line.addStretch(1)
        for button in (self._copy, self._word, self._save, self._print, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        self._print.setDefault(True)
        self._enable(False)
        return line

    def _enable(self, ready: bool) -> None:
        for button in (self._word, self._save):
            button.setEnabled(ready)
        for button in (self._copy, self._print):
            button.setEnabled(ready and self.preview.document.pageCount() > 0)

    def _show_range(self, place: int) -> None:
        self._range.setVisible(place == 2)
        if place == 2:
            self._range.setFocus()

    def done(self, result: int) -> None:
        """Whatever is being made is given up."""
        self.preview.stop()
        super().done(result)

    # Using it

    def _name(self) -> str:
        return suggested_name(self._plan, self.options.report.title, self.options.phase)

    def _save_pdf(self) -> None:
        save_pdf(self, self.preview.data, self._name(), self._folder)

    def _save_word(self) -> None:
        try:
            make = word_maker(self.options)
        except PlanError as error:
            show_refusal(str(error), self._word)
            return
        data = make_in_background(self, make, WORD_TITLE, "Das Dokument wird geschrieben …")
        if data is not None:
            save_word(self, data, self._name(), self._folder)

    def _copy_page(self) -> None:
        QGuiApplication.clipboard().setImage(self.preview.picture())
        show_note("Die Seite liegt als Bild in der Zwischenablage.", self._copy)

    def _pages(self) -> tuple[int, ...]:
        count = self.preview.document.pageCount()
        match self._which.currentIndex():
            case 1:
                return (self.preview.page,)
            case 2:
                return pages_of(self._range.text(), count)
        return tuple(range(count))

    def _print_pages(self) -> None:
        try:
            pages = self._pages()
        except PlanError as error:
            show_refusal(str(error), self._range)
            self._range.setFocus()
            return
        setup = PrintSetup(pages, page_sizes(self.preview.document), self._name().removesuffix(".pdf"))
        if setup.ask(self):
            self._send(setup)

    def _send(self, setup: PrintSetup) -> None:
        sheets = setup.sheets()
        fit = self._ask_for_fit(sheets)
        if fit is None:
            return
        data, count = self.preview.data, self.preview.document.pageCount()
        if setup.file is not None:
            laid = self._while_waiting(lambda _progress: laid_out(data, count, sheets, fit))
            if laid is not None:
                write_file(self, laid, setup.file)
            return
        job = setup.job(sheets)
        said = self._while_waiting(
            lambda progress: send(data, count, sheets, fit, job, setup.printer, progress),
        )
        if said:
            box = MessageBox(MessageBox.Icon.Information, "Auftrag angehalten", said, self)
            box.setStandardButtons(MessageBox.StandardButton.Ok)
            box.exec()
        elif said is not None:
            pages = "1 Seite" if len(sheets) == 1 else f"{len(sheets)} Seiten"
            show_note(f"{pages} an „{job.printer}“ geschickt.", self._print)

    def _while_waiting(self, make: Callable[[Progress], T]) -> T | None:
        return make_in_background(self, make, "Drucken", "Die Seiten gehen an den Drucker …", "Nicht gedruckt")

    def _ask_for_fit(self, sheets: Sequence[Sheet]) -> bool | None:
        """Whether pages get the size of other paper that was chosen for them; None where they are not printed."""
        other = next((sheet for sheet in sheets if not sheet.size.is_like(sheet.paper)), None)
        if other is None:
            return True
        page, paper = paper_name(other.size), paper_name(other.paper)
        if other.size.is_wide != other.paper.is_wide:
            page, paper = (
                f"{name} im {'Quer' if size.is_wide else 'Hoch'}format"
                for name, size in ((page, other.size), (paper, other.paper))
            )
        share = round(other.scale * 100)
        box = MessageBox(MessageBox.Icon.Question, "Papier", f"Die Seiten sind {page}, das Papier ist {paper}.", self)
        box.setInformativeText(
            f"Angepasst werden sie auf {share} % verkleinert. In Originalgröße fehlt, was nicht auf das Papier geht."
            if other.scale < 1
            else f"Angepasst werden sie auf {share} % vergrößert. In Originalgröße bleibt um sie herum ein Rand."
        )
        fit = box.addButton("An Papier an&passen", MessageBox.ButtonRole.AcceptRole)
        full = box.addButton("In &Originalgröße", MessageBox.ButtonRole.AcceptRole)
        leave = box.addButton("Abbrechen", MessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(fit)
        box.setEscapeButton(leave)
        box.exec()
        chosen = box.clickedButton()
        return True if chosen is fit else False if chosen is full else None


def show(
    window: PlanWindow,
    phase: str | None,
    compared: tuple[str, Ground] | None = None,
    meeting: tuple[str, str] | None = None,
) -> None:
    """Open the dialog over a main window, on a phase or on all, with the report last used.

    With ``compared`` it is that of what has changed since this ground, which is called so; with ``meeting`` it is this
    paper of the meeting of this id. Where pages cannot be shown that is said, and the report last used becomes a PDF.
    """
    if not pdf_engine.IS_THERE:
        error_boxes.tell(window, "Keine Vorschau", pdf_engine.MISSING)
        pdf_export.save(window, phase)
        return
    window.workspace.flush()
    dialog = PrintDialog(window.workspace, window.settings, phase, window.chosen_measures(), window)
    if compared is not None:
        dialog.options.compare(*compared)
    if meeting is not None:
        dialog.options.choose_meeting(*meeting)
    # It deletes itself: where the window is closed under it, it has gone by now.
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.exec()
