"""The dialog about a phase's partners as they print: the reference, whom it stresses, its words, and each mention."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nrw_desktop.domain import edits
from nrw_desktop.domain.edits.references import NO_REFERENCE, Naming, check_emphasis, check_target, typed_phase
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import Mention, Partner, Phase
from nrw_desktop.domain.queries import partners
from nrw_desktop.gui.forms.phase_box import PhaseBox
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.callout import show_refusal
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.plain_table import PlainDelegate, PlainItem, plain_table
from nrw_desktop.gui.kit.safe_widgets import ComboBox, Label, LineEdit, window_title
from nrw_desktop.gui.kit.text_edit import TextEdit
from nrw_desktop.gui.kit.theme import GRID, make_heading
from nrw_desktop.gui.session.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex

_NAME, _PRINTED, _AND, _STRESSED = range(4)
_HEADERS = ("Kooperationspartner", "So gedruckt", "„und“ davor", "Hervorgehoben")
_EMPHASES: dict[partners.Emphasis, str] = {
    "none": "niemand",
    "named": "die unten angekreuzten",
    "rule": "alle, die neu akquiriert wurden in",
}
_NOBODY = "Diese Phase nennt selbst keine Kooperationspartner."
_FLAGS = Qt.ItemFlag


class ReferenceDialog(Dialog):
    """Edits one phase; nothing is written before „Übernehmen“, then all in one step."""

    def __init__(self, workspace: Workspace, phase: str, parent: QWidget):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._key = workspace, phase
        found = workspace.plan.get(Phase, phase)
        self._mentions = workspace.plan.mentions(phase)
        self._number = workspace.plan.number(found.refers_to) if found.refers_to else 0
        number = workspace.plan.number(phase)
        self.setWindowTitle(window_title(f"Verweis von Phase {number}"))
        self._build(f"Kooperationspartner von Phase {number}: {found.title}")
        self._fill(found)
        self._connect()
        self._renew()
        self.want_size(720, 640 if self._mentions else 400)
        workspace.changed.connect(self._follow)

    # Building

    def _build(self, title: str) -> None:
        heading = Label(title)
        make_heading(heading, 1.15)
        heading.setWordWrap(True)
        self._target = _phase_field("target")
        self._rule = _phase_field("rule")
        self._rule.setAccessibleName("Neu akquiriert in Phase")
        self._emphasis = theme.named(ComboBox(), "emphasis")
        for code, word in _EMPHASES.items():
            self._emphasis.addItem(word, code)
        self._wording = theme.named(LineEdit(), "wording")
        self._suggestion = theme.named(Label(), "muted")
        self._suggestion.setWordWrap(True)
        self._take = QPushButton("Vorschlag über&nehmen")
        self._take.setAutoDefault(False)
        self._take.clicked.connect(self._take_suggestion)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        stressed, offered = QHBoxLayout(), QHBoxLayout()
        stressed.addWidget(self._emphasis, 1)
        stressed.addWidget(self._rule, 1)
        offered.addWidget(self._suggestion, 1)
        offered.addWidget(self._take, 0, Qt.AlignmentFlag.AlignTop)
        self._with_label(grid, 0, "Verweist &auf", self._target)
        self._with_label(grid, 1, "&Hervorgehoben", self._emphasis, stressed)
        self._with_label(grid, 2, "&Wortlaut", self._wording)
        grid.addLayout(offered, 3, 1)
        self._build_table()
        self._preview = theme.named(TextEdit(), "preview")
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        theme.follow_text(self._preview, lambda preview: preview.setMinimumHeight(theme.scaled(88)))
        page = QVBoxLayout(self)
        page.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        page.setSpacing(GRID)
        page.addWidget(heading)
        page.addLayout(grid)
        page.addWidget(_label("In dieser Phase &genannt" if self._mentions else _NOBODY, self._table))
        if self._mentions:
            page.addWidget(self._table, 3)
        page.addWidget(_label("S&o steht es in der Spalte „Kooperationspartner“", self._preview))
        page.addWidget(self._preview, 1)
        page.addWidget(self._buttons())
        # Only in its dialog: else the button that had the keyboard last stays the default one, and may be „Abbrechen“.
        self._accept.setDefault(True)

    def _connect(self) -> None:
        self._target.editTextChanged.connect(lambda _text: self._renew())
        self._rule.editTextChanged.connect(lambda _text: self._renew())
        self._emphasis.activated.connect(lambda _place: self._choose_emphasis())
        self._wording.textEdited.connect(lambda _text: self._renew())
        self._table.itemChanged.connect(lambda _item: self._renew())
        for box in (self._target, self._rule):
            line = box.lineEdit()
            assert line is not None
            line.editingFinished.connect(self._check)

    def _with_label(
        self, grid: QGridLayout, row: int, text: str, field: QWidget, fields: QHBoxLayout | None = None
    ) -> None:
        grid.addWidget(_label(text, field), row, 0)
        if fields is None:
            grid.addWidget(field, row, 1)
        else:
            grid.addLayout(fields, row, 1)

    def _build_table(self) -> None:
        self._table = plain_table(_HEADERS)
        self._table.setParent(self)
        self._table.setVisible(bool(self._mentions))
        self._table.setAccessibleName("In dieser Phase genannt")
        theme.follow_text(self._table, lambda table: table.setMinimumHeight(theme.scaled(112)))
        self._table.setItemDelegate(_LineDelegate(self._table))
        triggers = self._table.EditTrigger
        self._table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_PRINTED, QHeaderView.ResizeMode.Stretch)
        for column in (_AND, _STRESSED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._table.fit_rows()
        self._table.setToolTip("F2 ändert, was gedruckt wird; die Leertaste kreuzt an.")

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._accept = buttons.addButton("Übernehmen", QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setEnabled(not self._workspace.read_only)
        buttons.addButton("Abbrechen", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._commit)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self, phase: Phase) -> None:
        plan = self._workspace.plan
        for box, none, key in ((self._target, NO_REFERENCE, phase.refers_to), (self._rule, "", phase.emphasis_phase)):
            box.fill(plan, none)
            box.setCurrentIndex(max(0, box.findData(key or "")))
        self._shown_target = phase.refers_to
        self._emphasis.setCurrentIndex(self._emphasis.findData(partners.emphasis_of(plan, phase)))
        self._wording.setText(partners.lead_in(plan, phase))
        self._wording.setCursorPosition(0)
        self._table.setRowCount(len(self._mentions))
        for row, mention in enumerate(self._mentions):
            name = plan.get(Partner, mention.partner).name
            self._table.setItem(row, _NAME, _item(name))
            self._table.setItem(row, _PRINTED, _item(partners.printed_name(plan, mention), edit=True))
            self._table.setItem(row, _AND, _check_item(f"„und“ vor {name}", mention.joiner == " und ", row > 0))
            self._table.setItem(row, _STRESSED, _check_item(f"{name} hervorgehoben", bool(mention.stressed)))
        self._table.resizeRowsToContents()

    # Reading what is in the fields

    def _read_target(self) -> str | None:
        """The phase that is referred to.

        Raises:
            PlanError: there is none of that name, or the phase cannot refer to it.
        """
        plan, text = self._workspace.plan, self._target.currentText()
        phase, target = plan.get(Phase, self._key), typed_phase(plan, text)
        if target is not None and target != phase.refers_to:
            check_target(plan, phase, target)
        return target

    def _read_rule(self) -> str | None:
        """The phase whose new partners are stressed.

        Raises:
            PlanError: there is none of that name, or it is no earlier one.
        """
        if self._mode() != "rule":
            return None
        plan = self._workspace.plan
        phase, target = plan.get(Phase, self._key), typed_phase(plan, self._rule.currentText())
        if target is None:
            raise PlanError("Bitte die Phase wählen, deren neu akquirierte Kooperationspartner hervorgehoben werden.")
        if target != phase.emphasis_phase:
            check_emphasis(plan, phase, target)
        return target

    def _mode(self) -> partners.Emphasis:
        mode: partners.Emphasis = self._emphasis.currentData()
        return mode

    def _namings(self) -> dict[str, Naming]:
        found = {}
        for row, mention in enumerate(self._mentions):
            joined = self._checked(row, _AND)
            joiner = mention.joiner if joined == (mention.joiner == " und ") else " und " if joined else ", "
            stressed = self._checked(row, _STRESSED) and self._mode() != "none"
            found[mention.id] = Naming(self._text(row), joiner, stressed)
        return found

    def _checked(self, row: int, column: int) -> bool:
        item = self._table.item(row, column)
        return item is not None and item.checkState() == Qt.CheckState.Checked

    def _text(self, row: int) -> str:
        item = self._table.item(row, _PRINTED)
        return item.text() if item is not None else ""

    def _change(self, plan: Plan) -> Change:
        return edits.references.set_reference(
            plan, self._key, self._read_target(), self._read_rule(), self._wording.text(), self._namings()
        )

    # Following what is typed

    def _renew(self) -> None:
        """Bring everything else in line with the reference as it is typed, and show what will print."""
        try:
            target = self._read_target()
        except PlanError:
            self._preview.setPlainText("")
            return
        _mark(self._target, False)
        if target != self._shown_target:
            self._follow_target(target)
        refers = target is not None
        for widget in (self._emphasis, self._wording):
            widget.setEnabled(refers)
        self._rule.setVisible(refers and self._mode() == "rule")
        self._offer()
        self._enable_stressed()
        self._show_preview()

    def _follow_target(self, target: str | None) -> None:
        """The words stay when the reference changes, with the new number; only where there were none they are made."""
        before, self._shown_target = self._shown_target, target
        number = self._workspace.plan.number(target) if target else 0
        if target is None:
            return
        if before is None and not self._wording.text():
            self._wording.setText(partners.numbered(partners.WORDINGS[self._mode()], number))
        else:
            self._wording.setText(partners.numbered(partners.unnumbered(self._wording.text(), self._number), number))
        self._number = number

    def _offer(self) -> None:
        """Offer the usual words where others stand there; the person decides."""
        wording = partners.numbered(partners.WORDINGS[self._mode()], self._number)
        offers = self._wording.isEnabled() and self._wording.text().strip() != wording
        self._suggestion.setVisible(offers)
        self._take.setVisible(offers)
        self._suggestion.setText(f"Vorschlag: „{wording}“")
        self._offered = wording

    def _take_suggestion(self) -> None:
        self._wording.setText(self._offered)
        self._wording.setFocus()
        self._renew()

    def _choose_emphasis(self) -> None:
        rows = range(len(self._mentions))
        if self._mode() == "named" and not any(self._checked(row, _STRESSED) for row in rows):
            for row in rows:
                self._stressed(row).setCheckState(Qt.CheckState.Checked)
        if self._mode() == "rule" and not self._rule.currentData() and self._shown_target:
            self._rule.setCurrentIndex(self._rule.findData(self._shown_target))
        self._renew()

    def _stressed(self, row: int) -> QTableWidgetItem:
        item = self._table.item(row, _STRESSED)
        assert item is not None
        return item

    def _enable_stressed(self) -> None:
        enabled = self._wording.isEnabled() and self._mode() != "none"
        self._table.blockSignals(True)
        for row in range(len(self._mentions)):
            item = self._stressed(row)
            flags = _FLAGS.ItemIsUserCheckable | _FLAGS.ItemIsSelectable
            item.setFlags(flags | _FLAGS.ItemIsEnabled if enabled else flags)
        self._table.blockSignals(False)

    def _show_preview(self) -> None:
        plan = self._workspace.plan
        try:
            after = plan.apply(self._change(plan))
        except PlanError:
            self._preview.setPlainText("")
            return
        _mark(self._rule, False)
        self._preview.setPlainText(partners.cell_text(after, after.get(Phase, self._key)))

    def _check(self) -> bool:
        """Say at its field what cannot be; what was typed stays."""
        reads: tuple[tuple[PhaseBox, Callable[[], str | None]], ...] = (
            (self._target, self._read_target),
            (self._rule, self._read_rule),
        )
        for field, read in reads:
            try:
                read()
            except PlanError as error:
                _mark(field, True)
                show_refusal(str(error), field)
                return False
            _mark(field, False)
        return True

    # Writing

    def _commit(self) -> None:
        if not self._check():
            box = self._target if self._target.property("invalid") else self._rule
            box.setFocus()
            return
        try:
            self._workspace.run(self._change)
        except PlanError as error:
            show_refusal(str(error), self._wording)
            return
        self.accept()

    def _follow(self, plan: Plan, _change: Change | None) -> None:
        """A phase or mention that somebody else takes away takes the dialog along."""
        gone = [mention for mention in self._mentions if plan.find(Mention, mention.id) is None]
        if plan.find(Phase, self._key) is None or gone:
            self.reject()


class _LineDelegate(PlainDelegate):
    """Edits a cell in a line of the program's own."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return LineEdit(parent)


def _phase_field(name: str) -> PhaseBox:
    box = theme.named(PhaseBox(), name)
    box.setLineEdit(LineEdit())
    box.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
    # Else Qt makes a title of a typed number; what was typed is to stay.
    box.setCompleter(None)  # type: ignore[arg-type]
    return box


def _label(text: str, field: QWidget) -> Label:
    label = Label(text)
    label.setBuddy(field)
    field.setAccessibleName(field.accessibleName() or text.replace("&", ""))
    return label


def _item(text: str, edit: bool = False) -> QTableWidgetItem:
    item = PlainItem(text)
    flags = _FLAGS.ItemIsEnabled | _FLAGS.ItemIsSelectable
    item.setFlags(flags | _FLAGS.ItemIsEditable if edit else flags)
    return item


def _check_item(name: str, checked: bool, enabled: bool = True) -> QTableWidgetItem:
    item = PlainItem()
    flags = _FLAGS.ItemIsSelectable | _FLAGS.ItemIsUserCheckable
    item.setFlags(flags | _FLAGS.ItemIsEnabled if enabled else flags)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
    return item


def _mark(field: QWidget, invalid: bool) -> None:
    if bool(field.property("invalid")) != invalid:
        field.setProperty("invalid", invalid)
        field.style().polish(field)
