"""The foot of the window: whether all is saved, what was done last, and in which file."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QStatusBar, QWidget

from nrw_desktop.domain.model.change import Change
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.queries.change_labels import label_text
from nrw_desktop.gui.kit import icons
from nrw_desktop.gui.kit.accessible import announce
from nrw_desktop.gui.kit.idle import after_first_paint
from nrw_desktop.gui.kit.safe_widgets import ElidedLabel, Label, Sign, tip_text
from nrw_desktop.gui.session.unaccepted import listed
from nrw_desktop.gui.session.undo_offer import UndoOffer
from nrw_desktop.gui.session.workspace import Workspace
from nrw_desktop.storage.system.unaccepted_store import Entry

if TYPE_CHECKING:
    from nrw_desktop.gui.session.saving import Answer

_LATEST = "Zuletzt: "
_PUT_IN = ("eingefügt", "dupliziert")
_VERBS = {"undo": "Rückgängig gemacht", "redo": "Wiederholt"}
_UPGRADED = "Der Plan kam aus einer älteren Version und ist umgestellt. Die alte Datei liegt bei den Sicherungen."
_BEHIND = 3
"""Where a button goes: behind the sentence it is about."""
_LONG, _SHORT = 15_000, 5_000
"""Milliseconds that a sentence stays, and an answer."""


class StatusBar(QStatusBar):
    """Follows one workspace. `entry_wanted` asks to see a text that a field did not accept."""

    entry_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None):
        super().__init__(parent)
        self._workspace = workspace
        self._trouble = self._news = self._done = ""
        self._said: list[str] = []
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._end_saying)
        self._answer = ""
        self._answering = QTimer(self)
        self._answering.setSingleShot(True)
        self._answering.timeout.connect(self._end_answering)
        self._undo: UndoOffer | None = None
        self._offer: QPushButton | None = None
        self._go: QPushButton | None = None
        self._newest: Entry | None = None
        self._reopen: Callable[[], object] | None = None
        self._icon, self._saved, self._last = Sign(16, "Speicherstand"), Label(), _sentence()
        self._icon.setObjectName("saved_icon")
        self._file = Label()
        self._show_file()
        self.setSizeGripEnabled(False)
        self.addWidget(self._icon)
        self.addWidget(self._saved)
        # At most as wide as its words: a button stands right behind them.
        self.addWidget(self._last, 1)
        self.addPermanentWidget(self._file)
        workspace.moved.connect(self._show_file)
        workspace.unsaved.connect(self.show_saved)
        workspace.typing.connect(self._show_typing)
        workspace.changed.connect(self._show_last)
        workspace.deleted.connect(self._offer_undo)
        workspace.unaccepted.changed.connect(self._renew)
        self.show_saved()
        # Once more for its icon, which comes after the plan.
        after_first_paint(self, self._renew)
        self._show_last(workspace.plan, None)
        if workspace.upgraded:
            self.say(_UPGRADED)

    def _show_file(self) -> None:
        self._file.setText(self._workspace.name)
        self._file.setToolTip(tip_text(str(self._workspace.path)))

    def say(self, sentence: str) -> None:
        """Say something for a while beside whether all is saved, and before what is still being said.

        What is not saved or was not accepted goes before it. (Qt's own messages would stand instead of that.)
        """
        if sentence and sentence not in self._said:
            self._said.insert(0, sentence)
            self._silence.start(_LONG)
            self._renew()
            self._announce(sentence)

    def answer(self, answer: "Answer") -> None:
        """Answer to who asks to save: for some seconds or until somebody goes on, on a ground that the eye finds.

        What is not saved or was not accepted stands there already.
        """
        self._answer = answer.sentence
        self._show_answering(True)
        self._answering.start(_SHORT)
        self.show_saved(answer.trouble)
        self._announce(answer.sentence)

    def _announce(self, sentence: str) -> None:
        """Tell those who do not see the foot."""
        announce(self, sentence)

    def _end_answering(self) -> None:
        if self._answer:
            self._answer = ""
            self._show_answering(False)
        self._renew()

    def _show_answering(self, answering: bool) -> None:
        self.setProperty("answers", answering)
        for widget in (self, self._saved, self._last, self._file):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _end_saying(self) -> None:
        self._said.clear()
        self._renew()

    def show_saved(self, trouble: str = "") -> None:
        """Tell by icon and words whether the file has all that was typed; ``trouble`` tells why it has not."""
        if trouble and trouble != self._trouble:
            announce(self, f"Nicht gespeichert: {trouble}", at_once=True)
        self._trouble = trouble
        entries = [] if trouble else self._workspace.unaccepted.shown(self._workspace.plan)
        self._show_entries(entries)
        read_only = "Nur lesen" if self._workspace.read_only else ""
        if read_only and self._news:
            read_only = f"{read_only}: {self._news}"
        typing = self._workspace.is_typing and not read_only
        saved = "Wird gespeichert …" if typing else "Alles gespeichert"
        well = "Nicht übernommen: " if entries else read_only or saved
        self._saved.setText("Nicht gespeichert: " if trouble else well)
        self._saved.setToolTip(tip_text(trouble))
        # The wide label takes it: a long sentence must not make the window wider than the screen.
        offered = self._undo.sentence if self._undo else ""
        # What is offered stands right before its button.
        news = " ".join(filter(None, [*([self._answer] if self._answer else self._said), offered]))
        told = listed(self._workspace.plan, entries) if entries else news or self._done
        self._last.setText(trouble or told)
        self._last.setVisible(bool(trouble or told))
        if self._undo is not None:
            # Beside another sentence it would seem to be about that.
            self._undo.setVisible(bool(offered and told.endswith(offered)) and not trouble)
        name, role = ("clock", "running") if typing else ("check", "done")
        if trouble or read_only or entries:
            name, role = "triangle-alert", "danger" if trouble else "postponed"
        icons.assign(self._icon, name, role)

    def _show_typing(self) -> None:
        self._end_answering()

    def _show_entries(self, entries: list[Entry]) -> None:
        """Offer the way to the newest text that a field did not accept."""
        self._newest = entries[-1] if entries else None
        if self._go is None and entries:
            self._go = QPushButton("&Zeigen")
            self._go.setObjectName("in_line")
            self._go.clicked.connect(self._want_entry)
            self.insertWidget(_BEHIND, self._go)
        if self._go is not None:
            self._go.setVisible(bool(entries))

    def _want_entry(self) -> None:
        if self._newest is not None:
            self.entry_wanted.emit(self._newest)

    def show_reading(self, news: str, offer: Callable[[], object] | None) -> None:
        """What became of whoever has the plan that is only read here; ``offer`` opens it for work on a button."""
        self._news = news
        self.show_saved(self._trouble)
        self._reopen = offer
        if self._offer is None and offer is not None:
            self._offer = QPushButton("Zum Bearbeiten ö&ffnen")
            self._offer.setObjectName("in_line")
            self._offer.clicked.connect(lambda: self._reopen and self._reopen())
            self.insertWidget(_BEHIND, self._offer)
        if self._offer is not None:
            self._offer.setVisible(offer is not None)

    def _offer_undo(self, change: Change, show_again: Callable[[], None]) -> None:
        if self._undo is None:
            self._undo = UndoOffer(self._workspace)
            self._undo.changed.connect(self._renew)
            self.insertWidget(_BEHIND, self._undo)
        self._undo.offer(change, show_again)
        self._announce(self._undo.sentence)

    def _renew(self) -> None:
        self.show_saved(self._trouble)

    def _show_last(self, plan: Plan, change: Change | None) -> None:
        text = ""
        undone = change is not None and change.kind in _VERBS
        if change is not None and undone:
            text = f"{_VERBS[change.kind]}: {label_text(change, plan)}"
        elif step := self._workspace.undo_label():
            text = f"{_LATEST}{step}"
            if change is not None and step.endswith(_PUT_IN):
                text = f"{step}. Strg+Z nimmt {'sie' if step[0].isdigit() else 'das'} zurück."
        self._done = text
        self._end_answering()
        # Who types hears the keys; that a pause was used to save would break in on them.
        if change is not None and (undone or not isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)):
            self._announce(text.removeprefix(_LATEST))


def _sentence() -> ElidedLabel:
    """A line that gives way: a long one must not push the file's name out of the window."""
    label = ElidedLabel()
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return label
