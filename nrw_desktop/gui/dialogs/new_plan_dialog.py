"""The page of a new plan: what it begins with, whose it is, from when to when, and then where it lies."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain.edits import new_plan
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.forms.binder import mark
from nrw_desktop.gui.forms.form_pages import scrolling
from nrw_desktop.gui.kit import error_boxes, theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.file_dialogs import ask_save
from nrw_desktop.gui.kit.safe_widgets import Label, LineEdit, literal, tip_text
from nrw_desktop.gui.kit.theme import GRID, make_heading

WITHOUT_PHASES = "leer"
FROM_FILE = ":file"
"""Stands among the templates for a file of another program."""
TEMPLATES = {
    "nrweltoffen": ("Vier &Phasen", "Die vier Phasen des Programms NRWeltoffen mit ihren Titeln, sonst leer."),
    WITHOUT_PHASES: (
        "&Tabelle aus Word",
        "Ein Plan ohne Phasen. Die Tabelle in Word kopieren und im neuen Plan Strg+V drücken; vor dem Einfügen wird "
        "gezeigt, was übernommen wird.",
    ),
    FROM_FILE: (
        "&Datei aus Word, Excel oder Kalender",
        "Die Datei wird gezeigt, wie sie verstanden ist, mit den Fragen dazu; daraus wird die neue Plandatei.",
    ),
    "bielefeld": (
        "Beispiel &Bielefeld",
        "Die Umsetzungsschritte der Stadt Bielefeld, vollständig, zum Ausprobieren und Anpassen. Mit einem Beginn "
        "wandern alle Monate mit.",
    ),
}
FIELDS = {
    "municipality": ("&Kommune", "zum Beispiel Stadt Hamm"),
    "lead": ("&Federführung", "zum Beispiel Kommunales Integrationszentrum"),
    "begin": ("Be&ginn", "zum Beispiel 3/2018"),
    "end": ("Pro&jektende", "noch nicht bekannt: leer"),
}
_IN_TABLE = "steht in der Tabelle"
_SIDES, _LONGEST = 2, 36
"""Columns of own templates, and characters of the name of one that are shown."""
_CHARACTERS = 92
"""So many stand beside each other at first."""
_SHARE = 0.9
"""What it takes of a small screen at most; then it scrolls."""


class NewPlanDialog(Dialog):
    """Asks for the template and what is known of the plan, then for the file; everything can be skipped.

    ``create`` makes the plan, by its file, template and details; where it raises a `PlanError`, that is said and the
    page stays as it is. ``path`` is the plan that was made. ``own`` are the person's templates. Of a file of another
    program ``bring_in`` makes the plan: it gives the plan's file, or None to leave it.
    """

    def __init__(
        self,
        folder: Path,
        create: Callable[[Path, str, new_plan.Details], object],
        parent: QWidget | None = None,
        own: Mapping[str, Path] = MappingProxyType({}),
        bring_in: Callable[["NewPlanDialog"], Path | None] = lambda _page: None,
    ):
        super().__init__(parent)
        self.setWindowTitle("Neuer Plan")
        self._folder, self._create, self._bring_in = folder, create, bring_in
        self.path: Path | None = None
        self._choices = QButtonGroup(self)
        self._fields: dict[str, LineEdit] = {}
        self._readings: dict[str, Label] = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self._heading("Womit soll der neue Plan beginnen?"))
        for name, (title, explanation) in TEMPLATES.items():
            self._add_choice(column, name, title, explanation)
        if own:
            self._add_own(column, own)
        column.addSpacing(GRID)
        column.addWidget(self._heading("Was ist schon bekannt? Alles kann leer bleiben."))
        column.addLayout(self._made_fields())
        column.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        go_on = buttons.addButton("Weiter …", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._choose_file)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolling(page), 1)
        layout.addWidget(buttons)
        # Only in its dialog: else the button that had the keyboard last stays the default one, and may be „Abbrechen“.
        go_on.setDefault(True)
        self._choices.buttonToggled.connect(lambda *_: self._offer_begin())
        self._show_readings()
        # The style's padding counts, or the page is a little too high for its room.
        for widget in page.findChildren(QWidget):
            widget.ensurePolished()
        column.invalidate()
        width = _CHARACTERS * self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize() * _SHARE
        width = min(width, room.width())
        self.resize(width, min(column.heightForWidth(width) + buttons.sizeHint().height(), room.height()))

    @property
    def template(self) -> str:
        """The name of the template that was chosen."""
        return next(button.objectName() for button in self._choices.buttons() if button.isChecked())

    @property
    def details(self) -> new_plan.Details:
        """What was typed; a beginning has no place where there are no phases yet."""
        typed = {field: line.text() for field, line in self._fields.items() if line.isEnabled()}
        return new_plan.Details(**typed)

    # Building

    def _heading(self, text: str) -> Label:
        heading = Label(text)
        make_heading(heading, 1.15)
        heading.setWordWrap(True)
        return heading

    def _add_choice(self, column: QVBoxLayout, name: str, title: str, explanation: str) -> None:
        button = self._choice(name, title)
        button.setChecked(name == "nrweltoffen")
        button.setAccessibleDescription(explanation)
        hint = theme.named(Label(explanation), "muted")
        hint.setWordWrap(True)
        hint.setContentsMargins(3 * GRID, 0, 0, GRID // 2)
        column.addWidget(button)
        column.addWidget(hint)

    def _add_own(self, column: QVBoxLayout, own: Mapping[str, Path]) -> None:
        """The person's templates, in two columns: there can be many."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, GRID // 2)
        for number, name in enumerate(own):
            button = self._choice(name, literal(shortened(name, _LONGEST)))
            button.setToolTip(tip_text(str(own[name])))
            button.setAccessibleDescription(f"Eigene Vorlage: {name}")
            grid.addWidget(button, *divmod(number, _SIDES))
        for side in range(_SIDES):
            grid.setColumnStretch(side, 1)
        hint = theme.named(Label(f"Eigene Vorlagen aus „{next(iter(own.values())).parent}“:"), "muted")
        hint.setWordWrap(True)
        column.addSpacing(GRID // 2)
        column.addWidget(hint)
        column.addLayout(grid)

    def _choice(self, name: str, title: str) -> QRadioButton:
        button = QRadioButton(title)
        button.setObjectName(name)
        self._choices.addButton(button)
        return button

    def _made_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        for number, (field, (word, example)) in enumerate(FIELDS.items()):
            row, side = divmod(number, 2)
            label, line = Label(word), LineEdit()
            line.setObjectName(field)
            line.setAccessibleName(word.replace("&", ""))
            line.setPlaceholderText(example)
            label.setBuddy(line)
            self._fields[field] = line
            grid.addWidget(label, 3 * row, side)
            grid.addWidget(line, 3 * row + 1, side)
            grid.setColumnStretch(side, 1)
        for side, field in enumerate(("begin", "end")):
            self._readings[field] = theme.named(Label(), "muted")
            self._readings[field].setMinimumHeight(self.fontMetrics().lineSpacing())
            # While it says nothing it is not there, but keeps its line: nothing below it jumps.
            policy = self._readings[field].sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self._readings[field].setSizePolicy(policy)
            grid.addWidget(self._readings[field], 5, side)
            self._fields[field].textChanged.connect(self._show_readings)
            self._fields[field].editingFinished.connect(lambda field=field: self._is_read(field))
        return grid

    # What a person does

    def _offer_begin(self) -> None:
        line, has_phases = self._fields["begin"], self.template not in (WITHOUT_PHASES, FROM_FILE)
        line.setEnabled(has_phases)
        line.setPlaceholderText(FIELDS["begin"][1] if has_phases else _IN_TABLE)
        self._show_readings()

    def _show_readings(self) -> None:
        """Say beside what is typed how it is read; that it cannot be is said once it is left."""
        for field, label in self._readings.items():
            try:
                told = new_plan.told(self.details, field)
            except PlanError:
                label.hide()
                continue
            mark(self._fields[field], invalid=False, why=told)
            label.setText(told)
            label.setHidden(not told)

    def _is_read(self, field: str) -> bool:
        """Whether a month can be read; why not is said at its field, which keeps what was typed."""
        try:
            new_plan.told(self.details, field)
        except PlanError as error:
            mark(self._fields[field], invalid=True, why=str(error))
            show_refusal(str(error), self._fields[field])
            return False
        return True

    def _choose_file(self) -> None:
        for field in self._readings:
            if not self._is_read(field):
                self._fields[field].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.template == FROM_FILE:
            self.path = self._bring_in(self)
            if self.path is not None:
                self.accept()
            return
        suggested = self._folder / "Neuer Plan.nrwplan"
        # A new plan never takes the place of another file: who creates it refuses that.
        path = ask_save(self, "Neuer Plan", suggested, "Pläne (*.nrwplan)", ".nrwplan", replace=False)
        if path is None:
            return
        try:
            self._create(path, self.template, self.details)
        except PlanError as error:
            error_boxes.tell(self, "Nicht möglich", str(error))
        else:
            self.path = path
            self.accept()
