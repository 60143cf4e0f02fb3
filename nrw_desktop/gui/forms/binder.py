"""Binds the widgets of a form to a record: a widget whose object name is a field of the record shows and edits it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from nrw_desktop.domain import edits
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.model.change import Change, RowChange
from nrw_desktop.domain.model.labels_de import choices, value_text
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import FIELDS, Record, field_of
from nrw_desktop.domain.queries import period
from nrw_desktop.domain.text.collation import sort_key
from nrw_desktop.gui.forms.form_loader import FormLoader
from nrw_desktop.gui.forms.period_reading import show_reading
from nrw_desktop.gui.forms.phase_box import BodyBox, PhaseBox
from nrw_desktop.gui.forms.read_only import set_read_only
from nrw_desktop.gui.kit.callout import close_callouts, hand_back, show_note, show_refusal
from nrw_desktop.gui.kit.error_boxes import Refused
from nrw_desktop.gui.kit.keyboard_loan import is_on_loan
from nrw_desktop.gui.kit.safe_widgets import ComboBox, LineEdit
from nrw_desktop.gui.kit.text_edit import TextEdit, text_of
from nrw_desktop.gui.lists.cell_editors import LONGEST_LINE, fill_choices, name_completer
from nrw_desktop.gui.session.workspace import Workspace

REST = 500
"""Milliseconds without a key after which free text is committed."""

_SHOWN: dict[tuple[str, str], Callable[[Plan, Any], str]] = {
    ("measure", "responsible"): lambda plan, measure: plan.responsible(measure),
    ("measure", "period"): period.cell,
    ("phase", "period"): period.shown,
}
"""Fields whose text is more than their stored value; „period“ stands for all that a period is made of."""
_LENDERS = ("partner", "phase", "project", "body")
"""The tables whose records such a text takes words from."""


class MonthEdit(LineEdit):
    """A line for one month, checked when it is left."""


class PartnerEdit(LineEdit):
    """A line for a partner's name, completed from the register as one types."""


class WordEdit(LineEdit):
    """A line completed from what the same field holds elsewhere in the plan."""


class _Kind(msgspec.Struct, frozen=True):
    """How one class of widget is read, written and listened to."""

    get: Callable[[Any], str]
    put: Callable[[Any, str], None]
    edited: str
    parsed: bool = False


def _put_line(line: QLineEdit, text: str) -> None:
    """Show the beginning of a long text, not its end; where one types, the cursor stays."""
    place = line.cursorPosition() if line.hasFocus() else 0
    line.setText(text)
    line.setCursorPosition(place)


_KINDS: dict[type[QWidget], _Kind] = {
    MonthEdit: _Kind(QLineEdit.text, _put_line, "textEdited", parsed=True),
    PartnerEdit: _Kind(QLineEdit.text, _put_line, "textEdited", parsed=True),
    WordEdit: _Kind(QLineEdit.text, _put_line, "textEdited", parsed=True),
    LineEdit: _Kind(QLineEdit.text, _put_line, "textEdited"),
    TextEdit: _Kind(text_of, QPlainTextEdit.setPlainText, "textChanged"),
    ComboBox: _Kind(lambda box: box.currentData() or "", lambda box, code: _choose(box, code), "activated"),
    BodyBox: _Kind(lambda box: box.currentData() or "", lambda box, key: _choose(box, key), "activated"),
    PhaseBox: _Kind(lambda box: box.currentData() or "", lambda box, key: _choose(box, key), "activated"),
}


def load_form(name: str, parent: QWidget) -> QWidget:
    """The widgets of ``ui/<name>.ui``, made by Qt's own loader."""
    return FormLoader(MonthEdit, PartnerEdit, WordEdit, PhaseBox, BodyBox, TextEdit).form(name, parent)


def _choose(box: QComboBox, code: str) -> None:
    box.setCurrentIndex(box.findData(code))


_GONE = "Den Eintrag gibt es nicht mehr."
_DIFFER = "verschieden"
"""What a field says where several records are shown that do not hold the same."""


class Binder(QObject):
    """Keeps the fields of one record and the widgets of a form the same; of several, what they share.

    Free text is committed after a rest and on leaving the field; one visit to a field is one undo step. A refused
    value stays in its field, marked, and is told there; it is there again whenever its record is shown.
    """

    committed = Signal(object)

    def __init__(
        self,
        root: QWidget,
        table: str,
        workspace: Workspace,
        setter: edits.Setter | None = None,
        record_of: Callable[[Plan, str], Record | None] | None = None,
    ):
        super().__init__(root)
        self._root, self._table, self._workspace = root, table, workspace
        self._setter = setter or edits.setter(table)
        self._record_of = record_of
        self._keys: tuple[str, ...] = ()
        self._visit: str | None = None
        self._pending: QWidget | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._commit_rested)
        self._widgets: dict[str, tuple[QWidget, _Kind]] = {}
        self._hints: dict[str, str] = {}
        fields = {*FIELDS[table], *(field for of, field in _SHOWN if of == table)}
        for widget in root.findChildren(QWidget):
            if widget.objectName() in fields and type(widget) in _KINDS:
                self._bind(widget)
        workspace.changed.connect(self._follow)
        workspace.flushing.connect(self._flush)
        workspace.unaccepted.changed.connect(self._take_up)
        workspace.holding.connect(self._hold)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that have a widget."""
        return tuple(self._widgets)

    def focus(self, field: str) -> bool:
        """Put the keyboard on a field; False where there is no widget for it."""
        found = self._widgets.get(field)
        if found is not None:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return found is not None

    def _bind(self, widget: QWidget) -> None:
        kind = _KINDS[type(widget)]
        field = widget.objectName()
        self._widgets[field] = (widget, kind)
        self._hints[field] = str(widget.property("placeholderText") or "")
        if isinstance(widget, QComboBox) and not isinstance(widget, PhaseBox):
            fill_choices(widget, self._table, field, choices(self._table, field))
        if isinstance(widget, QLineEdit):
            # Qt's own limit cuts without a word; the edit refuses with a sentence.
            widget.setMaxLength(LONGEST_LINE)
        if isinstance(widget, (PartnerEdit, WordEdit)):
            completer = name_completer([], widget)
            widget.setCompleter(completer)
            completer.activated.connect(lambda _text, of=widget: self._commit(of))
        getattr(widget, kind.edited).connect(lambda *_, of=widget: self._note(of))
        widget.installEventFilter(self)
        set_read_only(widget, self._workspace.read_only)

    def lock(self, locked: bool) -> None:
        """Let what is shown only be looked at, or be written again where the plan can be."""
        for widget, _kind in self._widgets.values():
            set_read_only(widget, locked or self._workspace.read_only)

    def show(self, *records: str | None) -> None:
        """Show another record, several, or none. What was typed for the one before is committed first."""
        keys = tuple(key for key in records if key)
        if keys == self._keys:
            return
        if self._keys and not self._records():
            hand_back(self.give_up(), _GONE, self._root)
        elif self._pending is not None and self._commit(self._pending, tell=False):
            # What is refused stays with its record: a note at the field would point at the next one's.
            close_callouts(self._pending)
        self._visit = None
        self._wait_for(None)
        self._keys = keys
        self._renew(leave=None)

    def _renew(self, leave: QWidget | None) -> None:
        """Write the record's values into all widgets but the one that is being typed into; what was refused stays."""
        records = self._records()
        for field, (widget, kind) in self._widgets.items():
            if isinstance(widget, PartnerEdit) and widget.completer():
                names = sorted((partner.name for partner in self._workspace.plan.partners), key=sort_key)
                widget.completer().model().setStringList(names)  # type: ignore[attr-defined]
            if isinstance(widget, PhaseBox):
                widget.fill(self._workspace.plan)
            if widget is not leave:
                self._put(field, widget, kind, records)
        show_reading(self._root, self._workspace.plan, records)
        self._workspace.note_typing(self, bool(self._waiting()))

    def _put(self, field: str, widget: QWidget, kind: _Kind, records: list[Record]) -> None:
        """Show what a field holds, or the text that it did not accept."""
        entry = self._workspace.unaccepted.entry(self._table, self._id, field)
        mark(widget, entry is not None, entry.sentence if entry else "")
        texts = {self._text(field, record) for record in records}
        text = entry.text if entry else texts.pop() if len(texts) == 1 else ""
        widget.setProperty("placeholderText", _DIFFER if texts and not entry else self._hints[field])
        if kind.get(widget) != text or not isinstance(widget, QComboBox):
            widget.blockSignals(True)
            # Set anew even where it is equal: that clears the field's own undo, so Ctrl+Z means the plan's.
            kind.put(widget, text)
            widget.blockSignals(False)

    def _take_up(self) -> None:
        """An entry was discarded elsewhere, or is left from the last time."""
        for field, (widget, kind) in self._widgets.items():
            entry = self._workspace.unaccepted.entry(self._table, self._id, field)
            if widget is not self._pending and _is_marked(widget) != (entry is not None):
                self._put(field, widget, kind, self._records())
        self._workspace.note_typing(self, bool(self._waiting()))

    @property
    def _id(self) -> str:
        """What entries of the record, or of several together, go by."""
        return "+".join(self._keys)

    def _records(self) -> list[Record]:
        find = self._record_of or (lambda plan, key: plan.record(self._table, key))
        found = (find(self._workspace.plan, key) for key in self._keys)
        return [record for record in found if record is not None]

    def _text(self, field: str, record: Record) -> str:
        shown = _SHOWN.get((self._table, field))
        if shown:
            return shown(self._workspace.plan, record)
        value = getattr(record, field)
        if choices(self._table, field):
            # A choice is known by its code.
            return str(value or "")
        return value_text(self._table, field, value)

    def _note(self, widget: QWidget) -> None:
        """Something was typed or chosen."""
        if self._pending is not widget and not _is_marked(self._pending):
            self._commit_rested()
        self._wait_for(widget)
        kind, field = _KINDS[type(widget)], widget.objectName()
        if isinstance(widget, QComboBox):
            self._commit(widget)
        elif not kind.parsed and field != "period" and field_of(self._table, field).kind.read is None:
            self._rest.start()

    def _wait_for(self, widget: QWidget | None) -> None:
        """What was typed last and is not committed, if anything; the window tells of that and of what was refused."""
        self._pending = widget
        self._workspace.note_typing(self, bool(self._waiting()))

    def _commit_rested(self) -> None:
        if self._pending is not None:
            self._commit(self._pending)

    def _commit(self, widget: QWidget, tell: bool = True) -> str:
        """Commit a widget's value; the sentence of a refusal, else nothing."""
        self._rest.stop()
        if not self._keys:
            self._wait_for(None)
            return ""
        field, text = widget.objectName(), _KINDS[type(widget)].get(widget)
        place = self._table, self._id, field
        note = edits.reading.note(self._workspace.plan, self._table, self._keys[0], field, text) if tell else ""
        try:
            change = self._workspace.run_joined(self._visit, self._set, field, text)
        except PlanError as error:
            if self._id != place[1]:
                # The write found that somebody else deleted the record, and another one is shown by now.
                return str(error)
            self._wait_for(widget)
            mark(widget, True, str(error))
            self._workspace.unaccepted.keep(*place, text, str(error))
            if tell:
                show_refusal(str(error), widget)
            return str(error)
        # Not before: what is pending is left alone by the views' renewal that the commit brings about.
        mark(widget, False)
        self._workspace.unaccepted.settle(*place)
        self._wait_for(None)
        if change is not None:
            # Where something else came in between, a new run begins.
            self._visit = change.joins or change.id
            self.committed.emit(change)
            if note:
                show_note(note, widget)
        return ""

    def _set(self, plan: Plan, field: str, text: str) -> Change:
        """Give the field of the record, or of all that are shown, this text."""
        if len(self._keys) == 1:
            return self._setter(plan, self._keys[0], field, text)
        return edits.many.set_in_all(plan, self._setter, self._table, self._keys, field, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving a field commits it and ends the visit; Esc takes back what was refused or not yet committed."""
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, WordEdit):
            self._offer_words(watched)
        elif event.type() == QEvent.Type.FocusOut:
            # A window that goes has been asked by `flushing`, and its file is closed.
            if watched.window().isHidden() or is_on_loan():
                return False
            if self._pending is watched and self._commit(watched):
                return False
            self._visit = None
            self._renew(leave=self._pending)
        elif event.type() == QEvent.Type.KeyPress:
            return self._on_key(watched, event)
        return False

    def _offer_words(self, edit: WordEdit) -> None:
        """Complete from what the field holds in other records, as they are now."""
        held = {getattr(record, edit.objectName()) for record in self._workspace.plan.rows[self._table].values()}
        if completer := edit.completer():
            completer.model().setStringList(sorted(filter(None, held), key=sort_key))  # type: ignore[attr-defined]

    def _on_key(self, widget: QWidget, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        waits = self._pending is widget or _is_marked(widget)
        if event.key() == Qt.Key.Key_Escape and waits:
            self._rest.stop()
            self._wait_for(None)
            self._workspace.unaccepted.settle(self._table, self._id, widget.objectName())
            self._renew(leave=None)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(widget, QLineEdit):
            if waits:
                self._commit(widget)
            if not widget.property("invalid"):
                self._renew(leave=self._pending)
        return False

    def _follow(self, plan: Plan, change: Change | None) -> None:
        if change is None or any(map(self._may_show, change.rows)):
            self._renew(leave=self._focused() if self._pending is not None or self._visit is not None else None)

    def _may_show(self, row: RowChange) -> bool:
        """Whether a row that changed can be seen here: the record's own, or one that it takes words from."""
        own = row.table == self._table and (row.id in self._keys or self._record_of is not None)
        return own or row.table in _LENDERS

    def _focused(self) -> QWidget | None:
        return next((widget for widget, _kind in self._widgets.values() if widget.hasFocus()), self._pending)

    def _waiting(self) -> list[QWidget]:
        """The widgets that hold what is not in the plan."""
        return [widget for widget, _kind in self._widgets.values() if widget is self._pending or _is_marked(widget)]

    def _hold(self, held: list[str]) -> None:
        texts = (_KINDS[type(widget)].get(widget) for widget in self._waiting())
        held += [text for text in texts if text.strip()]

    def give_up(self) -> list[str]:
        """Show no record any more without committing, as it has no place any more; what was typed and waits.

        Without what was refused before: that is kept with its record, which an undo may bring back.
        """
        typed = []
        for widget in self._waiting():
            text = _KINDS[type(widget)].get(widget)
            kept = self._workspace.unaccepted.entry(self._table, self._id, widget.objectName())
            if not isinstance(widget, QComboBox) and (kept is None or kept.text != text):
                typed.append(text)
        self._rest.stop()
        self._keys = ()
        self._wait_for(None)
        self._renew(leave=None)
        return typed

    def _flush(self, refused: list[Refused]) -> None:
        pending = self._pending
        for widget in self._waiting():
            if sentence := self._commit(widget):
                # Unless it was typed here: it may have been refused in a cell, and be given up there.
                self._wait_for(pending)
                place = self._table, self._id, widget.objectName(), ""
                discard = partial(self._workspace.unaccepted.settle, *place)
                refused.append(Refused(sentence, _KINDS[type(widget)].get(widget), widget, False, discard, place))
        self._visit = None


def _is_marked(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.property("invalid"))


def mark(widget: QWidget, invalid: bool, why: str = "") -> None:
    """Mark a field as one whose text is not accepted, with the reason for screen readers, or no longer."""
    if _is_marked(widget) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().polish(widget)
    widget.setAccessibleDescription(why)
