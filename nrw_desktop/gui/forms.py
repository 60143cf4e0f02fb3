"""Binds the widgets of a form to a record: a widget whose object name is a field of the record shows and edits it."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from nrw_desktop import paths
from nrw_desktop.domain import edits, period, values
from nrw_desktop.domain.change import Change, RowChange
from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.plan import Plan
from nrw_desktop.domain.records import FIELDS, Record
from nrw_desktop.domain.words import choices, value_text
from nrw_desktop.gui.bubble import show_refusal
from nrw_desktop.gui.delegates import LONGEST_LINE, fill_choices, partner_completer
from nrw_desktop.gui.errors import Refused
from nrw_desktop.gui.phase_box import PhaseBox
from nrw_desktop.gui.text_edit import TextEdit
from nrw_desktop.gui.workspace import Workspace

REST = 500
"""Milliseconds without a key after which free text is committed."""

_SHOWN: dict[tuple[str, str], Callable[[Plan, Any], str]] = {
    ("measure", "responsible"): lambda plan, measure: plan.responsible(measure),
    ("phase", "period"): period.shown,
}
"""Fields whose text is more than their stored value; „period“ stands for the months of a phase together."""
_LENDERS = ("partner", "phase", "project")
"""The tables whose records such a text takes words from."""


class MonthEdit(QLineEdit):
    """A line for one month, checked when it is left."""


class PartnerEdit(QLineEdit):
    """A line for a partner's name, completed from the register as one types."""


class WordEdit(QLineEdit):
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
    QLineEdit: _Kind(QLineEdit.text, _put_line, "textEdited"),
    TextEdit: _Kind(QPlainTextEdit.toPlainText, QPlainTextEdit.setPlainText, "textChanged"),
    QPlainTextEdit: _Kind(QPlainTextEdit.toPlainText, QPlainTextEdit.setPlainText, "textChanged"),
    QComboBox: _Kind(lambda box: box.currentData() or "", lambda box, code: _choose(box, code), "activated"),
    PhaseBox: _Kind(lambda box: box.currentData() or "", lambda box, key: _choose(box, key), "activated"),
}


def load_form(name: str, parent: QWidget) -> QWidget:
    """The widgets of ``ui/<name>.ui``, made by Qt's own loader."""
    from PySide6.QtUiTools import QUiLoader  # not at the start: the first form shows after the first paint

    # The loader takes along the widgets of all plugins of Qt Designer: with them comes a whole web browser of 25 MB.
    folders = QCoreApplication.libraryPaths()
    QCoreApplication.setLibraryPaths([])
    loader = QUiLoader()
    QCoreApplication.setLibraryPaths(folders)
    for widget in (MonthEdit, PartnerEdit, WordEdit, PhaseBox, TextEdit):
        loader.registerCustomWidget(widget)
    return loader.load(str(paths.forms() / f"{name}.ui"), parent)


def _choose(box: QComboBox, code: str) -> None:
    box.setCurrentIndex(box.findData(code))


class Binder(QObject):
    """Keeps the fields of one record and the widgets of a form the same.

    Free text is committed after a rest and on leaving the field; one visit to a field is one undo step. A refused
    value stays in its field, marked, and is told there.
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
        self._table, self._workspace = table, workspace
        self._setter = setter or edits.setter(table)
        self._record_of = record_of
        self._key: str | None = None
        self._visit: str | None = None
        self._pending: QWidget | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._commit_rested)
        self._widgets: dict[str, tuple[QWidget, _Kind]] = {}
        fields = {*FIELDS[table], *(field for of, field in _SHOWN if of == table)}
        for widget in root.findChildren(QWidget):
            if widget.objectName() in fields and type(widget) in _KINDS:
                self._bind(widget)
        workspace.changed.connect(self._follow)
        workspace.flushing.connect(self._flush)

    def _bind(self, widget: QWidget) -> None:
        kind = _KINDS[type(widget)]
        field = widget.objectName()
        self._widgets[field] = (widget, kind)
        if isinstance(widget, QComboBox) and not isinstance(widget, PhaseBox):
            fill_choices(widget, self._table, field, choices(self._table, field))
        if isinstance(widget, QLineEdit):
            # Qt's own limit cuts without a word; the edit refuses with a sentence.
            widget.setMaxLength(LONGEST_LINE)
        if isinstance(widget, (PartnerEdit, WordEdit)):
            completer = partner_completer([], widget)
            widget.setCompleter(completer)
            completer.activated.connect(lambda _text, of=widget: self._commit(of))
        getattr(widget, kind.edited).connect(lambda *_, of=widget: self._note(of))
        widget.installEventFilter(self)
        if self._workspace.read_only:
            if isinstance(widget, (QLineEdit, QPlainTextEdit)):
                widget.setReadOnly(True)
            else:
                widget.setEnabled(False)

    def show(self, key: str | None) -> None:
        """Show another record, or none. What was typed for the one before is committed first."""
        if key == self._key:
            return
        self._commit_rested()
        self._visit = None
        for widget, _kind in self._widgets.values():
            _mark(widget, False)
        self._wait_for(None)
        self._key = key
        self._renew(leave=None)

    def _renew(self, leave: QWidget | None) -> None:
        """Write the record's values into all widgets but the one that is being typed into, and those refused."""
        record = self._record()
        for field, (widget, kind) in self._widgets.items():
            if isinstance(widget, PartnerEdit) and widget.completer():
                names = sorted((partner.name for partner in self._workspace.plan.partners), key=str.casefold)
                widget.completer().model().setStringList(names)  # type: ignore[attr-defined]
            if isinstance(widget, PhaseBox):
                widget.fill(self._workspace.plan)
            if widget is leave or widget.property("invalid"):
                continue
            text = self._text(field, record)
            if kind.get(widget) != text or not isinstance(widget, QComboBox):
                widget.blockSignals(True)
                # Set anew even where it is equal: that clears the field's own undo, so Ctrl+Z means the plan's.
                kind.put(widget, text)
                widget.blockSignals(False)

    def _record(self) -> Record | None:
        if self._key and self._record_of:
            return self._record_of(self._workspace.plan, self._key)
        return self._workspace.plan.find(self._table, self._key)

    def _text(self, field: str, record: Record | None) -> str:
        if record is None:
            return ""
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
        kind = _KINDS[type(widget)]
        if isinstance(widget, QComboBox):
            self._commit(widget)
        elif (
            not kind.parsed
            and not values.is_parsed(self._table, widget.objectName())
            and widget.objectName() != "period"
        ):
            self._rest.start()

    def _wait_for(self, widget: QWidget | None) -> None:
        """What was typed last and is not committed, if anything; the window tells of that and of what was refused."""
        self._pending = widget
        self._workspace.note_typing(self, bool(self._waiting()))

    def _commit_rested(self) -> None:
        if self._pending is not None:
            self._commit(self._pending)

    def _commit(self, widget: QWidget) -> str:
        """Commit a widget's value; the sentence of a refusal, else nothing."""
        self._rest.stop()
        if self._key is None:
            self._wait_for(None)
            return ""
        field, kind = widget.objectName(), _KINDS[type(widget)]
        try:
            change = self._workspace.run_joined(self._visit, self._setter, self._key, field, kind.get(widget))
        except PlanError as error:
            _mark(widget, True)
            self._wait_for(widget)
            show_refusal(str(error), widget)
            return str(error)
        # Not before: what is pending is left alone by the views' renewal that the commit brings about.
        _mark(widget, False)
        self._wait_for(None)
        if change is not None:
            self._visit = self._visit or change.id
            self.committed.emit(change)
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving a field commits it and ends the visit; Esc takes back what was refused or not yet committed."""
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            # Who scrolls the form must not choose something on the way.
            event.ignore()
            return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, WordEdit):
            self._offer_words(watched)
        elif event.type() == QEvent.Type.FocusOut:
            # A window that goes has been asked by `flushing`, and its file is closed.
            if watched.window().isHidden():
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
            completer.model().setStringList(sorted(filter(None, held), key=str.casefold))  # type: ignore[attr-defined]

    def _on_key(self, widget: QWidget, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        waits = self._pending is widget or _is_marked(widget)
        if event.key() == Qt.Key.Key_Escape and waits:
            self._rest.stop()
            _mark(widget, False)
            self._wait_for(None)
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
        own = row.table == self._table and (row.id == self._key or self._record_of is not None)
        return own or row.table in _LENDERS

    def _focused(self) -> QWidget | None:
        return next((widget for widget, _kind in self._widgets.values() if widget.hasFocus()), self._pending)

    def give_up(self) -> list[str]:
        """Show no record any more without committing, as it has no place any more; what was typed and waits."""
        typed = [_KINDS[type(widget)].get(widget) for widget in self._waiting() if not isinstance(widget, QComboBox)]
        self._rest.stop()
        self._wait_for(None)
        self.show(None)
        return [text for text in typed if text.strip()]

    def _waiting(self) -> list[QWidget]:
        return [widget for widget, _kind in self._widgets.values() if widget is self._pending or _is_marked(widget)]

    def _flush(self, refused: list[Refused]) -> None:
        for widget in self._waiting():
            if sentence := self._commit(widget):
                refused.append(Refused(sentence, _KINDS[type(widget)].get(widget), widget))
        self._visit = None


def _is_marked(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.property("invalid"))


def _mark(widget: QWidget, invalid: bool) -> None:
    if _is_marked(widget) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().polish(widget)
