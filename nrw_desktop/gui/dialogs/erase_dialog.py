"""What is asked before a person is erased for good: what goes, and which texts that name the person lose the name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from nrw_desktop.domain.model.labels_de import TABLE_WORDS, caption, field_word
from nrw_desktop.domain.model.plan import Plan
from nrw_desktop.domain.text.shortening import shortened
from nrw_desktop.gui.kit import theme
from nrw_desktop.gui.kit.dialog import Dialog
from nrw_desktop.gui.kit.safe_widgets import Label
from nrw_desktop.gui.kit.theme import GRID
from nrw_desktop.gui.kit.tick_list import TickList

if TYPE_CHECKING:
    from nrw_desktop.storage.writing.erase import Place, Trace

_WIDTH = 720
_LONGEST = 90
"""Characters of a text that a line shows."""


class EraseDialog(Dialog):
    """Lists the texts that name the person; those that surely do are ticked."""

    def __init__(self, parent: QWidget, partner: str, traces: "Sequence[Trace]", plan: Plan):
        super().__init__(parent)
        self.setWindowTitle("Kontaktdaten endgültig löschen")
        self._traces = {str(number): trace for number, trace in enumerate(traces)}
        self._list = TickList(
            "Texte, die den Namen enthalten",
            [(key, _line(trace, plan)) for key, trace in self._traces.items()],
        )
        self._list.tick([key for key, trace in self._traces.items() if trace.sure])
        page = QVBoxLayout(self)
        page.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        page.setSpacing(GRID + 4)
        page.addWidget(_words(f"Alle Kontaktdaten von „{partner}“ werden aus dem Plan und seinem Verlauf gelöscht."))
        page.addWidget(
            _words(
                "Der Name steht auch in diesen Texten. Wo ein Haken ist, wird er dort und im Verlauf durch „…“ "
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
        erase = buttons.addButton("Endgültig &löschen", QDialogButtonBox.ButtonRole.AcceptRole)
        keep = buttons.addButton("&Behalten", QDialogButtonBox.ButtonRole.RejectRole)
        erase.setAutoDefault(False)
        keep.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page.addWidget(buttons)
        self.want_size(_WIDTH, 0)
        self._list.setFocus()

    def chosen(self) -> "tuple[Place, ...]":
        """The texts that are to lose the name."""
        return tuple(self._traces[key].place for key in self._list.ticked())


def _line(trace: "Trace", plan: Plan) -> str:
    """Where a text stands, and how it begins."""
    record = plan.record(trace.table, trace.id)
    of = f"{TABLE_WORDS[trace.table]} ‚{caption(record)}‘" if record else f"{TABLE_WORDS[trace.table]}, gelöscht"
    where = "" if trace.in_plan else " (nur im Verlauf)"
    return f"{of}, {field_word(trace.table, trace.field)}{where}: „{shortened(trace.text, _LONGEST)}“"


def _words(text: str) -> Label:
    label = Label(text)
    label.setWordWrap(True)
    return label
