"""„Importieren“: one window with the file, the plan that it makes, and the questions in between."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTabWidget,
    QVBoxLayout,
)

from nrw_desktop.domain.drafts.bringing_in import change, effects
from nrw_desktop.domain.drafts.draft import Answers, How
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.records import Phase
from nrw_desktop.exchange.reading.drafts import draft_of
from nrw_desktop.exchange.sources.source import Source
from nrw_desktop.gui.importing import remembered
from nrw_desktop.gui.importing.plan_view import PlanView
from nrw_desktop.gui.importing.question_list import QuestionList
from nrw_desktop.gui.importing.source_view import SourceView
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.plain_table import PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, window_title
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.session.plan_window import PlanWindow

_WAYS: dict[How, str] = {
    "append": "als weitere Phasen",
    "update": "Vorhandenes aktualisieren, Neues ergänzen",
}


class ImportDialog(Dialog):
    """Shows a draft of a file and draws it anew with each answer; one step of undo takes the import back.

    Raises:
        PlanError: there is nothing in the file that could be brought in.
    """

    def __init__(self, source: Source, path: Path, window: PlanWindow):
        super().__init__(window)
        self.setWindowTitle(window_title(f"Importieren – {path.name}"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source, self._window = source, window
        first = draft_of(source, {}, window.workspace.plan)
        self._answers: Answers = remembered.answers(window.settings, first)
        self._draft = draft_of(source, self._answers, window.workspace.plan) if self._answers else first
        self._build()
        if self._draft.is_of(window.workspace.plan):
            self._how.setCurrentIndex(self._how.findData("update"))
        self._show()
        self.want_size(1180, 700)
        (self._questions.answer_of(0) if self._draft.doubts else self._do).setFocus()

    # Building

    def _build(self) -> None:
        self._told = Label()
        make_heading(self._told, 1.15)
        self._file, self._plan, self._questions = SourceView(self._source), PlanView(), QuestionList()
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._file)
        # A package has no tables to look at.
        self._file.setVisible(bool(self._source.tables))
        sides.addWidget(self._plan)
        self._below = QTabWidget()
        self._changed = _list(("Zeile", "Angabe", "bisher", "künftig"), "Was sich ändert")
        self._refused = _list(("Stelle", "Text", "Warum er nicht übernommen wird"), "Fehler")
        self._left = _list(("Was", "Zum Beispiel"), "Nicht übernommen")
        for below in (self._questions, self._changed, self._refused, self._left):
            self._below.addTab(below, "")
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(sides)
        both.addWidget(self._below)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self._links = QCheckBox()
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addWidget(self._told)
        page.addLayout(self._ways())
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
        self._file.chosen.connect(self._answer)
        self._questions.answered.connect(self._answer)
        for one in (self._file, self._questions):
            one.pointed.connect(self._plan.mark)
        for other in (self._plan, self._questions):
            other.pointed.connect(self._file.mark)

    def _ways(self) -> QHBoxLayout:
        self._how = ComboBox()
        self._how.setAccessibleName("Wie importiert wird")
        for how, words in _WAYS.items():
            self._how.addItem(words, how)
        self._how.currentIndexChanged.connect(lambda _place: self._show_below())
        label = Label("I&mportieren:")
        label.setBuddy(self._how)
        self._all = QPushButton("Alle &Vorschläge annehmen")
        self._all.setAutoDefault(False)
        self._all.clicked.connect(self._accept_all)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        if self._window.workspace.plan.phases:
            line.addWidget(label)
            line.addWidget(self._how)
        line.addStretch(1)
        line.addWidget(self._all)
        return line

    # Answers

    def _answer(self, key: str, choice: str) -> None:
        """Draw the draft anew with one more answer, or without one that is taken back."""
        answers = {**self._answers, key: choice}
        if not choice:
            del answers[key]
        self._redraw(answers)

    def _accept_all(self) -> None:
        if self._redraw({**self._answers, **{doubt.key: doubt.suggestion for doubt in self._draft.open}}):
            (self._do if not self._draft.open else self._all).setFocus()

    def _redraw(self, answers: Answers) -> bool:
        """Draw the draft with these answers; where that cannot be, say why and leave it as it is."""
        try:
            draft = draft_of(self._source, answers, self._window.workspace.plan)
        except PlanError as error:
            show_refusal(str(error), self._file)
            return False
        self._answers, self._draft = answers, draft
        self._show()
        announce(self, f"{draft.told}. Offene Fragen: {len(draft.open)}.")
        return True

    def _show(self) -> None:
        draft = self._draft
        self._told.setText(f"{draft.told}.")
        self._all.setEnabled(bool(draft.open))
        self._file.show_draft(draft)
        self._plan.show_draft(draft)
        self._questions.show_doubts(draft.doubts)
        count = len(draft.links)
        self._links.setVisible(bool(count))
        what = "Eine Verknüpfung" if count == 1 else f"{count} Verknüpfungen"
        self._links.setText(f"{what} zwischen Maßnahmen, &Zielen und Partnern einer Zeile mit übernehmen")
        self._do.setEnabled(not draft.open and not draft.is_empty and not self._window.workspace.read_only)
        errors = len(draft.errors)
        self._do.setText("&Importieren" + (f" ({errors} Fehler bleiben weg)" if errors else ""))
        self._show_below()

    def _show_below(self) -> None:
        """The tabs that have something to say."""
        draft = self._draft
        left = [(one.said, "; ".join(one.examples)) for one in draft.left_out]
        left += [(sentence, "") for sentence in draft.remarks]
        _fill(self._left, left)
        _fill(self._refused, [(one.place.said, one.read, one.why) for one in draft.errors])
        changes = self._effects()
        _fill(self._changed, changes)
        wanted = (
            (f"&Fragen ({len(draft.open)} offen)", bool(draft.doubts)),
            (f"Ä&nderungen ({len(changes)})", bool(changes)),
            (f"F&ehler ({len(draft.errors)})", bool(draft.errors)),
            (f"Nicht &übernommen ({len(left)})", bool(left)),
        )
        for place, (title, has_something) in enumerate(wanted):
            self._below.setTabText(place, title)
            self._below.setTabVisible(place, has_something)
        self._below.setVisible(any(has_something for _title, has_something in wanted))

    # Bringing it in

    @property
    def _way(self) -> How:
        """As it was chosen; in a plan without phases, only what is empty there is filled."""
        how: How = self._how.currentData()
        return how if self._window.workspace.plan.phases else "append"

    def _effects(self) -> list[Sequence[str]]:
        """What changes in rows that are there; the questions are no hindrance to a look at it."""
        drawn = msgspec.structs.replace(self._draft, doubts=())
        if drawn.is_empty:
            return []
        plan = self._window.workspace.plan
        return [tuple(effect) for effect in effects(plan, change(plan, drawn, self._way))]

    def _import(self) -> None:
        draft, window = self._draft, self._window
        links = draft.links if self._links.isChecked() else ()
        try:
            window.workspace.run(change, draft, self._way, links)
        except PlanError as error:
            show_refusal(str(error), self._do)
            return
        remembered.remember(window.settings, draft)
        window.say(f"Importiert: {draft.told}.")
        self.accept()
        first = next((phase for phase in draft.plan.phases if window.workspace.plan.find(Phase, phase.id)), None)
        if first is not None:
            window.reveal(window.workspace.plan.get(Phase, first.id))


def _list(headers: Sequence[str], name: str) -> QTableWidget:
    table = plain_table(headers)
    table.setAccessibleName(name)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, PlainItem(text))
