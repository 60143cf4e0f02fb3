"""A card to write down a decision, a task or what was said in: its fields in order, walked through with Enter."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nrw_desktop.domain.errors import PlanError
from nrw_desktop.domain.text.values import german_date, parse_date
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, LineEdit
from nrw_desktop.gui.kit.text_edit import TextEdit, typed_in
from nrw_desktop.gui.presentation.page_view import LEAST, Picture, Scale

Kind = Literal["decision", "task", "note"]


class Form(NamedTuple):
    """What can be written down: its icon and name, and the words for its fields, the text first."""

    icon: str
    word: str
    fields: tuple[str, ...]


FORMS: dict[Kind, Form] = {
    "decision": Form("circle-check", "Beschluss", ("Wortlaut", "Ja", "Nein", "Enthaltungen")),
    "task": Form("square-check", "Aufgabe", ("Aufgabe", "Wer", "Bis")),
    "note": Form("pencil", "Besprochen", ("Besprochen",)),
}
_WEEK = dt.timedelta(weeks=1)
_WEEKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_LINES = 3
_COUNT_WIDTH, _DAY_WIDTH, _GAP = 110, 230, 16


class WritingCard(QFrame):
    """`accepted` tells that Enter was pressed in the last field, `given_up` Esc, `stepped` a page key of a remote.

    ``names`` complete what is typed for who does a task.
    """

    accepted = Signal()
    given_up = Signal()
    stepped = Signal(int)

    def __init__(self, kind: Kind, where: str, scale: Scale, names: Sequence[str]):
        super().__init__()
        self.setObjectName("writing_card")
        form = FORMS[kind]
        self.setAccessibleName(f"{form.word}, {where}")
        self._scale = scale
        self._text = TextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._fields: list[LineEdit | TextEdit] = [self._text, *(LineEdit() for _ in form.fields[1:])]
        for field, word in zip(self._fields, form.fields, strict=True):
            field.setAccessibleName(word)
            field.setFont(scale.font())
            field.installEventFilter(self)
        self._day = self._fields[2] if kind == "task" else None
        if kind == "task":
            self._complete(names)
        self._refusal = self._label("", "danger")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._lay_out(form, where)
        self._grow()

    def _lay_out(self, form: Form, where: str) -> None:
        gap = self._scale.of(_GAP)
        head, foot, down = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        down.setContentsMargins(gap + gap // 2, gap, gap + gap // 2, gap + gap // 4)
        down.setSpacing(gap * 3 // 4)
        head.setSpacing(gap * 3 // 4)
        head.addWidget(Picture(form.icon, "accent", self._scale.of(34)))
        title = self._label(form.word, "text")
        title.setFont(self._scale.font(LEAST, bold=True))
        head.addWidget(title)
        head.addWidget(self._colored(ElidedLabel(where), "muted"), 1)
        head.addWidget(self._label("Eingabe: weiter · Esc: zurück", "muted"))
        down.addLayout(head)
        down.addWidget(self._text)
        foot.setSpacing(gap)
        for field, word in zip(self._fields[1:], form.fields[1:], strict=True):
            label = self._label(word, "muted")
            label.setBuddy(field)
            foot.addWidget(label)
            if form is FORMS["task"] and field is not self._day:
                foot.addWidget(field, 1)
            else:
                field.setFixedWidth(self._scale.of(_DAY_WIDTH if field is self._day else _COUNT_WIDTH))
                foot.addWidget(field)
        if form is FORMS["decision"]:
            foot.addStretch(1)
        if foot.count():
            down.addLayout(foot)
        down.addWidget(self._refusal)

    def _label(self, text: str, color: str) -> Label:
        return self._colored(Label(text), color)

    def _colored(self, label: Label, color: str) -> Label:
        label.setObjectName(f"written_{color}")
        label.setFont(self._scale.font(LEAST))
        return label

    def _complete(self, names: Sequence[str]) -> None:
        who = self._fields[1]
        assert isinstance(who, LineEdit)
        completer = QCompleter(list(names), self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        who.setCompleter(completer)

    def _grow(self, *_: object) -> None:
        """Be as high as the text, up to some lines."""
        lines = min(max(1, round(self._text.document().size().height())), _MOST_LINES)
        around = self._text.height() - self._text.viewport().height()
        inside = 2 * round(self._text.document().documentMargin())
        self._text.setFixedHeight(lines * self._text.fontMetrics().lineSpacing() + max(around, 10) + inside)
        self.updateGeometry()

    # What is typed

    def typed(self) -> tuple[str, ...]:
        """What stands in the fields, in their order."""
        return tuple(typed_in(field).strip() for field in self._fields)

    def fill(self, texts: Sequence[str]) -> None:
        """Put something in the fields that was typed before, or is a suggestion."""
        for field, text in zip(self._fields, texts, strict=True):
            field.setPlainText(text) if isinstance(field, TextEdit) else field.setText(text)
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken; what was typed stays."""
        self._refusal.setText(sentence)
        self._refusal.show()
        if not self.typed()[0]:
            self._text.setFocus()

    # Keys

    def focus_first(self) -> None:
        """Put the keyboard on the text."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that mean the same in each field."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, LineEdit):
            watched.selectAll()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and held != Qt.KeyboardModifier.ShiftModifier:
            at_end = watched is self._fields[-1] or held == Qt.KeyboardModifier.ControlModifier
            self.accepted.emit() if at_end else self.focusNextPrevChild(True)
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in _PAGES:
            self.stepped.emit(_PAGES[key])
        elif watched is self._day and key in _WEEKS:
            self._move_day(_WEEKS[key])
        else:
            return False
        return True

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes round in the card."""
        here = next((place for place, field in enumerate(self._fields) if field.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        self._fields[(here + (1 if forwards else -1)) % len(self._fields)].setFocus(reason)
        return True

    def _move_day(self, weeks: int) -> None:
        """Put the day a week later or earlier; what is none begins with today."""
        assert isinstance(self._day, LineEdit)
        try:
            day = dt.date.fromisoformat(parse_date(self._day.text()) or dt.date.today().isoformat())
            self._day.setText(german_date((day + weeks * _WEEK).isoformat()))
        except (PlanError, OverflowError):
            return
        self._day.selectAll()
