"""„Importieren“: one window with the file, the plan that it makes, and the questions in between."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from nrw_desktop.domain.drafts.draft import Answers, Draft, How
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.numbers import grouped
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.exchange.tables.turning import LEFT, TOP
from nrw_desktop.gui.importing import remembered
from nrw_desktop.gui.importing.drawing import Drawing, Drawn, Links, Wanted
from nrw_desktop.gui.importing.plan_view import PlanView
from nrw_desktop.gui.importing.question_list import QuestionList
from nrw_desktop.gui.importing.source_view import SourceView
from nrw_desktop.gui.importing.text_table import TextModel, TextTable
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.background import Progress
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, window_title
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.printing.pdf_export import make_in_background
from nrw_desktop.gui.session.plan_window import PlanWindow

_UPDATE = "Vorhandenes aktualisieren, Neues ergänzen"
_WAYS: dict[How, str] = {"append": "als weitere Phasen", "update": _UPDATE, "new": "als neue Plandatei"}
_EMPTY_PLAN: dict[How, str] = {"append": "in diesen Plan", "new": "als neue Plandatei"}

_HEADS, _QUESTION, _LEAST = 84, 44, 2
"""Pixels of the tabs and heads below, and of a question where text has its usual size; questions that have room."""
_ALIKE = 10_000
"""More pixels than there are: what both sides want, so that they share what there is."""

Reread = Callable[[QWidget, str, str], Source | None]
"""Reads a text file again in an encoding and with a separator; None where that cannot be, which is said."""
Create = Callable[[Path, Draft, Links], None]
"""Makes a plan file of a draft, with those of its links that are wanted."""


class ImportDialog(Dialog):
    """Shows a draft of a file and draws it anew with each answer; one step of undo takes the import back.

    ``window`` has the plan that the file is to come into; without one it becomes a plan file of its own, as ``create``
    makes it. ``made`` is that file, once there is one. ``reread`` reads a text file in another form.
    """

    def __init__(
        self,
        first: Drawn,
        path: Path,
        window: PlanWindow | None,
        create: Create,
        reread: Reread,
        settings: QSettings,
        folder: Path,
        parent: QWidget | None = None,
    ):
        super().__init__(parent or window)
        self.setWindowTitle(window_title(f"Importieren – {path.name}"))
        self._window, self._create, self._reread, self._settings = window, create, reread, settings
        self._suggested = folder / f"{path.stem}.nrwplan"
        self.made: Path | None = None
        self._has_asked = self._goes_on = False
        self._source = first.wanted.source
        self._answers: Answers = first.wanted.answers
        self._draft = first.draft
        self._drawing = Drawing(self)
        self._build()
        self._how.setCurrentIndex(max(0, self._how.findData(first.wanted.how)))
        self._connect()
        self._show(first)
        self.want_size(1180, 700)
        # Few questions leave the room to what they are about.
        wanted = theme.scaled(_HEADS + _QUESTION * max(_LEAST, len(self._draft.doubts)))
        below = min(self.height() * 2 // 5, wanted)
        self._both.setSizes([self.height() - below, below])
        (self._questions.answer_of(0) if self._draft.doubts else self._do).setFocus()

    # Building

    def _build(self) -> None:
        self._file, self._plan, self._questions = SourceView(), PlanView(), QuestionList()
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._file)
        # A package has no tables to look at.
        self._file.setVisible(bool(self._source.tables))
        sides.addWidget(self._plan)
        sides.setSizes([_ALIKE, _ALIKE])
        self._below = QTabWidget()
        self._changed = _List(("Zeile", "Angabe", "bisher", "künftig"), "Was sich ändert")
        self._refused = _List(("Stelle", "Text", "Warum er nicht übernommen wird"), "Fehler")
        self._left = _List(("Was", "Zum Beispiel"), "Nicht übernommen")
        for below in (self._questions, self._changed, self._refused, self._left):
            self._below.addTab(below, "")
        self._both = both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(sides)
        both.addWidget(self._below)
        both.setStretchFactor(0, 1)
        self._links = QCheckBox()
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addLayout(self._head())
        page.addLayout(self._ways())
        page.addWidget(self._file.form)
        page.addWidget(both, 1)
        page.addWidget(self._links)
        buttons = QDialogButtonBox()
        self._do = buttons.addButton("&Importieren", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._import)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        # Only in its dialog: else the button that had the keyboard last stays the default one, and may be „Abbrechen“.
        self._do.setDefault(True)

    def _head(self) -> QHBoxLayout:
        self._told = Label()
        make_heading(self._told, 1.15)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName("Der Entwurf wird gezeichnet")
        self._bar.hide()
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._told)
        line.addWidget(self._bar)
        line.addStretch(1)
        return line

    def _ways(self) -> QHBoxLayout:
        self._how = ComboBox()
        self._how.setAccessibleName("Wie importiert wird")
        for how, words in (
            _WAYS if self._window is None or self._window.workspace.plan.phases else _EMPTY_PLAN
        ).items():
            if self._window is not None or how == "new":
                self._how.addItem(words, how)
        label = Label("I&mportieren:")
        label.setBuddy(self._how)
        self._all = QPushButton("Alle &Vorschläge annehmen")
        self._all.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(label)
        line.addWidget(self._how)
        line.addStretch(1)
        line.addWidget(self._all)
        return line

    def _connect(self) -> None:
        self._how.activated.connect(lambda _place: self._redraw(self._answers))
        self._all.clicked.connect(self._accept_all)
        self._file.chosen.connect(self._answer)
        self._file.form_chosen.connect(self._read_again)
        self._questions.answered.connect(self._answer)
        for one in (self._file, self._questions):
            one.pointed.connect(self._plan.mark)
        for other in (self._plan, self._questions):
            other.pointed.connect(self._file.mark)
        self._drawing.drawn.connect(self._take)
        self._drawing.refused.connect(self._refuse)
        self._drawing.waiting.connect(self._wait)

    # Answers

    def _answer(self, key: str, choice: str) -> None:
        """Draw the draft anew with one more answer, or without one that is taken back."""
        answers = {**self._answers, key: choice}
        if not choice:
            del answers[key]
        if choice in (LEFT, TOP):
            # What was a column was a row before.
            answers = {one: chosen for one, chosen in answers.items() if one not in self._draft.columns}
        self._redraw(answers)

    def _read_again(self, encoding: str, separator: str) -> None:
        source = self._reread(self, encoding, separator)
        if source is None:
            self._show(self._shown)
            return
        self._source = source
        # The columns may be others now.
        self._redraw({key: choice for key, choice in self._answers.items() if key not in self._draft.columns})

    def _accept_all(self) -> None:
        self._goes_on = True
        self._redraw({**self._answers, **{doubt.key: doubt.suggestion for doubt in self._draft.open}})

    def _go_on(self) -> None:
        """Once it is drawn, the keyboard goes on where there is something to do."""
        self._goes_on = False
        (self._all if self._draft.open else self._do).setFocus()

    def _redraw(self, answers: Answers) -> None:
        self._answers = answers
        plan = self._window.workspace.plan if self._window is not None and self._way != "new" else None
        self._drawing.want(Wanted(self._source, answers, plan, self._way))

    def _take(self, drawn: Drawn) -> None:
        self._show(drawn)
        announce(self, f"{self._draft.told}. Offene Fragen: {len(self._draft.open)}.")

    def _refuse(self, sentence: str) -> None:
        """What cannot be drawn is as it was before."""
        self._source, self._answers = self._shown.wanted.source, self._shown.wanted.answers
        self._how.setCurrentIndex(self._how.findData(self._shown.wanted.how))
        show_refusal(sentence, self._file)
        self._show(self._shown)

    def _wait(self, waits: bool) -> None:
        self._bar.setVisible(waits)
        if waits:
            self._do.setEnabled(False)
        else:
            self._show_what_can_be_done()
            if self._goes_on:
                self._go_on()

    # What is seen

    def _show(self, drawn: Drawn) -> None:
        draft = drawn.draft
        self._shown, self._draft, self._answers = drawn, draft, drawn.wanted.answers
        self._told.setText(f"{draft.told}.")
        self._file.show_source(drawn.source, drawn.lying)
        self._file.show_draft(draft)
        self._plan.show_lines(drawn.lines, bool(draft.open))
        self._questions.show_doubts(draft.doubts)
        count = len(draft.links)
        self._links.setVisible(bool(count))
        what = "Eine Verknüpfung" if count == 1 else f"{grouped(count)} Verknüpfungen"
        self._links.setText(f"{what} zwischen Maßnahmen, Zielen und &Partnern einer Zeile mit übernehmen")
        self._show_what_can_be_done()
        self._show_below()

    def _show_what_can_be_done(self) -> None:
        draft = self._draft
        self._all.setEnabled(bool(draft.open))
        # Only a plan file of its own can be made beside a plan that is being read.
        may_write = self._way == "new" or self._window is None or not self._window.workspace.read_only
        self._do.setEnabled(not draft.open and not draft.is_empty and may_write and not self._bar.isVisible())
        errors = len(draft.errors)
        left_off = "1 Stelle bleibt weg" if errors == 1 else f"{grouped(errors)} Stellen bleiben weg"
        self._do.setText("&Importieren" + (f" ({left_off})" if errors else ""))

    def _show_below(self) -> None:
        """The tabs that have something to say."""
        draft = self._draft
        left = [(one.said, "; ".join(one.examples)) for one in draft.left_out]
        left += [(sentence, "") for sentence in draft.remarks]
        self._left.show_rows(left)
        self._refused.show_rows([(one.place.said, one.read, one.why) for one in draft.errors])
        changes = self._shown.effects
        self._changed.show_rows(changes)
        wanted = (
            (f"&Fragen ({len(draft.open)} offen)", bool(draft.doubts)),
            (f"Ä&nderungen ({len(changes)})", bool(changes)),
            (f"F&ehler ({len(draft.errors)})", bool(draft.errors)),
            ("Nicht &übernommen" + (f" ({len(draft.left_out)})" if draft.left_out else ""), bool(left)),
        )
        for place, (title, has_something) in enumerate(wanted):
            # One that is not seen has no letter: Alt would open it.
            self._below.setTabText(place, title if has_something else "")
            self._below.setTabVisible(place, has_something)
        self._below.setVisible(any(has_something for _title, has_something in wanted))
        if draft.open and not self._has_asked:
            self._below.setCurrentIndex(0)
        self._has_asked = bool(draft.open)

    # Bringing it in

    @property
    def _way(self) -> How:
        how: How = self._how.currentData()
        return how

    def _import(self) -> None:
        links = self._draft.links if self._links.isChecked() else ()
        if self._way == "new":
            self._make_new(links)
        elif self._window is not None:
            self._bring_in(self._window, links)

    def _bring_in(self, window: PlanWindow, links: Links) -> None:
        draft = self._draft
        try:
            done = window.workspace.run(self._shown.change_of, links)
        except PlanError as error:
            show_refusal(str(error), self._do)
            return
        remembered.remember(self._settings, draft)
        window.say(f"Importiert: {draft.told}." if done else "Alles stand schon so im Plan; geändert ist nichts.")
        self.accept()
        plan = window.workspace.plan
        rows = done.rows if done else ()
        # What is new has a page of its own; else what was changed is shown.
        new = [row for table in ("phase", "meeting") for row in rows if (row.table, row.before) == (table, None)]
        changed = [row for row in rows if row.table in ("phase", "measure", "goal", "partner", "meeting")]
        if row := next(iter((*new, *changed)), None):
            window.reveal(plan.rows[row.table][row.id])

    def _make_new(self, links: Links) -> None:
        # A new plan never takes the place of another file: who creates it refuses that.
        target = ask_save(self, "Neuer Plan", self._suggested, "Pläne (*.nrwplan)", ".nrwplan", replace=False)
        if target is None:
            return
        made: list[Path] = []

        def make(_progress: Progress) -> None:
            self._create(target, self._draft, links)
            made.append(target)

        make_in_background(self, make, "Neuer Plan", "Der Plan wird angelegt …")
        # Where somebody gives up too late, it is there all the same.
        if made and isValid(self):
            remembered.remember(self._settings, self._draft)
            self.made = target
            self.accept()

    def done(self, result: int) -> None:
        self._drawing.leave()
        super().done(result)


class _List(TextTable):
    """What there is to read below, in columns of equal width."""

    def __init__(self, heads: Sequence[str], name: str):
        super().__init__(name)
        self._rows = TextModel(heads, self)
        self.setModel(self._rows)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self._rows.show(rows)
