"""What is asked before a person is erased for good: what goes, and which texts that name the person lose the name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.model.records import BELONGING, Partner, Record
from nrw_desktop.domain.queries import person_traces
from nrw_desktop.domain.queries.person_traces import Whom
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import Label, window_title
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.kit.tick_list import TickList

if TYPE_CHECKING:
    from nrw_desktop.storage.database.person_log import Place, Trace

_WIDTH = 720
_LONGEST = 90
"""Characters of a text that a line shows."""


class EraseDialog(Dialog):
    """Lists the texts that name the person; those that surely do are ticked."""

    def __init__(self, parent: QWidget, whom: Whom, traces: "Sequence[Trace]", plan: Plan):
        super().__init__(parent)
        by_partner = isinstance(whom, Partner)
        name = whom.name if isinstance(whom, Partner) else whom
        self._goes_whole = by_partner or bool(person_traces.contacts(plan, whom))
        self.setWindowTitle(window_title(f"{'Kontaktdaten' if by_partner else 'Person'} endgültig löschen"))
        self._traces = {str(number): trace for number, trace in enumerate(traces)}
        self._list = TickList(
            "Texte, die den Namen enthalten",
            [(key, _line(trace, plan)) for key, trace in self._traces.items()],
        )
        self._list.tick([key for key, trace in self._traces.items() if trace.sure])
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        if self._goes_whole:
            page.addWidget(_words(f"Alle Kontaktdaten von „{name}“ werden aus dem Plan und seinem Verlauf gelöscht."))
        stands = "Der Name steht auch" if self._goes_whole else f"Der Name „{name}“ steht"
        page.addWidget(
            _words(
                f"{stands} in diesen Texten. Wo ein Haken ist, wird er dort und im Verlauf durch „…“ "
                "ersetzt; ein Feld, in dem nur er steht, wird leer. Ohne Haken steht da der Familienname, den auch "
                "jemand anderes haben kann."
            )
        )
        page.addWidget(self._list)
        page.addWidget(
            theme.named(
                _words(
                    "Das lässt sich nicht rückgängig machen. Auch frühere Schritte lassen sich danach nicht mehr "
                    "zurücknehmen; im Verlauf bleiben sie zu sehen."
                ),
                "muted",
            )
        )
        buttons = QDialogButtonBox()
        self._erase = buttons.addButton("Endgültig &löschen", QDialogButtonBox.ButtonRole.AcceptRole)
        keep = buttons.addButton("&Behalten", QDialogButtonBox.ButtonRole.RejectRole)
        self._erase.setAutoDefault(False)
        keep.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        self._list.changed.connect(self._follow_ticks)
        self._follow_ticks()
        self.want_size(_WIDTH, 0)
        self._list.setFocus()

    def _follow_ticks(self) -> None:
        """Without a contact and a tick there is nothing to be erased."""
        self._erase.setEnabled(self._goes_whole or bool(self._list.ticked()))

    def chosen(self) -> "tuple[Place, ...]":
        """The texts that are to lose the name."""
        return tuple(self._traces[key].place for key in self._list.ticked())


def _line(trace: "Trace", plan: Plan) -> str:
    """Where a text stands, and how it begins."""
    record, word = plan.record(trace.table, trace.id), TABLE_WORDS[trace.table]
    if record is None:
        of = f"{word}, gelöscht"
    elif caption(record) in (trace.text, word) and (owner := _owner(plan, trace.table, record)):
        of = f"{owner}, {word}"
    else:
        of = f"{word} ‚{caption(record)}‘"
    where = "" if trace.in_plan else " (nur im Verlauf)"
    return f"{of}, {field_word(trace.table, trace.field)}{where}: „{shortened(trace.text, _LONGEST)}“"


def _owner(plan: Plan, table: str, record: Record) -> str:
    """What a record belongs to, which tells where it stands if it has no other name; empty for nothing."""
    for field, owning in BELONGING.get(table, {}).items():
        if owner := plan.record(owning, getattr(record, field) or ""):
            return f"{TABLE_WORDS[owning]} ‚{caption(owner)}‘"
    return ""


def _words(text: str) -> Label:
    label = Label(text)
    label.setWordWrap(True)
    return label
